"""Finds dates: atoms by rules, then expressions of atoms that stand side by side.

`2018年2月6日晚间11时50分` is six atoms (year, month, day, part of the day, clock), each finer than the one before;
`5月3日至7日` is two expressions that a connecting word joins to a range. The rules are `rules/dates.toml` and
`rules/lexicons/festivals.csv`.
"""

import re
from functools import lru_cache

import msgspec

from zhfacts.find.calendar import (
    SECONDS,
    Aside,
    Decade,
    Decades,
    Duration,
    Durations,
    Form,
    Level,
    Point,
    Range,
    Repeat,
    SamePeriod,
    Shift,
)
from zhfacts.find.candidates import Candidate
from zhfacts.find.date_atoms import READERS, word_reader
from zhfacts.find.dispatch import load_dispatcher
from zhfacts.rulebook import Rule, Rulebook

LISTING = {"、", "和", "及", "与"}
CONNECTOR = "date.range.points"


class Atom(msgspec.Struct):
    """A match of a rule, or several joined.

    Parameters
    ----------
    start, end
        Half-open offsets in the text.
    rule
        The rule of the last atom.
    form
        What the words say; None where the rule says that this is no date.
    alone
        Whether it is a date by itself.
    context
        Whether it is one only where the text before fixes it.
    """

    start: int
    end: int
    rule: Rule
    form: Form | None
    alone: bool
    context: bool


def find_dates(text: str, rulebook: Rulebook) -> list[Candidate]:
    """Candidates for dates; their `values` hold the unresolved `form`, and whether they need `context`.

    >>> from zhfacts.rulebook import load_rulebook
    >>> [(c.start, c.end, c.rule) for c in find_dates("截至2018年底，5月3日至7日", load_rulebook())]
    [(2, 8, 'date.year.gregorian'), (9, 16, 'date.range.points')]
    """
    finder = _finder(rulebook)
    candidates = []
    for atom in finder.expressions(text):
        if atom.form is None:
            candidates.append(Candidate(atom.start, atom.end, atom.rule.id, atom.rule.priority, drop=True))
        elif atom.alone:
            values = {"form": atom.form, "context": atom.context}
            candidates.append(Candidate(atom.start, atom.end, atom.rule.id, atom.rule.priority, values=values))
    return candidates


def read_date(text: str, rulebook: Rulebook) -> Form | None:
    """The form of a text that is one date expression and nothing else, else None."""
    expressions = _finder(rulebook).expressions(text)
    if len(expressions) != 1 or (expressions[0].start, expressions[0].end) != (0, len(text)):
        return None
    return expressions[0].form


