"""The rows a figure is made of in one number: the same where nothing behind it changed, another where anything did."""

from collections.abc import Mapping, Sequence
from datetime import date

from inspection.warehouse.compose import Shape, _head, _placed, rows_behind
from inspection.warehouse.settings import Settings

_ALL = 2**31 - 1


def digest_of_rows(
    shape: Shape,
    *,
    where: Mapping[str, Sequence[object]],
    as_of: date,
    period: tuple[date | None, date | None],
    settings: Settings,
) -> tuple[str, dict[str, object]]:
    """The statement that tells an indicator's rows within filters as `things` (how many) and `digest`, and its parameters.

    It is over the rows as the indicator returns them and over the ledger rows behind them as the mart holds them, whatever
    their order; the name of the organisation beside them is not among them.
    """
    params: dict[str, object] = {"as_of": as_of}
    placed = _placed(shape, set(where), where, period, params)
    counted = f"{_head(placed, settings, params)}select t.* {placed}"
    asked = {"where": where, "as_of": as_of, "period": period, "settings": settings}
    behind, more = rows_behind(shape, part=None, limit=_ALL, **asked)
    text = (
        "select count(*) as things, sha256(coalesce(string_agg(h.told, '' order by h.told), '')) as digest\nfrom (\n"
        f"select sha256('counted' || cast(t as varchar)) as told from (\n{counted}\n) t\nunion all\n"
        "select sha256('behind' || cast(t as varchar)) as told from (\n"
        f"select b.* exclude (org_name) from (\n{behind}\n) b\n) t\n) h"
    )
    return text, params | more
