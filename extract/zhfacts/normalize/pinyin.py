"""Readings behind the character that they belong to: 產(chǎn)業(yè), 烟(yan)台市(shi), 產chǎn業yè."""

import json
import re
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from zhfacts.normalize.alignment import Edit

# Letters with tone marks (also as combining marks), ɑ and ɡ; a letter that an encoding lost is ? or U+FFFD.
LETTERS = "a-zà-üā-ǜ\u0251\u0261\u0300-\u030c\ufffd?"
# The bracket first, and a pattern for each of the two: one character is found much faster than any of several.
_ANNOTATIONS = tuple(
    re.compile(rf"{bracket}(?<=(.){bracket}) ?([{LETTERS}]{{1,10}}[1-5]?) ?[)）]", re.DOTALL)
    for bracket in (r"\(", "（")
)
# Without brackets, the tone mark tells a reading from a word.
TONED = "àáèéìíòóùúāēěīńňōūǎǐǒǔǖǘǚǜǹ"
_TONED = re.compile(f"[{TONED}]")
_BARE = re.compile(
    rf"(?<=[\u4e00-\u9fff])[a-zü\u0251\u0261]{{0,4}}[{TONED}][a-zü\u0251\u0261]{{0,3}}(?![A-Za-z{TONED}])"
)


def find_pinyin_annotations(text: str) -> list[Edit]:
    """Brackets that hold a reading of the one character before them go.

    >>> find_pinyin_annotations("產(chǎn)業(yè)，藥監局(NMPA)，北京(beijing)")
    [(1, 7, ''), (8, 12, '')]
    """
    edits: list[Edit] = []
    for pattern in _ANNOTATIONS:
        for match in pattern.finditer(text):
            character, reading = match.groups()
            start, end = match.span()
            if character == " " and start > 1:
                start -= 1
                character = text[start - 1]
            if is_reading(character, reading):
                edits.append((start, end, ""))
    edits.sort()
    return edits


def find_bare_readings(text: str) -> list[Edit]:
    """Readings with a tone mark go, where they stand right behind their character.

    >>> find_bare_readings("產chǎn業yè，喝café")
    [(1, 5, ''), (6, 8, '')]
    """
    edits = []
    for tone in _TONED.finditer(text):  # much faster than to look for the character before
        position = tone.start()
        start = position
        while start and position - start < 4 and "a" <= text[start - 1] <= "ü":
            start -= 1
        reading = _BARE.match(text, start)
        if reading and is_reading(text[start - 1], reading[0]):
            edits.append((start, reading.end(), ""))
    return edits


@lru_cache(maxsize=16384)
def is_reading(character: str, pinyin: str) -> bool:
    """Whether `pinyin`, with or without tone, is a reading of the character.

    >>> is_reading("重", "chóng"), is_reading("重", "zhong"), is_reading("綠", "lv"), is_reading("京", "jin")
    (True, True, True, False)
    """
    syllable = _toneless(pinyin)
    readings = _readings(character)
    if "?" not in syllable:
        return syllable in readings
    pattern = re.compile(syllable.replace("?", "[a-z]"))
    return syllable.strip("?") != "" and any(pattern.fullmatch(reading) for reading in readings)


def _readings(character: str) -> frozenset[str]:
    return frozenset(map(_toneless, _dictionary().get(str(ord(character)), "").split(","))) - {""}


def _toneless(pinyin: str) -> str:
    letters = pinyin.translate({0x251: "a", 0x261: "g", 0xFFFD: "?"})
    letters = unicodedata.normalize("NFD", letters).replace("v", "u")
    return re.sub("[^a-z?]", "", letters)


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, str]:
    """Code point to readings with tone marks, from pypinyin.

    The file is read directly: importing pypinyin also reads its phrases and takes ten times as long.
    """
    package = find_spec("pypinyin")
    assert package is not None and package.origin is not None, "pypinyin is a dependency of zhfacts"
    path = Path(package.origin).with_name("pinyin_dict.json")
    readings: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return readings
