"""Mapping profiles: small csv files in, ledgers out, as the profile says; and what is refused, with file and row."""

from datetime import date, datetime
from pathlib import Path

import pytest

from inspection.cli import main
from inspection.intake import read
from inspection.intake.mapping import MappingError, load, names
from inspection.intake.mapping.apply import load_file

AS_OF = date(2024, 12, 31)
ORGANISATION = """
org_id = "id"
name = "name"
org_class = { constant = "county" }
in_scope_from = { constant = 2020-01-01 }
"""
START = '[[source]]\nfile = "*.csv"\n'


@pytest.fixture
def run(tmp_path: Path):
    """run(profile, "a.csv"=text or bytes …) -> Reading."""

    def go(profile: str, **files: str | bytes):
        path = tmp_path / "p.toml"
        path.write_text(profile, encoding="utf-8")
        paths = []
        for name, text in files.items():
            paths.append(tmp_path / f"{name}.csv")
            paths[-1].write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(paths, as_of=AS_OF, standing=lambda _: None, mapping=load_file(path), lang="en")

    return go


def organisations(source: str, columns: str = ORGANISATION, ledger: str = "") -> str:
    """A profile of one source that feeds the organisations."""
    return f'{START}{source}\n[[source.ledger]]\nname = "organisations"\n{ledger}\n[source.ledger.columns]\n{columns}'


def rows(reading, *columns: str, ledger: str = "organisations") -> list[tuple]:
    assert not reading.faults, reading.faults
    table = reading.ledgers[ledger]
    return list(zip(*(table[name].to_pylist() for name in columns), strict=True))


def said(reading) -> list[tuple]:
    return [(f.code, f.file, f.row, f.header, f.value) for f in reading.faults]


# --- files and columns -----------------------------------------------------------------------------------------------


def test_headers_of_the_source_become_columns_and_constants_fill_the_rest(run):
    reading = run(organisations('ignore = ["city"]'), a="id,name,city\n1,Café,Rome\n2,Bar,Oslo\n")
    assert rows(reading, "org_id", "name", "org_class", "in_scope_from") == [
        ("1", "Café", "county", date(2020, 1, 1)),
        ("2", "Bar", "county", date(2020, 1, 1)),
    ]


def test_a_column_that_the_profile_does_not_speak_of_is_refused(run):
    assert said(run(organisations(""), a="id,name,city\n1,Café,Rome\n")) == [
        ("mapping.header_unknown", "a.csv", 1, "city", "")
    ]


def test_a_column_that_is_not_there_is_refused_unless_it_is_optional(run):
    columns = ORGANISATION + 'short_name = "short"\n'
    assert said(run(organisations("", columns), a="id,name\n1,Café\n")) == [
        ("mapping.header_missing", "a.csv", 1, "short", "")
    ]
    assert rows(run(organisations('optional = ["short"]', columns), a="id,name\n1,Café\n"), "short_name") == [(None,)]


def test_encoding_and_delimiter_of_a_profile_hold(run):
    latin = "id|name\n1|Café, grand\n".encode("latin-1")
    reading = run(organisations('encoding = "latin-1"\ndelimiter = "|"'), a=latin)
    assert rows(reading, "name") == [("Café, grand",)]


def test_a_file_in_another_encoding_than_the_profile_says_is_refused(run):
    reading = run(organisations('encoding = "utf-8"'), a="id,name\n1,Café\n".encode("latin-1"))
    assert [(f.code, f.file) for f in reading.faults][:1] == [("other_encoding", "a.csv")]


def test_a_header_in_a_row_the_profile_names_is_taken(run):
    reading = run(organisations("header_row = 3"), a="id,name\nsome,words\nid,name\n1,Café\n")
    assert rows(reading, "org_id") == [("1",)]


