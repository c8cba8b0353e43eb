"""What a figure rests on changes when, and only when, something behind the figure does."""

import os
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pandas as pd
import pytest

from inspection.indicators import basis as basis_module
from inspection.indicators import evaluate, indicator, indicators, rows, settings_read
from inspection.indicators.basis import Basis, Question, basis, definition_digest, question
from inspection.indicators.lineage import traced
from inspection.warehouse import Mart, Settings, dictionary, ledger_tables, memory_full, settings
from inspection.warehouse.compose import Window, _head, _placed
from inspection.warehouse.known import read_by
from tests.second.random_county import random_county
from tests.small import set_to

CHANGES = 10_000 if os.environ.get("INSPECTION_LONG") else 240
EACH = 120
"""Changes to one county before the next one is taken: after more of them little of it would be whole."""
POOL = 12


class Changing:
    """A county whose cells, rows and settings are changed at random, one after another, with figures certified in it."""

    def __init__(self, seed: int):
        made = random_county(seed)
        self.random, self.day = Random(seed), made.made_up_to
        self.mart: Mart = memory_full(ledger_tables(made.ledgers), self.day)
        self.settings = settings()
        self.full = [name for name, held in made.ledgers.items() if held]

    def run(self, text: str, **params: object) -> list[tuple]:
        cursor = self.mart._file._connection.cursor()
        try:
            return cursor.execute(text, params).fetchall() if params else cursor.execute(text).fetchall()
        finally:
            cursor.close()

    def any_question(self) -> Question:
        """A figure at random, narrowed or not, mostly one with something behind it."""
        for _ in range(8):
            id = self.random.choice(list(indicators()))
            shape = indicator(id).shape
            able = [d for d in ("org_class", "sector", "round", "term") if d in indicator(id).dimensions]
            where: dict[str, list] = {}
            if able and self.random.random() < 0.5:
                dimension = self.random.choice(able)
                there = evaluate(self.mart, id, by=(dimension,), as_of=self.day)[dimension]
                values = [None if pd.isna(v) else v for v in there]
                where = {dimension: [self.random.choice(values)]} if values else {}
            start = self.day - timedelta(days=self.random.randrange(900)) if self.random.random() < 0.3 else None
            asked = question(id, where, self.day, None if shape.grain == "term" else start)
            if basis(self.mart, self.settings, asked).things:
                return asked
        return asked

    def change(self, asked: Question) -> tuple[str, str]:
        """Change one thing, every other time one that may stand behind the figure: a cell, a row more or less, a setting.
        (ledger, column) of a cell, (ledger, "") of a row, ("", section.key) of a setting."""
        near = self.random.random() < 0.6
        kind = self.random.choice(("cell", "cell", "cell", "gone", "more", "setting"))
        if kind == "setting":
            read = [e for e in settings_read(indicator(asked.indicator), self.settings) if isinstance(e[2], int | float)]
            every = [e for e in self.settings.entries if isinstance(e[2], int | float)]
            section, key, value = self.random.choice(read if near and read else every)
            self.settings = replace_setting(self.settings, section, key, value + 1)
            return "", f"{section}.{key}"
        close = [indicator(asked.indicator).shape.rows, "inspections", "findings", "clues"]
        there = [name for name in close if name in self.full] if near else []
        ledger = dictionary().ledgers[self.random.choice(there or self.full)]
        (count,) = self.run(f"select count(*) from {ledger.name}")[0]
        if not count:
            return ledger.name, ""
        at = self.random.randrange(count)
        keys = ", ".join(c.name for c in ledger.key)
        place = f"rowid = (select rowid from {ledger.name} order by {keys}, rowid limit 1 offset {at})"
        if kind == "gone":
            self.run(f"delete from {ledger.name} where {place}")
        elif kind == "more":
            key = ledger.key[0].name
            fresh = f"coalesce(try_cast(cast({key} as varchar) || '7' as {{}}), {key})"
            (told,) = self.run(f"select typeof({key}) from {ledger.name} limit 1")[0]
            again = f"select * replace ({fresh.format(told)} as {key}) from {ledger.name} where {place}"
            self.run(f"insert into {ledger.name} {again}")
        else:
            column = self.random.choice(ledger.columns)
            (told,) = self.run(f"select typeof({column.name}) from {ledger.name} limit 1")[0]
            other = f"order by {keys}, rowid limit 1 offset {self.random.randrange(count)}"
            value = self.random.choice(("null", f"(select x.{column.name} from {ledger.name} x {other})"))
            if column.type == "date":
                value = self.random.choice((value, f"{column.name} + to_days({self.random.randrange(-40, 400)})"))
            self.run(f"update {ledger.name} set {column.name} = try_cast({value} as {told}) where {place}")
            return ledger.name, column.name
        return ledger.name, ""


