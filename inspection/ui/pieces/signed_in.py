"""Whose page this is, in the side bar, and the way to his account."""

import streamlit as st

from inspection.text import say
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import visitor


def show_visitor(lang: str) -> None:
    """The name of whoever is signed in, as a link to his sessions, password and the way out; nothing where nobody was asked."""
    if name := visitor().name:
        st.link_button(plain(name), f"./account?lang={lang}", icon=":material/person:", type="tertiary",
                       help=say("access.your_account", lang))  # fmt: skip
