"""Plant each fault in a copy of the tree and run its tests: `python -m tests.faults [name or room …]`.

Exit code 0: every fault was noticed; 1: one survived or broke the tests without failing one; 2: there is nothing to
judge by, for an unknown name or tests that fail without any fault.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.planted import copy_tree, planted, tested, with_fault


def main(asked: Sequence[str]) -> int:
    """Run the faults asked for by name or room, all without any; prints a line for each."""
    known = planted()
    if unknown := set(asked) - {f.name for f in known} - {f.room for f in known}:
        print(
            f"no such fault or room: {', '.join(sorted(unknown))}; rooms: {', '.join(sorted({f.room for f in known}))}"
        )
        return 2
    chosen = [f for f in known if not asked or f.name in asked or f.room in asked]
    with TemporaryDirectory(prefix="faults-") as folder:
        tree = Path(folder)
        copy_tree(tree)
        code, last = tested(tree, tuple(sorted({test for f in chosen for test in f.tests})))
        if code:
            print(f"the tests fail without any fault:\n{last}")
            return 2
        alive = 0
        for fault in chosen:
            begun = time.monotonic()
            code, last = with_fault(tree, fault)
            word = {0: "SURVIVED", 1: "killed"}.get(code, "BROKEN")
            print(
                f"{word:8} {time.monotonic() - begun:5.1f} s  {fault.room}/{fault.name}: {fault.lie}{noticed(last)}",
                flush=True,
            )
            if code != 1:
                alive += 1
                print("         " + last.replace("\n", "\n         "), flush=True)
    print(f"{len(chosen)} faults planted, {len(chosen) - alive} killed, {alive} not")
    return 1 if alive else 0


def noticed(last: str) -> str:
    """The test that failed, of pytest's last lines."""
    found = [line.split()[1] for line in last.splitlines() if line.startswith("FAILED ")]
    return f" ({found[0]})" if found else ""


sys.exit(main(sys.argv[1:]))
