"""What a reader is looking at: language, as-of day, term, period, class, sector, round. And what to compare it with."""

from dataclasses import dataclass, replace
from datetime import date

from inspection.indicators import Indicator, Table
from inspection.reading.keeping import Ask
from inspection.text import say
from inspection.warehouse import dictionary

ROUNDS_NAMED = 3
"""As many chosen rounds as are named each."""


@dataclass(frozen=True)
class Term:
    """A term of the county committee; `ended_on` is None while it runs (as of the day it was read for)."""

    number: int
    name: str
    started_on: date
    ended_on: date | None


@dataclass(frozen=True)
class View:
    """One view of the figures, hashable, as the address writes it.

    `terms` are the terms begun by `as_of`, oldest first; `term` is the number of the one looked at, None where there is
    none. `from_date`, `to_date` bound an indicator's own date; empty means the whole term. `round_names` are (id, name) of the
    rounds chosen, in their order, for `words`.
    """

    lang: str
    as_of: date
    terms: tuple[Term, ...] = ()
    term: int | None = None
    from_date: date | None = None
    to_date: date | None = None
    classes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    orgs: tuple[str, ...] = ()
    round_names: tuple[tuple[str, str], ...] = ()

    def say(self, key: str, **values: object) -> str:
        return say(key, self.lang, **values)

    def whole(self) -> "View":
        """The same day with nothing left out: all terms, all organisations."""
        return replace(self, term=None, from_date=None, to_date=None, classes=(), sectors=(), rounds=(), orgs=())

    def all_terms(self) -> "View":
        """The same of no single term: of all of them, unless a period or rounds are chosen, which stay."""
        return replace(self, term=None)

    def all_years(self) -> "View":
        """The same organisations over all terms, rounds and days: what a comparison of years is made of."""
        return replace(self, term=None, from_date=None, to_date=None, rounds=())

    @property
    def chosen_term(self) -> Term | None:
        return next((t for t in self.terms if t.number == self.term), None)

    @property
    def period_chosen(self) -> bool:
        return self.from_date is not None or self.to_date is not None

    def filters(self) -> tuple[tuple[str, tuple], ...]:
        """The filters as (dimension, values) pairs. A chosen period stands for itself: it is not cut by the term."""
        pairs = {
            "term": (self.term,) if self.term is not None and not self.period_chosen else (),
            "org_class": self.classes,
            "sector": self.sectors,
            "round": self.rounds,
            "org": self.orgs,
        }
        return tuple((name, values) for name, values in pairs.items() if values)

    def filters_of(self, definition: Indicator | Table) -> tuple[tuple[str, tuple], ...]:
        """The filters that this indicator or table has dimensions for; what has no date of its own keeps its term under a
        period too.

        What no organisation has (training, the talent pool) is the county's, whichever class is looked at; and what
        stands on the as-of day is not cut by the term.
        """
        if isinstance(definition, Table):
            able, undated, stock = set(definition.filters), not definition.dated, False
        else:
            able = set(definition.dimensions) - set(definition.lacks)
            undated, stock = definition.shape.grain == "term", definition.stock
        pairs = tuple((n, v) for n, v in self.filters() if n in able and not (stock and n == "term"))
        if undated and "term" in able and self.term is not None:
            return (("term", (self.term,)), *((n, v) for n, v in pairs if n != "term"))
        return pairs

    def period_of(self, definition: Indicator | Table) -> tuple[date | None, date | None]:
        """The period as far as this indicator or table has a date of its own."""
        if isinstance(definition, Table):
            undated = not definition.dated
        else:
            undated = definition.shape.grain == "term" or definition.stock
        return (None, None) if undated else (self.from_date, self.to_date)

    def is_partial(self, year: int) -> bool:
        """Whether the data cover that year only in part: before the first term's start, or after the as-of day."""
        if not self.terms:
            return True
        return date(year, 1, 1) < self.terms[0].started_on or date(year, 12, 31) > self.as_of

    def day_words(self) -> str:
        """The as-of day."""
        return self.say("pages.as_of_day", day=self.as_of.isoformat())

    def words(self) -> str:
        """As-of day, term or period, and the filters, in one line."""
        parts = [self.day_words()]
        if self.period_chosen:
            parts.append(
                self.say(
                    "pages.period_words",
                    start=self.from_date.isoformat() if self.from_date else self.say("pages.period_open_start"),
                    end=(self.to_date or self.as_of).isoformat(),
                )
            )
        elif self.chosen_term:
            parts.append(self.chosen_term.name)
        elif self.terms:
            parts.append(self.say("pages.all_terms"))
        return " · ".join((*parts, *self.filter_words()))

    def filter_words(self) -> tuple[str, ...]:
        """The classes, sectors and rounds that are chosen, each in words; nothing where all are."""
        joint, parts = self.say("pages.joint"), []
        for codes, values in (("org_class", self.classes), ("sector", self.sectors)):
            if values:
                parts.append(joint.join(dictionary().label(codes, value, self.lang) for value in values))
        return (*parts, self._rounds_words()) if self.rounds else tuple(parts)

    def _rounds_words(self) -> str:
        """Which rounds are chosen: their names, of more than ROUNDS_NAMED the first and the last and how many; an id where a
        name is not known."""
        known = dict(self.round_names)
        order = [id for id in known if id in self.rounds] + [id for id in self.rounds if id not in known]
        named = [known.get(id, id) for id in order]
        if len(named) <= ROUNDS_NAMED:
            return self.say("pages.joint").join(named)
        return self.say("pages.rounds_chosen", first=named[0], last=named[-1], n=len(named))


def view_of(question: Ask) -> View | None:
    """The view that a question is asked within; None where it is asked of no view."""
    return next((given for given in question.args if isinstance(given, View)), None)


def same_day(day: date, year: int) -> date:
    """The same day in another year; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _year_before(day: date) -> date:
    return same_day(day, day.year - 1)


def compared_with(view: View) -> View | None:
    """The view an honest comparison is made with, or None.

    A term is compared with the term before as it stood the same number of days after its own start, so that both had
    the same time to inspect, to transfer and to rectify. A chosen period is compared with the same days a year
    earlier, as known a year earlier. Chosen rounds exist once and have no counterpart.
    """
    if view.rounds or not view.terms:
        return None
    if view.period_chosen:
        start = view.from_date
        if start is None or _year_before(start) < view.terms[0].started_on:
            return None
        end = _year_before(view.to_date) if view.to_date else None
        return replace(view, from_date=_year_before(start), to_date=end, as_of=_year_before(view.as_of))
    numbers = [t.number for t in view.terms]
    at = numbers.index(view.term) if view.term in numbers else 0
    if at == 0:
        return None
    before, now = view.terms[at - 1], view.terms[at]
    return replace(view, term=before.number, as_of=before.started_on + (view.as_of - now.started_on))


def compared_words(view: View) -> str:
    """What the comparison is with: 上届同期 or 上年同期."""
    return view.say("pages.year_before" if view.period_chosen else "pages.term_before")


def compared_explained(view: View) -> str:
    """The same in a sentence that says why it is comparable."""
    return view.say("pages.year_before_words" if view.period_chosen else "pages.term_before_words")
