"""Names within the set shown: whoever bears the same name as another is told apart by what stands above it."""

from collections import Counter
from collections.abc import Sequence


def told_apart(ids: Sequence[object], names: Sequence[str], above: Sequence[str | None]) -> list[str]:
    """The names, equal ones with what is above them behind (王庄村党支部（甲镇党委）); those still equal with their id.

    >>> told_apart(["A1", "B1", "C"], ["王庄村", "王庄村", "某局"], ["甲镇", "乙镇", None])
    ['王庄村（甲镇）', '王庄村（乙镇）', '某局']
    >>> told_apart([1, 2], ["第一轮", "第一轮"], [None, None])
    ['第一轮（1）', '第一轮（2）']
    """
    often = Counter(names)
    longer = [f"{n}（{over}）" if often[n] > 1 and over else n for n, over in zip(names, above, strict=True)]
    again = Counter(longer)
    return [f"{name}（{id}）" if again[name] > 1 else name for id, name in zip(ids, longer, strict=True)]
