"""Settings of zhfacts extract from a file."""

import argparse
import re
import tomllib
from pathlib import Path

import pytest
from support import ROOT, read_jsonl
from zhfacts import cli
from zhfacts.cli.arguments import make_parser
from zhfacts.cli.settings import options, read_settings
from zhfacts.errors import ZhfactsError


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that one works in, with an article."""
    (tmp_path / "a.txt").write_text("昨日，园区发布国内首个平台。", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def parser() -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = make_parser().parse_args(["extract", "-"]).parser
    return command


def formats(folder: Path) -> set[str]:
    return {path.suffix for path in folder.glob("claims.*")}


def example(capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.main(["config"]) == cli.OK
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_the_example_sets_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert tomllib.loads(example(capsys)) == {}


def test_the_example_has_each_option_with_what_it_means(capsys: pytest.CaptureFixture[str]) -> None:
    page = example(capsys)
    assert re.findall(r"^#([\w-]+) = ", page, re.MULTILINE) == list(options(parser()))
    said = "".join(page.replace("\n# ", "\n").split())
    for action in options(parser()).values():
        assert "".join((action.help or "").split()) in said


def test_the_example_without_its_marks_holds_the_defaults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "zhfacts.toml"
    path.write_text(re.sub(r"^#(?=[\w-]+ = )", "", example(capsys), flags=re.MULTILINE), encoding="utf-8")
    settings = read_settings(path, parser())
    assert len(settings) > 10
    for action in options(parser()).values():
        if action.default:
            assert settings[action.dest] == action.default


def test_the_settings_that_the_docs_show_are_right(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```toml\n(.*?)^```", (ROOT / "docs/cli.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "a.toml").write_text(shown, encoding="utf-8")
    assert read_settings(tmp_path / "a.toml", parser())["workers"] == 4


def test_settings_of_the_folder_are_used_and_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "zhfacts.toml").write_text(
        'out = "tables"\nformat = ["jsonl", "parquet"]\nno-texts = true\nworkers = 2\nreference-date = 2024-03-07\n'
    )
    assert cli.main(["extract", "a.txt"]) == cli.OK
    assert formats(here / "tables") == {".jsonl", ".parquet"}
    assert not (here / "tables/texts.jsonl").exists()
    (date,) = read_jsonl(here / "tables/dates.jsonl")
    assert date["value"] == "2024-03-06"
    assert "settings: zhfacts.toml\n" in capsys.readouterr().err


def test_the_command_line_wins(here: Path) -> None:
    (here / "zhfacts.toml").write_text('out = "a"\nformat = ["jsonl", "parquet"]\nreference-date = 2024-03-07\n')
    cli.main(["extract", "a.txt", "--out", "b", "--format", "jsonl", "--reference-date", "2023-01-02"])
    assert not (here / "a").exists()
    assert formats(here / "b") == {".jsonl"}
    assert read_jsonl(here / "b/dates.jsonl")[0]["value"] == "2023-01-01"


def test_a_default_on_the_command_line_wins(here: Path) -> None:
    (here / "zhfacts.toml").write_text('out = "a"\ntext-column = "body"\n')
    (here / "a.jsonl").write_text('{"id": "1", "text": "园区。", "body": ""}\n', encoding="utf-8")
    cli.main(["extract", "a.jsonl", "--text-column", "text", "--format", "jsonl"])
    assert read_jsonl(here / "a/documents.jsonl")[0]["status"] == "ok"


def test_of_options_that_exclude_each_other_the_command_line_wins(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "zhfacts.toml").write_text('out = "a"\nlog-json = true\n')
    cli.main(["extract", "a.txt", "--quiet"])
    assert capsys.readouterr().err == ""
    cli.main(["extract", "a.txt"])
    assert capsys.readouterr().err.startswith('{"time"')


def test_results_are_not_replaced_unless_it_is_said(here: Path) -> None:
    (here / "zhfacts.toml").write_text('out = "a"\nappend = true\nquiet = true\n')
    assert cli.main(["extract", "a.txt"]) == cli.OK
    assert cli.main(["extract", "a.txt"]) == cli.OK
    assert cli.main(["extract", "a.txt", "--overwrite"]) == cli.OK
    (here / "zhfacts.toml").write_text('out = "a"\nquiet = true\n')
    assert cli.main(["extract", "a.txt"]) == cli.USAGE


def test_false_is_the_default(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "zhfacts.toml").write_text('out = "a"\nno-texts = false\nquiet = false\n')
    cli.main(["extract", "a.txt"])
    assert (here / "a/texts.csv").exists()
    assert capsys.readouterr().err.startswith("1 article")


def test_another_file(here: Path) -> None:
    (here / "zhfacts.toml").write_text("nonsense")
    (here / "other.toml").write_bytes(b"\xef\xbb\xbfout = 'b'\n")  # as Notepad writes it
    assert cli.main(["extract", "a.txt", "--config", "other.toml", "--quiet"]) == cli.OK
    assert (here / "b").exists()


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("worker = 2", ["there is no option 'worker', did you mean 'workers'?"]),
        ("id_column = 'a'", ["there is no option 'id_column', did you mean 'id-column'?"]),
        ("xyz = 1", ["there is no option 'xyz'."]),
        ("config = 'a'", ["there is no option 'config'."]),
        ("workers = '2'", ['workers is "2", and not a whole number: workers = 1']),
        ("workers = true", ["workers is true, and not a whole number: workers = 1"]),
        ("workers = 0", ["workers: 0 is no number from 1 to 256"]),
        ("no-texts = 'no'", ['no-texts is "no", and not true or false: no-texts = false']),
        ("format = 'csv'", ['format is "csv", and not a list of strings: format = ["csv"]']),
        ("format = [1]", ["format is [1], and not a list of strings"]),
        ("format = ['cvs']", ["format: 'cvs' is none of csv, jsonl, parquet", ", did you mean 'csv'?"]),
        ("variant = 'cn'", ["variant: 'cn' is none of tw, hk"]),
        ("reference-date = '2024-03-07'", ['reference-date is "2024-03-07", and not a day: reference-date = 2024-']),
        ("reference-date = 2024-03-07T00:00:00", ["and not a day"]),
        ("encoding = 8", ["encoding is 8, and not a string"]),
        ("quiet = true\nlog-json = true", ["quiet and log-json exclude each other"]),
        ("a1 = 1\nb2 = 2", ["'a1'", "'b2'"]),
        ("[extract]\nworkers = 1", ["there is no option 'extract'"]),
        ("out =", ["Invalid value"]),
        ("\N{NULL}", ["at line 1"]),
    ],
)
def test_wrong_settings(text: str, reasons: list[str], here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "zhfacts.toml").write_text(text)
    assert cli.main(["extract", "a.txt", "--out", "out"]) == cli.USAGE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("zhfacts: [E082] cannot read the settings in zhfacts.toml: ")
    assert captured.err.count("\n") == 1
    assert [reason for reason in reasons if reason not in captured.err] == []
    assert not (here / "out").exists()


@pytest.mark.parametrize("path", ["none.toml", "."])
def test_a_file_that_is_none(path: str, here: Path) -> None:
    with pytest.raises(ZhfactsError, match="E082"):
        read_settings(here / path, parser())


def test_settings_that_are_not_utf_8(here: Path) -> None:
    (here / "a.toml").write_bytes("out = '表'".encode("gbk"))
    with pytest.raises(ZhfactsError, match="E082"):
        read_settings(here / "a.toml", parser())


def test_a_place_is_needed_somewhere(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "zhfacts.toml").write_text("workers = 1\n")
    assert cli.main(["extract", "a.txt"]) == cli.USAGE
    assert "[E063]" in capsys.readouterr().err
