"""The command line: arguments only; each command calls the Python function of the same name.

What the commands need is imported when they run, so that `--help` is quick.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date as Day
from pathlib import Path
from typing import NoReturn

from zhfacts.errors import ZhfactsError

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
CLAIMS = """\
Show the claims of a run: the ledger of what is said to be the first, only, earliest or top of its kind.

In a terminal this is a table. Into a file or a pipe it is a line for each claim, with tabs between doc_id, raw_start,
raw_end, kind, scope, rank, status, text, subject, object, org, date, attributed_to and sentence_text.
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


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    arguments = argparse.Namespace()
    try:
        arguments = _parse(argv)
        if "config" in arguments:
            from zhfacts.cli_settings import with_settings

            arguments = with_settings(arguments, lambda: _parse(argv, without_defaults=True))
        run: Callable[[argparse.Namespace], int] = arguments.run
        code = run(arguments)
        sys.stdout.flush()
        return code
    except ZhfactsError as error:
        _say(arguments, "error", f"zhfacts: {error}", code=error.code, message=str(error))
        return USAGE
    except KeyboardInterrupt:
        _say(arguments, "interrupted", "zhfacts: interrupted, nothing was written")
        return INTERRUPTED
    except UnicodeEncodeError as error:
        character = ascii(error.object[error.start])
        print(f"zhfacts: {ZhfactsError('E083', encoding=error.encoding, character=character)}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else the last flush complains
        return NOBODY_READS


def _parse(argv: Sequence[str] | None, *, without_defaults: bool = False) -> argparse.Namespace:
    parser = _parser(without_defaults=without_defaults)
    arguments, unknown = parser.parse_known_args(argv)
    if unknown:
        from zhfacts.cli_settings import nearest

        command: argparse.ArgumentParser = arguments.parser
        options = [option for action in command._actions for option in action.option_strings]
        command.error(f"there is no {unknown[0]}{nearest(unknown[0], options)}")
    return arguments


def _say(arguments: argparse.Namespace, event: str, text: str, **values: object) -> None:
    """A line on standard error, in the form that was asked for."""
    if getattr(arguments, "messages", None) == LOG_JSON:
        from zhfacts.cli_watch import log

        log(event, **values)
    else:
        print(text, file=sys.stderr)


class _Parser(argparse.ArgumentParser):
    """A parser whose errors say where help is."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n{self.prog} --help says more.\n")


def _parser(*, without_defaults: bool = False) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _Parser(prog="zhfacts", description=DESCRIPTION, epilog=EXIT_CODES)
    parser.add_argument("--version", action=_Version, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_extract(commands)
    _add_claims(commands)
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
    parser.add_argument("--out", metavar="DIR", help="the folder of the results (needed); made if it is not there")
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
    parser.set_defaults(run=_extract)


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
    parser.set_defaults(run=_claims)


def _add_schema(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "schema",
        help="show the columns of the tables",
        description="Show the columns of the tables: names, types and what they mean.",
    )
    parser.add_argument("table", nargs="?", choices=TABLES, metavar="TABLE", help=f"{', '.join(TABLES)} (default: all)")
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="default: text")
    parser.set_defaults(run=_schema)


def _add_config(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "config",
        help="show an example of zhfacts.toml",
        description="Print a settings file for zhfacts extract with all options explained: zhfacts config > zhfacts.toml",
    )
    parser.set_defaults(run=_config)


def _add_completion(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "completion",
        help="make the shell complete commands and options",
        description=COMPLETION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shell", choices=SHELLS, help="the shell that you use")
    parser.set_defaults(run=_completion)


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


def _extract(arguments: argparse.Namespace) -> int:
    from zhfacts.batch import Summary, extract
    from zhfacts.cli_watch import Progress, watch
    from zhfacts.read import Columns

    if arguments.out is None:
        arguments.parser.error("the following arguments are required: --out")
    if arguments.inputs.count("-") > 1:
        raise ZhfactsError("E019")
    arguments.format = list(dict.fromkeys(arguments.format or ["csv"]))

    def run(progress: Progress | None) -> Summary:
        return extract(
            arguments.inputs,
            arguments.out,
            formats=arguments.format,
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
            progress=progress,
        )

    summary = watch(run, arguments)
    return SOME_FAILED if summary.statuses["failed"] else OK


def _explain(arguments: argparse.Namespace) -> int:
    from zhfacts.explain import explain

    failures = explain(
        arguments.input,
        reference_date=arguments.reference_date,
        losers=arguments.losers,
        claim=arguments.claim,
    )
    return SOME_FAILED if failures else OK


def _claims(arguments: argparse.Namespace) -> int:
    from zhfacts.cli_claims import claims

    claims(
        arguments.folder,
        kinds=arguments.kind or (),
        scopes=arguments.scope or (),
        statuses=arguments.status or (),
        org=arguments.org,
        first_in_china=arguments.first_in_china,
        limit=arguments.limit,
    )
    return OK


def _schema(arguments: argparse.Namespace) -> int:
    from zhfacts.cli_schema import schema

    schema(arguments.table, form=arguments.format)
    return OK


def _config(_: argparse.Namespace) -> int:
    from zhfacts.cli_settings import example_settings

    extract: argparse.ArgumentParser = _parser().parse_args(["extract", "-"]).parser
    print(example_settings(extract), end="")
    return OK


def _completion(arguments: argparse.Namespace) -> int:
    from zhfacts.cli_completion import completion

    print(completion(_parser(), arguments.shell))
    return OK
