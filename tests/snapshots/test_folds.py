"""What a reader meets first and unfolds: the sentences on top, and the parts of a long class."""

from datetime import datetime

import pytest

from inspection.snapshots import Publication, template
from inspection.snapshots.contents import ClassTable, Group, Line, Share
from inspection.snapshots.draft import label_of_class
from inspection.snapshots.page import LONG, folds, page, summary
from inspection.snapshots.pictures import _font, _wrapped
from tests.snapshots.county import mart, standard

AT = datetime(2025, 10, 8, 9)


def table(org_class: str, bands: dict[str, list[tuple[str, str | None]]]) -> ClassTable:
    """A class of organisations (name, township) by band; each has verified 9 of 10."""
    share = Share(9, 10)
    groups = [
        Group(band, share, tuple(Line(name, name, share, 0, 1, share, None, band, parent=town) for name, town in held))
        for band, held in bands.items()
    ]
    return ClassTable(org_class, label_of_class(org_class), share, share, tuple(groups))


def told(made: ClassTable) -> list[tuple]:
    return [(fold.township, fold.names, [(g.band, len(g.lines)) for g in fold.groups]) for fold in folds(made)]


def test_a_short_class_stands_open_and_a_long_one_is_folded_by_band():
    held = [(f"d{n}", None) for n in range(LONG)]
    assert folds(table("county", {"good": held})) == ()
    long = table("county", {"good": held, "poor": [("e", None)]})
    assert told(long) == [(None, False, [("good", LONG)]), (None, False, [("poor", 1)])]


def test_of_many_villages_the_names_are_folded_by_band_and_the_rows_by_township():
    good = [(f"v{n}", "云栖镇" if n % 2 else "白蘋镇") for n in range(LONG)]
    made = table("village", {"good": good, "poor": [("w", "云栖镇"), ("x", None)]})
    half = LONG // 2
    assert told(made) == [
        (None, True, [("good", LONG)]), (None, True, [("poor", 2)]),
        ("白蘋镇", False, [("good", half)]), ("云栖镇", False, [("good", half), ("poor", 1)]), ("", False, [("poor", 1)]),
    ]  # fmt: skip
    rows = [line.org_id for fold in folds(made) if not fold.names for line in fold.lines]
    assert sorted(rows) == sorted(line.org_id for line in made.lines)


def contents(home, counties: dict):
    publication = Publication(home)
    entry = publication.draft(mart(counties), standard(), template("monthly"), version=1, by="a", at=AT)
    return publication.contents(entry)


def many(done: int) -> dict:
    return {f"D{n:02d}": ("county", done, 20) for n in range(LONG + 1)} | {"T": ("township", done, 20)}


@pytest.mark.parametrize(
    ("counties", "key", "values"),
    [
        (many(20), "whole_groups_all", {"count": LONG + 2, "n": LONG + 2}),
        (many(1), "whole_groups_none", {"count": 0, "done": LONG + 2, "average": "60%"}),
        ({"A": ("township", 20, 20), "B": ("township", 5, 20)}, "whole_groups", {"count": 1, "done": 1}),
    ],
)
def test_the_sentence_of_the_groups_says_all_none_or_how_many(counties, key, values, tmp_path):
    second = summary(contents(tmp_path, counties))[1]
    assert second[0] == key and {name: second[1][name] for name in values} == values


def test_where_nothing_was_due_it_is_not_said_that_nothing_is_overdue(tmp_path):
    assert summary(contents(tmp_path, many(1)))[2] == ("whole_none_due", {})


def test_every_organisation_of_a_folded_class_has_its_row_once(tmp_path):
    html = page(contents(tmp_path, many(20))).decode()
    assert [html.count(f">D{n:02d}党组<") for n in (0, LONG)] == [1, 1] and html.count('name="county-part"') == 1


def test_a_picture_breaks_lines_between_words_and_a_number_is_never_cut():
    font = _font(30)
    lines = _wrapped("Committee of the Development Zone 1234.5% 县教育体育局党组", font, 240)
    assert all(font.getlength(line) <= 240 for line in lines)
    assert {"Committee", "Development", "1234.5%"} <= {word for line in lines for word in line.split()}
    assert len(_wrapped("X" * 90, font, 240)) > 3
