"""Loads and checks `rules/`; nothing else reads those files.

A rule file is TOML::

    [macros]
    measure = '[个家款]'

    [[rule]]
    id = "claim.first.shou"           # family.kind.detail; it stands in the users' tables, so it is stable
    pattern = '首{measure}'           # a regular expression; {name} is a macro of this file or of macros.toml
    why = "首个, 首家: 首 + measure word"
    resolve = "name"                  # optional: the function of the finder that reads the match
    priority = 1                      # optional, see zhfacts.find.candidates
    drop = true                       # optional: what matches looks like a mention and is none
    set = { kind = "first" }          # optional: constants for the finder
    [[rule.example]]
    text = "发布<claim scope=national>国内首款</claim>芯片。"
    reference = "2024-03-07"          # optional reference date of the example
    [[rule.counterexample]]
    text = "国内首都机场客流上升。"
    because = "首都 is a noun"

A lexicon is a CSV file in `rules/lexicons/` with a header line, its rows sorted and without duplicates.
The loader is strict, since rule data without a strict loader rots; :mod:`zhfacts.rulecheck` holds the rules against
their examples besides, and their patterns against hostile text.
"""

import csv
import io
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from operator import itemgetter, lt
from pathlib import Path
from typing import Any, Literal

from zhfacts.errors import ZhfactsError

