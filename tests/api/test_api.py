"""The door for programs: described, by role, read-only, noted; and what is tried at it."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import date, datetime
from pathlib import Path

import httpx
import jsonschema
import openapi_spec_validator
import pytest
from openapi_spec_validator.validation.exceptions import UnresolvableParameterError

from inspection.access import Audit, Refused, faults_of_audit
from inspection.access.tokens import FILE, Tokens
from inspection.api.app import FAILURES, PATHS, Api, application
from inspection.api.asking import ROWS
from inspection.api.limits import Pace, Turned
from inspection.demonstration.publish import publish
from inspection.indicators import evaluate, indicators, read_table
from inspection.indicators.basis import question
from inspection.snapshots.certified import certify
from inspection.warehouse import Reader, demonstration_store, dictionary
from tests.apart import run_apart
from tests.shell import PROJECT, run
from tests.test_cli_json import SCHEMA

AT = datetime(2025, 10, 8, 9, 30)
COLUMNS = [column for ledger in dictionary().ledgers.values() for column in ledger.columns]
SECRET = {c.name for c in COLUMNS if c.secret and not c.key} - {c.name for c in COLUMNS if not c.secret or c.key}
"""The columns that are secret wherever they stand; a secret key stands in the mart as a number of its own."""


class Client:
    """Asks an application as a program on this machine does."""

    def __init__(self, app, address: str = "127.0.0.1") -> None:
        self.app, self.address = app, address

    def request(self, method: str, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, client=(self.address, 50_000))
            async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
                return await client.request(method, path, headers=headers)

        return run_apart(asked())

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        return self.request("GET", path, headers)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("api")
    publish(folder, datetime(2025, 10, 1))
    return folder


@pytest.fixture(scope="module")
def tokens(home) -> dict[str, str]:
    """Role -> a token of it."""
    return {role: Tokens(home).add(f"上级平台 {role}", role, by="test", at=AT) for role in ("reader", "analyst")}


@pytest.fixture(scope="module")
def reader(home):
    held = Reader(home)
    yield held
    held.close()


@pytest.fixture
def ask(home, tokens, monkeypatch):
    """Ask as a role; "" without a token."""
    monkeypatch.setenv("INSPECTION_DATA", str(home))
    client = Client(application(home, per_minute=100_000))

    def asked(path: str, role: str = "analyst", method: str = "GET", **headers: str):
        shown = {"Authorization": f"Bearer {tokens[role]}"} if role else {}
        return client.request(method, path, {**shown, **headers})

    return asked


def schema_of(document: dict, path: str) -> dict:
    """What the document says of a path's answer, with everything it refers to."""
    told = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return {**told, "components": document["components"]}


@pytest.mark.long
def test_every_answer_is_as_the_document_says_and_the_table_in_it_as_the_shell_prints(ask, home):
    document = ask("/openapi.json").json()
    assert document["openapi"] == "3.1.0" and set(document["paths"]) == set(PATHS)
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    assert document["components"]["schemas"]["Table"] == SCHEMA["$defs"]["table"]
    asked = {
        "/openapi.json": "/openapi.json",
        "/v1/indicators": "/v1/indicators",
        "/v1/indicators/{id}": "/v1/indicators/completion_rate?by=year,org_class&where=org_class=township&where=org_class=county",
        "/v1/certified": "/v1/certified",
        "/v1/lineage/{id}": "/v1/lineage/findings.closed_off_on",
        "/v1/tables": "/v1/tables?lang=en",
        "/v1/tables/{id}": "/v1/tables/clue_ageing",
    }
    for path in PATHS:
        answer = ask(asked[path])
        assert answer.status_code == 200, answer.text
        jsonschema.validate(answer.json(), schema_of(document, path))
        wrong = ask(asked[path], "")
        jsonschema.validate(wrong.json(), {**document["components"]["schemas"]["Error"], "components": document["components"]})
    words = ("--by", "year,org_class", "--where", "org_class=township,county", "--format", "json")
    printed = json.loads(run(home, "indicator", "completion_rate", *words).stdout)
    table = ask(asked["/v1/indicators/{id}"]).json()["table"]
    at = [table["columns"].index(name) for name in printed["columns"]]
    assert [[row[one] for one in at] for row in table["rows"]] == printed["rows"] and printed["rows"]


