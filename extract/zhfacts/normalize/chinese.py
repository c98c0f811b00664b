"""Traditional to simplified, and which of the two a text is written in."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from os.path import commonprefix
from typing import Literal, get_args

from opencc import OpenCC

from zhfacts.normalize.alignment import Edit
from zhfacts.rulebook import load_rulebook

Variant = Literal["tw", "hk"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)

# The OpenCC configuration that converts character by character, and the one that replaces words besides.
_BY_CHARACTER: Mapping[Variant | None, str] = {None: "t2s", "tw": "tw2s", "hk": "hk2s"}
_BY_PHRASE: Mapping[Variant | None, str] = {"tw": "tw2sp"}

_HAN = re.compile("[\u3400-\u9fff]")
# The script is told from the beginning of the text.
_ENOUGH = 1000
# More than this share of characters of the other script makes a text mixed.
_MIXED = 0.1


@lru_cache(maxsize=8)
def _converter(config: str) -> Callable[[str], str]:
    convert: Callable[[str], str] = OpenCC(config).convert
    return convert


HONG_KONG = {"衞": "卫", "粧": "妆"}
"""Letters of Hong Kong that OpenCC leaves as they are."""

# Characters of both scripts that OpenCC changes in some words only: 反覆, 瞭解 …
IN_PHRASES = "瞭藉覆哩甦衹"
# 覆 as in 反覆, not as in 覆盖, which is frequent.
_NOT_COVER = "(?:(?<!覆)|(?![盖灭没])(?<![颠倾]覆))"

# … and such that are right in simplified text: 打坏, the name 沈思.
IN_TRADITIONAL_PHRASES = "坏沈"


@lru_cache(maxsize=1)
def _traditional() -> re.Pattern[str]:
    """A character that OpenCC changes when it stands alone."""
    characters = [chr(code) for low, high in ((0x2E80, 0x2FF0), (0x3400, 0xA000)) for code in range(low, high)]
    converted = _converter("t2s")("\n".join(characters)).split("\n")
    changed = "".join(old for old, new in zip(characters, converted, strict=True) if old != new)
    return re.compile(f"[{changed}\uf900-\ufaff\U00020000-\U0003ffff]")


@lru_cache(maxsize=1)
def _convertible() -> re.Pattern[str]:
    """A character that is in all that OpenCC changes. To look for one takes a fourth of the time of a conversion."""
    return re.compile(f"{_traditional().pattern[:-1]}{IN_PHRASES}{''.join(HONG_KONG)}]{_NOT_COVER}")


def _is_simplified(text: str) -> bool:
    """Whether there is nothing to convert."""
    return not _convertible().search(text) and (
        not any(character in text for character in IN_TRADITIONAL_PHRASES) or bool(_simplified_only().search(text))
    )


def to_simplified(text: str, variant: Variant | None = None) -> str:
    """Simplified Chinese by OpenCC, character for character; names of the lexicons stay as they are spelled there.

    Parameters
    ----------
    variant
        None: `t2s`. "tw", "hk": `tw2s`, `hk2s`, for the character forms of Taiwan and Hong Kong.

    >>> to_simplified("乾隆皇帝發現了頭髮"), to_simplified("陕西乾县的饼乾")
    ('乾隆皇帝发现了头发', '陕西乾县的饼干')
    """
    if variant is None and _is_simplified(text):
        return text
    convert = _converter(_BY_CHARACTER[variant])
    simplified = convert(text)
    if len(simplified) != len(text):  # no entry of these does so; an OpenCC with other dictionaries might
        characters = ((character, convert(character)) for character in text)
        simplified = "".join(new if len(new) == 1 else character for character, new in characters)
    for letter, usual in HONG_KONG.items():
        simplified = simplified.replace(letter, usual)
    return _keep_names(text, simplified, variant)


# Characters of names in the lexicons that OpenCC takes for traditional ones: 乾县, 昇兴股份.
KEPT_IN_NAMES = "乾昇"


def _keep_names(text: str, simplified: str, variant: Variant | None) -> str:
    if variant is None and not any(character in text for character in KEPT_IN_NAMES):
        return simplified
    pattern, names = _converted_names(variant)
    parts: list[str] = []
    position = 0
    for match in pattern.finditer(simplified):
        start, end = match.span()
        name, written = names[match[0]], text[start:end]
        # The text has to have the character of the name itself: 干县 stays.
        if all(new in (old, was) for new, old, was in zip(name, match[0], written, strict=True)):
            parts += (simplified[position:start], name)
            position = end
    return "".join((*parts, simplified[position:])) if parts else simplified


@lru_cache(maxsize=3)
def _converted_names(variant: Variant | None) -> tuple[re.Pattern[str], dict[str, str]]:
    """The names that a conversion would change, by what it would make of them, and a pattern for the latter."""
    names = list(_names())
    converted = _converter(_BY_CHARACTER[variant])("\n".join(names)).split("\n")
    changed = {new: name for name, new in zip(names, converted, strict=True) if name != new}
    longest_first = sorted(changed, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)"), changed


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The names of organizations and places in the lexicons, but for those that are also common words."""
    rulebook = load_rulebook()
    lexicons = [name for name in rulebook.lexicon_names if name == "places" or name.startswith("org_")]
    rows = (row for lexicon in lexicons for row in rulebook.lexicon(lexicon) if not row.get("ambiguous"))
    return frozenset(name for row in rows for name in (row["name"], row.get("full_name", "")) if len(name) > 1)


