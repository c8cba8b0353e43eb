"""Tables on a page: codes and ids as their names, numbers as numbers, and the two downloads below."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pandas as pd
import pyarrow as pa
import streamlit as st

from inspection.formats.exports import csv_bytes, xlsx_bytes
from inspection.indicators import Indicator, Table, TableColumn, table_definition
from inspection.reading.answers import Source, tabled
from inspection.reading.keeping import Ask, ask, kept
from inspection.reading.scope import own_scope
from inspection.reading.view import View, view_of
from inspection.reading.words import NOTHING, all_whole, column_in_words, day, is_year, texts, whole_number
from inspection.text import say
from inspection.ui.pieces import address, paper, text_table
from inspection.ui.pieces.visitor import may, noted_once, taking

ROW_HEIGHT = 31  # pixels
PAPER_ROWS = 100
FITTING = 9  # columns that fit without scrolling; beyond, the first one stays in place
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


LINKED = "org_name"  # the column from which an organisation's own page is reached
LONGEST_NAME = 280  # pixels: twenty characters; a longer name is read by pointing at it, and leaves room for its figures
LONGEST_BESIDE = 170  # the same where the table has half the page's width
REGION_LINKED = "region_name"  # the column from which a region, or a county's own pages, is reached
_LINK = r"^(?:organisation|coverage|\./)\?"
SINGLE = {"finding_id": "finding", "repeat_of": "finding", "earlier_id": "finding", "clue_id": "clue"}
"""Columns that name a single finding or clue by its number -> the page it is reached by."""
LEVELS = {"red": "red", "yellow": "orange", "blue": "blue"}
WARNED = ("level", "warning")
"""The columns that hold one of them."""
RIGHT = (
    *("interval", "bounds", "within_of", "done_of", "on_time_of", "satisfied_of", "interval_tried"),
    *("so_far", "expected", "band", "limits"),
)
"""Columns of numbers in words (n/N, ranges, rates that may be missing): they stand to the right as numbers do."""
ALIGNED = ("of_", "bounds_", "ends")
"""What the explorer's columns of n/N and of ranges begin with."""
MATTERS = frozenset({"clue_id", "finding_id", "case_id", "action_id"})
"""What a row of its own names a single matter by: who looks at such a list is in the audit."""


def _page_of(along: tuple, org: object, name: str) -> str:
    """The address behind a name: the organisation's own page; of what names a whole class, the page of coverage."""
    if pd.isna(org):
        return address.link("coverage", along, name=name)
    return address.link("organisation", along, org=org, name=name)


def _pages_of(page: str, along: tuple, numbers: pd.Series) -> pd.Series:
    """The address behind each number of a finding or clue."""
    texts_of = [None if pd.isna(n) else address.link(page, along, number=str(n)) for n in numbers]
    return pd.Series(texts_of, index=numbers.index, dtype=object)


def _wide(values: pd.Series, label: str = "", most: int = 460) -> int:
    """Pixels that hold the longest of the texts and the column's head, up to `most`."""
    longest = max(sum(2 if ord(c) > 0x2E7F else 1 for c in str(v)) for v in (label, *values.dropna()))
    return min(max(70, longest * 7 + 24), most)


def _head(column: TableColumn, lang: str) -> str:
    label = column.label(lang)
    return label[:1].upper() + label[1:] if lang == "en" else label


def _config(column: TableColumn, view: View, bars: Sequence[str], first: bool, values: pd.Series, longest: int):
    label = _head(column, view.lang)
    if column.name in bars and column.type == "percent":
        return st.column_config.ProgressColumn(label, format="%.1f%%", min_value=0, max_value=100, color="blue")
    if column.name in bars:
        return st.column_config.ProgressColumn(label, format="%.1f", min_value=0, max_value=100, color="blue")
    if column.type == "percent":
        return st.column_config.NumberColumn(label, format="%.1f%%")
    if column.type == "decimal":
        return st.column_config.NumberColumn(label, format="localized" if all_whole(values) else f"%.{column.places}f")
    if column.type == "int" and column.name not in SINGLE:
        return st.column_config.NumberColumn(label, format="%d" if is_year(column) else "localized")
    if column.type == "date":
        return st.column_config.DateColumn(label, format="YYYY-MM-DD")
    if column.name in WARNED:
        words = [view.say(f"pages.value_{level}") for level in LEVELS]
        return st.column_config.MultiselectColumn(label, options=words, color=list(LEVELS.values()), width=64)
    if _stands_right(column):
        return st.column_config.TextColumn(label, alignment="right")
    if column.name in (LINKED, REGION_LINKED) and values.astype(str).str.contains(_LINK).any():
        named = values.str.rpartition("name=")[2]
        wide = _wide(named, most=longest)
        return st.column_config.LinkColumn(label, display_text=r"name=(.*)$", pinned=first, width=wide)
    if column.name in SINGLE:
        wide = _wide(values.map(lambda link: str(link).rpartition("=")[2], na_action="ignore"))
        return st.column_config.LinkColumn(label, display_text=r"number=(.*)$", pinned=first, width=wide)
    wide = _wide(values, label) if column.type in ("text", "code", "org", "round", "term") else None
    return st.column_config.TextColumn(label, pinned=first, width=wide)


