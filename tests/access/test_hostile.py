"""What somebody tried who wants what is hidden: each of these once worked."""

import asyncio
from collections.abc import Iterator
from datetime import datetime

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from inspection.access import Accounts, Audit, Doors, Refused, nobody_asked, rules
from inspection.ui.serving.door import Door
from inspection.ui.serving.signing_in import _changed_password
from tests.access.asking import Stream, ask, opens
from tests.access.conftest import AT, PASSWORD, with_account
from tests.browser.harness import Server, serve
from tests.shell import run

PEOPLE = {"某steward": "steward", "某reader": "reader", "来去": "steward"}


def let_in(home, name: str, cookie: str = "inspection") -> str:
    """The cookie of an account, without the quarter of a second of its password."""
    secret, _ = Doors(home).sessions.open(name, "password", "", "127.0.0.1", datetime.now())
    return f"{cookie}={secret}"


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("hostile")
    with_account(home, "某administrator", "administrator", at=datetime(2026, 1, 1))
    for name, role in PEOPLE.items():
        with_account(home, name, role, at=datetime(2026, 1, 1))
    yield from serve(["-m", "inspection.ui.serving.server"], home, home.parent / "hostile.log")


@pytest.fixture(scope="module")
def held(server) -> dict[str, str]:
    return {name: let_in(server.data_home, name) for name in PEOPLE}


@pytest.fixture(scope="module")
def stewards(server, held) -> Iterator[Stream]:
    """The steward's import page, with the downloads it offers."""
    with Stream(server.url, held["某steward"], page="import") as page:
        yield page.run()


def test_a_line_end_after_an_address_opens_nothing(server, held, stewards):
    paths = (stewards.take(), f"/_stcore/upload_file/{stewards.session}/1", "/_stcore/metrics", "/auth/logout", "/account")
    for path in paths:
        for end in ("%0a", "%0A?x", "%0d%0a", "%e2%80%a8"):
            for method in ("GET", "OPTIONS"):
                answer = ask(server.url, path + end, held["某reader"], method=method, accept="*/*")
                assert (answer.status, answer.body) == (404, b""), (path, end, method)


def test_a_download_that_was_offered_to_somebody_else_is_not_made(server, held, stewards):
    message = BackMsg()
    request = message.backend_operation_request
    request.request_id, request.session_id = "1", stewards.session
    request.deferred_file.file_id = stewards.files[0].deferred_file_id
    with Stream(server.url, held["某reader"]) as other, pytest.raises(ConnectionClosed, match="4401"):
        other.run()
        other._socket.send(message.SerializeToString())
        while True:
            other._socket.recv(timeout=20)


def test_whose_role_was_taken_away_takes_nothing_from_the_page_he_has_open(server, held):
    with Stream(server.url, held["来去"], page="import") as page:
        page.run()
        Doors(server.data_home).accounts.set_roles("来去", ["reader"], at=datetime.now())
        with pytest.raises(ConnectionClosed, match="4401"):
            page.take()
    with Stream(server.url, held["来去"], page="import", take_up=page.session) as again:
        again.files, again.session = page.files, page.session
        with pytest.raises(ConnectionClosed, match="4401"):
            again.take()
    with Stream(server.url, held["来去"], page="import", take_up=page.session) as again:
        assert "file_uploader" not in again.run().text() and again.session != page.session


def test_whose_role_was_taken_away_sees_the_page_of_those_he_has_at_the_next_click(server, held):
    accounts = Doors(server.data_home).accounts
    accounts.set_roles("来去", ["steward"], at=datetime.now())
    with Stream(server.url, held["来去"], page="import") as page:
        assert "file_uploader" in page.run().text()
        accounts.set_roles("来去", ["reader"], at=datetime.now())
        offered = page.files
        assert "file_uploader" not in page.run().text()
        page.files = offered
        with pytest.raises((ConnectionClosed, AssertionError)):
            page.take()


@pytest.mark.parametrize("kind", ["clear_cache", "load_git_info", "set_run_on_save", "debug_shutdown_runtime"])
def test_a_reader_cannot_empty_what_is_kept_for_all_nor_ask_what_lies_in_the_programs_folder(kind, server, held, monkeypatch):
    """A message that no page sends, written by hand: Streamlit never gets to see it, and the stream stays open."""
    monkeypatch.setenv("INSPECTION_DATA", str(server.data_home))
    assert reaching_streamlit(BackMsg(**{kind: True}), held["某reader"]) == ["rerun_script"]


def test_everything_that_the_browser_does_ask_of_a_stream_comes_through(server, held, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(server.data_home))
    for message in (BackMsg(stop_script=True), BackMsg(app_heartbeat=True), BackMsg(file_urls_request={"request_id": "1"}),
                    BackMsg(backend_operation_request={"request_id": "1"})):  # fmt: skip
        assert reaching_streamlit(message, held["某reader"]) == [message.WhichOneof("type"), "rerun_script"]


def reaching_streamlit(message: BackMsg, cookie: str) -> list[str | None]:
    """The kinds of messages that come through the door when somebody sends this one, and a rerun behind it."""
    came: list[str | None] = []
    sent = [one.SerializeToString() for one in (message, BackMsg(rerun_script={"query_string": ""}))]

    async def receive() -> dict:
        return {"type": "websocket.receive", "bytes": sent.pop(0)} if sent else {"type": "websocket.disconnect"}

    async def send(message: dict) -> None:
        raise AssertionError(message)

    async def streamlit(scope, receive, send) -> None:
        while (got := await receive())["type"] == "websocket.receive":
            came.append(BackMsg.FromString(got["bytes"]).WhichOneof("type"))

    headers = [(b"cookie", cookie.encode())]
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": headers, "client": ("127.0.0.1", 1)}
    asyncio.run(Door(streamlit)(scope, receive, send))
    return came


