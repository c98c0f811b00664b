"""How fast the whole extraction is, against jieba.cut alone, and what share each stage takes.

usage: python benchmarks/speed.py [--rounds N] [--profile STAGE-OR-all]

One process, one core, the sample article and (where ../shared is present) the dev articles, the median of the rounds.
"""

import argparse
import cProfile
import json
import pstats
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jieba
from rich.console import Console
from rich.table import Table
from zhfacts import extract_text, pipeline
from zhfacts.find.organizations import _automaton
from zhfacts.rulebook import Rulebook

ROOT = Path(__file__).resolve().parents[1]
GOLD = (ROOT / "corpus/sample/gold.jsonl", ROOT.parent / "shared/gold/dev.jsonl")
STAGES = {
    "normalize": ("normalize",),
    "segment": ("Document", "boilerplate_spans"),
    "dates": ("find_dates", "find_reference", "resolve_dates"),
    "organizations": ("find_organizations",),
    "figures": ("find_figures",),
    "claims": ("find_claims",),
    "link": ("link_organizations", "link_figures", "link_claims"),
    "overlaps": ("resolve_overlaps",),
    "rows": ("_rows",),
}


def read_texts() -> list[str]:
    """The articles to measure on."""
    lines = [line for path in GOLD if path.is_file() for line in path.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line)["text"] for line in lines]


def cut_all(texts: list[str]) -> None:
    """The yardstick: jieba's default cut, its tokens thrown away."""
    for text in texts:
        for _ in jieba.cut(text):
            pass


def extract_all(texts: list[str]) -> None:
    """The whole job."""
    for text in texts:
        extract_text(text)


def warm_up(texts: list[str]) -> None:
    """Load dictionaries and rules, so that no round pays for them."""
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    cut_all(texts)
    extract_all(texts)


@contextmanager
def stage_clock() -> Iterator[dict[str, float]]:
    """Seconds by stage, for what the pipeline calls while the context is open."""
    seconds = dict.fromkeys(STAGES, 0.0)
    originals = {name: getattr(pipeline, name) for names in STAGES.values() for name in names}

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            start = time.perf_counter()
            result = function(*args, **kwargs)
            seconds[stage] += time.perf_counter() - start
            return result

        return call

    try:
        for stage, names in STAGES.items():
            for name in names:
                setattr(pipeline, name, timed(stage, originals[name]))
        yield seconds
    finally:
        for name, function in originals.items():
            setattr(pipeline, name, function)


def seconds_for(function: Callable[[list[str]], None], texts: list[str]) -> float:
    start = time.perf_counter()
    function(texts)
    return time.perf_counter() - start


def load_names() -> tuple[int, float]:
    """How many names of organizations the lexicons have, and the seconds from their files to an automaton."""
    rulebook = Rulebook()
    start = time.perf_counter()
    automaton = _automaton.__wrapped__(rulebook)
    return automaton.first_suffix, time.perf_counter() - start


def profile(texts: list[str]) -> None:
    """Print the functions that take most of the time."""
    profiler = cProfile.Profile()
    profiler.runcall(extract_all, texts)
    pstats.Stats(profiler, stream=sys.stdout).sort_stats("tottime").print_stats(25)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds of which the median counts (5)")
    parser.add_argument("--profile", action="store_true", help="show where the time goes, function by function")
    args = parser.parse_args()
    texts = read_texts()
    characters = sum(map(len, texts))
    warm_up(texts)
    if args.profile:
        profile(texts)
        return
    cut, whole, rounds = [], [], []
    for _ in range(args.rounds):
        cut.append(seconds_for(cut_all, texts))
        whole.append(seconds_for(extract_all, texts))
        with stage_clock() as seconds:
            extract_all(texts)
        rounds.append(seconds)
    console = Console()
    table = Table("stage", "ms", "µs per character", "share", title=f"{len(texts)} articles, {characters:,} characters")
    stages = {stage: statistics.median(seconds[stage] for seconds in rounds) for stage in STAGES}
    total = statistics.median(whole)
    for stage, seconds in [*stages.items(), ("extract_text", total), ("jieba.cut", statistics.median(cut))]:
        cells = f"{seconds * 1e3:.1f}", f"{seconds / characters * 1e6:.3f}", f"{seconds / total:.0%}"
        table.add_row(stage, *cells, end_section=stage == [*STAGES][-1])
    console.print(table)
    ratio = statistics.median(c / w for c, w in zip(cut, whole, strict=True))
    loads = [load_names() for _ in range(args.rounds)]
    names, seconds = loads[0][0], statistics.median(seconds for _, seconds in loads)
    console.print(f"{names:,} names of organizations are loaded in {seconds:.2f} s")
    console.print(f"extract_text is {ratio:.2f} times as fast as jieba.cut")


if __name__ == "__main__":
    main()
