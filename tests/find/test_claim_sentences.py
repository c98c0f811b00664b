"""Claims in sentences of many kinds of news: none in no_claims.txt, those marked in claim_*.toml."""

import re
import tomllib
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import scorer
from hypothesis import given
from hypothesis import strategies as st
from zhfacts.pipeline import extract_text

HERE = Path(__file__).parent
LINES = (HERE / "no_claims.txt").read_text(encoding="utf-8").splitlines()
NO_CLAIMS = [line for line in LINES if not line.startswith("#")]
SENTENCES = [
    sentence
    for name in (
        "claim_sentences.toml",
        "claim_frames.toml",
        "claim_status.toml",
        "claim_triggers.toml",
        "claim_subjects.toml",
    )
    for sentence in tomllib.loads((HERE / name).read_text(encoding="utf-8"))["sentence"]
]

# What is reached now: claims found where there is none, F1 of the spans, and the share of overlapping claims that agree
# in each column. Whoever improves the rules raises these.
MOST_SPURIOUS = 0
FLOORS = {
    "exact": 1.0,
    "overlap": 1.0,
    "kind": 1.0,
    "scope": 1.0,
    "rank": 1.0,
    "status": 1.0,
    "partial": 1.0,
    "subject": 0.977,
    "object": 0.973,
    "org": 0.961,
}


def right(column: str, gold: scorer.Row, found: scorer.Row) -> bool:
    """Whether a name is one of those listed; where "" is among them, none is right as well."""
    names = [name for name in gold[column] or () if name]
    return scorer.same_name(names, found[column]) or (found[column] is None and "" in (gold[column] or ()))


SAME = {
    **{column: scorer.equal(column) for column in ("kind", "scope", "status", "partial")},
    "rank": scorer.number("rank"),
    "subject": lambda g, f: right("subject", g, f) or scorer.same_subject(g, f),
    **{column: partial(right, column) for column in ("object", "org")},
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


def show(text: str, row: scorer.Row) -> str:
    """What a claim says, for a failure to be read."""
    start, end = (row[key] if key in row else row[f"raw_{key}"] for key in ("start", "end"))
    return f"{text[:start]}⟨{text[start:end]}⟩{text[end:]}"


@pytest.fixture(scope="module")
def outcome() -> tuple[dict[str, float], dict[str, list[str]]]:
    """What is reached in each measure of `FLOORS`, and what is wrong there."""
    hits: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {measure: [] for measure in FLOORS}
    rows = 0
    for sentence in SENTENCES:
        text, expected = gold(sentence)
        found = scorer.rows_of(extract_text(text), "claim")
        rows += len(expected) + len(found)
        for measure, least in (("exact", 1.0), ("overlap", scorer.LOOSE["claim"])):
            pairs = scorer.match(expected, found, least)
            hits[measure] += len(pairs)
            matched = {id(row) for pair in pairs for row in pair}
            wrong[measure] += [f"missed: {show(text, e)}" for e in expected if id(e) not in matched]
            wrong[measure] += [f"spurious: {show(text, f)}" for f in found if id(f) not in matched]
        for e, f in pairs:
            for column, same in SAME.items():
                if same(e, f):
                    hits[column] += 1
                else:
                    wrong[column].append(f"{show(text, e)}: {e[column]} expected, {f[column]} found")
    reached = {measure: 2 * hits[measure] / rows for measure in ("exact", "overlap")}
    return reached | {column: hits[column] / hits["overlap"] for column in SAME}, wrong


@pytest.mark.parametrize("measure", FLOORS)
def test_floor_is_reached(outcome: tuple[dict[str, float], dict[str, list[str]]], measure: str) -> None:
    reached, wrong = outcome
    assert reached[measure] >= FLOORS[measure], "\n".join(wrong[measure])


def test_hardly_a_claim_where_there_is_none() -> None:
    spurious = [(line, claim.text) for line in NO_CLAIMS for claim in extract_text(line).claims]
    assert len(spurious) <= MOST_SPURIOUS, spurious


def test_there_are_sentences_enough() -> None:
    assert min(len(NO_CLAIMS), len(SENTENCES)) > 300


ALL_TEXT = "".join(gold(sentence)[0] for sentence in SENTENCES)
PIECES = [
    "首个",
    "全国",
    "唯一",
    "的",
    "是",
    "，",
    "。",
    "“",
    "”",
    "我们",
    "后者",
    "产品",
    "位居",
    "第一",
    "该校",
    "将",
    "建成后",
    "它",
    "\n",
]


@given(
    st.integers(0, len(ALL_TEXT)),
    st.integers(5, 160),
    st.lists(st.tuples(st.integers(0, 160), st.sampled_from(PIECES))),
)
def test_whatever_is_cut_out_and_put_in_is_read(start: int, length: int, pieces: list[tuple[int, str]]) -> None:
    text = ALL_TEXT[start : start + length]
    for at, piece in pieces:
        text = text[:at] + piece + text[at:]
    assert all(text[c.raw_start : c.raw_end] == c.raw_text for c in extract_text(text, "2024-05-01").claims)
