"""Signed in behind nginx as deploy/ sets it up: TLS, its headers, only its addresses and request headers - in a real browser."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from inspection.access import Audit
from inspection.formats.exports import csv_bytes
from inspection.warehouse import dictionary
from tests.access.conftest import PASSWORD, with_account
from tests.browser.harness import EXPECTED_404, Opener, idle, serve
from tests.browser.test_import import check
from tests.deploy.nginx import serving
from tests.ui.dashboard import small_county

pytestmark = pytest.mark.long


def faulty(folder) -> str:
    """A ledger with a fault, as a file; where it is."""
    ledger = dictionary().ledgers["inspections"]
    rows = [tuple("13-09" if value == "13-01" else value for value in row) for row in small_county()["inspections"]]
    file = folder / f"{ledger.zh}.csv"
    file.write_bytes(csv_bytes([column.zh for column in ledger.columns], rows))
    return str(file)


def test_signing_in_charts_uploads_downloads_and_the_stream_work_and_nothing_is_missing(browser, screenshots, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    with_account(home, "某steward", "steward")
    command = ["-m", "inspection.ui.serving.server", "--behind-proxy"]
    with (
        contextmanager(serve)(command, home, tmp_path / "log") as server,
        serving(tmp_path / "nginx", int(server.url.rpartition(":")[2])) as front,
        browser.new_context(locale="zh-CN", accept_downloads=True, ignore_https_errors=True) as profile,
    ):
        refused, streams = [], []
        page = profile.new_page()
        profile.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
        page.goto(f"{front.url}/clues?year=2024")
        page.get_by_label("账号").fill("某steward")
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"{front.url}/clues?year=2024")
        (cookie,) = [one for one in profile.cookies() if one["name"].startswith("__Host-")]
        assert cookie["secure"] and cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["path"] == "/"
        idle(page)
        page.close()
        with Opener(profile, screenshots, front.url) as open_page:
            page = open_page("/", picture="behind-nginx").page
            page.on("websocket", lambda stream: streams.append(stream.url))
            assert page.locator("[data-testid=stPlotlyChart] .main-svg").count() > 0
            page.goto(f"{front.url}/import")
            idle(page)
            check(page, "20250930", [faulty(tmp_path)])
            with page.expect_download() as download:
                page.get_by_role("button", name="下载清单（csv）").click()
            assert "13-09" in download.value.path().read_text(encoding="utf-8-sig")
            assert all(one["secure"] and one["domain"] == "localhost" for one in profile.cookies())
            page.goto(f"{front.url}/account")
            page.get_by_role("button", name="退出登录").first.click()
            expect(page.get_by_role("heading", name="登录")).to_be_visible()
        assert [url for url in refused if not EXPECTED_404.search(url)] == []
        assert streams == [front.url.replace("https", "wss") + "/_stcore/stream"]
        said = front.logs()
        assert {line.address for line in Audit(home).read() if line.who == "某steward"} == {"127.0.0.1"}
        assert "Traceback" not in server.log()
    assert "GET /_stcore/stream HTTP/1.1 101" in said and "PUT /_stcore/upload_file/- HTTP/2.0 204" in said
    assert "GET /media/- HTTP/2.0 200" in said and not any(word in said for word in ("13-09", "year=2024", PASSWORD))
