"""The closed vocabulary of what is published: every tag, attribute, address and text of a page is from a list.

The list is made from the catalogue of published sentences, the definitions and the names and texts that were approved,
not from what the page says. What is in no list, a comment or a script say, is a fault and stops the publication.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from html.parser import HTMLParser

from inspection.snapshots.contents import Contents
from inspection.snapshots.draft import CLASSES, Text, label_of_class
from inspection.snapshots.page import policy, style
from inspection.text import LANGUAGES, catalogue

DAY = r"\d{4}-\d{2}-\d{2}"
COUNT = r"\d{1,9}"
PERCENT = r"(?:100\.0|\d{1,2}\.\d)%"
PLACES = {
    **dict.fromkeys(("day", "first", "last", "published"), DAY),
    **dict.fromkeys(("count", "n", "done", "best", "worst", "least"), COUNT),
    **dict.fromkeys(("percent", "low", "high"), PERCENT),
    **dict.fromkeys(("good", "fair", "average"), r"\d{1,3}(?:\.\d{1,2})?%"),
    "year": r"\d{4}",
}
"""What may stand at each place of a sentence. A sentence with any other place is never a pattern."""
NUMBERS = (COUNT, DAY, r"\d{1,3}%", PERCENT, rf"[▲▼]{COUNT}", "→", r"[0-9a-f]{64}")
TAGS = frozenset(
    "html head meta title link style body main header nav section footer details summary h1 h2 p span strong b i a ul li dl div "
    "dt dd table caption thead tbody tr th td svg rect code".split()
)
LENGTH = r"\d{1,4}(?:\.\d)?"
CLASS = frozenset(
    "zh en top language mark days day lead correction figures small scroll counts sum board group band good fair "
    "average poor aside name completion place moved closed satisfied number value clear label text definitions files "
    "bar track done whisker archive sure late names fold course part listed".split()
)
IDS = frozenset(
    ("zh", "en", "whole", "reading", "notes", "definitions", "withdrawn", *CLASSES, "archive", "list", "letters", "townships")
)
VALUES = {
    "lang": r"zh-CN|en",
    "charset": "utf-8",
    "name": rf"viewport|referrer|class|(?:{'|'.join(CLASSES)})-part",
    "http-equiv": "Content-Security-Policy",
    "rel": "icon|stylesheet|alternate",
    "type": r"application/atom\+xml",
    "scope": "col|row|rowgroup",
    "role": "table|rowgroup|row|columnheader|rowheader|cell|img",
    "colspan": r"\d",
    "viewbox": "0 0 200 16",
    "preserveaspectratio": "none",
    "open": "",
    **dict.fromkeys(("x", "y", "width", "height"), LENGTH),
}
FOLDER = r"\d{4}-\d{2}-\d{2}-[a-z0-9-]{1,60}-[0-9a-f]{12}"
FILE = r"(?:leaderboard\.(?:csv|xlsx|json|schema\.json)|(?:long|card)\.png|manifest\.(?:json|sig)|index\.html)"
ADDRESS = rf"#en|#zh|data:,|{FILE}|(?:\.\./){FOLDER}/index\.html"


@dataclass(frozen=True)
class Foreign:
    """Something that stands in no list: what kind of thing, and what it says."""

    kind: str
    what: str


def pattern(sentence: str) -> str | None:
    """A sentence of the catalogue as a pattern; None where it has a place that may hold anything."""
    pieces = re.split(r"(\{[a-z_]+\})", sentence)
    if any(piece.startswith("{") and piece[1:-1] not in PLACES for piece in pieces):
        return None
    return "".join(PLACES[p[1:-1]] if p.startswith("{") else re.escape(p) for p in pieces)


def sentences() -> tuple[str, ...]:
    """Everything the catalogue of published words can say, as patterns."""
    said = (words[lang] for words in catalogue()["airing"].values() for lang in LANGUAGES)
    return tuple(dict.fromkeys(found for sentence in said if (found := pattern(sentence))))


def texts(value: object) -> Iterable[str]:
    """Every approved text inside a value of Contents: titles, wordings, notes, definitions' words, names."""
    if isinstance(value, Text):
        yield from (value.zh, value.en)
    elif is_dataclass(value):
        for one in fields(value):
            if one.name in ("county", "contact", "public_account", "name", "parent") or not isinstance(
                getattr(value, one.name), str
            ):
                yield from texts(getattr(value, one.name))
    elif isinstance(value, tuple):
        for entry in value:
            if not isinstance(entry, str):
                yield from texts(entry)
    elif isinstance(value, str):
        yield value


