"""The article of a web page."""

import re
from collections.abc import Iterator
from datetime import date as Day
from hashlib import sha256

from zhfacts.errors import ZhfactsError
from zhfacts.read.byline import published_in_name
from zhfacts.read.rows import printable
from zhfacts.read.source import Source, library
from zhfacts.records import Article

MAX_PAGE = 16 * 2**20
MAX_TAGS = 100_000  # a page has some thousands; what the library does with each takes its time
_HEAD = 4096
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""", re.I
)
# Only what the page states about itself; a latest day, since the library would take today's.
_DATE_PARAMETERS = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}


def read_html(source: Source) -> Iterator[Article]:
    """The main text of a page, with the title, day and publisher that it states."""
    trafilatura = library("trafilatura", suffix=source.suffix, extra="html")
    library("htmldate", suffix=source.suffix, extra="html")
    payload = source.payload(MAX_PAGE)
    declaration = _CHARSET.search(payload, 0, _HEAD)
    decoded = source.decode(payload, declaration[1].decode() if declaration else None)
    if decoded.text.count("<") > MAX_TAGS:
        raise ZhfactsError("E015", where="the page", limit=f"{MAX_TAGS:,} tags")
    page = trafilatura.bare_extraction(
        decoded.text,
        with_metadata=True,
        include_comments=False,
        favor_precision=True,  # else the menu of a page with a short article counts as text
        date_extraction_params=_DATE_PARAMETERS,
    )
    if page is None or not (page.text or "").strip():
        advice = "If it is there, save it as a text file."
        raise ZhfactsError("E037", what="the page", reason="no main text was found", advice=advice)
    yield Article(
        id=source.id,
        text=page.text,
        title=page.title and printable(page.title),
        published=_day(page.date) or published_in_name(source.id),
        publisher=page.sitename and printable(page.sitename),
        source=source.source,
        encoding=decoded.encoding,
        encoding_confidence=decoded.confidence,
        sha256=sha256(payload).hexdigest(),
    )


def _day(value: str | None) -> Day | None:
    try:
        return Day.fromisoformat(value) if value else None
    except ValueError:
        return None
