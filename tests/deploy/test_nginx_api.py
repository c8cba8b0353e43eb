"""The door for programs behind nginx as deploy/ sets it up, beside the dashboard's site: a real one, before the real door."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import uvicorn

from inspection.access import Audit
from inspection.access.tokens import Tokens
from inspection.api.app import FAILURES, application
from tests.browser.harness import free_port
from tests.deploy.nginx import API, Nginx, serving


@dataclass(frozen=True)
class Doors:
    """The door for programs at both ends: nginx, the port of the door itself, its data home, a token."""

    front: Nginx
    port: int
    home: Path
    token: str

    def asked(self, path: str, method: str = "GET", name: str = API, **headers: str) -> http.client.HTTPResponse:
        """The answer of nginx under a name, body read."""
        sock = socket.create_connection(("127.0.0.1", self.front.closed), timeout=30)
        connection = http.client.HTTPSConnection(name, self.front.closed, timeout=30)
        connection.sock = self.front.context().wrap_socket(sock, server_hostname=name)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", name)
        for key, value in headers.items():
            connection.putheader(key.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer


@pytest.fixture(scope="module")
def doors(tmp_path_factory) -> Iterator[Doors]:
    home, port = tmp_path_factory.mktemp("api"), free_port()
    token = Tokens(home).add("省平台", "reader", by="test", at=datetime(2025, 10, 8))
    app = application(home, behind_proxy=True)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", proxy_headers=False, ws="none"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    try:
        while not server.started:
            assert running.is_alive()
            time.sleep(0.05)
        with serving(tmp_path_factory.mktemp("nginx"), 9, api=port) as front:
            yield Doors(front, port, home, token)
    finally:
        server.should_exit = True
        running.join(10)


def test_a_token_comes_through_and_its_answer_comes_back(doors):
    answer = doors.asked("/openapi.json", Authorization=f"Bearer {doors.token}")
    assert answer.status == 200 and json.loads(answer.text)["openapi"] == "3.1.0"
    assert answer.headers["Strict-Transport-Security"] and answer.headers["Cache-Control"] == "no-store"
    assert not [c for c in answer.headers["Server"] if c.isdigit()]
    assert doors.asked("/openapi.json").status == 401
    assert Audit(doors.home).read()[-1].address == "127.0.0.1"


def test_whoever_guesses_through_nginx_stops_himself_and_names_no_other_address(doors):
    for n in range(6 * FAILURES):
        answer = doors.asked("/v1/certified", Authorization="Bearer ins_x", X_Forwarded_For=f"10.9.9.{n}")
        if answer.status == 429 and answer.headers["Content-Type"] == "application/json":  # the door's; nginx slows down too
            break
        time.sleep(0.2)
    else:
        pytest.fail("nobody stopped who guesses")
    assert {line.address for line in Audit(doors.home).read()} == {"127.0.0.1"}
    elsewhere = http.client.HTTPConnection("127.0.0.1", doors.port, timeout=30)  # as nginx tells of another client
    elsewhere.request("GET", "/v1/certified", headers={"X-Forwarded-For": "10.4.4.4", "Authorization": "Bearer ins_x"})
    assert elsewhere.getresponse().status == 401
    elsewhere.close()


def test_there_is_nothing_else_and_nothing_but_get(doors):
    before = len(Audit(doors.home).read())
    shown = {"Authorization": f"Bearer {doors.token}"}
    for path in ("/", "/clues", "/_stcore/health", "/v1/", "/v1/%2e%2e/x y", "/access/tokens.json", "/docs"):
        time.sleep(0.25)  # nginx takes five a second
        assert doors.asked(path.replace(" ", "%20"), **shown).status in (400, 404), path
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        time.sleep(0.25)
        assert doors.asked("/v1/indicators", method, **shown).status in (403, 405), method
    assert len(Audit(doors.home).read()) == before, "nginx asked the door"
    assert doors.asked("/v1/indicators", name="localhost", **shown).status == 404, "it stands under a name of its own"


def test_what_was_asked_for_and_by_what_token_is_not_written_down_by_nginx(doors):
    doors.asked("/v1/indicators?where=org=geheim", Authorization=f"Bearer {doors.token}")
    logs = doors.front.logs()
    assert "GET /v1/indicators HTTP/1.1" in logs and "geheim" not in logs and doors.token not in logs
