"""Small valid files of every type that is read, made of articles."""

import csv
import gzip
import json
from collections.abc import Callable, Sequence
from datetime import date as Day
from html import escape
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

Row = dict[str, Any]


def text_file(rows: Sequence[Row]) -> bytes:
    """The text of the first article."""
    return str(rows[0]["text"]).encode()


def page(rows: Sequence[Row]) -> bytes:
    """A web page with the first article, and what surrounds one."""
    row = rows[0]
    paragraphs = "".join(f"<p>{escape(line)}</p>\n" for line in row["text"].split("\n"))
    published = f'<meta property="article:published_time" content="{row["published"]}">' if row.get("published") else ""
    site = f'<meta property="og:site_name" content="{escape(row["publisher"])}">' if row.get("publisher") else ""
    title = f"<title>{escape(row['title'])}</title>" if row.get("title") else ""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{title}{published}{site}</head><body>'
        '<nav><ul><li><a href="/">首页</a></li><li><a href="/s">财经</a></li></ul></nav>'
        f"<article>{paragraphs}</article><footer>版權所有</footer></body></html>"
    ).encode()


def jsonl(rows: Sequence[Row]) -> bytes:
    """A line each."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def delimited(delimiter: str) -> Callable[[Sequence[Row]], bytes]:
    """A row each, below the names of the columns."""

    def make(rows: Sequence[Row]) -> bytes:
        written = StringIO()
        writer = csv.DictWriter(written, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
        return written.getvalue().encode()

    return make


def xlsx(rows: Sequence[Row]) -> bytes:
    """A row each, below the names of the columns."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def parquet(rows: Sequence[Row]) -> bytes:
    """A row each."""
    written = BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows)), written)
    return written.getvalue()


def warc(rows: Sequence[Row]) -> bytes:
    """A page each, whose address is the id, between records that hold no page."""
    written = BytesIO()
    writer = WARCWriter(written, gzip=False)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "tests"}))
    for row in rows:
        for kind, content, status in (("image/png", b"\x89PNG", "200 OK"), ("text/html", page([row]), "200 OK")):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            address = row["id"] if kind == "text/html" else "https://example.org/a.png"
            writer.write_record(
                writer.create_warc_record(address, "response", payload=BytesIO(content), http_headers=headers)
            )
    return written.getvalue()


def docx(rows: Sequence[Row]) -> bytes:
    """The parts of a Word document that it cannot do without."""
    paragraphs = "".join(
        f'<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="400"/></w:tabs></w:pPr><w:r><w:t>{escape(line)}</w:t></w:r></w:p>'
        for line in rows[0]["text"].split("\n")
    )
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{namespace}"><w:body>{paragraphs}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def pdf(rows: Sequence[Row], line: int = 30) -> bytes:
    """A page with the first article in a font that the reader has to know, in lines of so many characters."""
    lines = [
        paragraph[at : at + line]
        for paragraph in rows[0]["text"].split("\n")
        for at in range(0, max(1, len(paragraph)), line)
    ]
    shown = "".join(f"<{text.encode('utf-16-be').hex()}> Tj 0 -16 Td\n" for text in lines)
    stream = f"BT /F1 12 Tf 50 780 Td\n{shown}ET".encode()
    return pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>",
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 7 0 R "
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
            b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
            b"/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
        ]
    )


def pdf_of_objects(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF whose first object is the catalog."""
    written, offsets = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, trailer, len(written))
    )


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def zstd(payload: bytes) -> bytes:
    """Packed with zstd."""
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as packed:
        packed.write(payload)
    return bytes(sink.getvalue())


# One article a file, and one a row. Each value makes a file of articles.
SINGLE: dict[str, Callable[[Sequence[Row]], bytes]] = {
    ".txt": text_file,
    ".md": text_file,
    ".html": page,
    ".htm": page,
    ".docx": docx,
    ".pdf": pdf,
}
TABLES: dict[str, Callable[[Sequence[Row]], bytes]] = {
    ".jsonl": jsonl,
    ".csv": delimited(","),
    ".tsv": delimited("\t"),
    ".xlsx": xlsx,
    ".parquet": parquet,
}
MAKERS = {**SINGLE, **TABLES, ".warc": warc}
PACKERS: dict[str, Callable[[str, bytes], bytes]] = {
    "": lambda _, payload: payload,
    ".gz": lambda _, payload: gzip.compress(payload, mtime=0),
    ".zst": lambda _, payload: zstd(payload),
    ".zip": lambda name, payload: zipped({name: payload}),
}
DAY = Day(2024, 3, 7)
