"""Figures: numbers that state a quantity.

One regular expression runs over the text once; the unit behind a number is looked up, and the words beside it say
whether it is a bound, approximate, or none at all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from zhfacts.find.candidates import Candidate, resolve_overlaps
from zhfacts.find.numerals import LONGEST, MAGNITUDES, Exact, Number, exact, parse_number, parse_numeral, plain
from zhfacts.find.quantities import (
    LATIN,
    SPACES,
    Modifiers,
    Unit,
    Units,
    currency_before,
    load_modifiers,
    load_units,
    rate,
    to_base,
)
from zhfacts.normalize import normalize
from zhfacts.rulebook import Combined, Rule, Rulebook, load_rulebook

NUMERAL_CHARACTERS = frozenset("0123456789零〇一二三四五六七八九十百千万亿两廿卅半")
BARE_MAGNITUDE = re.compile(r"[十百千万亿兆]++")
HAS_MYRIADS = re.compile(r"[万亿兆]")
MYRIADS_AT_END = re.compile(r"[万亿兆]++[多余]?$")
DIGIT_STRING = re.compile(r"[一二三四五六七八九两]{2,}")
YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
# What makes 百亿, 千万 without a unit an amount.
SCALE = re.compile(
    r"级|规模|市场|产业|集群|赛道|参数|用户|粉丝|大奖|年薪|销量|订单|票房|身家|资金|投资|门槛|大关|量级|市值|俱乐部|营收|美金|补贴|"
    r"人口|像素|网友|观众|青年|农民|学子|学生|职工|工人|群众|百姓|居民|市民|球迷|会员|大军|人才|企业|家庭|消费者|次浏览|播放|点击|设备|终端|"
    r"赔偿|年产值|产值|利润|亏损|负债|债务|红包|奖金|彩票|豪宅|增量|存量|蓝海|空间|需求|产能"
)
# What is counted has to follow a vague or large number without a unit: 2000多选手.
COUNTED = re.compile(r"[一-龥“]")
NEAR = frozenset("超近逾过破约")
ARTICLE_UNITS = frozenset("个名家条台项座位所只艘架辆件人枚颗支块间种类户处幅栋把张本部篇道场次")
LISTED_BEFORE = re.compile(r"(?:、|和|及|以及|与|或|还有|另有|另外|，以及|，|加)$")
LISTED_BETWEEN = re.compile(r"^[^。；！？\n]{0,14}?(?:、|和|及|以及|与|，)$")
SENTENCE_BREAK = re.compile(r"[。；！？\n]")
ONE_OF_EACH = re.compile(r"(?:中就有|中有|就有|有|配备|配|才有|拥有)$")
SEPARATE = re.compile(r"[从由自]$|[从由自].$")
SPREAD = re.compile(r"不等|之间|的?区间|范围|的")
PORTION = frozenset("年月径成导数价天场夜小截山岛决")
BARE_UNITS = frozenset("人名位家户台辆套件项个种只头条场次部所艘篇集对")
ONE_DIGIT = frozenset("一二两三四五六七八九十")
OVER = frozenset("过破")
PIECE = re.compile(r"[一-龥](?<![钱的多左上以起和至到])")
ORDINAL_AFTER_TWO = frozenset("次类级期分则")
# 三厂, 五队, 615所 are names, unless a verb or the like stands before them.
NAMED = frozenset("厂院站局队团处所村乡镇区校馆园社店城道")
BEFORE_NAMED = frozenset(
    "有共的等了在全设辖这那该对和及与、，。；：（“建约近超逾达每分为自盖修到办至出过中其立含供给用由让向从同连将比仅只各于是或另外加剩"
    "成计持余开拥创增减拆占座走访览捐破突两哪几数上下 　\n"
)
STATING = frozenset("为达至到报是")
STATED_END = re.compile(r"[，。；、）)\s]|$|左右|以上|以下|的")
TEMPERATURE = re.compile(r"气温|温度|高温|体温|低温|水温|室温|摄氏|华氏|℃|升温|降温|发烧|烧到|温暖|寒")
TOGETHER = re.compile(r"分别|各")
COORDINATION = re.compile(r"[和及与、]|以及")
CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9]")
ARABIC_NUMBER = re.compile(r"[0-9]++(?:\.[0-9]++)?")
SPORT = re.compile(r"比分|胜|负|平|击败|战|落后|领先|比|球|局|队|拿下|扳|追|反超|告终|以$")

FINANCIAL = str.maketrans(
    "壹贰叁参肆伍陆柒捌玖拾佰仟圆０１２３４５６７８９．％－，", "一二三三四五六七八九十百千元0123456789.%-,"
)
AROUND_BEFORE = re.compile(
    r"(?:从|大约|约|大概|近|将近|接近|超过?|逾|至少|至多|最多|最少|不到|不足|高达|达到?|共|仅|人民币|新台币|台币|港币|美元|欧元|日元|[¥￥$€£])*+"
)
AROUND_AFTER = re.compile(r"钱?(?:左右|上下|以上|以下|以内|之内|多|余|整|人民币)?")

Read = tuple[list[Candidate], int]


class Shape(NamedTuple):
    """A rule that is tried at a numeral, compiled."""

    rule: Rule
    regex: re.Pattern[str]


class Hit(NamedTuple):
    """A place where a rule matches; `prefix` tells the groups of combined rules apart."""

    text: str
    start: int
    end: int
    rule: Rule
    match: re.Match[str]
    prefix: str = ""

    def group(self, name: str) -> str | None:
        """A named group of the rule."""
        return self.match[self.prefix + name]

    def span(self, name: str) -> tuple[int, int]:
        """Where a named group of the rule stands."""
        return self.match.span(self.prefix + name)


def find_figures(text: str, rulebook: Rulebook | None = None) -> list[Candidate]:
    """Candidates for figures in a normalized text, also those that look like a figure and are none.

    Spans of dates are not known here: the caller takes out what touches them.

    >>> [(c.values["value"], c.values["unit"], c.values["modifier"]) for c in find_figures("授信超360亿元，下降近3成。")]
    [(36000000000, '元', 'more'), (30, '%', 'less')]
    """
    return load_finder(rulebook or load_rulebook()).find(text)


@dataclass(frozen=True, slots=True)
class Finder:
    """The rules, units, modifiers and set phrases of a rulebook, compiled."""

    combined: Combined
    shapes: dict[str, tuple[Shape, ...]]
    units: Units
    modifiers: Modifiers
    phrases: dict[str, list[tuple[str, int]]]

    def find(self, text: str, *, articles: bool = False) -> list[Candidate]:
        """All candidates; `articles` keeps 一个, which in a text is mostly an article."""
        found: list[Candidate] = []
        tentative: list[Candidate] = []
        position = 0
        for match in self.combined.finditer(text):
            start, end = match.span()
            if start < position:
                continue
            rule = self.combined.rule(match)
            if rule.drop:
                found.append(Candidate(start, end, rule.id, rule.priority, drop=True))
                position = end
                continue
            if not text.startswith("分之", end) and (phrase := self.phrase(text, start, end)):
                found.append(Candidate(*phrase, "figure.lexicon.measure_phrases", drop=True))
                position = phrase[1]
                continue
            read = READERS[rule.resolve or ""](self, Hit(text, start, end, rule, match, f"{match.lastgroup}_"))
            if read is None:
                continue
            candidates, position = read
            for candidate in candidates:
                if not articles and not candidate.drop and _article(text, candidate):
                    tentative.append(candidate)
                else:
                    found.append(candidate)
        if tentative:
            found += _listed(text, found, tentative)
            found.sort(key=lambda c: c.start)
        _coordinate(text, found)
        return found

    def phrase(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """The set phrase around the first characters of a numeral, where it reaches further than the numeral."""
        for phrase, offset in self.phrases.get(text[start : start + 2], ()):
            begin = start - offset
            if begin + len(phrase) > end and begin >= 0 and text.startswith(phrase, begin):
                return begin, begin + len(phrase)
        return None

    def shape(self, text: str, start: int, behind: int) -> Read | None:
        """What the rules read that stand for the character behind a numeral or its unit."""
        while text[behind : behind + 1] == " ":
            behind += 1
        for shape in self.shapes.get(text[behind : behind + 1], ()):
            match = shape.regex.match(text, start)
            if match is None:
                continue
            if shape.rule.drop:
                drop = Candidate(start, match.end(), shape.rule.id, shape.rule.priority, drop=True)
                return [drop], match.end()
            read = READERS[shape.rule.resolve or ""](self, Hit(text, start, match.end(), shape.rule, match))
            if read is not None:
                return read
        return None

    def amount(
        self,
        hit: Hit,
        start: int,
        end: int,
        number: Number,
        unit: Unit | None,
        *,
        name: str | None = None,
        dimension: str = "count",
        modifier: str | None = None,
    ) -> Candidate:
        """A candidate with its values; `name` is what stands in the column `unit` where that is not the unit's own."""
        value, value_max = number.value, number.value_max
        base_value: int | float | None = value
        base_unit: str | None = None
        if unit is not None:
            base_value, _, base_unit = to_base(unit, value, value_max)
            dimension, name = unit.dimension, name if name is not None else unit.name
        elif dimension == "other":
            base_value = None
        if unit is not None and unit.dimension == "money" and unit.name == "元" and name == "元":
            currency = currency_before(hit.text, start)
            if currency:
                name = base_unit = currency[0]
        values: dict[str, Any] = {
            "value": value,
            "value_max": value_max,
            "unit": name or "",
            "modifier": modifier or self.modifier(hit.text, start, end, number),
            "dimension": dimension,
            "base_value": base_value,
            "base_unit": base_unit,
        }
        return Candidate(start, end, hit.rule.id, hit.rule.priority, values=values)

    def modifier(self, text: str, start: int, end: int, number: Number) -> str:
        """What is said inside the number wins, then 以上 behind it, then the words before it, then 左右."""
        if number.vagueness != "exact":
            return number.vagueness
        if text[start - 1 : start] in OVER and (text[start] in "十百千万亿" or HAS_MYRIADS.search(text, start, end)):
            return "more"
        right = self.modifiers.right(text, end)
        if right in {"more", "less"}:
            return right
        return self.modifiers.left(text, start) or right or "exact"

    def unit_at(self, text: str, start: int, end: int, number: Number) -> tuple[Unit, int] | None:
        """The unit behind a number, where its context lets it be one."""
        found = self.units.at(text, _skip(text, end))
        if found is None:
            return None
        unit, after = found
        if unit.name == "元" and text[after - 1] == "块":
            if PIECE.match(text, after):
                return self.units.by_name["块状"], after
            if text[start:end] == "一" and text[after : after + 1] != "钱":
                return None
        if unit.name in NAMED and _is_name(text, start, number, unit):
            return None
        if not unit.conditional or unit.dimension == "time":
            return found
        if unit.name == "级" and number.value > 20:
            return None
        if unit.large and (number.value > 60 or not isinstance(number.value, int)):
            return found
        if unit.only_before and text.startswith(unit.only_before, after):
            return found
        left = text[max(0, start - 8) : start].rstrip(SPACES + "约近超")
        if unit.only_after and left.endswith(unit.only_after):
            return found
        return None


