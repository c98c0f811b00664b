"""Organizations of a spaCy pipeline, which is a real one: rules for entities, saved to disk and loaded by its path."""

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from zhfacts.batch import extract_articles
from zhfacts.cli import main
from zhfacts.errors import ZhfactsError
from zhfacts.find import ner
from zhfacts.normalize import normalize

TEXT = "（記者李明）澜岫与华为签约。澜岫研究院也在列，晴岫在旁。"
PATTERNS = [
    {"label": "ORG", "pattern": "澜岫"},
    {"label": "ORG", "pattern": "华为签"},
    {"label": "ORG", "pattern": "澜岫研究院"},
    {"label": "PERSON", "pattern": "李明"},
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    nlp = spacy.blank("zh", meta={"name": "own"})
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)  # type: ignore[attr-defined]  # the component is one of rules
    path = tmp_path_factory.mktemp("pipeline") / "model"
    nlp.to_disk(path)
    return str(path)


def rows(text: str, **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = extract_articles([("a", text)], **options)["organizations"].to_pylist()
    return found


def test_entities_are_taken_where_no_organization_was_found(model: str) -> None:
    found = [(row["text"], row["org_type"], row["rule"]) for row in rows(TEXT, ner_model=model)]
    assert found == [
        ("澜岫", "other", "org.ner.zh_own"),
        ("华为", "company", "org.lexicon.company"),
        ("澜岫研究院", "research", "org.ner.zh_own"),
    ]


def test_without_a_pipeline_they_are_not() -> None:
    assert [row["text"] for row in rows(TEXT)] == ["华为"]


def test_spans_are_those_of_the_source(model: str) -> None:
    source = "報導(dǎo)稱，瀾岫與華為(wèi)簽約。"
    found = rows(source, ner_model=model)
    assert [row["raw_text"] for row in found] == ["瀾岫", "華為"]
    for row in found:
        assert source[row["raw_start"] : row["raw_end"]] == row["raw_text"]
        assert normalize(source).text[row["start"] : row["end"]] == row["text"]


def test_a_long_text_is_given_in_pieces(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ner, "LONGEST", 12)
    found = rows(TEXT, ner_model=model)
    assert [row["text"] for row in found] == ["澜岫", "华为", "澜岫研究院"]


def test_workers_load_it_too(model: str) -> None:
    articles = [(str(k), TEXT) for k in range(5)]
    assert extract_articles(articles, ner_model=model, workers=2) == extract_articles(articles, ner_model=model)


@pytest.mark.parametrize("name", ["zh_no_such_pipeline", "no/such/folder"])
def test_a_pipeline_that_is_not_there(name: str) -> None:
    with pytest.raises(ZhfactsError, match=rf"\[E051\] cannot use the spaCy pipeline '{name}'"):
        rows(TEXT, ner_model=name)


def test_a_pipeline_without_organizations(tmp_path: Path) -> None:
    spacy.blank("zh").to_disk(tmp_path / "blank")
    with pytest.raises(ZhfactsError, match="it has no label ORG"):
        rows(TEXT, ner_model=str(tmp_path / "blank"))


def test_by_the_command(model: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out"
    assert main(["extract", str(article), "--out", str(out), "--format", "jsonl", "--ner-model", model]) == 0
    lines = (out / "organizations.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["澜岫", "华为", "澜岫研究院"]
    assert main(["extract", str(article), "--out", str(out), "--overwrite", "--ner-model", "zh_none"]) == 2
    assert "E051" in capsys.readouterr().err
