from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhfacts.normalize import normalize

SAMPLE = (Path(__file__).parents[2] / "corpus" / "sample" / "article.txt").read_text(encoding="utf-8")
PIECES = [
    "苏州",
    "產(chǎn)",
    "業(yè)",
    "?qū)游鼋橘|(zhì)",
    "微球",
    "１２％",
    "&amp;",
    "<p>",
    "\r\n",
    "\u200b",
    "(NMPA)",
    "｜",
    "⽣",
]


def test_the_sample_article_is_clean() -> None:
    normalized = normalize(SAMPLE)
    assert "微球层析介质的公司" in normalized.text
    assert "自主可控的产业创新能力" in normalized.text
    brackets = ("(2023-2025)", "(信乐)", "(NMPA)", "(caiMR)", "(2017-2020)", "(DFM)", "(赵艺丹)")
    assert normalized.text.count("(") == len(brackets)
    assert all(bracket in normalized.text for bracket in brackets)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("苏州工业园区", "蘇州工業(yè)園區"),  # noise inside is in the span, noise behind is not
        ("国内首个", "國內(nèi)首個"),
        ("国家药品监督管理局", "國家藥品監(jiān)督管理局"),
        ("层析介质", "?qū)游鼋橘|"),
    ],
)
def test_raw_spans_in_the_sample_article(text: str, raw: str) -> None:
    normalized = normalize(SAMPLE)
    start = normalized.text.index(text)
    raw_start, raw_end = normalized.alignment.to_raw(start, start + len(text))
    assert SAMPLE[raw_start:raw_end] == raw


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_any_text_is_normalized_and_aligned(text: str) -> None:
    normalized = normalize(text)
    assert normalized.alignment.length == len(normalized.text)
    assert normalized.alignment.raw_length == len(text)
    for repair in normalized.repairs:
        assert text[repair.raw_start : repair.raw_end] == repair.raw_text
        assert repair.raw_text != repair.text


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_repairs_are_in_raw_order(text: str) -> None:
    starts = [repair.raw_start for repair in normalize(text).repairs]
    assert starts == sorted(starts)


@given(st.from_regex(r"([苏州工业园区产值达1523亿元（NMPA）]+(，|。\n?)){0,10}", fullmatch=True))
def test_clean_simplified_text_stays(text: str) -> None:
    normalized = normalize(text)
    assert (normalized.text, normalized.repairs) == (text, ())


def test_steps_see_the_work_of_the_steps_before() -> None:
    raw = "產&#40;chǎn\u200b&#41;業２５％"
    normalized = normalize(raw)
    assert (normalized.text, normalized.script) == ("产业25%", "traditional")
    assert normalized.alignment.to_raw(0, 2) == (0, raw.index("業") + 1)


def test_conversion_alone_is_no_repair() -> None:
    assert normalize("國家藥品監督管理局").repairs == ()
