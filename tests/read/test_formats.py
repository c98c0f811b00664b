"""Every type of file: the same articles, the same tables; what is wrong with a file is said."""

import io
import json
import re
import sys
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from formats import (
    MAKERS,
    PACKERS,
    SINGLE,
    TABLES,
    delimited,
    docx,
    jsonl,
    page,
    pdf,
    pdf_of_objects,
    warc,
    xlsx,
    zipped,
)
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from zhfacts.batch import extract_chunks
from zhfacts.cli.arguments import STDIN_FORMATS
from zhfacts.read import Columns, Inputs, source, unpack
from zhfacts.read.formats import READERS, SUFFIXES, type_of
from zhfacts.read.pdf import Line, join_lines
from zhfacts.records import Article, Failure

TEXT = (
    "2024年3月7日，信达生物托莱西单抗注射液获得国家药品监督管理局批准，用于治疗原发性高胆固醇血症，是国内首个自主研发的PCSK9抑制剂。\n"
    "据介绍，苏州工业园区集聚生物医药企业2000家，产值超1360亿元，同比增长12.5%，综合竞争力位居全国第二。\n"
    "该公司负责人表示，今年将投资3.5亿元建设新的生产基地，预计2025年投产。"
)
TRADITIONAL = "2024年3月7日，國家藥監局批准了國內首款新藥，投資360億元。"
ROWS = [{"id": f"https://example.org/{n}", "text": TEXT.replace("2000", str(2000 + n))} for n in range(3)]


def write(path: Path, payload: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(payload)
    return path


def read(path: Path, payload: bytes, **options: Any) -> list[Article | Failure]:
    return list(Inputs([write(path, payload)], **options))


def failure(path: Path, payload: bytes, **options: Any) -> str:
    """The message of the only row of a file."""
    (failed,) = read(path, payload, **options)
    assert isinstance(failed, Failure)
    return failed.message


def articles(items: Sequence[Article | Failure]) -> list[Article]:
    assert [item.message for item in items if isinstance(item, Failure)] == []
    return [item for item in items if isinstance(item, Article)]


def tables(items: Sequence[Article | Failure]) -> dict[str, list[dict[str, Any]]]:
    """All tables but for what says where the articles came from."""
    own = [replace(article, id=str(n), source=None) for n, article in enumerate(articles(items))]
    made: dict[str, list[dict[str, Any]]] = {}
    for chunk in extract_chunks(own):
        for name, table in chunk.items():
            left_out = [c for c in ("encoding", "encoding_confidence", "sha256") if c in table.column_names]
            made.setdefault(name, []).extend(table.drop_columns(left_out).to_pylist())
    return made


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("suffix", MAKERS)
def test_any_format_gives_the_same_tables(suffix: str, packing: str, tmp_path: Path) -> None:
    rows = ROWS[:1] if suffix in SINGLE else ROWS
    name = f"a{suffix}"
    items = read(tmp_path / (name + packing), PACKERS[packing](name, MAKERS[suffix](rows)))
    assert tables(items) == tables([Article(id=row["id"], text=row["text"]) for row in rows])


@pytest.mark.parametrize("suffix", [*TABLES, ".warc"])
def test_id_of_a_row_is_that_of_the_article(suffix: str, tmp_path: Path) -> None:
    assert [a.id for a in read(tmp_path / f"a{suffix}", MAKERS[suffix](ROWS))] == [row["id"] for row in ROWS]


@pytest.mark.parametrize(
    ("suffix", "ids"),
    [
        (".jsonl", ["a.jsonl:1", "a.jsonl:2"]),
        (".csv", ["a.csv:2", "a.csv:3"]),
        (".tsv", ["a.tsv:2", "a.tsv:3"]),
        (".xlsx", ["a.xlsx:Sheet:2", "a.xlsx:Sheet:3"]),
        (".parquet", ["a.parquet:1", "a.parquet:2"]),
    ],
)
def test_row_without_id_is_called_by_its_number(suffix: str, ids: list[str], tmp_path: Path) -> None:
    rows = [{"text": row["text"]} for row in ROWS[:2]]
    assert [a.id for a in read(tmp_path / f"a{suffix}", MAKERS[suffix](rows))] == ids


@pytest.mark.parametrize("suffix", TABLES)
def test_columns_of_every_table(suffix: str, tmp_path: Path) -> None:
    row = {"nr": "7", "body": TEXT, "head": "题", "day": "2024-03-07", "other": "x"}
    columns = Columns(id="nr", text="body", title="head", published="day")
    (article,) = articles(read(tmp_path / f"a{suffix}", TABLES[suffix]([row]), columns=columns))
    assert (article.id, article.text, article.title, article.published) == ("7", TEXT, "题", date(2024, 3, 7))
    message = failure(tmp_path / f"b{suffix}", TABLES[suffix]([row]))
    assert message.startswith("[E006] ")
    assert "has no column 'text' (it has 'nr', 'body', 'head', 'day', 'other'). Name the column with --text" in message


def test_metadata_of_a_page(tmp_path: Path) -> None:
    row = {"text": TEXT, "title": "国内首个", "published": "2024-03-08", "publisher": "新华网"}
    (article,) = articles(read(tmp_path / "a.html", page([row])))
    assert (article.title, article.published, article.publisher) == ("国内首个", date(2024, 3, 8), "新华网")


@pytest.mark.parametrize(
    ("encoding", "declared", "recorded"),
    [("gb18030", "gb2312", "gb18030"), ("utf-8", "gbk", "utf-8"), ("gb18030", "utf-8", "gb18030")],
)
def test_charset_of_a_page(encoding: str, declared: str, recorded: str, tmp_path: Path) -> None:
    content = page(ROWS).decode().replace('charset="utf-8"', f'charset="{declared}"').encode(encoding)
    (article,) = articles(read(tmp_path / "a.html", content))
    assert (article.text, article.encoding) == (ROWS[0]["text"], recorded)


def test_charset_of_the_http_header(tmp_path: Path) -> None:
    written = BytesIO()
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/plain; charset=big5")], protocol="HTTP/1.1")
    payload = BytesIO("蜜".encode("cp950") * 9)
    writer = WARCWriter(written, gzip=True)
    writer.write_record(writer.create_warc_record("http://a.tw/", "response", payload=payload, http_headers=headers))
    (article,) = articles(read(tmp_path / "a.warc.gz", written.getvalue()))
    assert (article.text, article.encoding, article.encoding_confidence) == ("蜜" * 9, "cp950", None)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".txt", ".html"])
