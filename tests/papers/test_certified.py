"""核定: kept and chained, shown while it holds, fallen with what is behind it."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from inspection.indicators import indicator
from inspection.indicators.basis import basis, question
from inspection.papers.certified import certificate_of, held, listed, mark_words, question_of
from inspection.papers.packs import pack_of
from inspection.reading.answers import Source, terms
from inspection.reading.view import View
from inspection.snapshots import Refused, office_key, verify_all
from inspection.snapshots.certified import FOLDER, certificates, certify, fallen, standing, take_back
from inspection.warehouse import Reader, Store, settings
from tests.shell import run
from tests.small import set_to
from tests.warehouse.tiny import publish

AT = datetime(2025, 10, 8, 9, 30)
ID = "organisations_inspected"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """(home, source, view) of an office with one version, which is the data home."""
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    publish(Store(tmp_path), 1)
    return tmp_path, *_open(tmp_path)


def _open(home: Path) -> tuple[Source, View]:
    reader = Reader(home)
    source = Source(reader.mart(), settings(home), reader.version())
    begun = terms(source, source.mart.as_of)
    return source, View("zh", source.mart.as_of, begun, begun[-1].number)


def _certified(home, source, view, id=ID, by="李敏"):
    return certify(home, source.mart, source.settings, question_of(view, id), version=source.version.number, by=by, at=AT)


def test_a_certificate_is_read_back_as_it_was_in_the_signed_chain_and_its_version_is_kept(office):
    home, source, view = office
    made = _certified(home, source, view)
    assert certificates(home) == (made,) and (made.id, made.by, made.day, made.version) == ("c0001", "李敏", "2025-10-08", 1)
    assert made.basis.value == 1 and made.question == question(ID, {"term": [14]}, source.mart.as_of)
    assert verify_all(home / "snapshots", office_key(home).public_key()) == ([], [])
    assert Store(home).pins() == {1: ["certified/c0001"]}


def test_a_record_that_somebody_changed_is_noticed(office):
    home, source, view = office
    made = _certified(home, source, view)
    path = home / FOLDER / f"{made.id}.json"
    path.write_text(path.read_text(encoding="utf-8").replace("李敏", "王强"), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        certificates(home)
    assert refused.value.code == "certificate_changed"


def test_the_mark_stands_on_the_same_figure_alone_and_falls_with_settings_and_data(office):
    home, source, view = office
    made = _certified(home, source, view)
    assert certificate_of(view, source, ID) == made and mark_words(view, source, ID) == "核定：李敏，2025-10-08"
    assert mark_words(view.whole(), source, ID) == "" == mark_words(view, source, "inspections")
    assert standing(made.question, [made], lambda: basis(source.mart, set_to(snapshot__threshold=9), made.question)) == made
    publish(Store(home), 1)  # the same data again, as another version
    assert mark_words(view, _open(home)[0], ID) == "核定：李敏，2025-10-08"
    publish(Store(home), 2)  # the inspection behind the figure has another team
    again = _open(home)[0]
    assert mark_words(view, again, ID) == "" and fallen(made, again.mart, again.settings) == ("rows",)
    assert listed(again, "zh")["现状"].tolist() == ["失效：数据变了"] and listed(again, "en", "findings").empty


def test_what_cannot_be_certified_is_refused_and_nothing_is_kept(office):
    home, source, view = office
    for by, id, code in (("", ID, "no_name"), ("李敏", "findings", "nothing_to_certify")):
        with pytest.raises(Refused) as refused:
            _certified(home, source, view, id, by)
        assert refused.value.code == code and certificates(home) == ()
    first = _certified(home, source, view)
    with pytest.raises(Refused) as refused:
        _certified(home, source, view)
    assert refused.value.code == "certified_already"
    second = _certified(home, source, view, by="王强")
    assert certificates(home) == (first, second) and certificate_of(view, source, ID) == second


def test_a_pack_says_who_certified_a_figure_and_when(office):
    home, source, view = office
    before = [figure for section in pack_of(view, source, "secretary").paper.sections for figure in section.figures]
    assert before and not any("核定" in line for figure in before for line in figure.lines)
    _certified(home, source, view)
    after = [figure for section in pack_of(view, source, "secretary").paper.sections for figure in section.figures]
    marked = {figure.title for figure in after if "核定：李敏，2025-10-08" in figure.lines}
    assert marked == {indicator(ID).title("zh")}


def test_the_shell_certifies_in_the_name_of_an_approver_who_knows_his_password(office, tmp_path):
    home, source, view = office
    word = tmp_path / "word"
    word.write_text("correct horse battery\n", encoding="utf-8")
    for name, role in (("李敏", "approver"), ("陈刚", "steward")):
        assert run(home, "user", "add", name, "--role", role, "--password-file", word).returncode == 0
    asked = ("certify", ID, "--where", "term=14", "--password-file", word)
    refused = run(home, *asked, "--by", "陈刚")
    assert refused.returncode == 2 and certificates(home) == ()
    wrong = tmp_path / "wrong"
    wrong.write_text("another word\n", encoding="utf-8")
    assert run(home, *asked[:-1], wrong, "--by", "李敏").returncode == 2 and certificates(home) == ()
    told = run(home, *asked, "--by", "李敏")
    assert told.returncode == 0, told.stderr
    assert certificate_of(view, source, ID).by == "李敏" == held(source)[0].by
    rows = json.loads(run(home, "certified", "--format", "json", lang="en").stdout)["rows"]
    assert [row[0] for row in rows] == ["c0001"] and rows[0][-1] == "holds"
    lines = run(home, "audit", "export", "--format", "jsonl").stdout.splitlines()
    noted = [json.loads(line) for line in lines if '"certified"' in line]
    assert [(one["details"]["state"], one["details"]["figure"]) for one in noted][-2:] == [("begun", ID), ("done", ID)]
    assert run(home, *asked, "--by", "李敏").returncode == 2
    back = ("uncertify", "c0001", "--reason", "口径有误", "--password-file", word)
    assert run(home, *back, "--by", "陈刚").returncode == 2 and not certificates(home)[0].back
    assert run(home, *back, "--by", "李敏").returncode == 0 and certificates(home)[0].back.reason == "口径有误"
    exported = run(home, "audit", "export", "--format", "jsonl").stdout.splitlines()
    noted = [json.loads(line)["details"] for line in exported if '"uncertified"' in line]
    assert [(one["state"], one["id"], one["reason"]) for one in noted][-1:] == [("done", "c0001", "口径有误")]


def test_a_named_person_takes_a_certificate_back_with_a_reason_and_it_can_be_given_anew(office):
    home, source, view = office
    made = _certified(home, source, view)
    for by, id, reason, code in (("", made.id, "x", "no_name"), ("王强", made.id, " ", "no_reason"),
                                 ("王强", "c0009", "x", "no_certificate")):  # fmt: skip
        with pytest.raises(Refused) as refused:
            take_back(home, id, by=by, reason=reason, at=AT)
        assert refused.value.code == code
    assert mark_words(view, source, ID) != "" and [one.back for one in certificates(home)] == [None]
    take_back(home, made.id, by="王强", reason="口径有误", at=AT)
    assert mark_words(view, source, ID) == ""
    assert standing(made.question, certificates(home), lambda: basis(source.mart, source.settings, made.question)) is None
    assert listed(source, "zh")["现状"].tolist() == ["王强 2025-10-08 撤销：口径有误"]
    with pytest.raises(Refused) as refused:
        take_back(home, made.id, by="李敏", reason="x", at=AT)
    assert refused.value.code == "taken_back_already"
    again = _certified(home, source, view)
    assert again.id == "c0002" and certificate_of(view, source, ID) == again
    assert verify_all(home / "snapshots", office_key(home).public_key()) == ([], [])


def test_a_record_of_taking_back_that_somebody_changed_or_took_away_is_noticed(office):
    home, source, view = office
    made = _certified(home, source, view)
    take_back(home, made.id, by="王强", reason="口径有误", at=AT)
    path = home / FOLDER / f"{made.id}.back.json"
    held = path.read_bytes()
    for changed in (held.replace("王强".encode(), "李敏".encode()), None):
        path.write_bytes(changed) if changed else path.unlink()
        with pytest.raises(Refused) as refused:
            certificates(home)
        assert refused.value.code == "certificate_changed"
