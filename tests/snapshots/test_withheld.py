"""A withheld organisation is nowhere: on no page, in no list or count, and by no subtraction from what was published before."""

import re
from datetime import date, datetime

import pytest

from inspection.snapshots import Publication, Refused, Text, draft_of
from inspection.snapshots.site import file_of, site_files
from tests.snapshots.county import SMALL, mart, standard
from tests.snapshots.leaks import leaks

AT = datetime(2025, 10, 8, 9)
HELD = [{"org_id": "C", "reason": "inquiry"}]
TOTALS = ["coverage_rate", "organisations_inspected", "inspections", "clues", "clue_persons"]
MANY = {"A": 20, "B": 9, "C": 7, "D": 12, "E": 8}
CLUES = tuple((org, date(2024, 5, 6), 1) for org, many in MANY.items() for _ in range(many))


def wanted(**given):
    return draft_of({"slug": "x", "title": {"zh": "题", "en": "T"}, "totals": TOTALS, **given})


def aired(publication, **given):
    entry = publication.draft(mart(SMALL, clues=CLUES), standard(), wanted(**given), version=1, by="a", at=AT)
    publication.approve(entry.id, by="b", at=AT)
    return publication.publish(entry.id, by="a", at=AT)


def refused(code, publication, **given):
    with pytest.raises(Refused) as raised:
        publication.draft(mart(SMALL, clues=CLUES), standard(), wanted(**given), version=1, by="a", at=AT)
    assert raised.value.code == code
    assert all(raised.value.words(lang) for lang in ("zh", "en"))
    return raised.value.words("zh")


def numbers(publication, entry):
    return {t.id: t for t in publication.contents(entry).totals}


def test_one_withheld_from_the_first_is_in_no_byte_of_folder_and_site_and_in_no_count(tmp_path):
    publication = Publication(tmp_path)
    entry = aired(publication, withheld=HELD)
    files = site_files(publication, "本县") | {f"{entry.folder}/{n}": h for n, h in publication.files(entry.folder).items()}
    assert leaks(files, ["C党组", "inquiry"]) == [] and f"organisations/{file_of('C')}" not in files
    assert not any(b'"id": "C"' in held for held in files.values())
    told = numbers(publication, entry)
    assert (told["coverage_rate"].share.done, told["coverage_rate"].share.whole) == (4, 4)
    assert told["organisations_inspected"].value == told["inspections"].value == 4
    assert {c.org_class: c.value for c in told["clues"].cells} == {"township": 29, "county": 20, "village": 0, "all": 49}
    township = publication.contents(entry).classes[0]
    assert [(line.org_id, line.place) for line in township.lines] == [("A", None), ("B", None)]  # either may be first
    assert (township.completion.done, township.completion.whole) == (78, 80)


def test_whether_any_is_withheld_is_said_of_no_snapshot_more_than_of_another(tmp_path):
    pages = []
    for home, held in (("with", HELD), ("without", [])):
        publication = Publication(tmp_path / home)
        pages.append(publication.files(aired(publication, withheld=held).folder)["index.html"].decode())
    read = [re.search(r'<h2 id="reading">.*?</details>', page, re.DOTALL)[0] for page in pages]
    assert read[0] == read[1] and "经批准暂不公布" in read[0]


def test_one_that_was_listed_is_not_withheld_by_leaving_out_its_line_alone(tmp_path):
    publication = Publication(tmp_path)
    aired(publication)
    said = refused("withheld_listed", publication, withheld=HELD)
    assert "C党组" in said and "乡镇党委" in said
    # whatever became of the snapshot that listed it: a reader has kept it
    publication.withdraw("d0001", reason=Text("误发", "x"), by="a", at=AT)
    refused("withheld_listed", publication, withheld=HELD)


def test_its_class_may_be_left_out_with_it_and_then_nothing_tells_which_of_them_it_was(tmp_path):
    publication = Publication(tmp_path)
    first = aired(publication)
    entry = aired(publication, withheld=HELD, classes=["county", "village"])
    files = site_files(publication, "本县")
    for org in ("A", "B", "C"):
        assert f"organisations/{file_of(org)}" not in files
        assert f"{org}党组".encode() not in files["organisations/index.html"]
    assert f"organisations/{file_of('D')}" in files
    told, before = numbers(publication, entry), numbers(publication, first)
    assert before["organisations_inspected"].value == 5 and before["clues"].cells[-1].value == 56
    for id in ("coverage_rate", "organisations_inspected", "inspections"):
        assert (told[id].value, told[id].share, told[id].hidden) == (None, None, True)
    for id in ("clues", "clue_persons"):
        assert {c.org_class: c.value for c in told[id].cells} == {"township": None, "county": 20, "village": 0, "all": None}
    page = publication.files(entry.folder)["index.html"].decode()
    assert "<b><span class=\"zh\">…</span>" in page and "C党组" not in page


def test_once_listed_again_it_has_its_page_again(tmp_path):
    publication = Publication(tmp_path)
    aired(publication)
    aired(publication, withheld=HELD, classes=["county"])
    aired(publication)
    assert f"organisations/{file_of('C')}" in site_files(publication, "本县")


def test_a_list_of_findings_of_another_time_does_not_stand_in_the_way(tmp_path):
    publication = Publication(tmp_path)
    entry = publication.draft(
        mart(SMALL, clues=CLUES, late=("D", "C")), standard(), wanted(to_date=date(2024, 12, 31)), version=1, by="a", at=AT
    )
    assert "C" not in {line.org_id for one in publication.contents(entry).classes for line in one.lines}
    publication.approve(entry.id, by="b", at=AT)
    publication.publish(entry.id, by="a", at=AT)
    later = wanted(from_date=date(2025, 1, 1), withheld=HELD)
    publication.draft(mart(SMALL, clues=CLUES, late=("D", "C")), standard(), later, version=1, by="a", at=AT)


@pytest.mark.parametrize("field", ["title", "wording", "notes"])
def test_the_words_of_the_office_do_not_name_it(tmp_path, field):
    words = {"zh": "C党组另行公布", "en": "later"}
    refused("withheld_named", Publication(tmp_path), withheld=HELD, **{field: [words] if field == "notes" else words})


def test_nor_does_the_reason_of_a_correction(tmp_path):
    publication = Publication(tmp_path)
    entry = aired(publication, withheld=HELD)
    with pytest.raises(Refused) as raised:
        publication.correct(
            entry.id, mart(SMALL, clues=CLUES), standard(), version=1, reason=Text("C党组有误", ""), by="a", at=AT
        )
    assert raised.value.code == "withheld_named"


def test_nor_is_what_it_has_told_by_a_total_that_is_public_elsewhere(tmp_path):
    public = {"indicator": "clues", "from_date": date(2024, 1, 1), "to_date": date(2024, 12, 31), "value": 56}
    publication = Publication(tmp_path)
    entry = aired(publication, withheld=HELD, elsewhere=[public])
    township = {"township": None, "county": 20, "village": 0, "all": None}
    for id in ("clues", "clue_persons"):
        assert {c.org_class: c.value for c in numbers(publication, entry)[id].cells} == township
