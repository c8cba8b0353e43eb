"""Which figures a page, a paper or the public site asks for: the ids that its code names, followed through what it calls.

    asked_by("pages/review/coverage.py")   # Asked({"coverage_rate", "coverage_each", …}, anything=False)

Read from the program as it is compiled, so nobody keeps a list. A module is followed function by function: what it does
not call does not count. A file of data/reference/ that a function names counts with the ids that stand in it. What a
reader may choose freely, any figure there is, is `anything`.
"""

import ast
import dis
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

from inspection.indicators import indicators, tables
from inspection.warehouse import dictionary

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "data" / "reference"
_WORD = re.compile(r"[a-z][a-z0-9_]+")
_CHOOSERS = {("inspection.indicators", "indicators"), ("inspection.indicators", "tables")}
"""Who calls these lets choose among all there are, but for pieces of the screen, which look up what they are given."""
_ASKING = frozenset(
    "counted settled evaluated evaluate tabled read_table card row by_day waited facts_of own_years figures_of".split()
)
"""What is called to ask for a figure."""


_NOT_FOLLOWED = ("inspection.indicators", "inspection.warehouse", "inspection.text", "inspection.papers.lineage")
"""Rooms below whoever asks, and what only tells who asks for what."""


@dataclass(frozen=True)
class Asked:
    """The indicators and tables asked for by id, and whether any of them can be."""

    ids: frozenset[str]
    anything: bool = False


@dataclass
class _Part:
    """A function, class or value of a module: the names it uses, the ids it names."""

    names: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)

    def asked(self, module: str) -> set[str]:
        """The ids meant. What is a ledger's or a page's name too is no id on a screen that asks for nothing there."""
        screens = module.startswith(("inspection.ui", "pages"))
        return self.ids - _ambiguous() if screens and not self.names & _ASKING else self.ids

    def add(self, other: "_Part") -> None:
        self.names |= other.names
        self.ids |= other.ids
        self.texts |= other.texts


@dataclass
class _Module:
    """A module as compiled: its parts by name, what it imports (name -> module, name there or ""), its top level."""

    path: Path
    parts: dict[str, _Part] = field(default_factory=dict)
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    top: _Part = field(default_factory=_Part)


@cache
def _known_ids() -> frozenset[str]:
    return frozenset(indicators()) | frozenset(tables())


@cache
def _pages() -> frozenset[str]:
    return frozenset(path.stem for path in (ROOT / "pages").rglob("*.py"))


@cache
def _ambiguous() -> frozenset[str]:
    return _known_ids() & (_pages() | set(dictionary().ledgers))


@cache
def _ids_in_file(name: str) -> frozenset[str]:
    found = [path for path in REFERENCE.rglob(name) if path.is_file()]
    return frozenset(_WORD.findall("\n".join(path.read_text(encoding="utf-8") for path in found))) & _known_ids()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | frozenset):
        for one in value:
            yield from _texts(one)


def _take(value: object, part: _Part) -> None:
    """What a constant says: an id, a field that begins with one, a file of data/reference/, or code of its own."""
    if isinstance(value, CodeType):
        part.names.update(value.co_names)
        for inner in value.co_consts:
            _take(inner, part)
    for text in _texts(value):
        part.texts.add(text)
        if text.split(".", 1)[0] in _known_ids() and "\n" not in text:
            part.ids.add(text.split(".", 1)[0])
        elif text.endswith((".toml", ".txt")) and len(text) < 60:
            part.ids |= _ids_in_file(text)


_NAMED = {dis.opmap[name]: name for name in ("IMPORT_NAME", "IMPORT_FROM", "STORE_NAME", "LOAD_NAME", "LOAD_ATTR", "LOAD_METHOD")
          if name in dis.opmap}  # fmt: skip
_CONSTANT, _DROP, _MORE = (dis.opmap[name] for name in ("LOAD_CONST", "POP_TOP", "EXTENDED_ARG"))
_MARKED = dis.opmap["LOAD_ATTR"] if sys.version_info >= (3, 12) else None
"""From 3.12 on the lowest bit of an attribute's number says whether it is called."""


def _steps(code: CodeType) -> Iterator[tuple[str, object]]:
    """The steps of a module's top level that matter here, with the name or value each is about: what dis.get_instructions
    tells, in a fifth of its time."""
    high = 0
    for op, low in zip(code.co_code[::2], code.co_code[1::2], strict=True):
        number = high | low
        high = number << 8 if op == _MORE else 0
        if op in _NAMED:
            yield _NAMED[op], code.co_names[number >> 1 if op == _MARKED else number]
        elif op == _CONSTANT:
            yield "LOAD_CONST", code.co_consts[number]
        elif op == _DROP:
            yield "POP_TOP", None


