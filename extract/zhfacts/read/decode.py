"""Bytes to text: without loss, or not at all."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from math import exp2
from typing import Any

from zhfacts.errors import ZhfactsError
from zhfacts.read.plausible import PLAUSIBLE, SAMPLE, beyond_ascii, bits, bits_a_character

# The longer mark first: a UTF-32 mark begins with a UTF-16 one.
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What is meant by a name: who says GB2312 or Big5 writes characters that only the larger sets have. cp950 is Big5 as
# Windows writes it, big5hkscs adds what Hong Kong needs.
_BIG5 = ("cp950", "big5hkscs")
SUPERSETS = {"gb2312": ("gb18030",), "gbk": ("gb18030",), "big5": _BIG5, "cp950": _BIG5}
_UTF16 = ("utf-16-le", "utf-16-be")

# How much of a file is looked at before it is read.
HEAD = 64 * 2**10
# How sure the choice between two encodings has to be.
SURE = 0.9
# How many characters beyond ASCII a text must have for charset-normalizer to tell its encoding.
ENOUGH = 30

_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes.

    Parameters
    ----------
    text
        Without a byte order mark.
    encoding
        As Python calls it.
    confidence
        From 0 to 1, None where the encoding is certain: stated, or UTF-8.
    """

    text: str
    encoding: str
    confidence: float | None = None


def decode(payload: bytes, *, forced: str | None = None, declared: str | None = None) -> Decoded:
    """The text of some bytes, and how it was encoded.

    What is forced decides; else a byte order mark; what the bytes or their sender declare, if that makes Chinese of
    them; whether they are UTF-8; which of GB18030, Big5 and UTF-16 makes the most plausible Chinese of them;
    and at last what charset-normalizer says, if that is Chinese.

    Parameters
    ----------
    forced
        The only encoding to try.
    declared
        The name that an HTTP header or the head of an HTML page gives.

    Raises
    ------
    ZhfactsError
        E003 for a binary file, E004 where no encoding fits or two do, E030 for a forced encoding that there is not.

    >>> decode("國內首款新藥".encode("cp950")).encoding, decode("国内首款新药".encode("gb18030")).text
    ('cp950', '国内首款新药')
    """
    if forced is not None:
        return _decode_as(payload, meant_by(forced), "is forced")
    for mark, encoding in BOMS:
        if payload.startswith(mark):
            return _decode_as(payload, (encoding,), "is what the byte order mark says")
    by_declaration = _as_declared(payload, declared)
    if by_declaration and bits_a_character(by_declaration.text) <= PLAUSIBLE:
        return by_declaration
    try:
        utf8 = None if b"\0" in payload else payload.decode("utf-8")
        not_utf8 = ""
    except UnicodeDecodeError as error:
        utf8, not_utf8 = None, f"not UTF-8 at byte {error.start}"
    if _is_damaged_utf8(payload, not_utf8):
        raise ZhfactsError("E004", reason=f"{not_utf8}, though the rest is")
    if utf8 is not None and (utf8.isascii() or _HAN.search(utf8) or re.search(rb"[A-Za-z]", payload)):
        return Decoded(utf8, "utf-8")
    if decoded := _most_plausible(payload, utf8, not_utf8):
        return decoded
    if by_declaration and len(by_declaration.text) < len(payload):  # an encoding of single bytes fits everything
        return by_declaration
    if utf8 is not None:
        return Decoded(utf8, "utf-8")
    return _by_charset_normalizer(payload, not_utf8)


def sniff(file: BufferedReader, *, forced: str | None = None) -> tuple[str, float | None]:
    """The encoding of a file by its first bytes, which are not consumed, and how sure that is.

    Raises
    ------
    ZhfactsError
        As `decode` does.
    """
    head = file.peek(HEAD)[:HEAD]
    for mark, encoding in BOMS:
        if forced is None and head.startswith(mark):
            return encoding, None
    complete = len(head) < HEAD
    try:
        decoded = decode(head if complete else _whole_characters(head), forced=forced)
    except ZhfactsError as error:
        if error.code == "E030":
            raise
        if forced is not None:
            return meant_by(forced)[0], None
        of_lines = _encoding_of_most_lines(head)
        if of_lines is None:
            raise
        return of_lines, None
    return decoded.encoding, decoded.confidence


def _whole_characters(head: bytes) -> bytes:
    """The bytes up to the last line end, by which no character is cut in any encoding; in UTF-16 it is a pair."""
    return head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1 & ~1] or head


def _encoding_of_most_lines(head: bytes) -> str | None:
    encodings: Counter[str] = Counter()
    for line in head.split(b"\n"):
        if not line.isascii():
            with suppress(ZhfactsError):
                encodings[decode(line).encoding] += 1
    return max(encodings, key=encodings.__getitem__, default=None)