def test_several_files_make_one_ledger_and_a_key_in_both_names_both(run):
    reading = run(organisations(""), a="id,name\n1,Café\n", b="id,name\n2,Bar\n")
    assert rows(reading, "org_id") == [("1",), ("2",)]
    twice = run(organisations(""), a="id,name\n1,Café\n", b="id,name\n1,Bar\n")
    assert [(f.code, f.file, f.row) for f in twice.faults] == [("same_key", "b.csv", 2)]
    assert "a.csv row 2" in twice.faults[0].problem


def test_no_file_of_the_profile_is_said(run):
    profile = organisations("").replace('"*.csv"', '"x*.csv"')
    assert "mapping.no_files" in [f.code for f in run(profile, a="id,name\n1,Café\n").faults]


def test_a_required_file_that_does_not_come_is_said(run):
    profile = organisations("") + '\n[[source]]\nfile = "zzz.csv"\nrequired = true\n'
    profile += '[[source.ledger]]\nname = "organisations"\n[source.ledger.columns]\n' + ORGANISATION
    assert "mapping.no_file" in [f.code for f in run(profile, a="id,name\n1,Café\n").faults]


def test_a_file_passed_over_by_the_profile_is_a_warning(run):
    reading = run('ignore_files = ["z*"]\n' + organisations(""), a="id,name\n1,Café\n", z="what,ever\n1,2\n")
    assert rows(reading, "org_id") == [("1",)]
    assert [(w.code, w.file) for w in reading.warnings] == [("mapping.file_passed_over", "z.csv")]


def test_the_ledgers_own_headers_need_not_be_named(run):
    columns = 'org_id = "code"\n'
    reading = run(
        organisations("", columns, "by_name = true"),
        a="code,党组织名称,党组织类别,应巡起始日期\n1,甲局,县直党组织,2020-01-01\n",
    )
    assert rows(reading, "org_id", "name", "org_class") == [("1", "甲局", "county")]


# --- cells -----------------------------------------------------------------------------------------------------------

CELLS = [
    ('"x"', ["甲"], ["甲"]),
    ('{ first = ["x", "id"] }', ["", "b"], ["1", "b"]),
    ('{ template = "{id}/{x}" }', ["a", "b"], ["1/a", "2/b"]),
    ('{ template = "{id}-{x}" }', ["a", ""], ["1-a", None]),
    ('{ template = "{file}:{row}" }', ["a", "b"], ["a:2", "a:3"]),
    ('{ template = "{x}-{n}" }', ["a", "b", "a"], ["a-1", "b-1", "a-2"]),
    ('{ from = "x", doubles = "-{n}" }', ["a", "b", "a", "a"], ["a", "b", "a-2", "a-3"]),
    ('{ from = "x", extract = "no (\\\\d+)" }', ["see no 12 of", "none"], ["12", None]),
    ('{ from = "x", extract = "\\\\d+", unmatched = "keep" }', ["a12b", "none"], ["12", "none"]),
    ('{ from = "x", empty = "nothing" }', ["a", ""], ["a", "nothing"]),
    ('{ from = "x", codes = { "Yes" = "1", "No" = "0" } }', ["yes", " NO "], ["1", "0"]),
    ('{ from = "x", codes = { A = "1" }, other = "9", empty = "0" }', ["A", "B", ""], ["1", "9", "0"]),
    ('{ from = "x", codes = { A = "1" }, other = "" }', ["A", "B"], ["1", None]),
    ('{ from = "x", times = 0.0001 }', ["12,500", "$5"], ["1.2500", "0.0005"]),
    (
        '{ cases = [{ column = "x", below = 10, value = "low" }, { column = "x", above = 20, value = "high" }], '
        'other = "mid" }',
        ["9", "10", "21"],
        ["low", "mid", "high"],
    ),
    (
        '{ cases = [{ column = "x", matches = "^a", from = "id" }, { column = "x", empty = true, value = "none" }], '
        'other = "" }',
        ["ab", "", "ba"],
        ["1", "none", None],
    ),
    (
        '{ cases = [{ column = "x", equals = ["a", "b"], differs = "b", value = "only a" }], other = "-x" }',
        ["a", "b"],
        ["only a", "-x"],
    ),
]


