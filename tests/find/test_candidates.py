"""The one rule that decides between mentions that overlap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhfacts.find.candidates import Candidate, outside, resolve_overlaps


def candidate(text: str) -> Candidate:
    """`2-5 a 1 drop`: span, rule, priority."""
    span, rule, *rest = text.split()
    start, end = span.split("-")
    return Candidate(int(start), int(end), rule, priority=int(rest[0]) if rest else 0, drop="drop" in rest)


@pytest.mark.parametrize(
    ("candidates", "winners"),
    [
        (["0-2 a", "1-4 b"], ["b"]),
        (["0-3 a", "1-4 b 1"], ["b"]),
        (["0-3 a", "1-4 b"], ["a"]),
        (["0-3 b", "0-3 a"], ["a"]),
        (["0-3 a", "3-5 b"], ["a", "b"]),
        (["0-4 a", "3-8 b", "7-9 c"], ["b"]),
        (["0-4 a", "3-6 b", "5-9 c"], ["a", "c"]),
        (["0-4 a 0 drop", "1-3 b 9"], []),
        (["0-4 a", "1-3 b 9 drop"], ["a"]),
        (["0-3 a 0 drop", "0-3 b 1"], ["b"]),
        (["0-2 a", "0-2 a"], ["a"]),
        (["5-6 a", "0-1 b"], ["b", "a"]),
        ([], []),
    ],
    ids=[
        "longest",
        "then priority",
        "then leftmost",
        "then rule id",
        "neighbours",
        "chain, the middle wins",
        "chain, the ends win",
        "dropped, and nothing shorter comes up",
        "a drop rule can lose",
        "a drop rule can lose by priority",
        "twins",
        "text order",
        "none",
    ],
)
def test_overlaps_are_decided_by_length_priority_place_and_rule(candidates: list[str], winners: list[str]) -> None:
    kept, _ = resolve_overlaps(map(candidate, candidates))
    assert [c.rule for c in kept] == winners


def test_losers_hold_the_rest_and_what_was_dropped() -> None:
    _, losers = resolve_overlaps(map(candidate, ["0-4 a 0 drop", "1-3 b", "5-7 c", "5-6 d"]))
    assert sorted(c.rule for c in losers) == ["a", "b", "d"]


CANDIDATES = st.lists(
    st.builds(
        lambda start, length, rule, priority, drop: Candidate(start, start + length, rule, priority, drop),
        st.integers(0, 30),
        st.integers(1, 6),
        st.sampled_from("abc"),
        st.integers(0, 2),
        st.booleans(),
    )
)


@given(CANDIDATES)
def test_result_is_that_of_the_plain_definition(candidates: list[Candidate]) -> None:
    kept: list[Candidate] = []
    for c in sorted(candidates, key=lambda c: (c.start - c.end, -c.priority, c.start, c.rule)):
        if all(c.end <= k.start or k.end <= c.start for k in kept):
            kept.append(c)
    winners, losers = resolve_overlaps(candidates)
    assert winners == sorted((c for c in kept if not c.drop), key=lambda c: c.start)
    assert len(winners) + len(losers) == len(candidates)


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda s: (s[0], s[0] + s[1]))).map(sorted)


@given(CANDIDATES, SPANS)
def test_outside_keeps_what_overlaps_no_mask(candidates: list[Candidate], masks: list[tuple[int, int]]) -> None:
    expected = [c for c in candidates if all(c.end <= start or end <= c.start for start, end in masks)]
    assert outside(candidates, masks) == sorted(expected, key=lambda c: c.start)
