"""What is read back equals what was written, for every format and database."""

import csv
import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from examples import extraction
from hypothesis import given, settings
from hypothesis import strategies as st
from places import KINDS, ROWS, output
from zhfacts.tables import TABLES, build_tables, empty_table, load_schema
from zhfacts.write.csv import CsvFile
from zhfacts.write.jsonl import JsonlFile
from zhfacts.write.parquet import ParquetFile
from zhfacts.write.run import Output

SCHEMA = ROWS.arrow
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "\x1b=1", "＝1", "＋1", "－1", "＠A"]
TEXTS = st.one_of(
    st.text(),
    st.sampled_from(
        ["", "'", "'=1", "''=1", "'a", '"', '""', "a,b", "null", "NULL", "nan", "\\", "\r\n", "\0", "\u2028"]
    ),
    st.sampled_from(FORMULAS),
    st.builds("{}{}".format, st.sampled_from(["'", "=", "\t", '"']), st.text()),
)
LISTS = st.lists(
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
            "end": st.none() | st.lists(TEXTS, max_size=3),
        }
    ),
    max_size=6,
)


def write(place: Output, *parts: dict[str, pa.Table]) -> None:
    place.open()
    for part in parts:
        for name, table in part.items():
            place.write(name, table)
    place.close()
    place.publish()
    place.discard()


def text_of(kind: type[CsvFile | JsonlFile], path: Path, rows: list[dict[str, Any]]) -> str:
    """The file as text, with its line ends."""
    full = [{**dict.fromkeys(SCHEMA.names), "doc_id": "a", **row} for row in rows]
    file = kind(path, SCHEMA)
    file.write(pa.Table.from_pylist(full, SCHEMA))
    file.close()
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=50)  # a database takes its time to begin
@given(rows=LISTS, more=LISTS)
def test_what_is_read_equals_what_was_written(
    kind: str, rows: list[dict[str, Any]], more: list[dict[str, Any]]
) -> None:
    with TemporaryDirectory() as folder:
        place = output(kind, folder, {"rows": ROWS})
        write(place, *({"rows": pa.Table.from_pylist(part, SCHEMA)} for part in (rows, more)))
        assert place.read("rows").to_pylist() == rows + more


@pytest.mark.parametrize("kind", KINDS)
def test_tables_of_a_run(kind: str, tmp_path: Path) -> None:
    tables = {name: empty_table(name) for name in TABLES} | build_tables([extraction("a"), extraction("b")])
    place = output(kind, tmp_path, {name: load_schema(name) for name in TABLES})
    write(place, tables)
    for name, table in tables.items():
        read = place.read(name)
        assert read.equals(table), name
        assert read.schema.equals(table.schema), name


@pytest.mark.parametrize("kind", KINDS)
def test_more_rows_than_are_written_at_once(kind: str, tmp_path: Path) -> None:
    rows = [{"doc_id": str(number)} for number in range(3)]
    table = pa.concat_tables([pa.Table.from_pylist(rows, SCHEMA)] * 7_000)
    place = output(kind, tmp_path, {"rows": ROWS})
    write(place, {"rows": table})
    assert place.read("rows")["doc_id"].to_pylist() == ["0", "1", "2"] * 7_000


def test_csv_opens_in_excel(tmp_path: Path) -> None:
    assert text_of(CsvFile, tmp_path / "t", []) == "\ufeff" + ",".join(SCHEMA.names) + "\n"


def test_csv_cells(tmp_path: Path) -> None:
    rows = [
        {
            "text": 'a,"b"\nc',
            "count": -5,
            "value": -36e9,
            "partial": True,
            "day": date(2024, 3, 7),
            "end": ["a", '"'],
        },
        {"text": ""},
        {"text": None, "value": 0.3333},
    ]
    _, body = text_of(CsvFile, tmp_path / "t", rows).split("\n", 1)
    assert body == (
        '"a","a,""b""\nc",-5,-36000000000,true,2024-03-07,"[""a"", ""\\""""]"\n"a","",,,,,\n"a",,,0.3333,,,\n'
    )


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_no_csv_cell_runs_as_a_formula(text: str, tmp_path: Path) -> None:
    text_of(CsvFile, tmp_path / "t", [{"doc_id": text, "text": text}])
    with (tmp_path / "t").open(encoding="utf-8-sig", newline="") as file:
        _, row = csv.reader(file)
    assert row[:2] == ["'" + text] * 2


@pytest.mark.parametrize("text", ["'a", "'", "a=1", "1-1", "国家", "(=1)"])
def test_other_csv_cells_stay_as_they_are(text: str, tmp_path: Path) -> None:
    assert f'"a","{text}",' in text_of(CsvFile, tmp_path / "t", [{"text": text}])


def test_jsonl_cells(tmp_path: Path) -> None:
    rows = [{"text": '"\\\n\0国', "count": 5, "value": 36e9, "partial": False, "day": date(2024, 3, 7), "end": ["国"]}]
    assert text_of(JsonlFile, tmp_path / "t", rows) == (
        '{"doc_id": "a", "text": "\\"\\\\\\n\\u0000国", "count": 5, "value": 36000000000, '
        '"partial": false, "day": "2024-03-07", "end": ["国"]}\n'
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
    line = text_of(JsonlFile, tmp_path / "t", [{"value": value}])
    assert f'"value": {written}, ' in line
    assert json.loads(line)["value"] == value


def test_parquet_has_the_types_and_meanings(tmp_path: Path) -> None:
    table = build_tables([extraction()])["dates"]
    file = ParquetFile(tmp_path / "t", table.schema)
    file.write(table)
    file.close()
    schema = pa.parquet.read_schema(tmp_path / "t")
    assert schema.metadata[b"description"].decode() == load_schema("dates").row
    assert schema.field("start_date").type == pa.date32()
    assert not schema.field("value").nullable
    for column in load_schema("dates").columns:
        assert schema.field(column.name).metadata[b"description"].decode() == column.meaning