@pytest.mark.parametrize("cell, given, wanted", CELLS, ids=[cell for cell, _, _ in CELLS])
def test_a_cell_is_made_as_the_profile_says(run, cell, given, wanted):
    text = "id,name,x\n" + "".join(f'{n},N{n},"{value}"\n' for n, value in enumerate(given, 1))
    reading = run(organisations('optional = ["x"]\nignore = ["x"]', ORGANISATION + f"short_name = {cell}\n"), a=text)
    assert rows(reading, "short_name") == [(value,) for value in wanted]


DAYS = [
    ('{ from = "x", date = "%Y%m%d" }', "20240229", date(2024, 2, 29)),
    ('{ from = "x", date = ["%d.%m.%y", "%m/%d/%Y"] }', "3/9/2024", date(2024, 3, 9)),
    ('{ from = "x", date = "%Y/%m/%d %H:%M:%S+00" }', "2024/03/09 05:00:00+00", date(2024, 3, 9)),
    ('{ from = "x", date = "%m/%d/%Y", add_days = 30 }', "1/31/2024", date(2024, 3, 1)),
    ('{ from = "x", extract = "on ([0-9/]+)", date = "%m/%d/%Y" }', "fixed on 1/2/2024.", date(2024, 1, 2)),
    ('{ year = "y", month = "x", day = 1 }', "2", date(2023, 2, 1)),
    ('{ year = "y", month = "x", day = "last" }', "2", date(2023, 2, 28)),
    ('{ template = "{y}-{x}-15", date = "%Y-%B-%d" }', "March", date(2023, 3, 15)),
]


@pytest.mark.parametrize("cell, given, wanted", DAYS, ids=[cell for cell, _, _ in DAYS])
def test_a_day_is_read_as_the_profile_says(run, cell, given, wanted):
    text = f"id,name,y,x\n1,N,2023,{given}\n"
    profile = organisations('ignore = ["x", "y"]', ORGANISATION + f"in_scope_to = {cell}\n")
    assert rows(run(profile, a=text), "in_scope_to") == [(wanted,)]


BAD = [
    ('in_scope_to = { from = "x", date = "%Y%m%d" }', "2024-02-30", "mapping.bad_day"),
    ('in_scope_to = { year = "x", month = "x", day = 1 }', "13", "mapping.bad_month"),
    ('in_scope_to = { from = "x", add_days = 3 }', "soon", "mapping.bad_day"),
    ('short_name = { from = "x", codes = { A = "1" } }', "B", "mapping.unlisted"),
    ('short_name = { cases = [{ column = "x", differs = "B", value = "1" }] }', "B", "mapping.no_case"),
    ('short_name = { from = "x", extract = "([0-9])", unmatched = "refuse" }', "B", "mapping.unmatched"),
    ('sort_order = { from = "x", times = 2 }', "B", "mapping.bad_number"),
]


@pytest.mark.parametrize("line, value, code", BAD, ids=[code for _, _, code in BAD])
def test_what_a_profile_cannot_take_is_refused_at_its_first_row(run, line, value, code):
    text = f"id,name,x\n1,N,\n2,M,{value}\n3,O,{value}\n"
    reading = run(organisations("", ORGANISATION + line + "\n"), a=text)
    assert [(f.code, f.file, f.row) for f in reading.faults] == [(code, "a.csv", 3)]
    assert "2 rows" in reading.faults[0].problem
    assert not reading.ledgers


def test_an_unreadable_cell_may_be_left_empty_with_a_warning(run):
    line = 'in_scope_to = { from = "x", date = "%m/%d/%Y", unreadable = "empty" }\n'
    reading = run(organisations("", ORGANISATION + line), a="id,name,x\n1,N,1/2/2024\n2,M,04/01/9873\n3,O,soon\n")
    assert rows(reading, "in_scope_to") == [(date(2024, 1, 2),), (None,), (None,)]
    assert [(w.code, w.row) for w in reading.warnings] == [
        ("mapping.bad_day_emptied", 3),
        ("mapping.bad_day_emptied", 4),
    ]
    line = 'sort_order = { from = "x", unreadable = "empty" }\n'
    reading = run(organisations("", ORGANISATION + line), a="id,name,x\n1,N,7\n2,M,seven\n")
    assert rows(reading, "sort_order") == [(7,), (None,)]
    assert [(w.code, w.row) for w in reading.warnings] == [("mapping.cell_emptied", 3)]


