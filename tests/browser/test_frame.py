"""The frame around the pages: the menu on top, every filter on the first screen, what is chosen in words."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from inspection.ui.frame import MENU, SINGLE
from tests.browser.harness import idle

pytestmark = pytest.mark.long

CHOSEN = "?term=13&from=2024-02-01&to=2024-06-30&class=village,township&as_of=2025-06-30"
FIELDS = """() => [...document.querySelectorAll('[data-testid=stSidebarUserContent] '
  + ':is([data-testid=stSelectbox], [data-testid=stMultiSelect], [data-testid=stDateInput], [data-testid=stPopover])')]
  .map(field => [field.innerText.split('\\n')[0], Math.round(field.getBoundingClientRect().bottom),
    [...field.querySelectorAll('[role=group], [role=group] *')].every(part => part.scrollWidth <= part.clientWidth + 1
      || getComputedStyle(part).overflowX === 'visible' && part.getBoundingClientRect().right
        <= field.getBoundingClientRect().right + 1)])"""


def test_every_filter_stands_whole_on_the_first_screen_of_a_small_machine_and_one_click_goes_back_to_all(open_page):
    page = open_page("/rectification" + CHOSEN, 1366, height=768, picture="frame-1366").page
    fields = page.evaluate(FIELDS)
    names = [name for name, _, _ in fields]
    assert names[:-2] == ["届次", "时段", "起始日", "截止日", "类别", "领域", "轮次", "截至日"], names
    # the last, what to print, is no filter and may stand below
    assert all(bottom <= 768 and whole for _, bottom, whole in fields[:-1]), fields
    said = page.get_by_test_id("stMainBlockContainer").inner_text()
    assert "截至 2025-06-30" in said and "2024-02-01 至 2024-06-30" in said and "村(社区)党组织、乡镇党委" in said
    page.get_by_role("button", name="清除筛选").click()
    idle(page)
    assert not parse_qs(urlsplit(page.url).query)
    expect(page.get_by_role("button", name="清除筛选")).to_have_count(0)
    page.get_by_test_id("stTopNav").get_by_text("会商").click()
    links = page.get_by_test_id("stTopNavDropdownLink")
    expect(links.first).to_be_visible()
    assert len(links.all()) == len(MENU["review"]) and all(link.bounding_box()["y"] < 700 for link in links.all())


@pytest.mark.parametrize("height", [844])
def test_on_a_telephone_the_side_bar_opens_with_the_filters_and_the_menu_begins_on_its_first_screen(open_page, height):
    page = open_page("/clues", 390, height=height, picture="frame-390").page
    page.get_by_test_id("stExpandSidebarButton").click()
    page.wait_for_timeout(800)
    assert all(bottom <= height for _, bottom, _ in page.evaluate(FIELDS))
    menu = page.get_by_test_id("stSidebarNav").bounding_box()
    assert menu["y"] < height - 100
    assert page.get_by_test_id("stSidebarNavLink").count() == sum(map(len, MENU.values())) - len(SINGLE)
    assert page.evaluate("document.querySelector('[data-testid=stSidebarContent]').scrollWidth <= innerWidth")
