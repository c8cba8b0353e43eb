"""Many readers at once: how long each waits, what the server needs for it, and whether every answer is the right one.

    python tests/bench/readers.py                       20 readers for a minute, one process, then two behind nginx
    python tests/bench/readers.py --readers 50 --seconds 60 --only one
    python tests/bench/readers.py --only reruns --reruns 3000        memory over many reruns, nothing else
    python tests/bench/readers.py --only bombs                       a page beside statements that never end

Each reader is a tab at the other end of a real websocket. Every five seconds he changes the filters of his page: half of the
time to what somebody asked for before, half to what nobody has asked for yet. At a third of the time another process imports
a version in which findings differ, at two thirds one drafts, approves and publishes an edition. `one` is `python run.py`, `two`
is `--workers 2` behind nginx as deploy/ sets it up, each reader signed in for himself so that nginx sends him to one of the two.

What is told: seconds from the change until the page has been sent, as median and 95th percentile, of seen and unseen filters;
how often a reader was still waiting when his next change was due; CPU of the server for each change; memory before and after;
and how many answers are not, element by element, what a server of its own says that is asked the same by nobody else, on the
data before the import or after it, and how many are still of the data before when they were asked for after.
`together`: as many readers as there are ask the same new thing at the same moment; its CPU beside what one alone costs,
and what a page costs that was seen before. Made once, it comes to one new and the rest seen.
`reruns`: the memory of one process while filters, days and readers come and go, as a curve, and by how much it grew from a
third of the way to the end.

Linux only. Nothing is asserted; on a busy machine seconds say little and the rest still holds.
"""

import argparse
import asyncio
import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations, islice, product
from pathlib import Path
from statistics import median, quantiles

import psutil
from tab import PAGES, Filters, Place, Tab, Told

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
sys.path[:0] = [str(PROJECT), str(HERE)]

from inspection.demonstration import county  # noqa: E402
from inspection.ui.pieces.visitor import COOKIE, SECURE_COOKIE  # noqa: E402
from inspection.warehouse import Store, dictionary, ledger_tables  # noqa: E402
from tests.deploy.nginx import serving  # noqa: E402
from tests.signed_in import signed_in  # noqa: E402

EVERY = 5.0  # seconds between two changes of a reader
POOL = 4  # filters of a page that were asked for before
SERVER = "inspection.ui.serving.server"
"""What stands in the middle of the menu of every server here."""
BOMBS = (
    "select count(*) as n from range(100000000000) a", "select repeat('x', 2000000000) as x", "select \"=\"({'a': 1}, 'a') as x",
    "with recursive r as (select 1 as n union all select n + 1 from r) select max(n) as n from r",
    "select sum(a.range * b.range) as n from range(1000000) a, range(1000000) b",
    "select string_agg(repeat('y', 100000), '') as x from range(100000)", "select list(range) as x from range(1000000000)",
)  # fmt: skip
PUBLISHING = """
from datetime import datetime
from pathlib import Path
import sys
from inspection import snapshots
from inspection.warehouse import Reader
home = Path(sys.argv[1])
reader = Reader(home)
out = snapshots.Publication(home, snapshots.PublicSite(home, reader.settings()))
draft = snapshots.template("monthly", home)
made = out.draft(reader.mart(), reader.settings(), draft, version=reader.version().number, by="a", at=datetime.now())
out.approve(made.id, by="b", at=datetime.now(), two_persons=True)
out.publish(made.id, by="a", at=datetime.now())
"""


@dataclass
class Run:
    """What the readers of one run were told: `told` in the order it came; `late` changes that were due while one waited."""

    told: list[Told] = field(default_factory=list)
    late: int = 0
    imported: tuple[float, float] = (0.0, 0.0)
    beside: list[str] = field(default_factory=list)


def questions(seed: int) -> Iterator[Filters]:
    """Filters in a random order, each once: some classes and two or three sectors."""
    codes = dictionary().codes
    classes = [code.label("zh") for code in codes["org_class"]]
    sectors = [code.label("zh") for code in codes["sector"]]
    some = [list(chosen) for n in (1, 2, 3) for chosen in combinations(classes, n)]
    found = [{"filter_class": c, "filter_sector": list(s)} for c, s in product(some, combinations(sectors, 3))]
    random.Random(seed).shuffle(found)
    return iter(found)