@lru_cache(maxsize=4)
def load_finder(rulebook: Rulebook) -> Finder:
    """The finder of a rulebook."""
    rules = rulebook.family("figure")
    shapes: dict[str, list[Shape]] = {}
    for rule in rules:
        for character in rule.set.get("behind", ""):
            shapes.setdefault(character, []).append(Shape(rule, re.compile(rule.pattern)))
    phrases: dict[str, list[tuple[str, int]]] = {}
    for row in rulebook.lexicon("measure_phrases"):
        phrase = row["phrase"]
        offset = next(i for i, c in enumerate(phrase) if c in NUMERAL_CHARACTERS)
        phrases.setdefault(phrase[offset : offset + 2], []).append((phrase, offset))
    for found in phrases.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return Finder(
        Combined(tuple(rule for rule in rules if "behind" not in rule.set)),
        {character: tuple(some) for character, some in shapes.items()},
        load_units(rulebook),
        load_modifiers(rulebook),
        phrases,
    )


def _skip(text: str, position: int) -> int:
    """Behind up to two spaces."""
    end = min(len(text), position + 2)
    while position < end and text[position] in SPACES:
        position += 1
    return position


def _numeral(text: str) -> Number | None:
    if text[0] in "零〇" and not text.startswith(("零下", "零点")):
        return None
    number = parse_numeral(text.replace("零下", "负"))
    return None if number and number.value_max is None and DIGIT_STRING.fullmatch(text) else number


