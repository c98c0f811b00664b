"""Shapes of figures that are more than a number with a unit: shares, ranges, scores, amounts in several units.

Each function reads what one kind of rule in `rules/figures.toml` matched, into candidates and the place where reading
goes on, or declines with None.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from zhfacts.find.candidates import Candidate
from zhfacts.find.numerals import LONGEST, MAGNITUDES, Exact, Number, exact, parse_numeral, plain
from zhfacts.find.quantities import SPACES, rate, rate_of
from zhfacts.rulebook import Rule

if TYPE_CHECKING:
    from zhfacts.find.figures import Finder

HAS_MYRIADS = re.compile(r"[万亿兆]")
MYRIADS_AT_END = re.compile(r"[万亿兆]++[多余]?$")
MAGNITUDES_AT_END = re.compile(r"[百千万亿兆]++[多余]?$")
DIGIT_STRING = re.compile(r"[一二三四五六七八九两]{2,}")
NO_QUANTITY = re.compile(r"[零〇](?![下点])|0[0-9]")
DIGITS = "零一二三四五六七八九"
CONNECTORS = "至到-–—―~～〜∼－、"
INCLUSIVE = re.compile(r"[（(]含[）)]")
SEPARATE = re.compile(r"[从由自]$|[从由自].$")
SPREAD = re.compile(r"不等|之间|的?区间|范围|的")
CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9]")
SPORT = re.compile(r"比分|胜|负|平|击败|战|落后|领先|比|球|局|队|拿下|扳|追|反超|告终")
AMONG_SPORT = re.compile(rf"{SPORT.pattern}|以$|[0-9][:：∶][0-9]{{1,2}}[、，和]$")
ARABIC_NUMBER = re.compile(r"[0-9]++(?:\.[0-9]++)?")

Read = tuple[Candidate | None, int]
"""What was read, None where it is none, and where reading goes on."""


class Hit(NamedTuple):
    """A place where a rule matches."""

    text: str
    start: int
    end: int
    rule: Rule
    match: re.Match[str]

    def group(self, name: str) -> str:
        """A named group of the rule; "" where it took no part in the match."""
        return self.match[name] or ""

    def span(self, name: str) -> tuple[int, int]:
        """Where a named group of the rule stands."""
        return self.match.span(name)


@lru_cache(maxsize=4096)
def read_numeral(text: str) -> Number | None:
    """A numeral of a text: not 零 alone or 09, and no run of digits (一三五) but for neighbours (三五)."""
    if len(text) > LONGEST or NO_QUANTITY.match(text):
        return None
    number = parse_numeral(text.replace("零下", "负"))
    return None if number and number.value_max is None and DIGIT_STRING.fullmatch(text) else number


def _bare(finder: "Finder", hit: Hit, start: int, end: int, number: Number) -> Candidate:
    return finder.amount(hit.text, hit.rule, start, end, number, None, dimension=hit.rule.set["dimension"])


def _read_numeral(finder: "Finder", hit: Hit) -> Read | None:
    """`三分之二`, `一半`, `数以千计`, `零`."""
    numeral = hit.text[hit.start : hit.end]
    number = parse_numeral(numeral)
    if number is None:
        return None
    return _bare(finder, hit, hit.start, hit.end, number), hit.end


def _read_slash_fraction(finder: "Finder", hit: Hit) -> Read | None:
    """`2/3`."""
    above, _, below = hit.text[hit.start : hit.end].partition("/")
    number = Number(int(above) / int(below))
    return _bare(finder, hit, hit.start, hit.end, number), hit.end


def _read_count(finder: "Finder", hit: Hit) -> Read | None:
    """A number whose unit is empty: `三`大, `13`篮板; the span ends with the match where 大 belongs to it."""
    start, end = hit.span("value")
    number = parse_numeral(hit.text[start:end])
    if number is None:
        return None
    start, end = (hit.start, hit.end) if hit.text[end : hit.end] == "大" else (start, end)
    return _bare(finder, hit, start, end, number), hit.end


def _read_record(finder: "Finder", hit: Hit) -> Read | None:
    """`10胜`5负."""
    start, end = hit.span("value")
    number = parse_numeral(hit.text[start:end])
    if number is None:
        return None
    name = hit.text[end : hit.end]
    return finder.amount(hit.text, hit.rule, start, hit.end, number, None, name=name), hit.end


def _read_score(_: "Finder", hit: Hit) -> Read | None:
    """`3:1` has no value of its own; 10:30 is a score only among words of sport."""
    text, start, end = hit.text, hit.start, hit.end
    while text[start] in SPACES:
        start += 1
    if CLOCK.fullmatch(text, start, end) and not (
        AMONG_SPORT.search(text[max(0, start - 8) : start]) or SPORT.search(text[end : end + 5])
    ):
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
    return Candidate(start, end, hit.rule.id, hit.rule.priority, values=values), end


def _read_percent(finder: "Finder", hit: Hit) -> Read | None:
    """`百分之三十`, `万分之五`."""
    per, low_text, high_text = hit.group("per"), hit.group("value"), hit.group("high")
    scale = 100 if per == "百" else parse_numeral(per)
    low = read_numeral(low_text)
    if low is None or scale is None:
        return None
    whole = int(scale if isinstance(scale, int) else scale.value)
    values = []
    for number in (low, read_numeral(high_text) if high_text else None):
        if number is not None:
            values.append(plain(exact(number.value) * Fraction(100, whole)))
    value_max = values[1] if len(values) > 1 else low.value_max
    number = Number(values[0], value_max, low.vagueness)
    return finder.amount(hit.text, hit.rule, hit.start, hit.end, number, finder.units.by_name["%"]), hit.end


def _read_tenths(finder: "Finder", hit: Hit) -> Read | None:
    """`六成` is 60 %."""
    low, high, more = hit.group("low"), hit.group("high"), hit.group("more")
    number = parse_numeral(low)
    if number is None:
        return None
    value, value_max = number.value, number.value_max
    if high:
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
    return finder.amount(hit.text, hit.rule, hit.start, hit.end, number, finder.units.by_name["%"]), hit.end


def _read_discount(finder: "Finder", hit: Hit) -> Read | None:
    """`九折` is 90 % of the price, `75折` 75 %."""
    start, end = hit.span("value")
    numeral = hit.text[start:end]
    number = parse_numeral(numeral)
    if number is None:
        return None
    value = exact(number.value)
    if DIGIT_STRING.fullmatch(numeral):
        value = int("".join(str(DIGITS.index(c)) for c in numeral.replace("两", "二")))
    if value > 10:
        value *= Fraction(1, 10)
    if not 0 < value <= 10 or (number.value_max is not None and len(numeral) > 2):
        return None
    candidate = finder.amount(
        hit.text, hit.rule, start, hit.end, Number(plain(value)), None, name="折", dimension="percent"
    )
    candidate.values.update(base_value=plain(value * 10), base_unit="%")
    return candidate, hit.end


def _read_doubled(finder: "Finder", hit: Hit) -> Read | None:
    """`翻两番` is four times."""
    count = parse_numeral(hit.group("count") or "一")
    if count is None or not isinstance(count.value, int):
        return None
    number = Number(2**count.value)
    return finder.amount(hit.text, hit.rule, hit.start, hit.end, number, finder.units.by_name["倍"]), hit.end


def _read_range(finder: "Finder", hit: Hit) -> Read | None:
    """`3万至5万元`, `10-20家`: units and magnitudes may stand with the upper end only."""
    text = hit.text
    (low_start, low_end), (high_start, high_end) = hit.span("low"), hit.span("high")
    low, high = read_numeral(text[low_start:low_end]), read_numeral(text[high_start:high_end])
    if low is None or high is None or low.value_max is not None or high.value_max is not None:
        return None
    upper = finder.unit_at(text, low_start, high_end, high)
    between = INCLUSIVE.sub("", text[low_end : _connector(text, low_end, high_start)]).strip(SPACES)
    lower = finder.units.at(between, 0) if between else None
    if between:
        if lower is None or lower[1] != len(between) or upper is None or lower[0].name != upper[0].name:
            return None
        if SEPARATE.search(text[max(0, low_start - 2) : low_start]) and not SPREAD.match(text, upper[1]):
            return None
    elif upper is None and not (HAS_MYRIADS.search(text[high_start:high_end])):
        return None
    if upper is not None and upper[0].dimension == "time":
        return None, upper[1]
    if upper is not None and not finder.fits(text, high_start, high_end, upper[0]):
        return None, upper[1]
    low_value = low.value
    if not between:
        low_value = _scaled(low_value, text[low_start:low_end], text[high_start:high_end])
    if low_value >= high.value:
        return None
    vagueness = "approx" if hit.rule.id == "figure.range.enumerated" else low.vagueness
    if hit.rule.id == "figure.range.enumerated":
        digit = read_numeral(text[high_start])  # 2、3万
        if digit is None or digit.value - low.value != 1:
            return None
    number = Number(low_value, high.value, vagueness)
    end = upper[1] if upper else high_end
    name = unit = None
    if upper is not None:
        unit, name = upper[0], upper[0].name
        if denominator := rate(text, end):
            name, end, unit = name + denominator[0], denominator[1], rate_of(unit)
        if name == "度":
            unit = finder.degrees(text, low_start, end, unit)
    return finder.amount(hit.text, hit.rule, low_start, end, number, unit, name=name), end


def _scaled(low: int | float, low_numeral: str, high_numeral: str) -> int | float:
    """The lower end with the magnitudes that stand with the upper only: 十八至三十万, 七千到九千亿, but 8500到3万."""
    if HAS_MYRIADS.search(low_numeral):
        return low
    shared = (MYRIADS_AT_END if MAGNITUDES_AT_END.search(low_numeral) else MAGNITUDES_AT_END).search(high_numeral)
    head = parse_numeral(high_numeral[: shared.start()]) if shared else None
    if shared is None or head is None or low >= head.value:
        return low
    value = exact(low)
    for character in shared[0].rstrip("多余"):
        value *= MAGNITUDES[character]
    return plain(value)


def _connector(text: str, start: int, end: int) -> int:
    """Where 至, 到 or a dash between two numbers begins."""
    while end > start and text[end - 1] in SPACES:
        end -= 1
    while end > start and text[end - 1] in CONNECTORS:
        end -= 1
    return end


def _read_bounds(finder: "Finder", hit: Hit) -> Read | None:
    """`1%以上10%以下`."""
    low, high = parse_numeral(hit.group("low")), parse_numeral(hit.group("high"))
    (_, low_end), (_, high_end) = hit.span("low"), hit.span("high")
    if low is not None and high is not None and low.value < high.value:
        lower, upper = (
            finder.units.at(hit.text, low_end + len(unit) - len(unit.lstrip(SPACES)))
            for low_end, unit in ((low_end, hit.group("low_unit")), (high_end, hit.group("high_unit")))
        )
        ends = hit.span("low_unit")[1], hit.span("high_unit")[1]
        if lower and upper and lower[0] == upper[0] and (lower[1], upper[1]) == ends and upper[0].dimension != "time":
            number = Number(low.value, high.value)
            return finder.amount(hit.text, hit.rule, hit.start, hit.end, number, upper[0], modifier="exact"), hit.end
    return None


def _read_slash(finder: "Finder", hit: Hit) -> Read | None:
    """`220/300Mbps`: the number before the slash takes the unit behind the next one."""
    start, end = hit.span("value")
    after = ARABIC_NUMBER.match(hit.text, end + 1)
    number = parse_numeral(hit.text[start:end])
    found = finder.units.at(hit.text, after.end()) if after else None
    if number is None or found is None or found[0].dimension == "time":
        return None
    return finder.amount(hit.text, hit.rule, start, end, number, found[0]), hit.end


def _read_compound(finder: "Finder", hit: Hit) -> Read | None:
    """`3元5角`, `1米75`: the amount in the larger unit."""
    text = hit.text
    start, end = hit.span("value")
    unit = finder.units.by_name[hit.group("unit")]
    tail = hit.group("tail") or hit.group("tenth")
    if tail:
        number = parse_numeral(text[start:end])
        digits = "".join(str(DIGITS.index(c)) if c > "9" else c for c in tail)
        if number is None or number.vagueness != "exact" or not isinstance(number.value, int):
            return None
        metres = exact(number.value) + exact(float(f"0.{digits}"))
        return finder.amount(hit.text, hit.rule, start, hit.end, Number(plain(metres)), unit), hit.end
    parts = [(parse_numeral(hit.group("value")), unit)]
    smaller = hit.group("unit_b")
    parts.append((parse_numeral(hit.group("value_b")), finder.units.by_name["分钱" if smaller == "分" else smaller]))
    if hit.group("value_c"):
        parts.append((parse_numeral(hit.group("value_c")), finder.units.by_name["分钱"]))
    total: Exact = 0
    for number, part in parts:
        if number is None or number.value_max is not None or part.factor is None or part.dimension != unit.dimension:
            return None
        total += exact(number.value) * part.factor
    if unit.factor is None or total <= 0:
        return None
    number = Number(plain(Fraction(total) / unit.factor))
    return finder.amount(hit.text, hit.rule, hit.start, hit.end, number, unit), hit.end


def _read_ge(finder: "Finder", hit: Hit) -> Read | None:
    """`3个亿`."""
    number = read_numeral(hit.group("value"))
    if number is None:
        return None
    scale = 1
    for character in hit.group("scale"):
        scale *= MAGNITUDES[character]
    value_max = None if number.value_max is None else plain(exact(number.value_max) * scale)
    number = Number(plain(exact(number.value) * scale), value_max, number.vagueness)
    found = finder.unit_at(hit.text, hit.start, hit.end, number)
    if found is not None and found[0].dimension != "time":
        if hit.group("scale") != "亿":
            return None
        return finder.amount(hit.text, hit.rule, hit.start, found[1], number, found[0]), found[1]
    return finder.amount(hit.text, hit.rule, hit.start, hit.end, number, None), hit.end


def _read_power(finder: "Finder", hit: Hit) -> Read | None:
    """`3.5×10^8`, `10的6次方`."""
    value = exact(float(hit.group("value"))) if hit.group("value") else Fraction(1)
    power = int(hit.group("power").replace("负", "-"))
    number = Number(plain(value * Fraction(10) ** power))
    found = finder.unit_at(hit.text, hit.start, hit.end, number)
    unit, end = found if found is not None and found[0].dimension != "time" else (None, hit.end)
    return finder.amount(hit.text, hit.rule, hit.start, end, number, unit), end


READERS: dict[str, Callable[["Finder", Hit], Read | None]] = {
    "bounds": _read_bounds,
    "compound": _read_compound,
    "count": _read_count,
    "discount": _read_discount,
    "doubled": _read_doubled,
    "ge": _read_ge,
    "numeral": _read_numeral,
    "percent": _read_percent,
    "power": _read_power,
    "range": _read_range,
    "record": _read_record,
    "score": _read_score,
    "slash": _read_slash,
    "slash_fraction": _read_slash_fraction,
    "tenths": _read_tenths,
}
"""What a rule of `rules/figures.toml` names in `resolve`."""
