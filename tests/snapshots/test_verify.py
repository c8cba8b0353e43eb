"""Every changed, missing or added byte of a published folder is found, with the folder and the public key alone."""

import ast
import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspection.snapshots import public_key, verify, verify_chain
from inspection.snapshots import verify as verify_function
from inspection.snapshots.contents import json_bytes
from inspection.snapshots.keys import office_key
from inspection.snapshots.manifest import signed
from tests.snapshots.conftest import published

LONG = os.environ.get("INSPECTION_LONG") == "1"
SAMPLED = 2000 if LONG else 40  # positions of a file; with INSPECTION_LONG every one of a small file


@pytest.fixture(scope="module")
def key(one):
    return public_key((one[0].home / "keys" / "snapshot.pub.pem").read_bytes())


@pytest.fixture
def copy(folder, tmp_path):
    made = tmp_path / folder.name
    shutil.copytree(folder, made)
    for path in made.iterdir():
        path.chmod(0o644)
    return made


def codes(folder: Path, key) -> set[tuple[str, str]]:
    return {(fault.code, fault.file) for fault in verify(folder, key).faults}


def test_what_was_published_is_sound(folder, key):
    assert verify(folder, key).faults == ()
    assert verify(folder, key).fingerprint.startswith(folder.name.rsplit("-", 1)[1])


FILES = ("card.png", "index.html", "leaderboard.csv", "leaderboard.json", "leaderboard.schema.json", "leaderboard.xlsx",
         "long.png", "manifest.json", "manifest.sig")  # fmt: skip


def test_a_manifest_written_before_it_named_the_program_is_sound(copy, key, one):
    told = json.loads((copy / "manifest.json").read_bytes())
    del told["program"]
    written = json_bytes(told)
    (copy / "manifest.json").write_bytes(written)
    assert codes(copy, key) == {("signature", "manifest.json")}
    (copy / "manifest.sig").write_bytes(signed(written, office_key(one[0].home)))
    assert verify(copy, key).faults == () and verify(copy, key).manifest == told


@pytest.mark.parametrize("name", FILES)
def test_a_changed_byte_is_found(name, copy, key):
    held = (copy / name).read_bytes()
    every = len(held) <= (15_000 if LONG else 64)
    chance = random.Random(name)
    positions = (
        range(len(held)) if every else {0, len(held) - 1, *chance.sample(range(len(held)), min(SAMPLED, len(held)))}
    )
    for at in positions:
        for bit in (1, 0x80) if every and len(held) <= 64 else (1 << chance.randrange(8),):
            (copy / name).write_bytes(held[:at] + bytes([held[at] ^ bit]) + held[at + 1 :])
            signed = name.startswith("manifest")
            assert codes(copy, key) == {("signature", "manifest.json") if signed else ("changed", name)}, at


@pytest.mark.parametrize("name", FILES)
def test_a_missing_a_shortened_and_a_lengthened_file_are_found(name, copy, key):
    held = (copy / name).read_bytes()
    (copy / name).write_bytes(held[:-1])
    assert codes(copy, key)
    (copy / name).write_bytes(held + b"\n")
    assert codes(copy, key)
    (copy / name).unlink()
    assert codes(copy, key) == {("no_manifest" if name.startswith("manifest") else "missing", name)}


def test_an_added_file_folder_or_link_is_found(copy, key):
    (copy / "more.html").write_text("more")
    (copy / "inside").mkdir()
    (copy / ".hidden").write_text("")
    assert codes(copy, key) == {("added", "more.html"), ("added", "inside"), ("added", ".hidden")}


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_in_place_of_a_file_is_found_whatever_it_holds(copy, key, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    shutil.move(copy / "leaderboard.csv", elsewhere)
    (copy / "leaderboard.csv").symlink_to(elsewhere)
    assert ("missing", "leaderboard.csv") in codes(copy, key)


def test_two_files_that_changed_places_are_found(copy, key):
    first, second = copy / "card.png", copy / "long.png"
    held = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(held)
    assert codes(copy, key) == {("changed", "card.png"), ("changed", "long.png")}


def test_another_key_has_not_signed_it(folder):
    other = Ed25519PrivateKey.generate().public_key()
    assert codes(folder, other) == {("signature", "manifest.json")}


def test_a_link_taken_out_of_the_chain_is_found(tmp_path):
    names = []
    for day in (8, 9, 10):
        publication, entry = published(tmp_path, day=day)
        names.append(publication.folder / entry.folder)
    key = public_key((tmp_path / "keys" / "snapshot.pub.pem").read_bytes())
    assert verify_chain(names, key)[1] == []
    assert [f.code for f in verify_chain([names[0], names[2]], key)[1]] == ["broken"]
    shutil.rmtree(names[1])
    assert {f.code for f in publication.verify(key)[1]} == {"broken", "gone"}


def test_a_folder_that_nobody_published_is_named(tmp_path):
    publication, entry = published(tmp_path)
    key = public_key((tmp_path / "keys" / "snapshot.pub.pem").read_bytes())
    assert publication.verify(key)[1] == []
    for name in ("2025-10-09-monthly", "_hidden"):
        shutil.copytree(publication.folder / entry.folder, publication.folder / name)
    assert [(f.code, f.file) for f in publication.verify(key)[1]] == [
        ("unlisted", "2025-10-09-monthly"),
        ("unlisted", "_hidden"),
    ]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here to check the signature with")
def test_openssl_finds_the_signature_good_and_a_changed_manifest_bad(one, copy):
    command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin",
               "-inkey", str(one[0].home / "keys/snapshot.pub.pem"),
               "-in", str(copy / "manifest.json"), "-sigfile", str(copy / "manifest.sig")]  # fmt: skip
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    (copy / "manifest.json").write_bytes((copy / "manifest.json").read_bytes().replace(b"2025", b"2026"))
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_verifying_needs_nothing_of_ours():
    path = Path(verify_function.__code__.co_filename)
    imported = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert not [name for name in imported if name.startswith("inspection")]
