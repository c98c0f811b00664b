"""Many articles: order, ids, failures, worker processes."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import mortal
import msgspec
import pytest
import zhfacts
from examples import FIGURE
from zhfacts import batch
from zhfacts.batch import Options, Summary, extract, extract_articles, extract_chunks
from zhfacts.errors import ZhfactsError
from zhfacts.pipeline import Extraction, extract_article
from zhfacts.records import Article, Failure
from zhfacts.rulebook import Rulebook
from zhfacts.tables import TABLES, load_schema
from zhfacts.write import FORMATS

TEXT = "2024年3月7日，苏州工业园区集聚企业2000家。"


def documents(*articles: Any, **options: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = extract_articles(articles, **options)["documents"].to_pylist()
    return rows


def errors(*articles: Any) -> list[str | None]:
    return [row["error"] and row["error"][:6] for row in documents(*articles)]


def test_all_tables_are_there_with_their_schema() -> None:
    tables = extract_articles([("a", TEXT)])
    assert set(tables) == set(TABLES)
    for name, table in tables.items():
        assert table.schema.equals(load_schema(name).arrow)


def test_no_articles() -> None:
    assert {table.num_rows for table in extract_articles([]).values()} == {0}


@pytest.mark.parametrize(
    "article",
    [("a", TEXT), {"id": "a", "text": TEXT}, Article(id="a", text=TEXT)],
    ids=["pair", "mapping", "Article"],
)
def test_articles_in_each_form(article: object) -> None:
    (row,) = documents(article)
    assert (row["doc_id"], row["status"], row["raw_chars"]) == ("a", "ok", len(TEXT))


def test_what_is_no_article_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="article 2 is a str"):
        documents(("a", TEXT), TEXT)


def test_metadata_stand_in_documents() -> None:
    article = Article("a", TEXT, "题", date(2024, 3, 8), "新华社", "甲", "乙", "http://…", "utf-8", "00", "note")
    (row,) = documents(article)
    assert {
        name: row[name] for name in ("title", "published", "publisher", "author", "editor", "source", "encoding")
    } == {
        "title": "题",
        "published": date(2024, 3, 8),
        "publisher": "新华社",
        "author": "甲",
        "editor": "乙",
        "source": "http://…",
        "encoding": "utf-8",
    }
    assert (row["sha256"], row["error"]) == ("00", "note")


def test_raw_spans_cut_the_mentions_out_of_the_source() -> None:
    tables = extract_articles([("a", TEXT), ("b", "。" + TEXT)])
    sources = {row["doc_id"]: row["raw_text"] for row in tables["texts"].to_pylist()}
    mentions = [row for name in ("organizations", "figures", "dates") for row in tables[name].to_pylist()]
    assert mentions
    assert all(sources[m["doc_id"]][m["raw_start"] : m["raw_end"]] == m["raw_text"] for m in mentions)


def test_repeated_ids_get_numbers_and_a_note() -> None:
    rows = documents(("a", TEXT), ("b", TEXT), ("a", TEXT), ("a#2", TEXT), ("a", ""), ("a", TEXT))
    assert [row["doc_id"] for row in rows] == ["a", "b", "a#2", "a#2#2", "a#3", "a#4"]
    assert [row["error"] for row in rows][1:4] == [
        None,
        "[E016] the id 'a' came before; this article is a#2. Give each article an id of its own.",
        "[E016] the id 'a#2' came before; this article is a#2#2. Give each article an id of its own.",
    ]
    assert rows[4]["error"].startswith("[E002] the article is empty. [E016]")


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("", "empty", "[E002]"),
        (" \n\u3000\ufeff", "failed", "[E007]"),
        (" \n\u3000", "empty", "[E002]"),
        ("The company invested 360 million.", "failed", "[E007]"),
        ("これは日本の記事です。", "failed", "[E007]"),
        ("서울에서 열린 韓國 기자회견", "failed", "[E007]"),
        ("园区", "ok", None),
        ("索尼（ソニー）在中国发布新款相机，引起广泛关注。", "ok", None),
        ("\0园区\0", "ok", None),
        ("𠮷", "ok", None),
    ],
    ids=ascii,
)
def test_text_that_is_no_article_is_one_row(text: str, status: str, code: str | None) -> None:
    row, other = documents(("a", text), ("b", TEXT))
    assert (row["status"], row["error"] and row["error"][:6]) == (status, code)
    assert other["status"] == "ok"


def test_rows_that_hold_no_article_are_failures() -> None:
    assert errors({"id": "a"}, {"id": "b", "text": None}, {"id": "c", "text": TEXT}) == ["[E006]", "[E008]", None]


def test_a_mistake_of_ours_costs_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(article: Article, rulebook: Rulebook, **options: Any) -> Extraction:
        if article.id == "b":
            raise RuntimeError("two\nlines")
        return extract_article(article, rulebook, **options)

    monkeypatch.setattr(batch, "extract_article", fail)
    rows = documents(("a", TEXT), ("b", TEXT), ("c", TEXT))
    assert [row["status"] for row in rows] == ["ok", "failed", "ok"]
    assert rows[1]["error"] == "[E009] processing stopped: RuntimeError: two lines. Please report this article."


def test_rows_that_do_not_keep_to_the_schema_cost_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(article: Article, rulebook: Rulebook, **options: Any) -> Extraction:
        extraction = extract_article(article, rulebook, **options)
        return (
            replace(extraction, figures=(msgspec.structs.replace(FIGURE, modifier="about"),))
            if article.id == "b"
            else extraction
        )

    monkeypatch.setattr(batch, "extract_article", wrong)
    rows = documents(("a", TEXT), ("b", TEXT), ("c", TEXT))
    assert [row["status"] for row in rows] == ["ok", "failed", "ok"]
    assert rows[1]["error"].startswith(
        "[E009] processing stopped: [E017] the rows do not keep to the schema: figures.modifier"
    )


@pytest.mark.parametrize(
    "article", [Article("\ud800", TEXT), Article("a", TEXT, title="\ud800"), Article("a", "\ud800")]
)
def test_halves_of_surrogate_pairs_cost_one_article(article: Article) -> None:
    assert [row["status"] for row in documents(article, ("b", TEXT))] == ["failed", "ok"]


def test_wrong_rules_stop_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Article, __: Rulebook, **_options: Any) -> Extraction:
        raise ZhfactsError("E020", file="x.toml", where="rule", reason="wrong")

    monkeypatch.setattr(batch, "extract_article", fail)
    with pytest.raises(ZhfactsError, match="E020"):
        documents(("a", TEXT))


def test_reference_date_is_for_articles_without_a_day_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}

    def note(article: Article, rulebook: Rulebook, **options: Any) -> Extraction:
        seen[article.id] = article.published
        return extract_article(article, rulebook, **options)

    monkeypatch.setattr(batch, "extract_article", note)
    own = {"id": "a", "text": TEXT, "published": "2024-03-08"}
    rows = documents(own, ("b", "苏州工业园区"), reference_date="2020-01-02")
    assert seen == {"a": date(2024, 3, 8), "b": date(2020, 1, 2)}
    assert [row["published"] for row in rows] == [date(2024, 3, 8), None]


def test_items_are_asked_for_as_they_are_needed() -> None:
    asked = []

    def items() -> Iterator[Article]:
        for number in range(10 * batch.CHUNK_ARTICLES):
            asked.append(number)
            yield Article(id=str(number), text="园区")

    next(extract_chunks(items()))
    assert len(asked) == batch.CHUNK_ARTICLES


def test_chunks_are_bounded_by_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "CHUNK_CHARACTERS", 3)
    articles = [Article(id=str(n), text="园区") for n in range(5)]
    chunks = [tables["documents"].num_rows for tables in extract_chunks(articles) if "documents" in tables]
    assert chunks == [2, 2, 1]


def test_results_do_not_depend_on_the_workers(tmp_path: Path) -> None:
    rows = [{"id": n % 190, "text": TEXT if n % 7 else "", "published": "2024-03-07"} for n in range(200)]
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join(["{", *map(json.dumps, rows)]), encoding="utf-8")
    for workers in (1, 3):
        out = tmp_path / str(workers)
        summary = extract([source], out, formats=list(FORMATS), db=out / "x.sqlite", workers=workers)
        assert summary.statuses == {"ok": 171, "empty": 29, "failed": 1}
    names = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "3").iterdir())
    assert len(names) == 3 * len(TABLES) + len(
        ["datapackage.json", "run.json", "x.metadata.json", "x.sqlite", "zhfacts.xlsx"]
    )
    names.remove("run.json")
    assert [
        name for name in names if (tmp_path / "1" / name).read_bytes() != (tmp_path / "3" / name).read_bytes()
    ] == []


def test_a_process_that_dies_costs_its_article_only() -> None:
    chunks = [[Article(id=f"{i}{j}", text="kill" if (i, j) == (1, 1) else "x") for j in range(3)] for i in range(6)]
    tables = list(batch._in_processes(mortal.work, iter(chunks), workers=2))
    rows = [row for table in tables for row in table["documents"].to_pylist()]
    assert [row["doc_id"] for row in rows] == [f"{i}{j}" for i in range(6) for j in range(3)]
    assert [row["doc_id"] for row in rows if row["error"] == "[E009]"] == ["11"]


def test_summary_counts_and_keeps_the_first_failures() -> None:
    summary = Summary("out")
    failures = [Failure(id=str(n), message="[E001] …") for n in range(20)]
    for tables in extract_chunks([Article("a", TEXT), *failures], options=Options(texts=False)):
        summary.add(tables)
    assert summary.statuses == {"ok": 1, "failed": 20}
    assert summary.rows["documents"] == 21
    assert summary.failures == [(str(n), "[E001] …") for n in range(batch.SHOWN_FAILURES)]
    assert summary.codes == {"E001": 20}


def test_texts_can_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    extract([tmp_path / "a.txt"], tmp_path / "out", texts=False)
    assert not (tmp_path / "out/texts.csv").exists()


def test_results_are_no_articles_of_the_next_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for _ in range(2):
        summary = extract([tmp_path], tmp_path / "out", formats=["jsonl"], overwrite=True)
    assert summary.statuses.total() == 1


def test_public_names() -> None:
    assert {name: getattr(zhfacts, name) for name in zhfacts.__all__}
    assert dir(zhfacts) == zhfacts.__all__
    assert zhfacts.extract_articles is extract_articles
    with pytest.raises(AttributeError, match="nothing"):
        _ = zhfacts.nothing  # type: ignore[attr-defined]


def test_ids_are_remembered_however_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhfacts.seen.REMEMBERED_APART", 3)
    ids = ["a", "b", "a", "c", "a#2", "d", "e", "a", "b", "\ud800", "f", "\ud800"]
    given = [Failure(id=id_, message="") for id_ in ids]
    made = ["a", "b", "a#2", "c", "a#2#2", "d", "e", "a#3", "b#2", "\ud800", "f", "\ud800#2"]
    assert [item.id for item in batch._with_own_ids(given)] == made


def test_the_variant_reaches_the_normalization() -> None:
    articles = [{"id": "a", "text": "軟體產業產值達3億元。"}]
    texts = [extract_articles(articles, variant=v)["texts"]["text"].to_pylist() for v in (None, "tw")]
    assert texts == [["软体产业产值达3亿元。"], ["软件产业产值达3亿元。"]]
