"""Every number on every page obeys the page's header, or the place says in words what it is of.

Each page and tab is opened under a random view of a random county. What stands on it is added up (cards, bars, cells of
tables, rows behind) and compared with plain sums under the header, or under the scope that stands above the figure.
"""

import base64
import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from xml.etree import ElementTree

import numpy as np
import pytest

from inspection.indicators import Indicator, indicator, indicators, table_definition, tables
from inspection.text import say
from tests.second.county import County
from tests.second.figures import INDICATORS, figures, per_cent
from tests.second.plain import begun_terms, happened
from tests.second.random_county import RandomCounty, random_county
from tests.ui.dashboard import AS_OF, as_read, fault, opened, own_data
from tests.ui.test_kept import TABS

LONG = bool(os.environ.get("INSPECTION_LONG"))
SEED = 2
CLASSES = ("township", "county", "village")
TABLE_OF = {"years": "clue_years", "clue_rounds": "clue_years"}
"""Tables with words or rates of their own beside the columns of a query -> that query."""
LISTED = {"clue_progress": "clues"}
"""Tables of one row per thing -> the count of these things."""


@dataclass(frozen=True)
class Scope:
    """What a figure is of, in the terms of the second implementation."""

    where: tuple[tuple[str, tuple], ...]
    as_of: date
    from_date: date | None = None
    to_date: date | None = None
    looked_at: int | None = None
    """The term chosen, under a period and all terms too."""

    def told(self, words: str, terms: dict[str, int]) -> "Scope":
        """The scope that the words above a figure say, where there are any."""
        where, days = dict(self.where), {}
        for part in words.split(say("pages.joint", "zh")):
            if part == say("pages.scope_all_terms", "zh"):
                where.pop("term", None)
            elif part == say("pages.scope_all_rounds", "zh"):
                where.pop("round", None)
            elif part == say("pages.scope_whole_county", "zh"):
                where = {name: values for name, values in where.items() if name in ("term", "round")}
            elif part == say("pages.scope_all_days", "zh"):
                days = {"from_date": None, "to_date": None}
            else:
                (number,) = [n for name, n in terms.items() if part == say("pages.scope_whole_term", "zh", term=name)]
                where, days = where | {"term": (number,)}, {"from_date": None, "to_date": None}
        return replace(self, where=tuple(where.items()), **days)

    def figure(self, plain: County, id: str, *, settled: bool) -> tuple:
        days = {"from_date": self.from_date, "to_date": self.to_date}
        return figures(plain, id, as_of=self.as_of, where=dict(self.where), settled=settled, **days).get((), (0, 0, 0))


