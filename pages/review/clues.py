import streamlit as st
from inspection.ui import frame
view, data = frame.page("clues")
st.write(view)
