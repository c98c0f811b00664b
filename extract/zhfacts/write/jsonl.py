"""JSONL: one row a line, every column in every line, dates as ISO strings, whole numbers without a point."""

import json
from collections.abc import Callable
from datetime import date as Day
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from zhfacts.write.lines import ROWS_AT_ONCE, Part, all_bytes, join, quoted, texts

_STRING = json.JSONEncoder(ensure_ascii=False).encode


class JsonlFile:
    """A JSONL file that is being written."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._keys = [("{" if i == 0 else ", ") + json.dumps(name) + ": " for i, name in enumerate(schema.names)]
        self._file = path.open("wb")

    def write(self, table: pa.Table) -> None:
        """Append rows."""
        for batch in table.combine_chunks().to_batches(ROWS_AT_ONCE):
            parts: list[Part] = []
            for key, column in zip(self._keys, batch.columns, strict=True):
                parts += (key, *_cells(column))
            self._file.write(join([*parts, "}\n"], "null"))

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def read_jsonl(path: Path, schema: pa.Schema) -> pa.Table:
    """What was written."""
    with path.open(encoding="utf-8", newline="\n") as file:
        rows = [json.loads(line) for line in file]
    for field in schema:
        if pa.types.is_date32(field.type):
            _parse(rows, field.name, Day.fromisoformat)
        elif pa.types.is_float64(field.type):
            _parse(rows, field.name, float)
    return pa.Table.from_pylist(rows, schema)


def _parse(rows: list[dict[str, Any]], name: str, parse: Callable[[Any], object]) -> None:
    for row in rows:
        row[name] = None if row[name] is None else parse(row[name])


def _cells(column: pa.Array) -> list[Part]:
    plain = texts(column)
    if pa.types.is_string(column.type):
        written = all_bytes(plain)
        if (written < ord(" ")).any():
            return [pa.array([None if v is None else _STRING(v) for v in plain.to_pylist()], pa.string())]
        if ((written == ord("\\")) | (written == ord('"'))).any():
            plain = pc.replace_substring(pc.replace_substring(plain, "\\", "\\\\"), '"', '\\"')
        return quoted(plain)
    return quoted(plain) if pa.types.is_date32(column.type) else [plain]
