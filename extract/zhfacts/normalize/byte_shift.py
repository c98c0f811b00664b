"""Stretches of a GBK text that were decoded one byte off: 微球?qū)游鼋橘|(zhì) was 微球層析介質(zhì).

How it comes about: a program put readings behind characters of a GBK page, byte by byte and blind to where a character
begins. In 球層 (C7 F2 8C D3) it saw F2 8C, 驅, and wrote its `(qū)` into the middle of 層. The decoder took 8C and the
bracket for one bad character, `?`, and from D3 on paired the bytes one off, until a byte below 0x80 that is half of
a character (7C in 質, D9 7C) or the next reading brought it back in step. So the bytes are all there but one or two.
"""

import re
from collections.abc import Iterable, Iterator

import rjieba

from zhfacts.normalize.alignment import Edit
from zhfacts.normalize.chinese import to_simplified
from zhfacts.normalize.pinyin import LETTERS, is_reading

_READING = rf"[{LETTERS}]{{1,7}}+"
_STRETCH = re.compile(
    rf"(?P<lost>[?\ufffd])(?:[(（]?(?P<inner>{_READING})[)）])?"
    r"(?P<shifted>[^\x00-\x7f\ufffd]{0,60}+)"
    rf"(?:(?P<trail>[@-~])(?:[(（](?P<outer>{_READING})[)）])?"
    rf"|(?P<cut>[?\ufffd])[(（]?(?P<last>{_READING})[)）])"
)
_ANNOTATION = re.compile(rf"[(（]{_READING}[)）]")
_TEXT = re.compile("[\u4e00-\u9fff，。、：；“”‘’《》（）—…·]+")
_LEADS = range(0x81, 0xFF)
_ENDS = [bytes((end,)) for end in range(0x40, 0xFF)]
# Words of one character that stand between the words of a sentence.
_FUNCTION_WORDS = frozenset("的了在是和与及为等有对从将被把向以于而或也都还不")


def find_byte_shifts(text: str) -> list[Edit]:
    """Shifted stretches become what they were, where readings and dictionary prove it; others stay.

    >>> find_byte_shifts("30微米微球?qū)游鼋橘|(zhì)的公司")
    [(6, 14, '層析介質')]
    """
    edits: list[Edit] = []
    position = 0
    while match := _STRETCH.search(text, position):
        restored = _restore(text, match)
        if restored is None:
            position = match.start() + 1
            continue
        if match["trail"]:
            edits.append((match.start(), match.end("trail"), restored))
        else:  # the reading behind the last character is noise of its own
            edits.append((match.start(), match.end("cut"), restored))
            edits.append((match.end("cut"), match.end(), ""))
        position = match.end()
    return edits


def _restore(text: str, match: re.Match[str]) -> str | None:
    """What a stretch was, if one reading of its bytes is proved and better than all others."""
    before = _ANNOTATION.sub("", text[max(0, match.start() - 30) : match.start()])[-4:]
    after = _ANNOTATION.sub("", text[match.end() : match.end() + 20])[:4]
    try:
        known = (match["shifted"] + (match["trail"] or "")).encode("gbk")
        previous = before[-1:].encode("gbk")
    except UnicodeEncodeError:
        return None
    outer = match["outer"] or match["last"]
    leads = _leads_by_reading(previous[-1:], match["inner"]) if match["inner"] else []
    candidates = {
        restored: _share_of_words(before, restored, after)
        for restored in _realigned(known, leads or _LEADS, closed=match["trail"] is not None)
        if outer is None or is_reading(restored[-1], outer)
    }
    if not candidates:
        return None
    best, *others = sorted(candidates, key=candidates.__getitem__, reverse=True)
    if others and candidates[others[0]] == candidates[best]:
        return None
    if leads:
        proved = len(best) == 1 or candidates[best] >= 0.5
    else:
        proved = candidates[best] == 1 and len(best) >= (3 if outer is None else 2)
    return best if proved else None


def _leads_by_reading(previous: bytes, reading: str) -> list[int]:
    """The lost bytes that make, with the last byte of the character before, a character with the reading inside."""
    rare, common = [], []
    for lead in _LEADS:
        character = (previous + bytes((lead,))).decode("gbk", "ignore")
        if len(character) == 1 and is_reading(character, reading):
            (common if _encodable(character, "gb2312") else rare).append(lead)
    return rare or common  # what gets readings are the characters that GB 2312 lacks


def _realigned(known: bytes, leads: Iterable[int], closed: bool) -> Iterator[str]:
    """The texts that `known` bytes can have been, with a lost byte before them and, if not `closed`, one behind."""
    for lead in leads:
        for end in [b""] if closed else _ENDS:
            try:
                restored = (bytes((lead,)) + known + end).decode("gbk")
            except UnicodeDecodeError:
                continue
            if _TEXT.fullmatch(restored) and _encodable(to_simplified(restored), "gb2312"):
                yield restored


def _share_of_words(before: str, restored: str, after: str) -> float:
    """The share of the restored characters that belong to words, as the dictionary cuts them in their place."""
    start, end, position, known = len(before), len(before) + len(restored), 0, 0
    for word in rjieba.cut(to_simplified(before + restored + after), hmm=False):
        if len(word) > 1 or word in _FUNCTION_WORDS:
            known += max(0, min(end, position + len(word)) - max(start, position))
        position += len(word)
    return known / len(restored)


def _encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
