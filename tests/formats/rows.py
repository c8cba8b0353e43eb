"""A sheet as a person sees it: row by row."""

from inspection.formats.workbooks import Sheet, cell


def rows(sheet: Sheet) -> list[tuple[int, list]]:
    """(row number, cells without the empty ones at the end) of every row."""
    found = []
    for at, number in enumerate(sheet.numbers.to_pylist()):
        cells = [cell(column[at].as_py()) for column in sheet.columns]
        while cells and cells[-1] is None:
            cells.pop()
        found.append((number, cells))
    return found
