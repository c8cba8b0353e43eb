"""Who sits before the page: looked up at every run, and what he does is noted in the audit.

The server asks the same of every address (inspection.ui.serving.door); this is the second lock, which holds whatever way a
page was reached.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from inspection.access import ANYBODY, Audit, Doors, Refused, Visitor, nobody_asked
from inspection.text import say
from inspection.ui.pieces import address
from inspection.ui.pieces.plain import plain
from inspection.warehouse import data_home

COOKIE, SECURE_COOKIE = "inspection", "__Host-inspection"
"""The cookie that holds a session's secret: plainly on the loopback address, bound to host and TLS behind a proxy."""
LOOPBACK = ("127.0.0.1", "::1", "localhost", "testclient")
OWNERS: dict[str, tuple[str, ...]] = {}
"""Streamlit's session -> whose it is (Visitor.owner). Filled by the runs, so that nobody takes up another's session, its
files or its uploads."""
VISITOR = "visitor_now"


def cookies() -> Mapping[str, str]:
    """The cookies of the browser that asks."""
    return st.context.cookies


def headers() -> Mapping[str, str]:
    """The headers with which the page was asked for, names in small letters."""
    return {name.lower(): value for name, value in st.context.headers.items()}


def came_from() -> str:
    """The address of whoever asks; the loopback one for somebody at this machine."""
    return st.context.ip_address or LOOPBACK[0]


def claims_of(given: Mapping[str, str]) -> dict[str, object] | None:
    """What the single sign-on said of the person, from Streamlit's own signed cookie; None without one that is sound."""
    if USER_COOKIE_NAME not in given:
        return None
    held = _get_signed_cookie_with_chunks(dict(given), USER_COOKIE_NAME)
    try:
        claims = json.loads(held) if held else None
    except ValueError:
        return None
    return claims if isinstance(claims, dict) and claims.get("is_logged_in") else None


def secret_of(given: Mapping[str, str]) -> str:
    """The secret of a session, from whichever of the two cookies is there."""
    return given.get(SECURE_COOKIE) or given.get(COOKIE) or ""


def known(
    given: Mapping[str, str], sent: Mapping[str, str], comes_from: str, at: datetime, *, click: bool = True
) -> Visitor | None:
    """Who asks with these cookies and `sent` headers (names in small letters); None for nobody known. `click`: he did
    something."""
    doors = Doors(data_home())
    by_proxy = doors.by_proxy(sent, comes_from)
    return by_proxy or doors.visitor(secret_of(given), comes_from, at, claims_of(given), click=click)


def open_to_anybody(local: bool) -> bool:
    """Whether the invented county may be looked at by whoever sits at this machine."""
    return local and nobody_asked(data_home())


def admitted(lang: str) -> Visitor:
    """Who sits before this run; the run ends with a sentence where it is nobody who may."""
    try:
        found = known(cookies(), headers(), came_from(), datetime.now())
        if found is None and open_to_anybody(came_from() in LOOPBACK):
            found = ANYBODY
    except Refused as refused:
        st.error(plain(refused.words(lang)))
        st.stop()
    if found is None and not Doors(data_home()).accounts.all():
        st.info(say("access.first_account", lang), icon=":material/lock:")
        st.stop()
    if found is None:
        st.info(say("access.signed_out", lang), icon=":material/lock:")
        st.link_button(say("access.sign_in", lang), "./signin")
        st.stop()
    _own(found)
    st.session_state[VISITOR] = found
    return found


def _own(visitor: Visitor) -> None:
    """This session is the visitor's from now on; what it held of another goes."""
    context = get_script_run_ctx()
    if context is None:
        return
    owner = visitor.owner
    if OWNERS.get(context.session_id, owner) != owner:
        st.session_state.clear()
    OWNERS[context.session_id] = owner


def visitor() -> Visitor:
    """Who sits before this run, once `admitted` has let him in."""
    return st.session_state[VISITOR]


def may(permission: str) -> bool:
    """Whether he may do something."""
    return visitor().may(permission)


def noted(what: str, **details: object) -> None:
    """A line of the audit on what he has seen or taken. Nothing is written of the invented county.

    Where it cannot be written the page says so and ends: then he must not see it.
    """
    one = visitor()
    if one.kind == ANYBODY.kind:
        return
    try:
        Audit(data_home()).note(what, one.name, one.roles, one.address, datetime.now(), **details)
    except Refused as refused:
        st.error(plain(refused.words(address.language())))
        st.stop()


def noted_once(what: str, **details: object) -> None:
    """The same, once in a session of a page: one that runs again for another reason tells nothing new."""
    seen = (what, tuple(sorted((key, str(value)) for key, value in details.items())))
    known = st.session_state.setdefault("noted_so_far", set())
    if seen not in known:
        noted(what, **details)
        known.add(seen)


def taking(make: Callable[[], bytes], what: str = "downloaded", **details: object) -> Callable[[], bytes]:
    """What makes a file to be taken away, and notes that it was taken (`what`: secret_seen where it holds secret cells); the
    one who pressed is known now, when it is offered."""
    one = visitor()

    def made() -> bytes:
        if one.kind != ANYBODY.kind:
            Audit(data_home()).note(what, one.name, one.roles, one.address, datetime.now(), **details)
        return make()

    return made


def step(what: str, **details: object) -> AbstractContextManager[dict]:
    """A step that changes something: a line before it and one after it. Of what is tried on the invented county without an
    account, only the import, which brings in the office's own."""
    one = visitor()
    if one.kind == ANYBODY.kind and what != "import":
        return nullcontext({})
    return Audit(data_home()).step(what, one.name, one.roles, one.address, datetime.now(), **details)
