"""The command line: arguments, exit codes, what goes where."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support import ROOT, read_jsonl
from zhfacts import cli
from zhfacts.cli.arguments import make_parser
from zhfacts.tables import TABLES

TEXT = "2024年3月7日，苏州工业园区集聚企业2000家。"
COMMANDS = ("extract", "claims", "report", "explain", "schema", "config", "completion")
HEAVY = ("shtab", "spacy", "pandas", "pyarrow", "rich", "opencc", "rjieba", "zhfacts.pipeline")


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "in/a.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def usage_error(*arguments: object) -> int:
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert isinstance(caught.value.code, int)
    return caught.value.code


def documents(out: Path) -> list[dict[str, Any]]:
    return read_jsonl(out / "documents.jsonl")


def test_extract_writes_all_tables_and_says_so(
    article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("extract", article, "--out", tmp_path / "out") == cli.OK
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        ["datapackage.json", "run.json", *(f"{table}.csv" for table in TABLES)]
    )
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("1 article in ")
    assert captured.err.rstrip().endswith(f"→ {tmp_path / 'out'}")


def test_formats_and_no_texts(article: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("extract", article, "--out", out, "--format", "jsonl", "--format", "parquet", "--format", "jsonl", "--no-texts")
    names = {f"{table}.{kind}" for table in TABLES if table != "texts" for kind in ("jsonl", "parquet")}
    assert {path.name for path in out.iterdir()} == names | {"run.json"}


def test_a_failed_article_is_shown_and_sets_the_exit_code(
    article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(article).with_name("b.txt").write_bytes(b"\0")
    out = tmp_path / "out"
    assert run("extract", Path(article).parent, "--out", out, "--format", "jsonl") == cli.SOME_FAILED
    assert [row["status"] for row in documents(out)] == ["ok", "failed"]
    assert "b.txt: [E003] this is not text (byte 0 is zero)." in capsys.readouterr().err


def test_an_empty_article_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("")
    assert run("extract", tmp_path / "a.txt", "--out", tmp_path / "out") == cli.OK
    assert "0 ok, 1 empty" in capsys.readouterr().err


def test_many_failures_are_not_all_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n" * 25)
    run("extract", tmp_path / "a.jsonl", "--out", tmp_path / "out")
    error = capsys.readouterr().err
    assert error.count("[E006]") == 10
    assert "… and 15 more" in error


def test_files_of_other_types_are_mentioned(article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(article).with_suffix(".doc").write_bytes(b"")
    run("extract", Path(article).parent, "--out", tmp_path / "out")
    assert "passed over: 1 file of another type" in capsys.readouterr().err


def test_columns(tmp_path: Path) -> None:
    row = {"nr": 7, "body": TEXT, "head": "题", "day": "2024-03-07"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    columns = ["--id-column", "nr", "--text-column", "body", "--title-column", "head", "--published-column", "day"]
    run("extract", tmp_path / "a.jsonl", "--out", tmp_path / "out", "--format", "jsonl", *columns)
    (document,) = documents(tmp_path / "out")
    assert [document[name] for name in ("doc_id", "title", "published", "error")] == ["7", "题", "2024-03-07", None]


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = json.dumps({"id": "a", "text": TEXT}).encode()
    for form, doc_id in (("txt", "stdin"), ("jsonl", "a")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(payload))))
        run("extract", "-", "--out", tmp_path / form, "--format", "jsonl", "--stdin-format", form)
        assert [row["doc_id"] for row in documents(tmp_path / form)] == [doc_id]


def test_encoding_is_forced(article: str, tmp_path: Path) -> None:
    Path(article).write_bytes(TEXT.encode("gb18030"))
    assert run("extract", article, "--out", tmp_path, "--format", "jsonl", "--encoding", "GBK") == cli.OK
    assert documents(tmp_path)[0]["encoding"] == "gb18030"
    again = ("--format", "jsonl", "--overwrite")
    assert run("extract", article, "--out", tmp_path, *again, "--encoding", "utf-8") == cli.SOME_FAILED


def test_encoding_that_there_is_not(article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", article, "--out", tmp_path / "out", "--encoding", "utf-9") == cli.USAGE
    assert capsys.readouterr().err.startswith("zhfacts: [E030] there is no encoding 'utf-9'")
    assert not (tmp_path / "out").exists()


def test_a_file_name_commands_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "\x1b[31m[red].txt").write_bytes(b"\0")
    run("extract", tmp_path, "--out", tmp_path / "out")
    assert "␛[31m[red].txt: [E003]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("extract",),
        ("extract", "a.txt", "--out", "out", "--overwrite", "--append"),
        ("extract", "--out", "out"),
        ("extract", "a.txt", "--out", "out", "--format", "xml"),
        ("extract", "a.txt", "--out", "out", "--workers", "0"),
        ("extract", "a.txt", "--out", "out", "--workers", "many"),
        ("extract", "a.txt", "--out", "out", "--reference-date", "2024-02-30"),
        ("extract", "a.txt", "--out", "out", "--reference-date", "today"),
        ("extract", "a.txt", "--out", "out", "--quiet", "--log-json"),
        ("extract", "a.txt", "--out", "out", "--formt", "csv"),
        ("claims",),
        ("claims", "out", "--kind", "fist"),
        ("claims", "out", "--limit", "0"),
        ("schema", "claim"),
        ("completion", "dos"),
        ("explain",),
        ("report",),
        ("nothing",),
    ],
    ids=" ".join,
)
def test_wrong_usage(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert usage_error(*arguments) == cli.USAGE
    captured = capsys.readouterr()
    assert captured.err.startswith("usage: zhfacts")
    assert captured.err.endswith("--help says more.\n")
    assert captured.out == ""


def test_an_option_that_there_is_not_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    usage_error("extract", "a.txt", "--out", "out", "--formt", "csv")
    assert "zhfacts extract: there is no --formt, did you mean '--format'?\n" in capsys.readouterr().err


def test_what_the_terminal_cannot_show_is_no_traceback() -> None:
    command = [Path(sys.executable).with_name("zhfacts"), "schema", "claims"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    result = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert result.returncode == cli.USAGE
    assert result.stderr.startswith("zhfacts: [E083] the output is in ascii")


def test_results_that_cannot_be_written(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", article, "--out", f"{article}/out") == cli.USAGE
    assert capsys.readouterr().err.startswith("zhfacts: [E013] cannot write to ")


def test_no_place_for_results(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", article) == cli.USAGE
    assert "[E063]" in capsys.readouterr().err


def test_results_that_are_there(article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--out", tmp_path / "out", "--db", tmp_path / "facts.duckdb")
    assert run("extract", article, *place) == cli.OK
    assert run("extract", article, *place) == cli.USAGE
    assert "[E060]" in capsys.readouterr().err
    assert run("extract", article, *place, "--overwrite") == cli.OK
    assert run("extract", article, *place, "--append") == cli.OK
    assert "there already: 1 unchanged and passed over, 0 replaced" in capsys.readouterr().err


def test_standard_input_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", "-", "-", "--out", tmp_path / "out") == cli.USAGE
    assert "[E019]" in capsys.readouterr().err


def test_an_interrupted_run_writes_nothing(
    article: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zhfacts.batch.extract_article", interrupt)
    assert run("extract", article, "--out", tmp_path / "out") == cli.INTERRUPTED
    assert list((tmp_path / "out").iterdir()) == []
    assert capsys.readouterr().err == "zhfacts: interrupted, nothing was written\n"


def test_explain_prints_to_standard_output(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", article, "--reference-date", "2024-03-07", "--losers") == cli.OK
    captured = capsys.readouterr()
    assert "2024-03-07" in captured.out
    assert "lost by overlap" in captured.out
    assert captured.err == ""


def test_explain_of_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "none.txt") == cli.USAGE
    assert capsys.readouterr().err == "zhfacts: [E010] there is no none.txt. Check the path.\n"


def test_explain_of_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0")
    assert run("explain", tmp_path / "a.txt") == cli.SOME_FAILED


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=str)
def test_help(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert usage_error(*command, "--help") == cli.OK
    assert "usage: zhfacts" in capsys.readouterr().out


def test_each_option_has_help() -> None:
    parser = make_parser()
    commands = next(action for action in parser._actions if isinstance(action.choices, dict))
    assert isinstance(commands.choices, dict)
    assert tuple(commands.choices) == COMMANDS
    for command in (parser, *commands.choices.values()):
        assert command.description
        assert all(action.help for action in command._actions if action is not commands)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)], ids=" ".join
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        f"import sys; from zhfacts import cli\ntry: cli.main({arguments})\nexcept SystemExit: pass\nprint(*sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(result.stdout.split())


def test_a_run_loads_no_pandas(tmp_path: Path) -> None:
    code = (
        f"import sys; from zhfacts import cli; sys.argv[1:] = ['extract', {str(ROOT / 'README.md')!r}, '--out', "
        f"{str(tmp_path)!r}]; cli.main(); import zhfacts.tables; print(*sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pyarrow" in result.stdout.split()
    assert "pandas" not in result.stdout.split()


def test_python_import_loads_nothing_heavy() -> None:
    code = "import sys, zhfacts; print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(result.stdout.split())


@pytest.mark.parametrize(
    "arguments", [["explain", "全国首个"], ["claims", ROOT / "outputs/sample"], ["schema"]], ids=lambda a: a[0]
)
def test_output_that_nobody_reads_is_no_traceback(arguments: list[str]) -> None:
    command = [Path(sys.executable).with_name("zhfacts"), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
