"""Scores extractions against gold articles, by the definitions of the annotation guideline.

exact    both ends of the span agree
overlap  the spans share at least half of their union (claims: three tenths)
full     everything at once: the exact span (claims: overlap) and the value columns of `FULL`

Each is an F1 over one-to-one matches, the closest pairs first.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date as Day
from typing import Any

import msgspec
from zhfacts.pipeline import Extraction, extract_article
from zhfacts.records import Article

Row = dict[str, Any]
TABLES = {"org": "organizations", "figure": "figures", "date": "dates", "claim": "claims"}
MEASURES = ("exact", "overlap", "full")
LOOSE = {"org": 0.5, "figure": 0.5, "date": 0.5, "claim": 0.3}
IGNORED = str.maketrans("", "", " 　“”\"'《》（）()·,，")


def same_number(gold: float | None, found: float | None) -> bool:
    """Gold numbers may be rounded to four decimals."""
    if gold is None or found is None:
        return gold is found
    return math.isclose(gold, found, rel_tol=1e-6) or round(found, 4) == gold


def same_name(gold: Sequence[str] | None, found: str | None) -> bool:
    """Whether `found` is one of the acceptable wordings, or holds or is held by one at most twice as long."""
    if not gold or not found:
        return not gold and not found

    def fold(name: str) -> str:
        return name.replace("我国", "中国").translate(IGNORED)

    def alike(a: str, b: str) -> bool:
        short, long = sorted((a, b), key=len)
        return short in long and len(short) * 2 >= len(long)

    return any(alike(fold(name), fold(found)) for name in gold)


def same_subject(gold: Row, found: Row) -> bool:
    """Where the gold has no subject, the organization behind the claim or its object is accepted too."""
    names = (gold["org"] or []) + (gold["object"] or [])
    return same_name(gold["subject"], found["subject"]) or (not gold["subject"] and same_name(names, found["subject"]))


def equal(column: str) -> Callable[[Row, Row], bool]:
    return lambda gold, found: gold[column] == found[column]


def number(column: str) -> Callable[[Row, Row], bool]:
    return lambda gold, found: same_number(gold[column], found[column])


FULL: dict[str, tuple[Callable[[Row, Row], bool], ...]] = {
    "org": (equal("org_type"),),
    "figure": (number("value"), number("value_max"), equal("unit"), equal("modifier")),
    "date": (equal("date_type"), equal("value")),
    "claim": (equal("kind"), equal("scope"), equal("status"), number("rank"), same_subject),
}


def overlap(gold: Row, found: Row) -> float:
    """The part of their union that two spans share."""
    shared = min(gold["end"], found["raw_end"]) - max(gold["start"], found["raw_start"])
    return max(0, shared) / (max(gold["end"], found["raw_end"]) - min(gold["start"], found["raw_start"]))


def match(gold: Sequence[Row], found: Sequence[Row], least: float) -> list[tuple[Row, Row]]:
    """One-to-one pairs that overlap by at least `least`, the closest first."""
    pairs = [(overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    matched: dict[int, int] = {}
    for share, i, j in sorted(pairs, key=lambda pair: -pair[0]):
        if share >= least and i not in matched and j not in matched.values():
            matched[i] = j
    return [(gold[i], found[j]) for i, j in matched.items()]


def rows_of(extraction: Extraction, table: str) -> list[Row]:
    """The rows of a table, one for each span, without vague dates, which are not scored."""
    rows = [msgspec.structs.asdict(row) for row in getattr(extraction, TABLES[table])]
    spans = {(row["raw_start"], row["raw_end"]): row for row in reversed(rows) if row.get("date_type") != "vague"}
    return sorted(spans.values(), key=lambda row: row["raw_start"])


def extract(article: Row) -> Extraction:
    """Run the pipeline on a gold article, which hands over no more than a reader would."""
    published = article["published"] and Day.fromisoformat(article["published"])
    return extract_article(Article(article["id"], article["text"], title=article["title"], published=published))


def bad_offsets(extraction: Extraction) -> list[Row]:
    """The rows whose raw span is not their raw text."""
    text = extraction.article.text
    rows = [row for table in TABLES for row in rows_of(extraction, table)]
    return [row for row in rows if text[row["raw_start"] : row["raw_end"]] != row["raw_text"]]


def score(articles: Iterable[Row]) -> dict[str, float]:
    """F1 by `table.measure` (`figures.full`) over all articles, rounded to four decimals."""
    hits = {f"{name}.{measure}": 0 for name in TABLES.values() for measure in MEASURES}
    sizes = dict.fromkeys(TABLES.values(), 0)
    for article in articles:
        extraction = extract(article)
        for table, name in TABLES.items():
            gold, found = article[table], rows_of(extraction, table)
            exact, loose = match(gold, found, 1.0), match(gold, found, LOOSE[table])
            full = [all(same(g, f) for same in FULL[table]) for g, f in (loose if table == "claim" else exact)]
            for measure, count in zip(MEASURES, (len(exact), len(loose), sum(full)), strict=True):
                hits[f"{name}.{measure}"] += count
            sizes[name] += len(gold) + len(found)
    return {
        key: round(2 * count / size if (size := sizes[key.split(".")[0]]) else 0.0, 4) for key, count in hits.items()
    }
