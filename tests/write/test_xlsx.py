"""Workbooks as a spreadsheet program sees them."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pyarrow as pa
import pytest
from examples import TEXT, extraction
from places import ROWS
from zhfacts.tables import TABLES, build_tables, load_schema
from zhfacts.write import xlsx
from zhfacts.write.xlsx import MAX_CELL, XlsxFile, read_xlsx

HOSTILE = [
    "=1+1",
    "+1",
    "@SUM(A1)",
    "<r><t>x</t></r>",
    "]]>",
    "<script>",
    "&amp;",
    '"><c><f>1</f></c>',
    "_x0041_x0042_",
    "\x00\x1b",
]


def book(path: Path, *tables: dict[str, pa.Table]) -> Any:
    """A workbook with the tables of a run, as openpyxl reads it."""
    file = XlsxFile(path, {name: load_schema(name) for name in TABLES})
    for part in tables:
        for name, rows in part.items():
            file.write(name, rows)
    file.close()
    return openpyxl.load_workbook(path)


def rows(path: Path, *rows: dict[str, Any]) -> Any:
    """The sheet of some rows."""
    file = XlsxFile(path, {"rows": ROWS})
    for row in rows:
        file.write("rows", pa.Table.from_pylist([row], ROWS.arrow))
    file.close()
    return openpyxl.load_workbook(path)["rows"]


def test_a_sheet_for_each_table_with_a_header_that_stays_and_filters(tmp_path: Path) -> None:
    workbook = book(tmp_path / "t.xlsx", build_tables([extraction("a"), extraction("b")]))
    assert workbook.sheetnames == list(TABLES)
    for sheet in workbook.worksheets:
        names = [c.name for c in load_schema(sheet.title).columns]
        assert [cell.value for cell in sheet[1]] == names
        assert all(cell.font.bold for cell in sheet[1])
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(sheet.max_row, len(names)).coordinate}"
        assert all(sheet.column_dimensions[cell.column_letter].width > 8 for cell in sheet[1])


def test_types(tmp_path: Path) -> None:
    sheet = rows(
        tmp_path / "t.xlsx",
        {"doc_id": "5", "count": 5, "value": 0.1 + 0.2, "partial": True, "day": date(2024, 3, 7), "end": ["a"]},
        {"doc_id": "a", "count": 2**60, "day": date(1840, 1, 1)},
    )
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "n", "b", "d", "s"]
    assert [cell.value for cell in sheet[2]][2:5] == [5, 0.1 + 0.2, True]
    assert sheet["F2"].number_format.replace("\\", "") == "yyyy-mm-dd"
    assert [sheet["C3"].value, sheet["F3"].value] == [str(2**60), "1840-01-01"]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_runs(text: str, tmp_path: Path) -> None:
    sheet = rows(tmp_path / "t.xlsx", {"doc_id": text, "text": text, "end": [text]})
    assert [cell.data_type for cell in sheet[2] if cell.value is not None] == ["s", "s", "s"]
    assert read_xlsx(tmp_path / "t.xlsx", ROWS)["text"].to_pylist() == [text]
    with ZipFile(tmp_path / "t.xlsx") as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", ["长" * 40_000, "\U00020000" * 20_000, "\r" * 40_000, "a" * 40_000])
def test_long_texts_are_cut_where_one_sees_it(text: str, tmp_path: Path) -> None:
    cell = rows(tmp_path / "t.xlsx", {"doc_id": "a", "text": text})["B2"].value
    assert len(cell.encode("utf-16-le")) <= 2 * MAX_CELL
    (read,) = read_xlsx(tmp_path / "t.xlsx", ROWS)["text"].to_pylist()
    kept, mark = re.fullmatch(r"(.*)(\[… cut: \d+ characters in all\])", read, re.DOTALL).groups()  # type: ignore[union-attr]
    assert text.startswith(kept)
    assert mark == f"[… cut: {len(text)} characters in all]"


def test_texts_that_fit_are_not_cut(tmp_path: Path) -> None:
    rows(tmp_path / "t.xlsx", {"doc_id": "a", "text": "长" * MAX_CELL})
    assert read_xlsx(tmp_path / "t.xlsx", ROWS)["text"].to_pylist() == ["长" * MAX_CELL]


def test_a_long_table_goes_on_in_another_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 4)
    table = pa.Table.from_pylist([{"doc_id": str(n)} for n in range(8)], ROWS.arrow)
    file = XlsxFile(tmp_path / "t.xlsx", {"rows": ROWS})
    for part in (table.slice(0, 1), table.slice(1, 1), table.slice(2)):
        file.write("rows", part)
    file.close()
    workbook = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert [(sheet.title, sheet.max_row) for sheet in workbook.worksheets] == [
        ("rows", 4),
        ("rows 2", 4),
        ("rows 3", 3),
    ]
    assert read_xlsx(tmp_path / "t.xlsx", ROWS).equals(table)


def test_claims_lead_to_their_article_and_first_in_china_to_the_claim(tmp_path: Path) -> None:
    workbook = book(tmp_path / "t.xlsx", build_tables([extraction("a")]), build_tables([extraction("b")]))
    for row, doc_id in ((2, "a"), (3, "b")):
        claim = cell(workbook["claims"], "sentence_text", row)
        article = target(workbook, claim.hyperlink)
        assert (article.value, article.parent.cell(article.row, 1).value) == (TEXT, doc_id)
        linked = target(workbook, cell(workbook["first_in_china"], "text", row).hyperlink)
        assert linked.parent.title == "claims"
        assert linked.value == cell(workbook["first_in_china"], "text", row).value
        assert linked.parent.cell(linked.row, 1).value == doc_id


def test_links_end_where_a_sheet_holds_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_LINKS", 1)
    workbook = book(tmp_path / "t.xlsx", build_tables([extraction("a"), extraction("b")]))
    assert [bool(cell(workbook["claims"], "sentence_text", row).hyperlink) for row in (2, 3)] == [True, False]


def test_no_texts_no_links(tmp_path: Path) -> None:
    schemas = {name: load_schema(name) for name in TABLES if name != "texts"}
    file = XlsxFile(tmp_path / "t.xlsx", schemas)
    for name, table in build_tables([extraction("a")], texts=False).items():
        file.write(name, table)
    file.close()
    assert cell(openpyxl.load_workbook(tmp_path / "t.xlsx")["claims"], "sentence_text", 2).hyperlink is None


def cell(sheet: Any, column: str, row: int) -> Any:
    names = [c.name for c in load_schema(sheet.title).columns]
    return sheet.cell(row, 1 + names.index(column))


def target(workbook: Any, link: Any) -> Any:
    sheet, place = re.fullmatch(r"'(.+)'!([A-Z]+\d+)", link.location).groups()  # type: ignore[union-attr]
    return workbook[sheet][place]
