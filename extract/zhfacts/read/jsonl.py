"""JSONL: one article a line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import TextIOWrapper
from typing import Any

import zhfacts.read.source as limits
from zhfacts.errors import ZhfactsError
from zhfacts.read.decode import Decoded, decode, skip_mark, sniff
from zhfacts.read.rows import article_from_row, json_kind
from zhfacts.read.source import Source
from zhfacts.records import Article, Failure


def read_jsonl(source: Source) -> Iterator[Article | Failure]:
    """The articles of a file; a bad line costs one failure, an empty line nothing.

    The bytes are read and decoded line by line, so that the size of the file does not matter.
    """
    known = _encoding_of_the_file(source)
    untouched = True
    for number, line in enumerate(_lines(source, known.encoding), 1):
        where, fallback_id = f"line {number}", f"{source.id}:{number}"
        try:
            if line is None:
                raise ZhfactsError("E015", where=where, limit=limits.LIMIT)
            decoded = _decode_line(line, source, known, where)
            if not decoded.text.strip():
                continue
            begins_array, untouched = untouched and decoded.text.lstrip().startswith("["), False
            row = _parse(decoded.text, where, begins_array)
        except ZhfactsError as error:
            if error.values.get("where") == "the file":
                raise
            yield Failure(id=fallback_id, message=str(error), source=source.source)
            continue
        article = article_from_row(
            row, columns=source.columns, where=where, fallback_id=fallback_id, source=source.source
        )
        if isinstance(article, Article):
            article = replace(article, encoding=decoded.encoding, encoding_confidence=decoded.confidence)
        yield article


def _encoding_of_the_file(source: Source) -> Decoded:
    """What the file is encoded with; UTF-8 where its first bytes do not tell, and each line tells for itself."""
    try:
        encoding, confidence = sniff(source.file, forced=source.encoding)
    except ZhfactsError:
        if source.encoding is not None:
            raise
        return Decoded("", "utf-8")
    return Decoded("", encoding, confidence)


def _lines(source: Source, encoding: str) -> Iterator[bytes | str | None]:
    """The lines, None for one that is too long.

    UTF-16 and UTF-32 (PowerShell writes the former) cannot be cut at a line feed, and come decoded.
    """
    file: Any = source.file
    if encoding.startswith(("utf-16", "utf-32", "utf_32")):
        skip_mark(source.file, encoding)
        file = TextIOWrapper(source.file, encoding, newline="\n")
    try:
        while line := file.readline(limits.MAX_BYTES):
            if len(line) == limits.MAX_BYTES and line[-1] not in (10, "\n"):
                while (rest := file.readline(limits.MAX_BYTES)) and rest[-1] not in (10, "\n"):
                    pass
                yield None
            else:
                yield line
    except UnicodeDecodeError as error:
        raise ZhfactsError("E004", reason=f"{encoding} does not fit: {error.reason}") from None
    finally:
        if isinstance(file, TextIOWrapper):
            file.detach()  # else it closes the file


def _decode_line(line: bytes | str, source: Source, known: Decoded, where: str) -> Decoded:
    if isinstance(line, str):
        return replace(known, text=line)
    declared = None if known.encoding == "utf-8" else known.encoding
    try:
        decoded = decode(line, forced=source.encoding, declared=declared)
    except ZhfactsError as error:
        raise ZhfactsError(error.code, **{**error.values, "reason": f"{where}: {error.values['reason']}"}) from None
    return replace(known, text=decoded.text) if decoded.encoding == declared else decoded


def _parse(text: str, where: str, begins_array: bool) -> Mapping[str, Any]:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError also for a number of more than 4300 digits
        if begins_array and not isinstance(error, RecursionError):
            reason = "it is one JSON array, which jq -c '.[]' makes lines of"
            raise ZhfactsError("E005", where="the file", reason=reason) from None
        reason = f"{error.msg} at character {error.pos}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise ZhfactsError("E005", where=where, reason=reason) from None
    if not isinstance(row, dict):
        hint = " (jq -c '.[]' makes lines of it)" if begins_array else ""
        raise ZhfactsError("E005", where=where, reason=f"it is {json_kind(row)}{hint}")
    return row