def test_a_hash_names_equal_rows_alike_and_others_apart(run):
    columns = ORGANISATION.replace('org_id = "id"', 'org_id = { hash = ["id", "name"], doubles = "-{n}" }')
    reading = run(organisations("", columns), a="id,name\n1,N\n1,M\n1,N\n")
    first, second, third = (row[0] for row in rows(reading, "org_id"))
    assert third == f"{first}-2" and first != second and len(first) == 16


# --- rows ------------------------------------------------------------------------------------------------------------


def test_rows_are_left_out_and_kept_by_conditions_and_counted(run):
    source = 'leave_out = [{ column = "x", equals = "test" }, { column = "x", empty = true }]\n'
    source += 'keep_only = [{ column = "id", above = 1 }]'
    reading = run(organisations(source), a="id,name,x\n1,A,y\n2,B,test\n3,C,\n4,D,y\n")
    assert rows(reading, "org_id") == [("4",)]
    assert [(w.code, "3 of 4" in w.problem) for w in reading.warnings] == [("mapping.rows_left_out", True)]


def test_conditions_on_several_columns_hold_together(run):
    source = 'leave_out = [{ all = [{ column = "x", equals = "y" }, { column = "id", below = 2024 }] }]'
    assert rows(run(organisations(source), a="id,name,x\n1,A,y\n2024,B,y\n3,C,n\n"), "org_id") == [("2024",), ("3",)]


def test_distinct_values_of_a_column_become_a_ledger(run):
    reading = run(organisations("", ledger='distinct = ["id"]'), a="id,name\n2,B\n1,A\n2,B\n,\n")
    assert rows(reading, "org_id", "name") == [("2", "B"), ("1", "A")]


def test_rows_that_become_one_must_agree_unless_the_profile_says_which_holds(run):
    text = "id,name\n1,Old\n1,New\n"
    refused = run(organisations("", ledger='distinct = ["id"]'), a=text)
    assert [(f.code, f.row) for f in refused.faults] == [("mapping.rows_disagree", 3)]
    for word, name in (("first", "Old"), ("last", "New")):
        reading = run(organisations("", ledger=f'distinct = ["id"]\ndisagree = "{word}"'), a=text)
        assert rows(reading, "name") == [(name,)]


def test_numbers_and_days_of_rows_that_become_one_are_gathered(run):
    columns = ORGANISATION.replace("{ constant = 2020-01-01 }", '{ from = "day", date = "%Y%m%d", gather = "min" }')
    columns += 'in_scope_to = { from = "day", date = "%Y%m%d", gather = "max" }\n'
    columns += 'sort_order = { from = "x", gather = "sum" }\nshort_name = { constant = 1, gather = "sum" }\n'
    text = 'id,name,day,x\n2,B,20240501,\n1,A,20240301,"1,200"\n2,B,20240401,7\n1,A,20240302,0.5\n1,A,20240303,-0.5\n'
    reading = run(organisations("", columns, 'distinct = ["id"]'), a=text)
    assert rows(reading, "org_id", "in_scope_from", "in_scope_to", "sort_order", "short_name") == [
        ("2", date(2024, 4, 1), date(2024, 5, 1), 7, "2"),
        ("1", date(2024, 3, 1), date(2024, 3, 3), 1200, "3"),
    ]
    refused = run(organisations("", columns, 'distinct = ["id"]'), a=text.replace(",7", ",many"))
    assert [(f.code, f.row, f.value) for f in refused.faults] == [("mapping.bad_number", 4, "many")]


