"""How numbers are written in figures."""

import re

import pandas as pd

from inspection.statistics import Period, verdict
from inspection.text import say


def percent(value: float | None, digits: int = 1) -> str:
    """A fraction as per cent; a dash where there is none."""
    return "—" if value is None or pd.isna(value) else f"{value * 100:.{digits}f}%"


def n_of_N(n: float, whole: float) -> str:
    return f"{int(n):,}/{int(whole):,}"


def money(wan: float, lang: str) -> str:
    """A sum given in 10 000 yuan (万元): from 10 000 of them in 亿元; in English in thousands or millions of yuan."""
    if lang == "zh":
        return f"{wan / 10_000:,.2f} 亿元" if abs(wan) >= 10_000 else f"{wan:,.1f} 万元"
    return f"CNY {wan / 100:,.2f} million" if abs(wan) >= 100 else f"CNY {wan * 10:,.0f} thousand"


def lines(*parts: str) -> str:
    """Parts one below the other, empty ones left out."""
    return "<br>".join(part for part in parts if part)


def escaped(text: object) -> str:
    """Text of a ledger, so that plotly draws it and does not read it as markup."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(text: object, most: int = 9) -> str:
    """A name of a ledger on one line, or on two where it has more than `most` characters.

    The second line begins with the ordinal (第十四届县委 / 第三轮专项巡察) or the word nearest to the middle.
    """
    whole = str(text)
    if len(whole) <= most:
        return escaped(whole)
    breaks = [at for at, character in enumerate(whole) if at > 1 and (character == "第" or whole[at - 1] == " ")]
    at = min(breaks, key=lambda at: abs(2 * at - len(whole)), default=(len(whole) + 1) // 2)
    return f"{escaped(whole[:at])}<br>{escaped(whole[at:])}"


def stacked(text: object) -> str:
    """A name of a ledger on as many lines as it has parts: term, ordinal, kind (第十四届县委 / 第九轮 / 巡察“回头看”)."""
    return escaped(re.sub(r"(?<=.)(?=第)|(?<=轮)(?=.)", "\n", str(text))).replace("\n", "<br>")


def changed(section: str, before: Period | None, now: Period, lang: str) -> str:
    """The end of a sentence that says what became of a rate (`<section>.change_<word>`), by the one word for a change;
    nothing where there is no comparison."""
    word = verdict(before, now)
    if word in ("none", "partial", "immature", "open"):
        return ""
    points = abs(now.numerator / now.denominator - before.numerator / before.denominator) * 100
    return say(f"{section}.change_{word}", lang, points=f"{points:.1f}")
