"""PostgreSQL: tables in the schema `zhfacts` of a database, all of a run in one transaction.

PostgreSQL does not hold U+0000: it is written `_x0000_` (see `zhfacts.write.escape`). Each table has one column more,
`row_id`, which numbers its rows in their order.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa

from zhfacts.errors import ZhfactsError
from zhfacts.read.source import library
from zhfacts.tables import RUN_TABLES, TABLES, Schema
from zhfacts.write import sql
from zhfacts.write.escape import LOOKS_ESCAPED, escape, unescape

SCHEMA = "zhfacts"
_TYPES = {
    "string": "text",
    "int": "bigint",
    "float": "double precision",
    "bool": "boolean",
    "date": "date",
    "list": "text[]",
}
_ILLEGAL = re.compile(f"\0|{LOOKS_ESCAPED}")


def is_postgresql(address: str) -> bool:
    """Whether an address is one of PostgreSQL."""
    return address.startswith(("postgresql://", "postgres://"))


class PostgresqlOutput:
    """The tables of a run in a PostgreSQL database.

    Parameters
    ----------
    address
        Of the database: `postgresql://user:password@host:port/name`.
    schemas
        The tables.
    """

    def __init__(self, address: str, schemas: Mapping[str, Schema]) -> None:
        parts = urlsplit(address)
        self.place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"  # no password is shown
        self.names = list(schemas)
        self._address = address
        self._schemas = schemas
        self._stored = {schema.table: schema for schema in sql.stored(schemas)}
        self._psycopg = library("psycopg", suffix="postgresql://", extra="postgresql")
        self._connection: Any = None

    def there(self) -> list[str]:
        """The tables that are there."""
        query = "SELECT table_name FROM information_schema.tables WHERE table_schema = %s"
        with self._explained(), self._connect() as connection:
            found = {name for (name,) in connection.execute(query, [SCHEMA])}
        return [table for table in dict.fromkeys((*self._schemas, *TABLES)) if table in found]

    def read(self, table: str) -> pa.Table:
        """A table that is there."""
        with self._explained(), self._connect() as connection:
            return self._read(connection, table)

    def open(self, *, without: pa.Array | None = None) -> None:
        """Begin to write; to what is there but for some documents, where they are given."""
        with self._explained():
            self._connection = self._connect()
            if without is None:
                self._create()
            else:
                self._execute('LOCK TABLE "documents" IN SHARE ROW EXCLUSIVE MODE')  # one run after the other
                ids = [escape(id_, _ILLEGAL) for id_ in without.to_pylist()]
                self._execute('DELETE FROM "documents" WHERE "doc_id" = ANY(%s)', [ids])
                for table in RUN_TABLES:
                    self._execute(f"DELETE FROM {sql.quoted(table)}")

    def kept(self, table: str, without: pa.Array) -> pa.Table:  # noqa: ARG002  they were deleted
        """The rows that are there, but for those of some documents."""
        with self._explained():
            return self._read(self._connection, table)

    def write(self, table: str, rows: pa.Table) -> None:
        """Append rows to a table; those of a view are there already."""
        if table not in self._stored:
            return
        columns = sql.names(c.name for c in self._stored[table].columns)
        statement = f"COPY {sql.quoted(table)} ({columns}) FROM STDIN"
        cells = zip(*map(_cells, rows.columns), strict=True)
        with self._explained(), self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in cells:
                copy.write_row(row)

    def close(self) -> None:
        """All is written; nothing shows yet."""

    def publish(self) -> None:
        """Let all show."""
        with self._explained():
            self._connection.commit()
            self._connection.close()

    def discard(self) -> None:
        """Leave nothing of what was not published."""
        if self._connection:
            with suppress(self._psycopg.Error):
                self._connection.close()

    def _create(self) -> None:
        """The tables, without rows; what was there goes, unless something else of the user's hangs on it."""
        self._execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        for view in sql.VIEWS:
            self._execute(f"DROP VIEW IF EXISTS {sql.quoted(view)}")
        for table in reversed(list(dict.fromkeys((*self._stored, *TABLES)))):
            self._execute(f"DROP TABLE IF EXISTS {sql.quoted(table)}")
        for schema in self._stored.values():
            statement = sql.create_table(
                schema, _TYPES, documents="documents" in self._schemas, on_delete="ON DELETE CASCADE"
            )
            self._execute(statement)
            self._execute(f'ALTER TABLE {sql.quoted(schema.table)} ADD "row_id" bigint GENERATED ALWAYS AS IDENTITY')
            for statement in (*sql.create_indexes(schema), *sql.describe(schema)):
                self._execute(statement)
        for statement in sql.create_views(self._schemas, "row_id"):
            self._execute(statement)

    def _connect(self) -> Any:
        connection = self._psycopg.connect(self._address)
        connection.execute(f"SET search_path TO {SCHEMA}")
        return connection

    def _execute(self, statement: str, values: list[Any] | None = None) -> None:
        self._connection.execute(statement, values)

    def _read(self, connection: Any, table: str) -> pa.Table:
        schema = self._schemas[table]
        rows = connection.execute(sql.select(schema, "row_id")).fetchall()
        columns = zip(*rows, strict=True) if rows else [()] * len(schema.columns)
        arrow = schema.arrow
        arrays = [
            pa.array(map(_restored, cells), arrow.field(c.name).type)
            for c, cells in zip(schema.columns, columns, strict=True)
        ]
        return pa.Table.from_arrays(arrays, schema=arrow)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except self._psycopg.Error as error:
            reason = " ".join(str(error).split()).rstrip(".") or type(error).__name__
            raise ZhfactsError("E013", path=self.place, reason=reason) from None


def _cells(column: pa.ChunkedArray) -> list[Any]:
    cells: list[Any] = column.to_pylist()
    if pa.types.is_string(column.type):
        return [cell and escape(cell, _ILLEGAL) for cell in cells]
    if pa.types.is_list(column.type):
        return [cell and [item and escape(item, _ILLEGAL) for item in cell] for cell in cells]
    return cells


def _restored(cell: Any) -> Any:
    if isinstance(cell, str):
        return unescape(cell)
    return [item and unescape(item) for item in cell] if isinstance(cell, list) else cell
