"""Places and readers that several tests share."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def shared(name: str) -> Path:
    """A file of ../shared, which is no part of the project: where it is absent, the test is skipped."""
    path = ROOT.parent / "shared" / name
    if not path.is_file():
        pytest.skip(f"../shared/{name} is not there")
    return path


def cells(text: str) -> int:
    """The columns that a text takes in a terminal, by the Unicode Character Database."""
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
