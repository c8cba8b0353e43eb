"""The blocks a pack is made of: each a question of the meeting, answered in the words and figures of the screens."""

from collections.abc import Callable

from inspection.formats.paper import Chart, Section, Series, Table
from inspection.indicators import table_definition
from inspection.papers.pieces import chart_of, figures_of, table_of
from inspection.reading import (
    assigned,
    attention,
    clues,
    coverage,
    findings,
    notes,
    ranking,
    rectification,
    rounds,
    since,
    standing,
)
from inspection.reading.answers import Source, tabled
from inspection.reading.view import View
from inspection.reading.words import label, whole_number
from inspection.reading.years import own_years, year_finding

BARS = 10  # of a chart at most: more are not read from the back of a room
ASPECTS = 10


def _own(view: View, source: Source, id: str, title: str, frame, shown, **options) -> Table:
    definition = table_definition(id)
    options.setdefault("notes", [caveat(view.lang) for caveat in definition.caveats])
    return table_of(view, source, title or definition.title(view.lang), definition.columns, frame, shown, **options)


def ended(sentence: str, lang: str) -> str:
    """A finding as a sentence of a text: with its full stop."""
    return sentence if sentence.endswith(("。", ".", "！", "？", "?")) else sentence + ("。" if lang == "zh" else ".")


def _section(view: View, source: Source, name: str, ids: tuple[str, ...], **parts: tuple) -> Section:
    sentences = tuple(ended(one, view.lang) for one in parts.pop("sentences", ()) if one)
    tables = tuple(one for one in parts.pop("tables", ()) if one.rows)
    charts = tuple(one for one in parts.pop("charts", ()) if one.categories)
    figures = figures_of(view, source, ids)
    return Section(name, view.say(f"packs.block_{name}"), sentences, figures, charts, tables, ids)


def _coverage(view: View, source: Source, meeting: str) -> Section:
    classes = tabled(view, source, "coverage_by_class")
    pace = coverage.pooled(tabled(view, source, "coverage_pace")).sort_values("on_day")
    days = [f"{day:%Y-%m}" for day in pace["on_day"]]
    series = {view.say("packs.series_covered"): pace["share"], view.say("packs.series_plan"): pace["planned_share"]}
    said = coverage.pace_finding(pace, view.lang)
    shown = ("org_class", "covered", "in_scope", "share", "planned_share", "short_of_plan", "remaining")
    return _section(
        view, source, "coverage", ("coverage_rate", "reinspection_rate", "organisations_inspected", "inspections"),
        sentences=(said, coverage.left_words(view, source)),
        charts=(chart_of("line", said, days, series, percent=True),),
        tables=(
            _own(view, source, "coverage_by_class", "", classes, shown, empty={"org_class": view.say("pages.pooled")}),
        ),
    )  # fmt: skip


def _attention(view: View, source: Source, meeting: str) -> Section:
    frame = attention.alerts(view, source)
    shown = ("level", "org_name", "alert", "round_id", "items", "oldest_days")
    slides = tuple(name for name in shown if name != "round_id")
    return _section(
        view, source, "attention", ("overdue_rate",),
        sentences=(attention.alerts_title(view, source) or view.say("pages.no_alerts"),),
        tables=(_own(view, source, "alerts", "", frame, shown, slides=slides, merged="level", notes=()),),
    )  # fmt: skip


def _clues(view: View, source: Source, meeting: str) -> Section:
    by_round, ageing = rounds.clues_by_round(view, source), tabled(view, source, "clue_ageing")
    years = own_years(view, source)
    names = by_round["round_name"].tolist()
    counts = {view.say(f"packs.series_{name}"): by_round[name] for name in ("clues", "concluded", "substantiated")}
    shown = ("round_name", "clues", "young", "concluded", "substantiated", "pending", "conclusion", "verification")
    slides = ("round_name", "clues", "concluded", "substantiated", "pending", "verification")
    waiting = ("handler", "open_clues", "not_disposed", "over_365", "oldest_days", "blue", "yellow", "red")
    warned = dict.fromkeys(("blue", "yellow", "red"), view.say("packs.warnings"))
    short = {name: view.say(f"packs.colour_{name}") for name in warned}
    return _section(
        view, source, "clues", ("clues", "clue_conclusion_rate", "clue_verification_rate", "clue_case_filing_rate"),
        sentences=(
            clues.stages_finding(tabled(view, source, "clue_funnel"), view.lang),
            year_finding(years, view.lang),
            clues.open_finding(ageing, view.lang) if len(ageing) else "",
        ),
        charts=(
            chart_of("bars", _of_rounds(view, "clues", len(names)), names[-BARS:], {k: v.tail(BARS) for k, v in counts.items()}),
        ),
        tables=(
            table_of(view, source, view.say("packs.table_clues"), rounds.columns(), by_round, shown, slides=slides),
            _own(view, source, "clue_ageing", "", ageing, waiting, groups=warned, labels=short),
        ),
    )  # fmt: skip


