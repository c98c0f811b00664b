"""Files, folders and standard input to articles."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, cast

from zhfacts.errors import ZhfactsError
from zhfacts.read.decode import HEAD, meant_by
from zhfacts.read.formats import read_file, type_of
from zhfacts.read.rows import Columns, printable
from zhfacts.read.source import Source, file_digest
from zhfacts.records import Article, Failure

if TYPE_CHECKING:
    from hashlib import _Hash

STDIN = "-"
Item = Article | Failure


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was found: where it is (None: standard input), its id, and its source as the user gave it."""

    path: Path | None
    id: str
    source: str


@dataclass(slots=True)
class Given:
    """An input as it was given, and what was read of it.

    Parameters
    ----------
    input
        A path, or `-`.
    files, bytes
        How many files were read, and how long they are together.
    sha256
        Of the file; of a folder, that of what `sha256sum` prints for its files in their order. None for standard input.
    """

    input: str
    files: int = 0
    bytes: int = 0
    sha256: str | None = None


class Inputs:
    """The articles of some inputs, read while they are asked for.

    Parameters
    ----------
    inputs
        Paths of files of the types in `READERS`, and of folders (with all that is below them, in the order of the
        names), or `-` for standard input. What cannot be read becomes a failure.
    columns
        What the columns of table-like files are called.
    stdin_format
        What comes by standard input: a key of `READERS` without its point.
    encoding
        The encoding of all files, where it is not to be found out.
    exclude
        A folder to leave out: that of the results, if it lies below an input.

    Attributes
    ----------
    total_bytes, read_bytes
        How much there is, without standard input, and how much of it was read so far.
    passed_over
        How many files of other types lie in the folders and archives, as far as they were read.
    given
        What was read of each input.

    Raises
    ------
    ZhfactsError
        E030 where there is no such encoding.
    """

    def __init__(
        self,
        inputs: Sequence[str | Path],
        *,
        columns: Columns | None = None,
        stdin_format: str = "txt",
        encoding: str | None = None,
        exclude: Path | None = None,
    ) -> None:
        if encoding is not None:
            meant_by(encoding)
        self.columns = columns or Columns()
        self.stdin_format = stdin_format
        self.encoding = encoding
        self.total_bytes = 0
        self.read_bytes = 0
        self.passed_over = 0
        self._exclude = exclude.resolve() if exclude else None
        self.given = [Given(printable(str(given))) for given in inputs]
        self._found = [self._find(str(given)) for given in inputs]

    def __iter__(self) -> Iterator[Article | Failure]:
        for given, found in zip(self.given, self._found, strict=True):
            listing = sha256()
            for file in found:
                if isinstance(file, Failure):
                    yield file
                elif file.path is None:
                    opened = cast(BufferedReader, sys.stdin.buffer)
                    yield from read_file(self._source(opened, file, f".{self.stdin_format}"), "", 0)
                else:
                    yield from self._read_file(file.path, file, given, listing)
            if found and found[0].source != given.input:  # a folder
                given.sha256 = listing.hexdigest()

    def _find(self, given: str) -> list[_File | Failure]:
        source = printable(given)
        if given == STDIN:
            return [_File(None, "stdin", STDIN)]
        path = Path(given)
        try:
            size = path.lstat().st_size
            if path.is_dir():
                return self._walk(path) or [_failure(source, "E012", path=source)]
        except FileNotFoundError:
            return [_failure(source, "E010", path=source)]
        except OSError as error:  # a path that is too long, a loop of links
            return [_failure(source, "E001", path=source, reason=error.strerror)]
        if type_of(path.name) is None:
            return [_failure(source, "E011", path=source)]
        self.total_bytes += size
        return [_File(path, printable(path.name), source)]

    def _walk(self, folder: Path) -> list[_File | Failure]:
        """The files below a folder, in the order of their paths relative to it; hidden ones are left out."""
        found: list[_File | Failure] = []

        def not_readable(error: OSError) -> None:
            path = printable(str(error.filename))
            found.append(_failure(path, "E001", path=path, reason=error.strerror))

        below: list[Path] = []
        for place, folders, names in os.walk(folder, onerror=not_readable):
            folders[:] = [
                name for name in folders if name[0] != "." and (Path(place) / name).resolve() != self._exclude
            ]
            below += [Path(place) / name for name in names if name[0] != "."]
        for path in sorted(below, key=lambda path: path.parts):
            if type_of(path.name) is None:
                self.passed_over += 1
                continue
            with suppress(OSError):  # reading it will tell
                self.total_bytes += path.lstat().st_size
            found.append(_File(path, printable(path.relative_to(folder).as_posix()), printable(str(path))))
        return found

    def _read_file(self, path: Path, file: _File, given: Given, listing: "_Hash") -> Iterator[Item]:
        before, name = self.read_bytes, type_of(path.name)
        assert name
        try:
            with path.open("rb", HEAD) as opened:
                size = os.fstat(opened.fileno()).st_size
                if opened.seekable():
                    given.sha256 = file_digest(opened)
                    listing.update(f"{given.sha256}  {file.id}\n".encode())
                given.files += 1
                given.bytes += size
                source = self._source(cast(BufferedReader, opened), file, name[0])
                for article in read_file(source, name[1], size):
                    self.read_bytes = before + (0 if opened.closed else opened.tell())
                    yield article
            self.read_bytes = before + size
            self.passed_over += len(source.passed_over)
        except OSError as error:
            reason = error.strerror or str(error)
            yield _failure(file.source, "E001", id_=file.id, path=file.source, reason=reason)

    def _source(self, opened: BufferedReader, file: _File, suffix: str) -> Source:
        return Source(opened, file.id, file.source, suffix, self.columns, self.encoding)


def _failure(source: str, code: str, *, id_: str | None = None, **values: object) -> Failure:
    return Failure(id=id_ or source, message=str(ZhfactsError(code, **values)), source=source)
