"""Tries rules only where they can begin.

One regular expression of ninety rules that is tried at each character costs 4 µs per character of text. Which rules can
begin where is seen from three characters; the run of a number counts as one of them (`2019年` can be a year, `2019家`
no date at all). So a text costs a tenth of a microsecond per character.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]  # private, but the only parser of its own syntax
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from zhfacts.find.festivals import festival_rule
from zhfacts.rulebook import Rule, Rulebook

DIGITS = "0123456789○〇零一二三四五六七八九十百千万亿两几数上仨廿卅O"
"""What numbers are written with."""

NUMBER = DIGITS + ",. \u3000"
"""What may stand in a run that begins with a number."""

LONGEST_RUN = 24

DEPTH = 3
"""So many characters are looked at."""

MOST_KNOWN = 20_000
"""So many numbers with what is behind them are remembered."""

MOST_CHARACTERS, MOST_KEYS = 200, 120
"""Classes of more characters are not looked into, and no head that stands for more keys is taken whole."""

Chars = frozenset[str]


class Head(NamedTuple):
    """How a match can begin.

    Parameters
    ----------
    characters
        The sets of characters that can stand at its first places; the last may be None, for any.
    separated
        Whether the number that it begins with has a comma, point or space in it.
    """

    characters: tuple[Chars | None, ...] = ()
    separated: bool = False

    @property
    def complete(self) -> bool:
        """Whether nothing is to be added."""
        return len(self.characters) == DEPTH or (self.characters != () and self.characters[-1] is None)


_NUMBER = frozenset(NUMBER)
_DIGITS = frozenset(DIGITS)
_SEPARATORS = _NUMBER - _DIGITS


def heads(pattern: str) -> set[Head]:
    """How a match of the pattern can begin; the run of a number counts as one character.

    >>> [["".join(sorted(chars)) for chars in head.characters] for head in heads("[今明]天")]
    [['今明', '天']]
    >>> [["".join(sorted(chars)) for chars in head.characters] for head in heads("1[0-9]{3}年[初底]")]
    [['1', '年', '初底']]
    """
    return _sequence({Head()}, _parser.parse(pattern))


def _sequence(found: set[Head], sequence: Iterable[tuple[Any, Any]]) -> set[Head]:
    """Heads, each with all that can stand first in a sequence added."""
    for code, value in sequence:
        if all(head.complete for head in found):
            break
        found = _item(found, code, value)
    return found


def _item(found: set[Head], code: Any, value: Any) -> set[Head]:
    if code in (op.ASSERT_NOT, op.AT) or (code is op.ASSERT and value[0] < 0):
        return found
    if code is op.ASSERT:  # what follows stands at the same place
        return _added(_sequence(found, value[1]), None)
    if code in (op.LITERAL, op.IN):
        return _added(found, _characters(code, value))
    if code is op.BRANCH:
        return set[Head]().union(*(_sequence(found, branch) for branch in value[1]))
    if code is op.SUBPATTERN:
        return _sequence(found, value[3])
    if code is op.ATOMIC_GROUP:
        return _sequence(found, value)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, most, inner = value
        every = set(found) if least == 0 else set()
        for count in range(1, min(DEPTH, most) + 1):
            found = _sequence(found, inner)
            if count >= min(least, DEPTH):
                every |= found
        return every
    if code is op.GROUPREF_EXISTS:
        return _sequence(found, value[1]) | (_sequence(found, value[2]) if value[2] else found)
    return _added(found, None)


def _added(found: set[Head], characters: Chars | None) -> set[Head]:
    return {longer for head in found for longer in _longer(head, characters)}


def _longer(head: Head, characters: Chars | None) -> Iterator[Head]:
    """A head with one more character; what goes on with a number is no new one."""
    if head.complete:
        yield head
    elif characters is None:
        yield Head((*head.characters, None), head.separated)
    elif not head.characters:
        for some in (characters & _DIGITS, characters - _DIGITS):
            if some:
                yield Head((some,))
    elif len(head.characters) > 1 or head.characters[0] is None or not head.characters[0] <= _DIGITS:
        yield Head((*head.characters, characters), head.separated)
    else:
        if characters & _DIGITS:
            yield head
        if characters & _SEPARATORS:
            yield Head(head.characters, True)
        if outside := characters - _NUMBER:
            yield Head((*head.characters, outside), head.separated)


def _characters(code: Any, value: Any) -> Chars | None:
    """The characters of a literal or class; None where they are too many, negated or a category."""
    if code is op.LITERAL:
        return frozenset(chr(value))
    characters = set()
    for kind, item in value:
        if kind is op.LITERAL:
            characters.add(chr(item))
        elif kind is op.RANGE and item[1] - item[0] < MOST_CHARACTERS:
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
Targets = dict[int, Entries]
"""By the index of the family, the rules to try."""

NOTHING: Targets = {}
NO_SPAN = (sys.maxsize, sys.maxsize)


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
        words: dict[str, Targets] = {}
        self._numbers: dict[str, Targets] = {}
        self._separated: dict[str, Targets] = {}  # of numbers with a comma, point or space
        for index, rules in enumerate(families.values()):
            for (key, separated), entries in _by_head(rules).items():
                of_numbers = self._separated if separated else self._numbers
                (of_numbers if key[0] in _DIGITS else words).setdefault(key, {})[index] = entries
        for of_numbers in (self._numbers, self._separated):
            for key in sorted(of_numbers, key=len):  # a family that waits for a shorter key is there, too
                for length in range(len(key) - 1, 0, -1):
                    of_numbers[key] = of_numbers.get(key[:length], NOTHING) | of_numbers[key]
        self._words = AhoCorasick(list(words)) if words else None
        self._targets = [tuple(targets.items()) for targets in words.values()]
        begins = {key[0] for key in self._separated}
        vague = set("上几数") & begins
        behind_vague = {key[1:2] for key in self._separated if key[0] in vague} - {""} | _NUMBER
        before = "".join(_DIGITS - set("上几数零"))
        # One class of characters comes first: a search for it is several times faster than one for alternatives.
        self._number = re.compile(
            f"{_class(begins)}(?:(?<={_class(vague)})(?={_class(behind_vague)})"
            f"|(?<={_class(begins - vague)})(?<![{before}第][{DIGITS}])(?<![{before}]零[{DIGITS}])(?<![0-9][.,][0-9])"
            "|(?<=[一二三四五六七八九十百千万亿][12])(?=(?:(?<=1)9|(?<=2)0)[0-9]{2}[-年]))"  # a time glued on: 500万2004年12月3日
            f"(?=[{DIGITS}]{{0,{LONGEST_RUN}}}+(?:(?P<separator>[{''.join(_SEPARATORS)}])[{NUMBER}]{{0,{LONGEST_RUN}}}+)?(?P<behind>[\\s\\S]{{0,2}}))"
        )
        self._known: dict[tuple[str | Any, ...], tuple[tuple[int, Entries], ...]] = {}
        self._last: tuple[str, dict[str, list[tuple[int, Entries]]]] = "", {}

    def matches(
        self, text: str, family: str, taken: Sequence[tuple[int, int]] = ()
    ) -> Iterator[tuple[Rule, re.Match[str]]]:
        """The matches of the rules of a family in text order, none inside another.

        None begins in one of the `taken` half-open spans, which are sorted by their start.
        """
        last, starts = self._last
        if last is not text:
            starts = self._starts(text)
            self._last = text, starts
        reach = 0
        spans = iter(taken)
        span_start, span_end = next(spans, NO_SPAN)
        for position, entries in starts[family]:
            if position < reach:
                continue
            if position >= span_start:
                while position >= span_end:
                    span_start, span_end = next(spans, NO_SPAN)
                if position >= span_start:
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
        known = self._known
        for number in self._number.finditer(text):
            seen = number.group(0, "behind", "separator")
            by_family = known.get(seen)
            if by_family is None:
                by_family = self._behind(*seen)
            start = number.start()
            for index, entries in by_family:
                found[index][start] = entries
        return {family: sorted(starts.items()) for family, starts in zip(self._families, found, strict=True)}

    def _behind(self, first: str, behind: str, separator: str | None) -> tuple[tuple[int, Entries], ...]:
        """The rules of each family that a number with this first character and these two behind it can begin."""
        numbers = self._numbers if separator is None else self._separated
        keys = (first + behind, first + behind[:1], first)
        targets = next((numbers[key] for key in keys if key in numbers), {})
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        self._known[first, behind, separator] = by_family = tuple(targets.items())
        return by_family


def _by_head(rules: Sequence[Rule]) -> dict[tuple[str, bool], Entries]:
    """The rules by the characters that they begin with, and whether that is a number with separators.

    What stands under a key holds what stands under shorter ones, and under a number without separators.
    """
    wanted: dict[tuple[str, bool], int] = {}  # the rules as bits
    for index, rule in enumerate(rules):
        for head in heads(rule.pattern):
            if head.characters[0] is None:
                raise ValueError(f"{rule.id} can begin with any character")
            keys = [""]
            for characters in head.characters:
                if characters is None or len(characters) * len(keys) > MOST_KEYS:
                    break
                keys = [key + character for key in keys for character in characters]
            for separated in (True,) if head.separated else (True, False):
                for key in keys:
                    wanted[key, separated] = wanted.get((key, separated), 0) | 1 << index
    entries = [Entry(rule) for rule in rules]
    chosen: dict[int, Entries] = {}
    by_head: dict[tuple[str, bool], Entries] = {}
    for (key, separated), bits in wanted.items():
        for length in range(1, len(key)):
            bits |= wanted.get((key[:length], separated), 0)
        if bits not in chosen:
            chosen[bits] = tuple(entry for index, entry in enumerate(entries) if bits >> index & 1)
        by_head[key, separated] = chosen[bits]
    return by_head


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
