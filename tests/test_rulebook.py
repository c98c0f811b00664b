"""The loader refuses what is wrong, with file, place and reason."""

from pathlib import Path

import pytest
from zhfacts.errors import ZhfactsError
from zhfacts.rulebook import Rulebook

RULE = """
[[rule]]
id = "claim.first.shou"
pattern = '首个'
why = "首个"
[[rule.example]]
text = "<claim>首个</claim>"
[[rule.counterexample]]
text = "首都"
"""
OTHER = RULE.replace("claim.first.shou", "claim.first.other")


def load(folder: Path, **files: str) -> Rulebook:
    """A rulebook of `name="content"` files; `__` in a name is a slash, the last `_` its dot."""
    for name, content in files.items():
        path = folder / ".".join(name.replace("__", "/").rsplit("_", 1))
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Rulebook(folder)


def test_rule_is_loaded_with_its_macros_put_in(tmp_path: Path) -> None:
    text = "[macros]\nmeasure = '[个家{more}]'\n" + RULE.replace("首个'", "首{measure}{2,3}'")
    book = load(tmp_path, claims_toml=text.replace("[个家{more}]", "{one}|家"), macros_toml="[macros]\none = '个'")
    (rule,) = book.family("claim.first")
    assert rule.pattern == "首(?:(?:个)|家){2,3}"
    assert (rule.family, rule.file, rule.examples[0].text) == ("claim", "claims.toml", "<claim>首个</claim>")


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        (RULE + "[[rules]]", "file", "unknown keys ['rules']"),
        (RULE.replace("why", "reason"), "claim.first.shou", "unknown keys ['reason']"),
        (RULE.replace('text = "首', 'txt = "首'), "claim.first.shou", "a counterexample is not a text with"),
        (RULE.replace('id = "claim.first.shou"', ""), "a rule without id", "no id"),
        (RULE.replace("[[rule.example]]\ntext", "set.x"), "claim.first.shou", "no example"),
        (RULE.replace("[[rule.counterexample]]\ntext", "reference"), "claim.first.shou", "no counterexample"),
        (RULE.replace('"claim.first.shou"', '"claim.first"'), "claim.first", "the id is not family.kind.detail"),
        (RULE.replace("claim.", "clam."), "clam.first.shou", "the id is not family.kind.detail"),
        (RULE.replace("why =", "priority = '1'\nwhy ="), "claim.first.shou", "priority is not of type int"),
        (RULE.replace("why =", "drop = 1\nwhy ="), "claim.first.shou", "drop is not of type bool"),
        (RULE + RULE, "claim.first.shou", "this id is there already, in rules.toml"),
        (RULE.replace("首个'", "首(个'"), "claim.first.shou", "the pattern does not compile: missing )"),
        (RULE.replace("首个'", "首)(个'"), "claim.first.shou", "the pattern does not compile: unbalanced"),
        (RULE.replace("首个'", "(?i)首个'"), "claim.first.shou", "flags for the whole pattern"),
        (RULE.replace("首个'", "(首)*'"), "claim.first.shou", "the pattern matches the empty string"),
        (RULE.replace("首个'", "(首)\\1'"), "claim.first.shou", "a numbered back-reference"),
        (RULE.replace("首个'", "首{measure}'"), "claim.first.shou", "there is no macro {measure}"),
        (RULE.replace("首个'", "首{Measure_2}'"), "claim.first.shou", "there is no macro {Measure_2}"),
        ("[macros]\nmeasure = '个'" + RULE, "macros", "never used: ['measure']"),
        (
            "[macros]\na = '{b}'\nb = '{a}'" + RULE.replace("首个'", "首{a}'"),
            "claim.first.shou",
            "in a circle: a → b → a",
        ),
        (RULE + 'reference = "2024"', "claim.first.shou", "a reference is not YYYY-MM-DD: 2024"),
        (RULE + "reference = 2024-03-07", "claim.first.shou", "holds something that is no string"),
        (RULE + "id = ", "file", "Invalid value"),
    ],
)
def test_bad_rule_is_refused(tmp_path: Path, text: str, place: str, reason: str) -> None:
    with pytest.raises(ZhfactsError) as refusal:
        load(tmp_path, rules_toml=text)
    message = str(refusal.value)
    assert message.startswith(f"[E020] rules: rules.toml: {place}: ")
    assert reason in message


@pytest.mark.parametrize(
    ("macros", "rules", "message"),
    [
        ("[macros]\nmeasure = '个'", RULE, "macros.toml: macros: never used: ['measure']"),
        ("[macro]\nmeasure = '个'", RULE, "macros.toml: file: unknown keys ['macro']"),
        (
            "[macros]\nmeasure = '个'",
            "[macros]\nmeasure = '家'" + RULE.replace("首个'", "首{measure}'"),
            "rules.toml: macros: also in macros.toml: ['measure']",
        ),
    ],
)
def test_bad_shared_macros_are_refused(tmp_path: Path, macros: str, rules: str, message: str) -> None:
    with pytest.raises(ZhfactsError) as refusal:
        load(tmp_path, macros_toml=macros, rules_toml=rules)
    assert message in str(refusal.value)


def test_same_id_in_two_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ZhfactsError, match=r"b\.toml: claim\.first\.shou: this id is there already, in a\.toml"):
        load(tmp_path, a_toml=RULE, b_toml=RULE)


def test_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_bytes(RULE.encode("gb18030"))
    with pytest.raises(ZhfactsError, match=r"rules\.toml: file: 'utf-8' codec"):
        Rulebook(tmp_path)


def test_lexicon_rows_have_the_names_of_the_header(tmp_path: Path) -> None:
    book = load(tmp_path, lexicons__names_csv='name,type\n"一,二",\n三,park\n')
    assert book.lexicon_names == ("names",)
    assert book.lexicon("names") == ({"name": "一,二", "type": ""}, {"name": "三", "type": "park"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\n乙\n一\n", "line 3: not sorted: 一 after 乙"),
        ("name,type\n一,a\n一,a\n", "line 3: twice: 一,a"),
        ("name,type\n一\n", "line 2: 1 cells, the header has 2"),
        ("name\n一\n\n丁\n", "line 3: 0 cells, the header has 1"),
        ("name,type\n一, a\n", "line 2: a cell with space around it"),
        ("name,type\n,a\n", "line 2: a cell with space around it, or an empty first cell"),
        ("", "line 1: the header needs"),
        ("name,name\n一,a\n", "line 1: the header needs"),
        ("\ufeffname\n一\n", "line 1: the header needs"),
    ],
)
def test_bad_lexicon_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ZhfactsError) as refusal:
        load(tmp_path, lexicons__names_csv=text).lexicon("names")
    assert f"lexicons/names.csv: {message}" in str(refusal.value)


def test_unknown_lexicon_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ZhfactsError, match=r"lexicons/names\.csv: file: .*No such file"):
        Rulebook(tmp_path).lexicon("names")
