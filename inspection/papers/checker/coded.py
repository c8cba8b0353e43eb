"""Figure codes in a draft: the number beside 〔8K3F〕 is still so, has moved, or was altered by hand."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from inspection.papers import codes
from inspection.papers.checker.remarks import Remark
from inspection.papers.checker.statements import Figure, Passage
from inspection.reading.answers import Source

_BETWEEN = 40
"""Characters that may stand between a number and its code: （截至 2025-09-30）."""


def coded(passages: Sequence[Passage], source: Source, home: Path, lang: str) -> Iterator[Remark]:
    """A remark on every number that a figure code stands behind."""
    for at, passage in enumerate(passages):
        behind = 0
        for code, start, end in codes.in_text(passage.text):
            number = _number(passage, behind, start)
            behind = end
            if number is not None:
                yield _remark(at, number, passage.figures[number], code, source, home, lang)


def _number(passage: Passage, behind: int, start: int) -> int | None:
    """The last number before a code, none that another code stands behind."""
    before = [n for n, f in enumerate(passage.figures) if behind <= f.start and start - _BETWEEN <= f.end <= start]
    return before[-1] if before else None


def _remark(at: int, number: int, figure: Figure, code: str, source: Source, home: Path, lang: str) -> Remark:
    try:
        held = codes.found(home, code)
    except codes.CodeUnknown as unknown:
        return Remark(at, number, "unjudged", "code_unknown", (("reason", unknown.words(lang)),))
    if codes.written_so(held, figure.text) is False:
        values = (("code", held.code), ("title", held.title(lang)), ("day", held.as_of), ("number", held.said(lang)))
        return Remark(at, number, "wrong", "code_altered", values, held.said(lang))
    found = codes.resolve(home, held, source, lang)
    words = " ".join(found.words(lang).splitlines())
    verdict, rule = ("unjudged", "code_moved") if found.moved else ("right", "code_still")
    return Remark(at, number, verdict, rule, (("words", words),))
