"""The list of planted faults cannot rot: each still has its text, once, and tests that exist."""

from collections import Counter

from tests.faults.planted import ROOT, planted

FAULTS = planted()
LEAST = {"papers": 15, "reading": 25, "charts": 15, "ui": 12, "cli": 8}


def test_a_planted_fault_finds_its_text_exactly_once_and_changes_it():
    whole = {file: (ROOT / file).read_text(encoding="utf-8") for file in {fault.file for fault in FAULTS}}
    assert [fault.name for fault in FAULTS if whole[fault.file].count(fault.text) != 1] == []
    assert [fault.name for fault in FAULTS if fault.text == fault.instead or not fault.lie.endswith(".")] == []


def test_a_planted_fault_names_tests_that_exist():
    without = [f.name for f in FAULTS if not f.tests or not all((ROOT / t.partition("::")[0]).is_file() for t in f.tests)]
    assert without == []


def test_there_are_faults_enough_in_every_room_and_no_name_stands_twice():
    rooms, names = Counter(fault.room for fault in FAULTS), Counter(fault.name for fault in FAULTS)
    assert {room: rooms[room] for room, least in LEAST.items() if rooms[room] < least} == {}
    assert max(names.values()) == 1
