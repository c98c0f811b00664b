"""Places and readers that several tests share."""

import json
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
