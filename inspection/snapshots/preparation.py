"""From a draft and a data version to the contents of a snapshot."""

import unicodedata
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd

from inspection.indicators import Words, indicator, read_table
from inspection.indicators.basis import Question, basis, question
from inspection.snapshots.certified import Certificate
from inspection.snapshots.certified import standing as standing_for
from inspection.snapshots.contents import Certified, ClassTable, Compared, Contents, Definition
from inspection.snapshots.draft import Draft, Text, filled, period_of
from inspection.snapshots.faults import Refused
from inspection.snapshots.leaderboard import class_table, judged_by, shares
from inspection.snapshots.telling import Told
from inspection.snapshots.totals import Before, Period, totals
from inspection.warehouse import Mart, Settings


@dataclass(frozen=True)
class Standing:
    """What stands published when a draft is made.

    `earlier`: every snapshot ever published, oldest first, also those corrected or withdrawn since: what was shown is
    known. `head`: the fingerprint of the last link of the chain. `compared`: the snapshot movements
    are measured from, with its contents.
    """

    earlier: tuple[Before, ...] = ()
    head: str | None = None
    compared: tuple[Compared, Contents] | None = None


def prepared(
    mart: Mart,
    settings: Settings,
    draft: Draft,
    *,
    data_version: int,
    standing: Standing,
    certificates: Sequence[Certificate] = (),
    replaces: str | None = None,
    replaces_folder: str | None = None,
    reason: Text | None = None,
) -> tuple[Contents, Told]:
    """The contents of a snapshot of the mart's own as-of day, and what it tells of counts above a threshold, which stays
    in the house. Raises Refused when there is nothing to show, or when it would show who is withheld."""
    as_of = mart.as_of
    period = period_of(draft, as_of, _term_started(mart, settings))
    if period[0] and period[0] > period[1]:
        raise Refused("empty_period", first=period[0], last=period[1])
    names = {str(id): _visible(name) for id, name in mart.named("organisations", "org_id")}
    if unknown := [w.org_id for w in draft.withheld if w.org_id not in names]:
        raise Refused("unknown_organisation", org=unknown[0])
    _unnoticed(draft, period, names, standing.earlier, (*_words(draft), *((reason.zh, reason.en) if reason else ())))
    by = judged_by(draft.indicators)
    # a change of the rule is no movement
    compared = standing.compared if standing.compared and standing.compared[1].judged_by == by else None
    before = compared[1] if compared else None
    found = shares(mart, settings, draft.indicators, as_of, period)
    withheld = {w.org_id for w in draft.withheld}
    parents = _townships(found.parent, withheld, names)
    classes = tuple(
        class_table(
            org_class,
            found,
            settings.section("snapshot"),
            names=names,
            by=by,
            places=draft.places,
            withheld=withheld,
            before=_same_class(before, org_class),
            parents=parents if org_class == "village" else None,
        )
        for org_class in draft.classes
    )
    classes = tuple(one for one in classes if one.groups)
    if not classes:
        raise Refused("nothing_to_show", first=period[0] or "", last=period[1])
    county = str(settings.get("county", "name"))
    aired, told = totals(mart, settings, draft, period=period, earlier=standing.earlier)
    contents = Contents(
        slug=draft.slug,
        title=filled(draft.title, county, as_of),
        wording=filled(draft.wording, county, as_of),
        notes=tuple(filled(note, county, as_of) for note in draft.notes),
        county=county,
        contact=str(settings.get("county", "contact")),
        public_account=str(settings.get("county", "public_account")),
        as_of=as_of,
        from_date=period[0],
        to_date=period[1],
        demonstration=mart.demonstration,
        data_version=data_version,
        places=draft.places,
        indicators=draft.indicators,
        classes=classes,
        totals=aired,
        definitions=tuple(definition_of(id) for id in (*draft.indicators, *draft.totals)),
        settings=_settings(settings),
        previous=standing.head,
        compared=compared[0] if compared else None,
        replaces=replaces,
        replaces_folder=replaces_folder,
        reason=reason,
        judged_by=by,
        certified=() if withheld else _certified(mart, settings, draft, period, certificates),
    )
    return contents, told