def test_the_document_is_openapi_as_its_own_standard_has_it(ask):
    told = ask("/openapi.json").json()
    openapi_spec_validator.validate(told)
    for path, one in told["paths"].items():  # the validator sees what is there, not what is missing
        assert {p["name"] for p in one["get"]["parameters"]} == {*PATHS[path][1], *(["id"] if "{id}" in path else [])}
        assert {"200", "401", "403", "429", "503"} <= set(one["get"]["responses"])
    broken = {**told, "paths": {"/v1/tables/{id}": told["paths"]["/v1/tables"]}}
    with pytest.raises(UnresolvableParameterError):
        openapi_spec_validator.validate(broken)


def test_figures_and_tables_are_those_of_the_program(ask, reader):
    mart, chosen = reader.mart(), reader.settings()
    for id in ("clue_verification_rate", "coverage_rate", "recovered_wan", "accountable_persons"):
        row = evaluate(mart, id, where={"org_class": ["village"]}, settings=chosen).iloc[0]
        told = ask(f"/v1/indicators/{id}?where=org_class=village", "reader").json()
        found = dict(zip(told["table"]["columns"], told["table"]["rows"][0], strict=True))
        assert found["numerator"] == row["numerator"] and told["definition"]["id"] == id
        assert told["question"] == {"indicator": id, "where": {"org_class": ["village"]}, "from": None, "to": None,
                                    "as_of": mart.as_of.isoformat()}  # fmt: skip
    frame = read_table(mart, "overdue_findings", settings=chosen)
    told = ask("/v1/tables/overdue_findings?limit=2").json()
    assert told["table"]["columns"] == list(frame.columns) and len(told["table"]["rows"]) == 2 and told["cut"] is True


def test_a_certified_figure_says_who_answers_for_it_until_something_behind_it_differs(ask, home, reader):
    mart, chosen = reader.mart(), reader.settings()
    asked = question("closed_off_rate", {"org_class": ["township"]}, mart.as_of)
    made = certify(demonstration_store(home).home, mart, chosen, asked, version=1, by="李敏", at=AT)
    told = ask("/v1/indicators/closed_off_rate?where=org_class=township", "reader").json()
    assert told["certified"]["by"] == "李敏" and told["certified"]["on"] == "2025-10-08" and told["certified"]["id"] == made.id
    same = "where=org_class=township"
    for other in ("", "where=org_class=county", f"{same}&as_of=2025-09-29", f"{same}&by=year"):
        assert ask(f"/v1/indicators/closed_off_rate?{other}").json()["certified"] is None
    assert [one["id"] for one in ask("/v1/certified", "reader").json()["certified"]] == [made.id]


def test_without_a_token_that_is_known_there_is_nothing(ask, home, tokens):
    known = tokens["reader"]
    wrong = (
        *("", "Bearer", "Bearer ", f"Basic {known}", f"Bearer {known}x", f"Bearer {known[:-1]}", "Bearer ins_"),
        *(f"bearer  {known[4:]}", f"Bearer {known},{known}", "Bearer " + "a" * 5000),
    )
    for path in (*PATHS, "/", "/nothing"):
        for shown in wrong[:4]:
            answer = Client(application(home)).get(path, headers={"Authorization": shown} if shown else {})
            assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer", (path, shown)
            assert set(answer.json()) == {"error"}
    for shown in wrong:
        assert Client(application(home)).get("/v1/indicators", headers={"Authorization": shown}).status_code == 401, shown
    assert Client(application(home)).get(f"/v1/indicators?token={known}&access_token={known}").status_code == 401


def test_a_token_that_was_revoked_opens_nothing_from_then_on(home):
    token = Tokens(home).add("旧系统", "reader", by="test", at=AT)
    client, shown = Client(application(home)), {"Authorization": f"Bearer {token}"}
    assert client.get("/v1/indicators", headers=shown).status_code == 200
    Tokens(home).revoke("旧系统")
    assert client.get("/v1/indicators", headers=shown).status_code == 401
    with pytest.raises(Refused):
        Tokens(home).revoke("旧系统")


