"""Packed files: gzip, zstd and zip, unpacked while they are read and no further than is sane."""

from collections.abc import Iterator
from io import SEEK_END, BufferedReader, RawIOBase
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import ZipFile, ZipInfo

from zhfacts.errors import ZhfactsError
from zhfacts.read.decode import HEAD, decode
from zhfacts.read.rows import printable
from zhfacts.read.source import damaged

PACKINGS = {".gz": "gzip", ".zst": "zstd"}
# Text packs to a third or a tenth, rows that repeat each other to a hundredth; a zip bomb to a thousandth.
RATIO = 200
FREE_BYTES = 64 * 2**20
_ENCRYPTED, _UTF8_NAME = 0x1, 0x800


class Unpacked(RawIOBase):
    """What is read from a packed file, counted.

    Parameters
    ----------
    file
        Gives the unpacked bytes.
    packed
        How many bytes there are packed.
    """

    def __init__(self, file: Any, packed: int) -> None:
        self._file = file
        self._left = max(FREE_BYTES, RATIO * packed)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes.

        Raises
        ------
        ZhfactsError
            E035 where there are more than a file can honestly unpack to, E031 where the packing is broken.
        """
        try:
            payload = self._file.read(len(buffer))
        except Exception as error:  # each of the libraries has errors of its own
            raise damaged("packed file", error) from None
        self._left -= len(payload)
        if self._left < 0:
            raise ZhfactsError("E035", what="the file", ratio=RATIO)
        buffer[: len(payload)] = payload
        return len(payload)


def unpacked(file: IO[bytes], packing: str, packed: int) -> BufferedReader:
    """The bytes of a file that is packed with gzip or zstd."""
    import pyarrow as pa

    stream = pa.CompressedInputStream(pa.PythonFile(file, "r"), packing)
    return BufferedReader(Unpacked(stream, packed), HEAD)


def members(archive: ZipFile) -> Iterator[tuple[str, ZipInfo]]:
    """The files of a zip archive in the order of their names, without hidden ones."""
    named = [(_name(info), info) for info in archive.infolist() if not info.is_dir()]
    for name, info in sorted(named, key=lambda member: PurePosixPath(member[0]).parts):
        if not any(part.startswith(".") for part in PurePosixPath(name).parts):
            yield name, info


def open_member(archive: ZipFile, info: ZipInfo) -> BufferedReader:
    """The bytes of a file in a zip archive.

    Raises
    ------
    ZhfactsError
        E036 where it is protected by a password, E031 where it is broken or packed in a way that Python does not know.
    """
    if info.flag_bits & _ENCRYPTED:
        raise ZhfactsError("E036", what="the file")
    try:
        opened = archive.open(info)
    except Exception as error:
        raise damaged("packed file", error) from None
    return BufferedReader(Unpacked(opened, info.compress_size), HEAD)


def check_archive(archive: ZipFile) -> None:
    """See to it that an archive is none that unpacks without end; a file in it never gives more than it says.

    Raises
    ------
    ZhfactsError
        E035 where it is.
    """
    assert archive.fp
    size = archive.fp.seek(0, SEEK_END)
    if sum(info.file_size for info in archive.infolist()) > max(FREE_BYTES, RATIO * size):
        raise ZhfactsError("E035", what="the archive", ratio=RATIO)


def check_office(archive: ZipFile, limit: int) -> None:
    """See to it that an Office document (a zip archive of XML) is none that unpacks without end.

    Raises
    ------
    ZhfactsError
        E015 where its XML is larger than the limit, E035 where it is packed too well.
    """
    parts = [info for info in archive.infolist() if info.filename.endswith((".xml", ".rels"))]
    size = sum(info.file_size for info in parts)
    if size > limit:
        raise ZhfactsError("E015", where="the file, unpacked,", limit=f"{limit // 2**20} MiB")
    if size > max(FREE_BYTES, RATIO * sum(info.compress_size for info in parts)):
        raise ZhfactsError("E035", what="the file", ratio=RATIO)


def _name(info: ZipInfo) -> str:
    """The name of a file; Windows writes it in the encoding of the country and does not say so."""
    if info.flag_bits & _UTF8_NAME:
        return printable(info.filename)
    try:
        return decode(info.filename.encode("cp437")).text
    except (ZhfactsError, UnicodeEncodeError):
        return printable(info.filename)
