"""The command line: arguments only; each command calls the Python function of the same name.

What the commands need is imported when they run, so that `--help` is quick.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date as Day
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from zhfacts.errors import ZhfactsError

if TYPE_CHECKING:
    from rich.console import Console

    from zhfacts.batch import Summary

# The types that are read; a test compares them with the readers.
STDIN_FORMATS = ("txt", "md", "html", "htm", "jsonl", "csv", "tsv", "xlsx", "parquet", "warc", "docx", "pdf", "zip")
OK, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

DESCRIPTION = "Chinese news in, tables out: organizations, figures, dates and first-in-China claims."
EXTRACT = """\
Extract from articles and write one file per table and format into a folder.

An INPUT is a file, a folder (with all that is below it), or - for standard input.
One article: .txt .md .html .docx .pdf; one a row: .jsonl .csv .tsv .xlsx .parquet; the pages of a crawl: .warc.
Each may be packed as .gz or .zst, and a .zip is read like a folder; docs/inputs.md says more.
What cannot be read or processed costs a row of the table documents, which says why.
"""
EXPLAIN = """\
Show a text with every mention marked, and for each mention its values and the rule that found it.

INPUT is a text, a file of a type that extract reads, or - for standard input.
"""
EXIT_CODES = "exit codes: 0 all went well, 1 some articles failed, 2 wrong usage, or the results cannot be written"


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    arguments = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except ZhfactsError as error:
        print(f"zhfacts: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("zhfacts: interrupted, nothing was written", file=sys.stderr)
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="zhfacts", description=DESCRIPTION, epilog=EXIT_CODES)
    parser.add_argument("--version", action=_Version, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_extract(commands)
    _add_explain(commands)
    return parser


def _add_extract(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "extract",
        help="articles in, tables out",
        description=EXTRACT,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="file, folder, or -")
    parser.add_argument(
        "--out", required=True, metavar="DIR", help="the folder of the results; made if it is not there"
    )
    parser.add_argument(
        "--format",
        action="append",
        choices=("csv", "jsonl", "parquet"),
        help="of the tables; may be given several times (default: csv)",
    )
    parser.add_argument("--workers", type=_workers, default=1, metavar="N", help="number of processes (default: 1)")
    parser.add_argument("--no-texts", action="store_true", help="do not write the table texts")
    _add_reference_date(parser, "of articles that have no publication date of their own")
    parser.add_argument(
        "--organizations",
        type=Path,
        metavar="FILE",
        help="your own list of organizations: CSV with the columns name, type and aliases (a|b)",
    )
    parser.add_argument(
        "--variant",
        choices=("tw", "hk"),
        help="where the articles were written: tw replaces words of Taiwan (軟體: 软件), hk knows forms of Hong Kong",
    )
    parser.add_argument(
        "--no-run-pass",
        action="store_true",
        help="do not look in all articles for the names that several of them define",
    )
    parser.add_argument(
        "--ner-model",
        metavar="NAME",
        help="take the entities ORG of an installed spaCy pipeline, too, where no organization was found (default: none)",
    )
    parser.add_argument(
        "--stdin-format",
        choices=STDIN_FORMATS,
        default="txt",
        metavar="TYPE",
        help=f"what - is: {', '.join(STDIN_FORMATS)} (default: txt)",
    )
    parser.add_argument(
        "--encoding", metavar="NAME", help="of all text files; without it, each is looked at (utf-8, gb18030, big5, …)"
    )
    columns = parser.add_argument_group("columns of .jsonl, .csv, .tsv, .xlsx and .parquet")
    columns.add_argument("--id-column", default="id", metavar="NAME", help="id of the article (default: id)")
    columns.add_argument("--text-column", default="text", metavar="NAME", help="its text (default: text)")
    columns.add_argument("--title-column", default="title", metavar="NAME", help="its title (default: title)")
    columns.add_argument(
        "--published-column", default="published", metavar="NAME", help="day of publication (default: published)"
    )
    parser.set_defaults(run=_extract)


def _add_explain(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "explain",
        help="show what is found in a text, and why",
        description=EXPLAIN,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("input", metavar="INPUT", help="a text, a file, or -")
    parser.add_argument("--losers", action="store_true", help="show also what lost to a longer or stronger candidate")
    parser.add_argument(
        "--claim", action="store_true", help="show of each claim how its columns were filled, and where from"
    )
    _add_reference_date(parser, "instead of what the text itself states")
    parser.set_defaults(run=_explain)


def _add_reference_date(parser: argparse.ArgumentParser, whose: str) -> None:
    parser.add_argument(
        "--reference-date",
        type=_day,
        metavar="YYYY-MM-DD",
        help=f"the day that 今年, 昨日 and 3月7日 are resolved against, {whose}; never today by itself",
    )


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from zhfacts import __version__

        print(f"zhfacts {__version__}")
        parser.exit()


def _workers(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 256:
        raise argparse.ArgumentTypeError(f"{value} is no number from 1 to 256")
    return int(value)


def _day(value: str) -> Day:
    try:
        return Day.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value} is no day like 2024-03-07") from None


def _extract(arguments: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from zhfacts.batch import Summary, extract
    from zhfacts.read import Columns

    if arguments.inputs.count("-") > 1:
        raise ZhfactsError("E019")
    console = Console(stderr=True, highlight=False)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )
    started = perf_counter()
    with bar:
        task = bar.add_task("reading", total=None)

        def progress(read: int, total: int, summary: Summary) -> None:
            found = f"{summary.statuses.total():,} articles, {summary.rows['claims']:,} claims"
            bar.update(task, description=found, completed=read, total=total or None)

        summary = extract(
            arguments.inputs,
            arguments.out,
            formats=list(dict.fromkeys(arguments.format or ["csv"])),
            workers=arguments.workers,
            texts=not arguments.no_texts,
            columns=Columns(
                arguments.id_column, arguments.text_column, arguments.title_column, arguments.published_column
            ),
            stdin_format=arguments.stdin_format,
            encoding=arguments.encoding,
            reference_date=arguments.reference_date,
            organizations=arguments.organizations,
            variant=arguments.variant,
            run_pass=not arguments.no_run_pass,
            ner_model=arguments.ner_model,
            progress=progress,
        )
    _show(summary, console, perf_counter() - started)
    return SOME_FAILED if summary.statuses["failed"] else OK


def _show(summary: "Summary", console: "Console", seconds: float) -> None:
    """The summary of a run."""
    from zhfacts.explain import visible

    statuses = summary.statuses
    others = "".join(f", {statuses[status]:,} {status}" for status in ("empty", "failed") if statuses[status])
    lines = [f"{_count(statuses.total(), 'article')} in {seconds:.1f} s: {statuses['ok']:,} ok{others}"]
    families = ("organization", "figure", "date", "claim", "repair")
    lines.append(", ".join(_count(summary.rows[f"{family}s"], family) for family in families))
    lines += [f"{doc_id}: {error}" for doc_id, error in summary.failures]
    if (more := statuses["empty"] + statuses["failed"] - len(summary.failures)) > 0:
        lines.append(f"… and {more:,} more: see error in the table documents")
    if summary.passed_over:
        lines.append(f"passed over: {_count(summary.passed_over, 'file')} of another type")
    lines.append(f"→ {summary.out}")
    for line in lines:
        console.print(visible(line), markup=False, soft_wrap=True)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _explain(arguments: argparse.Namespace) -> int:
    from zhfacts.explain import explain

    failures = explain(
        arguments.input,
        reference_date=arguments.reference_date,
        losers=arguments.losers,
        claim=arguments.claim,
    )
    return SOME_FAILED if failures else OK
