"""A Word document filled from a template that an office edits in Word: fields, conditions, rows, words by a verdict.

What a template may write stands in docs/summary.md. It is a foreign file and is opened in a process of its own
(word_child.py), with limits; what goes wrong with it is one `TemplateFault`.
"""

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inspection.formats.children import Bounds, Unreadable, run
from inspection.text import say
from inspection.warehouse import passing_folder

LARGEST = 20_000_000  # bytes of a template
BOUNDS = Bounds(1 << 30, 30, 120.0, 100_000_000)
CHILD = Path(__file__).with_name("word_child.py")


class TemplateFault(Exception):
    """A template that cannot be filled: `code` is stable (text/summary.toml), `values` those of its sentence."""

    def __init__(self, code: str, **values: object):
        super().__init__(code)
        self.code, self.values = code, values

    def words(self, lang: str) -> str:
        """What is wrong, where, and what to do."""
        if self.code != "template_unknown":
            return say(f"summary.{self.code}", lang, **self.values)
        lines = []
        for name, paragraph in self.values["unknown"]:
            near = difflib.get_close_matches(name, self.values["known"], n=3, cutoff=0.5)
            hint = say("summary.template_nearest", lang, names=", ".join(near)) if near else ""
            lines.append(say("summary.template_unknown", lang, name=name, paragraph=paragraph, hint=hint))
        return "\n".join(lines)


@dataclass(frozen=True)
class Text:
    """A value of a template: its text, the number it can be compared by where it is one, its word where it is a verdict."""

    text: str
    number: float | None = None
    verdict: str = ""


Value = Text | tuple[Mapping[str, str], ...] | None
"""A text, rows of a list or table (name -> text each), or nothing: a missing figure."""


@dataclass(frozen=True)
class Filled:
    """A filled document: its bytes (equal ones for equal inputs), its paragraphs as text, those outside tables, the names
    the template uses."""

    data: bytes
    paragraphs: tuple[str, ...]
    body: tuple[str, ...]
    used: frozenset[str]


def _told(value: Value) -> dict | None:
    if value is None:
        return None
    if isinstance(value, Text):
        return {"text": value.text, "number": value.number, "verdict": value.verdict}
    return {"rows": [dict(row) for row in value]}


def fill(template: bytes, values: Mapping[str, Value]) -> Filled:
    """The template with the values in their places. Raises TemplateFault."""
    if len(template) > LARGEST:
        raise TemplateFault("template_too_big")
    with passing_folder("fill") as folder:
        source, output, told, given = (folder / name for name in ("template.docx", "output", "told", "values"))
        source.write_bytes(template)
        given.write_text(json.dumps({name: _told(v) for name, v in values.items()}), encoding="utf-8")
        try:
            run(CHILD, [source, output, told, given, BOUNDS.memory, BOUNDS.cpu, BOUNDS.output], folder, output, BOUNDS)
        except Unreadable as error:
            raise TemplateFault("template_died", reason=error.code) from None
        words = json.loads(told.read_text(encoding="utf-8"))
        if "refused" in words:
            raise TemplateFault(words["refused"], **words["values"], known=tuple(values))
        return Filled(output.read_bytes(), tuple(words["paragraphs"]), tuple(words["body"]), frozenset(words["used"]))
