"""The pages behind nginx as deploy/ sets it up: TLS, its headers, only its addresses and request headers - in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext

from inspection.formats.exports import csv_bytes
from inspection.warehouse import dictionary
from tests.browser.harness import EXPECTED_404, Opener, idle
from tests.browser.test_import import check
from tests.deploy.nginx import Nginx, serving
from tests.ui.dashboard import small_county


@pytest.fixture(scope="module")
def front(server, tmp_path_factory) -> Iterator[Nginx]:
    """nginx before the dashboard of this worker."""
    with serving(tmp_path_factory.mktemp("nginx"), int(server.url.rsplit(":", 1)[1])) as running:
        yield running


@pytest.fixture
def trusting(browser) -> Iterator[BrowserContext]:
    """A profile that takes the certificate the test signed itself."""
    with browser.new_context(locale="zh-CN", accept_downloads=True, ignore_https_errors=True) as context:
        yield context


def test_charts_uploads_downloads_and_the_stream_work_and_nothing_is_missing(front, trusting, screenshots, tmp_path):
    refused, streams = [], []
    trusting.on("response", lambda answer: refused.append((answer.status, answer.url)) if answer.status >= 400 else None)
    county = small_county()
    rows = [tuple("13-09" if value == "13-01" else value for value in row) for row in county["inspections"]]
    ledger = dictionary().ledgers["inspections"]
    file = tmp_path / f"{ledger.zh}.csv"
    file.write_bytes(csv_bytes([column.zh for column in ledger.columns], rows))
    with Opener(trusting, screenshots, front.url) as open_page:
        page = open_page("/", picture="behind-nginx").page
        page.on("websocket", lambda stream: streams.append(stream.url))
        assert page.locator("[data-testid=stPlotlyChart] .main-svg").count() > 0
        page.goto(f"{front.url}/import")
        idle(page)
        check(page, "20250930", [str(file)])
        with page.expect_download() as download:
            page.get_by_role("button", name="下载清单（csv）").click()
        assert "13-09" in download.value.path().read_text(encoding="utf-8-sig")
        cookies = trusting.cookies()
    assert [found for found in refused if not EXPECTED_404.search(found[1])] == []
    assert streams == [front.url.replace("https", "wss") + "/_stcore/stream"]
    assert all(cookie["domain"] == "localhost" for cookie in cookies)
    said = front.logs()
    assert "GET /_stcore/stream HTTP/1.1 101" in said and "PUT /_stcore/upload_file/- HTTP/2.0 204" in said
    assert "GET /media/- HTTP/2.0 200" in said and "13-09" not in said
