"""Which ledger a sheet is, and which column a header is: by names in Chinese, English or as ids."""

import difflib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from inspection.intake.faults import Faults, Place
from inspection.intake.headers import Table
from inspection.intake.numbers import WAN, YUAN
from inspection.intake.values import normal
from inspection.warehouse.dictionary import Column, Ledger, dictionary

NUMBERING = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|[\d\W_]+")


# --- ledgers ---------------------------------------------------------------------------------------------------------


@cache
def _ledger_names() -> dict[str, str]:
    """Everything a ledger may be called, normalised -> its id."""
    return {
        normal(name): ledger.name
        for ledger in dictionary().ledgers.values()
        for name in (ledger.name, ledger.zh, ledger.en)
    }


@cache
def _bare_names() -> dict[str, str]:
    """As `_ledger_names`, without digits, punctuation and what stands in brackets."""
    return {_bare(name): ledger for name, ledger in _ledger_names().items()}


def _bare(text: str) -> str:
    return NUMBERING.sub("", unicodedata.normalize("NFKC", text)).replace("_", "").casefold()


def by_exact_name(name: str) -> str | None:
    """The ledger of a name that is a ledger's own, but for numbering, brackets, spaces and case: 01_线索台账(2025)."""
    return _ledger_names().get(normal(name)) or _bare_names().get(_bare(name))


def by_part_of_name(name: str) -> str | None:
    """The one ledger whose name stands inside this one (城关镇线索台账终稿); the longest where one holds another.

    None where two different ones stand in it. 制作说明 holds 作说明 too: the headers must agree (see `recognise`).
    """
    chinese = normal(name)
    words = " " + " ".join(re.findall(r"[a-z]+", unicodedata.normalize("NFKC", name).casefold())) + " "
    found = {}
    for ledger in dictionary().ledgers.values():
        if normal(ledger.zh) in chinese:
            found[normal(ledger.zh)] = ledger.name
        for english in {ledger.name.replace("_", " "), ledger.en.casefold()}:
            if f" {english} " in words:
                found[english] = ledger.name
    longest = [text for text in found if not any(text != other and text in other for other in found)]
    ledgers = {found[text] for text in longest}
    return ledgers.pop() if len(ledgers) == 1 else None


def by_headers(headers: list[str]) -> str | None:
    """The one ledger whose headers these are: the most known ones, all its key columns, at least six in ten."""
    written = [normal(h) for h in headers if h]
    if not written:
        return None
    scores = []
    for ledger in dictionary().ledgers.values():
        names = column_names(ledger)
        found = {names[h].name for h in written if h in names}
        required = {c.name for c in ledger.columns if c.required}
        if all(c.name in found for c in ledger.key) and len(found) >= 0.6 * len(written):
            scores.append((len(found), len(found & required) - len(required), ledger.name))
    scores.sort(reverse=True)
    if not scores or (len(scores) > 1 and scores[0][:2] == scores[1][:2]):
        return None
    return scores[0][2]


def fits(ledger: str, headers: list[str]) -> bool:
    """Whether at least half of the headers are that ledger's."""
    written = [normal(h) for h in headers if h]
    names = column_names(dictionary().ledgers[ledger])
    return bool(written) and 2 * sum(h in names for h in written) >= len(written)


def recognise(names: list[str], headers: list[str]) -> str | None:
    """The ledger of a sheet by its names (the sheet's own first, then the file's), else by its headers."""
    for name in names:
        if ledger := by_exact_name(name):
            return ledger
    for name in names:
        ledger = by_part_of_name(name)
        if ledger and fits(ledger, headers):
            return ledger
    return by_headers(headers)


def by_file_name(name: str) -> str | None:
    """The ledger a file claims to be by its name alone, when its inside cannot be read."""
    return by_exact_name(name) or by_part_of_name(name)


# --- columns ---------------------------------------------------------------------------------------------------------


@cache
def all_column_names() -> frozenset[str]:
    """Every spelling of every ledger's columns, normalised: by them a header row is known before its ledger is."""
    return frozenset(name for ledger in dictionary().ledgers.values() for name in column_names(ledger))


