"""Numerals: what a written number is worth.

A numeral may be Arabic (`1,234.5`, `２００`), Chinese (`三百五`, `廿二`, `壹佰`, `二〇二三`), mixed (`3亿5000万`, `8千多`),
vague (`十几万`, `数百`, `七八十`), a decimal (`三点五`) or a fraction (`三分之一`, `一又二分之一`, `一半`). Values are computed
with integers and fractions and become a float once, at the end.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

Exact = int | Fraction
Vagueness = Literal["exact", "approx", "more"]

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
    "廿": 20,
    "卅": 30,
}
MAGNITUDES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?"
"""An Arabic number in normalized text, with separators and decimals; no groups."""

CHINESE = r"[零〇○一二三四五六七八九两俩仨廿卅十百千万亿兆]++(?:点[零〇一二三四五六七八九]++(?:[百千]?[万亿])?)?"
"""A Chinese number in normalized text; no groups. Not all that it matches is a numeral: ask `parse_numeral`."""

NUMERAL = rf"(?:{ARABIC}(?: ?[十百千万亿兆](?:(?!(?:19|20)[0-9]{{2}}[-年]){ARABIC}|[零〇一二三四五六七八九两十百千万亿兆])*+)?|{CHINESE})"
"""An Arabic, Chinese or mixed number in normalized text; no groups."""

LONGEST = 80
"""Longer than any number that is meant as one; hostile runs of digits end here."""

_CANONICAL = str.maketrans(
    "０１２３４５６７８９，．％－−＋／＾負壹貳贰弍叁參叄参肆伍陸陆柒捌玖拾佰陌仟阡萬億兩倆點幾數餘來份圓圆塊壱弐仏·",
    "0123456789,.%--+/^负一二二二三三三三四五六六七八九十百百千千万亿两俩点几数余来分元元块一二零.",
)
_SPACE = re.compile(r"[\s　]+")
_PLAIN = re.compile(rf"({ARABIC})([十百千万亿兆]*)")
_ARABIC = re.compile(ARABIC)
_WRITTEN_MAGNITUDES = "兆亿万千百十"
_VAGUE = re.compile(r"(?<=[十百千万亿])零?几|(?<=十)数|(?<=[0-9十百千万亿])[多余]|(?<=[0-9十百千万])来")
_NEIGHBOURS = re.compile(
    "(?<![零〇一二三四五六七八九])(?:一[二两]|二三|两三|三[四五]|四五|五六|六七|七八|八九)(?![零〇一二三四五六七八九])"
)
_COLLOQUIAL = re.compile(r"[一二三四五六七八九1-9](?=点|$)")
_VAGUE_HEAD = re.compile(r"(?:上|好?[几数])(?=[十百千万亿])")
_COUNTED_BY = re.compile(r"数以([十百千万亿]+)计")
_ROUND_DOWN = {"百八十": (80, 100), "千八百": (800, 1000), "万八千": (8000, 10000)}


@dataclass(frozen=True, slots=True)
class Number:
    """What a numeral is worth.

    Parameters
    ----------
    value
        The number, or the lower end of a range; whole numbers are ints.
    value_max
        The upper end where two neighbouring digits stand together (`七八十` → 70, 80), else None.
    vagueness
        `approx` for 几, 数, 来 and neighbouring digits, `more` for 多, 余 and 上百, else `exact`.
    """

    value: int | float
    value_max: int | float | None = None
    vagueness: Vagueness = "exact"


def parse_number(text: str) -> int | float | None:
    """The value of a text that is a number and nothing else, or None.

    It also reads what only stands alone: counted pairs and dozens, `100k`, `2^5`, amounts in characters.

    >>> parse_number("两万三"), parse_number("３亿５０００万"), parse_number("壹佰捌拾壹圆柒角")
    (23000, 350000000, 181.7)
    >>> parse_number("三分之一"), parse_number("负零点一"), parse_number("二〇二三")
    (0.3333333333333333, -0.1, 2023)
    >>> parse_number("万一") is None, parse_number("苹果") is None
    (True, True)
    """
    if len(text) > LONGEST:
        return None
    canonical = text.strip().translate(_CANONICAL)
    value = _read_mixed_fraction(canonical)
    if value is None:
        value = _read_signed(_SPACE.sub("", canonical))
    return None if value is None else plain(value)


def parse_numeral(text: str) -> Number | None:
    """The value of a numeral as it stands in a sentence, or None where the text is no numeral.

    >>> parse_numeral("十几万")
    Number(value=100000, value_max=None, vagueness='approx')
    >>> parse_numeral("七八十")
    Number(value=70, value_max=80, vagueness='approx')
    >>> parse_numeral("8千多")
    Number(value=8000, value_max=None, vagueness='more')
    """
    return None if len(text) > LONGEST else _parse_numeral(text)


def plain(value: Exact) -> int | float:
    """An exact number as an int where it is whole, else as the nearest float."""
    if isinstance(value, int):
        return value
    return value.numerator if value.denominator == 1 else value.numerator / value.denominator


def exact(value: int | float) -> Exact:
    """The decimal number that a float was written as (0.1 → 1/10), so that products do not gather errors."""
    return value if isinstance(value, int) else Fraction(repr(value))


@lru_cache(maxsize=4096)
def _parse_numeral(text: str) -> Number | None:
    canonical = _SPACE.sub("", text).translate(_CANONICAL)
    negative = canonical[:1] in {"负", "-"}
    read = _read(canonical[negative:])
    if read is None:
        return None
    low, high, vagueness = read
    if negative:
        low, high = (-low, None) if high is None else (-high, -low)
    return Number(plain(low), None if high is None else plain(high), vagueness)


def _read(text: str) -> tuple[Exact, Exact | None, Vagueness] | None:
    """An unsigned numeral in canonical characters: value, upper end, vagueness."""
    if plain_match := _PLAIN.fullmatch(text):
        value = _arabic(plain_match[1])
        for magnitude in plain_match[2]:
            value *= MAGNITUDES[magnitude]
        return value, None, "exact"
    if text in _ROUND_DOWN:
        low, high = _ROUND_DOWN[text]
        return low, high, "approx"
    if text in {"一半", "半"}:
        return Fraction(1, 2), None, "exact"
    if counted := _COUNTED_BY.fullmatch(text):
        text = "数" + counted[1]
    if "分之" in text:
        return _read_fraction(text)
    if head := _VAGUE_HEAD.match(text):
        read = _read_positional(text[head.end() :])
        if read is None or read[1] is not None:
            return None
        return read[0], None, "more" if head[0] == "上" or read[2] == "more" else "approx"
    return _read_positional(text)


def _arabic(text: str) -> Exact:
    text = text.replace(",", "")
    return Fraction(text) if "." in text else int(text)


def _read_fraction(text: str) -> tuple[Exact, Exact | None, Vagueness] | None:
    """`三分之一`, `一又二分之一`."""
    whole: Exact = 0
    if "又" in text:
        head, _, text = text.partition("又")
        read = _read_positional(head)
        if read is None:
            return None
        whole = read[0]
    below, _, above = text.partition("分之")
    parts = []
    for part in (below, above):
        sign = -1 if part[:1] in {"负", "-"} else 1
        read = _read_positional(part[1:] if sign < 0 else part)
        if read is None or read[1] is not None:
            return None
        parts.append(sign * read[0])
    if not parts[0]:
        return None
    return whole + Fraction(parts[1]) / parts[0], None, "exact"


def _read_positional(text: str) -> tuple[Exact, Exact | None, Vagueness] | None:
    """Digits, magnitudes and at most one vague element: `一百二`, `3千多万`, `十七八`, `二点四万`."""
    vagueness: Vagueness = "exact"
    if vague := _VAGUE.search(text):
        vagueness = "more" if vague[0] in "多余" else "approx"
        text = text[: vague.start()] + text[vague.end() :]
    elif "点" not in text and (pair := _NEIGHBOURS.search(text)):
        low = _magnified(text[: pair.start() + 1] + text[pair.end() :])
        high = _magnified(text[: pair.start()] + text[pair.start() + 1 :])
        return None if low is None or high is None or low >= high else (low, high, "approx")
    value = _magnified(text)
    return None if value is None else (value, None, vagueness)


def _magnified(text: str) -> Exact | None:
    """Each magnitude multiplies what stands before its last occurrence: 3千万亿 is 3千万 times 亿."""
    for magnitude in _WRITTEN_MAGNITUDES:
        if magnitude in text:
            break
    else:
        return _decimal(text)
    before, _, after = text.rpartition(magnitude)
    scale = MAGNITUDES[magnitude]
    factor = 1 if before in {"", "零", "〇"} else _magnified(before)
    if factor is None or (scale <= 1000 and factor >= 10 and not before[-1].isascii()):
        return None
    if scale >= 10**4 and before == "" and len(after) == 1:
        return None
    if not after:
        return factor * scale
    if after[0] in "百千万亿兆":
        return None
    if after[0] == "点":
        rest = _magnified("零" + after)
    else:
        rest = _magnified(after.lstrip("零〇")) if after.strip("零〇") else 0
        if rest is not None and _COLLOQUIAL.match(after) and scale >= 100:
            rest = int(rest) * (scale // 10) + (rest - int(rest))
    return None if rest is None or rest >= scale else factor * scale + rest


def _decimal(text: str) -> Exact | None:
    """Digits without a magnitude: `七`, `12.5`, `三点五`, `二〇二三`, `廿二`."""
    head, point, decimals = text.partition("点")
    value = _digits(head)
    if not point:
        return value
    if value is None or not decimals or "." in decimals or (fraction := _digits(decimals)) is None:
        return None
    return value + Fraction(fraction, 10 ** len(decimals))


def _digits(text: str) -> Exact | None:
    if _ARABIC.fullmatch(text):
        return _arabic(text)
    values = [DIGITS.get(c, 100) for c in text]
    if not values or max(values) > 30:
        return None
    if values[0] >= 20 and len(values) <= 2:
        return sum(values) if max(values[1:], default=0) < 10 else None
    return int("".join(map(str, values))) if max(values) < 10 else None


_SUFFIXES = {"k": 10**3, "M": 10**6, "G": 10**9, "打": 12, "对": 2, "双": 2, "個": 1, "个": 1}
_POWER = re.compile(r"([0-9.]{1,10})\^\+?(-?[0-9]{1,3})")
_EXPONENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)[eE]([+-]?[0-9]{1,3})")
_SLASH = re.compile(r"([0-9]{1,20})/([0-9]{1,20})")
_MIXED_FRACTION = re.compile(r"(-|负)?([0-9]{1,20}) +([0-9]{1,20})/([0-9]{1,20})")
_AMOUNT = re.compile(r"([^元块角毛分]+)[元块](?:整|正|又|零)?(?:([^元角分]{1,2})[角毛])?(?:([^元角分]{1,2})分)?整?")


def _read_mixed_fraction(text: str) -> Exact | None:
    """`1 3/5`: only here a space counts."""
    match = _MIXED_FRACTION.fullmatch(text)
    if not match or not int(match[4]):
        return None
    value = int(match[2]) + Fraction(int(match[3]), int(match[4]))
    return -value if match[1] else value


def _read_signed(text: str) -> Exact | None:
    if text[:1] in {"负", "-", "+"}:
        value = _read_alone(text[1:])
        return value if value is None or text[0] == "+" else -value
    return _read_alone(text)


def _read_alone(text: str) -> Exact | None:
    """A number that stands alone, without sign and spaces, in canonical characters."""
    if text.startswith(".") and text[1:2].isdigit():
        text = "0" + text
    read = _read(text)
    if read is not None:
        return read[0] if read[1] is None else _digits(text)
    if match := _SLASH.fullmatch(text):
        return Fraction(int(match[1]), int(match[2])) if int(match[2]) else None
    if match := _EXPONENT.fullmatch(text):
        return Fraction(match[1]) * Fraction(10) ** int(match[2])
    if match := _POWER.fullmatch(text):
        try:
            return Fraction(match[1]) ** int(match[2])
        except (ValueError, ZeroDivisionError):
            return None
    if match := _AMOUNT.fullmatch(text):
        parts = [_read(part) if part else (0, None, "exact") for part in match.groups()]
        if all(parts):
            yuan, jiao, fen = (part[0] for part in parts if part)
            return yuan + Fraction(jiao) / 10 + Fraction(fen) / 100
        return None
    if match := re.fullmatch(r"([二三四五六七八九十])分([一二三四五六七八九])", text):
        return Fraction(DIGITS[match[2]], DIGITS.get(match[1], 10))
    if text.endswith("个半") and (whole := _read_alone(text[:-2])) is not None:
        return whole + Fraction(1, 2)
    suffix = text[-1:].replace("K", "k").replace("對", "对").replace("雙", "双")
    if len(text) > 1 and suffix in _SUFFIXES and text[-2] not in _SUFFIXES:
        value = _read_alone(text[:-1])
        return None if value is None else value * _SUFFIXES[suffix]
    return None
