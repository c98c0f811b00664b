"""Stretches of a GBK text that were decoded one byte off: 微球?qū)游鼋橘|(zhì) was 微球層析介質(zhì).

How it comes about: a program put readings behind characters of a GBK page, byte by byte and blind to where a character
begins. In 球層 (C7 F2 8C D3) it saw F2 8C, 驅, and wrote its `(qū)` into the middle of 層. The decoder took 8C and the
bracket for one bad character, `?`, and from D3 on paired the bytes one off, until a byte below 0x80 that is half of
a character (7C in 質, D9 7C) or the next reading brought it back in step. So the bytes are all there but one or two.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

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
_HAN = re.compile("[\u4e00-\u9fff]")
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
    if "?" not in text and "\ufffd" not in text:
        return edits
    position = 0
    while match := _STRETCH.search(text, position):
        start, end = match.span()
        before = _ANNOTATION.sub("", text[max(0, start - 30) : start])[-4:]
        after = _ANNOTATION.sub("", text[end : end + 20])[:4]
        restored = _restore(before, after, *match.group("inner", "shifted", "trail", "outer", "last"))
        if restored is None:
            position = start + 1
            continue
        position = end
        if match["trail"]:
            edits.append((start, match.end("trail"), restored))
        else:  # the reading behind the last character is noise of its own
            edits += ((start, match.end("cut"), restored), (match.end("cut"), end, ""))
    return edits


@lru_cache(maxsize=1024)
def _restore(
    before: str, after: str, inner: str | None, shifted: str, trail: str | None, outer: str | None, last: str | None
) -> str | None:
    """What a stretch was, if one reading of its bytes is proved and better than all others.

    Parameters
    ----------
    before, after
        The text around it, without readings in brackets.
    inner, shifted, trail, outer, last
        The groups of `_STRETCH`.
    """
    try:
        known = (shifted + (trail or "")).encode("gbk")
        previous = before[-1:].encode("gbk")
    except UnicodeEncodeError:
        return None
    leads = _leads_by_reading(previous[-1:], inner) if inner else []
    behind = outer or last
    # With no reading inside, only words prove anything, and for that the stretch must be long enough.
    if not leads and not (trail and _HAN.match(before[-1:]) and len(known) >= (3 if behind else 5)):
        return None
    candidates = {
        restored: _covered_by_words(before, restored, after)
        for restored in _realigned(known, leads or _LEADS, closed=trail is not None)
        if behind is None or is_reading(restored[-1], behind)
    }
    ranked = sorted(candidates, key=candidates.__getitem__, reverse=True)
    if not ranked or (len(ranked) > 1 and candidates[ranked[0]] == candidates[ranked[1]]):
        return None
    restored = ranked[0]
    first_is_covered, share = candidates[restored]
    proved = share >= 0.5 if leads else first_is_covered and share == 1
    return restored if proved else None


@lru_cache(maxsize=1024)
def _leads_by_reading(previous: bytes, reading: str) -> list[int]:
    """The lost bytes that make, with the last byte of the character before, a character with the reading inside."""
    rare: list[int] = []
    common: list[int] = []
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


def _covered_by_words(before: str, restored: str, after: str) -> tuple[bool, float]:
    """Whether the first restored character is in a word, and what share of all are, as the dictionary cuts them."""
    lengths: list[int] = []  # per character, of the word that it is in; 0 where it stands alone
    for word in rjieba.cut(to_simplified(before + restored + after), hmm=False):
        length = len(word)
        lengths += [length if length > 1 or word in _FUNCTION_WORDS else 0] * length
    lengths = lengths[len(before) : len(before) + len(restored)]
    return lengths[0] > 1, sum(map(bool, lengths)) / len(restored)


def _encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
