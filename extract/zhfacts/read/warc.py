"""WARC: the pages of a crawl, one article a page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader, BytesIO
from typing import Any

from zhfacts.errors import ZhfactsError
from zhfacts.read.decode import HEAD
from zhfacts.read.html import read_html
from zhfacts.read.rows import printable
from zhfacts.read.source import MAX_BYTES, Reader, Source, failure, library, read
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
    iterator = library("warcio.archiveiterator", suffix=source.suffix, extra="warc")
    for record in iterator.ArchiveIterator(source.file):
        headers = record.http_headers
        if record.rec_type not in RECORDS or (headers and headers.get_statuscode() != "200"):
            continue
        content_type = (headers or record.rec_headers).get_header("Content-Type") or ""
        kind, _, parameters = content_type.partition(";")
        suffix, reader = READERS.get(kind.strip().lower(), (None, None))
        if suffix and reader:
            yield from _read_page(record, source, suffix, reader, _charset(parameters))


def _read_page(record: Any, source: Source, suffix: str, reader: Reader, charset: str | None) -> Iterator[Item]:
    page = replace(
        source,
        file=BufferedReader(BytesIO(_payload(record)), HEAD),
        id=printable(record.rec_headers.get_header("WARC-Target-URI") or source.id),
        suffix=suffix,
        declared=charset,
    )
    if record.raw_stream.limit > 0:  # the file ends within the record
        error = ZhfactsError("E031", what="the page", form="WARC", reason="the end of the record is missing")
        yield failure(page, error)
    else:
        yield from read(page, reader)


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
