"""Units and modifiers: what stands around a number, and what an amount is in the base unit of its dimension."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from zhfacts.find.numerals import exact, plain
from zhfacts.rulebook import Rulebook

LATIN = re.compile(r"[A-Za-z0-9]")
CURRENCIES = {
    "人民币": "元", "RMB": "元", "CNY": "元", "¥": "元", "￥": "元",
    "新台币": "新台币", "台币": "新台币", "NT$": "新台币", "NTD": "新台币", "NT": "新台币",
    "港币": "港元", "港元": "港元", "HK$": "港元", "HKD": "港元",
    "美元": "美元", "美金": "美元", "US$": "美元", "USD": "美元", "$": "美元",
    "欧元": "欧元", "EUR": "欧元", "€": "欧元", "英镑": "英镑", "GBP": "英镑", "£": "英镑",
    "日元": "日元", "日圆": "日元", "日币": "日元", "JPY": "日元", "韩元": "韩元", "澳元": "澳元", "加元": "加元",
}  # fmt: skip
# 新台币约4,400亿元, 人民币逾10亿元
BETWEEN_CURRENCY_AND_NUMBER = frozenset(" 　约近逾超达共计")
CURRENCY_ENDS = frozenset(word[-1] for word in CURRENCIES)
FILLER = re.compile(r"(?:可达到?|达到?|[了到为有合占在是得至出值需计付]|每[^，。；0-9]{1,3})$")
FILLER_ENDS = frozenset("到达了为有合占在是得至出值需计付")
AT_MOST = re.compile(
    r"(最[高多大低少])(?:[可能将会得仅只够至到达支持获长给予奖励补贴助资为处罚款享减免借贷提供扣按]{0,8})$"
)
LESS_THAN_MAXIMUM = {"最高": "less", "最多": "less", "最大": "less", "最低": "more", "最少": "more"}
COORDINATION = re.compile(r"[和及与、]|以及")
PER = re.compile(
    r"[/／] ?(?:[每百]?(?:[A-Za-z]{1,4}(?![A-Za-z])|[㎡℃]|平方米|平方公里|立方米|千瓦时|分钟|小时|公斤|千克|盎司|公里|毫升|工作日|人次"
    r"|[天日年月时秒分人户股亩吨克升度桶米件台辆次张套瓦斤头只份间位平周盒瓶支包袋箱票晚夜床本部枚颗块根条])|100 ?(?:km|公里)|10万人)"
)
SPACES = " 　"


class Unit(NamedTuple):
    """A row of `units.csv`.

    `factor` times the number is the amount in `base_unit`; None where there is no base unit. `not_before` forbids the
    unit before certain characters (家 before 庭); `only_before` and `only_after` are what a unit that is also
    something else (点, 分, 度) needs beside it; `large` lets go of that for large numbers and decimals.
    """

    name: str
    dimension: str
    factor: Fraction | None
    base_unit: str | None
    offset: Fraction
    not_before: tuple[str, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    latin: bool
    large: bool

    @property
    def conditional(self) -> bool:
        """Whether it needs company."""
        return bool(self.only_before or self.only_after)


class Base(NamedTuple):
    """An amount in the base unit of its dimension."""

    value: int | float | None
    value_max: int | float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Units:
    """All units, looked up by the characters behind a number."""

    by_name: dict[str, Unit]
    lengths: dict[str, tuple[int, ...]]

    def at(self, text: str, position: int) -> tuple[Unit, int] | None:
        """The longest unit that begins at `position`, and where it ends; its context is not looked at."""
        for length in self.lengths.get(text[position : position + 1], ()):
            written = text[position : position + length]
            unit = self.by_name.get(written)
            if unit is not None:
                end = position + len(written)
                if unit.latin and LATIN.match(text, end):
                    continue
                if unit.not_before and text.startswith(unit.not_before, end):
                    continue
                return unit, end
        return None


@lru_cache(maxsize=4)
def load_units(rulebook: Rulebook) -> Units:
    """The units of a rulebook."""
    by_name = {}
    lengths: dict[str, set[int]] = {}
    for row in rulebook.lexicon("units"):
        written = row["unit"]
        factor, offset = _factor(row["factor"])
        by_name[written] = Unit(
            row["name"] or written,
            row["dimension"],
            factor,
            row["base_unit"] or None,
            offset,
            _alternatives(row["not_before"]),
            _alternatives(row["only_before"]),
            _alternatives(row["only_after"]),
            bool(LATIN.match(written[-1])),
            row["large"] == "yes",
        )
        lengths.setdefault(written[0], set()).add(len(written))
    return Units(by_name, {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()})


def _factor(cell: str) -> tuple[Fraction | None, Fraction]:
    """`0.001`, `1/3.6`; temperatures have an offset besides: `5/9-160/9`."""
    if not cell:
        return None, Fraction(0)
    scale, minus, offset = cell.partition("-") if "e-" not in cell else (cell, "", "")
    above, _, below = scale.partition("/")
    return Fraction(above) / Fraction(below or 1), -Fraction(offset) if minus else Fraction(0)


def _alternatives(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def to_base(unit: Unit, value: int | float | None, value_max: int | float | None) -> Base:
    """Amounts in the base unit.

    >>> from zhfacts.rulebook import load_rulebook
    >>> to_base(load_units(load_rulebook()).by_name["公里"], 1.5, None)
    Base(value=1500, value_max=None, unit='m')
    """
    if unit.factor is None or value is None:
        return Base(None, None, None)
    if unit.factor == 1 and not unit.offset:
        return Base(value, value_max, unit.base_unit)
    low = plain(exact(value) * unit.factor + unit.offset)
    high = None if value_max is None else plain(exact(value_max) * unit.factor + unit.offset)
    return Base(low, high, unit.base_unit)


@dataclass(frozen=True, slots=True)
class Modifiers:
    """Cues before and behind a number that make it approximate, a lower or an upper bound."""

    before: dict[str, tuple[str, str]]
    after: dict[str, tuple[str, str]]
    longest: int
    behind: frozenset[str]
    ahead: frozenset[str]

    def left(self, text: str, start: int) -> str | None:
        """The modifier that the words before `start` set."""
        if text[start - 1 : start] in CURRENCY_ENDS and (currency := currency_before(text, start)):
            start = currency[1]
        left = text[max(0, start - 14) : start].rstrip(SPACES)
        if "最" in left and (limit := AT_MOST.search(left)):
            return LESS_THAN_MAXIMUM[limit[1]]
        for _ in range(3):
            if left[-1:] in self.behind:
                for length in range(min(self.longest, len(left)), 0, -1):
                    cue = self.before.get(left[-length:])
                    if cue is not None and left[-length - 1 : -length] not in (cue[1] or "\0"):
                        return cue[0]
            if left[-1:] not in FILLER_ENDS and "每" not in left:
                return None
            filler = FILLER.search(left)
            if filler is None:
                return None
            left = left[: filler.start()].rstrip(SPACES)
        return None

    def right(self, text: str, end: int) -> str | None:
        """The modifier that the words from `end` on set."""
        while text[end : end + 1] in SPACES and end < len(text):
            end += 1
        if text[end : end + 1] not in self.ahead or end == len(text):
            return None
        for length in range(4, 0, -1):
            cue = self.after.get(text[end : end + length])
            if cue is not None and text[end + length : end + length + 1] not in (cue[1] or "\0"):
                return cue[0]
        return None


@lru_cache(maxsize=4)
def load_modifiers(rulebook: Rulebook) -> Modifiers:
    """The modifiers of a rulebook."""
    sides: dict[str, dict[str, tuple[str, str]]] = {"before": {}, "after": {}}
    for row in rulebook.lexicon("measure_modifiers"):
        sides[row["side"]][row["cue"]] = row["modifier"], row["not_beside"]
    before, after = sides["before"], sides["after"]
    return Modifiers(
        before,
        after,
        max(map(len, before)),
        frozenset(cue[-1] for cue in before),
        frozenset(cue[0] for cue in after),
    )


def currency_before(text: str, start: int) -> tuple[str, int] | None:
    """The currency that a word or sign right before the number names, and where the word begins.

    >>> currency_before("发行新台币120亿元", 5)
    ('新台币', 2)
    """
    while start and text[start - 1] in BETWEEN_CURRENCY_AND_NUMBER:
        start -= 1
    if not start or text[start - 1] not in CURRENCY_ENDS:
        return None
    for length in (3, 2, 1):
        currency = CURRENCIES.get(text[max(0, start - length) : start])
        if currency is not None:
            return currency, max(0, start - length)
    return None


def rate(text: str, end: int) -> tuple[str, int] | None:
    """A denominator behind a unit (`360吨/天`): how it is written, and where it ends."""
    if text[end : end + 1] not in {"/", "／"}:
        return None
    match = PER.match(text, end)
    return ("/" + match[0].lstrip("/／ "), match.end()) if match else None
