"""Names without an order of the office's own, as a Chinese reader looks them up: by pinyin."""

from collections.abc import Iterable
from functools import cache

import duckdb

BY_NAME = "collate zh"
"""Behind a text expression of an order by: the Chinese collation of the ICU that DuckDB's wheel bundles. A character with
several readings has one place (长沙 under zhang); Latin letters stand behind Chinese ones. An office to whom that matters
gives its organisations a sort_order."""


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"autoinstall_known_extensions": False})


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
