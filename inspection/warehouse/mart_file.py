"""Writing the mart's file, in which no byte may be of a secret.

DuckDB (2.0; its issue 23382) writes what its memory happened to hold into the gaps of a file's blocks: up to seven bytes between
segments of text, up to a fifth of a block where one is nearly full. So the process that writes a mart is one that was
handed nothing but what a mart holds.
"""

import json
import subprocess
import sys
from pathlib import Path

import duckdb

from inspection.warehouse.build import BOOKS, BUILD_CONFIG, attach, comments_of, copy_to_mart
from inspection.warehouse.connecting import connect
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.disk import remove, sync_file
from inspection.warehouse.errors import StoreError
from inspection.warehouse.owner_only import private_folder

SCRIPT = Path(__file__).with_name("mart_child.py")


def write_mart(path: Path, full: Path) -> None:
    """Write the mart of a full file to `path`, which is not there yet.

    What it holds passes through Parquet files in a folder beside it, which goes afterwards. Raises StoreError (not_whole) or
    duckdb.Error.
    """
    passing = path.with_name("passing")
    private_folder(passing)
    try:
        _written(path, _handed_over(full, passing))
    finally:
        remove(passing)
    if path.with_name(path.name + ".wal").exists():
        raise StoreError("not_whole", file=path)
    sync_file(path)


def _handed_over(full: Path, passing: Path) -> list[str]:
    """Put the tables of the mart into files; the statements that make the mart of them."""
    connection = connect(config=BUILD_CONFIG | {"temp_directory": str(passing / "spilled")})
    try:
        attach(connection, full, "complete")
        copy_to_mart(connection, "complete", "memory")
        statements = []
        for table in (*dictionary().ledgers, *BOOKS):
            file = str(passing / f"{table}.parquet").replace("'", "''")
            connection.execute(f"copy {table} to '{file}' (format parquet)")
            statements.append(f"create table {table} as select * from read_parquet('{file}')")
        return statements + comments_of(connection, "complete", "memory")
    finally:
        connection.close()


def _written(path: Path, statements: list[str]) -> None:
    asked = {"path": str(path), "config": BUILD_CONFIG, "statements": statements}
    child = subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", str(SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    with child:
        child.stdin.write(json.dumps(asked).encode() + b"\n")
        child.stdin.flush()
        said = child.stdout.read().decode()
    if said:
        raise duckdb.Error(said)
    if child.returncode != 0:
        raise StoreError("not_whole", file=path)
