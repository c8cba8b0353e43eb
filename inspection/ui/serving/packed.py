"""Streamlit's own scripts and style sheets, sent packed: a third of the bytes that a first visit takes.

Streamlit sends them as they lie on the disk and leaves packing to a proxy, because it would pack them anew for every reader.
Here each is packed once, when it is first asked for, and its bytes stay in memory: all there are take some 6 MB. Half of the 140
files of a first visit are a few lines: they are sent whole, but out of memory too, half of what it costs to have Streamlit read
them. Their names hold a hash of what is in them, so a browser keeps them for good.
"""

import gzip
from asyncio import to_thread
from functools import cache, lru_cache
from pathlib import Path

import pyarrow as pa
import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = Path(streamlit.__file__).parent / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
SMALLEST = 1024
"""Bytes; what is smaller gains nothing by packing."""
ENCODINGS = ("br", "gzip")
"""As they are preferred. Browsers take br from this machine and over TLS only."""


@cache
def names() -> dict[str, Path]:
    """The address of every file that is sent from here -> where it lies."""
    found = (path for path in sorted((FOLDER / "static").rglob("*")) if path.suffix in TYPES)
    return {f"/{path.relative_to(FOLDER).as_posix()}": path for path in found}


@cache
def small(path: Path) -> bool:
    """Whether a file is sent whole."""
    return path.stat().st_size < SMALLEST


@lru_cache(maxsize=4096)
def packed(path: Path, encoding: str) -> bytes:
    """The bytes of a file as they are sent; without an encoding as they lie there. Raises OSError where it cannot be read."""
    if not encoding:
        return path.read_bytes()
    if encoding == "br":
        return pa.Codec("brotli", compression_level=5).compress(path.read_bytes(), asbytes=True)
    return gzip.compress(path.read_bytes(), 6, mtime=0)


def chosen(offered: str) -> str | None:
    """The encoding for a browser that offers these ("gzip, deflate, br;q=0.9"); None where it takes neither."""
    taken = {}
    for one in offered.lower().split(","):
        name, _, rest = one.partition(";")
        taken[name.strip()] = rest.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ENCODINGS if taken.get(name)), None)


class Packed:
    """ASGI middleware around Streamlit's own addresses."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = names().get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        headers = Headers(scope=scope) if path else {}
        encoding = None
        if path and "range" not in headers:
            encoding = "" if small(path) else chosen(headers.get("accept-encoding", ""))
        if encoding is None:
            await self.app(scope, receive, send)
            return
        told = {"Content-Encoding": encoding, "Vary": "Accept-Encoding"} if encoding else {}
        answer = Response(
            await to_thread(packed, path, encoding),
            media_type=TYPES[path.suffix],
            headers=told | {"Cache-Control": "public, max-age=31536000, immutable"},
        )
        await answer(scope, receive, send)
