"""The throw-away process that opens one uploaded file: a script of its own, started by workbooks.py.

    python reader_child.py SOURCE EVENTS CELLS MEMORY_BYTES CPU_SECONDS OUTPUT_BYTES ENCODING DELIMITER

Why a process: a 1,687-byte workbook with a cell in its last corner makes the office library ask for 512 GB and abort
the process it runs in; no `except` can catch that. Here the limits are set first, the file is opened second, and all
that can die is this process. It imports nothing of the project, and a library only when it is needed: the files beside
it are its own parts. What EVENTS and CELLS receive stands in reader_pieces.py.
"""

import errno
import os
import sys

sys.path.append(os.path.dirname(os.path.abspath(__file__)))  # at the end: no name of the standard library is shadowed

from reader_pieces import Pieces, Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_WORKBOOK = 50_000_000  # bytes; a csv may be larger, it unpacks into nothing


def limit(memory: int, cpu: int, output: int) -> None:
    """Bound this process where the system can; elsewhere (Windows) the parent watches alone."""
    try:
        import resource
    except ImportError:
        return
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            memory += int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        memory += 1 << 30  # no /proc: a generous guess of what the interpreter itself has mapped
    wanted = [
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, cpu, cpu + 1),  # the soft limit ends with SIGXCPU, which the parent can tell
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, output, output),
    ]
    for which, soft, hard in wanted:
        given = resource.getrlimit(which)[1]
        if given != resource.RLIM_INFINITY:
            soft, hard = min(soft, given), min(hard, given)
        try:
            resource.setrlimit(which, (soft, hard))
        except (ValueError, OSError) as error:
            # macOS refuses RLIMIT_AS below what is mapped; the parent's watch stands there
            print(f"limit {which} not set: {error}", file=sys.stderr)


def read_file(source: str, pieces: Pieces, encoding: str = "", delimiter: str = "") -> None:
    """Read SOURCE by what it holds, not by its extension; encoding and delimiter are those of a text, if known."""
    with open(source, "rb") as file:
        data = file.read()
    if not data.strip():
        raise Refused("empty_file")
    if data[:2] == b"PK" or data[:8] == OLE or data[:2] in (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00"):
        from reader_books import read_workbook

        if len(data) > LARGEST_WORKBOOK:
            raise Refused("too_big", megabytes=round(len(data) / 1e6), limit=LARGEST_WORKBOOK // 1_000_000)
        read_workbook(data, pieces)
    elif data[:5] == b"%PDF-" or data[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0", b"Rar!", b"7z\xbc\xaf"):
        raise Refused("not_a_table")
    else:
        from reader_text import read_text

        read_text(data, pieces, encoding, delimiter)


def main(arguments: list[str]) -> int:
    source, events, cells, memory, cpu, output, encoding, delimiter = arguments
    limit(int(memory), int(cpu), int(output))
    with open(events, "w", encoding="utf-8", newline="\n") as told, open(cells, "wb") as handed:
        pieces = Pieces(told, handed)
        try:
            read_file(source, pieces, encoding, delimiter)
            pieces.event(end=True)
        except Refused as refused:
            pieces.event(refused=refused.code, detail=refused.detail)
        except MemoryError:
            pieces.event(refused="too_much_memory", detail={})
        except OSError as error:
            # what is handed back is bounded in size
            code = {errno.EFBIG: "too_many_values", errno.ENOSPC: "disk_full"}.get(error.errno, "cannot_open")
            pieces.event(refused=code, detail={"reason": error.strerror or str(error)})
        except BaseException as error:  # the library's panics are no Exception
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            pieces.event(refused="damaged", detail={})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
