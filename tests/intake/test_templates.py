"""The templates: what they hold, and that a filled one comes back without a change, also out of LibreOffice."""

import io
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from inspection import intake
from inspection.demonstration import county
from inspection.formats.templates import INSTRUCTIONS, LISTS, template
from inspection.intake.aliases import Aliases
from inspection.intake.templates import file_name, organisation_choices, template_of, templates
from inspection.warehouse import dictionary, ledger_table, ledger_tables, rows_of

AS_OF = date(2025, 9, 30)
SAMPLE = 40  # rows of each ledger that go through a template
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def ledgers():
    return county()[0]


@pytest.fixture(scope="module")
def standing(ledgers):
    """The demonstration county as what stands."""
    return ledger_tables(ledgers)


@pytest.fixture(scope="module")
def made(standing):
    return templates(standing.get)


def written(column, value, names):
    """A value as a person writes it into the cell: labels, 是/否, organisations by the words of the drop-down."""
    if value is None:
        return None
    if column.codes:
        return dictionary().label(column.codes, value, "zh")
    if column.type == "bool":
        return "是" if value else "否"
    if column.refers_to and column.refers_to[0] == "organisations":
        return names[value]
    return value


def form_of(sheet, index):
    """The number format of a column's empty cells; neighbours of one width and format stand as one entry."""
    return next(d.number_format for d in sheet.column_dimensions.values() if d.min <= index <= d.max)


def filled(book_bytes, ledgers, path, standing):
    """A template filled with a sample of every ledger whose sheet it has; the rows as they should come back."""
    names = dict(zip(standing["organisations"]["org_id"].to_pylist(), spoken(standing), strict=True))
    book = openpyxl.load_workbook(io.BytesIO(book_bytes))
    expected = {}
    for name, ledger in dictionary().ledgers.items():
        if ledger.zh in book.sheetnames:
            sheet = book[ledger.zh]
            expected[name] = ledgers[name][:SAMPLE]
            for at, row in enumerate(expected[name], 2):
                for index, (column, value) in enumerate(zip(ledger.columns, row, strict=True), 1):
                    sheet.cell(at, index, written(column, value, names)).number_format = form_of(sheet, index)
    book.save(path)
    return expected


def spoken(standing):
    """The words of the drop-down in the order of the ledger."""
    rows = standing["organisations"].to_pylist()
    order = sorted(range(len(rows)), key=lambda at: rows[at]["in_scope_to"] is not None)
    back = [""] * len(rows)
    for at, words in zip(order, organisation_choices(standing["organisations"]), strict=True):
        back[at] = words
    return back


def comes_back(path, expected, standing):
    modes = dict.fromkeys(expected, "update")
    read = intake.read([path], as_of=AS_OF, standing=standing.get, modes=modes, aliases=Aliases())
    assert [f.problem for f in read.faults] == []
    assert [w for w in read.warnings if w.code in ("hidden_sheet", "extra_sheet", "header_row", "serial_date")] == []
    assert set(read.ledgers) == {name for name, rows in expected.items() if rows}
    for name, table in read.ledgers.items():
        assert rows_of(table) == rows_of(ledger_table(name, expected[name])), name


def test_all_ledgers_in_one_workbook_filled_and_imported_come_back_without_a_change(made, ledgers, standing, tmp_path):
    path = tmp_path / "全部台账.xlsx"
    comes_back(path, filled(made[path.name], ledgers, path, standing), standing)


@pytest.mark.parametrize("name", ["organisations", "clues", "ballots"])
def test_the_template_of_one_ledger_filled_and_imported_comes_back(name, made, ledgers, standing, tmp_path):
    path = tmp_path / file_name(name)
    comes_back(path, filled(made[path.name], ledgers, path, standing), standing)


@pytest.mark.long
@pytest.mark.skipif(
    not SOFFICE and os.environ.get("CI") != "true",
    reason="LibreOffice is not installed here: the way through it is not tried",
)
def test_a_template_saved_by_libreoffice_comes_back_without_a_change(made, ledgers, standing, tmp_path):
    path = tmp_path / "全部台账.xlsx"
    expected = filled(made[path.name], ledgers, path, standing)
    for form, folder in (("ods", "ods"), ("xlsx", "back")):
        path = converted(path, form, tmp_path / folder)
        comes_back(path, expected, standing)


