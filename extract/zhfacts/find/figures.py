"""Figures: numbers that state a quantity.

Numerals are found in one pass over the text; the unit behind one is looked up, and the words beside it say whether it
is a bound, approximate, or none at all. Shapes of several parts are read by :mod:`zhfacts.find.figure_shapes`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from zhfacts.find.candidates import BY_START, Candidate, outside, resolve_overlaps
from zhfacts.find.dispatch import Dispatcher, load_dispatcher
from zhfacts.find.figure_shapes import HAS_MYRIADS, MYRIADS_AT_END, READERS, Hit, Read, read_numeral
from zhfacts.find.numerals import LONGEST, Number, exact, parse_number, plain
from zhfacts.find.quantities import (
    LATIN,
    NAMED,
    SPACES,
    Modifiers,
    Unit,
    Units,
    currency_before,
    load_modifiers,
    load_units,
    rate,
    rate_of,
    to_base,
)
from zhfacts.normalize import normalize
from zhfacts.rulebook import Rule, Rulebook, load_rulebook

PHRASES = "figure.lexicon.measure_phrases"
NUMERAL_CHARACTERS = frozenset("0123456789零〇一二三四五六七八九十百千万亿两廿卅半")
ONE_DIGIT = frozenset("一二两三四五六七八九十")
# 百, 千万 alone are amounts with these units, and with others after 近 or 超.
BARE_MAGNITUDE = re.compile(r"[百千万亿兆]++")
BARE_UNITS = frozenset("人名位家户台辆套件项个种只头条场次部所艘篇集对")
NEVER_BARE = frozenset(["角", "块", "钱", "两", "里", "分", "兆"])
NEAR = frozenset("超近逾过破约")
# 过万, 破10亿
OVER = frozenset("过破")
BESIDE_ANOTHER = frozenset({"figure.count.record", "figure.count.sexes"})
"""Rules whose number stands beside another, where 一 is one: 三胜一负."""
# What is counted has to follow a vague or large number without a unit: 2000多选手.
COUNTED = re.compile(r"[一-龥“](?<![的样])")
# 六成, 15%, 3倍, 一半
SHARES = frozenset("成%％倍半")
CODES = frozenset("%％-/号：:")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
STATING = frozenset("为达至到报是")
STATED_END = re.compile(r"[，。；、）)\s]|$|左右|以上|以下|的")
# 由2.5缩小至2.45
CHANGED_TO = re.compile(
    r"(?:[上回攀]?升|[下回跌]?降|回[升落]|[缩减]小|扩大|收窄|[提]高|[上下]?[跌涨滑调]|增[加长]?|减少?|改善|拉大|变|修正)[至到为成](?:[0-9]|零点)"
)
# 风力有13级
STATES = "有为达至到在可"
CHANGE_BEGINS = frozenset("上下升降回攀缩减扩收提跌涨滑调增改拉变修")
PIECE = re.compile(r"(?!人民币|[港日欧韩台]币|美金)[一-龥](?<![钱的多左上以起和至到])")
BEHIND_UNIT = frozenset("半/／")
PORTION = frozenset("年月径成导数价天场夜小截山岛决")
ORDINAL_AFTER_TWO = frozenset("次类级期分则套档胎")
# 三厂, 五队 are names, unless one of these stands before them.
BEFORE_NAMED = frozenset(
    "有共的等了在全设辖这那该对和及与、，。；：（“建约近超逾达每分为自盖修到办至出过中其立含供给用由让向从同连将比仅只各于是或另外加剩"
    "成计持余开拥创增减拆占座走访览捐破突两哪几数上下 　\n"
)
OFFICES = frozenset("局部厅院司队会室组署委办")
TEMPERATURE = re.compile(r"气温|温度|高温|体温|低温|水温|室温|摄氏|华氏|℃|升温|降温|发烧|烧到|温暖|寒")
COORDINATION = re.compile(r"[和及与、]|以及")
TOGETHER = re.compile(r"分别|各")
# 一 with these measure words counts where it is listed with other numbers.
ARTICLE_UNITS = frozenset("个名家条台项座位所只艘架辆件人枚颗支块间种类户处幅栋把张本部篇道场次")
LISTED_BEFORE = re.compile(r"(?:、|和|及|以及|与|或|还有|另有|另外|，以及|，|加)$")
LISTED_AFTER = re.compile(r"[^。；！？\n]{0,14}?(?:、|和|及|以及|与|，)$")
EACH = re.compile(r"(?:中就有|中有|就有|有|配备|配|才有|拥有)$")
LIST_ENDS = frozenset("、和及与或有外，加配备")
SENTENCE_BREAK = re.compile(r"[。；！？\n]")


Phrases = tuple[tuple[int, tuple[str, ...]], ...]
"""The offset of the first numeral, and the set phrases that have it there."""


class Shape(NamedTuple):
    """A rule that is tried at a numeral, compiled."""

    rule: Rule
    regex: re.Pattern[str]


def find_figures(text: str, rulebook: Rulebook | None = None, taken: Sequence[tuple[int, int]] = ()) -> list[Candidate]:
    """Candidates for figures in a normalized text, also those that look like a figure and are none.

    Parameters
    ----------
    text
        The normalized text.
    rulebook
        The rules `figure.*` and the lexicons of units and measures.
    taken
        Half-open spans of dates and names, sorted by their start; what touches them is no figure.

    >>> [(c.values["value"], c.values["unit"], c.values["modifier"]) for c in find_figures("授信超360亿元，下降近3成。")]
    [(36000000000, '元', 'more'), (30, '%', 'less')]
    """
    return outside(load_finder(rulebook or load_rulebook()).find(text, taken), taken)


@dataclass(frozen=True, slots=True)
class Finder:
    """The rules, units, modifiers and set phrases of a rulebook, compiled.

    Parameters
    ----------
    dispatcher
        The rules that run over the text.
    shapes
        The rules that are tried at a numeral, by the characters that stand behind it or behind its unit.
    triggers
        Those characters, and the space.
    modifying
        The characters that a modifier behind a number can begin with, and those that may stand before it.
    units, modifiers
        What stands around numbers.
    phrases
        Set phrases with numerals (一带一路), by the first numeral and the next character.
    """

    dispatcher: Dispatcher
    shapes: dict[str, tuple[Shape, ...]]
    triggers: frozenset[str]
    modifying: frozenset[str]
    units: Units
    modifiers: Modifiers
    phrases: dict[str, Phrases]

    def find(self, text: str, taken: Sequence[tuple[int, int]] = (), *, articles: bool = False) -> list[Candidate]:
        """All candidates that begin outside of what is taken; `articles` keeps 一个, in a text mostly an article."""
        found: list[Candidate] = []
        tentative: list[Candidate] = []
        known_phrases = self.phrases
        position = 0
        candidate: Candidate | None
        for rule, match in self.dispatcher.matches(text, "figure", taken):
            start, end = match.span()
            if start < position:
                continue
            if rule.drop:
                found.append(Candidate(start, end, rule.id, rule.priority, drop=True))
                position = end
                continue
            first = text[start]
            if first > "9":
                phrases = known_phrases.get(text[start : start + 2])
                if phrases is not None and (phrase := _phrase(text, start, end, phrases)):
                    found.append(Candidate(*phrase, PHRASES, drop=True))
                    position = phrase[1]
                    continue
            if rule.resolve == "number":
                if "group" in rule.set:
                    start, end = match.span(rule.set["group"])
                    first = text[start]
                candidate, position = self.number(text, rule, start, end)
            elif read := READERS[rule.resolve or ""](self, Hit(text, start, end, rule, match)):
                candidate, position = read
            else:
                continue
            if candidate is None:
                continue
            if first != "一" or articles or candidate.drop or not _article(text, candidate):
                found.append(candidate)
            elif text.startswith(text[candidate.start : candidate.end], candidate.end):
                pass  # 一场一场
            elif _may_be_listed(text, candidate):
                tentative.append(candidate)
        if tentative:
            found += _listed(text, found, tentative)
            found.sort(key=BY_START)
        if "分别" in text or "各" in text:
            _coordinate(text, found)
        return found

    def number(self, text: str, rule: Rule, start: int, end: int) -> Read:
        """One number with what stands behind it, or the shape that it is a part of."""
        behind = end
        while (following := text[behind : behind + 1]) == " ":
            behind += 1
        if following in self.shapes and (read := self.shape(text, start, behind)):
            return read
        found = self.units.at(text, behind)
        if found is None:
            if end - start == 1 and text[start] > "9" and text[start - 1 : start] not in NEAR:
                return None, end
        else:
            unit, after = found
            if text[after : after + 1] in self.triggers and (read := self.shape(text, start, after)):
                return read
            if unit.dimension == "time":
                return None, after
        number = read_numeral(text[start:end])
        if number is None:
            return None, end
        if found is not None and unit.ambiguous:
            found = self.accept(text, start, end, number, found)
        if found is None:
            return self.without_unit(text, rule, start, end, number)
        return self.with_unit(text, rule, start, end, number, *found)

    def with_unit(self, text: str, rule: Rule, start: int, end: int, number: Number, unit: Unit, after: int) -> Read:
        """`360亿元`, `一吨半`, `360吨/天`."""
        if text[start] > "9" and not self.fits(text, start, end, unit):
            return None, after
        name = unit.name
        following = text[after : after + 1]
        if following in BEHIND_UNIT:
            if following != "半":
                if denominator := rate(text, after):
                    name, after = name + denominator[0], denominator[1]
                    unit = rate_of(unit)
            elif (unit.dimension != "count" or name == "目") and text[after + 1 : after + 2] not in PORTION:
                number = Number(plain(exact(number.value) + exact(0.5)), None, number.vagueness)
                after += 1
        if name == "度":
            unit = self.degrees(text, start, after, unit)
        return self.amount(text, rule, start, after, number, unit, name), after

    def without_unit(self, text: str, rule: Rule, start: int, end: int, number: Number) -> Read:
        """Large and vague numbers (300万, 2000多选手), amounts in a named currency, decimals after 为."""
        numeral = text[start:end]
        nothing: Read = None, end
        following = text[end : end + 1]
        if following in CODES or LATIN.match(following):
            return nothing
        bare = bool(BARE_MAGNITUDE.fullmatch(numeral))
        currency = currency_before(text, start)
        if currency is not None and not bare:
            return self.amount(text, rule, start, end, number, self.units.by_name[currency[0]]), end
        if bare:
            if text[start - 1 : start] not in NEAR or len(numeral) > 3:
                return nothing
            if self.modifier(text, start, end, number) == "exact":
                return nothing
        elif HAS_MYRIADS.search(numeral):
            if not MYRIADS_AT_END.search(numeral) and not text.startswith("大关", end):
                return nothing
        elif number.vagueness == "more" and number.value >= 10:
            if not COUNTED.match(text, end):
                return nothing
        elif not self.stated(text, start, end, number):
            return nothing
        return self.amount(text, rule, start, end, number, None), end

    def stated(self, text: str, start: int, end: int, number: Number) -> bool:
        """Whether a bare Arabic number states a quantity: a decimal after 为 or 达, an integer after 超过 or 近."""
        numeral = text[start:end]
        if numeral.startswith("零点"):
            numeral = str(number.value)
        if not "0" <= numeral[-1] <= "9" or YEAR.fullmatch(numeral):
            return False
        if "." in numeral and not numeral.endswith(".0"):
            if text[max(0, start - 1) : start] in STATING and STATED_END.match(text, end):
                return True
            return text[end : end + 1] in CHANGE_BEGINS and bool(CHANGED_TO.match(text, end))
        if number.value < 10 or len(numeral) > 7 or not COUNTED.match(text, end):
            return False
        return self.modifiers.left(text, start) is not None

    def shape(self, text: str, start: int, behind: int) -> Read | None:
        """What the rules read that stand for the character behind a numeral or its unit."""
        while (following := text[behind : behind + 1]) == " ":
            behind += 1
        for shape in self.shapes.get(following, ()):
            match = shape.regex.match(text, start)
            if match is None:
                continue
            if shape.rule.drop:
                drop = Candidate(start, match.end(), shape.rule.id, shape.rule.priority, drop=True)
                return drop, match.end()
            read = READERS[shape.rule.resolve or ""](self, Hit(text, start, match.end(), shape.rule, match))
            if read is not None:
                return read
        return None

    def unit_at(self, text: str, start: int, end: int, number: Number) -> tuple[Unit, int] | None:
        """The unit behind a number, where its context lets it be one."""
        behind = end
        while text[behind : behind + 1] == " ":
            behind += 1
        found = self.units.at(text, behind)
        if found is None or not found[0].ambiguous or found[0].dimension == "time":
            return found
        return self.accept(text, start, end, number, found)

    def accept(
        self, text: str, start: int, end: int, number: Number, found: tuple[Unit, int]
    ) -> tuple[Unit, int] | None:
        """The unit that was looked up, or what else the characters are beside this number; None where no unit."""
        unit, after = found
        if unit.name == "元":  # written 块
            if PIECE.match(text, after):
                return self.units.by_name["块状"], after
            return None if text[start:end] == "一" and text[after : after + 1] != "钱" else found
        if unit.name in NAMED and _is_name(text, start, number, unit):
            return None
        if not unit.only_before and not unit.only_after:
            return found
        if unit.name == "级" and number.value > 20:
            return None
        if unit.large and (number.value > 60 or not isinstance(number.value, int)):
            return found
        if (unit.only_before and text.startswith(unit.only_before, after)) or text[after : after + 1] == ALONE:
            return found
        if text.startswith("零下", start):
            return found
        left = text[max(0, start - 8) : start].rstrip(SPACES + "约近超")
        if not unit.only_after or not (left.endswith(unit.only_after) or left.rstrip(STATES).endswith(unit.only_after)):
            return None
        return found

    def fits(self, text: str, start: int, end: int, unit: Unit) -> bool:
        """Whether a Chinese numeral and a unit make an amount: 二次 is a second time, 百 alone takes few units."""
        numeral = text[start:end]
        if numeral in ONE_DIGIT:
            if numeral == "二" and unit.name in ORDINAL_AFTER_TWO:
                return False
            if numeral == "一" and text[end : end + 1] == text[end + 1 : end + 2]:
                return False
            return unit.dimension != "other" or len(unit.name) > 1 or unit.ambiguous
        if not BARE_MAGNITUDE.fullmatch(numeral):
            return True
        if unit.ambiguous or unit.name in NEVER_BARE:
            return False
        if unit.dimension != "count" or unit.name in BARE_UNITS:
            return True
        return text[max(0, start - 1) : start] in NEAR or self.modifiers.left(text, start) is not None

    def degrees(self, text: str, start: int, end: int, unit: Unit) -> Unit:
        """度 is a kilowatt hour beside electricity and a degree Celsius beside temperatures."""
        around = text[max(0, start - 8) : start] + text[end : end + 4]
        if "电" in around:
            return self.units.by_name["千瓦时"]
        if TEMPERATURE.search(around) or text.startswith("零下", start):
            return self.units.by_name["℃"]
        return unit

    def amount(
        self,
        text: str,
        rule: Rule,
        start: int,
        end: int,
        number: Number,
        unit: Unit | None,
        name: str | None = None,
        *,
        dimension: str = "count",
        modifier: str | None = None,
    ) -> Candidate:
        """A candidate with its values; `name` is what stands in the column `unit` where that is not the unit's own."""
        base_value: int | float | None = number.value
        base_unit: str | None = None
        if unit is not None:
            dimension, base_unit = unit.dimension, unit.base_unit
            if unit.factor != 1 or unit.offset:
                base_value = to_base(unit, number.value)
            name = name or unit.name
            if name == "元" and (currency := currency_before(text, start)):
                name = base_unit = currency[0]
        elif dimension == "other":
            base_value = None
        values: dict[str, Any] = {
            "value": number.value,
            "value_max": number.value_max,
            "unit": name or "",
            "modifier": modifier or self.modifier(text, start, end, number),
            "dimension": dimension,
            "base_value": base_value,
            "base_unit": base_unit,
        }
        return Candidate(start, end, rule.id, rule.priority, values=values)

    def modifier(self, text: str, start: int, end: int, number: Number) -> str:
        """What is said inside the number wins, then 以上 behind it, then the words before it, then 左右."""
        if number.vagueness != "exact":
            return number.vagueness
        following = text[end : end + 1]
        right: str | None = None
        if following in self.modifying:
            right = self.modifiers.right(text, end + (following == "钱"))
            if right == "more" or right == "less":
                return right
        oldest = text[end - 1 : end] == "岁" and text.endswith("最大", 0, start)  # an age that somebody has
        left = None if oldest else self.modifiers.left(text, start)
        if left is not None:
            return left
        before = text[start - 1 : start]
        if before == "的" and (text[end - 1] in SHARES or "分之" in text[start:end]):
            right = self.modifiers.left_of_share(text, start) or right
        if right is not None:
            return right
        return "more" if before in OVER and _over(text, start, end) else "exact"


