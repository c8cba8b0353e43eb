"""The program on another engine: the shell prints the same, and what stands in the way says so."""

import os
import sys
from base64 import b64decode
from collections.abc import Iterator
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

import pytest

from inspection.warehouse import EngineError, Mart, Question, Reader, Store, memory_mart
from inspection.warehouse.engines import engine, started
from inspection.warehouse.explore import answer, points, spread
from tests.engines.other import ENGINE, there
from tests.reading.county import COUNTY
from tests.shell import run
from tests.signed_in import Somebody
from tests.small import TERMS, ledger
from tests.ui.dashboard import fault, opened, words

AS_OF = date(2025, 9, 30)
TABLES = {name: ledger(name, text) for name, text in ({"terms": TERMS} | COUNTY).items()}
ASKED = (
    ("indicator", "clue_verification_rate", "--by", "year,org_class"),
    ("indicator", "completion_rate", "--by", "term"),
    ("indicator", "findings", "--by", "org", "--where", "org_class=township"),
    ("indicator", "coverage_rate", "--by", "term"),
    ("table", "alerts"),
    ("table", "organisation_history"),
    ("ranking", "township"),
)
"""Questions to the shell: figures, tables, what is claimed of them."""


@pytest.fixture(autouse=True, scope="module")
def other() -> None:
    """Without the engine there is nothing to hold the program against."""
    there()


@pytest.fixture
def home(tmp_path) -> Path:
    Store(tmp_path).publish(TABLES, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9))
    return tmp_path


def printed(home: Path, question: tuple[str, ...]) -> str:
    ended = run(home, *question)
    assert ended.returncode == 0, (question, ended.stderr)
    return ended.stdout


def test_the_shell_prints_the_same_whichever_engine_answers(home, monkeypatch):
    monkeypatch.delenv("INSPECTION_ENGINE", raising=False)
    wanted = {question: printed(home, question) for question in ASKED}
    assert not (home / "engine").exists()
    monkeypatch.setenv("INSPECTION_ENGINE", ENGINE)
    for question, on_duckdb in wanted.items():
        assert len(on_duckdb.splitlines()) > 1, question
        assert printed(home, question) == on_duckdb, question
    (written,) = (path for path in (home / "engine").iterdir() if path.is_dir())
    assert (written / "findings.parquet").stat().st_mode & 0o077 == 0 or os.name != "posix"


@pytest.mark.long
@pytest.mark.parametrize("page", ["review/overview", "review/clues", "review/rectification"])
def test_a_page_says_the_same_whichever_engine_answers(page, tmp_path, monkeypatch):
    Somebody(monkeypatch)
    said = []
    for name, chosen in (("here", "duckdb"), ("there", ENGINE)):
        home = tmp_path / name
        Store(home).publish(TABLES, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9))
        monkeypatch.setenv("INSPECTION_DATA", str(home))
        monkeypatch.setenv("INSPECTION_ENGINE", chosen)
        at = opened(page)
        assert not fault(at), chosen
        said.append(words(at))
    assert (tmp_path / "there" / "engine").is_dir() and not (tmp_path / "here" / "engine").exists()
    assert said[0] == said[1] and "2025-09-30" in said[0]


def test_the_engine_that_is_chosen_is_the_one_that_is_asked(home, monkeypatch):
    monkeypatch.setenv("INSPECTION_ENGINE", ENGINE)
    mart = Reader(home).mart()
    there = started(ENGINE, "")
    asked: list[str] = []
    answer = there.columns
    monkeypatch.setattr(there, "columns", lambda mart, text, params: asked.append(text) or answer(mart, text, params))
    assert mart.at(date(2024, 1, 1)).query("select count(*) as n from organisations")["n"].tolist() == [
        len(TABLES["organisations"])
    ]
    assert asked == ["select count(*) as n from organisations"]


