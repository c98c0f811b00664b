"""What was changed is accounted for: text, alignment and repairs say the same, for any text and chain of repairs."""

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from noise import NOISES
from zhfacts.normalize import Normalized, normalize
from zhfacts.normalize.chinese import VARIANTS, to_simplified
from zhfacts.records import Repair

EXAMPLES = int(os.environ.get("ZHFACTS_EXAMPLES", "200"))  # 10000 where there is time
# Noise of every kind, some of it broken off, nested or next to what it must not be taken for.
PIECES = [
    *(
        "苏州",
        "产业",
        "產(chǎn)",
        "業(yè)",
        "業yè",
        "烟(yan)",
        "產(ㄔㄢˇ)",
        "業ㄧㄝˋ",
        "(ㄅㄆㄇ)",
        "乾隆",
        "乾县",
        "軟體",
    ),
    *(
        "?qū)游鼋橘|(zhì)",
        "微球",
        "的公司",
        "１２％",
        "３：１",
        "3：1",
        "Ａ／Ｂ",
        "２ ０ ２ ３ 年",
        "2 0 2 3 年",
        "上 海",
        "在上 海举行",
    ),
    *(
        "&amp;",
        "&#65297;",
        "&#x4ea7;",
        "&nbsp;",
        "&#12354;",
        "<p>",
        "<b>",
        "</b>",
        "<rt>chǎn</rt>",
        "<!--",
        "-->",
        "&#",
        "<",
    ),
    *("\r\n", "\n", "\u200b", "\xa0", "\u3000", "\x08", "\xad", "\ufeff", " ", "\t"),
    *("(NMPA)", "(2023)", "｜", "⽣", "⻢", "\uf914", "𝟐", "ﬁ", "\ue5e5", "﹐", "︰"),
    *("！！！", "。。。。", "，，", "……", "——", "？！", "“！！！”"),
    *("æ–°é—»", "å¹´", "鏂伴椈", "锟斤拷", "銆�", "\ufffd", "?"),
    *("苏州工业园区已集聚各类生物医药及大健康企业\n" * 3, "一、", "　　"),
]
texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=16).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=10).map("".join),
)


def outermost(repairs: tuple[Repair, ...]) -> list[Repair]:
    """The last repair of each raw span; what an earlier one made of parts of it is in there."""
    kept: list[Repair] = []
    for repair in repairs:
        while kept and repair.raw_start <= kept[-1].raw_start and kept[-1].raw_end <= repair.raw_end:
            kept.pop()
        if not kept or kept[-1].raw_end <= repair.raw_start:
            kept.append(repair)
        else:
            assert kept[-1].raw_start <= repair.raw_start and repair.raw_end <= kept[-1].raw_end
    return kept


def repaired(raw: str, start: int, end: int, repairs: list[Repair]) -> str:
    """What the repairs inside a raw span make of it."""
    parts, position = [], start
    for repair in repairs:
        if start <= repair.raw_start and repair.raw_end <= end:
            parts += (raw[position : repair.raw_start], repair.text)
            position = repair.raw_end
    return "".join((*parts, raw[position:end]))


def whole(normalized: Normalized, start: int, end: int, repairs: list[Repair]) -> tuple[int, int, int, int]:
    """A span, and its raw span, widened so that no repair is cut."""
    alignment = normalized.alignment
    while True:
        raw_start, raw_end = alignment.to_raw(start, end)
        for repair in repairs:
            if repair.text and repair.raw_start < raw_end and raw_start < repair.raw_end:
                raw_start, raw_end = min(raw_start, repair.raw_start), max(raw_end, repair.raw_end)
        widened = alignment.to_normalized(raw_start, raw_end)
        if widened == (start, end):
            return start, end, raw_start, raw_end
        start, end = min(start, widened[0]), max(end, widened[1])


@settings(max_examples=EXAMPLES)
@given(texts)
def test_the_repairs_and_the_conversion_make_the_text(raw: str) -> None:
    normalized = normalize(raw)
    assert to_simplified(repaired(raw, 0, len(raw), outermost(normalized.repairs))) == normalized.text


@settings(max_examples=EXAMPLES)
@given(texts, st.data())
def test_a_raw_span_is_repaired_to_the_span(raw: str, data: st.DataObject) -> None:
    normalized = normalize(raw)
    if not normalized.text:
        return
    repairs = outermost(normalized.repairs)
    converted_from = repaired(raw, 0, len(raw), repairs)
    start = data.draw(st.integers(0, len(normalized.text) - 1))
    end = data.draw(st.integers(start + 1, len(normalized.text)))
    start, end, raw_start, raw_end = whole(normalized, start, end, repairs)
    assert repaired(raw, raw_start, raw_end, repairs) == converted_from[start:end]


@settings(max_examples=EXAMPLES)
@given(texts, st.sampled_from([None, *VARIANTS]))
def test_any_text_is_normalized_and_aligned(raw: str, variant: str | None) -> None:
    normalized = normalize(raw, variant)  # type: ignore[arg-type]
    alignment = normalized.alignment
    assert (alignment.length, alignment.raw_length) == (len(normalized.text), len(raw))
    for repair in normalized.repairs:
        assert raw[repair.raw_start : repair.raw_end] == repair.raw_text != repair.text
    starts = [repair.raw_start for repair in normalized.repairs]
    assert starts == sorted(starts)
    spans = [alignment.to_raw(position, position + 1) for position in range(len(normalized.text))]
    assert all(0 <= start < end <= len(raw) for start, end in spans)
    assert spans == sorted(spans)


# Kinds that change one character, whatever stands around it; and words that OpenCC converts character by character.
FREE = [
    "all_traditional",
    "radicals",
    "full_width",
    "pinyin",
    "bare_pinyin",
    "zhuyin",
    "bare_zhuyin",
    "entities",
    "invisible",
]
WORDS = [
    "苏州",
    "工业园区",
    "生物医药",
    "2023年",
    "产值",
    "12.5%",
    "，",
    "。",
    "AI",
    "企业",
    "超过",
    "1523亿元",
    "同比增长",
    "首个",
]


@settings(max_examples=EXAMPLES)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12),
    st.lists(st.sampled_from(FREE), max_size=4, unique=True),
    st.integers(0, 2**32),
    st.data(),
)
def test_the_raw_span_of_a_span_normalizes_to_it(
    words: list[str], kinds: list[str], seed: int, data: st.DataObject
) -> None:
    clean = "".join(words).replace("，，", "，").replace("。。", "。")
    clean = normalize(clean).text
    cells, rng = list(clean), random.Random(seed)
    for kind in sorted(kinds, key=FREE.index):
        NOISES[kind](cells, rng, rng.random())
    raw = "".join(cells)
    normalized = normalize(raw)
    assert normalized.text == clean
    start = data.draw(st.integers(0, len(clean) - 1))
    end = data.draw(st.integers(start + 1, len(clean)))
    raw_start, raw_end = normalized.alignment.to_raw(start, end)
    assert normalize(raw[raw_start:raw_end]).text == clean[start:end]


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        ("&#65297;２％", ["html", "width"]),
        ("æ–°é—»", ["mojibake"] * 2),
        ("&lt;b&gt;", ["html"] * 2),
    ],
)
def test_a_span_that_was_repaired_twice_has_two_rows(raw: str, kinds: list[str]) -> None:
    repairs = normalize(raw).repairs
    assert [repair.kind for repair in repairs] == kinds
    assert repaired(raw, 0, len(raw), outermost(repairs)) == normalize(raw).text
