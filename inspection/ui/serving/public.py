"""The public site under /public: plain files from a folder, for anybody, without a session.

Only what `inspection.snapshots.site` wrote is there; drafts and previews lie in another folder.
"""

import hashlib
import re
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from inspection.snapshots import public_folder
from inspection.warehouse import Store, data_home, demonstration_store

PREFIX = "/public"
LONGEST_PATH = 500  # characters below it; those of a site have half as many
SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")  # a longer name no file system knows
OF_THE_SERVER = ("nginx.conf",)
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".sig": "application/octet-stream",
    ".pem": "application/x-pem-file",
}
STRICT = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "X-Content-Type-Options": "nosniff"}


def folder(home: Path) -> Path:
    """The site of a data home: the office's own; before it has data, the demonstration county's."""
    return public_folder(home if Store(home).current() else demonstration_store(home).home)


def headers_of(site: Path) -> dict[str, str]:
    """The headers the site asks to be sent with every file; strict ones where it says nothing."""
    path = site / "_headers"
    lines = path.read_text(encoding="utf-8").splitlines()[1:] if path.is_file() else []
    return STRICT | dict(line.strip().split(": ", 1) for line in lines if ": " in line)


def file_at(site: Path, path: str) -> Path | None:
    """The file of a path below /public, None where there is none. A folder's own is its index.html.

    A path of anything but plain names is none, so nothing outside the folder, hidden or linked is ever reached.
    """
    if len(path) > LONGEST_PATH:
        return None
    names = [name for name in path.split("/") if name]
    if any(not SEGMENT.fullmatch(name) for name in names) or names[-1:] in ([one] for one in OF_THE_SERVER):
        return None
    found = site.joinpath(*names)
    if found.is_dir():
        found = found / "index.html"
    inside = found.is_file() and found.resolve() == site.resolve() / found.relative_to(site)
    return found if inside and found.suffix in MEDIA_TYPES else None


def answer(path: str, asked: str | None) -> Response:
    """The answer to a path below /public; `asked` is the mark the reader's browser holds already."""
    site = folder(data_home())
    headers = headers_of(site) | {"Cache-Control": "no-cache"}
    found = file_at(site, path)
    if found is None:
        return PlainTextResponse("404", status_code=404, headers=headers)
    if found.name == "index.html" and not path.endswith(("/", "index.html")):
        return RedirectResponse(f"{path.rsplit('/', 1)[-1] or PREFIX[1:]}/", status_code=307, headers=headers)
    content = found.read_bytes()
    headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if asked == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=MEDIA_TYPES[found.suffix], headers=headers)


class PublicSite:
    """Middleware: answers everything below /public itself, before the pages and their sessions."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not (path == PREFIX or path.startswith(f"{PREFIX}/")):
            await self.app(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD"):
            response: Response = PlainTextResponse("405", status_code=405, headers=STRICT | {"Allow": "GET, HEAD"})
        else:
            held = Request(scope).headers.get("if-none-match")
            response = await run_in_threadpool(answer, path.removeprefix(PREFIX), held)
        await response(scope, receive, send)
