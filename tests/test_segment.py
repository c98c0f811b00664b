"""Sentences cover the text; tokens joined are the clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhfacts.segment import Document, is_word, split_sentences, word_tag

TEXTS = st.text(st.sampled_from("产值达3.5亿元ab。！？；，、…”“（）() \n　\t😀é"), max_size=60)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("产值增长。企业增加！", ["产值增长。", "企业增加！"]),
        ("他说：“企业增加。”会议结束。", ["他说：“企业增加。”", "会议结束。"]),
        ("真的？！是的……好。", ["真的？！", "是的……", "好。"]),
        ("标题\n正文在此。", ["标题\n", "正文在此。"]),
        ("产值达3.5亿元，增长2.1%。", ["产值达3.5亿元，增长2.1%。"]),
        ("一是改革；二是开放。", ["一是改革；二是开放。"]),
        ("没有句号", ["没有句号"]),
        ("完了。\n \n", ["完了。\n \n"]),
        ("园区发展新阶段 生物医药产业集聚。", ["园区发展新阶段 ", "生物医药产业集聚。"]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@given(TEXTS)
def test_sentences_cover_the_text(text: str) -> None:
    spans = split_sentences(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert [start for start, _ in spans[1:]] == [end for _, end in spans[:-1]]


@given(TEXTS.filter(str.strip))
def test_no_sentence_is_blank(text: str) -> None:
    assert all(text[start:end].strip() for start, end in split_sentences(text))


@given(TEXTS.filter(bool))
def test_sentence_of_each_position_holds_it(text: str) -> None:
    doc = Document(text)
    for position in range(len(text)):
        start, end = doc.sentence_span(position)
        assert start <= position < end
        assert doc.sentences[doc.sentence_index(position)] == (start, end)


def test_a_stretch_without_a_mark_is_cut() -> None:
    spans = split_sentences("首" * 2500)
    assert [end - start for start, end in spans] == [1000, 1000, 500]


def test_a_heading_run_into_the_text_is_a_sentence_of_its_own() -> None:
    text = "千亿级纳米产业集聚区 苏州工业园区是集聚区。"
    assert [text[start:end] for start, end in split_sentences(text)] == [
        "千亿级纳米产业集聚区 ",
        "苏州工业园区是集聚区。",
    ]


@given(TEXTS)
def test_tokens_joined_are_the_text(text: str) -> None:
    doc = Document(text)
    tokens = doc.tokens(0, len(text))
    assert "".join(text[start:end] for start, end in tokens) == text
    assert all(doc.token_at(position) == (start, end) for start, end in tokens for position in range(start, end))


@given(TEXTS.filter(bool), st.data())
def test_tokens_of_a_span_are_those_that_touch_it(text: str, data: st.DataObject) -> None:
    doc = Document(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert doc.tokens(start, end) == [(a, b) for a, b in doc.tokens(0, len(text)) if a < end and start < b]


@given(TEXTS)
def test_plain_text_has_the_same_offsets(text: str) -> None:
    plain = Document(text).plain
    assert len(plain) == len(text)
    assert not set(plain) & set(",;:!?()")


@pytest.mark.parametrize(("word", "known"), [("研究院", True), ("托莱西", False)])
def test_dictionary_knows_words(word: str, known: bool) -> None:
    assert is_word(word) is known


@pytest.mark.parametrize(("word", "tag"), [("苏州", "ns"), ("发布", "v"), ("苏州发布", "x")])
def test_tag_of_a_word_alone(word: str, tag: str) -> None:
    assert word_tag(word) == tag
