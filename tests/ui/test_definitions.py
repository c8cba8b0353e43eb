"""指标口径: everything on it comes from the files, in both languages, for every indicator and table there is."""

import re
from pathlib import Path

import pytest

from inspection.access import Audit
from inspection.indicators import example_of, indicators, tables
from inspection.papers.lineage import hanging, title
from inspection.snapshots.certified import certificates
from inspection.text import catalogue, say
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.settings_table import settings_frame
from inspection.ui.pieces.worked_example import conditions, dimension_label, expected_frame, given_frame
from inspection.ui.screens.definitions import counting_facts, formula, reading_facts, settings_facts
from inspection.warehouse import dictionary, settings
from tests.ui.dashboard import fault, opened, own_data, small_county, words

PAGE = "reference/definitions"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CHOSEN = settings()
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    return tmp_path


def _opened(lang: str, **address: str):
    return opened(PAGE, **address, **({"lang": "en"} if lang == "en" else {}))


@BOTH
def test_the_list_names_every_indicator_with_what_it_counts(demo, lang):
    at = _opened(lang)
    assert not fault(at)
    said = words(at)
    for definition in indicators().values():
        assert formula(definition, CHOSEN, lang) in said
    assert {e.proto.label for e in at.get("page_link")} >= {d.title(lang) for d in indicators().values()}


def test_the_line_of_a_rate_whose_things_need_time_says_how_much():
    said = formula(indicators()["completion_rate"], CHOSEN, "zh")
    assert said.endswith("（%，按反馈日期）。自反馈日期起满 90 天的才计入，两边经历的时间都够；未满的另计件数。")
    assert formula(indicators()["coverage_rate"], CHOSEN, "zh").endswith("（%，按所在届次）")


def opened_definitions(at, lang: str) -> list[str]:
    """The headings of the first tab that are names of indicators; lists and settings have headings of their own."""
    names = {definition.title(lang) for definition in indicators().values()}
    return [heading.value for heading in at.tabs[0].header if heading.value in names]


@BOTH
def test_an_address_opens_at_its_indicator(demo, lang):
    at = _opened(lang, indicator="clue_verification_rate")
    assert not fault(at)
    definition = indicators()["clue_verification_rate"]
    assert opened_definitions(at, lang) == [definition.title(lang)]
    assert at.selectbox(key="definitions_indicator").value == "clue_verification_rate"
    assert definition.shape.statement in [c.value for c in at.code]
    example = example_of("indicators", definition.id)
    assert (example.zh if lang == "zh" else example.en) in words(at)


@BOTH
def test_an_address_opens_at_its_table(demo, lang):
    at = _opened(lang, table="clue_ageing")
    assert not fault(at)
    definition = tables()["clue_ageing"]
    assert definition.title(lang) in [h.value for h in at.header]
    assert definition.statement in [c.value for c in at.code]


def test_choosing_an_indicator_writes_the_address_and_clearing_it_takes_it_away(demo):
    at = opened(PAGE)
    at.selectbox(key="definitions_indicator").select("coverage_rate").run()
    assert at.query_params["indicator"] in ("coverage_rate", ["coverage_rate"])
    assert opened_definitions(at, "zh") == [indicators()["coverage_rate"].title.zh]
    at.selectbox(key="definitions_indicator").select(None).run()
    assert "indicator" not in at.query_params
    assert not opened_definitions(at, "zh") and not fault(at)


def test_an_address_that_names_nothing_says_so_and_shows_the_list(demo):
    at = opened(PAGE, indicator="<b>no</b>_such")
    assert not fault(at)
    assert len(at.warning) == 1 and "<b>" not in at.warning[0].value
    assert formula(indicators()["coverage_rate"], CHOSEN, "zh") in words(at)


def test_it_opens_on_an_empty_warehouse_and_on_a_county_of_one_organisation(home):
    own_data(home, {})
    assert not fault(opened(PAGE))
    own_data(home, small_county())
    assert not fault(opened(PAGE, indicator="coverage_rate", lang="en"))


