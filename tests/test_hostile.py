"""Text made to be slow is not."""

import time

import pytest
from zhfacts import extract_text
from zhfacts.patterns import HOSTILE, grows


@pytest.fixture(scope="module", autouse=True)
def _everything_is_loaded() -> None:
    extract_text("2023年7月，信达生物研制国内首个新药，投资3亿元。")


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_extraction_stays_linear(piece: str) -> None:
    assert not grows(extract_text, piece, limit=1e-4)


DATES = (
    "3月5日至",
    "今天（",
    "同日\n",
    "去年同期",
    "1月",
    "每小时",
    "2023-01-",
    "17日是",
    "农历",
    "“昨日",
    "10:30-",
    "该月",
)


@pytest.mark.parametrize("piece", DATES, ids=repr)
def test_dates_without_end_stay_linear(piece: str) -> None:
    assert not grows(extract_text, piece, limit=2e-4)


MEGABYTE = ("1", "9" * 40 + " ", "万", "万亿", "一二三", "1,234,", "1,,", "1.1.", "((1", "10^", "壹佰", "十百千", "〇")


@pytest.mark.parametrize("piece", MEGABYTE, ids=lambda piece: repr(piece[:6]))
def test_a_megabyte_of_digits_takes_four_times_as_long_as_a_quarter(piece: str) -> None:
    """Eight times and a second are allowed, sixteen would be the square."""
    seconds = []
    for length in (250_000, 1_000_000):
        start = time.process_time()
        extract_text(piece * (length // len(piece)))
        seconds.append(time.process_time() - start)
    assert seconds[1] < 8 * seconds[0] + 1
