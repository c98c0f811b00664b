"""zhfacts claims: the ledger of a run in the terminal."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console
from rich.table import Table

from zhfacts.read.run import read_run_table
from zhfacts.terminal import Wrapped, add_row, new_table, visible

# What a line holds where standard output is no terminal.
FIELDS = (
    "doc_id",
    "raw_start",
    "raw_end",
    "kind",
    "scope",
    "rank",
    "status",
    "text",
    "subject",
    "object",
    "org",
    "date",
    "attributed_to",
    "sentence_text",
)
SHOWN = 100
NARROW = 80  # a terminal with fewer columns has no room for a table


def claims(
    folder: str | Path,
    *,
    kinds: Sequence[str] = (),
    scopes: Sequence[str] = (),
    statuses: Sequence[str] = (),
    org: str | None = None,
    first_in_china: bool = False,
    limit: int | None = None,
    console: Console | None = None,
) -> None:
    """Print the claims of a run: a table in a terminal, else lines of `FIELDS` with tabs between.

    Parameters
    ----------
    folder
        The folder that `zhfacts extract --out` wrote.
    kinds, scopes, statuses
        Only claims with one of these; without any, all.
    org
        Only claims whose organization or subject has this text in it, in simplified or traditional characters.
    first_in_china
        Only claims to be the first in China.
    limit
        The number of claims that are shown at most; in a terminal `SHOWN` by default, else all.
    console
        Standard output by default.

    Raises
    ------
    ZhfactsError
        E080 or E081, as `read_run_table` does.
    """
    console = console or Console(highlight=False)
    found = read_run_table(folder, "claims")
    for column, wanted in (("kind", kinds), ("scope", scopes), ("status", statuses)):
        if wanted:
            found = found.filter(pc.is_in(found[column], pa.array(wanted)))
    if org:
        from zhfacts.normalize import normalize  # takes longer to load than the rest of the command

        name = normalize(org).text
        named = (pc.match_substring(found[column], name) for column in ("org", "subject"))
        found = found.filter(pc.or_(*(pc.fill_null(column, False) for column in named)))
    if first_in_china:
        found = found.filter(found["first_in_china"])
    limit = limit or (SHOWN if console.is_terminal else found.num_rows)
    rows = found.slice(0, limit).to_pylist()
    if not console.is_terminal:
        sys.stdout.writelines(map(line, rows))
        return
    console.print(_list(rows) if console.width < NARROW else _table(rows))
    if found.num_rows > limit:
        print(f"the first {limit:,} of {found.num_rows:,} claims; --limit {found.num_rows} shows all", file=sys.stderr)


def line(row: dict[str, Any]) -> str:
    """A claim on a line; nothing that stands in a cell ends it, or the line."""
    cells = ("" if row[field] is None else str(row[field]) for field in FIELDS)
    return "\t".join(visible(cell).replace("\n", " ") for cell in cells) + "\n"


def _table(rows: Iterable[dict[str, Any]]) -> Table:
    table = new_table("claim", "subject", "of what", "org", "article", "at")
    table.columns[-1].no_wrap = True
    for row in rows:
        claim = Wrapped.assemble(_words(row), "\n", (_kind(row), "dim"))
        where = row["doc_id"] + (f"\n{row['date']}" if row["date"] else "")
        add_row(table, claim, *(row[c] or "" for c in ("subject", "object", "org")), where, str(row["raw_start"]))
    return table


def _list(rows: Iterable[dict[str, Any]]) -> Table:
    """Each claim over several lines."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")
    for row in rows:
        add_row(grid, "claim", Wrapped.assemble(_words(row), " ", (_kind(row), "dim")))
        cells = {"subject": row["subject"], "of what": row["object"], "org": row["org"], "date": row["date"]}
        cells["article"] = f"{row['doc_id']}, at {row['raw_start']}"
        for label, cell in cells.items():
            if cell:
                add_row(grid, label, cell)
        grid.add_row()
    return grid


def _words(row: dict[str, Any]) -> tuple[str, str]:
    return visible(row["text"]), "bold yellow" if row["first_in_china"] else "bold"


def _kind(row: dict[str, Any]) -> str:
    kind = f"rank {row['rank']}" if row["kind"] == "rank" and row["rank"] else row["kind"]
    scope = row["scope_place"] or row["scope"]
    more = [row["status"]] if row["status"] != "asserted" else []
    return ", ".join([kind, *([scope] if scope != "none" else []), *more, *(["partial"] if row["partial"] else [])])
