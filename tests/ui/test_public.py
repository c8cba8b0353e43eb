"""What /public answers: files of the site and nothing else, with strict headers, without a session."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from inspection import snapshots
from inspection.snapshots import Publication, template
from inspection.ui.serving.public import PublicSite, answer
from inspection.warehouse import Store, ledger_tables
from tests.snapshots.county import AS_OF, SMALL, ledgers, mart, standard

AT = datetime(2025, 10, 8, 9)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    made = tmp_path_factory.mktemp("public-home")
    Store(made).publish(ledger_tables(ledgers(SMALL)), as_of=AS_OF, files=(), built_at=AT)
    publication = Publication(made, snapshots.PublicSite(made, standard()))
    entry = publication.draft(mart(SMALL), standard(), template("monthly"), version=1, by="a", at=AT)
    publication.approve(entry.id, by="b", at=AT)
    publication.publish(entry.id, by="a", at=AT)
    publication.draft(mart(SMALL), standard(), template("bands"), version=1, by="a", at=AT)
    return made


@pytest.fixture(autouse=True)
def data(home, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(home))


def test_the_site_is_served_with_strict_headers():
    page = answer("/latest/", None)
    assert page.status_code == 200 and page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert page.headers["x-content-type-options"] == "nosniff" and page.headers["x-frame-options"] == "DENY"
    assert "A党组".encode() in page.body
    assert answer("/latest/card.png", None).headers["content-type"] == "image/png"


def test_a_reader_who_holds_it_already_is_told_so():
    mark = answer("/index.html", None).headers["etag"]
    assert answer("/index.html", mark).status_code == 304


def test_a_folder_without_its_slash_is_sent_to_the_one_with_it():
    assert answer("/latest", None).headers["location"] == "latest/"
    assert answer("", None).headers["location"] == "public/"


@pytest.mark.parametrize(
    "path",
    [
        "/../snapshots/register.jsonl", "/..", "/latest/../../snapshots/register.jsonl", "/../keys/snapshot.pem",
        "//etc/passwd",
        "/..\\snapshots\\register.jsonl", "/%2e%2e/keys/snapshot.pem", "/latest/\x00", "/C:/x", "/.inspection-site",
        "/.lock",
        "/_headers", "/nginx.conf", "/register.jsonl", "/drafts/d0002.json", "/snapshots/",
        "/latest/nothing.html", "/d0002/", "/" + "a" * 300, "/" + "a" * 70_000 + ".html", "/a" * 3_000,
    ],
)  # fmt: skip
def test_nothing_else_is_reached(path):
    refused = answer(path, None)
    assert refused.status_code == 404 and refused.body == b"404"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_out_of_the_site_leads_nowhere(home):
    link = home / "public" / "out.json"
    link.symlink_to(home / "snapshots" / "register.jsonl")
    try:
        assert answer("/out.json", None).status_code == 404
    finally:
        link.unlink()


def through(method: str, path: str) -> int | str:
    """The status the middleware answers, or "passed on" where it leaves the request to the pages."""
    said = []

    async def pages(scope, receive, send):
        said.append("passed on")

    async def send(message):
        said.extend([message["status"]] if message["type"] == "http.response.start" else [])

    scope = {"type": "http", "method": method, "path": path, "headers": [], "query_string": b""}
    # in a thread of its own: where a browser test ran before, this one has an event loop already
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, PublicSite(pages)(scope, None, send)).result()
    return said[0]


def test_only_what_lies_below_public_is_answered_and_only_to_readers():
    assert through("GET", "/public/index.html") == 200
    assert through("HEAD", "/public/") == 200
    assert through("POST", "/public/") == 405
    assert through("GET", "/publicity") == "passed on" and through("GET", "/") == "passed on"


def test_before_the_office_has_data_the_demonstrations_site_is_served_and_never_after(tmp_path, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    place = tmp_path / "demo" / "public"
    place.mkdir(parents=True)
    (place / "index.html").write_text("demo")
    assert answer("/", None).body == b"demo"
    Store(tmp_path).publish(ledger_tables(ledgers(SMALL)), as_of=AS_OF, files=(), built_at=AT)
    assert answer("/", None).status_code == 404
