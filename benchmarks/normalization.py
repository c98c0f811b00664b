"""How fast normalize() is, against jieba.cut alone: clean simplified text, traditional text, the sample article.

usage: python benchmarks/normalization.py [--rounds N] [--check]

One process, one core; each round measures both, what counts is the median of the rounds. --check fails below the targets.
"""

import argparse
import statistics
import sys
from collections.abc import Callable

import jieba
from rich.console import Console
from rich.table import Table
from speed import cut_all, read_texts, seconds_for
from zhfacts.normalize import normalize

# Times the characters per second of jieba.cut.
TARGETS = {"clean": 30.0, "sample": 10.0}


def normalize_all(texts: list[str]) -> None:
    for text in texts:
        normalize(text)


def read_groups() -> dict[str, list[str]]:
    """The articles by what normalization has to do with them."""
    sample, *others = read_texts()
    groups: dict[str, list[str]] = {"clean": [normalize(sample).text], "traditional": [], "sample": [sample]}
    for text in others:
        normalized = normalize(text)
        if normalized.text == text:
            groups["clean"].append(text)
        elif normalized.script == "traditional":
            groups["traditional"].append(text)
    return {name: texts * -(-40_000 // sum(map(len, texts))) for name, texts in groups.items() if texts}


def rounds_of(function: Callable[[list[str]], None], texts: list[str], rounds: int) -> tuple[list[float], list[float]]:
    """Seconds for a function and for jieba.cut on the same texts, by round."""
    pairs = [(seconds_for(function, texts), seconds_for(cut_all, texts)) for _ in range(rounds)]
    return [own for own, _ in pairs], [cut for _, cut in pairs]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9, metavar="N", help="rounds of which the median counts (9)")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a target is missed")
    args = parser.parse_args()
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    groups = read_groups()
    table = Table("texts", "characters", "µs per character", "jieba.cut", "times as fast", "target")
    missed = False
    for name, texts in groups.items():
        own, cut = rounds_of(normalize_all, texts, args.rounds)
        characters = sum(map(len, texts))
        ratio = statistics.median(c / o for o, c in zip(own, cut, strict=True))
        missed |= ratio < TARGETS.get(name, 0)
        each = (f"{statistics.median(seconds) / characters * 1e6:.3f}" for seconds in (own, cut))
        table.add_row(name, f"{characters:,}", *each, f"{ratio:.1f}", f"{TARGETS.get(name, 0):.0f}")
    Console().print(table)
    sys.exit(args.check and missed)


if __name__ == "__main__":
    main()
