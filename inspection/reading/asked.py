"""The question an analyst puts together: what is measured, by what it is grouped, what it is held against; and as an address."""

import re
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import unquote

from inspection.indicators import Unknown, indicator
from inspection.warehouse.explore import MEASURES, PARTS, NoSuchField, fields

CHARTS = ("bar", "line", "multiples", "heatmap", "box", "scatter", "none")
TIMES = ("year", "quarter", "month", "term")
DEEPEST = 3
"""Fields that an answer is grouped by at most."""
BESIDE = 3
"""Indicators that stand beside the first at most."""
TOPS = (5, 10, 20, 30)
SHARES = ("all", "group")
VERSION = "version"
UNITS = frozenset(
    {"org", "org_id", "name", "short_name", "parent", "parent_id", "team", "round", "round_id", "sector", "inspection_id"}
)
"""Whom findings were made at, or who made them: units that were inspected unlike, and are never ranked by how many."""
INSTEAD = ("findings_key_share", "findings_transferred_share", "findings_repeated_share")
"""What units may be ranked by in its place: the share in key areas, passed on as clues, found before."""
_PERIODS = {"year": r"\d{4}", "quarter": r"\d{4}-Q[1-4]", "month": r"\d{4}-(0[1-9]|1[0-2])", "term": r"\d{1,3}"}
_ESCAPED = {ord(c): f"%{ord(c):02X}" for c in "%;|=~"}


@dataclass(frozen=True)
class Asked:
    """`source` is ("indicator", id) or ("ledger", name); `by` up to three fields or dimensions; `measure` and `number` of
    a ledger; `keep`: field -> the values kept ("" is the empty one); `between`: field -> (first, last) as texts.

    `also`: ids of further indicators that stand beside it; `totals`: whether the sums stand below the groups; `share`: "all"
    (of everything), "group" (of the first field's group) or ""; `top`: so many of the first field, the rest named as such (0:
    all); `sort`: a column, "-" before it for the largest first; `against`: (time dimension or field@part, before, now), or
    ("version", number): what it is compared with.
    """

    source: tuple[str, str] = ("indicator", "completion_rate")
    by: tuple[str, ...] = ("org_class",)
    measure: str = "count"
    number: str = ""
    chart: str = "bar"
    keep: tuple[tuple[str, tuple[str, ...]], ...] = ()
    between: tuple[tuple[str, str, str], ...] = ()
    across: str = ""
    also: tuple[str, ...] = ()
    totals: bool = False
    share: str = ""
    top: int = 0
    sort: str = ""
    against: tuple[str, ...] = ()

    def texts(self) -> dict[str, str]:
        """The address's parameters."""
        found = {
            "of": ":".join(self.source),
            "by": ",".join(self.by),
            "measure": f"{self.measure}:{self.number}" if self.source[0] == "ledger" else "",
            "chart": self.chart,
            "keep": ";".join(f"{name}={'|'.join(map(_written, values))}" for name, values in self.keep if values),
            "from_to": ";".join(f"{name}={first}~{last}" for name, first, last in self.between if first or last),
            "across": self.across,
            "also": ",".join(self.also),
            "totals": "1" if self.totals else "",
            "share": self.share,
            "top": str(self.top) if self.top else "",
            "sort": self.sort,
            "against": ":".join((self.against[0], "~".join(self.against[1:]))) if self.against else "",
        }
        return {name: text for name, text in found.items() if text}

    def bare(self) -> "Asked":
        """What decides the figures of the groups alone: not how they are drawn, ordered, summed or compared."""
        return replace(self, chart="bar", across="", also=(), totals=False, share="", top=0, sort="", against=())


NAMES = ("of", "by", "measure", "chart", "keep", "from_to", "across", "also", "totals", "share", "top", "sort", "against")
"""The parameters of the address that a question is written in."""


def _written(value: str) -> str:
    """A value as it stands among others: what sets them apart is escaped in it."""
    return value.translate(_ESCAPED)


