"""JSONL: one row a line, every column in every line, dates as ISO strings, whole numbers without a point."""

import json
from datetime import date as Day
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from zhfacts.write.lines import ROWS_AT_ONCE, join, texts


class JsonlFile:
    """A JSONL file that is being written."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._keys = [("{" if i == 0 else ", ") + json.dumps(name) + ": " for i, name in enumerate(schema.names)]
        self._file = path.open("wb")

    def write(self, table: pa.Table) -> None:
        """Append rows."""
        for batch in table.to_batches(ROWS_AT_ONCE):
            parts = [
                part for key, column in zip(self._keys, batch.columns, strict=True) for part in (key, _cells(column))
            ]
            self._file.write(join([*parts, "}\n"], "null"))

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def read_jsonl(path: Path, schema: pa.Schema) -> pa.Table:
    """What was written."""
    with path.open(encoding="utf-8", newline="\n") as file:
        rows = [json.loads(line) for line in file]
    for name in (field.name for field in schema if pa.types.is_date32(field.type)):
        for row in rows:
            row[name] = None if row[name] is None else Day.fromisoformat(row[name])
    return pa.Table.from_pylist(rows, schema)


def _cells(column: pa.Array) -> pa.Array:
    if not (pa.types.is_string(column.type) or pa.types.is_date32(column.type)):
        return texts(column)
    plain = texts(column)
    if pc.any(pc.match_substring_regex(plain, r"[\x00-\x1f]")).as_py():
        return pa.array(
            [None if v is None else json.dumps(v, ensure_ascii=False) for v in plain.to_pylist()], pa.string()
        )
    escaped = pc.replace_substring(pc.replace_substring(plain, "\\", "\\\\"), '"', '\\"')
    return pc.binary_join_element_wise('"', escaped, '"', "")
