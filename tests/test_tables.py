"""Records to tables, checked against the schemas."""

import pickle
from datetime import date
from typing import Any

import msgspec
import pyarrow as pa
import pytest
from examples import CLAIM, DATE, FIGURE, ORGANIZATION, TEXT, extraction
from zhfacts.frames import to_frames
from zhfacts.pipeline import extract_text
from zhfacts.records import FAMILIES, MENTION_COLUMNS, VALUE_COLUMNS, Failure
from zhfacts.tables import RUN_TABLES, TABLES, SchemaError, build_tables, empty_table, load_schema, make_table

FAILURE = Failure(id="b", message="[E001] …", source="b.txt", sha256=None)


@pytest.mark.parametrize("family", FAMILIES)
def test_schema_has_the_columns_of_the_records(family: str) -> None:
    names = [column.name for column in load_schema(family).columns]
    assert names == ["doc_id", *MENTION_COLUMNS, *VALUE_COLUMNS[family]]  # type: ignore[index]


@pytest.mark.parametrize("table", TABLES)
def test_schema_says_what_each_column_means(table: str) -> None:
    schema = load_schema(table)
    assert schema.row
    assert all(column.meaning for column in schema.columns)
    assert [field.metadata[b"description"].decode() for field in schema.arrow] == [c.meaning for c in schema.columns]


def test_tables_of_an_article_hold_its_records() -> None:
    tables = build_tables([extraction()])
    assert list(tables) == [table for table in TABLES if table not in RUN_TABLES]
    assert {name: table.num_rows for name, table in tables.items()} == dict.fromkeys(tables, 1)
    for family, record in zip(FAMILIES, (ORGANIZATION, FIGURE, DATE, CLAIM), strict=True):
        (row,) = tables[family].to_pylist()
        columns = (*MENTION_COLUMNS, *VALUE_COLUMNS[family])
        assert row == {"doc_id": "a", **{name: getattr(record, name) for name in columns}}


@pytest.mark.parametrize("table", [table for table in TABLES if table not in RUN_TABLES])
def test_tables_have_their_schema(table: str) -> None:
    assert build_tables([extraction()])[table].schema.equals(load_schema(table).arrow, check_metadata=True)


def test_rows_are_in_the_order_of_the_articles() -> None:
    tables = build_tables([extraction("z"), FAILURE, extraction("a")])
    assert tables["documents"]["doc_id"].to_pylist() == ["z", "b", "a"]
    assert tables["dates"]["doc_id"].to_pylist() == ["z", "a"]


def test_document_of_an_extraction() -> None:
    (row,) = build_tables([extraction()])["documents"].to_pylist()
    assert row == {
        "doc_id": "a",
        "source": None,
        "title": "题",
        "published": date(2023, 7, 3),
        "reference_date": "2023-07-03",
        "reference_from": "metadata",
        "publisher": None,
        "author": None,
        "editor": None,
        "script": "simplified",
        "encoding": None,
        "encoding_confidence": None,
        "sha256": "00",
        "raw_chars": len(TEXT),
        "chars": len(TEXT),
        "sentences": 1,
        "repairs": 1,
        "repaired_share": round(1 / len(TEXT), 3),
        "foreign_share": round(len("20237360") / len("2023年7月国家药监局称全国首个新药投资360亿元"), 3),
        "boilerplate_share": 0.0,
        "status": "ok",
        "error": None,
    }


def test_first_in_china_is_a_view_of_the_claims_and_their_articles() -> None:
    kept = msgspec.structs.replace(CLAIM, first_in_china=True)
    left_out = msgspec.structs.replace(CLAIM, first_in_china=False, start=CLAIM.start + 1)
    tables = build_tables([extraction("x"), FAILURE, extraction("y", claims=(kept, left_out))])
    rows = tables["first_in_china"].to_pylist()
    assert [row["doc_id"] for row in rows] == ["x", "y"]
    documents = {row["doc_id"]: row for row in tables["documents"].to_pylist()}
    for row in rows:
        from_article = ("doc_id", "published", "publisher", "title", "source")
        assert {name: row[name] for name in from_article} == {
            name: documents[row["doc_id"]][name] for name in from_article
        }
        assert {name: value for name, value in row.items() if name not in from_article} == {
            name: getattr(kept, name) for name in row if name not in from_article
        }


