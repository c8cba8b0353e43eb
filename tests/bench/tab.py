"""A browser tab of which there can be many in one process: it changes filters and notes what it was told, element by element."""

import asyncio
import hashlib
import json
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

PAGES = ("overview", "coverage", "clues", "rectification")
Filters = dict[str, list[str]]
WITHIN = 180.0  # seconds
SAID = frozenset(
    ("markdown", "text", "heading", "metric", "html", "plotly_chart", "vega_lite_chart", "echarts_chart", "dataframe", "table",
     "json", "code", "imgs", "alert")
)  # fmt: skip
"""Kinds of elements that tell figures and words."""


class TabFailed(Exception):
    """A server did not start, or a page failed."""


@dataclass
class Place:
    """Where the dashboard is: the address of its streams, the cookie of a session there, the certificate, its processes."""

    url: str
    cookie: str
    tls: ssl.SSLContext | None
    processes: list[psutil.Process] = field(default_factory=list)

    def until_up(self, process: subprocess.Popen, log: Path) -> None:
        """Wait until it answers. Raises TabFailed."""
        end = time.monotonic() + WITHIN
        while True:
            try:
                with urllib.request.urlopen(f"{self.url.replace('ws', 'http', 1)}/_stcore/health", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                if process.poll() is not None or time.monotonic() > end:
                    raise TabFailed(log.read_text(errors="replace")[-3000:]) from None
                time.sleep(0.2)

    def seconds(self) -> float:
        """CPU of all its processes so far."""
        return sum(sum(one.cpu_times()[:2]) for one in self.processes)

    def memory(self) -> float:
        """Megabytes that its processes hold."""
        return sum(one.memory_info().rss for one in self.processes) / 1e6

    def threads(self) -> int:
        return sum(one.num_threads() for one in self.processes)


@dataclass(frozen=True)
class Told:
    """What a tab was told: by which page for which filters, had they been asked for before, when (monotonic), and a digest
    of all that tells figures."""

    page: str
    filters: Filters
    seen: bool
    asked: float
    ended: float
    words: str

    @property
    def key(self) -> tuple[str, str]:
        return self.page, json.dumps(self.filters, ensure_ascii=False)

    @property
    def seconds(self) -> float:
        return self.ended - self.asked


class Tab:
    """One tab of a signed-in reader on a page."""

    def __init__(self, number: int, page: str, place: Place, secret: str) -> None:
        self.number, self.page, self.place = number, page, place
        self._secret, self._hash, self._query = secret, "", ""
        self._widgets: dict[str, str] = {}
        self._states: Filters = {}

    async def open(self) -> None:
        """Open the page as it comes."""
        headers = {"Cookie": f"{self.place.cookie}={self._secret}"}
        url = f"{self.place.url}/_stcore/stream"
        self._socket = await connect(
            url, subprotocols=["streamlit"], max_size=None, compression=None, ssl=self.place.tls, additional_headers=headers,
            origin=self.place.url.replace("ws", "http", 1), open_timeout=WITHIN, ping_interval=None,
        )  # fmt: skip
        await self._ask()

    async def close(self) -> None:
        await self._socket.close()

    async def rerun(self, filters: Filters, seen: bool) -> Told:
        """Change the filters and wait until the page has been sent."""
        self._states.update(filters)
        asked = time.monotonic()
        words = await self._ask()
        return Told(self.page, filters, seen, asked, time.monotonic(), words)

    async def press(self, button: str, **texts: str) -> float:
        """Write texts into their fields and press a button; seconds until the page has been sent."""
        asked = time.monotonic()
        await self._ask(button, texts)
        return time.monotonic() - asked

    async def _ask(self, pressed: str = "", texts: Mapping[str, str] = MappingProxyType({})) -> str:
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash = self._query, self._hash
        state.page_name = "" if self._hash else self.page
        state.widget_states.SetInParent()
        for key, values in self._states.items():
            widget = WidgetState(id=self._widgets[key])
            widget.string_array_value.data.extend(values)
            state.widget_states.widgets.append(widget)
        for key, text in texts.items():
            state.widget_states.widgets.append(WidgetState(id=self._widgets[key], string_value=text))
        if pressed:
            state.widget_states.widgets.append(WidgetState(id=self._widgets[pressed], trigger_value=True))
        await self._socket.send(message.SerializeToString())
        return await self._until_finished()

    async def _until_finished(self) -> str:
        said: dict[str, bytes] = {}
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(self._socket.recv(), WITHIN))
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self._hash = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self._query = message.page_info_changed.query_string
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._note(message, said)
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise TabFailed(f"{self.page}: the script did not finish")
                whole = b"\n".join(place.encode() + value for place, value in sorted(said.items()))
                return hashlib.sha256(whole).hexdigest()

    def _note(self, message: ForwardMsg, said: dict[str, bytes]) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        refused = kind == "alert" and element.alert.format == element.alert.ERROR and self.page != "sql"  # a bomb is to be
        if kind == "exception" or refused:
            raise TabFailed(f"{self.page}: the page failed\n{element}")
        if kind in ("multiselect", "date_input", "text_area", "button"):
            id = getattr(element, kind).id
            self._widgets[id.rpartition("-")[2]] = id
        if kind in SAID:
            place = "/".join(map(str, message.metadata.delta_path))
            said[place] = element.SerializeToString(deterministic=True)
