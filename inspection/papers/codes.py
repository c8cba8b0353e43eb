"""Figure codes: 〔8K3F〕 beside a number says which figure it is, of which day, data and settings; and what became of it.

A code is kept in `codes.jsonl` of the data home, a line each, which only grows. The same figure has the same code; its last sign
is made of the others, so that a slip of the pen is noticed. A figure resolved tells what it was, what it is now, and what moved
it: the data about that day, the settings, the time since.
"""

import hashlib
import itertools
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from inspection.indicators import Words, indicators, movement
from inspection.papers.given import settings_digest
from inspection.reading.answers import Source, names
from inspection.reading.fields import Answered, Asked, FieldUnknown, answer, parse
from inspection.reading.movements import parts_words
from inspection.reading.words import NAMED, groups
from inspection.text import say
from inspection.warehouse import Mart, Settings, Store, StoreError, open_mart, private, private_folder
from inspection.warehouse.disk import Lock, sync_folder

FILE, LOCK = "codes.jsonl", ".codes.lock"
PATIENCE = 10.0
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 signs, none of which is taken for another (no 0, O, 1, I, L): a prime, so that every sign mistaken for another and every
two that change places make another check."""
SHORTEST, LONGEST = 3, 7  # signs before the check
ATTEMPTS = 8  # at a code of so many signs, before it has one more
IN_TEXT = re.compile(r"[〔\[［]\s*([0-9A-Za-z０-９Ａ-Ｚａ-ｚ]{4,8})\s*[〕\]］]")
NUMBER = re.compile(r"[-−－]?\d[\d,，]*(?:\.\d+)?")


class CodeUnknown(LookupError):
    """A code that is none: `reason` is mistyped (its check is wrong), unknown (not of this data home), busy or bad_file."""

    def __init__(self, reason: str, code: str):
        self.reason, self.code = reason, code
        super().__init__(self.words("en"))

    def words(self, lang: str) -> str:
        return say(f"codes.{self.reason}", lang, code=self.code)


@dataclass(frozen=True)
class Figure:
    """A figure that has a code: its field (with the day only where that was asked for), the day, the data version with the
    fingerprint of its mart, the digest of the settings, the number (exact, as text; "" where there was none) and its words."""

    code: str
    field: str
    as_of: str
    version: int
    seal: str
    settings: str
    number: str
    rate: bool
    zh: str
    en: str
    at: str

    @property
    def asked(self) -> Asked:
        """What was asked for, as of the day of then."""
        return replace(parse(self.field), as_of=date.fromisoformat(self.as_of))

    @property
    def said(self) -> Words:
        return Words(self.zh, self.en)

    @property
    def title(self) -> Words:
        """The indicator's title; its field where the indicator is no more."""
        definition = indicators().get(self.field.split()[0])
        return definition.title if definition else Words(self.field, self.field)


@dataclass(frozen=True)
class Step:
    """One of the reasons why a figure moved, and its words before and after: program (the same data and settings count
    otherwise now), data (what is written of that day), definition (the settings), time (what happened since)."""

    kind: str
    before: Words
    after: Words


@dataclass(frozen=True)
class Resolved:
    """A figure with its code as it was and as it is: `now` is None where its names are no more (`gone` says which).

    `compared` says whether the old version could be read again; `things` how many things moved it, in words.
    """

    figure: Figure
    now: Answered | None
    steps: tuple[Step, ...]
    compared: bool
    things: str = ""
    gone: FieldUnknown | None = None

    @property
    def moved(self) -> bool:
        return self.now is None or _exact(self.now) != self.figure.number

    def words(self, lang: str) -> str:
        """What it was, what it is now, and why: a line each."""
        one = self.figure
        lines = [
            say("codes.was", lang, code=one.code, title=one.title(lang), field=one.field, day=one.as_of, n=one.version,
                value=one.said(lang))
        ]  # fmt: skip
        if self.gone:
            return "\n".join([*lines, say("codes.gone", lang, reason=self.gone.words(lang))])
        day = self.now.asked.as_of.isoformat()
        if not self.moved:
            return "\n".join([*lines, say("codes.still", lang, day=day)])
        lines.append(say("codes.now", lang, day=day, value=self.now.words(lang)))
        lines += [say(f"codes.step_{s.kind}", lang, before=s.before(lang), after=s.after(lang)) for s in self.steps]
        if self.things:
            lines.append(say("codes.things", lang, things=self.things))
        if not self.compared:
            lines.append(say("codes.not_compared", lang, n=one.version))
        return "\n".join(lines)


