"""What is said of a regular expression holds for it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhfacts.patterns import first_characters, slow_run


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("首个", "首"),
        ("首个|第一", "第首"),
        ("(?:全国)?首个", "全首"),
        ("(?P<scope>[一-三]|全国){2}", "一-三全"),
        ("(?:全国)*+(?>首|第)", "全第首"),
        (r"(?<!\d)(?=\d{4}年)\d+?年", r"\d"),
        (r"^\s?[-~\]]", r"\-\s\]\~"),
        ("(?:全国)?", None),
        (".首", None),
        ("[^全]首", None),
        (r"首|\b", None),
        ("(?i:a)", None),
        (r"(全|国)?\1首", None),
    ],
)
def test_first_characters(pattern: str, first: str | None) -> None:
    assert sorted(first_characters(pattern) or "") == sorted(first or "")


@given(st.text(st.sampled_from("全国首个第一0-9年 \n"), max_size=12))
def test_no_match_begins_elsewhere(text: str) -> None:
    pattern = r"(?:全国)?+(?:首个|(?<!第)一|第[一首]|\d\S?年|\s年)"
    allowed = re.compile(f"[{first_characters(pattern)}]")
    assert all(allowed.match(match[0]) for match in re.finditer(pattern, text))


@pytest.mark.parametrize(
    ("pattern", "phrases", "run"),
    [
        (r"\d+元", [], "1"),
        (r"\d++元", [], "1"),
        (r"(?:\d+,?)+元", [], "1"),
        (r"全国[^。]*首个", [], "全国"),
        (r"跻身.*前列", ["跻身世界前列"], "跻身世界前"),
    ],
)
def test_slow_patterns_are_found(pattern: str, phrases: list[str], run: str) -> None:
    assert slow_run(pattern, phrases) == run


@pytest.mark.parametrize(
    "pattern", [r"(?<!\d)\d++元", r"\d{1,20}元", "全国[^。]{0,20}首个", "[一-龥]{2,12}(?:公司|集团)"]
)
def test_linear_patterns_pass(pattern: str) -> None:
    assert slow_run(pattern, ["全国首个"]) is None
