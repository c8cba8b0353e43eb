"""The figures of the work summary for a period: number, unit, words, definition, and the rows that stand behind each."""

from dataclasses import dataclass

import pandas as pd

from inspection.indicators import TableColumn, count_rows, indicator, table_definition
from inspection.reading.answers import Source, counted, narrowed, rows_held, rows_of, tabled
from inspection.reading.cards import window_words
from inspection.reading.keeping import kept
from inspection.reading.summary_catalogue import Entry, entries, rules
from inspection.reading.summary_picks import TABLES, county_wide, named_by_office, narrowed_to, picked, preferred_words
from inspection.reading.view import View
from inspection.reading.words import columns_of_rows, label, listed, n_of_N, percent, whole_number
from inspection.text.numbers import written
from inspection.warehouse import dictionary

__all__ = ["Answer", "Behind", "answers", "by_name", "columns_behind", "county_wide", "rows_behind"]


@dataclass(frozen=True)
class Behind:
    """The rows behind a figure: an indicator's within filters, or the row of a table that a rule chose (`key`)."""

    indicator: str = ""
    part: str | None = None
    where: tuple[tuple[str, tuple], ...] = ()
    whole: bool = False
    """Whether they are looked for on all days: what was chosen has its own."""
    table: str = ""
    key: tuple[str, object] = ("", None)


@dataclass(frozen=True)
class Answer:
    """One figure of the summary, answered.

    `value` is the number (a rate as a fraction) or the name; None where there is none, and `missing` says why: 无数据 and
    which ledger, or nothing of the kind in the period. `text` is how a sentence of the report writes it, without its
    unit, `shown` how a table does. `rows` is how many rows stand behind it, None for a setting. `definition`: what is
    counted or, where one was chosen among several, how; `caveats` what a reader could get wrong. `privacy`: public,
    threshold or internal.
    """

    no: int
    name: str
    section: str
    phrase: str
    value: int | float | str | None
    form: str
    text: str
    shown: str
    unit: str
    of: str
    rows: int | None
    definition: tuple[str, ...]
    caveats: tuple[str, ...]
    missing: str
    ledgers: tuple[str, ...]
    privacy: str
    behind: Behind | None


@kept
def answers(view: View, source: Source) -> tuple[Answer, ...]:
    """Every figure of the catalogue within the view's period, of the whole county whatever else is chosen."""
    view = county_wide(view)
    return tuple(_answer(view, source, entry) for entry in entries())


def by_name(view: View, source: Source) -> dict[str, Answer]:
    """The figures by the name that templates and forms write."""
    return {answer.name: answer for answer in answers(view, source)}


def _answer(view: View, source: Source, entry: Entry) -> Answer:
    held = rows_held(source)
    empty = [name for name in entry.ledgers if not held.get(name)]
    if empty:
        names = listed((dictionary().ledgers[name].label(view.lang) for name in empty), view.lang)
        return _made(view, source, entry, None, "", None, view.say("summary.no_data", ledgers=names))
    if entry.setting:
        value = str(source.settings.get(*entry.setting.split("."))).strip()
        missing = "" if value else view.say("summary.not_set", setting=entry.setting)
        return _made(view, source, entry, value or None, "", None, missing)
    if entry.indicator:
        return _of_indicator(view, source, entry)
    return _of_pick(view, source, entry)


def _of_indicator(view: View, source: Source, entry: Entry) -> Answer:
    definition = indicator(entry.indicator)
    by = tuple(name for name, _ in entry.where)
    frame = counted(view, source, entry.indicator, by)
    for name, values in entry.where:
        frame = frame[frame[name].isin(values)]
    if len(frame) > 1:  # several groups of a count that adds up
        frame = frame[["numerator"]].sum().to_frame().T
    found = frame.iloc[0] if len(frame) else None
    part = entry.part or ("denominator" if definition.rate else "numerator")
    behind = Behind(entry.indicator, part, entry.where)
    if definition.rate and not entry.part:
        if found is None or not found["denominator"]:
            return _made(view, source, entry, None, "", behind, view.say("summary.none_of_period"))
        of = n_of_N(found["numerator"], found["denominator"])
        return _made(view, source, entry, float(found["value"]), of, behind, "")
    number = 0 if found is None else found[entry.part or "numerator"]
    value = float(number) if definition.shape.decimal else int(number)
    return _made(view, source, entry, value, "", behind, "")


