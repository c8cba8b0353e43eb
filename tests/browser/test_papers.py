"""Papers in a real browser: a pack made in sight of its bar and taken away; a draft handed in, its comments taken away."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from tests.browser.harness import idle

pytestmark = pytest.mark.long


def test_a_pack_is_made_in_sight_and_comes_down_as_files(open_page):
    page = open_page("/packs", picture="packs").page
    for block in ("进度", "问题线索办理", "逾期未整改", "需要关注", "上次会议以来的变化"):
        gone = page.locator("[data-baseweb=tag]", has_text=block)
        if gone.count():
            gone.get_by_role("presentation").last.click()
            idle(page)
    page.get_by_role("button", name="生成草稿").click()
    page.get_by_role("button", name="全部打包下载").wait_for(timeout=180_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="全部打包下载").click()
    with zipfile.ZipFile(download.value.path()) as made:
        assert sorted(name.rpartition(".")[2] for name in made.namelist()) == ["docx", "pdf", "pptx", "xlsx"]
        [name] = [name for name in made.namelist() if name.endswith(".docx")]
        assert "青禾县" in "".join(p.text for p in docx.Document(io.BytesIO(made.read(name))).paragraphs)


def test_a_pack_is_cancelled_while_it_is_made_and_the_next_one_is_whole(open_page, data_home):
    page = open_page("/packs", picture="packs").page
    before = kept(data_home)
    page.get_by_role("button", name="生成并登记发出").click()
    page.get_by_role("button", name="取消", exact=True).click(timeout=60_000)
    page.get_by_text("已取消，没有留下任何文件").wait_for(timeout=60_000)
    idle(page)
    assert page.get_by_role("button", name="取消", exact=True).count() == 0
    assert page.get_by_role("button", name="全部打包下载").count() == 0, "what was cancelled is not handed out"
    assert kept(data_home) == before, "nothing is kept, nothing is left half written"
    for block in ("进度", "问题线索办理", "逾期未整改", "需要关注", "上次会议以来的变化"):
        gone = page.locator("[data-baseweb=tag]", has_text=block)
        if gone.count():
            gone.get_by_role("presentation").last.click()
            idle(page)
    page.get_by_role("button", name="生成并登记发出").click()
    page.get_by_role("button", name="全部打包下载").wait_for(timeout=180_000)
    [paper] = sorted(kept(data_home) - before)
    assert {file.suffix for file in paper.iterdir()} == {".json", ".docx", ".pdf", ".pptx", ".xlsx"}


def kept(home) -> set:
    """The folders of papers in a data home, those being built as well."""
    return {path for folder in home.rglob("papers") for path in folder.iterdir() if path.is_dir()}


def test_a_draft_is_handed_in_and_comes_back_with_its_comments(open_page, tmp_path):
    draft = docx.Document()
    draft.add_paragraph("2024年，反馈问题25个，已完成整改19个，整改完成率67%。")
    draft.save(tmp_path / "草稿.docx")
    page = open_page("/check", picture="check").page
    page.get_by_test_id("stMain").get_by_text("上传文件", exact=True).click()
    page.locator("input[type=file]").set_input_files(tmp_path / "草稿.docx")
    idle(page)
    page.get_by_test_id("stMain").get_by_role("button", name="核对").click()
    button = page.get_by_role("button", name="下载带批注的 docx")
    button.wait_for(timeout=120_000)
    assert "67%" in page.inner_text("[data-testid=stMain]") and "有误 1" in page.inner_text("[data-testid=stMain]")
    with page.expect_download() as download:
        button.click()
    back = docx.Document(download.value.path())
    [comment] = back.comments
    assert "应为 76 %" in comment.text
    assert len(list(back.element.body.iter(qn("w:commentRangeStart")))) == 1
