"""The whole public site as plain files: the latest, the archive, each organisation, a feed, a sitemap, headers.

Any web server serves it to any number of readers. What is not published is not in it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inspection.formats.qr import qr_svg
from inspection.snapshots.contents import Contents, Line
from inspection.snapshots.draft import CLASSES, label_of_class
from inspection.snapshots.faults import Refused
from inspection.snapshots.keys import office_key, public_pem
from inspection.snapshots.open_data import Edition, figure_words, following, open_data
from inspection.snapshots.page import environment, parts, percent, rendered, style_hash
from inspection.snapshots.publication import Publication
from inspection.snapshots.register import write_whole
from inspection.snapshots.series import Listed, compare, history, organisations
from inspection.snapshots.tables import schema
from inspection.snapshots.vocabulary import FILE, FOLDER, foreign
from inspection.text import say
from inspection.warehouse import OPEN_FILE, OPEN_FOLDER, PROGRAM, Settings, by_pinyin, initials, set_mode, tighten

ADDRESSES = (
    rf"#en|#zh|data:,|feed\.xml|snapshot\.pub\.pem|leaderboard\.schema\.json|latest/index\.html|organisations/index\.html|"
    rf"data/index\.html|revisions\.csv|datapackage\.json|csv-metadata\.json|[a-z_]{{3,60}}(?:/{FOLDER})?\.csv|"
    rf"(?:\.\./)?index\.html|(?:\.\./)?{FOLDER}/index\.html|[0-9a-f]{{16}}\.(?:html|svg)|{FILE}"
)
MARK = ".inspection-site"
"""Stands in every site folder, so that another folder is never taken for one and emptied."""


ALPHABET = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True)
class Shown:
    """A snapshot as the site shows it: its folder and state, and the folder of the one that corrects it."""

    folder: str
    state: str
    contents: Contents
    fingerprint: str
    now: str = ""


def shown(publication: Publication) -> list[Shown]:
    """Every snapshot that was published, latest first; of a withdrawn one the site shows that it was withdrawn."""
    register = publication.register()
    folders = {entry.id: entry.folder for entry in register.entries}
    return [
        Shown(entry.folder, entry.state, contents, entry.fingerprint, folders.get(entry.replaced_by, ""))
        for entry, contents in reversed(publication.published())
    ]


def file_of(org_id: str, ending: str = ".html") -> str:
    """The file of an organisation's page, or of its code; an id may hold anything, a file name may not."""
    return hashlib.sha256(org_id.encode("utf-8")).hexdigest()[:16] + ending


