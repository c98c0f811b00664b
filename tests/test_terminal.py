"""Text and tables in a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from support import cells
from zhfacts.terminal import Wrapped, add_row, new_table, visible

CONSOLE = Console(width=80)
CHINESE = st.text("国内首个平台，。（）“”PCSK9 0.5-\n", max_size=60)


def wrapped(text: str, width: int) -> list[str]:
    return [line.plain.rstrip() for line in Wrapped(text).wrap(CONSOLE, width)]


def test_visible_keeps_offsets_and_line_ends() -> None:
    assert visible("a\t\n\x7f\x85园") == "a␉\n␡\ufffd园"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("自主研发的PCSK9抑制剂", 14, ["自主研发的", "PCSK9抑制剂"]),
        ("发布平台,授信", 8, ["发布平", "台,授信"]),
        ("注射液(信乐)", 8, ["注射液", "(信乐)"]),
        ("ABCDEFGH", 4, ["ABCD", "EFGH"]),
        ("一二三四", 4, ["一二", "三四"]),
        ("first, global", 8, ["first,", "global"]),
        ("一\n二三", 20, ["一", "二三"]),
        ("", 4, [""]),
    ],
)
def test_chinese_wraps_between_characters_and_not_within_words(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@given(CHINESE, st.integers(2, 30))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(cells, lines)) <= width


@given(st.lists(st.tuples(CHINESE, CHINESE), max_size=4), st.integers(20, 60))
def test_columns_of_a_table_stand_one_below_the_other(rows: list[tuple[str, str]], width: int) -> None:
    table = new_table("甲", "乙")
    for left, right in rows:
        add_row(table, left, f"|{right}")
    console = Console(width=width)
    with console.capture() as capture:
        console.print(table)
    lines = [line for line in capture.get().splitlines() if "|" in line]
    assert len(lines) == len(rows)
    assert len({cells(line[: line.index("|")]) for line in lines}) <= 1


def test_title_is_no_markup() -> None:
    with CONSOLE.capture() as capture:
        CONSOLE.print(new_table("a column that is wide enough", title="[red]首\x1b[0m"))
    assert "[red]首␛[0m" in capture.get()
