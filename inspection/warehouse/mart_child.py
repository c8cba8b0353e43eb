"""The short-lived process that writes a mart: a script of its own, started by mart_file.py. It imports nothing of the project.

stdin: one line of JSON {path, config, statements}, then nothing until whoever asked has gone; stdout: nothing, or the words of
the error. Why a process: DuckDB writes bytes of its memory into the gaps of a file's blocks, so that only what never held a
secret can write a file without one.
"""

import json
import os
import sys
import threading


def end_with_who_asked() -> None:
    """End as soon as the other side of stdin is gone: nobody wants the file any more, and its folder may be removed."""

    def wait() -> None:
        while sys.stdin.buffer.read(1):
            continue
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def main() -> None:
    asked = json.loads(sys.stdin.buffer.readline())
    end_with_who_asked()
    os.umask(0o077)
    import duckdb

    try:
        connection = duckdb.connect(asked["path"], config=asked["config"])
        connection.execute("begin")
        for statement in asked["statements"]:
            connection.execute(statement)
        connection.execute("commit")
        connection.execute("checkpoint")  # raises on a full disk where close() stays silent
        connection.close()
    except (duckdb.Error, MemoryError) as error:
        sys.stdout.buffer.write(f"{type(error).__name__}: {error}".encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
        os._exit(2)
    os._exit(0)


if __name__ == "__main__":
    main()
