"""Rows of text from Arrow columns, without a Python object per cell."""

import json
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

ROWS_AT_ONCE = 16_384


def texts(column: pa.Array) -> pa.Array:
    """The cells of a column as text, null where there is no value; a list is written as in JSON."""
    if pa.types.is_float64(column.type):
        return pa.array([None if value is None else number(value) for value in column.to_pylist()], pa.string())
    if pa.types.is_list(column.type):
        lists = column.to_pylist()
        return pa.array([None if v is None else json.dumps(v, ensure_ascii=False) for v in lists], pa.string())
    return column.cast(pa.string())


def number(value: float) -> str:
    """A number as text, exact and short; a whole one has no point.

    >>> number(36000000000.0), number(0.3333), number(-5.0)
    ('36000000000', '0.3333', '-5')
    """
    return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)


def join(parts: Sequence[pa.Array | str], null: str) -> pa.Buffer:
    """Parts side by side, row by row; a string stands in every row, a null is written as `null`."""
    rows = pc.binary_join_element_wise(*parts, "", null_handling="replace", null_replacement=null)
    return pc.binary_join(pa.ListArray.from_arrays([0, len(rows)], rows), "")[0].as_buffer()
