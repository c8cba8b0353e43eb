"""The typical cases as stories: what was done, for whom, how much went back, where and when; what tells most first."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

import pandas as pd

from inspection.reading.answers import Source, names, organisation, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import decimal, label, money, whole_number
from inspection.text import say
from inspection.warehouse import dictionary


@dataclass(frozen=True)
class Story:
    """One case. `kind` in words; `place`: the organisation, with its township where it is a village; `gained`: (what, how much
    with its unit); sums in 万元, None where no money is noted; `people` it went back to; `round`: in which round it was met."""

    id: str
    title: str
    kind: str
    org: str
    place: str
    on: date
    round: str
    gained: tuple[tuple[str, str], ...]
    recovered: float | None
    returned: float
    people: int


def _rank(story: Story) -> tuple:
    """Money that went back to people first, by how many of them, then how much; then what is counted; of equals the later."""
    nothing_back = story.people == 0 and story.returned == 0
    return (nothing_back, -story.people, -story.returned, not story.gained, -story.on.toordinal(), story.id)


@kept
def stories(view: View, source: Source) -> tuple[Story, ...]:
    """The cases of the view (table case_list), those that tell most first: money given back to people, by their number; then
    cases with something counted; then the others; the later first."""
    rows = tabled(view, source, "case_list").to_dict("records")
    told = [_story(list(same), view, source) for _, same in groupby(rows, key=lambda row: row["case_id"])]
    return tuple(sorted(told, key=_rank))


def _story(rows: list[dict], view: View, source: Source) -> Story:
    """The story of the rows of one case, one per thing counted."""
    row, lang = rows[0], view.lang
    things = tuple((str(r["thing"]), f"{decimal(float(r['quantity']))} {r['unit']}") for r in rows if pd.notna(r["thing"]))
    return Story(
        id=str(row["case_id"]),
        title=str(row["title"]),
        kind=label("case_kind", row["case_kind"], lang),
        org=str(row["org_id"]),
        place=_place(row, source, lang),
        on=pd.Timestamp(row["occurred_on"]).date(),
        round=str(names(source, "round").get(row["round_id"], "")) if pd.notna(row["round_id"]) else "",
        gained=things,
        recovered=float(row["recovered_wan"]) if pd.notna(row["recovered_wan"]) else None,
        returned=float(row["returned_wan"]) if pd.notna(row["returned_wan"]) else 0.0,
        people=int(row["returned_people"]) if pd.notna(row["returned_people"]) else 0,
    )


def _place(row: dict, source: Source, lang: str) -> str:
    known = names(source, "org")
    name = str(known.get(row["org_id"], row["org_name"]))
    above = organisation(source, row["org_id"])["parent_id"] if row["org_id"] in known else None
    town = str(known.get(above, "")) if above else ""
    return say("stories.below", lang, name=name, above=town) if town and not name.startswith(town[:2]) else name


def summed_up(told: tuple[Story, ...], lang: str) -> str:
    """How many cases there are, of which kind, and what went back to how many people, in a sentence."""
    kinds = [(code.label(lang), sum(s.kind == code.label(lang) for s in told)) for code in dictionary().codes["case_kind"]]
    parts = say("pages.joint", lang).join(say("stories.of_kind", lang, kind=kind, n=n) for kind, n in kinds if n)
    said = say("stories.summed_up", lang, n=whole_number(len(told)), parts=parts)
    back = [s for s in told if s.people or s.returned]
    if not back:
        return said + say("stories.nothing_back", lang)
    people, sums = sum(s.people for s in back), money(sum(s.returned for s in back), lang)
    return said + say("stories.back", lang, n=len(back), money=sums, people=whole_number(people))


def money_words(story: Story, lang: str) -> str:
    """What came back in a case, in words; nothing where no money is noted under it."""
    if story.recovered is None:
        return ""
    if story.people or story.returned:
        return say("stories.returned", lang, money=money(story.returned, lang), people=whole_number(story.people))
    return say("stories.recovered", lang, money=money(story.recovered, lang))
