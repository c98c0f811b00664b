"""The quality gate: F1 on the gold sets does not sink below the floors of corpus/floors.toml."""

import importlib.util
import tomllib

import msgspec
import pytest
import scorer
from floors import GOLD, gold_hash, read_floors, renew, to_toml
from support import read_jsonl, shared

FLOORS = read_floors()
KEYS = [f"{table}.{measure}" for table in scorer.TABLES.values() for measure in scorer.MEASURES]


@pytest.fixture(scope="module", params=GOLD)
def gold_set(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if not GOLD[name].is_file():
        pytest.skip(f"{GOLD[name]} is not there")
    return name


@pytest.fixture(scope="module")
def reached(gold_set: str) -> dict[str, float]:
    return scorer.score(read_jsonl(GOLD[gold_set]))


@pytest.mark.parametrize("key", KEYS)
def test_each_gold_set_reaches_its_floor(gold_set: str, reached: dict[str, float], key: str) -> None:
    assert reached[key] >= FLOORS[gold_set]["f1"][key]


def test_no_bad_offsets(gold_set: str) -> None:
    articles = read_jsonl(GOLD[gold_set])
    assert [row for article in articles for row in scorer.bad_offsets(scorer.extract(article))] == []


def test_the_gold_is_the_one_of_the_floors(gold_set: str) -> None:
    assert gold_hash(GOLD[gold_set]) == FLOORS[gold_set]["gold"]


@pytest.mark.parametrize("articles_of", ["sample", "dev_articles"])
def test_scorer_agrees_with_the_one_of_the_gold(articles_of: str, request: pytest.FixtureRequest) -> None:
    spec = importlib.util.spec_from_file_location("score", shared("gold/score.py"))
    assert spec and spec.loader
    peer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(peer)
    articles = request.getfixturevalue(articles_of)
    articles = articles if isinstance(articles, list) else [articles]
    extractions = {article["id"]: scorer.extract(article) for article in articles}
    expected = {}
    for table, name in scorer.TABLES.items():
        rows = {
            key: [msgspec.structs.asdict(row) for row in getattr(extraction, name)]
            for key, extraction in extractions.items()
        }
        result, _ = peer.score(articles, rows, table)
        assert result["bad_offsets"] == 0
        expected |= {f"{name}.{measure}": result[measure]["f1"] for measure in scorer.MEASURES}
    assert scorer.score(articles) == expected


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        (["苏州工业园区"], "苏州工业园区", True),
        (["我国"], "中国", True),
        (["纳微科技", "纳微"], "纳微科技公司", True),
        (["纳微"], "苏州纳微科技公司", False),
        (["《规划》"], "规划", True),
        (None, None, True),
        (None, "园区", False),
        (["园区"], None, False),
    ],
)
def test_names_are_the_same_up_to_wording(gold: list[str] | None, found: str | None, same: bool) -> None:
    assert scorer.same_name(gold, found) is same


def test_closest_spans_are_matched_first() -> None:
    gold = [{"start": 0, "end": 4}, {"start": 4, "end": 8}]
    found = [{"raw_start": 2, "raw_end": 8}, {"raw_start": 0, "raw_end": 6}, {"raw_start": 9, "raw_end": 12}]
    assert scorer.match(gold, found, 0.5) == [(gold[0], found[1]), (gold[1], found[0])]
    assert scorer.match(gold, found, 1.0) == []


OLD = {"dev": {"gold": "abc", "f1": {"figures.full": 0.8, "dates.full": 0.9}}}
SUNK = {"figures.full": 0.85, "dates.full": 0.7}


def test_floors_rise_by_themselves() -> None:
    reached = {"figures.full": 0.85, "dates.full": 0.9}
    assert renew(OLD, "dev", "abc", reached, None, None)["dev"]["f1"] == reached


@pytest.mark.parametrize(
    ("gold", "lower", "reason", "message"),
    [
        ("abc", None, None, "below the floor:\ndev.dates.full: 0.7 < 0.9"),
        ("abc", "dev.figures.full", "why", "dev.dates.full: 0.7 < 0.9"),
        ("abc", "dev.dates.full", None, "needs a --reason"),
        ("abd", "all", "why", "the gold of dev has changed"),
    ],
)
def test_floors_do_not_sink_unasked(gold: str, lower: str | None, reason: str | None, message: str) -> None:
    with pytest.raises(SystemExit, match=message):
        renew(OLD, "dev", gold, SUNK, lower, reason)


@pytest.mark.parametrize(("gold", "lower"), [("abc", "dev.dates.full"), ("abc", "all"), ("abd", "gold")])
def test_lowered_floor_is_recorded_with_its_reason(gold: str, lower: str) -> None:
    floors = renew(OLD, "dev", gold, SUNK, lower, 'a "better" gold')
    assert floors["dev"] == {"gold": gold, "f1": SUNK}
    assert floors["lowered"] == [{"floor": "dev.dates.full", "from": 0.9, "to": 0.7, "why": 'a "better" gold'}]
    assert tomllib.loads(to_toml(floors)) == floors
