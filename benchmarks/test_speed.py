"""pytest-benchmark: `python -m pytest benchmarks --benchmark-enable`, with --benchmark-compare for two states."""

from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from speed import cut_all, extract_all, read_texts, stage_clock, warm_up


@pytest.fixture(scope="module")
def texts() -> list[str]:
    texts = read_texts()
    warm_up(texts)
    return texts


@pytest.mark.parametrize("job", [cut_all, extract_all], ids=["jieba.cut", "extract_text"])
def test_articles(benchmark: BenchmarkFixture, texts: list[str], job: Callable[[list[str]], None]) -> None:
    benchmark.pedantic(job, args=(texts,), rounds=5, warmup_rounds=1)
    benchmark.extra_info["characters"] = sum(map(len, texts))


def test_stages_cover_the_whole_job(texts: list[str]) -> None:
    with stage_clock() as seconds:
        extract_all(texts)
    assert all(seconds.values())
