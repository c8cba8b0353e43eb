"""Data quality on the screen: which rules are broken, by how many rows, since when, and which rows.

The address says which rule is open: ?check=<id>. Counts of a version never change and are kept; the marts of older
versions are opened one after the other, read-only, and closed again.
"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from inspection.charts.quality import over_versions
from inspection.charts.template import config
from inspection.indicators import AT, Check, TableColumn, checks, counts, example_of, indicator, rows_violating, told
from inspection.text import catalogue, say
from inspection.ui import address
from inspection.ui.data import ROWS_SHOWN, Source
from inspection.ui.keeping import Shelf
from inspection.ui.plain import plain
from inspection.ui.tables import ROW_HEIGHT, downloads, grid, height_of
from inspection.ui.view import View
from inspection.ui.worked_example import show_check_example
from inspection.warehouse import Settings, Store, StoreError, Version, dictionary, open_mart, rows_before

DEFINITIONS = "pages/reference/definitions.py"
VERSIONS_SHOWN = 12
CHECK = "check"
_COUNTS = Shelf(500)
_ROWS = Shelf(50)


@dataclass(frozen=True)
class Counted:
    """One version and how many rows of it break each check."""

    version: Version
    counts: dict[str, int]

    def of_level(self, level: str) -> int:
        return sum(n for id, n in self.counts.items() if checks()[id].level == level)


def _counted(version: Version, settings: Settings, source: Source) -> Counted:
    def count() -> dict[str, int]:
        if version.key == source.version.key:
            return counts(source.mart, previous=rows_before(version), settings=settings)
        mart = open_mart(version)
        try:
            return counts(mart, previous=rows_before(version), settings=settings)
        finally:
            mart.close()

    return Counted(version, _COUNTS.get((version.key, settings), count))


def history(source: Source) -> tuple[list[Counted], list[int]]:
    """The last versions up to the one in force, oldest first, counted by today's rules and settings; and the numbers of
    those that cannot be read."""
    try:
        versions = Store(source.version.mart.parents[1]).versions()
    except StoreError:  # the version in force stands; what is wrong with older ones is said where versions are listed
        versions = []
    earlier = [v for v in versions if v.number < source.version.number][1 - VERSIONS_SHOWN :]
    found, unreadable = [], []
    for version in earlier:
        try:
            found.append(_counted(version, source.settings, source))
        except StoreError:
            unreadable.append(version.number)
    return [*found, _counted(source.version, source.settings, source)], unreadable


def since(past: list[Counted], id: str) -> int:
    """The number of the version since which a check has been broken without a break; the last one must break it."""
    number = past[-1].version.number
    for counted in reversed(past):
        if not counted.counts.get(id):
            break
        number = counted.version.number
    return number


def _ledger(check: Check, lang: str) -> str:
    return check.ledger.label(lang) if check.ledger else say("checks.several", lang)


def standing_frame(past: list[Counted], rows: dict[str, int], lang: str) -> pd.DataFrame:
    """The checks that are broken now, those to mend first, then by rows; `rows` are those of each ledger now."""
    now = past[-1].counts
    broken = sorted((id for id, n in now.items() if n), key=lambda id: (checks()[id].level, -now[id]))
    lines = []
    for id in broken:
        check, whole = checks()[id], rows.get(checks()[id].rows, 0)
        lines.append(
            {
                "id": id,
                "level": [say(f"checks.{check.level}", lang)],
                "rows": now[id],
                "rule": check.title(lang),
                "ledger": _ledger(check, lang),
                "share": now[id] / whole * 100 if whole else None,
                "since": since(past, id),
                "trend": [counted.counts.get(id, 0) for counted in past],
                "meaning": check.reader(lang),
            }
        )
    return pd.DataFrame(lines, columns=["id", "level", "rows", "rule", "ledger", "share", "since", "trend", "meaning"])


def rules_frame(now: dict[str, int], lang: str) -> pd.DataFrame:
    """Every check: level, rows that break it (missing where that needs secret columns), rule, ledger, meaning, why."""
    lines = [
        {
            "id": check.id,
            "level": [say(f"checks.{check.level}", lang)],
            "rows": now.get(check.id),
            "rule": check.title(lang),
            "ledger": _ledger(check, lang),
            "meaning": check.reader(lang),
            "why": check.why(lang),
        }
        for check in checks().values()
    ]
    return pd.DataFrame(lines).astype({"rows": "Int64"})


def _header(name: str, lang: str) -> str:
    label = say(f"checks.{name}", lang)
    return label[:1].upper() + label[1:]


def _columns(frame: pd.DataFrame, lang: str) -> dict:
    words = [say(f"checks.{level}", lang) for level in ("refuses", "warns")]
    made = {name: _header(name, lang) for name in frame.columns if name != "id"}
    config = {
        "id": None,
        "level": st.column_config.MultiselectColumn(made["level"], options=words, color=["red", "blue"], width=92),
        "rule": st.column_config.TextColumn(made["rule"], width=310),
        "ledger": st.column_config.TextColumn(made["ledger"], width=110),
        "rows": st.column_config.NumberColumn(made["rows"], format="%d", width=80),
        "meaning": st.column_config.TextColumn(made["meaning"], width=460),
    }
    if "why" in made:
        config["why"] = st.column_config.TextColumn(made["why"], width=460)
    if "share" in made:
        config["share"] = st.column_config.NumberColumn(made["share"], format="%.1f%%", width=90)
    if "since" in made:
        config["since"] = st.column_config.NumberColumn(made["since"], format="%d", width=90)
        config["trend"] = st.column_config.BarChartColumn(made["trend"], y_min=0, color="gray", width=110)
    return config


def _list(frame: pd.DataFrame, name: str, rows: int, lang: str) -> None:
    """A list of checks; choosing a row writes its check into the address."""
    key = f"quality_{name}_{lang}"

    def chosen() -> None:
        selected = st.session_state[key].selection.rows
        if selected:
            st.query_params[CHECK] = str(frame["id"].iloc[selected[0]])
        else:
            st.query_params.pop(CHECK, None)

    st.dataframe(
        frame,
        column_config=_columns(frame, lang),
        hide_index=True,
        height=height_of(len(frame), rows),
        row_height=ROW_HEIGHT,
        placeholder="—",
        key=key,
        on_select=chosen,
        selection_mode="single-row",
    )


def _finding(counted: Counted, lang: str) -> None:
    broken = sum(1 for n in counted.counts.values() if n)
    if not broken:
        st.success(say("checks.all_kept", lang, rules=len(counted.counts), as_of=counted.version.as_of))
        return
    by_level = {level: counted.of_level(level) for level in ("refuses", "warns")}
    words = {name: f"{n:,}" for name, n in by_level.items()}
    title = say(
        "checks.finding", lang, rules=len(counted.counts), broken=broken, rows=f"{sum(by_level.values()):,}", **words
    )
    st.header(title, help=say("checks.level_words", lang), anchor=False)


def _versions_frame(past: list[Counted]) -> pd.DataFrame:
    rows = [(c.version.number, c.version.as_of, c.of_level("warns"), c.of_level("refuses")) for c in past]
    return pd.DataFrame(rows, columns=["number", "as_of", "warns", "refuses"])


def show_standing(view: View, source: Source, past: list[Counted]) -> None:
    """What is broken now, in a sentence and a list."""
    lang = view.lang
    _finding(past[-1], lang)
    frame = standing_frame(past, source.version.manifest["rows"], lang)
    if len(past) == 1:  # of a single version there is no "since" and no line
        frame = frame.drop(columns=["since", "trend"])
    if not frame.empty:
        _list(frame, "standing", 12, lang)
        st.caption(say("checks.choose_row", lang))


def show_versions(view: View, past: list[Counted], unreadable: list[int]) -> None:
    """The rows that break rules over the versions, where there are several."""
    lang = view.lang
    if len(past) > 1:
        title, figure = over_versions(_versions_frame(past), lang=lang)
        st.header(title, anchor=False)
        st.plotly_chart(figure, config=config(lang, "quality"), key="chart_quality", alt=title)
    if unreadable:
        st.caption(say("checks.unreadable", lang, numbers=", ".join(map(str, unreadable))))


def show_rules(view: View, past: list[Counted]) -> None:
    """All rules, broken or not."""
    frame = rules_frame(past[-1].counts, view.lang)
    _list(frame, "rules", 16, view.lang)
    st.caption(say("checks.full_only", view.lang, n=int(frame["rows"].isna().sum())))


def _sentences() -> tuple[TableColumn, TableColumn]:
    words = catalogue()["checks"]
    made = [TableColumn(name, words[name]["zh"], words[name]["en"], "text", None) for name in ("wrong", "mend")]
    return made[0], made[1]


def _organisation() -> TableColumn:
    column = dictionary().ledgers["organisations"].column("name")
    return TableColumn("org_name", column.zh, column.en, "text", None)


def _broken_rows(source: Source, check: Check, lang: str) -> pd.DataFrame:
    """The violating rows with the two sentences to the steward of each."""

    def read() -> pd.DataFrame:
        frame = rows_violating(
            source.mart, check.id, previous=rows_before(source.version), settings=source.settings, limit=ROWS_SHOWN
        )
        violations = list(told(check, frame))
        return frame.assign(wrong=[v.wrong(lang) for v in violations], mend=[v.mend(lang) for v in violations])

    return _ROWS.get((source, check.id, lang), read)


def _show_rows(view: View, source: Source, check: Check, count: int) -> None:
    frame = _broken_rows(source, check, view.lang)
    own = check.ledger.columns if check.ledger else ()
    frame = frame.drop(columns=AT, errors="ignore")  # the sentence says it
    names = [name for name in frame.columns if name not in ("org_name", "wrong", "mend")]
    described = [check.described(n) for n in names if n in check.others or any(c.name == n for c in own)]
    # what the rule looks at comes first in what it returns; the ledger's other columns are for the files
    named = [n for n in example_of("checks", check.id).expected[0].result.columns if n not in (*check.key, AT)]
    columns = (_organisation(), *_sentences(), *described)
    shown = [n for n in ("org_name", *check.key, "wrong", "mend", *named) if n in frame]
    st.caption(view.say("pages.rows_limited" if count > len(frame) else "pages.rows_count", n=f"{len(frame):,}"))
    grid(view, source, f"check_{check.id}", columns, frame, shown=shown, rows=12)
    downloads(view, source, f"check_{check.id}", check.title(view.lang), columns, frame)


def _close() -> None:
    st.query_params.pop(CHECK, None)


def show_check(view: View, source: Source, past: list[Counted]) -> None:
    """The check the address names: what it means, which figures it touches, its rows, its example and its SQL."""
    asked = st.query_params.get(CHECK)
    if asked is None:
        return
    lang = view.lang
    if asked not in checks():
        st.warning(say("checks.not_there", lang, id=plain(asked[:60])))
        return
    check = checks()[asked]
    st.divider()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(check.title(lang), anchor=check.id, width="content")
        st.badge(say(f"checks.{check.level}", lang), color="red" if check.level == "refuses" else "blue")
        st.button(say("checks.close", lang), key="close_check", type="tertiary", on_click=_close)
    st.markdown(check.reader(lang))
    st.caption(f"{_header('why', lang)}：{check.why(lang)}" if lang == "zh" else f"Why: {check.why(lang)}")
    if check.affects:
        with st.container(horizontal=True, gap="small", key="affects"):
            st.caption(_header("affects", lang), width="content")
            for id in check.affects:
                opened = address.chosen() | {"indicator": id}
                st.page_link(DEFINITIONS, label=indicator(id).title(lang), icon="", query_params=opened)
    count = past[-1].counts.get(check.id)
    if count is None:
        st.info(say("checks.only_on_import", lang))
    elif count:
        _show_rows(view, source, check, count)
    else:
        st.success(say("checks.none", lang))
    with st.expander(say("checks.example", lang), key=f"example_{check.id}"):
        show_check_example(check, example_of("checks", check.id), lang)
        st.code(check.statement, language="sql", wrap_lines=True)
