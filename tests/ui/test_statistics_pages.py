"""The pages of clues, rectification and ranking: what is chosen stands in the address, what misleads is said."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from inspection.papers.given import given
from inspection.reading.answers import tabled
from inspection.reading.standing import last_by_chance, standing, tried
from inspection.text import say
from inspection.ui.pieces.plain import plain
from inspection.warehouse import dictionary
from tests.ui.dashboard import demonstration, fault, headings, opened, own_data, row, small_county, words


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    return tmp_path


def shown(page: str, **address: str):
    at = opened(f"review/{page}", **address)
    assert not fault(at)
    return at


def clue(number: int, year: int, level: str, outcome: str, inspection: str = "13-01-1") -> tuple:
    on = date(year, 3, 1) + timedelta(days=number % 90)
    return row(
        "clues",
        clue_id=f"C{number:05}",
        inspection_id=inspection,
        transferred_on=on,
        subject_level=level,
        outcome=outcome,
        disposal="verification",
        disposed_on=on,
        concluded_on=on + timedelta(days=60),
    )


def clues_of(year: int, counts: dict[str, tuple[int, int]], start: int) -> list[tuple]:
    """Level -> (verified, concluded)."""
    found = []
    for level, (verified, concluded) in counts.items():
        for at in range(concluded):
            outcome = "substantiated" if at < verified else "unsubstantiated"
            found.append(clue(start + len(found), year, level, outcome))
    return found


def with_clues(*years: tuple[int, dict[str, tuple[int, int]]]) -> dict[str, list[tuple]]:
    ledgers, found = small_county(), []
    for year, counts in years:
        found += clues_of(year, counts, len(found))
    return ledgers | {"clues": found}


def test_the_definition_of_the_rate_is_one_switch_away_and_stands_in_the_address(demo):
    at = shown("clues", rate="of_transferred")
    assert "查实率(移交口径)" in words(at)
    at.segmented_control(key="choice_rate").set_value("within_year").run()
    assert not fault(at) and at.query_params["rate"] in ("within_year", ["within_year"])
    assert "一年内查实率" in "".join(headings(at))
    at.segmented_control(key="choice_rate").set_value("of_concluded").run()
    assert "rate" not in at.query_params


@pytest.mark.parametrize("tab", ["course", "years", "make_up", "league", "stages", "clue_rounds", "each", "reviews"])
def test_every_tab_of_the_clues_opens_from_its_address(demo, tab):
    at = shown("clues", tab=tab, lang="en" if tab in ("course", "make_up", "reviews") else "zh")
    assert at.get("plotly_chart") and len(at.tabs) == 8


def test_a_whole_that_moves_against_its_parts_is_warned_of(home):
    """Kidney stones as clues: every level falls, the whole rises, because the easier level became more common."""
    before = {"village_cadre": (81, 87), "general": (192, 263)}
    now = {"village_cadre": (234, 270), "general": (55, 80)}
    own_data(home, with_clues((2022, before), (2023, now)))
    at = shown("clues", tab="make_up")
    warned = [w.value for w in at.warning]
    assert say("clues.mix_reversed", "zh") in warned
    assert "78.0%→82.6%" in "".join(headings(at))


def test_a_mix_of_years_that_differ_by_chance_alone_is_not_to_be_read_into(home):
    own_data(home, with_clues((2022, {"general": (10, 20)}), (2023, {"general": (11, 20)})))
    warned = [w.value for w in shown("clues", tab="make_up").warning]
    assert say("clues.mix_not_significant", "zh", change="+5.0") in warned
    assert say("clues.mix_reversed", "zh") not in warned


def precincts(counts: list[tuple[int, int]], name: str = "第{}分局") -> dict[str, list[tuple]]:
    """(verified, concluded) clues of 2023 of each precinct, named by its number from 1."""
    since, ledgers = date(2021, 7, 1), small_county()
    ledgers["organisations"] = [
        row("organisations", org_id=f"P{at:02}", name=name.format(at + 1), org_class="county", in_scope_from=since)
        for at in range(len(counts))
    ]
    names = [column.name for column in dictionary().ledgers["inspections"].columns]
    task = dict(zip(names, ledgers["inspections"][0], strict=True))
    ledgers["inspections"] = [
        row("inspections", **(task | {"inspection_id": f"I{at:02}", "org_id": f"P{at:02}"}))
        for at in range(len(counts))
    ]
    ledgers["clues"] = [
        clue(100 * at + k, 2023, "general", "substantiated" if k < n else "unsubstantiated", f"I{at:02}")
        for at, (n, whole) in enumerate(counts)
        for k in range(whole)
    ]
    return ledgers


def test_a_league_of_eleven_precincts_within_its_funnel_has_nobody_standing_out(home):
    """The best has 71 % and the worst 54 %, and neither differs from the pooled rate by more than chance."""
    counts = [(20, 34), (33, 51), (18, 28), (30, 47), (36, 60), (25, 39), (26, 44), (17, 25), (38, 70), (19, 33)]
    own_data(home, precincts([*counts, (37, 52)]))
    at = shown("clues", tab="league", league="org")
    title = say("ranking.funnel_none", "zh", what="问题线索查实率", count=11)
    assert title in headings(at)
    stands = next(d.value["stands"] for d in at.dataframe if "stands" in d.value)
    assert set(stands) == {say("clues.stands_within", "zh")} and len(stands) == 11


def test_who_stands_out_is_named_as_the_ledger_has_it_and_the_name_is_not_read_as_markup(home):
    name = "*第{}*[分局](x) <b>&amp; ~甲~ $乙$"
    own_data(home, precincts([*[(18, 30)] * 10, (3, 100)], name))
    at = shown("clues", tab="league", league="org")
    what = "问题线索查实率"
    title = say("ranking.funnel_out", "zh", what=what, n=1, names=name.format(11))
    title += say("ranking.funnel_out_chance", "zh", chance=say("by_chance.rare", "zh"))
    title += say("ranking.funnel_others_chance", "zh")
    assert title in headings(at)
    (shown_as,) = [h.value for h in at.header if what in h.value and "99" in h.value]
    assert shown_as == plain(title) and "*第11*" not in shown_as


def test_a_year_counted_differently_is_not_compared_with_the_one_before(home):
    own_data(home, with_clues((2022, {"general": (60, 200)}), (2023, {"general": (160, 200)})))
    assert "2023年移交线索查实率 80.0%，较上年升" in words(shown("clues"))
    (home / "settings.toml").write_text("[base]\nbreak_year = 2023\n", encoding="utf-8")
    at = shown("clues", tab="years")
    assert "较上年升" not in words(at)
    verdicts = next(d.value["verdict"].tolist() for d in at.dataframe if "verdict" in d.value)
    assert verdicts[-1] == say("pages.verdict_broken", "zh")


def test_every_break_year_of_a_list_cuts_the_comparison(home):
    own_data(home, with_clues(*((y, {"general": (20 * (y - 2018), 200)}) for y in range(2019, 2024))))
    (home / "settings.toml").write_text("[base]\nbreak_year = [2021, 2023]\n", encoding="utf-8")
    verdicts = next(d.value["verdict"].tolist() for d in shown("clues", tab="years").dataframe if "verdict" in d.value)
    broken = say("pages.verdict_broken", "zh")
    assert [v == broken for v in verdicts[-5:]] == [False, False, True, False, True]


def test_headline_rates_of_clues_are_not_compared_across_the_break_and_others_are(home, made):
    demonstration(home, made)
    usual = [m.delta for m in shown("clues").metric]
    assert say("pages.verdict_broken", "zh") not in usual
    (home / "demo" / "settings.toml").write_text("[base]\nbreak_year = 2022\n", encoding="utf-8")
    deltas = {m.label: m.delta for m in shown("clues").metric}
    assert deltas["线索办结率"] == deltas["问题线索查实率"] == say("pages.verdict_broken", "zh")
    assert "低 1.3 个百分点" in {m.label: m.delta for m in shown("rectification").metric}["整改完成率"]


@pytest.mark.parametrize(
    "tab, ranked",
    [
        ("weights", "village"),
        ("funnel", "village"),
        ("parts", "township"),
        ("owing", "county"),
        ("assessments", "county"),
    ],
)
def test_every_tab_of_the_ranking_opens_from_its_address(demo, tab, ranked):
    at = shown("ranking", tab=tab, ranked=ranked)
    assert at.segmented_control(key="choice_ranked").value == ranked
    assert len(at.dataframe) >= 1


def test_figures_of_more_than_the_class_ranked_say_so_and_those_of_it_alone_do_not(demo):
    of_all = say("ranking.of_all", "zh", label=dictionary().label("org_class", "county", "zh"))
    assert of_all in [c.value for c in shown("ranking", ranked="county").caption]
    assert of_all not in [c.value for c in shown("ranking", ranked="county", **{"class": "county"}).caption]


def ranks_of(at, column: str) -> dict[str, int]:
    frame = next(d.value for d in at.dataframe if column in d.value)
    return dict(zip(frame["org_name"], frame[column], strict=True))


def test_weights_of_the_address_rank_anew_at_once_and_back_again(demo):
    at = shown("ranking", weights="0-100-0", ranked="county")
    assert [at.slider(key=f"weight_{name}").value for name in ("ballots", "completion", "on_time")] == [0, 100, 0]
    as_set, by_completion = ranks_of(at, "rank_in_class"), ranks_of(at, "rank_tried")
    assert as_set != by_completion
    assert list(by_completion.values()).count(1) > 1  # many have completed everything: they share the first place
    at.slider(key="weight_completion").set_value(0).run()
    assert say("ranking.weights_nothing", "zh") in [w.value for w in at.warning]
    at.slider(key="weight_on_time").set_value(50).run()
    assert at.query_params["weights"] in ("0-0-50", ["0-0-50"])
    next(b for b in at.button if b.label == say("ranking.weights_reset", "zh")).click().run()
    assert not fault(at) and "weights" not in at.query_params
    assert ranks_of(at, "rank_tried") == ranks_of(at, "rank_in_class")


@pytest.mark.parametrize("weights", ["1-2", "a-b-c", "0-0-0", "999-1-1"])
def test_weights_somebody_mistyped_leave_those_set(demo, weights):
    at = shown("ranking", weights=weights)
    assert [at.slider(key=f"weight_{name}").value for name in ("ballots", "completion", "on_time")] == [60, 25, 15]
    assert say("pages.address_dropped", "zh", names="weights") in words(at) and "weights" not in at.query_params


def test_a_rank_lies_in_its_intervals_and_the_standing_adds_up(demo):
    at = shown("ranking")
    view, data = at.session_state["view"], at.session_state["source"]
    for code in ("township", "county", "village"):
        found = standing(view, data, code)
        rows = found.ranked
        assert len(rows) > 5
        for low, high in (("low_rank", "high_rank"), ("low_weights", "high_weights")):
            assert (rows[low] <= rows["rank_in_class"]).all() and (rows["rank_in_class"] <= rows[high]).all()
        again = tried(found, found.weights)
        assert again.ranks == rows["rank_in_class"].astype(int).tolist()
        assert again.scores == pytest.approx(rows["composite"].astype(float).tolist(), abs=1e-6)
        assert again.around == list(zip(rows["low_weights"], rows["high_weights"], strict=True))
        sure, maybe = last_by_chance(found)
        assert 0 <= sure <= found.bottom and maybe >= 0
        assert found.before_on is not None and rows["before"].notna().any()


def test_movement_is_the_place_before_the_last_assessment_less_the_place_now(demo):
    at = shown("ranking")
    view, data = at.session_state["view"], at.session_state["source"]
    found = standing(view, data, "township")
    earlier = tabled(replace(view, as_of=found.before_on), data, "rectification_ranking")
    before = dict(zip(earlier["org_id"], earlier["rank_in_class"], strict=True))
    compared = [line for line in found.ranked.itertuples(index=False) if line.org_id in before]
    assert compared
    for line in compared:
        assert line.moved == before[line.org_id] - line.rank_in_class


def test_without_an_assessment_the_page_says_why_there_is_no_ranking(home):
    own_data(home, small_county())
    assert say("pages.no_ranking", "zh") in words(shown("ranking"))


@pytest.mark.parametrize("by", ["round", "org", "category", "responsible", "channel", "nature"])
def test_rectification_is_broken_down_as_the_address_says(demo, by):
    at = shown("rectification", by=by)
    assert at.segmented_control(key="choice_by").value == by
    assert "已满集中整改期的 2,128 个问题" in words(at)  # whatever the breakdown, the whole is the whole


@pytest.mark.parametrize("tab", ["burn_down", "organisations", "late", "immediate", "progress"])
def test_every_tab_of_rectification_opens_from_its_address(demo, tab):
    at = shown("rectification", tab=tab, until="closed_off")
    assert at.get("plotly_chart")


def test_every_chart_has_a_sentence_as_its_alternative_text(demo):
    for page in ("clues", "rectification", "ranking"):
        charts = shown(page).get("plotly_chart")
        assert charts and all(len(chart.proto.alt) > 8 for chart in charts)


def test_closed_findings_are_drawn_on_the_page_by_an_analyst_and_registered_with_their_seed(home, somebody):
    task = {"inspection_id": "13-01-1", "round_id": "13-01", "org_id": "A", "team": "第一巡察组", "team_level": "county"}
    started = {"kind": "routine", "counts_toward_coverage": True, "onsite_start": date(2022, 3, 1)}
    finding = {"inspection_id": "13-01-1", "category": "four-1", "scope": "common", "channel": "deadline", "completion": "done"}
    days = {"found_on": date(2022, 3, 9), "completed_on": date(2022, 8, 1), "closed_off_on": date(2022, 9, 1)}
    closed = [row("findings", finding_id=f"F{n:02}", nature="intensive", **finding, **days) for n in range(20)]
    noted = {"drawn_class": "township", "class_closed": 20, "class_drawn": 8}
    visit = {"sample_id": "S1", "drawn_on": date(2023, 1, 1), "verified_on": date(2023, 2, 1), **noted}
    visits = [row("verifications", finding_id=f"F{n:02}", found="held" if n < 6 else "partly", **visit) for n in range(8)]
    inspected = row("inspections", feedback_on=date(2022, 6, 1), **task, **started)
    own_data(home, small_county() | {"inspections": [inspected], "findings": closed, "verifications": visits})
    somebody.be("赵分析", "analyst")
    at = shown("rectification", tab="verification")
    assert "20 个已销号问题中抽中 8 个，已核验 8 个；推算销号属实 75.0%" in words(at)
    (told,) = [frame.value for frame in at.dataframe if {"what", "counts"} <= set(frame.value.columns)]
    assert told["rate"].tolist() == ["100.0%", "100.0%", "75.0%"]
    at.number_input[0].set_value(5)
    next(button for button in at.button if button.label == "抽样并登记").click().run()
    assert not fault(at)
    (paper,) = given(home)
    assert paper.kind == "verification"
    assert paper.title.rpartition("种子 ")[2] in at.success[0].value
    assert [Path(file.name).suffix for file in paper.files] == [".docx", ".xlsx", ".csv"]
    somebody.be("阅览员", "reader")
    at = shown("rectification", tab="verification")
    assert "推算销号属实 75.0%" in words(at)
    assert not [button for button in at.button if button.label == "抽样并登记"]
