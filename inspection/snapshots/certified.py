"""核定: figures that a named person certified, each with everything it rests on, so that the mark falls by itself.

    certify(home, mart, settings, question("completion_rate", {}, mart.as_of), version=3, by="李敏", at=now)
    standing(question(…), certificates(home), now)   # the certificate that holds for this figure now, or None
    take_back(home, "c0001", by="王强", reason="…", at=now)

`certified/<id>.json` of the data home holds what was certified; that it was is a line of the register, signed and chained, with
the record's fingerprint. A certificate holds while the figure asked for is the same question and rests on the same: the
rows behind, the definition, the settings it reads. Nothing that is not behind the figure lowers it, and nobody but a named
person who gives the reason takes it back, which is a line of the register too.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path

from inspection.indicators.basis import Basis, Question, basis
from inspection.snapshots import register as registers
from inspection.snapshots.faults import Refused
from inspection.snapshots.keys import office_key
from inspection.warehouse import Mart, Settings, Store, private_folder

FOLDER, BACK = "certified", ".back.json"
PATIENCE = 20.0  # seconds that another step of publication may take


@dataclass(frozen=True)
class TakenBack:
    """That a certificate was taken back: which, by whom, why, when (ISO)."""

    id: str
    by: str
    reason: str
    at: str

    @property
    def day(self) -> str:
        return self.at[:10]


@dataclass(frozen=True)
class Certificate:
    """One figure as it was certified: its question, what it rested on, on which version of the data, by whom and when (ISO);
    `back`: that it was taken back."""

    id: str
    question: Question
    basis: Basis
    version: int
    by: str
    at: str
    back: TakenBack | None = None

    @property
    def day(self) -> str:
        return self.at[:10]


def certify(home: Path, mart: Mart, settings: Settings, asked: Question, *, version: int, by: str, at: datetime) -> Certificate:
    """Certify a figure as it stands. The data version is kept for as long as the certificate is.

    Raises Refused where nobody is named (no_name), where there is nothing to certify (nothing_to_certify), where the same
    person's certificate of the same stands already (certified_already), where another step holds the lock (busy), and for a
    damaged register; StoreError where the version cannot be kept. Nothing is written then. Raises Unknown.
    """
    home = Path(home)
    if not by.strip():
        raise Refused("no_name")
    rests_on = basis(mart, settings, asked)
    if not rests_on.things:
        raise Refused("nothing_to_certify")
    with registers.writing(home / "snapshots", PATIENCE):
        held = certificates(home)
        if any(one.question == asked and one.basis == rests_on and one.by == by and not one.back for one in held):
            raise Refused("certified_already", name=by)
        made = Certificate(f"c{len(held) + 1:04d}", asked, rests_on, version, by, at.isoformat(timespec="seconds"))
        text = _text(made)
        private_folder(home / FOLDER)
        registers.write_whole(home / FOLDER / f"{made.id}.json", text)
        if not mart.demonstration:
            Store(home).pin(version, f"{FOLDER}/{made.id}")
        handed = registers.Handed(made.id, hashlib.sha256(text).hexdigest())
        registers.append(home / "snapshots", registers.Step("certified", by, made.at, certified=(handed,)), office_key(home))
        return made


def take_back(home: Path, id: str, *, by: str, reason: str, at: datetime) -> Certificate:
    """Take a certificate back: its mark stands nowhere from now on, its record stays. What is published keeps what it says.

    Raises Refused where nobody is named (no_name), no reason is given (no_reason), there is no such certificate
    (no_certificate) or it was taken back already (taken_back_already), where another step holds the lock (busy), and for a
    damaged register. Nothing is written then.
    """
    home = Path(home)
    if not by.strip():
        raise Refused("no_name")
    if not reason.strip():
        raise Refused("no_reason")
    with registers.writing(home / "snapshots", PATIENCE):
        held = {one.id: one for one in certificates(home)}
        if id not in held:
            raise Refused("no_certificate", id=id)
        if held[id].back:
            raise Refused("taken_back_already", id=id, name=held[id].back.by)
        made = TakenBack(id, by, reason.strip(), at.isoformat(timespec="seconds"))
        text = _text(made)
        registers.write_whole(home / FOLDER / f"{id}{BACK}", text)
        handed = registers.Handed(id, hashlib.sha256(text).hexdigest())
        step = registers.Step(registers.TAKEN_BACK, by, made.at, certified=(handed,))
        registers.append(home / "snapshots", step, office_key(home))
        return replace(held[id], back=made)


def certificates(home: Path) -> tuple[Certificate, ...]:
    """Every certificate in the order in which they were made, also those taken back. Raises Refused where the register or a
    record is not as it was written."""
    home = Path(home)
    register = registers.read(home / "snapshots")
    back = {one.id: _taken_back(home, one) for one in register.taken_back}
    return tuple(replace(_read(home, one), back=back.get(one.id)) for one in register.certified)


def fallen(one: Certificate, mart: Mart, settings: Settings) -> tuple[str, ...]:
    """What has changed of what a certificate rests on (definition, settings, rows, figure); none while it holds."""
    return one.basis.changed(basis(mart, settings, one.question))


def standing(asked: Question, held: Sequence[Certificate], now: Callable[[], Basis]) -> Certificate | None:
    """Of the certificates held the one that holds for a figure, the last of several; None where there is none. `now`: what the
    figure rests on, which costs a statement and is asked only where somebody certified such a figure."""
    same = [one for one in held if one.question == asked and not one.back]
    if not same:
        return None
    rests = now()
    return next((one for one in reversed(same) if not one.basis.changed(rests)), None)


def _text(made: Certificate | TakenBack) -> bytes:
    told = {name: value for name, value in asdict(made).items() if name != "back"}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1, default=date.isoformat).encode("utf-8")


def _held(path: Path, handed: registers.Handed) -> dict:
    """What a record says. Raises OSError, and ValueError where it is not the one that was written."""
    text = path.read_bytes()
    if hashlib.sha256(text).hexdigest() != handed.record:
        raise ValueError("SHA-256")
    return json.loads(text)


def _taken_back(home: Path, handed: registers.Handed) -> TakenBack:
    path = home / FOLDER / f"{handed.id}{BACK}"
    try:
        return TakenBack(**_held(path, handed))
    except (OSError, ValueError, TypeError) as error:
        raise Refused("certificate_changed", path=path, reason=error) from error


def _read(home: Path, handed: registers.Handed) -> Certificate:
    path = home / FOLDER / f"{handed.id}.json"
    try:
        held = _held(path, handed)
        asked, rests_on = held.pop("question"), held.pop("basis")
        where = tuple((name, tuple(values)) for name, values in asked.pop("where"))
        days = {name: date.fromisoformat(day) if day else None for name, day in asked.items() if name != "indicator"}
        rests_on["counts"] = tuple((name, count) for name, count in rests_on["counts"])
        return Certificate(question=Question(asked["indicator"], where, **days), basis=Basis(**rests_on), **held)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused("certificate_changed", path=path, reason=error) from error
