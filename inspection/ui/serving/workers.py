"""Several processes of the server on ports in a row, watched: what `python run.py --workers N` starts behind a proxy.

One process computes one page at a time, so readers of two processors want two. All they share is the data home, where
sessions, versions and what is published lie in files; what a page has uploaded or hands out is in the memory of the process
that made it, so the proxy must send a reader always to the same one (deploy/nginx does, by the session).
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

from inspection.text import say

WATCHED = "INSPECTION_WATCHED"
"""Set for a worker: its standard input ends when whoever watches over it has ended, however that came."""
LOOK_EVERY = 0.2
SHORTEST, LONGEST = 1.0, 30.0
"""Seconds between the end of a worker and its next start: they double while it lives less than LONGEST."""
PATIENCE = 15.0
"""Seconds that workers have to end by themselves."""


class _Worker:
    """A process on a port, and when it may be started again."""

    def __init__(self, command: Sequence[str], environment: dict[str, str], port: int) -> None:
        self.port = port
        self._command, self._environment = [*command, "--port", str(port)], environment
        self._pause, self._again = SHORTEST, 0.0
        self._start()

    def _start(self) -> None:
        self._started = time.monotonic()
        self.process = subprocess.Popen(self._command, stdin=subprocess.PIPE, env=self._environment)

    def look(self) -> int | None:
        """Start it again where it has ended and its pause is over; the exit code of an end not seen before."""
        code = self.process.poll()
        if code is None:
            return None
        now = time.monotonic()
        if self._again == 0.0:
            if now - self._started > LONGEST:
                self._pause = SHORTEST
            self._again, self._pause = now + self._pause, min(self._pause * 2, LONGEST)
            return code
        if now >= self._again:
            self._again = 0.0
            self._start()
        return None


def watch(command: Sequence[str], first_port: int, count: int) -> int:
    """Run `command --port P` on `count` ports from the first on until told to stop (SIGTERM, SIGINT): exit code 0.

    A worker that ends is started again after a pause, which the log tells; the others go on. They end with this process,
    also when it is killed.
    """
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    workers = [_Worker(command, os.environ | {WATCHED: "1"}, first_port + k) for k in range(count)]
    try:
        while not stop.wait(LOOK_EVERY):
            for worker in workers:
                if (code := worker.look()) is not None:
                    for lang in ("zh", "en"):
                        print(say("server.worker_ended", lang, port=worker.port, code=code), file=sys.stderr, flush=True)
    finally:
        _end([worker.process for worker in workers])
    return 0


def _end(processes: list[subprocess.Popen]) -> None:
    for process in processes:
        process.stdin.close()
        process.terminate()
    until = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def end_with_the_watcher() -> None:
    """In a worker: end when the process that watches over it is gone. Does nothing in a server that stands alone."""
    if os.environ.pop(WATCHED, "") != "1":
        return

    def wait() -> None:
        while sys.stdin.buffer.read(1):
            continue
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="watcher", daemon=True).start()
