"""Parts of a draft added up: 共, 合计 behind a list, 其中, 分别为 before one."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from inspection.papers.checker.lexicon import lexicon, one_of
from inspection.papers.checker.remarks import Remark, alike, noun, own_share, plain
from inspection.papers.checker.statements import Figure, Passage

_TOTAL = re.compile(
    r"(?:(?:以上|上述)?个?(?:组|类|项|方面|轮|批|年|者)?|总)"
    r"(?:共计|合计|总计|总共|一共|累计|共有|共|总数|总量|计)(?:为|达到|达|有|是)?"
)
_REST = re.compile(r"(?:其余|剩余|余下|剩下|其他|其它)")
_NOT = re.compile(r"^(?:尚未|还未|仍未|未|没有|不)(.{2,4}?)(?:的|到位|共|有)?$")
_EACH = re.compile(r"分别(?:是|为)|分为|包括|包含|按.{1,8}(?:分|划分|看|来源)")
_SORTED = re.compile(r"按[^，。；]{1,8}(?:分|划分|看|统计|分类)[，,：:]?$")
_BETWEEN = re.compile(r"[^、，；]*[、，和及；][^、，；]*")
_BRACKET = re.compile(r"（[^（）]*）")
_MOST_PARTS = 12
_Found = tuple[Remark, list[Figure]] | None
"""A remark on a total and the parts it is made of."""


def sums(at: int, passage: Passage) -> Iterator[Remark]:
    """A remark on every total of a passage whose parts stand beside it."""
    found = []
    for number, figure in enumerate(passage.figures):
        if figure.kind == "count" and not figure.range:
            one = _trailing(at, passage, number) or _leading(at, passage, number) or _sorted(at, passage, number)
            found += [(figure, *one)] if one else []
    held = {part for _, remark, parts in found if remark.verdict in ("right", "rounded") for part in parts}
    for figure, remark, parts in found:
        if remark.verdict in ("right", "rounded") or figure not in held:
            held |= set(parts)
            yield remark


def added(parts: list[Figure], total: Figure) -> str:
    """right, rounded (by what is rounded or meant roughly), or nothing where the parts do not make the total."""
    if all(f.amount.exact and not f.amount.step for f in [*parts, total]):
        return "right" if sum(f.value for f in parts) == total.value else ""
    low = sum((f.amount.bounds()[0] for f in parts), Decimal(0))
    high = sum((f.amount.bounds()[1] for f in parts), Decimal(0))
    least, most = total.amount.bounds()
    if not (low <= most and high >= least):
        return ""
    return "right" if sum(f.value for f in parts) == total.value else "rounded"


def _trailing(at: int, passage: Passage, number: int) -> _Found:
    """A list, then 共 N: A 3 件、B 4 件，共 7 件."""
    total = passage.figures[number]
    cue = _TOTAL.fullmatch(total.label)
    said = "" if cue else _TOTAL.sub("", total.label, count=1) if _TOTAL.match(total.label) else None
    if said is None or total.label.startswith("累计"):
        return None
    parts: list[Figure] = []
    for figure in reversed(passage.figures[:number]):
        if figure.sentence != total.sentence or len(parts) == _MOST_PARTS:
            break
        counted_out = figure.weak and total.start - figure.end < 10  # 三个组共
        if figure.depth != total.depth or figure.kind != "count" or counted_out:
            continue
        if (figure.unit and total.unit and figure.unit != total.unit) or figure.range:
            break
        if _TOTAL.match(figure.label) or "；" in passage.plain[figure.end : total.start]:
            break
        parts.insert(0, figure)
    if said:
        parts = [f for f in parts if said in f.label + f.tail]
    if len(parts) < 2:
        return _across(at, passage, number) if cue else None
    for first in range(len(parts) - 1):
        for last in range(len(parts), first + 1, -1):
            if found := added(parts[first:last], total):
                return _said(at, number, f"sum_{found}", found, parts[first:last], total)
    if any("其中" in f.label for f in parts) or not _one_list(passage, [*parts, total]):
        return None
    if not _same_nouns(parts, total, bool(said)):
        return None
    if _double(parts, total):
        return _said(at, number, "sum_by_design", "right", parts, total)
    if _sanctioned(parts) and sum(f.value for f in parts) > total.value:
        return _said(at, number, "sum_persons", "unjudged", parts, total)
    return _said(at, number, "sum_wrong", "wrong", parts, total)


def _same_nouns(parts: list[Figure], total: Figure, said: bool) -> bool:
    """Whether nothing speaks against the total being that of the parts: one list, and it counts what they count."""
    if said or total.tail == "" or all(f.tail == "" for f in parts):
        own = {noun(f) for f in parts} - {""}
        return len(own) <= 1 and (not noun(total) or not own or noun(total) in own)
    return noun(total) in {noun(f) for f in parts} and len({noun(f) for f in parts}) == 1


def _across(at: int, passage: Passage, number: int) -> _Found:
    """Persons and cases added to one total: A 3 件、B 4 人，共 7 件."""
    total = passage.figures[number]
    before = [f for f in passage.figures[:number] if f.sentence == total.sentence and f.kind == "count"][-2:]
    between = passage.plain[before[0].end : total.start] if len(before) == 2 else "；"
    if "；" in between or "其中" in between or {f.sort for f in before} != {"persons", "cases"} or any(f.weak for f in before):
        return None
    if sum(f.value for f in before) == total.value and total.sort in ("persons", "cases"):
        return _said(at, number, "sum_mixed", "wrong", before, total, should=False)
    return None


def _double(parts: list[Figure], total: Figure) -> bool:
    """Whether the parts are measures of which one person may have several: 党纪 + 政务 > 处分 by design."""
    largest, together = max(f.value for f in parts), sum(f.value for f in parts)
    return total.sort == "persons" and len(_sanctioned(parts)) >= 2 and largest <= total.value < together


def _sanctioned(parts: list[Figure]) -> list[Figure]:
    """Those of the parts that count persons by a measure taken."""
    words = one_of(lexicon()["sanctions"]["words"])
    return [f for f in parts if f.sort == "persons" and re.search(words, f.label + f.tail)]


def _leading(at: int, passage: Passage, number: int) -> _Found:
    """N, then its parts: 25 个，完成 19 个，未完成 6 个; 1427 件：属实 440 件、…."""
    total = passage.figures[number]
    parts: list[Figure] = []
    if own_share(passage, total) and "其中" not in passage.plain[total.end : total.end + 20]:
        return None  # it is a part itself
    for figure in passage.figures[number + 1 :]:
        if figure.sentence != total.sentence or len(parts) == _MOST_PARTS:
            break
        if figure.kind != "count" or figure.depth > total.depth + 1 or (parts and figure.depth != parts[0].depth):
            continue
        if (not parts and "；" in passage.plain[total.end : figure.start]) or _heads(passage, figure):
            break
        if (figure.unit and total.unit and figure.unit != total.unit) or figure.range or _TOTAL.match(figure.label):
            break
        if parts and parts[0].depth > total.depth and not _one_bracket(passage, total, figure):
            break
        parts.append(figure)
    if not parts:
        return None
    between = passage.plain[total.end : parts[0].start]
    for plain_list in ([f for f in parts if not _nested(f, parts)], parts):
        for last in range(len(plain_list), 1, -1):
            if (found := added(plain_list[:last], total)) and total.value > 0:
                return _said(at, number, f"sum_{found}", found, plain_list[:last], total)
    listed = _listed(passage, total, parts, between)
    within = "其中" in between or (total.tail.endswith("中") and total.unit and total.unit == parts[0].unit)
    if within and _part_of(parts[0], total) and parts[0].amount.low > total.amount.bounds()[1]:
        values = (("part", plain(parts[0].value)), ("whole", plain(total.value)))
        return Remark(at, number, "wrong", "part_larger", values), parts[:1]
    if listed is None or any(_nested(f, listed) for f in listed) or re.match(r"其中|含", total.label):
        return None
    if max(f.value for f in listed) > total.value or not total.label.strip("和及与"):
        return None  # no total, or itself one of a list
    if any(added(listed[i + 1 :], f) for i, f in enumerate(listed[:-2])):  # the list of a part, not of the total
        return None
    if _double(listed, total):
        return _said(at, number, "sum_by_design", "right", listed, total)
    if _sanctioned(listed) and sum(f.value for f in listed) > total.value:
        return _said(at, number, "sum_persons", "unjudged", listed, total)
    return _said(at, number, "sum_wrong", "wrong", listed, total)


def _sorted(at: int, passage: Passage, number: int) -> _Found:
    """A whole sorted further down its sentence: 受理 708 件，…；按来源分，群众反映 516 件、…."""
    total = passage.figures[number]
    if total.weak or not re.search(one_of(lexicon()["wholes"]["words"]), total.label):
        return None
    after = passage.figures[number + 1 : number + 3 * _MOST_PARTS]
    heads = [f for f in after if _heads(passage, f)]
    parts: list[Figure] = []
    for figure in after[after.index(heads[0]) :] if heads else ():
        if figure.kind != "count" or figure.unit != total.unit or not alike(figure, total):
            break
        if parts and not _one_list(passage, [parts[-1], figure]):
            break
        parts.append(figure)
    if len(parts) < 2 or heads[0].sentence - total.sentence > 1:
        return None
    if found := added(parts, total):
        return _said(at, number, f"sum_{found}", found, parts, total)
    if "等" in passage.plain[parts[-1].end : parts[-1].end + 4]:
        return None
    return _said(at, number, "sum_wrong", "wrong", parts, total)


def _heads(passage: Passage, figure: Figure) -> bool:
    """Whether a figure is the first of things sorted anew: 按来源分，群众反映 516 件."""
    return bool(_SORTED.search(passage.plain[max(0, figure.start - 80) : figure.start].rstrip().removesuffix(figure.label)))


def _one_bracket(passage: Passage, total: Figure, figure: Figure) -> bool:
    return not re.search(r"[）)]", passage.plain[total.end : figure.start])


def _nested(figure: Figure, parts: list[Figure]) -> bool:
    """Whether a part is a part of another part: 完成 688 个，其中本季度 20 个."""
    return figure is not parts[0] and bool(re.match(r"其中|含|包括|本(?:月|季|年)", figure.label))


def _part_of(part: Figure, total: Figure) -> bool:
    """Whether what follows 其中 counts the things of the total."""
    return not part.tail and alike(part, total) and not re.search(r"涉及|解决|新增|移交|处分|追|建立|制定|挽回", part.label)


def _listed(passage: Passage, total: Figure, parts: list[Figure], between: str) -> list[Figure] | None:
    """The parts of a list that must be whole; None where parts may be left out."""
    if any(noun(f) and noun(total) and noun(f) != noun(total) for f in parts) or len(parts) < 2:
        return None
    if total.tail and any(f.tail and f.tail != total.tail for f in parts[:1]):
        return None
    if total.weak:
        return None
    for at, figure in enumerate(parts):
        if "；" in passage.plain[total.end : figure.start]:
            break
        if at and _REST.match(figure.label) and (not figure.tail or noun(figure) == noun(total)):
            return parts[: at + 1]
        undone = _NOT.match(figure.label)
        if at and undone and not _did(total, undone[1]) and any(_did(f, undone[1]) for f in parts[:at]):
            return parts[: at + 1]
    near = abs(sum(f.value for f in parts) - total.value) <= total.value / 10
    open_ended = re.search(r"其中|等|如|含|包括", passage.plain[total.end : parts[-1].end + 3])
    if near and parts[0].depth > total.depth and _one_list(passage, parts) and not _sanctioned(parts) and not open_ended:
        return parts  # (饮水 21 个、用电 14 个、道路 23 个): nearly all, so all was meant
    text = passage.plain[total.end : parts[-1].end + 6]
    whole = _EACH.search(between) and not re.search(r"等", text)
    if whole and "包括" not in between and _one_list(passage, parts):
        return parts
    return None


def _did(figure: Figure, verb: str) -> bool:
    """Whether a figure counts what was done by a verb, and done wholly: 已整改, not 基本完成, 按期整改."""
    label = figure.label.removesuffix("的")
    return label.endswith(verb) and not re.search(r"(?:基本|部分|阶段性|初步|按期|较为|较|比较|未|不)$", label.removesuffix(verb))


def _one_list(passage: Passage, parts: list[Figure]) -> bool:
    """Whether parts follow each other in one list, with nothing but their own words between."""
    return all(
        _BETWEEN.fullmatch(_BRACKET.sub("", passage.plain[one.end : other.start])) for one, other in pairwise(parts)
    )


def _said(
    at: int, number: int, rule: str, verdict: str, parts: list[Figure], total: Figure, *, should: bool = True
) -> tuple[Remark, list[Figure]]:
    amount = plain(sum((f.value for f in parts), Decimal(0)))
    values = (("parts", " + ".join(plain(f.value) for f in parts)), ("sum", amount), ("whole", plain(total.value)))
    right = amount if verdict == "wrong" and should else ""
    return Remark(at, number, verdict, rule, values, right, tuple(parts)), parts