@pytest.mark.parametrize("encoding", ["cp950", "gb18030", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encodings_of_text_formats(suffix: str, encoding: str, tmp_path: Path) -> None:
    rows = [{"id": "a", "text": TRADITIONAL * 3}]
    made = (
        MAKERS[suffix](rows).decode().replace('<meta charset="utf-8">', "").replace("页", "頁").replace("财经", "財經")
    )
    (article,) = articles(read(tmp_path / f"a{suffix}", made.encode(encoding)))
    assert article.text.strip() == TRADITIONAL * 3


def test_short_rows_are_decoded_as_the_file_is(tmp_path: Path) -> None:
    """高 alone can be Big5 and GB18030."""
    rows = [{"id": "a", "text": TRADITIONAL}, {"id": "b", "text": "高"}, {"id": "c", "text": "園區"}]
    for suffix in (".jsonl", ".csv"):
        found = articles(read(tmp_path / f"a{suffix}", TABLES[suffix](rows).decode().encode("cp950")))
        assert [(a.text, a.encoding) for a in found] == [(row["text"], "cp950") for row in rows]


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".txt"])
def test_forced_encoding(suffix: str, tmp_path: Path) -> None:
    payload = MAKERS[suffix]([{"id": "a", "text": "高"}]).decode().encode("cp950")
    (article,) = articles(read(tmp_path / f"a{suffix}", payload, encoding="big5"))
    assert (article.text, article.encoding, article.encoding_confidence) == ("高", "cp950", None)
    (failed,) = read(tmp_path / f"a{suffix}", payload, encoding="utf-8")
    assert isinstance(failed, Failure)
    assert "[E004]" in failed.message


def test_replacement_characters_are_noted(tmp_path: Path) -> None:
    (article,) = articles(read(tmp_path / "a.txt", "园区集聚\ufffd\ufffd家".encode()))
    assert article.note is not None
    assert article.note.startswith("[E033] the text has 2 replacement characters (U+FFFD), the first at 4")


