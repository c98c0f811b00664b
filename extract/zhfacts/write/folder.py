"""Folders that results are written into: of this machine, or at an address that fsspec knows (s3://bucket/tables)."""

import os
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, Protocol
from uuid import uuid4

from zhfacts.errors import ZhfactsError
from zhfacts.read.source import library


class Folder(Protocol):
    """A folder, and a place of this machine where files for it are prepared."""

    place: str
    staging: Path

    def prepare(self) -> None:
        """Make the folder and the place."""

    def there(self, names: list[str]) -> list[str]:
        """Which of some files are there."""

    def fetch(self, name: str) -> Path:
        """A file that is there, as one of this machine."""

    def publish(self, names: list[str]) -> None:
        """Let prepared files take the place of what has their names; either each is whole, or it is the old one."""

    def remove(self, names: list[str]) -> None:
        """Remove files."""

    def clean(self) -> None:
        """Remove the place of preparation."""


class LocalFolder:
    """A folder of this machine; files are prepared in a hidden folder within it, and renamed."""

    def __init__(self, path: Path) -> None:
        self.place = str(path)
        self._path = path
        self.staging = path / f".zhfacts.{os.getpid()}.{uuid4().hex[:8]}.tmp"

    def prepare(self) -> None:
        """Make the folder and the place."""
        self.staging.mkdir(parents=True, exist_ok=True)

    def there(self, names: list[str]) -> list[str]:
        """Which of some files are there."""
        return [name for name in names if (self._path / name).exists()]

    def fetch(self, name: str) -> Path:
        """A file that is there."""
        return self._path / name

    def publish(self, names: list[str]) -> None:
        """Let prepared files take the place of what has their names."""
        for name in names:
            (self.staging / name).replace(self._path / name)

    def remove(self, names: list[str]) -> None:
        """Remove files."""
        for name in names:
            (self._path / name).unlink(missing_ok=True)

    def clean(self) -> None:
        """Remove the place of preparation."""
        rmtree(self.staging, ignore_errors=True)


class RemoteFolder:
    """A folder at an address; files are prepared on this machine, copied under temporary names, and renamed."""

    def __init__(self, address: str) -> None:
        self.place = address
        protocol = address.partition("://")[0]
        fsspec = library("fsspec.core", suffix=f"{protocol}://", extra="remote")
        if protocol == "s3":
            self._system, self._path = _s3(), address.partition("://")[2]
        else:
            try:
                self._system, self._path = fsspec.url_to_fs(address)
            except (ImportError, ValueError) as error:  # says what to install, or that there is no such protocol
                raise ZhfactsError("E013", path=address, reason=str(error).rstrip(".")) from None
        self.staging = Path(mkdtemp(prefix="zhfacts."))

    def prepare(self) -> None:
        """Make the folder."""
        self._system.makedirs(self._path, exist_ok=True)

    def there(self, names: list[str]) -> list[str]:
        """Which of some files are there."""
        self._system.invalidate_cache()
        return [name for name in names if self._system.exists(self._at(name))]

    def fetch(self, name: str) -> Path:
        """A copy of a file that is there."""
        copy = self.staging / f"old.{name}"
        if not copy.exists():
            self._system.get_file(self._at(name), str(copy))
        return copy

    def publish(self, names: list[str]) -> None:
        """Let prepared files take the place of what has their names."""
        temporary = {name: self._at(f".{name}.{uuid4().hex[:8]}.tmp") for name in names}
        try:
            for name, copy in temporary.items():
                self._system.put_file(str(self.staging / name), copy)
            for name, copy in temporary.items():
                self._system.mv(copy, self._at(name))
        finally:
            for copy in temporary.values():
                if self._system.exists(copy):
                    self._system.rm_file(copy)

    def remove(self, names: list[str]) -> None:
        """Remove files."""
        for name in self.there(names):
            self._system.rm_file(self._at(name))

    def clean(self) -> None:
        """Remove the place of preparation."""
        rmtree(self.staging, ignore_errors=True)

    def _at(self, name: str) -> str:
        return f"{self._path.rstrip('/')}/{name}"


def _s3() -> Any:
    """Arrow's own client of S3, which needs no other library; keys, region and endpoint come from the AWS_ variables."""
    from fsspec.implementations.arrow import ArrowFSWrapper
    from pyarrow.fs import S3FileSystem

    return ArrowFSWrapper(S3FileSystem(endpoint_override=os.environ.get("AWS_ENDPOINT_URL")))


def open_folder(address: str | Path) -> Folder:
    """The folder at a path or an address."""
    return RemoteFolder(str(address)) if is_remote(address) else LocalFolder(Path(address))


def is_remote(address: str | Path) -> bool:
    """Whether this is an address rather than a path."""
    return "://" in str(address)


def split(address: str | Path) -> tuple[str | Path, str]:
    """The folder and the name of a file.

    >>> split("s3://bucket/tables/facts.duckdb")
    ('s3://bucket/tables', 'facts.duckdb')
    """
    if is_remote(address):
        place, _, name = str(address).rpartition("/")
        return place, name
    return Path(address).parent, Path(address).name
