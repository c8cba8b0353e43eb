"""What a checker test asks: a draft in, (number as it stands there, verdict, what it should be) out."""

from inspection.formats.drafts import pieces_of
from inspection.papers.checker.checking import Checked, checked


def judged(text: str) -> Checked:
    return checked(pieces_of(text))


def verdicts(text: str, *wanted: str) -> list[tuple[str, str, str]]:
    """The numbers of a draft with one of these verdicts: number, verdict, what should stand there."""
    found = judged(text)
    return [
        (one.figure.text.strip(), one.verdict, next((r.should for r in one.remarks if r.should), ""))
        for one in found.judged
        if one.verdict in wanted
    ]


def wrong(text: str) -> list[tuple[str, str]]:
    """The numbers found wrong, each with what it should be."""
    return [(number, should) for number, _, should in verdicts(text, "wrong")]
