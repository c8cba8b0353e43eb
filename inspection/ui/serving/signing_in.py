"""Signing in and out: plain pages of the server, which work before and without Streamlit.

A session's secret is in a cookie that no script can read. A form counts only when it comes from a page of this site.
"""

import asyncio
import hashlib
import html
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, quote, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Scope
from streamlit.auth_util import encode_provider_token

from inspection.access import Doors, Refused, Visitor, rules
from inspection.reading.words import minute
from inspection.text import LANGUAGES, say
from inspection.ui.pieces import visitor as asking
from inspection.warehouse import data_home

STATIC = Path(__file__).parent / "static"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
WAY = re.compile(r"/[a-z_]*(\?[^\\#\x00-\x20]*)?")
"""An address of a page here: where somebody may be sent after signing in."""
AT_ONCE = 2
"""Passwords looked at at the same time: each takes 64 MiB."""
LARGEST_FORM = 8000  # bytes
_looking = asyncio.Semaphore(AT_ONCE)


def language_of(scope: Scope) -> str:
    """The language the address asks for."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", ["zh"])[0]
    return asked if asked in LANGUAGES else "zh"


@cache
def _template(name: str) -> Template:
    return Template((STATIC / f"{name}.html").read_text(encoding="utf-8"))


@cache
def _style() -> str:
    mark = hashlib.sha256((STATIC / "door.css").read_bytes()).hexdigest()[:12]
    return f"./look/door.css?v={mark}"


def page(
    name: str, lang: str, *, status: int = 200, sentence: str = "", sentence_key: str = "", way: str = "", **parts: str
) -> Response:
    """One of the door's pages: `sentence` (or the words of `sentence_key`) is what it says, `way` where it leads on.
    `parts` are put into the template as they are: made by this module from escaped values."""
    said = sentence or (say(f"access.{sentence_key}", lang) if sentence_key else "")
    words = {key: html.escape(say(f"access.{key}", lang)) for key in (
        "title", "name", "password", "sign_in", "single_sign_on", "other_language", "to_first_page", "your_account", "sessions",
        "sign_out", "sign_out_everywhere", "change_password", "old_password", "new_password", "again", "back",
    )}  # fmt: skip
    values = {
        "lang": "en" if lang == "en" else "zh-CN", "style": _style(), "product": html.escape(say("server.title", lang)),
        "sentence": f'<p class="said" role="status">{html.escape(said)}</p>' if said else "",
        "way": f'<p><a href="{html.escape(way)}">{words["to_first_page"]}</a></p>' if way else "",
        "next": "", "single": "", "other": "en" if lang == "zh" else "zh", "as": "", "code": lang,
    }  # fmt: skip
    heading = {"sign_in": f"{words['title']} · ", "account": f"{words['your_account']} · "}.get(name, "")
    content = _template(name).substitute(values | words | parts)
    whole = _template("door").substitute(values, heading=heading, content=content)
    headers = {
        "Content-Security-Policy": POLICY, "Cache-Control": "no-store",
        "Content-Language": "en" if lang == "en" else "zh-CN",
    }  # fmt: skip
    return HTMLResponse(whole, status_code=status, headers=headers)


def set_session(answer: Response, secret: str, behind_proxy: bool) -> Response:
    """Give the browser the secret of its session."""
    name = asking.SECURE_COOKIE if behind_proxy else asking.COOKIE
    answer.set_cookie(name, secret, httponly=True, samesite="lax", secure=behind_proxy, path="/")
    return answer


def _without_session(answer: Response, request: Request) -> Response:
    for name in (asking.COOKIE, asking.SECURE_COOKIE):
        answer.delete_cookie(name, path="/", secure=name.startswith("__Host-"), httponly=True)
    for name in request.cookies:
        if name.startswith("_streamlit_user"):
            answer.delete_cookie(name, path="/")
    return answer


def _way(asked: str) -> str:
    """Where to go after signing in; the first page for anything that is not an address of a page here."""
    return asked if WAY.fullmatch(asked) and not asked.startswith("/signin") else "/"


def _from_here(request: Request) -> bool:
    """Whether a form was sent by a page of this site: browsers say so themselves."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        return site in ("same-origin", "none")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


