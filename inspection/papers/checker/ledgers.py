"""Numbers of a draft held against the ledgers: whose words name a figure of the dashboard, of that time and those
organisations. What leaves room for doubt is never called wrong."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from inspection.formats.drafts import Piece
from inspection.indicators import indicators
from inspection.papers.checker.cells import told
from inspection.papers.checker.english import is_english
from inspection.papers.checker.english import named as named_in_english
from inspection.papers.checker.english import scope as english_scope
from inspection.papers.checker.lexicon import quantities
from inspection.papers.checker.remarks import Remark, plain
from inspection.papers.checker.scopes import Office, Scope, filling, foreign_places, office, scope
from inspection.papers.checker.shares import LEVEL, decimals
from inspection.papers.checker.statements import Figure, Passage
from inspection.reading.answers import Source, evaluated
from inspection.reading.field_text import FieldUnknown
from inspection.reading.fields import Answered, Asked, answer, parse
from inspection.text import say

_LISTED = re.compile(r"[^，；。]{0,12}[、和及与][^，；。、]{0,6}")


_MOST_GUESSED = 300
"""So many different fields are asked for before numbers without a time are left alone."""


@dataclass(frozen=True)
class Quantity:
    """What words before a number name: the text of a field, other definitions of it, whether the words are plain."""

    field: str
    also: tuple[str, ...]
    certain: bool


@dataclass(frozen=True)
class _Held:
    """A figure held against the ledgers: its answer, and whether it agrees (right, rounded), differs (wrong) or may do
    either (unjudged) by `rule`."""

    at: int
    number: int
    verdict: str
    rule: str
    values: tuple[tuple[str, str], ...]
    should: str = ""


class _Desk:
    """Who answers fields of one draft: each is asked once, however often its words come. A draft of very many numbers
    without a time is not searched through for the time that each may be of."""

    def __init__(self, source: Source, lang: str):
        self.source, self.lang = source, lang
        self._found: dict[str, Answered | None] = {}

    @property
    def tired(self) -> bool:
        return len(self._found) > _MOST_GUESSED

    def answer(self, field: str) -> Answered | None:
        """What the dashboard says; None where its figure cannot be narrowed so."""
        if field not in self._found:
            try:
                self._found[field] = answer(parse(field, self.source), self.source, self.lang)
            except FieldUnknown:
                self._found[field] = None
        return self._found[field]


def ledgers(
    pieces: Sequence[Piece], passages: Sequence[Passage], source: Source, lang: str, ours: bool
) -> Iterator[Remark]:
    """A remark on each number whose words name a figure of the dashboard, those in cells of tables by the words of head and row.

    A draft is taken to be of these data where somebody says so (`ours`), where it names the county and no other one, and
    where more of its numbers agree than differ. Of another draft nothing is wrong: it may speak of another place.
    """
    there, desk = office(source), _Desk(source, lang)
    places = [(at, number) for at, passage in enumerate(passages) for number in range(len(passage.figures))]
    held = [one for at, number in places if (one := _held(passages, at, number, there, desk))]
    seen = {(one.at, one.number) for one in held}
    for cell in told(pieces, passages, there):
        last = len(cell.passages) - 1
        one = _held(cell.passages, last, len(cell.passages[last].figures) - 1, there, desk)
        if one and (cell.passage, 0) not in seen:
            held.append(replace(one, at=cell.passage, number=0))
    strangers = foreign_places(passages, there)
    agreeing = sum(one.verdict in ("right", "rounded") for one in held)
    differing = [one for one in held if one.verdict == "wrong"]
    named = any(there.county in p.plain for p in passages) and not strangers
    ours = ours or named or (agreeing >= 2 and agreeing >= len(differing) and not strangers)
    for one in held:
        rule, verdict = one.rule, one.verdict
        if verdict == "wrong" and not ours:
            rule, verdict = "ledger_elsewhere", "unjudged"
        yield Remark(one.at, one.number, verdict, rule, one.values, one.should if verdict == "wrong" else "")


def quantity(passage: Passage, number: int, county: str) -> Quantity | None:
    """The figure of the dashboard that a number's words name; None where they name none, or something narrower."""
    figure = passage.figures[number]
    unit = "%" if figure.kind == "percent" else figure.unit
    if figure.kind not in ("percent", "count") or figure.range or figure.weak:
        return None
    title = _bare(figure.label).strip().lower()
    if not figure.tail and (named := _titles().get((title, figure.kind == "percent"))):
        return Quantity(named, (), True)
    if is_english(passage):
        entry, plainly = named_in_english(passage, number) or (None, False)
        return Quantity(entry["field"], tuple(entry.get("also", ())), entry.get("certain", True) and plainly) if entry else None
    label = _label(passage, number)
    said = _bare(label.replace(county, "")) + _bare(figure.tail)
    near = label + figure.label + figure.tail
    sentence = passage.sentence(figure.sentence)
    for entry in quantities()["quantity"]:
        told = unit in entry["units"] and (said in entry["words"] or said in map(_bare, entry["words"]))
        wanted = [(entry.get("among"), sentence), (entry.get("named"), near)]
        if told and all(words is None or any(w in text for w in words) for words, text in wanted):
            return Quantity(entry["field"], tuple(entry.get("also", ())), entry.get("certain", True))
    return None


