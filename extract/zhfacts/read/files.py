"""Files, folders and standard input to articles."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from typing import Literal, cast

from zhfacts.errors import ZhfactsError
from zhfacts.read.decode import decode
from zhfacts.read.jsonl import LIMIT, MAX_BYTES, read_jsonl
from zhfacts.read.rows import Columns, printable
from zhfacts.records import Article, Failure

TextFormat = Literal["txt", "jsonl"]
SUFFIXES = (".txt", ".jsonl")
STDIN = "-"


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was found: where it is (None: standard input), its id, and its source as the user gave it."""

    path: Path | None
    id: str
    source: str


class Inputs:
    """The articles of some inputs, read while they are asked for.

    Parameters
    ----------
    inputs
        Paths of .txt files (one article), .jsonl files (one article a line) and folders (with all that is below
        them, in the order of the names), or `-` for standard input. What cannot be read becomes a failure.
    columns
        What the columns of JSONL are called.
    stdin_format
        What comes by standard input: the text of one article, or JSONL.
    exclude
        A folder to leave out: that of the results, if it lies below an input.

    Attributes
    ----------
    total_bytes, read_bytes
        How much there is, without standard input, and how much of it was read so far.
    passed_over
        How many files of other types lie in the folders.
    """

    def __init__(
        self,
        inputs: Sequence[str | Path],
        *,
        columns: Columns | None = None,
        stdin_format: TextFormat = "txt",
        exclude: Path | None = None,
    ) -> None:
        self.columns = columns or Columns()
        self.stdin_format = stdin_format
        self.total_bytes = 0
        self.read_bytes = 0
        self.passed_over = 0
        self._exclude = exclude.resolve() if exclude else None
        self._found: list[_File | Failure] = []
        for given in inputs:
            self._found += self._find(str(given))

    def __iter__(self) -> Iterator[Article | Failure]:
        for file in self._found:
            if isinstance(file, Failure):
                yield file
            elif file.path is None:
                yield from self._read(cast(BufferedReader, sys.stdin.buffer), file, self.stdin_format)
            else:
                yield from self._read_file(file.path, file)

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
        if path.suffix.lower() not in SUFFIXES:
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
            if path.suffix.lower() not in SUFFIXES:
                self.passed_over += 1
                continue
            with suppress(OSError):  # reading it will tell
                self.total_bytes += path.lstat().st_size
            found.append(_File(path, printable(path.relative_to(folder).as_posix()), printable(str(path))))
        return found

    def _read_file(self, path: Path, file: _File) -> Iterator[Article | Failure]:
        before = self.read_bytes
        try:
            with path.open("rb") as opened:
                for article in self._read(opened, file, "jsonl" if path.suffix.lower() == ".jsonl" else "txt"):
                    self.read_bytes = before + opened.tell()
                    yield article
        except OSError as error:
            yield _failure(file.source, "E001", id_=file.id, path=file.source, reason=error.strerror or str(error))

    def _read(self, opened: BufferedReader, file: _File, form: TextFormat) -> Iterator[Article | Failure]:
        if form == "jsonl":
            yield from read_jsonl(opened, self.columns, name=file.id, source=file.source)
            return
        payload = opened.read(MAX_BYTES + 1)
        if len(payload) > MAX_BYTES:
            yield _failure(file.source, "E015", id_=file.id, where="the file", limit=LIMIT)
            return
        digest = sha256(payload).hexdigest()
        try:
            text, encoding = decode(payload)
        except ZhfactsError as error:
            yield Failure(id=file.id, message=str(error), source=file.source, sha256=digest)
        else:
            yield Article(id=file.id, text=text, source=file.source, encoding=encoding, sha256=digest)


def _failure(source: str, code: str, *, id_: str | None = None, **values: object) -> Failure:
    return Failure(id=id_ or source, message=str(ZhfactsError(code, **values)), source=source)
