"""Indicators: every figure defined once in queries/, evaluated over a mart."""

from inspection.indicators.definition import (
    SECTIONS,
    DefinitionError,
    Indicator,
    Table,
    TableColumn,
    Unknown,
    Words,
    indicator,
    indicators,
    table,
    tables,
)
from inspection.indicators.figures import FIGURES, Where, evaluate, read_table, rows
from inspection.indicators.worked import WorkedExample, example_of, parse_where

__all__ = [
    "FIGURES",
    "SECTIONS",
    "DefinitionError",
    "Indicator",
    "Table",
    "TableColumn",
    "Unknown",
    "Where",
    "Words",
    "WorkedExample",
    "evaluate",
    "example_of",
    "indicator",
    "indicators",
    "parse_where",
    "read_table",
    "rows",
    "table",
    "tables",
]
