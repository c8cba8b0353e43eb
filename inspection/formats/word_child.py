"""The throw-away process that fills one Word template: a script of its own, started by word.py.

    python word_child.py TEMPLATE OUTPUT TOLD VALUES MEMORY_BYTES CPU_SECONDS OUTPUT_BYTES

VALUES is JSON, name -> {"text": …, "number": …}, {"text": …}, {"rows": [{…}]} or null, which is a missing one; a
row that has a `name` is there only where the template writes that name. OUTPUT is the
filled document, TOLD what stands in it: its paragraphs, the names used; or why the template is refused. The template
is a foreign file: its statements run in Jinja's sandbox, and what is put in is escaped.

A missing value takes its clause with it: what stands between two of ，；。 (and the comma or full stop that would be left
over), its row of a table where it fills a cell alone, its paragraph where nothing else is left.
"""

import io
import json
import os
import re
import sys
import zipfile

sys.path.append(os.path.dirname(os.path.abspath(__file__)))  # at the end: no name of the standard library is shadowed

from reader_child import limit

LARGEST = 100_000_000  # bytes unpacked
MOST_MEMBERS = 5_000
MISSING = "\ue000"
ENDS, PAUSES = "。！？", "，；：,;"
_MARK = r"[,.;](?!\s|$)|(?<=\d)[.,](?=\d)"  # a comma or a point inside a number or a word ends nothing
_CLAUSE = re.compile(rf"[^，；：。！？,;.]*(?:(?:{_MARK})[^，；：。！？,;.]*)*(?:[，；：。！？]|[,;.](?=\s|$)\s*|$)")
_STRAY = re.compile(r"[，、；：](?=[。！？；])|[，、](?=[，、])|[，、；](?=[）])|(?<=[（：])[，、；]|^[，、；。]|（）")
_BRACKETS = re.compile(r"[（(]([^（）()]*)[）)]")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PUNCTUATION = re.compile(r"[\s，；：。！？、,;:.()（）“”\"'《》—-]*")


class Refused(Exception):
    """The template cannot be filled: a stable code, and what the sentence about it needs."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code, self.values = code, values


class Number(float):
    """A number that writes itself as the report does and can still be compared."""

    def __new__(cls, number, text):
        made = super().__new__(cls, number)
        made.text = text
        return made

    def __str__(self):
        return self.text

    def __format__(self, form):
        return format(float(self), form) if form else self.text


class Missing:
    """What has no value: false, without members, and the mark that takes its clause along."""

    def __bool__(self):
        return False

    def __str__(self):
        return MISSING

    def __iter__(self):
        return iter(())

    def _never(self, other):
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _never


NOTHING = Missing()


def value_of(told):
    if told is None:
        return NOTHING
    if "rows" in told:
        return [{name: _NO_XML.sub("", text) for name, text in row.items()} for row in told["rows"]]
    text = _NO_XML.sub("", told["text"]).replace(MISSING, "")
    return Number(told["number"], text) if told.get("number") is not None else text


def some(value):
    """Nothing where the number is 0: the clause goes."""
    return value if value else NOTHING


def choose(verdict, up, down, other):
    """A word by the verdict on a change; `other` where it may not be called a rise or a fall."""
    return {"up": up, "down": down}.get(str(verdict.key if isinstance(verdict, Verdict) else verdict), other)


class Verdict(str):
    """A verdict in words that knows its word."""

    def __new__(cls, text, key):
        made = super().__new__(cls, text)
        made.key = key
        return made


def environment():
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.filters.update(some=some, choose=choose)
    made.globals = {name: made.globals[name] for name in ("range",)}
    return made


def checked(source):
    """Refuse what is no docx, or would be too large unpacked."""
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > LARGEST:
                raise Refused("template_too_big")
            if "word/document.xml" not in archive.namelist():
                raise Refused("template_no_docx")
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Refused("template_no_docx") from None


def sources(template):
    """The XML of body, headers and footers as the template engine sees it, a paragraph a line."""
    parts = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            parts.append(template.get_part_xml(part))
    return [re.sub(r"<w:p([ >])", r"\n<w:p\1", template.patch_xml(xml)) for xml in parts]


def words_of(line):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", line)).strip()


def scanned(env, texts, known):
    """The names the template uses. Refuses what cannot be read, and names that are not known, with the paragraph each."""
    from jinja2 import TemplateSyntaxError, meta

    used, unknown = set(), []
    for text in texts:
        try:
            names = meta.find_undeclared_variables(env.parse(text))
        except TemplateSyntaxError as error:
            lines = text.splitlines()
            at = min(max((error.lineno or 1) - 1, 0), len(lines) - 1)
            raise Refused("template_syntax", paragraph=words_of(lines[at])[:80], reason=error.message or "") from None
        used |= names
        for name in sorted(names - known):
            at = re.compile(r"\{[{%][^{}]*?\b" + re.escape(name) + r"\b")
            line = next((line for line in text.splitlines() if at.search(line)), "")
            unknown.append([name, words_of(line)[:80]])
    if unknown:
        raise Refused("template_unknown", unknown=unknown)
    return used


def deleted(text):
    """The places of a paragraph's text that go with its missing values; what stands in brackets is a sentence of its own."""
    gone = set()
    for match in _BRACKETS.finditer(text):
        if MISSING in match[1]:
            inner = {match.start(1) + at for at in clauses_gone(match[1])}
            left = "".join(c for at, c in enumerate(match[1], match.start(1)) if at not in inner)
            gone |= set(range(*match.span())) if _PUNCTUATION.fullmatch(left) else inner
    places = [at for at in range(len(text)) if at not in gone]
    outer = clauses_gone("".join(text[at] for at in places))
    return gone | {places[at] for at in outer}


