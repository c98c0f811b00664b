"""Candidates for mentions, and the one rule that decides between those that overlap."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

import msgspec

BY_START = attrgetter("start")


class Candidate(msgspec.Struct):
    """A span of the normalized text that a rule proposes.

    Parameters
    ----------
    start, end
        Half-open code-point offsets into the normalized text.
    rule
        Id of the rule or lexicon that found it.
    priority
        Decides between candidates of equal length that overlap; the higher wins.
    drop
        The rule says that this is *no* mention (第一财经, 十分): it competes with the others and is then dropped.
    values
        The columns of its table that are known so far; linking adds others.
    """

    start: int
    end: int
    rule: str
    priority: int = 0
    drop: bool = False
    values: dict[str, Any] = msgspec.field(default_factory=dict)


def resolve_overlaps(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Keep the longest, then the highest priority, then the leftmost, then the smallest rule id.

    Returns
    -------
    winners, losers
        Winners do not overlap and stand in text order. What a `drop` rule won is among the losers,
        so that nothing shorter comes up in its place.
    """
    ordered = sorted(candidates, key=BY_START)
    winners: list[Candidate] = []
    losers: list[Candidate] = []
    group: list[Candidate] = []
    reach = -1
    for candidate in ordered:
        if candidate.start < reach:
            group.append(candidate)
            reach = max(reach, candidate.end)
            continue
        if len(group) == 1:
            (losers if group[0].drop else winners).append(group[0])
        elif group:
            _decide(group, winners, losers)
        group = [candidate]
        reach = candidate.end
    if group:
        _decide(group, winners, losers)
    return winners, losers


def _decide(group: list[Candidate], winners: list[Candidate], losers: list[Candidate]) -> None:
    """Decide a run of candidates that hang together by overlaps."""
    kept: list[Candidate] = []
    starts: list[int] = []
    for c in sorted(group, key=lambda c: (c.start - c.end, -c.priority, c.start, c.rule)):
        i = bisect_left(starts, c.end)
        if i and kept[i - 1].end > c.start:
            losers.append(c)
        else:
            kept.insert(i, c)
            starts.insert(i, c.start)
    for c in kept:
        (losers if c.drop else winners).append(c)


def outside(candidates: Iterable[Candidate], masks: Sequence[tuple[int, int]]) -> list[Candidate]:
    """Those candidates that overlap none of the masks (half-open spans, sorted by their start).

    >>> [c.rule for c in outside([Candidate(0, 4, "a"), Candidate(4, 6, "b")], [(2, 4)])]
    ['b']
    """
    kept = []
    i = 0
    for c in sorted(candidates, key=BY_START):
        while i < len(masks) and masks[i][1] <= c.start:
            i += 1
        if i == len(masks) or masks[i][0] >= c.end:
            kept.append(c)
    return kept
