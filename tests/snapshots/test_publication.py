"""Draft, approved, published, corrected, withdrawn: who may take which step, and what stays as it was."""

import json
import os
import stat
from dataclasses import asdict, replace
from datetime import date, datetime

import pytest

from inspection.snapshots import Publication, Refused, Text, draft_of, office_key, template
from inspection.snapshots import register as registers
from inspection.snapshots.contents import digest
from inspection.snapshots.site import site_files
from inspection.warehouse import PROGRAM, Store, dictionary, ledger_tables, memory_mart
from tests.snapshots.conftest import published
from tests.snapshots.county import AS_OF, SMALL, ledgers, mart, standard

AT = datetime(2025, 10, 8, 9)


def drafted(publication, name="monthly", by="起草人", counties=SMALL, **kwargs):
    return publication.draft(mart(counties, **kwargs), standard(), template(name), version=1, by=by, at=AT)


def refused(code, step, *args, **kwargs):
    with pytest.raises(Refused) as raised:
        step(*args, **kwargs)
    assert raised.value.code == code, raised.value.words("zh")
    assert raised.value.words("zh") and raised.value.words("en")


def test_whoever_drafted_cannot_approve(tmp_path):
    publication = Publication(tmp_path)
    entry = drafted(publication)
    refused("same_person", publication.approve, entry.id, by=" 起草人 ", at=AT)
    assert publication.entry(entry.id).state == "draft"
    assert publication.approve(entry.id, by="批准人", at=AT).state == "approved"


def test_where_one_person_may_do_both_the_setting_says_so(tmp_path):
    publication = Publication(tmp_path)
    assert publication.approve(drafted(publication).id, by="起草人", at=AT, two_persons=False).approved_by == "起草人"


def test_a_draft_is_not_published_before_it_is_approved(tmp_path):
    publication = Publication(tmp_path)
    entry = drafted(publication)
    refused("state_draft", publication.publish, entry.id, by="x", at=AT)
    assert not [p for p in publication.folder.iterdir() if p.is_dir() and p.name != "drafts"]


def test_a_name_is_needed(tmp_path):
    refused("no_name", drafted, Publication(tmp_path), by="  ")


def test_what_is_published_is_what_was_approved(tmp_path):
    publication = Publication(tmp_path)
    entry = drafted(publication)
    path = publication.folder / "drafts" / f"{entry.id}.json"
    path.write_bytes(path.read_bytes().replace(b'"done": 4,', b'"done": 40,'))
    refused("contents_changed", publication.approve, entry.id, by="批准人", at=AT)


def test_a_published_one_is_changed_by_no_step(tmp_path):
    publication, entry = published(tmp_path)
    before = {p.name: p.read_bytes() for p in (publication.folder / entry.folder).iterdir()}
    for step in (publication.approve, publication.discard):
        refused("state_published", step, entry.id, by="y", at=AT)
    assert publication.publish(entry.id, by="y", at=AT) == entry
    publication.withdraw(entry.id, reason=Text("误发", ""), by="y", at=AT)
    assert before == {p.name: p.read_bytes() for p in (publication.folder / entry.folder).iterdir()}


@pytest.mark.skipif(os.name == "nt", reason="POSIX rights")
def test_published_files_are_read_only_and_the_key_is_the_owners_alone(one):
    publication, entry = one
    assert {stat.S_IMODE(p.stat().st_mode) for p in (publication.folder / entry.folder).iterdir()} == {0o400}
    assert stat.S_IMODE((publication.home / "keys" / "snapshot.pem").stat().st_mode) == 0o600


def test_the_folder_says_day_series_and_fingerprint_and_holds_what_is_promised(folder):
    assert folder.name.startswith("2025-09-30-monthly-")
    assert {p.name for p in folder.iterdir()} == {
        "index.html", "leaderboard.csv", "leaderboard.json", "leaderboard.schema.json", "leaderboard.xlsx", "long.png",
        "card.png", "manifest.json", "manifest.sig",
    }  # fmt: skip


def test_the_manifest_carries_what_is_needed_to_judge_the_figures(folder):
    told = json.loads((folder / "manifest.json").read_bytes())
    assert told["as_of"] == "2025-09-30" and told["published_on"] == "2025-10-08" and told["data_version"] == 1
    definition = told["definitions"][0]
    assert definition["id"] == "completion_rate" and "select" in definition["sql"] and definition["counted"]["zh"]
    assert told["parameters"]["settings"]["threshold"] == 5
    assert told["program"] == PROGRAM
    assert "起草人" not in (folder / "manifest.json").read_text(encoding="utf-8")


