"""Our own style sheets, scripts and words, as the index page links them: few files, packed once, kept by browsers for good."""

import gzip
import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path

import pyarrow as pa
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from inspection.ui.serving.packed import chosen

STATIC = Path(__file__).parent / "static"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
}
JOINED = {
    "page.css": ("screen.css", "print.css"),
    "page.js": ("door.js", "theme.js", "paper.js", "telephone.js", "presentation.js", "finder.js", "drawing.js", "words.js"),
}
"""What a page asks for as one: a request costs the server a millisecond and the browser as much, whatever is in it."""
SMALLEST = 1024  # bytes; what is smaller gains nothing by packing


@cache
def static_files() -> dict[str, bytes]:
    """The files beside this one and those joined of them, name -> content, read once."""
    found = {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.suffix in MEDIA_TYPES}
    return found | {name: b"\n".join(found[part] for part in parts) for name, parts in JOINED.items()}


def link(name: str) -> str:
    """Relative address of a static file, with its content's hash so that a browser never shows an old one."""
    return f"./look/{name}?v={hashlib.sha256(static_files()[name]).hexdigest()[:12]}"


@lru_cache(maxsize=64)
def _packed(name: str, encoding: str) -> bytes:
    if encoding == "br":
        return pa.Codec("brotli", compression_level=9).compress(static_files()[name], asbytes=True)
    return gzip.compress(static_files()[name], 9, mtime=0)


async def static_file(request: Request) -> Response:
    """Answer to /look/<name>."""
    name = request.path_params["name"]
    if name not in static_files():
        return PlainTextResponse("", status_code=404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    content = static_files()[name]
    encoding = chosen(request.headers.get("accept-encoding", "")) if len(content) >= SMALLEST else None
    if encoding:
        content = _packed(name, encoding)
        headers["Content-Encoding"] = encoding
    return Response(content, media_type=MEDIA_TYPES[Path(name).suffix], headers=headers)


def head() -> str:
    """What the head of the index page links of them."""
    template = (STATIC / "head.html").read_text(encoding="utf-8")
    return re.sub(r"\{\{(\S+?)\}\}", lambda found: link(found[1]), template)
