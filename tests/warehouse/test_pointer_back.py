"""A pointer that a hand or a backup put back: nothing is deleted, nothing is taken for empty."""

import pytest

from inspection.warehouse import Damaged, Store
from tests.warehouse.tiny import CLOCK, generation_of, publish


def put_back(store: Store, text: str) -> None:
    (store.folder / "current").write_text(text, encoding="utf-8")


def test_a_pointer_put_back_by_one_costs_no_version_neither_on_import_nor_on_restore(tmp_path):
    store = Store(tmp_path)
    for generation in (1, 2):
        publish(store, generation)
    before = (store.folder / "current").read_text(encoding="utf-8")
    publish(store, 3)
    put_back(store, before)
    with pytest.raises(Damaged, match="damaged_pointer_back"):
        publish(store, 4)
    assert generation_of(store.version(3)) == 3
    restored = store.restore(3, built_at=CLOCK)
    assert (restored.number, generation_of(restored), generation_of(store.version(3))) == (4, 3, 3)


def test_a_pointer_of_0_beside_versions_is_damage(tmp_path):
    store = Store(tmp_path)
    publish(store, 1)
    put_back(store, "0\n")
    with pytest.raises(Damaged, match="damaged_pointer_back") as raised:
        store.current()
    assert raised.value.good == 1
    restored = store.restore(1, built_at=CLOCK)
    assert generation_of(restored) == 1 and store.current().number == 2