@lru_cache(maxsize=4)
def load_finder(rulebook: Rulebook) -> Finder:
    """The finder of a rulebook."""
    rules = rulebook.family("figure")
    shapes: dict[str, list[Shape]] = {}
    for rule in rules:
        for character in rule.set.get("behind", ""):
            shapes.setdefault(character, []).append(Shape(rule, re.compile(rule.pattern)))
    phrases: dict[str, dict[int, list[str]]] = {}
    for row in rulebook.lexicon("measure_phrases"):
        phrase = row["phrase"]
        offset = next(i for i, c in enumerate(phrase) if c in NUMERAL_CHARACTERS)
        phrases.setdefault(phrase[offset : offset + 2], {}).setdefault(offset, []).append(phrase)
    modifiers = load_modifiers(rulebook)
    return Finder(
        load_dispatcher(rulebook),
        {character: tuple(some) for character, some in shapes.items()},
        frozenset([*shapes, " "]),
        frozenset([*modifiers.after, " ", "钱"]),
        load_units(rulebook),
        modifiers,
        {key: tuple((offset, tuple(some)) for offset, some in found.items()) for key, found in phrases.items()},
    )


def _over(text: str, start: int, end: int) -> bool:
    """`过万`, `破10亿`."""
    return text[start] in "百千万亿" or (text[start - 1] == "破" and bool(HAS_MYRIADS.search(text, start, end)))


