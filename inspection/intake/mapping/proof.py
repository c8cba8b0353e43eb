"""A profile held against the ledger dictionary: ledgers, columns, codes and constants must exist and be readable."""

import difflib
from functools import partial

from inspection.intake.cells import Bad, Noted
from inspection.intake.mapping.parts import Problem
from inspection.intake.mapping.profile import Cell, Profile, Target
from inspection.intake.values import reader_of
from inspection.text import say
from inspection.warehouse.dictionary import Column, Ledger, dictionary


def prove(profile: Profile) -> list[Problem]:
    """Everything in the profile that the dictionary does not know or cannot hold."""
    problems: list[Problem] = []
    for ledger, rows in profile.rows:
        contract = _ledger(ledger, f"rows.{ledger}", problems)
        for number, row in enumerate(rows, 1) if contract else ():
            key = f"rows.{ledger}[{number}]"
            for name, value in row:
                column = _column(contract, name, f"{key}.{name}", problems)
                _value(column, value, f"{key}.{name}", problems)
            _required(contract, {name for name, _ in row}, key, problems)
    for source in profile.sources:
        for target in source.targets:
            contract = _ledger(target.ledger, f"{target.key}.name", problems)
            if contract:
                _target(target, contract, problems)
    return problems


def _add(problems: list[Problem], code: str, key: str, **words: object) -> None:
    problems.append(Problem(code, key, tuple(words.items())))


def _near(name: str, known: list[str]) -> str:
    return ", ".join(difflib.get_close_matches(name, known, n=3, cutoff=0.4) or known[:12])


def _ledger(name: str, key: str, problems: list[Problem]) -> Ledger | None:
    ledgers = dictionary().ledgers
    if name not in ledgers:
        _add(problems, "unknown_ledger", key, found=name, near=_near(name, list(ledgers)))
    return ledgers.get(name)


def _column(ledger: Ledger, name: str, key: str, problems: list[Problem]) -> Column | None:
    if ledger.has(name):
        return ledger.column(name)
    near = _near(name, [column.name for column in ledger.columns])
    _add(problems, "unknown_column", key, found=name, ledger=ledger.name, near=near)
    return None


def _required(ledger: Ledger, given: set[str], key: str, problems: list[Problem]) -> None:
    missing = [column.name for column in ledger.columns if column.required and column.name not in given]
    if missing:
        _add(problems, "missing_columns", key, ledger=ledger.name, columns=", ".join(missing))


def _target(target: Target, ledger: Ledger, problems: list[Problem]) -> None:
    for name, cell in target.cells:
        column = _column(ledger, name, cell.key, problems)
        if column is None:
            continue
        for value in _written_values(cell):
            _value(column, value, cell.key, problems)
    if not target.by_name:
        _required(ledger, {name for name, _ in target.cells}, f"{target.key}.columns", problems)


def _written_values(cell: Cell) -> list[object]:
    """Every value that the profile itself puts into the column, the empty text apart."""
    values = [cell.constant, cell.other, cell.empty, *(case.value for case in cell.cases)]
    values += [value for _, value in cell.codes or ()]
    return [value for value in values if value is not None and value != ""]


def _value(column: Column | None, value: object, key: str, problems: list[Problem]) -> None:
    """A value of the profile must read as one of the column's."""
    if column is None or value is None:
        return
    reason = None
    try:
        found = reader_of(column)(value)
        if found.__class__ is Noted:
            reason = partial(say, f"intake.{found.code}", taken=found.value, row=None)
    except Bad as bad:
        reason = partial(say, f"intake.{bad.code}", **{"row": None, **bad.words})
    if reason:
        words = {"found": value, "column": f"{column.ledger}.{column.name}"}
        if column.codes:
            allowed = ", ".join(code.code for code in dictionary().codes[column.codes])
            _add(problems, "bad_value_code", key, allowed=allowed, **words)
        else:
            _add(problems, "bad_value", key, reason=reason, **words)
