"""What a run writes: everything, or nothing."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date as Day
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

import pyarrow as pa

from zhfacts.errors import ZhfactsError
from zhfacts.tables import RUN_TABLES, Schema, load_schema
from zhfacts.write.files import FORMATS, MANIFEST, NAMES, FileOutput, database_file
from zhfacts.write.folder import is_remote, open_folder, split
from zhfacts.write.parquet import ParquetFile, read_parquet
from zhfacts.write.postgresql import PostgresqlOutput, is_postgresql

Address = str | Path
# What the tables about the whole run are made of.
OF_DOCUMENTS = ("documents", "organizations", "claims")
RunTables = Callable[[Mapping[str, pa.Table]], Mapping[str, pa.Table]]


class Known(NamedTuple):
    """What tells whether a document that is there is the same."""

    sha256: str | None
    title: str | None
    published: Day | None


class Output(Protocol):
    """A place and form that the tables of a run are written to; nothing shows there before `publish`."""

    place: str
    names: list[str]

    def there(self) -> list[str]:
        """What stands where this is to be written."""

    def read(self, table: str) -> pa.Table:
        """A table that is there."""

    def open(self, *, without: pa.Array | None = None) -> None:
        """Begin to write; with what is there but for some documents, where they are given."""

    def kept(self, table: str, without: pa.Array) -> pa.Table:
        """The rows that are there, but for those of some documents."""

    def write(self, table: str, rows: pa.Table) -> None:
        """Append rows to a table."""

    def close(self) -> None:
        """Finish; nothing shows yet."""

    def publish(self) -> None:
        """Let all show."""

    def discard(self) -> None:
        """Leave nothing of what was not published."""


class RunFiles:
    """Context manager for the results of a run.

    They are written under temporary names (into a database: in one transaction), and show when all went well; else
    nothing is left behind.

    Parameters
    ----------
    tables
        The names of the tables.
    out, formats
        A folder, by its path or an address of fsspec, and keys of `FORMATS`.
    db
        A database: the path of a file that ends in .duckdb or .sqlite, or the address of one of PostgreSQL.
    overwrite
        Whether results that are there are replaced.
    append
        Whether they are added to: a document that is there already is replaced, with all its rows.
    run_tables
        Makes the tables about the whole run, of those `OF_DOCUMENTS`; for `append`.

    Attributes
    ----------
    known
        The documents that are there, each with what tells whether it is the same; empty where nothing is added to.
    replaced
        How many of them are replaced.
    places
        Where the results are.
    seconds
        How long writing took.

    Raises
    ------
    ZhfactsError
        E013 where something cannot be written, E060 and E061 where the results of another run stand in the way, E062
        where a database is none, E063 where there is no place, E034 where a library is missing.
    """

    def __init__(
        self,
        tables: Sequence[str],
        *,
        out: Address | None = None,
        formats: Sequence[str] = ("csv",),
        db: Address | None = None,
        overwrite: bool = False,
        append: bool = False,
        run_tables: RunTables | None = None,
    ) -> None:
        if (out is None or not formats) and db is None:
            raise ZhfactsError("E063")
        self.known: dict[str, Known] = {}
        self.replaced = 0
        self.seconds = 0.0
        self._tables = tables
        self._schemas = {table: load_schema(table) for table in tables}
        self._overwrite = overwrite
        self._append = append
        self._run_tables = run_tables
        self._place = str(out if out is not None else db)
        self._folder = None if out is None else open_folder(out)
        self._files = [FileOutput(self._folder, FORMATS[name], self._schemas) for name in formats if self._folder]
        self._outputs: list[Output] = [*self._files]
        if db is not None:
            self._outputs.append(_database(db, self._schemas))
        self._new = {id(output): True for output in self._outputs}
        self._waiting: TemporaryDirectory[str] | None = None
        self._added: dict[str, ParquetFile] = {}
        self._finished = False
        self._ids: set[str] = set()
        self.places = list(dict.fromkeys(output.place for output in self._outputs))

    def __enter__(self) -> Self:
        with self._undone_on_error():
            self._look()
            if not all(self._new.values()):
                self._waiting = TemporaryDirectory(prefix="zhfacts.")
                for table, schema in self._schemas.items():
                    self._added[table] = ParquetFile(self._waiting_file(table), schema.arrow)
            else:
                for output in self._outputs:
                    output.open()
        return self

    def write(self, table: str, rows: pa.Table) -> None:
        """Append rows to a table."""
        with self._undone_on_error():
            if self._added:
                self._added[table].write(rows)
            else:
                for output in self._outputs:
                    output.write(table, rows)

    def finish(self) -> None:
        """All rows are there; nothing shows yet."""
        if self._finished:
            return
        self._finished = True
        with self._undone_on_error():
            for file in self._added.values():
                file.close()
            for output in self._outputs:
                if self._added:
                    self._add(output)
                output.close()

    def describe(self, manifest: Mapping[str, Any]) -> None:
        """Put the manifest of the run beside its files, and into it those of the runs that it adds to."""
        if self._folder is None:
            return
        with self._undone_on_error():
            earlier = []
            if self._append and self._folder.there([MANIFEST]):
                before = json.loads(self._folder.fetch(MANIFEST).read_text(encoding="utf-8"))
                earlier = [*before.pop("earlier", []), before]
            text = json.dumps({**manifest, "earlier": earlier}, ensure_ascii=False, indent=2) + "\n"
            self._files[0].add(MANIFEST, text)  # which shows last

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._discard()
            return
        self.finish()
        with self._undone_on_error():
            for output in reversed(self._outputs):  # a database first: what can go wrong there has to undo the files
                output.publish()
            if self._folder and self._overwrite:
                names = {name for file in self._files for name in file.names}
                self._folder.remove([name for name in self._folder.there(NAMES) if name not in names])
        self._discard()

    def _look(self) -> None:
        """See what is there, and whether it may be replaced or added to."""
        found = {id(output): output.there() for output in self._outputs}
        in_folder = self._folder.there(NAMES) if self._folder else []
        if self._overwrite:
            return
        for output in self._outputs:
            there = in_folder if output in self._files else found[id(output)]
            if there and not self._append:
                raise ZhfactsError("E060", place=output.place, name=there[0])
            names = {name for file in self._files for name in file.names} if output in self._files else {*output.names}
            if there and {*there} - {MANIFEST} != names:
                differ = ", ".join(sorted({*there} - {MANIFEST} ^ names)[:3])
                raise ZhfactsError("E061", place=output.place, reason=f"it has other files or tables ({differ})")
            self._new[id(output)] = not there
        documents = [_documents(output) for output in self._outputs if not self._new[id(output)]]
        if len(documents) == len(self._outputs):
            self.known = {id_: k for id_, k in documents[0].items() if all(d.get(id_) == k for d in documents)}
        self._ids = {id_ for there in documents for id_ in there}

    def _add(self, output: Output) -> None:
        """Write what is there already, the new documents, and the tables about all of them."""
        added = {table: read_parquet(self._waiting_file(table), self._schemas[table].arrow) for table in OF_DOCUMENTS}
        replaced = added["documents"]["doc_id"].combine_chunks()
        self.replaced = len(self._ids.intersection(replaced.to_pylist()))
        whole = added
        if self._new[id(output)]:
            output.open()
        else:
            output.open(without=replaced)
            whole = {table: pa.concat_tables([output.kept(table, replaced), added[table]]) for table in OF_DOCUMENTS}
        for table in self._tables:
            if table not in RUN_TABLES:
                output.write(table, read_parquet(self._waiting_file(table), self._schemas[table].arrow))
        assert self._run_tables
        for table, rows in self._run_tables(whole).items():
            output.write(table, rows)

    def _waiting_file(self, table: str) -> Path:
        assert self._waiting
        return Path(self._waiting.name) / f"{table}.parquet"

    @contextmanager
    def _undone_on_error(self) -> Iterator[None]:
        started = perf_counter()
        try:
            yield
        except (ZhfactsError, KeyboardInterrupt):
            self._discard()
            raise
        except Exception as error:  # of the disk, the network, or a library for either
            self._discard()
            reason = error.strerror if isinstance(error, OSError) else None
            reason = reason or " ".join(str(error).split()).rstrip(".") or type(error).__name__
            raise ZhfactsError("E013", path=self._place, reason=reason) from error
        finally:
            self.seconds += perf_counter() - started

    def _discard(self) -> None:
        for output in self._outputs:
            output.discard()
        self._added = {}
        if self._waiting:
            self._waiting.cleanup()


def _database(address: Address, schemas: Mapping[str, Schema]) -> Output:
    if is_postgresql(str(address)):
        return PostgresqlOutput(str(address), schemas)
    place, name = split(address)
    form = database_file(name)
    if form is None or (is_remote(address) and "." not in name):  # mysql://host/name is no place for a file
        raise ZhfactsError("E062", address=address)
    return FileOutput(open_folder(place), form, schemas)


def _documents(output: Output) -> dict[str, Known]:
    """The documents that are there; no hash is that of one that failed."""
    rows = output.read("documents").select(["doc_id", "sha256", "title", "published", "status"]).to_pylist()
    return {
        row["doc_id"]: Known(None if row["status"] == "failed" else row["sha256"], row["title"], row["published"])
        for row in rows
    }