def test_only_new_rows_of_a_later_source_are_added(run):
    second = organisations("", ledger="only_new = true").replace('"*.csv"', '"b.csv"')
    profile = organisations("").replace('"*.csv"', '"a.csv"') + second
    reading = run(profile, b="id,name\n1,other\n2,B\n2,C\n", a="id,name\n1,A\n")
    assert rows(reading, "org_id", "name") == [("1", "A"), ("2", "B")]


LOOKUP = """
[[source.lookup]]
file = "b.csv"
on = { id = "key" }
take = { title = "name" }
"""


def test_columns_are_fetched_from_another_file_by_key(run):
    profile = organisations(LOOKUP, ORGANISATION.replace('"name"', '"title"')).replace('"*.csv"', '"a.csv"')
    assert rows(run(profile, a="id\n2\n1\n", b="key,name,rest\n1,A,x\n2,B,y\n"), "org_id", "name") == [
        ("2", "B"),
        ("1", "A"),
    ]
    assert [f.code for f in run(profile, a="id\n3\n", b="key,name\n1,A\n").faults] == ["mapping.not_in_lookup"]
    assert [f.code for f in run(profile, a="id\n1\n", b="key,name\n1,A\n1,B\n").faults] == ["mapping.key_twice"]


def test_a_wide_table_is_stacked_into_rows(run):
    source = 'ignore = []\n[source.stack]\nheaders = ["good", "poor"]\nname = "kind"\nvalue = "votes"'
    columns = ORGANISATION.replace('org_id = "id"', 'org_id = { template = "{id}-{kind}" }') + 'sort_order = "votes"\n'
    reading = run(organisations(source, columns), a="id,name,good,poor\n1,A,7,2\n2,B,,4\n")
    assert rows(reading, "org_id", "sort_order") == [("1-good", 7), ("1-poor", 2), ("2-poor", 4)]


def test_a_cell_of_several_values_is_cut_into_rows(run):
    source = '[source.split]\ncolumn = "id"\nby = ";"'
    assert rows(run(organisations(source), a="id,name\n1; 2;,A\n3,B\n"), "org_id", "name") == [
        ("1", "A"),
        ("2", "A"),
        ("3", "B"),
    ]


def test_constant_rows_are_a_ledger_of_their_own(run):
    profile = '[[rows.terms]]\nterm_no = 13\nname = "T"\nstarted_on = 2020-01-01\nplanned_years = 5\n' + organisations(
        ""
    )
    reading = run(profile, a="id,name\n1,A\n")
    assert rows(reading, "term_no", "started_on", ledger="terms") == [(13, date(2020, 1, 1))]
    assert [f.name for f in reading.files] == ["p.toml", "a.csv"]


# --- profiles --------------------------------------------------------------------------------------------------------

