"""Candidates for mentions, and the one rule that decides between those that overlap."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from zhfacts.find.dispatch import NO_SPAN

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
    winners: list[Candidate] = []
    losers: list[Candidate] = []
    alone: Candidate | None = None
    group: list[Candidate] = []  # or those that hang together
    reach = -1
    for c in sorted(candidates, key=BY_START):
        if c.start < reach:
            if alone is not None:
                group, alone = [alone], None
            group.append(c)
            if c.end > reach:
                reach = c.end
            continue
        if alone is not None:
            (losers if alone.drop else winners).append(alone)
        elif group:
            _decide(group, reach, winners, losers)
        alone = c
        reach = c.end
    if alone is not None:
        (losers if alone.drop else winners).append(alone)
    elif group:
        _decide(group, reach, winners, losers)
    return winners, losers


def _decide(group: list[Candidate], reach: int, winners: list[Candidate], losers: list[Candidate]) -> None:
    """Decide a run of candidates that hang together by overlaps and end at `reach`."""
    whole = [c for c in group if c.end == reach and c.start == group[0].start]
    if whole:  # the longest leaves no room for others
        best = whole[0] if len(whole) == 1 else min(whole, key=lambda c: (-c.priority, c.rule))
        (losers if best.drop else winners).append(best)
        group.remove(best)
        losers += group
        return
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
    spans = iter(masks)
    mask_start, mask_end = next(spans, NO_SPAN)
    for c in sorted(candidates, key=BY_START):
        start = c.start
        while mask_end <= start:
            mask_start, mask_end = next(spans, NO_SPAN)
        if mask_start >= c.end:
            kept.append(c)
    return kept
