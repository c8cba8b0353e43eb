"""The frame of the dashboard: page title, menu, language and filters, then the page that was asked for."""

import streamlit as st

from inspection.text import say
from inspection.ui import frame
from inspection.ui.pieces import address
from inspection.ui.pieces.damage import unanswered
from inspection.ui.pieces.visitor import admitted

lang = address.language()
st.set_page_config(
    page_title=say("pages.app_title", lang),
    page_icon="inspection/ui/serving/static/icon.svg",
    layout="wide",
    # without an entry of ours the menu, and with it the choice of light and dark, is hidden
    menu_items={"About": say("pages.about", lang)},
)
page = frame.navigation(lang, admitted(lang))
with unanswered(lang):
    frame.opened(page)
    page.run()
frame.closed(lang)
