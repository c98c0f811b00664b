"""The tables of a run are read as they were written."""

import json
import os
from pathlib import Path

import pytest
from support import ROOT
from zhfacts.errors import ZhfactsError
from zhfacts.read.run import READERS, read_run_table
from zhfacts.tables import TABLES, empty_table, load_schema
from zhfacts.write.csv import CsvFile
from zhfacts.write.jsonl import JsonlFile
from zhfacts.write.parquet import ParquetFile

WRITERS = {"csv": CsvFile, "jsonl": JsonlFile, "parquet": ParquetFile}
SAMPLE = ROOT / "outputs/sample"


def write(folder: Path, table: str, form: str) -> None:
    file = WRITERS[form](folder / f"{table}.{form}", load_schema(table).arrow)
    file.write(read_run_table(SAMPLE, table))
    file.close()


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("table", TABLES)
def test_each_table_in_each_format(table: str, form: str, tmp_path: Path) -> None:
    write(tmp_path, table, form)
    read = read_run_table(tmp_path, table)
    rows = [json.loads(line) for line in (SAMPLE / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert json.loads(json.dumps(read.to_pylist(), default=str)) == rows
    assert read.schema.equals(load_schema(table).arrow)


@pytest.mark.parametrize("newest", READERS)
def test_of_several_files_the_newest_is_read(newest: str, tmp_path: Path) -> None:
    assert set(WRITERS) == set(READERS)
    for form, kind in WRITERS.items():
        if form == newest:
            write(tmp_path, "claims", form)
        else:
            kind(tmp_path / f"claims.{form}", load_schema("claims").arrow).close()
        os.utime(tmp_path / f"claims.{form}", (2, 2) if form == newest else (1, 1))
    assert read_run_table(str(tmp_path), "claims").num_rows == 18


def test_a_table_without_rows(tmp_path: Path) -> None:
    WRITERS["jsonl"](tmp_path / "claims.jsonl", load_schema("claims").arrow).close()
    assert read_run_table(tmp_path, "claims").equals(empty_table("claims"))


@pytest.mark.parametrize(("folder", "reason"), [("", "there is no claims.csv"), ("none", "there is no such folder")])
def test_no_table(folder: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ZhfactsError, match=rf"E080.*{reason}.*Give the folder"):
        read_run_table(tmp_path / folder, "claims")


@pytest.mark.parametrize(
    ("name", "payload", "reason"),
    [
        ("claims.csv", b"", "Empty"),
        ("claims.csv", b"a,b\n1,2\n", "its columns are a, b"),
        ("claims.jsonl", b"{\n", "a line is not JSON"),
        ("claims.jsonl", b"\xff\n", "decode"),
        ("claims.jsonl", b"{}\n", "a row has no doc_id"),
        ("claims.jsonl", b"[]\n", "a row has no doc_id"),
        ("claims.jsonl", b"1\n", ""),
        ("claims.jsonl", b'{"doc_id": 1}\n', "'int'"),
        ("claims.parquet", b"", "0 bytes"),
        ("claims.parquet", b"PAR1PAR1PAR1", ""),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_file_that_is_no_such_table(name: str, payload: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(payload)
    with pytest.raises(ZhfactsError, match=rf"E081.*{name}.*{reason}") as caught:
        read_run_table(tmp_path, "claims")
    assert str(caught.value).endswith("Extract again.")


@pytest.mark.parametrize("cut", [100, 1000, 3000])
@pytest.mark.parametrize("form", READERS)
def test_a_file_that_was_cut_off(form: str, cut: int, tmp_path: Path) -> None:
    write(tmp_path, "claims", form)
    path = tmp_path / f"claims.{form}"
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ZhfactsError, match="E081"):
        read_run_table(tmp_path, "claims")
