"""A file that is being read, and what all readers need."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from errno import EINVAL
from hashlib import sha256
from importlib import import_module
from io import BufferedReader
from logging import NullHandler, getLogger
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any, cast

from zhfacts.errors import ZhfactsError
from zhfacts.read.decode import HEAD, Decoded, decode
from zhfacts.read.rows import Columns, printable
from zhfacts.records import Article, Failure

MAX_BYTES = 32 * 2**20
LIMIT = f"{MAX_BYTES // 2**20} MiB"

# What a file begins with, what it then is, and the types that say so.
MAGIC = (
    (b"%PDF-", "a PDF", (".pdf",)),
    (b"PK\x03\x04", "a zip archive or an Office document", (".zip", ".docx", ".xlsx")),
    (b"PAR1", "Parquet", (".parquet",)),
    (b"\x1f\x8b", "packed with gzip", (".gz",)),
    (b"\x28\xb5\x2f\xfd", "packed with zstd", (".zst",)),
    (b"WARC/1.", "WARC", (".warc",)),
    (b"{\\rtf", "RTF", ()),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document that is old or protected by a password", ()),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is being read.

    Parameters
    ----------
    file
        The bytes, unpacked.
    id
        Of the file: that of its article, or what the ids of its articles begin with.
    source
        Path or address, as the user gave it.
    suffix
        The type that its name says.
    columns
        What the columns of table-like types are called.
    encoding
        The encoding that the user forces.
    declared
        The encoding that an HTTP header declares.
    passed_over
        Names of files within the file that are of a type that is not read.
    """

    file: BufferedReader
    id: str
    source: str
    suffix: str
    columns: Columns = field(default_factory=Columns)
    encoding: str | None = None
    declared: str | None = None
    passed_over: list[str] = field(default_factory=list)

    def payload(self, limit: int | None = None) -> bytes:
        """All bytes.

        Raises
        ------
        ZhfactsError
            E015 where they are more than the limit (32 MiB by default).
        """
        limit = limit or MAX_BYTES
        payload = self.file.read(limit + 1)
        if len(payload) > limit:
            raise ZhfactsError("E015", where="the file", limit=f"{limit // 2**20} MiB")
        return payload

    def decode(self, payload: bytes, declared: str | None = None) -> Decoded:
        """The text of some bytes of the file."""
        return decode(payload, forced=self.encoding, declared=self.declared or declared)

    def seekable(self) -> IO[bytes]:
        """The file, or a copy of it on the disk where it cannot be read in any order."""
        if self.file.seekable():
            return self.file
        copy = cast(IO[bytes], TemporaryFile())  # noqa: SIM115  closed when it is collected
        copyfileobj(self.file, copy)
        copy.seek(0)
        return copy


_SILENCE = NullHandler()

Reader = Callable[[Source], Iterator[Article | Failure]]


def read(source: Source, reader: Reader) -> Iterator[Article | Failure]:
    """The articles of a file, and what could not be read as failures; at least one of either."""
    nothing = True
    try:
        if wrong := _wrong_type(source):
            raise wrong
        for article in reader(source):
            nothing = False
            yield _with_note(article)
    except ZhfactsError as error:
        yield failure(source, error)
    except Exception as error:  # a library that a broken file confuses costs the file, never the run
        if isinstance(error, OSError) and error.errno not in (None, EINVAL):  # EINVAL: a place that the file names
            yield failure(source, ZhfactsError("E001", path=source.source, reason=error.strerror))
        else:
            yield failure(source, damaged(source.suffix, error))
    else:
        if nothing:
            yield replace(failure(source, ZhfactsError("E038", what="the file")), status="empty")


def failure(source: Source, error: ZhfactsError) -> Failure:
    """The file as one that could not be read."""
    return Failure(id=source.id, message=str(error), source=source.source)


def damaged(form: str, error: Exception | str, what: str = "the file") -> ZhfactsError:
    """The error for what a library cannot read, in its words.

    >>> print(damaged(".zip", KeyError()))
    [E031] the file is damaged, or no .zip: KeyError. Get it anew; what stands before the damage was read.
    """
    reason = " ".join(printable(str(error)).split())[:200].rstrip(". ") or type(error).__name__
    return ZhfactsError("E031", what=what, form=form, reason=reason)


def file_digest(file: IO[bytes]) -> str:
    """The SHA-256 of a file, which is then at its beginning again."""
    digest = sha256()
    file.seek(0)
    while block := file.read(2**16):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def library(name: str, *, suffix: str, extra: str) -> Any:
    """A library that not everyone has installed; what it logs does not reach the terminal.

    Raises
    ------
    ZhfactsError
        E034 where it is missing.
    """
    package = name.partition(".")[0]
    getLogger(package).addHandler(_SILENCE)
    try:
        return import_module(name)
    except ImportError:
        raise ZhfactsError("E034", suffix=suffix, library=package, extra=extra) from None


def _wrong_type(source: Source) -> ZhfactsError | None:
    head = source.file.peek(HEAD)
    for magic, kind, suffixes in MAGIC:
        if head.startswith(magic) and source.suffix not in suffixes:
            return ZhfactsError("E032", path=source.source, kind=kind, suffix=source.suffix)
    return None


def _with_note(article: Article | Failure) -> Article | Failure:
    """A replacement character that stands in the bytes is no loss of ours, but one all the same."""
    if isinstance(article, Failure) or "\ufffd" not in article.text:
        return article
    note = ZhfactsError("E033", count=article.text.count("\ufffd"), place=article.text.index("\ufffd"))
    return replace(article, note=" ".join(filter(None, (article.note, str(note)))))
