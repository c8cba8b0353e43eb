"""Forms of the level above (表样直填): what their fields ask for, what stands in them, and the form filled.

A form is marked once, in any cell or text, with {{a field}} (inspection/reading/fields.py); from then on it is filled: every
other cell, style, merge, formula and picture stays as it came.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from inspection.formats import forms as files
from inspection.formats.children import Unreadable
from inspection.formats.forms import Place, Put
from inspection.papers.given import Stated
from inspection.reading.answers import Source, terms
from inspection.reading.fields import Answered, Asked, FieldUnknown, answers, parse
from inspection.reading.view import View
from inspection.text import say

HEADERS = ("oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter")


class FormUnknown(ValueError):
    """A form whose fields do not all name a figure: each with its place is said by `words`."""

    def __init__(self, unknown: Iterable["Found"]):
        self.unknown = tuple(unknown)
        super().__init__(self.words("en"))

    def words(self, lang: str) -> str:
        """A line for each field: where it stands, what is wrong with it, what is near."""
        lines = (f"{place_words(one.place, lang)}：{one.unknown.words(lang)}" for one in self.unknown)
        return "\n".join([say("forms.unknown", lang, n=len(self.unknown)), *lines])


@dataclass(frozen=True)
class Found:
    """A field of a form, with what it asks for and the answer, or why it names no figure."""

    place: Place
    asked: Asked | None = None
    answered: Answered | None = None
    unknown: FieldUnknown | None = None


@dataclass(frozen=True)
class Checked:
    """A form looked through on the source's data: its fields in their order."""

    kind: str
    found: tuple[Found, ...]

    @property
    def unknown(self) -> tuple[Found, ...]:
        return tuple(one for one in self.found if one.unknown)

    @property
    def stated(self) -> tuple[Stated, ...]:
        """The figures that stand in the form once it is filled, for the papers kept as given."""
        said = {str(one.asked): one.answered.words() for one in self.found if one.answered}
        return tuple(Stated(field, words) for field, words in said.items())


def checked(data: bytes, source: Source, lang: str, as_of: date | None = None) -> Checked:
    """What the fields of a form ask for and their answers. `as_of`: the day of those that name none; None: the data's own.

    Raises Unreadable for a file that is no form or cannot be opened.
    """
    form = files.look(data)
    asked: dict[str, Asked | FieldUnknown] = {}
    for place in form.fields:
        if place.text not in asked:
            asked[place.text] = _asked(place.text, source, as_of)
    known = [one for one in dict.fromkeys(asked.values()) if isinstance(one, Asked)]
    found = dict(zip(known, answers(known, source, lang), strict=True))
    return Checked(form.kind, tuple(_found(place, asked[place.text], found) for place in form.fields))


def filled(data: bytes, form: Checked, lang: str, *, partly: bool = False) -> bytes:
    """The form with its answers. Raises FormUnknown where a field names no figure, unless `partly`: then it stays as it
    stands; Unreadable."""
    if form.unknown and not partly:
        raise FormUnknown(form.unknown)
    return files.fill(data, {one.place.text: _put(one.answered, lang) for one in form.found if one.answered})


def view_of(source: Source, lang: str, as_of: date | None = None) -> View:
    """The view that a form is filled in: everything up to the day; each field says for itself what it is of."""
    day = as_of or source.mart.as_of
    return View(lang, day, terms(source, day))


def place_words(place: Place, lang: str) -> str:
    """Where a field stands: 工作表“表一”的 B3 格, 页眉, 正文第 12 段."""
    if place.place in HEADERS:
        return say(f"forms.place_{'header' if 'Header' in place.place else 'footer'}", lang, sheet=place.sheet)
    if place.place == "box":
        return say("forms.place_box", lang, text=place.around)
    if place.place.isdigit():
        kind = place.sheet if place.sheet in ("body", "notes") else f"page_{place.sheet}"
        return say(f"forms.place_{kind}", lang, n=place.place, text=place.around)
    return say("forms.place_cell", lang, sheet=place.sheet, cell=place.place)


def unreadable_words(error: Unreadable, lang: str) -> str:
    """Why a form is not opened, and what to do: a sentence."""
    detail = dict(error.detail)
    own = f"forms.{error.code}"
    key = own if error.code in OWN else f"intake.{error.code}"
    return say(key, lang, **detail) + say("forms.stop", lang)


OWN = ("form_kind", "form_old", "form_encoding", "form_formula", "form_no_cell", "form_no_place", "form_empty", "entities",
       "damaged", "password")  # fmt: skip
"""Refusals that have words of their own for forms; the others have those of the import."""


def _asked(text: str, source: Source, as_of: date | None) -> Asked | FieldUnknown:
    try:
        asked = parse(text, source)
    except FieldUnknown as unknown:
        return unknown
    return asked if asked.as_of or as_of is None else replace(asked, as_of=as_of)


def _found(place: Place, asked: Asked | FieldUnknown, answered: dict[Asked, Answered]) -> Found:
    if isinstance(asked, FieldUnknown):
        return Found(place, unknown=asked)
    return Found(place, asked, answered[asked])


def _put(answered: Answered, lang: str) -> Put:
    """What is put in a field's place: a number without its unit, which the form itself has; of a rate the per cent."""
    text = answered.plain(lang)
    if answered.number is None:
        return Put(text)
    if isinstance(answered.number, float):
        return Put(text, repr(answered.number), True, text.removesuffix("%"))
    return Put(text, str(answered.number))
