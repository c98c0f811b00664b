"""Bytes to text: without loss, or not at all."""

import codecs
from functools import lru_cache

from zhfacts.errors import ZhfactsError

# The longer mark first: a UTF-32 mark begins with a UTF-16 one.
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# cp950 is Big5 as Windows writes it, big5hkscs adds what Hong Kong needs.
LEGACY_ENCODINGS = ("gb18030", "cp950", "big5hkscs")
# Among the characters beyond ASCII, how many have to be common ones; the right encoding reaches 0.97, a wrong one 0.7.
COMMON_SHARE = 0.85
SAMPLE = 20_000


def decode(payload: bytes) -> tuple[str, str]:
    """The text of some bytes, and the name of the encoding.

    A byte order mark decides, then whether the bytes are UTF-8, then which of GB18030 and Big5 makes common
    characters of them. A byte order mark is not part of the text.

    Raises
    ------
    ZhfactsError
        E003 for a binary file, E004 where no encoding fits or two do.

    >>> decode("國內首款新藥".encode("cp950")), decode("国内首款新药".encode("gb18030"))
    (('國內首款新藥', 'cp950'), ('国内首款新药', 'gb18030'))
    """
    for mark, encoding in BOMS:
        if payload.startswith(mark):
            return _decode_as(payload[len(mark) :], encoding), encoding
    if (zero := payload.find(b"\0")) >= 0:
        raise ZhfactsError("E003", reason=f"byte {zero} is zero")
    try:
        return payload.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        not_utf8 = f"not UTF-8 at byte {error.start}"
    best = sorted(((_common_share(text), text, name) for text, name in _legacy(payload)), key=lambda c: -c[0])
    if not best or best[0][0] < COMMON_SHARE:
        raise ZhfactsError("E004", reason=f"{not_utf8}, and neither GB18030 nor Big5")
    if len(best) > 1 and best[1][0] > best[0][0] - 0.05:
        raise ZhfactsError("E004", reason=f"{not_utf8}; it can be {best[0][2]} and {best[1][2]}")
    return best[0][1:]


def _decode_as(payload: bytes, encoding: str) -> str:
    try:
        return payload.decode(encoding)
    except UnicodeDecodeError as error:
        raise ZhfactsError("E004", reason=f"marked as {encoding}, but byte {error.start} does not fit") from None


def _legacy(payload: bytes) -> list[tuple[str, str]]:
    """The texts that the bytes can be, with the encoding; of the two kinds of Big5 the first that fits."""
    texts: list[tuple[str, str]] = []
    for encoding in LEGACY_ENCODINGS:
        if encoding == "big5hkscs" and texts and texts[-1][1] == "cp950":
            continue
        try:
            text = payload.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.encode(encoding, "replace") == payload:
            texts.append((text, encoding))
    return texts


def _common_share(text: str) -> float:
    """How many of the characters beyond ASCII are common ones."""
    beyond = [c for c in text[:SAMPLE] if c > "\x7f"]
    common = _common_characters()
    return sum(c in common for c in beyond) / len(beyond)


@lru_cache(maxsize=1)
def _common_characters() -> frozenset[str]:
    """The symbols and the first level of GB 2312 and of Big5: what newspapers are written with."""
    gb = bytes((*range(0xA1, 0xA4), *range(0xB0, 0xD8)))
    big5 = bytes((*range(0xA1, 0xA4), *range(0xA4, 0xC7)))
    trails = bytes((*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return frozenset(
        character
        for leads, encoding in ((gb, "gb2312"), (big5, "big5"))
        for lead in leads
        for trail in trails
        for character in bytes((lead, trail)).decode(encoding, "ignore")
        if character > "\x7f"
    )
