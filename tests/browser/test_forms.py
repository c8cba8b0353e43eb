"""A form of the level above in a real browser: added, a cell clicked, a figure written there, the filled form taken away."""

import io

import openpyxl
import pytest

from inspection.cli.figures import data_read
from inspection.reading.fields import answer, parse
from tests.browser.harness import idle
from tests.formats.form_made import FIRST, workbook

pytestmark = pytest.mark.long


def test_a_cell_that_is_clicked_takes_the_chosen_figure_and_the_filled_form_comes_down(server, open_page, tmp_path, monkeypatch):
    (tmp_path / "附件2.xlsx").write_bytes(workbook())
    screen = open_page("/forms", picture="forms")
    page = screen.page
    page.get_by_role("button", name="添加表样").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "附件2.xlsx")
    grid = page.get_by_test_id("stDataFrame").first
    grid.wait_for()
    idle(page)
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 240, box["y"] + 35 * 4 + 15)  # the second column, the fourth row below the header
    page.get_by_role("button", name="写进 B4 格").click()
    idle(page)
    page.get_by_role("button", name="填写并存档").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载填好的表").click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))[FIRST]
    monkeypatch.setenv("INSPECTION_DATA", str(server.data_home))
    source = data_read("zh")
    coverage, findings = (answer(parse(field), source, "zh").number for field in ("coverage_rate", "findings"))
    assert (sheet["B4"].value, sheet["B4"].number_format, sheet["B3"].value) == (coverage, "0.00%", findings)
    assert sheet["A8"].value == "{{nothing_there}}" and sheet["C4"].value == "=SUM(B3:B6)"
