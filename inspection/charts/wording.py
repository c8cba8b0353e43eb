"""How numbers are written in figures."""

import pandas as pd


def percent(value: float | None, digits: int = 1) -> str:
    """A fraction as per cent; a dash where there is none."""
    return "—" if value is None or pd.isna(value) else f"{value * 100:.{digits}f}%"


def n_of_N(n: float, whole: float) -> str:
    return f"{int(n):,}/{int(whole):,}"


def lines(*parts: str) -> str:
    """Parts one below the other, empty ones left out."""
    return "<br>".join(part for part in parts if part)


def escaped(text: object) -> str:
    """Text of a ledger, so that plotly draws it and does not read it as markup."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(text: object, most: int = 9) -> str:
    """A name of a ledger on one line, or on two of about the same length where it has more than `most` characters."""
    whole = str(text)
    half = (len(whole) + 1) // 2
    return escaped(whole) if len(whole) <= most else f"{escaped(whole[:half])}<br>{escaped(whole[half:])}"
