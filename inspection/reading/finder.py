"""The finder: a figure for a short question, and organisations, indicators, rounds and numbers by their names.

A question is read by a grammar over the catalogue and the ledgers' names (reading/finder_words.py): what it asks is said
in full beside the answer, and where a word was not understood or may mean two things it asks back. Nothing is guessed.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from inspection.indicators import indicator, indicators
from inspection.reading import case
from inspection.reading.answers import Source, names
from inspection.reading.field_text import Answered, Asked, FieldUnknown
from inspection.reading.fields import answer, parse
from inspection.reading.finder_words import Read, near, plain, read, reference, words
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import day, label, listed, whole_number
from inspection.text import LANGUAGES, say
from inspection.warehouse import initials

MOST = 8
"""Things found of a kind."""
NUMBERED = re.compile(r"(?:(问题|finding|线索|clue)\s*(?:编号|no\.?|第|#)?\s*:?\s*)?(.*?\d.*?)\s*[号件个]?")
"""A finding or clue asked for by its number, with or without the word that says which."""
REMAINING = re.compile(r"还有|还剩|\b(?:still|left|remaining)\b")
"""Words that may ask for what is not done yet, which a count of everything is no answer to."""
COUNTED = re.compile(r"几[个家件条项次人]|多少[个家件条项次人]|\bhow many\b")
"""Words that ask for a number of things, which a rate is no answer to."""
SHORTEST = 4
"""Characters of a part of a number."""
LONGEST = 120
"""Characters of a question."""


@dataclass(frozen=True)
class Told:
    """A figure that answers a question: what was asked in full, the number, what it stands on, and the way to its rows."""

    asked: str
    field: str
    number: str
    stands_on: str
    address: str


@dataclass(frozen=True)
class Found:
    """A thing of a name: `kind` org, indicator, round, page, finding or clue; what it is called; the way to it, relative to
    the dashboard."""

    kind: str
    name: str
    address: str


@dataclass(frozen=True)
class Answer:
    """What the finder says to a question: figures, sentences that ask back, and things of that name."""

    figures: tuple[Told, ...] = ()
    asks: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()


def find(question: str, source: Source, lang: str, pages: Mapping[str, str] | None = None) -> Answer:
    """The answer to a question; `pages`: page -> its name in the menu, of those the reader may open.

    An empty question finds nothing, one of more than LONGEST characters is asked to be shorter.
    """
    text = plain(question)
    if not text:
        return Answer()
    if len(text) > LONGEST:
        return Answer(asks=(say("finder.too_long", lang, n=LONGEST),))
    things = (*_numbered(text, source, lang), *_things(text, source, lang, pages or {}))
    told = read(text, source)
    figures = told.of("figure")
    if not figures:
        asks = () if things else (say("finder.nothing", lang, words=listed(told.unread or (text,), lang)),)
        return Answer(asks=asks, found=things)
    made, asks = _figures(told, source, lang, counted=_has(COUNTED, text), remaining=_has(REMAINING, text))
    return Answer(tuple(made), tuple(asks), things)


def _has(pattern: re.Pattern, text: str) -> bool:
    return pattern.search(text) is not None


def _figures(told: Read, source: Source, lang: str, *, counted: bool, remaining: bool) -> tuple[list[Told], list[str]]:
    """The figures a question asks for, or what to ask back. `counted`: it asks how many; `remaining`: how many are left."""
    if told.unread:
        asks = [say("finder.unread", lang, words=listed((f"“{word}”" for word in told.unread), lang))]
        close = [word for lost in told.unread for word in near(lost, source)]
        return [], asks + ([say("finder.near", lang, words=listed(close, lang))] if close else [])
    meant = list(dict.fromkeys(value for _, one in told.of("figure") for value in one.values))
    if len(meant) > 1:
        return [], [say("finder.which_figure", lang, titles=listed((_title(field, lang) for field in meant), lang))]
    asked = parse(meant[0])
    if remaining and (left := reference()["remaining"].get(meant[0])):
        many = (*left, meant[0])
        return [], [say("finder.which_figure", lang, titles=listed((_title(field, lang) for field in many), lang))]
    if counted and asked.part == "value" and indicator(asked.id).rate:
        many = (meant[0], f"{asked.id} part=numerator")
        return [], [say("finder.which_figure", lang, titles=listed((_title(field, lang) for field in many), lang))]
    scopes = _scopes(told, source, lang)
    if isinstance(scopes, str):
        return [], [scopes]
    made = []
    for scope in scopes:
        try:
            made.append(_answered(meant[0], scope, source, lang))
        except FieldUnknown as unknown:
            return [], [_cannot(unknown, meant[0], lang)]
    return made, []


def _cannot(unknown: FieldUnknown, field: str, lang: str) -> str:
    """Why a figure has no answer of that kind."""
    if unknown.code not in ("unknown_dimension", "no_period"):
        return unknown.words(lang)
    by = say(f"finder.by_{unknown.what}", lang)
    return say("finder.not_by", lang, title=_title(field, lang), by=by)


def _title(field: str, lang: str) -> str:
    """What a field is called: the indicator's title, and the part where it is not the value."""
    asked = parse(field)
    title = indicator(asked.id).title(lang)
    if asked.part == "value":
        return title
    return say("finder.part_of", lang, title=title, part=say(f"finder.part_{asked.part}", lang))


