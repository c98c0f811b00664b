"""Parquet with the Arrow schema."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

# A row group is written when it has so many rows or bytes.
GROUP_ROWS = 100_000
GROUP_BYTES = 8 * 2**20


class ParquetFile:
    """A Parquet file that is being written."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._schema = schema
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._waiting: list[pa.Table] = []
        self._rows = self._bytes = 0

    def write(self, table: pa.Table) -> None:
        """Append rows."""
        self._waiting.append(table)
        self._rows += table.num_rows
        self._bytes += table.nbytes
        if self._rows >= GROUP_ROWS or self._bytes >= GROUP_BYTES:
            self._flush()

    def close(self) -> None:
        """Finish the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        table = pa.concat_tables([self._schema.empty_table(), *self._waiting]).combine_chunks()
        self._waiting, self._rows, self._bytes = [], 0, 0
        if table.num_rows:
            self._writer.write_table(table)


def read_parquet(path: Path, schema: pa.Schema) -> pa.Table:
    """What was written."""
    return pq.read_table(path, schema=schema)
