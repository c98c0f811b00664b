"""Files that are cut, spliced or flipped: no crash, no hang, and a row for each that says what is wrong.

A few of each type in every run; `ZHFACTS_BROKEN=2000` makes as many of each as that.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter

import pytest
from formats import MAKERS, PACKERS
from zhfacts.read import Inputs
from zhfacts.records import Failure

COUNT = int(os.environ.get("ZHFACTS_BROKEN", "24"))
SECONDS = 10.0
TEXT = "2024年3月7日，信达生物获得国家药监局批准。\n“苏州工业园区”集聚企业2000家,产值超1360亿元。\n" * 3
ROWS = [{"id": f"http://example.org/{n}", "text": TEXT, "title": "题", "published": "2024-03-07"} for n in range(5)]


def broken(suffix: str, count: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of files of a type, packed in each of the ways, and then broken, or broken and then packed."""
    random = Random(suffix)
    whole = MAKERS[suffix](ROWS)
    others = [make(ROWS) for make in MAKERS.values()]
    for number in range(count):
        packing = list(PACKERS)[number % len(PACKERS)]
        name = f"a{suffix}"
        if random.random() < 0.5:
            payload = PACKERS[packing](name, _break(whole, others, random))
        else:
            payload = _break(PACKERS[packing](name, whole), others, random)
        yield name + packing, payload


def _break(payload: bytes, others: list[bytes], random: Random) -> bytes:
    made = bytearray(payload)
    for _ in range(random.choice((1, 1, 1, 2, 5))):
        at = random.randrange(len(made) + 1)
        kind = random.randrange(5)
        if kind == 0:
            del made[at:]
        elif kind == 1:
            del made[at : at + random.randrange(1, 200)]
        elif kind == 2:
            other = random.choice((bytes(made), random.choice(others), random.randbytes(50)))
            start = random.randrange(len(other) + 1)
            made[at:at] = other[start : start + random.randrange(1, 500)]
        else:
            for _ in range(random.choice((1, 3, 30))):
                if made:
                    made[random.randrange(len(made))] ^= 1 << random.randrange(8)
    return bytes(made)


@pytest.mark.parametrize("suffix", MAKERS)
def test_broken_files_cost_a_row_each(suffix: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    slowest = 0.0
    for number, (name, payload) in enumerate(broken(suffix, COUNT)):
        path = tmp_path / f"{number}{name}"
        path.write_bytes(payload)
        started = perf_counter()
        items = list(Inputs([path]))
        slowest = max(slowest, perf_counter() - started)
        path.unlink()
        assert items, f"{number}: no row"
        messages = [item.message for item in items if isinstance(item, Failure)]
        assert all(re.fullmatch(r"\[E\d{3}\] \S[^\n]{10,}", message) for message in messages), messages
        for item in items:
            if not isinstance(item, Failure):
                item.text.encode()
    assert slowest < SECONDS
    assert capfd.readouterr() == ("", "")
