"""Drafts in English: shares (19 of 25, 76 %), changes (from 38 % to 57 %, up by 19 percentage points), lists with their total,
and the figures of the dashboard by their English names. Only plain sentences are judged; all else is left alone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from inspection.papers.checker.lexicon import quantities
from inspection.papers.checker.remarks import Remark, plain, rounded
from inspection.papers.checker.scopes import Office, Scope
from inspection.papers.checker.shares import Pair, decimals, fit
from inspection.papers.checker.shifts import changed
from inspection.papers.checker.statements import Figure, Passage
from inspection.papers.checker.sums import added

_HAN, _LATIN = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{2,}")
_END = re.compile(r"[.!?；](?=\s|$)|\n")
_OF = re.compile(r"\s(?:out )?of (?:the |all |its |a total of )?(?:\w+ )?")
_OPEN = re.compile(
    r"[（(]|[，：—–-]\s?(?:or|that is|i\.e\.|a share of|making)?\s?|\s(?:were|was|are|have been)\s\w+\s?[（(，]\s?(?:or\s)?"
)
_WORDS = re.compile(r"(?:\s[a-z-]+){0,4}\s?")
_POINTS = re.compile(r"\s?(?:percentage\s)?points?\b")
_UP = re.compile(r"\b(?:rose|risen|rises|increased?|grew|grown|went up|up|improved|climbed|gained)\b")
_DOWN = re.compile(r"\b(?:fell|fallen|falls|decreased?|dropped|declined|went down|down|shrank|lost)\b")
_BY = re.compile(
    r"[，（(]?\s?(?:which is\s|that is\s|i\.e\.\s|and so\s)?"
    r"(?:(?:up|down)(?: by)?|(?:an? )?(?:increase|rise|growth|gain|fall|drop|decrease|decline) of|by|a change of)\s\+?"
)
_TOTAL = re.compile(r"\s?(?:in total|in all|altogether|together)\b")
_LISTED = re.compile(r"(?:\s[A-Za-z][\w’' -]{1,40})(?:，(?:\sand)?|\sand|，\splus)\s")
_HARMLESS = re.compile(
    r"(?:(?:problems|in all|in total|altogether|so far|to date|were|was|are|is|have been|had been|has been|found|made|"
    r"transferred|held|fed back|recorded|reported|issued|assigned|concluded|of inspection|in the county|across the county|"
    r"by the county|and|，|。|\.|；|:|：|in|of|for|during|\d{4}|\s|had)\s?)*"
)
_RATE = re.compile(r"\s?(?:was|is|of|stood at|stands at|reached|came to|at|:|：|=|，|rate)*\s*")
_NARROW = re.compile(
    r"\b(?:special|mobile|cross|joint|re-inspections?|reinspections?|of which|of them|of these|poor|key|sector|round|"
    r"province|city|township of|committee of|aim|target|planned|plan|at least|no less|average|mean|median|by|excluding|"
    r"without|only|each|per|midway|young|open|about|some|nearly|almost|over|more than|quarter|month|first|half)\b"
)
_CLASSES = {"village": r"\bvillages?\b|village[- ]level", "township": r"\btownships?\b", "county": r"county-level"}
_MONTHS = r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"


def is_english(passage: Passage) -> bool:
    """Whether a passage is written in English; names in it may be Chinese."""
    words = _LATIN.findall(passage.plain)
    return len(words) >= 2 and 3 * len(words) > len(_HAN.findall(passage.plain))


def english(at: int, passage: Passage) -> Iterator[Remark]:
    """A remark on every share, change and total of an English passage that the numbers beside it decide."""
    if not is_english(passage):
        return
    for number in range(len(passage.figures)):
        yield from _share(at, passage, number)
        yield from _shift(at, passage, number)
        yield from _total(at, passage, number)


def _between(passage: Passage, one: Figure, other: Figure) -> str:
    return passage.plain[one.end : other.start]


def _share(at: int, passage: Passage, number: int) -> Iterator[Remark]:
    """x of y, z %; x of the y findings (z %); z % (x of y)."""
    figures = passage.figures
    if number + 1 >= len(figures):
        return
    part, whole = figures[number], figures[number + 1]
    if part.kind != "count" or whole.kind != "count" or not _OF.fullmatch(_between(passage, part, whole)):
        return
    if not (part.amount.exact and whole.amount.exact) or part.range or whole.range or not whole.value:
        return
    pair = Pair((part,), (whole,))
    if part.value > whole.value:
        yield Remark(at, number, "wrong", "part_larger", pair.words(), of=(whole,))
        return
    behind = figures[number + 2] if number + 2 < len(figures) else None
    if behind and behind.kind == "percent" and _close(between := _between(passage, whole, behind)):
        found = _divided(at, number + 2, pair, behind)
        if found.verdict != "wrong" or re.search(r"[（(]|\bor\b|\bi\.e\.|\bthat is\b", between):  # page 2 of 9, 100 % checked
            yield found
    elif number and figures[number - 1].kind == "percent":
        before = _between(passage, figures[number - 1], part)
        if re.fullmatch(r"\s?[（(]\s?|[，：]\s(?:or |that is |i\.e\. )", before):
            yield _divided(at, number - 1, pair, figures[number - 1])


def _close(between: str) -> bool:
    """Whether what stands between a whole and a percentage makes the one the share of the other."""
    return bool(re.fullmatch(rf"{_WORDS.pattern}(?:{_OPEN.pattern})\s?(?:or\s|i\.e\.\s)?", between)) and not re.search(
        r"\b(?:up|down|from|against|compared|more|less|of which|of them|than)\b", between
    )


def _divided(at: int, number: int, pair: Pair, share: Figure) -> Remark:
    if found := fit(pair, share.amount, decimals(share)):
        return Remark(at, number, found, f"share_{found}", pair.words(), of=pair.part + pair.whole)
    should = f"{rounded(100 * pair.part[0].value / pair.whole[0].value, decimals(share))} %"
    return Remark(at, number, "wrong", "share_wrong", (*pair.words(), ("should", should)), should, pair.part + pair.whole)


def _shift(at: int, passage: Passage, number: int) -> Iterator[Remark]:
    """from a to b, up by c: its direction, and the change in points, percent or number."""
    figures = passage.figures
    if number + 1 >= len(figures):
        return
    first, second = figures[number : number + 2]
    ahead, words = passage.plain[max(0, first.start - 40) : first.start], _between(passage, first, second)
    said = re.search(r"\bfrom\s$", ahead)
    if not said or first.kind != second.kind or first.range or second.range or not re.search(r"\bto\s$", words):
        return
    if _END.search(words) or len(words) > 60 or not (first.amount.exact and second.amount.exact):
        return
    clause = re.split(r"[，；:：]|\.\s", ahead)[-1]
    up, down = bool(_UP.search(clause)), bool(_DOWN.search(clause))
    values = (("first", _shown(first)), ("second", _shown(second)))
    if (up and not down and second.value < first.value) or (down and not up and second.value > first.value):
        yield Remark(at, number + 1, "wrong", "shift_direction", values)
        return
    third = figures[number + 2] if number + 2 < len(figures) else None
    if third and re.fullmatch(rf"[^.；]{{0,40}}?{_BY.pattern}", _between(passage, second, third)):
        points = third.kind == "count" and _POINTS.match(passage.plain, third.end)
        if third.kind == "count" and not points and first.kind == "percent":
            return
        one = changed(at, number + 2, first, second, replace(third, kind="points") if points else third, values)
        texts = tuple((k, v.replace(" 个百分点", " percentage points")) for k, v in one.values)
        yield replace(one, values=texts, should=one.should.replace(" 个百分点", " percentage points"), of=(first, second))


def _shown(figure: Figure) -> str:
    return f"{plain(figure.value)} %" if figure.kind == "percent" else plain(figure.value)


def _total(at: int, passage: Passage, number: int) -> Iterator[Remark]:
    """3 in the townships, 4 in the villages and 5 elsewhere, 12 in total."""
    figures = passage.figures
    total = figures[number]
    if total.kind != "count" or not _TOTAL.match(passage.plain, total.end) or not total.amount.exact:
        return
    parts: list[Figure] = []
    at_now = number
    while at_now and figures[at_now - 1].kind == "count":
        if not _LISTED.fullmatch(_between(passage, figures[at_now - 1], figures[at_now])):
            break
        at_now -= 1
        parts.insert(0, figures[at_now])
    if len(parts) < 2 or any(not f.amount.exact or f.range for f in parts):
        return
    amount = plain(sum(f.value for f in parts))
    values = (("parts", " + ".join(plain(f.value) for f in parts)), ("sum", amount), ("whole", plain(total.value)))
    verdict = added(parts, total) or "wrong"
    yield Remark(at, number, verdict, f"sum_{verdict}", values, amount if verdict == "wrong" else "", tuple(parts))


@cache
def _entries() -> list[tuple[str, dict]]:
    found = [(word, entry) for entry in quantities()["quantity"] for word in entry.get("en", ())]
    return sorted(found, key=lambda pair: -len(pair[0]))


def named(passage: Passage, number: int) -> tuple[dict, bool] | None:
    """The entry of the quantities that an English number's words name, and whether nothing narrows them."""
    figure = passage.figures[number]
    if figure.kind not in ("percent", "count") or figure.range:
        return None
    begin, end = _sentence(passage, figure)
    if re.search(r"\bof (?:the |all |its )?$", passage.plain[begin : figure.start]):
        return None  # 19 of 25 findings
    before, behind = passage.plain[begin : figure.start].lower(), passage.plain[figure.end : end].lower()
    behind = re.split(r"\d", behind, maxsplit=1)[0] if not re.match(r"[^\d]*\b(?:in|for)\s\d{4}\b", behind) else behind
    for word, entry in _entries():
        if (figure.kind == "percent") != ("%" in entry["units"]):
            continue
        if figure.kind == "percent":
            found = re.search(rf"\b{re.escape(word)}(?:\s(?:in|for|of)\s\d{{4}})?{_RATE.pattern}$", before)
            if found:
                return entry, not re.search(r"[a-z-]$", before[: found.start()].strip()) or bool(
                    re.search(r"(?:\bthe|\ba|\band|\bits|\bwith|\bhas|\bcounty's)$", before[: found.start()].strip())
                )
        else:
            found = re.match(rf"\s{re.escape(word)}\b", behind)
            if found:
                return entry, bool(_HARMLESS.fullmatch(re.split(r"[，；。]|\.\s", behind[found.end() :])[0].rstrip(".") + " "))
    return None


