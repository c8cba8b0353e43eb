"""Open data: what is published and no more, at addresses that stay, as the libraries of others read it."""

import csv
import io
import json
from dataclasses import replace
from datetime import datetime

import frictionless
import pytest
from csvw import CSVW, TableGroup

from inspection.snapshots import Publication, Text, template, write_site
from inspection.snapshots.site import site_files
from tests.snapshots.county import SMALL, mart, standard

AT = datetime(2025, 10, 20, 9)
CLUES = tuple(("A", 2023) for _ in range(9)) + (("D", 2024), ("D", 2024)) + tuple(("B", 2024) for _ in range(8))
WORDS = ("某县", "0000-000", "https://example.gov.cn/xc", "2026年1月")


def rows(held: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(held.decode("utf-8"))))


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    """(publication, the site after one edition, after a correction and a second edition that was withdrawn)."""
    publication = Publication(tmp_path_factory.mktemp("open"))
    wanted = replace(template("monthly"), totals=("coverage_rate", "clues"), by_year=True)

    def publish(entry):
        publication.approve(entry.id, by="b", at=AT)
        return publication.publish(entry.id, by="a", at=AT)

    held = mart(SMALL, clues=CLUES, votes={"A": {"good": 20, "poor": 1}, "B": {"good": 9}})
    first = publish(publication.draft(held, standard(), wanted, version=1, by="a", at=AT))
    before = site_files(publication, *WORDS)
    changed = {**SMALL, "C": ("township", 39, 40), "F": ("county", 9, 9)}
    del changed["E"]
    better = mart(changed, clues=CLUES, votes={"A": {"good": 20, "poor": 1}, "B": {"good": 9}})
    publish(publication.correct(first.id, better, standard(), version=2, reason=Text("有误", "wrong"), by="a", at=AT))
    gone = publish(publication.draft(better, standard(), template("bands"), version=2, by="a", at=AT))
    publication.withdraw(gone.id, reason=Text("误发", "mistake"), by="a", at=AT)
    return publication, before, site_files(publication, *WORDS), gone.folder


def test_every_file_is_as_its_descriptions_say_to_frictionless_and_csvw(several, tmp_path):
    write_site(several[0], tmp_path / "site", county="某县")
    data = tmp_path / "site" / "data"
    assert frictionless.validate(str(data / "datapackage.json")).valid
    assert CSVW(str(data / "csv-metadata.json"), validate=True).is_valid
    described = {r["path"] for r in json.loads((data / "datapackage.json").read_bytes())["resources"]}
    assert described == {path.name for path in data.glob("*.csv")}
    read = {t.url.string: list(t.iterdicts()) for t in TableGroup.from_file(data / "csv-metadata.json").tables}
    assert set(read) == described and read["closed_off_rate.csv"][0]["denominator"] == 40
    spoilt = data / "closed_off_rate.csv"
    spoilt.write_bytes(spoilt.read_bytes().replace(b",40,40,", b",40,many,", 1))
    assert not frictionless.validate(str(data / "datapackage.json")).valid
    assert not CSVW(str(data / "csv-metadata.json"), validate=True).is_valid


def test_the_numbers_are_those_of_the_published_edition_and_what_is_hidden_there_is_hidden_here(several):
    publication, _, files, gone = several
    assert not [path for path in files if path.startswith("data/") and gone in path]
    for entry in publication.register().entries[:2]:
        source = json.loads(publication.files(entry.folder)["leaderboard.json"])
        lines = {line["id"]: line for one in source["classes"] for line in one["organisations"]}
        for id, key in (("completion_rate", "completion"), ("closed_off_rate", "closed_off")):
            found = {row["organisation_id"]: row for row in rows(files[f"data/{id}/{entry.folder}.csv"])}
            assert {org: (int(r["numerator"]), int(r["denominator"])) for org, r in found.items()} == {
                org: (line[key]["numerator"], line[key]["denominator"]) for org, line in lines.items()
            }
        satisfied = {r["organisation_id"]: int(r["value"]) for r in rows(files[f"data/satisfaction_rate/{entry.folder}.csv"])}
        assert satisfied == {o: v["satisfaction_percent"] for o, v in lines.items() if v["satisfaction_percent"] is not None}
        cells = {(c["class"], c["year"]): c["value"] for t in source["totals"] if t["indicator"] == "clues" for c in t["cells"]}
        counted = rows(files[f"data/clues/{entry.folder}.csv"])
        told = {(r["org_class"], int(r["year"]) if r["year"] else None): r for r in counted}
        assert {at: int(r["value"]) if r["value"] else None for at, r in told.items()} == cells
        hidden = {at for at, value in cells.items() if value is None}
        assert hidden and {at for at, r in told.items() if r["hidden"] == "true"} == hidden


def test_addresses_stay_the_latest_is_the_latest_and_earlier_editions_keep_their_bytes(several):
    publication, before, files, _ = several
    fixed = {path for path in before if path.startswith("data/")}
    assert fixed <= set(files)
    dated = {path for path in fixed if path.count("/") == 2}
    assert len(dated) == 5 and all(files[path] == before[path] for path in dated)
    second = publication.entry("d0002").folder
    for id in ("closed_off_rate", "clues"):
        assert files[f"data/{id}.csv"] == files[f"data/{id}/{second}.csv"]
    page = files["data/index.html"].decode()
    assert "2026年1月" in page and json.loads(files["data/datapackage.json"])["next_release"] == "2026年1月"
    named = [path.removeprefix("data/") for path in files if path.startswith("data/") and not path.endswith(".html")]
    assert all(f'href="{path}"' in page for path in named)


def test_the_log_tells_what_differs_and_the_archive_how_much(several):
    _, before, files, _ = several
    assert rows(before["data/revisions.csv"]) == []
    told = {
        (r["kind"], r["figure"], r["organisation_id"], r["before"], r["after"])
        for r in rows(files["data/revisions.csv"])
        if r["organisation_id"]
    }
    both = ("closed_off_rate", "completion_rate")
    assert {one for one in told if one[1] in both} == {
        row
        for id in both
        for row in (
            ("correction", id, "C", "10.0", "97.5"),
            ("correction", id, "E", "75.0", ""),
            ("correction", id, "F", "", "100.0"),
        )
    }
    page = files["index.html"].decode()
    assert all(words in page for words in ("1 个单位的数字有变化", "新列入 1 个", "不再列入 1 个", "首期"))
    assert page.count("与上一期相比") == 1


def test_a_name_that_a_spreadsheet_would_compute_is_defused():
    from inspection.snapshots.open_data import _csv

    assert _csv(("a", "b"), [("=1+1", None), ("＠x", True)]) == "a,b\r\n'=1+1,\r\n'＠x,true\r\n".encode()