@lru_cache(maxsize=1)
def _name_lengths() -> dict[str, tuple[int, ...]]:
    """How long the names are that begin with two characters."""
    lengths: dict[str, set[int]] = {}
    for name in _names():
        lengths.setdefault(name[:2], set()).add(len(name))
    return {head: tuple(found) for head, found in lengths.items()}


@lru_cache(maxsize=1)
def _longest_name() -> int:
    return max(map(len, _names()))


_CLAUSE = re.compile("[^，。、；：！？\n]+")
# Further than any phrase of OpenCC reaches.
_REACH = 24


def find_phrases(text: str, simplified: str, variant: Variant | None) -> list[Edit]:
    """Words that the mainland says otherwise, as edits of the simplified text: 软体 becomes 软件.

    OpenCC does not say which characters became which. A place where the text can be cut, so that its two parts
    converted alone make the whole converted, is a boundary; between two such places next to each other, what stands in
    the text became what stands in the conversion. A clause where that does not add up keeps its words.

    A name of the lexicons is not rewritten, but to another name of them: 智慧芽 stays, 寮国 becomes 老挝.

    Parameters
    ----------
    text, simplified
        The text before and after `to_simplified`.

    >>> find_phrases("開發軟體的智慧芽", "开发软体的智慧芽", "tw")
    [(2, 4, '软件')]
    """
    if variant not in _BY_PHRASE:
        return []
    convert = _converter(_BY_PHRASE[variant])
    old_clauses, new_clauses = list(_CLAUSE.finditer(text)), _CLAUSE.findall(convert(text))
    if len(old_clauses) != len(new_clauses):
        return []
    edits: list[Edit] = []
    for clause, wanted in zip(old_clauses, new_clauses, strict=True):
        offset = clause.start()
        plain = simplified[offset : clause.end()]
        if wanted == plain:
            continue
        found = [(offset + start, offset + end, new) for start, end, new in _cuts(clause[0], plain, wanted, convert)]
        edits += [
            (start, end, new)
            for start, end, new in found
            if simplified[start:end] != new and not _breaks_a_name(simplified, start, end, new)
        ]
    return edits


def _cuts(text: str, plain: str, wanted: str, convert: Callable[[str], str]) -> list[Edit]:
    """The smallest parts of a text that OpenCC converts on their own; none where they do not make up the conversion.

    What it converts character by character may be one part: `plain` and `wanted` are the same there.
    """
    parts: list[Edit] = []
    start = done = 0
    while start < len(text):
        same = len(commonprefix((plain[start:], wanted[done:])))  # noqa: RUF071 - of texts, not of paths
        near = range(start + 1, min(len(text), start + _REACH) + 1)
        for end in (*(start + same - back for back in (0, 1, 2, 4, 8) if same > back), *near):
            new = convert(text[start:end])
            if not wanted.startswith(new, done):
                continue
            behind = text[end : end + _REACH]
            if convert(text[start:end] + behind) == new + convert(behind):
                parts.append((start, end, new))
                start, done = end, done + len(new)
                break
        else:
            return []
    return parts if done == len(wanted) else []


def _breaks_a_name(text: str, start: int, end: int, new: str) -> bool:
    """Whether text[start:end] is a name, or cuts one, and `new` is no name."""
    lengths, names = _name_lengths(), _names()
    if new in names:
        return False
    spans = (
        (first, first + length)
        for first in range(max(0, start - _longest_name()), end)
        for length in lengths.get(text[first : first + 2], ())
        if start < first + length <= len(text)
    )
    return any(
        text[first:last] in names and ((first, last) == (start, end) or first < start or last > end)
        for first, last in spans
    )


@lru_cache(maxsize=1)
def _simplified_only() -> re.Pattern[str]:
    """A character of GB 2312 (mainland) that Big5 (Taiwan) does not have."""
    rows = (bytes((lead, trail)) for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF))
    hanzi = b"".join(rows).decode("gb2312", "ignore")
    return re.compile(f"[{''.join({*hanzi} - {*hanzi.encode('big5', 'ignore').decode('big5')})}]")


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
    text = text[:_ENOUGH]
    traditional_only = len(_traditional().findall(text))
    simplified_only = len(_simplified_only().findall(text))
    if simplified_only <= _MIXED * traditional_only:
        return "traditional"
    return "simplified" if traditional_only <= _MIXED * simplified_only else "mixed"