def _of_pick(view: View, source: Source, entry: Entry) -> Answer:
    chosen = picked(view, source, entry.pick)
    row = dict(chosen) if chosen else {}
    behind = _behind_pick(entry, row) if row else None
    value = row.get(entry.column)
    if value is None:
        return _made(view, source, entry, None, "", behind if row else None, view.say("summary.none_of_period"))
    of = ""
    if entry.form == "rate":
        whole = row[entry.out_of]
        if not whole:
            return _made(view, source, entry, None, "", behind, view.say("summary.none_of_period"))
        of, value = n_of_N(value, whole), value / whole
    elif entry.form in ("year", "month") and hasattr(value, "year"):
        value = getattr(value, entry.form)
    elif entry.form in ("money", "quantity"):
        value = float(value)
    elif entry.form not in ("text", "verdict"):
        value = int(value)
    return _made(view, source, entry, value, of, behind, "", row)


def _behind_pick(entry: Entry, row: dict[str, object]) -> Behind | None:
    if entry.rows:
        where = (*narrowed_to(entry.pick, entry.rows.by, row), *entry.rows.where)
        if any(value is None for _, values in where for value in values):
            return None
        part = None if entry.rows.part == "all" else entry.rows.part or "numerator"
        return Behind(entry.rows.indicator, part, where, whole=True)
    if entry.form == "quantity" or entry.column == "things":
        return Behind(table="case_list", key=("case_id", row["case_id"]))
    if entry.pick in TABLES:
        table, key = TABLES[entry.pick]
        return Behind(table=table, key=(key, row[key]))
    return None


def _written(value: object, form: str) -> tuple[str, str]:
    """A value as a sentence of the report writes it, whose digits are not set apart, and as a table shows it."""
    if value is None:
        return "", ""
    if isinstance(value, str):
        return value, value
    if form == "rate":
        return percent(value), percent(value)
    if form in ("year", "month"):
        return str(value), str(value)
    if isinstance(value, float):
        # money as everywhere: below a thousand with a decimal
        digits = 2 if form != "money" else 1 if abs(value) < 1000 else 0
        plain = written(value, digits, apart=False)
        plain = plain.rstrip("0").rstrip(".") if digits else plain
        whole, _, rest = plain.partition(".")
        return plain, f"{int(whole):,}" + (f".{rest}" if rest else "")
    return str(value), whole_number(value)


def _made(
    view: View,
    source: Source,
    entry: Entry,
    value: int | float | str | None,
    of: str,
    behind: Behind | None,
    missing: str,
    row: dict[str, object] | None = None,
) -> Answer:
    form = entry.form
    if entry.indicator and form == "number":
        definition = indicator(entry.indicator)
        form = "rate" if definition.rate and not entry.part else "money" if definition.shape.decimal else "number"
    unit = entry.unit or (indicator(entry.indicator).unit if entry.indicator and not entry.part else None)
    words = unit(view.lang) if unit else view.say(f"summary.unit_{form}") if form in ("year", "month") else ""
    text, shown = _written(value, form)
    if form == "verdict" and value is not None:
        text = shown = view.say(f"summary.verdict_{value}")
    number = row[entry.number] if row and entry.number else value
    return Answer(
        no=entry.no,
        name=entry.name,
        section=entry.section,
        phrase=entry.phrase(view.lang),
        value=number,
        form=form,
        text=text,
        shown=shown,
        unit="" if form == "rate" or (form in ("year", "month") and view.lang != "zh") else words,
        of=of,
        rows=None if value is None or behind is None else _counted_rows(view, source, behind),
        definition=_definition(view, source, entry),
        caveats=_caveats(view, entry),
        missing=missing,
        ledgers=tuple(dictionary().ledgers[name].label(view.lang) for name in entry.ledgers),
        privacy=_privacy(entry),
        behind=None if value is None else behind,
    )


