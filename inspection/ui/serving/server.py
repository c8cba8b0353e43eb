"""The server of the pages: Streamlit as an ASGI application, with our own index page around it.

Started by `python run.py`, or `python -m inspection.ui.serving.server [--port N] [--address A] [--behind-proxy [--workers N]]`.
`streamlit run app.py` serves the same pages without what stands here: the door, Streamlit's own words in Chinese, print rules,
security headers, and a sentence in place of an error.
"""

import argparse
import ast
import asyncio
import base64
import gc
import hashlib
import importlib
import logging
import os
import re
import secrets
import socket
import sys
import time
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import parse_qs

if __name__ == "__main__":
    gc.disable()  # until all is imported and frozen: a seventh of the start

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.pages_manager import PagesManager

from inspection import snapshots
from inspection.access import Refused as NotAdmitted
from inspection.access import rules
from inspection.access.backups import Refused as NotRestored
from inspection.access.backups import settle
from inspection.access.sessions import Sessions
from inspection.snapshots import Publication, Refused
from inspection.text import say
from inspection.ui.pieces.attended import let_go_unattended
from inspection.ui.serving.chunks import has_grid, links
from inspection.ui.serving.door import Door, forget_sessions
from inspection.ui.serving.look import head, link, static_file
from inspection.ui.serving.memory import few_arenas, give_back
from inspection.ui.serving.packed import ENCODINGS, FOLDER, Packed, names, packed, small
from inspection.ui.serving.public import PublicSite
from inspection.ui.serving.signing_in import ROUTES
from inspection.ui.serving.workers import end_with_the_watcher, watch
from inspection.warehouse import SettingsError, data_home, demonstration_store, settings, tidy
from inspection.warehouse.shelf import BYTES, SHELF

PROJECT = Path(__file__).resolve().parents[3]
LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")
MEGABYTE = 1024 * 1024
TYPEFACE = re.compile(r'<link\s+rel="preload"[^>]*\bas="font"[^>]*>')
"""Streamlit has its own typeface fetched before all else, 170 kB that no page of ours is set in."""
EVERY = 60.0  # seconds between two looks for what is left over

log = logging.getLogger("inspection.server")


@lru_cache(maxsize=8)
def index_page(html: bytes, lang: str, grid: bool = True) -> tuple[bytes, str]:
    """Streamlit's index page made ours, and the content security policy that goes with it.

    The page says its language and title and links our style sheets, icon and words, and the scripts that will be needed, those
    of grids where it opens with a `grid`. The policy lets nothing load from, or be sent to, another host. Streamlit and plotly
    write style attributes, so styles may be inline; of inline scripts only those of Streamlit's own index page run, by their
    hashes.
    """
    page = html.decode("utf-8")
    for old, new in (
        ('<html lang="en">', f'<html lang="{"en" if lang == "en" else "zh-CN"}" data-too-old="{say("server.too_old", lang)}">'),
        ("<title>Streamlit</title>", f"<title>{say('server.title', lang)}</title>"),
        ('href="./favicon.png"', f'href="{link("icon.svg")}"'),
        ("</head>", links(page, grid) + head() + "</head>"),
    ):
        if old not in page:
            raise ValueError(f"Streamlit's index page has no {old!r}: another version? See inspection/ui/serving/server.py")
        page = page.replace(old, new, 1)
    page = TYPEFACE.sub("", page)
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode()}'"
        for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    )
    policy = (
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )
    return page.encode("utf-8"), policy


