"""What may be right as it stands and may be a mistake, seen only beside the other rows of its ledger: asked, never guessed.

A key that differs from a known one by case, blanks, width or look-alike letters; rows copied under new numbers; an amount
or a day far outside what the ledger has held so far. Only what is new is asked about: a row that stands as it comes was
answered for when it came in.
"""

import re
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.intake.check import BETWEEN, Keys, joined_key
from inspection.intake.faults import Faults
from inspection.intake.late_answers import ask_late_answers
from inspection.intake.sheets import Taken
from inspection.intake.undated import marks_of
from inspection.text.alike import alike
from inspection.warehouse.dictionary import Column, Ledger

FAR = {"int": 10_000, "decimal": 1_000}  # times the median of a column, or that part of it: yuan for 万元 is 10 000 times
FAR_BESIDE = 100  # times the median of amounts that stand
SHIFTED = {"score": 5}  # times the median that stands: then what comes is on another scale; 100 of other columns
FEWEST = 4  # values that a median is made of
FEWEST_DAYS = 20
YEARS_BEFORE = 10  # before nearly all days of the ledger
PLANNED_YEARS = 5
NEAR_DAYS = 3  # between two polling days of an inspection: an office does not ask again so soon
NAMED = ("person_code", "team")  # no keys, and yet what is counted or compared by
FEWEST_EQUAL = 10  # filled columns that two rows must have equal, a day among them: what is coarse is often told twice
FEWEST_TELLING = {"decimal": 4, "text": 6}  # where one of them is an amount or a sentence, which seldom comes twice
LEAST_SENTENCE = 8  # characters
TOLD = 3  # pairs named in a sentence

DIGITS = str.maketrans("oil|", "0111")
REMARK = r"[(\[【].*$|\*+$"
NOUGHTS = "(^|[^0-9])0+([0-9])"  # before a number: 007 and 7


def ask_doubts(taken: list[Taken], keys: Keys, as_of: date, faults: Faults) -> None:
    """Ask about what came in, ledger by ledger; a sheet of which cells could not be read is not looked at."""
    for sheet in taken:
        if sheet.complete and len(sheet.numbers):
            standing = keys.standing(sheet.ledger.name)
            new = _new(sheet, standing)
            for column in sheet.ledger.columns:
                if column.name in NAMED or (column.key and column.type == "text" and not column.refers_to):
                    _variants(sheet, column, standing, keys, faults)
            _copies(sheet, keys, new, faults)
            _amounts(sheet, standing, faults)
            _days(sheet, standing, keys, as_of, faults)
            _unknown_days(sheet, standing, faults)
            if sheet.ledger.name == "ballots":
                _polling_days(sheet, new, keys, faults)
            ask_late_answers(sheet, keys, faults)


def _key(ledger: Ledger, of: Taken | pa.Table) -> pa.Array:
    names = [column.name for column in ledger.key]
    return joined_key([of.values(name) if isinstance(of, Taken) else of[name] for name in names])


def _new(sheet: Taken, standing: pa.Table | None) -> np.ndarray:
    """Which rows have a key that does not stand."""
    if standing is None:
        return np.ones(len(sheet.numbers), bool)
    known = pc.is_in(_key(sheet.ledger, sheet), value_set=_key(sheet.ledger, standing), skip_nulls=True)
    return ~known.to_numpy(zero_copy_only=False)


def folded(key: str) -> str:
    """A key as `alike` makes it, without a remark behind it (（补）, *), look-alike digits and noughts before a number."""
    return re.sub(NOUGHTS, r"\1\2", re.sub(REMARK, "", alike(key)).translate(DIGITS))


def all_folded(keys: pa.StringArray) -> pa.StringArray:
    """`folded` of many keys, those of plain ASCII a column at a time."""
    text = pc.replace_substring_regex(pc.ascii_lower(keys), pattern=r"[\x00-\x20\x7f'\"`_.]+", replacement="")
    for pattern, plain in ((REMARK, ""), ("o", "0"), ("[il|]", "1"), (NOUGHTS, r"\1\2")):
        text = pc.replace_substring_regex(text, pattern=pattern, replacement=plain)
    odd = pc.fill_null(pc.invert(pc.string_is_ascii(keys)), False)
    if not pc.any(odd).as_py():
        return text
    return pc.replace_with_mask(text, odd, pa.array([folded(key) for key in keys.filter(odd).to_pylist()], pa.string()))


