from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhfacts.normalize.alignment import Alignment, Edit
from zhfacts.normalize.normalize import apply_edits


@st.composite
def edits_of(draw: st.DrawFn, length: int) -> list[Edit]:
    """Sorted edits of a text of some length that do not overlap."""
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=12)))
    spans = zip(cuts[::2], cuts[1::2], strict=False)
    return [(start, end, draw(st.text(alphabet="新", max_size=4))) for start, end in spans]


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str, Alignment]:
    """A raw text, what two rounds of edits make of it, and the alignment of the two."""
    raw = draw(st.text(alphabet="原文字", max_size=30))
    text, alignment = raw, Alignment(len(raw))
    for _ in range(2):
        edits = alignment.whole_pieces(draw(edits_of(len(text))), text)
        text, alignment = apply_edits(text, edits), alignment.edited(edits)
    return raw, text, alignment


@given(edited())
def test_every_character_has_a_raw_span(case: tuple[str, str, Alignment]) -> None:
    raw, text, alignment = case
    assert (alignment.length, alignment.raw_length) == (len(text), len(raw))
    for position in range(len(text)):
        start, end = alignment.to_raw(position, position + 1)
        assert 0 <= start < end <= len(raw)


@given(edited())
def test_the_alignment_never_goes_back(case: tuple[str, str, Alignment]) -> None:
    _, text, alignment = case
    spans = [alignment.to_raw(position, position + 1) for position in range(len(text))]
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)


@given(edited())
def test_pieces_share_no_raw_character(case: tuple[str, str, Alignment]) -> None:
    _, text, alignment = case
    spans = sorted({alignment.to_raw(position, position + 1) for position in range(len(text))})
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(edited(), st.data())
def test_each_edit_gets_the_raw_span_of_what_it_replaces(case: tuple[str, str, Alignment], data: st.DataObject) -> None:
    _, text, alignment = case
    edits = alignment.whole_pieces([edit for edit in data.draw(edits_of(len(text))) if edit[0] < edit[1]], text)
    after, spans = alignment.traced(edits)
    assert spans == [alignment.to_raw(start, end) for start, end, _ in edits]
    assert after.length == len(apply_edits(text, edits))


@pytest.mark.parametrize(
    ("edits", "whole"),
    [
        ([(2, 3, "新")], [(1, 5, "层新介质")]),
        ([(0, 2, "")], [(0, 5, "析介质")]),
        ([(1, 2, "甲"), (3, 4, "乙")], [(1, 5, "甲析乙质")]),
        ([(4, 6, "")], [(1, 6, "层析介")]),
        ([(0, 1, "甲"), (5, 6, "")], [(0, 1, "甲"), (5, 6, "")]),
        ([(2, 3, "析")], []),
    ],
)
def test_a_rewritten_piece_is_edited_as_a_whole(edits: list[Edit], whole: list[Edit]) -> None:
    assert BLOCK.whole_pieces(edits, "球层析介质的") == whole


@given(edited(), st.data())
def test_a_span_is_the_hull_of_its_characters(case: tuple[str, str, Alignment], data: st.DataObject) -> None:
    _, text, alignment = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    raw_start, raw_end = alignment.to_raw(start, end)
    if start == end:
        assert raw_start == raw_end
    else:
        assert raw_start == alignment.to_raw(start, start + 1)[0]
        assert raw_end == alignment.to_raw(end - 1, end)[1]


@given(edited(), st.data())
def test_there_and_back_loses_nothing(case: tuple[str, str, Alignment], data: st.DataObject) -> None:
    _, text, alignment = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    back = alignment.to_normalized(*alignment.to_raw(start, end))
    if start < end:
        assert back[0] <= start < end <= back[1]  # not equal: a rewritten piece comes back as a whole
        assert alignment.to_raw(*back) == alignment.to_raw(start, end)


@given(st.text(alphabet="原文字", min_size=1, max_size=30), st.data())
def test_kept_characters_map_to_themselves(raw: str, data: st.DataObject) -> None:
    edits = [(start, end, "") for start, end, _ in data.draw(edits_of(len(raw)))]
    text, alignment = apply_edits(raw, edits), Alignment(len(raw)).edited(edits)
    for position, character in enumerate(text):
        start, end = alignment.to_raw(position, position + 1)
        assert raw[start:end] == character
        assert alignment.to_normalized(start, end) == (position, position + 1)


# 會(huì)議室: the bracket goes.
DELETED = Alignment(7).edited([(1, 6, "")])
# 甲&amp;乙 becomes 甲&乙.
REWRITTEN = Alignment(7).edited([(1, 6, "&")])
# A stretch of 8 raw characters becomes 4.
BLOCK = Alignment(10).edited([(1, 9, "層析介質")])


@pytest.mark.parametrize(
    ("alignment", "span", "raw"),
    [
        (DELETED, (0, 1), (0, 1)),
        (DELETED, (1, 2), (6, 7)),
        (DELETED, (0, 2), (0, 7)),
        (REWRITTEN, (1, 2), (1, 6)),
        (REWRITTEN, (1, 3), (1, 7)),
        (BLOCK, (2, 3), (1, 9)),
        (BLOCK, (0, 3), (0, 9)),
        (BLOCK, (4, 6), (1, 10)),
        (Alignment(0), (0, 0), (0, 0)),
        (DELETED, (2, 2), (7, 7)),
    ],
)
def test_to_raw(alignment: Alignment, span: tuple[int, int], raw: tuple[int, int]) -> None:
    assert alignment.to_raw(*span) == raw


@pytest.mark.parametrize(
    ("alignment", "raw", "span"),
    [
        (DELETED, (0, 6), (0, 1)),
        (DELETED, (2, 4), (1, 1)),
        (DELETED, (5, 7), (1, 2)),
        (REWRITTEN, (2, 3), (1, 2)),
        (BLOCK, (3, 4), (1, 5)),
        (BLOCK, (9, 10), (5, 6)),
        (Alignment(3).edited([(1, 3, "")]), (2, 3), (1, 1)),
    ],
)
def test_to_normalized(alignment: Alignment, raw: tuple[int, int], span: tuple[int, int]) -> None:
    assert alignment.to_normalized(*raw) == span


def test_an_edit_that_keeps_the_length_stays_character_by_character() -> None:
    assert Alignment(4).edited([(1, 3, "25")]).to_raw(1, 2) == (1, 2)
