"""Text made to be slow is not."""

import pytest
from zhfacts import extract_text
from zhfacts.patterns import HOSTILE, grows


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_extraction_stays_linear(piece: str) -> None:
    assert not grows(extract_text, piece, limit=1e-4)
