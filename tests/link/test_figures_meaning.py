"""The meaning columns of figures, on the dev articles as read by people and on sentences of many kinds of news."""

import tomllib
from typing import Any

import meaning
import pytest

KEYS = ("found", *meaning.COLUMNS, "all")
FLOORS = meaning.read_floors()
GOLD = meaning.read_gold()
SENTENCES = list(meaning.read_sentences())


@pytest.fixture(scope="module")
def reached_on_dev(dev_articles: list[dict[str, Any]]) -> dict[str, float]:
    return meaning.accuracy(meaning.dev_pairs(dev_articles))


@pytest.fixture(scope="module")
def reached_on_sentences() -> dict[str, float]:
    return meaning.accuracy(meaning.sentence_pairs())


@pytest.mark.parametrize("key", KEYS)
def test_dev_set_reaches_the_floor(reached_on_dev: dict[str, float], key: str) -> None:
    assert reached_on_dev[key] >= FLOORS["dev"][key]


@pytest.mark.parametrize("key", KEYS)
def test_sentences_reach_the_floor(reached_on_sentences: dict[str, float], key: str) -> None:
    assert reached_on_sentences[key] >= FLOORS["sentences"][key]


def test_gold_speaks_of_all_figures_of_the_dev_articles(dev_articles: list[dict[str, Any]]) -> None:
    spans = [(a["id"], f["start"], f["end"], f["text"]) for a in dev_articles for f in a["figure"]]
    assert sorted((row["id"], row["start"], row["end"], row["text"]) for row in GOLD) == sorted(spans)


def test_there_are_sentences_enough() -> None:
    assert len(SENTENCES) >= 120


def well_formed(row: dict[str, Any]) -> bool:
    accepted = {c: row[c] if isinstance(row[c], list) else [row[c]] for c in meaning.COLUMNS}
    return (
        set(accepted["change"]) <= {"increase", "decrease", None}
        and set(accepted["basis"]) <= {"yoy", "qoq", None}
        and (accepted["change"] != [None] or accepted["basis"] == [None])
        and all(0 < len(set(values) - {None}) <= 3 or values == [None] for values in accepted.values())
    )


def test_gold_is_well_formed() -> None:
    assert [row for row in GOLD if not well_formed(row)] == []
    assert [row for _, rows in SENTENCES for row in rows if not well_formed(row)] == []


def test_a_sentence_is_read_with_its_marks() -> None:
    text, rows = meaning.parse_sentence("产值{3亿元|产值||2023,~}，增{5%|产值,~|甲|2023|increase|yoy}。")
    assert text == "产值3亿元，增5%。"
    assert [text[row["start"] : row["end"]] for row in rows] == ["3亿元", "5%"]
    assert [row["period"] for row in rows] == [["2023", None], ["2023"]]
    assert rows[0]["holder"] is None


@pytest.mark.parametrize(
    ("column", "gold", "found", "expected"),
    [
        ("metric", ["产业产值"], "产值", True),
        ("metric", ["产业产值"], "亩产", False),
        ("metric", None, None, True),
        ("metric", None, "产值", False),
        ("holder", [None, "园区"], None, True),
        ("holder", ["园区"], None, False),
        ("period", "2023", "2023", True),
        ("period", ["2023", None], "2022", False),
        ("change", None, "increase", False),
    ],
)
def test_what_is_right(column: str, gold: Any, found: str | None, expected: bool) -> None:
    assert meaning.right(column, gold, found) is expected


def test_accuracy_of_change_passes_over_figures_without_one() -> None:
    gold = dict.fromkeys(meaning.COLUMNS)
    pairs: list[tuple[dict[str, Any], dict[str, Any] | None]] = [
        (gold, gold),
        ({**gold, "change": "increase"}, gold),
        (gold, None),
        ({**gold, "basis": "yoy"}, {**gold, "basis": "yoy"}),
    ]
    reached = meaning.accuracy(pairs)
    assert reached == {
        "found": 0.75, "metric": 1, "holder": 1, "period": 1, "change": 0, "basis": 1, "all": 0.6667,
    }  # fmt: skip


def test_floors_only_rise() -> None:
    text = meaning.raised({"dev": {"metric": 0.5, "holder": 0.9}}, {"dev": {"metric": 0.6, "holder": 0.8}})
    assert tomllib.loads(text) == {"dev": {"metric": 0.6, "holder": 0.9}}
