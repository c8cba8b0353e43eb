"""What a place of a page is of, in words, where that is not what the page's header says."""

from inspection.indicators import Indicator, Table
from inspection.reading.view import View
from inspection.reading.words import listed


def own_scope(headed: View, read: View, definition: Indicator | Table | None = None) -> str:
    """What of the header a figure does not obey: all terms, the whole of one, all rounds or days, the whole county, in a
    line; nothing where it obeys it.

    `headed` is the view that the header names, `read` the one the figure is read within, `definition` what is read, which
    may have no such dimension or no date of its own.
    """
    if definition is None:
        obeyed, period = dict(read.filters()), (read.from_date, read.to_date)
    else:
        obeyed, period = dict(read.filters_of(definition)), read.period_of(definition)
    asked, parts = dict(headed.filters()), []
    if headed.period_chosen and period != (headed.from_date, headed.to_date):
        whole = [t.name for t in headed.terms if t.number in obeyed.get("term", ())]
        parts += [headed.say("pages.scope_whole_term", term=name) for name in whole] or [headed.say("pages.scope_all_days")]
    if "term" in asked and not obeyed.keys() & {"term", "round"}:
        parts.append(headed.say("pages.scope_all_terms"))
    if "round" in asked and "round" not in obeyed:
        parts.append(headed.say("pages.scope_all_rounds"))
    if any(name in asked and name not in obeyed for name in ("org_class", "sector", "org")):
        parts.append(headed.say("pages.scope_whole_county"))
    return headed.say("pages.scope", parts=listed(parts, headed.lang)) if parts else ""
