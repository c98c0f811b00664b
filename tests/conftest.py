"""Fixtures that several tests share."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from support import ROOT, read_jsonl, shared

# The machine may be busy: how long an example takes says nothing.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def sample() -> dict[str, Any]:
    """The sample article with its gold rows."""
    (article,) = read_jsonl(ROOT / "corpus/sample/gold.jsonl")
    return article


@pytest.fixture(scope="session")
def dev_articles() -> list[dict[str, Any]]:
    """The dev articles with their gold rows."""
    return read_jsonl(shared("gold/dev.jsonl"))
