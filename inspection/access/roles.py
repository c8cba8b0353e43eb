"""What each role may see and do: one table, which the server, the pages and the shell ask and 账号与权限 shows.

A role is a set of permissions, an account a set of roles: whoever is steward and approver may do what either may, and still
cannot approve what he drafted himself. The administrator keeps the accounts and reads the audit; figures are not his.
"""

from collections.abc import Iterable

ROLES = ("reader", "analyst", "steward", "approver", "administrator")

PERMISSIONS: dict[str, frozenset[str]] = {
    # the figures of the review pages, what they mean, and the rows behind them: 哪几个
    "figures": frozenset({"reader", "analyst", "steward", "approver"}),
    # cutting figures freely, statements of one's own, the quality of the data, taking tables away as files
    "analysis": frozenset({"analyst", "steward"}),
    # bringing in and restoring data; the import page alone shows secret cells, and only of what is brought in; the files as they
    # came, kept beside their version, can be taken away whole
    "data": frozenset({"steward"}),
    # drafting, correcting, publishing and withdrawing what the public sees
    "publication": frozenset({"steward"}),
    # approving what somebody else drafted, and certifying figures
    "approval": frozenset({"approver"}),
    # accounts with their roles, and the audit
    "administration": frozenset({"administrator"}),
}
"""Permission -> the roles that have it."""

PAGES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("overview", "coverage", "plan", "findings", "clues", "rectification", "ranking", "accountability", "livelihood",
         "team", "organisation", "counties", "finding", "clue", "definitions"),
        ("figures",),
    ),
    "explorer": ("analysis",),
    "board": ("analysis",),
    "nowcast": ("analysis",),
    "sql": ("analysis",),
    "summary": ("figures",),
    "check": ("figures",),
    "packs": ("analysis",),
    "forms": ("analysis",),
    "quality": ("analysis",),
    "import": ("data",),
    "versions": ("data",),
    "snapshots": ("publication", "approval"),
    "accounts": (),
    "audit": ("administration",),
}  # fmt: skip
"""Page -> the permissions of which one opens it; none: whoever is signed in."""


def may(roles: Iterable[str], permission: str) -> bool:
    """Whether one of the roles has the permission. KeyError for a permission that does not exist."""
    return not PERMISSIONS[permission].isdisjoint(roles)


def pages_of(roles: Iterable[str]) -> tuple[str, ...]:
    """The pages that the roles together may open, in the order of the menu."""
    held = tuple(roles)
    return tuple(page for page, asked in PAGES.items() if not asked or any(may(held, one) for one in asked))
