"""How far an import is, in words: the time left only when something can be said of it."""

import pytest

from inspection.intake.pace import Pace, span


def told(steps: list[tuple[float, int, int, str]], lang: str = "zh") -> list[tuple[float, str]]:
    """What is said when each (second, done, of how many, words) arrives."""
    said, now = [], [0.0]
    pace = Pace(lambda share, words: said.append((share, words)), lambda: now[0], lang)
    for now[0], done, total, words in steps:
        pace(done, total, words)
    return said


def test_files_then_rows_then_the_time_left():
    assert told(
        [(0, 1, 2, "打开甲"), (1, 2, 2, "打开乙"), (2, 0, 9000, "读取甲"), (3, 1000, 9000, "读取甲"), (5, 3000, 9000, "读取甲")]
    ) == [
        (0.0, "打开甲（1 / 2 个文件）"),
        (0.0, "打开乙（2 / 2 个文件）"),
        (0.0, "读取甲：0 / 9,000 行"),
        (1000 / 9000, "读取甲：1,000 / 9,000 行，约剩 8 秒"),
        (3000 / 9000, "读取甲：3,000 / 9,000 行，约剩 6 秒"),
    ]


def test_it_is_not_said_more_often_than_a_person_reads():
    steps = [(0, 0, 10_000, "读取"), *((n / 1000, n, 10_000, "读取") for n in range(1, 1000))]
    assert len(told(steps)) < 10


@pytest.mark.parametrize("seconds, zh, en", [(1, "1 秒", "1 s"), (89, "89 秒", "89 s"), (150, "2 分钟", "2 min")])
def test_a_span_is_said_as_a_person_says_it(seconds, zh, en):
    assert (span(seconds, "zh"), span(seconds, "en")) == (zh, en)