def test_bad_rows_of_a_csv_cost_themselves(tmp_path: Path) -> None:
    lines = [
        "id,text",
        "a,园区甲",
        "b,园区,乙",  # a cell too many
        "c",  # one too few
        'd,"园区"丙',  # a quotation mark amid a cell
        'e,"园区\n丁"',
        "",
        "f,园区戊",
    ]
    payload = "\n".join(lines).encode() + b"\ng,\xff\xff\nh," + "园区己".encode()
    found = read(tmp_path / "a.csv", payload)
    assert [a.text if isinstance(a, Article) else a.message[:6] for a in found] == [
        "园区甲",
        "[E039]",
        "[E039]",
        "[E031]",
        "园区\n丁",
        "园区戊",
        "[E004]",
        "园区己",
    ]
    assert isinstance(found[1], Failure)
    assert found[1].message == ("[E039] row 3 has 3 cells, the first row 2. Check its quotation marks and delimiters.")


def test_quotation_mark_that_is_never_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "unexpected end of data" in failure(tmp_path / "a.csv", 'id,text\na,"园区\nb,园区'.encode())
    monkeypatch.setattr(source, "MAX_BYTES", 300)
    payload = 'id,text\na,"园区\n'.encode() + "b,园区\n".encode() * 1000
    assert "[E015] a cell is larger than" in failure(tmp_path / "b.csv", payload)
    assert "[E015] a line is larger than" in failure(tmp_path / "c.csv", b"id,text\na," + b"x" * 1000)


def test_all_sheets_are_read(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["text", "published"])
    workbook.active.append([TEXT, date(2024, 3, 7)])
    workbook.active.append([None, None])
    workbook.create_sheet("说明").append(["备注"])
    workbook.create_sheet("空")
    workbook.create_sheet("二").append(["text"])
    workbook["二"].append([TRADITIONAL])
    workbook["二"].append([7])
    written = BytesIO()
    workbook.save(written)
    first, notes, second, number = read(tmp_path / "a.xlsx", written.getvalue())
    assert isinstance(first, Article)
    assert (first.id, first.published) == ("a.xlsx:Sheet:2", date(2024, 3, 7))
    assert isinstance(notes, Failure)
    assert (notes.id, notes.message.partition(". ")[0]) == (
        "a.xlsx:说明",
        "[E006] sheet '说明', row 1 has no column 'text' (it has '备注')",
    )
    assert second.id == "a.xlsx:二:2"
    assert isinstance(number, Failure)
    assert "[E008] column 'text' of sheet '二', row 3 is a number" in number.message


def test_parquet_is_read_in_pieces_and_by_column(tmp_path: Path) -> None:
    table = pa.table({"text": [TEXT] * 200, "other": [b"\xff"] * 200, "id": range(200)})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=30)
    assert [a.id for a in Inputs([tmp_path / "a.parquet"])] == [str(n) for n in range(200)]


def test_document_has_what_is_shown(tmp_path: Path) -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        "<w:p><w:r><w:t>园区</w:t><w:tab/><w:t>集聚</w:t></w:r><w:ins><w:r><w:t>企业</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>公司</w:delText></w:r></w:del><w:r><w:br/><w:t>2000家</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>产值</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document = f"<w:document {w} {mc}><w:body>{body}</w:body></w:document>"
    (article,) = articles(read(tmp_path / "a.docx", zipped({"word/document.xml": document.encode()})))
    assert article.text == "园区\t集聚企业\n2000家\n产值\n链接\n框\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("甲" * 20, 0, 240), ("乙" * 5, 0, 60)], "甲" * 20 + "乙" * 5),
        ([("甲" * 18, 0, 216), ("乙" * 20, 0, 240), ("丙。", 0, 24)], "甲" * 18 + "乙" * 20 + "丙。"),
        ([("题" * 10, 60, 180), ("甲" * 20, 0, 240), ("乙", 0, 12)], "题" * 10 + "\n" + "甲" * 20 + "乙"),
        ([("甲" * 19 + "。", 0, 240), ("乙" * 20, 24, 264), ("丙", 0, 12)], "甲" * 19 + "。\n" + "乙" * 20 + "丙"),
        ([("甲" * 18 + " GDP", 0, 240), ("growth", 0, 40)], "甲" * 18 + " GDP growth"),
        ([("甲" * 18 + "36", 0, 240), ("0亿元", 0, 40)], "甲" * 18 + "360亿元"),
        ([("一", 0, 12), ("二", 0, 12)], "一\n二"),
        ([], ""),
    ],
)
def test_lines_of_a_page_to_paragraphs(lines: list[tuple[str, float, float]], expected: str) -> None:
    assert join_lines([Line(text, left, right, 12) for text, left, right in lines]) == expected