@BOTH
def test_every_indicator_is_told_whole_in_both_languages(lang):
    for id, definition in indicators().items():
        facts = counting_facts(definition, lang) + reading_facts(definition, settings(), lang)
        assert all(what and words for what, words in facts), id
        for name in definition.dimensions:
            label = dimension_label(definition, name, lang)
            assert label != name or lang == "en", f"{id}: the dimension {name} has no label"
        if lang == "en":
            assert not [what for what, words in facts if CHINESE.search(what + words)], id


@BOTH
@pytest.mark.parametrize("kind", ["indicators", "tables"])
def test_every_worked_example_can_be_shown(kind, lang):
    for id, definition in (indicators() if kind == "indicators" else tables()).items():
        example = example_of(kind, id)
        for ledger, grid in example.given.items():
            frame = given_frame(ledger, grid, lang)
            assert frame.columns.is_unique and len(frame) == len(grid.rows), (id, ledger)
        for expectation in example.expected:
            frame = expected_frame(definition, expectation, lang)
            assert frame.columns.is_unique and len(frame) == len(expectation.result.rows), (id, expectation)
            assert str(expectation.as_of) in conditions(definition, expectation, lang), (id, expectation)


def test_a_worked_example_shows_labels_instead_of_codes():
    definition = indicators()["clue_verification_rate"]
    example = example_of("indicators", definition.id)
    clues = given_frame("clues", example.given["clues"], "zh")
    assert clues.iloc[0].to_dict()["核查结论"] == "查实"
    assert clues.iloc[0].to_dict()["处置方式"] == "初步核实"
    by_disposal = next(e for e in example.expected if e.by == ("disposal",))
    assert expected_frame(definition, by_disposal, "zh")["处置方式"].tolist() == ["谈话函询", "初步核实", "（空）"]


def test_settings_say_their_default_and_where_they_come_from(tmp_path):
    (tmp_path / "settings.toml").write_text('[county]\nname = "**青禾县**"\n[bottom]\nlast_percent = 10\n', "utf-8")
    county = settings_frame("county", tmp_path, "zh").set_index("设置")
    assert county.loc["县名", "现行值"] == r"\*\*青禾县\*\*"
    assert county.loc["县名", "来自"] == "本单位 settings.toml"
    assert county.loc["联系方式", "来自"] == "默认"
    bottom = settings_frame("bottom", tmp_path, "zh")
    assert bottom["设置"].tolist() == ["最后百分之几"] and bottom["来自"].tolist() == ["本单位 settings.toml"]


def test_a_definition_lists_the_settings_its_statement_reads_as_they_are_set(tmp_path):
    (tmp_path / "settings.toml").write_text("[limit]\nclue_inquiry_red = 77\n", "utf-8")
    ((what, words),) = settings_facts(tables()["clue_ageing"], settings(tmp_path), "zh")
    assert what == "用到设置"
    assert words.count("limit") == 5 and f"谈话函询未办结：红色提醒：77（{plain('limit.clue_inquiry_red')}）" in words
    assert not settings_facts(tables()["terms"], settings(), "zh")


def test_settings_joined_whole_are_listed_whole_and_those_of_an_indicator_it_reads_too():
    ((_, words),) = settings_facts(tables()["rectification_ranking"], settings(), "en")
    for section in ("score_weight", "bottom", "grade_value", "voter_weight"):
        for key in settings().section(section):
            assert plain(f"{section}.{key}") in words


def test_the_table_that_is_open_shows_its_settings(demo):
    at = _opened("zh", table="clue_ageing")
    assert not fault(at)
    assert any(plain("limit.clue_inquiry_red") in cell for table in at.table for cell in table.value.to_numpy().ravel())


@BOTH
def test_every_setting_has_words(tmp_path, lang):
    for section, key, _ in settings().entries:
        if section not in ("grade_value", "voter_weight"):
            assert say(f"definitions.setting_{section}_{key}", lang)
    assert {c.code for c in dictionary().codes["grade"]} >= set(settings().section("grade_value"))
    assert {c.code for c in dictionary().codes["voter_group"]} >= set(settings().section("voter_weight"))