class _Finder:
    """The rules of a rulebook, compiled."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.matches = load_dispatcher(rulebook).matches
        self.connector = rulebook.rules[CONNECTOR]
        self.connects = re.compile(self.connector.pattern).fullmatch
        words = {r["word"]: (r["slot"], Shift(int(r["by"]), r["base"])) for r in rulebook.lexicon("dates_words")}  # type: ignore[arg-type]
        self.readers = {**READERS, "word": word_reader(words)}
        self._forms: dict[tuple[str, tuple[str | None, ...]], Form | None] = {}

    def atoms(self, text: str) -> list[Atom]:
        """All matches of rules, in text order."""
        atoms = []
        for rule, match in self.matches(text, "date"):
            form = None if rule.drop else self._read(rule, match)
            if form is not None or rule.drop:
                options = rule.set
                atoms.append(Atom(*match.span(), rule, form, options.get("alone", True), options.get("context", False)))
        return atoms

    def _read(self, rule: Rule, match: re.Match[str]) -> Form | None:
        key = (rule.id, match.groups())
        if key not in self._forms:
            if len(self._forms) > 20_000:
                self._forms.clear()
            groups = match.groupdict()
            given = {name.rstrip("0123456789"): value for name, value in groups.items() if value is not None}
            assert rule.resolve is not None
            try:
                self._forms[key] = self.readers[rule.resolve](given)
            except ValueError:
                self._forms[key] = None
        return self._forms[key]

    def expressions(self, text: str) -> list[Atom]:
        """Atoms, joined with those that stand beside them."""
        joined: list[Atom] = []
        for atom in self.atoms(text):
            if joined and atom.start - joined[-1].end < 2 and (whole := _join(joined[-1], atom, text)):
                joined[-1] = whole
            else:
                joined.append(atom)
        expressions: list[Atom] = []
        for atom in joined:
            near = expressions and atom.start - expressions[-1].end <= 4
            if near and (whole := self._connect(expressions[-1], atom, text)):
                expressions[-1] = whole
            else:
                expressions.append(atom)
        return expressions

    def _connect(self, first: Atom, second: Atom, text: str) -> Atom | None:
        """Two expressions with a connecting word between them as a range."""
        gap = text[first.end : second.start]
        if isinstance(first.form, Repeat) and gap in LISTING:
            form = _listed(first.form, second.form)
        else:
            form = _range(first.form, second.form) if self.connects(gap) else None
        if form is None:
            return None
        rule = first.rule if isinstance(form, Repeat) else self.connector
        return Atom(first.start, second.end, rule, form, True, False)


@lru_cache(maxsize=4)
def _finder(rulebook: Rulebook) -> _Finder:
    return _Finder(rulebook)


def _join(first: Atom, second: Atom, text: str) -> Atom | None:
    """Two atoms that stand side by side as one, where the second is finer than the first."""
    gap = text[first.end : second.start]
    if gap not in {"", " ", "\u3000", "的", "零", "又"}:
        return None
    form = _joined(first.form, second.form, gap)
    if form is None:
        return None
    rule = first.rule if isinstance(form, Repeat) else second.rule
    return Atom(first.start, second.end, rule, form, True, first.context)


def _joined(first: Form | None, second: Form | None, gap: str) -> Form | None:
    if gap in {"零", "又"} and not isinstance(first, Duration):
        return None
    if isinstance(first, Point):
        if isinstance(second, Point):
            return first.joined(second) if _finer(first, second, gap) else None
        if isinstance(second, Range):
            if _finer(first, second.start, gap) and second.start.coarsest is not Level.YEAR:
                return Range(first.joined(second.start), first.joined(second.end))
        elif isinstance(second, SamePeriod) and second.year is None and first.finest is Level.YEAR:
            return SamePeriod(first.year)
        elif isinstance(second, Aside) and first.finest is Level.YEAR:
            return first
    elif isinstance(first, Duration) and isinstance(second, Duration):
        coarse, (number, fine) = first.parts[-1][1], second.parts[0]
        if gap != "的" and SECONDS[fine] * number < 0.97 * SECONDS[coarse]:
            return Duration(first.parts + second.parts)
    elif isinstance(first, Repeat) and (gap != "的" or first.at is None):
        if isinstance(second, Point) and first.at is None and second.coarsest is not Level.YEAR:
            return Repeat(first.every, second)
        if isinstance(second, Point) and isinstance(first.at, Point) and _finer(first.at, second, gap):
            return Repeat(first.every, first.at.joined(second))
        if isinstance(second, Range) and first.at is None:
            return Repeat(first.every, second)
    return None


def _finer(first: Point, second: Point, gap: str) -> bool:
    """Whether the second goes on where the first ends: a month after a year, a clock time after a day."""
    ends, begins = first.finest, second.coarsest
    if ends is None or begins is None:
        return False
    if gap == "的" and not (ends is Level.YEAR and begins in {Level.PERIOD, Level.DAY}):
        return False
    if ends is Level.YEAR:
        if second.week is not None or isinstance(second.period, Shift) or isinstance(second.month, Shift):
            return False
        if second.day == Shift(0) and first.year != Shift(0):
            return True  # 去年今日
        return (
            begins is Level.PERIOD or second.festival is not None or (second.month is not None and first.month is None)
        )
    if ends is Level.PERIOD:
        if first.month is None or second.festival is not None:
            return False
        return begins is Level.DAY and (isinstance(second.day, int) and second.beside is None)
    if ends is Level.DAY:
        if first.weekday is None and second.weekday is not None and second.week is None and begins is Level.DAY:
            return isinstance(first.day, int | Shift)
        return begins in {Level.PART, Level.CLOCK}
    return ends is Level.PART and begins is Level.CLOCK


def _listed(first: Repeat, second: Form | None) -> Form | None:
    """每月1日和15日: another moment of a recurring time."""
    if isinstance(first.at, Point) and isinstance(second, Point) and first.at.coarsest is second.coarsest:
        return first
    return None


def _range(first: Form | None, second: Form | None) -> Form | None:
    """The range from one form to another of the same kind, or None."""
    if isinstance(first, Point) and isinstance(second, Point):
        same = first.finest == second.finest
        fine = min(first.finest or 0, second.finest or 0) >= Level.DAY
        return Range(first, second) if same or fine else None
    if isinstance(first, Repeat) and isinstance(second, Point):
        if isinstance(first.at, Point) and first.at.finest == second.finest:
            return Repeat(first.every, Range(first.at, second))
        return first if first.at is None and second.weekday is not None else None
    if isinstance(first, Duration) and isinstance(second, Duration):
        return Durations(first, second) if first.seconds < second.seconds else None
    if isinstance(first, Decade) and isinstance(second, Decade):
        return Decades(first, second)
    return None
