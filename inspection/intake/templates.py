"""The templates an office fills in: what its drop-downs offer comes from what stands."""

from collections.abc import Callable

import pyarrow as pa

from inspection.formats.templates import template
from inspection.indicators import indicators
from inspection.intake.aliases import Names
from inspection.intake.cells import normal
from inspection.intake.values import FIGURE
from inspection.text import say
from inspection.warehouse import dictionary

OFFERED = (("terms", "term_no"), ("rounds", "round_id"))
Standing = Callable[[str], pa.Table | None]


def organisation_choices(organisations: pa.Table) -> list[str]:
    """Every organisation as the drop-down names it, those still in scope first: its full name where that means it alone
    when it comes back, else its id."""
    names = Names(organisations)
    rows = organisations.select(["org_id", "name", "in_scope_to"]).to_pylist()
    rows.sort(key=lambda row: row["in_scope_to"] is not None)  # stable: the order of the ledger otherwise
    alone = [names.bearers.get(normal(row["name"] or "")) == {row["org_id"]} for row in rows]
    return [row["name"] if one else row["org_id"] for row, one in zip(rows, alone, strict=True)]


def known_values(standing: Standing) -> dict[tuple[str, str], list[object]]:
    """What drop-downs offer where a ledger refers to another: terms and rounds by id, organisations by name;
    and the names of the indicators, where one is to be named."""
    found: dict[tuple[str, str], list[object]] = {FIGURE: [one.title("zh") for one in indicators().values()]}
    for ledger, column in OFFERED:
        table = standing(ledger)
        if table is not None and table.num_rows:
            found[ledger, column] = table[column].to_pylist()
    organisations = standing("organisations")
    if organisations is not None and organisations.num_rows:
        found["organisations", "org_id"] = organisation_choices(organisations)
    return found


def template_of(name: str, standing: Standing, lang: str = "zh") -> bytes:
    """The template of one ledger, or of all of them ("")."""
    ledgers = [dictionary().ledgers[name]] if name else list(dictionary().ledgers.values())
    return template(ledgers, known_values(standing), lang)


def file_name(name: str, lang: str = "zh") -> str:
    """What the template of a ledger ("" for all) is called; the number is its place in the contract."""
    if not name:
        return f"{say('templates.file_all', lang)}.xlsx"
    return f"{list(dictionary().ledgers).index(name) + 1:02d}_{dictionary().ledgers[name].zh}.xlsx"


def templates(standing: Standing, lang: str = "zh") -> dict[str, bytes]:
    """File name -> workbook: one with all ledgers, and one per ledger."""
    known = known_values(standing)
    made = {file_name("", lang): template(dictionary().ledgers.values(), known, lang)}
    for name, ledger in dictionary().ledgers.items():
        made[file_name(name)] = template([ledger], known, lang)
    return made
