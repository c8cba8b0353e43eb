"""What a page costs the reader's browser: the overview beside a page with one chart as Streamlit comes.

    python tests/bench/browser.py                     three turns of each, some two minutes
    python tests/bench/browser.py --page clues

Two servers run on the demonstration county: ours as `python run.py` starts it, and `streamlit run one_chart.py` in a folder
without settings. In each turn a Chromium that has nothing in its cache opens one, then the other, each loaded again after
that; on our page a class that nobody has asked for is chosen in the side bar, let go, and chosen again. Printed are the medians:

- **first figure, first chart, last chart**: milliseconds from the request until they stand on the page, drawn;
- **repainted**: milliseconds from the click on a filter until nothing on the page changes any more;
- **MB and requests** over the wire, the stream of the page with them;
- **CPU** of the page's main thread, by its own clock: all it did, and of that scripts, styles and layout. A busy machine matters
  less for it than for milliseconds, so compare ratios, and CPU first.

Nothing is asserted.
"""

import argparse
import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
sys.path[:0] = [str(PROJECT), str(HERE)]

from reader import BenchFailed, Server, served  # noqa: E402

from inspection.demonstration.publish import publish  # noqa: E402

OURS, ONE_CHART = "page", "one chart"
COLD, AGAIN, UNSEEN, SEEN = "cold", "reload", "unseen filter", "seen filter"
WITHIN = 120_000  # milliseconds
CLOCKS = {"all": "TaskDuration", "script": "ScriptDuration", "style": "RecalcStyleDuration", "layout": "LayoutDuration"}
WATCH = r"""
(() => {
  const seen = window.seen = {figure: null, charts: [], changed: 0, clicked: 0};
  const drawn = (chart) => chart.querySelector(".main-svg .plot path, .main-svg .plot text, .main-svg .points path");
  new MutationObserver(() => {
    const now = performance.now(), values = [...document.querySelectorAll("[data-testid=stMetricValue]")];
    seen.changed = now;
    if (seen.figure === null && values.some((one) => /\d/.test(one.textContent))) seen.figure = now;
    const charts = [...document.querySelectorAll(".js-plotly-plot")].filter(drawn).length;
    while (seen.charts.length < charts) seen.charts.push(now);
  }).observe(document, {subtree: true, childList: true, characterData: true});
  addEventListener("click", () => { seen.clicked = performance.now(); }, true);
})();
"""
STILL = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  return app && app.dataset.testScriptState === "notRunning" && window.seen.charts.length > 0
    && !document.querySelector("[data-testid=stSkeleton]") && performance.now() - window.seen.changed > 800
    && [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every((chart) => chart.querySelector(".main-svg"));
}"""


@dataclass
class Wire:
    """What came over the wire since the last look: bytes and requests."""

    arrived: float = 0.0
    requests: set[str] = field(default_factory=set)

    def listen(self, session: CDPSession) -> None:
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", lambda told: self.requests.add(told["requestId"]))
        session.on("Network.dataReceived", lambda told: self._add(told["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", lambda told: self._add(len(told["response"]["payloadData"]) * 3 / 4))

    def _add(self, count: float) -> None:
        self.arrived += count

    def taken(self) -> tuple[float, int]:
        """Megabytes and requests; counted anew from here on."""
        told = self.arrived / 1e6, len(self.requests)
        self.arrived = 0.0
        self.requests.clear()
        return told


class Tab:
    """A tab of a browser of its own, which knows what it spent."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.url, self.wire = url, Wire()
        self.context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        self.page: Page = self.context.new_page()
        self.page.add_init_script(WATCH)
        self.session = self.context.new_cdp_session(self.page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.wire.listen(self.session)

    def clocks(self) -> dict[str, float]:
        """Milliseconds of CPU of the main thread since the page was opened."""
        told = {one["name"]: 1000 * one["value"] for one in self.session.send("Performance.getMetrics")["metrics"]}
        return {word: told[name] for word, name in CLOCKS.items()}

    def _still(self) -> dict:
        self.page.wait_for_function(STILL, timeout=WITHIN)
        return self.page.evaluate("window.seen")

    def opened(self, again: bool = False) -> dict[str, float]:
        """The page opened, or loaded again, and standing still: what it took."""
        if again:
            self.page.reload(wait_until="commit")
        else:
            self.page.goto(self.url, wait_until="commit")
        seen = self._still()
        taken = {"first figure": seen["figure"]} if seen["figure"] else {}
        taken |= {"first chart": seen["charts"][0], "last chart": seen["charts"][-1]}
        megabytes, requests = self.wire.taken()
        return taken | {"MB": megabytes, "requests": requests} | {f"CPU {word}": spent for word, spent in self.clocks().items()}

    def chosen(self, place: int) -> dict[str, float]:
        """The option of the classes at a place pressed, the page still again: what it took."""
        self.page.locator(".st-key-filter_class input").click()
        option = self.page.get_by_role("option").nth(place)
        option.wait_for()
        self.wire.taken()
        before = self.clocks()
        option.click()
        seen = self._still()
        megabytes, _ = self.wire.taken()
        spent = {f"CPU {word}": now - before[word] for word, now in self.clocks().items()}
        return {"repainted": seen["changed"] - seen["clicked"], "MB": megabytes} | spent

    def let_go(self) -> None:
        """Nothing is left out any more."""
        self.page.locator(".st-key-filter_clear button").click()
        self._still()


def turn(browser: Browser, servers: dict[str, Server], page: str, at: int, taken: dict) -> None:
    """One turn of both; `at` chooses what is asked for first in it."""
    for name, server in servers.items():
        tab = Tab(browser, f"http://127.0.0.1:{server.port}/{page if name == OURS else ''}")
        try:
            for how in (COLD, AGAIN):
                taken.setdefault((name, how), []).append(tab.opened(again=how == AGAIN))
            if name == OURS:
                for how in (UNSEEN, SEEN):
                    taken.setdefault((name, how), []).append(tab.chosen(at))
                    tab.let_go()
        finally:
            tab.context.close()


def report(taken: dict[tuple[str, str], list[dict[str, float]]]) -> None:
    """The medians of each, and ours over one chart."""
    middle = {key: {word: median(one[word] for one in several) for word in several[0]} for key, several in taken.items()}
    for (name, how), words in middle.items():
        said = (f"{word} {value:.2f}" if word == "MB" else f"{word} {value:.0f}" for word, value in words.items())
        print(f"{name}, {how}: {', '.join(said)}")
    for how in (COLD, AGAIN):
        for word in ("first chart", "CPU all"):
            print(f"{how}, {word}: page ÷ one chart = {middle[OURS, how][word] / middle[ONE_CHART, how][word]:.3g}")


def start(stack: ExitStack, home: Path) -> dict[str, Server]:
    """The two servers, running until the stack closes."""
    environment = {"INSPECTION_DATA": str(home), "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    plain = ["--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
    commands = {
        OURS: lambda port: ["-m", "inspection.ui.serving.server", "--port", str(port)],
        ONE_CHART: lambda port: ["-m", "streamlit", "run", str(HERE / "one_chart.py"), f"--server.port={port}", *plain],
    }
    return {name: stack.enter_context(served(name, command, home, environment, home)) for name, command in commands.items()}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=3, help="default 3; each asks for another class, of which there are three")
    parser.add_argument("--page", default="", help="a review page with filters; default the overview")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder)
        publish(home, datetime(2025, 10, 1))
        print(f"load {os.getloadavg()[0]:.1f} at the start", flush=True)
        taken: dict[tuple[str, str], list[dict[str, float]]] = {}
        try:
            servers = start(stack, home)
            with sync_playwright() as playwright:
                named = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")))
                program = next(named, playwright.chromium.executable_path)
                for at in range(chosen.turns):
                    browser = playwright.chromium.launch(
                        executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
                    )
                    turn(browser, servers, chosen.page, at, taken)
                    browser.close()
        except BenchFailed as failure:
            print(failure, file=sys.stderr)
            return 1
        report(taken)
    return 0


if __name__ == "__main__":
    sys.exit(main())
