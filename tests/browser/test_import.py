"""A steward's month in a real browser: a bad file, its faults, good files, differences, acceptance, undo."""

import io
from collections.abc import Iterator

import openpyxl
import pytest
from playwright.sync_api import expect

from inspection.formats.exports import csv_bytes
from inspection.warehouse import Store, dictionary
from tests.access.conftest import PASSWORD, with_account
from tests.browser.harness import Opener, Server, by_menu, idle, serve
from tests.ui.dashboard import small_county

pytestmark = pytest.mark.long

UPLOAD = "[data-testid=stFileUploaderDropzoneInput]"


@pytest.fixture
def own_server(tmp_path) -> Iterator[Server]:
    """A dashboard of its own: what is imported here must not stand in the way of other tests."""
    home = tmp_path / "home"
    home.mkdir()
    with_account(home, "某steward", "steward")
    yield from serve(["-m", "inspection.ui.serving.server"], home, tmp_path / "server.log")


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
    press_check(page)


def test_a_month_of_the_steward_from_a_bad_file_to_the_undo(own_server, profile, screenshots, ledgers):
    bad = small_county()
    bad["inspections"] = [tuple("13-09" if value == "13-01" else value for value in row) for row in bad["inspections"]]
    store = Store(own_server.data_home)
    with Opener(profile, screenshots, own_server.url) as open_page:
        sign_in(profile.new_page(), f"{own_server.url}/import?lang=zh", screenshots)
        screen = open_page("/import", picture="import-first")
        page = screen.page

        check(page, "20250930", ledgers("bad", bad))
        expect(page.get_by_text("共 1 处错误")).to_be_visible()
        expect(page.get_by_role("button", name="接受，生成版本")).to_have_count(0)
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
        accept(page, 1)
        assert store.current().number == 1

        page.get_by_role("link", name="看总览").click()
        expect(page.get_by_test_id("stMain").get_by_text("第十三届县委").first).to_be_visible(timeout=30_000)
        idle(page)
        expect(page.get_by_text("演示数据")).to_have_count(0)
        page.screenshot(path=screenshots / "overview-after-import.png")

        by_menu(page, "数据", "数据导入")
        idle(page)
        mended = small_county()
        mended["rounds"] = [tuple("第一轮（补）" if value == "第一轮" else value for value in row) for row in mended["rounds"]]
        page.set_input_files(UPLOAD, ledgers("mended", {"rounds": mended["rounds"]}))
        press_check(page)
        expect(page.get_by_text("三、导入后的变化")).to_be_visible()
        page.get_by_text("逐行查看变化").click()
        expect(page.get_by_role("radio", name="变更 1")).to_be_visible(timeout=30_000)
        idle(page)
        page.screenshot(path=screenshots / "import-differences.png", full_page=True)
        accept(page, 2)
        page.get_by_role("button", name="撤销这次导入，回到版本 1").click()
        expect(page.get_by_text("现在是版本 3")).to_be_visible(timeout=30_000)
        assert store.current().manifest["restored"] == 1

        page.get_by_role("link", name="看数据版本").click()
        expect(page.get_by_text("比较两个版本")).to_be_visible(timeout=30_000)
        idle(page)
        page.screenshot(path=screenshots / "versions.png")
        sign_out(profile.new_page(), own_server.url)
        by_menu(page, "会商", "总览")
        page.wait_for_url("**/signin?next=*", timeout=30_000)
        # the browser's console tells of each answer that nobody is known any more
        screen.errors[:] = [error for error in screen.errors if "401" not in error and "403" not in error]
    assert "Traceback" not in own_server.log()


def sign_in(page, address: str, screenshots) -> None:
    """As somebody who opens a page without being known: asked who he is, and then where he wanted to go."""
    page.goto(address)
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.screenshot(path=screenshots / "sign-in-390.png")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_label("账号").fill("某steward")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(address)
    idle(page)
    expect(page.get_by_role("link", name="某steward")).to_be_visible()
    page.close()


def sign_out(page, url: str) -> None:
    """In another tab."""
    page.goto(f"{url}/account")
    page.get_by_role("button", name="退出登录", exact=True).click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.close()


def accept(page, number: int) -> None:
    """Tick that the warnings were seen, where there are any, and accept."""
    seen = page.get_by_text("条提醒已看过")
    if seen.count():
        expect(page.get_by_role("button", name=f"接受，生成版本 {number}")).to_be_disabled()
        seen.click()
    button = page.get_by_role("button", name=f"接受，生成版本 {number}")
    expect(button).to_be_enabled(timeout=30_000)
    page.wait_for_timeout(300)
    button.click()
    expect(page.get_by_text(f"现在是版本 {number}")).to_be_visible(timeout=30_000)
    idle(page)


def press_check(page) -> None:
    button = page.get_by_role("button", name="检查", exact=True)
    expect(button).to_be_enabled(timeout=30_000)
    button.click()
    idle(page)


def test_a_template_is_handed_out(open_page):
    page = open_page("/import").page
    with page.expect_download() as download:
        page.get_by_role("button", name="下载全部台账").click()
    assert download.value.suggested_filename == "全部台账.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert {ledger.zh for ledger in dictionary().ledgers.values()} <= set(book.sheetnames)