def _scopes(told: Read, source: Source, lang: str) -> list[dict[str, object]] | str:
    """Of what is asked: one (dimension -> value) each; two where a township's name may mean itself or its villages; a
    sentence that asks back where two things of a kind are named."""
    scope: dict[str, object] = {}
    for _, one in told.of("time"):
        for name, value in one.values:
            if scope.setdefault(name, value) != value:
                return say("finder.two_times", lang)
    if len({"year", "quarter", "month", "from"} & scope.keys()) > 1 or ("round" in scope and len(scope) > 1):
        return say("finder.two_times", lang)
    if _begins(scope, source) > source.mart.as_of:
        return say("finder.not_yet", lang, day=day(source.mart.as_of))
    classes = {one.values[0] for _, one in told.of("class")}
    orgs = told.of("org")
    if len(orgs) > 1:
        return say("finder.two_orgs", lang, names=listed((word for word, _ in orgs), lang))
    if len(classes) > 1:
        return say("finder.two_classes", lang)
    if not orgs:
        return [scope | ({"org_class": classes.pop()} if classes else {})]
    (word, one), known = orgs[0], names(source, "org")
    if len(one.values) > 1:
        many = listed((known[id] for id in one.values[:MOST]), lang)
        return say("finder.which_org", lang, word=word, names=many)
    (id,) = one.values
    if classes:  # 鹤泉镇 各村: the villages of a township
        return [scope | {"parent": id, "org_class": classes.pop()}]
    return [scope | {"org": id}]


def _begins(scope: Mapping[str, object], source: Source) -> date:
    """The first day of the time in a scope; the data's own day where it names no days."""
    for name, span in (("year", _year), ("quarter", _quarter), ("month", _month)):
        if name in scope:
            return span(str(scope[name]))[0]
    return scope.get("from", source.mart.as_of)


def _answered(field: str, scope: dict[str, object], source: Source, lang: str) -> Told:
    """The figure of a field within a scope. What is asked without a time is of the running term, as the pages are."""
    definition = indicator(parse(field).id)
    timed = {"year", "quarter", "month", "from", "term", "round"} & scope.keys()
    terms = sorted(names(source, "term"))
    within = dict(scope)
    if not timed and "term" in definition.dimensions and not definition.stock and terms:
        within["term"] = terms[-1]
    asked = parse(" ".join([field, *(f'{name}="{value}"' for name, value in within.items())]), source)
    found = answer(asked, source, lang)
    in_full, beside = _in_full(field, within, source, lang), _stands_on(found, lang)
    return Told(in_full, str(asked), found.words(lang), beside, _address(asked, lang))


def _stands_on(found: Answered, lang: str) -> str:
    """n of N of a rate, and what is left out of it; nothing of a count or where there is no data."""
    if found.no_data or not found.rate or not found.denominator:
        return ""
    said = [say("finder.of", lang, n=whole_number(found.numerator), N=whole_number(found.denominator))]
    if found.young:
        said.append(say("finder.young", lang, n=whole_number(found.young)))
    if found.pending:
        said.append(say("finder.pending", lang, n=whole_number(found.pending)))
    return say("pages.joint", lang).join(said)


def _in_full(field: str, within: Mapping[str, object], source: Source, lang: str) -> str:
    """What is asked in words: whose, of when, which figure, up to which day."""
    told = []
    for name, value in within.items():
        if name == "org":
            told.append(names(source, "org")[value])
        elif name == "parent":
            told.append(say("finder.below", lang, name=names(source, "org")[value]))
        elif name == "org_class":
            told.append(label("org_class", value, lang))
        elif name in ("term", "round"):
            told.append(names(source, name)[value])
        elif name == "from":
            told.append(say("finder.days", lang, first=day(value), last=day(within["to"])))
        elif name != "to":
            told.append(say("finder.year", lang, year=value) if name == "year" else str(value))
    whole = [*told, _title(field, lang), say("pages.as_of_day", lang, day=source.mart.as_of.isoformat())]
    return say("finder.between", lang).join(whole)


