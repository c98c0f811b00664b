"""Which reader reads which type of file: the one place that says so."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from zipfile import ZipFile

from zhfacts.errors import ZhfactsError
from zhfacts.read.csv import read_csv
from zhfacts.read.docx import read_docx
from zhfacts.read.html import read_html
from zhfacts.read.jsonl import read_jsonl
from zhfacts.read.parquet import read_parquet
from zhfacts.read.pdf import read_pdf
from zhfacts.read.source import Reader, Source, failure, read
from zhfacts.read.text import read_text
from zhfacts.read.unpack import PACKINGS, check_archive, members, open_member, unpacked
from zhfacts.read.warc import read_warc
from zhfacts.read.xlsx import read_xlsx
from zhfacts.records import Article, Failure

ARCHIVE = ".zip"


def read_archive(source: Source) -> Iterator[Article | Failure]:
    """The articles of the files in a zip archive; like a folder, but one within another is not read."""
    with ZipFile(source.seekable()) as archive:
        check_archive(archive)
        for name, info in members(archive):
            kind = type_of(name)
            if kind is None:
                source.passed_over.append(name)
                continue
            suffix, packing = kind
            member = replace(source, id=f"{source.id}/{name}", source=f"{source.source}/{name}", suffix=suffix)
            try:
                if suffix == ARCHIVE:
                    raise ZhfactsError("E040")
                member = replace(member, file=open_member(archive, info))
            except ZhfactsError as error:
                yield failure(member, error)
            else:
                yield from read_file(member, packing, info.file_size)


def read_file(source: Source, packing: str, size: int) -> Iterator[Article | Failure]:
    """The articles of a file of any type.

    Parameters
    ----------
    packing
        How it is packed, as its name ends.
    size
        Of the packed file, in bytes.
    """
    if packing:
        source = replace(source, file=unpacked(source.file, PACKINGS[packing], size))
    yield from read(source, READERS[source.suffix])


READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xlsx": read_xlsx,
    ".parquet": read_parquet,
    ".warc": read_warc,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".zip": read_archive,
}
# How the name of a file ends that is read.
SUFFIXES = tuple(
    suffix + packing for suffix in READERS for packing in ("", *PACKINGS) if not (suffix == ARCHIVE and packing)
)


def type_of(name: str) -> tuple[str, str] | None:
    """The type of a file and how it is packed, by its name; None where it is not read.

    >>> type_of("a/b.jsonl.GZ"), type_of("a.txt"), type_of("a.zip"), type_of("a.gz")
    (('.jsonl', '.gz'), ('.txt', ''), ('.zip', ''), None)
    """
    path = PurePosixPath(name.lower())
    packing = path.suffix if path.suffix in PACKINGS else ""
    suffix = PurePosixPath(path.stem).suffix if packing else path.suffix
    if suffix in READERS or (suffix == ARCHIVE and not packing):
        return suffix, packing
    return None
