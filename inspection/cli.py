"""The commands of the shell: import, demo, indicators, indicator, tables, table, versions.

stdout holds what was asked for and nothing else; sentences go to stderr. Exit codes: 0 done, 2 refused or misused.
"""

import argparse
import csv
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from inspection import intake
from inspection.demonstration.publish import publish as publish_demonstration
from inspection.formats.exports import csv_bytes
from inspection.indicators import (
    FIGURES,
    Unknown,
    evaluate,
    indicator,
    indicators,
    parse_where,
    read_table,
    table,
    tables,
)
from inspection.text import LANGUAGES, say
from inspection.warehouse import (
    Busy,
    Mart,
    Reader,
    SettingsError,
    Store,
    StoreError,
    data_home,
    demonstration_store,
    dictionary,
)


class Refused(Exception):
    """A command cannot be carried out; the sentence says why and what to do."""


def _day(text: str, lang: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(say("cli.bad_date", lang, value=text)) from None


def _language(argv: Sequence[str]) -> str:
    """The language asked for, before the parser itself needs words."""
    asked = os.environ.get("INSPECTION_LANG", "zh")
    if "--lang" in argv[:-1]:
        asked = argv[argv.index("--lang") + 1]
    return asked if asked in LANGUAGES else "zh"


def _parser(lang: str) -> argparse.ArgumentParser:
    words = lambda name: say(f"cli.{name}", lang)  # noqa: E731
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=LANGUAGES, default=lang, help=words("arg_lang"))
    figures = argparse.ArgumentParser(add_help=False, parents=[common])
    figures.add_argument("id")
    figures.add_argument("--where", action="append", default=[], metavar="DIM=VALUE", help=words("arg_where"))
    figures.add_argument("--as-of", metavar="DAY", help=words("arg_as_of"))
    figures.add_argument("--from", dest="from_date", metavar="DAY", help=words("arg_from"))
    figures.add_argument("--to", dest="to_date", metavar="DAY", help=words("arg_to"))
    figures.add_argument("--format", choices=("text", "csv"), default="text", help=words("arg_format"))
    figures.add_argument("--labels", action="store_true", help=words("arg_labels"))

    parser = argparse.ArgumentParser(prog="python -m inspection", description=words("description"))
    commands = parser.add_subparsers(dest="command", required=True)
    incoming = commands.add_parser("import", parents=[common], help=words("import"))
    incoming.add_argument("paths", nargs="+", type=Path, help=words("arg_paths"))
    incoming.add_argument("--as-of", required=True, metavar="DAY", help=words("arg_as_of"))
    incoming.add_argument("--report", type=Path, metavar="FILE.csv", help=words("arg_report"))
    demo = commands.add_parser("demo", parents=[common], help=words("demo"))
    demo.add_argument("--folder", type=Path, help=words("arg_folder"))
    for name in ("indicators", "tables", "versions"):
        commands.add_parser(name, parents=[common], help=words(name))
    one = commands.add_parser("indicator", parents=[figures], help=words("indicator"))
    one.add_argument("--by", default="", metavar="DIM,…", help=words("arg_by"))
    commands.add_parser("table", parents=[figures], help=words("table"))
    return parser


def _mart(lang: str) -> tuple[Mart, Reader]:
    reader = Reader(data_home())
    mart = reader.mart()
    if mart is None:
        raise Refused(say("cli.no_data", lang, home=data_home()))
    if mart.demonstration:
        print(say("cli.demonstration", lang), file=sys.stderr)
    return mart, reader


def _where(texts: Sequence[str], codes_of, lang: str) -> dict[str, tuple]:
    """Filters of the command line; a code may be given as its label. Raises Refused for a value a code list lacks."""
    found: dict[str, tuple] = {}
    for text in texts:
        try:
            parsed = parse_where(text)
        except ValueError:
            raise Refused(say("cli.bad_where", lang, value=text)) from None
        for dimension, values in parsed.items():
            found[dimension] = (*found.get(dimension, ()), *values)
    for dimension, values in found.items():
        if dimension in ("year", "term"):
            if wrong := [v for v in values if v is not None and not v.isdigit()]:
                raise Refused(say("cli.bad_value", lang, dimension=dimension, value=wrong[0], known="2024, 13 …"))
        elif codes := codes_of(dimension):
            entries = dictionary().codes[codes]
            names = {name: c.code for c in entries for name in (c.zh, c.en, c.code)}
            if wrong := [v for v in values if v is not None and v not in names]:
                known = ", ".join(c.code for c in entries)
                raise Refused(say("cli.bad_value", lang, dimension=dimension, value=wrong[0], known=known))
            found[dimension] = tuple(v if v is None else names[v] for v in values)
    return found


def _names(mart: Mart) -> dict[str, dict[object, str]]:
    """Ids -> names, for the columns that hold ids."""
    organisations = dict(mart.named("organisations", "org_id"))
    return {
        **dict.fromkeys(("org", "parent", "org_id", "parent_id"), organisations),
        **dict.fromkeys(("round", "round_id"), dict(mart.named("rounds", "round_id"))),
        **dict.fromkeys(("term", "term_no"), dict(mart.named("terms", "term_no"))),
    }


def _labelled(frame: pd.DataFrame, codes: dict[str, str | None], mart: Mart, lang: str) -> pd.DataFrame:
    names = _names(mart)
    frame = frame.copy()
    for column in frame.columns:
        if codes.get(column):
            known = {c.code: c.label(lang) for c in dictionary().codes[codes[column]]}
        elif column in names:
            known = names[column]
        else:
            continue
        frame[column] = [None if pd.isna(v) else known.get(v, v) for v in frame[column]]
    return frame


