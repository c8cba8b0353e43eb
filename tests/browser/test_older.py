"""The pages in the browsers of older machines."""

import pytest

from inspection.text import say
from inspection.ui.frame import MENU, SINGLE
from tests.browser.older import seen

pytestmark = pytest.mark.long

PAGES = {
    f"/{'' if name == 'overview' else name}": (say(f"pages.section_{section}", "zh"), say(f"pages.page_{name}", "zh"))
    for section, pages in MENU.items()
    for name in pages
    if name not in SINGLE
}


def test_every_page_shows_all_it_has_in_the_last_chromium_for_windows_7(server):
    found = seen("109.0.6", server.url, PAGES, within=300)
    assert not found["errors"] and {path: n for path, n in found["lines"].items() if n < 4} == {}
    assert set(found["lines"]) == set(PAGES)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_browser_that_cannot_run_the_pages_says_so(server, lang):
    assert seen("92.0.0", f"{server.url}/?lang={lang}", {}, within=120)["text"].strip() == say("server.too_old", lang)
