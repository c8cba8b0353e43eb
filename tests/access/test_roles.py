"""The one table of roles, held against what an office expects of each."""

import pytest

from inspection.access import PAGES, PERMISSIONS, ROLES, pages_of
from inspection.ui.frame import AT_LEVEL, MENU

REVIEW = {*AT_LEVEL["review"], *MENU["case"]} | {"summary", "check", "definitions", "accounts"}
OPENS = {
    "reader": REVIEW,
    "analyst": REVIEW | {"explorer", "board", "nowcast", "sql", "forms", "packs", "quality"},
    "steward": REVIEW | {"explorer", "board", "nowcast", "sql", "forms", "packs", "quality", "import", "versions", "snapshots"},
    "approver": REVIEW | {"snapshots"},
    "administrator": {"accounts", "audit"},
}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_its_pages_and_no_others(role):
    assert set(pages_of([role])) == OPENS[role]


def test_two_roles_open_what_either_does():
    assert set(pages_of(["approver", "administrator"])) == OPENS["approver"] | OPENS["administrator"]


def test_nobody_without_a_role_does_anything():
    assert set(pages_of([])) == {"accounts"}


def test_every_page_of_the_menu_is_in_the_table_and_every_permission_is_somebodys():
    assert set(PAGES) == {page for pages in (*MENU.values(), *AT_LEVEL.values()) for page in pages}
    assert all(roles and roles <= set(ROLES) for roles in PERMISSIONS.values())


def test_whoever_publishes_does_not_approve_by_the_same_role():
    assert not PERMISSIONS["publication"] & PERMISSIONS["approval"]
