"""The throw-away process that opens one docx draft: a script of its own, started by drafts.py.

    python drafts_child.py read|mark SOURCE OUTPUT NOTES MEMORY_BYTES CPU_SECONDS OUTPUT_BYTES

read: OUTPUT is JSON, one [text, number, row, column, anchor, part] per paragraph (row and column 0 outside tables; part: what
stands beside the text, header, footer, footnote, endnote, box, else nothing). mark: OUTPUT is the docx with the comments of
NOTES. Only the parts concerned are written anew, every other member of the file stays as it is, byte for byte. A refusal is
the word `refused` and its code.
"""

import copy
import io
import json
import os
import re
import sys
import zipfile

sys.path.append(os.path.dirname(os.path.abspath(__file__)))  # at the end: no name of the standard library is shadowed

from reader_child import limit

LARGEST_PART = 80_000_000  # bytes unpacked
MOST_MEMBERS = 10_000
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BESIDE = {"header": "header", "footer": "footer", "footnotes": "footnote", "endnotes": "endnote"}
"""The last word of a relationship's type -> what its paragraphs are called."""
PAGE = re.compile(r"[\s\d—–·/.-]*(?:第?[\s\d]*页[\s，,]*共?[\s\d]*页?)?|Page [\d]+(?: of \d+)?")  # a page number
_NO_TEXT = {"del", "moveFrom", "txbxContent", "Fallback", "pPr", "rPr", "instrText", "delText"}


class Refused(Exception):
    pass


def part(archive, name):
    """A part as a tree. No entity is resolved, nothing fetched; a document type is no part of a docx."""
    from lxml import etree

    try:
        if archive.getinfo(name).file_size > LARGEST_PART:
            raise Refused("too_much_memory")
        data = archive.read(name)
    except KeyError:
        raise Refused("damaged") from None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_pis=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise Refused("damaged")
    return root


