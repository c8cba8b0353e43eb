"""Clicking, sliding and switching on the pages of clues and ranking, in a real browser: the address follows."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.harness import idle

pytestmark = pytest.mark.long


def asked(screen) -> dict[str, list[str]]:
    return parse_qs(urlsplit(screen.page.url).query)


def test_a_click_on_a_mark_shows_its_rows_and_a_refresh_keeps_them(open_page):
    screen = open_page("/clues")
    chart = screen.page.locator("[data-testid=stPlotlyChart]").nth(1)
    chart.locator(".scatterlayer path.point").first.click(force=True)
    expect(screen.page.get_by_text("只看 ").filter(visible=True)).to_have_count(1)
    idle(screen.page)
    assert asked(screen)["pick"][0].startswith("verification_of_concluded~?year=")
    screen.page.reload()
    idle(screen.page)
    expect(screen.page.get_by_text("只看 ").filter(visible=True)).to_have_count(1)


def test_a_click_on_an_open_clue_opens_its_own_page(open_page):
    screen = open_page("/clues")
    screen.page.locator("[data-testid=stPlotlyChart]").first.locator(".scatterlayer path.point").first.click(force=True)
    screen.page.wait_for_url("**/clue?**")
    idle(screen.page)
    (number,) = asked(screen)["number"]
    expect(screen.page.get_by_text(number, exact=False).first).to_be_visible()


def test_a_weight_moved_by_the_keyboard_ranks_anew_without_leaving_the_page(open_page):
    screen = open_page("/ranking")
    slider = screen.page.get_by_role("slider").first
    slider.focus()
    slider.press("ArrowRight")
    idle(screen.page)
    expect(screen.page.get_by_text("恢复设置的权重")).to_be_visible()
    assert asked(screen)["weights"] == ["65-25-15"]


def test_another_definition_and_another_class_stand_in_the_address(open_page):
    screen = open_page("/clues")
    screen.page.get_by_text("÷ 移交", exact=True).click()
    idle(screen.page)
    assert asked(screen)["rate"] == ["of_transferred"]
    screen.page.goto(screen.page.url.replace("/clues", "/ranking").replace("rate=of_transferred", "ranked=village"))
    idle(screen.page)
    expect(screen.page.get_by_role("heading", name="村(社区)党组织整改成效排名")).to_be_visible()
