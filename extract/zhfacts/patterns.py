"""What can be said of a regular expression without reading it: where it can begin, and whether it gets slow."""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from re import _constants as op  # type: ignore[attr-defined]  # private, but the only parser of its own syntax
from re import _parser  # type: ignore[attr-defined]
from typing import Any

CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}

LENGTHS = (*range(8, 33, 2), 96, 288, 864, 2500, 5000, 20_000)
"""Small steps first: a pattern that doubles its time with each character must be caught while that is still cheap."""

HOSTILE = (
    *(
        "1",
        "0",
        "1,",
        "1.",
        "1,000",
        "1-",
        "1:",
        "1/",
        "1万",
        "1年",
        "2023年",
        "1月1日",
        "1%",
        "1 ",
        "-",
        "~",
        "%",
        ".",
    ),
    *(
        "一",
        "十",
        "百",
        "万",
        "亿",
        "零",
        "两",
        "几",
        "多",
        "余",
        "数",
        "一二三",
        "万万亿",
        "三分之",
        "百分之",
        "第",
        "第一",
    ),
    *(
        "首",
        "首个",
        "最",
        "最大",
        "全国",
        "国内",
        "国内首",
        "全球",
        "世界",
        "中国",
        "位居",
        "填补",
        "率先",
        "唯一",
        "之一",
        "称",
    ),
    *("年", "月", "日", "时", "去年", "至", "到", "和", "、", "，", ",", "。", "；", "\n", " ", "　", "的", "了", "在"),
    *(
        "公司",
        "有限",
        "有限公司",
        "大学",
        "研究院",
        "局",
        "委",
        "部",
        "市",
        "省",
        "国",
        "江苏",
        "北京市",
        "银行",
        "集团",
    ),
    *(
        "a",
        "A",
        "Ab",
        "A ",
        "a-",
        "é",
        "(",
        "（",
        ")",
        "（）",
        "()",
        "“",
        "”",
        "《",
        "【",
        "[",
        "<",
        "&",
        "?",
        "|",
        "\\",
        "😀",
    ),
)
"""What hostile runs are made of."""


def first_characters(pattern: str) -> str | None:
    r"""The characters that a match can begin with, as the inside of a character class; None where that is open.

    >>> first_characters(r"(?<!\d)(?:第[一二]|[0-9]{1,4})年")
    '0-9第'
    >>> first_characters(r".年") is None
    True
    """
    try:
        pieces, empty = _first(_parser.parse(pattern))
    except LookupError:
        return None
    return None if empty else "".join(sorted(pieces))


def _first(sequence: Iterable[tuple[Any, Any]]) -> tuple[set[str], bool]:
    """The pieces of the class, and whether the sequence can match nothing; LookupError where no class can say it."""
    pieces: set[str] = set()
    for code, value in sequence:
        if code in (op.ASSERT, op.ASSERT_NOT, op.AT):
            continue
        inner, empty = _first_of(code, value)
        pieces |= inner
        if not empty:
            return pieces, False
    return pieces, True


def _first_of(code: Any, value: Any) -> tuple[set[str], bool]:
    if code is op.LITERAL:
        return {re.escape(chr(value))}, False
    if code is op.IN:
        return {_class_item(*item) for item in value}, False
    if code is op.BRANCH:
        branches = [_first(branch) for branch in value[1]]
        return set[str]().union(*(pieces for pieces, _ in branches)), any(empty for _, empty in branches)
    if code is op.SUBPATTERN and not value[1] and not value[2]:
        return _first(value[3])
    if code is op.ATOMIC_GROUP:
        return _first(value)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        pieces, empty = _first(value[2])
        return pieces, empty or value[0] == 0
    raise LookupError(code)


def _class_item(code: Any, value: Any) -> str:
    if code is op.LITERAL:
        return re.escape(chr(value))
    if code is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if code is op.CATEGORY:
        return CATEGORIES[value]
    raise LookupError(code)


def slow_run(pattern: str, phrases: Iterable[str] = ()) -> str | None:
    r"""A piece of text whose long repetition makes a search for the pattern slow, or None.

    Slow means: the time grows clearly faster than the text.

    Parameters
    ----------
    pattern
        A regular expression.
    phrases
        What the pattern matches: their repetitions, with and without the last character, are tried too.

    >>> slow_run(r"\d+元")
    '1'
    >>> slow_run(r"(?<!\d)\d++元")
    """
    regex = re.compile(pattern)

    def search(text: str) -> None:
        for _ in regex.finditer(text):
            pass

    first = first_characters(pattern)
    begins = re.compile(f"[{first}]" if first else "")
    pieces = dict.fromkeys(piece for piece in [*HOSTILE, *_variants(phrases)] if begins.search(piece))
    return next((piece for piece in pieces if grows(search, piece)), None)


def _variants(phrases: Iterable[str]) -> Iterator[str]:
    for phrase in phrases:
        yield phrase
        yield phrase[:-1] or phrase
        yield from phrase


def grows(job: Callable[[str], object], piece: str, limit: float = 2e-5) -> bool:
    """Whether the time that a job takes on a run of `piece` grows faster than the run.

    From 5,000 to 20,000 characters a linear job takes 4 times as long, a quadratic one 16 times. Short times say
    nothing, and more than `limit` seconds per character are too much in any case. Other work on the machine makes
    single runs slow, so what looks slow counts only where three more runs are as slow.
    """

    def seconds(length: int, runs: int = 1) -> float:
        text = piece * (length // len(piece) + 1)
        best = float("inf")
        for _ in range(runs):
            start = time.process_time()
            job(text)
            best = min(best, time.process_time() - start)
        return best

    for length in LENGTHS:
        most = 0.1 + length * limit
        if (took := seconds(length)) > most and seconds(length, runs=3) > most:
            return True
    if took < 0.01:
        return False
    short, long = LENGTHS[-2:]
    return took > 6 * seconds(short) and seconds(long, runs=3) > 8 * seconds(short, runs=3)
