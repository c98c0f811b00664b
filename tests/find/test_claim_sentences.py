"""Claims in sentences of many kinds of news: none in no_claims.txt, those marked in claim_sentences.toml."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import scorer
from zhfacts.pipeline import extract_text

HERE = Path(__file__).parent
LINES = (HERE / "no_claims.txt").read_text(encoding="utf-8").splitlines()
NO_CLAIMS = [line for line in LINES if not line.startswith("#")]
SENTENCES = tomllib.loads((HERE / "claim_sentences.toml").read_text(encoding="utf-8"))["sentence"]

# What is reached now; the measures below are shares.
MOST_SPURIOUS = 0
FLOORS = {
    "exact": 0.0,
    "overlap": 0.0,
    "kind": 0.0,
    "scope": 0.0,
    "rank": 0.0,
    "status": 0.0,
    "partial": 0.0,
    "subject": 0.0,
    "object": 0.0,
    "org": 0.0,
}

SAME = {
    **{column: scorer.equal(column) for column in ("kind", "scope", "status", "partial")},
    "rank": scorer.number("rank"),
    "subject": scorer.same_subject,
    **{column: (lambda g, f, c=column: scorer.same_name(g[c], f[c])) for column in ("object", "org")},
}
UNSAID = {"rank": None, "status": "asserted", "partial": False, "subject": None, "object": None, "org": None}


def gold(sentence: dict[str, Any]) -> tuple[str, list[scorer.Row]]:
    """The text of a sentence without its marks, and its claims with their spans."""
    parts = re.split("[⟨⟩]", sentence["text"])
    ends = [sum(map(len, parts[: i + 1])) for i in range(len(parts))]
    spans = zip(ends[0::2], ends[1::2], strict=False)
    rows = [
        UNSAID | claim | {"start": start, "end": end}
        for claim, (start, end) in zip(sentence["claims"], spans, strict=True)
    ]
    return "".join(parts), rows


def compare(sentence: dict[str, Any]) -> tuple[list[scorer.Row], list[scorer.Row], list[tuple[scorer.Row, scorer.Row]]]:
    """The claims expected, those found, and the pairs of both that overlap."""
    text, expected = gold(sentence)
    found = scorer.rows_of(extract_text(text), "claim")
    return expected, found, scorer.match(expected, found, scorer.LOOSE["claim"])


@pytest.fixture(scope="module")
def reached() -> dict[str, float]:
    """F1 of the spans, and the share of overlapping claims that agree in each column."""
    counts: Counter[str] = Counter()
    for sentence in SENTENCES:
        expected, found, pairs = compare(sentence)
        counts["rows"] += len(expected) + len(found)
        counts["exact"] += len(scorer.match(expected, found, 1.0))
        counts["overlap"] += len(pairs)
        for column, same in SAME.items():
            counts[column] += sum(same(e, f) for e, f in pairs)
    spans = {measure: 2 * counts[measure] / counts["rows"] for measure in ("exact", "overlap")}
    return spans | {column: counts[column] / counts["overlap"] for column in SAME}


@pytest.mark.parametrize("measure", FLOORS)
def test_floor_is_reached(reached: dict[str, float], measure: str) -> None:
    assert reached[measure] >= FLOORS[measure]


def test_hardly_a_claim_where_there_is_none() -> None:
    spurious = [(line, claim.text) for line in NO_CLAIMS for claim in extract_text(line).claims]
    assert len(spurious) <= MOST_SPURIOUS, spurious


def test_there_are_sentences_enough() -> None:
    assert (len(NO_CLAIMS), len(SENTENCES)) > (300, 300)