def headers(files: dict[str, bytes]) -> tuple[tuple[str, str], ...]:
    """What a web server sends with every file: nothing may load but the styles that stand in the pages themselves."""
    found = {
        style_hash(css)
        for held in files.values()
        if held.startswith(b"<!DOCTYPE html>")
        for css in re.findall(r"<style>(.*?)</style>", held.decode("utf-8"), re.DOTALL)
    }
    styles = " ".join(f"'{one}'" for one in sorted(found))
    return (
        (
            "Content-Security-Policy",
            f"default-src 'none'; style-src {styles}; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'",
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    )


def site_files(
    publication: Publication, county: str, contact: str = "", base: str = "", coming: str = ""
) -> dict[str, bytes]:
    """Path -> bytes of the whole site. `base`: the address it will have, for feed, sitemap and codes; `coming`: when the next
    release is due, in the office's words.

    Raises Refused when a page says something that is in no list.
    """
    base = with_slash(base)
    every = shown(publication)
    valid = [one for one in every if one.state == "published"]
    files = dict(_folders(publication, every))
    if valid:
        files |= {f"latest/{n}": held for n, held in publication.files(valid[0].folder).items()}
    told = [one for one in every if one.state != "withdrawn"]
    without = without_pages(publication)
    demonstration = any(one.contents.demonstration for one in every)
    editions = [
        Edition(one.folder, contents, one.state == "published", contents.replaces_folder or "")
        for one, contents in zip(reversed(told), _told(told, without), strict=True)
    ]
    pages = {
        "index.html": rendered(
            "site.html", county=county, contact=contact, demonstration=demonstration,
            latest=valid[0].contents if valid else None, shown=every, percent=percent, coming=coming,
            differing=differing(editions),
        )
    }  # fmt: skip
    data = open_data(editions, county, coming)
    if data:
        pages["data/index.html"] = _data_page(editions, data, coming, demonstration)
    pages |= dict(_organisations(told, demonstration, without, with_codes=bool(base)))
    allowed = [one.contents for one in every]
    titles = [say("airing.site_title", lang, name=county) for lang in ("zh", "en")]
    for path, held in pages.items():
        if found := foreign(held, allowed, (contact, county, coming, PROGRAM["version"], *titles, *ALPHABET), ADDRESSES):
            raise Refused("foreign", kind=found[0].kind, what=f"{path}: {found[0].what[:80]}", count=len(found))
    files |= pages | data
    if base:
        named = organisations(_told(told, without))
        files |= {f"organisations/{file_of(org, '.svg')}": qr_svg(address_of(base, org)) for org in named}
    files["snapshot.pub.pem"] = public_pem(office_key(publication.home))
    files["leaderboard.schema.json"] = schema()
    files["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n".encode()
    files["feed.xml"] = _plain("feed.xml", **_feed(every, titles[0], base))
    files["sitemap.xml"] = _plain("sitemap.xml", base=base, pages=_dated(every, pages))
    sent = headers(files)
    files["_headers"] = _plain("headers.txt", headers=sent)
    files["nginx.conf"] = _plain("nginx.conf", headers=sent)
    return files


def _data_page(editions: Sequence[Edition], data: Mapping[str, bytes], coming: str, demonstration: bool) -> bytes:
    """The page of the open data: each figure with its addresses, latest edition first."""
    figures = []
    for id in dict.fromkeys(d.id for one in reversed(editions) for d in one.contents.definitions):
        having = [one for one in reversed(editions) if f"data/{id}/{one.folder}.csv" in data]
        if f"data/{id}.csv" in data:
            latest = max((one for one in having if one.valid), key=lambda one: one.contents.as_of).contents
            figures.append((id, figure_words(latest, id)[0], latest.as_of, having))
    program = PROGRAM["version"]
    return rendered("data.html", figures=figures, coming=coming, demonstration=demonstration, program=program)


def differing(editions: Sequence[Edition]) -> dict[str, list[tuple[str, int]]]:
    """Folder -> what differs from the edition before: (sentence, how many organisations)."""
    found: dict[str, list[tuple[str, int]]] = {}
    for before, edition in following(editions):
        if before is None:
            found[edition.folder] = [("first", 0)]
            continue
        kinds = [change.kind for change in compare(before.contents, edition.contents)]
        counts = {"moved": len(kinds) - sum(kinds.count(kind) for kind in ("same", "entered", "left"))}
        counts |= {kind: kinds.count(kind) for kind in ("entered", "left")}
        found[edition.folder] = [(kind, count) for kind, count in counts.items() if count] or [("none", 0)]
    return found


def _plain(template: str, **values: object) -> bytes:
    """A template that is no HTML page; what XML needs escaped is escaped, header values are our own."""
    held = environment().get_template(template)
    text = held.render(**values)
    return (text if template.endswith(".xml") else text.replace("&#39;", "'")).encode("utf-8")


def _folders(publication: Publication, every: Sequence[Shown]) -> Iterator[tuple[str, bytes]]:
    """Every published folder as it is; at the address of a corrected or withdrawn one stands the page that says so."""
    notices = {entry.folder: entry.notice for entry in publication.register().entries if entry.notice}
    for one in every:
        source = notices.get(one.folder, one.folder)
        for name, held in publication.files(source).items():
            yield f"{one.folder}/{name}", held
            if source != one.folder:
                yield f"{source}/{name}", held


def listed(publication: Publication) -> tuple[Listed, ...]:
    """The organisations that have a page of their own, in the order of the latest snapshot."""
    told = [one for one in shown(publication) if one.state != "withdrawn"]
    return tuple(organisations(_told(told, without_pages(publication))).values())


def address_of(base: str, org_id: str) -> str:
    """The address of an organisation's page, the same from edition to edition. `base`: that of the site."""
    return f"{with_slash(base)}organisations/{file_of(org_id)}"


def with_slash(base: str) -> str:
    return base if not base or base.endswith("/") else base + "/"


def without_pages(publication: Publication) -> frozenset[str]:
    """The classes whose organisations have no pages of their own: one of them was listed once and is withheld since, and
    the one page that went would name it."""
    last: dict[str, tuple[str, bool]] = {}
    for entry, contents in publication.published():
        listed = {line.org_id: one.org_class for one in contents.classes for line in one.lines}
        last |= {org: (org_class, False) for org, org_class in listed.items()}
        for one in publication.wanted(entry).withheld:
            if one.org_id in last:
                last[one.org_id] = (last[one.org_id][0], True)
    return frozenset(org_class for org_class, withheld in last.values() if withheld)


def _organisations(
    told: Sequence[Shown], demonstration: bool, without: frozenset[str], *, with_codes: bool
) -> Iterator[tuple[str, bytes]]:
    snapshots = _told(told, without)
    every = organisations(snapshots)
    parts_of, letters = _index(every.values()), by_letter(every.values())
    yield "organisations/index.html", rendered("organisations.html", parts=parts_of, letters=letters)
    for org, listed in every.items():
        lines: list[Line | None] = [line for _, line in history(snapshots, org)]
        rows = list(zip(told, reversed(lines), strict=True))
        now = [(one, line) for one, line in rows if line and one.state == "published"][:1]
        yield (
            f"organisations/{file_of(org)}",
            rendered(
                "organisation.html", name=listed.name, rows=rows, now=now, percent=percent, parts=parts,
                demonstration=demonstration, code=file_of(org, ".svg") if with_codes else "",
            ),
        )


def _told(told: Sequence[Shown], without: frozenset[str]) -> list[Contents]:
    """What the pages of organisations tell, oldest first: without the classes that have none."""
    return [
        replace(one.contents, classes=tuple(c for c in one.contents.classes if c.org_class not in without))
        for one in reversed(told)
    ]


def _names(every: Iterable[Listed]) -> list[dict[str, str]]:
    """Organisations as an index names them, by pinyin; of a village also the township, where its name does not say it."""
    listed = list(every)
    order = {name: at for at, name in enumerate(by_pinyin({one.name for one in listed}))}
    listed.sort(key=lambda one: (order[one.name], one.org_id))
    return [
        {
            "name": one.name,
            "file": file_of(one.org_id),
            "above": "" if one.parent is None or one.parent[:2] in one.name else one.parent,
        }
        for one in listed
    ]


def by_letter(every: Iterable[Listed]) -> list[tuple[str, list[dict[str, str]]]]:
    """(letter, the organisations whose name begins with it in pinyin), and under "" those that begin with no letter.

    What begins with 县 stands under the letter behind it as well: 县教育局 is looked for under J.
    """
    listed = list(every)
    held: dict[str, list[Listed]] = {}
    for one, spelt in zip(listed, initials([one.name for one in listed]), strict=True):
        for letter in dict.fromkeys(spelt[: 2 if one.name.startswith("县") else 1].upper() or "-"):
            held.setdefault(letter if "A" <= letter <= "Z" else "", []).append(one)
    return [(letter, _names(held[letter])) for letter in sorted(held, key=lambda letter: (not letter, letter))]


def _index(every: Iterable[Listed]) -> list[dict[str, object]]:
    """Where a reader finds an organisation: class by class; of those below a township, township by township."""
    found: list[dict[str, object]] = []
    for org_class in CLASSES:
        of_class = [one for one in every if one.org_class == org_class]
        towns = {one.parent or "" for one in of_class}
        order = {name: at for at, name in enumerate(by_pinyin(towns))}
        for name in sorted(towns, key=lambda name: (not name, order[name])):
            part = [one for one in of_class if (one.parent or "") == name]
            found.append(
                {"label": label_of_class(org_class), "above": name, "alone": not name and len(towns) == 1, "names": _names(part)}
            )
    return found


def _feed(every: Sequence[Shown], title: str, base: str) -> dict[str, object]:
    entries = [
        {
            "title": one.contents.title.zh,
            "mark": one.fingerprint,
            "folder": one.folder,
            "day": one.contents.published_on,
            "summary": f"{say('airing.as_of', 'zh', day=one.contents.as_of)} {say(f'airing.state_{one.state}', 'zh')}",
        }
        for one in every
    ]
    return {"title": title, "base": base, "updated": entries[0]["day"] if entries else "1970-01-01", "entries": entries}


def _dated(every: Sequence[Shown], pages: dict[str, bytes]) -> list[tuple[str, object]]:
    if not every:
        return []
    newest = every[0].contents.published_on
    return [
        *((path, newest) for path in sorted(pages)),
        *((f"{o.folder}/index.html", o.contents.published_on) for o in every),
    ]


def write_site(
    publication: Publication, folder: Path, *, county: str, contact: str = "", base: str = "", coming: str = ""
) -> int:
    """Write the site into a folder, file by file whole, the first page last; what is no longer in it goes.

    Returns how many files it has. Raises Refused for a folder that holds anything but a site.
    """
    return write_files(site_files(publication, county, contact, base, coming), folder)


def write_files(files: Mapping[str, bytes], folder: Path) -> int:
    """Write the files of a site, as `write_site` does. The mark of the folder names what is in it only once all is."""
    folder = Path(folder)
    begun = f".{MARK}.new"  # all that a first writing leaves that was killed at once
    if folder.is_dir() and not (folder / MARK).exists() and any(path.name != begun for path in folder.iterdir()):
        raise Refused("not_a_site", folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / MARK, b"")
    for path in sorted(files, key=lambda path: (path == "index.html", path)):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.is_file() or place.read_bytes() != files[path]:
            write_whole(place, files[path])
        # whatever the umask: the web server that serves it may run as another user
        set_mode(place, OPEN_FILE)
        set_mode(place.parent, OPEN_FOLDER)
    for place in sorted(folder.rglob("*"), reverse=True):
        if place.is_dir():
            if not any(place.iterdir()):
                place.rmdir()
        elif place.relative_to(folder).as_posix() not in {*files, MARK}:
            place.unlink()
    write_whole(folder / MARK, site_mark(files).encode())
    set_mode(folder / MARK, OPEN_FILE)
    set_mode(folder, OPEN_FOLDER)
    return len(files)


def site_mark(files: Mapping[str, bytes]) -> str:
    """The fingerprint of a site: of the names of its files and what they hold."""
    each = "".join(f"{hashlib.sha256(held).hexdigest()}  {path}\n" for path, held in sorted(files.items()))
    return hashlib.sha256(each.encode("utf-8")).hexdigest()


def public_folder(home: Path) -> Path:
    """Where the site lies that the dashboard serves under /public."""
    return Path(home) / "public"


class PublicSite:
    """What the dashboard serves under /public: it follows every step of a publication (see `publication.Site`)."""

    def __init__(self, home: Path, settings: Settings) -> None:
        self.home, self.folder = Path(home), public_folder(home)
        county = settings.section("county")
        # a blank at the end of a name is no part of it, however wide
        self._words = [str(county[name]).strip() for name in ("name", "contact", "public_url", "next_release")]

    def files(self, publication: Publication) -> dict[str, bytes]:
        """All files of the site. Raises Refused when a page says something that is in no list."""
        return site_files(publication, *self._words)

    def mark(self, files: Mapping[str, bytes]) -> str:
        return site_mark(files)

    def write(self, files: Mapping[str, bytes]) -> int:
        """Write them, readable to a web server of another user as well. Returns how many."""
        count = write_files(files, self.folder)
        tighten(self.home)  # and leave a way to it
        return count

    def served(self) -> str:
        """The fingerprint of the site that was written whole; empty where none was."""
        mark = self.folder / MARK
        return mark.read_text(encoding="utf-8") if mark.is_file() else ""

    def found(self) -> str:
        """The fingerprint of the files that are there now; empty where none are."""
        there = {p.relative_to(self.folder).as_posix(): p for p in self.folder.rglob("*") if p.is_file() and p.name != MARK}
        return site_mark({name: path.read_bytes() for name, path in there.items()}) if there else ""
