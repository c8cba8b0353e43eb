"""The archive of an office file: its parts read with care, and written again with some of them changed and the others as they
lie there, packed as they are. Part of the script form_child.py; imports nothing of the project.
"""

import copy
import io
import posixpath
import struct
import zipfile
import zlib
from urllib.parse import unquote

from form_runs import walk
from reader_pieces import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST = 50_000_000  # bytes of the file
LARGEST_PART = 100_000_000  # bytes of a part that is looked into
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
DESCRIPTOR = 0x08  # the flag that a part's size stands behind it


class Package:
    """An office file: its parts by name, what they are, and how they refer to each other."""

    def __init__(self, data: bytes):
        if data[:8] == OLE:
            raise Refused("password" if "EncryptedPackage".encode("utf-16-le") in data else "form_old")
        if len(data) > LARGEST:
            raise Refused("too_big", megabytes=round(len(data) / 1e6), limit=LARGEST // 1_000_000)
        self.data = data
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, OSError):
            raise Refused("form_kind") from None
        parts = self.archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("password")
        self.names = self.archive.NameToInfo
        if len(self.names) != len(parts) or len({name.lower() for name in self.names}) != len(parts):
            raise Refused("damaged")  # of a part that stands twice everybody may read another one
        self.types = self._types()

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises Refused for one that is too large or cannot be unpacked."""
        if name not in self.names:
            raise Refused("damaged")
        if self.names[name].file_size > LARGEST_PART:
            raise Refused("unpacks_too_big", limit=LARGEST_PART // 1_000_000)
        try:
            with self.archive.open(name) as stream:
                data = stream.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError):
            raise Refused("damaged") from None
        if len(data) > LARGEST_PART:
            raise Refused("unpacks_too_big", limit=LARGEST_PART // 1_000_000)
        return data

    def _types(self) -> dict[str, str]:
        """Part -> what it is (content type), as far as it is said of the part by itself."""
        found: dict[str, str] = {}

        def start(_space: str, name: str, attributes: dict, _at: int) -> None:
            if name == "Override":
                found[unquote(attributes.get("PartName", "")).lstrip("/")] = attributes.get("ContentType", "")

        if "[Content_Types].xml" not in self.names:
            raise Refused("form_kind")
        walk(self.read("[Content_Types].xml"), start, lambda *_: None, lambda _: None)
        return {name: kind for name, kind in found.items() if name in self.names}

    def of_kind(self, *ends: str) -> list[str]:
        """The parts whose content type ends so, in the order of the archive."""
        return [name for name in self.names if self.types.get(name, "").endswith(ends)]

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id -> (the last word of the relation's type, the part it leads to) of a part."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}

        def start(_space: str, name: str, attributes: dict, _at: int) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                target = unquote(attributes.get("Target", ""))
                full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], full)

        if path in self.names:
            walk(self.read(path), start, lambda *_: None, lambda _: None)
        return found

    def written(self, changed: dict[str, bytes], path: str) -> None:
        """The file with other bytes in some parts, at PATH; all others are copied as they lie there, without unpacking."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            for info in self.archive.infolist():
                if info.filename in changed:
                    again = zipfile.ZipInfo(info.filename, info.date_time)
                    again.compress_type, again.external_attr = zipfile.ZIP_DEFLATED, info.external_attr
                    made.writestr(again, changed[info.filename])
                    continue
                kept = copy.copy(info)
                kept.flag_bits &= ~DESCRIPTOR
                kept.header_offset = made.fp.tell()
                made.fp.write(kept.FileHeader(zip64=False))
                made.fp.write(self._packed(info))
                made.filelist.append(kept)
                made.NameToInfo[kept.filename] = kept
                made.start_dir = made.fp.tell()

    def _packed(self, info: zipfile.ZipInfo) -> bytes:
        """The packed bytes of a part."""
        header = self.data[info.header_offset : info.header_offset + LOCAL_HEADER.size]
        if len(header) < LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
            raise Refused("damaged")
        *_, name, extra = LOCAL_HEADER.unpack(header)
        start = info.header_offset + LOCAL_HEADER.size + name + extra
        packed = self.data[start : start + info.compress_size]
        if len(packed) != info.compress_size:
            raise Refused("damaged")
        return packed