@kept
def _shown(
    view: View,
    source: Source,
    columns: tuple[TableColumn, ...],
    bars: tuple[str, ...],
    empty: tuple[tuple[str, str], ...],
    labels: tuple[tuple[str, str], ...],
    along: tuple[tuple[str, str], ...],
    longest: int,
    rows: Ask,
) -> tuple[pa.Table, dict, str]:
    """What the grid shows, how it shows it, and the same as text for paper. `along`: what its links take along,
    which the session alone knows; `longest`: pixels that an organisation's name may take."""
    frame = rows()
    words = {c.name: column_in_words(view, source, c, frame[c.name]) for c in columns if c.name in frame}
    for column, word in empty:
        words[column] = words[column].where(words[column].notna(), word)
    renamed = dict(labels)
    columns = tuple(replace(c, zh=renamed.get(c.name, c.zh), en=renamed.get(c.name, c.en)) for c in columns)
    there = [c for c in columns if c.name in words]
    paper = _on_paper(there, words, view.lang, _ways(frame, words, along), frame)
    for column in there:
        if column.type == "percent":
            words[column.name] = words[column.name] * 100
    for name in WARNED:
        if name in words:
            words[name] = words[name].map(lambda word: [] if pd.isna(word) else [word])
    if LINKED in words and "org_id" in frame:
        words[LINKED] = pd.Series(
            [
                None if pd.isna(name) else _page_of(along, org, str(name))
                for org, name in zip(frame["org_id"], words[LINKED], strict=True)
            ],
            index=words[LINKED].index,
            dtype=object,
        )
    if REGION_LINKED in words and "region" in frame:
        words[REGION_LINKED] = pd.Series(
            [address.link("./", along, region=code, name=str(name))
             for code, name in zip(frame["region"], words[REGION_LINKED], strict=True)],
            index=words[REGION_LINKED].index, dtype=object,
        )  # fmt: skip
    for name in SINGLE.keys() & words.keys():
        words[name] = _pages_of(SINGLE[name], along, words[name])
    shown = pd.DataFrame(words)
    handed_over = pa.Table.from_pandas(shown, preserve_index=False)  # what Streamlit would make of it at every rerun
    wide = len(words) > FITTING
    config = {c.name: _config(c, view, bars, wide and at == 0, shown[c.name], longest) for at, c in enumerate(there)}
    return handed_over, config, paper


def _ways(frame: pd.DataFrame, words: dict[str, pd.Series], along: tuple) -> dict[str, list[str]]:
    """Column -> the address behind each of the first rows' names and numbers; empty where there is none."""
    ways = {}
    if LINKED in words and "org_id" in frame:
        orgs = frame["org_id"][:PAPER_ROWS]
        of_class = address.link("coverage", along)
        ways[LINKED] = [of_class if pd.isna(org) else address.link("organisation", along, org=org) for org in orgs]
    for name in SINGLE.keys() & words.keys():
        numbers = words[name][:PAPER_ROWS]
        ways[name] = ["" if pd.isna(n) else address.link(SINGLE[name], along, number=str(n)) for n in numbers]
    return ways