def _read_number(finder: Finder, hit: Hit) -> Read:
    """`360亿元`, `500多家`, `百亿`, or the shape that begins with the number."""
    return _read_alone(finder, hit, hit.start, hit.end)


def _read_code(finder: Finder, hit: Hit) -> Read:
    """`US$50亿`: the number behind the currency code."""
    return _read_alone(finder, hit, *hit.span("value"))


def _read_alone(finder: Finder, hit: Hit, start: int, end: int) -> Read:
    """One number with what stands behind it."""
    text = hit.text
    if read := finder.shape(text, start, end):
        return read
    number = _numeral(text[start:end])
    if number is None:
        return [], end
    written = finder.units.at(text, _skip(text, end))
    if written is not None and (read := finder.shape(text, start, written[1])):
        return read
    found = finder.unit_at(text, start, end, number)
    if found is None:
        return _read_without_unit(finder, hit, start, end, number)
    unit, after = found
    if unit.dimension == "time" or not _fits(finder, text, start, end, unit):
        return [], after
    name = unit.name
    if text[after : after + 1] == "半" and unit.dimension != "count" and text[after + 1 : after + 2] not in PORTION:
        number = Number(plain(exact(number.value) + exact(0.5)), None, number.vagueness)
        after += 1
    elif denominator := rate(text, after):
        name, after = unit.name + denominator[0], denominator[1]
        unit = _rate_of(unit)
    if name == "度":
        unit = _degrees(finder, text, start, after, unit)
    return [finder.amount(hit, start, after, number, unit, name=name)], after


