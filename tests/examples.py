"""Records as the pipeline makes them, without running it."""

from dataclasses import replace
from datetime import date
from typing import Any

from zhfacts.link.reference import Reference
from zhfacts.normalize import Alignment, Normalized
from zhfacts.pipeline import Extraction
from zhfacts.records import Article, Claim, DateExpression, Figure, Organization, Repair

TEXT = "2023年7月,国家药监局称全国首个新药投资360亿元。"


def mention(start: int, end: int) -> dict[str, Any]:
    """The common columns of a mention in TEXT."""
    span = {"start": start, "end": end, "raw_start": start, "raw_end": end}
    return {
        "text": TEXT[start:end],
        "raw_text": TEXT[start:end],
        **span,
        "sentence": 0,
        "rule": "x",
        "boilerplate": False,
    }


ORGANIZATION = Organization(
    **mention(8, 13), org_type="government", name="国家药品监督管理局", alias_of="国家药品监督管理局"
)
FIGURE = Figure(**mention(22, 27), value=36e9, value_max=None, unit="元", modifier="exact", dimension="money")
DATE = DateExpression(
    **mention(0, 7), date_type="date", value="2023-07", start_date=date(2023, 7, 1), end_date=date(2023, 7, 31)
)
CLAIM = Claim(
    **mention(14, 18),
    kind="first",
    scope="national",
    scope_text="全国",
    scope_place="中国",
    rank=None,
    status="reported",
    partial=False,
    subject=None,
    object="新药",
    org="国家药监局",
    date=None,
    attributed_to="国家药监局",
    sentence_text=TEXT,
    first_in_china=True,
)


def extraction(doc_id: str = "a", **changes: Any) -> Extraction:
    """An extraction with one mention of each family, and one repair."""
    whole = Extraction(
        article=Article(id=doc_id, text=TEXT, title="题", published=date(2023, 7, 3), sha256="00"),
        normalized=Normalized(TEXT, Alignment(len(TEXT)), (Repair("width", 7, 8, ",", "，"),), "simplified"),
        sentences=[(0, len(TEXT))],
        boilerplate=[],
        reference=Reference("2023-07-03", "metadata"),
        organizations=(ORGANIZATION,),
        figures=(FIGURE,),
        dates=(DATE,),
        claims=(CLAIM,),
        losers={"organizations": [], "figures": [], "dates": [], "claims": []},
    )
    return replace(whole, **changes)
