"""zhfacts schema: what the columns of the tables are, as their files in `outputs/` say it."""

import json
from dataclasses import asdict

from rich.console import Console
from rich.text import Text

from zhfacts.tables import TABLES, Column, load_schema
from zhfacts.terminal import add_row, new_table, output_console


def schema(table: str | None = None, *, form: str = "text", console: Console | None = None) -> None:
    """Print the columns of a table, or of all: their names, types and meanings.

    Parameters
    ----------
    table
        The name of a table; all of them without it.
    form
        text, json or markdown.
    console
        Standard output by default.
    """
    schemas = [load_schema(name) for name in ([table] if table else TABLES)]
    if form == "json":
        print(json.dumps([asdict(schema) for schema in schemas], ensure_ascii=False, indent=2))
        return
    if form == "markdown":
        print("\n\n".join(f"## {s.table}\n\nA row says: {s.row}.\n\n{_markdown(s.columns)}" for s in schemas))
        return
    console = console or output_console()
    for number, shown in enumerate(schemas):
        grid = new_table("column", "type", "meaning")
        for column in shown.columns:
            add_row(grid, Text(column.name, "bold"), _type(column), _meaning(column))
        console.print(Text.assemble("\n" if number else "", (shown.table, "bold cyan"), f"  {shown.row}"))
        console.print(grid)


def _type(column: Column) -> str:
    return f"{column.type} or null" if column.nullable else column.type


def _meaning(column: Column) -> str:
    return column.meaning + (f" (one of {', '.join(column.allowed)})" if column.allowed else "")


def _markdown(columns: tuple[Column, ...]) -> str:
    rows = [("column", "type", "meaning"), ("---", "---", "---")]
    rows += [(f"`{column.name}`", _type(column), _meaning(column).replace("|", "\\|")) for column in columns]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
