"""How plausible a text is as Chinese news: what tells the right encoding from a wrong one."""

import re
from functools import lru_cache

# How many characters are looked at.
SAMPLE = 8192
# How many bits a character beyond ASCII may cost on average: the right encoding needs 8 to 13, a wrong one 17 and more.
PLAUSIBLE = 15.0

_HAN = re.compile("[\u3400-\u9fff]")
_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉「」『』【】—…·～％．　①②③④⑤０１２３４５６７８９〇℃×")
_PINYIN = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")
_CONTROLS = frozenset(map(chr, (*range(9), *range(11, 13), *range(14, 32), *range(0x7F, 0xA0))))


def bits_a_character(text: str) -> float:
    """What a character beyond ASCII costs on average, 0 where there is none."""
    beyond = beyond_ascii(text)
    return bits(beyond) / len(beyond) if beyond else 0.0


def beyond_ascii(text: str) -> str:
    """The characters beyond ASCII of a piece of the text that begins with one."""
    start = next((match.start() for match in re.finditer(r"[^\t-\x7f]", text)), len(text))
    return "".join(character for character in text[start : start + SAMPLE] if not "\t" <= character < "\x7f")


def bits(text: str) -> float:
    """How surprising a text is as Chinese news, in bits; the text that costs less is the likelier one.

    The costs are about what a simple model of a newspaper gives: a common character is one of some 2000, a rare one
    is one of 20,000 and is met one time in a hundred; characters that make a word together cost less.
    """
    import rjieba

    from zhfacts.normalize.chinese import to_simplified

    simplified = to_simplified(text)
    words = rjieba.cut(simplified, False)
    saved = 5 * sum(len(word) - 1 for word in words if len(word) > 1 and _HAN.match(word))
    return sum(map(_cost, simplified)) - saved


@lru_cache(maxsize=2**15)
def _cost(character: str) -> int:
    if character in _CONTROLS:
        return 30
    if character < "\x7f":
        return 8 if character.isalnum() or character in " \t\r\n.,-%" else 14
    if character in _MARKS:
        return 8
    if character in _PINYIN:
        return 11
    if "\u4e00" <= character <= "\u9fff":
        try:
            return 11 if character.encode("gb2312") < b"\xd8" else 16  # the first level ends with row 55
        except UnicodeEncodeError:
            return 22
    if "\ue000" <= character <= "\uf8ff" or character >= "\U000e0000" or not character.isprintable():
        return 40
    return 25 if "\uac00" <= character <= "\ud7a3" else 18
