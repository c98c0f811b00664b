"""Place, date and source of claims, and whether they are a first in China: corpus/claim_columns, by its guideline.

Accuracy of each column over the claims that are found, matched by overlap as in the scores: over `all` of them, and over
those where the gold or the program says something (`given`), since most claims have no source and no date.
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
OWN = read_jsonl(CORPUS / "articles.jsonl")
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


def matched(articles: list[tuple[Row, list[Row]]]) -> list[tuple[Row, Row]]:
    """The claims of the gold that are found, with what was found."""
    pairs = []
    for article, gold in articles:
        found = [msgspec.structs.asdict(claim) for claim in scorer.extract(article).claims]
        pairs += [({**g, "id": article["id"]}, f) for g, f in scorer.match(gold, found, scorer.LOOSE["claim"])]
    return pairs


@pytest.fixture(scope="module")
def own() -> list[tuple[Row, Row]]:
    return matched([({**article, "title": None}, article["claims"]) for article in OWN])


@pytest.fixture(scope="module")
def dev(dev_articles: list[Row]) -> list[tuple[Row, Row]]:
    rows = defaultdict(list)
    for row in read_jsonl(CORPUS / "gold.jsonl"):
        rows[row["id"]].append(row)
    for article in dev_articles:
        spans = [(row["start"], row["end"], row["text"]) for row in rows[article["id"]]]
        assert spans == [(claim["start"], claim["end"], claim["text"]) for claim in article["claim"]]
    return matched([(article, rows[article["id"]]) for article in dev_articles])


@pytest.mark.parametrize("part", ["own", "dev"])
@pytest.mark.parametrize("column", SAME)
@pytest.mark.parametrize("measure", ["all", "given"])
def test_column_reaches_the_floor(part: str, column: str, measure: str, request: pytest.FixtureRequest) -> None:
    pairs = request.getfixturevalue(part)
    if measure == "given":
        pairs = [(gold, found) for gold, found in pairs if gold[column] or found[column]]
    errors = [
        f"{gold['id']} {gold['start']} {gold['text']}: {found[column]}, not {gold[column]}"
        for gold, found in pairs
        if not SAME[column](gold[column], found[column])
    ]
    reached = round(1 - len(errors) / len(pairs), 4)
    assert reached >= FLOORS[part][measure][column], "\n".join([str(reached), *errors])


def test_own_rows_stand_where_they_say() -> None:
    for article in OWN:
        for row in article["claims"]:
            assert article["text"][row["start"] : row["end"]] == row["text"]


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