@cache
def _titles() -> dict[tuple[str, bool], str]:
    """The dashboard's own titles in both languages, and whether each is a rate -> indicator; sums of money are left out."""
    return {
        (one.title(lang).lower(), one.unit("zh") == "%"): id
        for id, one in indicators().items()
        for lang in ("zh", "en")
        if not id.endswith("_wan")
    }


def _label(passage: Passage, number: int) -> str:
    """The words before a number; those of the one before it in a list (巡察 11 个乡镇、45 个县直单位)."""
    figures = passage.figures
    at = number
    while at and not _bare(figures[at].label) and figures[at].kind == figures[at - 1].kind:
        between = passage.plain[figures[at - 1].end : figures[at].start].removesuffix(figures[at].label)
        level = figures[at].kind == "percent" and re.search(rf"{LEVEL.pattern}|^到", figures[at].label)
        listed = _LISTED.fullmatch(between) or (figures[at].label and between == "，")  # 乡镇党委 5 个，县直党组织 16 个
        if figures[at].sentence != figures[at - 1].sentence or not (level or listed):
            break
        at -= 1
    if at != number:
        return figures[at].label
    first = figures[number - 1] if number else None
    if first and not figures[number].label and first.end == figures[number].start and first.sort == "cases":
        return first.label + "涉及" if figures[number].sort == "persons" else ""  # 313 件 368 人
    return figures[number].label


def _bare(text: str) -> str:
    """Words without those that say nothing of what is counted; 巡察 stays where nothing else is left."""
    return filling().sub("", text).strip("，、 的“”\"")


def _held(passages: Sequence[Passage], at: int, number: int, there: Office, desk: _Desk) -> _Held | None:
    passage, lang = passages[at], desk.lang
    figure = passage.figures[number]
    named = quantity(passage, number, there.county)
    if named is None:
        return None
    if is_english(passage):
        asked = english_scope(passage, figure, there)
    else:
        labelled = replace(figure, label=_label(passage, number)) if not figure.label else figure
        asked = scope(passages, at, labelled, there)
    base = named.field
    of_term = indicators()[base.split()[0]].shape.grain == "term"
    tried = _scopes(asked, there, of_term)
    if not tried:
        return _Held(at, number, "unjudged", "ledger_before", ())
    if not asked.stated and desk.tired:
        return _Held(at, number, "unjudged", "ledger_untimed", ())
    for one in tried:
        found = desk.answer(one.field(base))
        if found is None:
            return _Held(at, number, "unjudged", "ledger_scope", (("title", indicators()[base.split()[0]].title(lang)),))
        if found.no_data:
            return _Held(at, number, "unjudged", "ledger_empty", (("title", found.title(lang)), ("words", found.words(lang))))
        if agrees := _agrees(figure, found):
            telling = asked.stated or figure.value >= 20 or figure.kind == "percent"  # a small number is met by chance
            rule = ("ledger_right", agrees) if telling else ("ledger_doubt", "unjudged")
            return _Held(at, number, rule[1], rule[0], (*_values(found, one, lang), ("why", "")))
    for field in () if named.certain else named.also:
        other = desk.answer(tried[0].field(field))
        if other and figure.value >= 20 and (agrees := _agrees(figure, other)):
            return _Held(at, number, agrees, "ledger_right", (*_values(other, tried[0], lang), ("why", "")))
    first, found = tried[0], desk.answer(tried[0].field(base))
    if found.number is None:
        return _Held(at, number, "unjudged", "ledger_nothing", _values(found, first, lang))
    young = _with_young(figure, found, desk.source)
    if young:
        return _Held(at, number, "unjudged", "ledger_young", (*_values(found, first, lang), *young))
    why = _why(figure, named, first, there, desk)
    certain = named.certain and first.certain and first.stated and figure.amount.exact
    values = (*_values(found, first, lang), ("why", why))
    if not certain:
        return _Held(at, number, "unjudged", "ledger_doubt", values)
    return _Held(at, number, "wrong", "ledger_wrong", values, found.words(lang))


