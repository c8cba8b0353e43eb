"""The leaderboard as csv, json and xlsx, and pictures whose bytes hang on their pixels."""

import csv
import io
import json
import struct

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from PIL import Image

from inspection.snapshots.contents import Share
from inspection.snapshots.page import percent
from inspection.snapshots.png import png_bytes


def test_the_json_keeps_to_the_schema_that_lies_beside_it(folder):
    schema = json.loads((folder / "leaderboard.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    told = json.loads((folder / "leaderboard.json").read_bytes())
    assert list(Draft202012Validator(schema).iter_errors(told)) == []


@pytest.mark.parametrize(
    "path", [["as_of"], ["classes", 0, "organisations", 0, "completion"], ["totals", 0, "indicator"]]
)
def test_the_schema_notices_what_is_missing_or_more(path, folder):
    schema = json.loads((folder / "leaderboard.schema.json").read_bytes())
    told = json.loads((folder / "leaderboard.json").read_bytes())
    place = told
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    place["more"] = 1
    assert len(list(Draft202012Validator(schema).iter_errors(told))) >= 2


def test_csv_and_workbook_hold_the_same_rows_and_the_csv_begins_as_excel_wants(folder):
    held = (folder / "leaderboard.csv").read_bytes()
    assert held.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(held.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(folder / "leaderboard.xlsx").worksheets[0]
    cells = [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
    assert cells == rows and len(rows) == 6
    assert rows[1][:2] == ["乡镇党委", "A党组"]


def test_the_workbook_names_nobody_and_no_moment_but_the_day(folder):
    book = openpyxl.load_workbook(folder / "leaderboard.xlsx")
    assert not book.properties.creator and not book.properties.lastModifiedBy
    assert str(book.properties.created) == "2025-10-08 00:00:00"


@pytest.mark.parametrize(("name", "width"), [("long.png", 1080), ("card.png", 1200)])
def test_a_picture_has_its_width_and_nothing_but_pixels(name, width, folder):
    held = (folder / name).read_bytes()
    image = Image.open(io.BytesIO(held))
    image.load()
    assert image.width == width and (name != "card.png" or image.height == 630)
    kinds, at = [], 8
    while at < len(held):
        (length,) = struct.unpack(">I", held[at : at + 4])
        kinds.append(held[at + 4 : at + 8])
        at += 12 + length
    assert kinds == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]


@given(st.integers(1, 40), st.integers(1, 700), st.integers(0, 2**32 - 1))
def test_a_reader_of_png_finds_the_pixels_that_were_written(height, width, seed):
    chance = np.random.default_rng(seed)
    pixels = (chance.random((height, width)) < chance.random() / 4).astype(np.uint8) * chance.integers(
        0, 256, (height, width), dtype=np.uint8
    )
    palette = chance.integers(0, 256, (256, 3), dtype=np.uint8)
    assert (np.asarray(Image.open(io.BytesIO(png_bytes(pixels, palette)))) == pixels).all()


@pytest.mark.parametrize(
    ("share", "words"),
    [((0, 9), "0.0%"), ((1, 3000), "0.1%"), ((1, 3), "33.3%"), ((2999, 3000), "99.9%"), ((3000, 3000), "100.0%")],
)
def test_only_none_is_nought_and_only_all_is_a_hundred(share, words):
    assert percent(Share(*share)) == words
