"""The first page of the dashboard in a real browser."""

import urllib.request

import pytest


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_first_page_opens_and_asks_no_other_host(open_page, width, theme):
    screen = open_page("/", width, theme, picture=f"root-{width}-{theme}")
    assert screen.page.locator("[data-testid=stMain]").inner_text().strip()
    assert screen.page.locator("html").get_attribute("lang") == "zh-CN"


def test_a_page_is_in_english_when_its_address_says_so(open_page):
    assert open_page("/?lang=en").page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("path", ["/", "/clues", "/clues?lang=en"])
def test_a_page_may_load_from_its_own_host_only_and_stand_in_no_foreign_frame(server, path):
    request = urllib.request.Request(
        server.url + path, headers={"Accept": "text/html", "Accept-Encoding": "gzip", "If-None-Match": "x"}
    )
    with urllib.request.urlopen(request) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'self'" in policy and "http" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert b"/look/words.js" in answer.read()


def test_the_server_says_where_it_is_and_nothing_went_wrong(server):
    assert server.url in server.log()
    assert "Traceback" not in server.log()