def _certified(
    mart: Mart, settings: Settings, draft: Draft, period: Period, certificates: Sequence[Certificate]
) -> tuple[Certified, ...]:
    """The totals that a certificate holds for: it was given for the county as a whole and for the same days."""
    found = []
    for id in draft.totals if certificates else ():
        asked = _of_total(id, mart.as_of, period)
        if (one := standing_for(asked, certificates, partial(basis, mart, settings, asked))) is not None:
            found.append(Certified(id, one.by, date.fromisoformat(one.day)))
    return tuple(found)


def _of_total(id: str, as_of: date, period: Period) -> Question:
    """What a total of the whole county is asked as."""
    return question(id, {}, period[1]) if indicator(id).shape.grain == "term" else question(id, {}, as_of, *period)


def taken_back(contents: Contents, certificates: Sequence[Certificate]) -> tuple[Certified, ...]:
    """The totals marked as certified whose certificate was taken back since."""
    there = {(one.question, one.by, one.day) for one in certificates if not one.back}
    period = (contents.from_date, contents.to_date)
    return tuple(
        one for one in contents.certified
        if (_of_total(one.id, contents.as_of, period), one.by, one.on.isoformat()) not in there
    )  # fmt: skip


def _words(draft: Draft) -> tuple[str, ...]:
    texts = (draft.title, draft.wording, *draft.notes)
    return tuple(words for text in texts for words in (text.zh, text.en))


def _unnoticed(
    draft: Draft, period: Period, names: Mapping[str, str], earlier: Sequence[Before], words: Sequence[str]
) -> None:
    """Raises Refused where a reader would notice who is withheld: the words name it, or a list of its class was published
    with it, of findings of the same time, so that the one without it would point at it."""
    for org in (w.org_id for w in draft.withheld):
        if any(names[org] in text for text in words):
            raise Refused("withheld_named", name=names[org])
        for contents in (one.contents for one in earlier):
            apart = contents.to_date < (period[0] or date.min) or period[1] < (contents.from_date or date.min)
            for one in contents.classes:
                if not apart and one.org_class in draft.classes and any(line.org_id == org for line in one.lines):
                    raise Refused(
                        "withheld_listed", name=names[org], day=contents.as_of, title=contents.title, label=one.label
                    )


def _visible(name: str) -> str:
    """A name without the signs nobody sees (zero width, direction, control): a page may not hide any in a text."""
    return "".join(" " if c.isspace() else c for c in name if c.isspace() or unicodedata.category(c) not in ("Cf", "Cc")).strip()


def _settings(settings: Settings) -> tuple[tuple[str, float], ...]:
    """The settings that what is shown depends on."""
    chosen = {key: value for key, value in settings.section("snapshot").items() if key != "two_persons"}
    return tuple(sorted((chosen | {"settled_days": settings.get("limit", "rectification_intensive")}).items()))


def _townships(parent: Mapping[str, str], withheld: Set[str], names: Mapping[str, str]) -> dict[str, str]:
    """Organisation -> the name of the one above it, so that a village is found under its township. None at all where one
    of those above is withheld: the villages that lack theirs would name it."""
    return {} if withheld & set(parent.values()) else {org: names[above] for org, above in parent.items() if above in names}


def _same_class(contents: Contents | None, org_class: str) -> ClassTable | None:
    return next((one for one in contents.classes if one.org_class == org_class), None) if contents else None


def _term_started(mart: Mart, settings: Settings) -> date | None:
    """The first day of the term running on the mart's day; None where no term has begun."""
    begun = read_table(mart, "terms", as_of=mart.as_of, settings=settings)["started_on"]
    return None if begun.empty else pd.Timestamp(begun.max()).date()


def _text(words: Words | None) -> Text | None:
    return Text(words.zh, words.en) if words else None


def definition_of(id: str) -> Definition:
    """How an indicator is defined, for readers of a snapshot."""
    one = indicator(id)
    return Definition(
        id=id,
        title=_text(one.title),
        counted=_text(one.counted),
        out_of=_text(one.out_of),
        pending=_text(one.pending_words),
        dated=_text(one.dated),
        unit=_text(one.unit),
        caveats=tuple(_text(caveat) for caveat in one.caveats),
        sql=one.sql,
    )
