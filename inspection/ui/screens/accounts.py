"""账号与权限 on the screen: the one table of roles, and the accounts for whoever keeps them."""

from collections.abc import Collection
from datetime import datetime

import pandas as pd
import streamlit as st

from inspection.access import PAGES, PERMISSIONS, ROLES, Doors, Refused, may, rules
from inspection.reading.words import NOTHING, minute
from inspection.text import say
from inspection.ui.pieces.grids import on_paper
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import may as visitor_may
from inspection.ui.pieces.visitor import visitor
from inspection.warehouse import data_home


def roles_frame(lang: str, here: Collection[str]) -> pd.DataFrame:
    """One row per permission: what it is, those of the pages `here` that it opens, and a column per role that says whether it
    has it."""
    rows = []
    for permission in PERMISSIONS:
        pages = [say(f"pages.page_{page}", lang) for page, asked in PAGES.items() if permission in asked and page in here]
        held = [say("access.yes", lang) if may((role,), permission) else NOTHING for role in ROLES]
        rows.append((say(f"access.permission_{permission}", lang), say("pages.joint", lang).join(pages), *held))
    heads = [say("access.permission", lang), say("access.pages_of_permission", lang)]
    return pd.DataFrame(rows, columns=[*heads, *(say(f"access.short_{role}", lang) for role in ROLES)])


def show_roles(lang: str, here: Collection[str]) -> None:
    """What each role may see and do. `here`: the pages there are; a county compares no counties, a level writes nothing."""
    frame = roles_frame(lang, here)
    st.table(frame.set_index(frame.columns[0]))


def show_accounts(lang: str) -> None:
    """Every account with its roles, for the administrator; how the first one is made where there is none."""
    if not visitor_may("administration"):
        return
    st.header(say("access.accounts_header", lang), anchor=False)
    doors, at = Doors(data_home()), datetime.now()
    try:
        held, every = rules(data_home()), doors.accounts.all()
    except Refused as refused:
        st.error(plain(refused.words(lang)))
        return
    if not every and visitor().kind == "demonstration":
        st.info(say("access.no_accounts", lang), icon=":material/lock_open:")
        return
    rows = [
        (one.name, say("pages.joint", lang).join(say(f"access.role_{role}", lang) for role in one.roles),
         say(f"access.signs_in_{'password' if one.password else 'elsewhere'}", lang),
         len(doors.sessions.of(one.name, held, at)), minute(one.made_at), one.made_by)
        for one in every
    ]  # fmt: skip
    names = ("column_account", "roles", "column_signs_in", "column_sessions", "column_made", "column_made_by")
    frame = pd.DataFrame(rows, columns=[say(f"access.{name}", lang) for name in names])
    st.dataframe(frame, hide_index=True, width="stretch", placeholder=NOTHING)
    on_paper(frame, "accounts", lang)
