"""Publication in the shell, once there are accounts: whose step it is, and of which moment."""

from datetime import date

import pytest

from inspection.access import Audit, faults_of_audit
from inspection.snapshots import Publication
from tests.access.conftest import PASSWORD, with_account
from tests.shell import run
from tests.snapshots.county import SMALL, ledgers
from tests.ui.dashboard import own_data


@pytest.fixture
def office(tmp_path):
    """Own data, two who may draft and approve, one who only reads; and the file their password is in."""
    home, secret = tmp_path / "home", tmp_path / "password"
    home.mkdir()
    own_data(home, ledgers(SMALL))
    with_account(home, "李敏", "steward", "approver", "administrator")
    with_account(home, "赵核准", "approver")
    with_account(home, "孙领导", "reader")
    secret.write_text(PASSWORD + "\n", encoding="utf-8")

    def snapshot(step: str, *arguments: str, by: str, password: str = str(secret)):
        return run(home, "snapshot", step, *arguments, "--by", by, "--password-file", password)

    return home, snapshot


def test_a_snapshot_goes_from_the_draft_to_the_public_in_the_names_of_two_accounts_and_of_today(office):
    home, snapshot = office
    assert snapshot("draft", by="李敏").returncode == 0
    for same in ("李敏", "李 敏", "李敏​"):
        assert snapshot("approve", "d0001", by=same).returncode == 2
    for other in ("孙领导", "谁", ""):
        assert snapshot("approve", "d0001", by=other).returncode == 2
    assert Publication(home).entry("d0001").state == "draft"
    assert snapshot("approve", "d0001", by="赵核准").returncode == 0
    assert snapshot("publish", "d0001", by="赵核准").returncode == 2, "whoever approves does not publish"
    assert snapshot("publish", "d0001", by="李敏").returncode == 0
    entry = Publication(home).entry("d0001")
    assert (entry.drafted_by, entry.approved_by, entry.published_at[:10]) == ("李敏", "赵核准", date.today().isoformat())
    told = [(line.what, line.details["by"]) for line in Audit(home).read() if line.details.get("state") == "done"]
    assert told == [("draft", "李敏"), ("approve", "赵核准"), ("publish", "李敏")] and not faults_of_audit(Audit(home))


def test_no_step_is_of_another_moment_and_none_is_taken_with_a_wrong_password(office, tmp_path):
    home, snapshot = office
    wrong = tmp_path / "wrong"
    wrong.write_text("not this one\n", encoding="utf-8")
    refused = snapshot("draft", "--at", "2025-10-08T09:00", by="李敏")
    assert refused.returncode == 2 and "--at" in refused.stderr
    assert snapshot("draft", by="李敏", password=str(wrong)).returncode == 2
    assert not Publication(home).register().entries
