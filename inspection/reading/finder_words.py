"""What the words of a short question mean: figures, classes, times and names, by data/reference/finder.toml and the ledgers."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from inspection.indicators import indicators
from inspection.reading.answers import Source, names
from inspection.reading.keeping import kept
from inspection.text import LANGUAGES
from inspection.warehouse import dictionary

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference" / "finder.toml"
_COMMITTEE = re.compile(r"(?:党工委|党委|党组|党总支|党支部|总支|支部)$")
_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"十": 10}
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_HALVES = {"上半年": ((1, 1), (6, 30)), "下半年": ((7, 1), (12, 31))}


@dataclass(frozen=True)
class Meaning:
    """What some words of a question mean. `kind`: figure (several `values` where it may be one of them), class, org, time or
    filler; `values`: texts of fields, a code, ids, or (dimension, value) pairs of a time."""

    kind: str
    values: tuple = ()


def plain(text: str) -> str:
    """A question as it is compared: one width, small letters, one blank between words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@cache
def reference() -> dict[str, dict]:
    """data/reference/finder.toml."""
    with open(REFERENCE, "rb") as file:
        return tomllib.load(file)


@cache
def words() -> Mapping[str, Meaning]:
    """Phrase -> its meaning, of what hangs on no data: figures, classes, fillers."""
    held = reference()
    found = {plain(word): Meaning("filler") for word in held["fillers"]["words"]}
    for code, said in held["classes"].items():
        labels = [dictionary().label("org_class", code, lang) for lang in LANGUAGES]
        found |= {plain(word): Meaning("class", (code,)) for word in (*said, *labels)}
    found |= {plain(word): Meaning("figure", tuple(fields)) for word, fields in held["several"].items()}
    for one in indicators().values():
        found |= {plain(word): Meaning("figure", (one.id,)) for word in (one.id, *(one.title(lang) for lang in LANGUAGES))}
    found |= {plain(word): Meaning("figure", (field,)) for field, said in held["figures"].items() for word in said}
    return found


@kept
def organisations(source: Source) -> Mapping[str, Meaning]:
    """What the organisations are called -> their ids: whole names, names without the kind of committee, and villages
    without their township where that is written before."""
    found: dict[str, set[str]] = {}
    for id, name in names(source, "org").items():
        whole = plain(name)
        short = _COMMITTEE.sub("", whole)
        called = {whole, short, short.removeprefix("县")}
        if cut := re.match(r"^.{1,6}?(?:街道|镇|乡)(?=.{2})", short):
            called.add(short[cut.end() :])
        for one in called:
            if len(one) > 1:
                found.setdefault(one, set()).add(str(id))
    whole = {plain(name) for name in names(source, "org").values()}
    for id, name in source.mart.short_names():
        if plain(name) not in whole and len(name) > 1:  # a short name is never another one's whole name
            found.setdefault(plain(name), set()).add(id)
    return {name: Meaning("org", tuple(sorted(ids))) for name, ids in found.items()}


