"""What the databases have in common: tables with keys, indexes, and views.

`first_in_china` is a view there: it has the columns and rows of the table, from `claims` and `documents`.
"""

from collections.abc import Iterable, Iterator, Mapping

from zhfacts.records import MENTION_COLUMNS
from zhfacts.tables import Schema, load_schema

VIEWS = ("first_in_china", "claims_with_figures")
# Columns that people look things up by.
LOOKED_UP = {"organizations": "name", "claims": "org"}

Schemas = Mapping[str, Schema]


def quoted(name: str) -> str:
    """A name as SQL has it; `end` and `group` are words of SQL."""
    return f'"{name}"'


def names(columns: Iterable[str]) -> str:
    """Names side by side."""
    return ", ".join(map(quoted, columns))


def stored(schemas: Schemas) -> list[Schema]:
    """The tables that are no views."""
    return [schema for table, schema in schemas.items() if table not in VIEWS]


def create_table(schema: Schema, types: Mapping[str, str], *, documents: bool, on_delete: str = "") -> str:
    """The statement that makes a table.

    Parameters
    ----------
    types
        The types of the columns by those of the schema.
    documents
        Whether there is the table `documents`, into which `doc_id` is a key.
    on_delete
        What becomes of the rows of a document that is deleted.
    """
    lines = [f"{quoted(c.name)} {types[c.type]}{'' if c.nullable else ' NOT NULL'}" for c in schema.columns]
    if schema.key:
        lines.append(f"PRIMARY KEY ({names(schema.key)})")
    if documents and schema.table != "documents" and _has(schema, "doc_id"):
        lines.append(f'FOREIGN KEY ("doc_id") REFERENCES "documents" ("doc_id") {on_delete}'.rstrip())
    return f"CREATE TABLE {quoted(schema.table)} (\n    " + ",\n    ".join(lines) + "\n)"


def create_indexes(schema: Schema) -> Iterator[str]:
    """The statements that make the indexes of a table: by place in the article, and by what people look for."""
    table = schema.table
    if _has(schema, "doc_id") and schema.key != ("doc_id",):
        place = ["doc_id", "raw_start"] if _has(schema, "raw_start") else ["doc_id"]
        yield f"CREATE INDEX {quoted(f'{table}_place')} ON {quoted(table)} ({names(place)})"
    if column := LOOKED_UP.get(table):
        yield f"CREATE INDEX {quoted(f'{table}_{column}')} ON {quoted(table)} ({quoted(column)})"


def create_views(schemas: Schemas, row: str) -> Iterator[str]:
    """The statements that make the views, where their tables are there.

    Parameters
    ----------
    row
        The column that numbers the rows of a table.
    """
    if not {"documents", "claims", "figures"} <= schemas.keys():
        return
    documents = {c.name for c in load_schema("documents").columns} - {"doc_id"}
    columns = [c.name for c in load_schema("first_in_china").columns]
    chosen = ", ".join(f"{'d' if name in documents else 'c'}.{quoted(name)}" for name in columns)
    yield f"""CREATE VIEW "first_in_china" AS
SELECT {chosen}
FROM "claims" c JOIN "documents" d ON d."doc_id" = c."doc_id"
WHERE c."first_in_china"
ORDER BY c.{row}"""
    of_claim = ("kind", "scope", "rank", "status", "org", "subject", "object", "first_in_china", "sentence_text")
    of_figure = [c.name for c in load_schema("figures").columns if c.name not in {"doc_id", *MENTION_COLUMNS}]
    yield f"""CREATE VIEW "claims_with_figures" AS
SELECT c."doc_id", c."raw_start" AS "claim_raw_start", c."text" AS "claim", {_of("c", of_claim)},
    f."raw_start" AS "figure_raw_start", f."text" AS "figure", {_of("f", of_figure)}
FROM "claims" c JOIN "figures" f ON f."doc_id" = c."doc_id" AND f."sentence" = c."sentence"
ORDER BY c.{row}, f.{row}"""


def select(schema: Schema, row: str) -> str:
    """The statement that reads a table in the order of its rows."""
    order = "" if schema.table in VIEWS else f" ORDER BY {row}"
    return f"SELECT {names(c.name for c in schema.columns)} FROM {quoted(schema.table)}{order}"


def describe(schema: Schema, kind: str = "TABLE") -> Iterator[str]:
    """The statements that say what a row and each column mean, for databases that keep that."""
    yield f"COMMENT ON {kind} {quoted(schema.table)} IS {literal(schema.row)}"
    if kind == "TABLE":
        for column in schema.columns:
            place = f"{quoted(schema.table)}.{quoted(column.name)}"
            yield f"COMMENT ON COLUMN {place} IS {literal(column.meaning)}"


def literal(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def _of(alias: str, columns: Iterable[str]) -> str:
    return ", ".join(f"{alias}.{quoted(name)}" for name in columns)


def _has(schema: Schema, column: str) -> bool:
    return any(c.name == column for c in schema.columns)
