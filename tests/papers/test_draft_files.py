"""Drafts as files: read in a process of its own, given back with comments, refused in a sentence."""

import io
import json
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from inspection.formats.drafts import NotADraft, Note, marked, pieces_of, read_draft
from tests.shell import run

DRAFT = ["县委巡察工作报告", "反馈问题25个，已完成整改19个，未完成整改6个，整改完成率67%。"]


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    """A docx with a heading, a sentence over several runs, a table, a header and a comment of its own."""
    document = docx.Document()
    document.add_heading(DRAFT[0], 0)
    sentence = document.add_paragraph("反馈问题")
    sentence.add_run("2").bold = True
    for text in ("5个，已完成整改19个，未完成整改6个，整改完成率", "6", "7%。"):
        sentence.add_run(text)
    document.add_comment(sentence.runs[0], text="请核实", author="张三")
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate((("类别", "问题", "整改"), ("县直", "412", "398"), ("合计", "412", "398"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.sections[0].header.paragraphs[0].text = "内部资料"
    path = tmp_path_factory.mktemp("drafts") / "草稿.docx"
    document.save(path)
    return path


def test_a_docx_is_read_in_its_order_with_the_places_of_its_cells(draft):
    pieces = read_draft(draft)
    assert [(p.text, p.part) for p in pieces if p.part] == [("内部资料", "header")]
    assert [(p.text, p.number, p.row, p.column) for p in pieces if not p.part] == [
        (DRAFT[0], 1, 0, 0), (DRAFT[1], 2, 0, 0),
        ("类别", 1, 1, 1), ("问题", 1, 1, 2), ("整改", 1, 1, 3), ("县直", 1, 2, 1), ("412", 1, 2, 2), ("398", 1, 2, 3),
        ("合计", 1, 3, 1), ("412", 1, 3, 2), ("398", 1, 3, 3),
    ]  # fmt: skip


def test_comments_stand_at_the_numbers_and_nothing_else_is_changed(draft, tmp_path):
    text = DRAFT[1]
    at = text.index("67%")
    notes = [Note(1, at, at + 3, "应为 76 %"), Note(1, text.index("25"), text.index("25") + 3, "相符"), Note(6, 0, 3, "格")]
    path = tmp_path / "核对.docx"
    path.write_bytes(marked(draft, notes, "数字核对"))
    before, after = docx.Document(draft), docx.Document(path)
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    assert [(c.text, c.author) for c in after.comments] == [
        ("请核实", "张三"), ("应为 76 %", "数字核对"), ("相符", "数字核对"), ("格", "数字核对")
    ]  # fmt: skip
    assert _commented(path) == {"应为 76 %": "67%", "相符": "25个", "格": "412"}
    assert [r.bold for r in after.paragraphs[1].runs if r.text] == [None, True, *[None] * 5]
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(path) as new:
        assert old.namelist() == new.namelist()
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed <= {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def test_headers_footers_notes_and_text_boxes_are_read_and_told_of_at_the_first_paragraph(tmp_path):
    document = docx.Document()
    document.add_paragraph("情况报告")
    document.add_paragraph("共25个，完成19个，完成率76%。")
    section = document.sections[0]
    section.header.paragraphs[0].text = "共25个，完成19个，完成率67%。"
    section.footer.paragraphs[0].text = "— 4 —"
    cell = section.footer.add_table(1, 2, docx.shared.Mm(100)).cell(0, 1)
    cell.text = "完成12个"
    box = parse_xml(
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pict><w:txbxContent>'
        "<w:p><w:r><w:t>反馈30个，完成12个，完成率50%。</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    document.paragraphs[0]._p.append(box)
    plain, path = tmp_path / "plain.docx", tmp_path / "with notes.docx"
    document.save(plain)
    notes = WORD.replace(b"w:document", b"w:footnotes").replace(b"<w:body>%s</w:body>", b"%s")
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/_rels/document.xml.rels":
                one = b'<Relationship Id="notes" Type="x/relationships/footnotes" Target="footnotes.xml"/></Relationships>'
                data = data.replace(b"</Relationships>", one)
            new.writestr(name, data)
        said = "<w:footnote><w:p><w:r><w:t>见2024年12件来信。</w:t></w:r></w:p></w:footnote>".encode()
        new.writestr("word/footnotes.xml", notes % said)
    pieces = read_draft(path)
    assert [(p.part, p.text, p.anchor) for p in pieces if p.part] == [
        ("box", "反馈30个，完成12个，完成率50%。", None), ("header", "共25个，完成19个，完成率67%。", None),
        ("footer", "", None), ("footer", "完成12个", None), ("footnote", "见2024年12件来信。", None),
    ]  # fmt: skip
    out = tmp_path / "out.docx"
    ended = run(tmp_path, "check-figures", path, "--format", "docx", "--out", out)
    assert ended.returncode == 1
    [(said, at)] = _commented(out).items()
    assert at == "情况报告" and said.splitlines() == [
        "文本框第 1 段 50%: 有误，应为 40 %。12 ÷ 30 应为 40 %。", "页眉第 1 段 67%: 有误，应为 76 %。19 ÷ 25 应为 76 %。",
    ]  # fmt: skip


def _commented(path) -> dict[str, str]:
    """Comment -> the text it stands at, read from the document's XML."""
    document = docx.Document(path)
    said = {c.comment_id: c.text for c in document.comments}
    found = {}
    for paragraph in document.element.body.iter("{*}p"):
        open_ids: list[int] = []
        for element in paragraph.iter():
            name = element.tag.rpartition("}")[2]
            if name in ("commentRangeStart", "commentRangeEnd"):
                id = int(next(iter(element.attrib.values())))
                (open_ids.append if name.endswith("Start") else open_ids.remove)(id)
            elif name == "t":
                for id in open_ids:
                    found[said[id]] = found.get(said[id], "") + element.text
    return {text: words for text, words in found.items() if text != "请核实"}


def _spoilt(member: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                         '<Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>')  # fmt: skip
        archive.writestr(member, data)
    return out.getvalue()


WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
LAUGHS = b'<!DOCTYPE d [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9)
) + b"]>"  # fmt: skip


@pytest.mark.parametrize("name, data, code", [
    ("a.docx", b"PK\x03\x04 no zip", "damaged"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old one", "format"),
    ("a.pdf", b"%PDF-1.7", "format"),
    ("a.xlsx", _spoilt("xl/workbook.xml", b"<workbook/>"), "format"),
    ("a.docx", _spoilt("word/document.xml", b"<w:document"), "damaged"),
    ("a.docx", _spoilt("word/document.xml", LAUGHS + WORD % b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p>"), "damaged"),
    ("a.docx", _spoilt("word/document.xml", WORD % (b"<w:p/>" + b" " * 90_000_000)), "too_much_memory"),
    ("a.txt", bytes(range(256)) * 4, "encoding"),
    ("a.txt", "数".encode() * 1_000_001, "too_long"),
])  # fmt: skip
def test_a_hostile_file_is_one_refusal(tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(NotADraft) as refused:
        read_draft(path)
    assert refused.value.code == code
    ended = run(tmp_path, "check-figures", path)
    assert (ended.returncode, ended.stdout) == (2, "") and str(path) in ended.stderr


def test_deeply_nested_elements_and_entities_of_files_are_no_way_in(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(_spoilt("word/document.xml", WORD % (b"<w:sdt>" * 200 + b"<w:p/>" + b"</w:sdt>" * 200)))
    assert read_draft(path) == []
    outside = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + WORD % b"<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"
    path.write_bytes(_spoilt("word/document.xml", outside))
    with pytest.raises(NotADraft):
        read_draft(path)


def test_a_long_draft_of_nothing_but_numbers_ends_soon():
    from inspection.papers.checker.checking import checked

    assert len(checked(pieces_of("发现问题12个，整改3个，" * 2000)).judged) == 4000
    assert checked(pieces_of("（" * 3000 + "“一" * 3000 + "占" * 3000)).judged == ()


def test_text_is_read_in_both_encodings(tmp_path):
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(DRAFT[1].encode(encoding))
        assert [p.text for p in read_draft(path)] == [DRAFT[1]]


def test_the_command_says_what_is_wrong_and_its_exit_code_does_too(draft, tmp_path):
    ended = run(tmp_path, "check-figures", draft)
    assert ended.returncode == 1
    assert [line.split()[:6] for line in ended.stdout.splitlines() if "67%" in line] == [
        ["第", "2", "段", "67%", "有误", "76"]
    ]  # fmt: skip
    found = json.loads(run(tmp_path, "check-figures", draft, "--format", "json", lang="en").stdout)
    assert found["counts"] == {"wrong": 1, "right": 1, "rounded": 0, "unjudged": 6}
    [accused] = [f for f in found["figures"] if f["code"] == "wrong"]
    assert accused["reason"] == "19 ÷ 25 makes 76 %." and accused["sentence"] == DRAFT[1]
    out = tmp_path / "out.docx"
    assert run(tmp_path, "check-figures", draft, "--format", "docx", "--out", out).returncode == 1
    assert _commented(out) == {"有误，应为 76 %。19 ÷ 25 应为 76 %。": "67%"}
    assert run(tmp_path, "check-figures", draft, "--format", "docx", "--out", draft).returncode == 2
    assert run(tmp_path, "check-figures", draft, "--format", "docx").returncode == 2
    plain = tmp_path / "plain.txt"
    plain.write_text("共25个，完成19个，完成率76%。", encoding="utf-8")
    assert run(tmp_path, "check-figures", plain).returncode == 0
    assert run(tmp_path, "check-figures", plain, "--format", "docx", "--out", out).returncode == 2
    assert run(tmp_path, "check-figures", plain, "--format", "csv").stdout.startswith("\ufeff位置,数字,结论,应为,依据,原文\n")
