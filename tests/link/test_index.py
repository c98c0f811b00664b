"""One row per organization over the whole run."""

import msgspec
import pytest
from examples import CLAIM, ORGANIZATION, extraction
from zhfacts.errors import ZhfactsError
from zhfacts.link.index import OrganizationIndex
from zhfacts.pipeline import Extraction
from zhfacts.records import Organization
from zhfacts.tables import build_tables, empty_table


def organization(text: str, name: str | None = None, org_type: str = "company") -> Organization:
    return msgspec.structs.replace(ORGANIZATION, text=text, name=name or text, org_type=org_type, alias_of=None)


def index(*extractions: Extraction) -> list[dict[str, object]]:
    """The rows, with each article in a chunk of its own."""
    with OrganizationIndex() as made:
        for one in extractions:
            tables = build_tables([one])
            made.add(tables["organizations"], tables["claims"])
        rows: list[dict[str, object]] = made.table().to_pylist()
    return rows


def test_documents_mentions_and_aliases_are_counted() -> None:
    rows = index(
        extraction(
            "a", organizations=(organization("华为技术有限公司"), organization("华为", "华为技术有限公司")), claims=()
        ),
        extraction("b", organizations=(organization("华为", "华为技术有限公司"),), claims=()),
    )
    assert rows == [
        {
            "name": "华为技术有限公司",
            "org_type": "company",
            "aliases": ["华为"],
            "documents": 2,
            "mentions": 3,
            "claims": 0,
        }
    ]


def test_claims_are_counted_by_name_and_by_the_wording_of_the_article() -> None:
    organizations = (organization("华为技术有限公司"), organization("华为", "华为技术有限公司"))
    claims = tuple(msgspec.structs.replace(CLAIM, org=org) for org in ("华为", "华为技术有限公司", "苹果", None))
    (row,) = index(extraction(organizations=organizations, claims=claims))
    assert row["claims"] == 2


def test_a_short_form_belongs_to_the_name_of_its_own_article() -> None:
    rows = index(
        extraction("a", organizations=(organization("人大", "全国人大"),), claims=()),
        extraction(
            "b",
            organizations=(organization("人大", "中国人民大学"),),
            claims=(msgspec.structs.replace(CLAIM, org="人大"),),
        ),
    )
    assert {row["name"]: row["claims"] for row in rows} == {"全国人大": 0, "中国人民大学": 1}


def test_most_documents_come_first_then_most_mentions_then_the_name() -> None:
    rows = index(
        extraction("a", organizations=tuple(map(organization, ("丙", "丙", "乙", "丁"))), claims=()),
        extraction("b", organizations=(organization("丁"),), claims=()),
        extraction("c", organizations=(organization("甲"),), claims=()),
    )
    assert [row["name"] for row in rows] == ["丁", "丙", "乙", "甲"]


def test_the_type_is_the_most_frequent_one() -> None:
    (row,) = index(
        extraction(organizations=(organization("甲", org_type="other"), *[organization("甲")] * 2), claims=())
    )
    assert row["org_type"] == "company"


def test_no_organizations_make_an_empty_table() -> None:
    with OrganizationIndex() as made:
        assert made.table().equals(empty_table("organization_index"))


def test_more_names_than_one_part_of_the_table_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhfacts.link.index.ROWS_AT_ONCE", 2)
    names = [f"测试{number}公司" for number in range(5)]
    rows = index(extraction(organizations=tuple(map(organization, names)), claims=()))
    assert [row["name"] for row in rows] == names


def test_no_space_for_the_counts_is_said_plainly() -> None:
    tables = build_tables([extraction(organizations=(organization("名" * 100_000),), claims=())])
    with OrganizationIndex() as made:
        made._database.execute("PRAGMA max_page_count = 10")
        with pytest.raises(ZhfactsError, match="E013"):
            made.add(tables["organizations"], tables["claims"])


def test_names_that_differ_in_their_legal_form_are_one() -> None:
    rows = index(
        extraction("a", organizations=(organization("苏州纳微科技股份有限公司"),), claims=()),
        extraction("b", organizations=(organization("苏州纳微科技"),), claims=()),
        extraction("c", organizations=(organization("苏州纳微科技", org_type="park"),), claims=()),
    )
    assert [(row["name"], row["aliases"], row["documents"]) for row in rows] == [
        ("苏州纳微科技股份有限公司", ["苏州纳微科技"], 3)
    ]


def test_a_short_form_that_stands_alone_belongs_to_the_name_that_other_articles_give_it() -> None:
    rows = index(
        extraction("a", organizations=(organization("国家药监局", "国家药品监督管理局", "government"),), claims=()),
        extraction("b", organizations=(organization("国家药监局", org_type="government"),), claims=()),
    )
    assert [(row["name"], row["aliases"], row["documents"]) for row in rows] == [
        ("国家药品监督管理局", ["国家药监局"], 2)
    ]


def test_a_short_form_of_two_names_stays_by_itself() -> None:
    rows = index(
        extraction("a", organizations=(organization("人大", "全国人大", "government"),), claims=()),
        extraction("b", organizations=(organization("人大", "中国人民大学", "education"),), claims=()),
        extraction("c", organizations=(organization("人大", org_type="government"),), claims=()),
    )
    assert {row["name"] for row in rows} == {"全国人大", "中国人民大学", "人大"}
