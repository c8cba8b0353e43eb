"""A process that publishes in children made by fork, which start at no cost, and kills them when it is told to.

Each line it reads is `generation seconds`: publish that generation of the tiny county, and kill the child after so
many seconds (a minus: let it end). It answers with the child's exit code (-9: killed, BUSY: another was
publishing) and how long the child lived.
"""

import os
import signal
import sys
import time
from pathlib import Path

from inspection.warehouse import Busy, Store
from tests.warehouse.tiny import publish

BUSY = 3


def main(home: Path, source: Path) -> None:
    for line in sys.stdin:
        generation, seconds = line.split()
        begun = time.monotonic()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                publish(Store(home), int(generation), (source,))
                code = 0
            except Busy:
                code = BUSY
            finally:
                os._exit(code)
        if float(seconds) >= 0:
            time.sleep(float(seconds))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), time.monotonic() - begun, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
