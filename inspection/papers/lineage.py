"""Everything that hangs on a column, a relation or a figure: of queries/, and the pages, papers and published files behind it.

    hanging("findings.closed_off_on", home)   # (Hangs("known", "known_findings", "counted", …), … Hangs("page", "overview", …))

Pages, papers and what is published hang on a figure because their code asks for it (`papers.asked`); editions that are
out hang on what stands in them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inspection.indicators import AT, check, indicators, tables
from inspection.indicators.lineage import HOW, Hanging, hanging_on, source_of
from inspection.papers.asked import ROOT, Asked, asked_by, joined
from inspection.papers.blocks import BLOCKS
from inspection.papers.packs import MEETINGS
from inspection.reading.dimensions import column_of
from inspection.snapshots import Publication, template, templates
from inspection.text import catalogue, say
from inspection.warehouse import dictionary
from inspection.warehouse.known import known

PAPERS = {
    "summary": ("summary", "values"),
    "letters": ("letters", "letters_of"),
    "sector_letters": ("sector_letters", "sector_letters_of"),
    "report_cards": ("report_cards", "card_of"),
    "village_files": ("village_files", "village_file_of"),
    "verification": ("verification", "draw_files"),
}
"""Paper -> the module of papers/ and what makes it; the packs of meetings are made of their blocks."""
KINDS = ("known", "indicator", "table", "check", "rollup", "page", "paper", "published")
CHOSEN = "chosen"
"""How a page or paper hangs on what a reader may choose there, without it being named."""


@dataclass(frozen=True)
class Hangs:
    """One thing that hangs on what was asked for. `columns`: those of its own columns that do; `rows`: also which rows it
    has; `through`: the indicators and tables by which a page, paper or published file does."""

    kind: str
    id: str
    how: str
    columns: tuple[str, ...] = ()
    rows: bool = False
    through: tuple[str, ...] = ()


@cache
def _pages() -> dict[str, Asked]:
    return {path.stem: asked_by(path.relative_to(ROOT).as_posix()) for path in sorted((ROOT / "pages").rglob("*.py"))}


@cache
def _papers() -> dict[str, Asked]:
    found = {name: asked_by(f"inspection/papers/{module}.py", part) for name, (module, part) in PAPERS.items()}
    for meeting, blocks in MEETINGS.items():
        parts = [asked_by("inspection/papers/blocks.py", BLOCKS[block].__name__) for block in blocks]
        found[f"pack_{meeting.replace('-', '_')}"] = joined(parts)
    return found


def _published(home: Path) -> Iterator[tuple[str, Asked]]:
    """What is aired, by template of the office, and every edition that is out. Raises snapshots.Refused for a damaged one."""
    for name in templates(home):
        draft = template(name, home)
        yield f"template/{name}", Asked(frozenset(draft.indicators) | frozenset(draft.totals))
    for entry, contents in Publication(home).published():
        yield entry.folder, Asked(frozenset(contents.indicators) | {total.id for total in contents.totals})


def hanging(name: str, home: Path) -> tuple[Hangs, ...]:
    """Everything that hangs on a ledger ("findings"), its column ("findings.closed_off_on"), a relation of what was known
    ("known_findings.is_done"), an indicator or table (its id, or "indicator:findings" where a ledger has that name), in the
    order of KINDS. `home`: the data home whose published editions count. Raises Unknown with the nearest names, and
    snapshots.Refused where what is published is damaged."""
    found = hanging_on(name)
    figures = {one.id: one.how for one in found if one.kind in ("indicator", "table")}
    relation, _ = source_of(name)
    for prefix, held in (("indicator_", indicators()), ("table_", tables())):
        if relation.startswith(prefix) and relation.removeprefix(prefix) in held:
            figures[relation.removeprefix(prefix)] = "counted"
    told = [Hangs(one.kind, one.id, one.how, one.columns, one.rows) for one in found]
    told += _asking("page", _pages().items(), figures)
    told += _asking("paper", _papers().items(), figures)
    told += _asking("published", _published(home), figures)
    return tuple(told)


def _asking(kind: str, held: Iterable[tuple[str, Asked]], figures: dict[str, str]) -> Iterator[Hangs]:
    for id, asked in held:
        through = tuple(one for one in figures if one in asked.ids)
        if through:
            hows = {figures[one] for one in through}
            yield Hangs(kind, id, next(how for how in HOW if how in hows), through=through)
        elif asked.anything and figures:
            yield Hangs(kind, id, CHOSEN)


def title(one: Hangs | Hanging, lang: str) -> str:
    """What a thing is called."""
    if one.kind == "known":
        ledger = one.id.removeprefix("known_")
        named = dictionary().ledgers[ledger].label(lang) if ledger in dictionary().ledgers else known()[one.id].row(lang)
        return say("lineage.known_title", lang, ledger=named)
    if one.kind in ("indicator", "table"):
        return (indicators() if one.kind == "indicator" else tables())[one.id].title(lang)
    if one.kind == "check":
        return check(one.id).title(lang)
    if one.kind == "page" and f"page_{one.id}" in catalogue()["pages"]:  # others stand in place of one of the menu
        return say(f"pages.page_{one.id}", lang)
    if one.kind == "published":
        name = one.id.removeprefix("template/")
        kind = "edition" if name == one.id else "template"
        return say(f"lineage.{kind}_title", lang, name=name)
    return say(f"lineage.{one.kind}_{one.id}", lang)


def columns_words(one: Hangs, lang: str) -> str:
    """Which of its columns hang on it, or by which figures it does, in words."""
    if one.through:
        titles = {**{id: i.title(lang) for id, i in tables().items()}, **{id: i.title(lang) for id, i in indicators().items()}}
        return say("lineage.joint", lang).join(titles[id] for id in one.through)
    words = [_column_words(one, name, lang) for name in one.columns]
    rows = [say("lineage.which_rows", lang)] if one.rows else []
    return say("lineage.joint", lang).join(dict.fromkeys(words + rows))


COUNTED = ("numerator", "denominator", "pending", "undated")


def _column_words(one: Hangs, name: str, lang: str) -> str:
    """What a column is called: a table's by its header, a count by its word, others as the ledger or the rule calls them."""
    if one.kind == "table":
        return next((c.label(lang) for c in tables()[one.id].columns if c.name == name), name)
    if name.removeprefix("settled_") in COUNTED:
        return say(f"lineage.column_{name.removeprefix('settled_')}", lang)
    if one.kind == "check":
        return check(one.id).described(name).label(lang) if _is_described(one.id, name) else name
    ledger = indicators()[one.id].shape.rows if one.kind == "indicator" else one.id.removeprefix("known_")
    column = column_of(ledger, name, None) if ledger in dictionary().ledgers else None
    return column.label(lang) if column else name


def _is_described(id: str, name: str) -> bool:
    ledger = check(id).ledger
    return name == AT or name in check(id).others or (ledger is not None and ledger.has(name))
