"""The spaCy component: spans by family, columns by span id."""

from collections.abc import Iterator

import msgspec
import pytest
import spacy
from examples import CLAIM, DATE, FIGURE, ORGANIZATION, TEXT, extraction
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from zhfacts import spacy as component
from zhfacts.pipeline import Extraction
from zhfacts.records import FAMILIES, Article


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Article]:
    """What the pipeline is asked for; it finds what `examples` holds, and one claim and figure of equal span."""
    articles: list[Article] = []

    def find(article: Article) -> Extraction:
        articles.append(article)
        same = msgspec.structs.replace(FIGURE, start=14, end=18, raw_start=14, raw_end=18)
        return extraction(article=article, figures=(same, FIGURE))

    monkeypatch.setattr(component, "extract_article", find)
    return articles


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhfacts")
    return nlp


def test_factory_is_known_by_its_entry_point() -> None:
    assert "zhfacts" in spacy.blank("zh").factory_names


@pytest.mark.usefixtures("asked")
def test_each_family_is_a_span_group(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert {family: [(span.text, span.label_) for span in doc.spans[family]] for family in FAMILIES} == {
        "organizations": [("国家药监局", "government")],
        "figures": [("全国首个", "money"), ("360亿元", "money")],
        "dates": [("2023年7月", "date")],
        "claims": [("全国首个", "first")],
    }


@pytest.mark.usefixtures("asked")
def test_spans_of_equal_offsets_have_columns_of_their_own(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.spans["claims"][0]._.zhfacts["kind"] == CLAIM.kind
    assert doc.spans["figures"][0]._.zhfacts["unit"] == FIGURE.unit


@pytest.mark.usefixtures("asked")
def test_columns_are_plain_values(nlp: Language) -> None:
    doc = nlp(TEXT)
    (date,) = doc.spans["dates"]
    assert (date._.zhfacts["value"], date._.zhfacts["start_date"]) == (DATE.value, "2023-07-01")


def test_a_span_of_somebody_else_has_no_columns(nlp: Language) -> None:
    doc = nlp("园区")
    assert doc[0:1]._.zhfacts is None
    assert nlp.make_doc("园区")[0:1]._.zhfacts is None


@pytest.mark.usefixtures("asked")
def test_tokens_that_do_not_fit_are_covered(nlp: Language) -> None:
    words = ["2023年7月,国家", "药监局", "称全国首个新药投资360亿元。"]
    doc = nlp.get_pipe("zhfacts")(Doc(nlp.vocab, words=words, spaces=[False] * 3))  # type: ignore[operator]
    (organization,) = doc.spans["organizations"]
    assert organization.text == "2023年7月,国家药监局"
    row = organization._.zhfacts
    assert doc.text[row["raw_start"] : row["raw_end"]] == ORGANIZATION.raw_text


def test_reference_date_of_the_component_and_of_the_doc(asked: list[Article]) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhfacts", config={"reference_date": "2024-03-07"})
    doc = nlp.make_doc(TEXT)
    doc._.zhfacts_published = "2020-01-02"
    nlp(doc)
    nlp(TEXT)
    assert [str(article.published) for article in asked] == ["2020-01-02", "2024-03-07"]


@pytest.mark.usefixtures("asked")
def test_docs_travel_with_their_columns(nlp: Language) -> None:
    payload = DocBin(docs=[nlp(TEXT)], store_user_data=True).to_bytes()
    docs: Iterator[Doc] = DocBin(store_user_data=True).from_bytes(payload).get_docs(spacy.blank("zh").vocab)
    doc = next(docs)
    (claim,) = doc.spans["claims"]
    assert (claim.text, claim._.zhfacts["kind"]) == ("全国首个", "first")


def test_empty_doc(nlp: Language) -> None:
    assert all(len(nlp("").spans[family]) == 0 for family in FAMILIES)