class IndexPage:
    """Middleware: rewrites the index page and puts security headers on every answer.

    Pages other than the root come compressed, and unchanged ones as 304 without a body: for a page the browser's
    offers of both are taken out of the request, so that there always is a plain body to rewrite.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "GET" and b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            unwanted = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unwanted]}
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", ["zh"])[0]
        lang = "en" if asked == "en" else "zh"
        held: Message | None = None
        body = b""

        async def answer(message: Message) -> None:
            nonlocal held, body
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                headers["X-Content-Type-Options"] = "nosniff"
                headers["X-Frame-Options"] = "SAMEORIGIN"
                headers["Referrer-Policy"] = "same-origin"
                message = {**message, "headers": headers.raw}
                is_page = headers.get("content-type", "").startswith("text/html") and message["status"] == 200
                if "content-security-policy" in headers:  # a page of the door's: whole as it is
                    is_page = False
                if is_page and scope["method"] == "GET" and "content-encoding" not in headers:
                    held = message
                    return
            elif held is not None:
                body += message.get("body", b"")
                if message.get("more_body", False):
                    return
                await send_page(held, body)
                return
            await send(message)

        async def send_page(start: Message, html: bytes) -> None:
            page, policy = index_page(html, lang, has_grid(scope["path"]))
            headers = MutableHeaders(raw=list(start["headers"]))
            for name in ("etag", "last-modified"):
                del headers[name]
            headers["Content-Length"] = str(len(page))
            headers["Content-Language"] = "en" if lang == "en" else "zh-CN"
            headers["Content-Security-Policy"] = policy
            headers["Cache-Control"] = "no-cache"
            await send({**start, "headers": headers.raw})
            await send({"type": "http.response.body", "body": page})

        await self.app(scope, receive, answer)


def say_that_the_page_failed(fault: Exception) -> bool:
    """Show a calm sentence with a mark in place of an error; the traceback goes to the log under the same mark."""
    mark = secrets.token_hex(3)
    log.error("page failed, mark %s", mark, exc_info=fault)
    lang = "en" if st.query_params.get("lang") == "en" else "zh"
    st.error(say("server.page_failed", lang, mark=mark))
    return True


def _import_what_pages_use() -> None:
    """Import the heavy libraries before the first reader waits for them, and build one figure (it loads lazily)."""
    import pandas  # noqa: F401

    import inspection.indicators
    import inspection.warehouse  # noqa: F401
    from inspection.charts.template import figure

    figure({"type": "bar", "x": ["1"], "y": [1]}).to_json()


def _import_what_is_imported_by(script: Path) -> None:
    """The modules that the script of the pages begins with, which is run for the first reader only."""
    for node in ast.parse(script.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            module = importlib.import_module(node.module)
            for name in (one.name for one in node.names if not hasattr(module, one.name)):
                importlib.import_module(f"{node.module}.{name}")


def _prepare_a_first_visit(script: Path) -> None:
    """Do before the first reader comes what he would wait for, some 0.7 s of work: import what his page begins with, and pack
    what his browser asks for first."""
    _import_what_is_imported_by(script)
    page = (FOLDER / "index.html").read_text(encoding="utf-8")
    linked = re.findall(r"/static/(?:js|css)/[^\"]+", page + links(page))
    for name in dict.fromkeys(linked):
        if name in names():
            packed(names()[name], "" if small(names()[name]) else ENCODINGS[0])


def _tidy() -> None:
    """What dead processes left goes, and a step of publication that was killed is made whole, so that what was withdrawn is
    not served on."""
    tidy(data_home(), datetime.now())
    with suppress(NotAdmitted):  # whoever signs in is told what is wrong with the rules
        Sessions(data_home()).sweep(rules(data_home()), datetime.now())
    for home in (data_home(), demonstration_store(data_home()).home):
        with suppress(Refused, OSError, SettingsError):  # another writes now, or whoever opens the page is told what is wrong
            Publication(home, snapshots.PublicSite(home, settings(home))).settle(by="server", at=datetime.now())


async def _tidy_now_and_then() -> None:
    """Once a minute: drafts whose browser is gone, what dead processes left, and memory that nobody uses."""
    while True:
        await asyncio.sleep(EVERY)
        try:
            if Runtime.exists():
                let_go_unattended(Runtime.instance().is_active_session, time.monotonic())
                forget_sessions()
            await asyncio.to_thread(_tidy)
            await asyncio.to_thread(SHELF.tidy)
            await asyncio.to_thread(give_back)
        except Exception:  # the server goes on, and tries again in a minute
            log.exception("leftovers could not be removed")


@asynccontextmanager
async def lifespan(_app: st.App, script: Path = PROJECT / "app.py"):
    """At start: import, then tell the collector that what is loaded now stays for good."""
    # Else the first reader after a start who follows a link to a page is told that there is none: until st.navigation
    # has run once, Streamlit takes the folder pages/ for the menu.
    PagesManager.uses_pages_directory = False
    await asyncio.to_thread(_import_what_pages_use)
    await asyncio.to_thread(_tidy)
    gc.collect()
    gc.freeze()
    gc.enable()
    host, port = st.get_option("server.address") or LOOPBACK[0], st.get_option("server.port")
    address = _address(LOOPBACK[0] if host in EVERYWHERE else host, port)
    for lang in ("zh", "en"):
        print(say("server.ready", lang, address=address), flush=True)
    tidying = asyncio.create_task(_tidy_now_and_then())
    preparing = asyncio.create_task(asyncio.to_thread(_prepare_a_first_visit, script))
    yield
    tidying.cancel()
    preparing.cancel()
    gc.unfreeze()  # so that the libraries' objects are freed at the end; duckdb reports what is not


def application(script: Path = PROJECT / "app.py", behind_proxy: bool = False) -> st.App:
    """The ASGI application that serves the pages of `script`. `behind_proxy`: a proxy with TLS stands before it.

    One per process: Streamlit keeps the script's folder for the whole process.
    """
    return st.App(
        script,
        lifespan=partial(lifespan, script=script),
        routes=[Route("/look/{name}", static_file), *ROUTES],
        middleware=[
            Middleware(PublicSite),
            Middleware(IndexPage),
            Middleware(Door, behind_proxy=behind_proxy),
            Middleware(Packed),
        ],
        on_script_error=say_that_the_page_failed,
    )


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _fault_of_binding(host: str, port: int) -> OSError | None:
    """The reason why nothing can listen at host:port, None if something can."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        if os.name != "nt":  # there it would let two servers share a port
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as fault:
            return fault
    return None


