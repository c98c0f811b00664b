"""CSV that opens in Excel: UTF-8 with a byte order mark, lists as in JSON, true and false, ISO dates.

Two things that CSV does not hold by itself:

* Null and "" differ: null is an empty cell, "" is `""`. Strings are always quoted, numbers never.
* No string runs as a formula: one that begins with = + - @, their full-width forms, or a control character (tabs and
  line ends among them; LibreOffice drops U+0000 and runs what follows) gets an apostrophe before it. So that nothing
  is lost, one that has apostrophes before such a character already gets one more. `read_csv` takes one away again.
"""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from zhfacts.write.lines import ROWS_AT_ONCE, Part, all_bytes, first_bytes, join, quoted, texts

BOM = b"\xef\xbb\xbf"
_FORMULA = r"^'*[=+\-@＝＋－＠\x00-\x1f]"
# Whether a byte can begin a formula; the full-width characters begin alike.
_BEGINS_FORMULA = np.zeros(256, bool)
_BEGINS_FORMULA[list(b"'=+-@" + bytes(range(32)) + "＝".encode()[:1])] = True
_GUARDED = r"^'+[=+\-@＝＋－＠\x00-\x1f]"


class CsvFile:
    """A CSV file that is being written."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._file = path.open("wb")
        self._file.write(BOM + ",".join(schema.names).encode() + b"\n")

    def write(self, table: pa.Table) -> None:
        """Append rows."""
        for batch in table.combine_chunks().to_batches(ROWS_AT_ONCE):
            parts: list[Part] = []
            for column in batch.columns:
                parts += (",", *_cells(column))
            self._file.write(join([*parts[1:], "\n"], ""))

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def read_csv(path: Path, schema: pa.Schema) -> pa.Table:
    """What was written."""
    lists = [field.name for field in schema if pa.types.is_list(field.type)]
    types = {field.name: pa.string() if field.name in lists else field.type for field in schema}
    table = pa_csv.read_csv(
        path,
        read_options=pa_csv.ReadOptions(block_size=path.stat().st_size + 1),  # a cell has to fit into a block
        parse_options=pa_csv.ParseOptions(newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )
    if table.column_names != schema.names:
        raise ValueError(f"its columns are {', '.join(table.column_names)}")
    columns = []
    for field, column in zip(schema, table.columns, strict=True):
        if field.name in lists:
            parsed = [None if cell is None else json.loads(cell) for cell in column.to_pylist()]
            columns.append(pa.array(parsed, field.type))
        elif pa.types.is_string(field.type):
            columns.append(_without_guard(column))
        else:
            columns.append(column)
    return pa.Table.from_arrays(columns, schema=schema)


def _cells(column: pa.Array) -> list[Part]:
    plain = texts(column)
    if pa.types.is_string(column.type):
        plain = _with_guard(plain)
    elif not pa.types.is_list(column.type):
        return [plain]
    if (all_bytes(plain) == ord('"')).any():
        plain = pc.replace_substring(plain, '"', '""')
    return quoted(plain)


def _with_guard(column: pa.Array) -> pa.Array:
    if not _BEGINS_FORMULA[first_bytes(column)].any():
        return column
    formulas = pc.match_substring_regex(column, _FORMULA)
    return pc.if_else(formulas, pc.binary_join_element_wise("'", column, ""), column)


def _without_guard(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pc.match_substring_regex(column, _GUARDED), pc.utf8_slice_codeunits(column, 1), column)