def _phrase(text: str, start: int, end: int, phrases: Phrases) -> tuple[int, int] | None:
    """The set phrase around the first characters of a numeral, where it reaches further than the numeral."""
    found: tuple[int, int] | None = None
    for offset, written in phrases:
        begin = start - offset
        if begin >= 0 and text.startswith(written, begin) and not text.startswith("分之", end):
            stop = begin + max(len(phrase) for phrase in written if text.startswith(phrase, begin))
            if stop > end and (found is None or stop - begin > found[1] - found[0]):
                found = begin, stop
    return found


def _is_name(text: str, start: int, number: Number, unit: Unit) -> bool:
    """Whether this is the number of a works, a team or a village: 采油三厂, 铁18局; but 学校80处 is counted."""
    if not start or number.value >= 1000 or text[start - 1] in BEFORE_NAMED:
        return False
    if unit.name == "处":  # 审计局三处, but 窝点三处
        return text[start] > "9" and text[start - 1] in OFFICES
    return text[start] > "9" or unit.name not in "校镇"


def _article(text: str, candidate: Candidate) -> bool:
    """Whether this is 一 with a measure word: 一个, 一点."""
    values = candidate.values
    return (
        text[candidate.start] == "一"
        and values["value"] == 1
        and values["dimension"] in {"count", "other"}
        and candidate.rule not in BESIDE_ANOTHER
    )