@cache
def office() -> tuple[RandomCounty, County]:
    made = random_county(SEED)
    return made, County(made.ledgers)


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("headers")
    own_data(folder, office()[0].ledgers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTION_DATA", str(folder))
        yield folder


def terms(as_of: date = AS_OF) -> dict[str, int]:
    """Name -> number of the terms begun, the running one last."""
    rows = begun_terms(office()[1], as_of)
    return {t["name"]: t["term_no"] for t in sorted(rows, key=lambda t: t["started_on"])}


def view(chance: random.Random) -> tuple[dict[str, str], Scope]:
    """A random address, and what its header says."""
    plain, as_of = office()[1], AS_OF
    if chance.random() < 0.25:
        as_of = chance.choice([day for day in office()[0].days if date(2023, 6, 1) < day < AS_OF])
    number = chance.choice(list(terms(as_of).values()))
    address, where, days = {"as_of": as_of.isoformat(), "term": str(number)}, {"term": (number,)}, {}
    kind = chance.choice(("term", "period", "rounds", "term"))
    if kind == "period":
        days = {"from_date": date(2022, 3, 1), "to_date": date(2024, 2, 28)}
        address |= {"from": "2022-03-01", "to": "2024-02-28"}
        where = {}
    if kind == "rounds":
        begun = [r for r in plain.rounds.values() if r["term_no"] == number and r["started_on"] <= as_of]
        if begun:
            chosen = chance.choice(begun)["round_id"]
            address, where = address | {"round": chosen}, where | {"round": (chosen,)}
    if chance.random() < 0.5:
        chosen = tuple(chance.sample(CLASSES, chance.choice((1, 2))))
        address, where = address | {"class": ",".join(chosen)}, where | {"org_class": chosen}
    return address, Scope(tuple(where.items()), as_of, **days, looked_at=number)


OWN = say("pages.scope", "zh", parts="")


def elements(block) -> Iterator:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from elements(child)
        else:
            yield child


def seen(at) -> Iterator[tuple[str, object, str]]:
    """Every chart and table of a page: its name, itself, and the words on its scope that stand above it (nothing: it obeys
    the header). A table has its name from the buttons below it."""
    scope, waiting = "", None
    for one in elements(at.main):
        if one.type == "header":
            scope = ""
        elif one.type == "caption" and as_read(one.value).startswith(OWN):
            scope = as_read(one.value).removeprefix(OWN)
        elif one.type == "plotly_chart":
            yield re.sub(r"^.*?-chart_", "", one.proto.id), one, scope
            scope = ""
        elif one.type == "dataframe":
            waiting, scope = (one, scope), ""
        elif one.type == "download_button" and one.key.startswith("xlsx_") and waiting:
            yield one.key.removeprefix("xlsx_"), *waiting
            waiting = None


def part(found: tuple, name: str) -> float:
    return found[("numerator", "denominator", "pending").index(name.removeprefix("settled_"))]


def cards(at, scope: Scope, known: dict[str, int]) -> list[str]:
    """The cards that show another figure than the header calls for."""
    by_title, wrong, last = {d.title("zh"): d for d in indicators().values()}, [], None
    for one in elements(at.main):
        if one.type == "metric":
            last = one
        elif one.type == "caption" and last is not None:
            definition, lines = by_title[last.label], [as_read(line) for line in one.value.split("  \n")]
            own = next((line.removeprefix(OWN) for line in lines if line.startswith(OWN)), "")
            if definition.id in INDICATORS:
                wrong += card(definition, last.value, lines, scope.told(own, known) if own else scope)
            assert len(lines) <= 6, (last.label, lines)
            last = None
    return wrong


def card(definition: Indicator, value: str, lines: list[str], scope: Scope) -> list[str]:
    n, whole, _ = scope.figure(office()[1], definition.id, settled=definition.rate)
    if definition.shape.decimal:  # written with a digit, from a thousand on without
        near = abs(float(value.split()[0].replace(",", "")) - float(n)) <= (0.051 if n < 1000 else 0.51)
        return [] if near else [f"{definition.id}: {value}, {n}"]
    shown = f"{n:,} {definition.unit('zh')}"
    if definition.rate:
        shown = per_cent(n, whole) if whole else "—"
    counted = not (definition.rate and whole) or any(line.startswith(f"{n:,} / {whole:,}") for line in lines)
    return [] if value == shown and counted else [f"{definition.id}: {value} {lines}, {shown} ({n} / {whole})"]


def bars(name: str, chart, scope: Scope) -> list[str]:
    """What a drawing adds up to, where that is not the figure: counts, and what stands as n/N beside rates, in the cells of
    heat maps and at the marks of funnels."""
    drawn = json.loads(chart.proto.spec)["data"]
    if counted := pairs(name, drawn):
        return of_pairs(name, counted, scope)
    if name == "ageing":
        _, _, expected = scope.figure(office()[1], "clue_verification_rate", settled=False)
        return compare(name, sum(len(numbers(t["x"])) for t in drawn), expected)
    found = re.match(r"(?:(.+)_by_|(.+)_years_|(.+)_beside_)", name)
    id = next((one for one in (found.groups() if found else ()) if one), "")
    if id not in INDICATORS or indicator(id).rate or indicator(id).shape.distinct:
        return []
    axis = "y" if "_years_" in name else "x"
    drawn = drawn[:1] if "_beside_" in name else drawn
    return compare(name, sum(sum(numbers(t[axis])) for t in drawn), scope.figure(office()[1], id, settled=False)[0])


N_OF_N = re.compile(r"([\d,]+)/([\d,]+)")
FUNNELS = {"completion": "completion_rate", "satisfaction": "satisfaction_rate"}


def pairs(name: str, drawn: list[dict]) -> list[tuple[int, int]]:
    """The first n/N told at each mark of a drawing that shows such."""
    told = [str(w) for t in drawn[-1:] for w in t.get("customdata", ()) or ()]
    found = [N_OF_N.search(words) for words in told]
    return [tuple(int(n.replace(",", "")) for n in one.groups()) for one in found if one]


def of_pairs(name: str, counted: list[tuple[int, int]], scope: Scope) -> list[str]:
    """The marks of a drawing of rates that do not add up to the rate under the scope; of counts per inspection: findings."""
    n, whole = (sum(column) for column in zip(*counted, strict=True))
    if name in ("category_round", "category_sector"):
        return compare(name, n, in_inspections_begun(scope))
    if name == "pace":  # the term looked at beside the one before it
        n, whole = counted[-1]
        within = replace(scope, where=(*scope.where, ("term", (scope.looked_at,))))
        found = within.figure(office()[1], "coverage_rate", settled=False)
        return compare(f"{name} covered", n, found[0]) + compare(f"{name} in scope", whole, found[1])
    league = re.match(r"league_.*?_(?P<id>clue_.+)|(?P<by>.+)_by_|funnel_(?P<org_class>[a-z]+)_(?P<what>[a-z]+)", name)
    if not league:
        return []
    id = league["id"] or league["by"] or FUNNELS.get(league["what"], "")
    if id not in INDICATORS or not indicator(id).rate:
        return []
    if league["org_class"]:
        scope = replace(scope, where=tuple({**dict(scope.where), "org_class": (league["org_class"],)}.items()))
    found = scope.figure(office()[1], id, settled=True)
    return compare(f"{name} n", n, found[0]) + compare(f"{name} N", whole, found[1])


def in_inspections_begun(scope: Scope) -> int:
    """The findings of inspections that began within the scope, whenever they were found: what heat maps are made of."""
    plain, where = office()[1], dict(scope.where)
    begun = set()
    for one in plain.rows["inspections"]:
        told = {
            "org_class": plain.organisations[one["org_id"]]["org_class"],
            "round": one["round_id"],
            "term": plain.rounds[one["round_id"]]["term_no"],
        }
        start = one["onsite_start"]
        within = (scope.from_date or start) <= start <= min(scope.to_date or start, scope.as_of)
        if within and all(told[name] in values for name, values in where.items()):
            begun.add(one["inspection_id"])
    return sum(f["inspection_id"] in begun and happened(f["found_on"], scope.as_of) for f in plain.rows["findings"])


def numbers(values: object) -> list[float]:
    """The values of a trace, which plotly writes as a list or as bytes."""
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), dtype=np.dtype(values["dtype"])).astype(float).tolist()
    return [float(v) for v in values]


