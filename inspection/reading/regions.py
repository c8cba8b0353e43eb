"""A level above the counties and a region of it: what its counties add up to, the regions right below it, and its counties
beside each other. All of it comes from the rollups, each county as of its own day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from inspection.indicators import SETTLED, TableColumn, indicator
from inspection.indicators.levels import PLACES, REGION, evaluate_level
from inspection.reading import counties
from inspection.reading.keeping import kept
from inspection.reading.outliers import funnel_finding
from inspection.reading.view import View
from inspection.reading.words import NOTHING, between, label, n_of_N, named_column, percent, places, whole_number
from inspection.text import say
from inspection.warehouse import Settings
from inspection.warehouse.levels import Level
from inspection.warehouse.standing import Held, Standing

RATES = ("coverage_rate", "clue_verification_rate", "completion_rate", "on_time_rate", "satisfaction_rate")
"""The rates by which regions stand beside each other."""
JUDGED = "completion_rate"
"""The rate that a region's first sentence judges its counties by."""
SIZES = (2, 4, 6)
OF_NO_FIGURE = ("versions", "delivery")
"""Sections of the settings that no figure rests on."""
BESIDE = {2: "province", 4: "prefecture", 6: REGION}


@dataclass(frozen=True, eq=False)
class LevelSource:
    """A level's store as it stood when it was read, its settings, and the region looked at: "" (all), or 2, 4 or 6 figures of
    a code; of each county the running term, or all its terms. Equal where all of it is."""

    level: Level = field(repr=False)
    standing: Standing = field(repr=False)
    settings: Settings = field(repr=False)
    region: str = ""
    running: bool = True
    asked: None = None

    def __post_init__(self) -> None:
        held = tuple(one.fingerprint for one in self.standing.counties.values())
        files = tuple(self.standing.figures.items())
        object.__setattr__(self, "_key", (str(self.level.home), self.region, self.running, files, held, self.settings))
        object.__setattr__(self, "_hash", hash(self._key))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LevelSource) and self._key == other._key

    at_level = True

    @property
    def counties(self) -> dict[str, Held]:
        """The counties of the region by code."""
        return {code: one for code, one in self.standing.counties.items() if code.startswith(self.region)}

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last as-of day of its counties."""
        days = [one.as_of for one in self.counties.values()]
        return min(days), max(days)

    @property
    def latest(self) -> date:
        return self.days[1]

    @property
    def demonstration(self) -> bool:
        return any(one.demonstration for one in self.counties.values())

    @property
    def ruled_otherwise(self) -> int:
        """How many of its counties use settings, of those that figures rest on, that are not the level's."""
        own = {f"{s}.{k}": value for s, k, value in self.settings.relation() if s not in OF_NO_FIGURE}
        return sum(any(one.settings.get(name, value) != value for name, value in own.items()) for one in self.counties.values())

    @property
    def county_here(self) -> bool:
        """Whether the region looked at is a county whose rows are here."""
        held = self.standing.counties.get(self.region)
        return held is not None and held.share == "rows"

    def name(self, region: str, lang: str) -> str:
        """What a region is called; its code where no delivery and no list of names says."""
        if not region:
            return say("regions.all", lang)
        if held := self.standing.counties.get(region):
            return held.name
        return self.standing.names.get(region, region)


def regions_of(standing: Standing) -> tuple[str, ...]:
    """The codes of all regions that hold a county, the counties' own among them: what an address may name."""
    return tuple(sorted({code[:size] for code in standing.counties for size in SIZES}))


def below(standing: Standing, region: str) -> tuple[str, ...]:
    """The regions right below a region; of a county none."""
    size = next((size for size in SIZES if size > len(region)), None)
    return tuple(sorted({code[:size] for code in standing.counties if code.startswith(region)})) if size else ()


def above(region: str) -> tuple[str, ...]:
    """The regions that hold a region, the largest first, itself last: "" for all of them."""
    return ("", *(region[:size] for size in SIZES if size <= len(region)))


def outermost(standing: Standing) -> str:
    """The smallest region that holds every county: where a store of one province, or of one prefecture, begins."""
    region = ""
    while len(found := below(standing, region)) == 1 and len(found[0]) < 6:
        region = found[0]
    return region