def _say_why_not(host: str, port: int, fault: OSError) -> None:
    taken = _fault_of_binding(host, 0) is None
    for lang in ("zh", "en"):
        if taken:
            sentence = say("server.port_taken", lang, port=port, address=_address(host, port), other=port + 1)
        else:
            sentence = say("server.address_unknown", lang, host=host, fault=fault)
        print(sentence, file=sys.stderr)


def _count(text: str) -> int:
    """A number of workers. Raises ValueError for anything that is none."""
    if not 1 <= int(text) <= 64:
        raise ValueError(text)
    return int(text)


def _megabytes(text: str) -> int:
    """Bytes of so many megabytes. Raises ValueError for anything that is none, or too few to keep the days of a page."""
    if not 64 <= int(text) <= 65536:
        raise ValueError(text)
    return int(text) * MEGABYTE


def main(arguments: list[str] | None = None, script: Path = PROJECT / "app.py") -> int:
    """Serve `script` until stopped. Exit code 1 with a sentence when the address or the port cannot be had."""
    parser = argparse.ArgumentParser(prog="python run.py", description=say("server.title", "en"))
    parser.add_argument("--port", type=int, default=os.environ.get("INSPECTION_PORT", "8501"), help="default 8501")
    address = os.environ.get("INSPECTION_ADDRESS", LOOPBACK[0])
    parser.add_argument("--address", default=address, help="default 127.0.0.1; another one only with --behind-proxy")
    told = os.environ.get("INSPECTION_BEHIND_PROXY", "") == "1"
    parser.add_argument("--behind-proxy", action="store_true", default=told, help="a proxy with TLS stands before it (deploy/)")
    parser.add_argument("--workers", type=_count, default=1, help="processes, on ports in a row; only with --behind-proxy")
    parser.add_argument(
        "--keep", type=_megabytes, default=os.environ.get("INSPECTION_KEEP", str(BYTES // MEGABYTE)),
        help=f"megabytes of answers and days that a process keeps for all its readers; default {BYTES // MEGABYTE}",
    )  # fmt: skip
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a console without Chinese shows ? rather than a traceback
    chosen = parser.parse_args(arguments)
    host, port = chosen.address, chosen.port
    if host not in LOOPBACK and not chosen.behind_proxy:
        for lang in ("zh", "en"):
            print(say("server.open_address", lang, host=host), file=sys.stderr)
        return 1
    if chosen.workers > 1 and not chosen.behind_proxy:
        for lang in ("zh", "en"):
            print(say("server.workers_alone", lang), file=sys.stderr)
        return 1
    for one in range(port, port + chosen.workers):
        if fault := _fault_of_binding(host, one):
            _say_why_not(host, one, fault)
            return 1
    settings: dict[str, object] = {"server.port": port, "server.address": host}
    if chosen.behind_proxy:
        settings["server.allowedHosts"] = ["*"]  # the proxy serves its own name only
    else:
        os.environ["FORWARDED_ALLOW_IPS"] = ""  # else uvicorn takes from anybody here the address he says he comes from
    # Streamlit looks for .streamlit/config.toml beside the script it was started with, and pages name files from the
    # project's folder, wherever the shell stands. The data home is meant from where the shell stands.
    if "INSPECTION_DATA" in os.environ:
        os.environ["INSPECTION_DATA"] = str(Path(os.environ["INSPECTION_DATA"]).absolute())
    try:
        settle(data_home())  # a restore that was killed
    except NotRestored as refused:
        for lang in ("zh", "en"):
            print(refused.words(lang), file=sys.stderr)
        return 1
    if chosen.workers > 1:
        gc.enable()
        server = [sys.executable, "-m", "inspection.ui.serving.server", "--address", host, "--behind-proxy"]
        server += ["--keep", str(chosen.keep // MEGABYTE)]
        return watch(server, port, chosen.workers)
    end_with_the_watcher()
    few_arenas()
    SHELF.most = chosen.keep
    # what the single sign-on needs lies with the accounts, and is backed up with them
    settings["secrets.files"] = [str(data_home().absolute() / "access" / "secrets.toml")]
    os.chdir(PROJECT)
    sys.argv = [str(PROJECT / "app.py")]
    application(script, chosen.behind_proxy).run(config=settings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