def converted(path: Path, form: str, folder: Path) -> Path:
    """The file saved by LibreOffice in another format, with a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
    home = {**os.environ, "HOME": str(folder.parent)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, env=home)
    result = folder / f"{path.stem}.{form}"
    assert result.exists(), done.stderr
    return result


def test_sheets_left_empty_are_no_empty_ledgers(made, ledgers, standing, tmp_path):
    path = tmp_path / "全部台账.xlsx"
    filled(made[path.name], {n: r if n == "rounds" else [] for n, r in ledgers.items()}, path, standing)
    read = intake.read([path], as_of=AS_OF, standing=standing.get)
    assert list(read.ledgers) == ["rounds"] and not read.faults and not read.warnings


def test_a_template_with_nothing_in_it_is_said_to_hold_nothing(made, standing, tmp_path):
    path = tmp_path / "全部台账.xlsx"
    path.write_bytes(made[path.name])
    assert [f.code for f in intake.read([path], as_of=AS_OF, standing=standing.get).faults] == ["no_rows"]


def test_a_hidden_sheet_that_is_none_of_ours_is_named_in_a_template_too(made, ledgers, standing, tmp_path):
    path = tmp_path / file_name("rounds")
    filled(made[path.name], ledgers, path, standing)
    book = openpyxl.load_workbook(path)
    book.create_sheet("草稿").sheet_state = "hidden"
    book.save(path)
    read = intake.read([path], as_of=AS_OF, standing=standing.get, modes={"rounds": "update"})
    assert [(w.code, w.sheet) for w in read.warnings] == [("hidden_sheet", "草稿")]


def test_there_is_one_workbook_per_ledger_and_one_with_all(made):
    assert list(made) == ["全部台账.xlsx", *(file_name(name) for name in dictionary().ledgers)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_dictionary_and_data_give_the_same_bytes(standing, lang):
    assert template_of("clues", standing.get, lang) == template_of("clues", standing.get, lang)


def test_every_header_is_the_contracts_with_its_meaning_as_a_note_and_required_ones_marked(made):
    book = openpyxl.load_workbook(io.BytesIO(made["全部台账.xlsx"]))
    assert book.sheetnames == [INSTRUCTIONS, *(ledger.zh for ledger in dictionary().ledgers.values()), LISTS]
    assert book[LISTS].sheet_state == "veryHidden"
    for ledger in dictionary().ledgers.values():
        sheet = book[ledger.zh]
        assert sheet.freeze_panes == "B2"
        assert not sheet.protection.sheet
        heads = list(sheet[1])
        assert [cell.value.rstrip("*") for cell in heads] == [column.zh for column in ledger.columns]
        for cell, column in zip(heads, ledger.columns, strict=True):
            assert cell.value.endswith("*") == column.required
            assert column.name in cell.comment.text
            form = form_of(sheet, cell.column)
            wanted = {"text": "@", "date": "yyyy-mm-dd"}.get(column.type)
            assert wanted is None or form == wanted, (ledger.name, column.name)


def test_codes_yes_no_days_numbers_and_organisations_are_checked_where_they_are_written(made, standing):
    book = openpyxl.load_workbook(io.BytesIO(made[file_name("inspections")]))
    rules = {str(rule.sqref): rule for rule in book["巡察任务"].data_validations.dataValidation}
    names = [c.name for c in dictionary().ledgers["inspections"].columns]
    column = {name: openpyxl.utils.get_column_letter(at) for at, name in enumerate(names, 1)}

    def rule(name):
        return rules[f"{column[name]}2:{column[name]}5001"]

    assert rule("counts_toward_coverage").formula1 == '"是,否"'
    kinds = ",".join(code.zh for code in dictionary().codes["inspection_kind"])
    assert rule("kind").formula1 == f'"{kinds}"'
    assert rule("onsite_start").type == "date"
    assert rule("org_id").formula1 == "known_organisations_org_id" and rule("org_id").errorStyle == "warning"
    area = book.defined_names["known_organisations_org_id"].attr_text
    sheet, _, cells = area.rpartition("!")
    listed = [row[0].value for row in book[sheet.strip("'")][cells.replace("$", "")]]
    assert listed == organisation_choices(standing["organisations"])


def test_a_name_that_two_organisations_bear_is_offered_as_their_ids(standing):
    rows = rows_of(standing["organisations"])
    at = [c.name for c in dictionary().ledgers["organisations"].columns].index("name")
    twice = [(*row[:at], "同名党支部", *row[at + 1 :]) for row in rows[:2]]
    offered = organisation_choices(ledger_table("organisations", [*twice, *rows[2:]]))
    assert {rows[0][0], rows[1][0]} <= set(offered) and "同名党支部" not in offered


def test_a_list_that_excel_does_not_take_within_the_rule_stands_on_the_hidden_sheet(standing):
    ledger = dictionary().ledgers["rounds"]
    many = [f"第{number}届县委" for number in range(60)]
    book = openpyxl.load_workbook(io.BytesIO(template([ledger], {("terms", "term_no"): many})))
    rules = [rule.formula1 for rule in book["巡察轮次"].data_validations.dataValidation]
    assert "known_terms_term_no" in rules
    assert all(len(rule) <= 257 for rule in rules if rule.startswith('"'))