def _on_paper(
    columns: Sequence[TableColumn], words: dict[str, pd.Series], lang: str, ways: dict[str, list[str]], frame: pd.DataFrame
) -> str:
    """The first rows as text: the grid on the screen draws only what is scrolled to, and paper does not scroll, nor does a
    telephone show more than two columns of it. What leads somewhere there leads there here."""
    cells = [texts(column, words[column.name])[:PAPER_ROWS] for column in columns]
    led = {
        at: [way if text != NOTHING else "" for text, way in zip(cells[at], ways[column.name], strict=True)]
        for at, column in enumerate(columns)
        if column.name in ways
    }
    right = frozenset(at for at, column in enumerate(columns) if _stands_right(column))
    warned = {at: list(frame[c.name][:PAPER_ROWS].fillna("")) for at, c in enumerate(columns) if c.name in WARNED}
    return text_table.made([_head(column, lang) for column in columns], cells, led, right, warned)


def _stands_right(column: TableColumn) -> bool:
    """Whether it holds figures, which stand one below the other by their digits."""
    counted = column.type in ("percent", "decimal") or (column.type == "int" and column.name not in SINGLE)
    return counted or column.name in RIGHT or column.name.startswith(ALIGNED)


def _export(columns: Sequence[TableColumn], frame: pd.DataFrame, view: View, source: Source) -> tuple[list, list]:
    kept = [c for c in columns if c.name in frame]
    cells = []
    for column in kept:
        values = column_in_words(view, source, column, frame[column.name])
        if column.type == "date":
            cells.append([None if pd.isna(v) else v.date() for v in values])
        else:
            cells.append([None if pd.isna(v) else v for v in values])
    return [c.label(view.lang) for c in kept], [list(row) for row in zip(*cells, strict=True)]


def file_name(title: str, view: View, source: Source, ending: str) -> str:
    mark = f"{view.say('pages.demonstration')}_" if source.demonstration else ""
    return f"{mark}{title}_{day(view.as_of)}.{ending}".replace("/", " ").replace(" ", "_")


def as_xlsx(title: str, columns, frame, notes: Sequence[str], view: View, source: Source) -> bytes:
    """The rows as a workbook, with what they are and how they were asked for on a sheet of notes."""
    head, rows = _export(columns, frame, view, source)
    formats = {c.label(view.lang): "percent" for c in columns if c.type == "percent" and c.name in frame}
    marks = [view.say("pages.demonstration_note")] if source.demonstration else []
    lines = [*marks, title, view.words(), *notes]
    made = datetime.now()
    return xlsx_bytes(
        title, head, rows, created=made, notes=lines, number_formats=formats, notes_title=view.say("pages.notes")
    )


def as_csv(columns, frame, view: View, source: Source) -> bytes:
    """The rows as csv; of the demonstration each row says so in a last column, for a csv has no place for notes."""
    head, rows = _export(columns, frame, view, source)
    if source.demonstration:
        head, rows = [*head, view.say("pages.notes")], [[*row, view.say("pages.demonstration")] for row in rows]
    return csv_bytes(head, rows)


