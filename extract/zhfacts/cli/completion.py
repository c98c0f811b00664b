"""zhfacts completion: what a shell needs to complete commands, options and their values."""

import argparse
from collections.abc import Iterator

import shtab

COMPLETED = {"INPUT": shtab.FILE, "FILE": shtab.FILE, "DIR": shtab.DIRECTORY}


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """The script for bash, zsh or fish. What an argument names is told by its metavar: FILE, DIR or INPUT."""
    for action in _actions(parser):
        if action.metavar in COMPLETED:
            action.complete = COMPLETED[action.metavar]  # type: ignore[attr-defined] # shtab's way to be told
    return shtab.complete(parser, shell)


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
