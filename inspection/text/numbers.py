"""A number as it is written: a given count of decimals, an exact half away from zero, as Excel, WPS and a clerk round it."""

from decimal import ROUND_HALF_UP, Decimal


def written(value: float | Decimal, decimals: int = 1, times: int = 1, *, apart: bool = True, signed: bool = False) -> str:
    """`value` times `times` (100 for per cent) with `decimals` decimals; thousands set apart unless told otherwise; a plus
    before what is above zero where `signed`. Nothing is written as minus zero.

    The last bits of a binary number are not the office's: 7.05 is held as 7.0499999999999998 and Python writes 7.0, while
    1/16 is held exactly and Python writes 6.2 % (half to even). So the thirteen digits a spreadsheet's reader could have
    typed are taken, and an exact half of them goes away from zero. Raises decimal.InvalidOperation for an infinity.

    >>> written(7.05), written(1 / 16, times=100), written(-2.25), written(1234.5, 0), written(0.04, signed=True)
    ('7.1', '6.3', '-2.3', '1,235', '0.0')
    """
    exact = value if isinstance(value, Decimal) else Decimal(f"{value:.13g}")
    rounded = (exact * times).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign = "+" if signed and rounded > 0 else ""
    return f"{sign}{rounded or abs(rounded):{',' if apart else ''}f}"