WRONG = [
    ("nonsense", "no_toml", ""),
    ("", "empty_profile", ""),
    (organisations('colour = "red"'), "unknown_key", "source[1].colour"),
    (organisations("required = 3"), "wrong_kind_truth", "source[1].required"),
    (organisations('encoding = "klingon"'), "no_encoding", "source[1].encoding"),
    (organisations('delimiter = "||"'), "not_allowed", "source[1].delimiter"),
    (organisations("").replace("organisations", "businesses"), "unknown_ledger", "source[1].ledger[1].name"),
    (organisations("", ORGANISATION + 'colour = "x"\n'), "unknown_column", "source[1].ledger[1].columns.colour"),
    (organisations("", 'org_id = "id"\n'), "missing_columns", "source[1].ledger[1].columns"),
    (
        organisations("", ORGANISATION.replace("county", "restaurant")),
        "bad_value_code",
        "source[1].ledger[1].columns.org_class",
    ),
    (
        organisations("", ORGANISATION.replace("2020-01-01", '"soon"')),
        "bad_value",
        "source[1].ledger[1].columns.in_scope_from",
    ),
    (
        organisations("", ORGANISATION + 'short_name = { from = "x", extract = "(" }\n'),
        "bad_pattern",
        "source[1].ledger[1].columns.short_name.extract",
    ),
    (
        organisations("", ORGANISATION + 'short_name = { from = "x", extract = "(a)(b)" }\n'),
        "bad_pattern",
        "source[1].ledger[1].columns.short_name.extract",
    ),
    (
        organisations("", ORGANISATION + 'short_name = { from = "x", constant = "y" }\n'),
        "one_of",
        "source[1].ledger[1].columns.short_name",
    ),
    (
        organisations("", ORGANISATION + 'short_name = { from = "x", other = "y" }\n'),
        "other_alone",
        "source[1].ledger[1].columns.short_name.other",
    ),
    (
        organisations("", ORGANISATION + 'short_name = { template = "{a" }\n'),
        "bad_template",
        "source[1].ledger[1].columns.short_name.template",
    ),
    (organisations('leave_out = [{ column = "x" }]'), "missing_key", "source[1].leave_out[1]"),
    (
        organisations("", ORGANISATION + 'short_name = { from = "x", gather = "min" }\n'),
        "gather_alone",
        "source[1].ledger[1].columns",
    ),
    ("source = 3", "wrong_kind_tables", "source"),
    ('[[source]]\nfile = 3', "wrong_kind_texts", "source[1].file"),
    (organisations("computed = 1"), "wrong_kind_table", "source[1].computed"),
    (organisations("sheet = 1"), "wrong_kind_text", "source[1].sheet"),
    (organisations('header_row = "x"'), "wrong_kind_whole", "source[1].header_row"),
    (START, "no_ledger", "source[1]"),
    (organisations("", ledger='disagree = "both"'), "not_allowed", "source[1].ledger[1].disagree"),
    (organisations("header_row = 0"), "not_allowed", "source[1].header_row"),
    (
        organisations("", ORGANISATION + 'short_name = { from = "x", doubles = "-" }\n'),
        "bad_doubles",
        "source[1].ledger[1].columns.short_name.doubles",
    ),
    (
        organisations("", ORGANISATION + 'in_scope_to = { year = "x", month = "y", day = 31 }\n'),
        "not_allowed",
        "source[1].ledger[1].columns.in_scope_to.day",
    ),
    (
        organisations('[source.computed]\na = { template = "{b}" }\nb = "x"\n'),
        "computed_later",
        "source[1].computed.a",
    ),
    (organisations('[source.stack]\nheaders = ["x"]\nname = "n"\nvalue = "n"\n'), "name_twice", "source[1]"),
    ("[[rows.terms]]\nterm_no = 1\n", "missing_columns", "rows.terms[1]"),
]


@pytest.mark.parametrize("profile, code, key", WRONG, ids=[f"{code}-{n}" for n, (_, code, _) in enumerate(WRONG)])
def test_a_wrong_profile_is_refused_with_its_key_and_what_to_do(tmp_path, profile, code, key):
    path = tmp_path / "p.toml"
    path.write_text(profile, encoding="utf-8")
    with pytest.raises(MappingError) as refused:
        load_file(path)
    assert (code, key) in [(problem.code, problem.key) for problem in refused.value.problems]
    for lang in ("zh", "en"):
        assert all(
            line.startswith(f"p.toml: {problem.key}")
            for line, problem in zip(refused.value.sentences(lang), refused.value.problems, strict=True)
        )


