"""What the page is made of."""

import base64
import json
import re
import shutil
import zlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from newsroom import write_run
from support import ROOT, read_jsonl
from zhfacts import cli
from zhfacts.batch import extract_articles
from zhfacts.errors import ZhfactsError
from zhfacts.report import report
from zhfacts.tables import TABLES, empty_table

SAMPLE = ROOT / "outputs/sample"
BLOCK = re.compile(r'<script type="text/plain" id="([\w-]+)">([^<]*)</script>')
MB = 1_000_000


def blocks(path: Path) -> dict[str, Any]:
    """The data of a page, by the id of its script block."""
    page = path.read_text(encoding="utf-8")
    return {name: json.loads(zlib.decompress(base64.b64decode(packed))) for name, packed in BLOCK.findall(page)}


def test_the_page_holds_the_tables(sample_report: Path) -> None:
    data = blocks(sample_report)
    assert sorted(data) == ["articles-0", "index"]
    claims = read_jsonl(SAMPLE / "claims.jsonl")
    assert data["index"]["claims"]["subject"] == [claim["subject"] for claim in claims]
    (article,) = data["articles-0"]
    for table in ("texts", "organizations", "figures", "dates", "claims", "repairs"):
        rows, names = read_jsonl(SAMPLE / f"{table}.jsonl"), data["index"]["columns"][table]
        assert article[table] == [[row[name] for name in names] for row in rows]


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_each_format_gives_the_same_page(kind: str, sample_report: Path, tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    for path in SAMPLE.glob(f"*.{kind}"):
        shutil.copy(path, tmp_path / "sample")
    assert report(tmp_path / "sample").read_bytes() == sample_report.read_bytes()
    assert not list((tmp_path / "sample").glob(".*"))


def test_a_thousand_articles_are_small_enough_to_mail(thousand: Path) -> None:
    assert thousand.stat().st_size < 15 * MB


def test_the_page_says_which_articles_it_leaves_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhfacts.report.assemble.MAX_CHARACTERS", 4000)  # the sample has 4,043
    data = blocks(report(SAMPLE, tmp_path / "report.html"))
    assert data["index"]["held"] == 0
    assert list(data) == ["index"]


def test_rows_need_not_be_in_the_order_of_the_documents(tmp_path: Path) -> None:
    articles = [("a", "园区集聚2000家企业。"), ("b", "国内首款芯片授信超360亿元。"), ("c", "苏州大学3月7日发布。")]
    for name, table in extract_articles(articles).items():
        order = list(range(table.num_rows)) if name == "documents" else list(reversed(range(table.num_rows)))
        pq.write_table(table.take(pa.array(order, pa.int64())), tmp_path / f"{name}.parquet")
    held = blocks(report(tmp_path))["articles-0"]
    assert [article["texts"][0][0] for article in held] == [text for _, text in articles]
    assert [len(article["figures"]) for article in held] == [1, 1, 0]


def test_without_texts_the_page_holds_none(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "run", ignore=shutil.ignore_patterns("texts.*"))
    assert blocks(report(tmp_path / "run"))["articles-0"][0]["texts"] == []


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    assert cli.main(["report", str(SAMPLE), "-o", str(page)]) == cli.OK
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"→ {page}\n")


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda run: [path.unlink() for path in run.iterdir()], "E080"),
        (lambda run: shutil.rmtree(run), "E080"),
        (lambda run: [path.unlink() for path in run.glob("claims.*")], "E080"),
        (lambda run: (run / "claims.jsonl").write_text("{", encoding="utf-8"), "E081"),
        (lambda run: (run / "claims.jsonl").write_text("[]\n", encoding="utf-8"), "E081"),
        (lambda run: (run / "claims.jsonl").write_bytes(b"\xff\n"), "E081"),
        (lambda run: (run / "claims.parquet").write_bytes(b"PAR1"), "E081"),
        (lambda run: pq.write_table(pa.table({"a": [1]}), run / "claims.parquet"), "E081"),
        (lambda run: [path.rename(run / "claims.csv") for path in run.glob("figures.csv")] and only_csv(run), "E081"),
        (lambda run: (run / "documents.jsonl").write_text("", encoding="utf-8"), "E070"),
    ],
    ids=["empty", "absent", "missing", "cut", "no_object", "no_text", "broken", "other_parquet", "other_csv", "mixed"],
)
def test_a_folder_that_is_no_run(spoil: Any, error: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = tmp_path / "run"
    shutil.copytree(SAMPLE, run)
    spoil(run)
    page = tmp_path / "report.html"
    assert cli.main(["report", str(run), "-o", str(page)]) == cli.USAGE
    assert capsys.readouterr().err.startswith(f"zhfacts: [{error}] ")
    assert not page.exists()


def only_csv(run: Path) -> None:
    shutil.copy(SAMPLE / "figures.csv", run)
    for path in run.glob("*.jsonl"):
        path.unlink()


def test_a_page_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ZhfactsError, match="E013"):
        report(SAMPLE, tmp_path / "file/report.html")


def test_an_empty_run_has_a_page(tmp_path: Path) -> None:
    run = write_run({table: empty_table(table) for table in TABLES}, tmp_path / "run")
    assert blocks(report(run))["index"]["claims"]["doc"] == []


def test_the_policy_allows_nothing_but_the_page_itself(sample_report: Path) -> None:
    page = sample_report.read_text(encoding="utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    hashed = r"'sha256-[\w+/=]{44}'"
    assert re.fullmatch(
        rf"default-src 'none'; script-src {hashed}; style-src {hashed}; base-uri 'none'; form-action 'none'; "
        r"require-trusted-types-for 'script'; trusted-types 'none'",
        policy,
    )
    assert "http:" not in page.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"\bon\w+=|javascript:|innerHTML|insertAdjacent|document\.write", page)
