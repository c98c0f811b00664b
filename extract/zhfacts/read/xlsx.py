"""Excel: one article a row, the first row of each sheet names the columns."""

from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from zhfacts.errors import ZhfactsError
from zhfacts.read.rows import articles_from_table
from zhfacts.read.source import Source, library
from zhfacts.read.unpack import check_office
from zhfacts.records import Article, Failure

MAX_XML = 2**30
MAX_ROWS = 2**20  # of a sheet, as Excel has it


def read_xlsx(source: Source) -> Iterator[Article | Failure]:
    """The articles of all sheets that are not empty; formulas count by the value that was saved."""
    openpyxl = library("openpyxl", suffix=source.suffix, extra="office")
    file = source.seekable()
    with ZipFile(file) as archive:
        check_office(archive, MAX_XML)
    workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # what the file says of its size need not be so
            yield from articles_from_table(_rows(sheet), source, name=f"sheet {sheet.title!r}, ", key=f"{sheet.title}:")
    finally:
        workbook.close()


def _rows(sheet: Any) -> Iterator[list[Any] | ZhfactsError]:
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        if number == MAX_ROWS:
            raise ZhfactsError("E015", where=f"sheet {sheet.title!r}", limit=f"{MAX_ROWS:,} rows")
        row = list(row)
        while row and row[-1] is None:
            row.pop()
        yield row
