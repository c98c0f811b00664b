"""CSV and TSV: one article a row, the first row names the columns."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import TextIOWrapper

import zhfacts.read.source as limits
from zhfacts.errors import ZhfactsError
from zhfacts.read.decode import skip_mark, sniff
from zhfacts.read.rows import articles_from_table
from zhfacts.read.source import Source, damaged
from zhfacts.records import Article, Failure

DELIMITERS = {".csv": ",", ".tsv": "\t"}


def read_csv(source: Source) -> Iterator[Article | Failure]:
    """The articles of a table; a bad row costs one failure."""
    encoding, confidence = sniff(source.file, forced=source.encoding)
    skip_mark(source.file, encoding)
    # Bytes that do not fit become halves of surrogate pairs, so that they cost their row only.
    text = TextIOWrapper(source.file, encoding, errors="surrogateescape", newline="")
    csv.field_size_limit(limits.MAX_BYTES)
    rows = csv.reader(_bounded_lines(text), delimiter=DELIMITERS[source.suffix], strict=True)
    try:
        for article in articles_from_table(_rows(rows, encoding), source, exact=True):
            if isinstance(article, Article):
                article = replace(article, encoding=encoding, encoding_confidence=confidence)
            yield article
    finally:
        text.detach()  # else it closes the file


def _rows(rows: "Iterator[list[str]]", encoding: str) -> Iterator[list[str] | ZhfactsError]:
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):  # a quotation mark that is never closed; what follows is no row
                raise ZhfactsError("E015", where="a cell", limit=limits.LIMIT) from None
            yield damaged("CSV", error)
            continue
        try:
            "\0".join(row).encode()
        except UnicodeEncodeError:
            yield ZhfactsError("E004", reason=f"a byte does not fit into {encoding}")
        else:
            yield row


def _bounded_lines(text: TextIOWrapper) -> Iterator[str]:
    while line := text.readline(limits.MAX_BYTES):
        if len(line) == limits.MAX_BYTES and not line.endswith(("\n", "\r")):
            raise ZhfactsError("E015", where="a line", limit=limits.LIMIT)
        yield line
