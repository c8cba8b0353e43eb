"""Changes that a draft states: 由 38 % 提升至 57 %，提高 19 个百分点; 由 120 件增至 150 件，增长 25 %."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from inspection.papers.checker.numerals import Amount
from inspection.papers.checker.remarks import Remark, plain, rounded
from inspection.papers.checker.shares import CHANGE, decimals
from inspection.papers.checker.statements import Figure, Passage

_FROM = re.compile(r"(?:由|从)[^，；。]*$")
_UP, _DOWN = re.compile(r"提升|提高|上升|增长|增加|升|增|上涨|扩大"), re.compile(r"下降|降低|减少|降|减|下滑|缩小|压减")
_BEFORE = re.compile(r"^(?:比|较|与).{0,6}(?:上年|去年|同期|上一|上轮|上届|前一)")
_MOVED = re.compile(r"^的?(?:减?少|多|增加|增长|上升|下降|增|减|降)(?:了|率)?$")
_GROWN = re.compile(r"^(?:同比|即|约)?(?:增长|上升|下降|减少|增加|增幅|降幅)")
_TO = re.compile(r"(?:提升|提高|上升|增长|增加|下降|降低|减少|升|增|降|减|上涨|下滑)(?:到|至|为)")


def shifts(at: int, passage: Passage) -> Iterator[Remark]:
    """A remark on every change between two values of a sentence: its direction, its points, its growth."""
    figures = passage.figures
    for number in range(len(figures) - 2):
        yield from _compared(at, passage, number)
        yield from _against_before(at, passage, number)
    for number in range(len(figures) - 1):
        first, second = figures[number], figures[number + 1]
        words = passage.masked[first.end : second.start]
        ahead = passage.masked[max(0, first.start - 24) : first.start]
        if first.sentence != second.sentence or first.kind != second.kind or not _FROM.search(ahead) or not _TO.search(words):
            continue
        if first.kind == "count" and first.unit and second.unit and first.unit != second.unit:
            continue
        yield from _pair(at, passage, number, words)


def _against_before(at: int, passage: Passage, number: int) -> Iterator[Remark]:
    """430 件，比上年同期 298 件上升 132 件、上升 44 %; 461 件，与去年同期相比增加 245 件，同比增长 113.4 %."""
    now = passage.figures[number]
    behind = [i for i in range(number + 1, min(number + 8, len(passage.figures))) if passage.figures[i].depth == now.depth][:3]
    figures = [now, *(passage.figures[i] for i in behind)]
    if len(figures) < 3 or len({f.sentence for f in figures[:3]}) > 1 or now.kind != "count" or now.range or now.weak:
        return
    units = {f.unit for f in figures[:3] if f.kind == "count"} - {""}
    if len(units) > 1 or re.search(r"分别|；", passage.plain[now.end : figures[2].start]):
        return
    second, third = figures[1], figures[2]
    if _BEFORE.search(second.label) and second.kind == "count" and _MOVED.match(third.label) and not _TO.search(third.label):
        values = (("first", _shown(second)), ("second", _shown(now)))
        up = bool(re.match(r"多|增|上升", third.label))
        if third.kind in ("count", "percent") and third.amount.exact and up == (now.value > second.value):
            yield changed(at, behind[1], second, now, third, values)
        last = figures[3] if len(figures) == 4 and third.kind == "count" else None
        if last and last.kind == "percent" and last.sentence == now.sentence and _GROWN.match(last.label):
            yield changed(at, behind[2], second, now, last, values)
    moved = re.search(r"(?:同比|[比较与][^，]{0,4}(?:上年|去年|同期)[^，]{0,6}?)(增加|减少|上升|下降)了?$", second.label)
    if moved and second.kind == "count" and third.kind == "percent" and _GROWN.match(third.label):
        down = moved[1] in ("减少", "下降")
        base = now.value + second.value if down else now.value - second.value
        close = re.fullmatch(r"[^，。；]{0,3}，[^，。；]*", passage.plain[now.end : second.start])
        if base > 0 and close and now.amount.exact and second.amount.exact and third.amount.exact and not _TO.search(third.label):
            values = (("first", plain(base)), ("second", _shown(now)))
            before = replace(now, amount=Amount(base, base, base, Decimal(0)))
            yield changed(at, behind[1], before, now, third, values)


def _compared(at: int, passage: Passage, number: int) -> Iterator[Remark]:
    """52 %，比上年的 44 % 提高 8 个百分点: the value, the one it is compared with, the points."""
    second, first, third = passage.figures[number : number + 3]
    kinds = (second.kind, first.kind, third.kind)
    close = len({f.sentence for f in (first, second, third)}) == 1 and re.match(r"[比较]", first.label)
    if kinds != ("percent", "percent", "points") or not close or not re.fullmatch(r"[提上增升下降减]\S{0,3}了?", third.label):
        return
    values = (("first", _shown(first)), ("second", _shown(second)))
    if (_UP.search(third.label) and second.value < first.value) or (_DOWN.search(third.label) and second.value > first.value):
        yield Remark(at, number, "wrong", "shift_direction", values)
    else:
        yield changed(at, number + 2, first, second, third, values)


def _pair(at: int, passage: Passage, number: int, words: str) -> Iterator[Remark]:
    first, second = passage.figures[number : number + 2]
    up, down = bool(_UP.search(words)), bool(_DOWN.search(words))
    values = (("first", _shown(first)), ("second", _shown(second)))
    against = (up and not down and second.value < first.value) or (down and not up and second.value > first.value)
    if against and first.amount.exact and second.amount.exact:
        yield Remark(at, number + 1, "wrong", "shift_direction", values)
        return
    for behind in range(number + 2, min(number + 4, len(passage.figures))):
        third = passage.figures[behind]
        if third.sentence != second.sentence or not CHANGE.search(third.label) or _TO.search(third.label):
            break
        if re.search(r"全省|全市|平均|其中|同比.*去年同期", third.label):
            break
        yield replace(changed(at, behind, first, second, third, values), of=(first, second))


def changed(at: int, number: int, first: Figure, second: Figure, third: Figure, values: tuple) -> Remark:
    """A stated change held against the two values it lies between."""
    gap = abs(second.value - first.value)
    room = (first.amount.step + second.amount.step + third.amount.step) / 2
    values = (*values, ("change", third.text.strip()))
    if third.kind == "points" and first.kind == "percent":
        places = max(decimals(first), decimals(second), decimals(third))
        return _held(at, number, third, gap, room, values, f"{rounded(gap, places):f} 个百分点", "points")
    if third.kind == "percent":
        growth = gap / first.value * 100 if first.value else None
        if growth is None:
            return Remark(at, number, "unjudged", "no_parts")
        wide = room if first.kind == "count" else growth * (first.amount.step + second.amount.step) / max(gap, Decimal(1))
        should = f"{rounded(growth, decimals(third))} %"
        if first.kind == "percent" and abs(gap - third.value) <= third.amount.step / 2 and abs(growth - third.value) > wide + 1:
            points = f"{plain(gap)} 个百分点"
            return Remark(at, number, "wrong", "shift_points", (*values, ("should", points), ("growth", should)), points)
        return _held(at, number, third, growth, wide + third.amount.step / 2, values, should, "growth")
    if third.kind == first.kind == "count" and third.unit in ("", second.unit):
        return _held(at, number, third, gap, room, values, plain(gap), "difference")
    return Remark(at, number, "unjudged", "no_parts")


def _held(at: int, number: int, said: Figure, true: Decimal, room: Decimal, values: tuple, should: str, what: str) -> Remark:
    values = (*values, ("should", should))
    low, high = said.amount.low - said.amount.step / 2, said.amount.high + said.amount.step / 2
    if (what != "growth" and true == said.value) or (what == "growth" and low <= true <= high and said.amount.exact):
        return Remark(at, number, "right", f"shift_{what}_right", values)
    if low - room <= true <= high + room:
        return Remark(at, number, "rounded", f"shift_{what}_rounded", values, should)
    return Remark(at, number, "wrong", f"shift_{what}_wrong", values, should)


def _shown(figure: Figure) -> str:
    return f"{plain(figure.value)} %" if figure.kind == "percent" else plain(figure.value)
