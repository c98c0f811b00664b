"""The command line: arguments only; each command calls the Python function of the same name.

What the commands need is imported when they run, so that `--help` is quick.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from zhfacts.cli.arguments import INTERRUPTED, LOG_JSON, NOBODY_READS, OK, SOME_FAILED, USAGE, make_parser
from zhfacts.errors import ZhfactsError
from zhfacts.process import keep_pandas_out


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code. Without arguments, it is that of the process."""
    if argv is None:
        keep_pandas_out()
    arguments = argparse.Namespace()
    try:
        arguments = _parse(argv)
        if "config" in arguments:
            from zhfacts.cli.settings import with_settings

            arguments = with_settings(arguments, lambda: _parse(argv, without_defaults=True))
        code = COMMANDS[arguments.command](arguments)
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
    parser = make_parser(without_defaults=without_defaults)
    arguments, unknown = parser.parse_known_args(argv)
    if unknown:
        from zhfacts.cli.settings import nearest

        command: argparse.ArgumentParser = arguments.parser
        options = [option for action in command._actions for option in action.option_strings]
        command.error(f"there is no {unknown[0]}{nearest(unknown[0], options)}")
    return arguments


def _say(arguments: argparse.Namespace, event: str, text: str, **values: object) -> None:
    """A line on standard error, in the form that was asked for."""
    if getattr(arguments, "messages", None) == LOG_JSON:
        from zhfacts.cli.watch import log

        log(event, **values)
    else:
        print(text, file=sys.stderr)


def _extract(arguments: argparse.Namespace) -> int:
    from zhfacts.batch import Summary, extract
    from zhfacts.cli.watch import Progress, watch
    from zhfacts.read import Columns

    if arguments.inputs.count("-") > 1:
        raise ZhfactsError("E019")
    arguments.format = list(dict.fromkeys(arguments.format or ["csv"]))

    def run(progress: Progress | None) -> Summary:
        return extract(
            arguments.inputs,
            arguments.out,
            formats=arguments.format,
            db=arguments.db,
            overwrite=arguments.overwrite,
            append=arguments.append,
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
    from zhfacts.cli.claims import claims

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


def _report(arguments: argparse.Namespace) -> int:
    from zhfacts.report import report
    from zhfacts.terminal import visible

    path = report(arguments.folder, arguments.output)
    print(visible(f"→ {path}"), file=sys.stderr)
    return OK


def _schema(arguments: argparse.Namespace) -> int:
    from zhfacts.cli.schema import schema

    schema(arguments.table, form=arguments.format)
    return OK


def _config(_: argparse.Namespace) -> int:
    from zhfacts.cli.settings import example_settings

    extract: argparse.ArgumentParser = make_parser().parse_args(["extract", "-"]).parser
    print(example_settings(extract), end="")
    return OK


def _completion(arguments: argparse.Namespace) -> int:
    from zhfacts.cli.completion import completion

    print(completion(make_parser(), arguments.shell))
    return OK


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "extract": _extract,
    "claims": _claims,
    "report": _report,
    "explain": _explain,
    "schema": _schema,
    "config": _config,
    "completion": _completion,
}
