"""What nginx lets through to the dashboard, what it answers itself, and what it writes down."""

import http.client
import json
import re
import socket
import ssl
import subprocess
import threading
import warnings
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from inspection.formats.workbooks import LARGEST_FILE
from tests.deploy.nginx import DEPLOY, Nginx, program, rendered, serving

SESSION = "5b0e7f1e-aaaa-bbbb-cccc-0123456789ab"
POLICY = "default-src 'self'; script-src 'self' 'sha256-x'"


class Upstream(BaseHTTPRequestHandler):
    """In the dashboard's place: notes what reached it, and answers much as it would."""

    seen: ClassVar[list[dict]] = []
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        while size > 0:
            size -= len(self.rfile.read(min(size, 1 << 16)))
        self.seen.append({"path": self.path, "method": self.command, "headers": list(self.headers.items())})
        body = json.dumps({"big": "x" * 5000}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if self.path == "/" else "text/javascript")
        if self.path == "/":
            self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        self.send_header("Cache-Control", "public, max-age=9")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = answer

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture(scope="module")
def front(tmp_path_factory) -> Iterator[Nginx]:
    """nginx before an upstream that notes what reaches it."""
    behind = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    try:
        with serving(tmp_path_factory.mktemp("nginx"), behind.server_port) as running:
            yield running
    finally:
        behind.shutdown()
        behind.server_close()


