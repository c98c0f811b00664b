"""What is said of a run on standard error, while it runs and at its end."""

import argparse
import json
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter
from typing import TypeAlias

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table

from zhfacts import __version__
from zhfacts.batch import Summary
from zhfacts.cli.arguments import LOG_JSON, QUIET
from zhfacts.tables import TABLES
from zhfacts.terminal import add_row, new_table, visible

Progress: TypeAlias = Callable[[int, int, Summary], None]
Run: TypeAlias = Callable[[Progress | None], Summary]

PASSWORD = re.compile(r"(?<=://)[^/@\s\"]*:[^@\s\"]*(?=@)")  # of an address; its user goes with it
SECONDS_BETWEEN = 1.0  # two events of progress
CELL_LENGTH = 40
FOUND = (*(table for table in TABLES if table not in {"documents", "texts", "repairs"}), "repairs")


def watch(run: Run, arguments: argparse.Namespace) -> Summary:
    """Run, and say how it goes in the form that was asked for.

    Parameters
    ----------
    run
        Extracts, and calls what it is given after each chunk.
    arguments
        The arguments of `zhfacts extract`.
    """
    if arguments.messages == QUIET:
        return run(None)
    return (_logged if arguments.messages == LOG_JSON else _shown)(run, arguments)


def log(event: str, **values: object) -> None:
    """Write an event on standard error: a JSON object in a line."""
    time = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = json.dumps({"time": time, "event": event, **values}, default=str)
    print(PASSWORD.sub("…", line), file=sys.stderr, flush=True)


def _logged(run: Run, arguments: argparse.Namespace) -> Summary:
    started = perf_counter()
    last = float("-inf")

    def progress(read: int, total: int, summary: Summary) -> None:
        nonlocal last
        for doc_id, status, error in summary.failed_last:
            code = error[1 : error.index("]")]
            log("article_failed", doc_id=doc_id, status=status, code=code, message=error)
        if perf_counter() - last >= SECONDS_BETWEEN:
            last = perf_counter()
            log("progress", bytes=read, of_bytes=total, articles=summary.statuses.total(), rows=summary.rows)

    options = {name: value for name, value in vars(arguments).items() if name not in {"command", "parser", "messages"}}
    log("start", version=__version__, options=options)
    summary = run(progress)
    log(
        "done",
        seconds=round(perf_counter() - started, 3),
        articles=summary.statuses.total(),
        statuses=summary.statuses,
        rows=summary.rows,
        passed_over=summary.passed_over,
        unchanged=summary.unchanged,
        replaced=summary.replaced,
        out=summary.out,
    )
    return summary


def _shown(run: Run, arguments: argparse.Namespace) -> Summary:
    console = Console(stderr=True, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    started = perf_counter()
    with Bar(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def progress(read: int, total: int, summary: Summary) -> None:
            found = f"{summary.statuses.total():,} articles, {summary.rows['claims']:,} claims"
            bar.update(task, description=found, completed=read, total=total or None)

        summary = run(progress)
    _show(summary, arguments, console, perf_counter() - started)
    return summary


def _show(summary: Summary, arguments: argparse.Namespace, console: Console, seconds: float) -> None:
    statuses = summary.statuses
    others = "".join(f", {statuses[status]:,} {status}" for status in ("empty", "failed") if statuses[status])
    _print(console, f"{_count(statuses.total(), 'article')} in {seconds:.1f} s: {statuses['ok']:,} ok{others}")
    if statuses["ok"]:
        console.print(_found(summary))
    if firsts := summary.found.get("first_in_china"):
        console.print(_firsts(firsts, summary.rows["first_in_china"]))
    if named := summary.found.get("organization_index"):
        _print(console, "most named: " + ", ".join(f"{row['name']} ({row['mentions']:,})" for row in named))
    for doc_id, error in summary.failures:
        _print(console, f"{doc_id}: {error}")
    if (more := statuses["empty"] + statuses["failed"] - len(summary.failures)) > 0:
        _print(console, f"… and {more:,} more: see error in the table documents")
    if summary.unchanged or summary.replaced:
        _print(
            console, f"there already: {summary.unchanged:,} unchanged and passed over, {summary.replaced:,} replaced"
        )
    if summary.passed_over:
        _print(console, f"passed over: {_count(summary.passed_over, 'file')} of another type")
    if arguments.config:
        _print(console, f"settings: {arguments.config}")
    _print(console, f"→ {summary.out}")


def _found(summary: Summary) -> Table:
    """How much was found, and in how many articles."""
    table = new_table("found", "rows", "articles")
    for column in table.columns[1:]:
        column.justify = "right"
    for name in FOUND:
        articles = f"{summary.articles[name]:,}" if name in summary.articles else ""
        add_row(table, name, f"{summary.rows[name]:,}", articles)
    return table


def _firsts(rows: list[dict[str, str | None]], total: int) -> Table:
    title = "first in China" if total == len(rows) else f"first in China ({len(rows)} of {total:,})"
    table = new_table("claim", "of what", "who", "article", title=title)
    for row in rows:
        who = row["org"] or row["subject"]
        cells = (row["text"], row["object"], who, row["doc_id"])
        add_row(table, *(_short(cell or "") for cell in cells))
    return table


def _short(text: str) -> str:
    return text if len(text) <= CELL_LENGTH else text[: CELL_LENGTH - 1] + "…"


def _print(console: Console, line: str) -> None:
    console.print(visible(line), markup=False, soft_wrap=True)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
