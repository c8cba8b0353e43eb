"""What a file was called by whoever brought it is a name on the screen, never markup."""

from datetime import datetime

from inspection.warehouse import Store, ledger_tables
from tests.ui.dashboard import AS_OF, as_read, fault, opened, small_county

NAME = "*来件* [看](..) :red[急].csv"


def test_the_name_of_a_file_that_was_brought_stands_on_its_button_as_it_is_written(tmp_path, monkeypatch):
    (tmp_path / NAME).write_text("a", encoding="utf-8")
    store = Store(tmp_path / "home")
    store.publish(ledger_tables(small_county()), as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1), sources=[tmp_path / NAME])
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path / "home"))
    page = opened("data/versions")
    assert not fault(page), fault(page)
    (label,) = [one.proto.label for one in page.get("download_button") if "来件" in one.proto.label]
    assert as_read(label) == NAME and label.count("\\") >= 7, "its signs are escaped"
