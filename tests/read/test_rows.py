"""A row to an article, or why it holds none."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any

import pytest
from zhfacts.read import Columns, article_from_row
from zhfacts.records import Article, Failure

TEXT = "园区集聚2000家企业。"


def article(row: dict[str, Any], columns: Columns | None = None) -> Article:
    made = article_from_row(row, columns=columns or Columns(), where="line 3", fallback_id="f:3", source="f")
    assert isinstance(made, Article)
    return made


def failure(row: dict[str, Any], columns: Columns | None = None) -> Failure:
    made = article_from_row(row, columns=columns or Columns(), where="line 3", fallback_id="f:3", source="f")
    assert isinstance(made, Failure)
    return made


def test_all_columns() -> None:
    row = {"id": "a", "text": TEXT, "title": "题", "published": "2024-03-07", "other": 1}
    assert article(row) == Article(
        id="a", text=TEXT, title="题", published=date(2024, 3, 7), source="f", sha256=sha256(TEXT.encode()).hexdigest()
    )


def test_columns_by_other_names() -> None:
    row = {"nr": "a", "body": TEXT, "head": "题", "day": "2024-03-07"}
    made = article(row, Columns(id="nr", text="body", title="head", published="day"))
    assert (made.id, made.text, made.title, made.published) == ("a", TEXT, "题", date(2024, 3, 7))


@pytest.mark.parametrize(
    ("id_", "expected"),
    [(7, "7"), ("007", "007"), (None, "f:3"), ("", "f:3"), (float("nan"), "f:3"), ("\ud800", "\\ud800")],
    ids=ascii,
)
def test_id(id_: object, expected: str) -> None:
    assert article({"id": id_, "text": TEXT}).id == expected


def test_article_without_id_is_called_by_its_line() -> None:
    assert article({"text": TEXT}).id == "f:3"


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-07",
        "2024-3-7",
        "2024/03/07",
        "2024.3.7",
        "20240307",
        "2024年3月7日",
        " 2024-03-07 ",
        "2024-03-07T10:00:00+08:00",
        "2024-03-07 10:00",
        date(2024, 3, 7),
        datetime(2024, 3, 7, 10),
    ],
)
def test_published(value: object) -> None:
    made = article({"text": TEXT, "published": value})
    assert (type(made.published), made.published, made.note) == (date, date(2024, 3, 7), None)


@pytest.mark.parametrize(
    "value", ["2024-02-30", "2024", "2024-03", "gestern", 20240307, True, ["2024-03-07"], "\ud800"], ids=ascii
)
def test_published_that_is_no_day_is_noted(value: object) -> None:
    made = article({"text": TEXT, "published": value})
    assert made.published is None
    assert made.note is not None
    assert made.note.startswith("[E014] column 'published' of line 3 is no date")


@pytest.mark.parametrize("value", [None, "", float("nan")])
def test_published_may_be_missing(value: object) -> None:
    made = article({"text": TEXT, "published": value})
    assert (made.published, made.note) == (None, None)


def test_a_column_that_the_user_named_is_missed() -> None:
    assert "[E006] line 3 has no column 'head'" in str(article({"text": TEXT}, Columns(title="head")).note)
    assert failure({"text": TEXT}, Columns(id="nr")).message.startswith("[E006] line 3 has no column 'nr'")


def test_missing_text_column_says_what_there_is() -> None:
    failed = failure({"id": "a", "body": TEXT})
    assert failed.id == "a"
    assert failed.message == (
        "[E006] line 3 has no column 'text' (it has 'id', 'body'). Name the column with --text-column."
    )


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "null"),
        (float("nan"), "null"),
        (7, "a number"),
        (7.5, "a number"),
        (True, "true or false"),
        ([TEXT], "a list"),
        ({"zh": TEXT}, "an object"),
        ("园区\ud800", "no Unicode text (character 2 is half of a surrogate pair)"),
    ],
    ids=ascii,
)
def test_text_that_is_none(value: object, reason: str) -> None:
    failed = failure({"id": "a", "text": value})
    assert (failed.id, failed.message) == ("a", f"[E008] column 'text' of line 3 is {reason}. Give a text.")


@pytest.mark.parametrize("value", [True, ["a"], {"a": 1}])
def test_id_that_is_none(value: object) -> None:
    failed = failure({"id": value, "text": TEXT})
    assert failed.id == "f:3"
    assert failed.message.startswith("[E008] column 'id' of line 3")
