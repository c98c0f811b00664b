"""Holds the rules against their own examples, and their patterns against hostile text.

For whoever edits `rules/`; the extraction itself does not need it.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day

from zhfacts.patterns import slow_run
from zhfacts.pipeline import Extraction, extract_article
from zhfacts.records import VALUE_COLUMNS, Article, Family, Mention
from zhfacts.rulebook import Example, Rule, Rulebook, load_rulebook

TABLES: dict[str, Family] = {"org": "organizations", "figure": "figures", "date": "dates", "claim": "claims"}
TAG = re.compile(r"""<(?P<close>/)?(?P<name>[a-z]+)(?P<values>(?:\s+\w+=(?:"[^"<>]*"|[^\s"<>]+))*)\s*>""")
VALUE = re.compile(r"""(\w+)=(?:"([^"<>]*)"|([^\s"<>]+))""")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention that is marked in an example: its offsets in the text without the marks, and its values."""

    tag: str
    start: int
    end: int
    text: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Span:
    """What stands in a table, or what a rule of the kind `drop` kept out of it, in offsets of the source."""

    start: int
    end: int
    text: str
    rule: str
    row: Mention | None


def parse_markup(text: str) -> tuple[str, list[Mark]]:
    """Take the marks out of an example.

    Raises
    ------
    ValueError
        Where a mark is not opened, not closed, or inside another.

    >>> plain, marks = parse_markup('发布<claim scope=national object="芯片">国内首款</claim>芯片。')
    >>> plain, marks[0].start, marks[0].text, marks[0].values
    ('发布国内首款芯片。', 2, '国内首款', {'scope': 'national', 'object': '芯片'})
    """
    plain = ""
    marks = []
    opened: tuple[str, int, dict[str, str]] | None = None
    done = 0
    for tag in TAG.finditer(text):
        plain += text[done : tag.start()]
        done = tag.end()
        if not tag["close"]:
            if opened:
                raise ValueError(f"{tag[0]} stands inside <{opened[0]}>")
            values = {name: quoted or bare for name, quoted, bare in VALUE.findall(tag["values"])}
            opened = (tag["name"], len(plain), values)
        elif not opened or opened[0] != tag["name"]:
            raise ValueError(f"{tag[0]} closes nothing")
        else:
            name, start, values = opened
            marks.append(Mark(name, start, len(plain), plain[start:], values))
            opened = None
    if opened:
        raise ValueError(f"<{opened[0]}> is not closed")
    plain += text[done:]
    if stray := re.search(r"</?[a-z]+[^>]*>?", plain):
        raise ValueError(f"{stray[0]} is not a mark; values with spaces need quotes")
    return plain, marks


def check_example(rule: Rule, example: Example, rulebook: Rulebook | None = None) -> list[str]:
    """What is wrong when the example runs through the whole pipeline; nothing where all is well.

    Each mark has to come out as a mention of exactly this span, found by this rule, with the values named;
    and the rule has to find nothing else. Of a rule of the kind `drop`, each span marked `<none>` has to be
    kept out of the table by this rule.
    """
    table = TABLES[rule.family]
    tag = "none" if rule.drop else rule.family
    try:
        plain, marks = parse_markup(example.text)
    except ValueError as error:
        return [str(error)]
    if not marks:
        return [f"no <{tag}> is marked"]
    if wrong := [mark.tag for mark in marks if mark.tag != tag]:
        return [f"<{wrong[0]}> in an example of {rule.id}: its mark is <{tag}>"]
    if unknown := {name for mark in marks for name in mark.values} - set(VALUE_COLUMNS[table]):
        return [f"no column of {table}: {sorted(unknown)}"]
    extraction = _extract(rule, plain, example, rulebook)
    present = list(_present(extraction, table))
    spans = list(_dropped(extraction, table)) if rule.drop else present
    found = {(span.start, span.end): span for span in spans if span.rule == rule.id}
    problems = []
    for mark in marks:
        span = found.pop((mark.start, mark.end), None)
        there = [f"{s.text} by {s.rule}" for s in present if s.start < mark.end and mark.start < s.end]
        if span is None:
            verb = "dropped" if rule.drop else "found"
            problems.append(f"{mark.text} is not {verb} by this rule; there is {', '.join(there) or 'nothing'}")
        elif rule.drop and there:
            problems.append(f"{mark.text} is not kept out: there is {', '.join(there)}")
        elif span.row is not None:
            problems += [f"{mark.text}: {difference}" for difference in _differences(span.row, mark.values)]
    return problems + [f"it also finds {span.text}, which is not marked" for span in found.values()]