def test_a_correction_is_a_new_folder_that_names_the_one_it_replaces(tmp_path):
    publication, first = published(tmp_path)
    better = SMALL | {"C": ("township", 39, 40)}
    second = publication.correct(
        first.id, mart(better), standard(), version=2, reason=Text("数字有误", "A figure was wrong"), by="a", at=AT
    )
    publication.approve(second.id, by="b", at=AT)
    second = publication.publish(second.id, by="a", at=AT)
    told = json.loads((publication.folder / second.folder / "manifest.json").read_bytes())
    assert told["replaces"] == first.fingerprint == told["previous"]
    assert told["reason"]["zh"] == "数字有误"
    assert publication.entry(first.id).state == "corrected" and publication.entry(first.id).replaced_by == second.id
    assert "数字有误" in (publication.folder / second.folder / "index.html").read_text(encoding="utf-8")
    assert publication.verify(office_key(tmp_path).public_key())[1] == []


def test_a_correction_and_a_withdrawal_need_a_reason(tmp_path):
    publication, entry = published(tmp_path)
    refused("no_reason", publication.withdraw, entry.id, reason=Text(" ", "x"), by="a", at=AT)
    refused(
        "no_reason",
        publication.correct,
        entry.id,
        mart(SMALL),
        standard(),
        version=1,
        reason=Text("", ""),
        by="a",
        at=AT,
    )


def test_a_withdrawal_leaves_a_page_that_says_so_without_the_figures(tmp_path):
    publication, entry = published(tmp_path)
    gone = publication.withdraw(entry.id, reason=Text("误发", "By mistake"), by="a", at=AT)
    folder = publication.folder / gone.notice
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "本期已撤回" in page and "误发" in page and entry.fingerprint in page
    assert "A党组" not in page
    told = json.loads((folder / "manifest.json").read_bytes())
    assert told["program"] == PROGRAM
    assert told["kind"] == "withdrawal" and told["withdraws"] == entry.fingerprint == told["previous"]


def test_a_draft_older_than_the_last_publication_must_be_drafted_again(tmp_path):
    publication = Publication(tmp_path)
    waiting = drafted(publication, "bands")
    publication.approve(waiting.id, by="b", at=AT)
    published(tmp_path)
    refused("stale", publication.publish, waiting.id, by="b", at=AT)


def test_movement_is_measured_from_the_last_valid_one_of_the_series(tmp_path):
    publication, first = published(tmp_path)
    low = {f"G{n}": ("township", 2, 40) for n in range(4)}
    better = SMALL | {"C": ("township", 40, 40), "F": ("township", 20, 20)} | low
    contents = publication.contents(drafted(publication, counties=better))
    assert contents.compared.fingerprint == first.fingerprint
    lines = {line.org_id: line for one in contents.classes for line in one.lines}
    assert (lines["C"].before, lines["C"].place, lines["C"].moved, lines["C"].clear) == (3, 1, 2, False)
    assert (lines["B"].before, lines["B"].place, lines["B"].clear) == (2, 4, False)
    assert lines["F"].entered and lines["F"].moved is None
    assert publication.contents(drafted(publication, "bands")).compared is None


def test_what_a_broken_publication_left_is_swept_by_the_next(tmp_path):
    publication, entry = published(tmp_path)
    left = publication.folder / ".dead.building"
    left.mkdir()
    (left / "index.html").write_text("half")
    orphan = publication.folder / "2025-09-30-monthly-ffffffffffff"
    orphan.mkdir()
    published(tmp_path, day=9)
    assert not left.exists() and not orphan.exists() and (publication.folder / entry.folder).exists()


def test_a_move_is_clear_only_where_the_ranges_of_the_places_do_not_meet(tmp_path):
    publication = Publication(tmp_path)
    first = drafted(publication, counties={"A": ("township", 40, 40), "B": ("township", 4, 40)})
    publication.approve(first.id, by="b", at=AT)
    publication.publish(first.id, by="b", at=AT)
    turned = drafted(publication, counties={"A": ("township", 4, 40), "B": ("township", 40, 40)})
    assert [line.clear for line in publication.contents(turned).classes[0].lines] == [True, True]


