"""The arguments of the commands, and their help."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date as Day
from pathlib import Path
from typing import NoReturn

# The types that are read; a test compares them with the readers.
STDIN_FORMATS = ("txt", "md", "html", "htm", "jsonl", "csv", "tsv", "xlsx", "parquet", "warc", "docx", "pdf", "zip")
# What the tables and their columns allow; a test compares them with outputs/.
TABLES = (
    "documents",
    "texts",
    "repairs",
    "organizations",
    "figures",
    "dates",
    "claims",
    "first_in_china",
    "organization_index",
    "claim_conflicts",
)
KINDS = ("first", "only", "earliest", "gap", "rank", "superlative")
SCOPES = ("global", "national", "regional", "industry", "none")
STATUSES = ("asserted", "planned", "negated", "reported")
QUIET, LOG_JSON = "quiet", "log-json"
SHELLS = ("bash", "zsh", "fish")
OK, SOME_FAILED, USAGE, INTERRUPTED, NOBODY_READS = 0, 1, 2, 130, 141

DESCRIPTION = "Chinese news in, tables out: organizations, figures, dates and first-in-China claims."
EXTRACT = """\
Extract from articles and write the tables into a folder (--out), a database (--db), or both.

An INPUT is a file, a folder (with all that is below it), or - for standard input.
One article: .txt .md .html .docx .pdf; one a row: .jsonl .csv .tsv .xlsx .parquet; the pages of a crawl: .warc.
Each may be packed as .gz or .zst, and a .zip is read like a folder; docs/inputs.md says more.
What cannot be read or processed costs a row of the table documents, which says why.
"""
EXPLAIN = """\
Show a text with every mention marked, and for each mention its values and the rule that found it.

INPUT is a text, a file of a type that extract reads, or - for standard input.
"""
CLAIMS = """\
Show the claims of a run: the ledger of what is said to be the first, only, earliest or top of its kind.

In a terminal this is a table. Into a file or a pipe it is a line for each claim, with tabs between doc_id, raw_start,
raw_end, kind, scope, rank, status, text, subject, object, org, date, attributed_to and sentence_text.
"""
REPORT = """\
Make one HTML file of the tables of a run, which opens from disk in any browser: the claims with their sentences and
articles, charts, conflicts, failures and repairs.
"""
COMPLETION = """\
Print what a shell needs to complete commands, options and their values.

bash   in ~/.bashrc:  source <(zhfacts completion bash)
zsh    once:          mkdir -p ~/.zfunc && zhfacts completion zsh > ~/.zfunc/_zhfacts
       in ~/.zshrc:   fpath+=~/.zfunc; autoload -Uz compinit; compinit
fish   once:          mkdir -p ~/.config/fish/completions
                      zhfacts completion fish > ~/.config/fish/completions/zhfacts.fish
"""
EXIT_CODES = "exit codes: 0 all went well, 1 some articles failed, 2 wrong usage, or the results cannot be written"


class _Parser(argparse.ArgumentParser):
    """A parser whose errors say where help is."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n{self.prog} --help says more.\n")


def make_parser(*, without_defaults: bool = False) -> argparse.ArgumentParser:
    """The parser of all commands.

    What it parses says with `command` and `parser` which one was called. `without_defaults` leaves out what the command
    line does not give.
    """
    parser: argparse.ArgumentParser = _Parser(prog="zhfacts", description=DESCRIPTION, epilog=EXIT_CODES)
    parser.add_argument("--version", action=_Version, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")
    _add_extract(commands)
    _add_claims(commands)
    _add_report(commands)
    _add_explain(commands)
    _add_schema(commands)
    _add_config(commands)
    _add_completion(commands)
    for command in commands.choices.values():
        command.set_defaults(parser=command)
        for action in command._actions if without_defaults else ():
            action.default = argparse.SUPPRESS
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
        "--out",
        metavar="DIR",
        help="the folder of the results, made if it is not there; or its address: s3://bucket/dir",
    )
    parser.add_argument(
        "--format",
        action="append",
        choices=("csv", "jsonl", "parquet", "xlsx"),
        help="of the files in the folder; may be given several times (default: csv)",
    )
    parser.add_argument(
        "--db", metavar="ADDRESS", help="a database: FILE.duckdb, FILE.sqlite, or postgresql://user@host/name"
    )
    earlier = parser.add_mutually_exclusive_group()
    earlier.add_argument("--overwrite", action="store_true", help="replace results that are there")
    earlier.add_argument(
        "--append",
        action="store_true",
        help="add to results that are there; an article that is there is replaced, or passed over if it is the same",
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
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="settings; zhfacts config shows them (default: zhfacts.toml, if there)",
    )
    output = parser.add_argument_group("what is said on standard error").add_mutually_exclusive_group()
    output.add_argument(
        "--quiet", dest="messages", action="store_const", const=QUIET, help="nothing but what stops the run"
    )
    output.add_argument(
        "--log-json",
        dest="messages",
        action="store_const",
        const=LOG_JSON,
        help="a JSON object a line, for programs: start, article_failed, progress, done or error",
    )


def _add_claims(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "claims",
        help="show the claims of a run",
        description=CLAIMS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", metavar="DIR", help="the folder that zhfacts extract --out wrote")
    several = "; may be given several times"
    parser.add_argument("--kind", action="append", choices=KINDS, help=f"only claims of this kind{several}")
    parser.add_argument("--scope", action="append", choices=SCOPES, help=f"only claims of this scope{several}")
    parser.add_argument("--status", action="append", choices=STATUSES, help=f"only claims of this status{several}")
    parser.add_argument("--org", metavar="NAME", help="only claims whose organization or subject has this in it")
    parser.add_argument("--first-in-china", action="store_true", help="only claims to be the first in China")
    parser.add_argument(
        "--limit", type=_positive, metavar="N", help="show so many at most (default: 100 in a terminal, else all)"
    )


def _add_report(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "report",
        help="make an HTML page of a run, to look at and to pass on",
        description=REPORT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", metavar="DIR", help="the folder that zhfacts extract --out wrote")
    parser.add_argument("-o", "--output", metavar="FILE", help="where the page goes (default: report.html in DIR)")


def _add_schema(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "schema",
        help="show the columns of the tables",
        description="Show the columns of the tables: names, types and what they mean.",
    )
    parser.add_argument("table", nargs="?", choices=TABLES, metavar="TABLE", help=f"{', '.join(TABLES)} (default: all)")
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="default: text")


def _add_config(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    commands.add_parser(
        "config",
        help="show an example of zhfacts.toml",
        description="Print a settings file for zhfacts extract with all options explained: zhfacts config > zhfacts.toml",
    )


def _add_completion(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "completion",
        help="make the shell complete commands and options",
        description=COMPLETION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shell", choices=SHELLS, help="the shell that you use")


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
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from zhfacts import __version__

        print(f"zhfacts {__version__}")
        parser.exit()


def _workers(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 256:
        raise argparse.ArgumentTypeError(f"{value} is no number from 1 to 256")
    return int(value)


def _positive(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value} is no number from 1 up")
    return int(value)


def _day(value: str) -> Day:
    try:
        return Day.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value} is no day like 2024-03-07") from None
