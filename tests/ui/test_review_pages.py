"""The review pages: on the demonstration, on empty ledgers, on a county of one organisation, in both languages."""

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inspection.indicators import table_definition
from inspection.reading.answers import names, tabled
from inspection.text import say
from inspection.ui.pieces import grids
from inspection.ui.pieces.grids import as_csv, as_xlsx, file_name
from inspection.warehouse import dictionary
from tests.ui.dashboard import fault, opened, own_data, small_county, text_tables, words

PAGES = (
    *("overview", "coverage", "plan", "findings", "clues", "rectification", "ranking", "accountability", "livelihood", "team"),
)
CHINESE = re.compile(r"[㐀-䶿一-鿿]")
LATIN = re.compile(r"[A-Za-z]{2,}")
ALLOWED_IN_CHINESE = {"xlsx", "csv", "br"}
EVERY_PAGE = pytest.mark.parametrize("page", PAGES)
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])
IN_TURN = pytest.mark.parametrize("page, lang", [(page, ("zh", "en")[at % 2]) for at, page in enumerate(PAGES)])


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    return tmp_path


def review(page: str, lang: str = "zh", **address: str):
    at = opened(f"review/{page}", **address, **({"lang": lang} if lang != "zh" else {}))
    assert not fault(at)
    return at


