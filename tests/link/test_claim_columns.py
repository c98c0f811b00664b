"""Place, date and source of claims, and whether they are a first in China: corpus/claim_columns, by its guideline.

Accuracy of each column over the claims of the dev articles that are found, matched by overlap as in the scores.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
import scorer
from support import ROOT, read_jsonl

CORPUS = ROOT / "corpus/claim_columns"
FLOORS = tomllib.loads((CORPUS / "floors.toml").read_text(encoding="utf-8"))
Row = dict[str, Any]


def same_place(gold: str | None, found: str | None) -> bool:
    """亚太 and 亚太地区, 沈阳 and 沈阳市 are one place."""
    bare = [place and (re.sub("(?:省|市|地区)$", "", place) or place) for place in (gold, found)]
    return bare[0] == bare[1]


SAME: dict[str, Callable[[Any, Any], bool]] = {
    "scope_place": same_place,
    "first_in_china": lambda gold, found: gold is found,
    "attributed_to": scorer.same_name,
    "date": lambda gold, found: gold == found,
}


@pytest.fixture(scope="module")
def matched(dev_articles: list[Row]) -> list[tuple[Row, Row]]:
    """The claims of the gold that are found, with what was found."""
    rows = defaultdict(list)
    for row in read_jsonl(CORPUS / "gold.jsonl"):
        rows[row["id"]].append(row)
    pairs = []
    for article in dev_articles:
        gold = rows[article["id"]]
        assert [(row["start"], row["end"]) for row in gold] == [(c["start"], c["end"]) for c in article["claim"]]
        found = [msgspec.structs.asdict(claim) for claim in scorer.extract(article).claims]
        pairs += scorer.match(gold, found, scorer.LOOSE["claim"])
    return pairs


@pytest.mark.parametrize("column", SAME)
def test_column_reaches_the_floor(matched: list[tuple[Row, Row]], column: str) -> None:
    errors = [
        f"{gold['id']} {gold['start']} {gold['text']}: {found[column]}, not {gold[column]}"
        for gold, found in matched
        if not SAME[column](gold[column], found[column])
    ]
    assert round(1 - len(errors) / len(matched), 4) >= FLOORS[column], "\n".join(errors)


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("亚太", "亚太地区", True),
        ("沈阳市", "沈阳", True),
        (None, None, True),
        ("中国", None, False),
        ("台湾", "中国", False),
    ],
)
def test_places_are_the_same_up_to_their_ending(gold: str | None, found: str | None, same: bool) -> None:
    assert same_place(gold, found) is same
