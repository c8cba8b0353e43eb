"""表样直填: which figures does this form of the level above ask for, and how does it look filled?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.screens import forms

view, source = frame.page("forms", whole=True, scoped=False)
st.caption(view.say("forms.lead"))
form, day = forms.chosen(view, source)
if form:
    left, right = st.columns([3, 2], gap="medium")
    with left:
        grid = forms.sheet(view, form)
    with right:
        text = forms.figure(view, source, day)
        forms.marking(view, source, form, grid, text)
    forms.fields(view, form)
    forms.filling(view, source, form, day)
