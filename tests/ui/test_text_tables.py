"""A table as text: every sign of the ledgers is read in it, none is obeyed."""

from xml.etree import ElementTree

from inspection.ui.pieces.text_table import made

ODD = '<script>alert(1)</script> & "quoted" **bold** [a](b) :red[c] $d$'


def test_what_a_cell_says_is_its_text_whatever_it_looks_like():
    table = ElementTree.fromstring(made([ODD, "数"], [[ODD, "甲"], ["1", "—"]], {}, frozenset({1})))
    assert [[cell.text for cell in row] for row in table.iter("tr")] == [[ODD, "数"], [ODD, "1"], ["甲", "—"]]
    assert {one.tag for one in table.iter()} == {"table", "thead", "tbody", "tr", "th", "td"}


def test_a_cell_leads_where_it_is_told_to_and_no_other_does():
    table = ElementTree.fromstring(made(["一", "二"], [["甲", "乙"], [ODD, "丙"]], {1: ['o?org="<1>&lang=zh', ""]}, frozenset()))
    (link,) = table.iter("a")
    assert (link.text, link.get("href"), link.get("target")) == (ODD, 'o?org="<1>&lang=zh', "_blank")
    assert [cell.text for cell in table.iter("td")] == ["甲", None, "乙", "丙"]


def test_figures_stand_to_the_right_under_their_head():
    table = ElementTree.fromstring(made(["一", "二"], [["甲"], ["1"]], {}, frozenset({1})))
    assert [cell.get("data-figure") for row in table.iter("tr") for cell in row] == [None, "", None, ""]


def test_a_warning_says_its_word_and_its_colour_and_a_cell_without_one_neither():
    table = ElementTree.fromstring(made(["级", "名"], [["红", "—"], ["甲", "乙"]], {}, frozenset(), {0: ["red", ""]}))
    red, _, none, _ = table.iter("td")
    (word,) = red
    assert (word.text, word.get("data-level"), red.text) == ("红", "red", None)
    assert none.text == "—" and not list(none)