def replace_setting(held: Settings, section: str, key: str, value: object) -> Settings:
    return Settings(tuple((s, k, value if (s, k) == (section, key) else v) for s, k, v in held.entries))


def told_apart(county: Changing, asked: Question) -> tuple:
    """Everything behind a figure read another way, as frames of the rows and of the figure by each of its dimensions."""
    definition = indicator(asked.indicator)
    context = {"where": dict(asked.where), "as_of": asked.as_of, "settings": county.settings}
    days = {"from_date": asked.from_date, "to_date": asked.to_date}
    behind = rows(county.mart, asked.indicator, limit=10**9, **context, **days).drop(columns="org_name")
    if definition.shape.ledger.name == "organisations":
        behind["name"] = names_held(county.mart, behind)
    raw = county.mart.query(*_raw(definition, asked, county.settings))
    figure = evaluate(county.mart, asked.indicator, **context, **days)
    held = [frame.astype(object).itertuples(index=False, name=None) for frame in (behind, raw, figure)]
    return (*(tuple(sorted(map(repr, lines))) for lines in held), settings_read(definition, county.settings))


def names_held(mart: Mart, behind: pd.DataFrame) -> list[tuple[str, ...]]:
    """The names of organisations as the ledger has them: what is shown tells namesakes apart, which moves with the names of
    others. By all their other columns: a change may have given two of them one id."""
    own = mart.query("select * from organisations", {})
    beside = [name for name in own.columns if name in behind.columns and name != "name"]

    def keys(frame: pd.DataFrame) -> list[tuple[str, ...]]:
        lines = frame[beside].astype(object).itertuples(index=False, name=None)
        return [tuple("" if pd.isna(v) else str(v).removesuffix(".0") for v in line) for line in lines]

    held: dict[tuple[str, ...], list[str]] = {}
    for key, name in zip(keys(own), own["name"], strict=True):
        held.setdefault(key, []).append(str(name))
    return [tuple(sorted(held[key])) for key in keys(behind)]


def _raw(definition, asked: Question, chosen: Settings) -> tuple[str, dict]:
    """The indicator's rows within the filters."""
    params: dict[str, object] = {"as_of": asked.as_of}
    placed = _placed(definition.shape, set(dict(asked.where)), dict(asked.where), asked.period, params)
    return f"{_head(placed, chosen, params)}select t.* {placed}", params


def sources_of(id: str) -> frozenset[tuple[str, str]]:
    """The columns that can move an indicator, its groups or the rows shown behind it, from the statements alone."""
    (one,) = [one for one in traced() if (one.kind, one.id) == ("indicator", id)]
    behind = {(indicator(id).shape.rows, c.name) for c in indicator(id).shape.ledger.columns}
    return one.rows.union(one.placed, behind, *one.columns.values())


