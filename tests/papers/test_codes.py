"""A code says which figure it is, a slip of the pen is noticed, and what moved the figure is told by its reason."""

import itertools
import json
from datetime import date, datetime

import pytest

from inspection.cli import main
from inspection.papers import codes
from inspection.papers.codes import SIGNS, CodeUnknown, coded, found, in_text, is_code, resolve, written_so
from inspection.reading.answers import Source
from inspection.reading.fields import parse
from inspection.warehouse import Store, open_mart, settings
from tests.reading.county import COUNTY
from tests.small import TERMS, ledger, set_to

NOW = datetime(2025, 10, 5, 9)
LATE = COUNTY["clues"] + "8 | B1 | 2024-06-01 | general | 一室 | verification | 2024-06-02 | unsubstantiated | 2024-09-01 |"
LATER = LATE.replace("pending         |              |", "substantiated   | 2025-11-01   |")


def tables(clues: str) -> dict:
    return {name: ledger(name, text) for name, text in ({"terms": TERMS} | COUNTY | {"clues": clues}).items()}


@pytest.fixture
def home(tmp_path):
    Store(tmp_path).publish(tables(COUNTY["clues"]), as_of=date(2025, 9, 30), files=(), built_at=NOW, who="甲")
    return tmp_path


def opened(home, set=None) -> Source:
    version = Store(home).current()
    return Source(open_mart(version), set or settings(), version)


def test_the_same_figure_has_the_same_code_and_another_another(home):
    office = opened(home)
    first = coded(home, parse("clues year=2024|2022 org_class=村级|县直", office), office, NOW)
    again = parse("clues org_class=county|village year=2022|2024", office)
    assert first == coded(home, again, office, datetime(2026, 1, 1)) and len(first.code) == 4
    assert found(home, first.code) == found(home, f" 〔{first.code.lower()}〕 ") == first
    others = {coded(home, parse(f"clues year={year}", office), office, NOW).code for year in range(1900, 2000)}
    assert len(others) == 100 and first.code not in others and all(map(is_code, others))
    (home / codes.FILE).write_bytes((home / codes.FILE).read_bytes() + b'{"code": "8K')  # killed while it wrote
    more = coded(home, parse("findings", office), office, NOW)
    assert found(home, more.code).field == "findings" and found(home, first.code) == first
    assert (home / codes.FILE).read_bytes().endswith(b"}\n") and (home / codes.FILE).stat().st_mode & 0o777 == 0o600


def test_a_code_that_another_figure_has_is_not_given_again(home):
    office = opened(home)
    one = coded(home, parse("findings", office), office, NOW)
    line = json.loads((home / codes.FILE).read_text("utf-8").splitlines()[-1])
    (home / codes.FILE).write_text(json.dumps(line | {"field": "clues"}) + "\n", "utf-8")  # the code is another figure's
    other = coded(home, parse("findings", office), office, NOW)
    assert other.code != one.code and found(home, other.code).field == "findings" and found(home, one.code).field == "clues"


def test_every_sign_mistaken_and_every_two_that_change_places_are_noticed(home):
    code = coded(home, parse("findings", opened(home)), opened(home), NOW).code
    for at, sign in itertools.product(range(len(code)), SIGNS):
        assert is_code(code[:at] + sign + code[at + 1 :]) == (sign == code[at])
    for at in range(len(code) - 1):
        swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        assert is_code(swapped) == (swapped == code)
    for wrong, reason in ((code[:-1] + ("2" if code[-1] != "2" else "3"), "mistyped"), ("", "mistyped"), ("0OIL", "mistyped")):
        with pytest.raises(CodeUnknown) as refused:
            found(home, wrong)
        assert refused.value.reason == reason
    with pytest.raises(CodeUnknown) as refused:
        found(home, "222" + codes._check("222"))
    assert refused.value.reason == "unknown"


def test_a_figure_that_stands_is_still_so(home):
    office = opened(home)
    figure = coded(home, parse("clue_verification_rate year=2024", office), office, NOW)
    told = resolve(home, figure, opened(home), "zh")
    assert (told.moved, told.steps, told.compared) == (False, (), True) and "仍是这个数" in told.words("zh")


