"""Tables on a page: codes and ids as their names, numbers as numbers, and the two downloads below."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pandas as pd
import pyarrow as pa
import streamlit as st

from inspection.formats.exports import csv_bytes, xlsx_bytes
from inspection.indicators import TableColumn, indicator, table
from inspection.text import catalogue
from inspection.ui import address
from inspection.ui.data import Source, names
from inspection.ui.data import table as read
from inspection.ui.keeping import Shelf
from inspection.ui.plain import plain
from inspection.ui.view import View
from inspection.warehouse import dictionary

ROW_HEIGHT = 31  # pixels
PAPER_ROWS = 100
FITTING = 9  # columns that fit without scrolling; beyond, the first one stays in place
_SHOWN = Shelf(500)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def columns_of_rows(id: str) -> tuple[TableColumn, ...]:
    """The columns of the rows behind an indicator: its ledger's, then what each row adds to the figure."""
    definition = indicator(id)
    types = {"organisations": "org", "rounds": "round", "terms": "term"}
    found = []
    if not definition.shape.ledger.has("name"):
        column = dictionary().ledgers["organisations"].column("name")
        found.append(TableColumn("org_name", column.zh, column.en, "text", None))
    for column in definition.shape.ledger.columns:
        if column.secret and column.name != "clue_id":
            continue
        kind = types.get(column.refers_to[0], "text") if column.refers_to else column.type
        found.append(TableColumn(column.name, column.zh, column.en, kind, column.codes))
    words = catalogue()["pages"]
    counts = ("numerator", "denominator", "pending") if definition.rate else ("numerator",)
    for name in counts:
        found.append(TableColumn(name, words[f"part_{name}"]["zh"], words[f"part_{name}"]["en"], "int", None))
    # keys tell the office which row it is and the reader nothing: last
    return tuple(sorted(found, key=lambda c: c.name.endswith("_id") and c.type not in ("org", "round")))


def _words(column: TableColumn, values: pd.Series, view: View, source: Source) -> pd.Series:
    """A column in the reader's words: labels of codes, names of ids, our own names of what a query calls in English."""
    if column.type == "code" and column.codes:
        return values.map({c.code: c.label(view.lang) for c in dictionary().codes[column.codes]}).astype(object)
    if column.type in ("org", "round", "term"):
        return values.map(names(source, column.type)).astype(object)
    if column.type == "bool":
        return values.map({True: view.say("pages.yes"), False: view.say("pages.no")}).astype(object)
    if column.type == "date":
        return pd.to_datetime(values)
    if column.type in ("int", "decimal", "percent"):
        return values.astype("Float64" if column.type != "int" else "Int64")
    known = catalogue()["pages"]
    marked = {v: view.say(f"pages.value_{v}") for v in values.dropna().unique() if f"value_{v}" in known}
    if column.name == "ledger":
        marked = {name: ledger.label(view.lang) for name, ledger in dictionary().ledgers.items()}
    if marked:
        values = values.map(lambda v: marked.get(v, v), na_action="ignore")
    return values.astype(object)


LINKED = "org_name"  # the column from which an organisation's own page is reached
LONGEST_NAME = 280  # pixels: twenty characters; a longer name is read by pointing at it, and leaves room for its figures
_LINK = r"^(?:organisation|coverage)\?"
LEVELS = {"red": "red", "yellow": "orange", "blue": "blue"}
CENTRED = ("interval", "bounds", "within_of", "done_of", "on_time_of", "satisfied_of", "interval_tried")


def _page_of(view: View, org: object, name: str) -> str:
    """The address behind a name: the organisation's own page; of what names a whole class, the page of coverage."""
    if pd.isna(org):
        return address.link("coverage", view, name=name)
    return address.link("organisation", view, org=org, name=name)


def _wide(values: pd.Series) -> int:
    """Pixels that hold the longest of the texts: names are never cut."""
    longest = max((sum(2 if ord(c) > 0x2E7F else 1 for c in str(v)) for v in values.dropna()), default=0)
    return min(max(70, longest * 7 + 24), 460)


def _is_year(column: TableColumn) -> bool:
    return column.name == "year" or column.name.endswith("_year")


def _whole(values: pd.Series) -> bool:
    """Whether no value has a fraction: 48 transformers are not 48.00 of them."""
    return bool((values.dropna() % 1 == 0).all())


