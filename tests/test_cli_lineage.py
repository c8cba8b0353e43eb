"""python run.py lineage: what hangs on a column, for people and for programs."""

import json
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest

from inspection.demonstration.publish import publish
from inspection.papers.asked import ROOT
from inspection.papers.lineage import PAPERS, Hangs, title
from inspection.papers.packs import MEETINGS
from tests.shell import run
from tests.test_cli_json import SCHEMA


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("lineage")
    publish(folder, datetime(2025, 10, 1))
    return folder


@pytest.mark.long
def test_the_shell_tells_every_kind_of_thing_that_hangs_on_a_column(home):
    told = run(home, "lineage", "findings.closed_off_on", "--format", "json")
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    jsonschema.validate(found, SCHEMA)
    assert found["columns"] == ["kind", "id", "title", "how", "through"]
    rows = {(kind, id): how for kind, id, _, how, _ in found["rows"]}
    assert {kind for kind, _ in rows} == {"known", "indicator", "table", "check", "rollup", "page", "paper", "published"}
    assert rows["indicator", "closed_off_rate"] == rows["page", "rectification"] == rows["paper", "pack_secretary"] == "counted"
    assert rows["published", "template/monthly"] == "counted"


def test_a_name_that_is_not_there_is_refused_with_the_nearest_in_both_languages(home):
    for lang, hint in (("zh", "是否要用"), ("en", "Did you mean")):
        told = run(home, "lineage", "findings.closed_date", lang=lang)
        assert told.returncode == 2 and not told.stdout and hint in told.stderr and "findings.closed_off_on" in told.stderr


def test_every_page_and_paper_there_is_has_a_name_in_both_languages(home):
    pages = {path.stem for path in (ROOT / "pages").rglob("*.py")}
    for lang in ("zh", "en"):
        assert all(title(Hangs("page", page, "counted"), lang) for page in pages)
        assert all(title(Hangs("paper", paper, "counted"), lang) for paper in {*PAPERS, *packs()})


def packs() -> set[str]:
    return {f"pack_{meeting.replace('-', '_')}" for meeting in MEETINGS}


def test_what_no_figure_uses_has_no_line_but_the_checks_and_what_shows_it(home):
    rows = json.loads(run(home, "lineage", "findings.description", "--format", "json").stdout)["rows"]
    assert not [row for row in rows if row[0] in ("indicator", "table") and row[3] == "counted"]
