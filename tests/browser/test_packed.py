"""What a first visit takes over the wire: Streamlit's own files are sent packed, and arrive as they lie on the disk."""

import gzip
import re
import urllib.request
from email.message import Message

import pyarrow as pa
import pytest

from inspection.ui.serving.look import JOINED, SMALLEST, STATIC, static_files
from inspection.ui.serving.packed import FOLDER, chosen, names, small

pytestmark = pytest.mark.long

FIRST_VISIT = 3_000_000
"""Bytes over the wire up to the first chart."""


def got(address: str, **headers: str) -> tuple[int, Message, bytes]:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
        return answer.status, answer.headers, answer.read()


def unpacked(encoding: str, body: bytes, size: int) -> bytes:
    return gzip.decompress(body) if encoding == "gzip" else pa.Codec("brotli").decompress(body, size, asbytes=True)


def test_every_file_arrives_as_it_lies_on_the_disk(server):
    largest = sorted(((n, p) for n, p in names().items() if not small(p)), key=lambda named: named[1].stat().st_size)
    for name, path in (*largest[-3:], *largest[:3], next(n for n in largest if n[1].suffix == ".css")):
        whole = path.read_bytes()
        for offered, encoding in (("gzip, deflate, br", "br"), ("gzip", "gzip")):
            status, headers, body = got(server.url + name, **{"Accept-Encoding": offered})
            assert (status, headers["Content-Encoding"], headers["Vary"]) == (200, encoding, "Accept-Encoding"), name
            assert "immutable" in headers["Cache-Control"] and headers["X-Content-Type-Options"] == "nosniff"
            assert unpacked(encoding, body, len(whole)) == whole and len(body) < len(whole), name


def test_a_file_of_a_few_lines_arrives_whole_and_is_kept_by_the_browser(server):
    name, path = next((name, path) for name, path in names().items() if small(path))
    for offered in ("gzip, deflate, br", "identity"):
        status, headers, body = got(server.url + name, **{"Accept-Encoding": offered})
        assert (status, "Content-Encoding" in headers, body) == (200, False, path.read_bytes())
        assert "immutable" in headers["Cache-Control"] and headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_ours_arrives_as_it_lies_on_the_disk_in_few_files(server):
    page = got(f"{server.url}/", Accept="text/html")[2].decode("utf-8")
    linked = re.findall(r"\./(look/([^?\"]+)\?v=\w+)", page)
    assert len(linked) <= 6 and not re.search('as="font"', page)
    for address, name in linked:
        for offered, encoding in (("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", None)):
            status, headers, body = got(f"{server.url}/{address}", **{"Accept-Encoding": offered})
            whole = static_files()[name]
            assert status == 200 and headers["Content-Encoding"] == (encoding if len(whole) >= SMALLEST else None), name
            assert (unpacked(headers["Content-Encoding"], body, len(whole)) if headers["Content-Encoding"] else body) == whole
    for joined, parts in JOINED.items():
        assert all((STATIC / part).read_bytes() in static_files()[joined] for part in parts)


def test_who_takes_neither_or_asks_for_a_part_gets_it_as_streamlit_sends_it(server):
    name, path = max(names().items(), key=lambda named: named[1].stat().st_size)
    for headers in ({"Accept-Encoding": "identity"}, {"Accept-Encoding": "br;q=0"}):
        status, answered, body = got(server.url + name, **headers)
        assert (status, "Content-Encoding" in answered, len(body)) == (200, False, path.stat().st_size)
    status, _, body = got(server.url + name, **{"Accept-Encoding": "br", "Range": "bytes=0-9"})
    assert (status, body) == (206, path.read_bytes()[:10])
    for nothing in ("/static/../app.py", "/static/js/none.js", "/static/js/"):
        assert nothing not in names()
    assert all(path.is_relative_to(FOLDER) for path in names().values())


@pytest.mark.parametrize(
    ("offered", "encoding"),
    [
        ("", None),
        ("deflate", None),
        ("br;q=1.0, gzip;q=0.5", "br"),
        ("GZIP", "gzip"),
        ("br; q=0, gzip", "gzip"),
        ("x-gzip", None),
    ],
)
def test_the_encoding_is_one_the_browser_takes(offered, encoding):
    assert chosen(offered) == encoding


def test_a_first_visit_takes_less_than_three_megabytes_up_to_its_first_chart(server, browser):
    arrived: list[int] = []
    asked: list[str] = []
    with browser.new_context(locale="zh-CN") as fresh:
        page = fresh.new_page()
        wire = fresh.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda told: arrived.append(told["encodedDataLength"]))
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        page.goto(f"{server.url}/overview")
        page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    assert not [name for name in asked if name.startswith("SourceSans")], "a typeface that nothing is set in"
    head = got(f"{server.url}/", Accept="text/html")[2].decode("utf-8")
    named = set(re.findall(r"\./static/js/([^\"]+)", head))
    late = [name for name in asked if name.endswith(".js") and name not in named]
    assert not late, "scripts that the head of the page does not name come when everything else is there"
    assert any(size > 500_000 for size in arrived), "the drawing library has not come over the wire"
    assert sum(arrived) <= FIRST_VISIT, f"{sum(arrived):,} bytes"
