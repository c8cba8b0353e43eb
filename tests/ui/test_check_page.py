"""The page 数字核对: a draft pasted is judged, marked where its numbers stand, and read as text alone."""

import docx

from inspection.papers.checker.checking import checked
from inspection.ui.screens.check import Draft, _marked, _pieces
from tests.ui.dashboard import fault, opened, words


def test_a_pasted_draft_is_judged_and_marked(demo):
    at = opened("papers/check")
    assert not fault(at) and "请先粘贴" not in words(at)
    at.button(key="check_go").click().run()
    assert "请先粘贴" in words(at)
    at.text_area(key="check_text").set_value("反馈问题25个，已整改19个，未整改6个，整改率67%。").run()
    at.button(key="check_go").click().run()
    assert not fault(at)
    assert [metric.value for metric in at.metric] == ["1", "1", "0", "2"]
    assert at.dataframe[0].value.iloc[:, [1, 2, 3]].to_numpy().tolist() == [["67%", "有误", "76 %"]]
    assert "整改率:red-background[67% → **76 %**]" in words(at)


def test_nothing_of_a_draft_is_read_as_markup():
    hostile = "<script>x</script> $a$ :red[b] [c](http://d) 共3件 **e** | `f` 整改率200%"
    found = checked(_pieces(Draft(hostile)))
    [shown] = _marked(found)
    for sign in ("<script>", "$a$", ":red[b]", "](http", "**e**", "`f`"):
        assert sign not in shown
    assert ":gray-background[3件]" in shown and ":red-background[**200\\%**]" in shown.replace("200%", "200\\%")


def test_a_table_of_a_docx_is_shown_as_a_table(tmp_path):
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("类别", "问题|数", "县直", "412")):
        table.cell(at // 2, at % 2).text = text
    document.save(tmp_path / "a.docx")
    draft = Draft("", "a.docx", (tmp_path / "a.docx").read_bytes())
    [shown] = _marked(checked(_pieces(draft)))
    assert draft.docx and shown == "| 类别 | 问题\\|数 |\n|---|---|\n| 县直 | :gray-background[412] |"
