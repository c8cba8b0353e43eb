"""Settings: documented defaults, overridden value by value, refused in words."""

import pytest

from inspection.warehouse import SettingsError, settings


def own(tmp_path, text):
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    return settings(tmp_path)


def test_without_a_file_the_defaults_hold(tmp_path):
    assert settings(tmp_path) == settings()
    assert settings().get("grade_value", "good") == 100


def test_an_own_value_overrides_and_the_rest_stays(tmp_path):
    mine = own(tmp_path, '[county]\nname = "青禾县"\n[grade_value]\nfair = 75\n')
    assert mine.get("county", "name") == "青禾县"
    assert mine.section("grade_value") == {"good": 100, "fair": 75, "average": 60, "poor": 30}


def test_one_bottom_rule_replaces_another(tmp_path):
    assert own(tmp_path, "[bottom]\nlast_percent = 10\n").section("bottom") == {"last_percent": 10}


def test_numbers_are_there_for_the_queries_and_texts_are_not(tmp_path):
    rows = own(tmp_path, '[county]\nname = "青禾县"\n').relation()
    assert ("grade_value", "good", 100.0) in rows
    assert not [r for r in rows if r[0] == "county"]


@pytest.mark.parametrize(
    "text, words",
    [
        ("[grade_values]\ngood = 1\n", "unknown section"),
        ("[grade_value]\nexcellent = 1\n", "unknown setting grade_value.excellent"),
        ("[grade_value]\ngood = '一百'\n", "must be a number"),
        ("[limit]\npublication = -1\n", "must not be negative"),
        ("[limit]\npublication = 3650000\n", "limit.publication = 3650000 is more"),
        ("[limit]\npublication = nan\n", "limit.publication = nan is more"),
        ("[versions]\nkeep = inf\n", "versions.keep = inf is more"),
        ("[base]\nbreak_year = 12025\n", "base.break_year = 12025 is more"),
        ("[base]\nbreak_year = [12025]\n", "base.break_year"),
        ("[county]\nname = 3\n", "must be text"),
        ("[bottom]\nlast_k = 3\nlast_percent = 5\n", "exactly one"),
        ("[score_weight]\nballots = 0\ncompletion = 0\non_time = 0\n", "adds up to 0"),
        ("[county\n", "not a TOML file"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_name(tmp_path, text, words):
    with pytest.raises(SettingsError, match=words):
        own(tmp_path, text)


def test_several_years_can_be_named_as_breaks_and_each_is_a_row_for_the_queries(tmp_path):
    mine = own(tmp_path, "[base]\nbreak_year = [2023, 2019]\n")
    assert mine.years("base", "break_year") == (2019, 2023)
    assert {r for r in mine.relation() if r[1] == "break_year"} == {
        ("base", "break_year", 2019.0),
        ("base", "break_year", 2023.0),
    }
    assert hash(mine.entries)


@pytest.mark.parametrize("text, years", [("break_year = 2021", (2021,)), ("break_year = 0", ()), ("break_year = []", ())])
def test_one_break_year_or_none_is_written_as_before(tmp_path, text, years):
    assert own(tmp_path, f"[base]\n{text}\n").years("base", "break_year") == years


@pytest.mark.parametrize("value", ["[2019, 'x']", "[true]", "[-1]", "['2019']", "[2019.5]"])
def test_a_list_of_anything_but_years_is_refused_by_name(tmp_path, value):
    with pytest.raises(SettingsError, match="base.break_year"):
        own(tmp_path, f"[base]\nbreak_year = {value}\n")


def test_an_office_names_its_own_words_and_choices_of_the_summary_and_a_wrong_name_has_its_nearest(tmp_path):
    path = tmp_path / "summary.toml"
    path.write_text('[prefers]\nspecial = ["养老"]\n[choose]\nmoney_case = "K07"\n', encoding="utf-8")
    found = settings(tmp_path)
    assert found.section("summary") == {"prefers_special": ("养老",), "choose_money_case": "K07"}
    assert settings().section("summary") == {} and found.relation() == settings().relation()
    for text, words in (
        ('[prefers]\nspecail = ["x"]\n', r"unknown name prefers.specail; nearest: special"),
        ('[prefer]\nspecial = ["x"]\n', r"unknown section \[prefer\]; nearest: prefers"),
        ('[choose]\nspecial = 3\n', "must be text"),
        ('[prefers]\nspecial = "x"\n', "must be a list of words"),
        ("nonsense", "not a TOML file"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=words):
            settings(tmp_path)
