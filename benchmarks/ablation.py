"""What each step of finding organizations adds, as a Markdown table: exact precision, recall and F1.

usage: make ablation     (python benchmarks/ablation.py)

Measured on corpus/held_out and, where ../shared is present, on the dev articles; the articles of each set are one run.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from zhfacts.find.candidates import Candidate, resolve_overlaps
from zhfacts.find.organizations import STEPS, find_organizations
from zhfacts.link.run_names import Names, RunNames, run_names_in
from zhfacts.normalize import Alignment, normalize
from zhfacts.rulebook import load_rulebook
from zhfacts.segment import Document

ROOT = Path(__file__).resolve().parents[1]
SETS = {
    "dev": (ROOT.parent / "shared/gold/dev.jsonl",),
    "held_out": (ROOT / "corpus/held_out/mainland.jsonl", ROOT / "corpus/held_out/other.jsonl"),
}
NAMES = {
    "lexicon": "lexicons",
    "grammar": "grammar",
    "context": "context",
    "document": "document pass",
    "run": "run pass",
}
ALL = (*STEPS, "run")


@dataclass(frozen=True)
class Article:
    """A normalized article and the raw spans of its gold."""

    doc: Document
    alignment: Alignment
    gold: frozenset[tuple[int, int]]


def read_articles(paths: Iterable[Path]) -> list[Article]:
    articles = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            normalized = normalize(row["text"])
            gold = frozenset((org["start"], org["end"]) for org in row["org"])
            articles.append(Article(Document(normalized.text), normalized.alignment, gold))
    return articles


def find(article: Article, steps: Iterable[str], names: Names = ()) -> list[Candidate]:
    run_names = run_names_in(names, article.doc.text)
    return resolve_overlaps(find_organizations(article.doc, load_rulebook(), run_names, frozenset(steps)))[0]


def learn(articles: list[Article], steps: Iterable[str]) -> Names:
    """The names of the run: what the second pass of `zhfacts extract` looks for."""
    names = RunNames(load_rulebook())
    for number, article in enumerate(articles):
        found = find(article, steps)
        columns = {
            "doc_id": [str(number)] * len(found),
            "text": [article.doc.text[c.start : c.end] for c in found],
            "org_type": [c.values["org_type"] for c in found],
            "rule": [c.rule for c in found],
        }
        names.add(pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}))
    return names.names()


def measure(articles: list[Article], steps: Iterable[str]) -> str:
    """Exact precision, recall and F1 as cells of a table."""
    names = learn(articles, steps) if "run" in steps else ()
    hits = found = gold = 0
    for article in articles:
        spans = {article.alignment.to_raw(c.start, c.end) for c in find(article, steps, names)}
        hits += len(spans & article.gold)
        found += len(spans)
        gold += len(article.gold)
    return f"{hits / max(found, 1):.3f} | {hits / gold:.3f} | {2 * hits / (found + gold):.3f}"


def main() -> None:
    sets = {name: read_articles(paths) for name, paths in SETS.items() if all(path.is_file() for path in paths)}
    print("| steps |" + "".join(f" {name} P | R | F1 |" for name in sets))
    print("|---|" + "---|---|---|" * len(sets))
    rows = [(" + ".join(NAMES[s] for s in ALL[: k + 1]), ALL[: k + 1]) for k in range(len(ALL))]
    rows += [(f"all without {NAMES[step]}", tuple(s for s in ALL if s != step)) for step in ALL]
    for label, steps in rows:
        print(f"| {label} |" + "".join(f" {measure(articles, steps)} |" for articles in sets.values()))
    if missing := SETS.keys() - sets:
        print(f"\nnot measured, since ../shared is not there: {', '.join(sorted(missing))}")


if __name__ == "__main__":
    main()
