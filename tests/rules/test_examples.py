"""Every rule against its own examples and counter-examples, through the whole pipeline."""

from collections.abc import Callable
from typing import Any

import pytest
from zhfacts.rulebook import Example, Rule, load_rulebook
from zhfacts.rulecheck import check_counterexample, check_example, check_speed

RULES = list(load_rulebook().rules.values())


def cases(pick: Callable[[Rule], tuple[Example, ...]]) -> list[Any]:
    return [pytest.param(rule, e, id=f"{rule.id}-{n}") for rule in RULES for n, e in enumerate(pick(rule), 1)]


def report(rule: Rule, problems: list[str], text: str = "") -> str:
    return "\n".join([f"rules/{rule.file}: {rule.id}: {text}", *problems])


@pytest.mark.parametrize(("rule", "example"), cases(lambda rule: rule.examples))
def test_rule_finds_what_its_example_marks_and_nothing_else(rule: Rule, example: Example) -> None:
    problems = check_example(rule, example)
    assert not problems, report(rule, problems, example.text)


@pytest.mark.parametrize(("rule", "example"), cases(lambda rule: rule.counterexamples))
def test_rule_keeps_quiet_in_its_counterexample(rule: Rule, example: Example) -> None:
    problems = check_counterexample(rule, example)
    assert not problems, report(rule, problems, example.text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_pattern_stays_linear_on_hostile_text(rule: Rule) -> None:
    problems = check_speed(rule)
    assert not problems, report(rule, problems)
