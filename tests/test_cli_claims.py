"""zhfacts claims: lines for programs, a table for people."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from support import ROOT, cells, read_jsonl
from zhfacts import cli
from zhfacts.cli.arguments import CLAIMS
from zhfacts.cli.claims import FIELDS, claims

SAMPLE = ROOT / "outputs/sample"
ROWS = read_jsonl(SAMPLE / "claims.jsonl")
WIDTHS = (20, 40, 79, 80, 81, 100, 140, 250)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[list[str]]:
    """The fields of the lines that are printed."""
    assert cli.main(["claims", *map(str, arguments)]) == cli.OK
    captured = capsys.readouterr()
    assert captured.err == ""
    return [line.split("\t") for line in captured.out.splitlines()]


def as_fields(rows: list[dict[str, Any]]) -> list[list[str]]:
    return [["" if row[field] is None else str(row[field]) for field in FIELDS] for row in rows]


def shown(folder: Path, width: int, **options: Any) -> list[str]:
    """The lines of a terminal."""
    console = Console(width=width, force_terminal=True, no_color=True, highlight=False, legacy_windows=False)
    with console.capture() as capture:
        claims(folder, console=console, **options)
    return [
        line.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "") for line in capture.get().split("\n")
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder with one claim, of the sample but for what is given."""

    def make(**cells: object) -> Path:
        row = json.dumps({**ROWS[2], **cells}, ensure_ascii=False)
        (tmp_path / "claims.jsonl").write_text(row + "\n", encoding="utf-8")
        return tmp_path

    return make


def test_each_claim_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, SAMPLE) == as_fields(ROWS)


def test_the_help_names_the_fields_in_order() -> None:
    said = CLAIMS.replace("\n", " ")
    places = [said.index(f"{field}", said.index("doc_id")) for field in FIELDS]
    assert places == sorted(places)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_each_format_is_read(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["extract", str(ROOT / "corpus/sample/article.txt"), "--out", str(tmp_path), "--format", form, "--quiet"])
    assert run(capsys, tmp_path) == as_fields(ROWS)


@pytest.mark.parametrize(
    ("options", "fits"),
    [
        (["--kind", "first"], lambda c: c["kind"] == "first"),
        (["--kind", "rank", "--kind", "gap"], lambda c: c["kind"] in {"rank", "gap"}),
        (["--scope", "global"], lambda c: c["scope"] == "global"),
        (["--status", "planned"], lambda c: c["status"] == "planned"),
        (["--first-in-china"], lambda c: c["first_in_china"]),
        (["--org", "信达"], lambda c: "信达" in f"{c['org']} {c['subject']}"),
        (["--org", "caiMR"], lambda c: "caiMR" in f"{c['org']} {c['subject']}"),
        (["--kind", "first", "--scope", "national"], lambda c: (c["kind"], c["scope"]) == ("first", "national")),
    ],
    ids=str,
)
def test_filters(
    options: list[str], fits: Callable[[dict[str, Any]], bool], capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = [row for row in ROWS if fits(row)]
    assert 0 < len(wanted) < len(ROWS)
    assert run(capsys, SAMPLE, *options) == as_fields(wanted)


def test_an_organization_may_be_given_in_traditional_characters(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, SAMPLE, "--org", "信達") == run(capsys, SAMPLE, "--org", "信达") != []


def test_limit(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, SAMPLE, "--limit", 2) == as_fields(ROWS[:2])
    assert run(capsys, SAMPLE, "--limit", 200) == as_fields(ROWS)


def test_nothing_fits(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, SAMPLE, "--org", "没有这家") == []


def test_a_cell_ends_neither_field_nor_line(folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    (fields,) = run(capsys, folder(subject="甲\t乙\n丙\r\x1b[31m丁"))
    assert len(fields) == len(FIELDS)
    assert fields[FIELDS.index("subject")] == "甲␉乙 丙␍␛[31m丁"


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(cells, shown(SAMPLE, width))) <= width


@pytest.mark.parametrize("width", [w for w in WIDTHS if w >= 80])
def test_the_columns_of_the_table_stand_one_below_the_other(width: int) -> None:
    lines = shown(SAMPLE, width)
    (head,) = (line for line in lines if line.split()[:1] == ["claim"])
    starts = [row for row in lines if row.strip().endswith(tuple(str(row["raw_start"]) for row in ROWS))]
    assert len(starts) == len(ROWS)
    assert {cells(row[: row.rindex("article.txt")]) for row in starts} == {cells(head[: head.index("article")])}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_of_a_claim_is_lost_at_any_width(width: int, folder: Callable[..., Path]) -> None:
    text = "".join("".join(shown(folder(object="一二三四五六七八九十" * 4, org=None), width)).split())
    assert sorted(character for character in text if character in "一二三四五六七八九十") == sorted(
        "一二三四五六七八九十" * 4
    )


def test_markup_of_an_article_is_shown(folder: Callable[..., Path]) -> None:
    lines = "".join(shown(folder(text="[bold]首", subject="[red]甲[/red]\x1b[31m"), 200))
    assert "[bold]首" in lines
    assert "[red]甲[/red]␛[31m" in lines


def test_a_long_ledger_is_cut_in_a_terminal_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "claims.jsonl").write_bytes((SAMPLE / "claims.jsonl").read_bytes() * 10)
    text = "".join(shown(tmp_path, 200))
    assert text.count("article.txt") == 100
    assert capsys.readouterr().err == "the first 100 of 180 claims; --limit 180 shows all\n"


def test_a_real_terminal_gets_a_table() -> None:
    termios = pytest.importorskip("termios", reason="there are no such terminals on Windows")
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (50, 90))
    command = [Path(sys.executable).with_name("zhfacts"), "claims", SAMPLE, "--limit", "3"]
    environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "FORCE_COLOR"}}
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, env={**environment, "TERM": "xterm"}
    ) as process:
        _, error = process.communicate()
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "\x1b[1mclaim" in shown
    assert "信达生物" in shown
    assert error == b"the first 3 of 18 claims; --limit 18 shows all\n"


def test_folder_that_is_no_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["claims", str(tmp_path)]) == cli.USAGE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"zhfacts: [E080] {tmp_path} holds no table claims")