def _is_name(text: str, start: int, number: Number, unit: Unit) -> bool:
    """Whether this is the number of a works, a team or a village: 采油三厂, 铁18局; but 幼儿园80所 is counted."""
    if not start or number.value >= 1000 or text[start - 1] in BEFORE_NAMED:
        return False
    return text[start] > "9" or unit.name not in "所处校镇"


def _fits(finder: Finder, text: str, start: int, end: int, unit: Unit) -> bool:
    """Whether a number and a unit make an amount: 二次 is a second time, 百 alone takes few units."""
    numeral = text[start:end]
    if numeral == "二" and unit.name in ORDINAL_AFTER_TWO:
        return False
    if numeral == "一" and text[end : end + 1] == text[end + 1 : end + 2]:
        return False
    if not BARE_MAGNITUDE.fullmatch(numeral) or numeral[0] == "十":
        return not (numeral in ONE_DIGIT and unit.dimension == "other" and len(unit.name) == 1 and not unit.conditional)
    if unit.name == "兆" or unit.conditional:
        return False
    if unit.dimension == "count" and unit.name not in BARE_UNITS:
        return text[max(0, start - 1) : start] in NEAR or finder.modifiers.left(text, start) is not None
    return unit.name not in {"角", "块", "钱", "两", "里", "分"}


def _read_without_unit(finder: Finder, hit: Hit, start: int, end: int, number: Number) -> Read:
    """Large and vague numbers (300万, 百亿参数, 2000多选手), amounts in a named currency, decimals after 为."""
    text = hit.text
    numeral = text[start:end]
    nothing: Read = [], end
    following = text[end : end + 1]
    if LATIN.match(following) or following in {"%", "％", "-", "/", "号", "：", ":"}:
        return nothing
    currency = currency_before(text, start)
    if currency is not None and numeral[0] in "0123456789数几上一二三四五六七八九两":
        unit = finder.units.by_name[currency[0]]
        return [finder.amount(hit, start, end, number, unit)], end
    if BARE_MAGNITUDE.fullmatch(numeral) and numeral[0] != "十":
        near = text[max(0, start - 1) : start] in NEAR and finder.modifier(text, start, end, number) != "exact"
        if not (near and len(numeral) <= 3) and not (HAS_MYRIADS.search(numeral) and SCALE.match(text, end)):
            return nothing
    elif HAS_MYRIADS.search(numeral):
        if not MYRIADS_AT_END.search(numeral) and not text.startswith("大关", end):
            return nothing
    elif number.vagueness == "more" and number.value >= 10:
        if not COUNTED.match(text, end) or (numeral[-1] in "多余" and following in "的样"):
            return nothing
    elif not _stated(finder, text, start, end, number):
        return nothing
    return [finder.amount(hit, start, end, number, None)], end


