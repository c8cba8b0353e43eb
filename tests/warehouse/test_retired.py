"""A version that is no longer in force is closed when the last reader has gone, so that its file can be deleted where open files
cannot be (Windows), and its readers are not cut off."""

import threading

import psutil
import pytest

from inspection.warehouse import Damaged, Reader, Store
from tests.warehouse.tiny import publish

ASKED = "select min(team) as team from inspections"
SLOW = "select count(*) as n from range(60000000) a, inspections"


def is_open(path) -> bool:
    return any(file.path == str(path) for file in psutil.Process().open_files())


def team(mart) -> str:
    return mart.query(ASKED)["team"].tolist()[0]


def test_a_retired_version_is_closed_and_its_file_can_go_while_the_next_is_read(tmp_path):
    store, reader = Store(tmp_path), Reader(tmp_path)
    first = publish(store, 1)
    old = reader.mart()
    assert team(old) == "第1代" and is_open(first.mart)
    second = publish(store, 2)
    new = reader.mart()
    assert not is_open(first.mart) and is_open(second.mart)
    assert team(new) == "第2代"
    assert team(old) == "第1代" and team(old.at(old.as_of)) == "第1代"  # a page that began before asks on
    assert not is_open(first.mart)
    first.mart.unlink()
    assert team(new) == "第2代"
    with pytest.raises(Damaged):
        team(old)


def test_who_reads_a_version_while_it_is_retired_gets_his_answer_and_it_is_closed_after_him(tmp_path):
    store, reader, found = Store(tmp_path), Reader(tmp_path), []
    first = publish(store, 1)
    old = reader.mart()
    slow = threading.Thread(target=lambda: found.append(old.query(SLOW)["n"].tolist()))
    slow.start()
    while not old._file._readers:
        pass
    publish(store, 2)
    assert team(reader.mart()) == "第2代"
    if slow.is_alive():
        assert is_open(first.mart)
    slow.join(120)
    assert found == [[60000000]] and not is_open(first.mart)


def test_old_versions_asked_for_by_number_stay_open_only_so_many_and_none_is_cut_off(tmp_path, monkeypatch):
    monkeypatch.setattr(Reader, "OPEN", 2)
    store, reader = Store(tmp_path), Reader(tmp_path)
    versions = [publish(store, generation) for generation in (1, 2, 3)]
    reader.mart()
    marts = [reader.mart(version.number) for version in versions]
    assert [is_open(version.mart) for version in versions] == [False, True, True]
    assert [team(mart) for mart in marts] == ["第1代", "第2代", "第3代"]
    assert [is_open(version.mart) for version in versions] == [False, True, True]
    reader.close()
    assert not any(is_open(version.mart) for version in versions)
