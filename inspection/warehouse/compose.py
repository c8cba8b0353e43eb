"""Composing around the files of queries/: grouping, filters, periods, and the rows behind a figure.

The statements themselves stand in queries/. What is put around them is made of identifiers checked against the
definition and the dictionary; values are always bound.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from inspection.warehouse.dictionary import Ledger, dictionary
from inspection.warehouse.known import read_by
from inspection.warehouse.narrowing import OF_INSPECTION, OF_ORGANISATION, among, scopes
from inspection.warehouse.settings import Settings

BEGINNING = date(1900, 1, 1)
END = date(2299, 12, 31)

# Where each common dimension comes from: (expression over the aliases below, the joins it needs).
_OF_DATE = {
    "year": "cast(extract(year from t.dated_on) as integer)",
    "quarter": "cast(extract(year from t.dated_on) as varchar) || '-Q' || cast(extract(quarter from t.dated_on) as varchar)",
    "month": "strftime(t.dated_on, '%Y-%m')",
    "day": "t.dated_on",  # for `by_day` alone: no reader groups by it, so it is no common dimension
}
COMMON_DIMENSIONS = ("year", "quarter", "month", "term", "round", "org", *OF_ORGANISATION, *OF_INSPECTION)
TERM_DIMENSIONS = ("term", "org", *OF_ORGANISATION)
"""The dimensions of a figure that has one row per organisation and term (coverage): it has no date and no round."""

DIMENSION_CODES = {
    "org_class": "org_class",
    "sector": "sector",
    "village_class": "village_class",
    "kind": "inspection_kind",
}
"""Common dimension -> its code list, where it has one."""

# ClickHouse joins by something that is equal on both sides, and by more besides: hence `is_term`.
_TERM_ON_DAY = """left join (
    select s.term_no as term_no, s.started_on as started_on, s.ended_on as ended_on, 1 as is_term,
        lead(s.started_on) over (order by s.started_on) as next_started_on
    from terms s
) d on d.is_term = case when r.term_no is null then 1 else 0 end and t.dated_on >= d.started_on
    and (d.ended_on is null or t.dated_on <= d.ended_on)
    and (d.next_started_on is null or t.dated_on < d.next_started_on)"""


@dataclass(frozen=True)
class Window:
    """The time a thing is given before it is counted in a rate that is compared.

    `due`: the column with the day it is due, which must have passed; of things without one, and where there is no such
    column, `days` (or the setting limit.`limit`) must have passed since the day the thing is dated by. `final`: what
    becomes of a thing after its window changes nothing. `reached`: the column with the day that put a thing into the
    numerator, where a later day can still do so.
    """

    days: int | None = None
    limit: str | None = None
    due: str | None = None
    final: bool = False
    reached: str | None = None

    def length(self, settings: Settings) -> int | None:
        """The days that a thing is given; None where only its due date counts."""
        return int(settings.get("limit", self.limit)) if self.limit else self.days

    def condition(self, settings: Settings, as_of: date, params: dict[str, object], name: str = "settled_on") -> str:
        """The condition that a row `t` has had its time by `as_of`; the day it is compared with goes into `params`."""
        days = self.length(settings)
        if days is None:
            return f"t.{self.due} < $as_of"
        params[name] = as_of - timedelta(days=days)
        since = f"t.dated_on <= ${name}"
        return f"(t.{self.due} < $as_of or (t.{self.due} is null and {since}))" if self.due else since


@dataclass(frozen=True)
class Shape:
    """What composition must know of an indicator: its statement and how its rows are placed and counted."""

    statement: str
    grain: str  # "row": dated things; "term": one row per organisation and term
    own: tuple[str, ...]
    distinct: str | None
    rate: bool
    rows: str
    decimal: bool = False
    window: Window | None = None
    undated: str | None = None
    """What becomes of a thing whose outcome is known and its day is not: "left_out" of numerator, denominator and pending,
    or "pending" on the days before its version's; either way 1 in the column undated. None: no day matters."""

    @property
    def dimensions(self) -> tuple[str, ...]:
        return (TERM_DIMENSIONS if self.grain == "term" else COMMON_DIMENSIONS) + self.own

    @property
    def ledger(self) -> Ledger:
        return dictionary().ledgers[self.rows]