class _Reader(HTMLParser):
    def __init__(self, allowed: frozenset[str], patterns: re.Pattern, addresses: re.Pattern) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed, self.patterns, self.addresses = allowed, patterns, addresses
        self.foreign: list[Foreign] = []
        self.styled = 0
        self.inside: list[str] = []

    def _refuse(self, kind: str, what: str) -> None:
        self.foreign.append(Foreign(kind, what))

    def _said(self, text: str) -> bool:
        return text in self.allowed or self.patterns.fullmatch(text) is not None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        if tag not in TAGS:
            self._refuse("tag", tag)
        if len({name for name, _ in attrs}) != len(attrs):
            self._refuse("attribute", f"{tag} twice")
        for name, value in attrs:
            if value is None or not self._attribute(tag, name, value):
                self._refuse("attribute", f"{tag} {name}={value}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.inside.pop()

    def _attribute(self, tag: str, name: str, value: str) -> bool:
        if name == "class":
            return bool(value) and set(value.split(" ")) <= CLASS
        if name in ("id", "aria-labelledby"):
            return value in IDS
        if name == "href":
            return tag in ("a", "link") and self.addresses.fullmatch(value) is not None
        if name == "aria-label":
            return all(self._said(part) for part in value.split(" / ")) if tag == "nav" else self._said(value)
        if name == "content":
            return tag == "meta" and value in (policy(), "width=device-width, initial-scale=1", "no-referrer")
        return name in VALUES and re.fullmatch(VALUES[name], value) is not None

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.inside and self.inside[-1] == "style":
            self.styled += 1
            if data != style():
                self._refuse("style", data[:80])
        elif any(c in data for c in "\u200b\u200c\u200d\u2060\ufeff\u00ad"):
            self._refuse("text", data)
        elif (text := data.strip(" \n")) and not self._said(text):
            self._refuse("text", text)

    def handle_comment(self, data: str) -> None:
        self._refuse("comment", data)

    def handle_decl(self, decl: str) -> None:
        if decl != "DOCTYPE html":
            self._refuse("declaration", decl)

    def unknown_decl(self, data: str) -> None:
        self._refuse("declaration", data)

    def handle_pi(self, data: str) -> None:
        self._refuse("instruction", data)


def foreign(
    page: bytes, contents: Iterable[Contents], also: Iterable[str] = (), addresses: str = ADDRESS
) -> list[Foreign]:
    """Everything in a page that is in no list. `also`: approved texts that are not in the contents."""
    held = tuple(contents)
    allowed = {text.strip() for one in held for text in texts(one)} | {text.strip() for text in also}
    allowed |= {label for one in CLASSES for label in (label_of_class(one).zh, label_of_class(one).en)}
    try:
        html = page.decode("utf-8")
    except UnicodeDecodeError:
        return [Foreign("bytes", "not UTF-8")]
    reader = _Reader(
        frozenset(allowed - {""}), re.compile("|".join(f"(?:{one})" for one in (*sentences(), *NUMBERS))),
        re.compile(addresses),
    )  # fmt: skip
    reader.feed(html)
    reader.close()
    if reader.styled != 1:
        reader.foreign.append(Foreign("style", f"{reader.styled} styles"))
    if page.count(b"\r") or page.count(b"\0"):
        reader.foreign.append(Foreign("bytes", "a control character"))
    return reader.foreign
