"""The list of planted faults cannot rot: each still has its text, once, and tests that exist."""

from collections import Counter

import pytest

from tests.faults.planted import ROOT, Fault, planted

FAULTS = planted()
LEAST = {"reading": 25, "charts": 15, "ui": 12, "cli": 8}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_finds_its_text_exactly_once_and_changes_it(fault: Fault):
    assert (ROOT / fault.file).read_text(encoding="utf-8").count(fault.text) == 1
    assert fault.text != fault.instead and fault.lie.endswith(".")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_names_tests_that_exist(fault: Fault):
    assert fault.tests and all((ROOT / test.partition("::")[0]).is_file() for test in fault.tests)


def test_there_are_faults_enough_in_every_room_and_no_name_stands_twice():
    rooms, names = Counter(fault.room for fault in FAULTS), Counter(fault.name for fault in FAULTS)
    assert {room: rooms[room] for room, least in LEAST.items() if rooms[room] < least} == {}
    assert max(names.values()) == 1