def check_counterexample(rule: Rule, example: Example, rulebook: Rulebook | None = None) -> list[str]:
    """What the rule finds in a text in which it should find nothing."""
    try:
        plain, marks = parse_markup(example.text)
    except ValueError as error:
        return [str(error)]
    if marks:
        return ["a counter-example has no marks"]
    table = TABLES[rule.family]
    extraction = _extract(rule, plain, example, rulebook)
    spans = _dropped(extraction, table) if rule.drop else _present(extraction, table)
    return [f"it finds {span.text}" for span in spans if span.rule == rule.id]


def check_speed(rule: Rule) -> list[str]:
    """The hostile text on which the pattern of the rule gets slow."""
    phrases = [mark.text for example in rule.examples for mark in _marks(example)]
    run = slow_run(rule.pattern, phrases)
    return (
        []
        if run is None
        else [f"the pattern gets slow on {run * 3}…: bound the repetition, or forbid its start inside one"]
    )


def check_rulebook(rulebook: Rulebook | None = None) -> list[str]:
    """All that is wrong with the rules and lexicons, one line each: file, rule, reason, sentence.

    Raises
    ------
    ZhfactsError
        E020 for what the loader refuses.
    """
    rulebook = rulebook or load_rulebook()
    problems = []
    for name in rulebook.lexicon_names:
        rulebook.lexicon(name)
    for rule in rulebook.rules.values():
        where = f"{rule.file}: {rule.id}"
        problems += [f"{where}: {problem}" for problem in check_speed(rule)]
        for example in rule.examples:
            problems += [f"{where}: {p}: {example.text}" for p in check_example(rule, example, rulebook)]
        for example in rule.counterexamples:
            problems += [f"{where}: {p}: {example.text}" for p in check_counterexample(rule, example, rulebook)]
    return problems


def _marks(example: Example) -> list[Mark]:
    try:
        return parse_markup(example.text)[1]
    except ValueError:
        return []


def _extract(rule: Rule, plain: str, example: Example, rulebook: Rulebook | None) -> Extraction:
    published = Day.fromisoformat(example.reference) if example.reference else None
    return extract_article(Article(id=rule.id, text=plain, published=published), rulebook)


def _present(extraction: Extraction, table: Family) -> Iterator[_Span]:
    rows: tuple[Mention, ...] = getattr(extraction, table)
    for row in rows:
        yield _Span(row.raw_start, row.raw_end, row.raw_text, row.rule, row)


def _dropped(extraction: Extraction, table: Family) -> Iterator[_Span]:
    """What was kept out of the table: candidates of the kind `drop` that no mention overlaps."""
    rows: tuple[Mention, ...] = getattr(extraction, table)
    for loser in extraction.losers[table]:
        if loser.drop and not any(row.start < loser.end and loser.start < row.end for row in rows):
            start, end = extraction.normalized.alignment.to_raw(loser.start, loser.end)
            yield _Span(start, end, extraction.article.text[start:end], loser.rule, None)


def _differences(row: Mention, values: dict[str, str]) -> Iterator[str]:
    for column, expected in values.items():
        actual = getattr(row, column)
        if not _same(actual, expected):
            yield f"{column} is {actual!r}, not {expected!r}"


def _same(actual: object, expected: str) -> bool:
    """Whether a cell holds what an example says: `null`, `true`, `false`, a number, or the text itself."""
    if actual is None or isinstance(actual, bool):
        return expected == {None: "null", True: "true", False: "false"}[actual]
    if isinstance(actual, int | float):
        try:
            return math.isclose(actual, float(expected), rel_tol=1e-4)
        except ValueError:
            return False
    return str(actual) == expected
