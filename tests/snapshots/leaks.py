"""A scanner for planted strings: every byte of a file, and every layer a file may hide them in."""

import base64
import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def layers(name: str, held: bytes) -> Iterator[tuple[str, bytes]]:
    """A file's bytes, and what they become once read: entities and escapes resolved, archives and chunks inflated."""
    yield name, held
    if held.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(held)) as packed:
            yield f"{name}!comment", packed.comment
            for member in packed.infolist():
                yield f"{name}!name", member.filename.encode("utf-8") + member.comment + member.extra
                yield from layers(f"{name}!{member.filename}", packed.read(member))
    elif held.startswith(b"\x89PNG"):
        at = 8
        while at < len(held):
            (length,) = struct.unpack(">I", held[at : at + 4])
            kind, chunk = held[at + 4 : at + 8], held[at + 8 : at + 8 + length]
            yield f"{name}#{kind.decode('latin-1')}", chunk
            if kind in (b"zTXt", b"iTXt", b"IDAT"):
                for start in range(min(len(chunk), 90)):
                    try:
                        yield f"{name}#{kind.decode()}+{start}", zlib.decompressobj().decompress(chunk[start:])
                        break
                    except zlib.error:
                        continue
            at += 12 + length
    else:
        text = held.decode("utf-8", "replace")
        yield f"{name} unescaped", html.unescape(text).encode("utf-8", "replace")
        plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
        yield f"{name} unescaped json", plain.encode("utf-8", "surrogatepass")
        for piece in re.findall(r"[A-Za-z0-9+/]{16,}={0,2}", text):
            try:
                yield f"{name} base64", base64.b64decode(piece + "=" * (-len(piece) % 4))
            except ValueError:
                continue


def leaks(files: dict[str, bytes], planted: list[str]) -> list[tuple[str, str]]:
    """(where, what) of every planted string found in any layer, in any of the encodings."""
    forms = sorted({(text.encode(e), text) for text in planted for e in ENCODINGS})
    return [
        (where, text) for name, held in files.items() for where, layer in layers(name, held)
        for form, text in forms if form in layer
    ]  # fmt: skip


def numbers_leaked(files: dict[str, bytes], planted: set[int]) -> list[tuple[str, int]]:
    """(where, number) of every planted ten-digit number found in any layer, also written with noughts between."""
    return [
        (where, int(found[0])) for name, held in files.items() for where, layer in layers(name, held)
        for found in re.finditer(rb"1[0-9]{9}", layer.replace(b"\0", b"") if "IDAT+" not in where else b"")
        if int(found[0]) in planted
    ]  # fmt: skip
