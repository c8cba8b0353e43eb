"""Every address as everybody, through nginx as deploy/ sets it up."""

from contextlib import contextmanager

import pytest

from inspection.access import ROLES, Audit
from tests.access.conftest import with_account
from tests.access.matrix import cookies, crossings, of_somebody
from tests.browser.harness import serve
from tests.deploy.nginx import serving


@pytest.mark.long
def test_no_address_crosses_through_nginx_and_the_audit_knows_where_people_come_from(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    for role in reversed(ROLES):
        with_account(home, f"某{role}", role)
    command = ["-m", "inspection.ui.serving.server", "--behind-proxy"]
    with contextmanager(serve)(command, home, tmp_path / "log") as server:
        with serving(tmp_path / "nginx", int(server.url.rpartition(":")[2])) as front:
            known = cookies(front.url, "__Host-inspection")
            lines = [*crossings(front.url, known), *of_somebody(front.url, known)]
        assert len(lines) > 200
        # nginx slows down whoever asks for the pages of signing in so often: that opens nothing
        wrong = [line for line in lines if not line[-1] and line[2] != 429]
        assert sum(line[2] == 429 for line in lines) < 20
        assert not wrong, wrong
        assert {line.address for line in Audit(home).read() if line.what == "sign_in"} == {"127.0.0.1"}
        assert "Traceback" not in server.log()