def scope(passage: Passage, figure: Figure, there: Office) -> Scope:
    """The time and class that an English sentence names. Certain where it names one year or term and nothing narrower."""
    begin, end = _sentence(passage, figure)
    text = passage.plain[begin:end]
    where: list[tuple[str, str]] = []
    years = sorted(set(re.findall(r"(?<![\d-])(20\d\d)(?![\d-])", text)))
    terms = sorted(set(re.findall(r"\b(\d{1,2})th (?:term|county committee)|\bterm (\d{1,2})\b", text)))
    numbers = [int(a or b) for a, b in terms]
    if len(years) == 1:
        where.append(("year", years[0]))
    elif len(numbers) == 1 and not years and numbers[0] in there.terms:
        where.append(("term", str(numbers[0])))
    stated = bool(where)
    classes = [code for code, pattern in _CLASSES.items() if re.search(pattern, text, re.I)]
    if len(classes) == 1:
        where.append(("org_class", classes[0]))
    known = any(name in text for name in there.organisations)
    doubt = known or len(classes) > 1 or len(years) + len(numbers) > 1 or _NARROW.search(text) or re.search(_MONTHS, text)
    said = tuple(value for _, value in where)
    return Scope(tuple(where), words=said, certain=not doubt and not classes, stated=stated)


def _sentence(passage: Passage, figure: Figure) -> tuple[int, int]:
    begin = max((m.end() for m in _END.finditer(passage.plain, 0, figure.start)), default=0)
    found = _END.search(passage.plain, figure.end)
    return begin, found.start() if found else len(passage.plain)