def _of_rounds(view: View, name: str, rounds: int) -> str:
    """The title of a chart of rounds: each, or the latest where there are more than a chart holds."""
    return view.say(f"packs.chart_{name}") if rounds <= BARS else view.say(f"packs.chart_{name}_latest", n=BARS)


def _overdue(view: View, source: Source, meeting: str) -> Section:
    late = tabled(view, source, "overdue_findings")
    orgs = tabled(view, source, "rectification_by_org")
    orgs = orgs[orgs["overdue"] > 0].sort_values(["overdue", "oldest_overdue_days", "org_id"], ascending=[False, False, True])
    ages = {f"overdue_{name}": view.say("packs.overdue_for") for name in ("upto_30", "upto_90", "over_90")}
    short = {name: view.say(f"packs.{name}") for name in ages}
    shown = ("org_name", "org_class", "due", "overdue", "overdue_share", *ages, "oldest_overdue_days")
    slides = ("org_name", "due", "overdue", "overdue_share", "oldest_overdue_days")
    each = ("org_name", "days_overdue", "due_on", "responsible", "completion", "category", "round_id")
    said = view.say("packs.none_overdue")
    if len(late):
        said = view.say("packs.overdue_words", n=whole_number(len(late)), orgs=whole_number(late["org_id"].nunique()))
    counts = {view.say("packs.series_overdue"): orgs["overdue"].head(BARS)}
    return _section(
        view, source, "overdue", ("overdue_rate", "on_time_rate"),
        sentences=(said,),
        charts=(chart_of("bars", view.say("packs.chart_overdue"), orgs["org_name"].head(BARS).tolist(), counts),),
        tables=(
            _own(
                view, source, "rectification_by_org", view.say("packs.table_overdue"), orgs, shown,
                slides=slides, groups=ages, labels=short,
            ),
            _own(view, source, "overdue_findings", "", late, each, slides=each[:5]),
        ),
    )  # fmt: skip


def _assigned(view: View, source: Source, meeting: str) -> Section:
    frame = assigned.open_matters(view, source)
    shown = ("org_name", "kind", "meeting_kind", "assigned_on", "due_on", "days_overdue")
    return _section(
        view, source, "assigned", (assigned.MATTERS,),
        sentences=(assigned.open_matters_finding(view, source),),
        tables=(table_of(view, source, view.say("packs.table_matters"), assigned.open_matters_columns(), frame, shown),),
    )  # fmt: skip


def last_meeting(view: View, source: Source, meeting: str) -> since.Point | None:
    """The last meeting of the kind before the as-of day, else the last of any; None before the first."""
    held = since.meetings(view, source)
    return next((point for point in held if point.kind == meeting), held[0] if held else None)


def _changes(view: View, source: Source, meeting: str) -> Section:
    point = last_meeting(view, source, meeting)
    if point is None:
        return _section(view, source, "changes", (), sentences=(view.say("packs.no_meeting"),))
    frame = since.moved(view.whole(), source, point, source)
    title = view.say("since.title", point=point.words.strip())
    said = view.say("packs.moved", n=len(frame), point=point.words.strip()) if len(frame) else view.say("changes.nothing")
    table = table_of(view, source, title, since.columns(), frame, since.COLUMNS, notes=[view.say("since.note")])
    dated = tuple(note.line for note in notes.since(view.whole(), source, point.day))
    dated = (view.say("notes.since"), *dated) if dated else ()
    return _section(view, source, "changes", (), sentences=(said, *dated), tables=(table,))


def _rounds(view: View, source: Source, meeting: str) -> Section:
    frame = rounds.inspected_rounds(view, source)
    dealt = dict.fromkeys(("findings", "fed_back", "done", "closed_off", "overdue"), view.say("packs.group_findings"))
    dealt |= dict.fromkeys(("clues", "concluded", "substantiated", "pending"), view.say("packs.group_clues"))
    shown = ("round_name", "round_kind", "started_on", "organisations", *dealt)
    slides = ("round_name", "organisations", "findings", "done", "overdue", "clues", "substantiated")
    return _section(
        view, source, "rounds", ("organisations_inspected", "inspections", "findings", "clues"),
        tables=(_own(view, source, "round_overview", "", frame, shown, slides=slides, groups=dealt),),
    )  # fmt: skip