def tag(element):
    """The name of an element without its namespace; nothing for a comment of the XML."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def main_part(archive):
    """The name of the document's own part."""
    for relation in part(archive, "_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    raise Refused("damaged")


def beside(archive):
    """What stands beside the text: the name of a kind of part, and the part as a tree."""
    folder, _, file = main_part(archive).rpartition("/")
    try:
        relations = part(archive, f"{folder}/_rels/{file}.rels".lstrip("/"))
    except Refused:
        return
    for relation in relations:
        kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
        name = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        if kind in BESIDE and name in archive.namelist():
            yield BESIDE[kind], part(archive, name)


def paragraphs(root):
    """Every paragraph in order, with (table, row, column) or None, and whether it stands in the text itself. The root is a
    document's, or that of a part beside it."""
    body = next((child for child in root if tag(child) == "body"), None) if tag(root) == "document" else root
    if body is None:
        raise Refused("damaged")
    tables = [0]
    # an own stack: a document may nest its elements deeper than Python its calls
    stack = [(child, None, True) for child in reversed(body)]
    while stack:
        element, cell, inside = stack.pop()
        name = tag(element)
        if name in ("Fallback", "del", "moveFrom"):
            continue
        if name == "tbl":
            tables[0] += 1
            number, cells, row = tables[0], [], 0
            for line in element.iterchildren("{*}tr"):
                row, column = row + 1, 0
                for one in line.iterchildren("{*}tc", "{*}sdt"):
                    cells.append((one, (number, row, column + 1), inside))
                    column += span(one)
            stack.extend(reversed(cells))
            continue
        if name == "p":
            yield element, cell, inside
        inside = inside and name != "txbxContent"
        if name == "p":
            boxes = [box for box in element.iter("{*}txbxContent") if not fallen(box)]
            stack.extend((child, None, False) for box in reversed(boxes) for child in reversed(box))
        else:
            stack.extend((child, cell, inside) for child in reversed(element))


def span(cell):
    """Over how many columns a cell goes."""
    found = next((s for s in cell.iter("{*}gridSpan")), None)
    value = next(iter(found.attrib.values()), "1") if found is not None else "1"
    return int(value) if value.isdigit() and 0 < int(value) < 1000 else 1


def fallen(box):
    """Whether a text box is the older spelling of one that stands there already, or a box within a box."""
    return any(tag(above) in ("Fallback", "txbxContent") for above in box.iterancestors())


def texts(paragraph):
    """The elements of a paragraph that are text, in order, each with what it reads."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = tag(element)
        if name in _NO_TEXT:
            continue
        if name == "t":
            yield element, element.text or ""
        elif name == "tab":
            yield element, "\t"
        elif name in ("br", "cr"):
            yield element, "\n"
        elif name == "noBreakHyphen":
            yield element, "-"
        else:
            stack.extend(reversed(element))


def read(archive):
    root = part(archive, main_part(archive))
    if tag(root) != "document":
        raise Refused("damaged")
    found, boxes, counts = [], [], {}
    for anchor, (paragraph, cell, inside) in enumerate(paragraphs(root)):
        one = piece(paragraph, cell, "" if inside else "box", counts)
        if one:
            (found if inside else boxes).append([*one[:4], anchor if inside else None, one[4]])
    for kind, tree in beside(archive):
        tables = counts.setdefault(kind + " tables", 0)
        for paragraph, cell, _ in paragraphs(tree):
            if cell:
                cell = (cell[0] + tables, *cell[1:])
                counts[kind + " tables"] = max(counts[kind + " tables"], cell[0])
            one = piece(paragraph, cell, kind, counts)
            if one and not (one[0].strip() and PAGE.fullmatch(one[0]) and kind in ("header", "footer")):
                boxes.append([*one[:4], None, one[4]])
    return json.dumps(found + boxes).encode("ascii")


def piece(paragraph, cell, kind, counts):
    """A paragraph as it is told: text, number, row, column, kind of part; nothing for an empty one outside a table."""
    text = "".join(said for _, said in texts(paragraph))
    if cell is None and not text.strip():
        return None
    if cell is None:
        counts[kind] = counts.get(kind, 0) + 1
    number, row, column = cell or (counts[kind], 0, 0)
    return [text, number, row, column, kind]


def run_of(element):
    """The run a text stands in."""
    return next(above for above in element.iterancestors() if tag(above) == "r")


def split(paragraph, at):
    """Part the run that holds the character `at` of a paragraph, so that one begins there; that run. None at the end."""
    seen = 0
    for element, said in texts(paragraph):
        if at < seen + len(said):
            run = run_of(element)
            if at == seen and next(e for e, _ in texts_of(run)) is element:
                return run
            rest = copy.deepcopy(run)
            for child in list(rest):
                if tag(child) != "rPr":
                    rest.remove(child)
            if at > seen:
                tail = copy.deepcopy(element)
                tail.text, element.text = said[at - seen :], said[: at - seen]
                tail.set(SPACE, "preserve")
                element.set(SPACE, "preserve")
                rest.append(tail)
            top = element
            while top.getparent() is not run:
                top = top.getparent()
            later = list(top.itersiblings())
            if at == seen:
                later.insert(0, top)
            rest.extend(later)
            run.addnext(rest)
            return rest
        seen += len(said)
    return None


def texts_of(run):
    return texts([run])


def mark(archive, asked):
    from lxml import etree

    name = main_part(archive)
    root = part(archive, name)
    word = etree.QName(root).namespace
    w = lambda local: f"{{{word}}}{local}"  # noqa: E731
    folder, _, file = name.rpartition("/")
    relations_name = f"{folder}/_rels/{file}.rels".lstrip("/")
    relations = part(archive, relations_name)
    types = part(archive, "[Content_Types].xml")
    there = next((r for r in relations if r.get("Type", "").endswith("/comments")), None)
    target = there.get("Target", "") if there is not None else "comments.xml"
    comments_name = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
    if there is None:
        while comments_name in archive.namelist():
            target = "checked-" + target
            comments_name = f"{folder}/{target}".lstrip("/")
        comments = etree.Element(w("comments"), nsmap={"w": word})
        used = {r.get("Id") for r in relations}
        id = next(f"rIdChecked{n}" for n in range(len(used) + 1) if f"rIdChecked{n}" not in used)
        etree.SubElement(relations, f"{{{PACKAGE}relationships}}Relationship", Id=id, Type=RELATION, Target=target)
        etree.SubElement(types, f"{{{PACKAGE}content-types}}Override", PartName=f"/{comments_name}", ContentType=COMMENTS)
    else:
        comments = part(archive, comments_name)
    taken = [int(c.get(w("id"), "0")) for c in comments if c.get(w("id"), "0").isdigit()]
    following = max(taken, default=-1) + 1
    by_paragraph = {}
    for note in asked["notes"]:
        by_paragraph.setdefault(note["anchor"], []).append(note)
    for anchor, (paragraph, _, inside) in enumerate(list(paragraphs(root))):
        for note in sorted(by_paragraph.get(anchor, ()), key=lambda n: -n["start"]):
            last = split(paragraph, note["end"])
            first = split(paragraph, note["start"])
            if first is None or not inside:
                continue
            first.addprevious(etree.Element(w("commentRangeStart"), {w("id"): str(following)}))
            end = etree.Element(w("commentRangeEnd"), {w("id"): str(following)})
            if last is not None:
                last.addprevious(end)
            else:
                run_of(list(texts(paragraph))[-1][0]).addnext(end)
            reference = etree.Element(w("r"))
            etree.SubElement(reference, w("commentReference"), {w("id"): str(following)})
            end.addnext(reference)
            attributes = {w("id"): str(following), w("author"): asked["author"], w("initials"): asked["author"][:1]}
            comment = etree.SubElement(comments, w("comment"), attributes)
            said = etree.SubElement(etree.SubElement(etree.SubElement(comment, w("p")), w("r")), w("t"))
            said.text = note["text"]
            said.set(SPACE, "preserve")
            following += 1
    written = {name: root, relations_name: relations, "[Content_Types].xml": types, comments_name: comments}
    whole = {n: etree.tostring(t, xml_declaration=True, encoding="UTF-8", standalone=True) for n, t in written.items()}
    return repacked(archive, whole)


def repacked(archive, written):
    """The file with these parts written anew, or added at its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in archive.infolist():
            target.writestr(info, written.pop(info.filename, None) or archive.read(info))
        for name, data in written.items():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main(arguments):
    step, source, output, notes, memory, cpu, largest = arguments
    limit(int(memory), int(cpu), int(largest))
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > 10 * LARGEST_PART:
                raise Refused("too_much_memory")
            if any(m.flag_bits & 1 for m in members):
                raise Refused("encrypted")
            if "word/document.xml" not in archive.namelist() and not any("document" in m.filename for m in members):
                raise Refused("format")
            if step == "read":
                data = read(archive)
            else:
                with open(notes, encoding="utf-8") as file:
                    data = mark(archive, json.load(file))
    except Refused as refused:
        data = f"refused {refused}".encode("ascii")
    except MemoryError:
        data = b"refused too_much_memory"
    except Exception as error:  # whatever a damaged file makes of the libraries: it is damaged
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        data = b"refused damaged"
    with open(output, "wb") as file:
        file.write(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