@pytest.mark.parametrize(
    "name", ["起草人", " 起草 人", "起草人\u200b", "起 草人", "ＺＨＡＮＧ", "zhang", "Zhаng", "zh\u00adang"], ids=ascii
)
def test_whoever_drafted_is_the_same_person_in_any_spelling(tmp_path, name):
    publication = Publication(tmp_path)
    entry = drafted(publication, by="起草人" if "草" in name else "Zhang")
    refused("same_person", publication.approve, entry.id, by=name, at=AT)


def test_withdrawing_takes_the_original_and_its_correction_whichever_is_named(tmp_path):
    for at, named in enumerate(("first", "second")):
        publication, first = published(tmp_path / named)
        second = publication.correct(
            first.id, mart(SMALL), standard(), version=1, reason=Text("有误", "wrong"), by="a", at=AT
        )
        publication.approve(second.id, by="b", at=AT)
        second = publication.publish(second.id, by="a", at=AT)
        publication.withdraw((first, second)[at].id, reason=Text("误发", ""), by="a", at=AT)
        assert {entry.state for entry in publication.register().entries} == {"withdrawn"}
        files = site_files(publication, "某县")
        pages = [files[f"{entry.folder}/index.html"].decode() for entry in publication.register().entries]
        assert all("本期已撤回" in page and "A党组" not in page for page in pages)
        assert not [path for path, held in files.items() if "C党组".encode() in held]


def test_the_page_of_a_corrected_one_says_so_and_leads_to_the_correction(tmp_path):
    publication, first = published(tmp_path)
    better = mart(SMALL | {"C": ("township", 39, 40)})
    second = publication.correct(first.id, better, standard(), version=2, reason=Text("有误", "wrong"), by="a", at=AT)
    publication.approve(second.id, by="b", at=AT)
    second = publication.publish(second.id, by="a", at=AT)
    files = site_files(publication, "某县")
    page = files[f"{first.folder}/index.html"].decode()
    assert "本期已于 2025-10-08 更正" in page and "有误" in page and f"../{second.folder}/index.html" in page
    assert f"{first.folder}/long.png" not in files
    told = json.loads(files[f"{first.folder}/manifest.json"])
    assert (told["kind"], told["corrects"], told["corrected_by"]) == ("correction", first.fingerprint, second.fingerprint)
    assert "更正前" not in files[f"{second.folder}/index.html"].decode()


def test_an_earlier_releases_register_is_carried_over_by_the_next_step(tmp_path):
    publication, first = published(tmp_path)
    register = publication.register()
    entries = [asdict(entry) for entry in register.entries]
    (publication.folder / registers.LOG).unlink()
    old = publication.folder / registers.BEFORE_LOG
    old.write_text(json.dumps({"entries": entries, "chain": list(register.chain)}), encoding="utf-8")
    assert publication.register().entries == register.entries and not publication.register().lines
    drafted(publication)
    assert not old.exists() and publication.entry(first.id) == first and len(publication.register().lines) == 2
    assert publication.verify(office_key(tmp_path).public_key())[1] == []


@pytest.mark.parametrize("at", ["write", "rename", "register"])
def test_a_failing_disk_publishes_nothing_and_the_next_try_succeeds(at, tmp_path, monkeypatch):
    publication = Publication(tmp_path)
    entry = drafted(publication)
    publication.approve(entry.id, by="b", at=AT)
    real = {"write": os.fsync, "rename": os.replace, "register": registers.append}[at]

    def fails(*args):
        raise OSError("no space left")

    target, name = {"write": (os, "fsync"), "rename": (os, "replace"), "register": (registers, "append")}[at]
    monkeypatch.setattr(target, name, fails)
    with pytest.raises(OSError, match="no space"):
        publication.publish(entry.id, by="b", at=AT)
    monkeypatch.setattr(target, name, real)
    assert publication.entry(entry.id).state == "approved" and publication.register().chain == ()
    assert publication.publish(entry.id, by="b", at=AT).state == "published"
    assert len([p for p in publication.folder.iterdir() if p.is_dir()]) == 2


def test_two_writers_do_not_write_at_once(tmp_path):
    publication = Publication(tmp_path)
    with registers.writing(publication.folder):
        refused("busy", drafted, publication)


