"""A text is read in the encoding it was written in, or refused: what is only decodable is no text."""

import random

import pytest

from inspection.formats.workbooks import Unreadable, cell, read_workbook

SIMPLIFIED = (
    "关于全面从严治党巡察监督发现问题整改情况的报告，县委办公室、财政局、教育局、卫生健康局、各乡镇党委和村党总支。"
    "第十三届县委第四轮常规巡察移交线索，经核查部分查实，已由县纪委监委组织处理。群众反映低保补贴被违规领取。"
)
TRADITIONAL = (
    "關於全面從嚴治黨巡察監督發現問題整改情況的報告縣委辦公室財政局教育局衛生健康局各鄉鎮黨委和村黨總支"
    "第十三屆縣委第四輪常規巡察移交線索經核查部分查實已由縣紀委監委組織處理群眾反映低保補貼被違規領取"
)
KOREAN = "대한민국 한국어 시험 문장 전라남도 공무원 조사 결과 보고서 작성 완료 현장 방문 예정"
JAPANESE = "日本語のテキスト調査報告書を作成しました。現地訪問の予定があります。カタカナもひらがなも"


def read(tmp_path, content: bytes):
    """The cells of a csv of one column below its header, or the code it is refused with."""
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    try:
        (sheet,) = read_workbook(path).sheets
    except Unreadable as unreadable:
        return unreadable.code
    return [cell(text) for text in sheet.columns[0].to_pylist()]


def rows(*texts: str) -> str:
    return "\r\n".join(["name", *texts, ""])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_chinese_is_read_in_every_encoding_an_office_saves_it_in(tmp_path, encoding):
    assert read(tmp_path, rows(SIMPLIFIED, "甲").encode(encoding)) == ["name", SIMPLIFIED, "甲"]


@pytest.mark.parametrize(
    "names", [["王喆", "李玥"], ["张䶮", "一", "二"], ["甲"], ["鄢陵县马栏镇"], ["朱镕基", "陶喆路社区"], ["①", "㎡"]]
)
def test_a_few_rare_characters_of_names_are_read_from_gb18030(tmp_path, names):
    texts = [SIMPLIFIED[:40], *names]
    assert read(tmp_path, rows(*texts).encode("gb18030")) == ["name", *texts]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (KOREAN, "euc-kr"),
        (JAPANESE, "shift-jis"),
        (JAPANESE, "euc-jp"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "big5hkscs"),
    ]
    + [("café à la crème déjà vu", "latin-1"), ("Привет как дела сегодня", "cp1251"), (SIMPLIFIED, "utf-32")],
)
def test_other_encodings_are_refused(tmp_path, text, encoding):
    assert read(tmp_path, rows(text).encode(encoding)) in ("encoding", "nul_bytes")


def test_utf_16_without_its_mark_or_cut_in_half_is_refused(tmp_path):
    assert read(tmp_path, rows(SIMPLIFIED).encode("utf-16-le")) == "nul_bytes"
    assert read(tmp_path, rows(SIMPLIFIED).encode("utf-16")[:-1]) == "encoding"


def test_one_field_in_utf_8_inside_a_gbk_file_is_found_at_its_row(tmp_path):
    gbk = rows(*[SIMPLIFIED[n : n + 30] for n in range(40)]).encode("gbk")
    content = gbk + "第十三届县委\r\n".encode() + gbk
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        read_workbook(path)
    assert (refused.value.code, refused.value.detail) == ("encoding", {"row": 42})


def test_one_field_in_gbk_inside_a_file_of_utf_8_is_refused(tmp_path):
    utf8 = rows(*[SIMPLIFIED[n : n + 30] for n in range(40)]).encode()
    assert read(tmp_path, utf8 + "第十三届县委\r\n".encode("gbk")) == "encoding"


def test_big5_is_hardly_ever_taken_for_gb18030_however_short_it_is(tmp_path):
    """Few characters tell little; from eight on none passes."""
    chance = random.Random(1)
    passed = 0
    for _ in range(15):
        start = chance.randrange(len(TRADITIONAL) - 40)
        text = TRADITIONAL[start : start + chance.choice((8, 12, 20, 40))]
        passed += read(tmp_path, rows(text).encode("big5")) != "encoding"
    assert passed == 0


def test_gbk_is_never_refused_for_what_is_written_in_it(tmp_path):
    chance = random.Random(2)
    for _ in range(15):
        start = chance.randrange(len(SIMPLIFIED) - 40)
        text = SIMPLIFIED[start : start + chance.choice((2, 4, 8, 40))]
        assert read(tmp_path, rows(text).encode("gbk")) == ["name", text]


@pytest.mark.parametrize("text", ["巡", "模"])
def test_a_character_that_is_one_thing_in_gbk_and_another_in_utf_8_is_refused(tmp_path, text):
    assert read(tmp_path, rows(text).encode("gbk")) == "encoding"
    assert read(tmp_path, rows(text).encode()) == ["name", text]


def test_accents_of_the_west_are_read_from_utf_8(tmp_path):
    assert read(tmp_path, rows("Café Señor").encode()) == ["name", "Café Señor"]
