"""Rules that are tried only where they can begin find what they would find alone."""

import pytest
from zhfacts.find.dispatch import Dispatcher
from zhfacts.rulebook import Rule, load_rulebook


def rules(*patterns: str) -> tuple[Rule, ...]:
    return tuple(Rule(id=f"claim.first.r{i}", pattern=pattern, why="") for i, pattern in enumerate(patterns))


@pytest.mark.parametrize(
    ("patterns", "text", "found"),
    [
        (("首[个家]", "首"), "首个首都", [("r0", "首个"), ("r1", "首")]),
        (("首", "首[个家]"), "首个", [("r0", "首")]),
        (("(?<!国)首", "第一"), "国首第一首", [("r1", "第一"), ("r0", "首")]),
        (("首", r"(?P<q>[“‘])首(?P=q)"), "“首“", [("r1", "“首“")]),
        (("首", r"(?P<q>“)?最(?(q)”|大)"), "“最”最大", [("r1", "“最”"), ("r1", "最大")]),
        (("[0-9]+年", "[0-9]+家"), "2019年2000家", [("r0", "2019年"), ("r1", "2000家")]),
        (("[一二三四五六七八九]大",), "全球五大", [("r0", "五大")]),
    ],
    ids=["first wins", "order decides", "lookbehind", "back-reference", "conditional", "behind a number", "numeral"],
)
def test_rules_match_as_they_do_alone(patterns: tuple[str, ...], text: str, found: list[tuple[str, str]]) -> None:
    matches = [
        (rule.id.removeprefix("claim.first."), match[0]) for rule, match in Dispatcher(rules(*patterns)).matches(text)
    ]
    assert matches == found


def test_a_rule_that_can_begin_with_anything_is_refused() -> None:
    with pytest.raises(ValueError, match=r"claim\.first\.r0 can begin with any character"):
        Dispatcher(rules("[^首]首"))


@pytest.mark.parametrize("family", ["date", "claim", "org.context", "org.none", "figure"])
def test_no_rule_of_the_rulebook_is_refused(family: str) -> None:
    assert Dispatcher(load_rulebook().family(family))
