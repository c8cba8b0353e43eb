"""Drafts held against the data: a report of the demonstration county in true and in planted numbers, and other counties'."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from inspection.demonstration.publish import publish
from inspection.formats.drafts import pieces_of, read_draft
from inspection.papers import codes, summary
from inspection.papers.checker.checking import Checked, checked
from inspection.papers.checker.report import lines
from inspection.papers.letters import addressed, letter_files, letters_of
from inspection.papers.packs import pack_of
from inspection.papers.packs import written as files_of
from inspection.papers.sector_letters import sector_letters_of
from inspection.reading.answers import Source, evaluated, terms
from inspection.reading.fields import answer, parse
from inspection.reading.view import View
from inspection.warehouse import Reader
from tests.second.figures import per_cent
from tests.shell import run

STATEMENTS = Path(__file__).with_name("statements")
REPORT = (STATEMENTS / "report.txt").read_text(encoding="utf-8")
FIELD = re.compile(r"\{(!?)([^}]+)\}")


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("checked")
    publish(folder, datetime(2025, 10, 1))
    return folder


@pytest.fixture(scope="module")
def source(home) -> Source:
    reader = Reader(home)
    return Source(reader.mart(), reader.settings(), reader.version())


def number(field: str, source: Source) -> str:
    """A field as the screens print it, without its unit."""
    if field == "MEETINGS":
        kinds = ("secretary", "leading_group")
        return str(sum(int(number(f"meetings meeting_kind={kind} year=2024", source)) for kind in kinds))
    found = answer(parse(field, source), source, "zh")
    assert found.number is not None, field
    return re.sub(r"[^\d.,%]", "", found.words())


def altered(said: str) -> str:
    """Another number of the same look: seven parts in a hundred more, a percentage 2.3 points away."""
    value = float(said.strip("%").replace(",", ""))
    if said.endswith("%"):
        return f"{value + (2.3 if value < 90 else -2.3):.1f}%"
    places = len(said.partition(".")[2])
    return f"{value + max(1, round(value * 0.07)):.{places}f}"


def written(source: Source, planted: bool) -> str:
    """The report in the county's true numbers, or with those changed that are marked in it."""
    def one(found: re.Match) -> str:
        said = number(found[2], source)
        return altered(said) if planted and found[1] else said

    return FIELD.sub(one, REPORT)


def of(text: str, source: Source) -> Checked:
    return checked(pieces_of(text), source)


def wrong(text: str, source: Source) -> list[tuple[str, str]]:
    return [(line.figure, line.should) for line in lines(of(text, source), "zh", ["wrong"])]


def test_a_true_report_has_no_false_alarm_and_most_of_its_numbers_are_confirmed(source):
    found = of(written(source, planted=False), source)
    assert found.counts()["wrong"] == 0
    by_ledger = [one for one in found.judged if any(r.rule == "ledger_right" for r in one.remarks)]
    assert len(by_ledger) >= 30 and found.counts()["right"] >= 36


def test_each_of_twenty_planted_numbers_is_found_with_what_it_should_be_and_none_beside(source):
    planted = [(altered(said), said) for mark, field in FIELD.findall(REPORT) if mark and (said := number(field, source))]
    assert len(planted) > 20
    found = wrong(written(source, planted=True), source)
    strip = lambda text: re.sub(r"[^\d.%]", "", text)  # noqa: E731
    assert [(strip(n), strip(should)) for n, should in found] == [(strip(n), strip(said)) for n, said in planted]


TABLE = """青禾县逐年情况
| 指标 | 2023年 | 2024 |
| 发现问题数（个） | {findings year=2023} | {findings year=2024} |
| 问责人数 | {accountable_persons year=2023} | {accountable_persons year=2024} |
| 整改完成率(%) | {completion_rate year=2023} | {completion_rate year=2024} |
表2 第十四届县委各轮情况
| 轮次 | 发现问题 | 移交线索 | 备注 |
| 第三轮专项巡察 | {findings round=14-03} | {clues round=14-03} | 12 |
| 其中：第四轮 | 1 | 1 | 1 |
In 青禾县
| class | Findings | Completion rate (%) |
| 2023 | {findings year=2023} | {completion_rate year=2023} |
| 2024 | {findings year=2024} | {completion_rate year=2024} |"""


def test_a_cell_is_what_its_head_and_row_say_and_one_that_says_more_is_left_alone(source):
    true = FIELD.sub(lambda m: number(m[2], source).rstrip("%"), TABLE)
    found = of(true, source)
    rules = [r.rule for one in found.judged for r in one.remarks if r.rule.startswith("ledger")]
    assert found.counts()["wrong"] == 0 and rules.count("ledger_right") == 12
    for field, changed in (("findings year=2024", 2), ("accountable_persons year=2023", 1), ("completion_rate year=2024", 2)):
        said = number(field, source).rstrip("%")
        bad = f"{float(said) - 7:.1f}" if "." in said else f"{int(said) + 7}"
        assert [n for n, _ in wrong(true.replace(said, bad), source)] == [bad] * changed