def compare(name: str, found: float, expected: float) -> list[str]:
    return [] if abs(float(found) - float(expected)) < 1e-6 else [f"{name}: {found}, {expected}"]


def cells(name: str, frame, scope: Scope) -> list[str]:
    """The columns of a table that do not add up to the indicator they are a count of."""
    if name.startswith("rows_"):
        return behind(name, frame, scope)
    id = TABLE_OF.get(name, name)
    if id in LISTED:
        return compare(id, len(frame), scope.figure(office()[1], LISTED[id], settled=False)[0])
    if id not in tables():
        return []
    if id == "round_overview":  # what belongs to a round that has not begun is in no row
        begun = [r["round_id"] for r in office()[1].rounds.values() if r["started_on"] <= scope.as_of]
        scope = replace(scope, where=tuple({"round": tuple(begun), **dict(scope.where)}.items()))
    rows = table_definition(id).rows
    if rows.own_day or rows.pooled or rows.named_by or rows.chosen_by or rows.only or rows.without:
        return []
    wrong = []
    for shown in table_definition(id).shown:
        simple = not (shown.at or shown.running or shown.repeated) and shown.part != "young"
        if simple and shown.column in frame and shown.indicator in INDICATORS and not indicator(shown.indicator).shape.distinct:
            settled = shown.part.startswith("settled_")
            expected = part(scope.figure(office()[1], shown.indicator, settled=settled), shown.part)
            wrong += compare(f"{name}.{shown.column}", frame[shown.column].astype(float).sum(), expected)
    return wrong


