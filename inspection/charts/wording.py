"""How text of a ledger is put into figures."""

import re
from collections.abc import Sequence
from itertools import accumulate
from unicodedata import east_asian_width

from inspection.text import isolated

MOST_IN_FULL = 8
"""Years in full beside the names of small multiples on a telephone."""
WIDEST = 34
"""Letters of a name beside its row: seventeen Chinese characters."""
NARROWEST = 20
"""Letters of a line of a name below its mark, beside other marks."""


def lines(*parts: str) -> str:
    """Parts one below the other, empty ones left out."""
    return "<br>".join(part for part in parts if part)


def years_short(years: Sequence[int]) -> list[str]:
    """Years one beside the other as an axis names them: all in full where eight of them or fewer stand in a row, else the
    first of a century in full and the others by their last two figures, which a telephone has room for.

    >>> years_short([2016, 2017]), years_short(range(2016, 2026))[:3]
    (['2016', '2017'], ['2016', '17', '18'])
    """
    if len(years) <= MOST_IN_FULL:
        return [str(year) for year in years]
    return [str(year) if at == 0 or year % 100 == 0 else f"{year % 100:02d}" for at, year in enumerate(years)]


def escaped(text: object) -> str:
    """Text of a ledger, so that plotly draws it and does not read it as markup; a sign that plotly does not read stays
    as it is, for the browser's tools and downloads show a label unread (R&D组)."""
    return re.sub(r"&(?=#?\w+;)", "&amp;", str(text)).replace("<", "&lt;")


def letters(text: str) -> int:
    """How wide a text is in letters: a Chinese character counts two."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def fitting(text: object, most: int = WIDEST) -> str:
    """A name of a ledger beside its row, no wider than `most` letters (a Chinese character is two wide): what is longer
    ends in …, lest it leave the drawing no room. The mark tells the whole.

    >>> fitting("县财政局党组"), fitting("Office of Foreign Trade", 12), fitting("县财政局党组", 9)
    ('县财政局党组', 'Office of F…', '县财政局…')
    """
    whole = str(text)
    widths = list(accumulate(map(letters, whole)))
    if not widths or widths[-1] <= most:
        return escaped(whole)
    return isolated(escaped(whole[: sum(width < most for width in widths)]) + "…")


def fitted(label: str) -> str:
    """A label that is escaped already, each of its lines as `fitting` has it; markup of ours stays.

    >>> fitted("县财政局党组"), fitted("县委<br>" + "第" * 20)
    ('县财政局党组', '县委<br>第第第第第第第第第第第第第第第第…')
    """
    return "<br>".join(part if "<" in part else fitting(_bare(part)) for part in label.split("<br>"))


def _bare(label: str) -> str:
    """What was escaped, as it was."""
    return label.replace("&lt;", "<").replace("&amp;", "&")


def wrapped(text: object, most: int = 9, widest: int = 0) -> str:
    """A name of a ledger on one line, or on two where it has more than `most` characters; where `widest` is given, no line
    wider than so many letters.

    The second line begins with the ordinal (第十四届县委 / 第三轮专项巡察) or the word nearest to the middle.
    """
    whole = str(text)
    if widest:
        return "<br>".join(fitting(_bare(line), widest) for line in wrapped(whole, most).split("<br>"))
    if len(whole) <= most:
        return escaped(whole)
    breaks = [at for at, character in enumerate(whole) if at > 1 and (character == "第" or whole[at - 1] == " ")]
    at = min(breaks, key=lambda at: abs(2 * at - len(whole)), default=(len(whole) + 1) // 2)
    return f"{escaped(whole[:at])}<br>{escaped(whole[at:])}"


def stacked(text: object) -> str:
    """A name of a ledger on as many lines as it has parts: term, ordinal, kind (第十四届县委 / 第九轮 / 巡察“回头看”)."""
    parts = re.sub(r"(?<=.)(?=第)|(?<=轮)(?=.)", "\n", str(text)).split("\n")
    return "<br>".join(fitting(part, NARROWEST) for part in parts)
