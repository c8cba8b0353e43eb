"""What stands in the file of a paper, read back by other libraries than those that wrote it, against the paper."""

import datetime
import decimal
import io
import re
import zipfile
from collections.abc import Iterable, Iterator

import openpyxl
import pypdf
from docx import Document
from lxml import etree
from openpyxl.utils import range_boundaries
from pptx import Presentation

from inspection.formats.exports import defused
from inspection.formats.paper import Paper


def differences(paper: Paper, form: str, data: bytes) -> list[str]:
    """What of the paper the file lacks or has otherwise; nothing where all of it stands there."""
    return list({"docx": _docx, "pptx": _pptx, "xlsx": _xlsx, "pdf": _pdf}[form](paper, data))


def _lacking(wanted: Iterator[str], there: str) -> Iterator[str]:
    squeezed = re.sub(r"\s", "", there)
    for words in wanted:
        if re.sub(r"\s", "", words) not in squeezed:
            yield words


def _out_of_order(wanted: Iterator[str], there: str) -> Iterator[str]:
    """The words that do not stand there after those before them."""
    squeezed, at = re.sub(r"\s", "", there), 0
    for words in (re.sub(r"\s", "", one) for one in wanted):
        found = squeezed.find(words, at)
        if found < 0:
            yield words
        else:
            at = found + len(words)


def _always(paper: Paper) -> list[str]:
    """What every form carries: title, mark, what it stands on, definitions."""
    facts = [words for _, words in paper.facts]
    definitions = [words for one in paper.definitions for words in (one.title, *(words for _, words in one.lines))]
    return [paper.title, paper.mark, *facts, *definitions]


def _docx(paper: Paper, data: bytes) -> Iterator[str]:
    document = Document(io.BytesIO(data))
    text = "\n".join(p.text for p in document.paragraphs)
    yield from _lacking(iter([*_always(paper), *(s for section in paper.sections for s in section.sentences)]), text)
    tables = iter(document.tables)
    for section in paper.sections:
        if section.figures:
            rows = [[c.text for c in row.cells] for row in next(tables).rows][1:]
            wanted = [[f.title, f.words, f.change, "\n".join(f.lines)] for f in section.figures]
            yield from _unlike(wanted, rows, section.heading)
    for name, table in paper.annexes():
        rows = [[c.text for c in row.cells] for row in next(tables).rows][2 if table.grouped else 1 :]
        wanted = [list(row) for row in table.cells]
        at = next((n for n, c in enumerate(table.columns) if c.name == table.merged), None)
        for start, end in table.runs():  # one cell over all of them
            for row in range(start, end + 1):
                wanted[row][at] = table.cells[start][at]
        yield from _unlike(wanted, rows, name)


    yield from _drawn(paper, data)