ENGLISH = """Work of 青禾县
In 2024, {findings year=2024} findings were made in the county and {clues year=2024} clues were transferred.
The completion rate in 2024 was {completion_rate year=2024}.
In 2023 {accountable_persons year=2023} persons were held accountable."""


def test_an_english_draft_is_held_against_the_data_by_the_names_of_its_figures(source):
    true = FIELD.sub(lambda m: number(m[2], source), ENGLISH)
    assert of(true, source).counts()["right"] == 4
    assert wrong(true, source) == []
    for field in ("findings year=2024", "clues year=2024", "completion_rate year=2024", "accountable_persons year=2023"):
        said = number(field, source)
        assert [n for n, _ in wrong(true.replace(said, altered(said)), source)] == [altered(said)]
    doubtful = "In 2024, 9 findings of the poor villages, 3 problems per village; the special round made 9 findings in 2024."
    assert wrong(f"Work of 青禾县\n{doubtful}", source) == []


def test_a_kind_of_village_or_finding_is_told_apart(source):
    poor = number("organisations_inspected village_class=poor year=2024", source)
    common = number("findings finding_scope=common year=2024", source)
    assert wrong(f"青禾县2024年，巡察贫困村{poor}个。\n2024年，发现共性问题{common}个。", source) == []
    assert wrong(f"青禾县2024年，巡察贫困村99个。\n2024年，发现共性问题{common}个。", source) == [("99个", f"{poor} 个")]


@pytest.mark.long
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_paper_of_our_own_is_accused_by_its_own_data(lang, source, home):
    view = View(lang, source.mart.as_of, terms(source, source.mart.as_of), 14)
    sheets, _ = letters_of(view, source, addressed(view, source)[:6], view.as_of)
    made = {
        **letter_files(sheets, "letters"),
        **letter_files(sector_letters_of(view, source, ("education", "health"), view.as_of)[0], "sectors"),
        **dict(files_of(pack_of(view, source, "secretary", ("coverage", "clues")), ("docx",))),
        "summary.docx": summary.filled(view, source, summary.template(lang).data).data,
    }
    for name, data in made.items():
        if name.endswith(".docx"):
            path = home / "own.docx"
            path.write_bytes(data)
            found = checked(read_draft(path), source, lang, ours=True)
            assert [(line.figure, line.reason) for line in lines(found, lang, ["wrong"])] == [], name
            assert len(found.judged) > 20


def test_where_a_number_differs_the_definition_or_time_that_has_it_is_named(source):
    everything = number("findings", source)
    of_2023, of_2024 = (number(f"findings year={year}", source) for year in (2023, 2024))
    transferred = number("clue_verification_of_transferred year=2024", source)
    settled = number("clue_verification_rate year=2024", source)
    assert transferred != settled
    for said, reason in (
        (f"青禾县2024年发现问题{of_2023}个。", "文中的数是“2023”的。"),
        (f"青禾县2024年发现问题{everything}个。", "文中的数是“全部台账”的。"),
        (f"青禾县2024年线索查实率{transferred}。", "文中的数与“查实率(移交口径)”一致，换了口径。"),
    ):
        [line] = lines(of(said, source), "zh", ["wrong"])
        assert line.reason.endswith(reason), line.reason
    assert wrong(f"青禾县2024年发现问题{of_2024}个，线索查实率{settled}。", source) == []


@pytest.mark.parametrize("said", [
    "青禾县村级巡察方面，2024年发现问题1000个。",
    "青禾县2024年专项巡察发现问题1000个。",
    "青禾县2024年巡察党组织59个，其中发现问题1000个。",
    "青禾县发现问题1000个。",
    "青禾县今年以来发现问题1000个。",
    "青禾县截至2024年6月底，发现问题1000个。",
    "青禾县2024年在某某乡发现问题1000个。",
    "青禾县2024年发现问题约1000个。",
    "二、专项巡察\n青禾县2024年，发现问题1000个。",
    "2024年，清源县发现问题1000个。",
])  # fmt: skip
def test_what_leaves_room_for_doubt_is_not_called_wrong(said, source):
    found = of(said, source)
    assert found.counts()["wrong"] == 0
    assert "无法判断" in [line.verdict for line in lines(found, "zh", ["unjudged"])]


