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