def clauses_gone(text):
    """The places that go of a text without brackets."""
    gone = set()
    kept = []  # of the sentence that is being read: (start, end, its pause's place or None)
    for match in _CLAUSE.finditer(text):
        start, end = match.span()
        if start == end:
            break
        whole = match.group()
        body = whole.rstrip()
        mark = body[-1] if body and body[-1] in ENDS + PAUSES + "." else ""
        at_mark = start + len(body) - 1 if mark else None
        last = mark in (*ENDS, ".") or end == len(text)
        if MISSING in whole:
            if not last:
                gone |= set(range(start, end))
                if mark in "；;" and kept and text[kept[-1]] in "，,":
                    gone.add(kept[-1])
                    gone -= {at_mark}
                    kept[-1] = at_mark
            elif kept:
                gone |= set(range(start, end if at_mark is None else at_mark)) | {kept[-1]}
                if at_mark is not None and mark == ".":
                    gone |= set(range(kept[-1] + 1, start))
            else:
                gone |= set(range(start, end))
            if last:
                kept = []
            continue
        if last:
            kept = []
        elif at_mark is not None:
            kept.append(at_mark)
    return gone


def tidied(text):
    """The places of pauses that nothing follows or precedes: ，。 and ：。 and a comma that begins."""
    gone = set()
    for match in _STRAY.finditer(text):
        gone |= set(range(*match.span()))
    return gone


def runs_of(paragraph, w):
    """The text elements of a paragraph that are its own, not those of a box inside it."""
    return [t for t in paragraph.iter(f"{w}t") if next(t.iterancestors(f"{w}p")) is paragraph]


def settle(root, w, sectioned):
    """Take away what goes with the missing values, below an element; the paragraphs' texts that are left."""
    for row in list(root.iter(f"{w}tr")):
        cells = ["".join(t.text or "" for t in cell.iter(f"{w}t")).strip() for cell in row.iter(f"{w}tc")]
        if MISSING in cells:
            row.getparent().remove(row)
    told = []
    for paragraph in list(root.iter(f"{w}p")):
        texts = runs_of(paragraph, w)
        whole = "".join(t.text or "" for t in texts)
        for find in (deleted, tidied, tidied) if MISSING in whole else (tidied,):
            gone, at = find("".join(t.text or "" for t in texts)), 0
            for t in texts if gone else ():
                kept = "".join(c for i, c in enumerate(t.text or "", at) if i not in gone)
                at += len(t.text or "")
                t.text = kept
                t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        left = "".join(t.text or "" for t in texts)
        parent = paragraph.getparent()
        alone = parent.tag == f"{w}tc" and len(parent.findall(f"{w}p")) == 1
        holds = paragraph.find(f".//{w}sectPr") is not None
        if whole and _PUNCTUATION.fullmatch(left) and whole != left and not alone and not holds:
            parent.remove(paragraph)
        elif left.strip():
            told.append((left, next(paragraph.iterancestors(f"{w}tbl"), None) is not None))
    return told if sectioned else []


def filled(source, values):
    """The filled document's bytes, and what stands in it."""
    from docx import Document
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from jinja2.exceptions import SecurityError, UndefinedError

    env = environment()
    template = DocxTemplate(source)
    template.init_docx()
    used = scanned(env, sources(template), set(values))
    for told in values.values():  # of a list of figures those that the template speaks of
        if told and "rows" in told:
            told["rows"] = [row for row in told["rows"] if row.get("name") in used | {None}]
    context = {name: value_of(told) for name, told in values.items()}
    for name, told in values.items():
        if told and told.get("verdict"):
            context[name] = Verdict(told["text"], told["verdict"])
    out = io.BytesIO()
    try:
        template.render(context, env)
        template.save(out)
    except SecurityError as error:
        raise Refused("template_forbidden", reason=str(error)) from None
    except UndefinedError as error:
        raise Refused("template_member", reason=str(error)) from None
    except (TemplateError, TypeError, ValueError, AttributeError, ArithmeticError, OverflowError) as error:
        raise Refused("template_statement", reason=f"{type(error).__name__}: {error}"[:200]) from None
    out.seek(0)
    document = Document(out)
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    told = settle(document.element.body, w, True)
    for section in document.sections:
        for place in (section.header, section.footer, section.even_page_header, section.even_page_footer):
            if not place.is_linked_to_previous:
                settle(place._element, w, False)
    made = io.BytesIO()
    document.save(made)
    words = {"paragraphs": [text for text, _ in told], "body": [text for text, in_table in told if not in_table]}
    return made.getvalue(), words | {"used": sorted(used)}


def settled(data):
    """The same package with every member of one day: equal contents, equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            entry = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(member))
    return out.getvalue()


def main(source, output, told, values, memory, cpu, largest):
    limit(int(memory), int(cpu), int(largest))
    with open(values, encoding="utf-8") as file:
        asked = json.load(file)
    try:
        checked(source)
        data, words = filled(source, asked)
        with open(output, "wb") as file:
            file.write(settled(data))
    except Refused as refused:
        words = {"refused": refused.code, "values": refused.values}
    with open(told, "w", encoding="utf-8") as file:
        json.dump(words, file, ensure_ascii=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
