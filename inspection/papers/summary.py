"""The work summary: the figures put into a Word template, and the list of all fields with the day's values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from inspection.formats.exports import csv_bytes, xlsx_bytes
from inspection.formats.paper import Column, Table
from inspection.formats.word import Filled, TemplateFault, Text, Value, fill
from inspection.papers.given import Stated
from inspection.reading.answers import Source
from inspection.reading.keeping import kept
from inspection.reading.summary import Answer, answers, county_wide
from inspection.reading.view import View
from inspection.reading.words import listed
from inspection.warehouse import data_home
from inspection.warehouse.dictionary import REFERENCE

SHIPPED = REFERENCE / "papers"
COLUMNS = (
    *("no", "name", "section", "phrase", "number", "unit", "text", "of", "rows", "missing", "definition", "ledgers"),
    "privacy",
)


@dataclass(frozen=True)
class Template:
    """A template: its bytes, and whether the office made it its own."""

    data: bytes
    own: bool


def template(lang: str, home: Path | None = None) -> Template:
    """The office's own template (`templates/summary.docx` of the data home, summary.en.docx in English), else the shipped
    one."""
    name = "summary.docx" if lang == "zh" else "summary.en.docx"
    own = Path(home or data_home()) / "templates" / name
    if own.is_file():
        return Template(own.read_bytes(), True)
    return Template((SHIPPED / name).read_bytes(), False)


def title(view: View, source: Source) -> str:
    """What the summary is called."""
    return view.say("summary.title", county=source.county)


def _day(view: View, day: date) -> str:
    return view.say("summary.day", year=day.year, month=day.month, day=day.day)


def period(view: View) -> str:
    """The period as the report's first sentence has it."""
    start, end = view.from_date, view.to_date
    if start and end and (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31)):
        if end > view.as_of:
            return view.say("summary.period_year_so_far", year=start.year, day=_day(view, view.as_of))
        return view.say("summary.period_year", year=start.year)
    if start and end:
        return view.say("summary.period_days", start=_day(view, start), end=_day(view, end))
    if start:
        return view.say("summary.period_since", start=_day(view, start))
    if end:
        return view.say("summary.period_until", end=_day(view, end))
    if view.chosen_term:
        return view.say("summary.period_term", term=view.chosen_term.name)
    return view.say("summary.period_all", first=view.terms[0].name if view.terms else "")


def values(view: View, source: Source) -> dict[str, Value]:
    """Every name a template may write, with its value; None for a figure that is missing."""
    view = county_wide(view)
    found: dict[str, Value] = {answer.name: _value(answer) for answer in answers(view, source)}
    told = source.version
    stands = {
        "title": title(view, source),
        "period": period(view),
        "as_of": _day(view, view.as_of),
        "scope": view.words(),
        "version": view.say("summary.version", number=told.number, day=_day(view, told.as_of)) if told else "",
        "demonstration": view.say("summary.demonstration") if source.mart.demonstration else "",
    }
    return found | {name: Text(text) if text else None for name, text in stands.items()}


def _value(answer: Answer) -> Value:
    if answer.value is None:
        return None
    number = answer.value if isinstance(answer.value, int | float) and answer.form != "text" else None
    verdict = str(answer.value) if answer.form == "verdict" else ""
    return Text(answer.text, number, verdict)


@kept
def filled(view: View, source: Source, data: bytes) -> Filled:
    """A template with the view's figures: see `inspection.formats.word`. Its lists `figures` and `missing` tell the
    figures that the template speaks of. Raises TemplateFault."""
    return fill(data, values(view, source) | _annex(county_wide(view), source))


def _annex(view: View, source: Source) -> dict[str, Value]:
    told = answers(view, source)
    there = tuple(
        {
            "name": answer.name,
            "phrase": answer.phrase,
            "shown": f"{answer.shown}{answer.unit}" if view.lang == "zh" else f"{answer.shown} {answer.unit}".strip(),
            "of": answer.of,
            "definition": _joined(view, answer.definition),
        }
        for answer in told
        if answer.rows is not None and answer.form not in ("text", "year", "month", "verdict")
    )
    missing = tuple({"name": a.name, "phrase": a.phrase, "reason": a.missing} for a in told if a.value is None)
    return {"figures": there, "missing": missing}


