"""A figure named in a line of words is the figure of the screens, and a name that is none says what is near it."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from inspection.indicators import Words, indicators
from inspection.reading import fields
from inspection.reading.answers import counted
from inspection.reading.dimensions import dimensions_of, values_of
from inspection.reading.fields import (
    Asked,
    Catalogue,
    FieldUnknown,
    answer,
    answers,
    asked_of,
    known_fields,
    parse,
    parts_named,
)
from tests.reading.county import COUNTY
from tests.small import source, view_of

MONEY = {
    "recoveries": """
        recovery_id | org_id | inspection_id | recovered_on | amount_wan
        1           | C1     | B1            | 2023-01-10   | 0.1
        2           | C1     | B1            | 2023-02-10   | 0.2
        3           | C2     | B2            | 2023-02-11   | 1200.305
    """,
}


@pytest.fixture(scope="module")
def office():
    return source(**COUNTY)


# worked by hand from the ten organisations: number, the words in Chinese, (numerator, denominator, pending, young)
ANSWERS = [
    ("completion_rate", 5 / 8, "62.5%", (5, 8, 3, 0)),
    ("completion_rate term=14 org_class=village|county", 4 / 5, "80.0%", (4, 5, 1, 0)),
    ("整改完成率 届次=第十四届县委 单位类别=村级|县直", 4 / 5, "80.0%", (4, 5, 1, 0)),
    ("completion_rate org=水利局党组", 1 / 2, "50.0%", (1, 2, 1, 0)),
    ("completion_rate org=C4 part=pending", 1, "1", (1, 2, 1, 0)),
    ("completion_rate year=2025", None, "—", (0, 0, 0, 0)),
    ("completion_rate year=2025 part=denominator", 0, "0", (0, 0, 0, 0)),
    ("completion_rate as_of=2022-06-15 term=14 part=young", 6, "6", (0, 0, 0, 6)),
    ('clues handler=""', 1, "1 件", (1, None, None, None)),
    ("clues handler=一室|二室", 6, "6 件", (6, None, None, None)),
    ("clues from=2022-05-02 to=2024-05-01", 3, "3 件", (3, None, None, None)),
    ("clues month=2022-07", 0, "0 件", (0, None, None, None)),
    ("clue_verification_rate year=2018", 1 / 2, "50.0%", (1, 2, 0, 0)),
    ("coverage_rate term=13 org=教育局党组", 1.0, "100.0%", (1, 1, None, None)),
    ("satisfaction_rate round=十四届第二轮", 900 / 1000, "90.0%", (900, 1000, None, None)),
]


def test_a_field_is_the_figure_worked_by_hand(office):
    for text, number, words, counts in ANSWERS:
        got = answer(parse(text, office), office, "zh")
        assert (got.number, got.words()) == (number, words), text
        assert (got.numerator, got.denominator, got.pending, got.young) == counts, text
        assert answer(parse(text), office, "zh").number == number, f"{text}: read without a source, looked up when asked"


def test_the_value_of_a_field_is_the_one_the_screens_show(office):
    view = view_of(office)
    for id, definition in indicators().items():
        row = counted(view, office, id).iloc[0]
        term = "" if definition.stock else " term=14"
        lacks = "term" in definition.lacks
        got = answer(parse(id + ("" if lacks else term), office), office, "zh")
        if got.no_data:
            assert got.number is None and not row["numerator"], id
            continue
        shown = None if definition.rate and not row["denominator"] else row["value"]
        assert got.number == shown, id


def test_an_empty_ledger_has_no_data_and_is_named(office):
    got = answer(parse("talent_joined year=2024", office), office, "en")
    assert (got.number, got.no_data, got.words(), got.words("zh")) == (
        *(None, "talent_pool"),
        *("no data (talent pool)", "无数据（巡察人才库）"),
    )
    reviewed = answer(parse("clue_review_rate", office), office, "zh")
    assert reviewed.no_data == "clue_reviews", "clues there are; but whether any was reviewed nobody has written down"
    bare = source()
    assert answer(parse("completion_rate org=教育局党组", bare), bare, "zh").words() == "无数据（问题清单）"


def test_sums_of_money_are_exact():
    office = source(**{k: COUNTY[k] for k in ("organisations", "rounds", "inspections")}, **MONEY)
    got = answer(parse("recovered_wan", office), office, "zh")
    assert (got.number, got.words()) == (Decimal("1200.605"), "1,200.6 万元")
    assert answer(parse("recovered_wan month=2023-01|2023-02 org=C1", office), office, "zh").number == Decimal("0.3")


UNKNOWN = [
    ("compl_rate", "unknown_figure", 0, "completion_rate"),
    ("整改完成", "unknown_figure", 0, "completion_rate（整改完成率）"),
    ("completion_rate org_clas=village", "unknown_dimension", 16, "org_class"),
    ("completion_rate org_class=vilage", "unknown_value", 26, "village"),
    ("completion_rate org_class=county|乡镇党伟", "unknown_value", 33, "township（乡镇党委）"),
    ("completion_rate org=教育局", "unknown_value", 20, "教育局党组"),
    ("clues handler=三室", "unknown_value", 14, "二室"),
    ("clues term=15", "unknown_value", 11, None),
    ("clues part=denominator", "unknown_part", 11, "value"),
    ("completion_rate year=今年", "bad_year", 21, None),
    ("completion_rate month=2024-13", "bad_month", 22, None),
    ("completion_rate from=2024-02-30", "bad_day", 21, None),
    ("completion_rate from=2025-01-01 to=2024-01-01", "backwards", 32, None),
    ("coverage_rate from=2024-01-01", "no_period", 14, None),
    ("talent_in_pool term=14", "unknown_dimension", 15, None),
    ("completion_rate year=2024 year=2025", "twice", 26, None),
    ("clues part=value part=value", "twice", 17, None),
    ("completion_rate year", "bad_syntax", 16, None),
    ("completion_rate org_class=village|", "bad_syntax", 33, None),
    (' completion_rate org="甲"乙', "bad_syntax", 17, None),
    ("  ", "empty", 2, None),
    ("x" * 501, "too_long", 0, None),
]


def test_a_name_of_nothing_says_where_it_stands_and_what_is_near(office):
    for text, code, at, near in UNKNOWN:
        with pytest.raises(FieldUnknown) as found:
            parse(text, office)
        assert (found.value.code, found.value.at) == (code, at), text
        assert near is None or near in found.value.nearest, (text, found.value.nearest)
        said = [found.value.words(lang) for lang in ("zh", "en")]
        assert all(found.value.what in words for words in said), said


def test_whatever_a_name_holds_is_written_and_read_back(office):
    names = ['甲 镇|"乙"=丙', "“两新”工委", 'a"b', "＝", "|", "x=y", "1 2"]
    asked = Asked("clues", (("handler", (*sorted(names), None)),), "value", date(2024, 1, 1), None, date(2025, 6, 30))
    assert parse(str(asked)) == asked
    for definition in (indicators()[id] for id in ("coverage_rate", "completion_rate", "talent_in_pool")):
        for dimension in dimensions_of(definition):
            for value in values_of(office, definition, dimension, "zh"):
                asked = Asked(definition.id, ((dimension, (value,)),), parts_named(definition)[-1])
                assert parse(str(asked), office) == asked


def test_the_order_of_a_field_says_nothing(office):
    one = parse("clues year=2024|2022 org_class=village|county part=value", office)
    other = parse("clues org_class=县直|VILLAGE year=２０２２|2024年", office)
    assert one == other and hash(one) == hash(other) and str(one) == "clues year=2022|2024 org_class=county|village"


def test_many_fields_asked_at_once_are_what_each_is_alone(office):
    dice, asked = random.Random(20261130), []
    for id in ("coverage_rate", "clue_verification_rate", "on_time_rate", "satisfaction_rate", "organisations_inspected"):
        definition = indicators()[id]
        known = [d for d in ("org_class", "year", "org", "handler", "nature") if d in dimensions_of(definition)]
        for _ in range(9):
            chosen = dice.sample(known, k=min(len(known), dice.randint(0, 2)))
            where = {}
            for dimension in chosen:
                there = list(values_of(office, definition, dimension, "zh"))
                where[dimension] = tuple(sorted(dice.sample(there, k=min(len(there), dice.choice((1, 1, 1, 2)))), key=str))
            pairs = tuple((d, where[d]) for d in dimensions_of(definition) if d in where)
            asked.append(parse(str(Asked(definition.id, pairs, dice.choice(parts_named(definition)))), office))
    together = answers(asked, office, "zh")
    assert together == tuple(answer(one, office, "zh") for one in asked)
    assert len({a.number for a in together}) > 15, "most were nothing: the test saw little"


def test_what_can_be_asked_for_is_listed_with_its_parts_and_dimensions(office):
    listed = {k.id: k for k in known_fields(office, "zh")}
    assert {id for id in listed if "." not in id} == set(indicators())  # the others are a catalogue's
    assert listed["completion_rate"].parts == ("value", "numerator", "denominator", "pending", "young", "undated", "low", "high")
    assert dict(listed["completion_rate"].dimensions)["org_class"] == "单位类别"
    assert listed["clues"].parts == ("value",)
    assert not {"org", "org_class"} & dict(listed["person_times_trained"].dimensions).keys(), "no organisation has it"


def test_a_catalogue_has_its_own_names_under_its_prefix(office, monkeypatch):
    number = answer(parse("clues", office), office, "zh")
    shelf = Catalogue(
        names=lambda: {"summary.rounds_held": Words("开展轮次", "rounds held")},
        dimensions=("term",),
        answer=lambda asked, source, lang: replace(number, asked=asked),
    )
    monkeypatch.setitem(fields.CATALOGUES, "summary", shelf)
    asked = parse("summary.rounds_held term=14 as_of=2025-06-30", office)
    assert str(asked) == "summary.rounds_held term=14 as_of=2025-06-30" and parse(str(asked)) == asked
    assert answers([asked, parse("clues", office)], office, "zh")[0].asked == asked
    with pytest.raises(FieldUnknown) as found:
        parse("summary.round_held", office)
    assert found.value.nearest == ("summary.rounds_held",)
    assert known_fields(office, "zh")[-1].title == "开展轮次"


def test_the_field_of_a_view_is_the_figure_that_the_view_shows(office):
    views = (
        view_of(office),
        view_of(office, term=13),
        view_of(office, classes=("county", "village"), rounds=("14-01",)),
        view_of(office, from_date=date(2022, 3, 11), to_date=date(2024, 5, 1), sectors=("education", "agriculture")),
        view_of(office, as_of=date(2022, 9, 1)).all_terms(),
    )
    shown = 0
    for view in views:
        for id in ("coverage_rate", "completion_rate", "clue_verification_rate", "satisfaction_rate", "findings", "inspections"):
            row = counted(view, office, id).iloc[0]
            got = answer(asked_of(view, office, id), office, "zh")
            assert (got.number is None) == bool(indicators()[id].rate and not row["denominator"]), (id, view)
            assert got.number is None or got.number == row["value"], (id, view)
            shown += bool(got.number)
    picked = asked_of(views[0], office, "clues", where=(("handler", (None,)), ("year", ("2024",))))
    assert str(picked) == 'clues year=2024 term=14 handler=""' and answer(picked, office, "zh").number == 1
    assert shown > 15
