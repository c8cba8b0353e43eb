"""Is everything of a snapshots folder as it was published, in the order the register tells of?"""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from inspection.snapshots import register as registers
from inspection.snapshots.faults import Refused
from inspection.snapshots.verify import Fault, Verified, verify_chain


def verify_all(folder: Path, key: Ed25519PublicKey, known: str = "") -> tuple[list[Verified], list[Fault]]:
    """A whole snapshots folder, with nothing but itself and the office's public key: the log of the register, every folder it
    tells of, and that each is the one it tells of.

    `known`: the fingerprint of the log's last line as the office wrote it down; where the log does not hold it any more it was
    put back ("rolled_back"). "log": its lines do not follow one another; "line": one is not signed by the key; "swapped": another
    folder stands under this name; "gone", "unlisted".
    """
    folder = Path(folder)
    try:
        register = registers.read(folder)
        bad = registers.unsigned(folder, key) if register.lines else []
    except (Refused, OSError, ValueError, KeyError) as error:
        return [], [Fault("log", str(error))]
    faults = [Fault("line", str(number)) for number in bad]
    if known and not (len(known) >= 8 and any(line.startswith(known) for line in register.lines)):
        faults.append(Fault("rolled_back", known))
    there = {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()
    listed = dict(register.chain)
    found, broken = verify_chain([folder / name for name in listed if name in there], key)
    faults += broken
    before = None
    marks = {one.folder.name: one for one in found if one.manifest is not None}
    for name, mark in register.chain:
        one = marks.get(name)
        if one is not None and (one.fingerprint != mark or one.manifest["previous"] != before or not name.endswith(mark[:12])):
            faults.append(Fault("swapped", name))
        before = mark
    faults += [Fault("gone", name) for name in listed if name not in there]
    own = {"drafts", "templates"}
    return found, faults + [Fault("unlisted", name) for name in sorted(there - set(listed) - own) if name[0] != "."]
