"""The form of a draft: what is to be aired, of whom, in which words."""

from datetime import datetime

import pandas as pd
import streamlit as st

from inspection.indicators import indicator
from inspection.reading.answers import Source, names
from inspection.reading.view import View
from inspection.snapshots import (
    CLASSES,
    PERIODS,
    SHARES,
    WITHHOLDING,
    Draft,
    Refused,
    draft_of,
    label_of_class,
    publishable,
    template,
    templates,
)
from inspection.ui.pieces.plain import plain
from inspection.ui.screens.noticeboard import show_noticeboard
from inspection.ui.screens.publishing import allowed, publication, show_all, show_compare, taken, who

FIRST = 10


def show_draft(view: View, source: Source) -> None:
    """The form, filled from a template; drafting shows the preview under 各期."""
    held = publication(source)
    if not allowed("draft"):
        st.info(view.say("snapshots.draft_by_others"), icon=":material/info:")
    st.caption(view.say("snapshots.draft_from", version=source.version.number, as_of=source.mart.as_of))
    there = templates(held.home)
    name = st.selectbox(
        view.say("snapshots.template"), there, index=there.index("monthly") if "monthly" in there else 0
    )
    try:
        start = template(name, held.home)
    except Refused as refused:
        st.error(plain(refused.words(view.lang)))
        return
    given, by = _form(view, source, start, name)
    off = not by or not allowed("draft")
    if st.button(view.say("snapshots.draft_button"), type="primary", disabled=off, key="draft"):
        taken(
            view,
            "draft",
            lambda: held.draft(
                source.mart, source.settings, draft_of(given), version=source.version.number, by=by, at=datetime.now()
            ),
        )


def _form(view: View, source: Source, start: Draft, name: str) -> tuple[dict[str, object], str]:
    """What the form says, as `draft_of` takes it, and who drafts. Keys name the template: another fills anew."""
    left, right = st.columns(2, gap="medium")
    with left:
        given = _what(view, start, name)
    with right:
        given |= _words(view, start, name)
        given |= _withheld(view, source, name)
        given |= _elsewhere(view, start, name)
        by = who(view, "draft")
    return given, by


def _titles(view: View, ids: tuple[str, ...]) -> dict[str, str]:
    return {id: indicator(id).title(view.lang) for id in ids}


def _what(view: View, start: Draft, name: str) -> dict[str, object]:
    """Series, period, classes, indicators, places, totals."""
    say = view.say
    given: dict[str, object] = {
        "slug": st.text_input(say("snapshots.field_slug"), value=start.slug, key=f"slug_{name}")
    }
    periods = (*PERIODS, "days")
    period = st.selectbox(
        say("snapshots.field_period"), periods, index=periods.index(start.period),
        format_func=lambda one: say(f"snapshots.period_{one}"), key=f"period_{name}",
    )  # fmt: skip
    if period == "days":
        first, last = st.columns(2)
        given["from_date"] = first.date_input(say("snapshots.field_from"), value=start.from_date, key=f"from_{name}")
        given["to_date"] = last.date_input(say("snapshots.field_to"), value=start.to_date, key=f"to_{name}")
    else:
        given["period"] = period
    given["classes"] = st.multiselect(
        say("snapshots.field_classes"), CLASSES, default=list(start.classes), key=f"classes_{name}",
        format_func=lambda one: label_of_class(one).zh if view.lang == "zh" else label_of_class(one).en,
    )  # fmt: skip
    shares = _titles(view, SHARES)
    given["indicators"] = st.multiselect(
        say("snapshots.field_indicators"), SHARES, default=list(start.indicators), format_func=shares.get,
        key=f"indicators_{name}",
    )  # fmt: skip
    kind = start.places if isinstance(start.places, str) else "first"
    kinds = ("all", "first", "bands")
    places = st.radio(
        say("snapshots.field_places"), kinds, index=kinds.index(kind), horizontal=True, key=f"places_{name}",
        format_func=lambda one: say(f"snapshots.places_{one}"),
    )  # fmt: skip
    if places == "first":
        first = start.places if isinstance(start.places, int) else FIRST
        places = int(st.number_input(say("snapshots.field_first"), min_value=1, value=first, key=f"first_{name}"))
    given["places"] = places
    totals = _titles(view, tuple(id for id in publishable() if id not in SHARES))
    given["totals"] = st.multiselect(
        say("snapshots.field_totals"), list(totals), default=list(start.totals), format_func=totals.get,
        help=say("snapshots.field_totals_help"), key=f"totals_{name}",
    )  # fmt: skip
    given["by_year"] = st.checkbox(say("snapshots.field_by_year"), value=start.by_year, key=f"by_year_{name}")
    return given


