"""A choice of a page's own (a definition, a class, a year) that stands in the address: a link reopens what was seen."""

from collections.abc import Mapping

import streamlit as st


def choice(name: str, options: Mapping[str, str], label: str, *, default: str = "") -> str:
    """One of `options` (value in the address -> words): what the address (?name=) asks, else the default or the first.

    The default is left out of the address. `label` is read aloud, not shown.
    """
    values, key = list(options), f"choice_{name}"
    usual = default if default in values else values[0]
    asked = st.query_params.get(name)
    if st.session_state.get(key) not in values:
        st.session_state[key] = asked if asked in values else usual

    def moved() -> None:
        chosen = st.session_state[key]
        if chosen == usual:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = chosen

    return st.segmented_control(
        label, values, required=True, format_func=options.get, key=key, on_change=moved, label_visibility="collapsed"
    )
