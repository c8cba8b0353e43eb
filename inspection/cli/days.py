"""Days as a command is told them."""

from datetime import date

from inspection.cli.shared import Refused
from inspection.intake import AS_OF_DAYS
from inspection.text import say


def day(text: str, lang: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(say("cli.bad_date", lang, value=text)) from None


def as_of_day(text: str, lang: str) -> date:
    """An as-of day, as the page takes it. Raises Refused for one that no ledger can have."""
    found = day(text, lang)
    earliest, latest = AS_OF_DAYS
    if not earliest <= found <= latest:
        raise Refused(say("shell_import.as_of_never", lang, as_of=found, earliest=earliest, latest=latest))
    return found
