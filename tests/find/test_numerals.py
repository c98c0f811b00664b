import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhfacts.find.numerals import ARABIC, CHINESE, NUMERAL, Number, parse_number, parse_numeral

SIMPLIFIED = ("零一二三四五六七八九", "十百千", "万亿")
TRADITIONAL = ("零一二三四五六七八九", "十百千", "萬億")
FINANCIAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万亿")
FINANCIAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬億")


def chinese(number: int, forms: tuple[str, str, str]) -> str:
    """The reading of 0 ≤ number < 10^12, as a cheque has it: every magnitude with its digit, 零 for gaps."""
    digits, small, large = forms
    if number == 0:
        return digits[0]
    out = ""
    for scale, name in ((10**8, large[1]), (10**4, large[0]), (1, "")):
        section = number // scale % 10**4
        if not section:
            continue
        if out and section < 1000:
            out += digits[0]
        gap = False
        for power in (3, 2, 1, 0):
            digit = section // 10**power % 10
            if digit:
                out += (digits[0] if gap and not out.endswith(digits[0]) else "") + digits[digit]
                out += small[power - 1] if power else ""
                gap = False
            else:
                gap = section // 10 ** (power + 1) > 0
        out += name
    return out


@given(st.integers(0, 10**12 - 1), st.sampled_from([SIMPLIFIED, TRADITIONAL, FINANCIAL, FINANCIAL_TRADITIONAL]))
def test_a_written_integer_is_read_back(number: int, forms: tuple[str, str, str]) -> None:
    assert parse_number(chinese(number, forms)) == number


@given(st.integers(0, 10**15))
def test_separators_and_width_do_not_matter(number: int) -> None:
    wide = f"{number:,}".translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))
    assert parse_number(str(number)) == parse_number(f"{number:,}") == parse_number(wide) == number


@given(st.integers(0, 10**9), st.integers(1, 6))
def test_decimals_are_the_nearest_float(number: int, places: int) -> None:
    text = f"{number / 10**places:.{places}f}"
    assert parse_number(text) == float(text)
    head, _, tail = text.partition(".")
    spoken = chinese(int(head), SIMPLIFIED) + "点" + "".join("零一二三四五六七八九"[int(d)] for d in tail)
    assert parse_number(spoken) == float(text)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_fractions(below: int, above: int) -> None:
    text = f"{chinese(below, SIMPLIFIED)}分之{chinese(above, SIMPLIFIED)}"
    assert parse_number(text) == above / below


@given(st.text("零一二三四五六七八九十百千万亿点半分之又两几多余0123456789.,-+/ ", max_size=30))
def test_nonsense_is_a_number_or_none(text: str) -> None:
    for read in (parse_number(text), parse_numeral(text)):
        assert read is None or isinstance(read, int | float | Number)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百二", 120), ("两万三", 23000), ("一万零三", 10003), ("百三", 130), ("一千五", 1500), ("三百五", 350),
        ("廿二", 22), ("卅", 30), ("五百卅四", 534), ("俩", 2), ("仨", 3), ("兩千六", 2600), ("二〇二三", 2023), ("○", 0),
        ("3亿5000万", 350000000), ("1.2万", 12000), ("5千", 5000), ("3千万亿", 3 * 10**15), ("八千亿", 8 * 10**11),
        ("两百零三万", 2030000), ("七 萬 五千", 75000), ("四十九兆九千亿", 49900000000000), ("1,100.9亿", 110090000000),
        ("十几万", 100000), ("千余", 1000), ("五百余万", 5000000), ("数十", 10),
        ("三点五", 3.5), ("二点四万", 24000), ("负零点一", -0.1), ("－3.5", -3.5), (".5", 0.5),
        ("半", 0.5), ("一半", 0.5), ("两个半", 2.5), ("三分之一", 1 / 3), ("一又二分之一", 1.5), ("1 3/5", 1.6),
        ("100k", 100000), ("一打", 12), ("五对", 10), ("壹佰捌拾壹圆柒角", 181.7), ("壹拾壹元整", 11),
    ],
)  # fmt: skip
def test_parse_number(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "万一", "苹果", "十十", "一百百", "亿万", "三点", "点五", "1.2.3", "12,34", "三分之零分之", "零分之一", "七八十", "1" * 1000],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三五", Number(3, 5, "approx")),
        ("十七八", Number(17, 18, "approx")),
        ("四五百", Number(400, 500, "approx")),
        ("一百二三十", Number(120, 130, "approx")),
        ("三四百万", Number(3000000, 4000000, "approx")),
        ("百八十", Number(80, 100, "approx")),
        ("几百", Number(100, None, "approx")),
        ("好几千", Number(1000, None, "approx")),
        ("十来", Number(10, None, "approx")),
        ("上百", Number(100, None, "more")),
        ("上千万", Number(10000000, None, "more")),
        ("数以万计", Number(10000, None, "approx")),
        ("九千二百余", Number(9200, None, "more")),
        ("8千多", Number(8000, None, "more")),
        ("1.2万余", Number(12000, None, "more")),
    ],
)
def test_vague_numerals(text: str, number: Number) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize("text", ["二〇二三", "3亿5000万", "1,234.5", "三点五万", "二百五十", "161.96 亿"])
def test_the_patterns_cover_a_numeral(text: str) -> None:
    assert re.fullmatch(NUMERAL, text)
    assert re.fullmatch(f"{ARABIC}|{CHINESE}|{NUMERAL}", text)


@pytest.mark.parametrize("unit", ["1", "万", "1,1", "一二三", "万1", "点五"])
def test_a_megabyte_of_one_run_is_no_number(unit: str) -> None:
    """It would take minutes if it were not linear."""
    text = unit * (1_000_000 // len(unit))
    assert parse_number(text) is None
    for match in re.finditer(NUMERAL, text):
        assert len(match[0]) < 100 or parse_numeral(match[0]) is None