def _strings(value: object):
    """Every text in a figure's specification."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in ("bdata", "dtype", "template", "color", "colorscale", "colorway", "hovertemplate", "type"):
                yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def drawn_words(at) -> list[str]:
    """What is written in the figures: names, ticks, labels, notes."""
    found = []
    for chart in at.get("plotly_chart"):
        spec = json.loads(chart.proto.spec)
        for trace in spec["data"]:
            found += [trace.get("name") or "", *_strings(trace.get("text", "")), *_strings(trace.get("customdata", ""))]
            found += [text for axis in ("x", "y") for text in _strings(trace.get(axis, ""))]
        layout = spec["layout"]
        found += [note["text"] for note in layout.get("annotations", ())]
        found += [t for axis in ("xaxis", "yaxis") for t in layout.get(axis, {}).get("ticktext", ())]
    return [text.replace("<br>", "") for text in found]  # a name on two lines is one name


def table_words(at) -> list[str]:
    """The headers of the tables, and the cells that hold words."""
    found = []
    for element in at.dataframe:
        config = json.loads(element.proto.columns) if element.proto.columns else {}
        found += [column.get("label") or "" for column in config.values()]
        for name in element.value.columns:
            cells = [str(cell) for cell in element.value[name].dropna() if isinstance(cell, str)]
            # a name is a link to the page of an organisation, or of coverage, shown by what stands behind name=
            linked = ("organisation?", "coverage?")
            found += [cell.rpartition("name=")[2] if cell.startswith(linked) else cell for cell in cells]
    for table in text_tables(at):
        found += [*table.columns, *table.to_numpy().ravel()]
    for element in at.table:
        found += [column.strip() for column in element.value.columns]
        found += [as_read(cell) for name in element.value.columns for cell in element.value[name].dropna()]
    return found


def as_read(cell: object) -> str:
    """A cell of a table of text: its links led nowhere, nothing escaped."""
    return re.sub(r"\\([^\w\s])", r"\1", re.sub(r"\[(.*?)\]\([^)]*\)", r"\1", str(cell)))


def said(at) -> list[str]:
    """Everything our pages say: sentences, figures with their help, filters, figures drawn, tables."""
    found = [re.sub(r":\w+-badge\[(.*)\]", r"\1", line) for line in words(at).splitlines()]
    found = [re.sub(r"\]\([^)]*\)", "]", line) for line in found]  # where a link leads is not read
    for metric in at.metric:
        found += [metric.label, metric.value, metric.delta, re.sub(r"\]\([^)]*\)", "]", metric.proto.help)]
    for kind in ("selectbox", "multiselect", "date_input", "button"):
        for element in getattr(at, kind):
            found.append(element.label)
    for button in at.get("download_button"):
        found.append(button.proto.label)
    for expander in at.expander:
        found.append(expander.label)
    for tab in at.tabs:
        found.append(tab.label)
    return found + drawn_words(at) + table_words(at)


def without_data(texts: list[str], at) -> str:
    """The texts without what the ledgers say: names of organisations, rounds, terms, the county, and all free text."""
    source = at.session_state["source"]
    known = {source.county, *(name for kind in ("org", "round", "term") for name in names(source, kind).values())}
    for ledger in dictionary().ledgers.values():
        free = [c.name for c in ledger.columns if c.type == "text" and not c.secret and (not c.key or c.name == "thing")]
        frame = source.mart.ledger(ledger.name)
        known |= {str(value) for name in free for value in frame[name].dropna().unique()}
    joined = "\n".join(text for text in texts if text)
    joined = "\n".join("" if line in known else line for line in joined.splitlines())  # units: 户, 亩
    units = "|".join(map(re.escape, source.mart.ledger("case_quantities")["unit"].dropna().unique()))
    joined = re.sub(rf"(?<=\d) (?:{units or '件'})(?=\*)", "", joined)
    known = {name for name in known if len(name) > 1}
    for name in sorted(known, key=len, reverse=True):
        joined = joined.replace(name, "")
    return joined


@pytest.mark.long
@EVERY_PAGE
@BOTH
def test_a_page_on_the_demonstration_says_so_in_one_language_and_what_each_rate_stands_on(demo, page, lang):
    at = review(page, lang)
    assert len(at.metric) >= 4
    assert any(say("pages.demonstration", lang) in m.value for m in at.markdown)
    assert any("2025-09-30" in c.value for c in at.caption)
    assert at.get("plotly_chart")
    rates = [metric for metric in at.metric if metric.value.endswith("%")]
    assert all("definitions?indicator=" in metric.proto.help for metric in rates)
    assert sum(bool(re.search(r"[\d,]+ (/|of) [\d,]+", caption.value)) for caption in at.caption) >= len(rates)
    own = without_data(said(at), at)
    if lang == "en":  # no Chinese but the ledgers' own
        left = [line for line in own.splitlines() if CHINESE.search(line)]
    else:
        left = sorted(set(LATIN.findall(re.sub(r"<[^>]+>", " ", own))) - ALLOWED_IN_CHINESE)
    assert not left, left[:10]


@IN_TURN
def test_a_page_says_what_to_do_when_the_ledgers_are_empty(home, page, lang):
    own_data(home, {name: [] for name in dictionary().ledgers})
    at = review(page, lang)
    assert say("pages.empty_warehouse", lang) in words(at)
    assert not at.metric and not at.dataframe


@IN_TURN
def test_a_page_opens_on_a_county_of_one_organisation(home, page, lang):
    own_data(home, small_county())
    at = review(page, lang)
    assert len(at.metric) >= 4
    assert say("pages.demonstration", lang) not in " ".join(m.value for m in at.markdown)


FILTERS = (
    {"term": "13"},
    {"from": "2024-01-01", "to": "2024-12-31"},
    {"class": "village", "sector": "health"},
    {"class": "township", "round": "14-01,14-05"},
    {"as_of": "2021-07-01"},
)
"""What else is chosen is read on every page alike: each of these on one page, by its values on the clues (test_values)."""


@pytest.mark.parametrize("page, address", [(page, FILTERS[at % len(FILTERS)]) for at, page in enumerate(PAGES)])
def test_a_page_opens_under_a_filter(demo, page, address):
    at = opened(f"review/{page}", **address)
    assert not fault(at)
    assert at.metric


NOTHING = (
    {"as_of": "2016-06-28"},
    {"term": "99", "class": "moon", "from": "soon", "as_of": "2999-01-01", "lang": "fr"},
)
"""Before anything, and nothing that there is; test_addresses has more of either."""


@pytest.mark.parametrize("page, address", [(page, NOTHING[at % len(NOTHING)]) for at, page in enumerate(PAGES)])
def test_a_page_opens_under_a_filter_that_finds_nothing_or_that_nobody_can_mean(demo, page, address):
    at = opened(f"review/{page}", **address)
    assert not fault(at)
    assert at.metric


def test_a_chosen_filter_goes_into_the_address_and_comes_back_out(demo):
    at = review("clues", **{"class": "village", "term": "13"})
    assert at.multiselect(key="filter_class").value == ["village"]
    assert at.selectbox(key="filter_term").value == 13
    at.multiselect(key="filter_class").select("county").run()
    assert at.query_params["class"] in ("village,county", ["village,county"])
    at.button(key="filter_clear").click().run()
    assert "class" not in at.query_params and "term" not in at.query_params


def test_the_language_switch_keeps_the_filters(demo):
    at = review("coverage", **{"class": "village"})
    at.segmented_control(key="filter_lang").set_value("en").run()
    assert [h.value for h in at.title] == ["Coverage"]
    assert "village organisation" in at.caption[0].value


def test_a_year_is_compared_with_the_year_before_and_a_term_with_the_term_before(demo):
    assert any(say("pages.term_before", "zh") in c.value for c in review("clues").caption)
    year = review("clues", **{"from": "2024-01-01", "to": "2024-12-31"})
    assert any(say("pages.year_before", "zh") in c.value for c in year.caption)
    first = review("clues", term="13")
    assert not any(say("pages.term_before", "zh") in c.value for c in first.caption)


def test_the_rows_a_page_opens_with_are_sent_once_as_text(demo):
    at = review("overview")
    sent = {tuple(element.value.columns) for element in at.dataframe}
    tables = text_tables(at)
    opening = next(table for table in tables if any("畜牧" in str(cell) for cell in table.to_numpy().ravel()))
    assert len(opening) <= 5 and tuple(opening.columns) not in sent
    assert len(tables) == 3 and not at.dataframe, "what moved, what to do first and the alerts have no grid beside their text"


def test_more_alerts_than_stand_on_paper_are_a_grid(demo, monkeypatch):
    (alerts,) = (table for table in text_tables(review("overview")) if "预警" in table)
    monkeypatch.setattr(grids, "PAPER_ROWS", len(alerts) - 1)
    at = review("overview")
    assert not fault(at) and [len(frame.value) for frame in at.dataframe] == [len(alerts)]


def test_the_rows_behind_a_chart_are_read_when_it_is_opened(demo):
    at = review("findings")
    before = len(at.dataframe)
    at.session_state["behind_findings_by_nature"] = True
    at.run()
    assert not fault(at)
    assert len(at.dataframe) == before + 1


def test_downloads_carry_the_mark_of_the_demonstration(demo):
    at = review("coverage")
    view, source = at.session_state["view"], at.session_state["source"]
    frame, columns = tabled(view, source, "coverage_each"), table_definition("coverage_each").columns
    text = as_csv(columns, frame, view, source).decode("utf-8-sig")
    assert all("演示数据" in line for line in text.splitlines()[1:])
    book = load_workbook(BytesIO(as_xlsx("未巡", columns, frame, [], view, source)))
    assert "演示数据" in str(book.worksheets[1]["A1"].value)
    assert file_name("未巡", view, source, "csv").startswith("演示数据_")
