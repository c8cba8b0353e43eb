"""The manifest of a published folder: what it shows, how it was defined, every file's hash, and the link before."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspection.snapshots.contents import Contents, json_bytes
from inspection.snapshots.draft import Text
from inspection.warehouse import PROGRAM

FORMAT = "inspection-snapshot/1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"


def listed_files(files: Mapping[str, bytes]) -> dict[str, object]:
    """Each file with its hash and size, as a manifest lists it."""
    return {name: {"sha256": hashlib.sha256(held).hexdigest(), "bytes": len(held)} for name, held in files.items()}


def of_snapshot(contents: Contents, files: Mapping[str, bytes]) -> bytes:
    """The manifest of a snapshot's files. It names no person: who drafted and approved stands in the register.

    It names the program: the same inputs give the same manifest where the same program made it, and the same files
    where their contents are made alike.
    """
    return json_bytes(
        {
            "format": FORMAT,
            "kind": "snapshot",
            "program": PROGRAM,
            "slug": contents.slug,
            "title": asdict(contents.title),
            "county": contents.county,
            "as_of": contents.as_of,
            "from_date": contents.from_date,
            "to_date": contents.to_date,
            "published_on": contents.published_on,
            "data_version": contents.data_version,
            "demonstration": contents.demonstration,
            "parameters": {
                "classes": [one.org_class for one in contents.classes],
                "indicators": contents.indicators,
                "places": contents.places,
                "totals": [one.id for one in contents.totals],
                "settings": dict(contents.settings),
            },
            "definitions": [asdict(one) for one in contents.definitions],
            "previous": contents.previous,
            "compared_with": contents.compared.fingerprint if contents.compared else None,
            "replaces": contents.replaces,
            "reason": asdict(contents.reason) if contents.reason else None,
            "files": listed_files(files),
        }
    )


def of_correction(contents: Contents, corrects: str, by: str, files: Mapping[str, bytes]) -> bytes:
    """The manifest of the page that stands at the address of a snapshot corrected since: `corrects` is its fingerprint, `by`
    that of the correction, which it follows in the chain."""
    told = json.loads(of_snapshot(contents, files))
    return json_bytes(told | {"kind": "correction", "previous": by, "corrects": corrects, "corrected_by": by})


def of_withdrawal(
    contents: Contents, withdraws: str, reason: Text, on: date, previous: str | None, files: Mapping[str, bytes]
) -> bytes:
    """The manifest of a page that says that a snapshot was withdrawn."""
    return json_bytes(
        {
            "format": FORMAT,
            "kind": "withdrawal",
            "program": PROGRAM,
            "slug": contents.slug,
            "title": asdict(contents.title),
            "county": contents.county,
            "as_of": contents.as_of,
            "published_on": on,
            "demonstration": contents.demonstration,
            "previous": previous,
            "withdraws": withdraws,
            "reason": asdict(reason),
            "files": listed_files(files),
        }
    )


def fingerprint(manifest: bytes) -> str:
    """What a published folder is known by."""
    return hashlib.sha256(manifest).hexdigest()


def signed(manifest: bytes, key: Ed25519PrivateKey) -> bytes:
    """The 64 bytes of `manifest.sig`; `openssl pkeyutl -verify -rawin` checks them too."""
    return key.sign(manifest)
