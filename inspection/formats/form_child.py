"""The throw-away process that opens one form (xlsx, docx): a script of its own, started by forms.py.

    python form_child.py look|outline|fill|mark SOURCE GIVEN TOLD MADE MEMORY_BYTES CPU_SECONDS OUTPUT_BYTES

GIVEN is a JSON file: of fill {field: {"text", "number", "rate", "printed"}}, of mark {sheet or part: {place: text}}. TOLD
receives one JSON object, {"kind": "xlsx" or "docx", "fields": […]}, of outline what form_docx.outline tells, or {"refused":
code, "detail": {…}}; MADE the new file, of fill and mark.
It imports nothing of the project: the files beside it are its own parts.
"""

import errno
import json
import os
import sys

sys.path.append(os.path.dirname(os.path.abspath(__file__)))  # at the end: no name of the standard library is shadowed

import form_docx
import form_xlsx
from form_archive import Package
from form_book import MAIN
from form_runs import Answer
from reader_child import limit
from reader_pieces import Refused


def kind_of(package: Package) -> str:
    """xlsx or docx, by what the parts are. Raises Refused for anything else."""
    if form_docx.parts_of(package):
        return "docx"
    if package.of_kind(*MAIN):
        return "xlsx"
    raise Refused("form_kind")


def work(what: str, source: str, given: str, made: str) -> dict:
    """Do what is asked of a form; what is told of it."""
    with open(source, "rb") as file:
        package = Package(file.read())
    kind = kind_of(package)
    form = form_docx if kind == "docx" else form_xlsx
    if what == "look":
        return {"kind": kind, "fields": form.look(package)}
    if what == "outline":
        if kind != "docx":
            raise Refused("form_kind")
        return {"kind": kind, **form_docx.outline(package)}
    with open(given, encoding="utf-8") as file:
        asked = json.load(file)
    if what == "mark":
        changed = form.mark(package, asked)
    else:
        changed = form.fill(package, {field: Answer(**answer) for field, answer in asked.items()})
    package.written(changed, made)
    return {"kind": kind, "fields": []}


def main(arguments: list[str]) -> int:
    what, source, given, told, made, memory, cpu, output = arguments
    limit(int(memory), int(cpu), int(output))
    try:
        said = work(what, source, given, made)
    except Refused as refused:
        said = {"refused": refused.code, "detail": refused.detail}
    except MemoryError:
        said = {"refused": "too_much_memory", "detail": {}}
    except OSError as error:
        code = {errno.EFBIG: "too_many_values", errno.ENOSPC: "disk_full"}.get(error.errno, "cannot_open")
        said = {"refused": code, "detail": {"reason": error.strerror or str(error)}}
    except Exception as error:  # a foreign file can be wrong in ways that nobody has thought of
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        said = {"refused": "damaged", "detail": {}}
    with open(told, "w", encoding="utf-8") as file:
        json.dump(said, file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
