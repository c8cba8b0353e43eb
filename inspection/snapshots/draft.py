"""What is to be aired, as the office words it: a draft, and the TOML templates drafts are made from."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from inspection.indicators import indicators
from inspection.snapshots.faults import Refused
from inspection.warehouse import dictionary

TEMPLATES = Path(__file__).resolve().parents[2] / "data" / "reference" / "snapshots"
CLASSES = ("township", "county", "village")
SHARES = ("completion_rate", "closed_off_rate", "overdue_rate", "satisfaction_rate")
PERIODS = ("term", "year", "quarter", "month", "all")
WITHHOLDING = ("state_secret", "inquiry", "publicity", "petition", "sensitive")
LONGEST_TEXT = 600
FIELDS = {
    "slug", "title", "period", "from_date", "to_date", "classes", "indicators", "places", "totals", "by_year",
    "wording", "notes", "withheld", "elsewhere",
}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """One text in both languages, as JSON holds it."""

    zh: str
    en: str


@dataclass(frozen=True)
class Withheld:
    """An organisation that is not shown, with the approved reason; neither is ever published."""

    org_id: str
    reason: str


@dataclass(frozen=True)
class Elsewhere:
    """A count that is public elsewhere, in a report to the congress say: of an indicator, in a class ("all": the county), from
    a day (None: from the beginning) to a day. `value` is what was said there; None: whatever the ledger counts."""

    indicator: str
    org_class: str
    from_date: date | None
    to_date: date
    value: int | None = None


@dataclass(frozen=True)
class Draft:
    """What the office asks for.

    `slug` names the series in addresses; `title` and `wording` may hold {county}, {year}, {month}, {as_of}. `period` is
    one of PERIODS, ending on the as-of day, unless `from_date` and `to_date` are given. `places`: "all", "bands" (no
    places at all), or how many places from the top are shown in each class. `totals` are indicators aired for the
    county; by class and, where `by_year`, by year if they are counts above a threshold. `elsewhere`: counts of persons, clues
    or votes that are public elsewhere, which a reader may subtract; what one snapshot named is known to all later ones.
    """

    slug: str
    title: Text
    period: str = "term"
    from_date: date | None = None
    to_date: date | None = None
    classes: tuple[str, ...] = CLASSES
    indicators: tuple[str, ...] = SHARES
    places: str | int = "all"
    totals: tuple[str, ...] = ()
    by_year: bool = False
    wording: Text = Text("", "")
    notes: tuple[Text, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


def publishable() -> tuple[str, ...]:
    """The indicators that may enter a snapshot: the allow-list of the headers."""
    return tuple(i.id for i in indicators().values() if i.privacy in ("public", "threshold"))


def _text(field: str, value: object) -> Text:
    given = value if isinstance(value, Mapping) else {}
    if set(given) - {"zh", "en"} or not all(isinstance(v, str) for v in given.values()) or (value and not given):
        raise Refused("draft_text", field=field)
    text = Text(given.get("zh", "").strip(), given.get("en", "").strip())
    if max(len(text.zh), len(text.en)) > LONGEST_TEXT:
        raise Refused("draft_long", field=field, longest=LONGEST_TEXT)
    if any(ord(c) < 32 for c in text.zh + text.en) or any(c in text.zh + text.en for c in "<>"):
        raise Refused("draft_characters", field=field)
    return text


def _listed(field: str, value: object, known: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise Refused("draft_list", field=field)
    if unknown := [v for v in value if v not in known]:
        raise Refused("draft_unknown", field=field, value=unknown[0], known="、".join(known))
    return tuple(name for name in known if name in value)


def _places(value: object) -> str | int:
    if value in ("all", "bands") or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
        return value
    raise Refused("draft_places", value=value)


def _elsewhere(given: object) -> Elsewhere:
    """One count that is public elsewhere, from a table of a template or a row of the form."""
    known = tuple(i.id for i in indicators().values() if i.privacy == "threshold")
    if not isinstance(given, Mapping) or set(given) - {f.name for f in fields(Elsewhere)}:
        raise Refused("draft_elsewhere")
    id, org_class, value = given.get("indicator"), given.get("org_class", "all"), given.get("value")
    if id not in known:
        raise Refused("draft_unknown", field="elsewhere", value=id, known="、".join(known))
    if org_class not in (*CLASSES, "all"):
        raise Refused("draft_unknown", field="elsewhere", value=org_class, known="、".join((*CLASSES, "all")))
    first, last = given.get("from_date"), given.get("to_date")
    if not isinstance(last, date) or not (first is None or (isinstance(first, date) and first <= last)):
        raise Refused("draft_elsewhere")
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise Refused("draft_elsewhere")
    return Elsewhere(id, org_class, first, last, value)


def draft_of(given: Mapping[str, object]) -> Draft:
    """A draft from what a template or a form gives. Raises Refused with the field that is wrong."""
    if unknown := sorted(set(given) - FIELDS):
        raise Refused("draft_unknown", field="", value=unknown[0], known="、".join(sorted(FIELDS)))
    slug = given.get("slug")
    if not isinstance(slug, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 40:
        raise Refused("draft_slug", value=slug)
    title = _text("title", given.get("title"))
    if not title.zh or not title.en:
        raise Refused("draft_title")
    period = given.get("period", "term")
    if period not in PERIODS:
        raise Refused("draft_unknown", field="period", value=period, known="、".join(PERIODS))
    days = {name: given.get(name) for name in ("from_date", "to_date")}
    if any(day is not None and not isinstance(day, date) for day in days.values()):
        raise Refused("draft_day")
    classes = _listed("classes", given.get("classes", CLASSES), CLASSES)
    chosen = _listed("indicators", given.get("indicators", SHARES), SHARES)
    if not classes or "completion_rate" not in chosen:
        raise Refused("draft_needs_completion")
    withheld = tuple(Withheld(str(w["org_id"]), str(w["reason"])) for w in given.get("withheld", ()))
    if wrong := [w.reason for w in withheld if w.reason not in WITHHOLDING]:
        raise Refused("draft_unknown", field="withheld", value=wrong[0], known="、".join(WITHHOLDING))
    named = given.get("elsewhere", ())
    if not isinstance(named, list | tuple):
        raise Refused("draft_list", field="elsewhere")
    return Draft(
        slug=slug,
        title=title,
        period=period,
        **days,
        classes=classes,
        indicators=chosen,
        places=_places(given.get("places", "all")),
        totals=_listed("totals", given.get("totals", ()), tuple(i for i in publishable() if i not in SHARES)),
        by_year=bool(given.get("by_year", False)),
        wording=_text("wording", given.get("wording")),
        notes=tuple(_text("notes", note) for note in given.get("notes", ())),
        withheld=withheld,
        elsewhere=tuple(dict.fromkeys(_elsewhere(one) for one in named)),
    )


def template(name: str, home: Path | None = None) -> Draft:
    """A draft from `<name>.toml` of the data home's snapshots/templates/, else of data/reference/snapshots/, or of a
    path to such a file. Raises Refused when there is none or it is not one."""
    places = [Path(name)] if name.endswith(".toml") else []
    places += [home / "snapshots" / "templates" / f"{name}.toml"] if home else []
    places.append(TEMPLATES / f"{name}.toml")
    found = next((path for path in places if path.is_file()), None)
    if found is None:
        raise Refused("no_template", name=name, known="、".join(templates(home)))
    try:
        return draft_of(tomllib.loads(found.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused("bad_template", name=name, reason=error) from error


def templates(home: Path | None = None) -> tuple[str, ...]:
    """The names of the templates there are."""
    folders = [TEMPLATES, *([home / "snapshots" / "templates"] if home else [])]
    return tuple(sorted({path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.toml")}))


def filled(text: Text, county: str, as_of: date) -> Text:
    """A text with {county}, {year}, {month} and {as_of} put in; other braces stay as they are."""
    values = {"county": county, "year": as_of.year, "month": as_of.month, "as_of": as_of.isoformat()}

    def put(words: str) -> str:
        return re.sub(r"\{(county|year|month|as_of)\}", lambda found: str(values[found[1]]), words)

    return Text(put(text.zh), put(text.en))


def period_of(draft: Draft, as_of: date, term_started: date | None) -> tuple[date | None, date]:
    """The first and the last day of a draft's period; the first is None where it reaches back to the beginning."""
    last = min(draft.to_date or as_of, as_of)
    if draft.from_date:
        return draft.from_date, last
    first = {
        "term": term_started,
        "year": date(as_of.year, 1, 1),
        "quarter": date(as_of.year, (as_of.month - 1) // 3 * 3 + 1, 1),
        "month": date(as_of.year, as_of.month, 1),
        "all": None,
    }[draft.period]
    return first, last


def label_of_class(org_class: str) -> Text:
    """The name of a class of organisations in both languages."""
    label = dictionary().label
    return Text(label("org_class", org_class, "zh"), label("org_class", org_class, "en"))