def parsed(texts: dict[str, str]) -> Asked:
    """The question that an address asks, without what it cannot be asked."""
    asked = Asked()
    kind, _, name = texts.get("of", ":".join(asked.source)).partition(":")
    known = _known(kind, name)
    if known is None:
        return asked
    able = set(groupable(name)) if kind == "ledger" else known
    by = tuple(dict.fromkeys(b for b in texts.get("by", "").split(",") if b in able))[:DEEPEST]
    measure, _, number = texts.get("measure", "count:").partition(":")
    keep = [part.partition("=") for part in texts.get("keep", "").split(";") if "=" in part]
    spans = [part.partition("=") for part in texts.get("from_to", "").split(";") if "~" in part]
    found = Asked(
        source=(kind, name),
        by=by,
        measure=measure if measure in MEASURES else "count",
        number=number if number in known and measure in MEASURES and measure != "count" else "",
        chart=texts.get("chart") if texts.get("chart") in CHARTS else "bar",
        keep=tuple({n: tuple(dict.fromkeys(map(unquote, v.split("|")))) for n, _, v in keep if n in able}.items()),
        between=tuple({n: (n, *ends) for n, _, v in spans if n in known and (ends := _ends(kind, name, n, v))}.values()),
        across=texts["across"] if texts.get("across") in known else "",
        also=_also(kind, name, texts.get("also", "")),
        totals=texts.get("totals") == "1",
        share=texts["share"] if texts.get("share") in SHARES else "",
        top=int(texts["top"]) if texts.get("top") in map(str, TOPS) else 0,
        against=_against(kind, able, texts.get("against", "")),
    )
    return unranked(replace(found, sort=texts.get("sort", "")))


def _also(kind: str, name: str, text: str) -> tuple[str, ...]:
    if kind != "indicator":
        return ()
    found = [id for id in dict.fromkeys(text.split(",")) if id != name and _known("indicator", id) is not None]
    return tuple(found[:BESIDE])


def _against(kind: str, able: set[str], text: str) -> tuple[str, ...]:
    """What is compared with, where both ends are named as that time is written."""
    of, _, ends = text.partition(":")
    if of == VERSION:
        return (VERSION, ends) if re.fullmatch(r"[1-9]\d{0,8}", ends) else ()
    before, _, now = ends.partition("~")
    written = _PERIODS.get(of.rpartition("@")[2] if kind == "ledger" else of, "")
    there = of in able and ("@" in of or kind == "indicator")
    both = written and re.fullmatch(written, before) and re.fullmatch(written, now) and before != now
    return (of, before, now) if there and both else ()


def _ends(kind: str, ledger: str, name: str, text: str) -> tuple[str, str] | None:
    """The first and last day a text like 2024-01-01~ names; None where one of them is no day, or the field no date."""
    if kind != "ledger" or fields(ledger)[name].column.type != "date":
        return None
    first, _, last = text.partition("~")
    try:
        days = [date.fromisoformat(day) for day in (first, last) if day]
    except ValueError:
        return None
    return (first, last) if all(1900 <= day.year <= 2199 for day in days) else None


def _known(kind: str, name: str) -> set[str] | None:
    """The fields or dimensions of a source; None where there is no such source."""
    try:
        return set(indicator(name).dimensions) if kind == "indicator" else set(fields(name))
    except (Unknown, NoSuchField):
        return None


def groupable(ledger: str) -> list[str]:
    """Fields to group by: codes, flags, texts, ids and the parts of dates; free text has no groups worth the name."""
    found = []
    for path, known in fields(ledger).items():
        if known.column.type == "date":
            found += [f"{path}@{part}" for part in PARTS]
        elif known.column.type != "decimal":
            found.append(path)
    return found