def _words(view: View, start: Draft, name: str) -> dict[str, object]:
    """Title, opening words and notes in both languages."""
    say = view.say

    def both(field: str, zh: str, en: str) -> dict[str, str]:
        return {
            "zh": st.text_input(say(f"snapshots.field_{field}"), value=zh, key=f"{field}_{name}"),
            "en": st.text_input(say(f"snapshots.field_{field}_en"), value=en, key=f"{field}_en_{name}"),
        }

    title = both("title", start.title.zh, start.title.en)
    wording = both("wording", start.wording.zh, start.wording.en)
    notes = [
        st.text_area(say(f"snapshots.{field}"), value="\n".join(lines), key=f"{field}_{name}", height=80).splitlines()
        for field, lines in (
            ("field_note", [note.zh for note in start.notes]), ("field_note_en", [note.en for note in start.notes])
        )
    ]  # fmt: skip
    zh, en = ([line.strip() for line in lines if line.strip()] for lines in notes)
    en += [""] * (len(zh) - len(en))
    return {"title": title, "wording": wording, "notes": [{"zh": z, "en": e} for z, e in zip(zh, en, strict=False)]}


def _withheld(view: View, source: Source, name: str) -> dict[str, object]:
    """Who is not shown, and why; the reason is chosen from a list and stays in the house."""
    known = names(source, "org")
    chosen = st.multiselect(
        view.say("snapshots.field_withheld"), list(known), format_func=known.get, key=f"withheld_{name}",
        help=view.say("snapshots.field_withheld_help"),
    )  # fmt: skip
    if not chosen:
        return {}
    reason = st.selectbox(
        view.say("snapshots.field_withheld_reason"), WITHHOLDING, key=f"withholding_{name}",
        format_func=lambda one: view.say(f"snapshots.withholding_{one}"),
    )  # fmt: skip
    return {"withheld": [{"org_id": org, "reason": reason} for org in chosen]}


def _elsewhere(view: View, start: Draft, name: str) -> dict[str, object]:
    """What is public elsewhere: a table to fill, one row per count; a row with nothing in it is none."""
    columns = ("indicator", "org_class", "from_date", "to_date", "value")
    counts = {indicator(id).title(view.lang): id for id in publishable() if indicator(id).privacy == "threshold"}
    classes = {(label_of_class(id).zh if view.lang == "zh" else label_of_class(id).en): id for id in CLASSES}
    classes = {view.say("airing.all_classes"): "all"} | classes
    titles, labels = ({id: label for label, id in known.items()} for known in (counts, classes))
    frame = pd.DataFrame(
        {
            "indicator": pd.Series([titles[one.indicator] for one in start.elsewhere], dtype="object"),
            "org_class": pd.Series([labels[one.org_class] for one in start.elsewhere], dtype="object"),
            "from_date": pd.to_datetime(pd.Series([one.from_date for one in start.elsewhere], dtype="object")),
            "to_date": pd.to_datetime(pd.Series([one.to_date for one in start.elsewhere], dtype="object")),
            "value": pd.Series([one.value for one in start.elsewhere], dtype="Int64"),
        }
    )
    st.markdown(view.say("snapshots.field_elsewhere"), help=view.say("snapshots.field_elsewhere_help"))
    heads = {column: view.say(f"snapshots.elsewhere_{column}") for column in columns}
    filled = st.data_editor(
        frame, num_rows="dynamic", hide_index=True, key=f"elsewhere_{name}", column_config={
            "indicator": st.column_config.SelectboxColumn(heads["indicator"], options=list(counts)),
            "org_class": st.column_config.SelectboxColumn(heads["org_class"], options=list(classes)),
            "from_date": st.column_config.DateColumn(heads["from_date"]),
            "to_date": st.column_config.DateColumn(heads["to_date"]),
            "value": st.column_config.NumberColumn(heads["value"], min_value=0, step=1),
        },
    )  # fmt: skip
    rows = [row for row in filled[list(columns)].itertuples(index=False) if not all(pd.isna(cell) for cell in row)]
    day = lambda cell: None if pd.isna(cell) else pd.Timestamp(cell).date()  # noqa: E731
    return {
        "elsewhere": [
            {
                "indicator": counts.get(row.indicator), "org_class": classes.get(row.org_class, "all"),
                "from_date": day(row.from_date), "to_date": day(row.to_date),
                "value": None if pd.isna(row.value) else int(row.value),
            }
            for row in rows
        ]
    }  # fmt: skip


TABS = {"airings": show_all, "new_airing": show_draft, "airings_compared": show_compare, "noticeboard": show_noticeboard}
