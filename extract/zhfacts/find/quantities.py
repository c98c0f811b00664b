"""Units and modifiers: what stands around a number, and what an amount is in the base unit of its dimension."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from zhfacts.find.numerals import Exact, exact, plain
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
FILLER = re.compile(r"(?:可达到?|达到?|[了到为有合占在是得至出值需计付]|每[^，。；0-9约近逾超达]{1,3})$")
FILLER_ENDS = frozenset("到达了为有合占在是得至出值需计付")
AT_MOST = re.compile(
    r"(最[高多大低少])(?:[可能将会得仅只够至到达支持获长给予奖励补贴助资为处罚款享减免借贷提供扣按再跌涨降升增回购]{0,8}"
    r"|(?:可(?![用见信靠])|能(?![耗量源力效级见])|将|只|允许|安排|开行|投放|限)[^，。；：、的0-9]{0,10})$"
)
# 约占全国的15%, 不到总人口的5%
SHARE = re.compile(
    r"(?:[约近逾超]|接近|超过|不到|不足|至少|最多)(?P<of>(?:占到?|占据|占了|相当于|为|是)[^，。；：、0-9]{1,16}的)$"
    r"|(?:超过|不到|不足|不及|接近|高于|低于|大于|小于)(?P<of2>[^，。；：、0-9]{1,12}的)$"
)
LESS_THAN_MAXIMUM = {"最高": "less", "最多": "less", "最大": "less", "最低": "more", "最少": "more"}
# 三厂, 五队 are names as well as counts.
NAMED = frozenset("厂院站队团处村乡镇区校馆园社店城")
PER = re.compile(
    r"[/／] ?(?:[每百]?(?:[A-Za-z]{1,4}(?![A-Za-z])|[㎡℃]|平方米|平方公里|立方米|千瓦时|分钟|小时|公斤|千克|盎司|公里|毫升|工作日|人次"
    r"|[天日年月时秒分人户股亩吨克升度桶米件台辆次张套瓦斤头只份间位平周盒瓶支包袋箱票晚夜床本部枚颗块根条])|100 ?(?:km|公里)|10万人)"
)
SPACES = " 　"


class Unit(NamedTuple):
    """A row of `units.csv`.

    `factor` times the number is the amount in `base_unit`; None where there is no base unit. `only_before` and
    `only_after` are what a unit that is also something else (点, 分, 度) needs beside it; `large` lets go of that for
    large numbers and decimals. `ambiguous`: what stands around it has to be looked at.
    """

    name: str
    dimension: str
    factor: Exact | None
    base_unit: str | None
    offset: Exact
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    large: bool
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Units:
    """All units, looked up by the characters behind a number: one expression for each first character."""

    by_name: dict[str, Unit]
    beginning: dict[str, re.Pattern[str]]

    def at(self, text: str, position: int) -> tuple[Unit, int] | None:
        """The longest unit that begins at `position`, and where it ends; whether it needs company is not looked at."""
        expression = self.beginning.get(text[position : position + 1])
        if expression is None or (match := expression.match(text, position)) is None:
            return None
        return self.by_name[match[0]], match.end()


@lru_cache(maxsize=4)
def load_units(rulebook: Rulebook) -> Units:
    """The units of a rulebook."""
    by_name = {}
    beginning: dict[str, list[tuple[str, str]]] = {}
    for row in rulebook.lexicon("units"):
        written = row["unit"]
        factor, offset = _factor(row["factor"])
        latin = bool(LATIN.match(written[-1]))
        by_name[written] = Unit(
            row["name"] or written,
            row["dimension"],
            factor,
            row["base_unit"] or None,
            offset,
            _alternatives(row["only_before"]),
            _alternatives(row["only_after"]),
            row["large"] == "yes",
            bool(row["only_before"] or row["only_after"] or written == "块" or written in NAMED),
        )
        forbidden = [re.escape(word) for word in _alternatives(row["not_before"])] + [LATIN.pattern] * latin
        ahead = f"(?!{'|'.join(forbidden)})" if forbidden else ""
        beginning.setdefault(written[0], []).append((written, re.escape(written) + ahead))
    return Units(
        by_name,
        {
            first: re.compile("|".join(pattern for _, pattern in sorted(units, key=lambda u: -len(u[0]))))
            for first, units in beginning.items()
        },
    )


def _factor(cell: str) -> tuple[Exact | None, Exact]:
    """`0.001`, `1/3.6`; temperatures have an offset besides: `5/9-160/9`."""
    if not cell:
        return None, 0
    scale, minus, offset = cell.partition("-") if "e-" not in cell else (cell, "", "")
    above, _, below = scale.partition("/")
    factor = Fraction(above) / Fraction(below or 1)
    return factor.numerator if factor.denominator == 1 else factor, -Fraction(offset) if minus else 0


def _alternatives(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def to_base(unit: Unit, value: int | float) -> int | float | None:
    """The amount in the base unit, None where there is none.

    >>> from zhfacts.rulebook import load_rulebook
    >>> to_base(load_units(load_rulebook()).by_name["公里"], 1.5)
    1500
    """
    return None if unit.factor is None else plain(exact(value) * unit.factor + unit.offset)


class Cue(NamedTuple):
    """A row of `measure_modifiers.csv`; `not_beside` are the characters next to which it is part of another word."""

    text: str
    modifier: str
    not_beside: frozenset[str]


class Cues(NamedTuple):
    """The cues with one character at the end that is next to the number, the longest first; and how they are written."""

    cues: tuple[Cue, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Modifiers:
    """Cues that make a number approximate, a lower or an upper bound: before it by their last character, behind it by
    their first.
    """

    before: dict[str, Cues]
    after: dict[str, Cues]

    def left(self, text: str, start: int) -> str | None:
        """The modifier that the words before `start` set."""
        if start and text[start - 1] in CURRENCY_ENDS and (currency := currency_before(text, start)):
            start = currency[1]
        while start and text[start - 1] in SPACES:
            start -= 1
        left = text[start - 16 if start > 16 else 0 : start]
        if "最" in left and (limit := AT_MOST.search(left)):
            return LESS_THAN_MAXIMUM[limit[1]]
        for _ in (1, 2, 3):
            if not left:
                return None
            last = left[-1]
            found = self.before.get(last)
            if found is not None and left.endswith(found.texts):
                for cue in found.cues:
                    if left.endswith(cue.text):
                        break
                if left[-len(cue.text) - 1 : -len(cue.text)] not in cue.not_beside:
                    return cue.modifier
            if last not in FILLER_ENDS and "每" not in left:
                return None
            filler = FILLER.search(left, len(left) - 4)  # longer than any of them
            if filler is None:
                return None
            left = left[: filler.start()].rstrip(SPACES)
        return None

    def left_of_share(self, text: str, start: int) -> str | None:
        """The modifier of a share that stands before what it is a share of: 约占总数的三分之一."""
        share = SHARE.search(text, max(0, start - 24), start)
        return share and self.left(text, share.start(share.lastgroup or 0))

    def right(self, text: str, end: int) -> str | None:
        """The modifier that the words from `end` on set."""
        while text[end : end + 1] == " ":
            end += 1
        found = self.after.get(text[end : end + 1])
        if found is None or not text.startswith(found.texts, end):
            return None
        for cue in found.cues:
            if text.startswith(cue.text, end):
                break
        end += len(cue.text)
        return cue.modifier if text[end : end + 1] not in cue.not_beside else None


@lru_cache(maxsize=4)
def load_modifiers(rulebook: Rulebook) -> Modifiers:
    """The modifiers of a rulebook."""
    before: dict[str, list[Cue]] = {}
    after: dict[str, list[Cue]] = {}
    for row in sorted(rulebook.lexicon("measure_modifiers"), key=lambda row: -len(row["cue"])):
        cue = Cue(row["cue"], row["modifier"], frozenset(row["not_beside"]))
        if row["side"] == "before":
            before.setdefault(cue.text[-1], []).append(cue)
        else:
            after.setdefault(cue.text[0], []).append(cue)
    return Modifiers(_by_character(before), _by_character(after))


def _by_character(cues: dict[str, list[Cue]]) -> dict[str, Cues]:
    return {character: Cues(tuple(some), tuple(cue.text for cue in some)) for character, some in cues.items()}


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


def rate_of(unit: Unit) -> Unit:
    """The unit of an amount per something, which has no base unit here."""
    return unit._replace(dimension="other", factor=None, base_unit=None, offset=0)
