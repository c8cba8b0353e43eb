"""The page of a snapshot: one self-contained file, made from a template beside this one."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from inspection.snapshots.contents import Cell, ClassTable, Contents, Group, Line, Share, Total
from inspection.snapshots.draft import Text, label_of_class
from inspection.text import say
from inspection.warehouse import by_pinyin

TEMPLATES = Path(__file__).parent / "templates"
FILES = (
    ("leaderboard.csv", "csv"),
    ("leaderboard.xlsx", "xlsx"),
    ("leaderboard.json", "json"),
    ("leaderboard.schema.json", "schema"),
    ("long.png", "long"),
    ("card.png", "card"),
    ("manifest.json", "manifest"),
    ("manifest.sig", "signature"),
)


LONG = 24
"""Rows that stand open one below another; a longer class is folded into parts."""


@dataclass(frozen=True)
class Fold:
    """A part of a class that is unfolded by itself: the organisations of one band, or those below one township ("" for those
    below none), each band with its lines. `names`: only their names, for whoever asks who is in a band."""

    groups: tuple[Group, ...]
    township: str | None = None
    names: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for group in self.groups for line in group.lines)


@cache
def environment() -> Environment:
    """The templates: every value is escaped, a name that does not exist is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"), autoescape=True, undefined=StrictUndefined,
        keep_trailing_newline=True,
    )  # fmt: skip
    made.globals["say"] = say
    return made


@cache
def style() -> str:
    """The style sheet that stands in every page."""
    return (TEMPLATES / "snapshot.css").read_text(encoding="utf-8").replace("\r\n", "\n")


def style_hash(css: str) -> str:
    """How a content security policy names a style sheet that stands in a page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode()


def policy() -> str:
    """The content security policy of a page: nothing but its own style, and the empty icon that asks for nothing."""
    return f"default-src 'none'; style-src '{style_hash(style())}'; img-src data:; base-uri 'none'; form-action 'none'"


def percent(share: Share) -> str:
    """A share with one decimal. Half is rounded up; only all of them is 100.0 %, only none is 0.0 %."""
    tenths = (2000 * share.done + share.whole) // (2 * share.whole)
    if tenths == 1000 and share.done < share.whole:
        tenths = 999
    if tenths == 0 and share.done > 0:
        tenths = 1
    return f"{tenths // 10}.{tenths % 10}%"


def parts(value: int) -> str:
    """Parts of ten thousand with one decimal."""
    tenths = (value + 5) // 10
    return f"{tenths // 10}.{tenths % 10}%"


def whole_year(cell: Cell) -> bool:
    """Whether what a cell counts is a calendar year, so that its header may say so. An earlier release's always said so."""
    return cell.from_date is None or (cell.from_date, cell.to_date) == (date(cell.year, 1, 1), date(cell.year, 12, 31))


def cells(total: Total) -> list[Sequence[Cell]]:
    """A table of counts, one row per class."""
    classes = dict.fromkeys(cell.org_class for cell in total.cells)
    return [[cell for cell in total.cells if cell.org_class == one] for one in classes]


def counted(one: ClassTable) -> int:
    """How many organisations of a class the sums are over: all but those still within their time."""
    return sum(len(group.lines) for group in one.groups if group.aside != "running")


def above(line: Line) -> str:
    """The township of a village, unless its own name begins with it."""
    return "" if line.parent is None or line.parent[:2] in line.name else line.parent


def folds(one: ClassTable) -> tuple[Fold, ...]:
    """What a long class is folded into: of villages the names by band and the rows by township, else the rows by band. None
    of a class of at most LONG organisations, whose rows stand open."""
    if len(one.lines) <= LONG:
        return ()
    by_band = tuple(Fold((group,)) for group in one.groups)
    towns = {line.parent or "" for line in one.lines}
    if towns == {""}:
        return by_band
    return (
        *(replace(fold, names=True) for fold in by_band),
        *(_below(one, town) for town in (*by_pinyin(towns - {""}), *(towns & {""}))),
    )


def _below(one: ClassTable, town: str) -> Fold:
    """The organisations below a township, in their bands."""
    parts = [replace(group, lines=tuple(line for line in group.lines if (line.parent or "") == town)) for group in one.groups]
    return Fold(tuple(part for part in parts if part.lines), town)


def has_places(one: ClassTable) -> bool:
    """Whether any organisation of a class is shown with its place."""
    return any(line.place is not None for line in one.lines)


def by_verified(contents: Contents) -> bool:
    """Whether bands and places are by what the office has verified."""
    return contents.judged_by == "closed_off_rate"


