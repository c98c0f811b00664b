"""Text made to be slow is not."""

import pytest
from zhfacts import extract_text
from zhfacts.patterns import HOSTILE, grows


@pytest.fixture(scope="module", autouse=True)
def _everything_is_loaded() -> None:
    extract_text("2023年7月，信达生物研制国内首个新药，投资3亿元。")


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_extraction_stays_linear(piece: str) -> None:
    assert not grows(extract_text, piece, limit=1e-4)
