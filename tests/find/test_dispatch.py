"""Rules that are tried only where they can begin find what they would find alone."""

import pytest
from zhfacts.find.dispatch import Dispatcher, load_dispatcher
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
        (("第[0-9]{1,3}届", "[0-9]+届"), "第12届，12届", [("r0", "第12届"), ("r1", "12届")]),
        (("[0-9]+(?:,[0-9]{3})*家", "[0-9]+,[0-9]+"), "1,000家3,4", [("r0", "1,000家"), ("r1", "3,4")]),
        (("最(?=大的)大", "最大"), "最大的最大", [("r0", "最大"), ("r1", "最大")]),
    ],
    ids=[
        *["first wins", "order decides", "lookbehind", "back-reference", "conditional", "behind a number", "numeral"],
        *["number inside", "separators", "lookahead"],
    ],
)
def test_rules_match_as_they_do_alone(patterns: tuple[str, ...], text: str, found: list[tuple[str, str]]) -> None:
    matches = [
        (rule.id.removeprefix("claim.first."), match[0])
        for rule, match in Dispatcher({"claim": rules(*patterns)}).matches(text, "claim")
    ]
    assert matches == found


def test_a_rule_that_can_begin_with_anything_is_refused() -> None:
    with pytest.raises(ValueError, match=r"claim\.first\.r0 can begin with any character"):
        Dispatcher({"claim": rules("[^首]首")})


def test_each_family_has_its_own_matches() -> None:
    families = {"date": rules("[0-9]+年", "首日"), "figure": rules("[0-9]+", "首")}
    dispatcher = Dispatcher(families)
    text = "2019年首日2,000家"
    found = {family: [match[0] for _, match in dispatcher.matches(text, family)] for family in families}
    assert found == {"date": ["2019年", "首日"], "figure": ["2019", "首", "2"]}


def test_no_rule_of_the_rulebook_is_refused() -> None:
    assert load_dispatcher(load_rulebook())