async def _form(request: Request) -> dict[str, str]:
    """The fields of a small form; nothing of one that is too large to be ours."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            return {}
    if body.count(b"&") > 20:
        return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


async def sign_in(request: Request) -> Response:
    """The page to sign in on, and what its form asks for."""
    lang, behind = language_of(request.scope), request.scope["inspection.behind_proxy"]
    doors, address = Doors(data_home()), request.scope["inspection.address"]
    fields = await _form(request) if request.method == "POST" else {}
    way = _way(fields.get("next") or request.query_params.get("next", "/"))
    sentence, status = "", 200
    try:
        held = rules(data_home())
        if request.method == "POST" and not _from_here(request):
            sentence, status = say("access.elsewhere", lang), 403
        elif request.method == "POST":
            async with _looking:
                secret = await asyncio.to_thread(
                    doors.sign_in, fields.get("name", "")[:200], fields.get("password", ""), address, datetime.now()
                )
            old = asking.secret_of(request.cookies)
            if old:  # a session is never carried over into another sign-in
                await asyncio.to_thread(doors.sign_out, old, datetime.now())
            return set_session(RedirectResponse(f".{way}", status_code=303), secret, behind)
        elif not doors.accounts.all() and not doors.by_others():
            return page("closed", lang, status=503, sentence_key="first_account")
    except Refused as refused:
        sentence, status = refused.words(lang), 403 if refused.code == "wrong" else 429
        if refused.code not in ("wrong", "wait", "locked"):
            return page("closed", lang, status=503, sentence=sentence)
    link = f'<p><a class="single" href="./signin/single?lang={lang}">{html.escape(say("access.single_sign_on", lang))}</a></p>'
    return page(
        "sign_in", lang, status=status, sentence=sentence, next=html.escape(way), single=link if held.provider else "",
        **{"as": html.escape(fields.get("name", "")[:200])},
    )  # fmt: skip


async def single(request: Request) -> Response:
    """On to the single sign-on: Streamlit's own address for it, which takes a token of a few minutes."""
    provider = rules(data_home()).provider
    if not provider:
        return page("closed", language_of(request.scope), status=404, sentence_key="single_failed", way="./signin")
    return RedirectResponse(f"../auth/login?provider={quote(encode_provider_token(provider))}", status_code=303)


async def account(request: Request) -> Response:
    """Whoever is signed in: as whom and where; the ways out; another password."""
    lang, found = language_of(request.scope), request.scope["inspection.visitor"]
    doors, sentence, status = Doors(data_home()), "", 200
    if request.method == "POST":
        if not _from_here(request):
            return page("closed", lang, status=403, sentence_key="elsewhere", way="./")
        fields = await _form(request)
        if fields.get("do") in ("out", "everywhere"):
            await asyncio.to_thread(_out, doors, found, fields["do"], asking.secret_of(request.cookies))
            return _without_session(RedirectResponse(f"./signin?lang={lang}", status_code=303), request)
        async with _looking:
            sentence, status, secret = await asyncio.to_thread(_changed_password, doors, found, fields, lang)
        answer = _account_page(doors, found, lang, sentence, status)
        return set_session(answer, secret, request.scope["inspection.behind_proxy"]) if secret else answer
    return _account_page(doors, found, lang, sentence, status)


def _out(doors: Doors, found: Visitor, how: str, secret: str) -> None:
    if how == "everywhere" and found.name:
        doors.sign_out_everywhere(found.name, found, datetime.now())
    else:
        doors.sign_out(secret, datetime.now())


def _changed_password(doors: Doors, found: Visitor, fields: dict[str, str], lang: str) -> tuple[str, int, str]:
    """Another password for an account that knows its present one: (sentence, status, secret of its new session)."""
    at = datetime.now()
    try:
        if found.kind != "password":
            raise Refused("wrong")
        if fields.get("new", "") != fields.get("again", ""):
            raise Refused("not_the_same")
        doors.sign_out(doors.sign_in(found.name, fields.get("old", ""), found.address, at), at)
        with doors.audit.step("password_changed", found.name, found.roles, found.address, at, account=found.name):
            doors.accounts.set_password(found.name, fields.get("new", ""), at=at)
            doors.sessions.close_all(found.name)
        return say("access.password_changed", lang), 200, doors.sign_in(found.name, fields["new"], found.address, at)
    except Refused as refused:
        return refused.words(lang), 403, ""


def _account_page(doors: Doors, found: Visitor, lang: str, sentence: str, status: int) -> Response:
    lines = [
        say("access.session_line", lang, made=minute(one.made_at), address=one.address or "—",
            here=say("access.session_here", lang) if one.mark == found.session else "")
        for one in doors.sessions.of(found.name, rules(data_home()), datetime.now())
    ]  # fmt: skip
    roles = "、".join(say(f"access.role_{role}", lang) for role in found.roles)
    return page(
        "account", lang, status=status, sentence=sentence,
        who=html.escape(say("access.signed_in_as", lang, name=found.name, roles=roles)),
        lines="".join(f"<li>{html.escape(line)}</li>" for line in lines),
        elsewhere=html.escape(say("access.proxy_account", lang)) if found.kind == "proxy" else "",
        leaving="hidden" if found.kind == "proxy" or not found.name else "",
        changing="" if found.kind == "password" else "hidden",
    )  # fmt: skip


async def state(_request: Request) -> Response:
    """Whether whoever has a page open is still signed in (the door has looked); asking is no click."""
    return JSONResponse({"signed_in": True}, headers={"Cache-Control": "no-store"})


ROUTES = [
    Route("/signin", sign_in, methods=["GET", "POST"]),
    Route("/signin/single", single),
    Route("/account", account, methods=["GET", "POST"]),
    Route("/account/state", state),
]