@pytest.mark.long
@pytest.mark.parametrize("seed", range(-(-CHANGES // EACH)))
def test_of_random_changes_none_leaves_a_mark_that_should_fall_and_none_fells_one_without_cause(seed):
    stood = fell = 0
    county = Changing(seed)
    pool = [county.any_question() for _ in range(POOL)]
    held = {asked: (basis(county.mart, county.settings, asked), told_apart(county, asked)) for asked in pool}
    changed: dict[Question, list[tuple[str, str]]] = {asked: [] for asked in pool}
    for _ in range(EACH):
        asked = county.random.choice(pool)
        what = county.change(asked)
        for since in changed.values():
            since.append(what)
        now, told = basis(county.mart, county.settings, asked), told_apart(county, asked)
        before, told_before = held[asked]
        falls = bool(now.changed(before))
        assert falls == (told != told_before), (changed[asked][-1], asked, now.changed(before), changed[asked])
        if falls:
            read = {("", f"{s}.{key}") for s, key, _ in settings_read(indicator(asked.indicator), county.settings)}
            causes = sources_of(asked.indicator) | read
            near = [one for one in changed[asked] if one in causes or (one[0] and not one[1])]
            assert near, (changed[asked], asked, now.changed(before))
        stood, fell = stood + (not falls), fell + falls
        held[asked], changed[asked] = (now, told), []
    print(f"county {seed}: {EACH} changes, {fell} marks fell, {stood} stood")
    assert stood > EACH // 20 and (fell > EACH // 20 or seed > 1), "of a random county now and then nothing certified has a row"


@pytest.mark.parametrize("id", ["completion_rate", "clue_verification_rate", "coverage_rate", "recovered_wan"])
def test_another_definition_is_another_and_other_lines_and_comments_are_none(id, monkeypatch):
    held = indicator(id)
    before = definition_digest(held)
    assert before == definition_digest(held)
    text = held.shape.statement
    spread = "-- a word on it\n" + text.replace("\n", "\n\n  ")
    assert definition_digest(replace(held, shape=replace(held.shape, statement=spread))) == before
    cast = text.replace(" as numerator", " + 0 as numerator", 1)
    for other in (text + "\nlimit 5", cast):
        if other != text:
            assert definition_digest(replace(held, shape=replace(held.shape, statement=other))) != before
    window = Window(days=17)
    for shape in (replace(held.shape, window=window), replace(held.shape, distinct="org_id"), replace(held.shape, own=())):
        assert shape == held.shape or definition_digest(replace(held, shape=shape)) != before
    one = read_by(text)[0]
    turned = replace(one, statement=f"select t.* from (\n{one.statement}\n) t limit 3")
    monkeypatch.setattr(basis_module, "read_by", lambda _: (turned, *read_by(text)[1:]))
    assert definition_digest(held) != before


def test_a_question_is_the_same_however_its_filters_are_written_and_another_with_any_other():
    day = date(2025, 9, 30)
    one = question("completion_rate", {"org_class": ["village", "county"], "term": ["14"]}, day)
    assert one == question("completion_rate", {"term": [14], "org_class": ("county", "village", "county")}, day, to_date=day)
    others = [
        question("completion_rate", {"org_class": ["village"], "term": [14]}, day),
        question("completion_rate", {"org_class": ["village", "county", None], "term": [14]}, day),
        question("completion_rate", {"org_class": ["village", "county"]}, day),
        question("completion_rate", {"org_class": ["village", "county"], "term": [14]}, day, from_date=date(2024, 1, 1)),
        question("completion_rate", {"org_class": ["village", "county"], "term": [14]}, day, to_date=date(2025, 9, 29)),
        question("completion_rate", {"org_class": ["village", "county"], "term": [14]}, date(2025, 9, 29)),
        question("closed_off_rate", {"org_class": ["village", "county"], "term": [14]}, day),
    ]
    assert len({one, *others}) == 1 + len(others)


def test_only_the_settings_that_a_figure_reads_are_behind_it():
    made = random_county(1)
    mart = memory_full(ledger_tables(made.ledgers), made.made_up_to)
    asked = question("completion_rate", {}, made.made_up_to)
    before: Basis = basis(mart, settings(), asked)
    assert before.changed(basis(mart, set_to(snapshot__threshold=9), asked)) == ()
    assert "settings" in before.changed(basis(mart, set_to(limit__rectification_intensive=31), asked))
    assert "settings" in before.changed(basis(mart, set_to(ruling__mostly_done_is_done=1), asked))
