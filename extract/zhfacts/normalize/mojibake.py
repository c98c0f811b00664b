"""Text whose UTF-8 bytes were read as another encoding: æ–°é—» and 鏂伴椈 were 新闻.

Only what the bytes prove is put right. 锟斤拷 is what became of bytes that were lost: it stays.
"""

import re
from collections.abc import Iterable
from itertools import accumulate, pairwise, product, takewhile

import rjieba

from zhfacts.normalize.alignment import Edit
from zhfacts.normalize.chinese import to_simplified

LATIN = "\xc2-\xd6\xd8-\xf6\xf8-\xff"  # where a misread lead byte of UTF-8 stands
_THREE_BYTES = re.compile(rf"[{LATIN}][^\x00-\x7f\u2e80-\uffef\ufffd]{{2}}")
_RUN = re.compile("[^\u2e80-\uffef\ufffd\n]{3,}+")
# The byte that Latin-1 or Windows-1252 makes a character of, from 0x80 on.
_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)}
_BYTES |= {character: byte for byte in _BYTES.values() if (character := bytes((byte,)).decode("cp1252", "ignore"))}
_OTHER = re.escape("".join(character for character, byte in _BYTES.items() if byte < 0xC0))
_CHARACTERS = re.compile(f"(?<![A-Za-z])(?:[\xe2-\xe9\xef][{_OTHER}]{{2}})+")
_HAN = re.compile("[\u4e00-\u9fff]")
_CHINESE = re.compile("[\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff01-\uff60]")


def _pairs(leads: Iterable[int], trails: Iterable[int]) -> str:
    return "".join(bytes(pair).decode("gb18030", "ignore") for pair in product(leads, trails))


# Chinese characters and marks begin with one of these bytes in UTF-8, and two others follow. Two such characters are
# three in GBK; the first of them, which holds two bytes of one character, is nearly always a rare one.
_LEADS = (0xE2, 0xE3, *range(0xE4, 0xEA), 0xEF)
_OTHERS = range(0x80, 0xC0)
GBK = _pairs(_LEADS, _OTHERS)
_GBK = re.compile(f"[{GBK}][{_pairs(_OTHERS, _LEADS)}€][{_pairs(_OTHERS, _OTHERS)}€]")
_PIECE = 1000


def find_read_as_latin(text: str) -> list[Edit]:
    """UTF-8 read as Latin-1, Windows-1252 or another encoding of one byte a character, as ftfy tells it.

    >>> find_read_as_latin("æ–°é—»")
    [(0, 3, '新'), (3, 6, '闻')]
    """
    if not _THREE_BYTES.search(text):
        return []
    from ftfy import fix_encoding  # takes 50 ms to load, and few texts need it

    edits: list[Edit] = []
    for match in _RUN.finditer(text):
        if not _THREE_BYTES.search(match[0]):
            continue
        for lost in range(3):  # of the last character, bytes may be missing
            run = match[0][: len(match[0]) - lost]
            fixed = fix_encoding(run)
            lengths = [len(character.encode("utf-8", "replace")) for character in fixed]
            if sum(lengths) == len(run) and _CHINESE.search(fixed) and "\ufffd" not in fixed:
                ends = accumulate(lengths, initial=match.start())
                spans = pairwise(ends)
                edits += [(*span, new) for span, new in zip(spans, fixed, strict=True) if span[1] - span[0] > 1]
                break
        else:
            edits += _characters(match[0], match.start())
    return edits


def _characters(run: str, offset: int) -> list[Edit]:
    """What ftfy leaves since there is too little of it: 2023å¹´, æ–°é—»."""
    edits = []
    for match in _CHARACTERS.finditer(run):
        for start in range(match.start(), match.end(), 3):
            new = bytes(map(_BYTES.__getitem__, run[start : start + 3])).decode("utf-8", "replace")
            if _is_chinese((start, start + 3, new)):
                edits.append((offset + start, offset + start + 3, new))
    return edits


def find_read_as_gbk(text: str) -> list[Edit]:
    """UTF-8 read as GBK: two characters of three bytes each became three of two.

    >>> find_read_as_gbk("鏂伴椈"), find_read_as_gbk("锟斤拷")
    ([(0, 3, '新闻')], [])
    """
    edits: list[Edit] = []
    proved = False
    position = 0
    while match := _GBK.search(text, position):
        start = match.start()
        if not any(map(_is_chinese, _decoded(match[0])[:1])):
            position = start + 1
            continue
        # Behind it, other Chinese can happen to be UTF-8 too, of two bytes a character.
        found = [*takewhile(_is_chinese, _decoded(text[start : start + _PIECE]))]
        position = start + found[-1][1]
        edits += [(start + first, start + last, new) for first, last, new in found]
        proved = proved or _proves_itself(text[start:position], "".join(new for _, _, new in found))
    return edits if proved else []


def _decoded(text: str) -> list[Edit]:
    """The smallest parts at the beginning of a text whose GBK bytes are whole UTF-8 characters."""
    payload = b""
    bytes_by_character: list[int] = []
    for character in text:
        code = b"\x80" if character == "€" else character.encode("gb18030", "ignore")
        if not b"\x80" <= code < b"\xff" or len(code) > 2:
            break
        payload += code
        bytes_by_character.append(len(code))
    try:
        decoded = payload.decode("utf-8")
    except UnicodeDecodeError as error:
        decoded = payload[: error.start].decode("utf-8")
    at = {end: count for count, end in enumerate(accumulate(bytes_by_character, initial=0))}
    parts: list[Edit] = []
    start = done = length = 0
    for count, character in enumerate(decoded, 1):
        length += len(character.encode("utf-8"))
        if length in at:
            parts.append((start, at[length], decoded[done:count]))
            start, done = at[length], count
    return parts


def _is_chinese(edit: Edit) -> bool:
    """Whether a part becomes what news are written with: not U+FFFD, which 锟斤拷 would become."""
    simplified = to_simplified(edit[2])
    return bool(_CHINESE.search(simplified)) and all(
        character.isascii() or character == "·" or (_CHINESE.match(character) and _in_gb2312(character))
        for character in simplified
    )


def _proves_itself(garbled: str, decoded: str) -> bool:
    """Whether what the bytes say is words, and what stands there is not."""
    if len(_CHINESE.findall(decoded)) < 2 or sum(map(_in_gb2312, garbled)) > len(garbled) - 2:
        return False
    words = rjieba.cut(to_simplified(decoded), hmm=False)
    return 2 * sum(len(word) for word in words if len(word) > 1) >= len(_HAN.findall(decoded)) > 0


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