def coded(home: Path, asked: Asked, source: Source, at: datetime) -> Figure:
    """The figure with its code, kept in the data home; of one that has a code already, that one.

    Raises FieldUnknown for a figure that is none, CodeUnknown (busy, bad_file) and OSError where it cannot be kept.
    """
    home, figure = Path(home), _figure(parse(str(asked), source), source, at)
    private_folder(home)
    lock = Lock(home / LOCK)
    if not lock.take(PATIENCE):
        raise CodeUnknown("busy", "")
    try:
        known, rules = _read(home)
        figure = replace(figure, code=_free(figure, known))
        if figure.code in known:
            return known[figure.code]
        lines = [] if figure.settings in rules else [{"settings": figure.settings, "entries": source.settings.entries}]
        _append(home, [*lines, asdict(figure)])
        return figure
    finally:
        lock.release()


def found(home: Path, code: str) -> Figure:
    """The figure of a code, in any width and case. Raises CodeUnknown."""
    plain = unicodedata.normalize("NFKC", code).strip().strip("〔〕[]").upper()
    if not is_code(plain):
        raise CodeUnknown("mistyped", code)
    figure = _read(Path(home))[0].get(plain)
    if figure is None:
        raise CodeUnknown("unknown", code)
    return figure


def is_code(text: str) -> bool:
    """Whether a text can be a code: its signs are ours, and the last one is the check of the others."""
    return SHORTEST < len(text) <= LONGEST + 1 and set(text) <= set(SIGNS) and _check(text[:-1]) == text[-1]


def in_text(text: str) -> tuple[tuple[str, int, int], ...]:
    """(code as written, first character, character behind the last) of what stands in a text as a code: 〔8K3F〕. What stands in
    square brackets is one only where its check is right."""
    places = []
    for match in IN_TEXT.finditer(text):
        plain = unicodedata.normalize("NFKC", match[1]).upper()
        if is_code(plain) or (match[0][0] == "〔" and _looks_so(plain)):
            places.append((match[1], match.start(), match.end()))
    return tuple(places)


def written_so(figure: Figure, text: str) -> bool | None:
    """Whether a number written beside a code is the figure's, at the places at which it is written; None where there is no
    number in the text. Per cent of a rate, 万 and 亿 of money and of counts are understood."""
    plain = unicodedata.normalize("NFKC", text)
    match = NUMBER.search(plain)
    if match is None or not figure.number:
        return None if match is None else False
    written = Decimal(match[0].replace(",", "").replace("−", "-"))
    places = -written.as_tuple().exponent
    behind = plain[match.end() :].lstrip()
    value = Decimal(figure.number)
    money = "." in figure.number or "万元" in figure.zh or "亿元" in figure.zh
    if figure.rate:
        value *= 100
    elif behind.startswith("亿"):
        value /= 10_000 if money else 100_000_000
    elif behind.startswith("万") and not money:
        value /= 10_000
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == written


def resolve(home: Path, figure: Figure, source: Source, lang: str) -> Resolved:
    """What became of a figure: as it was, as it is on the source's data, and what moved it on the way.

    The way: the old version with the settings of then, today's version with them on the same day, with today's settings, then
    today's day. A version that is no longer kept leaves the first step out.
    """
    home = Path(home)
    rules = _read(home)[1].get(figure.settings, source.settings)
    then, whole = figure.asked, parse(figure.field)
    if whole.as_of is None:
        whole = replace(whole, as_of=source.mart.as_of)
    try:
        on_that_day = answer(then, Source(source.mart, rules, source.version), lang)
        with_settings, now = answer(then, source, lang), answer(whole, source, lang)
    except FieldUnknown as unknown:
        return Resolved(figure, None, (), False, gone=unknown)
    old = _older(home, figure, rules)
    points = [("data", on_that_day), ("definition", with_settings), ("time", now)]
    things = ""
    if old is not None:
        try:
            points.insert(0, ("program", answer(then, old, lang)))
            things = _things(old.mart.at(then.as_of), source, whole, lang)
        except FieldUnknown:  # what the figure is of was named otherwise then: the first step cannot be told
            things = ""
        finally:
            old.mart.close()
    steps, number, words = [], figure.number, figure.said
    for kind, answered in points:
        if _exact(answered) != number:
            steps.append(Step(kind, words, answered.said))
        number, words = _exact(answered), answered.said
    return Resolved(figure, now, tuple(steps), old is not None, things)


def cited(figure: Figure, source: Source, lang: str) -> str:
    """A figure as it is copied into a paper: 整改完成率（村(社区)党组织，2025 年）97.0%（截至 2025-09-30）〔8K3F〕."""
    scope = scope_words(figure.asked, source, lang)
    title = figure.title(lang) + (say("codes.scope", lang, scope=scope) if scope else "")
    return say("codes.cited", lang, title=title, value=figure.said(lang), day=figure.as_of, code=figure.code)


