"""Whatever an address says, its page opens; what cannot be read of it is left out, and said."""

import random

import pytest

from inspection.text import say
from inspection.ui.pieces.plain import plain
from tests.ui.county import published
from tests.ui.dashboard import fault, opened, words

PAGES = {
    **dict.fromkeys(("overview", "clues", "findings", "ranking", "rectification", "coverage", "team"), "review"),
    "organisation": "review", "explorer": "explore", "board": "explore", "definitions": "reference", "quality": "data",
    "finding": "case", "clue": "case",
}  # fmt: skip
RUBBISH = ("", "²-25-15", "0001-01-01", "9999-12-31", "10000-01-01", "99" * 40, "-1", "1e9", "NaN", "\x00", "\x1b[31m",
           "%zz", "%", "a=b", "'; drop table clues --", "<script>", "甲" * 300, "١٤", "14,14,14", ",,,", "~", "|", "null")
NAMES = ("term", "from", "to", "class", "sector", "round", "as_of", "version", "show", "lang", "tab", "pick", "org",
         "weights", "indicator", "table", "of", "by", "keep", "from_to", "across", "measure", "chart",
         "number")
ASKED = ("ledger:clues", "indicator:findings", "ledger:cases", "indicator:nothing", "ledger:")


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    with published(tmp_path_factory.mktemp("home")) as home:
        yield home


FAILED = [
    ("ranking", {"weights": "²-25-15"}),
    ("overview", {"from": "0001-01-01"}),
    ("clues", {"from": "0001-01-01", "to": "0001-12-31"}),
    ("ranking", {"from": "0001-01-01", "to": "2024-01-01"}),
    ("explorer", {"of": "ledger:clues", "chart": "heatmap", "by": "outcome,outcome"}),
    ("explorer", {"of": "ledger:clues", "from_to": "transferred_on=abc~def"}),
    ("explorer", {"of": "ledger:clues", "from_to": "transferred_on=9999-99-99~"}),
    ("explorer", {"of": "ledger:clues", "keep": "outcome=a;outcome=a"}),
    ("explorer", {"of": "ledger:clues", "measure": "sum:outcome"}),
    ("explorer", {"of": "indicator:findings", "from_to": "org_class=1~2"}),
    ("explorer", {"of": "indicator:findings", "by": "org,year,team,round", "also": "clues,x", "against": "year:9999~0000"}),
    ("explorer", {"of": "indicator:coverage_rate", "by": "term", "also": "findings", "against": "term:1~999", "top": "5"}),
    ("explorer", {"of": "ledger:clues", "by": "outcome", "against": "version:99", "totals": "1", "share": "all"}),
    ("explorer", {"of": "ledger:clues", "by": "outcome", "against": "transferred_on@quarter:0000-Q1~2024-Q4"}),
    ("overview", {"as_of": "0001-01-01"}),
    ("clues", {"pick": "ageing~:all_pending?year=²"}),
]


@pytest.mark.parametrize("page, asked", FAILED)
def test_a_page_opens_whatever_its_address_says(page, asked):
    at = opened(f"{PAGES[page]}/{page}", **asked)
    assert not fault(at), fault(at)


def drawn(seed: int) -> tuple[str, dict[str, str]]:
    """An address of a page, the same for the same seed."""
    rng = random.Random(seed)
    page = rng.choice(list(PAGES))
    asked = {name: rng.choice(RUBBISH) for name in rng.sample(NAMES, rng.randint(1, 4))}
    if page == "explorer":
        asked["of"] = rng.choice(ASKED)
        field = rng.choice(("outcome", "transferred_on", "transferred_on@year", "handler", "nothing", "org"))
        asked["by"] = f"{field},{rng.choice((field, 'outcome', 'x'))}"
        asked["keep"] = ";".join(f"{field}={rng.choice(RUBBISH)}" for _ in range(2))
        asked["from_to"] = f"{field}={rng.choice(RUBBISH)}~{rng.choice(RUBBISH)}"
        asked["chart"] = rng.choice(("bar", "heatmap", "line", "multiples", "box", "scatter", "none", "?"))
        for name, texts in (("top", ("5", "-1")), ("totals", ("1", "x")), ("share", ("group", "?")), ("sort", ("-value", "x"))):
            asked[name] = rng.choice((*texts, *RUBBISH))
        asked["against"] = f"{rng.choice((field, 'year', 'version'))}:{rng.choice(('2022~2023', '1', *RUBBISH))}"
        asked["also"] = f"{rng.choice(RUBBISH)},clues,coverage_rate"
    return page, asked


@pytest.mark.parametrize("seed", range(24))
def test_a_page_opens_under_any_rubbish(seed):
    page, asked = drawn(seed)
    at = opened(f"{PAGES[page]}/{page}", **asked)
    assert not fault(at), (page, asked, fault(at))


@pytest.mark.parametrize(
    "name, text",
    [
        *(("from", "0001-01-01"), ("class", "nothing"), ("to", "2025-13-01"), ("term", "99")),
        *(("lang", "xx"), ("show", "maybe"), ("tab", "';drop")),
    ],
)
def test_what_is_left_out_is_said_by_its_name(name, text):
    assert say("pages.address_dropped", "zh", names=name) in words(opened("review/clues", **{name: text}))


@pytest.mark.parametrize(
    "name, text",
    [
        ("by", "outcome,outcome"),
        ("from_to", "transferred_on=abc~def"),
        ("from_to", "transferred_on=9999-99-99~"),
        ("keep", "outcome=a;outcome=a"),
        ("of", "indicator:no_such"),
        ("also", "overdue_rate"),
        ("top", "7"),
        ("sort", "-nothing"),
        ("against", "transferred_on@year:2023"),
    ],
)
def test_what_is_left_out_of_a_question_of_the_explorer_is_said_at_once(name, text):
    at = opened("explore/explorer", **{"of": "ledger:clues", name: text})
    assert plain(say("pages.address_dropped", "zh", names=name)) in words(at)
    assert text not in str(at.query_params)


def test_an_organisation_nobody_knows_is_left_out_and_said():
    at = opened("review/organisation", org="NOPE")
    assert say("pages.address_dropped", "zh", names="org") in words(at) and "org" not in at.query_params


@pytest.mark.parametrize(
    "asked",
    [
        {"of": "ledger:clues", "by": "outcome", "from_to": "transferred_on=2024-01-01~2024-12-31"},
        {"of": "ledger:findings", "by": "inspection_id.org_id.sector,category", "chart": "heatmap"},
        {"of": "indicator:completion_rate", "by": "org_class", "chart": "bar", "keep": "term=14"},
    ],
)
def test_a_question_of_the_explorer_that_can_be_read_is_not_remarked_upon(asked):
    assert say("pages.address_dropped", "zh", names="")[:8] not in words(opened("explore/explorer", **asked))


def test_an_address_that_can_be_read_is_not_remarked_upon():
    at = opened("review/clues", term="13", **{"class": "county", "from": "2018-01-01"})
    assert say("pages.address_dropped", "zh", names="")[:8] not in words(at)
