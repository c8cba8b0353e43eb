"""The statement as the address keeps it: a link opens it again, and asks nothing before somebody presses."""

import base64
import zlib

import streamlit as st

from inspection.reading.view import View
from inspection.ui.pieces import address
from inspection.warehouse.analyst import LONGEST

TEXT, WRITTEN, ADDRESS = "sql_text", "sql_written", "sql"
PACKED = "~"
LONGEST_PLAIN = 600  # characters that an address holds as they are


def packed(text: str) -> str:
    """A statement as a word without signs that mean something in an address."""
    return PACKED + base64.urlsafe_b64encode(zlib.compress(text.encode("utf-8", "replace"), 9)).decode().rstrip("=")


def in_address(text: str) -> str:
    """A statement as its address holds it: a short one as it is, a longer one packed."""
    return text if len(text) <= LONGEST_PLAIN and not text.startswith(PACKED) else packed(text)


def of_address(text: str) -> str | None:
    """The statement that an address holds; None for what is none."""
    if not text.startswith(PACKED):
        return text
    try:
        held = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        return zlib.decompressobj().decompress(held, 4 * LONGEST).decode()[:LONGEST]
    except (ValueError, zlib.error):
        return None


def link(view: View, text: str) -> str:
    """The address of the page with a statement."""
    return address.link("sql", address.carried(view), sql=packed(text))


def read() -> None:
    """Put the statement of an address that somebody opened into the field."""
    asked = st.query_params.get(ADDRESS)
    if asked is not None and asked != st.session_state.get(WRITTEN):
        text = of_address(asked)
        if text is None:
            address.leave_out(ADDRESS)
        put(text)
    elif asked is None and st.session_state.get(TEXT):  # back from another page
        keep()


def keep() -> None:
    """Write the field's statement into the address."""
    text = in_address(st.session_state.get(TEXT, ""))
    st.session_state[WRITTEN] = text
    address.put(ADDRESS, text)


def put(text: str) -> None:
    """Put a statement into the field and the address."""
    st.session_state[TEXT] = text
    keep()


def add(word: str) -> None:
    """Put a word behind the field's statement."""
    before = st.session_state.get(TEXT, "")
    put(f"{before}{'' if not before or before[-1].isspace() or before[-1] in '(.' else ' '}{word}")
