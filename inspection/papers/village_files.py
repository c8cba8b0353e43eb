"""The file of a village on one sheet of A4 for the team that goes in: visits, findings by aspect, what is open, clues as counts.

It is the team's own and not for the village: of clues it says how many, by the level of those concerned, and of no one who.
"""

from dataclasses import replace

from inspection.formats.paper import Paper, Section
from inspection.formats.sheets import Sheet, sheets_docx, sheets_pdf
from inspection.indicators import table_definition
from inspection.papers.given import Stated
from inspection.papers.packs import facts_of, mark_of
from inspection.papers.pieces import stated_of, table_of
from inspection.papers.report_cards import of_organisation
from inspection.reading import assigned, notes, organisation, village
from inspection.reading.answers import Source, names
from inspection.reading.answers import organisation as row_of
from inspection.reading.view import View
from inspection.reading.words import label, whole_number

VISITS, ASPECTS, OPEN, NOTES = 5, 6, 8, 3
"""Rows that have their place on the sheet; of visits, aspects and open findings one has what the others leave."""
FIGURES = ("inspections", "findings", "completion_rate", "closed_off_rate", "overdue_rate", "clues")
VISIT = ("round_name", "started_on", "team", "findings", "fed_back", "done", "closed_off", "overdue")
STANDING = ("aspect", "standing", "found_on", "due_on", "days_late")
LONGEST = 100  # signs of a note


def village_file_of(view: View, source: Source, org: str) -> tuple[Paper, tuple[Stated, ...]]:
    """The sheet of a village as of the view's day, and the figures it gives. KeyError for an organisation that does not exist,
    ValueError for one that is no village's."""
    if not village.is_village(source, org):
        raise ValueError(org)
    one = of_organisation(view, org)
    facts = [(view.say(f"organisation.fact_{fact}"), words) for fact, words in organisation.facts(one, source)]
    grade = row_of(source, org)["village_class"]
    known = label("village_class", grade, view.lang) if grade else view.say("village.not_graded")
    facts.append((view.say("village.grading"), known))
    facts += [(view.say(f"organisation.fact_{fact}"), words) for fact, _, words in organisation.relatives(one, source)]
    stands, room = facts_of(one, source), _room(one, source)
    paper = Paper(
        title=view.say("village.title", name=str(names(source, "org")[org])),
        office=source.county,
        lang=view.lang,
        as_of=view.as_of,
        facts=(stands[0], *facts, *stands[-3:]),
        sections=(
            _visits(one, source), _aspects(one, source, room["aspects"]), _open(one, source, room["open"]),
            _clues(one, source), _notes(one, source),
        ),
        mark=mark_of(view, source),
    )  # fmt: skip
    return paper, stated_of(one, source, FIGURES)


def village_file(view: View, source: Source, org: str, form: str) -> tuple[str, bytes, tuple[Stated, ...]]:
    """(title, bytes, figures) of the sheet as pdf or docx. Raises as `village_file_of`."""
    paper, stated = village_file_of(view, source, org)
    write = sheets_pdf if form == "pdf" else sheets_docx
    return paper.title, write([Sheet(paper)]), stated


def _section(one: View, source: Source, name: str, columns, frame, shown: tuple[str, ...], most: int) -> Section:
    """The first rows of a reading; that there is none, or that there are more, in a sentence."""
    heading, said = one.say(f"village.{name}"), ()
    if frame.empty:
        return Section(name, heading, (one.say(f"village.no_{name}"),))
    if len(frame) > most:
        said = (one.say("village.more", shown=most, n=whole_number(len(frame))),)
    table = table_of(one, source, heading, columns, frame.head(most), shown)
    return Section(name, heading, said, tables=(table,))


def _room(one: View, source: Source) -> dict[str, int]:
    """How many rows of aspects and of open findings there is room for: what visits do not need goes to the open findings, and
    what these do not need to the aspects."""
    open_ones, aspects = len(village.open_findings(one, source)), len(village.aspects(one, source))
    left = VISITS + ASPECTS + OPEN - min(VISITS, len(village.visits(one, source)))
    shown = min(open_ones, left - min(aspects, ASPECTS))
    return {"open": shown, "aspects": left - shown}


def _visits(one: View, source: Source) -> Section:
    return _section(one, source, "visits", village.visit_columns(), village.visits(one, source), VISIT, VISITS)


def _aspects(one: View, source: Source, room: int) -> Section:
    return _section(one, source, "aspects", village.aspect_columns(), village.aspects(one, source), village.ASPECT, room)


def _open(one: View, source: Source, room: int) -> Section:
    columns = table_definition("finding_progress").columns
    made = _section(one, source, "open", columns, village.open_findings(one, source), STANDING, room)
    matters = assigned.open_matters(one, source)
    if matters.empty:
        return made
    return replace(made, sentences=(*made.sentences, one.say("village.matters", n=whole_number(len(matters)))))


def _clues(one: View, source: Source) -> Section:
    return Section("clues", one.say("village.clues_heading"), (village.clue_words(one, source),))


def _notes(one: View, source: Source) -> Section:
    said = [note.line for note in reversed(notes.on_organisation(one, source, one.orgs[0]))]
    lines = [line if len(line) <= LONGEST else f"{line[:LONGEST]}…" for line in said[:NOTES]] or [one.say("village.no_notes")]
    if len(said) > NOTES:
        lines.append(one.say("village.more", shown=NOTES, n=whole_number(len(said))))
    return Section("notes", one.say("village.notes"), tuple(lines))
