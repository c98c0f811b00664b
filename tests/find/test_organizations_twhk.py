"""Organizations of Taiwan, Hong Kong and Macau, sentence by sentence."""

import re
from pathlib import Path

from zhfacts.normalize.chinese import to_simplified
from zhfacts.pipeline import extract_text

SENTENCES = Path(__file__).with_name("organization_sentences_twhk.txt")
MARK = re.compile("⟦([a-z]+)[|]([^⟧]+)⟧")
FLOOR = 0.95  # of the sentences, each with all its names and types and no other


def test_sentences() -> None:
    lines = [line for line in SENTENCES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    wrong = []
    for line in lines:
        found = [(o.org_type, o.text) for o in extract_text(MARK.sub(r"\2", line)).organizations]
        if found != MARK.findall(to_simplified(line)):
            wrong.append((line, found))
    assert len(wrong) <= (1 - FLOOR) * len(lines), wrong