def _expression(shape: Shape, dimension: str) -> str:
    if dimension in shape.own:
        return f"t.{dimension}"
    if dimension == "term":
        return "t.term_no" if shape.grain == "term" else "coalesce(r.term_no, d.term_no)"
    if dimension in ("org", "round"):
        return f"t.{dimension}_id"
    return {**_OF_DATE, **OF_ORGANISATION, **OF_INSPECTION}[dimension]


def _joins(used: set[str]) -> str:
    parts = []
    if used & set(OF_ORGANISATION):
        parts.append("left join organisations o on o.org_id = t.org_id")
    if used & set(OF_INSPECTION):
        parts.append("left join inspections i on i.inspection_id = t.inspection_id")
    if "term" in used:
        parts += ["left join rounds r on r.round_id = t.round_id", _TERM_ON_DAY]
    return "\n".join(parts)


def setting_rows(text: str, settings: Settings, params: dict[str, object]) -> str:
    """The settings of the sections that the text names (`s.name = 'limit'`): planning all of them takes longer than asking."""
    rows = []
    asked = [row for row in settings.relation() if f"'{row[0]}'" in text] or settings.relation()
    for at, (name, key, value) in enumerate(asked):
        params |= {f"set_n{at}": name, f"set_k{at}": key, f"set_v{at}": value}
        rows.append(f"(cast($set_n{at} as varchar), cast($set_k{at} as varchar), cast($set_v{at} as double))")
    return f"setting(name, key, value) as (values {', '.join(rows)})"


_PIECE = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/|\$([a-z_][a-z0-9_]*)", re.S)


def inlined(text: str, params: Mapping[str, object]) -> str:
    """A statement with its values written into it, to be copied: `$name` outside of texts and comments."""
    return _PIECE.sub(lambda piece: _literal(params[piece[1]]) if piece[1] in params else piece[0], text)


def _literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return f"date '{value:%Y-%m-%d}'"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value).replace("'", "''")
    return f"'{text}'"


def _head(
    statement: str,
    settings: Settings,
    params: dict[str, object],
    ledgers: Sequence[str] = (),
    figures: Sequence[str] = (),
) -> str:
    """The with-clause put before a statement: the settings where they are read, the ledgers given in other words, what
    is known on the day of those that the statement or the figures read, then the figures."""
    relations = read_by("\n".join((statement, *figures)))
    known = [f"{relation.name} as (\n{relation.statement}\n)" for relation in relations]
    parts = [*ledgers, *known, *figures]
    text = "\n".join((statement, *parts))
    if re.search(r"\bsetting\b", text):
        parts.insert(0, setting_rows(text, settings, params))
    return f"with {', '.join(parts)}\n" if parts else ""


def _placed(
    shape: Shape,
    used: set[str],
    where: Mapping[str, Sequence[object]],
    period: tuple[date | None, date | None],
    params: dict[str, object],
) -> str:
    """`from … where …` over the indicator's rows `t`, joined for the dimensions in use and filtered."""
    conditions = [among(v, _expression(shape, d), f"f_{d}", params) for d, v in where.items()]
    if shape.grain == "term":
        if "term" not in used:
            conditions.append("t.term_no = (select max(u.term_no) from terms u where u.started_on <= $as_of)")
        used = used - {"term"}
    else:
        # what is left out for want of its day is so in every period: nobody can say that it was not in this one
        anyway = " or t.dated_on is null" if shape.undated == "left_out" else ""
        if period[0]:
            conditions.append(f"(t.dated_on >= $from_date{anyway})")
        if period[1]:
            conditions.append(f"(t.dated_on <= $to_date{anyway})")
        params |= {"from_date": period[0], "to_date": period[1]}
    condition = f"\nwhere {' and '.join(conditions)}" if conditions else ""
    return f"from (\n{shape.statement}\n) t\n{_joins(used)}{condition}"