def _stated(finder: Finder, text: str, start: int, end: int, number: Number) -> bool:
    """Whether a bare Arabic number states a quantity: a decimal after 为 or 达, an integer after 超过 or 近."""
    numeral = text[start:end]
    if not ("0" <= numeral[-1] <= "9") or YEAR.fullmatch(numeral):
        return False
    if "." in numeral and not numeral.endswith(".0"):
        return text[start - 1 : start] in STATING and start > 0 and bool(STATED_END.match(text, end))
    return (
        number.value >= 10
        and len(numeral) < 8
        and bool(COUNTED.match(text, end))
        and finder.modifiers.left(text, start) in {"more", "less", "approx"}
    )


def _rate_of(unit: Unit) -> Unit:
    """An amount per something has no base unit here."""
    return unit._replace(dimension="other", factor=None, base_unit=None, offset=unit.offset * 0)


def _degrees(finder: Finder, text: str, start: int, end: int, unit: Unit) -> Unit:
    """度 is a kilowatt hour beside electricity and a degree Celsius beside temperatures."""
    around = text[max(0, start - 8) : start] + text[end : end + 4]
    if "电" in around:
        return finder.units.by_name["千瓦时"]
    if TEMPERATURE.search(around) or text.startswith("零下", start):
        return finder.units.by_name["℃"]
    return unit


def _read_numeral(finder: Finder, hit: Hit) -> Read:
    """`三分之二`, `一半`, `数以千计`, `零`."""
    numeral = hit.text[hit.start : hit.end]
    number = parse_numeral(numeral)
    if number is None:
        return [], hit.end
    return [finder.amount(hit, hit.start, hit.end, number, None, dimension=hit.rule.set["dimension"])], hit.end


def _read_slash_fraction(finder: Finder, hit: Hit) -> Read | None:
    """`2/3`."""
    above, _, below = hit.text[hit.start : hit.end].partition("/")
    number = Number(int(above) / int(below))
    return [finder.amount(hit, hit.start, hit.end, number, None, dimension="ratio")], hit.end


def _read_count(finder: Finder, hit: Hit) -> Read | None:
    """A number whose unit is empty: `三`大, `13`篮板; the span ends with the match where 大 belongs to it."""
    start, end = hit.span("value")
    number = parse_numeral(hit.text[start:end])
    if number is None:
        return None
    start, end = (hit.start, hit.end) if hit.text[end : hit.end] == "大" else (start, end)
    return [finder.amount(hit, start, end, number, None, dimension=hit.rule.set["dimension"])], hit.end


def _read_record(finder: Finder, hit: Hit) -> Read | None:
    """`3金`, `10胜`."""
    for letter in ("", "_b", "_c"):
        if hit.group("value" + letter) is not None:
            start, end = hit.span("value" + letter)
            number = parse_numeral(hit.text[start:end])
            if number is not None:
                name = hit.text[end : hit.end]
                return [finder.amount(hit, start, hit.end, number, None, name=name)], hit.end
    return None


def _read_score(_: Finder, hit: Hit) -> Read | None:
    """`3:1` has no value of its own; 10:30 is a score only among words of sport."""
    text, start, end = hit.text, hit.start, hit.end
    while text[start] in SPACES:
        start += 1
    if CLOCK.fullmatch(text, start, end) and not SPORT.search(text[max(0, start - 8) : start] + text[end : end + 5]):
        return None
    values: dict[str, Any] = {
        "value": None,
        "value_max": None,
        "unit": "",
        "modifier": "exact",
        "dimension": hit.rule.set["dimension"],
        "base_value": None,
        "base_unit": None,
    }
    return [Candidate(start, end, hit.rule.id, hit.rule.priority, values=values)], end


def _read_percent(finder: Finder, hit: Hit) -> Read | None:
    """`百分之三十`, `万分之五`."""
    per, low_text, high_text = hit.group("per"), hit.group("value"), hit.group("high")
    scale = 100 if per == "百" else parse_numeral(per or "")
    low = _numeral(low_text or "")
    if low is None or scale is None:
        return None
    whole = int(scale if isinstance(scale, int) else scale.value)
    values = []
    for number in (low, _numeral(high_text) if high_text else None):
        if number is not None:
            values.append(plain(exact(number.value) * Fraction(100, whole)))
    value_max = values[1] if len(values) > 1 else low.value_max
    number = Number(values[0], value_max, low.vagueness)
    return [finder.amount(hit, hit.start, hit.end, number, finder.units.by_name["%"])], hit.end


