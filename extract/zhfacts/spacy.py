"""The extraction as a spaCy pipeline component.

>>> import spacy
>>> nlp = spacy.blank("zh")
>>> _ = nlp.add_pipe("zhfacts", config={"reference_date": "2024-03-07"})
>>> doc = nlp("苏州工业园区集聚企业2000家。")
>>> [(span.text, span._.zhfacts["unit"]) for span in doc.spans["figures"]]
[('2000家', '家')]
"""

from collections.abc import Mapping
from datetime import date as Day
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span

from zhfacts.pipeline import extract_article
from zhfacts.records import FAMILIES, Article, Family, Mention

# Which column of a family is the label of its spans.
LABELS: Mapping[Family, str] = {
    "organizations": "org_type",
    "figures": "dimension",
    "dates": "date_type",
    "claims": "kind",
}
KEY = "zhfacts"


class Component:
    """Finds mentions in `doc.text`, which is the source: raw offsets are offsets of the doc.

    Each family becomes a span group (`doc.spans["claims"]`). A span covers the tokens that the mention touches; where
    the tokens do not fit, `raw_start` and `raw_end` tell exactly. The columns of a span are `span._.zhfacts`.

    The columns are kept in `doc.user_data["zhfacts"]` as plain values, since spaCy shares `span._` between spans of
    equal offsets, and cannot send richer objects between processes.

    Parameters
    ----------
    reference_date
        The day that relative dates are resolved against where the doc has none (`doc._.zhfacts_published`).
    """

    def __init__(self, reference_date: Day | None) -> None:
        self.reference_date = reference_date

    def __call__(self, doc: Doc) -> Doc:
        published = doc._.zhfacts_published or self.reference_date
        if isinstance(published, str):
            published = Day.fromisoformat(published)
        extraction = extract_article(Article(id="doc", text=doc.text, published=published))
        rows: dict[str, list[dict[str, Any]]] = {}
        for family in FAMILIES:
            mentions: tuple[Mention, ...] = getattr(extraction, family)
            rows[family] = [_plain(mention) for mention in mentions]
            doc.spans[family] = [_span(doc, family, i, mention) for i, mention in enumerate(mentions)]
        doc.user_data[KEY] = rows
        return doc


@Language.factory(KEY, default_config={"reference_date": None}, assigns=["doc.spans", "doc.user_data"])
def create_component(nlp: Language, name: str, reference_date: str | None) -> Component:  # noqa: ARG001 (spaCy names them)
    """The factory that spaCy calls for `nlp.add_pipe("zhfacts")`."""
    return Component(None if reference_date is None else Day.fromisoformat(reference_date))


def _span(doc: Doc, family: Family, index: int, mention: Mention) -> Span:
    """The id of the span says which row is its own."""
    span = doc.char_span(
        mention.raw_start,
        mention.raw_end,
        label=getattr(mention, LABELS[family]),
        span_id=f"{family}:{index}",
        alignment_mode="expand",
    )
    assert span is not None
    return span


def _plain(mention: Mention) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, Day) else value for name, value in msgspec.structs.asdict(mention).items()
    }


def _columns(span: Span) -> dict[str, Any] | None:
    """The columns of a span that this component made, else None."""
    family, _, index = span.id_.partition(":")
    rows = span.doc.user_data.get(KEY, {}).get(family)
    columns: dict[str, Any] | None = rows[int(index)] if rows else None
    return columns


if not Span.has_extension(KEY):
    Span.set_extension(KEY, getter=_columns)
if not Doc.has_extension("zhfacts_published"):
    Doc.set_extension("zhfacts_published", default=None)
