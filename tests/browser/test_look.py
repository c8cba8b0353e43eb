"""The look in a browser: colours that follow light and dark, words in Chinese, paper, and a page that fails."""

import os
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.harness import Opener, Screen, Server, idle, serve

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
LONG = bool(os.environ.get("INSPECTION_LONG"))
THEME = tomllib.loads((HERE.parents[1] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
SERVE = """
import sys
from pathlib import Path
from inspection.ui.serving.server import main
sys.exit(main(sys.argv[2:], Path(sys.argv[1])))
"""
# Words that stay in English: kinds of files and their endings, names of icons (their font draws them as pictures).
NOT_WORDS = re.compile(r"\b(XLSX|CSV|PNG|zh|en)\b|\d+[KMG]B")


@pytest.fixture(scope="module")
def gallery_server(tmp_path_factory) -> Iterator[Server]:
    """The server with gallery.py in the place of app.py."""
    folder = tmp_path_factory.mktemp("gallery")
    yield from serve(["-c", SERVE, str(HERE / "gallery.py")], folder, folder / "server.log")


@pytest.fixture
def open_gallery(gallery_server, profile, screenshots) -> Iterator[Callable[..., Screen]]:
    """As open_page, for the gallery."""
    with Opener(profile, screenshots, gallery_server.url) as opened:
        yield opened


def colours_of_bars(page: Page, chart: int) -> list[str]:
    """The fills of the bars of a chart, as #rrggbb."""
    bars = page.locator("[data-testid=stPlotlyChart]").nth(chart).locator(".bars .point path")
    fills = [bar.evaluate("bar => getComputedStyle(bar).fill") for bar in bars.all()]
    return ["#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", fill)[:3]) for fill in fills]


@pytest.mark.parametrize("width", [1440, 390] if LONG else [1440])
def test_colours_by_meaning_follow_light_and_dark(open_gallery, screenshots, width):
    page = open_gallery("/", width, picture=f"gallery-{width}-light").page
    light, dark = THEME["light"]["chartCategoricalColors"], THEME["dark"]["chartCategoricalColors"]
    assert colours_of_bars(page, 0)[0] == light[0]
    assert set(colours_of_bars(page, 1)) == {light[5]}
    with page.expect_event("load"):  # theme.js
        page.emulate_media(color_scheme="dark")
    idle(page)
    page.screenshot(path=screenshots / f"gallery-{width}-dark.png")
    assert colours_of_bars(page, 0)[0] == dark[0]
    assert set(colours_of_bars(page, 1)) == {dark[5]}


def test_streamlit_speaks_chinese_and_english_while_the_address_says_so(open_gallery):
    page = open_gallery("/").page
    text = page.locator("body").inner_text()
    assert "每个文件不超过" in text and "上传" in text and text.count("请选择") == 0
    assert page.get_by_placeholder("请选择").count() + page.get_by_text("请选择").count() > 0
    page.get_by_test_id("stMultiSelect").get_by_role("combobox").click()
    page.get_by_text("全选").wait_for()
    page.keyboard.press("Escape")
    left = [words for words in page.evaluate(WORDS_ON_SCREEN) if re.search("[A-Za-z]{2}", NOT_WORDS.sub("", words))]
    assert not left, " | ".join(left)
    page.get_by_role("radio", name="en").click()
    page.get_by_text("Upload", exact=True).wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("radio", name="zh").click()
    page.get_by_text("上传", exact=True).wait_for()
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_a_failed_page_says_a_sentence_with_a_mark_and_the_log_has_the_rest(open_gallery, gallery_server):
    page = open_gallery("/").page
    page.get_by_role("button", name="出错").click()
    page.get_by_text("这一页没有算出来").wait_for()
    idle(page)
    body = page.locator("body").inner_text()
    assert "secret" not in body and "Traceback" not in body and ".py" not in body
    mark = re.search(r"编号 ([0-9a-f]{6})", body)[1]
    assert f"mark {mark}" in gallery_server.log() and "ValueError" in gallery_server.log()


def test_what_is_chosen_can_be_read_in_the_dark_and_the_menu_offers_the_themes_only(open_gallery):
    page = open_gallery("/", theme="dark").page
    chosen = page.get_by_role("radio", name="zh")
    colour = re.findall(r"\d+", chosen.evaluate("e => getComputedStyle(e).color"))[:3]
    assert "#" + "".join(f"{int(part):02x}" for part in colour) == THEME["dark"]["textColor"]
    page.get_by_test_id("stMainMenu").click()
    page.get_by_test_id("stMainMenuItem-theme-Dark").get_by_text("深色").wait_for()
    assert not page.get_by_text("Streamlit").is_visible()


def test_paper_has_no_controls_and_whole_charts_side_by_side(open_gallery):
    page = open_gallery("/").page
    page.emulate_media(media="print")
    page.wait_for_timeout(500)
    assert not page.get_by_test_id("stSidebar").is_visible()
    assert not page.get_by_role("button", name="出错").is_visible()
    boxes = [chart.bounding_box() for chart in page.get_by_test_id("stPlotlyChart").all()]
    assert boxes[0]["y"] == boxes[1]["y"] and boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    main = page.get_by_test_id("stMain").bounding_box()
    assert boxes[1]["x"] + boxes[1]["width"] <= main["x"] + main["width"]


def test_on_a_telephone_figures_stand_two_by_two_and_nothing_sticks_out(open_gallery):
    page = open_gallery("/", 390).page
    rows = [metric.bounding_box()["y"] for metric in page.get_by_test_id("stMetric").all()]
    assert rows[0] == rows[1] < rows[2] == rows[3]
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


WORDS_ON_SCREEN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest('script, style, noscript, [data-testid=stIconMaterial]')) continue;
    if (parent.checkVisibility()) words.push(walker.currentNode.data);
  }
  for (const element of document.querySelectorAll('[placeholder], [aria-label]')) {
    if (!element.checkVisibility()) continue;
    words.push(element.getAttribute('placeholder') ?? element.getAttribute('aria-label'));
  }
  return words;
}"""