def test_pages_without_text(tmp_path: Path) -> None:
    blank = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    scanned = pdf_of_objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>", blank, blank]
    )
    assert failure(tmp_path / "a.pdf", scanned) == (
        "[E037] the PDF holds no text (no text layer on page 1, 2). Scanned pages need text recognition first."
    )


def test_pages_of_a_crawl(tmp_path: Path) -> None:
    """Only what is text and was answered with 200; a page that is broken costs itself."""
    written = BytesIO()
    writer = WARCWriter(written, gzip=True)
    for address, kind, status, content in (
        ("http://a/1", "text/html", "200 OK", page(ROWS)),
        ("http://a/2", "text/html", "404 Not Found", page(ROWS)),
        ("http://a/3", "image/png", "200 OK", b"\x89PNG"),
        ("http://a/4", "text/html", "200 OK", b"<html></html>"),
        ("http://a/5", "TEXT/HTML; charset=utf-8", "200 OK", page(ROWS)),
        ("http://a/1", "text/plain", "200 OK", TEXT.encode()),
    ):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(address, "response", payload=BytesIO(content), http_headers=headers)
        )
    found = read(tmp_path / "a.warc.gz", written.getvalue())
    assert [a.id for a in found] == ["http://a/1", "http://a/4", "http://a/5", "http://a/1"]
    assert [a.text if isinstance(a, Article) else a.message[:6] for a in found] == [TEXT, "[E037]", TEXT, TEXT]


@pytest.mark.parametrize(
    ("cut", "message"),
    [
        (slice(None, -300), "[E031] the page is damaged, or no WARC: the end of the record is missing."),
        (slice(None, -3), None),
    ],
)
def test_crawl_that_ends_too_early(cut: slice, message: str | None, tmp_path: Path) -> None:
    found = read(tmp_path / "a.warc", warc(ROWS)[cut])
    assert [a.id for a in found] == [row["id"] for row in ROWS]
    assert [a.message for a in found if isinstance(a, Failure)] == [
        f"{message} Get it anew; what stands before the damage was read." for _ in range(message is not None)
    ]


def test_record_of_a_wrong_length(tmp_path: Path) -> None:
    payload = warc(ROWS)
    lengths = re.findall(rb"Content-Length: (\d+)\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html", payload)
    shorter = payload.replace(b"Content-Length: " + lengths[0], b"Content-Length: %d" % (int(lengths[0]) - 9), 1)
    messages = [item.message for item in read(tmp_path / "a.warc", shorter) if isinstance(item, Failure)]
    assert messages[0].startswith(
        f"[E031] the record {ROWS[0]['id']} is damaged, or no WARC: WARNING: Record not followed"
    )


def test_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    files = {
        "b.txt": TEXT.encode(),
        "a/c.jsonl": jsonl(ROWS[:1]),
        "a/d.txt.gz": PACKERS[".gz"]("", TEXT.encode()),
        "e.png": b"",
        "__MACOSX/._b.txt": b"",
        "f.zip": zipped({"g.txt": TEXT.encode()}),
    }
    inputs = Inputs([write(tmp_path / "in/a.zip", zipped(files)).parent])
    found = list(inputs)
    assert [a.id for a in found] == [ROWS[0]["id"], "a.zip/a/d.txt.gz", "a.zip/b.txt", "a.zip/f.zip"]
    assert [a.source for a in found][2] == f"{tmp_path}/in/a.zip/b.txt"
    assert isinstance(found[3], Failure)
    assert found[3].message.startswith("[E040]")
    assert inputs.passed_over == 1


def test_names_in_an_archive_of_chinese_windows(tmp_path: Path) -> None:
    """Names without the mark that they are UTF-8 are in the encoding of the country."""
    name = "新闻稿.txt"
    payload = zipped({"x" * len(name.encode("gb18030")): TEXT.encode()})
    payload = payload.replace(b"x" * len(name.encode("gb18030")), name.encode("gb18030"))
    assert type_of("a.zip") == (".zip", "")
    (article,) = articles(read(tmp_path / "a.zip", payload))
    assert article.id == f"a.zip/{name}"


