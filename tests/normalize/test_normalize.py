import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT
from zhfacts.normalize import normalize
from zhfacts.normalize.normalize import STEPS

SAMPLE = (ROOT / "corpus/sample/article.txt").read_text(encoding="utf-8")


def test_the_sample_article_is_clean() -> None:
    normalized = normalize(SAMPLE)
    assert "微球层析介质的公司" in normalized.text
    assert "自主可控的产业创新能力" in normalized.text
    brackets = ("(2023-2025)", "(信乐)", "(NMPA)", "(caiMR)", "(2017-2020)", "(DFM)", "(赵艺丹)")
    assert normalized.text.count("(") == len(brackets)
    assert all(bracket in normalized.text for bracket in brackets)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("苏州工业园区", "蘇州工業(yè)園區"),  # noise inside is in the span, noise behind is not
        ("国内首个", "國內(nèi)首個"),
        ("国家药品监督管理局", "國家藥品監(jiān)督管理局"),
        ("层析介质", "?qū)游鼋橘|"),
    ],
)
def test_raw_spans_in_the_sample_article(text: str, raw: str) -> None:
    normalized = normalize(SAMPLE)
    start = normalized.text.index(text)
    raw_start, raw_end = normalized.alignment.to_raw(start, start + len(text))
    assert SAMPLE[raw_start:raw_end] == raw


@given(st.from_regex(r"([苏州工业园区产值达1523亿元（NMPA）]+(，|。\n?)){0,10}", fullmatch=True))
def test_clean_simplified_text_stays(text: str) -> None:
    normalized = normalize(text)
    assert (normalized.text, normalized.repairs) == (text, ())


def test_steps_see_the_work_of_the_steps_before() -> None:
    raw = "產&#40;chǎn\u200b&#41;業２５％"
    normalized = normalize(raw)
    assert (normalized.text, normalized.script) == ("产业25%", "traditional")
    assert normalized.alignment.to_raw(0, 2) == (0, raw.index("業") + 1)


def test_conversion_alone_is_no_repair() -> None:
    assert normalize("國家藥品監督管理局").repairs == ()


def test_words_of_a_variant_are_repairs() -> None:
    raw = "微軟的軟體(tǐ)和計程車"
    normalized = normalize(raw, variant="tw")
    assert normalized.text == "微软的软件和出租车"
    assert [(r.kind, r.raw_text, r.text) for r in normalized.repairs] == [
        ("phrase", "軟體", "软件"),
        ("pinyin_annotation", "(tǐ)", ""),
        ("phrase", "計程車", "出租车"),
    ]
    start = normalized.text.index("出租车")
    assert raw[slice(*normalized.alignment.to_raw(start, start + 3))] == "計程車"


def test_a_variant_that_is_none() -> None:
    with pytest.raises(ValueError, match="'cn' is none of 'tw', 'hk'"):
        normalize("软件", variant="cn")  # type: ignore[arg-type]


KINDS = dict.fromkeys([*(step.kind for step in STEPS), "phrase"])


def test_the_schema_names_the_kinds() -> None:
    columns = tomllib.loads((ROOT / "outputs/repairs.toml").read_text(encoding="utf-8"))["column"]
    [meaning] = [column["meaning"] for column in columns if column["name"] == "kind"]
    assert re.findall("[a-z_]+(?=, | or |:)", meaning) == [*KINDS]


def test_the_page_says_what_each_kind_is() -> None:
    page = (ROOT / "docs/normalization.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == [*KINDS]
