"""CPU of a rerun with changed filters: each page against an empty page and the same page written plainly.

    python tests/bench/rerun.py                         all pages, 15 reruns of each kind, some twenty minutes
    python tests/bench/rerun.py --pages overview --reruns 30
    python tests/bench/rerun.py --default               also against both as Streamlit comes (its own settings)

Three servers run at once on the demonstration county: ours as `python run.py` starts it, and the same server with
empty_page.py and with plain_page.py in place of app.py, so all have the same settings, middleware and frozen start.
With --default two more: `streamlit run` of both in a folder without settings; there the collector runs after each
rerun.

What is measured is the CPU of the whole server process (all its threads: server, script, DuckDB) from the message that
asks for the rerun until every thread sleeps again: what runs after the page has been sent, above all the collector,
counts too. Wall time does not, so a busy machine matters little. Streamlit's AppTest would not do: it runs the script
without the server and spends more on its own tree of elements than a cached page costs.

Each rerun changes filters through their widgets. Unseen: class and sectors that no reader has asked for since the start, on
the version's own day; on a page of one thing and in the explorer another organisation, finding, clue or question, through the
address. Seen: the same again. Another day: an as-of day that nobody asked for, nothing left out. The empty and
the plain page keep nothing: for them all three are the same work. The servers take turns, so that all meet the same load.
Linux only (the CPU clock of another process). Nothing is asserted.
"""

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from statistics import median, quantiles

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
sys.path[:0] = [str(PROJECT), str(HERE)]

from reader import BenchFailed, Reader, Server, served  # noqa: E402

from inspection.demonstration.publish import publish  # noqa: E402
from inspection.warehouse import Version, dictionary, open_mart  # noqa: E402

WRITTEN_PLAINLY = ("overview", "coverage", "clues", "rectification")
FILTERED = (*WRITTEN_PLAINLY, "plan", "findings", "ranking", "accountability", "livelihood", "team")
BY_ADDRESS = {"organisation": ("org", "organisations"), "finding": ("number", "findings"), "clue": ("number", "clues")}
"""Pages of one thing: the parameter of the address, and the ledger whose things it names."""
PAGES = (*FILTERED, *BY_ADDRESS, "explorer", "nowcast")
UNSEEN, SEEN, DAY = "unseen", "seen", "another day"
AIMS = {(UNSEEN, "plain"): 0.3, (SEEN, "empty"): 4.0, (DAY, "plain"): 0.6}
WARM_UP = 3  # reruns before counting: imports on first use, the first compiled statements
OURS, EMPTY, PLAIN = "page", "empty", "plain"
OUR_SERVER = """
import sys
from pathlib import Path
from inspection.ui.serving.server import main
sys.exit(main(sys.argv[2:], Path(sys.argv[1])))
"""

Filters = dict[str, list[str]] | str
"""What is asked: the values of widgets, or an address."""


def asked_of(page: str, count: int, version: Version) -> list[Filters]:
    """`count` different questions of the version's own day for a page; of the nowcast, which has no filter, `count` times
    the one there is."""
    if page in FILTERED:
        return filters(page, count, version.as_of)
    if page == "nowcast":
        return [""] * count
    if page == "explorer":
        dimensions = ("year", "quarter", "org_class", "sector", "parent", "round", "team", "kind")
        ids = ("completion_rate", "clue_verification_rate", "findings", "overdue_rate")
        pairs = [(id, by) for id in ids for by in dimensions]
        return [f"of=indicator:{id}&by={by}" for id, by in pairs[:count]]
    parameter, ledger = BY_ADDRESS[page]
    mart = open_mart(version)
    rows = mart.ledger(ledger)
    mart.close()
    numbers = rows[rows.columns[0]].tolist()
    return [f"{parameter}={numbers[at * 7 % len(numbers)]}" for at in range(count)]


def filters(page: str, count: int, latest: date) -> list[Filters]:
    """`count` different filters of the version's own day for a page: a class or several, and two or three sectors."""
    codes = dictionary().codes
    classes = [code.label("zh") for code in codes["org_class"]]
    sectors = [code.label("zh") for code in codes["sector"]]
    county = dictionary().label("org_class", "county", "zh")
    some = [list(chosen) for n in (1, 2, 3) for chosen in combinations(classes, n) if county in chosen]
    pairs = [list(pair) for n in (2, 3) for pair in combinations(sectors, n)]
    of_day = {"filter_as_of": [latest.isoformat()]}
    return [{"filter_class": some[at % len(some)], "filter_sector": pairs[at], **of_day} for at in range(count)]


