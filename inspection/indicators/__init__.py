"""Indicators: every figure defined once in queries/, evaluated over a mart."""

from inspection.indicators.checks import (
    Check,
    Violation,
    check,
    checks,
    counts,
    rows_violating,
    told,
    violated,
    violations,
)
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
    "Check",
    "DefinitionError",
    "Indicator",
    "Table",
    "TableColumn",
    "Unknown",
    "Violation",
    "Where",
    "Words",
    "WorkedExample",
    "check",
    "checks",
    "counts",
    "evaluate",
    "example_of",
    "indicator",
    "indicators",
    "parse_where",
    "read_table",
    "rows",
    "rows_violating",
    "table",
    "tables",
    "told",
    "violated",
    "violations",
]
