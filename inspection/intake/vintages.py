"""A ledger delivered again under other keys is asked about: taken as it is, every row would be told as news."""

import pyarrow.compute as pc

from inspection.intake.check import Keys, by_ledger, joined_key
from inspection.intake.faults import Faults
from inspection.intake.sheets import Taken
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.vintages import keys_changed


def ask_changed_keys(taken: list[Taken], keys: Keys, faults: Faults) -> None:
    """Ask, once per ledger, where next to no key of a replacing delivery is one that stands."""
    for name, sheets in by_ledger(taken).items():
        table = None if keys.updates(name) else keys.standing(name)
        if table is None:
            continue
        ledger = dictionary().ledgers[name]
        parts = [column.name for column in ledger.key]
        stands = joined_key([table[part] for part in parts])
        found = [joined_key([sheet.values(part) for part in parts]) for sheet in sheets]
        came = sum(len(key) - key.null_count for key in found)
        same = sum(pc.sum(pc.is_in(key, value_set=stands, skip_nulls=True)).as_py() or 0 for key in found)
        if keys_changed(table.num_rows, came, same):
            words = {"ledger": ledger.label(faults.lang), "standing": table.num_rows, "came": came, "same": same}
            header = " + ".join(sheets[0].written(part) for part in parts)
            faults.ask("keys_changed", sheets[0].place, None, header, **words)
