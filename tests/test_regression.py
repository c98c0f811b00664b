"""The tables of the sample article are those in outputs/sample, byte for byte."""

import json
from pathlib import Path

import pytest
from regression import EXPECTED, Difference, differences, report, write_tables

FILES = sorted(path.name for path in EXPECTED.glob("*.*"))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sample")
    write_tables(out)
    return out


def test_tables_are_those_of_outputs(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == FILES


@pytest.mark.parametrize("name", FILES)
def test_table_is_the_one_of_outputs(written: Path, name: str) -> None:
    same = (written / name).read_bytes() == (EXPECTED / name).read_bytes()
    assert same, f"{name} differs (make update-outputs, if that is right):\n{report(differences(EXPECTED, written))}"


def row(start: int, rule: str = "figure.money.plain", **columns: object) -> dict[str, object]:
    return {"doc_id": "a", "raw_text": "三家", "raw_start": start, "raw_end": start + 2, "rule": rule, **columns}


def test_difference_names_the_rules(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, rows in (
        (old, [row(0, value=3), row(5), row(9)]),
        (new, [row(0, value=4), row(9), row(20, "figure.count.x")]),
    ):
        folder.mkdir()
        (folder / "figures.jsonl").write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    found = differences(old, new)
    assert found == [
        Difference("figure.count.x", "figures", "+", "三家 (20)"),
        Difference("figure.money.plain", "figures", "-", "三家 (5)"),
        Difference("figure.money.plain", "figures", "~", "三家 (0)  value: 3 → 4"),
    ]
    assert "figure.money.plain  -1 ~1" in report(found)