def _joined(view: View, sentences: Sequence[str]) -> str:
    return ("" if view.lang == "zh" else " ").join(sentences)


def lines(view: View, source: Source, home: Path | None = None) -> tuple[str, ...]:
    """The paragraphs of the summary as the template in use makes it, those outside tables; none where it has faults."""
    try:
        return filled(view, source, template(view.lang, home).data).body
    except TemplateFault:
        return ()


def figures(view: View, source: Source) -> Table:
    """The table of figures that the annex of the summary prints; its heads are the template's own, here they are empty."""
    told = _annex(county_wide(view), source)["figures"]
    shown = [f"{one['shown']} ({one['of']})" if one["of"] else one["shown"] for one in told]
    rows = tuple((one["phrase"], words, one["definition"]) for one, words in zip(told, shown, strict=True))
    return Table(title(view, source), tuple(Column(name, "") for name in ("phrase", "shown", "definition")), rows, rows)


def fields_table(view: View, source: Source) -> tuple[list[str], list[list[object]]]:
    """All fields with their values: the headers and the rows."""
    rows = [
        [
            answer.no or None,
            answer.name,
            view.say(f"summary.section_{answer.section.replace('.', '_')}"),
            answer.phrase,
            None if isinstance(answer.value, str) else answer.value,
            answer.unit,
            answer.text,
            answer.of,
            answer.rows,
            answer.missing,
            _joined(view, (*answer.definition, *answer.caveats)),
            listed(answer.ledgers, view.lang),
            view.say(f"summary.privacy_{answer.privacy}"),
        ]
        for answer in answers(view, source)
    ]
    return [view.say(f"summary.column_{name}") for name in COLUMNS], rows


def _notes(view: View, source: Source) -> list[str]:
    marks = [view.say("summary.demonstration")] if source.mart.demonstration else []
    told = values(view, source)
    return [*marks, title(view, source), *(told[n].text for n in ("period", "scope", "version") if told[n])]


def fields_xlsx(view: View, source: Source, created: datetime) -> bytes:
    """The list of all fields as a workbook."""
    head, rows = fields_table(view, source)
    name = view.say("summary.fields_title")
    return xlsx_bytes(
        name, head, rows, created=created, notes=_notes(view, source), notes_title=view.say("pages.notes")
    )


def fields_csv(view: View, source: Source) -> bytes:
    """The list of all fields as csv; of the demonstration each row says so in a last column."""
    head, rows = fields_table(view, source)
    if source.mart.demonstration:
        head, rows = [*head, view.say("pages.notes")], [[*row, view.say("pages.demonstration")] for row in rows]
    return csv_bytes(head, rows)


def stated(view: View, source: Source, used: frozenset[str]) -> tuple[Stated, ...]:
    """The figures that stand in a summary, as fields with the words they are printed in."""
    view = county_wide(view)
    where = f" as_of={view.as_of.isoformat()}"
    if view.period_chosen:
        where += f" from={view.from_date}" if view.from_date else ""
        where += f" to={view.to_date}" if view.to_date else ""
    elif view.term is not None:
        where += f" term={view.term}"
    told = [answer for answer in answers(view, source) if answer.name in used and answer.value is not None]
    return tuple(Stated(f"summary.{answer.name}{where}", answer.text) for answer in told)


def missing_words(view: View, source: Source, used: frozenset[str]) -> tuple[str, ...]:
    """A sentence for each figure that the template speaks of and that has no number."""
    told = [answer for answer in answers(county_wide(view), source) if answer.name in used and answer.value is None]
    return tuple(view.say("summary.left_out", phrase=answer.phrase, reason=answer.missing) for answer in told)