def grouped(
    shape: Shape,
    *,
    by: Sequence[str],
    where: Mapping[str, Sequence[object]],
    as_of: date,
    period: tuple[date | None, date | None],
    settings: Settings,
) -> tuple[str, dict[str, object]]:
    """The statement that adds an indicator up within groups, and its parameters.

    Columns: the dimensions of `by` as named, then numerator, denominator, pending (the last two null for a count); with
    a window the same three of what has had its time, as settled_numerator, settled_denominator, settled_pending; where the
    shape says what becomes of things without their day, undated, how many there are.
    The dimensions must have been checked against `shape.dimensions`.
    """
    params: dict[str, object] = {"as_of": as_of}
    placed = _placed(shape, set(by) | set(where), where, period, params)
    whole = "double" if shape.decimal else "bigint"
    counted = f"count(distinct t.{shape.distinct})" if shape.distinct else "coalesce(sum(t.numerator), 0)"
    columns = [f"{_expression(shape, d)} as {d}" for d in by] + [f"cast({counted} as {whole}) as numerator"]
    if shape.rate:
        columns += [f"cast(coalesce(sum(t.{name}), 0) as bigint) as {name}" for name in ("denominator", "pending")]
        if shape.window:
            settled = shape.window.condition(settings, as_of, params)
            columns += [
                f"cast(coalesce(sum(case when {settled} then t.{name} else 0 end), 0) as bigint) as settled_{name}"
                for name in ("numerator", "denominator", "pending")
            ]
    else:
        columns += ["cast(null as bigint) as denominator", "cast(0 as bigint) as pending"]
    if shape.undated:
        columns.append("cast(coalesce(sum(t.undated), 0) as bigint) as undated")
    places = ", ".join(str(at + 1) for at in range(len(by)))
    order = ", ".join(f"{at + 1} nulls last" for at in range(len(by)))
    tail = f"\ngroup by {places}\norder by {order}" if by else ""
    return f"{_head(placed, settings, params)}select {', '.join(columns)}\n{placed}{tail}", params


def timed(
    shape: Shape,
    *,
    where: Mapping[str, Sequence[object]],
    as_of: date,
    period: tuple[date | None, date | None],
    settings: Settings,
) -> tuple[str, dict[str, object]]:
    """The statement that tells how long the things that had their time have been watched, and how long each took to get
    into the numerator, and its parameters. For a window that says `reached`.

    Columns: age (days from a thing's own day to the as-of day), days (to the day that counts; null where it has not
    come, 0 where it came before), things. What came on a day that nobody knows is not among them.
    """
    params: dict[str, object] = {"as_of": as_of}
    placed = _placed(shape, set(where), where, period, params)
    days = f"case when t.numerator = 1 then date_diff('day', t.dated_on, t.{shape.window.reached}) end"
    settled = f"case when {shape.window.condition(settings, as_of, params)} then 1 else 0 end"
    known = f"case when t.numerator = 1 and t.{shape.window.reached} is null then 0 else 1 end"
    inner = (
        f"select t.dated_on as dated_on, {days} as days, t.denominator as things, {settled} as is_settled,"
        f" {known} as is_known\n{placed}"
    )
    text = (
        f"{_head(placed, settings, params)}select date_diff('day', b.dated_on, $as_of) as age,\n"
        "    case when b.days < 0 then 0 else b.days end as days,\n"
        f"    cast(sum(b.things) as bigint) as things\nfrom (\n{inner}\n) b\nwhere b.is_settled = 1 and b.is_known = 1\n"
        "group by 1, 2\norder by 1, 2"
    )
    return text, params


