"""DuckDB: one file, every type as it is."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa

from zhfacts.read.source import library
from zhfacts.tables import Schema
from zhfacts.write import sql

_TYPES = {
    "string": "VARCHAR",
    "int": "BIGINT",
    "float": "DOUBLE",
    "bool": "BOOLEAN",
    "date": "DATE",
    "list": "VARCHAR[]",
}


class DuckdbFile:
    """A DuckDB database that is being written."""

    def __init__(self, path: Path, schemas: Mapping[str, Schema]) -> None:
        self._schemas = schemas
        self._stored = {schema.table for schema in sql.stored(schemas)}
        self._database = _connect(path)
        self._database.begin()
        for schema in sql.stored(schemas):
            self._database.execute(sql.create_table(schema, _TYPES, documents="documents" in schemas))
            for statement in sql.describe(schema):
                self._database.execute(statement)

    def write(self, table: str, rows: pa.Table) -> None:
        """Append rows; those of a view are there already."""
        if table in self._stored:
            self._database.register("rows written", rows)
            self._database.execute(f'INSERT INTO {sql.quoted(table)} SELECT * FROM "rows written"')
            self._database.unregister("rows written")

    def close(self) -> None:
        """Finish the file."""
        with closing(self._database):
            for schema in sql.stored(self._schemas):
                for statement in sql.create_indexes(schema):
                    self._database.execute(statement)
            for statement in sql.create_views(self._schemas, "rowid"):
                self._database.execute(statement)
            self._database.commit()


def read_duckdb(path: Path, schema: Schema) -> pa.Table:
    """What was written."""
    with closing(_connect(path, read_only=True)) as database:
        rows: pa.Table = database.sql(sql.select(schema, "rowid")).to_arrow_table()
    return rows.cast(schema.arrow)


def _connect(path: Path, *, read_only: bool = False) -> Any:
    return library("duckdb", suffix=".duckdb", extra="duckdb").connect(str(path), read_only=read_only)
