"""From a reading without faults to a draft that the checks have looked over: the last step before a version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from inspection.intake.read import Reading
from inspection.intake.violations import LookedOver, look_over
from inspection.warehouse import Draft, Settings, Store, open_full


@dataclass(frozen=True)
class Drafted:
    """A draft ready to be accepted (`store.accept(draft, checks=looked.counts)`), None when a check refuses it."""

    draft: Draft | None
    looked: LookedOver


def drafted(
    store: Store,
    reading: Reading,
    *,
    as_of: date,
    built_at: datetime,
    settings: Settings,
    lang: str,
    modes: Mapping[str, str] | None = None,
    sources: Sequence[Path] = (),
    who: str = "",
    note: str = "",
) -> Drafted:
    """Build the draft of a reading that has ledgers and no fault, and run every check over it.

    A draft that a check refuses is let go at once. Raises what Store.draft raises.
    """
    draft = store.draft(
        reading.ledgers,
        as_of=as_of,
        files=reading.files,
        built_at=built_at,
        who=who,
        note=note,
        modes=modes,
        sources=sources,
    )
    try:
        full = open_full(draft.full)
        try:
            previous = draft.parent.manifest["rows"] if draft.parent else None
            looked = look_over(full, reading.places, previous=previous, settings=settings, lang=lang)
        finally:
            full.close()
    except BaseException:
        store.discard(draft)
        raise
    if looked.faults:
        store.discard(draft)
        return Drafted(None, looked)
    return Drafted(draft, looked)