@pytest.mark.parametrize(
    ("name", "payload", "message"),
    [
        ("a.txt", pdf(ROWS), "[E032] {path} is a PDF, which .txt does not say. Rename or convert the file."),
        ("a.txt", docx(ROWS), "[E032] {path} is a zip archive or an Office document, which .txt does not say."),
        ("a.csv", xlsx(ROWS), "[E032] {path} is a zip archive or an Office document, which .csv does not say."),
        ("a.html", warc(ROWS), "[E032] {path} is WARC, which .html does not say."),
        ("a.jsonl", PACKERS[".gz"]("", b"{}"), "[E032] {path} is packed with gzip, which .jsonl does not say."),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "[E032] {path} is an Office document that is old or protected"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "[E032] {path} is an Office document that is old or protected"),
        ("a.docx", xlsx(ROWS), "[E031] the file is damaged, or no .docx: word/document.xml is missing."),
        ("a.xlsx", docx(ROWS), "[E031] the file is damaged, or no .xlsx: File contains no valid workbook"),
        ("a.pdf", TEXT.encode(), "[E031] the file is damaged, or no PDF: Failed to load document"),
        ("a.parquet", TEXT.encode(), "[E031] the file is damaged, or no .parquet: "),
        ("a.warc", TEXT.encode(), "[E031] the file is damaged, or no .warc: "),
        ("a.zip", TEXT.encode(), "[E031] the file is damaged, or no .zip: "),
        ("a.txt.gz", TEXT.encode(), "[E031] the file is damaged, or no packed file: "),
        ("a.txt.zst", TEXT.encode(), "[E031] the file is damaged, or no packed file: "),
        ("a.txt.gz", PACKERS[".gz"]("", TEXT.encode())[:-9], "[E031] the file is damaged, or no packed file: "),
        ("a.jsonl", json.dumps(ROWS).encode(), "[E005] line 1 is not a JSON object: it is a list (jq -c '.[]' makes"),
        ("a.jsonl", json.dumps(ROWS, indent=1).encode(), "[E005] the file is not a JSON object: it is one JSON array"),
        ("a.html", b"<html><body></body></html>", "[E037] the page holds no text (no main text was found)."),
        ("a.html", b"<p>" * 100_001, "[E015] the page is larger than 100,000 tags."),
        ("a.docx", docx([{"text": ""}]), "[E037] the document holds no text (no paragraph has any)."),
        ("a.csv", b"\0\0\0\1\2", "[E003] this is not text (byte 0 is zero)."),
        ("a.jsonl", b"", "[E038] the file holds no article."),
        ("a.jsonl", b"\n\n", "[E038] the file holds no article."),
        ("a.csv", b"", "[E038] the file holds no article."),
        ("a.csv", b"id,text\n", "[E038] the file holds no article."),
        ("a.xlsx", xlsx([{"id": None, "text": None}]), "[E038] the file holds no article."),
        ("a.warc", b"", "[E038] the file holds no article."),
        ("a.zip", zipped({}), "[E038] the file holds no article."),
        ("a.zip", zipped({"a.png": b""}), "[E038] the file holds no article."),
        ("a.pdf", b"", "[E031] the file is damaged, or no PDF: "),
        ("a.docx", b"", "[E031] the file is damaged, or no .docx: "),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_with_a_file_is_said(name: str, payload: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    assert failure(path, payload).startswith(message.format(path=path))


def test_parquet_without_rows(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "a.parquet")
    (failed,) = Inputs([tmp_path / "a.parquet"])
    assert isinstance(failed, Failure)
    assert (failed.status, failed.message[:6]) == ("empty", "[E038]")


def test_protected_files(tmp_path: Path) -> None:
    payload = bytearray(zipped({"a.txt": TEXT.encode()}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        payload[payload.index(signature) + flags] |= 1
    assert (
        failure(tmp_path / "a.zip", bytes(payload))
        == "[E036] the file is protected by a password. Remove the protection."
    )
    encrypted = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"28" * 32,
        b"41" * 32,
    )
    protected = pdf_of_objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"], trailer=encrypted
    )
    assert failure(tmp_path / "a.pdf", protected) == "[E036] the PDF is protected by a password. Remove the protection."


@pytest.mark.parametrize(("name", "library", "extra"), [
    ("a.html", "trafilatura", "html"),
    ("a.xlsx", "openpyxl", "office"),
    ("a.pdf", "pypdfium2", "pdf"),
    ("a.warc", "warcio.archiveiterator", "warc"),
])  # fmt: skip
def test_missing_library_is_named(
    name: str, library: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    suffix = name[1:]
    good = write(tmp_path / "b.txt", TEXT.encode())
    failed, article = Inputs([write(tmp_path / name, MAKERS[suffix](ROWS)), good])
    assert isinstance(failed, Failure)
    assert failed.message == (
        f"[E034] {suffix} needs {library.split('.')[0]}. Install it: pip install 'zhfacts[{extra}]'."
    )
    assert isinstance(article, Article)


@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".csv", ".html", ".warc", ".docx", ".xlsx", ".parquet"])
@pytest.mark.parametrize("packing", [".gz", ".zst", ".zip"])
def test_bombs_are_stopped(suffix: str, packing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "FREE_BYTES", 100_000)
    payload = PACKERS[packing]("a" + suffix, b"\n" * 20_000_000)
    assert failure(tmp_path / f"a{suffix}{packing}", payload).startswith("[E035] ")


@pytest.mark.parametrize(("suffix", "part"), [(".docx", "word/document.xml"), (".xlsx", "xl/sharedStrings.xml")])
def test_office_bombs_are_stopped(suffix: str, part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "FREE_BYTES", 100_000)
    assert failure(tmp_path / f"a{suffix}", zipped({part: b" " * 20_000_000})).startswith("[E035] ")


def test_sheet_that_claims_to_be_endless(tmp_path: Path) -> None:
    with ZipFile(BytesIO(xlsx(ROWS))) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    sheet = "xl/worksheets/sheet1.xml"
    files[sheet] = files[sheet].replace(b'<row r="4"', b'<row r="99999999999"').replace(b'"A4"', b'"A99999999999"')
    found = read(tmp_path / "a.xlsx", zipped(files))
    assert [type(item) for item in found] == [Article, Article, Failure]
    assert isinstance(found[2], Failure)
    assert found[2].message.startswith("[E015] sheet 'Sheet' is larger than 1,048,576 rows")


@pytest.mark.parametrize("suffix", MAKERS)
def test_standard_input_of_any_type(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.RawIOBase):
        """Bytes that come once."""

        left = BytesIO(MAKERS[suffix](ROWS))

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            return self.left.readinto(buffer)

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Pipe())))
    assert articles(list(Inputs(["-"], stdin_format=suffix[1:])))[0].text == ROWS[0]["text"]


