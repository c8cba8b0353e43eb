"""No secret cell reaches a page, a log, the audit or any file but the steward's own, whoever looks."""

from datetime import datetime

import pytest

from inspection.access import ROLES
from inspection.demonstration import county
from inspection.ui.frame import MENU
from inspection.warehouse import Store, dictionary, ledger_tables
from tests.access.asking import Stream, signed_in
from tests.access.conftest import PASSWORD, with_account
from tests.browser.harness import serve

STEWARDS_OWN = ("full.duckdb",)


def planted() -> tuple[dict[str, list[tuple]], set[str], str]:
    """The invented county with a canary of its own in every secret text, its canaries, and the name of an organisation."""
    ledgers, _ = county()
    known, canaries = dictionary().ledgers, {}

    def canary(column, value):
        home = column
        while home.refers_to:
            home = known[home.refers_to[0]].column(home.refers_to[1])
        if not isinstance(value, str) or not (home.secret or column.secret) or column.type not in ("text", "ref"):
            return value
        return canaries.setdefault((home.ledger, home.name, value), f"鸟雀{len(canaries):06d}笼")

    for name, rows in ledgers.items():
        columns = known[name].columns
        ledgers[name] = [tuple(canary(c, v) for c, v in zip(columns, row, strict=True)) for row in rows]
    at = [c.name for c in known["organisations"].columns].index("name")
    return ledgers, set(canaries.values()), ledgers["organisations"][0][at]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    home = tmp_path_factory.mktemp("canaries")
    ledgers, canaries, name = planted()
    Store(home).publish(ledger_tables(ledgers), as_of=county()[1], files=(), built_at=datetime(2025, 10, 1))
    with_account(home, "样样都行", *ROLES, at=datetime(2025, 1, 1))
    for running in serve(["-m", "inspection.ui.serving.server"], home, home.parent / "server.log"):
        yield running, canaries, name


@pytest.mark.long
def test_no_secret_cell_is_in_anything_a_page_sends_or_the_server_leaves_behind(server):
    running, canaries, name = server
    assert len(canaries) > 1000
    cookie, sent = signed_in(running.url, "样样都行", PASSWORD), {}
    for pages in MENU.values():
        for page in pages:
            with Stream(running.url, cookie, page="" if page == "overview" else page) as stream:
                sent[page] = stream.run().raw
    assert all(len(raw) > 2000 for raw in sent.values()), {page: len(raw) for page, raw in sent.items()}
    assert any(name.encode() in raw for raw in sent.values()), "what is not secret is found by the same look"
    left = {
        path.relative_to(running.data_home).as_posix(): path.read_bytes()
        for path in running.data_home.rglob("*")
        if path.is_file() and not path.name.endswith(STEWARDS_OWN)
    }
    full = next(running.data_home.rglob("*.full.duckdb")).read_bytes()
    assert "鸟雀".encode() in full, "the same look finds them where they are kept"
    for where, held in {**sent, **left, "log": running.log().encode()}.items():
        assert "鸟雀".encode() not in held, where
