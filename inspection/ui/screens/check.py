"""数字核对 on the screen: a draft pasted or uploaded, its numbers marked where they stand, the findings, the docx back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pandas as pd
import streamlit as st

from inspection.formats.drafts import LARGEST, NotADraft, marked, pieces_of, read_draft
from inspection.formats.exports import csv_bytes, xlsx_bytes
from inspection.papers.checker.checking import Checked, Judged, checked
from inspection.papers.checker.remarks import VERDICTS
from inspection.papers.checker.report import COLUMNS, lines, notes, summed_up
from inspection.papers.given import papers_home
from inspection.reading.answers import Source
from inspection.reading.words import NOTHING, whole_number
from inspection.text import say
from inspection.ui.pieces.faults_table import ONE_LINE
from inspection.ui.pieces.grids import on_paper
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import may, taking
from inspection.warehouse import passing_folder

FOUND = "check_found"
MARKS = {"wrong": "red", "right": "green", "rounded": "blue", "unjudged": "gray"}
SHOWN = 400
"""Paragraphs and cells that are shown with their marks; the table and the files have all numbers."""


@dataclass(frozen=True)
class Draft:
    """A draft as it came: its text where it was pasted, else the file with its name; whether it is of these data."""

    text: str
    name: str = ""
    data: bytes = b""
    ours: bool = False

    @property
    def docx(self) -> bool:
        """Whether comments can be given back in it."""
        return self.data[:2] == b"PK"

    def key(self, source: Source, lang: str) -> tuple:
        """What its findings depend on."""
        return sha256(self.text.encode() + self.data).hexdigest(), self.ours, source.mart.key, source.settings, lang


def asked(lang: str) -> Draft | None:
    """The draft to be checked, once somebody has pressed; None before."""
    paste, upload = say("checker.paste", lang), say("checker.upload", lang)
    way = st.segmented_control(say("checker.way", lang), [paste, upload], default=paste, required=True, key="check_way",
                               label_visibility="collapsed")  # fmt: skip
    text, file = "", None
    if way == upload:
        file = st.file_uploader(say("checker.file", lang), type=["docx", "docm", "txt"], key="check_file",
                                max_upload_size=LARGEST // 1_000_000)  # fmt: skip
    else:
        text = st.text_area(say("checker.text", lang), height=160, key="check_text", placeholder=say("checker.example", lang))
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(say("checker.check", lang), type="primary", key="check_go")
        ours = st.checkbox(say("checker.ours", lang), key="check_ours", help=say("checker.ours_help", lang))
    if pressed and not (file or text.strip()):
        st.info(say("checker.nothing", lang))
    elif pressed:
        st.session_state["check_asked"] = Draft(text, ours=ours) if file is None else Draft("", file.name, file.getvalue(), ours)
    return st.session_state.get("check_asked")


def results(draft: Draft | None, source: Source, lang: str) -> tuple[Draft, Checked] | None:
    """The draft with its findings, found once; None without a draft, and for one that cannot be read, which is said."""
    if draft is None:
        return None
    key = draft.key(source, lang)
    if st.session_state.get(FOUND, (None,))[0] != key:
        try:
            with st.spinner(say("checker.checking", lang)):
                st.session_state[FOUND] = key, _checked(draft, source, lang)
        except NotADraft as error:
            name = draft.name or say("checker.text", lang)
            st.error(plain(say(f"checker.unreadable_{error.code}", lang, file=name, **error.values)))
            return None
    return draft, st.session_state[FOUND][1]


def _checked(draft: Draft, source: Source, lang: str) -> Checked:
    return checked(_pieces(draft), source, lang, ours=draft.ours, home=papers_home(source))


def _pieces(draft: Draft):
    if not draft.data:
        return pieces_of(draft.text)
    with passing_folder("read") as folder:
        path = folder / "draft"
        path.write_bytes(draft.data)
        return read_draft(path)


def show(found: tuple[Draft, Checked], lang: str) -> None:
    """How many numbers have which verdict, the findings beside the draft with its marks, the files."""
    draft, of = found
    counts = of.counts()
    for column, verdict in zip(st.columns(4), VERDICTS, strict=True):
        column.metric(say(f"checker.{verdict}", lang), whole_number(counts[verdict]), border=True)
    st.caption(plain(summed_up(of, lang)))
    if not of.judged:
        return
    left, right = st.columns([3, 2], gap="medium")
    with right:
        st.subheader(say("checker.marked", lang), anchor=False)
        legend = " ".join(f":{colour}-background[{say(f'checker.{verdict}', lang)}]" for verdict, colour in MARKS.items())
        st.markdown(legend)
        with st.container(height=560, border=True, key="check_draft"):
            for paragraph in _marked(of):
                st.markdown(paragraph)
        if len(of.pieces) > SHOWN:
            st.caption(say("checker.shown_first", lang, n=SHOWN, count=whole_number(len(of.pieces))))
    with left:
        st.subheader(say("checker.findings", lang), anchor=False)
        _table(of, lang)
        _files(draft, of, lang)


def _table(of: Checked, lang: str) -> None:
    every = {verdict: say(f"checker.{verdict}", lang) for verdict in VERDICTS}
    there = [verdict for verdict in VERDICTS if of.counts()[verdict]]
    first = [v for v in ("wrong", "rounded") if v in there] or there
    chosen = st.pills(say("checker.column_verdict", lang), there, selection_mode="multi", default=first, key="check_verdicts",
                      format_func=every.get, label_visibility="collapsed")  # fmt: skip
    frame = _frame(of, lang, chosen)
    wide = {frame.columns[at]: st.column_config.TextColumn(width=width) for at, width in enumerate((90, 80, 80, 80, 360, 260))}
    tall = 54 if frame.iloc[:, 4].str.len().max() > ONE_LINE[lang] else None
    st.dataframe(frame, hide_index=True, width="stretch", height="content" if len(frame) < 8 else 470, row_height=tall,
                 placeholder=NOTHING, column_config=wide)  # fmt: skip
    on_paper(frame, "check", lang)


def _frame(of: Checked, lang: str, verdicts) -> pd.DataFrame:
    """One row per number of these verdicts, in the order of the draft."""
    rows = [[getattr(line, name) for name in COLUMNS] for line in lines(of, lang, verdicts)]
    return pd.DataFrame(rows, columns=[say(f"checker.column_{name}", lang) for name in COLUMNS], dtype=str)


def _files(draft: Draft, of: Checked, lang: str) -> None:
    """What can be taken away: all numbers as csv and xlsx, the docx with its comments."""
    title = say("checker.file_name", lang)

    def table(form: str) -> bytes:
        frame = _frame(of, lang, VERDICTS)
        rows = frame.to_numpy().tolist()
        if form == "csv":
            return csv_bytes(list(frame.columns), rows)
        return xlsx_bytes(title, list(frame.columns), rows, created=datetime.now())

    def document() -> bytes:
        with passing_folder("read") as folder:
            path = folder / "draft"
            path.write_bytes(draft.data)
            return marked(path, notes(of, lang, ("wrong", "rounded")), say("checker.author", lang))

    forms = {"docx": document} if draft.docx else {}
    if may("analysis"):  # who takes tables away
        forms |= {form: lambda form=form: table(form) for form in ("csv", "xlsx")}
    with st.container(horizontal=True):
        for form, make in forms.items():
            name = f"{Path(draft.name).stem}-{title}" if form == "docx" else title
            st.download_button(say(f"checker.take_{form}", lang), data=taking(make, table=title, form=form), key=f"check_{form}",
                               file_name=f"{name}.{form}", on_click="ignore")  # fmt: skip


def _marked(of: Checked) -> Iterator[str]:
    """The draft's paragraphs and tables as markdown, each number on the colour of its verdict, a wrong one with what it
    should be. Nothing of the draft is read as markup."""
    by: dict[int, list[Judged]] = {}
    for one in of.judged:
        by.setdefault(one.passage, []).append(one)
    rows: dict[int, list[str]] = {}
    table = 0
    for at, piece in enumerate(of.pieces[:SHOWN]):
        text = _with_marks(of.passages[at].text, by.get(at, []))
        if rows and (not piece.cell or piece.number != table):
            yield _grid(rows)
            rows = {}
        if piece.cell:
            table = piece.number
            rows.setdefault(piece.row, []).append(text or " ")
        elif text:
            yield text
    if rows:
        yield _grid(rows)


def _with_marks(text: str, judged: list[Judged]) -> str:
    said, at = "", 0
    for one in judged:
        figure = one.figure
        said += plain_kept(text[at : figure.start])
        should = next((r.should for r in one.remarks if r.should), "") if one.verdict == "wrong" else ""
        number = plain(text[figure.start : figure.end])
        if one.verdict == "wrong":
            number = f"{number} → **{plain(should)}**" if should else f"**{number}**"
        said += f":{MARKS[one.verdict]}-background[{number}]"
        at = figure.end
    return (said + plain_kept(text[at:])).strip()


def plain_kept(text: str) -> str:
    """`plain`, with a space where the text begins or ends with one."""
    before, after = (" " if text[:1].isspace() else ""), (" " if text[1:] and text[-1:].isspace() else "")
    return before + plain(text) + after


def _grid(rows: dict[int, list[str]]) -> str:
    """Rows of cells as a table, as wide as its widest row."""
    width = max(map(len, rows.values()))
    filled = [[*row, *[" "] * (width - len(row))] for row in rows.values()]
    head, *rest = ["| " + " | ".join(row) + " |" for row in filled]
    return "\n".join([head, "|" + "---|" * width, *rest])