def _narrowed(view: View, source: LevelSource) -> dict[str, tuple]:
    return {REGION: (source.region,)} | ({"org_class": view.classes} if view.classes else {})


@kept
def told(view: View, source: LevelSource, id: str, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """A rate or count of the region within the view's classes, added up by dimensions of a rollup or by place."""
    ruled = {"settings": source.settings, "running": source.running}
    return evaluate_level(source.level, id, by=by, where=_narrowed(view, source), **ruled)


@kept
def beside(view: View, source: LevelSource, id: str) -> pd.DataFrame:
    """The region's counties by a rate, the best first: `counties.compared`. No row where nothing can be counted."""
    names = {code: one.name for code, one in source.counties.items()}
    days = {code: one.as_of for code, one in source.counties.items()}
    by_region, by_class = (told(view, source, id, by) for by in ((REGION,), (REGION, "org_class")))
    return counties.compared(by_region, by_class, names, days, higher_is_better=indicator(id).better == "higher")


@kept
def units(view: View, source: LevelSource, id: str, like: bool) -> pd.DataFrame:
    """The counties as units of a funnel: id, name, counted, out_of; `like`: out of what their mix of classes lets expect."""
    frame = beside(view, source, id)
    whole = frame["expected"] if like else frame["out_of"]
    return pd.DataFrame({"id": frame["region"], "name": frame["name"], "counted": frame["counted"], "out_of": whole})


@kept
def placed(view: View, source: LevelSource, id: str) -> pd.DataFrame:
    """The counties as rows of a drawing of places: org_id, org_name, rank_in_class, low_rank, high_rank, is_bottom (beyond the
    99.8 % limits on the bad side)."""
    frame = beside(view, source, id)
    frame = frame[frame["place"].notna()]
    bad = -2 if indicator(id).better == "higher" else 2
    return pd.DataFrame(
        {
            "org_id": frame["region"],
            "org_name": frame["name"],
            "rank_in_class": frame["place"],
            "low_rank": frame["place_low"],
            "high_rank": frame["place_high"],
            "is_bottom": frame["outside"] == bad,
        }
    )


def shown(view: View, source: LevelSource, id: str) -> tuple[str, str]:
    """A figure of the region: its value in words, and below it n of N with its interval, what is too young to count, and that
    it is of the running term where all are looked at and it is a single term's."""
    row, definition = told(view, source, id).iloc[0], indicator(id)
    if not definition.rate:
        return whole_number(row["numerator"]), view.say("regions.of_counties", n=whole_number(len(source.counties)))
    numerator, denominator, _, value, low, high = (row[name] for name in SETTLED)
    said = n_of_N(numerator, denominator)
    if not pd.isna(low):
        said += view.say("regions.interval", ends=between((low, high)))
    if young := int(row["young"]):
        said += view.say("regions.young", n=whole_number(young))
    if not source.running and of_running(source, id):
        said += view.say("regions.of_running_alone")
    return percent(value), said


def of_running(source: LevelSource, id: str) -> bool:
    """Whether a figure is of each county's running term: where that is asked, and where its figures are a single term's."""
    return source.running or indicator(id).shape.grain == "term"


@kept
def table(view: View, source: LevelSource) -> pd.DataFrame:
    """The regions right below the one looked at, in the order of their codes; of a county its classes of organisations.

    Columns: region (the code) and region_name, or org_class; counties; of each of RATES its value, and n of N as <id>_of; as_of,
    the first day of its counties and the last where they differ. Empty cells where nothing can be counted.
    """
    inner = below(source.standing, source.region)
    key = BESIDE[len(inner[0])] if inner else "org_class"
    rows: dict[str, dict[str, object]] = {one: {} for one in inner}
    for id in RATES:
        for row in told(view, source, id, (key,)).to_dict("records"):
            numerator, denominator, _, value, *_ = (row[name] for name in SETTLED)
            cells = rows.setdefault("" if pd.isna(row[key]) else row[key], {})
            cells |= {id: value if denominator else None, f"{id}_of": n_of_N(numerator, denominator) if denominator else None}
    frame = pd.DataFrame([{"key": one, **cells} for one, cells in rows.items()])
    if not inner:
        return frame.assign(org_class=[label("org_class", one or None, view.lang) for one in frame["key"]])
    held = [LevelSource(source.level, source.standing, source.settings, one) for one in frame["key"]]
    return frame.assign(
        region=frame["key"],
        region_name=[source.name(one, view.lang) for one in frame["key"]],
        counties=[len(one.counties) for one in held],
        as_of=[day_words(one) for one in held],
    )


def columns(source: LevelSource) -> tuple[TableColumn, ...]:
    """The columns of `table`."""
    rates = []
    for id in RATES:
        zh, en = indicator(id).title("zh"), indicator(id).title("en")
        rates += [TableColumn(id, zh, en, "percent", None), TableColumn(f"{id}_of", f"{zh} n/N", f"{en} n/N", "text", None)]
    if not below(source.standing, source.region):
        return (named_column("regions", "column_org_class", "org_class"), *rates)
    first = [named_column("regions", f"column_{name}", name) for name in ("region_name", "region")]
    last = [named_column("regions", "column_counties", "counties", "int"), named_column("regions", "column_as_of", "as_of")]
    return (*first, *rates, *last)


@kept
def ranked(view: View, source: LevelSource, id: str) -> pd.DataFrame:
    """`beside` as a table shows it: region, region_name, place and the places that chance leaves, the rate with n of N and
    interval, how it stands to the funnel, the ratio to what the mix of classes lets expect and the place by it, young, as_of."""
    frame = beside(view, source, id)
    stands = {0: "within", 1: "above_95", 2: "above_998", -1: "below_95", -2: "below_998"}
    return pd.DataFrame(
        {
            "region": frame["region"],
            "region_name": frame["name"],
            "place": frame["place"],
            "places": [places(*ends) for ends in zip(frame["place_low"], frame["place_high"], strict=True)],
            "value": frame["value"],
            "of": [n_of_N(*pair) for pair in zip(frame["counted"], frame["out_of"], strict=True)],
            "interval": [between(ends) for ends in zip(frame["low"], frame["high"], strict=True)],
            "stands": [
                view.say(f"regions.stands_{stands[side]}") if n else NOTHING
                for side, n in zip(frame["outside"], frame["out_of"], strict=True)
            ],
            "ratio": frame["ratio"],
            "place_like": frame["place_like"],
            "young": frame["young"],
            "as_of": pd.to_datetime(frame["as_of"]),
        }
    )


def ranked_columns() -> tuple[TableColumn, ...]:
    """The columns of `ranked`."""
    types = {"place": "int", "value": "percent", "ratio": "decimal", "place_like": "int", "young": "int", "as_of": "date"}
    names = ("region_name", "region", "place", "places", "value", "of", "interval", "stands", "ratio", "place_like", "young",
             "as_of")  # fmt: skip
    return tuple(named_column("regions", f"column_{name}", name, types.get(name, "text")) for name in names)


def day_words(source: LevelSource) -> str:
    """The as-of day of the counties; where they differ, the first and the last."""
    first, last = source.days
    return first.isoformat() if first == last else f"{first.isoformat()}–{last.isoformat()}"


@kept
def sentence(view: View, source: LevelSource, id: str = JUDGED) -> str:
    """The region's answer: how many counties, its rate, and which of them stand out beyond chance; how many share counts
    alone; of invented data that they are."""
    definition, held = indicator(id), source.counties
    value, of = shown(view, source, id)
    said: Mapping[str, object] = {"name": source.name(source.region, view.lang), "n": whole_number(len(held))}
    words = view.say("opening.demonstration") if source.demonstration else ""
    terms = view.say("regions.of_running" if of_running(source, id) else "regions.of_all_terms")
    words += view.say("regions.opening", terms=terms, title=definition.title(view.lang), value=value, of=of, **said)
    if len(held) > 1:
        frame = units(view, source, id, False)
        words += view.say("regions.between") + funnel_finding(frame, view.say("regions.by_county"), view.lang)
    if alone := sum(one.share != "rows" for one in held.values()):
        words += view.say("regions.between") + view.say("regions.counts_alone", n=whole_number(alone))
    return words + view.say("opening.stop")


assert set(BESIDE.values()) == set(PLACES)
