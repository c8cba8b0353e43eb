"""Every address x role x session: what a server may answer, written down apart from the code that decides it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from inspection.access import PAGES
from inspection.access.roles import ROLES
from tests.access.asking import Stream, ask, opens, signed_in
from tests.access.conftest import PASSWORD

REVIEW = ("overview", "coverage", "plan", "findings", "clues", "rectification", "ranking", "accountability", "livelihood",
          "team", "organisation", "counties", "finding", "clue", "definitions")  # fmt: skip
OPENED_BY = {
    **{page: {"reader", "analyst", "steward", "approver"} for page in REVIEW},
    "summary": {"reader", "analyst", "steward", "approver"},
    "check": {"reader", "analyst", "steward", "approver"},
    "explorer": {"analyst", "steward"},
    "board": {"analyst", "steward"},
    "nowcast": {"analyst", "steward"},
    "sql": {"analyst", "steward"},
    "forms": {"analyst", "steward"},
    "quality": {"analyst", "steward"},
    "packs": {"analyst", "steward"},
    "import": {"steward"},
    "versions": {"steward"},
    "snapshots": {"steward", "approver"},
    "accounts": set(ROLES),
    "audit": {"administrator"},
}
"""Page -> the roles it opens to, as the office has asked for it."""
FOR_ALL = ("/_stcore/health", "/signin", "/look/door.css", "/public/")
FOR_NOBODY = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json", "/_stcore/message",
              "/auth/logout")  # fmt: skip
SIGNED_IN = ("/_stcore/host-config", "/account", "/account/state", "/")
assert set(OPENED_BY) == set(PAGES)


def cookies(base: str, name: str = "inspection") -> dict[str, str]:
    """A cookie per role, and under "expired" one that was signed out."""
    made = {role: signed_in(base, f"某{role}", PASSWORD) for role in ROLES}
    made["expired"] = signed_in(base, "某steward", PASSWORD)
    ask(base, "/account", made["expired"], method="POST", body=b"do=out", Origin=base,
        Content_Type="application/x-www-form-urlencoded")  # fmt: skip
    return made | {"nobody": "", "invented": f"{name}=" + "a" * 43}


def crossings(base: str, held: Mapping[str, str]) -> Iterator[tuple[str, str, int, bool]]:
    """(address, who, status, whether that is as it should be) for every address that is not somebody's own."""
    inside = set(ROLES)
    for who, cookie in held.items():
        for page, roles in OPENED_BY.items():
            path = f"/{page}"
            status = ask(base, path, cookie).status
            expected = {200, 307} if who in roles else {403} if who in inside else {303}
            yield path, who, status, status in expected
        for path in SIGNED_IN:
            status = ask(base, path, cookie, accept="*/*").status
            yield path, who, status, status == (200 if who in inside else 401)
        for path in FOR_ALL:
            status = ask(base, path, cookie).status
            yield path, who, status, status in (200, 404)
        for path in FOR_NOBODY:
            status = ask(base, path, cookie).status
            yield path, who, status, status == 404
        status = opens(base, cookie).status
        yield "/_stcore/stream", who, status, status == (101 if who in inside else 403)


def of_somebody(base: str, held: Mapping[str, str]) -> Iterator[tuple[str, str, int, bool]]:
    """The same for what is the steward's own: a file he was offered and took, his uploads, the stream of his page."""
    with Stream(base, held["steward"], page="import") as page:
        page.run()
        path = page.take()
        upload = f"/_stcore/upload_file/{page.session}/1"
        # his own first: Streamlit lets a file go when somebody else's page has run
        for who, cookie in sorted(held.items(), key=lambda one: one[0] != "steward"):
            status = ask(base, path, cookie, accept="*/*").status
            yield "media", who, status, status == (200 if who == "steward" else 404 if who in ROLES else 401)
            status = ask(base, upload, cookie, method="DELETE", accept="*/*").status
            # his own is stopped by Streamlit's own guard against forged requests, and no further
            yield "upload", who, status, status in ((403, 404, 204) if who == "steward" else (404,) if who in ROLES else (401,))
            if who in ROLES and who != "steward":
                with Stream(base, cookie, take_up=page.session) as other:
                    other.run()
                    yield "stream of another", who, 101, other.session != page.session


def listed(base: str, _home: Path) -> Iterator[str]:
    """All of it, a line each; those that should not be begin with !."""
    held = cookies(base)
    for path, who, status, right in (*crossings(base, held), *of_somebody(base, held)):
        yield f"{' ' if right else '!'} {status} {who:14} {path}"
