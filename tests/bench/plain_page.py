"""The four review pages written plainly: what the benchmark compares the dashboard's pages with.

Every rerun opens the database, reads the ledgers with select *, joins and groups them in pandas and draws with
plotly.express; nothing is kept. A page (?page=overview, coverage, clues, rectification) has as many figures, charts and
tables as ours, each table with its csv and only the open tab drawn, and less around them: no definitions, intervals,
verdicts or names of codes, no xlsx. So it stands for the lower end of what a page without a plan costs.

Environment: BENCH_MART is the file to read, BENCH_REFERENCE the folder of codes.csv.
"""

import os
from pathlib import Path

import duckdb
import pandas as pd
import plotly.express as px
import streamlit as st

st.set_page_config(page_title="巡察看板", layout="wide")
page = st.query_params.get("page", "overview")
codes = pd.read_csv(Path(os.environ["BENCH_REFERENCE"]) / "codes.csv")
labels = {name: dict(zip(group["code"], group["zh"], strict=True)) for name, group in codes.groupby("list")}
connection = duckdb.connect(os.environ["BENCH_MART"], read_only=True)


def ledger(name: str) -> pd.DataFrame:
    return connection.sql(f"select * from {name}").df()


terms, rounds, organisations, inspections = map(ledger, ("terms", "rounds", "organisations", "inspections"))
findings, clues = ledger("findings"), ledger("clues")

with st.sidebar:
    numbers = terms["term_no"].tolist()
    term_no = st.selectbox("届次", numbers[::-1], key="filter_term")
    of_class = labels["org_class"]
    classes = st.multiselect("党组织类别", list(of_class), format_func=of_class.get, key="filter_class")
    sectors = st.multiselect("领域", list(labels["sector"]), format_func=labels["sector"].get, key="filter_sector")
    chosen_rounds = st.multiselect(
        "轮次", rounds.loc[rounds["term_no"] == term_no, "round_id"].tolist(), key="filter_round"
    )
    as_of = pd.Timestamp(st.date_input("截至日", pd.Timestamp("2025-09-30"), key="filter_as_of"))

if classes:
    organisations = organisations[organisations["org_class"].isin(classes)]
if sectors:
    organisations = organisations[organisations["sector"].isin(sectors)]
if chosen_rounds:
    rounds = rounds[rounds["round_id"].isin(chosen_rounds)]
before_no = term_no - 1
started = terms.set_index("term_no")["started_on"]
before_day = started.get(before_no, as_of) + (as_of - started[term_no])

org_columns = organisations[["org_id", "name", "org_class", "sector"]]
visits = inspections.merge(rounds[["round_id", "term_no", "seq", "name"]], on="round_id").merge(
    org_columns, on="org_id", suffixes=("_round", "")
)
of_organisation, of_round = ["org_id", "name", "org_class", "sector"], ["round_id", "name_round", "seq", "term_no"]
keys = visits[["inspection_id", *of_organisation, *of_round, "feedback_on"]]
findings = findings.merge(keys, on="inspection_id")
clues = clues.merge(keys, on="inspection_id")


