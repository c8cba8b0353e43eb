"""A server gives memory back that nobody uses, where the C library can be told to."""

import subprocess
import sys

import pytest

from tests.browser.harness import PROJECT

GAPS = """
import threading
from inspection.ui.serving import memory
assert memory.few_arenas()

def anonymous():
    lines = open("/proc/self/smaps_rollup", encoding="utf-8").read().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("Anonymous"))) // 1024

held = []
def script(keep):
    made = [bytes(1000 + 7 * n) for n in range(4_000)]
    held.extend(made[::keep])

threads = [threading.Thread(target=script, args=(100,)) for _ in range(3)]
for one in threads:
    one.start()
for one in threads:
    one.join()
full = anonymous()
memory.give_back()
print(full, anonymous())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only the C library of Linux is told")
def test_what_threads_gave_back_goes_back_to_the_system():
    told = subprocess.run(
        [sys.executable, "-c", GAPS], cwd=PROJECT, capture_output=True, text=True, check=True, timeout=120
    )
    full, after = map(int, told.stdout.split())
    assert full > 40 and after < full / 2