def test_an_organisation_withheld_is_counted_nowhere_and_not_named(tmp_path):
    given = {"slug": "x", "title": {"zh": "题", "en": "T"}, "withheld": [{"org_id": "C", "reason": "inquiry"}]}
    publication = Publication(tmp_path)
    entry = publication.draft(mart(SMALL), standard(), draft_of(given), version=1, by="a", at=AT)
    contents = publication.contents(entry)
    township = contents.classes[0]
    assert [line.org_id for line in township.lines] == ["A", "B"]
    assert (township.completion.done, township.completion.whole) == (78, 80)
    assert (township.closed_off.done, township.closed_off.whole) == (78, 80)
    files = publication.preview(entry, AT.date())
    assert "经批准暂不公布的党组织不列出" in files["index.html"].decode()
    assert not [n for n, held in files.items() if b"inquiry" in held or "C党组".encode() in held]


def test_satisfaction_is_a_whole_per_cent_without_its_votes_and_not_under_ten(one):
    lines = {line.org_id: line for k in one[0].contents(one[1]).classes for line in k.lines}
    assert lines["A"].satisfaction == 95  # 20 of 21
    assert lines["B"].satisfaction is None  # nine votes
    told = json.loads((one[0].folder / one[1].folder / "leaderboard.json").read_bytes())
    assert told["classes"][0]["organisations"][0]["satisfaction_percent"] == 95


def test_an_organisation_still_within_its_time_is_listed_apart_and_not_judged(tmp_path):
    publication = Publication(tmp_path)
    contents = publication.contents(drafted(publication, late=("C",)))
    township = contents.classes[0]
    apart = township.groups[-1]
    assert (apart.aside, [line.org_id for line in apart.lines]) == ("running", ["C"])
    assert (township.completion.done, township.completion.whole) == (78, 80)
    assert apart.lines[0].place is None and apart.lines[0].band is None


def test_bands_are_by_what_is_verified_and_not_by_what_is_reported(tmp_path):
    """Both report all: of one the office has verified all, of the other half."""
    publication = Publication(tmp_path)
    counties = {"A": ("township", 40, 40), "B": ("township", 40, 40)}
    held = ledgers(counties)
    at = [c.name for c in dictionary().ledgers["findings"].columns].index("closed_off_on")
    seen = [row if n < 60 else (*row[:at], None, *row[at + 1 :]) for n, row in enumerate(held["findings"])]
    source = memory_mart(ledger_tables(held | {"findings": seen}), AS_OF)
    given = {"slug": "x", "title": {"zh": "题", "en": "T"}, "classes": ["township"]}
    entry = publication.draft(source, standard(), draft_of(given), version=1, by="a", at=AT)
    contents = publication.contents(entry)
    lines = {line.org_id: line for line in contents.classes[0].lines}
    assert [(lines[org].band, lines[org].sure, lines[org].place) for org in "AB"] == [("good", "sure", 1), ("poor", "likely", 2)]
    assert lines["B"].completion.value == 1 and (lines["B"].closed_off.done, lines["B"].closed_off.whole) == (20, 40)
    html = publication.preview(entry, AT.date())["index.html"].decode()
    assert "已核实销号 60 个（75.0%）" in html
    assert "第一档（90% 及以上）1 个，其中有把握或多半如此的 1 个；第四档（未满 60%，或因逾期降到）1 个" in html
    told = draft_of(given | {"indicators": ["completion_rate"]})
    claimed = publication.contents(publication.draft(source, standard(), told, version=1, by="a", at=AT))
    assert [line.band for line in claimed.classes[0].lines] == ["good", "good"] and claimed.judged_by == "completion_rate"


def test_a_finding_overdue_puts_an_organisation_a_band_lower_and_is_named(tmp_path):
    publication = Publication(tmp_path)
    held = ledgers({"A": ("township", 40, 40), "B": ("township", 39, 40)})
    at = [c.name for c in dictionary().ledgers["findings"].columns].index("due_on")
    due = [(*row[:at], date(2024, 6, 1), *row[at + 1 :]) for row in held["findings"]]
    source = memory_mart(ledger_tables(held | {"findings": due}), AS_OF)
    given = {"slug": "x", "title": {"zh": "题", "en": "T"}, "classes": ["township"]}
    entry = publication.draft(source, standard(), draft_of(given), version=1, by="a", at=AT)
    lines = {line.org_id: line for line in publication.contents(entry).classes[0].lines}
    assert [(lines[org].overdue, lines[org].band, lines[org].dropped) for org in "AB"] == [(0, "good", False), (1, "fair", True)]
    html = publication.preview(entry, AT.date())["index.html"].decode()
    assert "逾期 1 个，降一档" in html and "逾期未完成的问题 1 个，涉及 1 个党组织" in html