def of_day(day: pd.Timestamp) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Inspections, findings fed back and clues with what is known of them on a day."""
    seen = visits[visits["onsite_start"] <= day]
    found = findings[findings["feedback_on"] <= day].copy()
    found["done"] = (found["completion"] == "done") & (found["completed_on"] <= day)
    found["closed"] = found["closed_off_on"] <= day
    found["due"] = found["due_on"] < day
    found["on_time"] = found["due"] & found["done"] & (found["completed_on"] <= found["due_on"])
    found["overdue"] = found["due"] & ~found["done"]
    found["reopened"] = found["reopened_on"] <= day
    found["days_overdue"] = (day - found["due_on"]).dt.days.where(found["overdue"])
    moved = clues[clues["transferred_on"] <= day].copy()
    moved["year"] = moved["transferred_on"].dt.year
    moved["concluded"] = (moved["concluded_on"] <= day) & moved["outcome"].notna() & (moved["outcome"] != "pending")
    moved["verified"] = moved["concluded"] & moved["outcome"].isin(["substantiated", "partly"])
    moved["within_year"] = moved["verified"] & ((moved["concluded_on"] - moved["transferred_on"]).dt.days <= 365)
    moved["filed"] = moved["case_filed_on"] <= day
    moved["open_days"] = (day - moved["transferred_on"]).dt.days.where(~moved["concluded"])
    return seen, found, moved


def share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def in_scope(day: pd.Timestamp) -> pd.DataFrame:
    gone = organisations["in_scope_to"] <= day
    return organisations[(organisations["in_scope_from"] <= day) & ~gone]


def figures(day: pd.Timestamp, number: int) -> dict[str, float]:
    """The figures of a page, by name."""
    seen, found, moved = (frame[frame["term_no"] == number] for frame in of_day(day))
    covering = seen[seen["counts_toward_coverage"].fillna(False)]
    scope = in_scope(day)
    if page == "overview":
        ballots, people, money = ledger("ballots"), ledger("accountability"), ledger("recoveries")
        ballots = ballots[(ballots["held_on"] <= day) & ballots["inspection_id"].isin(seen["inspection_id"])]
        ballots = ballots[ballots["grade"] != "unknown"]
        people = people[(people["decided_on"] <= day) & people["org_id"].isin(scope["org_id"])]
        money = money[(money["recovered_on"] <= day) & money["org_id"].isin(scope["org_id"])]
        return {
            "巡察单位": seen["org_id"].nunique(),
            "巡察任务": len(seen),
            "发现问题": len(found),
            "问题线索": len(moved),
            "处理人数": people["person_code"].nunique(),
            "挽回损失": float(money["amount_wan"].sum()),
            "覆盖率": share(covering["org_id"].nunique(), len(scope)),
            "整改完成率": share(found["done"].sum(), len(found)),
            "超期率": share(found["overdue"].sum(), found["due"].sum()),
            "线索查实率": share(moved["verified"].sum(), moved["concluded"].sum()),
            "一年内查实率": share(moved["within_year"].sum(), len(moved)),
            "测评满意率": share(
                ballots.loc[ballots["grade"].isin(["good", "fair"]), "votes"].sum(), ballots["votes"].sum()
            ),
        }
    if page == "coverage":
        times = covering.groupby("org_id").size()
        return {
            "覆盖率": share(len(times), len(scope)),
            "再巡率": share((times > 1).sum(), len(scope)),
            "巡察单位": seen["org_id"].nunique(),
            "巡察任务": len(seen),
            "发现问题": len(found),
        }
    if page == "clues":
        reviewed = ledger("clue_reviews")
        reviewed = reviewed[reviewed["reviewed_on"] <= day]["clue_id"]
        return {
            "问题线索": len(moved),
            "办结率": share(moved["concluded"].sum(), len(moved)),
            "线索查实率": share(moved["verified"].sum(), moved["concluded"].sum()),
            "一年内查实率": share(moved["within_year"].sum(), len(moved)),
            "立案率": share(moved["filed"].sum(), len(moved)),
            "评查率": share(moved["clue_id"].isin(reviewed).sum(), moved["concluded"].sum()),
        }
    ballots = ledger("ballots")
    ballots = ballots[(ballots["held_on"] <= day) & ballots["inspection_id"].isin(seen["inspection_id"])]
    ballots = ballots[ballots["grade"] != "unknown"]
    return {
        "整改完成率": share(found["done"].sum(), len(found)),
        "销号率": share(found["closed"].sum(), len(found)),
        "按期完成率": share(found["on_time"].sum(), found["due"].sum()),
        "超期率": share(found["overdue"].sum(), found["due"].sum()),
        "反弹率": share(found["reopened"].sum(), found["done"].sum()),
        "测评满意率": share(ballots.loc[ballots["grade"].isin(["good", "fair"]), "votes"].sum(), ballots["votes"].sum()),
    }


def show_figures(names: list[str], now: dict[str, float], before: dict[str, float]) -> None:
    for column, name in zip(st.columns(len(names), border=True), names, strict=True):
        if isinstance(now[name], float):
            column.metric(name, f"{now[name]:.1%}", f"{(now[name] - before[name]) * 100:.1f}")
        else:
            column.metric(name, f"{now[name]:,}", f"{now[name] - before[name]:,}")


def show(frame: pd.DataFrame, name: str) -> None:
    st.dataframe(frame, hide_index=True, key=f"table_{name}")
    made = frame.to_csv(index=False).encode("utf-8-sig")
    st.download_button("CSV", made, f"{name}.csv", "text/csv", key=f"csv_{name}")


def clue_years() -> pd.DataFrame:
    years = moved_ever.groupby("year").agg(
        transferred=("clue_id", "size"),
        concluded=("concluded", "sum"),
        verified=("verified", "sum"),
        within_year=("within_year", "sum"),
    )
    years["rate"] = years["verified"] / years["concluded"]
    years["within_year_rate"] = years["within_year"] / years["transferred"]
    return years.reset_index()


def by_organisation(found: pd.DataFrame) -> pd.DataFrame:
    frame = found.groupby(["org_id", "name", "org_class"]).agg(
        fed_back=("finding_id", "size"),
        done=("done", "sum"),
        closed=("closed", "sum"),
        due=("due", "sum"),
        on_time=("on_time", "sum"),
        overdue=("overdue", "sum"),
        oldest=("days_overdue", "max"),
    )
    return frame.assign(
        completion=frame["done"] / frame["fed_back"], on_time_rate=frame["on_time"] / frame["due"]
    ).reset_index()


def round_overview() -> pd.DataFrame:
    by = ["seq", "name_round"]
    frame = seen.groupby(by).agg(organisations=("org_id", "nunique")).join(
        found.groupby(by).agg(
            findings=("finding_id", "size"), done=("done", "sum"), closed=("closed", "sum"), overdue=("overdue", "sum")
        )
    )
    frame = frame.join(
        moved.groupby(by).agg(clues=("clue_id", "size"), concluded=("concluded", "sum"), verified=("verified", "sum"))
    )
    return frame.assign(completion=frame["done"] / frame["findings"]).reset_index()


st.title({"overview": "总览", "coverage": "全覆盖", "clues": "问题线索", "rectification": "整改排名"}[page])
st.caption(f"截至 {as_of:%Y-%m-%d}")
seen_ever, found_ever, moved_ever = of_day(as_of)
seen, found, moved = (frame[frame["term_no"] == term_no] for frame in (seen_ever, found_ever, moved_ever))
now, before = figures(as_of, term_no), figures(before_day, before_no)
names = list(now)

if page == "overview":
    st.markdown("，".join(f"{name} {now[name]:,.0f}" for name in names[:6]))
    show_figures(names[6:], now, before)
    left, right = st.columns([11, 10])
    with left:
        years = clue_years().melt("year", ["rate", "within_year_rate"])
        st.plotly_chart(px.bar(years, x="year", y="value", color="variable", barmode="group"), key="years")
    with right:
        late = found[found["overdue"]].groupby("name").agg(items=("finding_id", "size"), oldest=("days_overdue", "max"))
        waiting = moved[moved["open_days"] > 90].groupby("name")
        waiting = waiting.agg(items=("clue_id", "size"), oldest=("open_days", "max"))
        alerts = pd.concat([late.assign(alert="整改超期"), waiting.assign(alert="线索超期")]).reset_index()
        alerts["level"] = pd.cut(alerts["oldest"], [-1, 30, 90, 10**6], labels=["蓝", "黄", "红"])
        show(alerts.sort_values("oldest", ascending=False), "alerts")
        last = {"问题": found["found_on"].max(), "线索": moved["transferred_on"].max(), "任务": seen["onsite_start"].max()}
        st.caption("数据更新 " + " · ".join(f"{name} {day:%Y-%m-%d}" for name, day in last.items() if pd.notna(day)))
elif page == "coverage":
    show_figures(names, now, before)
    covering = seen_ever[seen_ever["counts_toward_coverage"].fillna(False)]
    first = covering.sort_values("onsite_start").drop_duplicates(["term_no", "org_id"])
    scope = in_scope(as_of)
    left, right = st.columns([11, 10])
    with left:
        per_day = first.groupby(["term_no", "onsite_start"]).size()
        curve = per_day.groupby("term_no").cumsum().rename("covered").reset_index()
        curve["years"] = (curve["onsite_start"] - curve["term_no"].map(started)).dt.days / 365.25
        curve["share"] = curve["covered"] / len(scope)
        st.plotly_chart(px.line(curve, x="years", y="share", color="term_no"), key="pace")
    by_class = first.groupby(["term_no", "org_class"]).size().rename("covered").reset_index()
    by_class["in_scope"] = by_class["org_class"].map(scope.groupby("org_class").size())
    by_class["share"] = by_class["covered"] / by_class["in_scope"]
    with right:
        chosen = by_class[by_class["term_no"] == term_no]
        st.plotly_chart(px.bar(chosen, x="share", y="org_class", orientation="h", text="covered"), key="classes")
    uncovered, overview, again, each_term = st.tabs(["未巡", "各轮", "再巡", "各届"], on_change="rerun", key="tabs")
    if uncovered.open:
        with uncovered:
            done = first.loc[first["term_no"] == term_no, "org_id"]
            rest = scope[~scope["org_id"].isin(done)]
            latest = covering.groupby("org_id")["onsite_start"].max()
            show(rest.assign(last=rest["org_id"].map(latest)), "coverage_each")
    if overview.open:
        with overview:
            show(round_overview(), "rounds")
    if again.open:
        with again:
            repeated = found.groupby("inspection_id").agg(findings=("finding_id", "size"), reopened=("reopened", "sum"))
            show(seen[seen["kind"] == "reinspection"].join(repeated, on="inspection_id"), "again")
    if each_term.open:
        with each_term:
            show(by_class, "terms")
elif page == "clues":
    show_figures(names, now, before)
    years = clue_years()
    left, right = st.columns([11, 10])
    with left:
        tall = years.melt("year", ["rate", "within_year_rate"])
        st.plotly_chart(px.bar(tall, x="year", y="value", color="variable", barmode="group"), key="years")
    with right:
        waiting = moved_ever[~moved_ever["concluded"]].copy()
        waiting["age"] = pd.cut(
            waiting["open_days"], [-1, 30, 90, 180, 365, 10**6], labels=["30", "90", "180", "365", "365+"]
        ).astype(str)
        ages = waiting.groupby(["handler", "age"]).size().rename("clues").reset_index()
        st.plotly_chart(px.bar(ages, x="clues", y="handler", color="age", orientation="h", text="clues"), key="ageing")
    by_year, stages, by_round, each = st.tabs(["逐年", "各环节", "逐轮", "逐条"], on_change="rerun", key="tabs")
    if by_year.open:
        with by_year:
            show(years, "years")
    if stages.open:
        with stages:
            counts = [len(moved), *(int(moved[c].sum()) for c in ("concluded", "verified", "filed"))]
            steps = pd.DataFrame({"stage": ["移交", "办结", "查实", "立案"], "clues": counts})
            st.plotly_chart(px.bar(steps, x="clues", y="stage", orientation="h", text="clues"), key="funnel")
    if by_round.open:
        with by_round:
            show(round_overview()[["name_round", "clues", "concluded", "verified"]], "clue_rounds")
    if each.open:
        with each:
            columns = ["name", "round_id", "handler", "subject_level", "transferred_on", "disposal", "disposed_on"]
            columns += ["outcome", "concluded_on", "case_filed_on", "open_days"]
            show(moved[columns].sort_values("transferred_on"), "each")
else:
    show_figures(names, now, before)
    organisations_now = by_organisation(found)
    left, right = st.columns([7, 5])
    with left:
        ballots = ledger("ballots")
        ballots = ballots[(ballots["held_on"] <= as_of) & (ballots["grade"] != "unknown")]
        ballots = ballots.merge(keys, on="inspection_id")
        ballots = ballots[ballots["term_no"] == term_no]
        worth = ballots["grade"].map({"good": 100, "fair": 80, "average": 60, "poor": 0})
        ballots = ballots.assign(points=worth * ballots["votes"])
        groups = ballots.groupby(["org_id", "voter_group"])[["points", "votes"]].sum()
        score = (groups["points"] / groups["votes"]).groupby("org_id").mean()
        ranked = organisations_now[organisations_now["org_id"].isin(score.index)].copy()
        ranked["ballots"] = ranked["org_id"].map(score)
        ranked["composite"] = ranked["ballots"] * 0.5 + ranked["completion"] * 30 + ranked["on_time_rate"] * 20
        ranked["rank"] = ranked.groupby("org_class")["composite"].rank(ascending=False, method="min")
        show(ranked.sort_values(["org_class", "rank"]), "ranking")
    with right:
        worst = organisations_now.nlargest(12, "overdue")
        st.plotly_chart(px.bar(worst, x="overdue", y="name", orientation="h", text="overdue"), key="overdue")
    progress, by_org, late = st.tabs(["进展", "各单位", "超期"], on_change="rerun", key="tabs")
    if progress.open:
        with progress:
            per_round = round_overview()
            drawn = px.bar(per_round, x="completion", y="name_round", orientation="h", text="done")
            st.plotly_chart(drawn, key="by_round")
            show(per_round, "rounds")
    if by_org.open:
        with by_org:
            show(organisations_now, "organisations")
    if late.open:
        with late:
            columns = ["name", "round_id", "category", "nature", "responsible", "due_on", "days_overdue", "completion"]
            show(found.loc[found["overdue"], columns].sort_values("days_overdue", ascending=False), "late")
connection.close()