def _read_tenths(finder: Finder, hit: Hit) -> Read | None:
    """`六成` is 60 %."""
    low, high, more = hit.group("low"), hit.group("high"), hit.group("more")
    number = parse_numeral(low or "")
    if number is None:
        return None
    value, value_max = number.value, number.value_max
    if high is not None:
        upper = parse_numeral(high)
        if upper is None or upper.value <= value:
            return None
        value_max = upper.value
    if more:
        extra = parse_numeral(more)
        tenths = exact(extra.value) * Fraction(1, 1 if more == "半" else 10) if extra else 0
        value = plain(exact(value) + tenths)
    if value > 10:
        return None
    number = Number(
        plain(exact(value) * 10), None if value_max is None else plain(exact(value_max) * 10), number.vagueness
    )
    return [finder.amount(hit, hit.start, hit.end, number, finder.units.by_name["%"])], hit.end


def _read_discount(finder: Finder, hit: Hit) -> Read | None:
    """`九折` is 90 % of the price, `75折` 75 %."""
    start, end = hit.span("value")
    numeral = hit.text[start:end]
    number = parse_numeral(numeral)
    if number is None:
        return None
    value = exact(number.value)
    if DIGIT_STRING.fullmatch(numeral):
        value = int("".join(str("零一二三四五六七八九".index(c)) for c in numeral.replace("两", "二")))
    if value > 10:
        value *= Fraction(1, 10)
    if not 0 < value <= 10 or (number.value_max is not None and len(numeral) > 2):
        return None
    candidate = finder.amount(hit, start, hit.end, Number(plain(value)), None, name="折", dimension="percent")
    candidate.values.update(base_value=plain(value * 10), base_unit="%")
    return [candidate], hit.end


def _read_doubled(finder: Finder, hit: Hit) -> Read | None:
    """`翻两番` is four times."""
    count = parse_numeral(hit.group("count") or "一")
    if count is None or not isinstance(count.value, int):
        return None
    number = Number(2**count.value)
    return [finder.amount(hit, hit.start, hit.end, number, finder.units.by_name["倍"])], hit.end


def _read_range(finder: Finder, hit: Hit) -> Read | None:
    """`3万至5万元`, `10-20家`: units and magnitudes may stand with the upper end only."""
    text = hit.text
    (low_start, low_end), (high_start, high_end) = hit.span("low"), hit.span("high")
    low, high = _numeral(text[low_start:low_end]), _numeral(text[high_start:high_end])
    if low is None or high is None or low.value_max is not None or high.value_max is not None:
        return None
    upper = finder.unit_at(text, low_start, high_end, high)
    between = (
        text[low_end : _connector(text, low_end, high_start)].replace("（含）", "").replace("(含)", "").strip(SPACES)
    )
    lower = finder.units.at(between, 0) if between else None
    if between:
        if lower is None or lower[1] != len(between) or upper is None or lower[0].name != upper[0].name:
            return None
        if SEPARATE.search(text[max(0, low_start - 2) : low_start]) and not SPREAD.match(text, upper[1]):
            return None
    elif upper is None and not (HAS_MYRIADS.search(text[high_start:high_end])):
        return None
    if upper is not None and upper[0].dimension == "time":
        return [], upper[1]
    if upper is not None and not _fits(finder, text, high_start, high_end, upper[0]):
        return [], upper[1]
    low_value = low.value
    magnitude = MYRIADS_AT_END.search(text[high_start:high_end])
    if not between and magnitude and not HAS_MYRIADS.search(text[low_start:low_end]):
        head = parse_numeral(text[high_start : high_start + magnitude.start()])
        if head is None or low_value < head.value:
            for character in magnitude[0].rstrip("多余"):
                low_value = plain(exact(low_value) * MAGNITUDES[character])
    if low_value >= high.value:
        return None
    vagueness = "approx" if hit.rule.id == "figure.range.enumerated" else low.vagueness
    if hit.rule.id == "figure.range.enumerated" and high.value - low.value != 1:
        return None
    number = Number(low_value, high.value, vagueness)
    end = upper[1] if upper else high_end
    name = unit = None
    if upper is not None:
        unit, name = upper[0], upper[0].name
        if denominator := rate(text, end):
            name, end, unit = name + denominator[0], denominator[1], _rate_of(unit)
        if name == "度":
            unit = _degrees(finder, text, low_start, end, unit)
    return [finder.amount(hit, low_start, end, number, unit, name=name)], end


