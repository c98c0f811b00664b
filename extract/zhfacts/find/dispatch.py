"""Tries rules only where they can begin.

One regular expression of ninety rules that is tried at each character costs 4 µs per character of text. Which rules can
begin where is seen from two characters: the first, and the second, or behind a number the one that follows the number
(`2019年` can be a year, `2019家` no date at all). So a text costs a tenth of a microsecond per character.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]  # private, but the only parser of its own syntax
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from ahocorasick_rs import AhoCorasick

from zhfacts.find.festivals import festival_rule
from zhfacts.rulebook import Rule, Rulebook

DIGITS = "0123456789○〇零一二三四五六七八九十百千万亿两几数上仨廿卅O"
"""What numbers are written with."""

NUMBER = DIGITS + ",. \u3000"
"""What may stand in a run that begins with a number."""

LONGEST_RUN = 24

MOST_SECONDS = 200
"""A rule whose second character can be one of more is tried wherever its first stands."""

Chars = frozenset[str]
Head = tuple[Chars | None, ...]
"""The sets of characters that a match can begin with; None for any. At most two, and fewer where the match can end."""

_NUMBER = frozenset(NUMBER)
_DIGITS = frozenset(DIGITS)


def heads(pattern: str) -> set[Head]:
    """How a match of the pattern can begin; the run of a number counts as one character.

    >>> [["".join(sorted(chars)) for chars in head] for head in heads("[今明]天")]
    [['今明', '天']]
    >>> [["".join(sorted(chars)) for chars in head] for head in heads("1[0-9]{3}年")]
    [['1', '年']]
    """
    return _sequence(_parser.parse(pattern))


def _sequence(sequence: Iterable[tuple[Any, Any]]) -> set[Head]:
    found: set[Head] = {()}
    for code, value in sequence:
        if code in (op.ASSERT_NOT, op.AT) or (code is op.ASSERT and value[0] < 0):
            continue
        found = _followed(found, _sequence(value[1]) if code is op.ASSERT else _item(code, value))
        if all(len(head) == 2 for head in found):
            break
    return found


def _followed(found: set[Head], items: set[Head]) -> set[Head]:
    return {joined for head in found for item in items for joined in _joined(head, item)}


def _joined(head: Head, item: Head) -> Iterator[Head]:
    """One head after another; what goes on with a number is no new character."""
    if len(head) == 2 or not item:
        yield head
        return
    first, rest = item[0], item[1:]
    if not head:
        if first is None or not first & _DIGITS or first <= _DIGITS:
            yield item
        else:
            yield from _joined((first & _DIGITS,), rest)
            yield (first - _DIGITS, *rest)
        return
    if head[0] is None or not head[0] <= _DIGITS:
        yield (head[0], first)
        return
    if first is None:
        yield (head[0], None)
        return
    if first & _NUMBER:
        yield from _joined(head, rest) if rest else (head,)
    if outside := first - _NUMBER:
        yield (head[0], outside)


def _item(code: Any, value: Any) -> set[Head]:
    if code in (op.LITERAL, op.IN):
        return {(_characters(code, value),)}
    if code is op.BRANCH:
        return set[Head]().union(*(_sequence(branch) for branch in value[1]))
    if code is op.SUBPATTERN:
        return _sequence(value[3])
    if code is op.ATOMIC_GROUP:
        return _sequence(value)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, most, inner = value
        once = _sequence(inner)
        many = _followed(once, once) if most != 1 else set()
        return (once if least < 2 else set()) | many | ({()} if least == 0 else set())
    if code is op.GROUPREF_EXISTS:
        return _sequence(value[1]) | (_sequence(value[2]) if value[2] else {()})
    return {(None,)}


def _characters(code: Any, value: Any) -> Chars | None:
    """The characters of a literal or class; None where it is negated or names a category."""
    if code is op.LITERAL:
        return frozenset(chr(value))
    characters = set()
    for kind, item in value:
        if kind is op.LITERAL:
            characters.add(chr(item))
        elif kind is op.RANGE:
            characters.update(map(chr, range(item[0], item[1] + 1)))
        else:
            return None
    return frozenset(characters)


class Entry:
    """A rule, compiled when it is first tried."""

    __slots__ = ("match", "rule")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.match: Callable[[str, int], re.Match[str] | None] = self._compile_and_match

    def _compile_and_match(self, text: str, position: int) -> re.Match[str] | None:
        self.match = re.compile(self.rule.pattern).match
        return self.match(text, position)


Entries = tuple[Entry, ...]


class Dispatcher:
    """Rules of several families by the characters that they can begin with.

    One pass over a text finds where the rules of all families can begin; the last text is remembered, since the
    finders of all families read the same one after another.

    Parameters
    ----------
    families
        The rules of each family; at one place the first rule of a family that matches wins.
    """

    def __init__(self, families: Mapping[str, Sequence[Rule]]) -> None:
        self._families = tuple(families)
        words: dict[str, list[tuple[int, Entries]]] = {}
        numbers: dict[str, list[tuple[int, Entries]]] = {}
        number_heads = set[str]()
        for index, rules in enumerate(families.values()):
            for key, entries in _by_head(rules).items():
                if key[0] in _DIGITS:
                    number_heads.add(key[0])
                    numbers.setdefault(key, []).append((index, entries))
                else:
                    words.setdefault(key, []).append((index, entries))
        self._words = AhoCorasick(list(words)) if words else None
        self._targets = [tuple(targets) for targets in words.values()]
        # Behind a number that one family waits for, the rules of another may be open.
        self._numbers = {
            key: tuple((dict(numbers.get(key[0], ())) | dict(targets)).items()) for key, targets in numbers.items()
        }
        vague = set("上几数") & number_heads
        before = "".join(_DIGITS - set("上几数零"))
        self._number = re.compile(
            f"(?:{_class(vague)}|{_class(number_heads - vague)}(?<![{before}第][{DIGITS}])(?<![{before}]零[{DIGITS}])(?<![0-9][.,][0-9]))"
            f"(?=[{NUMBER}]{{0,{LONGEST_RUN}}}+([\\s\\S]?))"
        )
        self._last: tuple[str, dict[str, list[tuple[int, Entries]]]] = "", {}

    def matches(self, text: str, family: str) -> Iterator[tuple[Rule, re.Match[str]]]:
        """The matches of the rules of a family in text order, none inside another."""
        last, starts = self._last
        if last is not text:
            starts = self._starts(text)
            self._last = text, starts
        reach = 0
        for position, entries in starts[family]:
            if position < reach:
                continue
            for entry in entries:
                match = entry.match(text, position)
                if match is not None:
                    yield entry.rule, match
                    reach = match.end()
                    break

    def _starts(self, text: str) -> dict[str, list[tuple[int, Entries]]]:
        """Per family, where its rules can begin, and which."""
        found: list[dict[int, Entries]] = [{} for _ in self._families]
        if self._words is not None:
            targets = self._targets
            for key, start, _ in self._words.find_matches_as_indexes(text, overlapping=True):
                for index, entries in targets[key]:  # the longer key comes later and holds the rules of the shorter
                    found[index][start] = entries
        numbers = self._numbers
        for number in self._number.finditer(text):
            first = number[0]
            for index, entries in numbers.get(first + number[1]) or numbers.get(first, ()):
                found[index][number.start()] = entries
        return {family: sorted(starts.items()) for family, starts in zip(self._families, found, strict=True)}


def _by_head(rules: Sequence[Rule]) -> dict[str, Entries]:
    """The rules by one or two characters that they begin with; what stands under two holds what stands under one."""
    wanted: dict[str, dict[str, Entry]] = {}
    entries = [Entry(rule) for rule in rules]
    for entry in entries:
        for first, *rest in heads(entry.rule.pattern):
            if first is None:
                raise ValueError(f"{entry.rule.id} can begin with any character")
            second = rest[0] if rest else None
            seconds: Iterable[str] = [""] if second is None or len(second) > MOST_SECONDS else second
            for a, b in product(first, seconds):
                wanted.setdefault(a + b, {})[entry.rule.id] = entry
    for key, found in wanted.items():
        if len(key) == 2:
            found |= wanted.get(key[0], {})
    return {key: tuple(entry for entry in entries if entry.rule.id in found) for key, found in wanted.items()}


@lru_cache(maxsize=4)
def load_dispatcher(rulebook: Rulebook) -> Dispatcher:
    """All rules of a rulebook that run over a text, by family: date, figure, claim and org."""
    return Dispatcher(
        {
            "date": (*(rule for rule in rulebook.family("date") if "between" not in rule.set), festival_rule(rulebook)),
            "figure": tuple(rule for rule in rulebook.family("figure") if "behind" not in rule.set),
            "claim": rulebook.family("claim"),
            "org": (*rulebook.family("org.none"), *rulebook.family("org.context")),
        }
    )


def _class(characters: Iterable[str]) -> str:
    """A class of these characters; one that matches nothing where there are none."""
    return f"[{''.join(map(re.escape, sorted(characters)))}]" if characters else "(?!)"