def test_command_line_names_all_types() -> None:
    assert tuple(f".{form}" for form in STDIN_FORMATS) == tuple(READERS)
    assert {type_of(f"a{suffix}") is not None for suffix in SUFFIXES} == {True}


def test_delimiter_of_tsv_is_a_tab(tmp_path: Path) -> None:
    (article,) = articles(read(tmp_path / "a.tsv", delimited("\t")([{"id": "a", "text": "园区，企业, 2000家"}])))
    assert article.text == "园区，企业, 2000家"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.jsonl.gz", "a.csv.zst", "a.jsonl.zip", "a.jsonl-utf-16"])
def test_reading_needs_no_more_memory_than_an_article(name: str, tmp_path: Path) -> None:
    name, _, encoding = name.partition("-")
    stem, suffix, packing = re.fullmatch(r"(.*?)(\.\w+)(\.\w+)?", name).groups("")  # type: ignore[union-attr]
    rows = [{"id": str(n), "text": f"{n}{TEXT}"} for n in range(5_000)]
    payload = MAKERS[suffix](rows).decode().encode(encoding or "utf-8")
    path = write(tmp_path / name, PACKERS[packing](stem + suffix, payload))
    size = len(payload)
    del rows, payload
    tracemalloc.start()
    try:
        assert sum(isinstance(item, Article) for item in Inputs([path])) == 5_000
        assert tracemalloc.get_traced_memory()[1] < size / 3
    finally:
        tracemalloc.stop()
