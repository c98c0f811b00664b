"""Names that several articles of a run define are found where they stand bare in its other articles."""

from typing import Any

import pytest
from zhfacts import batch
from zhfacts.batch import Options, extract_articles, extract_chunks
from zhfacts.link.run_names import RunNames, run_names_in, stands_bare
from zhfacts.records import Article
from zhfacts.rulebook import load_rulebook

DEFINED = "5日，澜岫微科技股份有限公司（以下简称“澜岫微”）公布新产品。"
AGAIN = "江苏岫澜纳微科技有限公司表示将扩大产能。澜岫微科技股份有限公司（简称“澜岫微”）参展。"
BARE = "投资者认为澜岫微的产品有优势，今年增长30%。"
OTHER = "园区集聚2000家企业。"
RUN = [("bare", BARE), ("a", DEFINED), ("other", OTHER), ("b", AGAIN), ("last", "市场看好澜岫微。")]


def found(articles: list[tuple[str, str]], **options: Any) -> list[tuple[str, str, str]]:
    rows = extract_articles(articles, **options)["organizations"].to_pylist()
    return [(row["doc_id"], row["text"], row["rule"]) for row in rows if row["rule"].startswith("org.run.")]


def test_a_name_that_two_articles_define_is_found_bare_in_the_others() -> None:
    assert found(RUN) == [("bare", "澜岫微", "org.run.name"), ("last", "澜岫微", "org.run.name")]


def test_a_row_of_the_second_pass_is_like_any_other() -> None:
    rows = extract_articles(RUN)["organizations"].to_pylist()
    row = next(row for row in rows if row["doc_id"] == "bare")
    assert (row["org_type"], row["name"], row["alias_of"]) == ("company", "澜岫微", None)
    assert BARE[row["raw_start"] : row["raw_end"]] == row["raw_text"] == "澜岫微"


def test_the_index_counts_it() -> None:
    (row,) = (
        row
        for row in extract_articles(RUN)["organization_index"].to_pylist()
        if "澜岫微" in (row["name"], *row["aliases"])
    )
    assert (row["documents"], row["mentions"]) == (4, 6)


@pytest.mark.parametrize(
    "articles",
    [
        [("a", DEFINED), ("bare", BARE)],
        [("a", DEFINED + DEFINED), ("bare", BARE)],
        [("a", DEFINED), ("b", "该公司（以下简称“澜岫微”）公布新产品。"), ("bare", BARE)],
    ],
    ids=["once", "twice in one article", "once by an organization"],
)
def test_one_article_is_not_enough(articles: list[tuple[str, str]]) -> None:
    assert found(articles) == []


def test_a_place_or_word_is_none_whoever_calls_himself_so() -> None:
    text = "苏州发展投资有限公司（以下简称“苏州发展”）与{}银河资产管理有限公司（以下简称“银河”）签约。"
    assert found([("a", text.format("")), ("b", text.format("由")), ("bare", "夜空里的银河很亮，苏州发展很快。")]) == []


def test_it_can_be_left_out() -> None:
    assert found(RUN, run_pass=False) == []


def test_a_run_without_such_names_gives_the_same_tables_in_one_pass() -> None:
    articles = [("a", DEFINED), ("other", OTHER), ("empty", "")]
    assert extract_articles(articles) == extract_articles(articles, run_pass=False)


def test_other_rows_of_the_run_stay() -> None:
    one, two = extract_articles(RUN, run_pass=False), extract_articles(RUN)
    assert two["figures"] == one["figures"]
    assert two["documents"] == one["documents"]
    assert two["texts"] == one["texts"]
    rows = [row for row in two["organizations"].to_pylist() if not row["rule"].startswith("org.run.")]
    assert rows == one["organizations"].to_pylist()


def test_the_tables_do_not_depend_on_workers_nor_on_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [*RUN, *((f"{k}{id_}", text) for k in range(30) for id_, text in RUN)]
    expected = extract_articles(articles)
    assert extract_articles(articles, workers=2) == expected
    monkeypatch.setattr(batch, "CHUNK_ARTICLES", 3)
    monkeypatch.setattr(batch, "HELD_IN_MEMORY", 1000)
    assert extract_articles(articles) == expected


def test_the_table_texts_is_left_out_where_it_is_not_wanted() -> None:
    articles = [Article(id=id_, text=text) for id_, text in RUN]
    tables = [t for t in extract_chunks(articles, options=Options(texts=False)) if t]
    assert all("texts" not in t for t in tables)
    assert "org.run.name" in tables[0]["organizations"]["rule"].to_pylist()


def test_names_count_with_the_type_of_most_articles() -> None:
    names = RunNames(load_rulebook())
    for id_, text in [*RUN, ("c", "澜岫微大学（简称“澜岫微”）开学。")]:
        names.add(extract_articles([(id_, text)], run_pass=False)["organizations"])
    assert ("澜岫微", "company") in names.names()


def test_what_a_span_covers_does_not_stand_bare() -> None:
    names = (("澜岫微", "company"),)
    assert stands_bare(names, "甲澜岫微乙", [])
    assert stands_bare(names, "甲澜岫微乙", [(0, 1), (4, 5)])
    assert not stands_bare(names, "甲澜岫微乙", [(0, 1), (1, 5)])
    assert not stands_bare((), "甲澜岫微乙", [])


def test_names_may_overlap() -> None:
    names = (("岫微澜", "company"), ("澜岫微", "research"))
    assert run_names_in(names, "澜岫微澜") == {"澜岫微": "research", "岫微澜": "company"}