def reading(contents: Contents) -> list[tuple[str, dict[str, object]]]:
    """How groups and places are to be read: (sentence of the catalogue, its values)."""
    limits = {name: f"{contents.setting(f'band_{name}'):g}%" for name in ("good", "fair", "average")}
    told: list[tuple[str, dict[str, object]]]
    if contents.judged_by is None:  # as an earlier release told it
        told = [("read_band", limits), ("read_bar", {}), ("read_place", {})]
    else:
        tier = "read_tier" if by_verified(contents) else "read_tier_claimed"
        told = [(tier, limits), ("read_sure", {})]
        told += [("read_overdue", {})] if "overdue_rate" in contents.indicators else []
        told += [("read_bar_judged", {}), ("read_range", {})]
    if contents.places == "bands":
        told[-1] = ("read_bands_only", {})
    elif contents.places != "all":
        told.append(("read_first_places", {"count": contents.places}))
    return told + ([("read_inside", {})] if contents.judged_by else [])


def summary(contents: Contents) -> list[tuple[str, dict[str, object]]]:
    """What a reader takes away: how much is verified, who is surely beyond the first limit, what is overdue. Of the
    organisations shown, so that nothing tells of others; none where all are still within their time, or as an earlier
    release told it."""
    pooled = [one for one in contents.classes if one.completion]
    if contents.judged_by is None or not pooled:
        return []
    shares = [one.closed_off if by_verified(contents) and one.closed_off else one.completion for one in pooled]
    whole = Share(sum(share.done for share in shares), sum(share.whole for share in shares))
    lines = [line for one in contents.classes for line in one.lines]
    judged, first = [line for line in lines if line.band], [line for line in lines if line.band == "good"]
    told: list[tuple[str, dict[str, object]]] = [
        (
            "whole_sentence" if by_verified(contents) else "whole_claimed",
            {"count": sum(map(counted, pooled)), "n": whole.whole, "done": whole.done, "percent": percent(whole)},
        )
    ]
    if judged:
        told.append((
            "whole_groups_none" if not first else "whole_groups_all" if len(first) == len(judged) else "whole_groups",
            {
                **{name: f"{contents.setting(f'band_{name}'):g}%" for name in ("good", "average")},
                "count": len(first),
                "n": sum(line.sure in ("sure", "likely") for line in first),
                "done": sum(line.band == "poor" for line in judged),
            },
        ))  # fmt: skip
    if "overdue_rate" in contents.indicators:
        late = [line.overdue for line in lines if line.overdue]
        due = any(line.overdue is not None for line in lines)
        told.append(
            ("whole_overdue", {"n": sum(late), "count": len(late)}) if late
            else ("whole_no_overdue" if due else "whole_none_due", {})
        )  # fmt: skip
    return told


def rendered(template: str, **values: object) -> bytes:
    """A template beside this file as bytes of UTF-8, with the style and its policy."""
    held = environment().get_template(template)
    return held.render(css=Markup(style()), policy=Markup(policy()), **values).encode("utf-8")


def page(contents: Contents, corrected: object = None) -> bytes:
    """`index.html` of a snapshot. The same contents give the same bytes. `corrected` (edition.Corrected): what is said above
    one that was corrected since."""
    one_row = 2 + bool(contents.compared)
    return rendered(
        "snapshot.html",
        c=contents,
        corrected=corrected,
        files=[(name, key) for name, key in FILES if corrected is None or not name.endswith(".png")],
        titles={one.id: one.title for one in contents.definitions},
        units={one.id: one.unit for one in contents.definitions},
        certified={one.id: one for one in contents.certified},
        has_places=has_places,
        above=above,
        folds=folds,
        by_verified=by_verified(contents),
        word="tier" if contents.judged_by else "band",
        reading=reading(contents),
        summary=summary(contents),
        has_cells=any(total.cells or total.hidden for total in contents.totals),
        width=one_row + sum(id in contents.indicators for id in ("closed_off_rate", "satisfaction_rate")),
        percent=percent,
        parts=parts,
        whole_year=whole_year,
        cells=cells,
        counted=counted,
        class_label=label_of_class,
        whole=int,
        limit=lambda name: f"{contents.setting(name):g}%",
    )


def notice(contents: Contents, reason: Text, on: date, mark: str) -> bytes:
    """`index.html` of a withdrawal: that, when and why; none of the figures."""
    return rendered("notice.html", c=contents, reason=reason, on=on, mark=mark)
