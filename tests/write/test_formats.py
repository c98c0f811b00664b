"""What is read back equals what was written, for every format."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from examples import extraction
from hypothesis import given, settings
from hypothesis import strategies as st
from zhfacts.tables import TABLES, build_tables, empty_table
from zhfacts.write import FORMATS
from zhfacts.write.csv import read_csv
from zhfacts.write.jsonl import read_jsonl
from zhfacts.write.parquet import read_parquet

READERS: dict[str, Callable[[Path, pa.Schema], pa.Table]] = {
    "csv": read_csv,
    "jsonl": read_jsonl,
    "parquet": read_parquet,
}
SCHEMA = pa.schema(
    [
        pa.field("doc_id", pa.string(), nullable=False),
        ("text", pa.string()),
        ("count", pa.int64()),
        ("value", pa.float64()),
        ("partial", pa.bool_()),
        ("day", pa.date32()),
        ("aliases", pa.list_(pa.string())),
    ]
)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A"]
TEXTS = st.one_of(
    st.text(),
    st.sampled_from(
        ["", "'", "'=1", "''=1", "'a", '"', '""', "a,b", "null", "NULL", "nan", "\\", "\r\n", "\0", "\u2028"]
    ),
    st.sampled_from(FORMULAS),
    st.builds("{}{}".format, st.sampled_from(["'", "=", "\t", '"']), st.text()),
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "doc_id": TEXTS,
            "text": st.none() | TEXTS,
            "count": st.none() | st.integers(-(2**63), 2**63 - 1),
            "value": st.none()
            | st.floats(allow_nan=False, allow_infinity=False)
            | st.integers(-(10**15), 10**15).map(float),
            "partial": st.none() | st.booleans(),
            "day": st.none() | st.dates(),
            "aliases": st.none() | st.lists(TEXTS, max_size=3),
        }
    ),
    max_size=6,
)


def write(kind: str, path: Path, *tables: pa.Table) -> None:
    file = FORMATS[kind](path, tables[0].schema)
    for table in tables:
        file.write(table)
    file.close()


def text_of(kind: str, path: Path, rows: list[dict[str, Any]]) -> str:
    """The file as text, with its line ends."""
    full = [{**dict.fromkeys(SCHEMA.names), "doc_id": "a", **row} for row in rows]
    write(kind, path, pa.Table.from_pylist(full, SCHEMA))
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("kind", FORMATS)
@settings(deadline=None)  # the machine may be busy
@given(rows=ROWS, more=ROWS)
def test_what_is_read_equals_what_was_written(
    kind: str, rows: list[dict[str, Any]], more: list[dict[str, Any]]
) -> None:
    tables = [pa.Table.from_pylist(part, SCHEMA) for part in (rows, more)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        write(kind, path, *tables)
        assert READERS[kind](path, SCHEMA).to_pylist() == rows + more


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", TABLES)
def test_tables_of_a_run(kind: str, name: str, tmp_path: Path) -> None:
    table = build_tables([extraction("a"), extraction("b")]).get(name, empty_table(name))
    write(kind, tmp_path / "table", table)
    read = READERS[kind](tmp_path / "table", table.schema)
    assert read.equals(table)
    assert read.schema.equals(table.schema)


@pytest.mark.parametrize("kind", FORMATS)
def test_more_rows_than_are_written_at_once(kind: str, tmp_path: Path) -> None:
    table = pa.concat_tables([build_tables([extraction()])["figures"]] * 20_000)
    write(kind, tmp_path / "table", table)
    assert READERS[kind](tmp_path / "table", table.schema).num_rows == 20_000


def test_csv_opens_in_excel(tmp_path: Path) -> None:
    assert text_of("csv", tmp_path / "t", []) == "\ufeff" + ",".join(SCHEMA.names) + "\n"


def test_csv_cells(tmp_path: Path) -> None:
    rows = [
        {
            "text": 'a,"b"\nc',
            "count": -5,
            "value": -36e9,
            "partial": True,
            "day": date(2024, 3, 7),
            "aliases": ["a", '"'],
        },
        {"text": ""},
        {"text": None, "value": 0.3333},
    ]
    _, body = text_of("csv", tmp_path / "t", rows).split("\n", 1)
    assert body == (
        '"a","a,""b""\nc",-5,-36000000000,true,2024-03-07,"[""a"", ""\\""""]"\n"a","",,,,,\n"a",,,0.3333,,,\n'
    )


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_no_csv_cell_runs_as_a_formula(text: str, tmp_path: Path) -> None:
    text_of("csv", tmp_path / "t", [{"doc_id": text, "text": text}])
    with (tmp_path / "t").open(encoding="utf-8-sig", newline="") as file:
        _, row = csv.reader(file)
    assert row[:2] == ["'" + text] * 2


@pytest.mark.parametrize("text", ["'a", "'", "a=1", "1-1", "国家", "(=1)"])
def test_other_csv_cells_stay_as_they_are(text: str, tmp_path: Path) -> None:
    assert f'"a","{text}",' in text_of("csv", tmp_path / "t", [{"text": text}])


def test_jsonl_cells(tmp_path: Path) -> None:
    rows = [
        {"text": '"\\\n\0国', "count": 5, "value": 36e9, "partial": False, "day": date(2024, 3, 7), "aliases": ["国"]}
    ]
    assert text_of("jsonl", tmp_path / "t", rows) == (
        '{"doc_id": "a", "text": "\\"\\\\\\n\\u0000国", "count": 5, "value": 36000000000, '
        '"partial": false, "day": "2024-03-07", "aliases": ["国"]}\n'
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (2.0, "2"),
        (0.3333, "0.3333"),
        (-0.5, "-0.5"),
        (1e20, "1" + "0" * 20),
        (1e300, "1e+300"),
        (1e-7, "1e-07"),
        (None, "null"),
    ],
)
def test_jsonl_numbers(value: float | None, written: str, tmp_path: Path) -> None:
    line = text_of("jsonl", tmp_path / "t", [{"value": value}])
    assert f'"value": {written}, ' in line
    assert json.loads(line)["value"] == value


def test_parquet_has_the_types_and_meanings(tmp_path: Path) -> None:
    table = build_tables([extraction()])["dates"]
    write("parquet", tmp_path / "t", table)
    schema = pa.parquet.read_schema(tmp_path / "t")
    assert schema.field("start_date").type == pa.date32()
    assert not schema.field("value").nullable
    assert schema.field("value").metadata[b"description"]
