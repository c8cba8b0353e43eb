"""Several processes of the dashboard: they share who is signed in, a dead one comes back, and none outlives its watcher."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest

from inspection.ui.serving import server
from tests.browser.harness import PROJECT, free_port
from tests.deploy.nginx import serving
from tests.signed_in import signed_in

WITHIN = 120.0


def two_ports() -> int:
    """The first of two free ports in a row."""
    for _ in range(50):
        first = free_port()
        with socket.socket() as next_one:
            try:
                next_one.bind(("127.0.0.1", first + 1))
            except OSError:
                continue
            return first
    raise AssertionError("no two free ports in a row")


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def status(port: int, path: str, cookie: str = "") -> int:
    """What a worker answers; 0 where nobody listens."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookie} if cookie else {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code
    except (urllib.error.URLError, OSError):
        return 0


@contextmanager
def watched(home: Path, log: Path) -> Iterator[tuple[psutil.Process, int]]:
    """Two workers and who watches over them, from when both answer; the first port."""
    first = two_ports()
    command = [sys.executable, "-m", "inspection.ui.serving.server", "--behind-proxy", "--workers", "2", "--port", str(first)]
    environment = os.environ | {"INSPECTION_DATA": str(home), "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    with open(log, "wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        for port in (first, first + 1):
            until(lambda port=port: status(port, "/_stcore/health") == 200, log.read_text(errors="replace"))
        yield psutil.Process(process.pid), first
    finally:
        process.terminate()
        assert process.wait(30) in (0, -signal.SIGKILL)
        for port in (first, first + 1):
            until(lambda port=port: status(port, "/_stcore/health") == 0, f"a worker still answers on {port}")


@pytest.mark.long
def test_workers_share_who_is_signed_in_a_killed_one_comes_back_and_none_outlives_a_killed_watcher(tmp_path):
    home, log = tmp_path / "home", tmp_path / "log"
    home.mkdir()
    secret = signed_in(home)
    with watched(home, log) as (watcher, first):
        cookie = f"__Host-inspection={secret}"
        for port in (first, first + 1):
            assert status(port, "/account/state", cookie) == 200 and status(port, "/account/state") in (401, 403)
        before = {child.pid for child in watcher.children()}
        assert len(before) == 2
        killed = next(child for child in watcher.children() if str(first) in child.cmdline())
        killed.kill()
        until(lambda: len(watcher.children()) == 2 and {c.pid for c in watcher.children()} != before, "none was started")
        assert status(first + 1, "/_stcore/health") == 200
        until(lambda: status(first, "/_stcore/health") == 200, "the new one does not answer")
        assert f"端口 {first} " in log.read_text(encoding="utf-8") and f"端口 {first + 1} " not in log.read_text(encoding="utf-8")
        watcher.kill()
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_workers_without_a_proxy_are_refused_with_a_sentence(capsys):
    assert server.main(["--workers", "2", "--port", str(free_port())]) == 1
    assert "--behind-proxy" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        server.main(["--workers", "0", "--behind-proxy"])


KEEPING = """
import sys
import streamlit as st
from inspection.warehouse.shelf import SHELF
from inspection.ui.serving import server
st.App.run = lambda *_, **__: print(SHELF.most)
sys.exit(server.main(sys.argv[1:]))
"""


@pytest.mark.long
def test_what_is_kept_for_readers_is_bounded_by_a_setting(tmp_path):
    environment = os.environ | {"INSPECTION_DATA": str(tmp_path), "PYTHONPATH": str(PROJECT), "INSPECTION_KEEP": "64"}
    command = [sys.executable, "-c", KEEPING, "--port", str(free_port())]
    for more, kept in (([], 64), (["--keep", "96"], 96)):
        ended = subprocess.run([*command, *more], env=environment, capture_output=True, text=True, timeout=WITHIN)
        assert ended.returncode == 0 and ended.stdout.split()[-1] == str(kept << 20), ended.stderr


@pytest.mark.parametrize("wrong", ["0", "63", "-1", "x", "1000000", ""])
def test_a_bound_that_cannot_be_meant_is_refused(wrong):
    with pytest.raises(SystemExit):
        server.main(["--keep", wrong])


class Named(BaseHTTPRequestHandler):
    """A process of the dashboard that says on which port it listens."""

    def do_GET(self) -> None:
        body = str(self.server.server_port).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


def test_nginx_sends_a_session_always_to_the_same_process_and_to_another_when_that_one_is_gone(tmp_path):
    behind = [ThreadingHTTPServer(("127.0.0.1", 0), Named) for _ in range(3)]
    for one in behind:
        threading.Thread(target=one.serve_forever, daemon=True).start()
    try:
        with serving(tmp_path / "nginx", *(one.server_port for one in behind)) as front:

            def went_to(session: int) -> bytes:
                return asked_for(front, f"a=1; __Host-inspection=secret-{session}_x; b=2")

            taken = {session: went_to(session) for session in range(60)}
            assert len(set(taken.values())) == 3
            assert all(went_to(session) == port for session, port in taken.items())
            assert len({asked_for(front, "a=1") for _ in range(10)}) == 1  # before a session: by the address
            gone = behind.pop()
            gone.shutdown()
            gone.server_close()
            left = {session: went_to(session) for session in range(60)}
            assert set(left.values()) == {str(one.server_port).encode() for one in behind}
            assert all(left[session] == port for session, port in taken.items() if port != str(gone.server_port).encode())
    finally:
        for one in behind:
            one.shutdown()
            one.server_close()


def asked_for(front, cookie: str) -> bytes:
    """Which process answered a request with that cookie."""
    request = urllib.request.Request(f"{front.url}/", headers={"Cookie": cookie})
    with urllib.request.urlopen(request, context=front.context(), timeout=30) as answer:
        assert answer.status == 200
        return answer.read()