def test_values_come_back_in_the_types_and_texts_in_which_they_went(home, monkeypatch):
    """What a value holds is never read as SQL, a day before 1970 is a day, and an empty value is empty."""
    monkeypatch.setenv("INSPECTION_ENGINE", ENGINE)
    mart = Reader(home).mart()
    text = "a'b\\n\"c\n\t`$d --中"
    asked = (
        "select cast($text as varchar) as text, cast($day as date) as day, cast($whole as bigint) as whole, cast($part as double)"
        " as part, cast($none as varchar) as none, $yes as yes, cast(sum(t.n) as bigint) as summed, count(*) as n from (select"
        " 1 as n, $text as kept union all select 2 as n, 'other' as kept) t where t.kept in ($text, $more)"
    )
    given = {
        "text": text,
        "day": date(1931, 5, 6),
        "whole": -(2**40),
        "part": 0.1,
        "none": None,
        "yes": True,
        "more": "'",
    }
    found = mart.columns(asked, given)
    assert found.to_pylist() == [
        {
            "text": text,
            "day": date(1931, 5, 6),
            "whole": -(2**40),
            "part": 0.1,
            "none": None,
            "yes": True,
            "summed": 1,
            "n": 1,
        }
    ]
    assert found.schema == memory_mart({}).columns(asked, given).schema


def test_an_order_inside_is_the_order_outside(home, monkeypatch):
    monkeypatch.setenv("INSPECTION_ENGINE", ENGINE)
    mart = Reader(home).mart()
    inner = "select o.org_id as org_id, o.name as name from organisations o order by o.org_class desc, 1 desc"
    text = f"with organisations as (select x.* from organisations x where x.org_id <> $gone) select w.* from ({inner}) w limit 5"
    found, here = mart.query(text, {"gone": "T1"}), mart.query(text, {"gone": "T1"}, here=True)
    assert found.equals(here) and len(here) == 5 and found.columns.tolist() == ["org_id", "name"]


def test_quartiles_medians_and_sampled_points_stay_with_duckdb(home, monkeypatch):
    """ClickHouse draws a median from 8,192 rows, and another hash would draw other points."""
    monkeypatch.delenv("INSPECTION_ENGINE", raising=False)
    asked = Question("ballots", ("grade",), "median", "votes")

    def found(mart: Mart) -> list:
        frames = spread(mart, asked), points(mart, asked, "votes"), answer(mart, asked)
        return [frame.astype(str).to_numpy().tolist() for frame in frames]

    wanted = found(Reader(home).mart())
    assert all(wanted)
    monkeypatch.setenv("INSPECTION_ENGINE", ENGINE)
    mart = Reader(home).mart()
    monkeypatch.setattr(started(ENGINE, ""), "columns", lambda *asked: pytest.fail(f"asked of {ENGINE}: {asked}"))
    assert mart.elsewhere and found(mart) == wanted


def test_what_was_written_of_a_version_goes_with_it(home, monkeypatch):
    monkeypatch.setenv("INSPECTION_ENGINE", ENGINE)
    Reader(home).mart()
    (first,) = (path.name for path in (home / "engine").iterdir() if path.is_dir())
    gone = first.replace("mart_1_", "mart_7_")
    (home / "engine" / first).rename(home / "engine" / gone)
    Reader(home).mart()
    assert {path.name for path in (home / "engine").iterdir() if path.is_dir()} == {first}


def test_an_engine_that_is_not_there_is_named_with_the_next_step(home, monkeypatch):
    monkeypatch.setenv("INSPECTION_ENGINE", "oracle")
    refused = run(home, *ASKED[0], lang="en")
    assert refused.returncode == 2 and "duckdb, clickhouse, spark" in refused.stderr
    monkeypatch.setenv("INSPECTION_ENGINE", "clickhouse")
    monkeypatch.setenv("INSPECTION_ENGINE_URL", "http://reader:secret@127.0.0.1:9")
    refused = run(home, *ASKED[0], lang="en")
    assert refused.returncode == 2 and "127.0.0.1:9" in refused.stderr and "INSPECTION_ENGINE_URL" in refused.stderr
    assert "secret" not in refused.stderr


