"""Traditional to simplified, and which of the two a text is written in."""

import re
from functools import lru_cache
from operator import ne

from opencc import OpenCC

_HAN = re.compile("[\u3400-\u9fff]")
# The script is told from the beginning of the text.
_ENOUGH = 1000
# More than this share of characters of the other script makes a text mixed.
_MIXED = 0.1


@lru_cache(maxsize=1)
def _opencc() -> OpenCC:
    return OpenCC("t2s")


def to_simplified(text: str) -> str:
    """Simplified Chinese by OpenCC `t2s`, character for character.

    >>> to_simplified("乾隆皇帝發現了頭髮")
    '乾隆皇帝发现了头发'
    """
    convert = _opencc().convert
    simplified: str = convert(text)
    if len(simplified) != len(text):  # no entry of t2s does so; an OpenCC with other dictionaries might
        characters = ((character, convert(character)) for character in text)
        simplified = "".join(new if len(new) == 1 else character for character, new in characters)
    return simplified.replace("衞", "卫").replace("粧", "妆")  # the letters of Hong Kong that t2s leaves


@lru_cache(maxsize=1)
def _simplified_only() -> frozenset[str]:
    """The characters of GB 2312 (mainland) that Big5 (Taiwan) does not have."""
    rows = (bytes((lead, trail)) for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF))
    hanzi = b"".join(rows).decode("gb2312", "ignore")
    return frozenset(hanzi) - frozenset(hanzi.encode("big5", "ignore").decode("big5"))


def detect_script(text: str, simplified: str) -> str:
    """`simplified`, `traditional`, `mixed` or `none` (no Chinese).

    Parameters
    ----------
    text, simplified
        The text before and after `to_simplified`.

    >>> detect_script("產業", "产业"), detect_script("产业", "产业"), detect_script("GDP", "GDP")
    ('traditional', 'simplified', 'none')
    """
    if text == simplified:
        return "simplified" if _HAN.search(text) else "none"
    text, simplified = text[:_ENOUGH], simplified[:_ENOUGH]
    traditional_only = sum(map(ne, text, simplified))
    simplified_only = sum(map(_simplified_only().__contains__, text))
    if simplified_only <= _MIXED * traditional_only:
        return "traditional"
    return "simplified" if traditional_only <= _MIXED * simplified_only else "mixed"