def test_document_says_how_clean_it_was() -> None:
    article = extract_text("產(chǎn)業(yè)產(chǎn)值達３亿元，由IBM公布。\n責任編輯：張迪")
    (row,) = build_tables([article])["documents"].to_pylist()
    shares = {name: row[name] for name in ("repaired_share", "foreign_share", "boilerplate_share")}
    repaired = len("(chǎn)(yè)(chǎn)３") / len(article.article.text)
    letters = len("产业产值达3亿元由IBM公布责任编辑张迪")
    boilerplate = len("责任编辑：张迪") / len(article.text)
    assert shares == {
        "repaired_share": round(repaired, 3),
        "foreign_share": round(len("3IBM") / letters, 3),
        "boilerplate_share": round(boilerplate, 3),
    }


def test_document_of_a_failure() -> None:
    (row,) = build_tables([FAILURE])["documents"].to_pylist()
    assert {name: value for name, value in row.items() if value is not None} == {
        "doc_id": "b",
        "source": "b.txt",
        "status": "failed",
        "error": "[E001] …",
    }


def test_texts_can_be_left_out() -> None:
    assert "texts" not in build_tables([extraction()], texts=False)


def test_no_articles_make_empty_tables() -> None:
    for name, table in build_tables([]).items():
        assert table.equals(empty_table(name))


@pytest.mark.parametrize(
    ("changes", "violation"),
    [
        ({"value": "360"}, "figures.value, row 0: '360' is no float"),
        ({"value": float("nan")}, "figures.value, row 0: nan cannot be stored"),
        ({"value": float("inf")}, "figures.value, row 0: inf cannot be stored"),
        ({"value": True}, "figures.value, row 0: True is no float"),
        ({"value": 10**310}, "figures.value, row 0: "),
        ({"unit": None}, "figures.unit, row 0: None is missing"),
        ({"unit": "\ud800"}, "figures.unit, row 0: '\\ud800' cannot be stored"),
        ({"modifier": "about"}, "figures.modifier, row 0: 'about' is none of exact, approx, more, less"),
        ({"basis": ""}, "figures.basis, row 0: '' is none of yoy, qoq"),
        ({"start": 23.0}, "figures.start, row 0: 23.0 is no int"),
        ({"start": 2**70}, "figures.start, row 0: 1180591620717411303424 cannot be stored"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_a_cell_that_does_not_keep_to_the_schema(changes: dict[str, Any], violation: str) -> None:
    with pytest.raises(SchemaError) as caught:
        build_tables([extraction(figures=(msgspec.structs.replace(FIGURE, **changes),))])
    (found,) = caught.value.violations
    assert str(found).startswith(violation)


def test_all_violations_are_reported_at_once() -> None:
    wrong = extraction(
        figures=(
            msgspec.structs.replace(FIGURE, unit=None, modifier="about"),
            FIGURE,
            msgspec.structs.replace(FIGURE, unit=3),
        ),
        dates=(msgspec.structs.replace(DATE, start_date="2023-07-01"),),
    )
    with pytest.raises(SchemaError) as caught:
        build_tables([wrong])
    assert [(v.table, v.column, v.row) for v in caught.value.violations] == [
        ("figures", "unit", 0),
        ("figures", "unit", 2),
        ("figures", "modifier", 0),
        ("dates", "start_date", 0),
    ]


def test_violations_travel_between_processes() -> None:
    with pytest.raises(SchemaError) as caught:
        build_tables([extraction(dates=(msgspec.structs.replace(DATE, value=None),))])
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.violations) == (str(caught.value), caught.value.violations)


def test_whole_numbers_may_be_given_as_int() -> None:
    (row,) = build_tables([extraction(figures=(msgspec.structs.replace(FIGURE, value=36000000000),))])[
        "figures"
    ].to_pylist()
    assert (row["value"], type(row["value"])) == (36e9, float)


def test_lists() -> None:
    names = [column.name for column in load_schema("organization_index").columns]
    row = ("国家药品监督管理局", "government", ["国家药监局"], 1, 2, 0)
    table = make_table("organization_index", {name: [cell] for name, cell in zip(names, row, strict=True)})
    assert table.to_pylist() == [dict(zip(names, row, strict=True))]
    assert table.schema.field("aliases").type == pa.list_(pa.string())


def test_frames_keep_whole_numbers_and_missing_values() -> None:
    frames = to_frames(build_tables([extraction(claims=(CLAIM, msgspec.structs.replace(CLAIM, kind="rank", rank=2)))]))
    claims = frames["claims"]
    assert claims["rank"].isna().tolist() == [True, False]
    assert claims["rank"].dtype == "Int64"
    assert claims["subject"].isna().all()
    assert frames["dates"]["start_date"].tolist() == [date(2023, 7, 1)]
    assert frames["figures"]["value"].tolist() == [36e9]
