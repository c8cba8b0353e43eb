"""The packs of three meetings: blocks chosen, put together as a paper, written in the formats asked for.

pack = pack_of(view, source, "secretary", blocks_of("secretary"))
files = dict(written(pack, ("pptx", "docx", "xlsx", "pdf")))
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from inspection.formats.paper import Paper
from inspection.formats.paper_docx import docx_bytes
from inspection.formats.paper_pdf import pdf_bytes
from inspection.formats.paper_pptx import pptx_bytes
from inspection.formats.paper_xlsx import xlsx_of_paper
from inspection.papers.blocks import BLOCKS
from inspection.papers.given import Given, Stated, settings_digest
from inspection.papers.moved import moved, moved_section
from inspection.papers.pieces import definitions_of, stated_of
from inspection.papers.placing import safe_name
from inspection.reading.answers import Source, names
from inspection.reading.view import View
from inspection.reading.words import listed
from inspection.warehouse import PROGRAM

MEETINGS: dict[str, tuple[str, ...]] = {
    "secretary": ("coverage", "clues", "overdue", "attention", "assigned", "changes"),
    "leading-group": ("rounds", "findings", "rectification", "bottom", "clues", "changes"),
    "rectification": ("rectification", "overdue", "bottom", "reopened", "assigned", "changes"),
}
"""Meeting -> its blocks, unless others are chosen."""
KINDS = {"secretary": "secretary", "leading-group": "leading_group", "rectification": ""}
"""Meeting -> what the ledger of meetings calls it."""
WRITERS: dict[str, Callable[[Paper], bytes]] = {
    "pptx": pptx_bytes,
    "docx": docx_bytes,
    "xlsx": xlsx_of_paper,
    "pdf": pdf_bytes,
}
FORMATS = tuple(WRITERS)


@dataclass(frozen=True)
class Pack:
    """A pack as a paper, and the figures it gives as they are kept with it."""

    meeting: str
    paper: Paper
    stated: tuple[Stated, ...]

    @property
    def kind(self) -> str:
        """What it is called among the papers handed out."""
        return f"pack_{self.meeting}"

    def file_name(self, form: str) -> str:
        """Its name as a file: title and day."""
        return safe_name(f"{self.paper.title[:60]} {self.paper.as_of.isoformat()}.{form}")


def facts_of(view: View, source: Source) -> tuple[tuple[str, str], ...]:
    """(label, words) of what a paper stands on: as-of day, scope, rounds, version, settings, program."""
    scope = " · ".join(view.words().split(" · ")[1:])
    known = names(source, "round")
    rounds = listed((str(known.get(id, id)) for id in view.rounds), view.lang)
    program = f"{PROGRAM['version']} ({PROGRAM['commit'][:8]})"
    found = (
        ("as_of", view.as_of.isoformat()),
        ("scope", scope),
        ("rounds", rounds),
        ("version", str(source.version.number)),
        ("settings", settings_digest(source.settings)[:12]),
        ("program", program),
    )
    return tuple((view.say(f"packs.fact_{name}"), words) for name, words in found if words)


def mark_of(view: View, source: Source) -> str:
    """The mark of invented data; nothing where they are not."""
    return view.say("pages.demonstration") if source.mart.demonstration else ""


def sections_of(
    view: View, source: Source, meeting: str, blocks: Sequence[str], making: Callable[[str, int, int], None] | None = None
) -> tuple:
    """The sections of the blocks; `making` is told each block's heading, its number and how many there are, before it is
    made, and may raise to end it."""
    made = []
    for at, name in enumerate(blocks):
        if making:
            making(view.say(f"packs.block_{name}"), at, len(blocks))
        made.append(BLOCKS[name](view, source, KINDS[meeting]))
    return tuple(made)


def pack_of(
    view: View, source: Source, meeting: str, blocks: Sequence[str] = (),
    making: Callable[[str, int, int], None] | None = None, *, before: Given | None = None, older: Source | None = None,
) -> Pack:  # fmt: skip
    """The pack of a meeting within the view, of the blocks chosen (the meeting's own unless given), in their order; last the
    figures of the paper given `before` that have moved since.

    KeyError for a meeting or a block that does not exist."""
    sections = sections_of(view, source, meeting, blocks or MEETINGS[meeting], making)
    if before is not None:
        sections = (*sections, moved_section(before, moved(before, source, older, view), view))
    ids = tuple(dict.fromkeys(id for section in sections for id in section.ids))
    paper = Paper(
        title=view.say(f"packs.title_{meeting.replace('-', '_')}"),
        office=source.county,
        lang=view.lang,
        as_of=view.as_of,
        facts=facts_of(view, source),
        sections=sections,
        definitions=definitions_of(ids, source, view.lang),
        mark=mark_of(view, source),
    )
    return Pack(meeting, paper, stated_of(view, source, ids))


def written(
    pack: Pack, formats: Sequence[str], making: Callable[[str, int, int], None] | None = None
) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of a pack in each format; `making` as for `sections_of`, told the format."""
    for at, form in enumerate(formats):
        if making:
            making(form, at, len(formats))
        yield pack.file_name(form), WRITERS[form](pack.paper)

