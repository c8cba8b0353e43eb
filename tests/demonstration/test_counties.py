"""Invented counties as they hand over: the same for the same seed, whole in themselves, and unlike each other."""

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from inspection.demonstration.counties import code_of, counties
from inspection.warehouse import dictionary
from tests.shell import run


@pytest.fixture(scope="module")
def two() -> list:
    return list(counties(2))


def test_the_same_number_and_seed_give_the_same_bytes_and_another_seed_others(tmp_path):
    written = []
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        ended = run(tmp_path, "demo", "--counties", 1, "--out", tmp_path / name, "--seed", seed)
        assert ended.returncode == 0, ended.stderr
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        written.append({path.relative_to(tmp_path / name).as_posix(): path.read_bytes() for path in files})
    assert written[0] == written[1]
    findings = f"{code_of(0)}/findings.parquet"
    assert written[0].keys() == written[2].keys() and written[0][findings] != written[2][findings]


@pytest.mark.long
def test_no_row_of_an_invented_county_leads_to_one_that_it_has_not(two):
    for one in two:
        for name, ledger in dictionary().ledgers.items():
            rows = one.tables[name]
            for column in ledger.columns:
                if column.refers_to and column.name in rows.column_names:
                    there = one.tables[column.refers_to[0]][column.refers_to[1]]
                    lost = pc.invert(pc.is_in(rows[column.name].drop_null(), value_set=there.combine_chunks()))
                    assert not pc.any(lost).as_py(), f"{one.code} {name}.{column.name}"


def test_invented_counties_differ_in_size_and_in_what_they_bring_to_an_end(two):
    def done(rows) -> float:
        return pc.mean(pc.cast(pc.equal(rows["completion"], "done"), "float64")).as_py()

    one, other = (county.tables for county in two)
    assert len(one["findings"]) != len(other["findings"]) and len(one["ballots"]) != len(other["ballots"])
    assert 0.6 < min(done(one["findings"]), done(other["findings"])) < max(done(one["findings"]), done(other["findings"])) < 1
    for county in two:  # what is done has its day, what is not has none
        rows = county.tables["findings"]
        assert pc.all(pc.equal(pc.equal(rows["completion"], "done"), pc.is_valid(rows["completed_on"]))).as_py()
        later = pc.greater(rows["completed_on"], rows["closed_off_on"])
        assert not pc.any(later).as_py()


def test_a_folder_that_holds_something_is_not_written_into(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "账.txt").write_text("账", encoding="utf-8")
    ended = run(tmp_path, "demo", "--counties", 1, "--out", tmp_path / "out")
    assert ended.returncode == 2 and [path.name for path in (tmp_path / "out").iterdir()] == ["账.txt"]
    assert run(tmp_path, "demo", "--counties", 0, "--out", tmp_path / "new").returncode == 2
    assert not (tmp_path / "new").exists()


def test_codes_fill_prefectures_then_provinces_and_none_stands_twice():
    codes = [code_of(at) for at in range(2850)]
    assert len(set(codes)) == 2850 and codes == sorted(codes) and {len(code) for code in codes} == {6}
    assert len({code[:2] for code in codes}) == 31 and len({code[:4] for code in codes[:20]}) == 2


def test_what_is_written_is_what_was_made(two, tmp_path):
    run(tmp_path, "demo", "--counties", 1, "--out", tmp_path / "out")
    for name, table in two[0].tables.items():
        assert pq.read_table(tmp_path / "out" / two[0].code / f"{name}.parquet").equals(table), name