def test_a_reader_sees_figures_as_the_pages_narrow_them_and_no_tables(ask):
    for path in ("/v1/tables", "/v1/tables/clue_ageing", "/v1/tables/nothing"):
        assert ask(path, "reader").status_code == 403
    for query in ("by=handler", "where=discipline=clean", "by=month"):
        answer = ask(f"/v1/indicators/clues?{query}", "reader")
        assert answer.status_code == 400 and answer.json()["error"]["code"] == "dimension"
    assert ask("/v1/indicators/clues?by=handler", "analyst").status_code == 200
    assert ask("/v1/indicators/clues?by=org_class", "reader").status_code == 200


@pytest.mark.long
def test_nothing_secret_is_in_any_answer_and_no_secret_column_can_be_asked_by(ask):
    assert {"description", "subject_name"} <= SECRET
    for column in sorted(SECRET):
        for id in ("clues", "findings", "accountable_persons"):
            assert ask(f"/v1/indicators/{id}?by={column}").status_code == 400
            assert ask(f"/v1/indicators/{id}?where={column}=x").status_code == 400
    for id in indicators():
        assert not SECRET & set(ask(f"/v1/indicators/{id}").json()["table"]["columns"])
    for one in ask("/v1/tables").json()["tables"]:
        assert not SECRET & set(ask(f"/v1/tables/{one['id']}?limit=3").json()["table"]["columns"]), one["id"]


def test_nothing_but_get_is_taken(ask, home):
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file() and "audit" not in path.parts}
    for method in ("POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "X"):
        for path in ("/v1/indicators", "/v1/tables/clue_ageing", "/", "/v1/tokens"):
            answer = ask(path, method=method)
            assert answer.status_code == 405 and answer.headers["allow"] == "GET", (method, path)
            assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    after = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file() and "audit" not in path.parts}
    assert after == before


ODD = (
    *("where=", "where=org_class", "where==x", "where=nothing=1", "where=org_class=no_such", "where=term=x", "where=year=1e3"),
    *("by=nothing", "by=year,month,quarter,org,org_class", "as_of=tomorrow", "as_of=2025-13-01", "as_of=20250930"),
    *("as_of=1800-01-01", "from=x", "limit=0", "limit=-1", "limit=1e9", f"limit={ROWS + 1}", "limit=١", "lang=fr"),
    *("lang=zh&lang=en", "as_of=2025-01-01&as_of=2025-01-02", "unknown=1", "where=org=%00", "where=org=%0a", "format=csv"),
    *("where[]=term=14", "__proto__=1", "&".join(f"where=org={n}" for n in range(201))),
)


def test_odd_parameters_are_refused_with_a_sentence_in_the_language_asked_for(ask):
    for query in ODD:
        answer = ask(f"/v1/indicators/completion_rate?{query}")
        assert answer.status_code == 400, (query[:60], answer.status_code, answer.text[:200])
        assert re.search("[\u4e00-\u9fff]", answer.json()["error"]["message"])
    assert "no value of" in ask("/v1/indicators/completion_rate?lang=en&as_of=x").json()["error"]["message"]
    assert ask("/v1/indicators/coverage_rate?from=2024-01-01").json()["error"]["code"] == "no_period"
    assert ask(f"/v1/indicators/completion_rate?where=org={'x' * 5000}").status_code == 414
    for hostile in ("'; drop table findings; --", "1) or 1=1 --", "$as_of", "{{7*7}}", "../../etc/passwd"):
        answer = ask(f"/v1/indicators/completion_rate?where=org={urllib.request.quote(hostile)}")
        assert answer.status_code == 200 and answer.json()["table"]["rows"][0][:2] == [0, 0]