@pytest.mark.long
def test_the_reports_of_other_counties_are_not_measured_by_these_ledgers(source):
    drafts = [line for name in ("foreign", "published") for line in (STATEMENTS / f"{name}.txt").read_text("utf-8").splitlines()]
    accused = {line: found for line in drafts if (found := wrong(line, source))}
    assert accused == {}
    whole = "\n".join(drafts)
    assert [line for line in lines(of(whole, source), "zh", ["wrong"]) if "看板" in line.reason] == []


def test_a_draft_without_a_name_is_of_these_data_where_somebody_says_so_or_its_numbers_do(source):
    said, true = "2024年，全县发现问题1000个。", number("findings year=2024", source)
    assert wrong(said, source) == []
    [one] = checked(pieces_of(said), source, ours=True).judged
    assert (one.verdict, one.remarks[0].should) == ("wrong", f"{true} 个")
    clues, persons = number("clues year=2024", source), number("clue_persons year=2024", source)
    assert wrong(f"{said}移交问题线索{clues}件{persons}人。", source) == [("1000个", f"{true} 个")]


def test_a_share_of_all_with_the_young_is_not_called_wrong_but_told_apart(source):
    found = answer(parse("completion_rate term=14", source), source, "zh")
    of_all = evaluated(source, "completion_rate", where=(("term", (14,)),), as_of=source.mart.as_of).iloc[0]
    all_said = per_cent(of_all["all_numerator"], int(of_all["all_denominator"]))
    assert found.young and all_said != found.words()
    [one] = of(f"青禾县第十四届县委反馈问题整改完成率{all_said}。", source).judged
    assert (one.verdict, one.remarks[0].rule) == ("unjudged", "ledger_young")


def test_a_round_is_found_by_its_number(source):
    third = number("findings round=14-03", source)
    found = of(f"青禾县十四届县委第三轮巡察发现问题{third}个。", source)
    assert [one.verdict for one in found.judged] == ["right"]
    assert wrong(f"青禾县十四届县委第三轮巡察发现问题{int(third) + 9}个。", source) == [(f"{int(third) + 9}个", f"{third} 个")]


def test_the_command_holds_a_draft_against_the_data_in_force(home, tmp_path, source):
    draft = tmp_path / "draft.txt"
    draft.write_text("青禾县2024年发现问题1个，移交问题线索1件。", encoding="utf-8")
    ended = run(home, "check-figures", draft, lang="en")
    assert ended.returncode == 1 and number("findings year=2024", source) in ended.stdout
    assert run(home, "check-figures", draft, "--alone").returncode == 0
    empty = run(tmp_path, "check-figures", draft)
    assert empty.returncode == 0 and "还没有数据" in empty.stderr


def test_a_number_with_a_code_is_what_its_code_says(source, home, tmp_path):
    figure = codes.coded(tmp_path, parse("completion_rate year=2024", source), source, datetime(2025, 10, 5))
    other = codes.coded(tmp_path, parse("findings year=2023", source), source, datetime(2025, 10, 5))
    said = figure.zh
    changed = altered(said)

    def verdicts(text: str) -> list[tuple[str, str, str]]:
        found = checked(pieces_of(text), source, home=tmp_path)
        return [(j.figure.text, j.verdict, j.remarks[0].rule) for j in found.judged]

    assert verdicts(f"青禾县整改完成率{said}（截至2025-09-30）〔{figure.code}〕。") == [(said, "right", "code_still")]
    assert verdicts(f"青禾县整改完成率{changed}〔{figure.code}〕。") == [(changed, "wrong", "code_altered")]
    number_2023 = other.zh.replace(" ", "")
    assert verdicts(f"青禾县2024年发现问题{number_2023}〔{other.code}〕。") == [(number_2023, "right", "code_still")]
    mistyped = figure.code[:-1] + ("A" if figure.code[-1] != "A" else "B")
    [(_, verdict, _)] = verdicts(f"整改完成率{said}〔{mistyped}〕。")
    assert verdict == "unjudged"
    kept = codes.FILE
    lines_of = (tmp_path / kept).read_text("utf-8").replace(figure.number, "0.5").replace(figure.zh, "50.0%")
    (tmp_path / kept).write_text(lines_of, "utf-8")
    assert verdicts(f"整改完成率50.0%〔{figure.code}〕。") == [("50.0%", "unjudged", "code_moved")]


def test_a_column_of_money_is_held_in_the_unit_of_its_head(source):
    first, second = (number(f"recovered_wan year={year}", source) for year in (2023, 2024))
    for planted, wrong in ((second, []), ("999.9", [("999.9", f"{second} 万元")])):
        table = f"青禾县情况\n年度\t挽回损失（万元）\n2023年\t{first}\n2024年\t{planted}"
        found = [(one.figure.text, one.verdict, one.remarks[0].should) for one in checked(pieces_of(table), source).judged]
        assert [(text, should) for text, verdict, should in found if verdict == "wrong"] == wrong
        assert (first, "right", "") in found