def behind(name: str, frame, scope: Scope) -> list[str]:
    """Rows behind a chart that do not add up to the figure."""
    id = next(i for i in sorted(indicators(), key=len, reverse=True) if f"_{i}_all_" in name)
    if id not in INDICATORS or indicator(id).shape.distinct:
        return []
    n, whole, _ = scope.figure(office()[1], id, settled=False)
    found = compare(f"{name} numerator", frame["numerator"].astype(float).sum(), n)
    return found + (compare(f"{name} denominator", frame["denominator"].sum(), whole) if indicator(id).rate else [])


PAGES = [(page, tab) for page, tabs in TABS.items() if page.startswith("review/") for tab in (tabs or ("",))]


NOT_WORDS = re.compile(r"(?<![A-Za-z])(nan|NaN|NaT|None|<NA>|&lt;NA>)(?![A-Za-z])")


def texts(at) -> Iterator[str]:
    """Every text a reader of the page may see: sentences, cells, and whatever a drawing writes."""
    for one in elements(at.main):
        if one.type == "plotly_chart":
            yield from strings(json.loads(one.proto.spec))
        elif one.type == "html":
            yield from ElementTree.fromstring(one.proto.body).itertext()
        elif one.type in ("dataframe", "table"):
            cells = one.value.select_dtypes("object")
            yield from (str(v) for name in cells for v in cells[name] if isinstance(v, str))
            yield from map(str, one.value.columns)
        elif one.type == "metric":
            yield from (one.label, one.value, one.delta)
        elif isinstance(getattr(one, "value", None), str):
            yield one.value


def strings(held: object) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict):
        yield from (text for name, value in held.items() if name != "bdata" for text in strings(value))
    elif isinstance(held, list):
        yield from (text for value in held for text in strings(value))


def differing(at, scope: Scope) -> tuple[list[str], list[str]]:
    """(what on the page is another figure than its header or its own scope calls for, the names of its charts)."""
    known = terms(scope.as_of)
    wrong, charts = cards(at, scope, known), []
    wrong += [text for text in texts(at) if NOT_WORDS.search(text)]
    for name, one, words in seen(at):
        within = scope.told(words, known) if words else scope
        if one.type == "plotly_chart":
            wrong += bars(name, one, within)
            charts.append(name)
        else:
            wrong += cells(name, one.value, within)
    return wrong, charts


@pytest.mark.long
@pytest.mark.parametrize("page", sorted({page for page, _ in PAGES}))
def test_whatever_stands_on_a_page_adds_up_to_what_its_header_says(page):
    chance, opened_behind = random.Random(page), False
    for _, tab in [one for one in PAGES if one[0] == page]:
        address, scope = view(chance)
        if page == "review/organisation":  # of all terms, and of one organisation
            org = chance.choice(office()[0].ledgers["organisations"])[0]
            address, scope = {"as_of": address["as_of"], "org": org}, Scope((("org", (org,)),), scope.as_of)
        asked = address | ({"tab": tab} if tab else {})
        at = opened(page, **asked)
        assert not fault(at), (asked, fault(at))
        wrong, charts = differing(at, scope)
        assert not wrong, (asked, wrong)
        if charts and (LONG or not opened_behind):  # once more, with the rows behind one of its charts open
            opened_behind = True
            at = opened(page, **asked, pick=f"{chance.choice(charts)}~?")
            assert not fault(at) and not differing(at, scope)[0], (asked, fault(at), differing(at, scope)[0])


def test_the_explorer_opens_at_what_the_pages_say_and_names_its_scope():
    plain, running = office()[1], list(terms().items())[-1]
    for id in ("completion_rate", "clue_verification_rate", "findings"):
        at = opened("explore/explorer", **({} if id == "completion_rate" else {"of": f"indicator:{id}", "by": "org_class"}))
        rows = at.dataframe[0].value
        told = {"term": (running[1],)} if id == "completion_rate" else {}
        captions = [as_read(caption.value) for caption in at.caption]
        assert (running[0] if told else say("pages.all_terms", "zh")) in captions
        n, whole, _ = figures(plain, id, as_of=AS_OF, where=told, settled=indicator(id).rate)[()]
        assert rows["numerator" if indicator(id).rate else "value"].sum() == n
        assert not indicator(id).rate or rows["denominator"].sum() == whole