RuleFamily = Literal["org", "figure", "date", "claim"]
RULE_TYPES: dict[str, type] = {
    "id": str,
    "pattern": str,
    "why": str,
    "resolve": str,
    "priority": int,
    "drop": bool,
    "set": dict,
    "example": list,
    "counterexample": list,
}
REQUIRED = ("id", "pattern", "why", "example", "counterexample")
EXAMPLE_KEYS = {"example": {"text", "reference"}, "counterexample": {"text", "because", "reference"}}
RULE_ID = re.compile(r"(?:org|figure|date|claim)(?:\.[a-z][a-z0-9_]*){2,}")
MACRO = re.compile(r"\{([A-Za-z_]\w*)\}")
NUMBERED_REFERENCE = re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]")
SPACE_AROUND_A_CELL = re.compile(r"[^\S\n](?:(?<=[\n,].)|(?=[\n,]|\Z))")
SHARED = "macros.toml"
OWN = "org_own"
Cells = tuple[list[str], list[list[str]]]
"""The lexicon of a user's own organizations."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the mentions marked: `<claim scope=national>国内首款</claim>`."""

    text: str
    reference: str | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, with its macros put in."""

    id: str
    pattern: str
    why: str
    resolve: str | None = None
    priority: int = 0
    drop: bool = False
    set: Mapping[str, Any] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[Example, ...] = ()
    file: str = ""

    @property
    def family(self) -> str:
        """The first part of the id: org, figure, date or claim."""
        return self.id.split(".")[0]


class Rulebook:
    """All rules and lexicons of a folder.

    Parameters
    ----------
    root
        The folder; by default the one that is installed with the package.
    own_organizations
        Rows of a further lexicon of organizations, whose names go before those of the others.

    Raises
    ------
    ZhfactsError
        E020 with file, rule and reason for anything that is wrong.
    """

    def __init__(self, root: Traversable | None = None, own_organizations: Sequence[dict[str, str]] = ()) -> None:
        self._root = root if root is not None else resources.files("zhfacts.rules")
        self.rules: dict[str, Rule] = {}
        self._lexicons: dict[str, tuple[dict[str, str], ...]] = {}
        self._cells: dict[str, Cells] = {}
        if own_organizations:
            self._cells[OWN] = list(own_organizations[0]), [list(row.values()) for row in own_organizations]
        files = sorted(f.name for f in self._root.iterdir() if f.name.endswith(".toml"))
        shared = self._read(SHARED, {"macros"}).get("macros", {}) if SHARED in files else {}
        used = set[str]()
        for file in files:
            if file != SHARED:
                used |= self._load(file, shared)
        if unused := set(shared) - used:
            raise _refusal(SHARED, "macros", f"never used: {sorted(unused)}")

    def family(self, prefix: str) -> tuple[Rule, ...]:
        """The rules whose id begins with `prefix`, in the order of the file."""
        return tuple(r for r in self.rules.values() if r.id.startswith(prefix + ".") or r.id == prefix)

    def lexicon(self, name: str) -> tuple[dict[str, str], ...]:
        """The rows of `lexicons/NAME.csv`; an absent cell is ""."""
        if name not in self._lexicons:
            header, body = self.cells(name)
            self._lexicons[name] = tuple(dict(zip(header, row, strict=True)) for row in body)
        return self._lexicons[name]

    def cells(self, name: str) -> "Cells":
        """The header and the rows of a lexicon, for who needs few columns of many rows."""
        if name not in self._cells:
            self._cells[name] = _cells(f"lexicons/{name}.csv", self._text(f"lexicons/{name}.csv"))
        return self._cells[name]

    @cached_property
    def lexicon_names(self) -> tuple[str, ...]:
        """The names of all lexicons."""
        folder = self._root / "lexicons"
        files = folder.iterdir() if folder.is_dir() else ()
        names = sorted(f.name.removesuffix(".csv") for f in files if f.name.endswith(".csv"))
        return (OWN, *names) if OWN in self._cells else tuple(names)

    def _text(self, name: str) -> str:
        try:
            return self._root.joinpath(*name.split("/")).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _refusal(name, "file", str(error)) from None

    def _read(self, name: str, keys: set[str]) -> dict[str, Any]:
        try:
            data = tomllib.loads(self._text(name))
        except tomllib.TOMLDecodeError as error:
            raise _refusal(name, "file", str(error)) from None
        if unknown := set(data) - keys:
            raise _refusal(name, "file", f"unknown keys {sorted(unknown)}")
        return data

    def _load(self, name: str, shared: Mapping[str, str]) -> set[str]:
        """Load a file; returns the macros that its rules use."""
        data = self._read(name, {"macros", "rule"})
        own: dict[str, str] = data.get("macros", {})
        if twice := set(own) & set(shared):
            raise _refusal(name, "macros", f"also in {SHARED}: {sorted(twice)}")
        macros = _Macros(name, {**shared, **own})
        for raw in data.get("rule", []):
            rule = _rule(raw, name, macros)
            if there := self.rules.get(rule.id):
                raise _refusal(name, rule.id, f"this id is there already, in {there.file}")
            self.rules[rule.id] = rule
        if unused := set(own) - macros.used:
            raise _refusal(name, "macros", f"never used: {sorted(unused)}")
        return macros.used


class _Macros:
    """The macros that a file sees, and which of them its rules use."""

    def __init__(self, file: str, macros: Mapping[str, str]) -> None:
        self.file = file
        self.macros = macros
        self.used = set[str]()

    def put_in(self, pattern: str, rule: str, inside: tuple[str, ...] = ()) -> str:
        """The pattern with each {name} replaced by the macro, as a group."""

        def replace(match: re.Match[str]) -> str:
            macro = match[1]
            if macro not in self.macros:
                raise _refusal(self.file, rule, f"there is no macro {{{macro}}}")
            if macro in inside:
                raise _refusal(self.file, rule, f"macros in a circle: {' → '.join([*inside, macro])}")
            self.used.add(macro)
            return f"(?:{self.put_in(self.macros[macro], rule, (*inside, macro))})"

        return MACRO.sub(replace, pattern)


def _refusal(file: str, where: str, reason: str) -> ZhfactsError:
    return ZhfactsError("E020", file=file, where=where, reason=reason)


def _rule(raw: dict[str, Any], file: str, macros: _Macros) -> Rule:
    where = str(raw.get("id", "a rule without id"))
    if unknown := set(raw) - set(RULE_TYPES):
        raise _refusal(file, where, f"unknown keys {sorted(unknown)}")
    if missing := [key for key in REQUIRED if not raw.get(key)]:
        raise _refusal(file, where, f"no {missing[0]}")
    for key, value in raw.items():
        if type(value) is not RULE_TYPES[key]:
            raise _refusal(file, where, f"{key} is not of type {RULE_TYPES[key].__name__}")
    if not RULE_ID.fullmatch(where):
        raise _refusal(file, where, "the id is not family.kind.detail with a family of org, figure, date, claim")
    pattern = macros.put_in(raw["pattern"], where)
    if NUMBERED_REFERENCE.search(pattern):
        raise _refusal(
            file, where, "a numbered back-reference, which points elsewhere among other rules: name the group"
        )
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise _refusal(file, where, f"the pattern does not compile: {error}") from None
    if compiled.flags != re.UNICODE:
        raise _refusal(file, where, "flags for the whole pattern, which would hold for other rules too")
    if compiled.match("") is not None:
        raise _refusal(file, where, "the pattern matches the empty string")
    return Rule(
        id=where,
        pattern=pattern,
        why=raw["why"],
        resolve=raw.get("resolve"),
        priority=raw.get("priority", 0),
        drop=raw.get("drop", False),
        set=raw.get("set", {}),
        examples=_examples(raw, "example", file, where),
        counterexamples=_examples(raw, "counterexample", file, where),
        file=file,
    )


def _examples(raw: dict[str, Any], key: str, file: str, where: str) -> tuple[Example, ...]:
    examples = []
    for entry in raw[key]:
        if not isinstance(entry, dict) or not entry.get("text") or set(entry) - EXAMPLE_KEYS[key]:
            raise _refusal(file, where, f"a {key} is not a text with {sorted(EXAMPLE_KEYS[key] - {'text'})}: {entry}")
        if not all(isinstance(value, str) for value in entry.values()):
            raise _refusal(file, where, f"a {key} holds something that is no string: {entry}")
        try:
            Day.fromisoformat(entry.get("reference", "2024-03-07"))
        except ValueError:
            raise _refusal(file, where, f"a reference is not YYYY-MM-DD: {entry['reference']}") from None
        examples.append(Example(**entry))
    return tuple(examples)


def _cells(name: str, text: str) -> Cells:
    header, *body = list(csv.reader(io.StringIO(text))) or [[]]
    if not header or not all(header) or len(set(header)) < len(header) or text.startswith("\ufeff"):
        raise _refusal(name, "line 1", "the header needs a name for each column, each another, and no byte-order mark")
    regular = set(map(len, body)) <= {len(header)} and all(map(itemgetter(0), body)) and all(map(lt, body, body[1:]))
    if not regular or '"' in text or SPACE_AROUND_A_CELL.search(text):
        _check_rows(name, header, body)
    return header, body


def _check_rows(name: str, header: list[str], body: list[list[str]]) -> None:
    """Refuse the first row that is not as it has to be."""
    for number, row in enumerate(body, 2):
        if len(row) != len(header):
            raise _refusal(name, f"line {number}", f"{len(row)} cells, the header has {len(header)}")
        if not row[0] or any(cell != cell.strip() for cell in row):
            raise _refusal(name, f"line {number}", "a cell with space around it, or an empty first cell")
    for number, (before, row) in enumerate(pairwise(body), 3):
        if row == before:
            raise _refusal(name, f"line {number}", f"twice: {','.join(row)}")
        if row < before:
            raise _refusal(name, f"line {number}", f"not sorted: {','.join(row)} after {','.join(before)}")


@lru_cache(maxsize=1)
def load_rulebook() -> Rulebook:
    """The rulebook that is installed with the package, loaded once."""
    return Rulebook()


@lru_cache(maxsize=4)
def load_rulebook_with(organizations: Path) -> Rulebook:
    """The rulebook that is installed with the package, and a user's own list of organizations."""
    from zhfacts.read.own_organizations import read_own_organizations

    return Rulebook(own_organizations=read_own_organizations(organizations))
