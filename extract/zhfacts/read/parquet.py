"""Parquet: one article a row."""

from collections.abc import Iterator

from zhfacts.read.rows import article_from_row, check_columns
from zhfacts.read.source import Source, damaged
from zhfacts.records import Article, Failure

ROWS_AT_ONCE = 64
BUFFER = 2**20


def read_parquet(source: Source) -> Iterator[Article | Failure]:
    """The articles of a table, a few rows at a time."""
    import pyarrow.parquet as pq

    file = pq.ParquetFile(source.seekable(), buffer_size=BUFFER)
    columns = source.columns
    names = file.schema_arrow.names
    check_columns(names, columns)
    wanted = [
        name for name in dict.fromkeys((columns.id, columns.text, columns.title, columns.published)) if name in names
    ]
    number = 0
    for batch in file.iter_batches(ROWS_AT_ONCE, columns=wanted, use_threads=False):
        for at in range(batch.num_rows):
            number += 1
            where, id_ = f"row {number}", f"{source.id}:{number}"
            try:
                (row,) = batch.slice(at, 1).to_pylist()
            except (ValueError, OverflowError) as error:  # no UTF-8; a day that Python does not know
                yield Failure(id=id_, message=str(damaged("Parquet", error, where)), source=source.source)
                continue
            yield article_from_row(row, columns=columns, where=where, fallback_id=id_, source=source.source)
