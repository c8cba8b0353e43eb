"""Accounts: one person is one account, a password is one, and a damaged file opens nothing."""

import os

import pytest

from inspection.access import Accounts, Refused, nobody_asked
from inspection.access.accounts import holds
from tests.access.conftest import AT, PASSWORD

GOOD = "seven quiet herons"


def refused(call, *arguments, **named) -> str:
    with pytest.raises(Refused) as caught:
        call(*arguments, **named)
    assert caught.value.words("zh") and caught.value.words("en")
    return caught.value.code


def test_the_password_itself_is_nowhere_on_the_disk(tmp_path):
    accounts = Accounts(tmp_path)
    accounts.add("王建国", ["administrator"], GOOD, by="root", at=AT)
    assert holds(accounts.get("王建国"), GOOD) and not holds(accounts.get("王建国"), GOOD + " ")
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert GOOD.encode() not in held and b"$argon2id$v=19$m=65536,t=3,p=4$" in held


@pytest.mark.parametrize("spelling", ["王 建国", "王建国​", "王建国．", "　王建国"])
def test_another_spelling_of_a_name_is_the_same_account(tmp_path, spelling):
    accounts = Accounts(tmp_path)
    accounts.add("王建国", ["administrator"], None, by="root", at=AT)
    assert accounts.get(spelling).name == "王建国"
    assert refused(accounts.add, spelling, ["reader"], None, by="root", at=AT) in ("name_taken", "bad_name")


def test_latin_and_cyrillic_letters_that_look_alike_make_one_name(tmp_path):
    accounts = Accounts(tmp_path)
    accounts.add("admin", ["administrator"], None, by="root", at=AT)
    assert refused(accounts.add, "аdmin", ["reader"], None, by="root", at=AT) == "name_taken"


@pytest.mark.parametrize("name", ["", "  ", "​", "一" * 41, "王\x07建国", "...", "shell:root", "shell：root"])
def test_a_name_that_cannot_be_read_is_refused(tmp_path, name):
    assert refused(Accounts(tmp_path).add, name, ["reader"], None, by="root", at=AT) == "bad_name"


@pytest.mark.parametrize(
    ("password", "code"),
    [("short", "password_length"), ("x" * 1001, "password_length"), ("aaaaaaaaaaaa", "password_easy"),
     ("1234567890", "password_easy"), ("Passw0rd．．", "password_easy"), ("王建国王建国王建国1", "password_easy"),
     ("王建国 2026年", "password_length"), ("王建国在2026年", "password_length"),
     ("王建国与三把旧椅子和伞", None)],
)  # fmt: skip
def test_a_password_that_is_short_or_guessed_first_is_refused(tmp_path, password, code):
    accounts = Accounts(tmp_path)
    if code is None:
        accounts.add("王建国", ["reader"], password, by="root", at=AT)
    else:
        assert refused(accounts.add, "王建国", ["reader"], password, by="root", at=AT) == code
        assert accounts.all() == ()


def test_the_accounts_own_name_with_a_little_behind_it_is_no_password(tmp_path):
    assert refused(Accounts(tmp_path).add, "zhangsan", ["reader"], "Zhang.San.12", by="root", at=AT) == "password_easy"


def test_chinese_of_any_length_within_the_limit_is_a_password(tmp_path):
    accounts = Accounts(tmp_path)
    accounts.add("王建国", ["reader"], "巡察利剑高悬震慑常在行稳致远" * 5, by="root", at=AT)
    assert not holds(accounts.get("王建国"), "巡察利剑高悬震慑常在行稳致远" * 4)


def test_there_is_always_somebody_left_who_keeps_the_accounts(home):
    accounts = Accounts(home)
    assert refused(accounts.remove, "某administrator") == "last_administrator"
    assert refused(accounts.set_roles, "某administrator", ["reader"], at=AT) == "last_administrator"
    accounts.set_roles("某reader", ["reader", "administrator"], at=AT)
    accounts.remove("某administrator")
    assert [one.name for one in accounts.all()] == ["某approver", "某steward", "某analyst", "某reader"]


@pytest.mark.parametrize("held", [b"", b"[", b"{}", b"null", b'[{"name": "x"}]', b"\xff\xfe", b"[1]"])
def test_a_damaged_file_of_accounts_opens_no_door(home, held):
    Accounts(home).path.write_bytes(held)
    assert held == b"{}" or refused(Accounts(home).all) == "bad_accounts"
    if held != b"{}":
        assert refused(nobody_asked, home) == "bad_accounts"


def test_two_accounts_of_one_name_in_the_file_open_no_door(home):
    path = Accounts(home).path
    path.write_text(path.read_text(encoding="utf-8").replace("某reader", "某Analyst"), encoding="utf-8")
    assert refused(Accounts(home).all) == "bad_accounts"


def test_the_file_is_its_owners_alone(home):
    assert os.name != "posix" or Accounts(home).path.stat().st_mode & 0o077 == 0
    assert os.name != "posix" or (home / "access").stat().st_mode & 0o077 == 0


def test_a_wrong_name_and_a_wrong_password_take_the_same_road(home):
    assert not holds(None, PASSWORD) and not holds(Accounts(home).get("某reader"), "wrong wrong wrong")
    without = Accounts(home).add("代理", ["reader"], None, by="root", at=AT)
    assert not holds(without, "") and not holds(without, PASSWORD)