def _may_be_listed(text: str, candidate: Candidate) -> bool:
    """Whether there is a comma or the like before 一个, or behind it within a few characters."""
    if text[max(0, candidate.start - 1) : candidate.start] in LIST_ENDS:
        return True
    ahead = text[candidate.end : candidate.end + 16]
    return "、" in ahead or "，" in ahead or "和" in ahead or "及" in ahead or "与" in ahead


def _listed(text: str, found: list[Candidate], tentative: list[Candidate]) -> list[Candidate]:
    """Those 一 with a measure word that are contrasted or listed with other numbers: 两条…和一条."""
    kept: list[Candidate] = []
    figures = sorted([c for c in found if not c.drop] + tentative, key=BY_START)
    open_ones = {id(c) for c in tentative}
    for i, candidate in enumerate(figures):
        if id(candidate) not in open_ones:
            continue
        before, after = figures[i - 1] if i else None, figures[i + 1] if i + 1 < len(figures) else None
        if (before is not None and id(before) not in open_ones and _continues(text, before, candidate)) or (
            after is not None and id(after) not in open_ones and _begins(text, candidate, after)
        ):
            kept.append(candidate)
            open_ones.discard(id(candidate))
    return kept


def _continues(text: str, before: Candidate, candidate: Candidate) -> bool:
    """Whether 一个 goes on with a list, or with a ratio: 每10人中就有一个."""
    gap, unit = text[before.end : candidate.start], candidate.values["unit"]
    if len(gap) > 24 or before.values["dimension"] != "count" or SENTENCE_BREAK.search(gap):
        return False
    if EACH.search(gap) and text[max(0, before.start - 1) : before.start] == "每":
        return True
    if unit not in ARTICLE_UNITS or not LISTED_BEFORE.search(gap):
        return False
    return bool(before.values["unit"] == unit or (before.values["unit"] in ARTICLE_UNITS and not gap.endswith("，")))


