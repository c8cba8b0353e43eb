"""Names without an order of the office's own, as a Chinese reader looks them up: by pinyin."""

from collections.abc import Iterable
from functools import cache

import duckdb

from inspection.warehouse.connecting import connect

BY_NAME = "collate zh"
"""Behind a text expression of an order by: the Chinese collation of the ICU that DuckDB's wheel bundles. A character with
several readings has one place (长沙 under zhang); Latin letters stand behind Chinese ones. An office to whom that matters
gives its organisations a sort_order."""


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    return connect(config={"autoinstall_known_extensions": False})


def by_pinyin(names: Iterable[str]) -> list[str]:
    """The names by pinyin, equal ones by their characters; duplicates are kept.

    >>> by_pinyin(["第二巡察组", "阿坝", "第一巡察组", "B组"])
    ['阿坝', '第二巡察组', '第一巡察组', 'B组']
    """
    given = list(names)
    if len(given) < 2:
        return given
    text = f"select n from (select unnest($names) as n) t order by n {BY_NAME}, n"
    return [name for (name,) in _connection().cursor().execute(text, {"names": given}).fetchall()]


BOUNDS = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
"""The first character of each letter of pinyin in that collation; their letters are LETTERS."""
LETTERS = "abcdefghjklmnopqrstwxyz"


def initials(names: Iterable[str]) -> list[str]:
    """The first letters of the pinyin of each name, Latin letters and digits as they are in small ones, all else left out.

    A character with several readings has the one of the collation.

    >>> initials(["鹤泉镇党委", "县医院B区"])
    ['hqzdw', 'xyybq']
    """
    given = list(names)
    chinese = {c for name in given for c in name if "一" <= c <= "鿿"}
    letter, at = {}, -1
    for c in by_pinyin([*BOUNDS, *(chinese - set(BOUNDS))]):
        at += c in BOUNDS
        if at >= 0:
            letter[c] = LETTERS[at]
    spelt = lambda c: letter.get(c) or (c.lower() if c.isascii() and c.isalnum() else "")  # noqa: E731
    return ["".join(map(spelt, name)) for name in given]