def _drawn(paper: Paper, data: bytes) -> Iterator[str]:
    """The native charts of a document, in its order: their categories and numbers, and those of the workbook behind each."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = sorted((n for n in archive.namelist() if n.startswith("word/charts/c")), key=lambda n: int(re.sub(r"\D", "", n)))
        charts = [chart for section in paper.sections for chart in section.charts]
        yield from _unlike([[len(charts)]], [[len(parts)]], "charts")
        for chart, name in zip(charts, parts, strict=False):
            root = etree.fromstring(archive.read(name))
            series = list(root.iter("{*}ser"))
            named = [[v.text for v in next(one.iter("{*}cat")).iter("{*}v")] for one in series]
            yield from _unlike([list(chart.categories)] * len(chart.series), named, chart.title)
            points = [{int(p.get("idx")): float(p[0].text) for p in next(one.iter("{*}val")).iter("{*}pt")} for one in series]
            values = [[found.get(at) for at in range(len(chart.categories))] for found in points]
            yield from _unlike([list(s.values) for s in chart.series], values, chart.title)
            [book] = [n for n in archive.namelist() if n == f"word/embeddings/{name.rpartition('/')[2][:-4]}.xlsx"]
            sheet = openpyxl.load_workbook(io.BytesIO(archive.read(book))).active
            columns = [[c.value for c in column[1:]] for column in sheet.iter_cols(min_col=2)]
            yield from _unlike([_held(s.values) for s in chart.series], list(map(_held, columns)), f"{chart.title}, workbook")


def _held(row: Iterable) -> list:
    """Numbers as far as a workbook holds them: to 16 digits."""
    return [one if one is None or isinstance(one, str) else round(one, 12) for one in row]


def _unlike(wanted: list, found: list, where: str) -> Iterator[str]:
    if len(wanted) != len(found):
        yield f"{where}: {len(found)} rows in place of {len(wanted)}"
    for number, (ours, theirs) in enumerate(zip(wanted, found, strict=False)):
        if list(ours) != list(theirs):
            yield f"{where}, row {number}: {theirs} in place of {list(ours)}"


def _pptx(paper: Paper, data: bytes) -> Iterator[str]:
    shapes = [shape for slide in Presentation(io.BytesIO(data)).slides for shape in slide.shapes]
    text = "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    said = [words for section in paper.sections for words in section.sentences]
    yield from _lacking(iter([*_always(paper), *said]), text)
    runs = [r for s in shapes if s.has_text_frame for p in s.text_frame.paragraphs for r in p.runs]
    figures = [figure.words for section in paper.sections for figure in section.figures]
    yield from _unlike([figures], [[r.text for r in runs if r.font.size.pt == 40]], "figures")
    rows = [[c.text for c in row.cells] for s in shapes if s.has_table for row in list(s.table.rows)[1:]]
    wanted = []
    for section in paper.sections:
        for table in section.tables:
            at = [n for n, column in enumerate(table.columns) if column.on_slides]
            wanted += [[row[n] for n in at] for row in table.cells[: table.on_slides]]
    yield from _unlike(wanted, rows, "tables")
    drawn = [shape.chart for shape in shapes if shape.has_chart]
    charts = [chart for section in paper.sections for chart in section.charts]
    ones = iter(drawn)
    for chart in charts:  # one of many bars goes over several slides
        parts = [next(ones)]
        while sum(len(part.plots[0].categories) for part in parts) < len(chart.categories):
            parts.append(next(ones))
        yield from _unlike([chart.categories], [[name for part in parts for name in part.plots[0].categories]], chart.title)
        for number, series in enumerate(chart.series):
            values = [v for part in parts for v in part.plots[0].series[number].values]
            yield from _unlike([series.values], [values], f"{chart.title}, {series.name}")
    yield from _unlike([], [[one.plots[0].categories[0]] for one in ones], "charts")


def _xlsx(paper: Paper, data: bytes) -> Iterator[str]:
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    text = "\n".join(str(c.value) for sheet in values for row in sheet.iter_rows() for c in row if c.value is not None)
    yield from _lacking(iter(defused(words) for words in _always(paper)), text)
    sheets = iter(zip(values.worksheets, formulas.worksheets, strict=True))
    sheet, written = next(sheets)
    figures = [figure for section in paper.sections for figure in section.figures]
    for number, figure in enumerate(figures, 4):
        cell, made = sheet.cell(number, 3).value, written.cell(number, 3).value
        if _printed(cell, figure.rate, figure.words) != figure.words.split(" ")[0]:
            yield f"{figure.title}: {cell} in place of {figure.words}"
        if figure.rate and figure.value is not None:
            n, of = (sheet.cell(number, column).value for column in (5, 6))
            if not str(made).startswith(("=E", "=ROUNDDOWN(E")) or abs(n / of - cell) > 1e-3 or (n, of) != (figure.n, figure.of):
                yield f"{figure.title}: {made}, {n} of {of}"
    for name, table in paper.annexes():
        sheet, _ = next(sheets)
        first = 5 if table.grouped else 4
        merged = {n for n, c in enumerate(table.columns) if c.name == table.merged}
        continued = {row for start, end in table.runs() for row in range(start + 1, end + 1)}
        for number, (cells, raw) in enumerate(zip(table.cells, table.rows, strict=True)):
            for at, (words, value, column) in enumerate(zip(cells, raw, table.columns, strict=True)):
                found = sheet.cell(first + number, at + 1).value
                if at in merged and number in continued:
                    continue
                if not _same(found, value, words, column.type):
                    yield f"{name}, row {number}, {column.name}: {found!r} in place of {value!r}"
    yield from _cells_drawn(paper, values)


def _cells_drawn(paper: Paper, book: openpyxl.Workbook) -> Iterator[str]:
    """The native charts of a workbook: the cells that their references name hold the categories and the numbers."""
    charts = [chart for section in paper.sections for chart in section.charts]
    drawn = [(sheet, one) for sheet in book.worksheets for one in sheet._charts]
    yield from _unlike([[len(charts)]], [[len(drawn)]], "charts")
    for chart, (sheet, one) in zip(charts, drawn, strict=False):
        for series, made in zip(chart.series, one.series, strict=True):
            found = [_referred(sheet, made.tx.strRef.f), _held(_referred(sheet, made.val.numRef.f))]
            yield from _unlike([[defused(series.name)], _held(series.values)], found, chart.title)
            wanted = [[defused(words) for words in chart.categories]]
            yield from _unlike(wanted, [_referred(sheet, (made.cat.strRef or made.cat.numRef).f)], chart.title)
        if chart.kind == "intervals":
            bars = one.series[0].errBars
            over, under = ([p.v for p in (side.numLit or side.numRef.numCache).pt] for side in (bars.plus, bars.minus))
            ends = [(round(v - b, 9), round(v + a, 9)) for v, a, b in zip(chart.series[0].values, over, under, strict=True)]
            yield from _unlike(list(zip(chart.low, chart.high, strict=True)), ends, f"{chart.title}, range")


def _referred(sheet, named: str) -> list:
    """What stands in the cells of a reference, 图表!$B$6:$B$9, one below the other."""
    left, top, _, bottom = range_boundaries(named.rpartition("!")[2])
    return [sheet.cell(row, left).value for row in range(top, bottom + 1)]


def _half_up(value: float, decimals: int) -> str:
    """As a spreadsheet shows the number a cell holds."""
    exact = decimal.Decimal(f"{value:.13g}")
    return f"{exact.quantize(decimal.Decimal(1).scaleb(-decimals), decimal.ROUND_HALF_UP):,f}"


def _printed(cell: object, rate: bool, words: str) -> str:
    if isinstance(cell, str):
        return cell.split(" ")[0]
    return f"{_half_up(cell * 100, 1)}%" if rate else _half_up(cell, "." in words)


def _same(found: object, value: object, words: str, kind: str) -> bool:
    if value is None:
        return found == words
    if kind == "date":
        return isinstance(found, datetime.datetime) and found.date() == value
    if kind == "percent":
        return abs(found - value) < 1e-3 and f"{_half_up(found * 100, 1)}%" == words
    return found == value if kind in ("int", "decimal") else found == defused(words)


def _pdf(paper: Paper, data: bytes) -> Iterator[str]:
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    said = [words for section in paper.sections for words in section.sentences]
    yield from _lacking(iter([*_always(paper), *said]), text)
    figures = (f for section in paper.sections for f in section.figures)
    shown = [words for f in figures for words in (f.title, f.words, f.change, *f.lines)]
    for _, table in paper.annexes():
        # what is one cell over several rows has no place among them
        shown += [w for row in table.cells for c, w in zip(table.columns, row, strict=True) if c.name != table.merged]
    yield from _out_of_order(iter(shown), text)
    yield from _labelled(paper, re.sub(r"\s", "", text))


def _labelled(paper: Paper, there: str) -> Iterator[str]:
    """The charts of a PDF as far as they are printed: behind the title every bar's category and its number, of a line both
    ends of its axis and its last number."""
    for chart in (chart for section in paper.sections for chart in section.charts):
        labels = [[chart.label(value) for value in series.values] for series in chart.series]
        if chart.kind == "line":
            wanted = {chart.categories[0], chart.categories[-1], labels[0][-1]} if chart.categories else set()
            behind = [part[:200] for part in there.split(re.sub(r"\s", "", chart.title))[1:]]  # a sentence may say the same
            if not any(all(words in part for words in wanted) for part in behind):
                yield f"{chart.title}: not {sorted(wanted)}"
            continue
        bars = "".join(name + "".join(one[at] for one in labels) for at, name in enumerate(chart.categories))
        if re.sub(r"\s", "", chart.title + bars) not in there:
            yield f"{chart.title}: not {bars}"
