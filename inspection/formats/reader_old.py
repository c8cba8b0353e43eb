"""What cells of an old xls show: formats, struck-through texts, hidden rows and error cells, by xlrd. Part of reader_child.py.

The values come from the library that reads all workbooks; this one is only asked how they look. It is slow, so a large
file is not looked at, and what it cannot read is not held against the file: the caller then says that nobody looked.
"""

from reader_pieces import Error
from reader_shapes import Looks, Shape, shape

LARGEST = 6_000_000  # bytes


def looks_of_xls(data: bytes) -> dict[str, Looks]:
    """Sheet name -> how its cells look; an error cell's marker stands among the shapes. Empty where nobody could look."""
    if len(data) > LARGEST:
        return {}
    import io

    import xlrd

    try:
        with xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO()) as book:
            codes = {number: shape(kept.format_str or "") for number, kept in book.format_map.items()}
            formats = {at: codes[xf.format_key] for at, xf in enumerate(book.xf_list) if codes.get(xf.format_key)}
            fonts = {at for at, font in enumerate(book.font_list) if font.struck_out}
            struck = {at for at, xf in enumerate(book.xf_list) if xf.font_index in fonts}
            found = {sheet.name: _looks(sheet, formats, struck, fonts) for sheet in book.sheets()}
            for looks in found.values():
                looks.since_1904 = book.datemode == 1
            return found
    except MemoryError:
        raise
    except Exception:  # xlrd raises what it meets: assertions, index, struct and unicode errors
        return {}


def _looks(sheet, formats: dict[int, Shape], struck: set[int], fonts: set[int]) -> Looks:
    import xlrd

    looks = Looks(formats, frozenset())
    looks.hidden = [row + 1 for row, info in sorted(sheet.rowinfo_map.items()) if info.hidden]
    looks.comments = [(row + 1, " ".join(note.text.split())[:200]) for (row, _), note in sheet.cell_note_map.items()]
    looks.hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    looks.struck = {row + 1 for (row, _), runs in sheet.rich_text_runlist_map.items() if {font for _, font in runs} & fonts}
    for row in range(sheet.nrows):
        styles, kinds = sheet._cell_xf_indexes[row], sheet.row_types(row)
        for column, (style, kind) in enumerate(zip(styles, kinds, strict=False)):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            if kind == xlrd.XL_CELL_ERROR:
                name = xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#N/A")
                looks.shapes.setdefault(row + 1, {})[column] = Error(name)
            elif style in formats:
                looks.shapes.setdefault(row + 1, {})[column] = formats[style]
            if style in struck:
                looks.struck.add(row + 1)
    return looks