@BOTH
def test_all_settings_and_the_reading_guide_are_on_the_page(demo, lang):
    at = _opened(lang)
    said = words(at)
    for name, sentence in catalogue()["definitions"].items():
        if name.startswith(("reading_", "settings_")):
            assert sentence[lang] in said
    assert plain("青禾县") in " ".join(str(t.value.to_numpy().tolist()) for t in at.table)


def test_signs_of_markdown_are_escaped():
    assert plain("[a](b) **c** <i> $x$ :red[d]\n# e") == (
        r"\[a\]\(b\) \*\*c\*\* \<i\> \$x\$ \:red\[d\] \# e"
    )


def test_an_address_in_a_name_is_broken_by_a_sign_without_width_so_that_no_link_is_made_of_it():
    # Streamlit makes links of what stands after its escapes are read: seen in a browser
    assert plain("https://a.b HTTP://c") == "https\\:/\u2060/a\\.b HTTP\\:/\u2060/c"
    assert plain("www.a.cn") == "www\u2060\\.a\\.cn" and plain("a@b.c") == "a\u2060\\@b\\.c"
    assert "\u2060" not in plain("比例 1:2/3 www 县委")


@BOTH
def test_an_address_opens_what_hangs_on_a_column_with_every_line_the_shell_prints(demo, lang):
    at = _opened(lang, lineage="findings.closed_off_on")
    assert not fault(at)
    (frame,) = [t.value for t in at.table if list(t.value.columns)[0] == say("lineage.kind", lang)]
    found = hanging("findings.closed_off_on", demo)
    assert frame.iloc[:, 1].tolist() == [plain(title(one, lang)) for one in found]
    kinds = ("known", "indicator", "table", "check", "rollup", "page", "paper", "published")
    assert set(frame.iloc[:, 0]) == {say(f"lineage.kind_{kind}", lang) for kind in kinds}
    assert say("definitions.not_there", lang, id="no.such") in words(_opened(lang, lineage="no.such"))


def test_an_approver_certifies_the_figure_of_the_view_where_its_definition_is_opened_and_its_card_says_so(home, somebody):
    own_data(home, small_county())
    somebody.be("陈刚", "reader")
    assert not [b for b in _opened("zh", indicator="inspections").button if b.label == say("certified.button", "zh")]
    somebody.be("李敏", "approver")
    at = _opened("zh", indicator="inspections")
    (button,) = [b for b in at.button if b.label == say("certified.button", "zh")]
    button.click().run()
    assert not fault(at)
    (made,) = certificates(home)
    assert (made.by, made.question.indicator, made.basis.value) == ("李敏", "inspections", 1)
    states = [t.value.iloc[:, -1].tolist() for t in at.table if say("certified.column_state", "zh") in t.value.columns]
    assert states == [[say("certified.holds", "zh")]]
    assert say("certified.mark", "zh", by="李敏", day=made.day) in words(opened("review/coverage"))
    noted = [line for line in Audit(home).read() if line.what == "certified"]
    assert [(line.who, line.details["state"]) for line in noted] == [("李敏", "begun"), ("李敏", "done")]


def test_a_certificate_is_taken_back_where_it_stands_with_a_reason_and_without_one_the_page_asks_for_it(home, somebody):
    own_data(home, small_county())
    somebody.be("李敏", "approver")
    at = _opened("zh", indicator="inspections")
    next(b for b in at.button if b.label == say("certified.button", "zh")).click().run()

    def taken_back():
        next(b for b in at.button if b.label == say("certified.back_button", "zh")).click().run()
        assert not fault(at)
        return certificates(home)[0].back

    assert taken_back() is None and [one.value for one in at.error] == [say("snapshots.refused_no_reason", "zh")]
    (reason,) = [box for box in at.text_input if box.label == say("certified.back_reason", "zh")]
    reason.set_value("口径有误")
    back = taken_back()
    assert (back.by, back.reason) == ("李敏", "口径有误")
    assert not [b for b in at.button if b.label == say("certified.back_button", "zh")]
    noted = [line.details for line in Audit(home).read() if line.what == "uncertified"]
    assert [(one["state"], one.get("reason")) for one in noted] == [
        ("begun", None), ("failed", "Refused"), ("begun", "口径有误"), ("done", "口径有误"),
    ]  # fmt: skip
