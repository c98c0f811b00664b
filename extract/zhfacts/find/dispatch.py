"""Tries rules only where they can begin.

One regular expression of ninety rules that is tried at each character costs 4 µs per character of text. Which rules can
begin where is seen from two characters: the first, and the second, or behind a number the one that follows the number
(`2019年` can be a year, `2019家` no date at all). So a text costs a tenth of a microsecond per character.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from re import _constants as op  # type: ignore[attr-defined]  # private, but the only parser of its own syntax
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from ahocorasick_rs import AhoCorasick

from zhfacts.rulebook import Rule

DIGITS = "0123456789○〇零一二三四五六七八九十百千万亿两几数上仨廿卅O"
"""What numbers are written with."""

NUMBER = DIGITS + ",. \u3000"
"""What may stand in a run that begins with a number."""

LONGEST_RUN = 24

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

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Its pattern."""
        return re.compile(self.rule.pattern)


class Dispatcher:
    """Rules by the characters that they can begin with.

    Parameters
    ----------
    rules
        At one place the first rule that matches wins.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        wanted: dict[str, dict[str | None, list[Entry]]] = {}
        for rule in rules:
            entry = Entry(rule)
            for head in heads(rule.pattern):
                if not head or head[0] is None:
                    raise ValueError(f"{rule.id} can begin with any character")
                seconds: Iterable[str | None] = [None] if len(head) == 1 or head[1] is None else head[1]
                for first in head[0]:
                    for second in seconds:
                        entries = wanted.setdefault(first, {}).setdefault(second, [])
                        if entry not in entries:
                            entries.append(entry)
        order = {rule.id: i for i, rule in enumerate(rules)}
        self._open = {first: tuple(by_second.get(None, ())) for first, by_second in wanted.items()}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        for first, by_second in wanted.items():
            for second, entries in by_second.items():
                if second is not None:
                    both = {*entries, *self._open[first]}
                    self._entries[first + second] = tuple(sorted(both, key=lambda e: order[e.rule.id]))
        numbers, words = set(wanted) & _DIGITS, set(wanted) - _DIGITS
        vague = set("上几数") & numbers
        before = "".join(_DIGITS - set("上几数零"))
        opened = [first for first in words if self._open[first]]
        self._words = AhoCorasick([*opened, *(key for key in self._entries if key[0] in words)])
        self._numbers = numbers and re.compile(
            f"(?:{_class(vague)}|{_class(numbers - vague)}(?<![{before}第][{DIGITS}])(?<![{before}]零[{DIGITS}])(?<![0-9][.,][0-9]))"
            f"(?=[{NUMBER}]{{0,{LONGEST_RUN}}}+([\\s\\S]?))"
        )

    def matches(self, text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
        """The matches of the rules in text order, none inside another."""
        keys = {at: text[at : at + 2] for _, at, _ in self._words.find_matches_as_indexes(text, overlapping=True)}
        if self._numbers:
            keys |= {number.start(): number[0] + number[1] for number in self._numbers.finditer(text)}
        reach = 0
        entries_of, open_of = self._entries, self._open
        for position in sorted(keys):
            if position < reach:
                continue
            for entry in entries_of.get(keys[position]) or open_of[text[position]]:
                match = entry.regex.match(text, position)
                if match is not None:
                    yield entry.rule, match
                    reach = match.end()
                    break


def _class(characters: Iterable[str]) -> str:
    """A class of these characters; one that matches nothing where there are none."""
    return f"[{''.join(map(re.escape, sorted(characters)))}]" if characters else "(?!)"
