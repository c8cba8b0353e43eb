"""What a rerun with other filters costs: our clues page, an empty page, and the same page written plainly.

    python -m tests.bench.rerun [page]        page: clues (default), overview, coverage, rectification

Five real servers take turns in one run, each asked over its websocket as a browser asks; counted is the CPU time of the
server's process. Trust the ratios, not the milliseconds. The aim: at most 5 × an empty page, at most 1/10 of the plain
page. Both neighbours run twice, once as they come (Streamlit collects garbage after every run) and once without that
collection, as our server does. The plain page is the clues page whatever page of ours is measured.
"""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from datetime import datetime
from itertools import product
from pathlib import Path
from statistics import median

import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from inspection.demonstration.publish import publish
from inspection.warehouse import dictionary, open_mart

PROJECT = Path(__file__).resolve().parents[2]
PAGES = Path(__file__).parent / "pages"
TURNS = 4
FILTERS = [
    f"class={org_class}&from={year}-01-01&to={year}-12-31"
    for year, org_class in product(range(2018, 2026), ("township", "county", "village"))
]


class Server:
    """One running server: asked for reruns, and its CPU time read."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], page: str = ""):
        self.name, self.page = name, page
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._running = subprocess.Popen(
            [sys.executable, *(part.replace("PORT", str(self.port)) for part in command)],
            env=os.environ | environment,
            cwd=PROJECT if "inspection.ui.server" in command else tempfile.gettempdir(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._process = psutil.Process(self._running.pid)

    def wait(self) -> None:
        """Until it answers; TimeoutError after a minute."""
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise TimeoutError(f"{self.name} did not start")

    def stop(self) -> None:
        self._running.terminate()
        self._running.wait(20)

    def cpu(self) -> float:
        used = self._process.cpu_times()
        return used.user + used.system

    async def open(self) -> None:
        self._socket = await websockets.connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit"],
            origin=f"http://127.0.0.1:{self.port}",
            max_size=None,
        )

    async def rerun(self, query: str) -> None:
        """One run of the script with that address, to its end. RuntimeError when the page shows an exception."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = self.page
        await self._socket.send(asked.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await asyncio.wait_for(self._socket.recv(), 120))
            if answer.WhichOneof("type") == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(f"{self.name}: {answer.delta.new_element.exception.message}")
            if answer.WhichOneof("type") == "script_finished":
                return

    async def milliseconds_each(self, queries: list[str]) -> float:
        before = self.cpu()
        for query in queries:
            await self.rerun(query)
        return 1000 * (self.cpu() - before) / len(queries)


def neighbour(name: str, script: str, environment: dict[str, str], collect: bool) -> Server:
    command = ["-m", "streamlit", "run", str(PAGES / script), "--server.port", "PORT", "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    command += [] if collect else ["--runner.postScriptGC", "false"]
    return Server(name, command, environment)


async def measure(ours: Server, others: list[Server]) -> dict[str, list[float]]:
    """Milliseconds of CPU per rerun, one number per turn: ours with views never seen and with views seen, the others."""
    found: dict[str, list[float]] = {f"{ours.name}, a new view": [], f"{ours.name}, a known view": []}
    for server in (ours, *others):
        await server.open()
        for _ in range(3):
            await server.rerun("")
    share = len(FILTERS) // TURNS
    for turn in range(TURNS):
        queries = FILTERS[turn * share : (turn + 1) * share]
        found[f"{ours.name}, a new view"].append(await ours.milliseconds_each(queries))
        found[f"{ours.name}, a known view"].append(await ours.milliseconds_each(queries * 3))
        for server in others:
            found.setdefault(server.name, []).append(await server.milliseconds_each(queries))
    return found


def main(page: str) -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        version = publish(folder, datetime.now())
        mart = open_mart(version)
        for ledger in dictionary().ledgers:
            mart.query(f"select * from {ledger}").to_parquet(folder / f"{ledger}.parquet")
        mart.close()
        given = {"BENCH_LEDGERS": str(folder), "BENCH_AS_OF": version.as_of.isoformat()}
        own = {"INSPECTION_DATA": str(folder)}
        ours = Server(f"our {page} page", ["-m", "inspection.ui.server", "--port", "PORT"], own, page)
        others = [
            neighbour("empty page, as it comes", "empty.py", given, collect=True),
            neighbour("empty page, no collection", "empty.py", given, collect=False),
            neighbour("plain page, as it comes", "plain_clues.py", given, collect=True),
            neighbour("plain page, no collection", "plain_clues.py", given, collect=False),
        ]
        for server in (ours, *others):
            stack.callback(server.stop)
        for server in (ours, *others):
            server.wait()
        found = asyncio.run(measure(ours, others))
    print(f"CPU of the server per rerun, median of {TURNS} turns")
    for name, turns in found.items():
        print(f"  {name:32} {median(turns):8.1f} ms   ({min(turns):.0f}–{max(turns):.0f})")
    print("ratios")
    for view in ("a new view", "a known view"):
        own_time = median(found[f"{ours.name}, {view}"])
        for server in others:
            print(f"  {view:14} / {server.name:28} {own_time / median(found[server.name]):8.2f}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "clues")
