"""What the analyst asks, as the address keeps it: a link opens the same question again."""

import streamlit as st

from inspection.reading.asked import NAMES, Asked, parsed
from inspection.reading.carried import carried, of_source, within
from inspection.reading.view import View
from inspection.ui.pieces import address

ASKED, SET, CARRIED = "explore_written", "explore_set", "explore_carried"


def read(view: View) -> Asked:
    """What the address asks, when somebody opened it; else what the reader last chose on this page, at first the rate of
    completion, within what is chosen on the other pages now."""
    before, st.session_state[CARRIED] = st.session_state.get(CARRIED), carried(view)
    texts = {name: st.query_params[name] for name in NAMES if name in st.query_params}
    if texts and texts != st.session_state.get(ASKED):
        st.session_state[SET] = st.session_state.get(SET, 0) + 1  # fresh widgets, set to what the link asks
        asked = st.session_state["explore_asked"] = parsed(texts)
        unread = [n for n in texts if texts[n] != asked.texts().get(n, "") and n not in ("chart", "measure")]
        for name in unread:
            address.drop(name)
        if unread:
            st.session_state[ASKED] = texts  # read, though not all of it
            st.rerun()  # what was left out is said on top of the page, which is drawn by now
    elif "explore_asked" in st.session_state and before != carried(view):  # chosen anew on another page
        st.session_state[SET] = st.session_state.get(SET, 0) + 1
        st.session_state["explore_asked"] = within(st.session_state["explore_asked"], view)
    return st.session_state.get("explore_asked") or of_source(Asked().source, view)


def keep(asked: Asked) -> None:
    """Remember what is asked, and write it into the address."""
    st.session_state["explore_asked"] = asked
    texts = asked.texts()
    if texts != {name: st.query_params[name] for name in NAMES if name in st.query_params}:
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in NAMES}
        st.query_params.from_dict(others | texts)
    st.session_state[ASKED] = texts
