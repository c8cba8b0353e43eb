"""Damage on the screen: said clearly, a whole version one click away; old versions say that they are old."""

import pytest

from inspection.access import Audit
from inspection.warehouse import Store, health
from tests.ui.dashboard import fault, opened, words
from tests.warehouse.tiny import generation_of, publish


@pytest.fixture
def store(tmp_path, monkeypatch):
    """Three versions of which the last is damaged, as a server finds them that has just been started."""
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    store = Store(tmp_path)
    for generation in (1, 2, 3):
        publish(store, generation)
    mart = store.current().mart
    content = bytearray(mart.read_bytes())
    content[len(content) // 2] ^= 1
    mart.write_bytes(content)
    monkeypatch.setattr(health, "_proven", {})
    return store


def test_a_damaged_version_is_said_and_the_last_good_one_offered(store):
    at = opened("reference/definitions")
    assert not fault(at)
    assert "数据已损坏" in words(at) and "最近一个完好的版本是 2" in words(at)
    assert str(store.home) not in words(at)


def test_the_version_offered_opens_and_says_that_it_is_old(store):
    at = opened("reference/definitions", version="2")
    assert not fault(at)
    assert "数据已损坏" not in words(at) and "旧版本 2" in words(at)


def test_a_version_that_is_not_kept_is_not_replaced_by_another(store):
    at = opened("reference/definitions", version="9", lang="en")
    assert not fault(at) and "There is no version 9" in words(at).replace("\\", "")


def test_on_the_import_page_a_whole_version_is_brought_back(store):
    at = opened("data/import")
    assert not fault(at)
    assert at.selectbox(key="repair_version").value == 2
    at.button(key="repair").click().run()
    assert not fault(at)
    assert store.current().number == 4 and generation_of(store.current()) == 2
    assert not [b for b in at.button if b.key == "repair"]


def test_a_version_brought_back_out_of_damage_has_its_line_in_the_audit(store, somebody):
    somebody.be("李管理", "steward")
    opened("data/import").button(key="repair").click().run()
    lines = [(line.who, line.details["state"]) for line in Audit(store.home).read() if line.what == "restore"]
    assert lines == [("李管理", "begun"), ("李管理", "done")]
    assert store.current().manifest["who"] == "李管理"


def test_whoever_may_not_bring_in_data_is_told_of_damage_all_the_same(store, somebody):
    somebody.be("孙领导", "reader")
    at = opened("review/overview")
    assert not fault(at) and "数据已损坏" in words(at)
