"""Figures in sentences of many kinds of news; the sentences are in figure_sentences.txt."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhfacts.find.candidates import Candidate, resolve_overlaps
from zhfacts.find.figures import Quantity, find_figures, parse_quantity
from zhfacts.find.quantities import load_units
from zhfacts.normalize import normalize
from zhfacts.rulebook import load_rulebook

MARK = re.compile(r"\{([^|{}]+)\|([^|{}]*)\|([^|{}]*)(?:\|(\w+))?\}")
LINES = Path(__file__).with_name("figure_sentences.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [line for line in LINES if not line.startswith("#")]


def figures(text: str) -> list[Candidate]:
    return resolve_overlaps(find_figures(text))[0]


def marked(text: str) -> str:
    """The sentence with its figures marked as in figure_sentences.txt."""
    out, done = "", 0
    for c in figures(text):
        high = "" if c.values["value_max"] is None else f"~{c.values['value_max']}"
        modifier = "" if c.values["modifier"] == "exact" else f"|{c.values['modifier']}"
        out += (
            f"{text[done : c.start]}{{{text[c.start : c.end]}|{c.values['value']}{high}|{c.values['unit']}{modifier}}}"
        )
        done = c.end
    return out + text[done:]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentence(sentence: str) -> None:
    assert marked(MARK.sub(r"\1", sentence)) == sentence


def test_there_are_sentences_enough() -> None:
    assert len(SENTENCES) > 200


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("建成两条线路和一条干线。", ["两条", "一条"]),
        ("平均每10人中就有一个骨干。", ["10人", "一个"]),
        ("一名教师、三名学生受伤。", ["一名", "三名"]),
        ("发现一个问题。", []),
        ("一公里长，投资一亿元。", ["一公里", "一亿元"]),
    ],
)
def test_one_is_an_article_unless_it_is_listed_or_has_a_real_unit(text: str, kept: list[str]) -> None:
    assert [text[c.start : c.end] for c in figures(text)] == kept


@pytest.mark.parametrize(
    ("text", "dimension", "value", "unit"),
    [
        ("投资3亿元", "money", 300000000, "元"),
        ("新台币3亿元", "money", 300000000, "新台币"),
        ("5公里", "length", 5000, "m"),
        ("3万亩", "area", 20000000, "m2"),
        ("2吨", "mass", 2000, "kg"),
        ("120公里/小时", "speed", 120 / 3.6, "m/s"),
        ("98.6华氏度", "temperature", 37, "℃"),
        ("气温达37度", "temperature", 37, "℃"),
        ("发电20度", "energy", 72000000, "J"),
        ("16兆瓦", "power", 16000000, "W"),
        ("8GB", "data", 8000000000, "byte"),
        ("3.2GHz", "frequency", 3200000000, "Hz"),
        ("25个基点", "percentage_point", 0.25, "个百分点"),
        ("三成", "percent", 30, "%"),
        ("八五折", "percent", 85, "%"),
        ("翻两番", "multiple", 4, "倍"),
        ("35岁", "age", 35, "岁"),
        ("360吨/天", "other", None, None),
    ],
)
def test_base_unit_of_each_dimension(text: str, dimension: str, value: float | None, unit: str | None) -> None:
    (figure,) = figures(text)
    assert figure.values["dimension"] == dimension
    assert figure.values["base_unit"] == unit
    assert figure.values["base_value"] == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("港币5亿元", (500000000, None, "港元", "exact")),
        ("約4.287億美元", (428700000, None, "美元", "approx")),
        ("至少九千块钱以上", (9000, None, "元", "more")),
        ("从8500到3万港元", (8500, 30000, "港元", "exact")),
        ("六斤八两", (6.8, None, "斤", "exact")),
        ("三米九", (3.9, None, "米", "exact")),
        ("123元1角1分", (123.11, None, "元", "exact")),
        ("百分之二十到三十", (20, 30, "%", "exact")),
        ("一吨半", (1.5, None, "吨", "exact")),
    ],
)
def test_parse_quantity(text: str, expected: tuple[float, float | None, str, str]) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.value, quantity.value_max, quantity.unit, quantity.modifier) == expected


def test_parse_quantity_gives_both_ends_in_the_base_unit() -> None:
    assert parse_quantity("3至5公里") == Quantity(3, 5, "公里", "exact", "length", 3000, 5000, "m")


@pytest.mark.parametrize("text", ["", "第三", "苹果", "3公里和5公里", "投资很大", "3公里" * 100])
def test_what_is_no_quantity(text: str) -> None:
    assert parse_quantity(text) is None


@given(st.integers(1, 10**8), st.sampled_from(["元", "家", "公里", "吨", "%", "平方米", "人次", "美元", "倍"]))
def test_a_whole_number_with_a_unit_is_read_back(value: int, unit: str) -> None:
    for number in (str(value), f"{value:,}"):
        (figure,) = figures(f"共{number}{unit}。")
        assert (figure.values["value"], figure.values["unit"]) == (value, unit)


@given(
    st.text(
        "0123456789零一二两三五十百千万亿几多余点半元个家米%％年月成折倍大第前至到-~、，。/:.+上下近约超 不",
        max_size=40,
    )
)
def test_no_text_breaks_it(text: str) -> None:
    for candidate in find_figures(text):
        assert 0 <= candidate.start < candidate.end <= len(text)
        assert candidate.drop or text[candidate.start : candidate.end].strip() == text[candidate.start : candidate.end]


@given(st.text(max_size=30))
def test_parse_quantity_takes_any_text(text: str) -> None:
    assert parse_quantity(text) is None or isinstance(parse_quantity(text), Quantity)


@pytest.mark.parametrize(
    "unit",
    ["1", "万", "1,1", "1-", "1万1", "一个", "三至", "百分之", "1元", "上百", "第一", "1:", "1、", " 1", "半", "5多"],
)
def test_a_hundred_thousand_characters_of_one_run_end(unit: str) -> None:
    """They would not if anything were quadratic."""
    text = unit * (100_000 // len(unit))
    assert all(c.end <= len(text) for c in find_figures(text))


def test_units_have_a_base_unit_where_their_dimension_has_one() -> None:
    without = {"other", "time", "multiple"}
    for name, unit in load_units(load_rulebook()).by_name.items():
        if unit.dimension not in without:
            assert unit.factor is not None, name
            assert unit.base_unit, name


def test_traditional_text_reads_like_simplified() -> None:
    text = normalize("營收新台幣120億元，共發行兩檔債券。").text
    assert [text[c.start : c.end] for c in figures(text)] == ["120亿元", "两档"]