def _privacy(entry: Entry) -> str:
    if entry.setting:
        return "public"
    return indicator(entry.indicator).privacy if entry.indicator else "internal"


def _definition(view: View, source: Source, entry: Entry) -> tuple[str, ...]:
    """What is counted, in sentences."""
    if entry.setting:
        return (view.say("summary.from_setting", setting=entry.setting),)
    if entry.pick:
        rule = rules()[entry.pick]
        said = [view.say("summary.chosen", rule=rule.words(view.lang))]
        if words := preferred_words(source, entry.pick):
            said.append(view.say("summary.prefers", words=listed(words, view.lang)))
        if own := named_by_office(source, entry.pick):
            said.append(view.say("summary.named_by_office", id=own))
        if entry.pick == "verification" and entry.form == "rate":
            rate = indicator("clue_verification_rate")
            said.append(view.say("summary.counted", words=f"{rate.counted(view.lang)} / {rate.out_of(view.lang)}"))
            said.append(window_words(rate, source.settings, view.lang))
        return tuple(said)
    definition = indicator(entry.indicator)
    said = [view.say("summary.counted", words=definition.counted(view.lang))]
    if definition.out_of and not entry.part:
        said[0] = view.say("summary.counted", words=f"{definition.counted(view.lang)} / {definition.out_of(view.lang)}")
    if entry.part == "pending":
        said[0] = view.say("summary.counted", words=definition.pending_words(view.lang))
    for name, values in entry.where:
        codes = definition.codes_of(name)
        of_kind = listed((label(codes, value, view.lang) if codes else str(value) for value in values), view.lang)
        said.append(view.say("summary.only", words=of_kind))
    said.append(view.say("summary.dated", words=definition.dated(view.lang)))
    if window := window_words(definition, source.settings, view.lang):
        said.append(window)
    return tuple(said)


def _caveats(view: View, entry: Entry) -> tuple[str, ...]:
    """What a reader could get wrong of the figure."""
    if entry.indicator:
        found = indicator(entry.indicator).caveats
    else:
        found = table_definition(TABLES[entry.pick][0]).caveats if entry.pick in TABLES else ()
    return tuple(caveat(view.lang) for caveat in found)


def _asked(view: View, behind: Behind) -> View:
    view = county_wide(view)
    return view.whole() if behind.whole else view


@kept
def _counted_rows(view: View, source: Source, behind: Behind) -> int:
    if behind.table:
        return len(rows_behind(view, source, behind))
    asked, definition = _asked(view, behind), indicator(behind.indicator)
    start, end = asked.period_of(definition)
    return count_rows(
        source.mart,
        behind.indicator,
        part=behind.part,
        where=dict(asked.filters_of(definition)) | dict(behind.where),
        as_of=view.as_of,
        from_date=start,
        to_date=end,
        settings=source.settings,
    )


@kept
def rows_behind(view: View, source: Source, behind: Behind) -> pd.DataFrame:
    """The rows behind a figure (哪几个), in the columns of `columns_behind`."""
    if behind.table:
        return narrowed(tabled(view.whole(), source, behind.table), *behind.key)
    return rows_of(_asked(view, behind), source, behind.indicator, behind.part, where=behind.where)


def columns_behind(behind: Behind) -> tuple[TableColumn, ...]:
    """The columns of `rows_behind`."""
    return table_definition(behind.table).columns if behind.table else columns_of_rows(behind.indicator)
