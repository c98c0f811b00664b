"""WARC: the pages of a crawl, one article a page."""

import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from io import BufferedReader, BytesIO, StringIO
from typing import Any

from zhfacts.read.decode import HEAD
from zhfacts.read.html import read_html
from zhfacts.read.rows import printable
from zhfacts.read.source import MAX_BYTES, Reader, Source, damaged, failure, library, read
from zhfacts.read.text import read_text
from zhfacts.records import Article, Failure

Item = Article | Failure

RECORDS = ("response", "resource", "conversion")
READERS: dict[str, tuple[str, Reader]] = {
    "text/html": (".html", read_html),
    "application/xhtml+xml": (".html", read_html),
    "text/plain": (".txt", read_text),
}


def read_warc(source: Source) -> Iterator[Item]:
    """The articles of the pages that were answered with 200; the address of a page is its id."""
    warcio = library("warcio.archiveiterator", suffix=source.suffix, extra="warc")
    records = warcio.ArchiveIterator(source.file)
    address = "at the beginning"
    while True:
        with redirect_stderr(StringIO()) as warnings:  # where the library says what is wrong with a record
            record = next(records, None)
        if warning := warnings.getvalue():
            yield failure(source, damaged("WARC", warning, f"the record {address}"))
        if record is None:
            return
        address = printable(record.rec_headers.get_header("WARC-Target-URI") or source.id)
        headers = record.http_headers
        if record.rec_type not in RECORDS or (headers and headers.get_statuscode() != "200"):
            continue
        content_type = (headers or record.rec_headers).get_header("Content-Type") or ""
        kind, _, parameters = content_type.partition(";")
        suffix, reader = READERS.get(kind.strip().lower(), (None, None))
        if suffix and reader:
            page = replace(source, id=address, suffix=suffix, declared=_charset(parameters))
            yield from _read_page(record, page, reader)


def _read_page(record: Any, page: Source, reader: Reader) -> Iterator[Item]:
    with redirect_stderr(StringIO()) as warnings:
        payload = _payload(record)
    warning = warnings.getvalue()
    if record.raw_stream.limit > 0 and len(payload) <= MAX_BYTES:
        warning = "the end of the record is missing"
    if warning:
        yield failure(page, damaged("WARC", warning, "the page"))
    else:
        yield from read(replace(page, file=BufferedReader(BytesIO(payload), HEAD)), reader)


def _payload(record: Any) -> bytes:
    """The content of a record, unpacked; no more of it than makes a page too large."""
    stream = record.content_stream()
    payload = bytearray()
    while len(payload) <= MAX_BYTES and (block := stream.read(HEAD)):
        payload += block
    return bytes(payload)


def _charset(parameters: str) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.IGNORECASE)
    return found[1] if found else None