def _variants(sheet: Taken, column: Column, standing: pa.Table | None, keys: Keys, faults: Faults) -> None:
    """Keys and names that are new and, but for what the eye passes over, are one that stands or another that came."""
    mine = sheet.values(column.name)
    stands = standing[column.name].combine_chunks() if standing is not None else pa.array([], pa.string())
    came = keys.table(sheet.ledger.name)[column.name].combine_chunks()
    known = pc.unique(pa.concat_arrays([stands, came])).drop_null()
    other = known.take(pc.index_in(all_folded(mine), value_set=all_folded(known), skip_nulls=True))  # the first that looks so
    differs = pc.and_not(pc.fill_null(pc.not_equal(other, mine), False), pc.is_in(mine, value_set=stands))
    pairs = [(at, f"{mine[at].as_py()} ≈ {other[at].as_py()}") for at in pc.indices_nonzero(differs).to_pylist()]
    _tell(sheet, "key_variants", column, pairs, faults)


def _copies(sheet: Taken, keys: Keys, new: np.ndarray, faults: Faults) -> None:
    """Rows that are new and equal another one in everything but their number, as far as the new ones are filled in."""
    if len(sheet.ledger.key) > 1 or not new.any():
        return
    rest = [column for column in sheet.ledger.columns if not column.key]
    filled = {column.name: pc.is_valid(sheet.values(column.name)).to_numpy(zero_copy_only=False) for column in rest}
    rest = [column for column in rest if (filled[column.name] & new).any()]
    none = np.zeros((1, len(new)), bool)
    dated = np.any([*none, *(filled[c.name] for c in rest if c.type == "date")], axis=0)
    count = np.sum([filled[c.name] for c in rest], axis=0)
    enough = count >= FEWEST_EQUAL
    for kind, fewest in FEWEST_TELLING.items():
        telling = [_tells(sheet.values(c.name)) for c in rest if c.type == kind]
        enough |= np.any([*none, *telling], axis=0) & (count >= fewest)
    alike = new & dated & enough
    if not alike.any():
        return
    table = keys.table(sheet.ledger.name)
    known, own = _key(sheet.ledger, table), _key(sheet.ledger, sheet)
    texts = [pc.fill_null(pc.cast(table[column.name].combine_chunks(), pa.string()), "") for column in rest]
    same = pc.binary_join_element_wise(*texts, BETWEEN)
    first = known.take(pc.index_in(same, value_set=same))  # the key of the first row that holds the same
    others = first.take(pc.index_in(own, value_set=known)).to_pylist()
    pairs = [(int(at), f"{own[int(at)].as_py()} = {others[at]}") for at in np.flatnonzero(alike)]
    pairs = [pair for pair in pairs if others[pair[0]] != own[pair[0]].as_py()]
    _tell(sheet, "copied_rows", sheet.ledger.key[0], pairs, faults)


def _tells(values: pa.Array) -> np.ndarray:
    """Where a cell holds an amount, or a text as long as a sentence."""
    if not pa.types.is_string(values.type):
        return pc.is_valid(values).to_numpy(zero_copy_only=False)
    return pc.fill_null(pc.greater_equal(pc.utf8_length(values), LEAST_SENTENCE), False).to_numpy(zero_copy_only=False)


def _changed(sheet: Taken, standing: pa.Table | None, name: str) -> np.ndarray:
    """Which rows hold another value than stands under their key."""
    values = sheet.values(name)
    if standing is None:
        return np.ones(len(values), bool)
    at = pc.index_in(_key(sheet.ledger, sheet), value_set=_key(sheet.ledger, standing), skip_nulls=True)
    old = standing[name].combine_chunks().take(at)
    return ~pc.fill_null(pc.equal(values, old), False).to_numpy(zero_copy_only=False)


def _floats(values: pa.Array | pa.ChunkedArray) -> np.ndarray:
    return pc.cast(values, pa.float64()).to_numpy(zero_copy_only=False)


def _amounts(sheet: Taken, standing: pa.Table | None, faults: Faults) -> None:
    """Numbers far from the median of their column; amounts that all together are far from what stands."""
    for column in sheet.ledger.columns:
        if column.type not in ("int", "decimal") or column.key or column.refers_to or column.name not in sheet.columns:
            continue
        mine = _floats(sheet.values(column.name))
        past = _floats(standing[column.name]) if standing is not None else np.array([])
        past = past[past > 0]
        own = mine[mine > 0]
        median = np.median(past if len(past) >= FEWEST else own) if len(past) >= FEWEST or len(own) >= FEWEST else 0
        if not median:
            continue
        changed = _changed(sheet, standing, column.name)
        few = times = FAR[column.type]
        if column.type == "decimal" and len(past) >= FEWEST:
            times = FAR_BESIDE
        far = changed & (mine > 0) & ((mine >= times * median) | (mine * few <= median))
        words = {"median": f"{median:,.6g}", "times": f"{times:,}"}
        pairs = [(int(at), f"{mine[at]:,.15g}") for at in np.flatnonzero(far)]
        _tell(sheet, "far_amounts", column, pairs, faults, **words)
        compared = column.type == "decimal" and len(own) >= FEWEST and changed.any() and 2 * far.sum() < len(own)
        ratio, shifted = np.median(own) / median if compared else 1, SHIFTED.get(column.name, 100)
        if compared and (ratio >= shifted or ratio * shifted <= 1):
            pairs = [(int(at), f"{mine[at]:,.15g}") for at in np.flatnonzero(changed & (mine > 0))]
            _tell(sheet, "shifted_amounts", column, pairs, faults, median=words["median"], times=shifted)


