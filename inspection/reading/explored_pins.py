"""A pinned question of the explorer, asked again of other data: what of it no longer exists, in words."""

from collections.abc import Mapping

from inspection.reading.answers import Source
from inspection.reading.asked import Asked, parsed
from inspection.reading.explored import group_label, text_of, values
from inspection.reading.view import View
from inspection.reading.words import listed

NOT_A_MATTER = ("chart", "measure")
"""Written otherwise where they stand at what is usual: nothing has gone."""


def opened(view: View, source: Source, texts: Mapping[str, str]) -> tuple[Asked | None, str]:
    """The question, and what of it there no longer is, in a sentence; no question where what it measures is gone."""
    asked = parsed(dict(texts))
    written = asked.texts()
    if texts.get("of") and written.get("of") != texts["of"]:
        return None, view.say("boards.gone")
    lost = [name for name, text in texts.items() if written.get(name) != text and name not in NOT_A_MATTER]
    words = [view.say(f"boards.part_{name}") for name in lost]
    for name, kept in asked.keep:
        there = {text_of(value) for value in values(view, source, Asked(source=asked.source), name)}
        missing = [text or view.say("breakdown.not_stated") for text in kept if text not in there]
        if missing:
            words.append(view.say("boards.part_value", field=group_label(view, asked, name), values=listed(missing, view.lang)))
    return asked, view.say("boards.lost", names=listed(words, view.lang)) if words else ""
