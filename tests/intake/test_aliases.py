"""Names of organisations: found by what they are called or by the alias table, else a fault; never a guess."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pyarrow as pa
import pytest

from inspection.intake import read
from inspection.intake.aliases import AliasError, Aliases, Candidate
from inspection.intake.cells import Bad

WHEN = datetime(2025, 9, 30, 8, 30)
COLUMNS = ("org_id", "name", "short_name", "parent_id", "successor_id")
ORGANISATIONS = pa.table(
    dict(
        zip(
            COLUMNS,
            zip(
                ("T1", "城关镇党委", "城关镇", None, None),
                ("T2", "河西镇党委", "河西镇", None, None),
                ("V1", "东街村党支部", None, "T1", None),
                ("V2", "东街村党支部", None, "T2", None),
                ("D1", "县财政局党组", "财政局", None, None),
                ("D2", "县自然资源局党组（原国土资源局、测绘局）", "自然资源局", None, None),
                ("D3", "县水务局党组", "水务局", None, "D4"),
                ("D4", "县水利局党组（原水务局）", "水利局", None, None),
                strict=True,
            ),
            strict=True,
        )
    )
)

FOUND = [
    ("县财政局党组", "D1"),
    ("财政局", "D1"),
    (" 县 财政局党组 ", "D1"),
    ("d1", "D1"),
    ("Ｄ１", "D1"),
    ("国土资源局", "D2"),
    ("测绘局", "D2"),
    ("县自然资源局党组", "D2"),
    ("县水务局党组", "D3"),
    ("城关镇东街村党支部", "V1"),
    ("河西镇东街村党支部", "V2"),
]


@pytest.mark.parametrize("written, org_id", FOUND)
def test_an_organisation_is_known_by_what_it_is_called(written, org_id):
    assert Aliases().resolve([written], ORGANISATIONS) == [org_id]


UNKNOWN = [
    ("县财政局", "mapping.unknown_name", ["D1"]),
    ("自然资源", "mapping.unknown_name", ["D2"]),
    ("火星办事处", "mapping.unknown_name_bare", []),
    ("东街村党支部", "mapping.ambiguous_name", ["V1", "V2"]),
    ("水务局", "mapping.ambiguous_name", ["D3", "D4"]),
]


@pytest.mark.parametrize("written, code, near", UNKNOWN)
def test_what_may_be_several_or_none_is_refused_with_the_nearest(written, code, near):
    aliases = Aliases()
    (answer,) = aliases.resolve([written], ORGANISATIONS)
    assert isinstance(answer, Bad) and answer.code == code
    (unresolved,) = aliases.unresolved
    assert unresolved.written == written
    assert [one.org_id for one in unresolved.candidates][: len(near)] == near
    assert len(unresolved.candidates) <= 3
    for one in unresolved.candidates:
        assert f"{one.name}（{one.org_id}）" in answer.words["near"]


def test_an_alias_holds_from_then_on_for_every_way_of_writing_it(tmp_path):
    aliases = Aliases.load(tmp_path)
    assert isinstance(aliases.resolve(["县财政局"], ORGANISATIONS)[0], Bad)
    aliases.add("县财政局", "D1", "张三", WHEN)
    assert aliases.resolve(["县财政局"], ORGANISATIONS) == ["D1"]
    assert Aliases.load(tmp_path).resolve(["县　财政局"], ORGANISATIONS) == ["D1"]
    text = (tmp_path / "aliases.csv").read_text(encoding="utf-8")
    assert text.splitlines() == ["written,org_id,who,when", "县财政局,D1,张三,2025-09-30 08:30:00"]


def test_an_alias_tells_an_ambiguous_name_but_does_not_overrule_the_ledger(tmp_path):
    aliases = Aliases.load(tmp_path)
    aliases.add("东街村党支部", "V2", "", WHEN)
    aliases.add("财政局", "D2", "", WHEN)
    found, refused = aliases.resolve(["东街村党支部", "财政局"], ORGANISATIONS)
    assert found == "V2"
    assert refused.code == "mapping.ambiguous_name"
    assert aliases.unresolved[0].candidates == (
        Candidate("D1", "县财政局党组"),
        Candidate("D2", "县自然资源局党组（原国土资源局、测绘局）"),
    )


def test_an_alias_to_an_organisation_that_is_gone_is_said(tmp_path):
    aliases = Aliases.load(tmp_path)
    aliases.add("老单位", "X9", "", WHEN)
    (refused,) = aliases.resolve(["老单位"], ORGANISATIONS)
    assert (refused.code, refused.words) == ("mapping.alias_gone", {"org_id": "X9"})


def test_the_later_of_two_aliases_holds(tmp_path):
    aliases = Aliases.load(tmp_path)
    aliases.add("老单位", "D1", "a", WHEN)
    aliases.add("老单位", "D2", "b", WHEN)
    assert Aliases.load(tmp_path).resolve(["老单位"], ORGANISATIONS) == ["D2"]


def test_two_stewards_at_once_lose_no_alias(tmp_path):
    def add(number: int) -> None:
        Aliases.load(tmp_path).add(f"名称{number}", "D1", "", WHEN)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(20)))
    assert len(Aliases.load(tmp_path).known) == 20


@pytest.mark.parametrize("text", ["what,ever\n1,2\n", "written,org_id,who,when\na,b\n", b"\xff\xfe\x00"])
def test_a_table_that_is_none_is_refused_by_name(tmp_path, text):
    (tmp_path / "aliases.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(AliasError, match="aliases.csv"):
        Aliases.load(tmp_path)


@pytest.mark.parametrize("written, org_id", [("", "D1"), (" ​", "D1"), ("x", ""), ("x" * 201, "D1")])
def test_an_alias_without_name_or_id_is_refused(tmp_path, written, org_id):
    with pytest.raises(AliasError):
        Aliases.load(tmp_path).add(written, org_id, "", WHEN)
    assert not (tmp_path / "aliases.csv").exists()


def test_names_in_an_import_become_ids_and_unknown_ones_name_their_rows(desk, tmp_path):
    desk.base()
    desk.ledger("organisations", {"简称": "演示乡"})
    desk.ledger("inspections", {"党组织编号": "演示乡"}, {"任务编号": "I2", "党组织编号": "演示县"})
    aliases = Aliases()
    reading = read([desk.folder], as_of=date(2025, 9, 30), standing=lambda _: None, aliases=aliases, lang="en")
    assert [(f.code, f.file, f.row, f.header, f.value) for f in reading.faults] == [
        ("mapping.unknown_name", "inspections.csv", 3, "党组织编号", "演示县")
    ]
    assert [one.written for one in aliases.unresolved] == ["演示县"]
    desk.ledger("inspections", {"党组织编号": "演示乡"})
    reading = read([desk.folder], as_of=date(2025, 9, 30), standing=lambda _: None, aliases=aliases, lang="en")
    assert not reading.faults and reading.ledgers["inspections"]["org_id"].to_pylist() == ["A01"]