def test_paths_lead_nowhere_but_where_they_say(ask):
    for path in (
        *("/v1/indicators/", "/v1/indicators/..%2ftables", "/v1/indicators/%2e%2e/%2e%2e/etc/passwd", "/v1//indicators"),
        *("/v1/indicators/completion_rate/", "/v1/tables/clue_ageing/rows", "/V1/indicators", "/v1/tokens", "/v1"),
        *("/access/accounts.json", "/v1/indicators/完成率", "/v1/indicators/%00", "/openapi.json/", "/docs", "/../access"),
    ):
        assert ask(path).status_code == 404, path
    for id in ("nothing", "completion_rat", "completion_rate.sql", "known_findings", "a" * 99):
        answer = ask(f"/v1/indicators/{id}")
        assert answer.status_code == 404, id
    assert "completion_rate" in ask("/v1/indicators/completion_rat").json()["error"]["message"]


def test_every_request_is_a_line_of_the_audit_and_what_cannot_be_noted_is_not_answered(ask, home, monkeypatch):
    audit = Audit(home)
    before = len(audit.read())
    ask("/v1/indicators/completion_rate?by=year")
    ask("/v1/tables", "reader")
    ask("/v1/indicators", "")
    lines = audit.read()[before:]
    assert [(line.what, line.who, line.details["status"], line.details["path"]) for line in lines] == [
        ("asked_by_program", "token:上级平台 analyst", 200, "/v1/indicators/completion_rate"),
        ("asked_by_program", "token:上级平台 reader", 403, "/v1/tables"),
        ("asked_by_program", "", 401, "/v1/indicators"),
    ]
    assert lines[0].details["query"] == "by=year" and faults_of_audit(audit) == ()

    def full(*_, **__):
        raise Refused("audit_busy")

    monkeypatch.setattr(Audit, "note", full)
    answer = ask("/v1/indicators/completion_rate")
    assert answer.status_code == 503 and set(answer.json()) == {"error"}


def test_whoever_asks_too_often_waits_and_guessing_ends_after_a_few(home, tokens):
    shown = {"Authorization": f"Bearer {tokens['reader']}"}
    client = Client(application(home, per_minute=5))
    assert [client.get("/v1/certified", headers=shown).status_code for _ in range(7)] == [200] * 5 + [429] * 2
    client = Client(door(home))
    said = [client.get("/v1/certified", headers={"Authorization": f"Bearer ins_{n}"}).status_code for n in range(FAILURES + 5)]
    assert said == [401] * FAILURES + [429] * 5
    assert client.get("/v1/certified", headers=shown).status_code == 200  # the same address, with a token that is right


def door(home: Path, **options) -> Api:
    """The door with a clock that stands: nothing guessed is forgotten meanwhile."""
    made = Api(home, **options)
    made.failures = Pace(FAILURES, clock=lambda: 0.0)
    return made


def guess(client: Client, times: int, **headers: str) -> list[int]:
    """The status of so many guesses."""
    said = [client.get("/v1/certified", headers={"Authorization": f"Bearer ins_{n}", **headers}) for n in range(times)]
    return [answer.status_code for answer in said]


def test_behind_a_proxy_who_guesses_stops_himself_and_without_one_nobody_names_an_address_of_his_own(home):
    client = Client(door(home, behind_proxy=True))
    assert guess(client, FAILURES + 1, **{"X-Forwarded-For": "10.9.9.9"})[-1] == 429
    assert guess(client, 1, **{"X-Forwarded-For": "10.9.9.8"}) == [401]
    assert guess(client, 1, **{"X-Forwarded-For": "10.9.9.8, 10.9.9.9"}) == [429], "the last is what the proxy saw itself"
    assert {line.address for line in Audit(home).read()[-2:]} == {"10.9.9.8", "10.9.9.9"}
    alone = door(home)
    for n in range(FAILURES):
        guess(Client(alone, "10.1.1.1"), 1, **{"X-Forwarded-For": f"10.9.9.{n}"})
    assert guess(Client(alone, "10.1.1.1"), 1, **{"X-Forwarded-For": "10.9.9.99"}) == [429]
    assert Audit(home).read()[-1].address == "10.1.1.1"
    network = door(home)
    for n in range(FAILURES):
        guess(Client(network, f"2001:db8:1:2::{n + 1:x}"), 1)
    assert guess(Client(network, "2001:db8:1:2:ffff::1"), 1) == [429], "of IPv6 a network of 64 bits is one"
    assert guess(Client(network, "2001:db8:1:3::1"), 1) == [401]