def test_why_a_value_is_none_of_a_column_is_said_in_the_readers_language(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text(organisations("", ORGANISATION.replace("2020-01-01", '"2020-02-30"')), encoding="utf-8")
    with pytest.raises(MappingError) as refused:
        load_file(path)
    (problem,) = refused.value.problems
    assert "没有这一天" in problem.sentence("zh") and "no such day" in problem.sentence("en").lower()


def test_a_pattern_that_would_hang_elsewhere_ends_at_once(run):
    profile = organisations("", ORGANISATION + 'short_name = { from = "x", extract = "^((?:a+)+)$" }\n')
    reading = run(profile, a=f"id,name,x\n1,A,{'a' * 30_000}!\n")
    assert rows(reading, "short_name") == [(None,)]


def test_a_profile_is_found_by_name_the_offices_own_first_and_nothing_outside(tmp_path):
    (tmp_path / "mappings").mkdir()
    (tmp_path / "secret.toml").write_text(organisations(""))
    (tmp_path / "mappings" / "mine.toml").write_text(organisations(""))
    assert "mine" in names(tmp_path) and "sf_food_inspections" in names(tmp_path)
    assert load("mine", tmp_path).file == "mine.toml"
    for name in ("../secret", "none", "", ".", "mine.toml"):
        with pytest.raises(MappingError, match="no profile"):
            load(name, tmp_path)


# --- workbooks -------------------------------------------------------------------------------------------------------

BOOK = """
[[source]]
file = "b*.xlsx"
sheet = "units*"

[[source.ledger]]
name = "organisations"

[source.ledger.columns]
org_id = { template = "U{No.}" }
name = "Unit"
org_class = { constant = "county" }
in_scope_from = { from = "Since", date = "%d/%m/%Y" }
sort_order = "No."
"""


def test_sheets_of_a_workbook_are_read_with_their_own_dates_and_numbers(desk):
    profile = desk.put("p.toml", BOOK)
    sheets = {
        "Units 2024": [
            ["Report of the office"],
            ["No.", "Unit", "Since"],
            [1, "甲局", date(2020, 1, 2)],
            [2.0, "乙局", "03/04/2021"],
        ],
        "Notes": [["whatever"], [1]],
    }
    book = desk.workbook("book.xlsx", sheets)
    reading = read([book], as_of=AS_OF, standing=lambda _: None, mapping=load_file(profile), lang="en")
    assert rows(reading, "org_id", "name", "in_scope_from", "sort_order") == [
        ("U1", "甲局", date(2020, 1, 2), 1),
        ("U2", "乙局", date(2021, 4, 3), 2),
    ]
    assert [(w.code, w.sheet, w.row) for w in reading.warnings] == [
        ("mapping.sheet_passed_over", "Notes", None),
        ("header_row", "Units 2024", 2),
    ]


def test_an_error_in_a_cell_makes_no_id(desk):
    profile = desk.put("p.toml", BOOK)
    book = desk.workbook("book.xlsx", {"units": [["No.", "Unit", "Since"], ["#N/A", "甲局", date(2020, 1, 2)]]})
    reading = read([book], as_of=AS_OF, standing=lambda _: None, mapping=load_file(profile), lang="en")
    assert [(f.code, f.sheet, f.row, f.value) for f in reading.faults][:1] == [
        ("mapping.error_cell", "units", 2, "#N/A")
    ]


def test_the_shell_takes_a_profile_by_its_name(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path / "home"))
    (tmp_path / "home" / "mappings").mkdir(parents=True)
    (tmp_path / "home" / "mappings" / "mine.toml").write_text(organisations(""))
    (tmp_path / "a.csv").write_text("id,name\n1,A\n")
    arguments = ["import", str(tmp_path / "a.csv"), "--as-of", "2024-12-31", "--lang", "en", "--mapping"]
    assert main([*arguments, "none"]) != 0
    assert "there is no profile called “none”" in capsys.readouterr().err
    assert main([*arguments, "mine"]) == 0
    assert "organisations" in capsys.readouterr().out


def test_a_moment_of_a_workbook_is_its_day_where_the_profile_says_it_is_a_day(desk):
    profile = desk.put("p.toml", BOOK)
    sheets = {"units": [["No.", "Unit", "Since"], [1, "甲局", datetime(2020, 1, 2, 8, 30)]]}
    reading = read(
        [desk.workbook("book.xlsx", sheets)],
        as_of=AS_OF,
        standing=lambda _: None,
        mapping=load_file(profile),
        lang="en",
    )
    assert rows(reading, "in_scope_from") == [(date(2020, 1, 2),)]
