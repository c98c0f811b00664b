"""Tables in files: one per table, or one for all."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from zhfacts.errors import ZhfactsError
from zhfacts.tables import RUN_TABLES, TABLES, Schema
from zhfacts.write.csv import CsvFile, read_csv
from zhfacts.write.duckdb import DuckdbFile, read_duckdb
from zhfacts.write.folder import Folder
from zhfacts.write.jsonl import JsonlFile, read_jsonl
from zhfacts.write.metadata import datapackage, datasette
from zhfacts.write.parquet import ParquetFile, read_parquet
from zhfacts.write.sqlite import SqliteFile, read_sqlite
from zhfacts.write.xlsx import XlsxFile, read_xlsx

Schemas = Mapping[str, Schema]
MANIFEST = "run.json"


class TableFile(Protocol):
    """A file of one table that is being written."""

    def __init__(self, path: Path, schema: pa.Schema) -> None: ...

    def write(self, table: pa.Table) -> None:
        """Append rows."""

    def close(self) -> None:
        """Finish the file."""


class TablesFile(Protocol):
    """Files of several tables that are being written."""

    def write(self, table: str, rows: pa.Table) -> None:
        """Append rows to a table."""

    def close(self) -> None:
        """Finish the files."""


class Form(Protocol):
    """A form in which the tables of a run are kept in a folder."""

    def names(self, tables: Collection[str]) -> list[str]:
        """The files that there are then."""

    def open(self, folder: Path, schemas: Schemas) -> TablesFile:
        """Begin to write."""

    def read(self, fetch: Callable[[str], Path], schema: Schema) -> pa.Table:
        """A table that was written."""


@dataclass(frozen=True)
class FilePerTable:
    """A file for each table, named after it.

    Parameters
    ----------
    suffix
        How the names end.
    file, read_file
        Write and read a file.
    beside
        Further files, each made of the schemas.
    """

    suffix: str
    file: type[TableFile]
    read_file: Callable[[Path, pa.Schema], pa.Table]
    beside: Mapping[str, Callable[[Schemas], dict[str, Any]]] = field(default_factory=dict)

    def names(self, tables: Collection[str]) -> list[str]:
        """The files that there are then."""
        return [f"{table}.{self.suffix}" for table in tables] + list(self.beside)

    def open(self, folder: Path, schemas: Schemas) -> TablesFile:
        """Begin to write."""
        _write_beside(self.beside, folder, schemas)
        return _FilePerTable({t: self.file(folder / f"{t}.{self.suffix}", schemas[t].arrow) for t in schemas})

    def read(self, fetch: Callable[[str], Path], schema: Schema) -> pa.Table:
        """A table that was written."""
        return self.read_file(fetch(f"{schema.table}.{self.suffix}"), schema.arrow)


@dataclass(frozen=True)
class _FilePerTable:
    files: Mapping[str, TableFile]

    def write(self, table: str, rows: pa.Table) -> None:
        self.files[table].write(rows)

    def close(self) -> None:
        for file in self.files.values():
            file.close()


@dataclass(frozen=True)
class OneFile:
    """One file with all tables."""

    name: str
    file: Callable[[Path, Schemas], TablesFile]
    read_file: Callable[[Path, Schema], pa.Table]
    beside: Mapping[str, Callable[[Schemas], dict[str, Any]]] = field(default_factory=dict)

    def names(self, tables: Collection[str]) -> list[str]:  # noqa: ARG002  the same for all
        """The files that there are then."""
        return [self.name, *self.beside]

    def open(self, folder: Path, schemas: Schemas) -> TablesFile:
        """Begin to write."""
        _write_beside(self.beside, folder, schemas)
        return self.file(folder / self.name, schemas)

    def read(self, fetch: Callable[[str], Path], schema: Schema) -> pa.Table:
        """A table that was written."""
        return self.read_file(fetch(self.name), schema)


def _write_beside(beside: Mapping[str, Callable[[Schemas], dict[str, Any]]], folder: Path, schemas: Schemas) -> None:
    for name, made_of in beside.items():
        text = json.dumps(made_of(schemas), ensure_ascii=False, indent=2) + "\n"
        (folder / name).write_text(text, encoding="utf-8")


FORMATS: Mapping[str, Form] = {
    "csv": FilePerTable("csv", CsvFile, read_csv, {"datapackage.json": datapackage}),
    "jsonl": FilePerTable("jsonl", JsonlFile, read_jsonl),
    "parquet": FilePerTable("parquet", ParquetFile, read_parquet),
    "xlsx": OneFile("zhfacts.xlsx", XlsxFile, read_xlsx),
}
# What a run may leave in a folder.
NAMES = [*dict.fromkeys(name for form in FORMATS.values() for name in form.names(TABLES)), MANIFEST]


def database_file(name: str) -> Form | None:
    """The form of a database in a file, by the name of the file: DuckDB where it has no ending; None for another ending.

    >>> database_file("facts.duckdb").names(())
    ['facts.duckdb']
    """
    path = Path(name)
    if path.suffix in (".duckdb", ""):
        return OneFile(name, DuckdbFile, read_duckdb)
    if path.suffix in (".sqlite", ".sqlite3", ".db"):
        return OneFile(name, SqliteFile, read_sqlite, {f"{path.stem}.metadata.json": partial(datasette, path.stem)})
    return None


class FileOutput:
    """The tables of a run in one form, in a folder.

    Parameters
    ----------
    folder
        Where.
    form
        How.
    schemas
        The tables.
    """

    def __init__(self, folder: Folder, form: Form, schemas: Schemas) -> None:
        self.place = folder.place
        self._folder = folder
        self._form = form
        self._schemas = schemas
        self.names = form.names(schemas)
        self._file: TablesFile | None = None

    def there(self) -> list[str]:
        """What stands where this is to be written."""
        return self._folder.there(list(dict.fromkeys([*self.names, *self._form.names(TABLES)])))

    def read(self, table: str) -> pa.Table:
        """A table that is there."""
        try:
            return self._form.read(self._folder.fetch, self._schemas[table])
        except ZhfactsError:
            raise
        except Exception as error:  # whatever a library says to a file that is damaged, or of another version
            reason = " ".join(str(error).split()).rstrip(".")
            raise ZhfactsError("E061", place=self.place, reason=reason) from error

    def open(self, *, without: pa.Array | None = None) -> None:
        """Begin to write; with what is there but for some documents, where they are given."""
        self._folder.prepare()
        self._file = self._form.open(self._folder.staging, self._schemas)
        if without is not None:
            for table in self._schemas:
                if table not in RUN_TABLES:
                    self.write(table, self.kept(table, without))

    def kept(self, table: str, without: pa.Array) -> pa.Table:
        """The rows that are there, but for those of some documents."""
        rows = self.read(table)
        return rows.filter(pc.invert(pc.is_in(rows["doc_id"], without)))

    def write(self, table: str, rows: pa.Table) -> None:
        """Append rows to a table."""
        assert self._file
        self._file.write(table, rows)

    def add(self, name: str, text: str) -> None:
        """Put a further file beside the tables."""
        (self._folder.staging / name).write_text(text, encoding="utf-8")
        self.names.append(name)

    def close(self) -> None:
        """Finish; nothing shows yet."""
        assert self._file
        self._file.close()
        self._file = None

    def publish(self) -> None:
        """Let all show."""
        self._folder.publish(self.names)

    def discard(self) -> None:
        """Leave nothing of what was not published."""
        self._file = None  # not closed, which would finish it; its handles go with it
        self._folder.clean()
