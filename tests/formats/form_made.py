"""Forms as the level above sends them: merged heads, formulas, per cent cells, looks within a text, a printed area."""

import io
import zipfile

import docx
import xlsxwriter
from docx.oxml import parse_xml

BOX = (
    '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
    "<v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框内 {{clues}} 件</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
    "</w:pict>"
)


FIRST = "表 1 '统计' 甲"


def workbook(inline: bool = False) -> bytes:
    """A form of two sheets with saved results in its formulas (7 each) and a macro; texts are shared, as Excel has them, or
    `inline`, as other programs write them."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "constant_memory": inline})
    sheet, other = book.add_worksheet(FIRST), book.add_worksheet("二")
    head = book.add_format({"font_name": "黑体", "bold": True, "font_size": 16, "align": "center", "border": 1})
    plain = book.add_format({"top": 1, "bg_color": "#FFFF00"})
    fraction, places = (book.add_format({"num_format": code}) for code in ("0.00%", "0.00"))
    bold, italic = book.add_format({"bold": True}), book.add_format({"italic": True})
    sheet.merge_range("A1:E1", "附件2　巡察工作统计表（问题{{findings}}个）", head)
    sheet.write_row("A3", ["反馈问题", "{{findings}}"], plain)
    sheet.write_formula("C3", "=B3*2", None, 7)
    sheet.write_formula("D3", "=problems", None, 7)
    sheet.write("A4", "完成率")
    sheet.write("B4", "{{completion_rate}}", fraction)
    sheet.write_formula("C4", "=SUM(B3:B6)", None, 7)
    sheet.write("D4", 42)
    sheet.write("B5", " {{ completion_rate }} ")
    sheet.write_formula("C5", "=C3&\"\"", None, "7")
    sheet.write("B6", "{{completion_rate}}", places)
    sheet.write_formula("C6", "=1+1", None, 7)
    sheet.write_rich_string("A7", "完成率", bold, "{{completion", italic, "_rate}}", "%，")
    sheet.write("A8", "{{nothing_there}}")
    sheet.set_header("&C共{{findings}}个 && 县")
    sheet.print_area("A1:E10")
    sheet.freeze_panes("B3")
    sheet.conditional_format("B3:B6", {"type": "cell", "criteria": ">", "value": 10, "format": bold})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": [FIRST, 2, 1, 3, 1]})
    sheet.insert_chart("G3", chart)
    sheet.insert_textbox("G20", "共{{findings}}个")
    book.define_name("problems", "='表 1 \'\'统计\'\' 甲'!$B$3")
    other.write_formula("A1", "='表 1 \'\'统计\'\' 甲'!C5", None, 7)
    book.close()
    return changed_in(stream.getvalue(), {"xl/vbaProject.bin": bytes(range(256)) * 9})


def document() -> bytes:
    """A form in Word: a field over three runs, in a merged cell, in the header, in a text box."""
    book = docx.Document()
    paragraph = book.add_paragraph("反馈问题")
    paragraph.add_run("{{find").bold = True
    paragraph.add_run("ings org")
    paragraph.add_run("_class=village}}").italic = True
    paragraph.add_run(" 个，完成率{{completion_rate}}%，{{nothing_there}}。")
    table = book.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(0, 0).text = "｛｛completion_rate｝｝"
    book.sections[0].header.paragraphs[0].text = "问题{{findings}}"
    book.add_paragraph().add_run()._r.append(parse_xml(BOX))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Part -> its bytes, of an archive that is whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def changed_in(data: bytes, instead: dict[str, bytes]) -> bytes:
    """The archive with other bytes in some parts, and those that were not there added."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts(data) | instead).items():
            archive.writestr(name, content)
    return found.getvalue()
