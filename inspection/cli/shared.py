"""What the commands share: refusals, the mart in force, printing a frame, common arguments."""

import argparse
import csv
import getpass
import json
import sys
from collections.abc import Mapping
from datetime import date

import pandas as pd

from inspection.formats.exports import defused
from inspection.formats.told import table_told
from inspection.reading.movements import rekeyed_words
from inspection.reading.words import NOTHING
from inspection.text import LANGUAGES, say
from inspection.warehouse import Change, Damaged, Mart, Reader, StoreError, data_home, dictionary


class Refused(Exception):
    """A command cannot be carried out; the sentence says why and what to do."""


def store_words(error: StoreError, lang: str) -> str:
    """What is wrong with the store and the next step; of a damaged one, which version is still whole."""
    words = [say(f"store.{error.code}", lang, **error.values)]
    if isinstance(error, Damaged) and error.good:
        words += [say("store.last_good", lang, number=error.good), say("store.restore_hint", lang, number=error.good)]
    elif isinstance(error, Damaged):
        words.append(say("store.none_good", lang))
    return "\n".join(words)


def user() -> str:
    """The name of the system's user; nothing where the system has none for it."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):  # a number without a name; Windows without its variable
        return ""


def common_arguments(lang: str) -> argparse.ArgumentParser:
    """The arguments every command takes."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=LANGUAGES, default=lang, help=say("cli.arg_lang", lang))
    return common


def mart_in_force(lang: str) -> tuple[Mart, Reader]:
    reader = Reader(data_home())
    mart = reader.mart()
    if mart is None:
        raise Refused(say("cli.no_data", lang, home=data_home()))
    if mart.demonstration:
        print(say("cli.demonstration", lang), file=sys.stderr)
    return mart, reader


def _cell(value: object) -> str:
    """A value as text: full precision, days as ISO, missing as nothing."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if isinstance(value, pd.Timestamp | date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) >= 1 else repr(float(value))
    return str(value)


def tell_progress(done: int, whole: int, what: str) -> None:
    """How far a long command is, on stderr: a bar that fills on a screen, a line every tenth elsewhere."""
    if sys.stderr.isatty():
        filled = 30 * done // max(1, whole)
        print(f"\r{'█' * filled}{'░' * (30 - filled)} {done:,}/{whole:,} {what}", end="", file=sys.stderr, flush=True)
        if done == whole:
            print(file=sys.stderr)
    elif whole >= 10 and done * 10 // whole != (done - 1) * 10 // whole:
        print(f"{done:,}/{whole:,} {what}", file=sys.stderr, flush=True)


def tell_cut(frame: pd.DataFrame, most: int, lang: str) -> None:
    """Say on stderr where a frame holds as many rows as were asked for at most: there may be others."""
    if len(frame) >= most:
        print(say("cli.cut_off", lang, n=f"{most:,}"), file=sys.stderr)


def print_changes(found: Mapping[str, Change], lang: str) -> None:
    """How the rows of each ledger differ, as text; of one under other keys a sentence in place of what is new and gone."""
    heads = [say(f"versions.{name}", lang) for name in ("ledger", "added", "changed", "removed", "unchanged")]
    lines = [
        (dictionary().ledgers[name].label(lang), *(NOTHING if c.rekeyed and kind in ("added", "removed") else
         str(getattr(c, kind)) for kind in ("added", "changed", "removed", "unchanged")))
        for name, c in found.items()
    ]  # fmt: skip
    print_frame(pd.DataFrame(lines, columns=heads), "text")
    for change in found.values():
        if change.rekeyed:
            print(rekeyed_words(change, lang))


FORMS = ("text", "csv", "json")
"""What `print_frame` writes."""


def print_frame(frame: pd.DataFrame, form: str) -> None:
    """The frame on stdout: a csv as Excel expects it (a BOM, nothing a spreadsheet would run), json for programs
    (data/reference/shell.schema.json), or columns of text."""
    if form == "json":
        print(json.dumps(table_told(frame), ensure_ascii=False, allow_nan=False))
        return
    rows = [[_cell(v) for v in row] for row in frame.itertuples(index=False)]
    if form == "csv":
        rows = [
            [defused(text) if isinstance(value, str) else text for text, value in zip(row, values, strict=True)]
            for row, values in zip(rows, frame.itertuples(index=False), strict=True)
        ]
        sys.stdout.write("\ufeff")
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(frame.columns)
        writer.writerows(rows)
        return
    lines = [list(frame.columns), *([" ".join(cell.splitlines()) for cell in row] for row in rows)]  # a row is a line
    wide = [max(sum(2 if ord(c) > 0x2E80 else 1 for c in line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        padded = (c + " " * (w - sum(2 if ord(x) > 0x2E80 else 1 for x in c)) for c, w in zip(line, wide, strict=True))
        print("  ".join(padded).rstrip())
