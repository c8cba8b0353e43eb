"""A page with one of everything that Streamlit puts words or colours on; shown by test_look.py only."""

import plotly.graph_objects as go
import streamlit as st

from inspection.charts import template

st.set_page_config(layout="wide", menu_items={"About": "关于"})
st.sidebar.segmented_control("语言", ["zh", "en"], default="zh", key="lang", bind="query-params")
st.title("样张")
for column, figure in zip(st.columns(4), range(4), strict=True):
    column.metric(f"指标 {figure}", "51.9%", "变化不显著", delta_color="off")
left, right = st.columns(2)
bars = go.Bar(x=["甲", "乙"], y=[3, 5], marker=template.hatched_where([False, True]), name="查实率")
plan = go.Bar(x=["甲", "乙"], y=[4, 4], marker=template.outlined(), name="计划")
left.plotly_chart(template.figure(bars, plan), config=template.config("zh"), key="bars")
late = go.Bar(y=["县医院", "云溪镇"], x=[9, 4], orientation="h", marker=template.solid(template.ATTENTION))
right.plotly_chart(template.figure(late, horizontal=True), config=template.config("zh"), key="late")
st.multiselect("单位", ["甲", "乙"])
st.selectbox("轮次", ["一", "二"], index=None)
st.file_uploader("台账", type=["xlsx", "csv"])
st.dataframe({"单位": ["甲", "乙"], "数": [1, 2]}, hide_index=True)
if st.button("出错"):
    raise ValueError("the secret of the ledger")
