"""The office's key: made on first use, kept in the data home's keys/, readable by its owner alone."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from inspection.warehouse import private, private_folder

PRIVATE, PUBLIC = "snapshot.pem", "snapshot.pub.pem"


def office_key(home: Path) -> Ed25519PrivateKey:
    """The private key of a data home; the first call makes it. The public key lies beside it and in the public site.

    Raises OSError or ValueError when the file is there and cannot be read as an Ed25519 key.
    """
    path = Path(home) / "keys" / PRIVATE
    if not path.exists():
        private_folder(path.parent)
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was quicker
            return office_key(home)
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
    key = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds no Ed25519 key")
    public = path.with_name(PUBLIC)
    if not public.exists():
        with open(public, "wb", opener=private) as file:
            file.write(public_pem(key))
    return key


def public_pem(key: Ed25519PrivateKey) -> bytes:
    """The public half, as every tool reads it."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
