"""Every page of the dashboard in a real browser: by deep link, after a refresh, on a telephone, on paper."""

import os
import unicodedata
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.barriers import barriers
from tests.browser.harness import by_menu, idle

pytestmark = pytest.mark.long

TITLES = {
    "/": "总览",
    "/coverage": "全覆盖",
    "/plan": "届内测算",
    "/findings": "发现问题",
    "/clues": "问题线索",
    "/rectification": "整改落实",
    "/ranking": "整改排名",
    "/accountability": "问责挽损",
    "/livelihood": "利民实效",
    "/team": "队伍与机制",
    "/organisation": "单位画像",
    "/explorer": "数据探索",
    "/board": "我的看板",
    "/nowcast": "预计查实率",
    "/definitions": "指标口径",
    "/import": "数据导入",
}
REVIEW = (
    *("/", "/coverage", "/plan", "/findings", "/clues", "/rectification", "/ranking"),
    *("/accountability", "/livelihood", "/team"),
)
LONG = bool(os.environ.get("INSPECTION_LONG"))
SOME = REVIEW if LONG else ("/clues",)
"""Where what is tested is the same on every page (the address, the opener of rows): all of them with INSPECTION_LONG=1."""
CHOSEN = "?term=13&class=township,village&as_of=2025-06-30"


@pytest.fixture(autouse=True)
def no_page_failed(server):
    """A page that fails says so in a calm sentence; the traceback is in the server's log."""
    yield
    assert "Traceback" not in server.log()


def title(screen):
    return screen.page.get_by_role("heading", level=1).first


def opens(screen, path: str, width: int) -> None:
    """It is the page asked for, in Chinese, nothing sticks out of it, and nobody is kept out."""
    expect(title(screen)).to_have_text(TITLES[path])
    assert screen.page.locator("html").get_attribute("lang") == "zh-CN"
    assert screen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    if width > 390:
        assert barriers(screen.page) == []


@pytest.mark.parametrize("path", TITLES if LONG else ("/import",))
def test_a_page_opens_on_a_telephone_by_its_address_and_nothing_sticks_out(open_page, path):
    opens(open_page(path, 390, picture=f"page{path.replace('/', '-')}-390-light"), path, 390)


@pytest.mark.parametrize("path", TITLES if LONG else ("/clues", "/ranking", "/explorer"))
def test_a_page_opens_on_a_wide_dark_screen_nothing_sticks_out_and_nobody_is_kept_out(open_page, path):
    opens(open_page(path, 1920, "dark", picture=f"page{path.replace('/', '-')}-1920-dark"), path, 1920)


@pytest.mark.parametrize("path", TITLES)
def test_a_page_says_the_data_are_invented_prints_without_controls_or_empty_sheets_and_fits_a_telephone(
    open_page, path
):
    screen = open_page(path, 1440, "light", picture=f"page{path.replace('/', '-')}-1440-light")
    opens(screen, path, 1440)
    if path in REVIEW:
        assert "演示数据" in screen.page.locator("[data-testid=stMainBlockContainer]").inner_text()
    sheets = printed(screen)
    assert all(len(text.strip()) > 60 for text in sheets), "a sheet with nothing on it"
    for number, text in enumerate(sheets, 1):
        assert "青禾县" in text and TITLES[path] in text and "截至" in text and f"{number} / {len(sheets)}" in text
        assert path not in REVIEW or "截至 2025-09-30 · 第十四届县委" in text
    words = "".join(sheets)
    if path in REVIEW:
        assert "注和口径" not in "".join(sheets[:-2]), "definitions stand at the end"
        assert "计入" in words[words.index("注和口径") :]
        assert path in ("/", "/plan") or words.index("所印标签页") < words.index("未印") < words.index("注和口径")
    assert "English" not in words and "下载 xlsx" not in words and "背后的逐条记录" not in words
    screen.page.set_viewport_size({"width": 390, "height": 900})
    idle(screen.page)
    opens(screen, path, 390)
    if path in REVIEW:
        assert screen.page.evaluate(NOT_WHOLE) == [], "a row of a table that is cut, or a cell without its head"
        grids = [grid for grid in screen.page.get_by_test_id("stDataFrame").all() if grid.is_visible()]
        assert not grids, "of a grid a telephone shows two columns"


def test_on_paper_the_heading_of_a_table_stands_on_the_sheet_of_its_rows(open_page):
    (sheet,) = (text for text in printed(open_page("/ranking?lang=en")) if "Ranking of rectification: township" in text)
    assert "98.66" in sheet and "Composite" in sheet


