"""The first page of the dashboard in a real browser."""

import urllib.request

import pytest


def test_the_first_page_opens_in_the_dark_on_a_telephone_and_asks_no_other_host(open_page):
    """By day and wider it is opened with all other pages."""
    screen = open_page("/", 390, "dark", picture="root-390-dark")
    assert screen.page.locator("[data-testid=stMain]").inner_text().strip()
    assert screen.page.locator("html").get_attribute("lang") == "zh-CN"


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
        assert b"/look/page.js" in answer.read()


def test_the_server_says_where_it_is_and_nothing_went_wrong(server):
    assert server.url in server.log()
    assert "Traceback" not in server.log()
