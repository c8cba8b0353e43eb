"""Signing in, and how long it holds."""

from datetime import timedelta

import pytest

from inspection.access import Accounts, Doors, Refused, Visitor, nobody_asked
from inspection.access.attempts import Attempts
from tests.access.conftest import AT, PASSWORD, with_account

MINUTE = timedelta(minutes=1)
HERE = "10.1.1.7"


def code(call, *arguments, **named) -> str:
    with pytest.raises(Refused) as caught:
        call(*arguments, **named)
    return caught.value.code


def test_whoever_knows_the_password_is_in_and_the_audit_says_so(home):
    doors = Doors(home)
    secret = doors.sign_in("某analyst", PASSWORD, HERE, AT)
    visitor = doors.visitor(secret, HERE, AT + MINUTE)
    assert (visitor.name, visitor.roles, visitor.kind) == ("某analyst", ("analyst",), "password")
    assert [(line.what, line.who, line.address) for line in doors.audit.read()] == [("sign_in", "某analyst", HERE)]
    files = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert secret.encode() not in files, "the cookie's secret can be read from the disk"


@pytest.mark.long
def test_ten_thousand_wrong_passwords_are_a_few_guesses_and_the_right_one_waits_too(home):
    doors, said = Doors(home), {}
    for n in range(10_000):
        at = AT + timedelta(seconds=n // 10)
        found = code(doors.sign_in, "某steward", f"wrong password {n}", f"10.0.{n % 7}.{n % 250}", at)
        said[found] = said.get(found, 0) + 1
    assert said["wrong"] <= 22, said
    assert said["locked"] > 9000, said
    assert code(doors.sign_in, "某steward", PASSWORD, HERE, at) == "locked"
    assert sum(line.what == "account_locked" for line in doors.audit.read()) >= 1
    assert doors.visitor(doors.sign_in("某reader", PASSWORD, HERE, at), HERE, at), "others are not locked out"
    later = at + timedelta(minutes=16)
    assert doors.visitor(doors.sign_in("某steward", PASSWORD, HERE, later), HERE, later)


def tried(doors, name: str, address: str, at, times: int) -> list[str]:
    """What is said to so many wrong passwords, three quarters of a minute apart."""
    return [code(doors.sign_in, name, "wrong password", address, at + n * timedelta(seconds=45)) for n in range(times)]


def test_wrong_passwords_from_one_address_lock_the_account_there_and_nowhere_else(quick):
    doors = Doors(quick)
    assert tried(doors, "某reader", HERE, AT, 6) == ["wrong"] * 3 + ["locked"] * 3
    for n in (1, 2, 3):  # however long one address goes on
        assert code(doors.sign_in, "某reader", "wrong password", HERE, AT + n * 20 * MINUTE) == "wrong"
    at = AT + 65 * MINUTE
    assert code(doors.sign_in, "某reader", PASSWORD, HERE, at) == "locked"
    assert code(doors.sign_in, "某 READER", PASSWORD, HERE, at) == "locked", "the same account in another spelling"
    assert doors.sign_in("某reader", PASSWORD, "10.1.1.8", at)
    assert code(doors.sign_in, "某reader", PASSWORD, HERE, at + MINUTE) == "locked", "his coming in opens nothing for the other"
    assert doors.attempts.locks("某reader", HERE, at) and not doors.attempts.locks("某reader", "10.1.1.8", at)
    assert {line.address for line in doors.audit.read() if line.what == "account_locked"} == {HERE}


def test_an_address_that_goes_on_for_days_is_locked_as_on_the_first(home):
    attempts = Attempts(home)
    for n in range(60):
        attempts.begin("某reader", HERE, AT + n * 16 * MINUTE)
    assert code(attempts.begin, "某reader", HERE, AT + 59 * 16 * MINUTE + MINUTE) == "locked"


def test_several_addresses_that_guess_lock_the_account_everywhere_and_a_new_password_opens_it(quick):
    doors = Doors(quick)
    said = [said for n in range(4) for said in tried(doors, "某reader", f"10.1.2.{n}", AT + n * timedelta(seconds=1), 2)]
    assert said.count("wrong") == 5 and code(doors.sign_in, "某reader", PASSWORD, "10.1.1.8", AT + MINUTE) == "locked"
    assert doors.sign_in("某analyst", PASSWORD, "10.1.1.8", AT + MINUTE)
    doors.attempts.forget("某reader", None, AT + MINUTE)
    assert doors.sign_in("某reader", PASSWORD, "10.1.2.0", AT + 2 * MINUTE)


@pytest.fixture
def quick(home):
    """Three failures lock an account at an address, five everywhere."""
    (home / "access" / "access.toml").write_text("[sign_in]\nfailures = 3\nfailures_of_account = 5\n", encoding="utf-8")
    return home


@pytest.fixture
def strict(home):
    """Four failures stop an address: each password looked at takes a quarter of a second."""
    (home / "access" / "access.toml").write_text("[sign_in]\nfailures_of_address = 4\n", encoding="utf-8")
    return home


def test_one_address_that_tries_all_names_is_stopped(strict):
    doors = Doors(strict)
    said = [code(doors.sign_in, f"猜{n}", "wrong password", HERE, AT + n * timedelta(seconds=3)) for n in range(40)]
    assert said[:4] == ["wrong"] * 4 and set(said[4:]) <= {"locked", "wait"}
    assert code(doors.sign_in, "某reader", PASSWORD, HERE, AT + 2 * MINUTE) == "locked"
    elsewhere = AT + 3 * MINUTE
    assert doors.sign_in("某reader", PASSWORD, "10.1.1.8", elsewhere)


def test_the_addresses_of_one_ipv6_network_are_one(strict):
    doors = Doors(strict)
    for n in range(4):
        code(doors.sign_in, f"猜{n}", "wrong password", f"2001:db8:1:2::{n + 1:x}", AT + n * timedelta(seconds=3))
    assert code(doors.sign_in, "猜", "wrong", "2001:db8:1:2:ffff::1", AT + 2 * MINUTE) == "locked"
    assert code(doors.sign_in, "猜", "wrong", "2001:db8:1:3::1", AT + 2 * MINUTE) == "wrong"


def test_one_known_password_does_not_clear_an_address_for_guessing_others(strict):
    doors, at = Doors(strict), AT
    for n in range(8):
        at += timedelta(seconds=5)
        try:
            doors.sign_in(f"猜{n}", "wrong password", HERE, at)
        except Refused as refused:
            if refused.code == "locked":
                return
        at += timedelta(seconds=5)
        try:
            doors.sign_in("某reader", PASSWORD, HERE, at)
        except Refused as refused:
            assert refused.code in ("locked", "wait")
            return
    pytest.fail("eight guesses from one address were looked at")


@pytest.mark.parametrize(("after", "in_"), [(29, True), (31, False), (-20, True), (-45, False)])
def test_a_session_ends_when_nothing_was_done_for_half_an_hour_and_a_clock_put_back_does_not_lengthen_it(home, after, in_):
    doors = Doors(home)
    secret = doors.sign_in("某reader", PASSWORD, HERE, AT)
    assert (doors.visitor(secret, HERE, AT + after * MINUTE) is not None) is in_


def test_a_session_ends_after_twelve_hours_however_busy(home):
    doors, at = Doors(home), AT
    secret = doors.sign_in("某reader", PASSWORD, HERE, AT)
    while (visitor := doors.visitor(secret, HERE, at)) is not None:
        at += 20 * MINUTE
    assert visitor is None and timedelta(hours=12) <= at - AT < timedelta(hours=12, minutes=20)


def test_asking_whether_one_is_still_in_is_no_click(home):
    doors = Doors(home)
    secret = doors.sign_in("某reader", PASSWORD, HERE, AT)
    for minute in range(1, 30):
        assert doors.visitor(secret, HERE, AT + minute * MINUTE, click=False)
    assert doors.visitor(secret, HERE, AT + 31 * MINUTE, click=False) is None


def test_roles_and_accounts_are_looked_up_at_every_click(home):
    doors = Doors(home)
    secret = doors.sign_in("某reader", PASSWORD, HERE, AT)
    doors.accounts.set_roles("某reader", ["approver"], at=AT)
    assert doors.visitor(secret, HERE, AT + MINUTE).roles == ("approver",)
    doors.accounts.remove("某reader")
    assert doors.visitor(secret, HERE, AT + 2 * MINUTE) is None
    with_account(home, "某reader", "steward", at=AT + 3 * MINUTE)
    assert doors.visitor(secret, HERE, AT + 4 * MINUTE) is None, "somebody else's account under a name that was free"


def test_signing_out_everywhere_ends_every_session_of_the_account_and_no_other(home):
    doors = Doors(home)
    mine = [doors.sign_in("某reader", PASSWORD, HERE, AT + n * MINUTE) for n in range(3)]
    other = doors.sign_in("某analyst", PASSWORD, HERE, AT + 3 * MINUTE)
    at = AT + 4 * MINUTE
    assert doors.sign_out_everywhere("某reader", doors.visitor(mine[0], HERE, at), at) == 3
    assert [doors.visitor(secret, HERE, at) for secret in mine] == [None] * 3
    assert doors.visitor(other, HERE, at)


@pytest.mark.parametrize("secret", ["", "x", "../../accounts", "\x00", "a" * 10_000, "\ud800"])
def test_what_is_no_secret_opens_nothing(home, secret):
    assert Doors(home).visitor(secret, HERE, AT) is None


def test_a_session_being_written_when_the_machine_stopped_opens_nothing(home):
    doors = Doors(home)
    secret = doors.sign_in("某reader", PASSWORD, HERE, AT)
    (path,) = doors.sessions.folder.glob("*.json")
    path.write_bytes(path.read_bytes()[:40])
    assert doors.visitor(secret, HERE, AT) is None


SINGLE = """
[single_sign_on]
provider = "default"
[single_sign_on_roles]
"xuncha-leaders" = "reader"
"""


def claims(at, **more) -> dict:
    return {"sub": "u-1", "iat": at.timestamp(), "preferred_username": "钱处长", "roles": ["xuncha-leaders"], **more}


@pytest.fixture
def single(home):
    (home / "access" / "access.toml").write_text(SINGLE, encoding="utf-8")
    return Doors(home)


def test_a_single_sign_on_gives_the_roles_of_its_claim_at_every_click(single):
    secret = single.admit(claims(AT), HERE, AT)
    assert single.visitor(secret, HERE, AT, claims(AT)).roles == ("reader",)
    assert single.visitor(secret, HERE, AT, claims(AT, roles="analyst, xuncha-leaders")).roles == ("reader", "analyst")
    assert single.visitor(secret, HERE, AT, claims(AT, roles=[])) is None
    assert single.visitor(secret, HERE, AT, claims(AT, sub="u-2")) is None
    assert single.visitor(secret, HERE, AT, None) is None


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [({"preferred_username": "shell:root"}, "no_role"),
     ({"roles": ["guest"]}, "no_role"), ({"roles": None}, "no_role"), ({"preferred_username": 7}, "no_role"),
     ({"preferred_username": "长" * 41}, "no_role"),
     ({"preferred_username": "某steward", "roles": ["steward"]}, "no_role"), ({"iat": None}, "single_failed"),
     ({"iat": (AT - timedelta(minutes=30)).timestamp()}, "single_failed")],
)  # fmt: skip
def test_claims_that_name_nobody_or_an_account_of_the_house_or_are_old_let_nobody_in(single, changed, refusal):
    assert code(single.admit, claims(AT, **changed), HERE, AT) == refusal


