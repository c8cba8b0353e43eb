"""Of which time, whose organisations and which rounds a figure of a draft speaks, by the words around it."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from inspection.papers.checker.lexicon import one_of, quantities
from inspection.papers.checker.numerals import chinese
from inspection.papers.checker.statements import ENDS, Figure, Passage
from inspection.reading.answers import Source, names
from inspection.warehouse import dictionary

_CN = "一二三四五六七八九十"
_NUMBER = rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, **{str(n): n for n in range(1, 5)}}
_SUFFIX = re.compile(r"(?:党工委|党委|党组|党总支|党支部|总支|支部)$")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:省|市|县|区|州|旗|镇|乡|街道|局|委员会|公司|学校|小学|中学|医院|社区|村)(?![级直委社居]|和|、)"
)
_OWN = re.compile(
    r"全[县市区]|[我本][县市区]|各?乡镇|县直|[村县]级|县委|县纪委|各村|省市|市县|上级|行政村|每个?村|村社|[贫困一般重点]+村|村（社区）"
)

_WHEN_THERE = re.compile(r"(?:巡察|进驻|巡)[^，。；]*(?:时|期间|中|过程中)，")
"""The time is that of an inspection, not of what is counted: 2023年6月，巡察某村时，"""


@dataclass(frozen=True)
class Scope:
    """A figure's time and group: dimension=value texts of a field, the days, and the words of the draft that say so.

    `certain`: the words leave no doubt. `stated`: the draft names a time at all.
    """

    where: tuple[tuple[str, str], ...] = ()
    from_date: date | None = None
    to_date: date | None = None
    as_of: date | None = None
    words: tuple[str, ...] = ()
    certain: bool = True
    stated: bool = True

    def field(self, base: str) -> str:
        """The text of a field with this scope."""
        given = [f'{name}="{value}"' for name, value in self.where if f"{name}=" not in base]
        days = zip(("from", "to", "as_of"), (self.from_date, self.to_date, self.as_of), strict=True)
        return " ".join([base, *given, *(f"{name}={day}" for name, day in days if day)])


@dataclass(frozen=True)
class Office:
    """What the ledgers call their organisations (name -> id, also without the kind of committee where that is nobody
    else's), rounds (term and number -> id) and terms; the county, the data's own day."""

    county: str
    day: date
    organisations: dict[str, str]
    rounds: dict[tuple[int, int], str]
    terms: tuple[int, ...]


def office(source: Source) -> Office:
    """The names of a source's data."""
    full = {name: str(id) for id, name in names(source, "org").items()}
    short: dict[str, list[str]] = {}
    for name, id in full.items():
        short.setdefault(_SUFFIX.sub("", name), []).append(id)
    orgs = {name: ids[0] for name, ids in short.items() if len(ids) == 1 and len(name) > 2} | full
    rounds = {}
    for id, name in names(source, "round").items():
        if m := re.search(rf"第?({_NUMBER})届.*?第({_NUMBER})轮", name):
            rounds[_worth(m[1]), _worth(m[2])] = str(id)
    return Office(source.county, source.mart.as_of, orgs, rounds, tuple(sorted(names(source, "term"))))


@dataclass(frozen=True)
class _Time:
    """A time that a text names: where it stands, and what of a scope it gives."""

    start: int
    words: str
    given: Scope


def times(text: str, there: Office) -> Iterator[_Time]:
    """The years, months, terms and rounds that a text names, in order."""
    day = there.day
    patterns = (
        (r"(\d{4})\s?年?度?\s?[-—–~～至到]+\s?(\d{4})\s?年(?:度)?", lambda m: _days(int(m[1]), 1, int(m[2]), 12)),
        (r"(\d{4})\s?年\s?(\d{1,2})\s?月?\s?[-—–~～至到]+\s?(\d{1,2})\s?月", lambda m: _months(m[1], int(m[2]), int(m[3]))),
        (rf"(\d{{4}})\s?年第?([{_CN}1-4])季度", lambda m: _months(m[1], 3 * _QUARTERS[m[2]] - 2, 3 * _QUARTERS[m[2]])),
        (r"(\d{4})\s?年上半年", lambda m: _months(m[1], 1, 6)),
        (r"(\d{4})\s?年下半年", lambda m: _months(m[1], 7, 12)),
        (r"(\d{4})\s?年(?:\s?(\d{1,2})\s?月)?(?:份)?以来", lambda m: _since(int(m[1]), int(m[2] or 1))),
        (rf"第?({_NUMBER})届(?:县委|市委|党委)?(?:换届)?以来", lambda m: _since_term(there, _worth(m[1]))),
        (r"截至\s?(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日", lambda m: _until(int(m[1]), int(m[2]), int(m[3]))),
        (r"截至\s?(\d{4})\s?年\s?(\d{1,2})\s?月(?:底|末)?", lambda m: _until(int(m[1]), int(m[2]), 0)),
        (r"截至\s?(\d{4})\s?年(?:底|末)", lambda m: _until(int(m[1]), 12, 31)),
        (r"(\d{4})\s?年\s?(\d{1,2})\s?月(?:份)?(?!\s?\d)", lambda m: _months(m[1], int(m[2]), int(m[2]))),
        (r"(\d{4})\s?年(?:度)?(?!\s?\d)", lambda m: Scope((("year", m[1]),))),
        (rf"第?({_NUMBER})届县?委?巡?察?第({_NUMBER})轮", lambda m: _round(there, _worth(m[1]), _worth(m[2]))),
        (rf"第?({_NUMBER})届", lambda m: _term(there, _worth(m[1]))),
        (rf"第({_NUMBER})轮", lambda m: _round(there, None, _worth(m[1]))),
        (r"本届|届内|一届内|换届以来", lambda m: _running(there)),
        (r"今年|本年度", lambda m: replace(Scope((("year", str(day.year)),)), certain=False)),
        (r"去年|上年", lambda m: replace(Scope((("year", str(day.year - 1)),)), certain=False)),
    )  # fmt: skip
    taken: list[tuple[int, int]] = []
    found: list[_Time] = []
    for pattern, read in patterns:
        for m in re.finditer(pattern, text):
            if any(a < m.end() and m.start() < b for a, b in taken):
                continue
            taken.append(m.span())
            scope = read(m)
            if scope is not None:
                found.append(_Time(m.start(), m[0], replace(scope, words=(m[0],))))
    yield from sorted(found, key=lambda t: t.start)


def scope(passages: Sequence[Passage], at: int, figure: Figure, there: Office) -> Scope:
    """Of what a figure speaks. The time is that of its sentence, else of its paragraph, else of the draft's beginning."""
    passage = passages[at]
    begin = max((m.end() for m in ENDS.finditer(passage.plain, 0, figure.start)), default=0)
    part = max(begin, passage.plain.rfind("；", begin, figure.start) + 1)
    found = list(times(passage.plain[part : figure.start], there)) or list(times(passage.plain[begin:part], there))
    if not found:
        found = list(times(passage.plain[:begin], there))
    if not found:
        found = _beginning(passages[:at], there)
    if not found:
        given = Scope(certain=False, stated=False)
    else:
        given = found[-1].given
        clause = max(passage.plain.rfind(mark, 0, figure.start) for mark in "，；。：") + 1
        beside = any(list(times(passage.plain[clause : figure.start], there)))
        several = len({(t.given.where, t.given.from_date, t.given.to_date, t.given.as_of) for t in found}) > 1
        given = replace(given, certain=given.certain and (beside or not several))
    return _narrowed(given, passage, _heading(passages, at), begin, figure, there)


def _heading(passages: Sequence[Passage], at: int) -> str:
    """The heading above a paragraph: the nearest short one before it that holds no number."""
    for passage in reversed(passages[max(0, at - 6) : at]):
        if not passage.figures and 0 < len(passage.plain.strip()) <= 40 and "。" not in passage.plain:
            return passage.plain.strip()
    return ""


def _unattached(passage: Passage, figure: Figure) -> str:
    """What stands in a paragraph before a figure, without the words of the numbers before it."""
    text, at = "", 0
    for other in (f for f in passage.figures if f.start < figure.start):
        text += passage.plain[at : max(at, other.start - len(other.label))] + "，"
        at = other.end + len(other.tail)
    return text + passage.plain[at : max(at, figure.start - len(figure.label))]


def _beginning(passages: Sequence[Passage], there: Office) -> list[_Time]:
    """The time that the first paragraphs name, where they name one."""
    for passage in passages[:3]:
        found = list(times(passage.plain, there))
        if found:
            return found[:1] if len({t.given.where for t in found}) == 1 else [
                _Time(t.start, t.words, replace(t.given, certain=False)) for t in found[:1]
            ]
    return []


def _narrowed(given: Scope, passage: Passage, heading: str, begin: int, figure: Figure, there: Office) -> Scope:
    """The scope with the class and organisations that the figure's own words and its sentence name."""
    own = figure.label + figure.tail
    where, words, certain = list(given.where), list(given.words), given.certain
    for code, said in quantities()["scope"].items():
        if code != "fillers" and (found := re.search(one_of(said), own)):
            where.append(("org_class", code))
            words.append(found[0])
            break
    before = passage.plain[begin : figure.start]
    known = there.organisations
    orgs = [name for name in known if name in before or name in figure.tail]
    orgs = [name for name in orgs if not any(name != other and name in other for other in orgs)]
    if orgs:
        where.append(("org", known[orgs[-1]]))
        words.append(orgs[-1])
        certain = certain and len(orgs) == 1 and orgs[0].endswith(("党委", "党组", "党支部", "党总支", "党工委"))
        certain = certain and not _WHEN_THERE.search(before)
    sectors = [name for name in _sectors() if name in before]
    if sectors:
        where.append(("sector", _sectors()[sectors[-1]]))
        words.append(sectors[-1])
        certain = certain and len(sectors) == 1
    if len({d for d, _ in where}) < len(where):
        certain = False
    rest = before
    for name in sorted([*orgs, there.county], key=len, reverse=True):
        rest = rest.replace(name, "，")
    strangers = [m[0] for m in _PLACE.finditer(_OWN.sub("，", rest))]
    above = f"{heading}。{_unattached(passage, figure)}"
    classes = [word for code, said in quantities()["scope"].items() if code != "fillers" for word in said]
    narrower = not any(name == "org_class" for name, _ in where) and re.search(one_of(classes), above)
    around = above + before.removesuffix(figure.label)
    for name in sectors:
        around = around.replace(name, "，")
    special = re.search(r"专项|机动|交叉|提级|联动|回头看|贫困|领域|系统", around)
    if strangers or narrower or "其中" in before or special:
        certain = False
    return replace(given, where=tuple(dict(where).items()), words=tuple(dict.fromkeys(words)), certain=certain)


@cache
def _sectors() -> dict[str, str]:
    """What the organisations of a sector are called -> its code; a sector alone may as well be what findings are about."""
    return {f"{code.label('zh')}领域党组织": code.code for code in dictionary().codes["sector"]}


def foreign_places(passages: Sequence[Passage], there: Office) -> list[str]:
    """Counties, cities and districts that a draft names and that are not the office's own."""
    text = "\n".join(p.plain for p in passages)
    own = there.county
    found = re.findall(r"(?:^|[，。、；\n在对由和])([\u4e00-\u9fff]{1,5}?[县市区州旗])(?=[委纪\u4e00-\u9fff]|，|。|\n|$)", text)
    common = re.compile(r"^(?:全|我|本|各|市|县|区|社|校|园|贫困|上下|省|该|出|入|小|辖|地|老|新)|[届第轮级]")
    return sorted({name for name in found if name != own and not common.search(name) and len(name) > 2})


def _days(year: int, month: int, last_year: int, last_month: int) -> Scope | None:
    if not (1 <= month <= 12 and 1 <= last_month <= 12 and (year, month) <= (last_year, last_month) and year > 1900):
        return None
    return Scope(from_date=date(year, month, 1), to_date=date(last_year, last_month, monthrange(last_year, last_month)[1]))


def _months(year: str, first: int, last: int) -> Scope | None:
    return _days(int(year), first, int(year), last)


def _until(year: int, month: int, day: int) -> Scope | None:
    try:
        last = date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None
    return Scope(as_of=last, certain=False)


def _worth(text: str) -> int:
    try:
        return int(text) if text.isdigit() else chinese(text)
    except ValueError:
        return 0


def _term(there: Office, number: int) -> Scope | None:
    return Scope((("term", str(number)),)) if number in there.terms else None


def _since(year: int, month: int) -> Scope | None:
    """From a month on to the data's own day."""
    return Scope(from_date=date(year, month, 1)) if 1 <= month <= 12 and year > 1900 else None


def _since_term(there: Office, number: int) -> Scope | None:
    """A term and those after it; of the first of the ledgers all there is."""
    later = [term for term in there.terms if term >= number]
    if number not in later:
        return None
    return Scope((("term", "|".join(map(str, later))),) if len(later) < len(there.terms) else ())


def _running(there: Office) -> Scope | None:
    return Scope((("term", str(there.terms[-1])),)) if there.terms else None


def _round(there: Office, term: int | None, number: int) -> Scope | None:
    """The round of that number, in the term named, else in the one running."""
    found = there.rounds.get((term or (there.terms[-1] if there.terms else 0), number))
    return Scope((("round", found),), certain=term is not None) if found else None


@cache
def filling() -> re.Pattern:
    """Words that say nothing of what is counted, and those that name a class."""
    said = quantities()["scope"]
    return re.compile(one_of([word for words in said.values() for word in words]))