def _config(column: TableColumn, view: View, bars: Sequence[str], first: bool, values: pd.Series):
    label = column.label(view.lang)
    if view.lang == "en":
        label = label[:1].upper() + label[1:]
    if column.name in bars and column.type == "percent":
        return st.column_config.ProgressColumn(label, format="%.1f%%", min_value=0, max_value=100, color="blue")
    if column.name in bars:
        return st.column_config.ProgressColumn(label, format="%.1f", min_value=0, max_value=100, color="blue")
    if column.type == "percent":
        return st.column_config.NumberColumn(label, format="%.1f%%")
    if column.type == "decimal":
        return st.column_config.NumberColumn(label, format="localized" if _whole(values) else "%.2f")
    if column.type == "int":
        return st.column_config.NumberColumn(label, format="%d" if _is_year(column) else "localized")
    if column.type == "date":
        return st.column_config.DateColumn(label, format="YYYY-MM-DD")
    if column.name in ("level", "warning"):
        words = [view.say(f"pages.value_{level}") for level in LEVELS]
        return st.column_config.MultiselectColumn(label, options=words, color=list(LEVELS.values()), width=64)
    if column.name in CENTRED:
        return st.column_config.TextColumn(label, alignment="right")
    if column.name == LINKED and values.astype(str).str.contains(_LINK).any():
        named = values.str.rpartition("name=")[2]
        wide = min(_wide(named), LONGEST_NAME)
        return st.column_config.LinkColumn(label, display_text=r"name=(.*)$", pinned=first, width=wide)
    wide = _wide(values) if column.type in ("text", "code", "org", "round", "term") else None
    return st.column_config.TextColumn(label, pinned=first, width=wide)


def _shown(
    view: View,
    columns: tuple[TableColumn, ...],
    bars: tuple[str, ...],
    empty: tuple[tuple[str, str], ...],
    labels: tuple[tuple[str, str], ...],
    frame: pd.DataFrame,
    source: Source,
) -> tuple[pa.Table, dict, pa.Table]:
    """What the grid shows, how it shows it, and the same as text for paper."""
    words = {c.name: _words(c, frame[c.name], view, source) for c in columns if c.name in frame}
    for column, word in empty:
        words[column] = words[column].where(words[column].notna(), word)
    for column in columns:
        if column.type == "percent" and column.name in words:
            words[column.name] = words[column.name] * 100
    renamed = dict(labels)
    columns = tuple(replace(c, zh=renamed.get(c.name, c.zh), en=renamed.get(c.name, c.en)) for c in columns)
    there = [c for c in columns if c.name in words]
    paper = _on_paper(there, words, view.lang)
    for name in ("level", "warning"):
        if name in words:
            words[name] = words[name].map(lambda word: [] if pd.isna(word) else [word])
    if LINKED in words and "org_id" in frame:
        words[LINKED] = pd.Series(
            [
                None if pd.isna(name) else _page_of(view, org, str(name))
                for org, name in zip(frame["org_id"], words[LINKED], strict=True)
            ],
            index=words[LINKED].index,
            dtype=object,
        )
    shown = pd.DataFrame(words)
    handed_over = pa.Table.from_pandas(shown, preserve_index=False)  # what Streamlit would make of it at every rerun
    wide = len(words) > FITTING
    config = {c.name: _config(c, view, bars, wide and at == 0, shown[c.name]) for at, c in enumerate(there)}
    return handed_over, config, paper


def _on_paper(columns: Sequence[TableColumn], words: dict[str, pd.Series], lang: str) -> pa.Table:
    """The first rows as text: the grid on the screen draws only what is scrolled to, and paper does not scroll."""
    formats = {"percent": "{:.1f}%", "decimal": "{:,.2f}", "int": "{:,}", "date": "{:%Y-%m-%d}"}
    cells = {}
    for column in columns:
        form = formats.get(column.type, "")
        values = words[column.name].iloc[:PAPER_ROWS]
        if _is_year(column):
            form = "{}"
        elif column.type == "decimal" and _whole(words[column.name]):
            form = "{:,.0f}"
        label = column.label(lang)
        while label in cells:
            label += " "
        cells[label] = ["—" if pd.isna(v) else form.format(v) if form else plain(str(v)) for v in values]
    return pa.Table.from_pydict(cells)


def _export(columns: Sequence[TableColumn], frame: pd.DataFrame, view: View, source: Source) -> tuple[list, list]:
    kept = [c for c in columns if c.name in frame]
    cells = []
    for column in kept:
        values = _words(column, frame[column.name], view, source)
        if column.type == "date":
            cells.append([None if pd.isna(v) else v.date() for v in values])
        else:
            cells.append([None if pd.isna(v) else v for v in values])
    return [c.label(view.lang) for c in kept], [list(row) for row in zip(*cells, strict=True)]


def file_name(title: str, view: View, source: Source, ending: str) -> str:
    mark = f"{view.say('pages.demonstration')}_" if source.mart.demonstration else ""
    return f"{mark}{title}_{view.as_of.isoformat()}.{ending}".replace("/", " ").replace(" ", "_")


