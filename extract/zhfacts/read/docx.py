"""The text of a Word document."""

from collections.abc import Iterator
from xml.etree import ElementTree
from zipfile import ZipFile

from zhfacts.errors import ZhfactsError
from zhfacts.read.byline import published_in_name
from zhfacts.read.source import Source, damaged, file_digest
from zhfacts.read.unpack import check_office
from zhfacts.records import Article

MAX_XML = 128 * 2**20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# What is no text: properties (they hold tab stops), deleted text, the copy of a text box for old programs.
_HIDDEN = (
    f"{_W}pPr",
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)


def read_docx(source: Source) -> Iterator[Article]:
    """The paragraphs of the document, a line each; the cells of a table are paragraphs too."""
    file = source.seekable()
    digest = file_digest(file)
    with ZipFile(file) as archive:
        check_office(archive, MAX_XML)
        try:
            body = archive.open("word/document.xml")
        except KeyError:
            raise damaged(source.suffix, "word/document.xml is missing") from None
        with body:
            text = "\n".join(_paragraphs(ElementTree.iterparse(body, ("start", "end"))))
    if not text.strip():
        advice = "If it holds pictures of text, recognize the text first."
        raise ZhfactsError("E037", what="the document", reason="no paragraph has any", advice=advice)
    yield Article(id=source.id, text=text, published=published_in_name(source.id), source=source.source, sha256=digest)


def _paragraphs(events: "Iterator[tuple[str, ElementTree.Element]]") -> Iterator[str]:
    pieces: list[list[str]] = []  # of the paragraphs that are open: a text box has paragraphs within one
    hidden = 0
    for event, element in events:
        tag = element.tag
        if tag in _HIDDEN:
            hidden += 1 if event == "start" else -1
        elif tag == f"{_W}p" and event == "start" and not hidden:
            pieces.append([])
        elif event == "end" and not hidden and pieces:
            if tag == f"{_W}t":
                pieces[-1].append(element.text or "")
            elif tag in _TEXT:
                pieces[-1].append(_TEXT[tag])
            elif tag == f"{_W}p":
                yield "".join(pieces.pop())
        if event == "end":
            element.clear()