def skip_mark(file: BufferedReader, encoding: str) -> None:
    """Consume the byte order mark of an encoding, if the file begins with it."""
    head = file.peek(4)
    file.read(next((len(mark) for mark, marked in BOMS if marked == encoding and head.startswith(mark)), 0))


def meant_by(name: str) -> tuple[str, ...]:
    """The encodings that a name may stand for, the likelier one first.

    Raises
    ------
    ZhfactsError
        E030 where there is no such encoding of text.

    >>> meant_by("GB2312"), meant_by("utf8")
    (('gb18030',), ('utf-8',))
    """
    try:
        codec: Any = codecs.lookup(name)
    except (LookupError, ValueError):
        raise ZhfactsError("E030", encoding=name) from None
    if not codec._is_text_encoding:
        raise ZhfactsError("E030", encoding=name)
    return SUPERSETS.get(codec.name, (codec.name,))


def _decode_as(payload: bytes, encodings: tuple[str, ...], why: str) -> Decoded:
    errors = []
    for encoding in encodings:
        mark = next((mark for mark, marked in BOMS if marked == encoding and payload.startswith(mark)), b"")
        try:
            return Decoded(payload[len(mark) :].decode(encoding), encoding)
        except UnicodeDecodeError as error:
            errors.append(error.start)
    raise ZhfactsError("E004", reason=f"{encodings[0]} {why}, but byte {errors[0]} does not fit")


def _as_declared(payload: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    try:
        return _decode_as(payload, meant_by(declared), "")
    except ZhfactsError:
        return None


def _is_damaged_utf8(payload: bytes, not_utf8: str) -> bool:
    """Whether bytes that are no UTF-8 are for the most part Chinese characters in it, which GB and Big5 never are."""
    if not not_utf8:
        return False
    sample = _sample(payload)
    characters = len(re.findall(rb"[\xe4-\xe9][\x80-\xbf]{2}", sample))
    return 3 * characters > 0.6 * len(re.findall(rb"[\x80-\xff]", sample))


def _sample(payload: bytes) -> bytes:
    """Some bytes from the first one on that is beyond ASCII; in UTF-16 it may be the second one of its character."""
    first = re.search(rb"[^\t-\x7f]", payload)
    start = first.start() & ~1 if first else 0
    return payload[start : start + SAMPLE]


def _most_plausible(payload: bytes, utf8: str | None, not_utf8: str) -> Decoded | None:
    """The text that is Chinese rather than the others that the bytes can be; None where none is."""
    sample = _sample(payload)
    found = []
    for encoding, text in _texts(payload, utf8):
        shown = codecs.getincrementaldecoder(encoding)().decode(sample)
        found.append((bits(shown) + (20 if encoding in _UTF16 else 0), encoding, text, shown))
    found.sort(key=lambda candidate: candidate[0])
    if not found or bits_a_character(found[0][3]) > PLAUSIBLE:
        return None
    (cost, encoding, text, shown), *others = found
    confidence = 1 / (1 + sum(exp2(max(-60.0, cost - other[0])) for other in others))
    if confidence < SURE:
        other = others[0]
        reason = f"{not_utf8 or 'too short'}; it can be {encoding} ({shown[:10]}) and {other[1]} ({other[3][:10]})"
        raise ZhfactsError("E004", reason=reason)
    return Decoded(text, encoding, None if encoding == "utf-8" else round(confidence, 4))


def _texts(payload: bytes, utf8: str | None) -> Iterator[tuple[str, str]]:
    """What the bytes can be, with the encoding; of the two kinds of Big5 the first that fits."""
    if utf8 is not None:
        yield "utf-8", utf8
    for group in (_UTF16[:1], _UTF16[1:]) if b"\0" in payload else (("gb18030",), _BIG5, _UTF16[:1], _UTF16[1:]):
        for encoding in group:
            try:
                text = payload.decode(encoding)
            except UnicodeDecodeError:
                continue
            if text.encode(encoding, "replace") == payload:
                yield encoding, text
                break


def _by_charset_normalizer(payload: bytes, not_utf8: str) -> Decoded:
    from charset_normalizer import from_bytes

    zero = payload.find(b"\0")
    guess = from_bytes(payload[: 8 * SAMPLE]).best()
    decoded = _as_declared(payload, guess.encoding) if guess else None
    if (
        decoded
        and guess
        and "\0" not in decoded.text
        and len(beyond_ascii(decoded.text)) >= ENOUGH
        and bits_a_character(decoded.text) <= PLAUSIBLE
    ):
        return Decoded(decoded.text, decoded.encoding, round(1 - guess.chaos, 4))
    if zero >= 0:
        raise ZhfactsError("E003", reason=f"byte {zero} is zero")
    rather = f"; charset-normalizer takes it for {guess.encoding}, which makes no Chinese of it" if guess else ""
    raise ZhfactsError("E004", reason=f"{not_utf8}, and neither GB18030 nor Big5 nor UTF-16{rather}")