def downloads(
    view: View,
    source: Source,
    name: str,
    title: str,
    columns: Sequence[TableColumn],
    rows: Ask,
    notes: Sequence[str] = (),
) -> None:
    """The two buttons below a table, for whoever may take tables away; the file is made when one is pressed."""
    if not may("analysis"):
        return
    told = {"table": title, "of": view.words()}
    with st.container(horizontal=True, gap="small", key=f"downloads_{name}"):
        st.download_button(
            view.say("pages.download_xlsx"),
            data=taking(lambda: as_xlsx(title, columns, rows(), notes, view, source), **told, form="xlsx"),
            file_name=file_name(title, view, source, "xlsx"),
            mime=EXCEL,
            key=f"xlsx_{name}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
        st.download_button(
            view.say("pages.download_csv"),
            data=taking(lambda: as_csv(columns, rows(), view, source), **told, form="csv"),
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
    answer: Ask,
    *,
    shown: Sequence[str] = (),
    bars: Sequence[str] = (),
    empty: tuple[tuple[str, str], ...] = (),
    labels: tuple[tuple[str, str], ...] = (),
    of: Indicator | Table | None = None,
    rows: int = 12,
    beside: bool = False,
    pick: str = "",
    listed: bool = False,
) -> tuple[int, str] | None:
    """The rows of an answer with the columns described, those of `shown` in that order (all: in their own).

    Rows of another view than the page's, or of what cannot be narrowed to it (`of`: what is read), say their own scope.

    Percentages of `bars` are drawn as bars inside their cells; `empty` gives (column, word) for missing values,
    `labels` (column, word) for shorter headers. `name` is the table's on this page; `rows` how many are seen at once;
    `beside`: it has half the page's width, and a long name leaves its figures in view there too.
    With `pick` a "row" or a "cell" can be pressed: its place among the rows and the name of its column (none of a row) are
    returned, None where none is. What is `listed` is read down and not sorted: as long as all of it stands on paper it is text
    on every medium, and the grid, a tenth of what a first visit costs the browser, is not fetched for it.
    """
    kept_columns = tuple(c for n in shown for c in columns if c.name == n) if shown else columns
    if scope := own_scope(view, view_of(answer) or view, of):
        st.caption(scope)
    longest = LONGEST_BESIDE if beside else LONGEST_NAME
    words, config, paper = _shown(
        view, source, kept_columns, tuple(bars), empty, labels, address.chosen_along(), longest, answer
    )
    if listed and words.num_rows <= PAPER_ROWS:
        with st.container(key=f"paper_listed_{name}", gap=None):
            text_table.show(paper)
        return None
    able = {"on_select": "rerun", "selection_mode": f"single-{pick}"} if pick else {}
    box = st.container(key=f"{'picked' if pick else 'grid'}_{name}")  # where a row is picked the grid stays on a telephone
    shown = box.dataframe(
        words,
        column_config=config,
        hide_index=True,
        height=height_of(words.num_rows, rows),
        row_height=ROW_HEIGHT,
        placeholder=NOTHING,
        key=f"table_{name}",
        **able,
    )
    with st.container(key=f"paper_{name}", gap=None):  # on paper, a projector and a telephone in place of the grid
        text_table.show(paper)
        if words.num_rows > PAPER_ROWS:
            st.caption(view.say("pages.paper_rows", shown=PAPER_ROWS, n=whole_number(words.num_rows)))
    if pick == "cell":
        return next(iter(shown.selection.cells), None)
    return (shown.selection.rows[0], "") if pick and shown.selection.rows else None


def lines(
    view: View,
    source: Source,
    name: str,
    columns: tuple[TableColumn, ...],
    answer: Ask,
    shown: Sequence[str] = (),
) -> None:
    """The few rows that a page opens with, as text on every medium: its lines break where a grid would cut them."""
    kept_columns = tuple(c for n in shown for c in columns if c.name == n) if shown else columns
    along = address.chosen_along()
    _, _, as_text = _shown(view, source, kept_columns, (), (), (), along, LONGEST_NAME, answer)
    with st.container(key=f"paper_{name}", gap=None):
        text_table.show(as_text)


def on_paper(frame: pd.DataFrame, name: str, lang: str) -> None:
    """The rows of a table of words as they stand on paper, where the grid on the screen is not drawn: the first PAPER_ROWS."""
    texts_of = frame.head(PAPER_ROWS).astype(object).where(frame.head(PAPER_ROWS).notna(), NOTHING)
    cells = [[str(value) for value in texts_of.iloc[:, at]] for at in range(texts_of.shape[1])]
    with st.container(key=f"paper_{name}", gap=None):
        text_table.show(text_table.made([str(head) for head in texts_of.columns], cells, {}, frozenset()))
        if len(frame) > PAPER_ROWS:
            st.caption(say("pages.paper_rows", lang, shown=PAPER_ROWS, n=whole_number(len(frame))))


def show(
    view: View,
    source: Source,
    id: str,
    answer: Ask | None = None,
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
    listed: bool = False,
) -> None:
    """A table of queries/tables/ with its title, its definition one click away, and its downloads.

    `answer` is what the view's table was made into; without it the table itself.
    """
    definition = table_definition(id)
    answer = answer or ask(tabled, view, source, id)
    caveats = [c(view.lang) for c in definition.caveats]
    paper.define(definition, source, view.lang)
    if heading:
        link = f"[{view.say('pages.to_definition')}](definitions?table={id}&lang={view.lang})"
        help = "\n\n".join([definition.question(view.lang), *caveats, link])
        st.header(title or definition.title(view.lang), help=help, anchor=False)
    if answer().empty:
        st.caption(view.say(none))
        return
    if MATTERS & {column.name for column in definition.columns}:
        noted_once("rows_seen", table=id, of=view.words(), rows=len(answer()))
    name = name or id
    columns = definition.columns
    options = {"shown": shown, "bars": bars, "empty": empty, "labels": labels, "rows": rows, "listed": listed}
    grid(view, source, name, columns, answer, of=definition, **options)
    downloads(view, source, name, definition.title(view.lang), definition.columns, answer, caveats)
