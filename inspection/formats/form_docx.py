"""Fields of a Word document: its text, tables, text boxes, headers, footers and notes. Part of the script form_child.py."""

from form_archive import Package
from form_runs import Answer, fields_in, paragraphs, spliced, splices

PARTS = {
    "body": ("wordprocessingml.document.main+xml", "ms-word.document.macroEnabled.main+xml", "template.main+xml"),
    "header": ("wordprocessingml.header+xml",),
    "footer": ("wordprocessingml.footer+xml",),
    "notes": ("wordprocessingml.footnotes+xml", "wordprocessingml.endnotes+xml"),
}
SHOWN = 60  # characters of the paragraph around a field


def parts_of(package: Package) -> list[tuple[str, str]]:
    """(kind, part) of all parts that hold text."""
    return [(kind, part) for kind, ends in PARTS.items() for part in package.of_kind(*ends)]


def look(package: Package) -> list[dict]:
    """The fields: kind of part, number of the paragraph that holds it (from 1, of those with text), the text, and what
    stands around."""
    found = []
    for kind, part in parts_of(package):
        data = package.read(part)
        held = [text for ps in _paragraphs(data) if (text := "".join(one.text for one in ps)).strip()]
        for number, text in enumerate(held, 1):
            found += [
                {"sheet": kind, "place": str(number), "text": field, "around": text[:SHOWN]} for field in fields_in(text)
            ]
    return found


def fill(package: Package, answers: dict[str, Answer]) -> dict[str, bytes]:
    """Part -> its bytes with the answers in place, of the parts that have any."""
    changed = {}
    for _, part in parts_of(package):
        data = package.read(part)
        made = [splice for ps in _paragraphs(data) for splice in splices(data, ps, answers)]
        if made:
            changed[part] = spliced(data, made)
    return changed


def _paragraphs(data: bytes) -> list:
    return paragraphs(data, "wordprocessingml", "p")
