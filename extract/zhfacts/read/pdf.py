"""The text layer of a PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from zhfacts.errors import ZhfactsError
from zhfacts.read.byline import published_in_name
from zhfacts.read.rows import printable
from zhfacts.read.source import Source, damaged, file_digest, library
from zhfacts.records import Article

# A line goes on in the next one if there was no room for another word: it ends within so many characters of where the
# column ends. Lines that begin as near to each other are in one column.
ROOM, SAME_COLUMN = 2.5, 3.0
NARROW = 8
_ENDS_PARAGRAPH = tuple("。！？”」：!?:")
_HYPHEN = "\ufffe"  # PDFium's mark of a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, where it begins and ends, and the height of its last character."""

    text: str
    left: float
    right: float
    em: float


def read_pdf(source: Source) -> Iterator[Article]:
    """The text of all pages as one article, its paragraphs put together from their lines."""
    pdfium = library("pypdfium2", suffix=source.suffix, extra="pdf")
    file = source.seekable()
    digest = file_digest(file)
    try:
        with pdfium.PdfDocument(file) as document:
            pages = [_text_of_page(document, number) for number in range(len(document))]
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ZhfactsError("E036", what="the PDF") from None
        raise damaged("PDF", error) from None
    bare = [str(number) for number, page in enumerate(pages, 1) if not page.strip()]
    where = f"no text layer on page {', '.join(bare[:10])}{', …' if len(bare) > 10 else ''}"
    note = ZhfactsError("E037", what="the PDF", reason=where, advice="Scanned pages need text recognition first.")
    if len(bare) == len(pages):
        raise note
    text = printable("\n".join(filter(None, pages)))
    yield Article(
        id=source.id,
        text=text,
        published=published_in_name(source.id),
        source=source.source,
        sha256=digest,
        note=str(note) if bare else None,
    )


def _text_of_page(document: Any, number: int) -> str:
    page = document[number]
    text_page = page.get_textpage()
    try:
        return join_lines(list(_lines(text_page)))
    finally:
        text_page.close()
        page.close()


def _lines(text_page: Any) -> Iterator[Line]:
    at = 0
    for text in text_page.get_text_range().split("\r\n"):
        if text.strip() and at + len(text) <= text_page.count_chars():
            left = text_page.get_charbox(at, loose=True)[0]
            _, bottom, right, top = text_page.get_charbox(at + len(text) - 1, loose=True)
            yield Line(text.strip(), left, right, top - bottom)
        at += len(text) + 2


def join_lines(lines: Sequence[Line]) -> str:
    """Paragraphs, a line each, from the lines of a page.

    >>> lines = [Line("信达生物托莱西单抗获得批", 0, 144, 12), Line("准，投资3亿元。", 0, 96, 12), Line("记者郭铁", 0, 48, 12)]
    >>> join_lines(lines)
    '信达生物托莱西单抗获得批准，投资3亿元。\\n记者郭铁'
    """
    joined: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on:
            before = joined[-1]
            words = before[-1].isascii() and before[-1].isalnum() and line.text[0].isascii() and line.text[0].isalpha()
            joined[-1] = before.removesuffix(_HYPHEN) + (" " if words else "") + line.text
        else:
            joined.append(line.text)
        goes_on = line.text[-1] == _HYPHEN or _is_full(line, lines)
    return "\n".join(joined).replace(_HYPHEN, "-")


def _is_full(line: Line, lines: Sequence[Line]) -> bool:
    if line.text.endswith(_ENDS_PARAGRAPH) or line.right - line.left < NARROW * line.em:
        return False
    near = SAME_COLUMN * line.em
    column = [other.right for other in lines if other is not line and abs(other.left - line.left) <= near]
    return bool(column) and line.right + ROOM * line.em >= max(column)