def _findings(view: View, source: Source, meeting: str) -> Section:
    scheme = next(iter(findings.schemes(view, source)), "")
    aspects = findings.aspects(view, source, scheme)
    wide = findings.widespread(aspects).head(ASPECTS)
    shown = ("aspect", "category", "organisations", "organisations_inspected", "share", "findings", "common", "done")
    kinds = aspects.groupby("category", sort=False)["findings"].sum()
    named = [findings.category_name(code, view.lang) for code in findings.categories_there(aspects)]
    counts = {view.say("packs.series_findings"): [int(kinds[c]) for c in findings.categories_there(aspects)]}
    return _section(
        view, source, "findings", ("findings", "livelihood_findings", "immediate_rate"),
        sentences=(findings.common_finding(aspects, view.lang),),
        charts=(chart_of("bars", view.say("packs.chart_kinds"), named, counts),),
        tables=(
            _own(
                view, source, "findings_by_aspect", view.say("packs.table_aspects", n=ASPECTS), wide, shown,
                slides=("aspect", "organisations", "share", "findings", "done"),
            ),
        ),
    )  # fmt: skip


SETTLED = ("settled", "settled_done", "completion_share", "settled_closed_off", "closed_off_share")
ROUND = ("round_name", "fed_back", "done", *SETTLED, "overdue")
ORG = ("org_name", "org_class", "fed_back", "done", *SETTLED[:3], "due", "overdue", "oldest_overdue_days")


def _rectification(view: View, source: Source, meeting: str) -> Section:
    frame = tabled(view, source, "rectification_by_round")
    frame = frame[frame["fed_back"] > 0]
    orgs = tabled(view, source, "rectification_by_org")
    orgs = orgs[orgs["fed_back"] > 0].sort_values(["completion_share", "org_id"], na_position="last")
    settled = dict.fromkeys(SETTLED, view.say("packs.group_settled"))
    rates = {view.say(f"packs.series_{n}"): frame[n].tail(BARS) for n in ("completion_share", "closed_off_share")}
    states = rectification.broken_down(view, source, "round")
    return _section(
        view, source, "rectification", ("completion_rate", "closed_off_rate", "on_time_rate", "overdue_rate"),
        sentences=(rectification.states_finding(states, view.lang),),
        charts=(
            chart_of(
                "bars", _of_rounds(view, "rates", len(frame)), frame["round_name"].tail(BARS).tolist(), rates, percent=True
            ),
        ),
        tables=(
            _own(
                view, source, "rectification_by_round", "", frame, ROUND, groups=settled,
                slides=("round_name", "fed_back", "settled", "settled_done", "completion_share", "overdue"),
            ),
            _own(
                view, source, "rectification_by_org", "", orgs, ORG, groups=settled,
                slides=("org_name", "settled", "settled_done", "completion_share", "overdue"),
            ),
        ),
    )  # fmt: skip


def _bottom(view: View, source: Source, meeting: str) -> Section:
    said, charts, tables = [], [], []
    for code in standing.classes(view, source):
        name = label("org_class", code, view.lang)
        said.append(view.say("packs.of_class", label=name, words=ranking.last_words(view, source, code)))
        rows, last = ranking.ranked(view, source, code), ranking.owing(view, source, code)
        shown = ("rank_in_class", "org_name", "interval", "composite", "completion_share", "done_of", "on_time_of")
        shown += ("satisfied_of", "state")
        slides = ("rank_in_class", "org_name", "interval", "composite", "state")
        title = view.say("packs.table_bottom", label=name)
        notes = ranking.notes(view, source, code)
        tables.append(table_of(view, source, title, ranking.columns(), last, shown, slides=slides, notes=notes))
        placed = rows[rows["rank_in_class"].notna()].tail(BARS)
        if len(placed):
            charts.append(
                Chart(
                    "intervals",
                    view.say("packs.chart_places", label=name),
                    tuple(placed["org_name"]),
                    (Series(view.say("packs.series_place"), tuple(float(v) for v in placed["rank_in_class"])),),
                    low=tuple(float(v) for v in placed["low_rank"]),
                    high=tuple(float(v) for v in placed["high_rank"]),
                )
            )
    if not tables:
        said.append(view.say("pages.no_ranking"))
    parts = {"sentences": tuple(said), "charts": tuple(charts), "tables": tuple(tables)}
    return _section(view, source, "bottom", ("satisfaction_rate", "explanations"), **parts)


def _reopened(view: View, source: Source, meeting: str) -> Section:
    frame = assigned.reopened(view, source)
    shown = ("org_name", "category", "aspect", "completed_on", "reopened_on", "responsible")
    said = view.say("packs.reopened_words", n=whole_number(len(frame))) if len(frame) else view.say("packs.none_reopened")
    return _section(
        view, source, "reopened", ("reopened_rate",),
        sentences=(said,),
        tables=(table_of(view, source, view.say("packs.table_reopened"), assigned.reopened_columns(), frame, shown),),
    )  # fmt: skip


BLOCKS: dict[str, Callable[[View, Source, str], Section]] = {
    "coverage": _coverage,
    "attention": _attention,
    "rounds": _rounds,
    "findings": _findings,
    "clues": _clues,
    "rectification": _rectification,
    "overdue": _overdue,
    "bottom": _bottom,
    "reopened": _reopened,
    "assigned": _assigned,
    "changes": _changes,
}
"""Name -> what makes the section of a view for a meeting, in the order in which they can stand."""