def _connector(text: str, start: int, end: int) -> int:
    """Where 至, 到 or a dash between two numbers begins."""
    while end > start and text[end - 1] in SPACES:
        end -= 1
    while end > start and text[end - 1] in "至到-–—―~～〜∼－、":
        end -= 1
    return end


def _read_bounds(finder: Finder, hit: Hit) -> Read | None:
    """`1%以上10%以下`."""
    low, high = parse_numeral(hit.group("low") or ""), parse_numeral(hit.group("high") or "")
    (_, low_end), (_, high_end) = hit.span("low"), hit.span("high")
    if low is not None and high is not None and low.value < high.value:
        lower, upper = (
            finder.units.at(hit.text, low_end + len(unit) - len(unit.lstrip(SPACES)))
            for low_end, unit in ((low_end, hit.group("low_unit") or ""), (high_end, hit.group("high_unit") or ""))
        )
        ends = hit.span("low_unit")[1], hit.span("high_unit")[1]
        if lower and upper and lower[0] == upper[0] and (lower[1], upper[1]) == ends and upper[0].dimension != "time":
            number = Number(low.value, high.value)
            return [finder.amount(hit, hit.start, hit.end, number, upper[0], modifier="exact")], hit.end
    return None


def _read_slash(finder: Finder, hit: Hit) -> Read | None:
    """`220/300Mbps`: the number before the slash takes the unit behind the next one."""
    start, end = hit.span("value")
    after = ARABIC_NUMBER.match(hit.text, end + 1)
    number = parse_numeral(hit.text[start:end])
    found = finder.units.at(hit.text, after.end()) if after else None
    if number is None or found is None or found[0].dimension == "time":
        return None
    return [finder.amount(hit, start, end, number, found[0])], hit.end


def _read_compound(finder: Finder, hit: Hit) -> Read | None:
    """`3元5角`, `1米75`: the amount in the larger unit."""
    text = hit.text
    start, end = hit.span("value")
    unit = finder.units.by_name[hit.group("unit") or ""]
    tail = hit.group("tail")
    if tail is not None:
        number = parse_numeral(text[start:end])
        digits = "".join(str("零一二三四五六七八九".find(c)) if c > "9" else c for c in tail)
        if number is None or number.vagueness != "exact" or not isinstance(number.value, int):
            return None
        metres = exact(number.value) + exact(float(f"0.{digits}"))
        return [finder.amount(hit, start, hit.end, Number(plain(metres)), unit)], hit.end
    parts = [(parse_numeral(hit.group("value") or ""), unit)]
    parts.append((parse_numeral(hit.group("value_b") or ""), finder.units.by_name[hit.group("unit_b") or ""]))
    if hit.group("value_c"):
        parts.append((parse_numeral(hit.group("value_c") or ""), finder.units.by_name["分钱"]))
    total: Exact = 0
    for number, part in parts:
        if number is None or number.value_max is not None or part.factor is None or part.dimension != unit.dimension:
            return None
        total += exact(number.value) * part.factor
    if unit.factor is None or total <= 0:
        return None
    return [finder.amount(hit, start, hit.end, Number(plain(Fraction(total) / unit.factor)), unit)], hit.end


def _read_ge(finder: Finder, hit: Hit) -> Read | None:
    """`3个亿`."""
    number = _numeral(hit.group("value") or "")
    if number is None:
        return None
    scale = 1
    for character in hit.group("scale") or "":
        scale *= MAGNITUDES[character]
    value_max = None if number.value_max is None else plain(exact(number.value_max) * scale)
    number = Number(plain(exact(number.value) * scale), value_max, number.vagueness)
    found = finder.unit_at(hit.text, hit.start, hit.end, number)
    if found is not None and found[0].dimension != "time":
        if hit.group("scale") != "亿":
            return None
        return [finder.amount(hit, hit.start, found[1], number, found[0])], found[1]
    return [finder.amount(hit, hit.start, hit.end, number, None)], hit.end


