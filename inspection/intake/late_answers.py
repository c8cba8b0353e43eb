"""Answers about a team that come after the others: a group that has been shown and then differs by fewer than five tells
whoever holds the two versions against each other what those few said."""

from collections import Counter

import pyarrow as pa

from inspection.intake.check import Keys
from inspection.intake.faults import Faults
from inspection.intake.sheets import Taken
from inspection.warehouse import dictionary

LEDGER, NOT_VALID = "team_reviews", "unknown"
FEWEST = 5
TOLD = 3

Group = tuple[str, str, str]


def ask_late_answers(sheet: Taken, keys: Keys, faults: Faults) -> None:
    """Ask about groups (round, team, question) that stand with five valid answers and would differ by one to four."""
    standing = keys.standing(LEDGER)
    if sheet.ledger.name != LEDGER or standing is None or not sheet.complete:
        return
    stood, come = _groups(standing), _groups(keys.table(LEDGER))
    few = []
    for group, held in stood.items():
        now = come.get(group, Counter())
        moved = max((now - held).total(), (held - now).total())
        if held.total() - held[NOT_VALID] >= FEWEST and 0 < moved < FEWEST:
            few.append((group, moved))
    if few:
        words = [f"{' · '.join(group)}: {moved}" for group, moved in few]
        examples = "; ".join(words[:TOLD]) + ("; …" if len(words) > TOLD else "")
        faults.ask("few_answers", sheet.place, sheet.numbers[0].as_py(), sheet.written("answers"), examples, count=len(few))


def _groups(table: pa.Table) -> dict[Group, Counter]:
    """How many answers of each grade a group has; of two rows of one key the first counts, as an update has it."""
    key = [column.name for column in dictionary().ledgers[LEDGER].key]
    rows, found = table.select([*key, "answers"]).to_pylist(), {}
    for row in {tuple(row[name] for name in key): row for row in reversed(rows)}.values():
        group = (row["round_id"] or "", row["team"] or "", row["question"] or "")
        found.setdefault(group, Counter())[row["grade"]] += row["answers"] or 0
    return found