def test_a_place_is_given_only_where_its_range_is_no_wider_than_half_the_class(tmp_path):
    publication = Publication(tmp_path)
    counties = {"A": ("township", 40, 40), "B": ("township", 38, 40), "D": ("county", 40, 40), "E": ("county", 4, 40)}
    classes = publication.contents(drafted(publication, counties=counties)).classes
    assert [[(line.best, line.worst) for line in one.lines] for one in classes] == [[(None, None)] * 2, [(1, 1), (2, 2)]]


def test_a_change_of_the_rule_is_no_movement(tmp_path):
    publication, _ = published(tmp_path)
    given = {"slug": "monthly", "title": {"zh": "题", "en": "T"}, "indicators": ["completion_rate"]}
    entry = publication.draft(mart(SMALL), standard(), draft_of(given), version=1, by="a", at=AT)
    assert publication.contents(entry).compared is None


def test_with_too_few_findings_there_is_no_band_and_no_place(one):
    line = next(line for k in one[0].contents(one[1]).classes for line in k.lines if line.org_id == "E")
    assert line.band is None and line.place is None and line.completion.whole == 4


@pytest.mark.parametrize(("places", "shown"), [("all", 3), (1, 1), ("bands", 0)])
def test_as_many_places_are_shown_as_the_office_wants(places, shown, tmp_path):
    given = {"slug": "x", "title": {"zh": "题", "en": "T"}, "places": places, "classes": ["township"]}
    publication = Publication(tmp_path)
    entry = publication.draft(mart(SMALL), standard(), draft_of(given), version=1, by="a", at=AT)
    lines = publication.contents(entry).classes[0].lines
    assert sum(line.place is not None for line in lines) == shown
    assert sum(line.best is not None for line in lines) == shown
    assert all(line.band for line in lines)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("draft_slug", {"slug": "../x"}),
        ("draft_slug", {"slug": ""}),
        ("draft_title", {"title": {"zh": "题"}}),
        ("draft_characters", {"wording": {"zh": "<b>", "en": ""}}),
        ("draft_long", {"wording": {"zh": "长" * 601, "en": ""}}),
        ("draft_unknown", {"indicators": ["clues"]}),
        ("draft_unknown", {"totals": ["recovered_wan"]}),
        ("draft_unknown", {"period": "decade"}),
        ("draft_unknown", {"withheld": [{"org_id": "A", "reason": "because"}]}),
        ("draft_unknown", {"extra": 1}),
        ("draft_places", {"places": 0}),
        ("draft_places", {"places": True}),
        ("draft_needs_completion", {"classes": []}),
        ("draft_needs_completion", {"indicators": ["closed_off_rate"]}),
        ("draft_day", {"from_date": "2025-01-01"}),
    ],
)
def test_a_draft_that_cannot_be_is_refused_with_a_sentence(code, change):
    refused(code, draft_of, {"slug": "x", "title": {"zh": "题", "en": "T"}} | change)


def test_an_internal_indicator_is_on_no_list_of_what_may_be_aired():
    for id in ("clue_verification_rate", "recovered_wan", "overdue_rate", "accountable_persons"):
        refused("draft_unknown", draft_of, {"slug": "x", "title": {"zh": "题", "en": "T"}, "totals": [id]})


@pytest.mark.parametrize("signs", ["㙦", "\U00020000", "·\u200bé\ue000\ufe00&<"])
def test_no_character_of_a_name_stops_a_publication(tmp_path, signs):
    county = {f"麦{signs}{id}": held for id, held in SMALL.items()}  # names are made of the ids
    publication = Publication(tmp_path)
    given = {"slug": "x", "title": {"zh": "题㙦", "en": "T"}}
    entry = publication.draft(mart(county), standard(), draft_of(given), version=1, by="a", at=AT)
    publication.approve(entry.id, by="b", at=AT)
    assert publication.publish(entry.id, by="a", at=AT).state == "published"


def test_a_damaged_register_is_said_and_never_overwritten(tmp_path):
    publication, _ = published(tmp_path)
    path = publication.folder / registers.LOG
    path.write_text("{", encoding="utf-8")
    refused("bad_register", drafted, publication)
    assert path.read_text(encoding="utf-8") == "{"


def test_the_data_version_that_is_aired_is_kept_for_good(tmp_path):
    store = Store(tmp_path)
    store.publish(ledger_tables(ledgers(SMALL)), as_of=AS_OF, files=(), built_at=AT)
    _, entry = published(tmp_path)
    assert store.pins() == {1: [entry.folder]}


