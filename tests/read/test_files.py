"""Files, folders and standard input to articles."""

import io
import json
import os
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from zhfacts.read import Inputs, source
from zhfacts.records import Article, Failure

TEXT = "国家药监局批准了国内首款新药。"


def write(path: Path, payload: bytes | str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(payload if isinstance(payload, bytes) else payload.encode())
    return path


def test_text_file_is_one_article(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT.encode("gb18030"))
    (article,) = Inputs([path])
    digest = sha256(path.read_bytes()).hexdigest()
    assert article == Article(
        id="a.txt", text=TEXT, source=str(path), encoding="gb18030", sha256=digest, encoding_confidence=1.0
    )


def test_folder_is_read_in_the_order_of_the_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.TXT", "a/b/c.txt", "a.txt", "10.txt", "9.txt"):
        write(tmp_path / name)
    write(tmp_path / "m.jsonl", json.dumps({"id": "j", "text": TEXT}))
    inputs = Inputs([tmp_path])
    assert [a.id for a in inputs] == ["10.txt", "9.txt", "a/b/c.txt", "a/z.TXT", "a.txt", "b.txt", "j"]
    assert inputs.read_bytes == inputs.total_bytes > 0


def test_hidden_files_results_and_other_types_are_no_articles(tmp_path: Path) -> None:
    for name in ("a.txt", ".a.txt", ".git/b.txt", "a.doc", "b.png", "out/texts.jsonl"):
        write(tmp_path / name)
    inputs = Inputs([tmp_path], exclude=tmp_path / "out")
    assert [a.id for a in inputs] == ["a.txt"]
    assert inputs.passed_over == 2


@pytest.mark.parametrize(
    ("name", "code"),
    [("none.txt", "E010"), ("folder", "E012"), ("a.doc", "E011"), ("x" * 300 + ".txt", "E001")],
)
def test_input_that_cannot_be_read_is_one_failure(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "folder").mkdir()
    write(tmp_path / "a.doc")
    good = write(tmp_path / "a.txt")
    failed, article = Inputs([tmp_path / name, good])
    assert isinstance(failed, Failure)
    assert isinstance(article, Article)
    assert failed.message.startswith(f"[{code}]")
    assert failed.id == failed.source == str(tmp_path / name)


def test_file_that_goes_away_is_one_failure(tmp_path: Path) -> None:
    inputs = Inputs([write(tmp_path / "a.txt"), write(tmp_path / "b.txt")])
    (tmp_path / "a.txt").unlink()
    failed, article = inputs
    assert isinstance(failed, Failure)
    assert (
        failed.message
        == f"[E001] cannot read {tmp_path}/a.txt: No such file or directory. Check the path and its permissions."
    )
    assert article.id == "b.txt"


def test_dangling_link_is_one_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("nowhere")
    (failed,) = Inputs([tmp_path])
    assert isinstance(failed, Failure)
    assert (failed.id, failed.message[:6]) == ("a.txt", "[E001]")


def test_folder_that_cannot_be_listed_is_one_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt")
    locked = write(tmp_path / "locked/b.txt").parent
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path) == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert sorted(a.id for a in Inputs([tmp_path])) == sorted([str(locked), "a.txt"])


@pytest.mark.parametrize(
    ("payload", "code"),
    [(b"\x89PNG\r\n\0\0", "E003"), (TEXT.encode()[:-1], "E004"), (b"\0", "E003")],
    ids=["image", "cut", "zero"],
)
def test_bytes_that_are_no_text_are_one_failure(tmp_path: Path, payload: bytes, code: str) -> None:
    (failed,) = Inputs([write(tmp_path / "a.txt", payload)])
    assert isinstance(failed, Failure)
    assert failed.message.startswith(f"[{code}]")
    assert failed.sha256 == sha256(payload).hexdigest()


def test_file_that_is_too_large_is_one_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 10)
    (failed,) = Inputs([write(tmp_path / "a.txt")])
    assert isinstance(failed, Failure)
    assert failed.message.startswith("[E015] the file is larger than")


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux only")
def test_file_name_that_is_no_unicode(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + "/新闻.txt".encode("gb18030")
    Path(os.fsdecode(raw)).write_text(TEXT, encoding="utf-8")
    (article,) = Inputs([tmp_path])
    assert article.id == "\\udcd0\\udcc2\\udcce\\udcc5.txt"


def stdin(monkeypatch: pytest.MonkeyPatch, payload: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(payload))))


def test_standard_input_is_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, TEXT.encode("gb18030"))
    (article,) = Inputs(["-"])
    assert isinstance(article, Article)
    assert (article.id, article.text, article.source, article.encoding) == ("stdin", TEXT, "-", "gb18030")


def test_standard_input_as_jsonl(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, "".join(json.dumps(row) + "\n" for row in ({"id": "a", "text": TEXT}, {"text": TEXT})).encode())
    assert [a.id for a in Inputs(["-"], stdin_format="jsonl")] == ["a", "stdin:2"]


def test_the_name_of_a_file_can_state_the_day_of_publication(tmp_path: Path) -> None:
    for name in ("2024-03-07 园区.txt", "园区.txt"):
        (tmp_path / name).write_text("今天，园区开工。", encoding="utf-8")
    articles = [item for item in Inputs([tmp_path]) if isinstance(item, Article)]
    assert {article.id: article.published for article in articles} == {
        "2024-03-07 园区.txt": date(2024, 3, 7),
        "园区.txt": None,
    }
