"""Records to Arrow tables, by the schemas in `outputs/`."""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from zhfacts.errors import ZhfactsError
from zhfacts.read.byline import read_byline
from zhfacts.records import FAMILIES, Failure

if TYPE_CHECKING:
    from zhfacts.pipeline import Extraction

# In the order of the flow. The last two are about the whole run, the others about an article each.
TABLES = (
    "documents",
    "texts",
    "repairs",
    "organizations",
    "figures",
    "dates",
    "claims",
    "first_in_china",
    "organization_index",
    "claim_conflicts",
)
RUN_TABLES = TABLES[-2:]
ARROW_TYPES = {
    "string": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "list": pa.list_(pa.string()),
}
PYTHON_TYPES: dict[str, set[type]] = {
    "string": {str},
    "int": {int},
    "float": {float, int},
    "bool": {bool},
    "date": {Day},
    "list": {list, tuple},
}
HAN = re.compile("[\u3400-\u9fff]")
NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its schema in `outputs/` promises it."""

    name: str
    type: str
    meaning: str
    nullable: bool = True
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """A table as its file in `outputs/` promises it: what a row says, the columns in order, and those that no two rows share."""

    table: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def arrow(self) -> pa.Schema:
        """The Arrow schema, with the meanings as descriptions of the fields."""
        return pa.schema(
            [
                pa.field(c.name, ARROW_TYPES[c.type], nullable=c.nullable, metadata={"description": c.meaning})
                for c in self.columns
            ],
            metadata={"description": self.row},
        )


@dataclass(frozen=True, slots=True)
class Violation:
    """A cell that does not keep to its schema; `row` counts from 0."""

    table: str
    column: str
    row: int
    value: object
    reason: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}, row {self.row}: {self.value!r:.60} {self.reason}"


class SchemaError(ZhfactsError):
    """All cells of some rows that do not keep to their schemas.

    Parameters
    ----------
    violations
        What is wrong, in the order of tables, columns and rows.
    """

    def __init__(self, violations: Sequence[Violation]) -> None:
        self.violations = tuple(violations)
        shown = "; ".join(map(str, violations[:20]))
        more = f"; and {len(violations) - 20} more" if len(violations) > 20 else ""
        super().__init__("E017", violations=shown + more)

    def __reduce__(self) -> tuple[Any, ...]:
        return SchemaError, (self.violations,)


@lru_cache(maxsize=len(TABLES))
def load_schema(table: str) -> Schema:
    """The schema of a table.

    >>> [(c.name, c.type) for c in load_schema("texts").columns]
    [('doc_id', 'string'), ('raw_text', 'string'), ('text', 'string')]
    """
    data = _toml(table)
    columns = [*(_toml(data["begins_with"])["column"] if "begins_with" in data else ()), *data["column"]]
    return Schema(
        table=table,
        row=data["row"],
        columns=tuple(Column(**{**c, "allowed": tuple(c.get("allowed", ()))}) for c in columns),
        key=tuple(data.get("key", ())),
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("zhfacts.outputs") / f"{name}.toml").read_text(encoding="utf-8"))


def make_table(table: str, columns: Mapping[str, Sequence[object]]) -> pa.Table:
    """An Arrow table of some columns.

    Raises
    ------
    SchemaError
        With every cell that does not keep to the schema of the table.
    """
    made, violations = _make_table(load_schema(table), columns)
    if violations:
        raise SchemaError(violations)
    return made


def empty_table(table: str) -> pa.Table:
    """The table without rows."""
    return load_schema(table).arrow.empty_table()


def build_tables(results: Sequence["Extraction | Failure"], *, texts: bool = True) -> dict[str, pa.Table]:
    """The tables of some articles, by name; those about the whole run are not among them.

    Parameters
    ----------
    results
        What was found in each article, or why it failed, in the order of the rows.
    texts
        Whether the table `texts` is wanted.

    Raises
    ------
    SchemaError
        With every cell of every table that does not keep to the schema.
    """
    extractions = [(r.article.id, r) for r in results if not isinstance(r, Failure)]
    columns = {"documents": _documents(results), "repairs": _repairs(extractions)}
    if texts:
        columns["texts"] = {
            "doc_id": [doc_id for doc_id, _ in extractions],
            "raw_text": [e.article.text for _, e in extractions],
            "text": [e.text for _, e in extractions],
        }
    for family in FAMILIES:
        rows = [(doc_id, getattr(e, family)) for doc_id, e in extractions]
        columns[family] = _columns(family, rows)
    columns["first_in_china"] = _first_in_china(extractions, columns["documents"])
    tables: dict[str, pa.Table] = {}
    violations: list[Violation] = []
    for table in TABLES:
        if table in columns:
            tables[table], found = _make_table(load_schema(table), columns[table])
            violations += found
    if violations:
        raise SchemaError(violations)
    return tables


def _columns(table: str, rows: Sequence[tuple[str, Sequence[object]]]) -> dict[str, list[Any]]:
    """Records of each document to columns; but for doc_id, a column is an attribute of the record."""
    records = [record for _, of_document in rows for record in of_document]
    columns: dict[str, list[Any]] = {"doc_id": [doc_id for doc_id, of_document in rows for _ in of_document]}
    for column in load_schema(table).columns[1:]:
        columns[column.name] = list(map(attrgetter(column.name), records))
    return columns


def _repairs(extractions: Sequence[tuple[str, "Extraction"]]) -> dict[str, list[Any]]:
    return _columns("repairs", [(doc_id, e.normalized.repairs) for doc_id, e in extractions])


def _first_in_china(
    extractions: Sequence[tuple[str, "Extraction"]], documents: Mapping[str, Sequence[Any]]
) -> dict[str, list[Any]]:
    """The claims to be the first in China, each with what is known of its article."""
    names = [c.name for c in load_schema("first_in_china").columns]
    article = {doc_id: index for index, doc_id in enumerate(documents["doc_id"])}
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for doc_id, extraction in extractions:
        for claim in extraction.claims:
            if claim.first_in_china:
                for name in names:
                    of_article = name in documents
                    columns[name].append(documents[name][article[doc_id]] if of_article else getattr(claim, name))
    return columns


def _documents(results: Sequence["Extraction | Failure"]) -> dict[str, list[Any]]:
    rows = [_failed_document(r) if isinstance(r, Failure) else _document(r) for r in results]
    return {c.name: [row.get(c.name) for row in rows] for c in load_schema("documents").columns}


def _failed_document(failure: Failure) -> dict[str, object]:
    return {
        "doc_id": failure.id,
        "source": failure.source,
        "sha256": failure.sha256,
        "status": failure.status,
        "error": failure.message,
    }


def _document(extraction: "Extraction") -> dict[str, object]:
    article, normalized = extraction.article, extraction.normalized
    byline = read_byline(normalized.text)
    letters = NO_LETTERS.sub("", normalized.text)
    return {
        "doc_id": article.id,
        "source": article.source,
        "title": article.title,
        "published": article.published or byline.published,
        "reference_date": extraction.reference.value,
        "reference_from": extraction.reference.source,
        "publisher": article.publisher or byline.publisher,
        "author": article.author or byline.author,
        "editor": article.editor or byline.editor,
        "script": normalized.script,
        "encoding": article.encoding,
        "encoding_confidence": article.encoding_confidence,
        "sha256": article.sha256 or sha256(article.text.encode()).hexdigest(),
        "raw_chars": len(article.text),
        "chars": len(normalized.text),
        "sentences": len(extraction.sentences),
        "repairs": len(normalized.repairs),
        "repaired_share": _share(sum(r.raw_end - r.raw_start for r in normalized.repairs), len(article.text)),
        "foreign_share": _share(len(letters) - len(HAN.findall(letters)), len(letters)),
        "boilerplate_share": _share(sum(end - start for start, end in extraction.boilerplate), len(normalized.text)),
        "status": "ok",
        "error": article.note,
    }


def _share(part: int, whole: int) -> float:
    """A share to three decimals; the spans of two repairs may have characters in common."""
    return round(min(part / whole, 1.0), 3) if whole else 0.0


def _make_table(schema: Schema, columns: Mapping[str, Sequence[object]]) -> tuple[pa.Table, list[Violation]]:
    """The table, and every cell that is wrong; where one is, the table is empty."""
    arrays: list[pa.Array] = []
    violations: list[Violation] = []
    for column in schema.columns:
        values = columns[column.name]
        array = _array(column, values)
        if array is None:
            reasons = ((row, value, _wrong(column, value)) for row, value in enumerate(values))
            violations += [Violation(schema.table, column.name, row, value, why) for row, value, why in reasons if why]
        else:
            arrays.append(array)
    if violations:
        return schema.arrow.empty_table(), violations
    return pa.Table.from_arrays(arrays, schema=schema.arrow), []


def _array(column: Column, values: Sequence[Any]) -> pa.Array | None:
    """The values as Arrow has them, or None where one of them is wrong: `_wrong` for a whole column, and quick."""
    types = set(map(type, values))
    if types - PYTHON_TYPES[column.type] - ({type(None)} if column.nullable else set()):
        return None
    if column.allowed and not set(values) <= {*column.allowed, None}:
        return None
    try:
        if int in types and column.type == "float":
            values = [None if value is None else float(value) for value in values]
        if column.type == "float" and not all(map(math.isfinite, filter(None, values))):
            return None
        return pa.array(values, ARROW_TYPES[column.type])
    except (pa.ArrowException, OverflowError, UnicodeError):
        return None


def _wrong(column: Column, value: Any) -> str | None:
    """Why a value cannot stand in a column, or None."""
    if value is None:
        return None if column.nullable else "is missing"
    if type(value) not in PYTHON_TYPES[column.type]:
        return f"is no {column.type}"
    if column.allowed and value not in column.allowed:
        return f"is none of {', '.join(column.allowed)}"
    return "cannot be stored" if _array(column, [value]) is None else None