def test_what_moved_a_figure_is_told_by_data_settings_and_time(home):
    before = opened(home)
    figure = coded(home, parse("clue_conclusion_rate", before), before, NOW)
    assert (figure.number, figure.zh) == (repr(6 / 7), "85.7%")
    # a clue written down late, already concluded then: data. The other one concluded in November: time
    Store(home).publish(tables(LATER), as_of=date(2025, 12, 31), files=(), built_at=NOW, who="甲")
    told = resolve(home, figure, opened(home), "zh")
    steps = [(step.kind, step.before("zh"), step.after("zh")) for step in told.steps]
    assert steps == [("data", "85.7%", "87.5%"), ("time", "87.5%", "100.0%")]
    assert told.moved and told.compared and told.things and "100.0%" in told.words("zh") and "补录" in told.words("zh")

    rate = coded(home, parse("clue_verification_rate as_of=2025-09-30", opened(home)), opened(home), NOW)
    assert rate.zh == "57.1%", "4 of 7: partly verified counts"
    ruled = opened(home, set_to(ruling__partly_is_verified=0))
    told = resolve(home, rate, ruled, "zh")
    assert [(s.kind, s.after("zh")) for s in told.steps] == [("definition", "42.9%")], "asked as of a day, no time passes"


def test_a_version_no_longer_kept_is_said(home):
    office = opened(home)
    figure = coded(home, parse("clue_conclusion_rate", office), office, NOW)
    Store(home).publish(tables(LATE), as_of=date(2025, 9, 30), files=(), built_at=NOW, who="甲")
    current = opened(home)
    for path in (home / "versions").glob("0001.*"):
        path.unlink()
    told = resolve(home, figure, current, "zh")
    assert not told.compared and [s.kind for s in told.steps] == ["data"] and "不再保留" in told.words("zh")


WRITTEN = [
    ("97.3%", True), ("97%", True), ("97.26％", True), ("97.27%", False), ("９７．３％", True), ("98.3%", False), ("约", None),
    ("1,234", False),
]  # fmt: skip


def test_a_number_beside_a_code_is_the_figures_or_was_altered(home):
    office = opened(home)
    rate = codes.replace(coded(home, parse("clue_conclusion_rate", office), office, NOW), number="0.97258")
    for text, same in WRITTEN:
        assert written_so(rate, text) is same, text
    count = codes.replace(rate, number="12345", rate=False, zh="12,345 件")
    money = codes.replace(rate, number="12345.67", rate=False, zh="1.23 亿元")
    for figure, text, same in (
        (count, "12,345件", True), (count, "1.23万件", True), (count, "12346", False), (count, "-12345", False),
        (money, "12,345.7 万元", True), (money, "1.23亿元", True), (money, "1.24 亿元", False),
    ):  # fmt: skip
        assert written_so(figure, text) is same, text


def test_codes_are_found_in_a_text_and_years_of_documents_are_none(home):
    code = coded(home, parse("findings", opened(home)), opened(home), NOW).code
    text = f"完成率 97.0%〔{code}〕，[{code}]，巡办〔2024〕12 号，〔8K0F〕，[see3]，见〔附件〕。"
    assert [found_at[0] for found_at in in_text(text)] == [code, code, "8K0F"]
    assert all(text[start] in "〔[" and text[end - 1] in "〕]" for _, start, end in in_text(text))


def test_the_shell_gives_a_figure_its_code_and_says_what_became_of_it(home, monkeypatch, capsys):
    monkeypatch.setenv("INSPECTION_DATA", str(home))
    monkeypatch.delenv("INSPECTION_LANG", raising=False)
    assert main(["code", "--of", "整改完成率 org_class=村级|县直"]) == 0
    ((code, *_),) = in_text(capsys.readouterr().out)
    assert main(["code", code]) == 0 and "completion_rate org_class=county|village" in capsys.readouterr().out
    fewer = tables(LATER) | {"findings": tables(LATER)["findings"].slice(0, 3)}
    Store(home).publish(fewer, as_of=date(2025, 12, 31), files=(), built_at=NOW, who="甲")
    assert main(["code", code]) == 1 and "现在是" in capsys.readouterr().out
    assert main(["code", "8K3F"]) == 1 and main(["code"]) == 2 and main(["code", "--of", "completion_rat"]) == 2
    assert "completion_rate" in capsys.readouterr().err
