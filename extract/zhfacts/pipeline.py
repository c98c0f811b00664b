"""The stages in order: normalize, segment, find, link, rows."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import TYPE_CHECKING, Any

from zhfacts.find.candidates import Candidate, resolve_overlaps
from zhfacts.find.claims import find_claims
from zhfacts.find.dates import find_dates
from zhfacts.find.figures import find_figures
from zhfacts.find.organizations import find_organizations
from zhfacts.link.claims import link_claims
from zhfacts.link.dates import resolve_dates
from zhfacts.link.figures import link_figures
from zhfacts.link.organizations import link_organizations
from zhfacts.link.reference import Reference, find_reference
from zhfacts.link.run_names import Names, run_names_in
from zhfacts.normalize import Normalized, Variant, normalize
from zhfacts.read.boilerplate import boilerplate_spans
from zhfacts.records import (
    ROWS,
    Article,
    Claim,
    DateExpression,
    Family,
    Figure,
    Mention,
    Organization,
)
from zhfacts.rulebook import Rulebook, load_rulebook
from zhfacts.segment import Document

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one article.

    Parameters
    ----------
    article
        The article as it was read.
    normalized
        Its normalized text, the alignment to the source, and the repairs.
    sentences
        Half-open spans in the normalized text.
    boilerplate
        Half-open spans in the normalized text that are no part of the article proper.
    reference
        The date that relative dates were resolved against, and where it came from.
    organizations, figures, dates, claims
        The mentions, in text order.
    losers
        Per family, the candidates that lost to a longer or stronger one (`zhfacts explain` shows them).
    """

    article: Article
    normalized: Normalized
    sentences: list[tuple[int, int]]
    boilerplate: list[tuple[int, int]]
    reference: Reference
    organizations: tuple[Organization, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateExpression, ...]
    claims: tuple[Claim, ...]
    losers: dict[Family, list[Candidate]]

    @property
    def text(self) -> str:
        """The normalized text."""
        return self.normalized.text

    def to_frames(self) -> dict[str, "pd.DataFrame"]:
        """All tables of this article as pandas DataFrames, by table name."""
        from zhfacts.frames import to_frames
        from zhfacts.tables import build_tables

        return to_frames(build_tables([self]))


def extract_text(text: str, reference_date: "Day | str | None" = None) -> Extraction:
    """Extract organizations, figures, dates and claims from the text of one article.

    Parameters
    ----------
    text
        The text, simplified or traditional, clean or not.
    reference_date
        The date (or ISO string) that 今年, 昨日 and 3月7日 are resolved against, usually the date of publication.
        None takes what the text itself fixes. Today's date is never used.

    >>> extraction = extract_text("信达生物托莱西单抗是国内首个自主研发的PCSK9抑制剂。")
    >>> [(c.text, c.kind, c.scope, c.org) for c in extraction.claims]
    [('国内首个', 'first', 'national', '信达生物')]
    """
    if isinstance(reference_date, str):
        reference_date = Day.fromisoformat(reference_date)
    return extract_article(Article(id="text", text=text, published=reference_date))


def extract_article(
    article: Article,
    rulebook: Rulebook | None = None,
    *,
    variant: Variant | None = None,
    run_names: Names = (),
    ner: "Language | None" = None,
) -> Extraction:
    """Run all stages on one article.

    For `variant` see `normalize`; `run_names` are those that other articles of the run define; `ner` is a spaCy
    pipeline whose organizations are taken where none of ours stands.
    """
    rulebook = rulebook or load_rulebook()
    normalized = normalize(article.text, variant)
    doc = Document(normalized.text)

    dates, lost_dates = resolve_overlaps(find_dates(doc.text, rulebook))
    organizations, lost_organizations = resolve_overlaps(
        find_organizations(doc, rulebook, run_names_in(run_names, doc.text))
    )
    if ner is not None:
        from zhfacts.find.ner import add_ner

        organizations = add_ner(doc, organizations, ner, rulebook)
    taken = sorted([(c.start, c.end) for c in [*dates, *organizations]])
    figures, lost_figures = resolve_overlaps(find_figures(doc.text, rulebook, taken))
    claims, lost_claims = resolve_overlaps(find_claims(doc, organizations, rulebook))

    boilerplate = boilerplate_spans(doc.text)
    reference = find_reference(article, doc.text, dates, boilerplate)
    resolve_dates(doc, dates, reference, boilerplate)
    link_organizations(doc, organizations, rulebook)
    link_figures(doc, figures, dates, organizations)
    link_claims(doc, claims, organizations, dates, rulebook)

    def rows(family: Family, candidates: Sequence[Candidate]) -> tuple[Any, ...]:
        return _rows(ROWS[family], candidates, article.text, normalized, doc, boilerplate)

    return Extraction(
        article=article,
        normalized=normalized,
        sentences=doc.sentences,
        boilerplate=boilerplate,
        reference=reference,
        organizations=rows("organizations", organizations),
        figures=rows("figures", figures),
        dates=rows("dates", dates),
        claims=rows("claims", claims),
        losers={
            "organizations": lost_organizations,
            "figures": lost_figures,
            "dates": lost_dates,
            "claims": lost_claims,
        },
    )


def _rows(
    row: type[Mention],
    candidates: Sequence[Candidate],
    raw: str,
    normalized: Normalized,
    doc: Document,
    boilerplate: Sequence[tuple[int, int]],
) -> tuple[Mention, ...]:
    """Candidates to rows: the common columns, and the raw span by the alignment."""
    text, to_raw, identity, sentence_index = (
        doc.text,
        normalized.alignment.to_raw,
        normalized.alignment.identity,
        doc.sentence_index,
    )
    starts = [c.start for c in candidates]
    in_boilerplate = {
        start for s, e in boilerplate for start in starts[bisect_left(starts, s) : bisect_left(starts, e)]
    }
    rows = []
    for c in candidates:
        start, end = c.start, c.end
        raw_start, raw_end = (start, end) if identity else to_raw(start, end)
        rows.append(
            row(
                text[start:end],
                start,
                end,
                raw[raw_start:raw_end],
                raw_start,
                raw_end,
                sentence_index(start),
                c.rule,
                start in in_boilerplate,
                **c.values,
            )
        )
    return tuple(rows)