def test_what_was_drafted_from_a_version_kept_no_more_is_not_published(tmp_path):
    Store(tmp_path).publish(ledger_tables(ledgers(SMALL)), as_of=AS_OF, files=(), built_at=AT)
    publication = Publication(tmp_path)
    entry = publication.draft(mart(SMALL), standard(), template("monthly"), version=7, by="a", at=AT)
    publication.approve(entry.id, by="b", at=AT)
    refused("version_gone", publication.publish, entry.id, by="a", at=AT)
    assert publication.entry(entry.id).state == "approved"


def test_the_preview_of_a_published_one_is_what_was_published(one):
    publication, entry = one
    folder = publication.folder / entry.folder
    assert publication.preview(entry, AT.date()) == {p.name: p.read_bytes() for p in folder.iterdir()}


def test_contents_that_an_earlier_release_kept_are_still_read(tmp_path):
    """A field added since is missing there; neither the digest nor the reading minds."""
    publication = Publication(tmp_path)
    entry = drafted(publication)
    path = publication.folder / "drafts" / f"{entry.id}.json"
    held = json.loads(path.read_bytes())
    for one in held["contents"]["classes"]:
        for group in one["groups"]:
            del group["aside"]
    path.write_text(json.dumps(held), encoding="utf-8")
    step = registers.Step("drafted", "a", "", (replace(entry, digest=digest(held["contents"])),))
    registers.append(publication.folder, step, office_key(tmp_path))
    assert publication.contents(publication.entry(entry.id)).classes[0].groups[0].aside is None


def cells_of(publication, entry):
    return {c.org_class: c.value for c in publication.contents(entry).totals[0].cells}


def test_what_counts_were_made_of_is_kept_in_the_house_and_held_to_its_digest(tmp_path):
    publication, entry = clues_aired(tmp_path, 30)
    path = publication.folder / "drafts" / f"{entry.id}.json"
    assert publication.told(publication.entry(entry.id)).tellings[0].of("clues").pieces
    assert not [name for name, held in publication.files(entry.folder).items() if b"pieces" in held]
    path.write_bytes(path.read_bytes().replace(b'"2024-09-02"', b'"2024-09-03"'))
    refused("contents_changed", clues_drafted, publication, 33)
    assert [fault.code for fault in publication.verify(office_key(tmp_path).public_key())[1]] == ["draft"]


def clues_drafted(publication, many):
    wanted = draft_of({"slug": "x", "title": {"zh": "题", "en": "T"}, "totals": ["clues"]})
    clues = (("A", 2024),) * many + (("D", 2024),) * 9
    return publication.draft(mart(SMALL, clues=clues), standard(), wanted, version=1, by="a", at=AT)


def clues_aired(home, many):
    publication = Publication(home)
    entry = clues_drafted(publication, many)
    publication.approve(entry.id, by="b", at=AT)
    return publication, publication.publish(entry.id, by="a", at=AT)


@pytest.mark.parametrize("version_kept", [True, False])
def test_of_what_an_earlier_release_published_it_is_read_from_the_data_it_was_drafted_from(tmp_path, version_kept):
    """Three clues came since: nothing that would tell of them is shown. Where the data is gone nothing more is shown at all."""
    if version_kept:
        held = ledgers(SMALL, clues=(("A", 2024),) * 30 + (("D", 2024),) * 9)
        Store(tmp_path).publish(ledger_tables(held), as_of=AS_OF, files=(), built_at=AT)
    publication, entry = clues_aired(tmp_path, 30)
    path = publication.folder / "drafts" / f"{entry.id}.json"
    kept = json.loads(path.read_bytes())
    del kept["told"]
    for total in kept["contents"]["totals"]:
        total["years"] = [2021, 2022, 2023, 2024, 2025]
        for cell in total["cells"]:
            del cell["from_date"], cell["to_date"]
    path.write_text(json.dumps(kept), encoding="utf-8")
    unpublished = kept["contents"] | {"published_on": None}
    step = registers.Step("published", "a", "", (replace(entry, digest=digest(unpublished), told=""),))
    registers.append(publication.folder, step, office_key(tmp_path))
    now = cells_of(publication, clues_drafted(publication, 33))
    few = {"township": None, "county": 9, "village": 0, "all": None}
    assert now == (few if version_kept else dict.fromkeys(few))
