"""Short forms of organizations lead to the fullest name of the article: corpus/aliases, by its guideline.

precision  of the links made, how many lead to the right name
recall     of the links of the gold, how many are made and right
forms      the same with each short form counted once per article, right where all its mentions are
apart      of the mentions that only look like a form of another name, how many have no link
"""

import tomllib
from collections import defaultdict
from typing import Any

import msgspec
import pytest
import scorer
from support import ROOT, read_jsonl
from zhfacts.pipeline import Extraction

CORPUS = ROOT / "corpus/aliases"
FLOORS = tomllib.loads((CORPUS / "floors.toml").read_text(encoding="utf-8"))
MEASURES = ("precision", "recall", "forms", "apart")
Row = dict[str, Any]
Article = tuple[Extraction, list[Row]]  # with its rows of the gold


@pytest.fixture(scope="module")
def own() -> list[Article]:
    articles = read_jsonl(CORPUS / "articles.jsonl")
    return [(scorer.extract({**article, "title": None}), article["links"]) for article in articles]


@pytest.fixture(scope="module")
def dev(dev_articles: list[Row]) -> list[Article]:
    rows = defaultdict(list)
    for row in read_jsonl(CORPUS / "gold.jsonl"):
        rows[row["id"]].append(row)
    return [(scorer.extract(article), rows[article["id"]]) for article in dev_articles]


def right(row: Row, link: Row) -> bool:
    """Whether a link leads to one of the names of the gold."""
    wordings = {name.translate(scorer.IGNORED) for name in row["name"] or ()}
    return link["alias_of"].translate(scorer.IGNORED) in wordings


def score(articles: list[Article]) -> tuple[dict[str, float], list[str]]:
    """The measures, and the errors for whoever looks for the reason."""
    hits = made = kept_apart = 0
    forms: dict[tuple[str, str], bool] = {}
    gold, negatives, errors = 0, 0, []
    for extraction, rows in articles:
        found = [msgspec.structs.asdict(row) for row in extraction.organizations]
        links = [row for row in found if row["alias_of"] is not None]
        matched = {(row["start"], row["end"]): link for row, link in scorer.match(rows, links, 0.5)}
        spare = [link for link in links if link not in matched.values()]
        made += len(links)
        for row in rows:
            link = matched.get((row["start"], row["end"]))
            hit = link is not None and right(row, link)
            if row.get("open"):
                made -= hit
            elif row["name"] is None:
                negatives += 1
                kept_apart += link is None
            else:
                gold += 1
                hits += hit
                form = (extraction.article.id, row["text"])
                forms[form] = forms.get(form, True) and hit
            if not hit and (link or (row["name"] and not row.get("open"))):
                reached = link and link["alias_of"]
                errors.append(f"{extraction.article.id} {row['start']} {row['text']}: {reached}, not {row['name']}")
        errors += [
            f"{extraction.article.id} {link['raw_start']} {link['raw_text']}: {link['alias_of']}, not in the gold"
            for link in spare
        ]
    counts = ((hits, made), (hits, gold), (sum(forms.values()), len(forms)), (kept_apart, negatives))
    return {measure: round(n / of, 4) if of else 0.0 for measure, (n, of) in zip(MEASURES, counts, strict=True)}, errors


@pytest.mark.parametrize("part", ["own", "dev"])
def test_floors_are_reached(part: str, request: pytest.FixtureRequest) -> None:
    reached, errors = score(request.getfixturevalue(part))
    sunk = {key: (reached[key], floor) for key, floor in FLOORS[part].items() if reached[key] < floor}
    assert not sunk, "\n".join(errors)


@pytest.mark.parametrize("part", ["own", "dev"])
def test_gold_stands_in_the_articles(part: str, request: pytest.FixtureRequest) -> None:
    for extraction, rows in request.getfixturevalue(part):
        text, normalized = extraction.article.text, extraction.text.translate(scorer.IGNORED)
        for row in rows:
            assert text[row["start"] : row["end"]] == row["text"]
            names = [name.translate(scorer.IGNORED) for name in row["name"] or ()]
            assert not names or any(name in normalized for name in names), row
