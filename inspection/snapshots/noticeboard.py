"""What hangs on a notice board: a code per organisation that leads to its page, the same from edition to edition."""

import io
import re
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from inspection.formats.paper_pdf import typeset
from inspection.formats.qr import qr_png, qr_svg
from inspection.snapshots.faults import Refused
from inspection.snapshots.publication import Publication
from inspection.snapshots.site import address_of, file_of, listed
from inspection.text import say

ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:/[A-Za-z0-9._~%\-]+)*/?")
LONGEST = 200
"""Characters of the site's address; beyond that a code is too fine for an old telephone."""
PER_PAGE = (1, 6)


@dataclass(frozen=True)
class Notice:
    """An organisation, the township above it where its name does not say it, and the address of its page."""

    org_id: str
    org_class: str
    name: str
    above: str
    address: str


def notices(publication: Publication, base: str) -> tuple[Notice, ...]:
    """A notice for each organisation that has a page on the public site, in the order of the latest snapshot.

    Raises Refused where nothing is published, or where `base`, the address of the site, is none that a telephone could open.
    """
    if len(base) > LONGEST or not ADDRESS.fullmatch(base):
        raise Refused("no_public_url", value=base[:LONGEST])
    found = tuple(
        Notice(
            one.org_id, one.org_class, one.name, "" if one.parent is None or one.parent[:2] in one.name else one.parent,
            address_of(base, one.org_id),
        )
        for one in listed(publication)
    )  # fmt: skip
    if not found:
        raise Refused("no_pages")
    return found


def chosen(every: Sequence[Notice], orgs: Collection[str], org_class: str = "") -> tuple[Notice, ...]:
    """Those of a class, or those named by id or name; with neither all of them. Raises Refused for a name that has no page."""
    known = {word for one in every for word in (one.org_id, one.name)}
    if unknown := [org for org in orgs if org not in known]:
        raise Refused("no_page_of", value=unknown[0])
    return tuple(
        one
        for one in every
        if (not orgs or one.org_id in orgs or one.name in orgs) and (not org_class or one.org_class == org_class)
    )


def sheet(
    found: Sequence[Notice], *, county: str, contact: str, on: date, lang: str, per_page: int, demonstration: bool
) -> bytes:
    """The PDF to print and cut, A4: `per_page` (1 or 6) notices on a page. Equal notices, equal bytes."""
    told = {
        "title": say("noticeboard.title", lang),
        "office": county,
        "lang": lang,
        "each": per_page,
        "mark": say("airing.demonstration", lang) if demonstration else "",
        "scan": say("noticeboard.scan", lang),
        "foot": say("noticeboard.office", lang, county=county),
        "contact": f"{say('airing.contact', lang)} {contact}" if contact else "",
        "notices": [
            {"name": one.name, "above": one.above, "address": one.address, "code": qr_svg(one.address).decode()} for one in found
        ],
    }
    return typeset("noticeboard.typ", {"board": told}, on)


def pictures(found: Sequence[Notice]) -> bytes:
    """A zip with the code of each organisation as svg and png, named as its page is, and a list of which is whose."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        def add(name: str, held: bytes) -> None:
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), held)

        lines = [f"{file_of(one.org_id, '')}  {one.name}  {one.address}\n" for one in found]
        add("list.txt", ("\ufeff" + "".join(lines)).encode("utf-8"))
        for one in found:
            add(file_of(one.org_id, ".svg"), qr_svg(one.address))
            add(file_of(one.org_id, ".png"), qr_png(one.address))
    return out.getvalue()