def _scopes(asked: Scope, there: Office, of_term: bool) -> list[Scope]:
    """The scopes a figure may have, the one its words name first; none where that lies before the ledgers or after them."""
    last = asked.to_date or asked.as_of
    if (asked.from_date and asked.from_date > there.day) or (last and not there.terms):
        return []
    if of_term:
        where = tuple(pair for pair in asked.where if pair[0] in ("term", "org_class", "org"))
        has_term = any(name == "term" for name, _ in where)
        year = next((int(v) for n, v in asked.where if n == "year"), None)
        one = replace(asked, where=where, from_date=None, to_date=None, certain=asked.certain and year is None)
        ends = [one, replace(one, as_of=date(year, 12, 31))] if year and date(year, 12, 31) <= there.day else [one]
        if has_term:
            return ends
        terms = [replace(e, where=(("term", str(t)), *e.where), certain=False) for e in ends for t in reversed(there.terms)]
        return ends + terms
    if asked.stated:
        return [asked]
    rest = asked.where
    free = [replace(asked, where=(*rest, ("term", str(t)))) for t in reversed(there.terms)]
    years = [replace(asked, where=(*rest, ("year", str(there.day.year - back)))) for back in (0, 1)]
    return [asked, *free, *years]


def _agrees(figure: Figure, found: Answered) -> str:
    """right where the number is the dashboard's at the decimals it is printed with, rounded where it says about so much."""
    if found.number is None:
        return ""
    true = Decimal(repr(float(found.number))) if isinstance(found.number, float) else Decimal(found.number)
    if figure.kind == "percent":
        true, half = true * 100, Decimal(1).scaleb(-decimals(figure)) / 2
    else:
        true = true * 10_000 if figure.sort == "money" and found.asked.id.endswith("_wan") else true
        half = figure.amount.step / 2
    if figure.amount.low - half <= true <= figure.amount.high + half:
        return "right" if figure.amount.exact else "rounded"
    return ""


def _with_young(figure: Figure, found: Answered, source: Source) -> tuple[tuple[str, str], ...]:
    """Where a rate is that of all things, those too young included: its counts."""
    if not found.rate or not found.young or found.asked.part != "value":
        return ()
    asked: Asked = found.asked
    day = asked.as_of or source.mart.as_of
    row = evaluated(source, asked.id, where=asked.where, as_of=day, start=asked.from_date, end=asked.to_date).iloc[0]
    part, whole = int(row["all_numerator"]), int(row["all_denominator"])
    if whole and _agrees(figure, replace(found, number=part / whole)):
        return ("part", plain(Decimal(part))), ("of", plain(Decimal(whole))), ("young", plain(Decimal(found.young)))
    return ()


def _values(found: Answered, of: Scope, lang: str) -> tuple[tuple[str, str], ...]:
    return ("title", found.title(lang)), ("scope", _said(of, lang)), ("number", found.words(lang)), ("field", str(found.asked))


def _said(of: Scope, lang: str) -> str:
    """The scope in the draft's own words."""
    return "，".join(of.words) if of.words else say("checker.all_time", lang)


def _why(figure: Figure, named: Quantity, of: Scope, there: Office, desk: _Desk) -> str:
    """Which other definition, time or class has the number that is printed; nothing where none has."""
    lang = desk.lang
    if figure.kind == "count" and figure.value < 10:
        return ""
    for field in named.also:
        found = desk.answer(of.field(field))
        if found and _agrees(figure, found):
            part = say("checker.part_denominator", lang) if "part=denominator" in field else ""
            return say("checker.why_definition", lang, title=found.title(lang) + part)
    for other, words in _other_scopes(of, there, lang):
        found = desk.answer(other.field(named.field))
        if found and _agrees(figure, found):
            return say("checker.why_scope", lang, scope=words)
    return ""


def _other_scopes(of: Scope, there: Office, lang: str) -> Iterator[tuple[Scope, str]]:
    """Scopes that are mistaken for one: the year before and after, the term, everything, no class, an earlier day."""
    where = dict(of.where)
    if year := where.get("year"):
        for other in (int(year) - 1, int(year) + 1):
            yield replace(of, where=tuple((where | {"year": str(other)}).items())), str(other)
    if len(where) > 1 and "org_class" in where:
        yield replace(of, where=tuple(p for p in of.where if p[0] != "org_class")), say("checker.all_classes", lang)
    rest = tuple(p for p in of.where if p[0] not in ("year", "term", "round"))
    for term in there.terms:
        yield Scope((*rest, ("term", str(term)))), say("checker.of_term", lang, term=term)
    yield Scope(rest), say("checker.all_time", lang)
    for months in (1, 3, 6, 12):
        day = there.day - timedelta(days=round(30.4 * months))
        end = day.replace(day=1) - timedelta(days=1)
        yield replace(of, as_of=end), say("checker.as_of_day", lang, day=end.isoformat())
