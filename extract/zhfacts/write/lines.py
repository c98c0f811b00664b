"""Rows of text from Arrow columns, without a Python object per cell."""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

ROWS_AT_ONCE = 16_384

# What stands in a row: a column, or a constant in every row.
Part: TypeAlias = "pa.Array | str"
Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]


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


def quoted(column: pa.Array) -> list[Part]:
    """The cells between quotation marks, which a null does not get."""
    if column.null_count:
        return [pc.binary_join_element_wise('"', column, '"', "")]
    return ['"', column, '"']


def join(parts: Sequence[Part], null: str) -> pa.Buffer:
    """Parts side by side, row by row; a null is written as `null`."""
    merged: list[Part] = []
    for constant, group in groupby(parts, lambda part: isinstance(part, str)):
        side_by_side = list(group)
        merged += ["".join(side_by_side)] if constant else side_by_side
    rows = pc.binary_join_element_wise(*merged, "", null_handling="replace", null_replacement=null)
    return pc.binary_join(pa.ListArray.from_arrays([0, len(rows)], rows), "")[0].as_buffer()


def all_bytes(column: pa.Array) -> Bytes:
    """The bytes of all cells, one after the other: to see whether there is something to escape at all."""
    starts, payload = _buffers(column)
    return payload[starts[0] : starts[-1]]


def first_bytes(column: pa.Array) -> Bytes:
    """The first byte of each cell that has one."""
    starts, payload = _buffers(column)
    return payload[starts[:-1][starts[:-1] < starts[1:]]]


def _buffers(column: pa.Array) -> tuple["np.ndarray[tuple[int], np.dtype[np.int32]]", Bytes]:
    """Where each cell begins, and at last where the last one ends; and the bytes that these offsets point into."""
    _, offsets, payload = column.buffers()
    starts = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    return starts, np.frombuffer(payload or b"", np.uint8)
