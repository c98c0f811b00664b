"""One article in a text file."""

from collections.abc import Iterator
from hashlib import sha256

from zhfacts.errors import ZhfactsError
from zhfacts.read.byline import published_in_name
from zhfacts.read.source import Source
from zhfacts.records import Article, Failure


def read_text(source: Source) -> Iterator[Article | Failure]:
    """The file as an article."""
    payload = source.payload()
    digest = sha256(payload).hexdigest()
    try:
        decoded = source.decode(payload)
    except ZhfactsError as error:
        yield Failure(id=source.id, message=str(error), source=source.source, sha256=digest)
        return
    yield Article(
        id=source.id,
        text=decoded.text,
        published=published_in_name(source.id),
        source=source.source,
        encoding=decoded.encoding,
        encoding_confidence=decoded.confidence,
        sha256=digest,
    )
