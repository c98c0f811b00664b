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

A lexicon is a CSV file in `rules/lexicons/` with a header line, sorted by its first column, without duplicate rows.
The loader is strict, since rule data without a strict loader rots.
"""

import csv
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from zhfacts.errors import ZhfactsError

RULE_KEYS = {"id", "pattern", "why", "resolve", "priority", "drop", "set", "example", "counterexample"}
EXAMPLE_KEYS = {"text", "reference"}
COUNTEREXAMPLE_KEYS = {"text", "because", "reference"}
RULE_ID = re.compile(r"[a-z]+(?:\.[a-z][a-z0-9_]*){2,}")
MACRO = re.compile(r"\{([a-z_]+)\}")


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

    @property
    def family(self) -> str:
        """The first part of the id: org, figure, date or claim."""
        return self.id.split(".")[0]


class Combined:
    """Several rules as one regular expression: at one place the first rule in the order of the file that matches wins.

    Group names inside a rule stay its own: `match[name]` of the rule's pattern is `groups(match)[name]`.
    """

    def __init__(self, rules: tuple[Rule, ...], flags: int = 0) -> None:
        self.rules = rules
        parts = []
        for i, rule in enumerate(rules):
            own = re.sub(r"\(\?P(<|=)(\w+)", rf"(?P\g<1>r{i}_\g<2>", rule.pattern)
            own = re.sub(r"\(\?\((\w+)\)", rf"(?(r{i}_\g<1>)", own)
            parts.append(f"(?P<r{i}>{own})")
        self.regex = re.compile("|".join(parts), flags)
        self._names = [
            [(name.split("_", 1)[1], name) for name in self.regex.groupindex if name.startswith(f"r{i}_")]
            for i in range(len(rules))
        ]
        self._index = {f"r{i}": i for i in range(len(rules))}

    def rule(self, match: re.Match[str]) -> Rule:
        """The rule that matched."""
        assert match.lastgroup is not None
        return self.rules[self._index[match.lastgroup]]

    def groups(self, match: re.Match[str]) -> dict[str, str | None]:
        """The named groups of the rule that matched."""
        assert match.lastgroup is not None
        return {short: match[name] for short, name in self._names[self._index[match.lastgroup]]}


class Rulebook:
    """All rules and lexicons of a folder.

    Parameters
    ----------
    root
        The folder; by default the one that is installed with the package.

    Raises
    ------
    ZhfactsError
        E020 with file, rule and reason for anything that is wrong.
    """

    def __init__(self, root: Traversable | None = None) -> None:
        self._root = root if root is not None else resources.files("zhfacts.rules")
        self.rules: dict[str, Rule] = {}
        shared = self._toml("macros.toml").get("macros", {}) if (self._root / "macros.toml").is_file() else {}
        used: set[str] = set()
        for file in sorted((f for f in self._root.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name):
            if file.name != "macros.toml":
                self._load(file.name, shared, used)
        if unused := set(shared) - used:
            raise ZhfactsError("E020", file="macros.toml", where="macros", reason=f"never used: {sorted(unused)}")
        self._lexicons: dict[str, tuple[dict[str, str], ...]] = {}

    def family(self, prefix: str) -> tuple[Rule, ...]:
        """The rules whose id begins with `prefix`, in the order of the file."""
        return tuple(r for r in self.rules.values() if r.id.startswith(prefix + ".") or r.id == prefix)

    def lexicon(self, name: str) -> tuple[dict[str, str], ...]:
        """The rows of `lexicons/NAME.csv`; an absent cell is ""."""
        if name not in self._lexicons:
            self._lexicons[name] = self._read_lexicon(f"{name}.csv")
        return self._lexicons[name]

    @cached_property
    def lexicon_names(self) -> tuple[str, ...]:
        """The names of all lexicons."""
        files = (self._root / "lexicons").iterdir()
        return tuple(sorted(f.name.removesuffix(".csv") for f in files if f.name.endswith(".csv")))

    def _toml(self, name: str) -> dict[str, Any]:
        try:
            return tomllib.loads((self._root / name).read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise ZhfactsError("E020", file=name, where="file", reason=str(error)) from None

    def _load(self, name: str, shared: Mapping[str, str], used_shared: set[str]) -> None:
        data = self._toml(name)
        if unknown := set(data) - {"macros", "rule"}:
            raise ZhfactsError("E020", file=name, where="file", reason=f"unknown keys {sorted(unknown)}")
        own: dict[str, str] = data.get("macros", {})
        if twice := set(own) & set(shared):
            raise ZhfactsError("E020", file=name, where="macros", reason=f"also in macros.toml: {sorted(twice)}")
        macros = {**shared, **own}
        used: set[str] = set()

        def expand(pattern: str, where: str, depth: int = 0) -> str:
            def put_in(match: re.Match[str]) -> str:
                macro = match[1]
                if macro not in macros or depth > 8:
                    raise ZhfactsError("E020", file=name, where=where, reason=f"no macro {{{macro}}}, or a circle")
                used.add(macro)
                return f"(?:{expand(macros[macro], where, depth + 1)})"

            return MACRO.sub(put_in, pattern)

        for raw in data.get("rule", []):
            rule = _rule(raw, name, expand)
            if rule.id in self.rules:
                raise ZhfactsError("E020", file=name, where=rule.id, reason="this id is there already")
            self.rules[rule.id] = rule
        if unused := set(own) - used:
            raise ZhfactsError("E020", file=name, where="macros", reason=f"never used: {sorted(unused)}")
        used_shared |= used

    def _read_lexicon(self, name: str) -> tuple[dict[str, str], ...]:
        text = (self._root / "lexicons" / name).read_text(encoding="utf-8")
        rows = list(csv.reader(io.StringIO(text)))
        header, body = rows[0], rows[1:]
        for number, row in enumerate(body, 2):
            if len(row) != len(header):
                reason = f"{len(row)} cells, the header has {len(header)}"
                raise ZhfactsError("E020", file=name, where=f"line {number}", reason=reason)
        for number, (before, row) in enumerate(zip(body, body[1:], strict=False), 3):
            if row <= before:
                raise ZhfactsError("E020", file=name, where=f"line {number}", reason=f"not sorted, or twice: {row[0]}")
        return tuple(dict(zip(header, row, strict=True)) for row in body)


def _rule(raw: dict[str, Any], file: str, expand: Any) -> Rule:
    where = str(raw.get("id", "a rule without id"))

    def refuse(reason: str) -> ZhfactsError:
        return ZhfactsError("E020", file=file, where=where, reason=reason)

    if unknown := set(raw) - RULE_KEYS:
        raise refuse(f"unknown keys {sorted(unknown)}")
    if missing := {"id", "pattern", "why"} - set(raw):
        raise refuse(f"missing keys {sorted(missing)}")
    if not RULE_ID.fullmatch(where):
        raise refuse("the id is not family.kind.detail")
    for key, allowed in (("example", EXAMPLE_KEYS), ("counterexample", COUNTEREXAMPLE_KEYS)):
        if not raw.get(key):
            raise refuse(f"no {key}")
        for example in raw[key]:
            if set(example) - allowed or "text" not in example:
                raise refuse(f"a {key} has the keys {sorted(example)}")
    pattern = expand(raw["pattern"], where)
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise refuse(f"the pattern does not compile: {error}") from None
    if compiled.match("") is not None:
        raise refuse("the pattern matches the empty string")
    return Rule(
        id=raw["id"],
        pattern=pattern,
        why=raw["why"],
        resolve=raw.get("resolve"),
        priority=raw.get("priority", 0),
        drop=raw.get("drop", False),
        set=raw.get("set", {}),
        examples=tuple(Example(**e) for e in raw["example"]),
        counterexamples=tuple(Example(**e) for e in raw["counterexample"]),
    )


@lru_cache(maxsize=1)
def load_rulebook() -> Rulebook:
    """The rulebook that is installed with the package, loaded once."""
    return Rulebook()
