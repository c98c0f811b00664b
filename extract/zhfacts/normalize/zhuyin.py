"""Readings in zhuyin (bopomofo), in brackets or not, behind the character that they belong to: 產(ㄔㄢˇ), 業ㄧㄝˋ."""

import re
from functools import lru_cache

from zhfacts.normalize.alignment import Edit
from zhfacts.normalize.pinyin import is_reading

LETTERS = "\u3105-\u3129"
_TONES = "ˊˇˋ˙ˉ\u02d9"
_READING = rf"˙?[{LETTERS}]{{1,3}}[{_TONES}]?"
_ANNOTATION = re.compile(rf" ?[(（\[［【〔] ?({_READING}) ?[)）\]］】〕]|({_READING})(?![{LETTERS}])")

_INITIALS = dict(
    zip(
        "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ",
        ["b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z", "c", "s"],
        strict=True,
    )
)
_FINALS = {
    "": "i",  # behind ㄓㄔㄕㄖㄗㄘㄙ
    **dict(zip("ㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦㄧㄨㄩ", ["a", "o", "e", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "er", "i", "u", "u"], strict=True)),
    **dict(zip(["ㄧㄚ", "ㄧㄛ", "ㄧㄝ", "ㄧㄞ", "ㄧㄠ", "ㄧㄡ", "ㄧㄢ", "ㄧㄣ", "ㄧㄤ", "ㄧㄥ"], ["ia", "io", "ie", "iai", "iao", "iu", "ian", "in", "iang", "ing"], strict=True)),
    **dict(zip(["ㄨㄚ", "ㄨㄛ", "ㄨㄞ", "ㄨㄟ", "ㄨㄢ", "ㄨㄣ", "ㄨㄤ", "ㄨㄥ"], ["ua", "uo", "uai", "ui", "uan", "un", "uang", "ong"], strict=True)),
    **dict(zip(["ㄩㄝ", "ㄩㄢ", "ㄩㄣ", "ㄩㄥ"], ["ue", "uan", "un", "iong"], strict=True)),
}  # fmt: skip
_ALONE = {
    **dict(zip(["ㄧ", "ㄧㄚ", "ㄧㄛ", "ㄧㄝ", "ㄧㄞ", "ㄧㄠ", "ㄧㄡ", "ㄧㄢ", "ㄧㄣ", "ㄧㄤ", "ㄧㄥ"], ["yi", "ya", "yo", "ye", "yai", "yao", "you", "yan", "yin", "yang", "ying"], strict=True)),
    **dict(zip(["ㄨ", "ㄨㄚ", "ㄨㄛ", "ㄨㄞ", "ㄨㄟ", "ㄨㄢ", "ㄨㄣ", "ㄨㄤ", "ㄨㄥ"], ["wu", "wa", "wo", "wai", "wei", "wan", "wen", "wang", "weng"], strict=True)),
    **dict(zip(["ㄩ", "ㄩㄝ", "ㄩㄢ", "ㄩㄣ", "ㄩㄥ"], ["yu", "yue", "yuan", "yun", "yong"], strict=True)),
}  # fmt: skip
# Where a standard reading of Taiwan is not among those that pypinyin gives.
_TAIWAN = dict(
    zip("和垃圾攜携蝸蜗崖賜赐", ["han", "le", "se", "xi", "xi", "gua", "gua", "yai", "si", "si"], strict=True)
)


def find_zhuyin_annotations(text: str) -> list[Edit]:
    """Readings of the one character before them go; other zhuyin stays.

    >>> find_zhuyin_annotations("產(ㄔㄢˇ)業ㄧㄝˋ，注音(ㄅㄆㄇ)")
    [(1, 6, ''), (7, 10, '')]
    """
    return [
        (match.start(), match.end(), "")
        for match in _ANNOTATION.finditer(text)
        if match.start() and _is_reading(text[match.start() - 1], _pinyin(match[1] or match[2]))
    ]


def _is_reading(character: str, pinyin: str) -> bool:
    return is_reading(character, pinyin) or _TAIWAN.get(character) == pinyin


@lru_cache(maxsize=2048)
def _pinyin(zhuyin: str) -> str:
    """The syllable in pinyin without its tone; "" for what is none."""
    letters = zhuyin.strip(_TONES)
    if letters[0] in _INITIALS and letters[1:] in _FINALS:
        return _INITIALS[letters[0]] + _FINALS[letters[1:]]
    return _ALONE.get(letters) or (_FINALS.get(letters, "") if letters else "")
