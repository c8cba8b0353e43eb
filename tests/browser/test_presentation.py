"""The pages on a projector: turned by the arrow keys with what is chosen kept, left by Escape."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.harness import idle


def turned(screen, key: str) -> tuple[str, dict]:
    """Press a key; the path and the parameters of the page that came."""
    before = screen.page.url
    screen.page.keyboard.press(key)
    screen.page.wait_for_function("before => location.href !== before", arg=before)
    idle(screen.page)
    parts = urlsplit(screen.page.url)
    return parts.path, parse_qs(parts.query)


def size(screen) -> float:
    return screen.page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")


def test_a_projected_page_is_alone_in_larger_type_and_arrow_keys_turn_it_with_the_filters_until_escape(open_page):
    screen = open_page("/clues?term=13&show=1", 1920, picture="presentation")
    large = size(screen)
    assert not screen.page.get_by_test_id("stSidebar").is_visible()
    table = screen.page.locator("[class*=st-key-paper_] table").first
    assert table.is_visible() and not screen.page.get_by_test_id("stDataFrame").first.is_visible()
    assert table.locator("td").first.evaluate("cell => parseFloat(getComputedStyle(cell).fontSize)") >= 16
    assert screen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0

    screen.page.get_by_role("tab").first.focus()
    screen.page.keyboard.press("ArrowRight")  # meant for the tabs
    idle(screen.page)
    assert urlsplit(screen.page.url).path == "/clues"
    screen.page.evaluate("document.activeElement.blur()")

    shown = {"term": ["13"], "show": ["1"]}
    path, asked = turned(screen, "ArrowRight")
    assert path == "/rectification" and shown.items() <= asked.items()
    path, asked = turned(screen, "ArrowLeft")
    assert path == "/clues" and shown.items() <= asked.items()
    path, asked = turned(screen, "Escape")
    assert path == "/clues" and asked["term"] == ["13"] and "show" not in asked
    expect(screen.page.get_by_test_id("stSidebar")).to_be_visible()
    assert large > size(screen) * 1.2