def scope_words(asked: Asked, source: Source, lang: str) -> str:
    """What a field is narrowed to, in words: the values of its dimensions, its period, its part; nothing for all."""
    parts, between = [], say("pages.joint", lang)
    for dimension, values in asked.where if asked.id in indicators() else ():
        known = names(source, NAMED[dimension]) if dimension in NAMED else None
        told = between.join(groups(asked.id, dimension, values, lang, known))
        parts.append(say("changes.year", lang, value=told) if dimension == "year" else told)
    if asked.from_date or asked.to_date:
        start = asked.from_date.isoformat() if asked.from_date else say("pages.period_open_start", lang)
        parts.append(say("pages.period_words", lang, start=start, end=(asked.to_date or source.mart.as_of).isoformat()))
    if asked.part != "value":
        parts.append(say(f"forms.part_{asked.part}", lang))
    return say("pages.joint_wide", lang).join(parts)


def _exact(answered: Answered) -> str:
    number = answered.number
    return "" if number is None else repr(number) if isinstance(number, float) else str(number)


def _figure(asked: Asked, source: Source, at: datetime) -> Figure:
    """The figure without its code."""
    answered = answer(asked, source, "zh")
    day = asked.as_of or source.mart.as_of
    seal = source.version.manifest.get("sha256", {}).get("mart", "") if source.version else ""
    return Figure(
        code="", field=str(asked), as_of=day.isoformat(), version=source.version.number if source.version else 0, seal=seal,
        settings=settings_digest(source.settings), number=_exact(answered), rate=isinstance(answered.number, float),
        zh=answered.words("zh"), en=answered.words("en"), at=at.isoformat(timespec="seconds"),
    )  # fmt: skip


def _same(figure: Figure) -> tuple:
    """What makes two figures one."""
    return (figure.field, figure.as_of, figure.version, figure.seal, figure.settings, figure.number)


def _free(figure: Figure, known: Mapping[str, Figure]) -> str:
    """The figure's code: the one it has, else one of few signs, made of its fingerprint, that no other figure has."""
    if has := next((code for code, other in known.items() if _same(other) == _same(figure)), None):
        return has
    return next(code for code in _candidates(figure) if code not in known)


def _candidates(figure: Figure) -> Iterator[str]:
    """Codes for a figure, made of its fingerprint, without end: some of few signs, then ever more of more."""
    for attempt in itertools.count():
        length = min(SHORTEST + attempt // ATTEMPTS, LONGEST)
        number = int.from_bytes(hashlib.sha256(json.dumps([*_same(figure), attempt]).encode()).digest())
        signs = "".join(SIGNS[number // len(SIGNS) ** at % len(SIGNS)] for at in range(length))
        code = signs + _check(signs)
        if _looks_so(code):
            yield code


def _looks_so(code: str) -> bool:
    """Whether a reader takes it for a code: letters and digits, where 〔2024〕 is a year and 〔AAAA〕 a word."""
    return any(sign.isdigit() for sign in code) and any(sign.isalpha() for sign in code)


def _check(signs: str) -> str:
    return SIGNS[sum((at + 2) * SIGNS.index(sign) for at, sign in enumerate(signs)) % len(SIGNS)]


def _read(home: Path) -> tuple[dict[str, Figure], dict[str, Settings]]:
    """Code -> figure, and digest -> settings. A line that was being written when the machine stopped has not happened.
    Raises CodeUnknown (bad_file)."""
    try:
        held = (home / FILE).read_bytes()
    except FileNotFoundError:
        return {}, {}
    figures, rules = {}, {}
    for line in held[: held.rfind(b"\n") + 1].splitlines():
        try:
            said = json.loads(line)
            if "entries" in said:
                entries = ((s, k, tuple(v) if isinstance(v, list) else v) for s, k, v in said["entries"])
                rules[said["settings"]] = Settings(tuple(entries))
            else:
                figures[said["code"]] = Figure(**said)
        except (ValueError, TypeError, KeyError):
            raise CodeUnknown("bad_file", "") from None
    return figures, rules


def _append(home: Path, lines: Iterable[Mapping[str, object]]) -> None:
    """Lines at the end of the file, whole and lasting; what was left of one that was not is cut off first."""
    path, text = home / FILE, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    fresh = not path.exists()
    with open(path, "ab", opener=private) as file:
        held = path.read_bytes()
        file.truncate(held.rfind(b"\n") + 1)
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    if fresh:
        sync_folder(home)


def _older(home: Path, figure: Figure, rules: Settings) -> Source | None:
    """The data of then, opened, where they are kept and are those."""
    try:
        version = Store(home).version(figure.version)
        if version.manifest.get("sha256", {}).get("mart", "") != figure.seal:
            return None
        return Source(open_mart(version), rules, version)
    except StoreError:
        return None


def _things(old: Mart, source: Source, asked: Asked, lang: str) -> str:
    """How many things moved the figure, by reason; nothing for a period, of which the way is not told."""
    if asked.id not in indicators() or asked.from_date or asked.to_date or asked.part != "value":
        return ""
    now = source.mart.at(asked.as_of)
    told = movement(old, now, asked.id, where=dict(asked.where), settings=source.settings)
    return "；".join(filter(None, (parts_words(one, lang) for one in told)))
