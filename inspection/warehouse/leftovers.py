"""What a publication that was killed leaves beside the versions may hold secret cells: it goes at the next start, and never while
in use. Whoever makes a draft holds a lock in it as long as he lives.
"""

from datetime import datetime
from pathlib import Path

from inspection.warehouse.disk import remove
from inspection.warehouse.draft import is_abandoned
from inspection.warehouse.errors import Damaged
from inspection.warehouse.manifests import numbers, read_pointer, write_pointer

PUBLISHING = "publishing"  # a file of a draft's folder, from its last step on


def refuse_put_back(folder: Path, last: int) -> None:
    """Raise Damaged where there is a version above the pointer that was in force: the pointer was put back.

    A publication that broke off before the pointer moved leaves its draft's folder with the mark of its last step;
    then the one number above is a leftover. Without such a folder it was published.
    """
    highest = max(numbers(folder), default=0)
    broken = any(folder.glob(f"draft-*/{PUBLISHING}"))
    if highest > last + 1 or (highest > last and not broken):
        raise Damaged("damaged_pointer_back", None, file=folder / "current", last=last, highest=highest)


def sweep_versions(folder: Path, now: datetime) -> None:
    """Remove what broken builds left: what is numbered just above the pointer, half-written files, dead drafts.

    The writer's lock must be held. Where the pointer was put back, by a hand or a backup, only drafts that never came to
    their last step are removed: raises Damaged.
    """
    drafts = [path for path in folder.glob("draft-*") if is_abandoned(path, now)]
    for path in drafts:
        if not (path / PUBLISHING).exists():
            remove(path)
    pointer = read_pointer(folder)
    last = pointer.number if pointer else 0
    refuse_put_back(folder, last)
    if pointer is None:
        write_pointer(folder, None)
    for path in list(folder.iterdir()):
        number = path.name.split(".")[0]
        if path.name.endswith((".new", ".wal", ".building")) or (number.isdigit() and int(number) > last):
            remove(path)
    for path in drafts:
        remove(path)  # those of a last step go last: they tell what is a leftover
