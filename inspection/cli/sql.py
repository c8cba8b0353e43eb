"""Command: sql."""

import argparse
import sys
import threading

from inspection.cli.access import shell_step
from inspection.cli.figures import data_read
from inspection.cli.shared import FORMS, Refused, print_frame
from inspection.text import say
from inspection.warehouse.analyst import ROWS, Answer, NotAnswered, Query


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's command to the parser; command -> function."""
    command = commands.add_parser("sql", parents=[common], help=say("sql.command", lang))
    command.add_argument("text", metavar="SELECT", help=say("sql.arg_text", lang))
    command.add_argument("--limit", type=int, default=1_000, metavar="N", help=say("sql.arg_limit", lang))
    command.add_argument("--plan", action="store_true", help=say("sql.arg_plan", lang))
    command.add_argument("--format", choices=FORMS, default="text", help=say("cli.arg_format", lang))
    return {"sql": _sql}


def _sql(args: argparse.Namespace) -> None:
    text = sys.stdin.read() if args.text == "-" else args.text
    source = data_read(args.lang)
    rows = min(max(args.limit, 1), ROWS)
    query = Query(source.version.mart, text, source.version.as_of, source.settings, plan=args.plan, rows=rows)
    with shell_step("queried", text=text, version=source.version.number) as told:
        answer, refused = _ended(query)
        told |= {"seconds": round(query.seconds, 2), "ended": refused.code if refused else "answered"}
        if answer is not None:
            told["rows"] = len(answer.rows)
    if answer is None:
        sentence = say(f"sql.refused_{refused.code}", args.lang, said=refused.said.partition("\n")[0])
        raise Refused("\n".join([sentence, refused.said] if refused.code == "database" else [sentence]))
    if args.plan and args.format == "text":
        print("\n".join(str(row[-1]) for row in answer.rows))
        return
    print_frame(answer.frame(), args.format)
    if answer.cut:
        print(say(f"sql.cut_{answer.cut}", args.lang, n=f"{len(answer.rows):,}"), file=sys.stderr)


def _ended(query: Query) -> tuple[Answer | None, NotAnswered | None]:
    """The answer, or why there is none; Ctrl-C ends the statement, and the audit says so."""
    found: list[Answer | NotAnswered] = []

    def ask() -> None:
        try:
            found.append(query.run())
        except NotAnswered as refused:
            found.append(refused)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        asking.join()
    except KeyboardInterrupt:
        query.cancel()
        asking.join()
    ended = found[0] if found else NotAnswered("died")
    return (None, ended) if isinstance(ended, NotAnswered) else (ended, None)
