"""Percentages of a draft divided again: by the counts that stand beside them, at the decimals they are printed with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from inspection.papers.checker.lexicon import lexicon, one_of
from inspection.papers.checker.numerals import Amount
from inspection.papers.checker.remarks import Remark, alike, noun, own_share, plain, rounded
from inspection.papers.checker.statements import Figure, Passage

CHANGE = re.compile(r"增长|上升|下降|提高|提升|减少|降低|同比|环比|增加|增幅|降幅|翻|上涨|压减|高出|低于|多于|下滑")
LEVEL = re.compile(r"(?:由|从)|(?:升|高|长|降|低|少|涨|滑|变|增)(?:至|到|为)")
_AIM = re.compile(r"不低于|不少于|力争|目标|确保|要求|争取|计划|须|应达|不高于|不超过|拟")
_TOGETHER = ("查实率", "属实率", "满意率")
"""Rates whose parts are counted together: 查实 and 部分查实, 满意 and 基本满意."""
_UNDONE = re.compile(r"(?:仍有|尚有|还有)?(?:未|尚未|还未|仍未|没有|不|应|正在|待|拟)(?!来)")
_TAKEN_IN = re.compile(r"受理|收到|接收|交办|移交|反馈|发现|办理|合计|^共计?有?$")
_NEAR = 40
"""So many counts before a share are looked at, and so many behind it: a page of numbers in one paragraph is no sentence."""
_NEGATED = re.compile(r"(?:未|没有|尚未|不)$")


@dataclass(frozen=True)
class Pair:
    """A numerator and a denominator out of a draft: their figures, and the amounts where several were added up."""

    part: tuple[Figure, ...]
    whole: tuple[Figure, ...]

    def bounds(self) -> tuple[Decimal, Decimal] | None:
        """Between what the share lies, in percent; None where nothing can be divided."""
        low, high = _total(self.part)
        least, most = _total(self.whole)
        if least <= 0 or not most.is_finite() or not high.is_finite():
            return None
        return 100 * low / most, 100 * high / least

    def exact(self) -> bool:
        return all(f.amount.exact and not f.amount.step and not f.range for f in self.part + self.whole)

    def words(self) -> tuple[tuple[str, str], ...]:
        """The two numbers as they are written."""
        return ("part", " + ".join(plain(f.value) for f in self.part)), ("whole", " + ".join(plain(f.value) for f in self.whole))


def _total(figures: tuple[Figure, ...]) -> tuple[Decimal, Decimal]:
    bounds = [f.amount.bounds() for f in figures]
    return sum((b[0] for b in bounds), Decimal(0)), sum((b[1] for b in bounds), Decimal(0))


def fit(pair: Pair, share: Amount, decimals: int) -> str:
    """right, rounded (fits by what was rounded or cut off), or nothing where the share is not that of the pair."""
    bounds = pair.bounds()
    if bounds is None:
        return ""
    low, high = bounds
    if low - share.step / 2 <= share.high and high + share.step / 2 >= share.low:
        return "right" if pair.exact() and share.exact else "rounded"
    cut = low.quantize(Decimal(1).scaleb(-decimals), "ROUND_DOWN")
    return "rounded" if pair.exact() and share.exact and decimals and cut == share.value else ""


def decimals(figure: Figure) -> int:
    """How many decimals a percentage is printed with."""
    found = re.search(r"\.(\d+)", figure.text)
    return len(found[1]) if found else 0


@cache
def _names() -> list[str]:
    return sorted(lexicon()["shares"], key=len, reverse=True)


def _verbs(core: str) -> list[str]:
    """The words that the numerator of a rate goes by; of a rate that is not in the list, its own: 落实率, 落实."""
    return lexicon()["shares"].get(core) or [core.removesuffix("率")]


def _name(label: str) -> tuple[str, str]:
    """The name of a share in a label, and what else the label says of it."""
    core = next((name for name in _names() if name in label), "")
    if not core and (own := re.search(r"([\u4e00-\u9fff]{2})率", label)):
        core = own[0]
    rest = label.replace(core, "", 1) if core else label
    return core, re.sub(one_of(lexicon()["shares_fillers"]["words"]), "", rest)


def shares(at: int, passage: Passage) -> Iterator[Remark]:
    """A remark on every percentage of a passage that says the share of a part in a whole."""
    found: list[tuple[int, Remark, Pair | None]] = []
    for number, figure in enumerate(passage.figures):
        if figure.kind == "percent" and not figure.range:
            found.append((number, *_judged(at, passage, number)))
        elif figure.kind == "percent":
            yield Remark(at, number, "unjudged", "range")
    wholes = [pair.whole for _, remark, pair in found if pair and remark.verdict in ("right", "rounded")]
    shared = [w for w in dict.fromkeys(wholes) if wholes.count(w) > 1]
    for number, remark, pair in found:
        yield _beside_others(at, passage, number, remark, pair, shared)


def _beside_others(
    at: int, passage: Passage, number: int, remark: Remark, pair: Pair | None, shared: list[tuple[Figure, ...]]
) -> Remark:
    """The remark on a share; where the count in front of it belongs to a whole that other shares are of, by that whole."""
    share = passage.figures[number]
    part = passage.figures[number - 1] if number else None
    if remark.verdict != "unjudged" or pair or part is None or part.kind != "count" or not own_share(passage, part):
        return remark
    for whole in shared:
        single = len(whole) == 1 and alike(part, whole[0]) and whole[0].value >= part.value and not _whole_named(share)
        if part in whole or single:
            pair = Pair((part,), whole)
            if found := fit(pair, share.amount, decimals(share)):
                return Remark(at, number, found, f"share_{found}", pair.words(), of=pair.part + pair.whole)
            return _wrong(at, number, share, pair, "share_wrong", None)
    return remark


def _judged(at: int, passage: Passage, number: int) -> tuple[Remark, Pair | None]:
    """The remark on a share, and the pair it was found to be of."""
    share = _labelled(passage, number)
    if LEVEL.search(share.label) or CHANGE.search(share.label):
        return Remark(at, number, "unjudged", "no_parts"), None
    if _AIM.search(share.label):
        return Remark(at, number, "unjudged", "aim"), None
    if _sorts_out(passage, share):
        return Remark(at, number, "unjudged", "threshold"), None
    if share.value > 100 and _name(share.label)[0] in lexicon()["shares"] and "完成" not in share.label:
        return Remark(at, number, "wrong", "share_over"), None
    counts = [f for f in passage.figures if f.kind == "count" and not f.range]
    near = [f for f in counts if f.end <= share.start or f.sentence == share.sentence]
    ahead = sum(f.end <= share.start for f in near)
    near = near[max(0, ahead - _NEAR) : ahead + _NEAR]
    parts, sure = _parts(passage, share, near)
    places = decimals(share)
    best: tuple[str, Pair] | None = None
    for pair in _pairs(passage, share, parts, near):
        found = fit(pair, share.amount, places)
        if found and (best is None or (found == "right" and best[0] != "right")):
            best = found, pair
            if found == "right":
                break
    stated = _stated(passage, share, parts[0], near) if parts and sure else None
    if best:
        if stated and _silent(best[1], stated):
            return _wrong(at, number, share, stated, "share_other_whole", best[1]), None
        of = best[1].part + best[1].whole
        return Remark(at, number, best[0], f"share_{best[0]}", best[1].words(), of=of), best[1]
    if stated:
        return _wrong(at, number, share, stated, "share_wrong", None), None
    if parts and (mixed := _mixed(share, parts[0], near, places)):
        return Remark(at, number, "unjudged", "share_mixed", mixed.words()), None
    return Remark(at, number, "unjudged", "no_parts"), None


def _labelled(passage: Passage, number: int) -> Figure:
    """The share, with the words of the first of its list where it has none of its own: 覆盖率分别为 100 %、84 %."""
    first = number
    while first and passage.figures[first - 1].kind == "percent" and not passage.figures[first].label.strip("和、及"):
        first -= 1
    if first != number and re.search(r"分别|依次", passage.figures[first].label):
        return replace(passage.figures[number], label=passage.figures[first].label)
    return passage.figures[number]


def _sorts_out(passage: Passage, share: Figure) -> bool:
    """Whether a percentage is a mark that things are sorted by (完成率 100 % 的 51 个) or a share of something unsaid."""
    if not share.tail.startswith("的"):
        return False
    known = "占" in share.label or "率" in share.label
    counted = any(0 <= f.start - share.end <= len(share.tail) + 2 for f in passage.figures)
    return not known or counted or bool(re.match(r"的(?:有|党|单|村)", share.tail))


def _wrong(at: int, number: int, share: Figure, stated: Pair, rule: str, fits: Pair | None) -> Remark:
    low, high = stated.bounds() or (Decimal(0), Decimal(0))
    should = f"{rounded((low + high) / 2, decimals(share))} %"
    values = (*stated.words(), ("should", should), *((f"fitting_{k}", v) for k, v in (fits.words() if fits else ())))
    return Remark(at, number, "wrong", rule, values, should, stated.part + stated.whole)


def _silent(pair: Pair, stated: Pair) -> bool:
    """Whether a share fits only a whole added up from parts while another whole is stated."""
    return len(pair.whole) > 1 and pair.part == stated.part and len(stated.whole) == 1


def _parts(passage: Passage, share: Figure, near: list[Figure]) -> tuple[list[Figure], bool]:
    """What may be the numerator, likeliest first, and whether the words tie it to the share."""
    core, rest = _name(share.label)
    of, named = _split(share)
    before = [f for f in near if f.end <= share.start]
    same = [f for f in before if f.sentence == share.sentence]
    if explicit := _beside(passage, share, near):
        return [explicit[0]], True
    if row := _respectively(passage, share):
        return [row], True
    if core:
        verbs = _verbs(core)
        tied = [f for f in reversed(same) if _does(f, verbs) and all(c in f.label + f.tail for c in rest)]
        loose = [f for f in reversed(before) if _does(f, verbs)]
        return tied + [f for f in loose if f not in tied] + [f for f in reversed(same) if f not in loose], bool(tied)
    last = same[-1] if same else None
    between = passage.plain[last.end : share.start] if last else ""
    if last and of and not last.tail.endswith("的") and not named.strip("，、约均各 "):
        pool = [f for f in reversed(same) if share.start - f.end < 40]
        return pool, bool(re.fullmatch(r"[^，；。]*[，、（(]?\s?[^，；。\d]*", between))
    if last and re.fullmatch(r"\s?[（(]\s?(?:约|占|占比)?\s?", between):
        return [last], True
    if of:
        tied = [f for f in reversed(same) if f.label.endswith(named)]
        return tied or list(reversed(same)), bool(tied)
    if not share.label:
        listed = any(f.kind == "percent" and f.end <= share.start and share.start - f.end < 3 for f in passage.figures)
        return sorted(same, key=lambda f: f.value), len(same) == 2 and alike(*same) and not listed
    return list(reversed(same)), False


def _does(figure: Figure, verbs: list[str]) -> bool:
    """Whether a figure counts what was done by one of the verbs, and not what was left undone."""
    undone = _UNDONE.match(figure.label)
    for text in (figure.label, figure.tail):
        for verb in verbs:
            at = text.find(verb)
            if at >= 0 and not _NEGATED.search(text[:at]) and (verb.startswith("不") or not undone):
                return True
    return False


def _beside(passage: Passage, share: Figure, near: list[Figure]) -> tuple[Figure, Figure] | None:
    """Part and whole in brackets beside the share: 69.4 %（62 个中 51 个）, （7764/7862）98.75 %; or 占 25 个问题的 76 %."""
    for one, other in pairwise(near):
        between = passage.plain[one.end : other.start]
        if re.fullmatch(r"\s?[/／÷]\s?", between) and (0 <= one.start - share.end < 4 or 0 <= share.start - other.end < 4):
            return one, other
        if 0 <= one.start - share.end < 4 and one.depth > share.depth and _of(passage, one, other):
            return other, one
        taken = 0 <= share.start - other.end < 6 and "占" in one.label + between
        if taken and other.tail.endswith("的") and passage.plain[other.end : share.start].strip().endswith("的"):
            return one, other
    return None


def _of(passage: Passage, whole: Figure, part: Figure) -> bool:
    """Whether words say that a figure is taken out of the one before: 62 个中巡察 51 个."""
    between = passage.plain[whole.end : part.start]
    return part.value <= whole.value and bool(re.match(r"[^，。；]{0,8}(?:中|内|已)", between))


def _respectively(passage: Passage, share: Figure) -> Figure | None:
    """The count that a share of a list answers to: 663、262、35 人次，分别占 66%、26%、3.5%."""
    figures = passage.figures
    at = next(i for i, f in enumerate(figures) if f.start == share.start)
    if not re.search(r"分别|依次", share.label):
        return None
    first = at
    while first and figures[first].label != share.label:
        first -= 1
    last = first
    while last + 1 < len(figures) and figures[last + 1].kind == "percent" and not figures[last + 1].label.strip("和占及"):
        last += 1
    size = last - first + 1
    counts = [f for f in figures[:first] if f.kind == "count" and f.sentence == share.sentence][-size:]
    return counts[at - first] if len(counts) == size > 1 else None


def _pairs(passage: Passage, share: Figure, parts: list[Figure], near: list[Figure]) -> Iterator[Pair]:
    """Every pair the share may be of, the likeliest first."""
    explicit = _beside(passage, share, near)
    if explicit:
        yield Pair((explicit[0],), (explicit[1],))
        return
    core = _name(share.label)[0]
    for part in parts:
        wholes = [f for f in near if f is not part and f.value >= part.value and alike(part, f)]
        wholes.sort(key=lambda f: (f.sentence != share.sentence, f.start > part.start, abs(f.start - part.start)))
        for whole in wholes:
            yield Pair((part,), (whole,))
        at = near.index(part)
        for size in (2, 3):  # 办结 and 阶段性办结
            row = tuple(near[at - size + 1 : at + 1]) if core and at - size + 1 >= 0 else ()
            if len(row) == size and all(_does(f, _verbs(core)) and f.sentence == part.sentence for f in row):
                for whole in (w for w in wholes if w not in row):
                    yield Pair(row, (whole,))
        for row in () if _whole_named(share) else _runs(passage, near, part):
            yield Pair((part,), row)
    taken = [(a, b) for a, b in pairwise(near) if _of(passage, a, b) and a.value >= b.value]
    if len(taken) > 1:  # the parts of several classes, pooled
        yield Pair(tuple(b for _, b in taken), tuple(a for a, _ in taken))


def _runs(passage: Passage, near: list[Figure], part: Figure) -> Iterator[tuple[Figure, ...]]:
    """The lists of one sentence that a part stands in, the longest first: what may have been added up to a whole."""
    at = near.index(part)
    first = last = at
    same = lambda f: alike(part, f) and f.sentence == part.sentence  # noqa: E731
    while first and same(near[first - 1]):
        first -= 1
    while last + 1 < len(near) and same(near[last + 1]):
        last += 1
    opening = re.compile(r"[；：]|其中|按[^，；]{1,8}[分看]")
    starts = [i for i in range(first, at + 1) if i <= first + 1 or opening.search(passage.plain[near[i - 1].end : near[i].start])]
    among = [i for i in range(first + 1, last + 1) if re.match(r"其中|含|包括", near[i].label)]
    for start in starts:
        if last > start and not any(start < i <= last for i in among):  # no whole together with its parts
            yield tuple(near[start : last + 1])


def _stated(passage: Passage, share: Figure, part: Figure, near: list[Figure]) -> Pair | None:
    """The pair that the words name beyond doubt, by which the share is wrong; None where they do not."""
    if pair := _beside(passage, share, near):
        return Pair((pair[0],), (pair[1],))
    core, rest = _name(share.label)
    wanted = _whole_named(share)
    if rest and not core and rest != part.label and "占" not in share.label:
        return None
    same = [f for f in near if _with(passage, f, share) and f is not part and f.value >= part.value and alike(part, f)]
    if core and rest and not all(c in part.label + part.tail for c in rest):
        return None
    if wanted:
        same = [f for f in same if wanted in f.label + f.unit + f.tail]
    same = [f for f in same if not own_share(passage, f) and not (core and _does(f, _verbs(core)))]
    cue = one_of(lexicon()["wholes"]["words"])
    strong = [f for f in same if (re.search(cue, f.label) and not f.weak) or f.tail.startswith("中") or f.tail.endswith("中")]
    ahead = [f for f in same if f.end <= part.start]
    if core and not strong and ahead and near.index(part) - near.index(ahead[-1]) == 1 and not ahead[-1].weak:
        strong = [ahead[-1]]
    if core.startswith(("不", "未")):  # 不捕率 is of what was decided, not of the others
        strong = [f for f in strong if _TAKEN_IN.search(f.label)]
    if not strong or (share.value == 100 and not _plainly(passage, share, part, near)):
        return None
    strong.sort(key=lambda f: (f.start > part.start, abs(f.start - part.start)))
    between = [f for f in near if f.sentence == share.sentence and strong[0].start < f.start < share.start and alike(f, part)]
    also = [f for f in between if core in _TOGETHER and _does(f, _verbs(core))]
    return Pair(tuple(also) if len(also) > 1 else (part,), (strong[0],))


def _split(share: Figure) -> tuple[bool, str]:
    """Whether a share says that something is a part (占, 占比), and the words before that."""
    found = re.search(r"占(?:比)?", share.label)
    return bool(found), share.label[: found.start()] if found else ""


def _plainly(passage: Passage, share: Figure, part: Figure, near: list[Figure]) -> bool:
    """Whether 100 % can only be meant of the two counts right before it: nothing says 全部, nothing names a class."""
    at = near.index(part)
    said = passage.sentence(share.sentence)
    alone = at > 0 and near[at - 1].sentence == part.sentence and not noun(part) and 0 <= share.start - part.end < 12
    return alone and not re.search(r"全部|均|全面|所有|悉数", said)


def _with(passage: Passage, figure: Figure, share: Figure) -> bool:
    """Whether a figure stands in the share's sentence, or in the one before where the share's goes on with 其中."""
    if figure.sentence == share.sentence:
        return True
    goes_on = re.match(r"\s*(?:其中|上述|以上|上述问题中)", passage.sentence(share.sentence))
    return bool(goes_on) and figure.sentence == share.sentence - 1


def _whole_named(share: Figure) -> str:
    """What a share says it is of: 占全国乡镇总数的 57.9 % names 全国乡镇; nothing where it only says 占."""
    right = re.split(r"占比?", share.label)[-1] if "占" in share.label else ""
    return re.sub(one_of(lexicon()["shares_fillers"]["words"]), "", right)


def _mixed(share: Figure, part: Figure, near: list[Figure], places: int) -> Pair | None:
    """The pair of persons and cases that a share fits, where no like pair does."""
    for whole in near:
        pair = Pair((part,), (whole,))
        if places and whole.sort != part.sort and whole.value >= part.value and fit(pair, share.amount, places):
            return pair
    return None