def rows_behind(
    shape: Shape,
    *,
    part: str | None,
    where: Mapping[str, Sequence[object]],
    as_of: date,
    period: tuple[date | None, date | None],
    settings: Settings,
    limit: int,
) -> tuple[str, dict[str, object]]:
    """The ledger rows behind a figure: those counted in `part` (numerator, denominator, pending; None: every row).

    Columns: at_org_id (whose row it is), org_name, then the mart's columns of the ledger, then numerator (and
    denominator, pending of a rate). With a window the three parts are of what has had its time, all_numerator … of
    everything, young is what has not had it, and a column of that name says so. Where the shape says what becomes of
    things without their day, undated is these, young or not, and a column of that name says so.
    """
    params: dict[str, object] = {"as_of": as_of}
    placed = _placed(shape, set(where), where, period, params)
    keys = [c.name for c in shape.ledger.key]
    counts = ["numerator", "denominator", "pending"] if shape.rate else ["numerator"]
    undated = ["undated"] if shape.undated else []
    extra = ["term_no"] if shape.grain == "term" else ["dated_on"]
    inner = [f"t.{k} as key_{k}" for k in keys]
    inner += [f"t.{c} as {c}" for c in (*extra, *counts, *undated)] + ["t.org_id as at_org_id"]
    settled = ""
    if shape.window:
        inner.append(f"case when {shape.window.condition(settings, as_of, params)} then 0 else 1 end as young")
        counts, settled = [*counts, "young"], " and b.young = 0" if part in counts else ""
    matched = " and ".join(f"l.{k} = b.key_{k}" for k in keys)
    kept = f"where b.{part.removeprefix('all_')} > 0{settled}" if part else ""
    order = ", ".join(f"l.{k}" for k in keys)
    shown = ", ".join(f"b.{c} as {c}" for c in (*(() if shape.grain == "row" else ("term_no",)), *counts, *undated))
    text = (
        f"{_head(placed, settings, params)}select b.at_org_id as at_org_id, n.name as org_name, l.*, {shown}\n"
        f"from (\nselect {', '.join(inner)}\n{placed}\n) b\n"
        f"join {shape.rows} l on {matched}\nleft join organisations n on n.org_id = b.at_org_id\n{kept}\n"
        f"order by {order}\nlimit {int(limit)}"
    )
    return text, params


def counted_rows(text: str) -> str:
    """How many rows a statement of `rows_behind` has, as the column n."""
    return f"select count(*) as n from (\n{text}\n) w"


def read_as(name: str, shape: Shape, as_of: date, settings: Settings, params: dict[str, object]) -> str:
    """The statement by which a table reads an indicator, as the relation of that name: see `tabled`. The day that its
    window is measured from goes into `params`."""
    if not shape.window:
        return shape.statement
    settled = shape.window.condition(settings, as_of, params, f"settled_on_{name}")
    return f"select t.*, case when {settled} then 0 else 1 end as young from (\n{shape.statement}\n) t"


def tabled(
    statement: str,
    columns: Sequence[str],
    *,
    reads: Mapping[str, Shape],
    where: Mapping[str, Sequence[object]],
    as_of: date,
    period: tuple[date | None, date | None],
    settings: Settings,
    limit: int | None = None,
    only: Mapping[str, object] | None = None,
    shown: Sequence[str] = (),
) -> tuple[str, dict[str, object]]:
    """The statement of a table of queries/tables/, narrowed to the filters, and its parameters.

    `reads` are the relations it reads that are no ledgers (`indicator_<id>` -> that indicator's shape): a table that
    shows an indicator reads the indicator, it does not define it again. One with a window has a column young, 1 where a
    thing has not had its time.
    The ledgers are narrowed before anything reads them; where the table itself has a column of that name
    (term_no, round_id, org_class …) its rows are narrowed too. The order is the table's own.
    `only`: column -> the one value whose rows are asked for; `shown`: the columns asked for, all unless given.
    """
    params: dict[str, object] = {
        "as_of": as_of,
        "from_date": period[0] or BEGINNING,
        "to_date": min(period[1] or as_of, as_of),
    }
    narrow = scopes(where, params)
    order = [name for name in ("organisations", "rounds", "inspections", "findings", "clues", "cases") if name in narrow]
    order += [name for name in narrow if name not in order]
    narrowed = [f"{name} as ({narrow[name]})" for name in order]
    figures = [f"{name} as (\n{read_as(name, shape, as_of, settings, params)}\n)" for name, shape in reads.items()]
    head = _head(statement, settings, params, narrowed, figures)
    named = {"org": "org_id", "parent": "parent_id", "round": "round_id", "term": "term_no"}
    outer = [
        among(v, f"w.{named.get(d, d)}", f"f_{d}", params) for d, v in where.items() if named.get(d, d) in columns
    ]
    outer += [among((value,), f"w.{name}", f"only_{name}", params) for name, value in (only or {}).items() if name in columns]
    condition = f"\nwhere {' and '.join(outer)}" if outer else ""
    limited = f"\nlimit {int(limit)}" if limit is not None else ""
    wanted = ", ".join(f"w.{name}" for name in columns if name in shown) or "w.*"
    return f"{head}select {wanted} from (\n{statement}\n) w{condition}{limited}", params
