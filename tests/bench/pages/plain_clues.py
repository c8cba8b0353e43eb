"""The clues page as one writes it in an afternoon: read, group by in pandas, plotly express, nothing kept.

Reads the ledgers as Parquet files from the folder BENCH_LEDGERS, which is the fastest such a page could have.
"""

import os
from datetime import date
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

LEDGERS = Path(os.environ["BENCH_LEDGERS"])
AS_OF = pd.Timestamp(os.environ["BENCH_AS_OF"])
VERIFIED = ["substantiated", "partly"]

st.set_page_config(page_title="线索", layout="wide")
clues, inspections, organisations, rounds, reviews, terms = (
    pd.read_parquet(LEDGERS / f"{name}.parquet")
    for name in ("clues", "inspections", "organisations", "rounds", "clue_reviews", "terms")
)
asked = st.query_params
with st.sidebar:
    classes = st.multiselect("类别", sorted(organisations["org_class"].unique()), key="class")
    sectors = st.multiselect("领域", sorted(organisations["sector"].dropna().unique()), key="sector")
    day = st.date_input("截至", AS_OF, key="day")
    term = st.selectbox("届次", terms["term_no"], key="term")
classes = classes or asked.get("class", "").split(",")
sectors = sectors or asked.get("sector", "").split(",")
first, last = asked.get("from", "1900-01-01"), asked.get("to", date.max.isoformat())

clues = clues.merge(inspections[["inspection_id", "org_id", "round_id"]], on="inspection_id")
clues = clues.merge(organisations[["org_id", "name", "org_class", "sector"]], on="org_id")
clues = clues.merge(rounds[["round_id", "name", "started_on"]], on="round_id", suffixes=("", "_round"))
for column in ("transferred_on", "concluded_on", "case_filed_on", "disposed_on"):
    clues[column] = pd.to_datetime(clues[column])
clues = clues[(clues["transferred_on"] <= AS_OF)]
if classes != [""]:
    clues = clues[clues["org_class"].isin(classes)]
if sectors != [""]:
    clues = clues[clues["sector"].isin(sectors)]
chosen = clues[clues["transferred_on"].between(pd.Timestamp(first), pd.Timestamp(min(last, "2200-01-01")))].copy()
for frame in (clues, chosen):
    frame["concluded"] = (frame["outcome"] != "pending") & (frame["concluded_on"] <= AS_OF)
    frame["verified"] = frame["concluded"] & frame["outcome"].isin(VERIFIED)
    frame["filed"] = frame["case_filed_on"] <= AS_OF
    frame["disposed"] = frame["disposed_on"] <= AS_OF
    frame["within"] = frame["verified"] & ((frame["concluded_on"] - frame["transferred_on"]).dt.days <= 365)
    frame["old"] = (AS_OF - frame["transferred_on"]).dt.days >= 365
    frame["year"] = frame["transferred_on"].dt.year

st.title("问题线索")
unproved = chosen[chosen["concluded"] & (chosen["outcome"] == "unsubstantiated")]
reviewed = unproved["clue_id"].isin(reviews["clue_id"])
figures = {
    "线索": (len(chosen), None),
    "线索办结率": (chosen["concluded"].sum(), len(chosen)),
    "问题线索查实率": (chosen["verified"].sum(), chosen["concluded"].sum()),
    "一年内查实率": ((chosen["within"] & chosen["old"]).sum(), chosen["old"].sum()),
    "成案率": (chosen["filed"].sum(), len(chosen)),
    "查否评查率": (reviewed.sum(), len(unproved)),
}
for place, (name, (k, n)) in zip(st.columns(len(figures)), figures.items(), strict=True):
    place.metric(name, str(k) if n is None else f"{k / n:.1%}" if n else "—", None if n is None else f"{k} / {n}")

left, right = st.columns(2)
years = clues.groupby("year").agg(
    transferred=("clue_id", "count"), concluded=("concluded", "sum"), verified=("verified", "sum"),
    within=("within", "sum"), old=("old", "sum"),
).reset_index()
years["rate"] = years["verified"] / years["concluded"].where(years["concluded"] > 0)
left.plotly_chart(px.bar(years, x="year", y="rate", text_auto=".1%", title="查实率"), key="years")
waiting = clues[~clues["concluded"]].copy()
waiting["days"] = (AS_OF - waiting["transferred_on"]).dt.days
waiting["age"] = pd.cut(waiting["days"], [-1, 30, 90, 180, 365, 10_000], labels=["30", "90", "180", "365", "更久"])
ages = waiting.groupby(["handler", "age"], observed=True).size().reset_index(name="clues")
right.plotly_chart(
    px.bar(ages, x="clues", y="handler", color="age", orientation="h", title="未办结线索"), key="ageing"
)

by_year, stages, by_round, each = st.tabs(["逐年", "环节", "逐轮", "逐条"])
by_year.dataframe(years, key="years_table")
counts = {name: int(chosen[column].sum()) for name, column in
          (("处置", "disposed"), ("办结", "concluded"), ("查实", "verified"), ("立案", "filed"))}
funnel = pd.DataFrame({"stage": ["移交", *counts], "clues": [len(chosen), *counts.values()]})
stages.plotly_chart(px.funnel(funnel, x="clues", y="stage"), key="funnel")
grouped = chosen.groupby(["started_on", "name_round"]).agg(
    clues=("clue_id", "count"), concluded=("concluded", "sum"), verified=("verified", "sum")
)
by_round.dataframe(grouped.reset_index(), key="rounds")
shown = ["name", "name_round", "handler", "subject_level", "transferred_on", "disposal", "outcome", "concluded_on"]
each.dataframe(chosen[shown].sort_values("transferred_on"), key="each")
