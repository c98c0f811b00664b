"""What the commands show in a terminal: safe text, and tables in which Chinese takes two columns a character."""

import re
from collections.abc import Iterator
from typing import Any

from rich.box import SIMPLE
from rich.cells import cell_len, chop_cells
from rich.console import Console, JustifyMethod, OverflowMethod
from rich.containers import Lines
from rich.table import Table
from rich.text import Text

WIDTH_OF_FILES = 160
# What a terminal would obey, or would hide: control characters, marks that turn the direction of writing.
_INVISIBLE = {
    **{code: 0x2400 + code for code in range(0x20) if code != ord("\n")},
    0x7F: 0x2421,
    **dict.fromkeys(
        (*range(0x80, 0xA0), *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD
    ),
}
# What stays on one line: a Latin word or number or one other character, brackets before it, closing marks behind it.
_UNIT = re.compile(
    r"[(（《“‘「『【]*(?:[A-Za-z0-9][\w.,+/=:#@&%~-]*|.)[)）》”’」』】，。、；：！？,.;:!?%]*\s*", re.DOTALL | re.ASCII
)


class Wrapped(Text):
    """Text that wraps as Chinese does: between any two characters, but not within a Latin word, nor before a comma."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        **_: Any,
    ) -> Lines:
        """The lines of the text in so many columns."""
        lines = Lines()
        for paragraph in self.split(allow_blank=True):
            lines.extend(paragraph.divide(_breaks(paragraph.plain, width)))
        for line in lines:
            line.rstrip_end(width)
        if justify:
            lines.justify(console, width, justify=justify, overflow=overflow or "fold")
        return lines


def _breaks(text: str, width: int) -> Iterator[int]:
    """Where lines begin, but for the first one."""
    at = used = 0
    for match in _UNIT.finditer(text):
        unit = match.group()
        parts = [unit] if cell_len(unit.rstrip()) <= width else chop_cells(unit, width)
        for part in parts:
            if used and used + cell_len(part.rstrip()) > width:
                yield at
                used = 0
            at += len(part)
            used += cell_len(part)


def visible(text: str) -> str:
    """The text with a picture for each control character, so that no article commands the terminal.

    >>> visible("园区\\x1b[31m")
    '园区␛[31m'
    """
    return text.translate(_INVISIBLE)


def new_table(*columns: str, title: str | None = None) -> Table:
    """A table whose cells are folded where they are too long, never cut."""
    table = Table(title=Text(visible(title)) if title else None, title_justify="left", box=SIMPLE, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def add_row(table: Table, *cells: Text | str) -> None:
    """Append a row; a string is made visible, and holds no markup."""
    table.add_row(*(cell if isinstance(cell, Text) else Wrapped(visible(cell)) for cell in cells))


def output_console() -> Console:
    """Standard output; into a file, wide enough for tables."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=WIDTH_OF_FILES)
