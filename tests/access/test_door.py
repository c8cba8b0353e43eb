"""A real server with accounts, asked for every address as everybody."""

import os
import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from inspection.access import ROLES, Audit, Doors
from tests.access.asking import Stream, ask, opens, signed_in
from tests.access.conftest import PASSWORD, with_account
from tests.access.matrix import cookies, crossings, of_somebody
from tests.browser.harness import Server, serve

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    """A dashboard with an account per role, and two that tests change, that shows the demonstration county."""
    home = tmp_path_factory.mktemp("door")
    for role in reversed(ROLES):
        with_account(home, f"某{role}", role, at=datetime(2026, 1, 1))
    for name, role in (("来去", "analyst"), ("换人", "approver")):
        with_account(home, name, role, at=datetime(2026, 1, 1))
    yield from serve(["-m", "inspection.ui.serving.server"], home, home.parent / "server.log")


@pytest.fixture(scope="module")
def held(server) -> dict[str, str]:
    return cookies(server.url)


def test_no_address_answers_whoever_may_not_have_it(server, held):
    wrong = [line for line in crossings(server.url, held) if not line[-1]]
    assert not wrong, wrong


def test_what_is_somebodys_own_is_nobody_elses(server, held):
    wrong = [line for line in of_somebody(server.url, held) if not line[-1]]
    assert not wrong, wrong


def test_a_page_of_another_role_is_not_run_through_the_stream_either(server, held):
    with Stream(server.url, held["reader"], page="import") as page:
        assert "file_uploader" not in page.run().text()
    with Stream(server.url, held["steward"], page="import") as page:
        assert "file_uploader" in page.run().text()


def test_a_stream_that_is_open_ends_with_the_session(server):
    cookie = signed_in(server.url, "来去", PASSWORD)
    with Stream(server.url, cookie, page="clues") as page:
        page.run()
        ask(server.url, "/account", cookie, method="POST", body=b"do=everywhere", Content_Type=FORM, Origin=server.url)
        with pytest.raises(Exception, match="4401"):
            page.run()
    assert opens(server.url, cookie).status == 403


def test_a_role_that_is_taken_away_holds_from_the_next_click(server):
    doors = Doors(server.data_home)
    cookie = signed_in(server.url, "换人", PASSWORD)
    assert ask(server.url, "/snapshots", cookie).status == 200
    doors.accounts.set_roles("换人", ["reader"], at=datetime.now())
    assert ask(server.url, "/snapshots", cookie).status == 403


def test_a_session_that_is_too_old_is_asked_to_sign_in_again(server):
    cookie = signed_in(server.url, "某reader", PASSWORD)
    assert ask(server.url, "/account/state", cookie).status == 200
    sessions = Doors(server.data_home).sessions
    newest = max(sessions.folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
    old = (datetime.now() - timedelta(minutes=31)).timestamp()
    os.utime(newest, (old, old))
    assert ask(server.url, "/account/state", cookie, accept="*/*").status == 401
    assert ask(server.url, "/clues", cookie).headers["location"] == "./signin?next=%2Fclues"


def test_the_way_after_signing_in_leads_nowhere_else(server):
    for way in ("//evil.example/", "https://evil.example/", "/\\evil.example", "/signin", "/clues\r\nX: y", "javascript:1"):
        form = urlencode({"name": "某reader", "password": PASSWORD, "next": way}).encode()
        answer = ask(server.url, "/signin", method="POST", body=form, Content_Type=FORM, Origin=server.url)
        assert answer.status == 303 and answer.headers["location"] == "./", way
        set_cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in set_cookie and "samesite=lax" in set_cookie


def test_a_form_of_another_site_is_not_carried_out(server):
    cookie = signed_in(server.url, "某reader", PASSWORD)
    for headers in ({"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site", "Origin": server.url}):
        answer = ask(server.url, "/account", cookie, method="POST", body=b"do=everywhere", Content_Type=FORM, **headers)
        assert answer.status == 403
    assert ask(server.url, "/account/state", cookie).status == 200


def test_what_is_typed_comes_back_as_text_and_never_as_markup(server):
    form = urlencode({"name": '"><script>alert(1)</script>', "password": "x", "next": '/"><b>'}).encode()
    answer = ask(server.url, "/signin", method="POST", body=form, Content_Type=FORM, Origin=server.url)
    assert b"<script" not in answer.body and b"<b>" not in answer.body
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_form_of_any_size_is_answered_plainly(server):
    for body in (b"", b"%", b"a" * 100_000, b"name=%FF&password=%00", b"&" * 5000):
        answer = ask(server.url, "/signin", method="POST", body=body, Content_Type=FORM, Origin=server.url)
        assert answer.status in (403, 429), (answer.status, body[:20])
        time.sleep(0.01)


def test_files_on_the_way_are_stored_nowhere(server, held):
    with Stream(server.url, held["steward"], page="import") as page:
        answer = ask(server.url, page.run().take(), held["steward"], accept="*/*")
    assert answer.headers["cache-control"] == "no-store" and len(answer.body) > 1000


def test_the_audit_tells_of_rows_and_files_by_whom(server, held):
    with Stream(server.url, held["steward"], page="import") as page:
        page.run().take()
    lines = [line for line in Audit(server.data_home).read() if line.what == "downloaded"]
    assert lines and lines[-1].who == "某steward" and lines[-1].details["table"]
    assert not re.search(r"Traceback", server.log())


def test_own_data_without_an_account_shows_nothing_but_how_to_make_one(tmp_path):
    home = tmp_path / "home"
    (home / "versions").mkdir(parents=True)
    (home / "versions" / "current").write_text("1", encoding="utf-8")
    for server in serve(["-m", "inspection.ui.serving.server"], home, tmp_path / "log"):
        answer = ask(server.url, "/")
        assert answer.status == 503 and "python run.py user add" in answer.body.decode()
        assert opens(server.url).status == 403


def test_a_server_does_not_listen_beyond_this_machine_without_a_proxy(capsys):
    from inspection.ui.serving.server import main

    assert main(["--address", "0.0.0.0", "--port", "1"]) == 1
    assert "--behind-proxy" in capsys.readouterr().err


@pytest.mark.long
def test_behind_a_proxy_nobody_counts_as_sitting_at_this_machine(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    for server in serve(["-m", "inspection.ui.serving.server", "--behind-proxy"], home, tmp_path / "log"):
        assert ask(server.url, "/").status == 503
        with_account(home, "某reader", "reader", at=datetime(2026, 1, 1))
        form = urlencode({"name": "某reader", "password": PASSWORD}).encode()
        sent = {"Content_Type": FORM, "Origin": server.url, "X_Forwarded_For": "6.6.6.6, 192.0.2.7"}
        answer = ask(server.url, "/signin", method="POST", body=form, **sent)
        assert answer.headers["set-cookie"].startswith("__Host-inspection=") and "; Secure" in answer.headers["set-cookie"]
        assert Audit(home).read()[-1].address == "192.0.2.7"
        assert Path(home / "access").is_dir()
