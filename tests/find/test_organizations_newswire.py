"""Organizations in sentences of newswire: one half mended the rules, the other half is only measured."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from zhfacts.pipeline import extract_text

NAME = re.compile(r"⟦\w+\|([^⟧]+)⟧")
# F1 over the exact spans of the sentences of a file, by region.
FLOORS = {
    "open": {"mainland": 0.98, "taiwan": 0.96, "hong kong": 0.98},
    "families": {"mainland": 0.96, "taiwan and hong kong": 0.9},
    "closed": {"mainland": 0.9, "taiwan": 0.95, "hong kong": 0.94},
}


def _sentences(file: str, region: str) -> Iterator[str]:
    here = ""
    for line in Path(__file__).with_name(f"organization_newswire_{file}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            here = line.strip("[]")
        elif here == region:
            yield line


def _marked(sentence: str) -> tuple[str, set[tuple[int, int]]]:
    """The sentence without its marks, and the spans of its names."""
    text, done, spans = "", 0, set()
    for match in NAME.finditer(sentence):
        text += sentence[done : match.start()]
        spans.add((len(text), len(text) + len(match[1])))
        text += match[1]
        done = match.end()
    return text + sentence[done:], spans


@pytest.mark.parametrize(("file", "region"), [(file, region) for file in FLOORS for region in FLOORS[file]])
def test_sentences_reach_the_floor(file: str, region: str) -> None:
    right = wanted = found = 0
    for sentence in _sentences(file, region):
        text, spans = _marked(sentence)
        rows = {(o.raw_start, o.raw_end) for o in extract_text(text).organizations}
        right, wanted, found = right + len(rows & spans), wanted + len(spans), found + len(rows)
    assert wanted > 10
    assert 2 * right / (wanted + found) >= FLOORS[file][region]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("北航党委书记杜玉波出席，第三届董事会独立董事任期届满。", ["北航"]),
        ("浙大一院党委书记梁廷波主刀。", ["浙大一院"]),
        ("大连重工·起重集团有限公司承建。", ["大连重工·起重集团有限公司"]),
        ("上海电气（集团）总公司签约。", ["上海电气（集团）总公司"]),
        ("英国首台ZTEBlade880发布。", ["ZTE"]),
        ("森岚时光创始人李某说，店里不打折。", ["森岚时光"]),
        ("FAST工程首席科学家说，创始人何小鹏出席。", []),
        ("记者从中石油获悉，油价下调。", ["中石油"]),
        ("记者从中获悉，他已经离开。", []),
        ("马刺力克太阳，邓肯拿下22分。", ["马刺", "太阳"]),
        ("昨天的太阳很大，国王在看魔术表演。", []),
        ("平安银行行长与天津财经大学会计学教授对谈。", ["平安银行", "天津财经大学"]),
        ("中共湖南省委作出决定。", ["中共湖南省委"]),
        ("台灣大學校長出席，他學會會計。", ["台灣大學"]),
        ("华山医院感染科收治，华西医院骨科主任主刀。", ["华山医院感染科", "华西医院"]),
    ],
)
def test_families(text: str, names: list[str]) -> None:
    assert [o.raw_text for o in extract_text(text).organizations] == names