def time_at(text: str, at: int, source: Source) -> tuple[int, Meaning] | None:
    """The time that stands at a place of a question: where it ends, and its (dimension, value) pairs; None where none
    stands there. Days that cannot be are none."""
    day = source.mart.as_of
    terms = sorted(names(source, "term"))
    for pattern, read in (
        (rf"第?({_NUMBER})届(?:县委)?第?({_NUMBER})轮", lambda m: _round(source, number(m[1]), number(m[2]))),
        (rf"第({_NUMBER})轮", lambda m: _round(source, terms[-1] if terms else 0, number(m[1]))),
        (rf"第?({_NUMBER})届(?:县委)?", lambda m: (("term", number(m[1])),) if number(m[1]) in terms else None),
        (r"本届(?:以来)?|this term", lambda m: (("term", terms[-1]),) if terms else None),
        (r"上届|上一届|last term", lambda m: (("term", terms[-2]),) if len(terms) > 1 else None),
        (r"(20\d\d)年?(上半年|下半年)", lambda m: _half(int(m[1]), m[2])),
        (r"(今年|去年)(上半年|下半年)", lambda m: _half(day.year - (m[1] == "去年"), m[2])),
        (r"(20\d\d)年?第?([一二三四1-4])季度", lambda m: (("quarter", f"{m[1]}-Q{number(m[2])}"),)),
        (r"(今年|去年)第?([一二三四1-4])季度", lambda m: (("quarter", f"{day.year - (m[1] == '去年')}-Q{number(m[2])}"),)),
        (r"(20\d\d)年(\d{1,2})月(?:份)?", lambda m: (("month", f"{m[1]}-{int(m[2]):02d}"),) if 1 <= int(m[2]) <= 12 else None),
        (r"(20\d\d)年?(?:度)?", lambda m: (("year", int(m[1])),)),
        (r"今年|本年度|this year", lambda m: (("year", day.year),)),
        (r"去年|上年度?|last year", lambda m: (("year", day.year - 1),)),
        (r"前年", lambda m: (("year", day.year - 2),)),
    ):
        if (found := re.compile(pattern).match(text, at)) and (given := read(found)):
            return found.end(), Meaning("time", given)
    return None


def number(text: str) -> int:
    """A number up to 99 in digits or Chinese signs."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGIT[text] if len(text) == 1 else 0
    return (_DIGIT[tens] if tens else 1) * 10 + (_DIGIT[ones] if ones else 0)


def _half(year: int, half: str) -> tuple:
    first, last = _HALVES[half]
    return (("from", date(year, *first)), ("to", date(year, *last)))


def _round(source: Source, term: int, seq: int) -> tuple | None:
    """The round of that number in that term, by the name the office gives it."""
    for id, name in names(source, "round").items():
        told = re.search(rf"第?({_NUMBER})届.*?第({_NUMBER})轮", name) or re.search(r"^(\d+)-(\d+)$", str(id))
        if told and (number(told[1]), number(told[2])) == (term, seq):
            return (("round", str(id)),)
    return None


@dataclass(frozen=True)
class Read:
    """A question as it was understood: the meanings in their order with their words, and what no word was found for."""

    meanings: tuple[tuple[str, Meaning], ...]
    unread: tuple[str, ...]

    def of(self, kind: str) -> list[tuple[str, Meaning]]:
        return [one for one in self.meanings if one[1].kind == kind]


def read(question: str, source: Source) -> Read:
    """A question taken apart from left to right, the longest words first. Nothing is skipped: what has no meaning stands
    in `unread`."""
    text, at, found, unread = plain(question), 0, [], ""
    known = (organisations(source), words())
    longest = max(len(word) for held in known for word in held)
    lost: list[str] = []
    while at < len(text):
        here = time_at(text, at, source)
        for length in range(min(longest, len(text) - at), 0, -1):
            if here and here[0] - at >= length:
                break
            word = text[at : at + length]
            meaning = next((held[word] for held in known if word in held), None)
            if meaning and _whole(text, at, length):
                here = (at + length, meaning)
                break
        if here is None:
            unread += text[at]
            at += 1
            continue
        if unread.strip():
            lost.append(unread.strip())
        unread = ""
        found.append((text[at : here[0]], here[1]))
        at = here[0]
    if unread.strip():
        lost.append(unread.strip())
    return Read(tuple(found), tuple(lost))


def _whole(text: str, at: int, length: int) -> bool:
    """Whether a Latin word is not the piece of another."""
    word = text[at : at + length]
    if not word[0].isascii() or not word[0].isalnum():
        return True
    before, after = text[at - 1 : at], text[at + length : at + length + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and (after.isalnum() or after == "_"))


def near(word: str, source: Source) -> list[str]:
    """Up to three known words that are written nearly so, or hold it."""
    known = [one for held in (organisations(source), words()) for one, meaning in held.items() if meaning.kind != "filler"]
    inside = [one for one in known if len(word) > 1 and word in one]
    return list(dict.fromkeys([*inside, *get_close_matches(word, known, 3, 0.6)]))[:3]