def _address(asked: Asked, lang: str) -> str:
    """The page of the figure within the same scope, that of the organisation where it is of one; for what the pages are not
    narrowed by (the villages of a township) the explorer."""
    held = {name: ",".join(map(str, values)) for name, values in asked.where}
    if "org" in held:
        return "organisation?" + urlencode({"org": held["org"], "lang": lang})
    if "parent" in held:
        keep = ";".join(f"{name}={value}" for name, value in held.items())
        return "explorer?" + urlencode({"of": f"indicator:{asked.id}", "by": "org", "keep": keep, "lang": lang})
    days = {"from": asked.from_date, "to": asked.to_date}
    for name, span in (("year", _year), ("quarter", _quarter), ("month", _month)):
        if name in held:
            days = dict(zip(("from", "to"), span(held[name]), strict=True))
    narrowed = {"term": held.get("term"), "round": held.get("round"), "class": held.get("org_class"), **days, "lang": lang}
    return f"{indicator(asked.id).section}?" + urlencode({name: str(v) for name, v in narrowed.items() if v})


def _year(text: str) -> tuple[date, date]:
    return date(int(text), 1, 1), date(int(text), 12, 31)


def _quarter(text: str) -> tuple[date, date]:
    return _months(int(text[:4]), 3 * int(text[-1]) - 2, 3 * int(text[-1]))


def _month(text: str) -> tuple[date, date]:
    return _months(int(text[:4]), int(text[5:]), int(text[5:]))


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


@kept
def _called(source: Source) -> tuple[tuple[str, str, str, str], ...]:
    """(kind, id, name, initials) of every organisation and round, in the office's own order."""
    held = [(kind, str(id), name) for kind in ("org", "round") for id, name in names(source, kind).items()]
    return tuple((*one, short) for one, short in zip(held, initials([name for _, _, name in held]), strict=True))


def _things(text: str, source: Source, lang: str, pages: Mapping[str, str]) -> Iterable[Found]:
    """What has the words in its name, or begins with these letters of pinyin; whole names first."""
    there = [
        (plain(name) != text, kind, Found(kind, name, _place(kind, id, source, lang)))
        for kind, id, name, short in _called(source)
        if len(text) > 1 and (text in plain(name) or (text.isascii() and short.startswith(text)) or _contained(text, name))
    ]
    there += [
        (plain(name) != text, "page", Found("page", name, f"{page}?lang={lang}"))
        for page, name in pages.items()
        if text in plain(name) or text == page
    ]
    one = words().get(text)
    meant = {value.partition(" ")[0] for value in one.values} if one and one.kind == "figure" else set()
    there += [
        (one.id not in meant, "indicator", Found("indicator", one.title(lang), f"definitions?indicator={one.id}&lang={lang}"))
        for one in indicators().values()
        if one.id in meant or (len(text) > 1 and any(text in plain(one.title(other)) for other in LANGUAGES))
    ]
    counted: dict[str, int] = {}
    for _, kind, found in sorted(there, key=lambda one: one[0]):
        counted[kind] = counted.get(kind, 0) + 1
        if counted[kind] <= MOST:
            yield found


@kept
def _numbers(source: Source, kind: str) -> tuple[tuple[str, str, str], ...]:
    """(number as it is compared, number, its organisation's name) of every finding or clue known on the data's day."""
    known, places = names(source, "org"), case.places(View(LANGUAGES[0], source.mart.as_of), source, kind)
    return tuple((plain(number), number, str(known.get(org, ""))) for number, org in places.items())


def _numbered(text: str, source: Source, lang: str) -> Iterable[Found]:
    """The finding or clue of that number; of findings those whose number holds such a part, as long as they are few. A clue's
    number is a plain count, so it is found whole or not at all."""
    match = NUMBERED.fullmatch(text)
    if not match:
        return
    word, asked = match[1], match[2]
    for kind, said in (("finding", ("问题", "finding")), ("clue", ("线索", "clue"))):
        if word and word not in said:
            continue
        there = [one for one in _numbers(source, kind) if one[0] == asked]
        if not there and kind == "finding" and len(asked) >= SHORTEST:
            there = [one for one in _numbers(source, kind) if asked in one[0]]
        if len(there) <= MOST:
            for _, number, org in there:
                yield Found(kind, f"{number} {org}".strip(), f"{kind}?" + urlencode({"number": number, "lang": lang}))


def _contained(text: str, name: str) -> bool:
    """Whether a question names an organisation whole, by what it is called."""
    return len(name) > 3 and plain(name) in text


def _place(kind: str, id: str, source: Source, lang: str) -> str:
    if kind == "org":
        return "organisation?" + urlencode({"org": id, "lang": lang})
    return "rectification?" + urlencode({"round": id, "lang": lang})
