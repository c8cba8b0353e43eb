"""The pages on a projector: one block a screen, large type, turned by the keys of a clicker with what is chosen kept."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.harness import idle

pytestmark = pytest.mark.long

SMALLEST = """() => {
  const walker = document.createTreeWalker(document.querySelector('[data-testid=stApp]'), NodeFilter.SHOW_TEXT);
  let least = [999, ''];
  while (walker.nextNode()) {
    const words = walker.currentNode.data.trim(), element = walker.currentNode.parentElement;
    if (!words || element.closest('script, style, [data-testid=stIconMaterial]')) continue;
    if (!element.checkVisibility({ visibilityProperty: true }) || !element.getBoundingClientRect().width) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < least[0]) least = [size, words];
  }
  return least;
}"""
CUT = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter((element) =>
  element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().right > innerWidth + 2)
  .map((element) => element.innerText)"""


def place(page) -> tuple[int, int]:
    at, count = page.locator(".st-key-projecting").get_attribute("data-place").split("/")
    return int(at), int(count)


ARRIVED = """([path, asked]) => location.pathname === path
  && Object.entries(asked).every(([name, value]) => new URLSearchParams(location.search).get(name) === value)"""


def turned(page, key: str, path: str, **asked: str) -> dict:
    """Press a key until another page comes, which must be that with such parameters; all it has. Every screen on the way is
    whole, in large type."""
    before = page.url
    for _ in range(40):
        least = page.evaluate(SMALLEST)
        assert least[0] >= 24, least
        assert not page.evaluate(CUT)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
        if page.evaluate("location.href") != before:  # it came while this screen was looked at: one more press would turn it too
            break
        page.keyboard.press(key)
        page.wait_for_timeout(300)
        if page.url != before:
            break
    page.wait_for_function(ARRIVED, arg=[path, asked], timeout=60_000)
    idle(page)
    return parse_qs(urlsplit(page.url).query)


def test_a_projected_page_is_shown_screen_by_screen_in_large_type_and_the_keys_of_a_clicker_turn_them(open_page):
    page = open_page("/clues?term=13&show=1", 1920, height=1080, picture="presentation").page
    assert not page.get_by_test_id("stSidebar").is_visible() and not page.get_by_test_id("stHeader").is_visible()
    assert page.locator("#projector").get_attribute("media") == "screen"
    assert place(page)[0] == 1 and place(page)[1] > 3
    first = page.get_by_test_id("stMainBlockContainer").inner_text()
    page.keyboard.press(" ")
    page.wait_for_timeout(300)
    assert place(page)[0] == 2 and page.get_by_test_id("stMainBlockContainer").inner_text() != first
    page.keyboard.press("PageUp")
    page.wait_for_timeout(300)
    assert place(page)[0] == 1

    turned(page, "PageDown", "/rectification", term="13", show="1")
    assert place(page)[0] == 1
    turned(page, "ArrowLeft", "/clues", term="13", show="1")
    assert place(page)[0] == place(page)[1], "back at the end of the page before"
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    expect(page.locator("#projector")).to_have_attribute("media", "not all")
    page.wait_for_function("() => !location.search.includes('show=')")
    assert parse_qs(urlsplit(page.url).query)["term"] == ["13"]
    expect(page.locator("[data-screen]")).to_have_count(0)


def test_a_meetings_sequence_goes_on_from_page_to_page_each_with_its_own_filters_and_tab(open_page, data_home):
    def step(name: str, page: str, **parameters: str) -> dict:
        return {"name": name, "page": page, "parameters": {n: [v] for n, v in parameters.items()}, "owner": ""}

    steps = [step("村级逐年", "clues", tab="years", **{"class": "village"}), step("清单", "clues", tab="each", term="13")]
    steps.append(step("覆盖", "coverage"))
    kept = [{"id": "0a1b2c3d", "name": "专题会", "steps": steps, "owner": ""}]
    (data_home / "sequences.json").write_text(json.dumps(kept), encoding="utf-8")
    page = open_page("/clues?class=village&tab=years&show=0a1b2c3d.0", 1920, height=1080).page
    assert "1 / 3" in page.locator(".st-key-projecting").inner_text()
    tab = page.locator("[role=tab][aria-selected=true]")
    expect(tab).to_have_text("逐年对比")
    asked = turned(page, "PageDown", "/clues", term="13", tab="each", show="0a1b2c3d.1")
    assert "class" not in asked
    expect(tab).to_have_text("逐条清单")
    assert "2 / 3" in page.locator(".st-key-projecting").inner_text()
    asked = turned(page, "PageDown", "/coverage", show="0a1b2c3d.2")
    assert not {"term", "tab", "class"} & asked.keys()
    (data_home / "sequences.json").unlink()
