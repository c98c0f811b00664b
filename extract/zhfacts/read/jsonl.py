"""JSONL: one article a line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BufferedReader, BytesIO
from typing import Any

from zhfacts.errors import ZhfactsError
from zhfacts.read.decode import BOMS, decode
from zhfacts.read.rows import Columns, article_from_row, json_kind
from zhfacts.records import Article, Failure

MAX_BYTES = 32 * 2**20
LIMIT = f"{MAX_BYTES // 2**20} MiB"


def read_jsonl(file: BufferedReader, columns: Columns, *, name: str, source: str) -> Iterator[Article | Failure]:
    """The articles of a file; a bad line costs one failure, an empty line nothing.

    Parameters
    ----------
    file
        The bytes. They are read line by line, so that the size of the file does not matter.
    columns
        What the columns are called.
    name
        Of the file: a line without an id of its own is called `name:line`.
    source
        Path or address.
    """
    lines, file_encoding = _lines(file)
    for number, line in enumerate(lines, 1):
        where, fallback_id = f"line {number}", f"{name}:{number}"
        try:
            if line is None:
                raise ZhfactsError("E015", where=where, limit=LIMIT)
            text, encoding = _decode_line(line, where)
            if not text.strip():
                continue
            row = _parse(text, where)
        except ZhfactsError as error:
            yield Failure(id=fallback_id, message=str(error), source=source)
            continue
        article = article_from_row(row, columns=columns, where=where, fallback_id=fallback_id, source=source)
        yield replace(article, encoding=file_encoding or encoding) if isinstance(article, Article) else article


def _lines(file: BufferedReader) -> tuple[Iterator[bytes | None], str | None]:
    """The lines, None for one that is too long; and the encoding of the file, if it is known and not UTF-8.

    UTF-16 and UTF-32 (PowerShell writes the former) cannot be cut at a line feed, and are read at once.
    """
    head = file.peek(4)[:4]
    for mark, encoding in BOMS[1:]:
        if head.startswith(mark):
            return _bounded_lines(BytesIO(decode(file.read())[0].encode())), encoding
    return _bounded_lines(file), None


def _bounded_lines(file: BufferedReader | BytesIO) -> Iterator[bytes | None]:
    while line := file.readline(MAX_BYTES):
        if len(line) == MAX_BYTES and not line.endswith(b"\n"):
            while (rest := file.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line


def _decode_line(line: bytes, where: str) -> tuple[str, str]:
    try:
        return decode(line)
    except ZhfactsError as error:
        raise ZhfactsError(error.code, **{**error.values, "reason": f"{where}: {error.values['reason']}"}) from None


def _parse(text: str, where: str) -> Mapping[str, Any]:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError also for a number of more than 4300 digits
        reason = f"{error.msg} at character {error.pos}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise ZhfactsError("E005", where=where, reason=reason) from None
    if not isinstance(row, dict):
        raise ZhfactsError("E005", where=where, reason=f"it is {json_kind(row)}")
    return row
