"""A snapshot says who certified a total and when, where the certificate is of the same figure and nothing changed since."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from inspection.indicators.basis import question
from inspection.snapshots import Publication, Refused, template
from inspection.snapshots.certified import certify, take_back
from inspection.snapshots.contents import Certified
from inspection.snapshots.draft import Withheld
from inspection.snapshots.page import page
from tests.snapshots.county import SMALL, mart, standard

AT = datetime(2025, 10, 8, 9)
ID = "organisations_inspected"


def _drafted(publication, held, **changed):
    draft = replace(template("monthly"), **changed)
    return publication.contents(publication.draft(held, standard(), draft, version=1, by="起草人", at=AT))


def test_a_total_that_is_certified_says_so_on_the_page_and_another_does_not(tmp_path, monkeypatch):
    publication, held = Publication(tmp_path), mart(SMALL)
    assert _drafted(publication, held).certified == ()
    before = _drafted(publication, held)
    monkeypatch.setattr("inspection.snapshots.certified.Store.pin", lambda *_: None)  # a mart of the test's, of no version
    asked = question(ID, {}, held.as_of, before.from_date, before.to_date)
    certify(tmp_path, held, standard(), asked, version=1, by="李敏", at=AT)
    contents = _drafted(publication, held)
    assert contents.certified == (Certified(ID, "李敏", date(2025, 10, 8)),)
    shown = page(contents).decode("utf-8")
    assert shown.count("核定：李敏，2025-10-08") == 1 and shown.count("certified by 李敏, 2025-10-08") == 1
    assert "核定" not in page(before).decode("utf-8")


def test_another_period_or_somebody_withheld_is_another_figure(tmp_path, monkeypatch):
    publication, held = Publication(tmp_path), mart(SMALL)
    monkeypatch.setattr("inspection.snapshots.certified.Store.pin", lambda *_: None)
    first = _drafted(publication, held)
    asked = question(ID, {}, held.as_of, first.from_date, first.to_date)
    certify(tmp_path, held, standard(), asked, version=1, by="李敏", at=AT)
    assert _drafted(publication, held, period="all").certified == ()
    assert _drafted(publication, held, withheld=(Withheld("A", "inquiry"),)).certified == ()
    assert _drafted(publication, held).certified != ()


def test_a_mark_that_was_taken_back_is_neither_approved_nor_published(tmp_path, monkeypatch):
    publication, held = Publication(tmp_path), mart(SMALL)
    monkeypatch.setattr("inspection.snapshots.certified.Store.pin", lambda *_: None)
    first = _drafted(publication, held)
    asked = question(ID, {}, held.as_of, first.from_date, first.to_date)
    made = certify(tmp_path, held, standard(), asked, version=1, by="李敏", at=AT)
    drafted, approved = (
        publication.draft(held, standard(), template("monthly"), version=1, by="起草人", at=AT) for _ in range(2)
    )
    publication.approve(approved.id, by="批准人", at=AT)
    take_back(tmp_path, made.id, by="王强", reason="口径有误", at=AT)
    for step, entry in ((publication.approve, drafted), (publication.publish, approved)):
        with pytest.raises(Refused) as refused:
            step(entry.id, by="批准人", at=AT)
        assert refused.value.code == "mark_taken_back" and "李敏对“巡察单位数”的核定已撤销" in refused.value.words("zh")
    certify(tmp_path, held, standard(), asked, version=1, by="李敏", at=AT)
    assert publication.approve(drafted.id, by="批准人", at=AT).state == "approved"
