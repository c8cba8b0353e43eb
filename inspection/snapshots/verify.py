"""Is a published folder as it was published? Needs the folder and the office's public key, and nothing of ours."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key


@dataclass(frozen=True)
class Fault:
    """What is wrong with which file: no_manifest, signature, missing, added, changed, or of a chain: broken, forked."""

    code: str
    file: str


@dataclass(frozen=True)
class Verified:
    """The outcome for one folder; `fingerprint` and `manifest` are given only where the signature is the office's."""

    folder: Path
    faults: tuple[Fault, ...]
    fingerprint: str | None = None
    manifest: dict | None = None


def public_key(pem: bytes) -> Ed25519PublicKey:
    """The office's public key. Raises ValueError when it is none."""
    key = load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 public key")
    return key


def verify(folder: Path, key: Ed25519PublicKey) -> Verified:
    """Every byte of a folder against its signed manifest: what was changed, is missing or was added.

    A folder inside or a link is an addition too, whatever it holds. Raises OSError when the folder cannot be read.
    """
    folder = Path(folder)
    there = {path.name: path for path in folder.iterdir()}
    plain = {name for name, path in there.items() if path.is_file() and not path.is_symlink()}
    if not {"manifest.json", "manifest.sig"} <= plain:
        return Verified(
            folder, tuple(Fault("no_manifest", n) for n in ("manifest.json", "manifest.sig") if n not in plain)
        )
    manifest = there["manifest.json"].read_bytes()
    try:
        key.verify(there["manifest.sig"].read_bytes(), manifest)
    except InvalidSignature:
        return Verified(folder, (Fault("signature", "manifest.json"),))
    told = json.loads(manifest)
    faults = []
    for name, listed in sorted(told["files"].items()):
        if name not in plain:
            faults.append(Fault("missing", name))
        elif hashlib.sha256(there[name].read_bytes()).hexdigest() != listed["sha256"]:
            faults.append(Fault("changed", name))
    wanted = {*told["files"], "manifest.json", "manifest.sig"}
    faults += [Fault("added", name) for name in sorted(set(there) - wanted)]
    return Verified(folder, tuple(faults), hashlib.sha256(manifest).hexdigest(), told)


def verify_chain(folders: Sequence[Path], key: Ed25519PublicKey) -> tuple[list[Verified], list[Fault]]:
    """Every folder, and the chain they form: each names the one before it, so that none can be taken out or put in.

    "broken": the one it names is not there; "forked": two name the same one, or two begin the chain.
    """
    found = [verify(folder, key) for folder in folders]
    links = {one.fingerprint: one for one in found if one.manifest is not None}
    faults, named = [], set()
    for one in links.values():
        before = one.manifest["previous"]
        if before is not None and before not in links:
            faults.append(Fault("broken", one.folder.name))
        if before in named:
            faults.append(Fault("forked", one.folder.name))
        named.add(before)
    return found, faults
