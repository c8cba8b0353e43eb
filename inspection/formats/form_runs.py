"""Fields in the texts of a part of an office file, and new texts in their place. Part of the script form_child.py.

A part is never written anew: where its elements begin and end is looked up, and bytes are put in place of bytes, so that all
else of it stays to the byte. Imports nothing of the project.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from xml.parsers import expat

from reader_pieces import Refused

FIELD = re.compile(r"(?:\{\{|｛｛)(.*?)(?:\}\}|｝｝)", re.DOTALL)
TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
PREFIX = re.compile(rb"</?((?:[\w.\-]+:)?)")
SPACE = re.compile(rb"""\sxml:space\s*=\s*["'][^"']*["']""")
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

Splice = tuple[int, int, bytes]
"""(first byte, byte behind the last, what stands there instead)."""


@dataclass
class Segment:
    """One text element: what it says, where its tag opens, where its content begins and ends."""

    text: str
    tag: int
    start: int
    end: int


@dataclass(frozen=True)
class Answer:
    """What is put in a field's place: its text; for a cell by itself its number, exact and, of a rate, as printed."""

    text: str
    number: str | None = None
    rate: bool = False
    printed: str | None = None


def escaped(text: str) -> bytes:
    text = NO_TEXT.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.encode("utf-8")


def tag_at(data: bytes, at: int) -> bytes:
    """The tag that opens there. Raises Refused."""
    found = TAG.match(data, at)
    if found is None:
        raise Refused("damaged")
    return found[0]


def prefix_at(data: bytes, at: int) -> bytes:
    """The namespace prefix of the tag there with its colon; nothing where it has none."""
    return PREFIX.match(data, at)[1]


def walk(
    data: bytes,
    start: Callable[[str, str, dict, int], None],
    end: Callable[[str, str, int], None],
    text: Callable[[str], None],
) -> None:
    """Go through a part: start(namespace, name, attributes, at), end(namespace, name, at), text(characters).

    Raises Refused for what is not well formed, has a document type, or is no UTF-8.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused("form_encoding")
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.ordered_attributes = False

    def named(name: str) -> tuple[str, str]:
        space, _, local = name.rpartition(" ")
        return space, local

    def no_doctype(*_: object) -> None:
        raise Refused("entities")

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii", "ascii"):
            raise Refused("form_encoding")

    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = no_doctype
    parser.StartElementHandler = lambda name, attributes: start(*named(name), attributes, parser.CurrentByteIndex)
    parser.EndElementHandler = lambda name: end(*named(name), parser.CurrentByteIndex)
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise Refused("damaged") from None


def paragraphs(data: bytes, family: str, holder: str, passed_over: frozenset[str] = frozenset()) -> list[list[Segment]]:
    """The texts (elements t) of each paragraph, the innermost `holder` of a namespace family around them, in their order;
    what stands within an element of `passed_over` is none."""
    found: list[list[Segment]] = []
    around: list[int] = []
    inside: list[Segment] = []
    hidden = 0

    def start(space: str, name: str, _: dict, at: int) -> None:
        nonlocal hidden
        if family not in space:
            return
        if name == holder:
            around.append(len(found))
            found.append([])
        elif name in passed_over:
            hidden += 1
        elif name == "t" and around and not hidden:
            opened = at + len(tag_at(data, at))
            inside.append(Segment("", at, opened, opened))

    def end(space: str, name: str, at: int) -> None:
        nonlocal hidden
        if family not in space:
            return
        if name == holder:
            around.pop()
        elif name in passed_over:
            hidden -= 1
        elif name == "t" and inside:
            one = inside.pop()
            one.end = max(at, one.start) if not data[one.tag : one.start].endswith(b"/>") else one.start
            found[around[-1]].append(one)

    def text(characters: str) -> None:
        if inside:
            inside[-1].text += characters

    walk(data, start, end, text)
    return found


def fields_in(text: str) -> list[str]:
    """The fields of a text, as they are written between the braces."""
    return [found[1].strip() for found in FIELD.finditer(text)]


def alone(text: str) -> str | None:
    """The field that a text is nothing but; None where it is something else."""
    found = FIELD.fullmatch(text.strip())
    return found[1].strip() if found else None


def said(answer: Answer, behind: str) -> str:
    """An answer before what stands behind its field: a per cent sign that follows is not doubled."""
    return answer.text.removesuffix("%") if behind.lstrip()[:1] in ("%", "％") else answer.text


def filled(text: str, answers: dict[str, Answer]) -> str:
    """A text with the answers in their places; a field without one stays."""

    def put(found: re.Match) -> str:
        answer = answers.get(found[1].strip())
        return found[0] if answer is None else said(answer, text[found.end() :])

    return FIELD.sub(put, text)


def splices(data: bytes, segments: list[Segment], answers: dict[str, Answer]) -> list[Splice]:
    """What to put into a paragraph whose fields may be spread over several texts: the answer goes into the text in which
    its field begins, and has its looks."""
    whole = "".join(one.text for one in segments)
    ends = list(accumulate(len(one.text) for one in segments))
    texts = [""] * len(segments)

    def keep(start: int, end: int) -> None:
        for n, one in enumerate(segments):
            begun = ends[n] - len(one.text)
            texts[n] += one.text[max(start - begun, 0) : max(end - begun, 0)]

    at = 0
    for found in FIELD.finditer(whole):
        answer = answers.get(found[1].strip())
        if answer is not None:
            keep(at, found.start())
            texts[bisect_right(ends, found.start())] += said(answer, whole[found.end() :])
            at = found.end()
    keep(at, len(whole))
    changed = ((one, text) for one, text in zip(segments, texts, strict=True) if text != one.text)
    return [splice for one, text in changed for splice in written(data, one, text)]


def written(data: bytes, one: Segment, text: str) -> list[Splice]:
    """The splices of a text element that says something else."""
    tag = data[one.tag : one.start]
    made = [(one.start, one.end, escaped(text))]
    if text != text.strip() and not SPACE.search(tag):
        made.insert(0, (one.tag, one.start, tag[:-1].rstrip(b"/") + b' xml:space="preserve">'))
    return made


def spliced(data: bytes, made: list[Splice]) -> bytes:
    """The part with all splices made."""
    parts, at = [], 0
    for start, end, instead in sorted(made, key=lambda s: (s[0], s[1])):
        parts += [data[at:start], instead]
        at = end
    return b"".join([*parts, data[at:]])