@cache
def column_names(ledger: Ledger) -> dict[str, Column]:
    """Everything a column of the ledger may be called, normalised -> the column."""
    return {normal(name): column for column in ledger.columns for name in (column.name, column.zh, column.en)}


NUMBERING_COLUMN = {"序号", "编号序号", "行号", "no", "no.", "#"}
UNKNOWN_NAMED = 30  # unknown headers told one by one; of more the sheet is none of this ledger


@dataclass(frozen=True)
class Header:
    """Where a sheet's columns stand: column name -> index of the cell, and the header as written; blank indexes; and the unit
    of amounts where the header names another one than the ledger's: 挽回金额（元）."""

    index: dict[str, int]
    written: dict[str, str]
    blank: tuple[int, ...]
    units: dict[str, str]


def must_be_there(ledger: Ledger, updating: bool) -> list[Column]:
    """The columns a sheet must have: those that are required; to update rows that stand the key alone."""
    return [column for column in ledger.columns if (column.key if updating else column.required)]


def read_header(
    ledger: Ledger,
    table: Table,
    place: Place,
    faults: Faults,
    personal: frozenset[int] = frozenset(),
    updating: bool = False,
) -> Header | None:
    """The columns of a table by its headers; faults for unknown, repeated and missing ones.

    None when a column is missing that must be there: its rows cannot be read. Of the columns `personal` something is
    said already.
    """
    names = column_names(ledger)
    lang, row = faults.lang, table.header_row
    index: dict[str, int] = {}
    written: dict[str, str] = {}
    blank: list[int] = []
    unknown: list[str] = []
    units: dict[str, str] = {}
    for position, text in enumerate(table.headers):
        if not normal(text):
            blank.append(position)
            continue
        column = names.get(normal(text))
        if column is None:
            column, unit = in_other_unit(text, names)
            if column is not None:
                units[column.name] = unit
        if column is None:
            if normal(text) in NUMBERING_COLUMN:
                faults.warn("numbering_column", place, row, text)
            elif position not in personal:
                unknown.append(text)
        elif column.name in index:
            faults.add("repeated_header", place, row, text, text, other=written[column.name], column=column.label(lang))
        else:
            index[column.name] = position
            written[column.name] = text
    if len(unknown) > UNKNOWN_NAMED:
        first = "、".join(unknown[:6]) if lang == "zh" else ", ".join(unknown[:6])
        faults.add("unknown_headers", place, row, "", first, ledger=ledger.label(lang), count=len(unknown))
    else:
        for text in unknown:
            near = nearest(text, [c.label(lang) for c in ledger.columns if c.name not in index], names, lang)
            code = "unknown_header" if near else "unknown_header_far"
            faults.add(code, place, row, text, text, ledger=ledger.label(lang), near=near)
    missing = [c for c in must_be_there(ledger, updating) if c.name not in index]
    for column in missing:
        faults.add("missing_column", place, row, column.label(lang), ledger=ledger.label(lang), name=column.name)
    return None if missing else Header(index, written, tuple(blank), units)


def in_other_unit(text: str, names: dict[str, Column]) -> tuple[Column | None, str]:
    """The column of amounts that a header names with another unit of money than the ledger's, and that unit."""
    found = re.fullmatch(r"(.+)\(([^()]+)\)", normal(text))
    if found is None or found[2] == WAN or found[2] not in YUAN:
        return None, ""
    return names.get(normal(f"{found[1]}({WAN})")), found[2]


def nearest(text: str, labels: list[str], names: dict[str, Column], lang: str) -> str:
    """Up to three labels that look most like `text`, joined; found over all spellings of the columns; empty where none does."""
    allowed = set(labels)
    found: list[str] = []
    for key in difflib.get_close_matches(normal(text), list(names), n=6, cutoff=0.45):
        label = names[key].label(lang)
        if label in allowed and label not in found:
            found.append(label)
    return "、".join(found[:3]) if lang == "zh" else ", ".join(found[:3])