def _cell(value: object) -> str:
    """A value as text: full precision, days as ISO, missing as nothing."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if isinstance(value, pd.Timestamp | date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) >= 1 else repr(float(value))
    return str(value)


def _print(frame: pd.DataFrame, form: str) -> None:
    rows = [[_cell(v) for v in row] for row in frame.itertuples(index=False)]
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(frame.columns)
        writer.writerows(rows)
        return
    lines = [list(frame.columns), *rows]
    wide = [max(sum(2 if ord(c) > 0x2E80 else 1 for c in line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        padded = (c + " " * (w - sum(2 if ord(x) > 0x2E80 else 1 for x in c)) for c, w in zip(line, wide, strict=True))
        print("  ".join(padded).rstrip())


def _period(args: argparse.Namespace) -> dict[str, date]:
    given = {"as_of": args.as_of, "from_date": args.from_date, "to_date": args.to_date}
    return {name: _day(text, args.lang) for name, text in given.items() if text}


def _indicator(args: argparse.Namespace) -> None:
    definition = indicator(args.id)
    by = [name.strip() for name in args.by.split(",") if name.strip()]
    where = _where(args.where, definition.codes_of, args.lang)
    mart, reader = _mart(args.lang)
    frame = evaluate(mart, args.id, by=by, where=where, settings=reader.settings(), **_period(args))
    frame = frame[[*by, *FIGURES]]
    codes = {name: definition.codes_of(name) for name in by}
    _print(_labelled(frame, codes, mart, args.lang) if args.labels else frame, args.format)


def _table(args: argparse.Namespace) -> None:
    definition = table(args.id)
    own = {c.name: c.codes for c in definition.columns}
    common = {"org_class": "org_class", "sector": "sector", "kind": "inspection_kind", "village_class": "village_class"}
    where = _where(args.where, lambda name: own.get(name) or common.get(name), args.lang)
    mart, reader = _mart(args.lang)
    frame = read_table(mart, args.id, where=where, settings=reader.settings(), **_period(args))
    _print(_labelled(frame, own, mart, args.lang) if args.labels else frame, args.format)


def _list(args: argparse.Namespace) -> None:
    if args.command == "indicators":
        rows = [(i.id, i.title(args.lang), i.unit(args.lang)) for i in indicators().values()]
        _print(pd.DataFrame(rows, columns=["id", "title", "unit"]), "text")
    elif args.command == "tables":
        _print(pd.DataFrame([(t.id, t.title(args.lang)) for t in tables().values()], columns=["id", "title"]), "text")
    else:
        columns = ["version", "as_of", "built_at", "rows"]
        found = Store(data_home()).versions()
        rows = [(v.number, v.as_of, v.manifest["built_at"], sum(v.manifest["rows"].values())) for v in found]
        _print(pd.DataFrame(rows, columns=columns), "text")


def _import(args: argparse.Namespace) -> int:
    lang, as_of = args.lang, _day(args.as_of, args.lang)
    store = Store(data_home())
    current = store.current()
    reading = intake.read(
        args.paths,
        as_of=as_of,
        standing=lambda name: store.read_full(current, (name,))[name] if current else [],
        lang=lang,
    )
    for found in (*reading.faults, *reading.warnings):
        print(intake.sentence(found, lang), file=sys.stderr)
    if args.report:
        args.report.write_bytes(intake.faults_csv((*reading.faults, *reading.warnings), lang))
        print(say("cli.reported", lang, path=args.report), file=sys.stderr)
    if reading.warnings:
        print(say("cli.warned", lang, warnings=len(reading.warnings)), file=sys.stderr)
    if reading.faults:
        raise Refused(say("cli.refused", lang, faults=len(reading.faults)))
    if not reading.ledgers:
        raise Refused(say("cli.nothing_found", lang))
    version = store.publish(reading.ledgers, as_of=as_of, files=reading.files, built_at=datetime.now())
    print(say("cli.published", lang, number=version.number, as_of=version.as_of))
    for name, ledger in dictionary().ledgers.items():
        key = "cli.ledger_rows" if name in reading.ledgers else "cli.kept_rows"
        print(say(key, lang, ledger=ledger.label(lang), rows=version.manifest["rows"][name]))
    return 0


def _demo(args: argparse.Namespace) -> None:
    version = publish_demonstration(data_home(), datetime.now())
    if args.folder:
        args.folder.mkdir(parents=True, exist_ok=True)
        store = demonstration_store(data_home())
        for name, rows in store.read_full(version).items():
            ledger = dictionary().ledgers[name]
            (args.folder / f"{ledger.zh}.csv").write_bytes(csv_bytes([c.zh for c in ledger.columns], rows))
    total = sum(version.manifest["rows"].values())
    print(say("cli.demo_ready", args.lang, rows=total, as_of=version.as_of, folder=args.folder or version.mart.parent))


def _unknown(error: Unknown, lang: str) -> str:
    hint = say("cli.nearest", lang, names=", ".join(error.nearest)) if error.nearest else ""
    return say(f"cli.unknown_{error.kind}", lang, name=error.name, hint=hint, known=", ".join(error.known))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. A refusal is one sentence on stderr and exit code 2."""
    argv = list(sys.argv[1:] if argv is None else argv)
    lang = _language(argv)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    args = _parser(lang).parse_args(argv)
    commands = {"import": _import, "demo": _demo, "indicator": _indicator, "table": _table}
    try:
        return commands.get(args.command, _list)(args) or 0
    except Unknown as error:
        message = _unknown(error, lang)
    except Busy:
        message = say("cli.busy", lang, folder=data_home())
    except StoreError as error:
        message = say("cli.store_failed", lang, reason=error)
    except (Refused, SettingsError) as error:
        message = str(error)
    print(message, file=sys.stderr)
    return 2
