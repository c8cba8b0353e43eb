"""How registers are really written: no header, merged headers, a group's name in its first row only, ids with a gap."""

from datetime import date

import pytest

from inspection.intake import read
from inspection.intake.mapping import MappingError
from inspection.intake.mapping.apply import load_file

AS_OF = date(2024, 12, 31)
UNITS = """
[[source]]
file = "units*"
{source}

[[source.ledger]]
name = "organisations"
{ledger}
constants = {{ org_class = "county", in_scope_from = 2020-01-01 }}
columns = {{ {columns} }}
"""


@pytest.fixture
def taken(desk):
    """taken(file, **parts of the profile) -> Reading."""

    def go(path, columns='org_id = "id", name = "name"', source="", ledger=""):
        profile = desk.put("p.toml", UNITS.format(source=source, ledger=ledger, columns=columns))
        return read([path], as_of=AS_OF, standing=lambda _: None, mapping=load_file(profile), lang="en")

    return go


def units(reading, *columns: str) -> list[tuple]:
    assert not reading.faults, reading.faults
    table = reading.ledgers["organisations"]
    return list(zip(*(table[name].to_pylist() for name in columns or ("org_id", "name")), strict=True))


def test_constants_of_a_ledger_stand_in_every_row(taken, desk):
    reading = taken(desk.put("units.csv", "id,name\n1,A\n2,B\n"))
    assert units(reading, "org_id", "org_class", "in_scope_from") == [
        ("1", "county", date(2020, 1, 1)),
        ("2", "county", date(2020, 1, 1)),
    ]


def test_the_profile_names_the_columns_of_a_file_without_a_header(taken, desk):
    path = desk.put("units.csv", '101,"A & B",1 First Street\n102,C,2 Second Street\n')
    assert units(taken(path, source='headers = ["id", "name", ""]')) == [("101", "A & B"), ("102", "C")]
    short = taken(path, source='headers = ["id", "name"]')
    assert [(f.code, f.value or f.header) for f in short.faults] == [("mapping.header_unknown", "(3)")]
    long = taken(path, source='headers = ["id", "x", "y", "name"]\nignore = ["x", "y"]')
    assert [(f.code, f.header) for f in long.faults] == [("mapping.header_missing", "name")]


def test_rows_of_a_file_without_a_header_are_numbered_from_the_first(taken, desk):
    reading = taken(desk.put("units.csv", "1,A\n1,B\n"), source='headers = ["id", "name"]')
    assert [(f.code, f.row) for f in reading.faults] == [("same_key", 2)]


@pytest.mark.parametrize("row", [["1", "A", None, "x"], ["1", None, "A", "x"]], ids=["left", "right"])
def test_a_header_merged_over_two_columns_is_one_header(taken, desk, row):
    rows = [["id", "name", None, "note"], row, ["2", "B", None, None] if row[1] else ["2", None, "B", None]]
    path = desk.workbook("units.xlsx", {"Sheet1": rows}, merged=["B1:C1"])
    assert units(taken(path, source='ignore = ["note"]')) == [("1", "A"), ("2", "B")]


def test_two_columns_that_hold_something_under_one_merged_header_are_refused(taken, desk):
    path = desk.workbook("units.xlsx", {"Sheet1": [["id", "name", None], ["1", "A", "B"]]}, merged=["B1:C1"])
    assert [(f.code, f.row, f.header) for f in taken(path).faults] == [("mapping.header_twice", 1, "name")]


def test_an_empty_cell_is_as_the_one_above_where_the_profile_says_so(taken, desk):
    path = desk.put("units.csv", "name,id\n,0\nA,1\n,2\n \u3000,3\nB,4\n,5\n")
    columns = 'org_id = "id", name = { from = "name", empty = "none" }'
    names = [name for (name,) in units(taken(path, columns, 'fill_down = ["name"]'), "name")]
    assert names == ["none", "A", "A", "A", "B", "B"]
    assert [name for (name,) in units(taken(path, columns), "name")] == ["none", "A", "none", "none", "B", "none"]


def test_spaces_at_the_ends_of_a_cell_make_no_difference(taken, desk):
    path = desk.put("units.csv", 'id,name\n1,U\n1,"U "\n')
    assert units(taken(path, ledger='distinct = ["id"]')) == [("1", "U")]


def test_values_that_differ_where_rows_become_one_are_both_shown(taken, desk):
    (fault,) = taken(desk.put("units.csv", "id,name\n1,U\n1,V\n1,U\n"), ledger='distinct = ["id"]').faults
    assert (fault.code, fault.row, fault.header, fault.value) == ("mapping.rows_disagree", 3, "name", "V")
    assert "row 2 has “U”; 1 rows" in fault.problem


def test_an_id_with_an_empty_part_is_one_fault_that_names_the_part_the_column_and_how_many(taken, desk):
    path = desk.put("units.csv", "id,name,no\n1,A,1\n2,B,\n3,C,\n")
    columns = 'org_id = { template = "{id}-{no}-{n}" }, name = "name"'
    (fault,) = taken(path, columns).faults
    assert (fault.code, fault.row, fault.header) == ("mapping.empty_column", 3, "no")
    assert "organisation id" in fault.problem.lower() and "2 rows" in fault.problem


def test_an_empty_id_does_not_hide_what_else_is_wrong(taken, desk):
    path = desk.put("units.csv", "id,name,no\n1,A,1\n,B,x\n,C,3\n")
    reading = taken(path, 'org_id = "id", name = "name", sort_order = "no"')
    assert [(f.code, f.row, f.header) for f in reading.faults] == [
        ("mapping.empty_column", 3, "id"),
        ("bad_int", 3, "no"),
    ]


def test_what_is_empty_because_it_could_not_be_taken_is_said_once(taken, desk):
    path = desk.put("units.csv", "id,name\n1,A\n2,\n3,9\n")
    columns = 'org_id = "id", name = { from = "name", extract = "[A-Z]", unmatched = "refuse" }'
    assert [(f.code, f.row) for f in taken(path, columns).faults] == [("mapping.unmatched", 4)]


def test_a_case_nobody_thought_of_shows_all_the_cells_it_looks_at(taken, desk):
    path = desk.put("units.csv", "id,name,kind\n1,A,x\n2,B,y\n")
    case = '{ column = "name", equals = "A", value = "a" }, { column = "kind", equals = "z", value = "b" }'
    (fault,) = taken(path, f'org_id = "id", name = {{ cases = [{case}] }}').faults
    assert (fault.row, fault.header, fault.value) == (3, "kind + name", "y + B")


def test_a_column_filled_twice_is_refused(taken, desk):
    with pytest.raises(MappingError, match="“org_class” is made twice"):
        taken(desk.put("units.csv", "id\n"), 'org_id = "id", name = "id", org_class = "id"')


def test_a_file_looked_up_may_have_no_header_either(taken, desk):
    desk.put("names.csv", "1,A,x\n2,B,y\n")
    lookup = '[[source.lookup]]\nfile = "names.csv"\nheaders = ["key", "called"]\n'
    lookup += 'on = { id = "key" }\ntake = { title = "called" }'
    profile = desk.put("p.toml", UNITS.format(source=lookup, ledger="", columns='org_id = "id", name = "title"'))
    paths = [desk.put("units.csv", "id\n2\n1\n"), desk.folder / "names.csv"]
    reading = read(paths, as_of=AS_OF, standing=lambda _: None, mapping=load_file(profile), lang="en")
    assert units(reading) == [("2", "B"), ("1", "A")]
