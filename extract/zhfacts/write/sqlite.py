"""SQLite: one file; true and false are 1 and 0, dates ISO strings, lists JSON."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date as Day
from pathlib import Path
from typing import Any

import pyarrow as pa

from zhfacts.tables import Schema
from zhfacts.write import sql

_TYPES = {"string": "TEXT", "int": "INTEGER", "float": "REAL", "bool": "INTEGER", "date": "TEXT", "list": "TEXT"}


class SqliteFile:
    """A SQLite database that is being written."""

    def __init__(self, path: Path, schemas: Mapping[str, Schema]) -> None:
        self._schemas = schemas
        self._inserts: dict[str, str] = {}
        self._database = sqlite3.connect(path, isolation_level=None)
        # The file is thrown away where writing it stops, so that it needs no journal.
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("BEGIN")
        for schema in sql.stored(schemas):
            self._database.execute(
                sql.create_table(schema, _TYPES, documents="documents" in schemas, on_delete="ON DELETE CASCADE")
            )
            places = ", ".join("?" * len(schema.columns))
            self._inserts[schema.table] = f"INSERT INTO {sql.quoted(schema.table)} VALUES ({places})"

    def write(self, table: str, rows: pa.Table) -> None:
        """Append rows; those of a view are there already."""
        if table in self._inserts:
            self._database.executemany(self._inserts[table], zip(*map(_cells, rows.columns), strict=True))

    def close(self) -> None:
        """Finish the file."""
        with closing(self._database):
            for schema in sql.stored(self._schemas):
                for statement in sql.create_indexes(schema):
                    self._database.execute(statement)
            for statement in sql.create_views(self._schemas, "rowid"):
                self._database.execute(statement)
            self._database.execute("COMMIT")


def read_sqlite(path: Path, schema: Schema) -> pa.Table:
    """What was written."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        rows = database.execute(sql.select(schema, "rowid")).fetchall()
    columns = zip(*rows, strict=True) if rows else [()] * len(schema.columns)
    arrow = schema.arrow
    arrays = [
        pa.array(map(_PARSE[c.type], cells), arrow.field(c.name).type)
        for c, cells in zip(schema.columns, columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=arrow)


def _cells(column: pa.ChunkedArray) -> list[Any]:
    if pa.types.is_date32(column.type):
        column = column.cast(pa.string())
    cells: list[Any] = column.to_pylist()
    if pa.types.is_list(column.type):
        return [None if cell is None else json.dumps(cell, ensure_ascii=False) for cell in cells]
    return cells


def _same(value: Any) -> Any:
    return value


_PARSE: Mapping[str, Any] = {
    "string": _same,
    "int": _same,
    "float": _same,
    "bool": lambda value: None if value is None else bool(value),
    "date": lambda value: None if value is None else Day.fromisoformat(value),
    "list": lambda value: None if value is None else json.loads(value),
}