def test_what_is_turned_away_for_guessing_is_counted_in_the_audit_a_line_a_minute(home):
    now = [0.0]
    asked = door(home)
    asked.turned = Turned(clock=lambda: now[0])
    before = len(Audit(home).read())

    def lines() -> list[tuple]:
        found = Audit(home).read()[before:]
        return [(line.address, line.details["turned_away"]) for line in found if "turned_away" in line.details]

    assert guess(Client(asked, "10.2.2.2"), FAILURES + 30)[FAILURES:] == [429] * 30
    assert lines() == [("10.2.2.2", 1)] and len(Audit(home).read()) == before + FAILURES + 1
    now[0] = 61.0
    guess(Client(asked, "10.3.3.3"), 1)
    assert lines() == [("10.2.2.2", 1), ("10.2.2.2", 29)]
    guess(Client(asked, "10.2.2.2"), 1)
    asked.note_turned(all=True)
    assert lines() == [("10.2.2.2", 1), ("10.2.2.2", 29), ("10.2.2.2", 1)] and faults_of_audit(Audit(home)) == ()


def test_tokens_are_kept_hashed_and_their_file_is_the_owners_alone(home, tokens):
    path = home / "access" / FILE
    text = path.read_text(encoding="utf-8")
    assert not any(token in text or token[4:] in text for token in tokens.values())
    assert sys.platform == "win32" or path.stat().st_mode & 0o077 == 0
    for role in ("steward", "approver", "administrator", ""):
        with pytest.raises(Refused):
            Tokens(home).add("另一个", role, by="test", at=AT)
    with pytest.raises(Refused):
        Tokens(home).add("上级平台  READER", "reader", by="test", at=AT)
    assert faults_of_audit(Audit(home)) == ()


def test_a_damaged_file_of_tokens_lets_nobody_in(tmp_path):
    token = Tokens(tmp_path).add("一个", "reader", by="test", at=AT)
    (tmp_path / "access" / FILE).write_text('[{"name": "x"}]', encoding="utf-8")
    answer = Client(application(tmp_path)).get("/v1/indicators", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 503 and "indicators" not in answer.json()


@pytest.mark.long
def test_the_shell_makes_lists_and_revokes_a_token_and_serves_on_this_machine_alone(tmp_path):
    publish(tmp_path, datetime(2025, 10, 1))
    token = run(tmp_path, "api", "token", "add", "省平台", "--role", "analyst").stdout.strip()
    assert token.startswith("ins_") and token not in run(tmp_path, "api", "token", "list").stdout
    assert [line.what for line in Audit(tmp_path).read()] == ["token_made", "token_made"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "inspection", "api", "--port", str(port), "--behind-proxy"]
    environment = {"INSPECTION_DATA": str(tmp_path), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    server = subprocess.Popen(command, cwd=PROJECT, env=environment, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        shown = {"Authorization": f"Bearer {token}"}
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/v1/indicators/findings", headers=shown)
        told = _told(asked)
        assert told["table"]["rows"][0][0] > 0 and date.fromisoformat(told["as_of"])
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/indicators", timeout=10)
        assert refused.value.code == 401
        named = urllib.request.Request(asked.full_url, headers={"X-Forwarded-For": "10.4.4.4"})
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(named, timeout=10)
        assert Audit(tmp_path).read()[-1].address == "10.4.4.4"
        own = socket.gethostbyname(socket.gethostname())
        if not own.startswith("127."):
            with pytest.raises(OSError):
                socket.create_connection((own, port), timeout=2)
        assert run(tmp_path, "api", "token", "revoke", "省平台").returncode == 0
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asked, timeout=10)
        assert refused.value.code == 401
    finally:
        server.terminate()
        server.wait(20)


def _told(asked: urllib.request.Request) -> dict:
    for _ in range(120):
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the door for programs did not open")