def days(page: str, count: int, version: Version) -> list[Filters]:
    """`count` days before the latest one that no other page asks for, nothing left out; on a page of one thing of one of them."""
    latest = version.as_of
    number = [1 + at * len(PAGES) + PAGES.index(page) for at in range(count)]
    if page not in FILTERED:
        thing = asked_of(page, 1, version)[0]
        return [f"{thing}&as_of={latest - timedelta(days=n)}".lstrip("&") for n in number]
    nothing = {"filter_class": [], "filter_sector": []}
    return [{**nothing, "filter_as_of": [(latest - timedelta(days=n)).isoformat()]} for n in number]


def start(stack: ExitStack, home: Path, version: Version, default: bool) -> dict[str, Server]:
    """The servers by name, running until the stack closes."""
    environment = {
        "INSPECTION_DATA": str(home),
        "BENCH_MART": str(version.mart),
        "BENCH_REFERENCE": str(PROJECT / "data" / "reference"),
        "PYTHONPATH": str(PROJECT),
        "PYTHONUTF8": "1",
    }
    scripts = {OURS: PROJECT / "app.py", EMPTY: HERE / "empty_page.py", PLAIN: HERE / "plain_page.py"}
    servers = {}
    for name, script in scripts.items():
        command = lambda port, script=script: ["-c", OUR_SERVER, str(script), "--port", str(port)]  # noqa: E731
        servers[name] = stack.enter_context(served(name, command, PROJECT, environment, home))
    for name in (EMPTY, PLAIN) if default else ():
        options = ["--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
        command = lambda port, script=scripts[name], options=options: [  # noqa: E731
            *("-m", "streamlit", "run", str(script), f"--server.port={port}", *options)
        ]
        servers[f"{name} default"] = stack.enter_context(served(f"{name} default", command, home, environment, home))
    return servers


def measure(servers: dict[str, Server], page: str, reruns: int, version: Version) -> dict[tuple[str, str], list[float]]:
    """Seconds of CPU by (server, how it was asked), `reruns` each, the servers taking turns."""
    asked = asked_of(page, WARM_UP + reruns, version)
    first, chosen = asked[:WARM_UP], asked[WARM_UP:]
    readers = {
        name: Reader(server, page_name=page if name == OURS else "", query=f"page={page}" if PLAIN in name else "")
        for name, server in servers.items()
        if page in WRITTEN_PLAINLY or PLAIN not in name
    }
    questions = {UNSEEN: chosen, SEEN: chosen, DAY: days(page, reruns, version)}
    taken: dict[tuple[str, str], list[float]] = {(name, how): [] for name in readers for how in questions}
    try:
        for one in first:
            for reader in readers.values():
                reader.rerun(one)
        for how, several in questions.items():
            for one in several:
                for name, reader in readers.items():
                    taken[name, how].append(reader.rerun(one))
        on_page = {name: f"{r.charts} charts, {r.tables} tables, {r.sent / 1024:.0f} KB" for name, r in readers.items()}
        print(f"{page}: {'; '.join(f'{name}: {words}' for name, words in on_page.items())}", flush=True)
    finally:
        for reader in readers.values():
            reader.close()
    return taken


def report(page: str, taken: dict[tuple[str, str], list[float]]) -> None:
    """Medians with quartiles in milliseconds, and the ratios."""
    for name, how in taken:
        low, middle, high = (1000 * q for q in quantiles(taken[name, how], n=4))
        print(f"  {name:14} {how:11} {middle:8.1f} ms  ({low:.1f}–{high:.1f})")
    others = sorted({name for name, _ in taken} - {OURS})
    for how in (UNSEEN, SEEN, DAY):
        ours, said = median(taken[OURS, how]), []
        for name in others:
            ratio = ours / median([one for (server, _), times in taken.items() if server == name for one in times])
            aim = AIMS.get((how, name))
            said.append(f"{page} ÷ {name} = {ratio:.3g}" + (f" (aim ≤ {aim:g})" if aim else ""))
        print(f"  {how}: {', '.join(said)}", flush=True)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=PAGES)
    parser.add_argument("--reruns", type=int, default=15, help="of each page and kind; default 15")
    parser.add_argument("--default", action="store_true", help="also against Streamlit's own settings")
    chosen = parser.parse_args(arguments)
    if not sys.platform.startswith("linux"):
        print("This measurement reads the CPU clock of another process, which only Linux has.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder)
        version = publish(home, datetime(2025, 10, 1))
        load = os.getloadavg()[0]
        print(f"demonstration county, {sum(version.manifest['rows'].values()):,} rows; load {load:.1f} at the start")
        try:
            servers = start(stack, home, version, chosen.default)
            for page in chosen.pages:
                report(page, measure(servers, page, chosen.reruns, version))
        except BenchFailed as failure:
            print(failure, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
