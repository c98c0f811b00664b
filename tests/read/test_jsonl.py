"""JSONL, line by line."""

import json
from io import BufferedReader, BytesIO

import pytest
from zhfacts.read import jsonl, source
from zhfacts.read.decode import HEAD
from zhfacts.read.source import Source
from zhfacts.records import Article, Failure

TEXT = "国家药监局批准了国内首款新药。"


def read(payload: bytes) -> list[Article | Failure]:
    return list(jsonl.read_jsonl(Source(BufferedReader(BytesIO(payload), HEAD), "f.jsonl", "in/f.jsonl", ".jsonl")))


def line(**row: object) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def test_lines_become_articles() -> None:
    articles = read((line(id="a", text=TEXT) + line(text=TEXT)).encode())
    assert [(a.id, a.source) for a in articles] == [("a", "in/f.jsonl"), ("f.jsonl:2", "in/f.jsonl")]


@pytest.mark.parametrize(
    ("encoding", "recorded"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("gb18030", "gb18030"),
        ("cp950", "cp950"),
    ],
)
def test_encodings(encoding: str, recorded: str) -> None:
    text = "國家藥監局批准了國內首款新藥。"
    (article,) = read(line(id="a", text=text).encode(encoding))
    assert isinstance(article, Article)
    assert (article.text, article.encoding) == (text, recorded)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_only_a_line_feed_ends_a_line(encoding: str) -> None:
    (article,) = read(line(id="a", text="园区\u2028园区\x85园区").encode(encoding))
    assert isinstance(article, Article)
    assert article.text == "园区\u2028园区\x85园区"


def test_empty_lines_and_line_ends_cost_nothing() -> None:
    payload = f"\r\n{line(id='a', text=TEXT).strip()}\r\n   \n\n{line(id='b', text=TEXT).strip()}"
    assert [a.id for a in read(payload.encode())] == ["a", "b"]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (b"{not json}", "[E005] line 2 is not a JSON object: Expecting property name"),
        (b'["a", "b"]', "[E005] line 2 is not a JSON object: it is a list"),
        (b'"text"', "[E005] line 2 is not a JSON object: it is a text"),
        (b"[" * 100_000, "[E005] line 2 is not a JSON object: "),
        (b'{"id": ' + b"9" * 5000 + b"}", "[E005] line 2 is not a JSON object: Exceeds the limit"),
        (b'{"id": "x", "text": "\0"}', "[E003] this is not text (line 2: byte 21 is zero)"),
        (b'{"id": "x", "text": "\xff\xff"}', "[E004] cannot decode the bytes as text: line 2: not UTF-8 at byte 21"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_a_bad_line_costs_one_failure(bad: bytes, message: str) -> None:
    good = line(id="a", text=TEXT).encode()
    before, failed, after = read(good + bad + b"\n" + good)
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert isinstance(failed, Failure)
    assert (failed.id, failed.source) == ("f.jsonl:2", "in/f.jsonl")
    assert failed.message.startswith(message)


def test_a_line_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 100)
    good = line(id="a", text=TEXT).encode()
    articles = read(good + line(id="b", text="园" * 200).encode() + good)
    assert [type(a) for a in articles] == [Article, Failure, Article]
    assert isinstance(articles[1], Failure)
    assert articles[1].message.startswith("[E015] line 2 is larger than")


def test_a_line_of_just_the_limit_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    good = line(id="a", text=TEXT).encode()
    monkeypatch.setattr(source, "MAX_BYTES", len(good))
    assert [type(a) for a in read(good + good)] == [Article, Article]
