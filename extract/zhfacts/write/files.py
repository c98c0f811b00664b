"""The files of a run: one per table and format, complete or not there."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import pyarrow as pa

from zhfacts.errors import ZhfactsError
from zhfacts.tables import load_schema
from zhfacts.write.csv import CsvFile
from zhfacts.write.jsonl import JsonlFile
from zhfacts.write.parquet import ParquetFile


class TableFile(Protocol):
    """A file of one table that is being written."""

    def __init__(self, path: Path, schema: pa.Schema) -> None: ...

    def write(self, table: pa.Table) -> None:
        """Append rows."""

    def close(self) -> None:
        """Finish the file."""


FORMATS: Mapping[str, type[TableFile]] = {"csv": CsvFile, "jsonl": JsonlFile, "parquet": ParquetFile}


class RunFiles:
    """Context manager for the files of a run.

    They are written under temporary names, and take their own when all went well; else nothing is left behind.

    Parameters
    ----------
    out
        The folder; it is made if it is not there.
    tables
        The names of the tables.
    formats
        Keys of `FORMATS`.

    Raises
    ------
    ZhfactsError
        E013 where the folder or a file cannot be written.
    """

    def __init__(self, out: Path, tables: Sequence[str], formats: Sequence[str]) -> None:
        self._out = out
        self._names = {table: [f"{table}.{name}" for name in formats] for table in tables}
        self._formats = formats
        self._files: dict[str, list[TableFile]] = {}

    def __enter__(self) -> Self:
        with self._undo_on_error():
            self._out.mkdir(parents=True, exist_ok=True)
            for table, names in self._names.items():
                schema = load_schema(table).arrow
                self._files[table] = []
                for name, kind in zip(names, self._formats, strict=True):
                    self._files[table].append(FORMATS[kind](self._temporary(name), schema))
        return self

    def write(self, table: str, rows: pa.Table) -> None:
        """Append rows to the files of a table."""
        with self._undo_on_error():
            for file in self._files[table]:
                file.write(rows)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._discard()
            return
        with self._undo_on_error():
            for files in self._files.values():
                for file in files:
                    file.close()
            for names in self._names.values():
                for name in names:
                    self._temporary(name).replace(self._out / name)

    def _temporary(self, name: str) -> Path:
        return self._out / f".{name}.{os.getpid()}.tmp"

    @contextmanager
    def _undo_on_error(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._discard()
            raise ZhfactsError("E013", path=self._out, reason=error.strerror or str(error)) from None

    def _discard(self) -> None:
        for file in (file for files in self._files.values() for file in files):
            with suppress(OSError, pa.ArrowException):
                file.close()
        for name in (name for names in self._names.values() for name in names):
            with suppress(OSError):
                self._temporary(name).unlink(missing_ok=True)