@cache
def _module(path: Path) -> _Module:
    """A module taken apart at its top level: what stands before the storing of a name belongs to that name."""
    code = SourceFileLoader(path.stem, str(path)).get_code(path.stem)
    found, part, source, brought = _Module(path), _Part(), "", ""
    for name, told in _steps(code):
        if name == "IMPORT_NAME":
            source, brought = told, ""
        elif name == "IMPORT_FROM":
            brought = told
        elif name == "STORE_NAME":
            if source:
                found.imports[told] = (source, brought)
                source = source if brought else ""
            else:
                found.parts.setdefault(told, _Part()).add(part)
            found.top.add(part)
            part = _Part()
        elif name == "POP_TOP":
            source, brought = "", ""
        elif name == "LOAD_CONST":
            _take(told, part)
        else:
            part.names.add(told)
    found.top.add(part)
    return found


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _chosen(path: Path, name: str, page: str) -> _Part | None:
    """Of a table of a module that says what is to be done for which page, what it says of one; None where it says nothing of
    that page, and for what is no such table."""
    for node in _tree(path).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        if name not in [t.id for t in targets if isinstance(t, ast.Name)] or not isinstance(node.value, ast.Dict):
            continue
        said = {key.value: value for key, value in zip(node.value.keys, node.value.values, strict=True)
                if isinstance(key, ast.Constant)}  # fmt: skip
        if page in said:
            part = _Part()
            _take(compile(ast.Expression(said[page]), str(path), "eval"), part)
            return part
    return None


@cache
def _path_of(module: str) -> Path | None:
    base = ROOT.joinpath(*module.split("."))
    return next((p for p in (base.with_suffix(".py"), base / "__init__.py") if p.is_file()), None)


def _reached(module: str, names: set[str], through: _Module) -> Iterator[tuple[str, str]]:
    """(module, part) of the names used: parts of the module itself, and what it imports; of a whole module those of its
    parts that are named as well."""
    for name in names:
        if name in through.parts:
            yield module, name
        if name in through.imports:
            source, brought = through.imports[name]
            inner = _path_of(f"{source}.{brought}") if brought else None
            if brought and inner is None:
                yield source, brought
                continue
            whole = f"{source}.{brought}" if brought else source
            path = _path_of(whole)
            if path is not None:
                yield from ((whole, one) for one in names & set(_module(path).parts))


@cache
def _onward(module: str, part: str) -> tuple[tuple[str, str], ...]:
    """What a part of a module of the package uses."""
    held = _module(_path_of(module))
    return tuple(_reached(module, held.parts[part].names if part in held.parts else {part}, held))


def _closed(module: str, start: _Part, through: _Module, page: str) -> Asked:
    ids, anything = set(start.asked(module)), False
    waiting, seen = [(module, *at) for at in _reached(module, start.names, through)], set()
    while waiting:
        asker, name, part = waiting.pop()
        anything = anything or ((name, part) in _CHOOSERS and not asker.startswith("inspection.ui.pieces"))
        if (name, part) in seen:
            continue
        seen.add((name, part))
        path = _path_of(name) if name.startswith("inspection") else None
        if path is None or name.startswith(_NOT_FOLLOWED):
            continue
        held = _module(path)
        if part in held.parts:
            found = held.parts[part]
            if page in found.texts and len(found.texts & _pages()) > 1:
                found = _chosen(path, part, page) or found
            ids |= found.asked(name)
            onward = _onward(name, part) if found is held.parts[part] else _reached(name, found.names, held)
            waiting += [(name, *at) for at in onward]
        elif part in held.imports:
            waiting += [(name, *at) for at in _onward(name, part)]
    return Asked(frozenset(ids), anything)


@cache
def asked_by(path: str, part: str = "") -> Asked:
    """What a file of the program asks for, by its path from the root; with `part` one function or value of it.
    KeyError for a part that it does not have."""
    held = _module(ROOT / path)
    module = path.removesuffix(".py").replace("/", ".")
    page = Path(path).stem if path.startswith("pages/") else ""
    return _closed(module, held.parts[part] if part else held.top, held, page)


def joined(parts: Iterable[Asked]) -> Asked:
    """What several parts ask for together."""
    found = list(parts)
    return Asked(frozenset().union(*(one.ids for one in found)), any(one.anything for one in found))
