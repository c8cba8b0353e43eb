"""What a step of publication puts in place: a signed folder, and the public site that follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspection.snapshots.manifest import MANIFEST, SIGNATURE, fingerprint, signed


@dataclass(frozen=True)
class Folder:
    """A folder about to be published: its name without the end that its fingerprint makes, files and manifest."""

    begins: str
    files: Mapping[str, bytes]
    manifest: bytes

    @property
    def mark(self) -> str:
        return fingerprint(self.manifest)

    @property
    def name(self) -> str:
        return f"{self.begins}-{self.mark[:12]}"

    def signed(self, key: Ed25519PrivateKey) -> dict[str, bytes]:
        """Everything that stands in the folder, by name."""
        return dict(sorted({**self.files, MANIFEST: self.manifest, SIGNATURE: signed(self.manifest, key)}.items()))


class Site(Protocol):
    """The public site: its files as a publication stands, checked; their fingerprint; writing them; the fingerprint of what was
    last written whole, and of what is there now ("" where nothing is)."""

    def files(self, publication: object) -> dict[str, bytes]: ...

    def mark(self, files: Mapping[str, bytes]) -> str: ...

    def write(self, files: Mapping[str, bytes]) -> int: ...

    def served(self) -> str: ...

    def found(self) -> str: ...
