"""What was found in a draft, in words: one line per number, with its place, verdict, what it should be and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from inspection.formats.drafts import Note, Piece
from inspection.papers.checker.checking import Checked, Judged
from inspection.papers.checker.remarks import Remark
from inspection.papers.checker.statements import ENDS
from inspection.text import say

COLUMNS = ("place", "figure", "verdict", "should", "reason", "sentence")
_LONGEST = 120


@dataclass(frozen=True)
class Line:
    """A number of a draft as it is reported; `code` is the verdict's name, the rest is in the language asked for."""

    code: str
    place: str
    figure: str
    verdict: str
    should: str
    reason: str
    sentence: str


def lines(checked: Checked, lang: str, verdicts: Iterable[str]) -> list[Line]:
    """The numbers of a draft with one of these verdicts, in their order."""
    wanted = set(verdicts)
    return [_line(checked, one, lang) for one in checked.judged if one.verdict in wanted]


def reasons(checked: Checked, one: Judged, lang: str) -> str:
    """Why a number has its verdict: what every check of that verdict says of it."""
    return " ".join(dict.fromkeys(_reason(checked, r, lang) for r in one.remarks if r.verdict == one.verdict))


def notes(checked: Checked, lang: str, verdicts: Iterable[str]) -> list[Note]:
    """Comments for the docx the draft came from: the verdict, what it should be and why, at each number of these verdicts;
    what is said of headers, footers, footnotes and text boxes at the first paragraph."""
    wanted, found, aside = set(verdicts), [], []
    for one in checked.judged:
        if one.verdict in wanted:
            line = _line(checked, one, lang)
            should = say("checker.note_should", lang, should=line.should) if line.should else ""
            text = say("checker.note", lang, verdict=line.verdict, should=should, reason=line.reason)
            anchor = checked.pieces[one.passage].anchor
            if anchor is None:
                aside.append(f"{line.place} {line.figure}: {text}")
            else:
                found.append(Note(anchor, one.figure.start, one.figure.end, text))
    first = next((p for p in checked.pieces if p.anchor is not None and p.text.strip()), None)
    if aside and first:  # in headers, footnotes and text boxes no comment can stand
        found.append(Note(first.anchor, 0, len(first.text), "\n".join(aside)))
    return found


def summed_up(checked: Checked, lang: str) -> str:
    """How many numbers there are, and how many have each verdict."""
    if not checked.judged:
        return say("checker.no_numbers", lang)
    others = sum(len(p.others) for p in checked.passages)
    return say("checker.summed_up", lang, total=len(checked.judged), others=others, **checked.counts())


def place_of(piece: Piece, lang: str) -> str:
    """Where a piece stands: 第 3 段, 表 1 第 2 行第 4 列, 页眉第 1 段."""
    key, values = ("cell", {"row": piece.row, "column": piece.column}) if piece.cell else ("paragraph", {})
    said = say(f"checker.{key}", lang, number=piece.number, **values)
    return say(f"checker.in_{piece.part}", lang, place=said) if piece.part else said


def _line(checked: Checked, one: Judged, lang: str) -> Line:
    passage = checked.passages[one.passage]
    begin = max((m.end() for m in ENDS.finditer(passage.text, 0, one.figure.start)), default=0)
    found = ENDS.search(passage.text, one.figure.end)
    end = found.end() if found else len(passage.text)
    begin, end = max(begin, one.figure.start - _LONGEST), min(end, one.figure.end + _LONGEST)
    should = next((r.should for r in one.remarks if r.should), "")
    return Line(
        one.verdict,
        place_of(checked.pieces[one.passage], lang),
        passage.text[one.figure.start : one.figure.end].strip(),
        say(f"checker.{one.verdict}", lang),
        should,
        reasons(checked, one, lang),
        passage.text[begin:end].strip(),
    )


def _reason(checked: Checked, remark: Remark, lang: str) -> str:
    values = dict(remark.values)
    if "place" in values:
        values["place"] = place_of(checked.pieces[int(values["place"])], lang)
    return say(f"checker.{remark.rule}", lang, **values)
