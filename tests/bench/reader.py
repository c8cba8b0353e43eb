"""A server of a page, its CPU, and a reader at the other end of the websocket who changes filters.

The reader speaks Streamlit's own protocol as the browser does (BackMsg, ForwardMsg), so a rerun goes through the real
server: middleware, session, script thread, protobuf, websocket, and the collector where it runs after the script.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

PROJECT = Path(__file__).resolve().parents[2]
START_WITHIN = 120  # seconds
RERUN_WITHIN = 120  # seconds
QUIET = 5  # looks in a row that find every thread asleep and no CPU used
LOOK_EVERY = 0.02  # seconds
IDLE_USE = 0.0005  # seconds of CPU between two looks that count as none: timers of the event loop


class BenchFailed(Exception):
    """A server did not start, or a page failed; the message says which and what it printed."""


class Server:
    """A process that serves a page: `seconds()` is the CPU of all its threads, ended ones too, since it started."""

    def __init__(self, name: str, process: subprocess.Popen, port: int, log_file: Path):
        self.name, self.process, self.port, self.log_file = name, process, port, log_file
        # The number that Linux gives to the CPU clock of another process (clock_getcpuclockid), exact to a nanosecond;
        # what psutil reads is rounded to hundredths of a second.
        self._clock = (~process.pid << 3) | 2

    def seconds(self) -> float:
        return time.clock_gettime(self._clock)

    def _asleep(self) -> bool:
        for stat in Path(f"/proc/{self.process.pid}/task").glob("*/stat"):
            try:
                state = stat.read_text().rpartition(")")[2].split()[0]
            except (FileNotFoundError, ProcessLookupError):
                continue  # a thread that ended between the two looks
            if state in "RD":
                return False
        return True

    def settled(self) -> float:
        """Wait until nothing runs any more, the collector after a script included; the CPU clock then."""
        quiet, before = 0, self.seconds()
        while quiet < QUIET:
            time.sleep(LOOK_EVERY)
            now = self.seconds()
            quiet = quiet + 1 if now - before < IDLE_USE and self._asleep() else 0
            before = now
        return before


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def served(name: str, arguments: Callable[[int], list[str]], folder: Path, environment: Mapping[str, str], logs: Path):
    """Run `python <arguments(port)>` in a folder until the block ends. Raises BenchFailed when it does not answer."""
    port, log_file = free_port(), logs / f"{name.replace(' ', '_')}.log"
    with open(log_file, "wb") as log:
        process = subprocess.Popen(
            [sys.executable, *arguments(port)], cwd=folder, env=os.environ | environment, stdout=log, stderr=log
        )
    server = Server(name, process, port, log_file)
    try:
        until = time.monotonic() + START_WITHIN
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise BenchFailed(f"{name} did not start:\n{log_file.read_text(errors='replace')[-3000:]}")
            time.sleep(0.2)
        yield server
    finally:
        process.terminate()
        process.wait(15)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


class Reader:
    """One browser tab: opens a page, then reruns it with the filters it is told."""

    def __init__(self, server: Server, page_name: str = "", query: str = ""):
        self.server, self.query = server, query
        self._page_name, self._page_hash = page_name, ""
        self._widgets: dict[str, str] = {}
        self._states: dict[str, list[str]] = {}
        self.sent = 0  # bytes of the last rerun
        self.charts = self.tables = 0  # on the page after the last rerun
        url = f"ws://127.0.0.1:{server.port}/_stcore/stream"
        self._socket = connect(url, subprotocols=["streamlit"], max_size=None, compression=None)
        self._ask()
        self.server.settled()

    def close(self) -> None:
        self._socket.close()

    def rerun(self, asked: Mapping[str, list[str]] | str) -> float:
        """Seconds of the server's CPU for one rerun with filters changed (key of the widget -> values as shown), or with another
        address (its parameters)."""
        if isinstance(asked, str):
            self.query = asked
        else:
            self._states.update(asked)
        before = self.server.settled()
        self._ask()
        return self.server.settled() - before

    def _ask(self) -> None:
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash = self.query, self._page_hash
        state.page_name = "" if self._page_hash else self._page_name
        state.widget_states.SetInParent()
        for key, values in self._states.items():
            if key not in self._widgets:
                continue  # the empty page has no filters
            widget = WidgetState(id=self._widgets[key])
            widget.string_array_value.data.extend(values)
            state.widget_states.widgets.append(widget)
        self._socket.send(message.SerializeToString())
        self._read_until_finished()

    def _read_until_finished(self) -> None:
        self.sent, self.charts, self.tables = 0, 0, 0
        while True:
            raw = self._socket.recv(timeout=RERUN_WITHIN)
            self.sent += len(raw)
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self._page_hash = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._note(message.delta.new_element)
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                raise BenchFailed(f"{self.server.name}: the script did not finish\n{self._log()}")

    def _note(self, element) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception" or (kind == "alert" and element.alert.format == element.alert.ERROR):
            raise BenchFailed(f"{self.server.name}: the page failed\n{element}\n{self._log()}")
        self.charts += kind == "plotly_chart"
        self.tables += kind in ("arrow_data_frame", "dataframe")
        if kind in ("multiselect", "date_input"):
            id = getattr(element, kind).id
            self._widgets[id.rpartition("-")[2]] = id

    def _log(self) -> str:
        return self.server.log_file.read_text(errors="replace")[-3000:]
