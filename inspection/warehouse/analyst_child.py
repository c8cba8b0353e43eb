"""The throw-away process that answers one statement of an analyst: a script of its own, started by analyst.py.

stdin: one JSON object {path, views, sql, plan, rows, octets, memory, cpu, milliseconds}; stdout: one JSON object, the answer
{columns, types, rows, cut} or the refusal {refused, said}. It imports nothing of the project.

Why a process: `select "="({'a':1},'a')` crashes DuckDB 2.0, its memory limit does not hold against every function and its
interrupt does not end every one. Here the system's limits are set first, the file is opened and locked second, and from then on
this process can open nothing any more: no file, no socket. All that can die is itself.
"""

import datetime
import json
import math
import os
import sys
from decimal import Decimal

SETTINGS = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "allow_persistent_secrets": False,
    "memory_limit": "256MB",
    "threads": 1,
    "temp_directory": "",
    "max_temp_directory_size": "0B",
}
AT_ONCE = 100  # rows fetched at a time: the answer is measured as it grows


def limit(memory: int, cpu: int) -> None:
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
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, 32, 32),
        (resource.RLIMIT_CORE, 0, 0),
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


def shut() -> None:
    """No file and no socket can be opened from here on; what is open stays so. The pages beside go first."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    os.nice(10)  # pages are shown beside


def told(value: object) -> object:
    """A value as JSON has it: what it has no kind for as text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bytes | bytearray):
        return bytes(value).hex()
    if isinstance(value, list | tuple):
        return json.dumps([told(one) for one in value], ensure_ascii=False)
    if isinstance(value, dict):
        return json.dumps({str(key): told(one) for key, one in value.items()}, ensure_ascii=False)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def opened(duckdb, asked: dict):
    """The mart, read-only, with the views asked for, locked."""
    held = SETTINGS | {"max_execution_time": asked["milliseconds"]}
    connection = duckdb.connect(asked["path"], read_only=True, config=held)
    for name, statement in asked["views"]:
        connection.execute(f"create temp view {name} as {statement}")
    connection.execute("set disabled_filesystems = 'LocalFileSystem'")
    connection.execute("set lock_configuration = true")
    return connection


def answered(connection, asked: dict) -> dict:
    """What the one statement says, up to so many rows and bytes."""
    statements = connection.extract_statements(asked["sql"])  # the connection's: the module's own opens another database
    if len(statements) != 1:
        return {"refused": "not_one", "said": str(len(statements))}
    kind = statements[0].type.name
    if kind != "SELECT":
        return {"refused": "not_select", "said": kind}
    connection.execute(f"explain {asked['sql']}" if asked["plan"] else asked["sql"])
    heads = [(str(name), str(type)) for name, type, *_ in connection.description]
    if any("WITH TIME ZONE" in type for _, type in heads):  # to fetch one takes a library that is not here
        return {"refused": "time_zone", "said": ", ".join(name for name, type in heads if "WITH TIME ZONE" in type)}
    rows, cut, octets = [], "", 0
    while not cut and (fetched := connection.fetchmany(AT_ONCE)):
        for row in fetched:
            if len(rows) == asked["rows"]:
                cut = "rows"
                break
            line = json.dumps([told(value) for value in row], ensure_ascii=False)
            octets += len(line.encode("utf-8", "replace")) + 2
            if octets > asked["octets"]:
                cut = "octets"
                break
            rows.append(line)
    if cut == "octets" and not rows:
        return {"refused": "too_large", "said": ""}
    return {"columns": [n for n, _ in heads], "types": [t for _, t in heads], "rows": rows, "cut": cut}


def main() -> int:
    asked = json.load(sys.stdin)
    limit(asked["memory"], asked["cpu"])
    import duckdb

    try:
        connection = opened(duckdb, asked)
    except duckdb.Error as error:
        found = {"refused": "not_opened", "said": str(error)[:2000]}
    else:
        shut()
        try:
            found = answered(connection, asked)
        except (MemoryError, duckdb.OutOfMemoryException):
            found = {"refused": "too_much_memory", "said": ""}
        except duckdb.InterruptException:
            found = {"refused": "too_slow", "said": ""}
        except (duckdb.Error, RuntimeError, ValueError, OverflowError, UnicodeError) as error:
            found = {"refused": "database", "said": str(error)[:4000]}
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing is left to be tidied, and tidying could still die


if __name__ == "__main__":
    main()
