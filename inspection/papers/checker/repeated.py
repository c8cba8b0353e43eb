"""One quantity with two values in a draft: the same words, of the same time and the same whole."""

import re
from collections.abc import Iterator, Sequence

from inspection.papers.checker.remarks import Remark, plain
from inspection.papers.checker.statements import ENDS, Figure, Passage

_COUNTY = re.compile(r"全[县市区州旗]|我[县市区州旗]|[县市区]委巡察")
_LEAD = re.compile(r"^(?:其中|全县|全市|全区|我县|我市|我区|县委巡察机构|累计|总共|共计|共|总计|已|，)+")
_PLACE = re.compile(r"[乡镇村局委办组院校]|街道|社区|单位|部门|党组|类|方面")


def repeated(passages: Sequence[Passage]) -> Iterator[Remark]:
    """A remark on a later figure that says of the county, in the same time and words, another number than an earlier one."""
    seen: dict[tuple, tuple[int, int, Figure]] = {}
    for at, passage in enumerate(passages):
        for number, figure in enumerate(passage.figures):
            key = _key(passage, figure)
            if key is None:
                continue
            first = seen.setdefault(key, (at, number, figure))
            if first[:2] != (at, number) and first[2].value != figure.value:
                values = (("first", plain(first[2].value)), ("second", plain(figure.value)), ("place", str(first[0])))
                yield Remark(at, number, "wrong", "two_values", values)


def _key(passage: Passage, figure: Figure) -> tuple | None:
    """What a figure is the number of: words, unit, and the time its sentence names; None where its sentence names no whole
    county, or a part of it, or several times."""
    words = _LEAD.sub("", figure.label)
    if figure.kind not in ("count", "percent") or figure.range or figure.weak or not figure.amount.exact or len(words) < 4:
        return None
    begin = max((m.end() for m in ENDS.finditer(passage.plain, 0, figure.start)), default=0)
    before = passage.plain[begin : figure.start]
    times = [passage.plain[a:b] for a, b, kind in passage.others if kind in ("date", "ordinal") and begin <= a < figure.start]
    lead = passage.masked[begin : figure.start].removesuffix(figure.label)
    if not _COUNTY.search(before) or len(times) != 1 or _PLACE.search(_COUNTY.sub("", lead)):
        return None
    return words, figure.unit, figure.tail, figure.kind, times[0]