READERS: dict[str, Callable[[Finder, Hit], Read | None]] = {
    "bounds": _read_bounds,
    "code": _read_code,
    "compound": _read_compound,
    "count": _read_count,
    "discount": _read_discount,
    "doubled": _read_doubled,
    "ge": _read_ge,
    "number": _read_number,
    "numeral": _read_numeral,
    "percent": _read_percent,
    "range": _read_range,
    "record": _read_record,
    "score": _read_score,
    "slash": _read_slash,
    "slash_fraction": _read_slash_fraction,
    "tenths": _read_tenths,
}


def _article(text: str, candidate: Candidate) -> bool:
    """Whether this is 一 with a measure word: 一个, 一点."""
    values = candidate.values
    return text[candidate.start] == "一" and values["value"] == 1 and values["dimension"] in {"count", "other"}


def _listed(text: str, found: list[Candidate], tentative: list[Candidate]) -> list[Candidate]:
    """Those 一 with a measure word that are contrasted or listed with other numbers: 两条…和一条."""
    figures = sorted([c for c in found if not c.drop] + tentative, key=lambda c: c.start)
    place = {id(c): i for i, c in enumerate(figures)}
    kept: list[Candidate] = []
    certain = {id(c) for c in figures} - {id(c) for c in tentative}
    for candidate in tentative:
        unit = candidate.values["unit"]
        i = place[id(candidate)]
        before = figures[i - 1] if i else None
        after = figures[i + 1] if i + 1 < len(figures) else None
        if (
            before is not None and (id(before) in certain or before in kept) and _joined(text, before, candidate, unit)
        ) or (after is not None and id(after) in certain and _precedes(text, candidate, after, unit)):
            kept.append(candidate)
    return kept


def _joined(text: str, before: Candidate, candidate: Candidate, unit: str) -> bool:
    gap = text[before.end : candidate.start]
    if len(gap) > 24 or before.values["dimension"] != "count" or SENTENCE_BREAK.search(gap):
        return False
    if ONE_OF_EACH.search(gap) and text[before.start - 1 : before.start] == "每":
        return True
    if unit not in ARTICLE_UNITS or not LISTED_BEFORE.search(gap):
        return False
    return before.values["unit"] == unit or (before.values["unit"] in ARTICLE_UNITS and not gap.endswith("，"))


def _precedes(text: str, candidate: Candidate, after: Candidate, unit: str) -> bool:
    gap = text[candidate.end : after.start]
    return unit in ARTICLE_UNITS and after.values["unit"] == unit and bool(LISTED_BETWEEN.match(gap))


def _coordinate(text: str, found: list[Candidate]) -> None:
    """`分别超过20%和30%`: what stands before the first number of a list holds for the next."""
    previous: Candidate | None = None
    for candidate in found:
        if candidate.drop:
            continue
        if (
            previous is not None
            and previous.values["modifier"] in {"more", "less", "approx"}
            and candidate.values["modifier"] == "exact"
            and previous.values["unit"] == candidate.values["unit"]
            and COORDINATION.fullmatch(text, previous.end, candidate.start)
            and TOGETHER.search(text[max(0, previous.start - 8) : previous.start])
        ):
            candidate.values["modifier"] = previous.values["modifier"]
        previous = candidate


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
    candidates, _ = resolve_overlaps(finder.find(plain_text, articles=True))
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
        base_value_max = to_base(unit, base_value_max, None).value
    return Quantity(base_value_max=base_value_max, **values)


def _as_in_a_text(text: str) -> str:
    """Without the freedoms that only a text of its own takes: spaces inside, financial digits, 摄氏37度, 12k."""
    text = re.sub(r"\s+", "", text).translate(FINANCIAL)
    text = re.sub(r"([0-9.,]+)[kK](?![A-Za-z])", lambda m: str(parse_number(m[1] + "k") or m[0]), text)
    return re.sub(r"(摄氏|华氏)(?:温度)?(.+?)(?:度|°)$", r"\2\1度", re.sub(r"(摄氏|华氏)°$", r"\1度", text))
