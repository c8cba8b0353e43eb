"""What every reader of a cell needs: how texts are made plain before they are compared, and how a cell is refused.

Two grades of plain: `clean` keeps a text as it was meant (outer spaces, invisible and control characters go), `plain`
is for dates, numbers and yes/no (full-width as half-width as well). Neither is NFKC: that would read 12² as 122 and
① as 1.
"""

import re
import unicodedata
from dataclasses import dataclass

# Zero-width, direction and filler characters, and control characters but tab, line feed and carriage return.
_FORMAT = [0x00AD, 0x061C, 0x115F, 0x180E, 0x2800, 0x3164, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
_FORMAT += [*range(0x2060, 0x2070), *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)]
_CONTROL = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A, 0x0D)]
INVISIBLE = dict.fromkeys((*_FORMAT, *_CONTROL))
SPACES = dict.fromkeys((0xA0, 0x202F, 0x205F, *range(0x2000, 0x200B)), " ")
_VISIBLE = {**INVISIBLE, **SPACES}

HALF_WIDTH = {0xFEE0 + code: chr(code) for code in range(0x21, 0x7F)} | {0x3000: " ", 0xFFE5: "¥"}
LETTERS = {wide: half for wide, half in HALF_WIDTH.items() if half.isalnum()}
ID_SIGNS = {wide: half for wide, half in HALF_WIDTH.items() if half in "-_./#"}

QUOTES = dict.fromkeys(map(ord, "\"'“”‘’「」『』＂＇"))


class Bad(Exception):
    """This cell cannot be taken; `code` names the sentence, `words` fill it."""

    def __init__(self, code: str, **words: object):
        super().__init__(code)
        self.code = code
        self.words = words


@dataclass(frozen=True)
class Noted:
    """A value that is taken, with a warning the steward should see, or a question to be answered first (`level`)."""

    value: object
    code: str
    level: str = "warning"


def normal(text: str) -> str:
    """A name as it is compared: full-width as half-width, no spaces, underscores, marks of required, upper case."""
    text = unicodedata.normalize("NFKC", text.translate(INVISIBLE))
    return re.sub(r"[\s_*]+", "", text).casefold()


def normal_code(text: str) -> str:
    """A code or its label as it is compared: as a name, and without quotation marks of any kind."""
    return normal(text.translate(QUOTES)).translate(QUOTES)


def clean(text: str) -> str | None:
    """A text without invisible and control characters and outer spaces, its lines ended by \\n; None when empty."""
    return text.translate(_VISIBLE).replace("\r\n", "\n").replace("\r", "\n").strip() or None


def plain(text: str) -> str:
    """Digits, letters and signs as half-width, for dates, numbers and yes/no."""
    return text.translate(HALF_WIDTH).strip()
