"""The warehouse: the ledgers' contract, immutable data versions, and the only door to DuckDB."""

from inspection.warehouse.dictionary import Code, Column, Dictionary, Ledger, dictionary
from inspection.warehouse.difference import Change, changed_rows, changes
from inspection.warehouse.disk import is_full
from inspection.warehouse.draft import Draft
from inspection.warehouse.errors import Busy, Damaged, EngineError, Moved, Newer, StoreError
from inspection.warehouse.explore import Field, NoSuchField, Question
from inspection.warehouse.mart import (
    Mart,
    Reader,
    demonstration_store,
    memory_full,
    memory_mart,
    open_full,
    open_mart,
    rows_before,
    table_mart,
)
from inspection.warehouse.owner_only import (
    OPEN_FILE,
    OPEN_FOLDER,
    READ_ONLY,
    private,
    private_folder,
    set_mode,
    tighten,
)
from inspection.warehouse.passing import passing_folder
from inspection.warehouse.pinyin import by_pinyin, initials
from inspection.warehouse.program import PROGRAM
from inspection.warehouse.settings import Settings, SettingsError, settings
from inspection.warehouse.store import Store, data_home
from inspection.warehouse.tidying import tidy
from inspection.warehouse.values import (
    ImportedFile,
    Ledgers,
    Version,
    ledger_schema,
    ledger_table,
    ledger_tables,
    rows_of,
)
from inspection.warehouse.vintages import keys_changed

__all__ = [
    "OPEN_FILE",
    "OPEN_FOLDER",
    "PROGRAM",
    "READ_ONLY",
    "Busy",
    "Change",
    "Code",
    "Column",
    "Damaged",
    "Dictionary",
    "Draft",
    "EngineError",
    "Field",
    "ImportedFile",
    "Ledger",
    "Ledgers",
    "Mart",
    "Moved",
    "Newer",
    "NoSuchField",
    "Question",
    "Reader",
    "Settings",
    "SettingsError",
    "Store",
    "StoreError",
    "Version",
    "by_pinyin",
    "changed_rows",
    "changes",
    "data_home",
    "demonstration_store",
    "dictionary",
    "initials",
    "is_full",
    "keys_changed",
    "ledger_schema",
    "ledger_table",
    "ledger_tables",
    "memory_full",
    "memory_mart",
    "open_full",
    "open_mart",
    "passing_folder",
    "private",
    "private_folder",
    "rows_before",
    "rows_of",
    "set_mode",
    "settings",
    "table_mart",
    "tidy",
    "tighten",
]
