"""What other programs know about the tables: Frictionless Data Packages, and what Datasette shows.

Both come from the schemas in `outputs/`, as the descriptions within Parquet, DuckDB and PostgreSQL do.
"""

from collections.abc import Mapping
from typing import Any

from zhfacts.tables import Column, Schema

_TYPES = {"string": "string", "int": "integer", "float": "number", "bool": "boolean", "date": "date", "list": "array"}


def datapackage(schemas: Mapping[str, Schema]) -> dict[str, Any]:
    """The `datapackage.json` that stands beside CSV files."""
    return {
        "profile": "tabular-data-package",
        "name": "zhfacts",
        "title": "Organizations, figures, dates and claims in Chinese news",
        "resources": [_resource(schema, documents="documents" in schemas) for schema in schemas.values()],
    }


def _resource(schema: Schema, *, documents: bool) -> dict[str, Any]:
    content: dict[str, Any] = {"fields": [_field(column) for column in schema.columns]}
    if schema.key:
        content["primaryKey"] = list(schema.key)
    if documents and schema.table != "documents" and schema.columns[0].name == "doc_id":
        reference = {"resource": "documents", "fields": "doc_id"}
        content["foreignKeys"] = [{"fields": "doc_id", "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": schema.table,
        "path": f"{schema.table}.csv",
        "description": f"A row says: {schema.row}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": content,
    }


def _field(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": column.meaning,
    }
    constraints: dict[str, Any] = {}
    if not column.nullable and (column.type != "string" or column.allowed or column.name == "doc_id"):
        constraints["required"] = True  # of other texts, Frictionless takes "" for missing
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    return described | ({"constraints": constraints} if constraints else {})


def datasette(database: str, schemas: Mapping[str, Schema]) -> dict[str, Any]:
    """The metadata for `datasette DATABASE.sqlite --metadata DATABASE.metadata.json`."""
    tables = {
        schema.table: {
            "description": f"A row says: {schema.row}.",
            "columns": {column.name: column.meaning for column in schema.columns},
        }
        for schema in schemas.values()
    }
    return {"title": "zhfacts", "databases": {database: {"tables": tables}}}