def as_xlsx(title: str, columns, frame, notes: Sequence[str], view: View, source: Source) -> bytes:
    head, rows = _export(columns, frame, view, source)
    formats = {c.label(view.lang): "percent" for c in columns if c.type == "percent" and c.name in frame}
    marks = [view.say("pages.demonstration_note")] if source.mart.demonstration else []
    lines = [*marks, title, view.words(), *notes]
    made = datetime.now()
    return xlsx_bytes(
        title, head, rows, created=made, notes=lines, number_formats=formats, notes_title=view.say("pages.notes")
    )


def as_csv(columns, frame, view: View, source: Source) -> bytes:
    """The rows as csv; of the demonstration each row says so in a last column, for a csv has no place for notes."""
    head, rows = _export(columns, frame, view, source)
    if source.mart.demonstration:
        head, rows = [*head, view.say("pages.notes")], [[*row, view.say("pages.demonstration")] for row in rows]
    return csv_bytes(head, rows)


def downloads(
    view: View, source: Source, name: str, title: str, columns, frame: pd.DataFrame, notes: Sequence[str] = ()
) -> None:
    """The two buttons below a table; the file is made when one is pressed."""
    with st.container(horizontal=True, gap="small", key=f"downloads_{name}"):
        st.download_button(
            view.say("pages.download_xlsx"),
            data=lambda: as_xlsx(title, columns, frame, notes, view, source),
            file_name=file_name(title, view, source, "xlsx"),
            mime=EXCEL,
            key=f"xlsx_{name}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
        st.download_button(
            view.say("pages.download_csv"),
            data=lambda: as_csv(columns, frame, view, source),
            file_name=file_name(title, view, source, "csv"),
            mime="text/csv",
            key=f"csv_{name}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )


def height_of(count: int, most: int) -> int:
    """Pixels for a table of `count` rows, at most `most` of them shown at once."""
    return (min(max(count, 1), most) + 1) * ROW_HEIGHT + 3


def grid(
    view: View,
    source: Source,
    name: str,
    columns: tuple[TableColumn, ...],
    frame: pd.DataFrame,
    *,
    shown: Sequence[str] = (),
    bars: Sequence[str] = (),
    empty: tuple[tuple[str, str], ...] = (),
    labels: tuple[tuple[str, str], ...] = (),
    rows: int = 12,
) -> None:
    """A frame with the columns described, those of `shown` in that order (all: in their own).

    Percentages of `bars` are drawn as bars inside their cells; `empty` gives (column, word) for missing values,
    `labels` (column, word) for shorter headers.
    """
    kept = tuple(c for n in shown for c in columns if c.name == n) if shown else columns
    words, config, paper = _SHOWN.get(
        (source, view, name), lambda: _shown(view, kept, tuple(bars), empty, labels, frame, source)
    )
    st.dataframe(
        words,
        column_config=config,
        hide_index=True,
        height=height_of(words.num_rows, rows),
        row_height=ROW_HEIGHT,
        placeholder="—",
        key=f"table_{name}",
    )
    with st.container(key=f"paper_{name}", gap=None):  # seen on paper only, in place of the grid
        st.table(paper, hide_index=True, border="horizontal")
        if words.num_rows > PAPER_ROWS:
            st.caption(view.say("pages.paper_rows", shown=PAPER_ROWS, n=f"{words.num_rows:,}"))


def show(
    view: View,
    source: Source,
    id: str,
    frame: pd.DataFrame | None = None,
    *,
    shown: Sequence[str] = (),
    bars: Sequence[str] = (),
    empty: tuple[tuple[str, str], ...] = (),
    labels: tuple[tuple[str, str], ...] = (),
    rows: int = 12,
    heading: bool = True,
    title: str = "",
    name: str = "",
    none: str = "pages.no_rows",
) -> None:
    """A table of queries/tables/ with its title, its definition one click away, and its downloads.

    `frame` is what the view's table was made into; without it the table itself.
    """
    definition = table(id)
    frame = read(source, view, id) if frame is None else frame
    caveats = [c(view.lang) for c in definition.caveats]
    if heading:
        link = f"[{view.say('pages.to_definition')}](definitions?table={id}&lang={view.lang})"
        help = "\n\n".join([definition.question(view.lang), *caveats, link])
        st.header(title or definition.title(view.lang), help=help, anchor=False)
    if frame.empty:
        st.caption(view.say(none))
        return
    name = name or id
    grid(view, source, name, definition.columns, frame, shown=shown, bars=bars, empty=empty, labels=labels, rows=rows)
    downloads(view, source, name, definition.title(view.lang), definition.columns, frame, caveats)