def asked(front: Nginx, path: str, method: str = "GET", headers: dict | None = None, body: bytes = b"") -> tuple:
    """(status, headers as sent, body, what reached the upstream)."""
    before = len(Upstream.seen)
    connection = http.client.HTTPSConnection("localhost", front.closed, context=front.context(), timeout=30)
    try:
        connection.request(method, path, body=body or None, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read(), Upstream.seen[before:]
    finally:
        connection.close()


def announced(front: Nginx, path: str, method: str, length: int) -> int:
    """The status for a body of that length, before any of it is sent."""
    connection = http.client.HTTPSConnection("localhost", front.closed, context=front.context(), timeout=30)
    connection.putrequest(method, path)
    connection.putheader("Content-Length", str(length))
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    return status


NAMING = (
    "X-Forwarded-User", "X-Forwarded-Email", "X-Forwarded-Groups", "X-Forwarded-Preferred-Username", "Remote-User",
    "X-Remote-User", "X_Forwarded_User", "X-Auth-Request-User", "X-WEBAUTH-USER", "X-Inspection-Proxy-Secret", "Forwarded",
    "X-Real-IP", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-HTTP-Method-Override", "Authorization",
    "True-Client-IP", "X-Whatever-Comes",
)  # fmt: skip


EVERY_KIND = ("/", "/_stcore/stream", "/media/a.csv", "/signin", "/public/", "/static/a.js", "/_stcore/health")


@pytest.mark.parametrize("path", EVERY_KIND)
def test_no_header_that_names_anybody_comes_through_on_any_address(path, front):
    sent = dict.fromkeys(NAMING, "boss@example.cn") | {
        "X-Forwarded-For": "10.9.9.9", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil", "Cookie": "inspection=a",
        "Accept-Language": "zh",
    }  # fmt: skip
    status, _, _, (reached,) = asked(front, path, headers=sent)
    held = {name.lower(): value for name, value in reached["headers"]}
    assert status == 200 and len(held) == len(reached["headers"])
    assert not any("boss" in value or "evil" in value or "10.9" in value for value in held.values())
    assert held["x-forwarded-for"] == "127.0.0.1" and held["x-forwarded-proto"] == "https"
    assert held["x-forwarded-host"] == "localhost" and held["host"] == f"localhost:{front.closed}"
    assert held["cookie"] == "inspection=a" and held["accept-language"] == "zh"


NOT_THERE = (
    "/_stcore/metrics", "/_stcore/message", "/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/_stcore/mcp",
    "/_stcore/allowed-message-origins", "/_stcore/script-health-check", "/clues/_stcore/metrics", "/component/x/y.js", "/.env",
    "/.git/config", "/app.py", "/Clues", "/clues/else", "/static/..%2f..%2fetc/passwd", "/look/a%00b", "//etc/passwd",
)  # fmt: skip


@pytest.mark.parametrize("path", NOT_THERE)
def test_what_nobody_needs_is_not_there_and_the_dashboard_is_not_even_asked(path, front):
    status, _, _, reached = asked(front, path)
    assert status in (400, 404) and reached == []


@pytest.mark.parametrize("path", ["/", "/clues", "/static/a.js", "/public/index.html", "/_stcore/health"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "PROPFIND"])
def test_what_is_only_read_takes_no_other_method(path, method, front):
    status, _, _, reached = asked(front, path, method)
    assert status in (403, 405) and reached == []


ALWAYS = {
    "Strict-Transport-Security": "max-age=31536000", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
}  # fmt: skip


@pytest.mark.parametrize("path, status", [("/", 200), ("/media/a", 200), ("/static/a.js", 200), ("/none.at.all", 404)])
def test_every_answer_says_each_of_its_headers_once_and_only_the_page_may_load_anything(path, status, front):
    found, headers, _, _ = asked(front, path)
    assert found == status and not re.search(r"\d", headers["Server"])
    for name, value in ALWAYS.items():
        assert headers.get_all(name) == [value]
    (policy,) = headers.get_all("Content-Security-Policy")
    assert policy == POLICY if path == "/" else policy.startswith("default-src 'none';") and "sandbox" in policy


def test_what_belongs_to_a_session_is_kept_by_no_cache_and_on_no_disk_on_its_way(front):
    for path, method in (("/media/a.xlsx", "GET"), (f"/_stcore/upload_file/{SESSION}/f1", "PUT")):
        _, headers, _, _ = asked(front, path, method, body=b"x" * 300_000 if method == "PUT" else b"")
        assert headers.get_all("Cache-Control") == ["no-store"]
    assert not [path for name in ("bodies", "answers") for path in (front.folder / name).rglob("*")]
    assert asked(front, "/static/a.js")[1]["Cache-Control"] == "public, max-age=9"


def test_scripts_come_compressed_and_what_is_somebody_s_does_not(front):
    for path, wanted in (("/static/a.js", "gzip"), ("/look/words.js", "gzip"), ("/media/a", None), ("/", None)):
        _, headers, body, _ = asked(front, path, headers={"Accept-Encoding": "gzip"})
        assert headers["Content-Encoding"] == wanted and (len(body) < 200) == (wanted is not None)


def test_what_the_page_takes_comes_in_and_no_more_and_a_form_is_small(front):
    upload = f"/_stcore/upload_file/{SESSION}/f1"
    status, _, _, (reached,) = asked(front, upload, "PUT", {"X-Xsrftoken": "t"}, b"x" * (50 << 20))
    assert status == 200 and ("X-Xsrftoken", "t") in reached["headers"]
    site = (DEPLOY / "nginx" / "inspection").read_text(encoding="utf-8")
    allowed = max(int(size) << 20 for size in re.findall(r"client_max_body_size (\d+)m", site))
    assert LARGEST_FILE < allowed < LARGEST_FILE + (20 << 20)
    assert announced(front, upload, "PUT", LARGEST_FILE + (20 << 20)) == announced(front, "/signin", "POST", 100_000) == 413


def test_nothing_by_which_a_session_could_be_taken_over_is_written_down(front, tmp_path):
    query = "?org=geheim"
    for path in (f"/_stcore/upload_file/{SESSION}/geheim.xlsx", "/media/geheim.csv", f"/clues{query}", f"/signin{query}"):
        asked(front, path, "PUT" if "upload" in path else "GET", {"Cookie": "inspection=geheim", "Referer": "https://geheim/"})
    assert announced(front, f"/_stcore/upload_file/{SESSION}/geheim", "PUT", 1 << 40) == 413
    with serving(tmp_path / "alone", 9) as alone:  # nobody listens there: what the error log says of it
        for path in (f"/_stcore/upload_file/{SESSION}/geheim", "/media/geheim"):
            status, headers, _, _ = asked(alone, path)
            assert status == 502 and headers["X-Frame-Options"] == "SAMEORIGIN"
        assert asked(alone, f"/clues{query}")[0] == asked(alone, f"/oauth2callback{query}")[0] == 502
        both = front.logs() + alone.logs()
    assert "geheim" not in both and SESSION not in both
    assert "GET /media/- HTTP/1.1 200" in both and "PUT /_stcore/upload_file/- HTTP/1.1 413" in both
    assert "GET /clues HTTP/1.1 200" in both and "GET /clues HTTP/1.1 502" in both


def test_another_name_gets_no_answer_and_an_open_address_leads_to_the_closed_one(front):
    with pytest.raises(http.client.RemoteDisconnected):
        connection = http.client.HTTPConnection("127.0.0.1", front.plain, timeout=10)
        connection.request("GET", "/", headers={"Host": "rebound.example"})
        connection.getresponse()
    connection = http.client.HTTPConnection("localhost", front.plain, timeout=10)
    connection.request("GET", "/clues?year=2024")
    answer = connection.getresponse()
    assert answer.status == 301 and answer.headers["Location"] == "https://localhost/clues?year=2024"
    for name in ("rebound.example", "127.0.0.1"):
        with socket.create_connection(("127.0.0.1", front.closed)) as raw, pytest.raises(ssl.SSLError):
            ssl._create_unverified_context().wrap_socket(raw, server_hostname=name)
    with pytest.raises(http.client.RemoteDisconnected):
        asked(front, "/", headers={"Host": "rebound.example"})


def test_only_tls_of_today_is_spoken(front):
    old = front.context()
    old.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("localhost", front.closed)) as raw, pytest.raises(ssl.SSLError, match="(?i)alert"):
        old.wrap_socket(raw, server_hostname="localhost")


def test_passwords_can_only_be_tried_slowly_and_a_page_that_asks_whether_it_is_signed_in_is_not_slowed(front):
    tried = [asked(front, "/signin", "POST", body=b"name=a")[0] for _ in range(40)]
    assert tried.count(200) <= 24 and tried[-1] == 429
    assert {asked(front, "/account/state")[0] for _ in range(30)} == {200} and asked(front, "/")[0] == 200


def test_the_site_as_it_is_shipped_is_what_nginx_takes(tmp_path):
    rendered(tmp_path, 8501, name="inspection.example.cn")
    command = [program(), "-t", "-e", str(tmp_path / "e.log"), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0 and "warn" not in ended.stderr, ended.stderr


def test_what_is_to_be_changed_is_named_and_nothing_else_of_an_office_stands_in_it():
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((DEPLOY / "nginx").rglob("*")) if path.is_file())
    assert set(re.findall(r"[\w.-]+\.(?:cn|com|org|gov)\b", text)) == {"inspection.example.cn", "api.inspection.example.cn"}
