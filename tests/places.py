"""Where the tables of a run can be written to, for tests that hold for all of it."""

import os
from pathlib import Path

import pytest
from zhfacts.tables import Column, Schema
from zhfacts.write.files import FORMATS, FileOutput, Schemas, database_file
from zhfacts.write.folder import open_folder
from zhfacts.write.postgresql import PostgresqlOutput
from zhfacts.write.run import Output

DATABASES = ("duckdb", "sqlite", "postgresql")
KINDS = (*FORMATS, *DATABASES)

# Every type, with and without nulls.
ROWS = Schema(
    "rows",
    "this is a row of a test",
    (
        Column("doc_id", "string", "the document", nullable=False),
        Column("text", "string", "a text"),
        Column("count", "int", "a whole number"),
        Column("value", "float", "a number"),
        Column("partial", "bool", "true or false"),
        Column("day", "date", "a day"),
        Column("end", "list", "texts"),
    ),
)


def postgresql() -> str:
    """The address of a PostgreSQL server for tests; where there is none, the test is skipped."""
    address = os.environ.get("ZHFACTS_TEST_POSTGRESQL")
    if not address:
        pytest.skip("ZHFACTS_TEST_POSTGRESQL names no server: .ci/postgresql starts one")
    return address


def output(kind: str, folder: Path | str, schemas: Schemas) -> Output:
    """A form and place of `KINDS` to write to."""
    if kind == "postgresql":
        return PostgresqlOutput(postgresql(), schemas)
    form = FORMATS.get(kind) or database_file(f"test.{kind}")
    assert form
    return FileOutput(open_folder(folder), form, schemas)


def address(kind: str, folder: Path) -> dict[str, object]:
    """The same for a run, as keywords."""
    if kind == "postgresql":
        return {"db": postgresql()}
    return {"db": folder / f"test.{kind}"} if kind in DATABASES else {"out": folder, "formats": [kind]}
