"""Scores the meaning columns of figures (metric, holder, period, change, basis) against what readers wrote.

What counts is in corpus/figures_meaning/GUIDELINE.md. Figures are matched by their raw span.

usage: python tests/meaning.py [--errors COLUMN] [--raise]
"""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Day
from pathlib import Path
from typing import Any

import msgspec
from scorer import Row, extract, rows_of, same_name
from support import ROOT, read_jsonl
from zhfacts.pipeline import extract_article
from zhfacts.records import Article

COLUMNS = ("metric", "holder", "period", "change", "basis")
NAMES = ("metric", "holder")
RARE = ("change", "basis")
FOLDER = ROOT / "corpus/figures_meaning"
FLOORS = FOLDER / "floors.toml"
SENTENCES = ROOT / "tests/link/figure_meaning_sentences.txt"
DEV = ROOT.parent / "shared/gold/dev.jsonl"
PUBLISHED = Day(2024, 5, 20)
MARK = re.compile(r"\{([^{}]+)\}")
HEAD = """\
# The least accuracy of the meaning of figures (tests/link/test_figures_meaning.py), by gold set and column:
# found, the share of the figures that are found at their exact span; the columns, the share of the found figures
# whose value is right (change and basis: of those where the gold or the program has one); all, with all five right.
# `python tests/meaning.py --raise` writes what is reached now and lowers nothing.
"""


def right(column: str, gold: Any, found: str | None) -> bool:
    """Whether `found` is one of the accepted values; null may be among them."""
    accepted = gold if isinstance(gold, list) else [gold]
    if not found:
        return None in accepted
    return same_name([name for name in accepted if name], found) if column in NAMES else found in accepted


def accuracy(pairs: Sequence[tuple[Row, Row | None]]) -> dict[str, float]:
    """The measures that the floors file explains, rounded to four decimals; a pair is a gold figure and the one found."""
    found = [(gold, row) for gold, row in pairs if row]
    hits = [{c: right(c, gold[c], row[c]) for c in COLUMNS} for gold, row in found]
    shares = {"found": [row is not None for _, row in pairs]}
    for c in COLUMNS:
        shares[c] = [hit[c] for hit, (gold, row) in zip(hits, found, strict=True) if c not in RARE or gold[c] or row[c]]
    shares["all"] = [all(hit.values()) for hit in hits]
    return {key: round(sum(values) / len(values), 4) for key, values in shares.items()}


def match(gold: Iterable[Row], found: Iterable[Row]) -> list[tuple[Row, Row | None]]:
    """Each gold figure with the row of the same raw span, or None."""
    by_span = {(row["raw_start"], row["raw_end"]): row for row in found}
    return [(row, by_span.get((row["start"], row["end"]))) for row in gold]


def read_gold() -> list[Row]:
    """The figures of the dev articles with their meaning."""
    return read_jsonl(FOLDER / "gold.jsonl")


def dev_pairs(articles: Iterable[Row]) -> list[tuple[Row, Row | None]]:
    """The gold figures of the dev articles with what the pipeline finds."""
    gold: dict[str, list[Row]] = {}
    for row in read_gold():
        gold.setdefault(row["id"], []).append(row)
    return [
        pair
        for article in articles
        if article["id"] in gold
        for pair in match(gold[article["id"]], rows_of(extract(article), "figure"))
    ]


def parse_sentence(line: str) -> tuple[str, list[Row]]:
    """A sentence of the file without its marks, and its figures."""
    text, done, figures = "", 0, []
    for mark in MARK.finditer(line):
        text += line[done : mark.start()]
        done = mark.end()
        span, *fields = mark[1].split("|")
        values: list[Any] = [[None if v == "~" else v for v in field.split(",")] if field else None for field in fields]
        values += [None] * (len(COLUMNS) - len(values))
        figures.append(
            {"start": len(text), "end": len(text) + len(span), **dict(zip(COLUMNS, values, strict=True)), "text": span}
        )
        text += span
    return text + line[done:], figures


def read_sentences(path: Path = SENTENCES) -> Iterator[tuple[str, list[Row]]]:
    """The sentences with their figures."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield parse_sentence(line)


def sentence_pairs() -> list[tuple[Row, Row | None]]:
    """The figures of the sentences with what the pipeline finds."""
    pairs = []
    for number, (text, gold) in enumerate(read_sentences(), start=1):
        extraction = extract_article(Article(f"s{number}", text, published=PUBLISHED))
        figures = [msgspec.structs.asdict(row) for row in extraction.figures]
        pairs += match([{"id": f"s{number}", **row} for row in gold], figures)
    return pairs


def read_floors() -> dict[str, dict[str, float]]:
    """The floors by gold set and measure."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}


def raised(floors: dict[str, dict[str, float]], reached: dict[str, dict[str, float]]) -> str:
    """The content of the floors file where each floor is the higher of what stands there and what is reached."""
    lines = [HEAD]
    for name, values in reached.items():
        lines += [f"[{name}]", *(f"{k} = {max(v, floors.get(name, {}).get(k, 0))}" for k, v in values.items()), ""]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", choices=COLUMNS, help="also list the figures whose value of a column is wrong")
    parser.add_argument("--raise", dest="up", action="store_true", help="raise the floors to what is reached")
    args = parser.parse_args()
    if not DEV.is_file():
        sys.exit(f"{DEV} is not there: the dev articles are needed")
    articles = read_jsonl(DEV)
    sets = {"dev": dev_pairs(articles), "sentences": sentence_pairs()}
    texts = {a["id"]: a["text"] for a in articles} | {f"s{n}": t for n, (t, _) in enumerate(read_sentences(), start=1)}
    reached = {name: accuracy(pairs) for name, pairs in sets.items()}
    for name, pairs in sets.items():
        print(f"{name:10s}", *(f"{key} {value:.3f}" for key, value in reached[name].items()), sep="  ")
        for gold, row in pairs:
            if args.errors and row and not right(args.errors, gold[args.errors], row[args.errors]):
                start, end, text = gold["start"], gold["end"], texts[gold["id"]]
                clause = f"{text[max(0, start - 40) : start]}⟨{text[start:end]}⟩{text[end : end + 16]}".replace(
                    "\n", "⏎"
                )
                print(gold["id"], clause, json.dumps(gold[args.errors], ensure_ascii=False), row[args.errors], sep="  ")
    if args.up:
        FLOORS.write_text(raised(read_floors(), reached), encoding="utf-8")


if __name__ == "__main__":
    main()