def test_a_library_that_is_not_installed_is_named_with_what_installs_it(monkeypatch):
    for name in ("pyspark", "pyspark.errors"):  # a part that was read already is found without the whole
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "inspection.warehouse.engines.spark", raising=False)
    monkeypatch.setenv("INSPECTION_ENGINE", "spark")
    monkeypatch.setenv("INSPECTION_ENGINE_URL", "sc://nowhere")
    with pytest.raises(EngineError) as refused:
        engine()
    assert refused.value.code == "engine_missing" and refused.value.values["lock"] == "requirements-spark.lock"


class _Server(BaseHTTPRequestHandler):
    """A ClickHouse server as its manual says it is spoken to, with chdb behind it."""

    behind, folder, seen = None, None, []

    def do_POST(self) -> None:
        asked = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b"".join(self._chunks())
        self.seen.append((self.headers["Authorization"], asked))
        params = {name.removeprefix("param_"): value for name, value in asked.items() if name.startswith("param_")}
        try:
            if "query" in asked:
                table = asked["query"].removeprefix("insert into ").removesuffix(" format Parquet")
                path = self.folder / "body.parquet"
                path.write_bytes(body)
                answer = self.behind(f"insert into {table} select * from file('{path}', Parquet)", params)
            else:
                answer = self.behind(body.decode(), params)
            self.send_response(200)
        except EngineError as error:
            answer = str(error.values["reason"]).encode()
            self.send_response(500)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline(), 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def server(monkeypatch, tmp_path) -> Iterator[ThreadingHTTPServer]:
    """Such a server, which INSPECTION_ENGINE_URL names."""
    if ENGINE != "clickhouse":
        pytest.skip("a server of another engine")
    _Server.behind, _Server.folder, _Server.seen = started("clickhouse", "")._run, tmp_path, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("INSPECTION_ENGINE", "clickhouse")
    monkeypatch.setenv("INSPECTION_ENGINE_URL", f"http://reader:se%40cret@127.0.0.1:{server.server_port}")
    yield server
    gone(server)


def gone(server: ThreadingHTTPServer) -> None:
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "lang, said, again",
    [("zh", "连不上", "引擎恢复后，请重新载入本页"), ("en", "cannot be reached", "Load this page again")],
)
def test_a_page_whose_engine_goes_away_says_where_what_and_the_next_step(home, server, monkeypatch, lang, said, again):
    monkeypatch.setenv("INSPECTION_DATA", str(home))
    Somebody(monkeypatch)
    assert not fault(opened("reference/definitions")) and _Server.seen
    gone(server)
    at = opened("review/clues", lang=lang)
    assert not fault(at)
    for part in (said, f"127.0.0.1:{server.server_port}", "INSPECTION_ENGINE_URL", again):
        assert part in words(at)
    assert "se%40cret" not in words(at) and "se@cret" not in words(at)


def test_an_answer_that_breaks_off_is_the_engines_failure(home, server, monkeypatch):
    mart = Reader(home).mart()
    monkeypatch.setattr(_Server, "behind", staticmethod(lambda *asked: b"Code: 241. DB::Exception: Memory limit exceeded"))
    with pytest.raises(EngineError) as failed:
        mart.query("select count(*) as n from organisations")
    assert failed.value.code == "engine_failed"


def test_a_server_is_asked_over_http_and_takes_a_version_in_once(home, server, monkeypatch):
    from inspection.warehouse.engines.clickhouse import SETTINGS

    with monkeypatch.context() as on_duckdb:
        on_duckdb.delenv("INSPECTION_ENGINE")
        wanted = {question: printed(home, question) for question in ASKED}
    assert not _Server.seen
    assert {question: printed(home, question) for question in ASKED} == wanted
    taken = [asked["query"] for _, asked in _Server.seen if "query" in asked]
    assert len(taken) == len(set(taken)) > len(TABLES)
    for authorization, asked in _Server.seen:
        assert b64decode(authorization.removeprefix("Basic ")) == b"reader:se@cret", "a password with a sign of addresses"
        assert asked.items() >= SETTINGS.items()
        assert asked["wait_end_of_query"] == "1", "what goes wrong half-way would pass for an answer"
