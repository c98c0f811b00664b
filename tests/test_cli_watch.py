"""What is said on standard error of a run."""

import json
from pathlib import Path
from typing import Any

import pytest
from support import ROOT, cells
from zhfacts import cli
from zhfacts.cli.watch import log

SAMPLE = ROOT / "corpus/sample/article.txt"


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def failing(tmp_path: Path) -> Path:
    """25 articles that fail, after one that does not."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "国内首个园区。"}\n' + '{"id": "b"}\n' * 25, encoding="utf-8")
    return path


def test_a_run_ends_with_what_was_found_and_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["extract", str(SAMPLE), "--out", str(tmp_path)])
    lines = capsys.readouterr().err.splitlines()
    rows = {words[0]: words[1:] for line in lines if (words := line.split())}
    assert rows["claims"] == ["18", "1"]
    assert rows["figures"] == ["17", "1"]
    assert rows["organization_index"] == ["31"]
    assert rows["most"][1].startswith("苏州工业园区")
    assert "first in China (5 of 11)" in "\n".join(lines)
    assert rows["国内首个"] == ["自主研发的PCSK9抑制剂", "信达生物", "article.txt"]


def test_the_columns_of_what_was_found_stand_one_below_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["extract", str(SAMPLE), "--out", str(tmp_path)])
    firsts = [line for line in capsys.readouterr().err.splitlines() if line.rstrip().endswith("article.txt")]
    assert len(firsts) == 5
    assert len({cells(line[: line.index("article.txt")]) for line in firsts}) == 1


def test_an_article_that_fails_shows_no_table_of_what_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0")
    cli.main(["extract", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")])
    error = capsys.readouterr().err
    assert "organizations" not in error
    assert "a.txt: [E003]" in error


def test_quiet(failing: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["extract", str(failing), "--out", str(tmp_path / "out"), "--quiet"]) == cli.SOME_FAILED
    assert capsys.readouterr() == ("", "")


def test_quiet_is_not_silent_about_what_stops_the_run(failing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["extract", str(failing), "--out", f"{failing}/out", "--quiet"]) == cli.USAGE
    assert capsys.readouterr().err.startswith("zhfacts: [E013]")


def test_log_of_a_run(failing: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert cli.main(["extract", str(failing), "--out", str(out), "--log-json"]) == cli.SOME_FAILED
    captured = capsys.readouterr()
    assert captured.out == ""
    logged = events(captured.err)
    told = [e for e in logged if e["event"] != "progress"]  # which comes when a second is over
    assert len(told) < len(logged)
    assert [e["event"] for e in told] == ["start", *["article_failed"] * 25, "done"]
    assert all("time" in e for e in logged)
    assert logged[0]["options"]["inputs"] == [str(failing)]
    assert logged[0]["options"]["format"] == ["csv"]
    assert [told[2][key] for key in ("doc_id", "status", "code")] == ["b#2", "failed", "E006"]
    assert logged[-1]["statuses"] == {"ok": 1, "failed": 25}
    assert logged[-1]["rows"]["claims"] == 1
    assert logged[-1]["out"] == str(out)


def test_log_of_an_empty_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("")
    assert cli.main(["extract", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--log-json"]) == cli.OK
    failed = next(e for e in events(capsys.readouterr().err) if e["event"] == "article_failed")
    assert [failed[key] for key in ("event", "status", "code")] == ["article_failed", "empty", "E002"]


def test_log_of_a_run_that_stops(failing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["extract", str(failing), "--out", f"{failing}/out", "--log-json"]) == cli.USAGE
    start, error = events(capsys.readouterr().err)
    assert (start["event"], error["event"], error["code"]) == ("start", "error", "E013")


def test_log_of_settings_that_are_wrong(failing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["extract", str(failing), "--out", "out", "--config", "none.toml", "--log-json"])
    (error,) = events(capsys.readouterr().err)
    assert (error["event"], error["code"]) == ("error", "E082")


def test_log_tells_no_password(capsys: pytest.CaptureFixture[str]) -> None:
    log(
        "start", options={"place": "postgresql://me:se/cr:et@host:5432/news", "out": "s3://a:b", "source": "http://x/y"}
    )
    options = {"place": "postgresql://…@host:5432/news", "out": "s3://a:b", "source": "http://x/y"}
    assert events(capsys.readouterr().err)[0]["options"] == options


def test_log_of_a_run_that_is_interrupted(
    failing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zhfacts.batch.extract_article", interrupt)
    arguments = ["extract", str(failing), "--out", str(tmp_path / "out"), "--log-json"]
    assert cli.main(arguments) == cli.INTERRUPTED
    assert events(capsys.readouterr().err)[-1]["event"] == "interrupted"
