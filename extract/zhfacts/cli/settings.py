"""Settings from a file: the long options of a command by their names."""

import argparse
import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date as Day
from difflib import get_close_matches
from pathlib import Path
from textwrap import wrap
from typing import Any

from zhfacts.errors import ZhfactsError

SETTINGS_FILE = "zhfacts.toml"
HEAD = f"""\
# The settings of zhfacts extract, each as it is without a file. Remove the # before a line to set it.
# The file is read where it is called {SETTINGS_FILE} in the folder that you work in, or named with --config.
# What stands on the command line wins. Paths are relative to the folder that you work in.
"""
NAMES: Mapping[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    Day: "a day",
    str: "a string",
    list: "a list of strings",
}
EXAMPLES: Mapping[type, Any] = {bool: True, int: 1, float: 0.5, Day: Day(2024, 3, 7)}


def with_settings(
    arguments: argparse.Namespace, parse_without_defaults: Callable[[], argparse.Namespace]
) -> argparse.Namespace:
    """The arguments of a command, with what the settings say where the command line does not.

    Parameters
    ----------
    arguments
        What was parsed; `config` names the file, or is None.
    parse_without_defaults
        Parses the command line once more, for what stands there alone.
    """
    path = arguments.config or Path(SETTINGS_FILE)
    if arguments.config is None and not path.exists():
        return arguments
    settings = read_settings(path, arguments.parser)
    given = vars(parse_without_defaults())
    for group in arguments.parser._mutually_exclusive_groups:
        alike = {action.dest for action in group._group_actions}
        if alike & set(given):
            settings = {dest: value for dest, value in settings.items() if dest not in alike}
    return argparse.Namespace(**{**vars(arguments), **settings, **given, "config": path})


def options(parser: argparse.ArgumentParser) -> dict[str, argparse.Action]:
    """The options that a file can set, by the names that they have there."""
    named = {option[2:]: a for a in parser._actions for option in a.option_strings if option.startswith("--")}
    return {name: action for name, action in named.items() if name not in {"help", "config"}}


def read_settings(path: Path, parser: argparse.ArgumentParser) -> dict[str, Any]:
    """The values that a file sets, as the parser would have them.

    Raises
    ------
    ZhfactsError
        E082 with all that is wrong in the file.
    """
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ZhfactsError("E082", path=path, reason=error.strerror or error) from None
    except ValueError as error:  # not UTF-8, or not TOML
        raise ZhfactsError("E082", path=path, reason=error) from None
    known = options(parser)
    settings: dict[str, Any] = {}
    wrong: list[str] = []
    for key, value in data.items():
        try:
            if key not in known:
                raise ValueError(f"there is no option {key!r}{nearest(key, known)}")
            if value is not False:
                settings[known[key].dest] = _value(key, known[key], value)
        except ValueError as error:
            wrong.append(str(error))
    for group in parser._mutually_exclusive_groups:
        set_ones = [key for key, action in known.items() if action in group._group_actions and data.get(key)]
        if len(set_ones) > 1:
            wrong.append(f"{' and '.join(set_ones)} exclude each other")
    if wrong:
        raise ZhfactsError("E082", path=path, reason="; ".join(wrong))
    return settings


def nearest(word: str, words: Mapping[str, object] | list[str]) -> str:
    """What the user may have meant.

    >>> nearest("worker", ["workers", "out"]), nearest("x", ["workers", "out"])
    (", did you mean 'workers'?", '')
    """
    found = get_close_matches(word.lower().replace("_", "-"), words, n=1)
    return f", did you mean {found[0]!r}?" if found else ""


def _value(key: str, action: argparse.Action, value: Any) -> Any:
    wanted = _type(action)
    right = type(value) is wanted or (wanted is float and type(value) is int)
    if not right or (wanted is list and not all(type(item) is str for item in value)):
        raise ValueError(f"{key} is {_toml(value)}, and not {NAMES[wanted]}: {key} = {_toml(_example(action))}")
    if wanted is bool:
        return action.const
    if wanted is list:
        return [_parsed(key, action, item) for item in value]
    return _parsed(key, action, value.isoformat() if isinstance(value, Day) else str(value))


def _parsed(key: str, action: argparse.Action, text: str) -> Any:
    """A value as the command line would give it."""
    try:
        parsed = action.type(text) if callable(action.type) else text
    except (argparse.ArgumentTypeError, ValueError, TypeError) as error:
        raise ValueError(f"{key}: {error}") from None
    if action.choices is not None and parsed not in action.choices:
        choices = [str(choice) for choice in action.choices]
        raise ValueError(f"{key}: {text!r} is none of {', '.join(choices)}{nearest(text, choices)}")
    return parsed


def _type(action: argparse.Action) -> type:
    """The TOML type of an option: what its type function returns where TOML has that, else a string."""
    if action.nargs == 0:
        return bool
    if isinstance(action, argparse._AppendAction):
        return list
    returned = getattr(action.type, "__annotations__", {}).get("return", action.type)
    return next((known for known in EXAMPLES if known is returned), str)


def example_settings(parser: argparse.ArgumentParser) -> str:
    """A file with all options that can be set, explained.

    Each is set to its default, and stands behind a #; one that has no default shows what a value looks like.
    """
    return "\n".join([HEAD, *_example_lines(parser)])


def _example_lines(parser: argparse.ArgumentParser) -> Iterator[str]:
    known = {id(action): name for name, action in options(parser).items()}
    for number, group in enumerate(parser._action_groups):
        if number > 1 and group.title:
            yield f"# --- {group.title} ---\n"
        for action in group._group_actions:
            if id(action) not in known:
                continue
            explained = (action.help or "") % {**vars(action), "prog": parser.prog}
            if action.choices and not all(str(choice) in explained for choice in action.choices):
                explained += f"; one of {', '.join(map(str, action.choices))}"
            yield "\n".join(wrap(explained, 100, initial_indent="# ", subsequent_indent="# "))
            yield f"#{known[id(action)]} = {_toml(_example(action))}\n"


def _example(action: argparse.Action) -> Any:
    wanted = _type(action)
    if wanted is bool:
        return False
    if action.default not in (None, argparse.SUPPRESS):
        return action.default
    value = next(iter(action.choices)) if action.choices else EXAMPLES.get(wanted, action.metavar or "…")
    return [value] if wanted is list else value


def _toml(value: Any) -> str:
    if isinstance(value, Day):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, default=str)
