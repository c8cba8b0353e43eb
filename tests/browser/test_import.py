"""A steward's first import in a real browser: a bad file, its faults, good files, and the new data on the overview."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from inspection.formats.exports import csv_bytes
from inspection.warehouse import Store, dictionary
from tests.browser.harness import Opener, Server, idle, serve
from tests.ui.dashboard import small_county

UPLOAD = "[data-testid=stFileUploaderDropzoneInput]"


@pytest.fixture
def own_server(tmp_path) -> Iterator[Server]:
    """A dashboard of its own: what is imported here must not stand in the way of other tests."""
    home = tmp_path / "home"
    home.mkdir()
    yield from serve(["-m", "inspection.ui.server"], home, tmp_path / "server.log")


@pytest.fixture
def ledgers(tmp_path):
    """Write a county's ledgers as csv into a folder; returns their paths."""

    def write(folder: str, county: dict) -> list[str]:
        (tmp_path / folder).mkdir()
        paths = []
        for name, rows in county.items():
            ledger = dictionary().ledgers[name]
            path = tmp_path / folder / f"{ledger.zh}.csv"
            path.write_bytes(csv_bytes([c.zh for c in ledger.columns], rows))
            paths.append(str(path))
        return paths

    return write


def check(page, day: str, paths: list[str]) -> None:
    """Fill in the day, choose the files, press check."""
    page.locator("[data-testid=stDateInput] [role=spinbutton]").first.click()
    page.keyboard.type(day)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.set_input_files(UPLOAD, paths)
    button = page.get_by_role("button", name="检查", exact=True)
    expect(button).to_be_enabled(timeout=30_000)
    button.click()
    idle(page)


def test_a_first_import_from_a_bad_file_to_the_overview(own_server, browser, screenshots, ledgers):
    bad = small_county()
    bad["inspections"] = [tuple("13-09" if value == "13-01" else value for value in row) for row in bad["inspections"]]
    store = Store(own_server.data_home)
    with Opener(browser, screenshots, own_server.url) as open_page:
        page = open_page("/import", picture="import-first").page

        check(page, "20250930", ledgers("bad", bad))
        expect(page.get_by_text("共 1 处错误")).to_be_visible()
        expect(page.get_by_role("button", name="导入，生成版本")).to_have_count(0)
        with page.expect_download() as download:
            page.get_by_role("button", name="下载清单（csv）").click()
        told = download.value.path().read_text(encoding="utf-8-sig")
        assert "巡察任务.csv" in told and "13-09" in told
        page.screenshot(path=screenshots / "import-faults.png")
        assert store.current() is None

        page.reload()
        idle(page)
        check(page, "20250930", ledgers("good", small_county()))
        expect(page.get_by_text("没有错误")).to_be_visible()
        page.screenshot(path=screenshots / "import-clean.png")
        page.get_by_role("button", name="导入，生成版本 1").click()
        expect(page.get_by_text("已导入。现在是版本 1")).to_be_visible(timeout=30_000)
        assert store.current().number == 1

        page.get_by_role("link", name="看总览").click()
        expect(page.get_by_text("第十三届县委").first).to_be_visible(timeout=30_000)
        idle(page)
        expect(page.get_by_text("演示数据")).to_have_count(0)
        page.screenshot(path=screenshots / "overview-after-import.png")
    assert "Traceback" not in own_server.log()
