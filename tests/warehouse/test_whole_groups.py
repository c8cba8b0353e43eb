"""What the inspected say of the teams reaches nobody but the steward in parts: a mart has whole groups of five and more."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest

from inspection.warehouse import Store, ledger_tables, open_full, open_mart, settings
from inspection.warehouse.analyst import Query
from inspection.warehouse.deliveries import delivered
from inspection.warehouse.explore import Question, answer, rows_of
from tests.warehouse.tiny import CLOCK, DAY, county, row

FIRST = date(2022, 7, 1)
GROUP = ("round_id", "team", "question")


def answers(seed: int) -> list[tuple]:
    """Groups about six teams, counted on one day or on several, some of fewer than five valid answers."""
    random, rows = Random(seed), []
    for team in ("一组", "二组", "三组", "四组", "五组", "六组"):
        for question in ("conduct", "fairness", "burden"):
            most = random.choice((1, 2, 4))
            for grade in ("good", "fair", "average", "poor", "unknown"):
                if random.random() < 0.8:
                    day = FIRST + timedelta(days=random.randrange(4))
                    said = {
                        "question": question,
                        "grade": grade,
                        "collected_on": day,
                        "answers": random.randrange(most + 1),
                    }
                    rows.append(row("team_reviews", round_id="R1", team=team, **said))
    return [
        *rows,
        row(
            "team_reviews", round_id="R1", team="独自一组", question="help", grade="poor", collected_on=FIRST, answers=4
        ),
    ]


@pytest.fixture(scope="module", params=range(3))
def office(request, tmp_path_factory):
    """(the groups as they came: key -> their rows, the version published of them)."""
    rows = answers(request.param)
    store = Store(tmp_path_factory.mktemp("answers"))
    version = store.publish(county(1) | ledger_tables({"team_reviews": rows}), as_of=DAY, files=(), built_at=CLOCK)
    groups = defaultdict(list)
    for round_id, team, question, grade, day, count in rows:
        groups[round_id, team, question].append((grade, day, count))
    return dict(groups), version


def valid(rows) -> int:
    return sum(count for grade, _, count in rows if grade != "unknown")


def whole(groups) -> dict[tuple, int]:
    """The groups that may be seen, with all their answers."""
    return {key: sum(count for _, _, count in rows) for key, rows in groups.items() if valid(rows) >= 5}


def asked(version, text: str) -> list[tuple]:
    return list(Query(version.mart, text, DAY, settings()).run().rows)


def test_no_statement_tells_a_part_of_a_group_by_its_day(office):
    groups, version = office
    assert 0 < len(whole(groups)) < len(groups)
    assert any(len({day for _, day, _ in groups[key]}) > 1 for key in whole(groups)), "nothing would have been told"
    days = asked(version, "select distinct collected_on from team_reviews order by 1")
    sums = []
    for (day,) in [(FIRST - timedelta(days=1),), *days]:
        text = f"select round_id, team, question, sum(answers) from team_reviews where collected_on <= '{day}' group by all"
        sums.append({tuple(line[:3]): line[3] for line in asked(version, text)})
    for (_, earlier), (_, later) in combinations(enumerate(sums), 2):
        told = {key: later[key] - earlier.get(key, 0) for key in later}
        assert all(n in (0, whole(groups)[key]) for key, n in told.items())
    assert sums[-1] == whole(groups)


def test_the_same_stands_in_the_explorer_for_a_level_above_and_as_of_any_day(office):
    groups, version = office
    mart = open_mart(version)
    try:
        by_day = answer(mart, Question("team_reviews", by=(*GROUP, "collected_on"), measure="sum", of="answers"))
        assert dict(zip(by_day[list(GROUP)].itertuples(index=False, name=None), by_day["value"], strict=True)) == whole(
            groups
        )
        assert len(rows_of(mart, Question("team_reviews"))) == sum(len(groups[key]) for key in whole(groups))
        above = delivered(mart, "330105")["team_reviews"]
        assert above.num_rows == sum(len(groups[key]) for key in whole(groups))
        assert len(
            set(
                zip(
                    above["team"].to_pylist(),
                    above["question"].to_pylist(),
                    above["collected_on"].to_pylist(),
                    strict=True,
                )
            )
        ) == len(whole(groups))
    finally:
        mart.close()
    seen = Counter()
    for n in range(-1, 6):
        day = FIRST + timedelta(days=n)
        query = Query(
            version.mart, "select team, question, sum(answers) from known_team_reviews group by all", day, settings()
        )
        for team, question, count in query.run().rows:
            assert count == whole(groups)["R1", team, question]
            seen[team, question] += 1
    assert set(seen) == {key[1:] for key in whole(groups)}


def test_a_group_too_small_is_not_in_the_bytes_of_the_file_and_the_steward_has_every_row_as_it_came(office):
    groups, version = office
    assert "独自一组".encode() not in version.mart.read_bytes()
    full = open_full(version.full)
    try:
        held = full.query("select grade, collected_on, answers, round_id, team, question from team_reviews")
    finally:
        full.close()
    assert len(held) == version.manifest["rows"]["team_reviews"] == sum(map(len, groups.values()))
    held["collected_on"] = held["collected_on"].dt.date
    told = defaultdict(list)
    for grade, day, count, *key in held.itertuples(index=False, name=None):
        told[tuple(key)].append((grade, day, count))
    assert {key: sorted(rows) for key, rows in told.items()} == {key: sorted(rows) for key, rows in groups.items()}
