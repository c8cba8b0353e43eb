"""A page with one chart: what Streamlit and its drawing library themselves cost a browser."""

import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Bar(x=["one", "two", "three"], y=[1, 2, 3])))
