"""A table as programs read it: the shell's --format json and the door for programs (data/reference/shell.schema.json)."""

import math
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd


def value_told(value: object) -> object:
    """A value as JSON has it: numbers as they are, days as ISO, missing as null; what is no finite number as text."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp | date):
        return value.isoformat()[:10]
    if isinstance(value, Decimal | np.floating | float):
        return float(value) if math.isfinite(value) else str(value)
    if isinstance(value, np.generic):
        return value.item()
    return value if isinstance(value, bool | int | str) else str(value)


def table_told(frame: pd.DataFrame) -> dict[str, list]:
    """The names of its columns, and its rows with a value for each."""
    rows = [[value_told(value) for value in row] for row in frame.astype(object).itertuples(index=False)]
    return {"columns": list(map(str, frame.columns)), "rows": rows}
