"""The least a page can be: what a rerun costs before anything is on it."""

import streamlit as st

st.title("线索")
