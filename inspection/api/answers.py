"""What is answered: figures with their definitions and whether they are certified, as plain values for JSON."""

from collections.abc import Mapping

from inspection.api.asking import Asked, Wrong, filters_of
from inspection.formats.told import table_told, value_told
from inspection.indicators import (
    FIGURES,
    SETTLED,
    Indicator,
    evaluate,
    indicators,
    read_table,
    settings_read,
    table_definition,
    tables,
)
from inspection.indicators.basis import Question, definition_digest, question
from inspection.indicators.definition import indicator
from inspection.papers.certified import held, resting
from inspection.papers.given import papers_home
from inspection.papers.lineage import columns_words, hanging, title
from inspection.reading.answers import Source
from inspection.snapshots.certified import Certificate

SCOPE = ("term", "round", "org", "org_class", "sector")
"""By what a reader narrows the pages; an analyst cuts by every dimension there is."""


def stands_on(source: Source, asked: Asked) -> dict[str, object]:
    """The data an answer is of."""
    return {
        "county": source.county,
        "data_version": source.version.number,
        "as_of": (asked.as_of or source.mart.as_of).isoformat(),
        "demonstration": source.mart.demonstration,
    }


def definition_told(definition: Indicator, source: Source, lang: str, *, whole: bool) -> dict[str, object]:
    """How an indicator is counted, in words; `whole`: with its statement, the settings it reads and the digest of both."""
    told: dict[str, object] = {
        "id": definition.id,
        "title": definition.title(lang),
        "unit": "%" if definition.rate else definition.unit(lang),
        "counted": definition.counted(lang),
        "out_of": definition.out_of(lang) if definition.out_of else None,
        "dated_by": definition.dated(lang),
        "dimensions": list(definition.dimensions),
    }
    if whole:
        read = settings_read(definition, source.settings)
        told |= {
            "question": definition.question(lang),
            "pending": definition.pending,
            "caveats": [caveat(lang) for caveat in definition.caveats],
            "settings": [{"section": s, "key": k, "value": value_told(v)} for s, k, v in read],
            "statement": definition.shape.statement,
            "digest": definition_digest(definition),
        }
    return told


def indicators_told(source: Source, asked: Asked) -> dict[str, object]:
    """All indicators."""
    told = [definition_told(one, source, asked.lang, whole=False) for one in indicators().values()]
    return stands_on(source, asked) | {"indicators": told}


def indicator_told(source: Source, id: str, asked: Asked, *, analyst: bool) -> dict[str, object]:
    """A figure, its definition, and the certificate that holds for it. Raises Unknown, Wrong."""
    definition = indicator(id)
    able = definition.dimensions if analyst else tuple(name for name in definition.dimensions if name in SCOPE)
    if unknown := [name for name in asked.by if name not in able]:
        raise Wrong(400, "dimension", name=unknown[0], known=", ".join(able))
    where = filters_of(asked, able, definition.codes_of)
    if definition.shape.grain == "term" and (asked.from_date or asked.to_date):
        raise Wrong(400, "no_period", id=id)
    as_of = asked.as_of or source.mart.as_of
    frame = evaluate(
        source.mart, id, by=asked.by, where=where, as_of=as_of, from_date=asked.from_date, to_date=asked.to_date,
        settings=source.settings,
    )  # fmt: skip
    shown = [*asked.by, *FIGURES, *((*SETTLED, "young") if definition.window else ())]
    shown += ["undated"] if definition.undated else []
    told = stands_on(source, asked) | {"definition": definition_told(definition, source, asked.lang, whole=True)}
    told |= {"question": question_told(question(id, where, as_of, asked.from_date, asked.to_date))}
    told |= cut(frame[shown], asked)
    return told | {"certified": _certified(source, question(id, where, as_of, asked.from_date, asked.to_date), asked)}


def cut(frame, asked: Asked) -> dict[str, object]:
    """The rows asked for at most, and whether there were others."""
    return {"table": table_told(frame.head(asked.limit)), "cut": len(frame) > asked.limit}


def question_told(one: Question) -> dict[str, object]:
    """A question as it was understood."""
    return {
        "indicator": one.indicator,
        "where": {name: [value_told(value) for value in values] for name, values in one.where},
        "from": value_told(one.from_date),
        "to": value_told(one.to_date),
        "as_of": value_told(one.as_of),
    }


def certificate_told(one: Certificate) -> dict[str, object]:
    """A certificate: who answers for the figure, since when, of which data, and what it came to."""
    return {
        "id": one.id,
        "by": one.by,
        "on": one.day,
        "data_version": one.version,
        "value": one.basis.value,
        "question": question_told(one.question),
    }


def _certified(source: Source, asked: Question, of: Asked) -> dict[str, object] | None:
    """The certificate that holds for the whole of a figure; its groups are none of it."""
    same = [one for one in held(source) if one.question == asked] if not of.by else []
    found = next((one for one in reversed(same) if not one.basis.changed(resting(source, asked))), None)
    return certificate_told(found) if found else None


def certified_told(source: Source, asked: Asked) -> dict[str, object]:
    """The certificates that hold now, the last first."""
    holding = [one for one in reversed(held(source)) if not one.basis.changed(resting(source, one.question))]
    return stands_on(source, asked) | {"certified": [certificate_told(one) for one in holding]}


def tables_told(source: Source, asked: Asked) -> dict[str, object]:
    """All tables."""
    told = [{"id": one.id, "title": one.title(asked.lang), "question": one.question(asked.lang)} for one in tables().values()]
    return stands_on(source, asked) | {"tables": told}


def table_of(source: Source, id: str, asked: Asked) -> dict[str, object]:
    """The rows of a table with what its columns are called. Raises Unknown, Wrong."""
    definition = table_definition(id)
    own: Mapping[str, str | None] = {column.name: column.codes for column in definition.columns}
    common = {"org_class": "org_class", "sector": "sector", "kind": "inspection_kind", "village_class": "village_class"}
    where = filters_of(asked, definition.filters, lambda name: own.get(name) or common.get(name))
    frame = read_table(
        source.mart, id, where=where, as_of=asked.as_of or source.mart.as_of, from_date=asked.from_date,
        to_date=asked.to_date, settings=source.settings, limit=asked.limit + 1,
    )  # fmt: skip
    columns = {column.name: column.label(asked.lang) for column in definition.columns}
    told = {"id": id, "title": definition.title(asked.lang), "columns": columns}
    return stands_on(source, asked) | {"definition": told} | cut(frame, asked)


def lineage_told(source: Source, name: str, asked: Asked) -> dict[str, object]:
    """What hangs on a column, a ledger, an indicator or a table. Raises Unknown, snapshots.Refused."""
    found = hanging(name, papers_home(source))
    told = [
        {"kind": one.kind, "id": one.id, "title": title(one, asked.lang), "how": one.how,
         "through": columns_words(one, asked.lang)}
        for one in found
    ]  # fmt: skip
    return stands_on(source, asked) | {"name": name, "hanging": told}
