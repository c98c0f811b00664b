"""What is wrong with a rule is said precisely.

The mentions come from the rules as they are; the rule that is checked is made up, or borrowed with another example.
"""

from dataclasses import replace

import pytest
from zhfacts import extract_text
from zhfacts.rulebook import Example, Rule, Rulebook, load_rulebook
from zhfacts.rulecheck import check_counterexample, check_example, check_rulebook, parse_markup

RULE = load_rulebook().rules["claim.first.shou"]
STRANGER = Rule(id="claim.first.stranger", pattern="国内首个", why="")


@pytest.mark.parametrize(
    ("text", "plain", "marks"),
    [
        ("三<3家", "三<3家", []),
        ("<org>一</org>和<org>二</org>", "一和二", [("org", 0, 1, {}), ("org", 2, 3, {})]),
        (
            "<date value=2023-07 end_date=null>7月</date>",
            "7月",
            [("date", 0, 2, {"value": "2023-07", "end_date": "null"})],
        ),
        ('<figure unit="" metric="a b">三</figure>', "三", [("figure", 0, 1, {"unit": "", "metric": "a b"})]),
    ],
)
def test_markup_is_taken_out(text: str, plain: str, marks: list[tuple[str, int, int, dict[str, str]]]) -> None:
    without, found = parse_markup(text)
    assert without == plain
    assert [(m.tag, m.start, m.end, m.values) for m in found] == marks
    assert all(m.text == plain[m.start : m.end] for m in found)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<org>一", "<org> is not closed"),
        ("一</org>", "</org> closes nothing"),
        ("<org>一</date>", "</date> closes nothing"),
        ("<org>一<org>二</org></org>", "<org> stands inside <org>"),
        ("<org name=a b>一</org>", "</org> closes nothing"),
        ("<org name='a b'>一", "is not a mark; values with spaces need quotes"),
    ],
)
def test_bad_markup_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_markup(text)


@pytest.mark.parametrize(
    ("rule", "text", "problem"),
    [
        (RULE, "研制<claim scope=national rank=null partial=false>国内首个</claim>新药。", None),
        (RULE, "研制<claim scope=global>国内首个</claim>新药。", "国内首个: scope is 'national', not 'global'"),
        (RULE, "研制<claim rank=1>国内首个</claim>新药。", "国内首个: rank is None, not '1'"),
        (RULE, "研制<claim colour=red>国内首个</claim>新药。", "no column of claims: ['colour']"),
        (RULE, "研制<claim>国内首个</claim>药，国内首个。", "it also finds 国内首个, which is not marked"),
        (RULE, "研制<org>国内首个</org>新药。", f"<org> in an example of {RULE.id}: its mark is <claim>"),
        (RULE, "研制国内首个新药。", "no <claim> is marked"),
        (RULE, "研制<claim>国内首个新药。", "<claim> is not closed"),
        (
            STRANGER,
            "<claim>国内首个</claim>药。",
            f"国内首个 is not found by this rule; there is 国内首个 by {RULE.id}",
        ),
        (STRANGER, "研制<claim>新药</claim>。", "新药 is not found by this rule; there is nothing"),
        (replace(STRANGER, drop=True), "研制<none>新药</none>。", "新药 is not dropped by this rule; there is nothing"),
    ],
)
def test_problem_of_an_example_is_named(rule: Rule, text: str, problem: str | None) -> None:
    assert check_example(rule, Example(text)) == ([problem] if problem else [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("研制新药。", None),
        ("研制国内首个新药。", "it finds 国内首个"),
        ("研制<claim>国内首个</claim>新药。", "a counter-example has no marks"),
    ],
)
def test_problem_of_a_counterexample_is_named(text: str, problem: str | None) -> None:
    assert check_counterexample(RULE, Example(text)) == ([problem] if problem else [])


def test_problems_of_a_rulebook_are_listed_with_file_and_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Rulebook()
    bad = replace(STRANGER, file="claims.toml", pattern=r"\d+首", examples=(Example("<claim>新药</claim>"),))
    monkeypatch.setattr(book, "rules", {bad.id: bad})
    monkeypatch.setattr("zhfacts.rulecheck.extract_article", lambda article, _: extract_text(article.text))
    slow, missed = check_rulebook(book)
    assert slow.startswith("claims.toml: claim.first.stranger: the pattern gets slow on 111…")
    assert (
        missed
        == "claims.toml: claim.first.stranger: 新药 is not found by this rule; there is nothing: <claim>新药</claim>"
    )
