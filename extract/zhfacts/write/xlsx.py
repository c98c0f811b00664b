"""XLSX: one workbook with a sheet for each table, written without a library, a part of a sheet at a time.

What a workbook does not hold by itself:

* No string runs as a formula: all are stored as strings, and there is no formula in the file.
* Characters that XML does not hold are written as Excel does, U+0000 as `_x0000_` (see `zhfacts.write.escape`).
* A cell holds 32,767 characters; a longer text is cut, and ends with `[… cut: 40000 characters in all]`.
* A sheet holds 1,048,576 rows; a longer table goes on in the sheets `claims 2`, `claims 3`, …
* Dates begin with 1900-03-01 (Excel takes 1900 for a leap year), whole numbers end with 2⁵³: what lies beyond is text.
* A sheet holds 65,530 links; further cells have none.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape as escape_xml
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa
import pyarrow.compute as pc

from zhfacts.read.source import library
from zhfacts.tables import Schema
from zhfacts.write.escape import LOOKS_ESCAPED, escape, unescape
from zhfacts.write.lines import ROWS_AT_ONCE, join, texts

MAX_ROWS = 2**20
MAX_LINKS = 65_530
MAX_CELL = 32_767  # in the code units of UTF-16
MAX_WHOLE = 2**53

_ILLEGAL = re.compile(f"[\x00-\x08\x0b-\x1f\ufffe\uffff]|{LOOKS_ESCAPED}")
_SPECIAL = r"[&<>\x00-\x08\x0b-\x1f\x{FFFE}\x{FFFF}]|_x"  # for Arrow: what has to be written otherwise, or may have to
_DAYS_BEFORE_1970 = 25_569
_FIRST_DAY = 61 - _DAYS_BEFORE_1970  # 1900-03-01, in days from 1970-01-01
_HEADER, _DATE, _LINK = 1, 2, 3  # indexes of cellXfs in the styles
_WIDTHS = {"string": 22, "int": 11, "float": 14, "bool": 11, "date": 12, "list": 40}
_WIDE = {"raw_text": 40, "text": 40, "sentence_text": 60, "error": 40, "why": 60, "object": 40, "subject": 30}
# The column of a table from which a link leads, and the table into which it leads.
_LINKS = {
    "claims": ("sentence_text", "texts"),
    "first_in_china": ("text", "claims"),
    "claim_conflicts": ("why", "claims"),
}

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = f"""{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>\
<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font>\
<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


@dataclass(slots=True)
class _Sheet:
    """A sheet that is being written."""

    name: str
    path: Path
    file: IO[bytes]
    rows: int = 1
    links: list[tuple[str, str]] = field(default_factory=list)


class XlsxFile:
    """A workbook that is being written."""

    def __init__(self, path: Path, schemas: Mapping[str, Schema]) -> None:
        self._path = path
        self._schemas = schemas
        self._sheets: dict[str, list[_Sheet]] = {}
        # Where the rows stand that links lead to: texts by document, claims by document and place.
        self._places: dict[tuple[str, Any], str] = {}
        for table in schemas:
            self._sheets[table] = [self._begin(table, 1)]

    def write(self, table: str, rows: pa.Table) -> None:
        """Append rows."""
        while rows.num_rows:
            sheet = self._sheets[table][-1]
            if sheet.rows == MAX_ROWS:
                sheet = self._begin(table, len(self._sheets[table]) + 1)
                self._sheets[table].append(sheet)
            part = rows.slice(0, MAX_ROWS - sheet.rows)
            rows = rows.slice(part.num_rows)
            linked = self._link(table, sheet, part)
            for batch in part.combine_chunks().to_batches(ROWS_AT_ONCE):
                cells = [
                    _cells(column, style=_LINK if name == linked else 0)
                    for name, column in zip(batch.schema.names, batch.columns, strict=True)
                ]
                sheet.file.write(join(["<row>", *cells, "</row>\n"], "<c/>"))
            sheet.rows += part.num_rows

    def close(self) -> None:
        """Finish the file."""
        sheets = [(schema, sheet) for table, schema in self._schemas.items() for sheet in self._sheets[table]]
        with ZipFile(self._path, "w", ZIP_DEFLATED, compresslevel=6) as archive:
            for name, content in _frame(
                [sheet.name for _, sheet in sheets], [self._range(s, sheet) for s, sheet in sheets]
            ):
                archive.writestr(_member(name), content)
            for number, (schema, sheet) in enumerate(sheets, 1):
                sheet.file.write(f'</sheetData><autoFilter ref="{self._range(schema, sheet)}"/>'.encode())
                if sheet.links:
                    links = (f'<hyperlink ref="{ref}" location="{escape_xml(place)}"/>' for ref, place in sheet.links)
                    sheet.file.write(f"<hyperlinks>{''.join(links)}</hyperlinks>".encode())
                sheet.file.write(b"</worksheet>")
                sheet.file.close()
                with (
                    sheet.path.open("rb") as source,
                    archive.open(_member(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as target,
                ):
                    while block := source.read(2**20):
                        target.write(block)
                sheet.path.unlink()

    def _begin(self, table: str, number: int) -> _Sheet:
        name = table if number == 1 else f"{table} {number}"
        path = self._path.with_name(f"{self._path.name}.{name}.xml")
        sheet = _Sheet(name, path, path.open("wb"))
        columns = self._schemas[table].columns
        widths = (
            f'<col min="{i}" max="{i}" width="{_WIDE.get(c.name, _WIDTHS[c.type])}" customWidth="1"/>'
            for i, c in enumerate(columns, 1)
        )
        header = "".join(f'<c s="{_HEADER}" t="inlineStr"><is><t>{escape_xml(c.name)}</t></is></c>' for c in columns)
        sheet.file.write(
            f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            f"<cols>{''.join(widths)}</cols><sheetData><row>{header}</row>\n".encode()
        )
        return sheet

    def _range(self, schema: Schema, sheet: _Sheet) -> str:
        return f"A1:{_letters(len(schema.columns))}{sheet.rows}"

    def _link(self, table: str, sheet: _Sheet, rows: pa.Table) -> str | None:
        """Note where rows stand, and where links from them lead; the column that has the links."""
        if table in ("texts", "claims"):
            keys = rows["doc_id"].to_pylist()
            if table == "claims":
                keys = list(zip(keys, rows["raw_start"].to_pylist(), strict=True))
            names = self._schemas[table].columns
            letters = _letters(1 + [c.name for c in names].index("text"))
            for number, key in enumerate(keys, sheet.rows + 1):
                self._places[table, key] = f"'{sheet.name}'!{letters}{number}"
        column, to = _LINKS.get(table, (None, ""))
        if column is None or to not in self._schemas:
            return None
        keys = rows["doc_id"].to_pylist()
        if to == "claims":
            keys = list(zip(keys, rows["raw_start"].to_pylist(), strict=True))
        letters = _letters(1 + rows.schema.names.index(column))
        found = ((f"{letters}{n}", self._places.get((to, key))) for n, key in enumerate(keys, sheet.rows + 1))
        sheet.links += [(ref, place) for ref, place in found if place][: MAX_LINKS - len(sheet.links)]
        return column


def read_xlsx(path: Path, schema: Schema) -> pa.Table:
    """What was written, as far as it was not cut."""
    openpyxl = library("openpyxl", suffix=".xlsx", extra="office")
    workbook = openpyxl.load_workbook(path, read_only=True)
    try:
        columns: list[list[Any]] = [[] for _ in schema.columns]
        number = 1
        name = schema.table
        while name in workbook.sheetnames:
            sheet = workbook[name]
            sheet.reset_dimensions()
            for row in sheet.iter_rows(min_row=2, values_only=True):
                cells = [*row, *[None] * (len(columns) - len(row))]
                for column, cell in zip(columns, cells, strict=True):
                    column.append(cell)
            number += 1
            name = f"{schema.table} {number}"
    finally:
        workbook.close()
    arrow = schema.arrow
    arrays = [
        pa.array([_parse(cell, c.type) for cell in cells], arrow.field(c.name).type)
        for c, cells in zip(schema.columns, columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=arrow)


def _parse(cell: Any, kind: str) -> Any:
    if cell is None:
        return None
    if kind == "date":
        return cell.date() if isinstance(cell, datetime) else Day.fromisoformat(cell)
    if kind in ("int", "float"):
        return int(cell) if kind == "int" else float(cell)
    if kind == "bool":
        return cell
    text = unescape(str(cell))
    return json.loads(text) if kind == "list" else text


def _cells(column: pa.Array, *, style: int) -> pa.Array:
    """The cells of a column as XML; null where there is none."""
    kind = column.type
    if pa.types.is_boolean(kind):
        return _between('<c t="b"><v>', pc.if_else(column, "1", "0"), "</v></c>")
    if pa.types.is_date32(kind):
        days = column.cast(pa.int32())
        serial = pc.add(days, _DAYS_BEFORE_1970).cast(pa.string())
        return _where(
            pc.less(days, _FIRST_DAY), _strings(texts(column), 0), _between(f'<c s="{_DATE}"><v>', serial, "</v></c>")
        )
    if pa.types.is_integer(kind):
        beyond = pc.or_(pc.greater(column, MAX_WHOLE), pc.less(column, -MAX_WHOLE))
        return _where(beyond, _strings(texts(column), 0), _between("<c><v>", texts(column), "</v></c>"))
    if pa.types.is_floating(kind):
        return _between("<c><v>", texts(column), "</v></c>")
    return _strings(texts(column), style)


def _strings(column: pa.Array, style: int) -> pa.Array:
    longest = pc.max(pc.utf8_length(column)).as_py() or 0
    if longest > MAX_CELL // 2 or pc.any(pc.match_substring_regex(column, _SPECIAL)).as_py():
        column = pa.array(
            [None if text is None else escape_xml(_fitting(text)) for text in column.to_pylist()], pa.string()
        )
    styled = f' s="{style}"' if style else ""
    return _between(f'<c{styled} t="inlineStr"><is><t xml:space="preserve">', column, "</t></is></c>")


def _fitting(text: str) -> str:
    """A text as a cell holds it: escaped, and cut where it is too long."""
    written = escape(text, _ILLEGAL)
    if len(written) <= MAX_CELL // 2 or len(units := written.encode("utf-16-le")) <= 2 * MAX_CELL:
        return written
    mark = f"[… cut: {len(text)} characters in all]"
    kept = units[: 2 * (MAX_CELL - len(mark))].decode("utf-16-le", "ignore")
    return re.sub("_(?:x[0-9A-F]{0,4})?$", "", kept) + mark


def _between(before: str, column: pa.Array, after: str) -> pa.Array:
    return pc.binary_join_element_wise(before, column, after, "")


def _where(condition: pa.Array, this: pa.Array, that: pa.Array) -> pa.Array:
    return pc.if_else(condition, this, that) if pc.any(condition).as_py() else that


def _letters(number: int) -> str:
    """The name of a column.

    >>> _letters(1), _letters(26), _letters(27)
    ('A', 'Z', 'AA')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _member(name: str) -> ZipInfo:
    """A file of the archive, which has no date of its own, so that the same tables give the same bytes."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    return info


def _frame(names: Sequence[str], ranges: Sequence[str]) -> Iterator[tuple[str, str]]:
    """All files of the workbook but the sheets."""
    numbered = list(enumerate(names, 1))
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for i, _ in numbered
    )
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{parts}</Types>',
    )
    yield (
        "_rels/.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    sheets = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in numbered)
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{i}" hidden="1">\'{name}\'!{_absolute(place)}</definedName>'
        for i, (name, place) in enumerate(zip(names, ranges, strict=True))
    )
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets><definedNames>{filters}</definedNames></workbook>',
    )
    sheets = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i, _ in numbered
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{sheets}'
        f'<Relationship Id="rId{len(names) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    )
    yield "xl/styles.xml", _STYLES


def _absolute(place: str) -> str:
    """A range that does not move: $A$1:$B$2."""
    return re.sub("([A-Z]+)([0-9]+)", r"$\1$\2", place)