def _begins(text: str, candidate: Candidate, after: Candidate) -> bool:
    """Whether 一个 begins a list of the same unit."""
    gap, unit = text[candidate.end : after.start], candidate.values["unit"]
    return unit in ARTICLE_UNITS and after.values["unit"] == unit and bool(LISTED_AFTER.match(gap))


def _coordinate(text: str, found: list[Candidate]) -> None:
    """`分别超过20%和30%`: what stands before the first number of a list holds for the next."""
    previous: Candidate | None = None
    for candidate in found:
        if candidate.drop:
            continue
        if (
            previous is not None
            and candidate.start - previous.end <= 2
            and previous.values["modifier"] != "exact"
            and candidate.values["modifier"] == "exact"
            and previous.values["unit"] == candidate.values["unit"]
            and COORDINATION.fullmatch(text, previous.end, candidate.start)
            and TOGETHER.search(text[max(0, previous.start - 8) : previous.start])
        ):
            candidate.values["modifier"] = previous.values["modifier"]
        previous = candidate


# Behind a quantity that stands alone: there a unit needs no company.
ALONE = "\0"
FINANCIAL = str.maketrans(
    "壹贰叁参肆伍陆柒捌玖拾佰仟圆銭０１２３４５６７８９．％－，", "一二三三四五六七八九十百千元钱0123456789.%-,"
)
AROUND_BEFORE = re.compile(
    r"(?:从|大约|约|大概|近|将近|接近|不?超过?|逾|[多少高低大小]于|不[多少高低大小]于|至少|至多|最多|最少|不到|不足|高达|达到?|共|仅"
    r"|人民币|新台币|台币|港币|美元|欧元|日元|RMB|USD?|HKD?|NTD?|[¥￥$€£])*+"
)
AROUND_AFTER = re.compile(r"钱?(?:左右|上下|以上|以下|以内|之内|多|余|整|人民币)?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount that stands alone.

    Parameters
    ----------
    value, value_max
        The number multiplied out; `value_max` only for ranges.
    unit
        As in the table of figures: simplified, magnitude removed.
    modifier
        exact, approx, more or less.
    dimension
        As in the table of figures.
    base_value, base_value_max, base_unit
        The same in the base unit of the dimension, None where there is none.
    """

    value: int | float | None
    value_max: int | float | None
    unit: str
    modifier: str
    dimension: str
    base_value: int | float | None
    base_value_max: int | float | None
    base_unit: str | None


def parse_quantity(text: str) -> Quantity | None:
    """The quantity that a text is, in either script; None where it is none, or more than one.

    >>> q = parse_quantity("约4.287億美元")
    >>> q.value, q.unit, q.modifier, q.dimension
    (428700000, '美元', 'approx', 'money')
    >>> parse_quantity("六斤八两").base_value, parse_quantity("攝氏37度").base_unit
    (3.4, '℃')
    >>> parse_quantity("第三") is None
    True
    """
    if len(text) > LONGEST:
        return None
    plain_text = _as_in_a_text(normalize(text).text)
    finder = load_finder(load_rulebook())
    candidates, _ = resolve_overlaps(finder.find(plain_text + ALONE, articles=True))
    if len(candidates) != 1:
        return None
    (found,) = candidates
    before, after = plain_text[: found.start], plain_text[found.end :]
    if not (AROUND_BEFORE.fullmatch(before) and AROUND_AFTER.fullmatch(after)):
        return None
    values = found.values
    unit = finder.units.by_name.get(values["unit"])
    base_value_max = values["value_max"]
    if unit is not None and base_value_max is not None and values["dimension"] == unit.dimension:
        base_value_max = to_base(unit, base_value_max)
    return Quantity(base_value_max=base_value_max, **values)


def _as_in_a_text(text: str) -> str:
    """Without the freedoms that only a text of its own takes: spaces inside, financial digits, 摄氏37度, 12k."""
    text = re.sub(r"\s+", "", text).translate(FINANCIAL)
    text = re.sub(r"([0-9.,]+)[kK](?![A-Za-z])", lambda m: str(parse_number(m[1] + "k") or m[0]), text)
    return re.sub(r"(摄氏|华氏)(?:温度)?(.+?)(?:度|°)$", r"\2\1度", re.sub(r"(摄氏|华氏)°$", r"\1度", text))