def test_what_the_provider_said_lets_in_once(single):
    single.sign_out(single.admit(claims(AT), HERE, AT), AT)
    assert code(single.admit, claims(AT), HERE, AT + MINUTE) == "single_failed"


def test_a_proxy_is_believed_only_with_its_secret(home):
    (home / "access" / "access.toml").write_text(f'[proxy]\nuser_header = "X-User"\nsecret = "{"s" * 40}"\n', encoding="utf-8")
    doors, known = Doors(home), {"x-inspection-proxy-secret": "s" * 40}
    assert doors.by_proxy(known | {"x-user": "某reader"}, HERE) == Visitor(
        "某reader", ("reader",), "proxy", "proxy-某reader", HERE
    )
    as_sent = "某reader".encode().decode("latin-1")
    assert doors.by_proxy(known | {"x-user": as_sent}, HERE).name == "某reader"
    for headers in ({"x-user": "某reader"}, {"x-user": "某reader", "x-inspection-proxy-secret": "s" * 39},
                    {"x-user": "某reader", "x-inspection-proxy-secret": ""}, known, known | {"x-user": "谁"}):  # fmt: skip
        assert doors.by_proxy(headers, HERE) is None


@pytest.mark.parametrize(
    "rules",
    ['[proxy]\nuser_header = "X-User"\nsecret = "short"', "[sign_in]\nidle_minutes = 0", "[sign_in]\nidle = 5",
     "[sign_in]\nfailures = true", '[single_sign_on_roles]\nx = "king"', "nonsense", "[strange]\na = 1",
     '[sign_in]\nidle_minutes = "30"'],
)  # fmt: skip
def test_rules_that_cannot_be_used_let_nobody_in_and_say_where(home, rules):
    (home / "access" / "access.toml").write_text(rules, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        Doors(home).sign_in("某reader", PASSWORD, HERE, AT)
    assert "access.toml" in caught.value.words("zh")


def test_nobody_is_asked_only_while_there_is_neither_an_account_nor_data_of_the_office(tmp_path, home):
    assert nobody_asked(tmp_path / "nowhere") and not nobody_asked(home)
    empty = tmp_path / "empty"
    (empty / "versions").mkdir(parents=True)
    assert nobody_asked(empty)
    (empty / "versions" / "current").write_text("0\n", encoding="utf-8")
    assert nobody_asked(empty), "a check without an import"
    (empty / "versions" / "0001.mart.duckdb").write_bytes(b"damaged")
    assert not nobody_asked(empty), "damaged data are data"


def test_accounts_that_were_lost_beside_data_open_nothing(home):
    (home / "versions").mkdir()
    (home / "versions" / "current").write_text("1", encoding="utf-8")
    Accounts(home).path.unlink()
    assert not nobody_asked(home) and Accounts(home).all() == ()
