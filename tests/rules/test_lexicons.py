"""Every lexicon is well-formed, its names are written as finders see them, and somebody reads it."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from zhfacts.link import reference
from zhfacts.link.conflicts import object_words
from zhfacts.normalize import normalize
from zhfacts.pipeline import extract_article
from zhfacts.records import Article
from zhfacts.rulebook import Rulebook, load_rulebook

ORGANIZATIONS = [name for name in load_rulebook().lexicon_names if name.startswith("org_")]
ORG_COLUMNS = ["name", "org_type", "full_name", "region", "ambiguous"]
ORG_TYPES = [
    "company",
    "government",
    "education",
    "research",
    "hospital",
    "park",
    "association",
    "media",
    "international",
    "military",
    "sports",
    "other",
]
# A place lies in one of a kind further to the left.
PLACE_KINDS = ["country", "province", "region", "prefecture", "city", "county"]


@pytest.mark.parametrize("name", load_rulebook().lexicon_names)
def test_lexicon_holds_rows(name: str) -> None:
    assert load_rulebook().lexicon(name)


def test_each_lexicon_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = set()

    def noting(method: Callable[[Rulebook, str], Any]) -> Callable[[Rulebook, str], Any]:
        def note(self: Rulebook, name: str) -> Any:
            read.add(name)
            return method(self, name)

        return note

    monkeypatch.setattr(Rulebook, "lexicon", noting(Rulebook.lexicon))
    monkeypatch.setattr(Rulebook, "cells", noting(Rulebook.cells))
    reference._events.cache_clear()
    rulebook = Rulebook()
    text = "信达生物托莱西单抗是国内首个自主研发的PCSK9抑制剂，7月3日获批，售价3万元。今年是建党100周年。"
    (claim,) = extract_article(Article(id="any", text=text), rulebook).claims
    object_words(claim.object, claim.subject, rulebook)
    assert read == set(load_rulebook().lexicon_names)


@pytest.mark.parametrize("lexicon", [*ORGANIZATIONS, "places"])
def test_names_are_written_as_normalization_leaves_them(lexicon: str) -> None:
    names = [
        cell for row in load_rulebook().lexicon(lexicon) for cell in (row["name"], row.get("full_name", "")) if cell
    ]
    assert [name for name in names if normalize(name).text != name] == []


@pytest.mark.parametrize("lexicon", [*ORGANIZATIONS, "places"])
def test_names_have_two_characters_or_more(lexicon: str) -> None:
    assert [row["name"] for row in load_rulebook().lexicon(lexicon) if len(row["name"]) < 2] == []


@pytest.mark.parametrize("lexicon", ORGANIZATIONS)
def test_organizations_have_their_columns(lexicon: str) -> None:
    assert [row for row in load_rulebook().lexicon(lexicon) if list(row) != ORG_COLUMNS] == []


@pytest.mark.parametrize("lexicon", ORGANIZATIONS)
def test_organizations_are_of_a_type_that_the_tables_know(lexicon: str) -> None:
    assert {row["org_type"] for row in load_rulebook().lexicon(lexicon)} <= set(ORG_TYPES)


@pytest.mark.parametrize("lexicon", ORGANIZATIONS)
def test_organizations_have_a_region(lexicon: str) -> None:
    assert [row["name"] for row in load_rulebook().lexicon(lexicon) if not row["region"]] == []


@pytest.mark.parametrize("lexicon", ORGANIZATIONS)
def test_ambiguous_is_one_or_nothing(lexicon: str) -> None:
    assert {row["ambiguous"] for row in load_rulebook().lexicon(lexicon)} <= {"", "1"}


@pytest.mark.parametrize("lexicon", ORGANIZATIONS)
def test_full_name_is_another_name(lexicon: str) -> None:
    assert [row["name"] for row in load_rulebook().lexicon(lexicon) if row["full_name"] == row["name"]] == []


def test_an_organization_has_one_type_across_the_lexicons() -> None:
    types = defaultdict(set)
    for lexicon in ORGANIZATIONS:
        for row in load_rulebook().lexicon(lexicon):
            types[row["name"]].add(row["org_type"])
    assert {name: sorted(found) for name, found in types.items() if len(found) > 1} == {}


def test_a_short_form_is_of_the_type_of_its_full_name() -> None:
    rows = [row for lexicon in ORGANIZATIONS for row in load_rulebook().lexicon(lexicon)]
    types = {row["name"]: row["org_type"] for row in rows}
    wrong = [row["name"] for row in rows if types.get(row["full_name"], row["org_type"]) != row["org_type"]]
    assert wrong == []


def test_full_names_make_no_circle() -> None:
    full = {row["name"]: row["full_name"] for lexicon in ORGANIZATIONS for row in load_rulebook().lexicon(lexicon)}
    circles = []
    for name in full:
        seen = {name}
        at = full[name]
        while at and at not in seen:
            seen.add(at)
            at = full.get(at, "")
        if at:
            circles.append(name)
    assert circles == []


@pytest.mark.parametrize(
    ("name", "org_type", "full_name"),
    [
        ("国家发改委", "government", "国家发展和改革委员会"),
        ("证监会", "government", "中国证券监督管理委员会"),
        ("中宣部", "government", "中共中央宣传部"),
        ("NMPA", "government", "国家药品监督管理局"),
        ("北航", "education", "北京航空航天大学"),
        ("成大", "education", "国立成功大学"),
        ("北京航空学院", "education", ""),  # a former name is no short form
        ("教育部", "government", "中华人民共和国教育部"),
        ("苏州纳米所", "research", "中国科学院苏州纳米技术与纳米仿生研究所"),
        ("工研院", "research", "工业技术研究院"),
        ("协和医院", "hospital", "中国医学科学院北京协和医院"),
        ("竹科", "park", "新竹科学园区"),
        ("二炮", "military", "第二炮兵"),
        ("世卫组织", "international", "世界卫生组织"),
    ],
)
def test_short_form_leads_to_the_full_name(name: str, org_type: str, full_name: str) -> None:
    rows = [row for lexicon in ORGANIZATIONS for row in load_rulebook().lexicon(lexicon) if row["name"] == name]
    assert [(row["org_type"], row["full_name"]) for row in rows] == [(org_type, full_name)]


def test_places_are_of_known_kinds() -> None:
    assert {row["kind"] for row in load_rulebook().lexicon("places")} == set(PLACE_KINDS)


def test_only_countries_and_regions_of_the_world_have_no_parent() -> None:
    without = {row["kind"] for row in load_rulebook().lexicon("places") if not row["parent"]}
    assert without == {"country", "region"}


def test_a_place_lies_in_a_bigger_one() -> None:
    rows = load_rulebook().lexicon("places")
    kinds = defaultdict(set)
    for row in rows:
        kinds[row["name"]].add(PLACE_KINDS.index(row["kind"]))
    wrong = [
        row["name"]
        for row in rows
        if row["parent"] and min(kinds[row["parent"]], default=99) >= PLACE_KINDS.index(row["kind"])
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "kind", "parent"),
    [
        ("江苏省", "province", "中国"),
        ("苏州", "prefecture", "江苏"),
        ("昆山", "county", "江苏"),
        ("朝阳区", "county", "北京"),
        ("朝阳", "prefecture", "辽宁"),
        ("高雄市", "prefecture", "台湾"),
        ("林园区", "county", "台湾"),
        ("长三角", "region", "中国"),
        ("东南亚", "region", ""),
        ("波士顿", "city", "美国"),
    ],
)
def test_place_is_there(name: str, kind: str, parent: str) -> None:
    assert {"name": name, "kind": kind, "parent": parent} in load_rulebook().lexicon("places")


@pytest.mark.parametrize("word", ["公安", "会理", "合作", "和政", "比如", "上海地", "城区", "开县"])
def test_ordinary_words_are_no_places(word: str) -> None:
    assert word not in {row["name"] for row in load_rulebook().lexicon("places")}