def able(chart: str, asked: Asked) -> bool:
    """Whether that drawing says anything of the question."""
    fewest, most = {"bar": (1, 2), "line": (1, 2), "multiples": (2, 3), "heatmap": (2, 2)}.get(chart, (0, DEEPEST))
    if asked.also or asked.against:  # one question beside another is drawn by its first field
        fewest, most = (1, DEEPEST) if chart == ("multiples" if asked.also else "bar") else (9, 9) if chart != "none" else (0, 9)
    if chart in ("box", "scatter") and (asked.source[0] != "ledger" or not asked.number or asked.measure == "distinct"):
        return False
    if chart == "box" and not asked.by:
        return False
    if chart == "scatter" and sum(f.numeric for f in fields(asked.source[1]).values()) < 2:
        return False
    return fewest <= len(asked.by) <= most


def is_rate(asked: Asked) -> bool:
    """Whether the answer is a rate: fractions, with their counts."""
    return asked.source[0] == "indicator" and indicator(asked.source[1]).rate


def adds_up(asked: Asked) -> bool:
    """Whether the groups of the first thing measured are parts of a whole: of a rate, of what is counted without doubles
    (one person stands in two groups), of a mean or a middle they are not."""
    if asked.source[0] == "ledger":
        return asked.measure in ("count", "sum")
    definition = indicator(asked.source[1])
    return not definition.rate and not definition.shape.distinct


def lacking(asked: Asked, id: str) -> tuple[str, ...]:
    """What the question is grouped, narrowed or compared by and that indicator does not have: it cannot stand beside."""
    definition = indicator(id)
    able = set(definition.dimensions) - set(definition.lacks)
    used = [*asked.by, *(name for name, values in asked.keep if values)]
    used += [asked.against[0]] if asked.against and asked.against[0] != VERSION else []
    return tuple(dict.fromkeys(name for name in used if name not in able))


def beside(asked: Asked) -> tuple[str, ...]:
    """The ids of `also` that have all that the question is asked by."""
    return tuple(id for id in asked.also if not lacking(asked, id))


def counts_findings(asked: Asked, id: str = "") -> bool:
    """Whether the first thing measured, or the indicator `id` beside it, is a number of findings, or a share of them, by unit
    (UNITS): 数量陷阱, how many are found says how many were looked for, and where."""
    kind, name = asked.source
    if kind == "ledger":
        rows = asked.measure == "count" or (asked.measure, asked.number) == ("distinct", "finding_id")
        return name == "findings" and rows and _by_unit(asked)
    of = indicator(id or name)
    return of.shape.rows == "findings" and of.section in ("findings", "livelihood") and _by_unit(asked)


def _by_unit(asked: Asked) -> bool:
    return any(re.split(r"[.@]", name)[-1] in UNITS for name in asked.by)


def unranked(asked: Asked) -> Asked:
    """The question without an order or a first so many that it cannot be put in: none that ranks units by a number of
    findings."""
    sort = asked.sort if asked.sort.removeprefix("-") in sortable(asked) else ""
    by_figure = sort.removeprefix("-") not in ("", *asked.by)
    by_number = counts_findings(asked) and not is_rate(asked)
    return replace(asked, sort=sort, top=asked.top if by_figure or not by_number else 0)


def sortable(asked: Asked) -> tuple[str, ...]:
    """The columns an answer can be ordered by: its fields, then its figures, those of further indicators with _1, _2, _3; no
    number of findings where units stand beside each other."""
    found = list(asked.by)
    for at, id in enumerate((asked.source[1], *beside(asked))):
        suffix = f"_{at}" if at else ""
        rate, by_number = asked.source[0] == "indicator" and indicator(id).rate, counts_findings(asked, id)
        if by_number and not rate:
            continue
        names = ["value", *(("numerator", "denominator", "pending") if rate and not by_number else ())]
        names += ["before", "difference"] if asked.against else []
        found += [f"{name}{suffix}" for name in names]
    by_share = asked.share and adds_up(asked) and not counts_findings(asked)
    return (*found, *(("share",) if by_share else ()))
