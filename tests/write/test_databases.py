"""The databases as people query them: keys, indexes, views, descriptions."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pyarrow as pa
import pytest
from examples import extraction
from places import DATABASES, ROWS, address, output, postgresql
from zhfacts.errors import ZhfactsError
from zhfacts.tables import TABLES, build_tables, empty_table, load_schema
from zhfacts.write import RunFiles
from zhfacts.write.postgresql import PostgresqlOutput

Query = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(params=DATABASES)
def query(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Query]:
    """Asks a database with the tables of two articles."""
    place = address(request.param, tmp_path)
    with RunFiles(TABLES, **place, overwrite=True) as files:  # type: ignore[arg-type]
        for name, rows in build_tables([extraction("a"), extraction("b")]).items():
            files.write(name, rows)
    with closing(connect(place["db"])) as connection:
        yield lambda question: list(connection.execute(question).fetchall())


def connect(db: object) -> Any:
    if not isinstance(db, Path):
        connection = psycopg.connect(str(db), autocommit=True)
        connection.execute("SET search_path TO zhfacts")
        return connection
    if db.suffix == ".duckdb":
        return duckdb.connect(str(db))
    sqlite = sqlite3.connect(db, isolation_level=None)
    sqlite.execute("PRAGMA foreign_keys = ON")
    return sqlite


def test_first_in_china_is_a_view(query: Query) -> None:
    assert query("SELECT doc_id, text, title, CAST(published AS VARCHAR(10)) FROM first_in_china") == [
        ("a", "全国首个", "题", "2023-07-03"),
        ("b", "全国首个", "题", "2023-07-03"),
    ]
    query_columns = [c.name for c in load_schema("first_in_china").columns]
    assert len(query("SELECT * FROM first_in_china")[0]) == len(query_columns)


def test_claims_with_figures_of_the_same_sentence(query: Query) -> None:
    rows = query("SELECT doc_id, org, claim, figure, value, unit FROM claims_with_figures")
    assert rows == [(doc_id, "国家药监局", "全国首个", "360亿元", 36e9, "元") for doc_id in ("a", "b")]


def test_a_document_is_there_once(query: Query) -> None:
    with pytest.raises((sqlite3.IntegrityError, duckdb.ConstraintException, psycopg.errors.UniqueViolation)):
        query("INSERT INTO documents (doc_id, status) VALUES ('a', 'ok')")


def test_a_row_is_of_a_document(query: Query) -> None:
    errors = (sqlite3.IntegrityError, duckdb.ConstraintException, psycopg.errors.ForeignKeyViolation)
    with pytest.raises(errors):
        query("INSERT INTO texts (doc_id, raw_text, text) VALUES ('c', '', '')")


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("sqlite", "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"),
        ("duckdb", "SELECT index_name FROM duckdb_indexes()"),
        (
            "postgresql",
            "SELECT indexname FROM pg_indexes WHERE schemaname = 'zhfacts' AND indexname NOT LIKE '%_pkey' AND tablename <> 'rows'",
        ),
    ],
)
def test_indexes(kind: str, question: str, tmp_path: Path) -> None:
    tables = ("repairs", "organizations", "figures", "dates", "claims", "claim_conflicts")
    indexes = {*(f"{table}_place" for table in tables), "organizations_name", "claims_org"}
    assert {name for (name,) in asked(kind, question, tmp_path)} == indexes


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("duckdb", "SELECT comment FROM duckdb_columns() WHERE table_name = 'claims' AND column_name = 'kind'"),
        (
            "postgresql",
            "SELECT col_description('zhfacts.claims'::regclass, attnum) FROM pg_attribute "
            "WHERE attrelid = 'zhfacts.claims'::regclass AND attname = 'kind'",
        ),
    ],
)
def test_the_database_says_what_columns_mean(kind: str, question: str, tmp_path: Path) -> None:
    (kind_column,) = (c for c in load_schema("claims").columns if c.name == "kind")
    assert asked(kind, question, tmp_path) == [(kind_column.meaning,)]


def asked(kind: str, question: str, folder: Path) -> list[tuple[Any, ...]]:
    """The answer of a database without rows."""
    place = address(kind, folder)
    with RunFiles(TABLES, **place, overwrite=True):  # type: ignore[arg-type]
        pass
    with closing(connect(place["db"])) as connection:
        return list(connection.execute(question).fetchall())


def test_postgresql_writes_zero_characters_as_escapes() -> None:
    place = output("postgresql", "", {"rows": ROWS})
    row = {"doc_id": "a\0", "text": "_x0000_", "end": ["\0"]}
    place.open()
    place.write("rows", pa.Table.from_pylist([row], ROWS.arrow))
    place.publish()
    with closing(connect(postgresql())) as connection:
        assert connection.execute('SELECT doc_id, text, "end" FROM rows').fetchall() == [
            ("a_x0000_", "_x005F_x0000_", ["_x0000_"])
        ]


def test_postgresql_shows_nothing_before_the_end() -> None:
    place = address("postgresql", Path())
    with RunFiles(TABLES, **place, overwrite=True) as files:  # type: ignore[arg-type]
        for name, rows in build_tables([extraction("a")]).items():
            files.write(name, rows)
    with (
        pytest.raises(KeyboardInterrupt),
        RunFiles(
            TABLES, **place, append=True, run_tables=lambda _: {"claim_conflicts": empty_table("claim_conflicts")}
        ) as files,  # type: ignore[arg-type]
    ):
        for name, rows in build_tables([extraction("a"), extraction("b")]).items():
            files.write(name, rows)
        files.finish()
        with closing(connect(place["db"])) as connection:
            assert connection.execute("SELECT doc_id FROM documents").fetchall() == [("a",)]
        raise KeyboardInterrupt
    with closing(connect(place["db"])) as connection:
        assert connection.execute("SELECT doc_id FROM claims").fetchall() == [("a",)]


def test_postgresql_drops_nothing_of_the_user() -> None:
    place = address("postgresql", Path())
    with RunFiles(TABLES, **place, overwrite=True):  # type: ignore[arg-type]
        pass
    with closing(connect(place["db"])) as connection:
        connection.execute("CREATE VIEW mine AS SELECT * FROM claims")
        try:
            with (
                pytest.raises(ZhfactsError, match=r"E013.*view mine depends on table claims"),
                RunFiles(TABLES, **place, overwrite=True),  # type: ignore[arg-type]
            ):
                pass
            assert connection.execute("SELECT * FROM mine").fetchall() == []
        finally:
            connection.execute("DROP VIEW mine")


def test_no_password_is_shown() -> None:
    place = PostgresqlOutput("postgresql://me:secret@127.0.0.1:1/name?connect_timeout=1", {})
    assert place.place == "postgresql://127.0.0.1:1/name"
    with pytest.raises(ZhfactsError, match="E013") as caught:
        place.there()
    assert "secret" not in str(caught.value)