def test_the_tabs_chosen_are_printed_together_and_what_is_left_out_is_named(open_page):
    screen = open_page("/team?print=pool,training")
    sheets = printed(screen)
    words = "".join(sheets)
    assert "所印标签页:人才库、培训与锻炼。" in words and "未印:优秀报告、被巡察单位评价(" in words
    assert words.index("所印标签页") < words.rindex("培训与锻炼") < words.index("注和口径")


@pytest.mark.parametrize("path", SOME)
def test_a_link_with_filters_opens_the_same_view_and_survives_a_refresh(open_page, path):
    screen = open_page(path + CHOSEN)
    address = screen.page.url
    assert parse_qs(urlsplit(address).query) == parse_qs(CHOSEN[1:])
    words = screen.page.locator("[data-testid=stMainBlockContainer]").inner_text()
    assert "截至 2025-06-30" in words and "第十三届县委" in words and "乡镇党委、村(社区)党组织" in words
    screen.page.reload()
    idle(screen.page)
    assert screen.page.url == address
    assert screen.page.locator("[data-testid=stMainBlockContainer]").inner_text() == words


def test_what_is_chosen_stays_on_another_page(open_page):
    screen = open_page("/clues" + CHOSEN)
    by_menu(screen.page, "会商", "整改排名")
    expect(title(screen)).to_have_text("整改排名")
    idle(screen.page)
    asked = parse_qs(urlsplit(screen.page.url).query)
    assert (asked["term"], asked["as_of"]) == (["13"], ["2025-06-30"])


@pytest.mark.parametrize("path", TITLES if LONG else ("/definitions",))
def test_every_page_is_there_in_english(open_page, path):
    screen = open_page(path + "?lang=en")
    assert screen.page.locator("html").get_attribute("lang") == "en"
    heading = title(screen).inner_text()
    assert heading and not any("一" <= letter <= "鿿" for letter in heading)


@pytest.mark.parametrize("path", SOME)
def test_the_rows_behind_a_figure_are_one_click_away(open_page, path):
    screen = open_page(path)
    screen.page.get_by_text("哪几个").first.click()
    idle(screen.page)
    expect(screen.page.locator("[data-testid=stExpander] [data-testid=stDataFrame]").first).to_be_visible()


def test_a_table_is_whole_on_paper_and_taken_away_as_files_that_say_it_is_invented(open_page, tmp_path):
    screen = open_page("/coverage")
    words = "".join(printed(screen))
    left = screen.page.get_by_text("还有 42 个未巡").first
    assert left.is_visible()
    rows = screen.page.evaluate("document.querySelectorAll('[class*=st-key-paper_coverage_each] tbody tr').length")
    assert rows == 42
    last = screen.page.evaluate(
        "document.querySelector('[class*=st-key-paper_coverage_each] tbody tr:last-child td').textContent"
    )
    assert last.strip() in words
    for kind, starts in (("csv", "\ufeff".encode()), ("xlsx", b"PK")):
        with screen.page.expect_download() as waiting:
            screen.page.get_by_test_id("stDownloadButton").get_by_text(f"下载 {kind}", exact=True).first.click()
        file = tmp_path / kind
        waiting.value.save_as(file)
        assert "演示数据" in waiting.value.suggested_filename
        assert file.read_bytes().startswith(starts)
    assert "党组织名称" in (tmp_path / "csv").read_text(encoding="utf-8-sig").splitlines()[0]


NOT_WHOLE = """() => [...document.querySelectorAll('[class*=st-key-paper_] tbody td:not([data-empty])')].filter((cell) => {
  const box = cell.getBoundingClientRect();
  const head = cell.hasAttribute('data-name') || cell.dataset.head;
  return cell.checkVisibility() && (!head || !box.width || box.left < 0 || box.right > innerWidth + 1);
}).map((cell) => cell.textContent)"""
# A pdf's text names some characters by the radical that looks the same; these have no normal form.
RADICALS = str.maketrans("⺠⻘⻓⻩⻅⻔⻋⻚", "民青长黄见门车页")


def printed(screen) -> list[str]:
    """The page printed on A4 across, as the text of each sheet."""
    sheets = PdfReader(BytesIO(screen.page.pdf(prefer_css_page_size=True))).pages
    for sheet in sheets:
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) in ((842, 595), (842, 596), (841, 595))
    return [unicodedata.normalize("NFKC", sheet.extract_text().translate(RADICALS)) for sheet in sheets]