def homes(folder: Path) -> tuple[Path, Path]:
    """A data home with one version of its own, and the ledgers of the next: every fifth finding is of another category."""
    home, ledgers = folder / "home", folder / "next"
    home.mkdir()
    shell(home, "demo", "--folder", str(ledgers))
    made, as_of = county()
    Store(home).publish(ledger_tables(made), as_of=as_of, files=(), built_at=datetime.now())
    findings = dictionary().ledgers["findings"]
    changed = ledgers / f"{findings.label('zh')}.csv"
    for path in ledgers.iterdir():
        if path != changed:
            path.unlink()
    with open(changed, encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    at, of = (head.index(findings.column(name).label("zh")) for name in ("category", "inspection_id"))
    for row, other in zip(rows[::5], rows[1::5], strict=False):
        if row[of] == other[of]:  # categories are those of the round
            row[at] = other[at]
    with open(changed, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return home, ledgers


def shell(home: Path, *words: str) -> subprocess.CompletedProcess:
    """A command of the shell on a data home."""
    command = [sys.executable, "-m", "inspection", *words]
    return subprocess.run(command, cwd=PROJECT, env=environment(home), capture_output=True, encoding="utf-8", check=False)


def environment(home: Path) -> dict[str, str]:
    return os.environ | {"INSPECTION_DATA": str(home), "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}


@contextmanager
def running(home: Path, port: int, workers: int, logs: Path) -> Iterator[Place]:
    """The dashboard as it is started, on `port` and the next ones; with workers behind nginx."""
    more = ["--behind-proxy", "--workers", str(workers)] if workers > 1 else []
    with ExitStack() as stack:
        log = stack.enter_context(open(logs / f"server-{port}.log", "wb"))
        command = [sys.executable, "-m", SERVER, "--port", str(port), *more]
        process = subprocess.Popen(command, cwd=PROJECT, env=environment(home), stdout=log, stderr=log)
        stack.callback(process.wait, 30)
        stack.callback(process.terminate)
        ports = range(port, port + workers)
        for one in ports:
            Place(f"ws://127.0.0.1:{one}", COOKIE, None).until_up(process, Path(log.name))
        place = Place(f"ws://127.0.0.1:{port}", COOKIE, None)
        if workers > 1:
            front = stack.enter_context(serving(logs / f"nginx-{port}", *ports))
            place = Place(front.url.replace("https", "wss"), SECURE_COOKIE, front.context())
        watcher = psutil.Process(process.pid)
        place.processes = watcher.children() if workers > 1 else [watcher]
        yield place


async def reading(tab: Tab, run: Run, pools: Mapping[str, list[Filters]], fresh: Iterator[Filters], end: float) -> None:
    """A reader changes filters every five seconds until the end."""
    chance = random.Random(tab.number)
    due = time.monotonic() + chance.random() * EVERY
    while due < end:
        wait = due - time.monotonic()
        run.late += wait < -EVERY
        await asyncio.sleep(max(0.0, wait))
        seen = chance.random() < 0.5
        asked = chance.choice(pools[tab.page]) if seen else next(fresh)
        run.told.append(await tab.rerun(asked, seen))
        due += EVERY


async def beside(run: Run, home: Path, ledgers: Path, as_of: str, seconds: float) -> None:
    """An import, then a publication, each in a process of its own."""
    await asyncio.sleep(seconds / 3)
    began = time.monotonic()
    words = ("import", str(ledgers), "--as-of", as_of, "--who", "bench")
    said = await asyncio.to_thread(shell, home, *words)
    run.imported = (began, time.monotonic())
    run.beside.append(f"import {run.imported[1] - began:.1f} s, {how(said)}")
    began = time.monotonic()
    command = [sys.executable, "-c", PUBLISHING, str(home)]
    said = await asyncio.to_thread(
        subprocess.run, command, cwd=PROJECT, env=environment(home), capture_output=True, encoding="utf-8", check=False
    )
    run.beside.append(f"publication {time.monotonic() - began:.1f} s, {how(said)}")


def how(said: subprocess.CompletedProcess) -> str:
    """How a command ended, with its last words where it failed."""
    return f"exit code {said.returncode}" + (f": {said.stderr.strip()[-500:]}" if said.returncode else "")


async def together(tabs: list[Tab], fresh: Iterator[Filters], place: Place) -> str:
    """What it costs when all ask the same new thing at once, beside one alone."""
    page, told = tabs[0].page, []
    same = [tab for tab in tabs if tab.page == page]
    for asking in ([same[0]], same):
        asked, before = next(fresh), place.seconds()
        told += [await asyncio.gather(*(tab.rerun(asked, False) for tab in asking))]
        await asyncio.sleep(0.3)
        told.append(place.seconds() - before)
    before = place.seconds()
    await asyncio.gather(*(tab.rerun(asked, True) for tab in same))
    await asyncio.sleep(0.3)
    again = place.seconds() - before
    same_words = len({one.words for one in told[2]}) == 1
    return (
        f"together: {len(same)} readers ask {page} the same new thing at once: {told[3]:.2f} s of CPU; one alone {told[1]:.2f},"
        f" {len(same)} times seen {again:.2f}; {'all told the same' if same_words else 'NOT ALL TOLD THE SAME'}"
    )


async def alone(place: Place, secret: str, run: Run) -> dict[tuple[str, str], str]:
    """(page, question) -> what a server says that nobody else asks."""
    found: dict[tuple[str, str], str] = {}
    for page in PAGES:
        tab = Tab(0, page, place, secret)
        await tab.open()
        for one in run.told:
            if one.page == page and one.key not in found:
                found[one.key] = (await tab.rerun(one.filters, False)).words
        await tab.close()
    return found


async def minute(args: argparse.Namespace, place: Place, home: Path, ledgers: Path, as_of: str) -> Run:
    """Readers for as long as asked, an import and a publication beside."""
    run, fresh = Run(), questions(args.seed)
    pools = {page: list(islice(fresh, POOL)) for page in PAGES}
    secrets = [signed_in(home) for _ in range(args.readers)]
    tabs = [Tab(n, PAGES[n % len(PAGES)], place, secret) for n, secret in enumerate(secrets)]
    for tab in tabs:
        await tab.open()
    for tab in tabs[: len(PAGES) * max(1, len(place.processes))]:
        for asked in pools[tab.page]:
            await tab.rerun(asked, False)
    before, memory = place.seconds(), place.memory()
    end = time.monotonic() + args.seconds
    readers = [reading(tab, run, pools, fresh, end) for tab in tabs]
    await asyncio.gather(*readers, beside(run, home, ledgers, as_of, args.seconds))
    used = place.seconds() - before
    print(f"  {len(run.told)} changes, {run.late} late; CPU {1000 * used / len(run.told):.0f} ms each;"
          f" memory {memory:.0f} → {place.memory():.0f} MB; threads {place.threads()}")  # fmt: skip
    print(f"  {await together(tabs, fresh, place)}")
    for tab in tabs:
        await tab.close()
    return run


def report(run: Run, was: dict, now: dict) -> None:
    """Latencies, what ran beside, and the answers that are not as they should be."""
    for name, told in (("seen", [t for t in run.told if t.seen]), ("unseen", [t for t in run.told if not t.seen])):
        took = [one.seconds for one in told]
        print(f"  {name:7} {len(took):4} changes: median {1000 * median(took):.0f} ms,"
              f" 95 % {1000 * quantiles(took, n=20)[-1]:.0f} ms, longest {1000 * max(took):.0f} ms")  # fmt: skip
    print(f"  beside: {'; '.join(run.beside)}")
    wrong = [one for one in run.told if one.words not in (was[one.key], now[one.key])]
    differ = [one for one in run.told if was[one.key] != now[one.key]]
    stale = [one for one in differ if one.words == was[one.key] and one.asked > run.imported[1]]
    early = [one for one in differ if one.words == now[one.key] and one.ended < run.imported[0]]
    print(f"  figures: {len(run.told)} answers, {len(wrong)} wrong, {len(stale)} of the data before though asked after the"
          f" import, {len(early)} of the data after before there were any; {len(differ)} differ between the two")  # fmt: skip
    for one in wrong[:5]:
        print(f"    wrong: {one.page} {one.filters}")


async def reruns(args: argparse.Namespace, place: Place, home: Path) -> None:
    """Memory over many reruns, a reader for each page: filters that somebody asked for and that nobody did, one in ten of another
    day, and every twenty-fifth time one goes and another comes."""
    fresh, chance, latest = questions(args.seed), random.Random(args.seed), Store(home).current().as_of
    tabs = [Tab(n, page, place, signed_in(home)) for n, page in enumerate(PAGES)]
    for tab in tabs:
        await tab.open()
    pools = {page: list(islice(fresh, POOL)) for page in PAGES}
    curve: dict[int, float] = {}
    for n in range(args.reruns + 1):
        if n % max(1, args.reruns // 15) == 0:
            curve[n] = place.memory()
            print(f"  {n:5} reruns: {curve[n]:.0f} MB, threads {place.threads()}, CPU {place.seconds():.0f} s", flush=True)
        at = n % len(tabs)
        if n % 25 == 24:
            await tabs[at].close()
            tabs[at] = Tab(n, PAGES[at], place, signed_in(home))
            await tabs[at].open()
        new, other_day = chance.random() < args.unseen, chance.random() < 0.1
        asked = next(fresh, None) if new else chance.choice(pools[PAGES[at]])
        if asked is None:
            fresh = questions(args.seed + n)
            asked = next(fresh)
        day = latest - timedelta(days=chance.randrange(1, 900) if other_day else 0)
        await tabs[at].rerun({**asked, "filter_as_of": [day.isoformat()]}, not new)
    third = min((n for n in curve if n >= args.reruns / 3), default=0)
    print(f"  from {third} to {args.reruns} reruns memory grew by {100 * (curve[max(curve)] / curve[third] - 1):.1f} %")
    for tab in tabs:
        await tab.close()


async def bombs(args: argparse.Namespace, place: Place, home: Path) -> None:
    """What a reader waits for beside two analysts who send one bomb after the other, as a ratio to what he waits for alone."""
    fresh, wave = questions(args.seed), BOMBS * (args.bombs // len(BOMBS) + 1)
    tab = Tab(0, "overview", place, signed_in(home))
    analysts = [Tab(n, "sql", place, signed_in(home)) for n in (1, 2)]
    for one in (tab, *analysts):
        await one.open()
    pool = [next(fresh) for _ in range(POOL)]
    for asked in pool:
        await tab.rerun(asked, False)

    async def looked(while_: Callable[[], bool]) -> tuple[list[float], list[float]]:
        seen, unseen = [], []
        while while_():
            seen.append((await tab.rerun(pool[len(seen) % POOL], True)).seconds)
            unseen.append((await tab.rerun(next(fresh), False)).seconds)
            await asyncio.sleep(0.5)
        return seen, unseen

    async def sent(analyst: Tab, texts: Sequence[str]) -> None:
        for text in texts:
            await analyst.press("sql_run", sql_text=text)
            await asyncio.sleep(2.0)  # the page has waited a second and a half; the statement after it ends this one

    ends = time.monotonic() + 30
    before = await looked(lambda: time.monotonic() < ends)
    sending = asyncio.gather(*(sent(one, wave[n : args.bombs : 2]) for n, one in enumerate(analysts)))
    during = await looked(lambda: not sending.done())
    await sending
    said = [
        f"{name} {1000 * median(alone):.0f} → {1000 * median(there):.0f} ms ({median(there) / median(alone):.2f} ×)"
        for name, alone, there in zip(("seen", "unseen"), before, during, strict=True)
    ]
    print(f"  {args.bombs} bombs: {', '.join(said)}; {len(before[0])} and {len(during[0])} looks; memory {place.memory():.0f} MB")
    for one in (tab, *analysts):
        await one.close()


async def measured(args: argparse.Namespace, folder: Path) -> None:
    home, ledgers = homes(folder)
    version = Store(home).current()
    rows = sum(version.manifest["rows"].values())
    print(f"demonstration county, {rows:,} rows; load {os.getloadavg()[0]:.1f} at the start", flush=True)
    if args.only in ("", "reruns") and args.reruns:
        with running(home, args.port, 1, folder) as place:
            await reruns(args, place, home)
    if args.only in ("", "bombs"):
        with running(home, args.port, 1, folder) as place:
            await bombs(args, place, home)
    for name, workers in (("one", 1), ("two", 2)):
        if args.only not in ("", name):
            continue
        of_run, before = folder / name, folder / f"{name}-before"
        shutil.copytree(home, of_run)
        shutil.copytree(home, before)
        print(f"{name}: {args.readers} readers, {args.seconds} s, {workers} process{'es' * (workers > 1)}", flush=True)
        with running(of_run, args.port, workers, folder) as place:
            run = await minute(args, place, of_run, ledgers, version.as_of.isoformat())
        told = []
        for of in (before, of_run):
            with running(of, args.port, 1, folder) as place:
                told.append(await alone(place, signed_in(of), run))
        report(run, *told)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--only", choices=("one", "two", "reruns", "bombs"), default="")
    parser.add_argument("--reruns", type=int, default=3000, help="reruns over which memory is looked at; 0: none")
    parser.add_argument("--bombs", type=int, default=100, help="statements of analysts that never end or take all memory")
    parser.add_argument("--unseen", type=float, default=0.3, help="of those, the share that nobody asked for")
    parser.add_argument("--port", type=int, default=8590, help="the first of two ports in a row")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    if not sys.platform.startswith("linux"):
        print("This measurement reads the memory and the CPU of other processes as Linux tells them.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measured(chosen, Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
