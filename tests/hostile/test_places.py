"""What is no file at all: pipes, devices, links, folders by the name of a workbook, names that are no text."""

import os
import socket
import sys
from pathlib import Path

import pytest

from inspection.intake import read
from tests.hostile.bombs import TEXT
from tests.hostile.conftest import AS_OF, outcome, read_one

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such places")


def test_a_pipe_named_as_a_workbook_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "届次.xlsx")
    assert outcome(read_one(tmp_path / "届次.xlsx")) == "not_a_file"


def test_a_device_is_refused():
    assert outcome(read_one(Path("/dev/zero"))) == "not_a_file"


def test_a_link_to_a_device_is_refused(tmp_path):
    (tmp_path / "届次.csv").symlink_to("/dev/zero")
    assert outcome(read_one(tmp_path / "届次.csv")) == "not_a_file"


def test_a_socket_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a socket's name must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("届次.xlsx")
        assert outcome(read_one(tmp_path / "届次.xlsx")) == "not_a_file"


def test_a_link_that_leads_nowhere_or_to_itself_is_no_file(tmp_path):
    (tmp_path / "a.xlsx").symlink_to("none.xlsx")
    (tmp_path / "b.xlsx").symlink_to("b.xlsx")
    assert outcome(read_one(tmp_path / "a.xlsx")) == "missing_file"
    assert outcome(read_one(tmp_path / "b.xlsx")) in ("missing_file", "cannot_open")


def test_a_link_to_a_ledger_is_read(tmp_path):
    (tmp_path / "anything").write_text(TEXT, "utf-8")
    (tmp_path / "届次.csv").symlink_to("anything")
    assert outcome(read_one(tmp_path / "届次.csv")) == "read"


def test_an_empty_folder_and_one_by_the_name_of_a_workbook_hold_no_ledger(tmp_path):
    for name in ("空", "届次.xlsx"):
        (tmp_path / name).mkdir()
        assert outcome(read_one(tmp_path / name)) == "no_files"


def test_a_folder_named_as_a_workbook_lends_its_ledgers(tmp_path):
    folder = tmp_path / "x.xlsx"
    folder.mkdir()
    (folder / "届次.csv").write_text(TEXT, "utf-8")
    assert outcome(read_one(folder)) == "read"


def test_a_folder_that_holds_itself_is_read_once(tmp_path):
    (tmp_path / "届次.csv").write_text(TEXT, "utf-8")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    reading = read_one(tmp_path)
    assert outcome(reading) == "read"
    assert [file.rows for file in reading.files] == [1]


def test_pipes_inside_a_folder_are_passed_over(tmp_path):
    os.mkfifo(tmp_path / "线索台账.xlsx")
    (tmp_path / "届次.csv").write_text(TEXT, "utf-8")
    assert outcome(read_one(tmp_path)) == "read"


def test_the_same_file_by_two_names_comes_in_once(tmp_path):
    (tmp_path / "届次.csv").write_text(TEXT, "utf-8")
    (tmp_path / "link.csv").symlink_to("届次.csv")
    reading = read([tmp_path / "届次.csv", tmp_path / "link.csv"], as_of=AS_OF, standing=lambda ledger: None)
    assert outcome(reading) == "read"
    assert len(reading.files) == 1


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes names of UTF-8 only")
def test_a_file_name_that_is_no_text_is_said_as_well_as_it_can_be(tmp_path):
    path = Path(
        os.fsdecode(os.fsencode(tmp_path) + b"/\xbd\xec\xb4\xce.csv")
    )  # 届次 in GBK, as an old archive unpacks it
    path.write_text(TEXT, "utf-8")
    reading = read_one(path)
    assert outcome(reading) == "read"
    assert all(file.name.encode("utf-8") for file in reading.files)
    path.write_bytes(b"\0")
    (fault,) = read_one(path).faults
    assert fault.file.encode("utf-8")


def test_a_file_that_may_not_be_read_is_said_so(tmp_path):
    path = tmp_path / "届次.csv"
    path.write_text(TEXT, "utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert outcome(read_one(path)) == "cannot_open"


def test_a_path_longer_than_the_system_takes_is_refused(tmp_path):
    assert outcome(read_one(tmp_path / ("届" * 300 + ".xlsx"))) in ("missing_file", "cannot_open")
    assert outcome(read_one(Path("a\0b.xlsx"))) in ("missing_file", "cannot_open")
