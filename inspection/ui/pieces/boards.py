"""我的看板: questions of the explorer pinned under a name, in an order, one board per account.

They are kept in `boards.json` of the data home as the saved views are. Whoever has a board's address (?board=…) and may open the
page sees it; only its owner changes it. A pin keeps the question, not the answer: it is asked anew of the data in force.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from inspection.ui.pieces.saved_views import LONGEST_NAME, Unreadable, rows_of, write_rows

FILE = "boards.json"
MOST = 12
"""Pins of one board."""


@dataclass(frozen=True)
class Pin:
    """A question under a name, as the parameters of the explorer's address."""

    name: str
    asked: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Board:
    """The pins of an account in their order; `id` stands in the address."""

    id: str
    owner: str
    pins: tuple[Pin, ...] = ()


def kept(home: Path) -> list[Board]:
    """All boards. Raises Unreadable."""
    try:
        return [
            Board(str(r["id"]), str(r["owner"]), tuple(Pin(str(p["name"]), _pairs(p["asked"])) for p in r["pins"]))
            for r in rows_of(home, FILE)
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable(str(home / FILE)) from error


def _pairs(asked: dict) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(text)) for name, text in asked.items())


def _write(home: Path, boards: list[Board]) -> None:
    rows = [
        {"id": b.id, "owner": b.owner, "pins": [{"name": p.name, "asked": dict(p.asked)} for p in b.pins]} for b in boards
    ]
    write_rows(home, FILE, rows)


def of_owner(home: Path, owner: str = "") -> Board | None:
    """The board of an account; None before its first pin. Raises Unreadable."""
    return next((board for board in kept(home) if board.owner == owner), None)


def pin(home: Path, owner: str, one: Pin) -> Board:
    """Put a question on the owner's board, at its end; one of the same name gives way to it, in its place. Raises Unreadable,
    ValueError for no name or a full board."""
    one = replace(one, name=one.name.strip()[:LONGEST_NAME])
    boards = kept(home)
    mine = next((board for board in boards if board.owner == owner), None) or Board(secrets.token_hex(4), owner)
    names = [other.name for other in mine.pins]
    if not one.name or (one.name not in names and len(names) >= MOST):
        raise ValueError(one.name)
    pins = tuple(one if p.name == one.name else p for p in mine.pins) if one.name in names else (*mine.pins, one)
    made = replace(mine, pins=pins)
    _write(home, [*(board for board in boards if board.owner != owner), made])
    return made


def change(home: Path, owner: str, pins: Callable[[tuple[Pin, ...]], tuple[Pin, ...]]) -> None:
    """Give the owner's board other pins, made of those it has. Raises Unreadable."""
    _write(home, [replace(b, pins=pins(b.pins)[:MOST]) if b.owner == owner else b for b in kept(home)])


def renamed(pins: tuple[Pin, ...], at: int, name: str) -> tuple[Pin, ...]:
    """The same pins, one under another name; without a name, or under one that another has, as they were."""
    name = name.strip()[:LONGEST_NAME]
    others = [pin.name for place, pin in enumerate(pins) if place != at]
    if not name or name in others or not 0 <= at < len(pins):
        return pins
    return (*pins[:at], replace(pins[at], name=name), *pins[at + 1 :])