def _days(sheet: Taken, standing: pa.Table | None, keys: Keys, as_of: date, faults: Faults) -> None:
    """Days further ahead than a term is planned, or long before nearly all days of the ledger."""
    terms = keys.table("terms")["planned_years"].to_pylist()
    last = as_of + timedelta(366 * max((years for years in terms if years), default=PLANNED_YEARS))
    for column in sheet.ledger.columns:
        if column.type != "date" or column.name not in sheet.columns:
            continue
        mine = sheet.values(column.name)
        past = standing[column.name].combine_chunks() if standing is not None else mine
        past = past if len(past) - past.null_count >= FEWEST_DAYS else mine
        days = pc.cast(past.drop_null(), pa.int32()).to_numpy()
        first = np.quantile(days, 0.05) - 365.25 * YEARS_BEFORE if len(days) >= FEWEST_DAYS else -np.inf
        numbers = pc.cast(mine, pa.int32()).to_numpy(zero_copy_only=False).astype(float)
        changed = _changed(sheet, standing, column.name)
        far = changed & ((numbers > (last - date(1970, 1, 1)).days) | (numbers < first))
        pairs = [(int(at), mine[int(at)].as_py().isoformat()) for at in np.flatnonzero(far)]
        _tell(sheet, "far_days", column, pairs, faults)


def _polling_days(sheet: Taken, new: np.ndarray, keys: Keys, faults: Faults) -> None:
    """New ballots of an inspection on a day so near another polling day of it that one of the two may be mistyped."""
    pair = ["inspection_id", "held_on"]
    days: dict[str, list[date]] = {}
    for held in keys.table("ballots").select(pair).drop_null().group_by(pair).aggregate([]).to_pylist():
        days.setdefault(held["inspection_id"], []).append(held["held_on"])
    own = pa.table([*(sheet.values(name) for name in pair), pa.array(range(len(new)))], [*pair, "row"]).filter(pa.array(new))
    pairs, told = [], set()
    for held in own.drop_null().group_by(pair).aggregate([("row", "min")]).sort_by("row_min").to_pylist():
        inspection, day = held["inspection_id"], held["held_on"]
        near = [other for other in sorted(days.get(inspection, ())) if 0 < abs((other - day).days) <= NEAR_DAYS]
        both = (inspection, *sorted((day, near[0]))) if near else ()
        if near and both not in told:
            told.add(both)
            pairs.append((held["row_min"], f"{inspection}: {near[0].isoformat()} ≈ {day.isoformat()}"))
    column = next(c for c in sheet.ledger.columns if c.name == "held_on")
    _tell(sheet, "near_polls", column, pairs, faults)


def _unknown_days(sheet: Taken, standing: pa.Table | None, faults: Faults) -> None:
    """Dates that say their day is unknown, taken as the mark, of rows that do not stand so."""
    for day, marked in sheet.undated.items():
        mark = marks_of(sheet.ledger)[day]
        new = _changed(sheet, standing, mark) & marked.to_numpy(zero_copy_only=False)
        if new.any():
            row, words = sheet.numbers[int(np.flatnonzero(new)[0])].as_py(), sheet.ledger.column(mark).label(faults.lang)
            faults.ask("undated_cells", sheet.place, row, sheet.written(day), count=int(new.sum()), mark=words)


def _tell(sheet: Taken, code: str, column: Column, pairs: list[tuple[int, str]], faults: Faults, **words) -> None:
    """One question of a column, at its first row, with examples and the number of rows."""
    if pairs:
        examples = "; ".join(text for _, text in pairs[:TOLD]) + ("; …" if len(pairs) > TOLD else "")
        row = sheet.numbers[pairs[0][0]].as_py()
        faults.ask(code, sheet.place, row, sheet.written(column.name), examples, count=len(pairs), **words)