@pytest.mark.parametrize("origin", ["http://localhost:3000", "http://127.0.0.1:9", "https://evil.example", "null"])
def test_a_page_of_another_port_of_this_machine_opens_no_stream(server, held, origin):
    at = server.url.replace("http", "ws") + "/_stcore/stream"
    cookie = {"Cookie": held["某steward"]}
    with pytest.raises(InvalidStatus) as refused, connect(at, additional_headers=cookie, origin=origin, proxy=None):
        pass
    assert refused.value.response.status_code == 403


def test_without_a_proxy_nobody_says_himself_where_he_comes_from(server):
    sent = {"Content_Type": "application/x-www-form-urlencoded", "Origin": server.url, "X_Forwarded_For": "192.0.2.7"}
    assert ask(server.url, "/signin", method="POST", body="name=谁也不是&password=x".encode(), **sent).status == 403
    (line,) = Audit(server.data_home).read(who="谁也不是")
    assert line.address == "127.0.0.1"


@pytest.mark.parametrize("path", ["/clues/", "/clues/x", "/a/b/c"])
def test_whoever_asks_for_something_below_a_page_is_led_to_the_sign_in_page_and_not_round_in_a_circle(server, path):
    way = ask(server.url, path).headers["location"].partition("?")[0]
    assert way == "../" * (path.count("/") - 1) + "signin"


def test_the_first_page_with_a_stroke_behind_it_is_the_first_page(server, held):
    assert ask(server.url, "/overview/?lang=en", held["某reader"]).headers["location"] == "../?lang=en"


def test_behind_a_proxy_only_the_cookie_counts_that_no_other_host_can_set(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    with_account(home, "某reader", "reader", at=datetime(2026, 1, 1))
    for server in serve(["-m", "inspection.ui.serving.server", "--behind-proxy"], home, tmp_path / "log"):
        plain, bound = let_in(home, "某reader"), let_in(home, "某reader", "__Host-inspection")
        assert ask(server.url, "/account/state", plain, accept="*/*").status == 401 and opens(server.url, plain).status == 403
        assert ask(server.url, "/account/state", f"{plain}; {bound}", accept="*/*").status == 200


@pytest.mark.parametrize("spelling", [" " * 70 + "某steward", "某ＳＴＥＷＡＲＤ", "某stew​ard"])
def test_whoever_was_tried_is_found_in_the_audit_in_whatever_spelling(home, spelling):
    with pytest.raises(Refused):
        Doors(home).sign_in(spelling, "wrong password", "10.0.0.1", AT)
    assert [line.what for line in Audit(home).read(who="某steward")] == ["sign_in_failed"]


def test_no_account_is_changed_from_the_shell_without_a_line(home, tmp_path):
    password = tmp_path / "password"
    password.write_text("seven quiet herons", encoding="utf-8")
    (home / "access" / "audit").write_text("in the way", encoding="utf-8")
    before = Accounts(home).all()
    for words in (("add", "新人", "--role", "steward", "--password-file", password), ("remove", "某reader"),
                  ("passwd", "某reader", "--password-file", password), ("role", "某reader", "--role", "steward")):  # fmt: skip
        ended = run(home, "user", *words)
        assert ended.returncode == 2 and "Traceback" not in ended.stderr
    assert Accounts(home).all() == before


def test_a_password_is_not_changed_on_the_page_before_there_is_a_line(home):
    doors, now = Doors(home), datetime.now()
    found = doors.visitor(let_in(home, "某reader").partition("=")[2], "", now)
    fields = {"old": PASSWORD, "new": "seven quiet herons", "again": "seven quiet herons"}
    assert _changed_password(doors, found, fields, "zh")[1] == 200
    assert [line.details.get("state") for line in doors.audit.read(what="password_changed")] == ["begun", "done"]


@pytest.mark.parametrize("made_at", ['"2026-1q-29T10:00:00"', "5", "null", '["2026-11-29T10:00:00"]'])
def test_a_session_whose_file_is_damaged_opens_nothing_and_keeps_the_server_from_nothing(home, made_at):
    doors = Doors(home)
    secret, _ = doors.sessions.open("某reader", "password", "", "", AT)
    (path,) = doors.sessions.folder.glob("*.json")
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{AT.isoformat()}"', made_at), encoding="utf-8")
    assert doors.visitor(secret, "", AT) is None
    doors.sessions.sweep(rules(home), AT)
    assert doors.sessions.of("某reader", rules(home), AT) == () and doors.sessions.close_all("某reader") == 0


@pytest.mark.parametrize("text", ["{}", '"x"', "[" * 100_000], ids=["object", "text", "deep"])
def test_accounts_that_are_no_list_are_damaged_and_no_office_without_accounts(home, text):
    Accounts(home).path.write_text(text, encoding="utf-8")
    for ask_for in (Accounts(home).all, lambda: nobody_asked(home), lambda: Doors(home).sign_in("某reader", PASSWORD, "", AT)):
        with pytest.raises(Refused) as refused:
            ask_for()
        assert refused.value.code == "bad_accounts"


@pytest.mark.long
@pytest.mark.parametrize("name", ["sessions", "attempts.json.new"])
def test_where_a_sign_in_cannot_be_written_nobody_is_in_and_the_sentence_says_where(home, name):
    way = home / "access" / name
    way.mkdir() if name.startswith("attempts") else way.write_text("in the way", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        Doors(home).sign_in("某reader", PASSWORD, "", AT)
    assert refused.value.code == "not_written" and name in refused.value.words("zh")
