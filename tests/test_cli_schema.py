"""zhfacts schema: what outputs/ promises."""

import io
import json
from dataclasses import asdict

import pytest
from rich.console import Console
from zhfacts import cli
from zhfacts.cli import arguments
from zhfacts.cli.schema import schema
from zhfacts.tables import TABLES, load_schema


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["schema", *arguments]) == cli.OK
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def allowed(table: str, column: str) -> tuple[str, ...]:
    return next(c.allowed for c in load_schema(table).columns if c.name == column)


def test_the_choices_of_the_commands_are_those_of_the_tables() -> None:
    assert arguments.TABLES == TABLES
    assert allowed("claims", "kind") == arguments.KINDS
    assert allowed("claims", "scope") == arguments.SCOPES
    assert allowed("claims", "status") == arguments.STATUSES


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    wanted = [json.loads(json.dumps(asdict(load_schema(table)))) for table in TABLES]
    assert json.loads(run(capsys, "--format", "json")) == wanted
    assert json.loads(run(capsys, "claims", "--format", "json")) == [wanted[TABLES.index("claims")]]


def test_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    page = run(capsys, "--format", "markdown")
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == list(TABLES)
    named = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
    assert named == [column.name for table in TABLES for column in load_schema(table).columns]
    assert "| `rank` | int or null | the number of a rank" in page


@pytest.mark.parametrize("table", TABLES)
def test_text(table: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = run(capsys, table)
    assert page.startswith(table)
    said = "".join(page.split())
    for column in load_schema(table).columns:
        assert column.name in said
    first = [line.split()[0] for line in page.splitlines()[2:] if line.startswith(" ") and line.strip()]
    assert {column.name for column in load_schema(table).columns} <= set(first)


@pytest.mark.parametrize("width", [40, 80])
def test_text_fits_the_terminal(width: int) -> None:
    out = io.StringIO()
    schema("claims", console=Console(file=out, width=width, force_terminal=True, no_color=True))
    said = "".join(out.getvalue().split())
    for column in load_schema("claims").columns:
        assert column.type in said
