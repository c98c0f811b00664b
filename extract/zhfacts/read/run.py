"""The tables of a run, from the folder that it was written to."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa

from zhfacts.errors import ZhfactsError
from zhfacts.tables import load_schema
from zhfacts.write.csv import read_csv
from zhfacts.write.jsonl import read_jsonl
from zhfacts.write.parquet import read_parquet

# In the order of preference: the first is the quickest to read.
READERS: Mapping[str, Callable[[Path, pa.Schema], pa.Table]] = {
    "parquet": read_parquet,
    "jsonl": read_jsonl,
    "csv": read_csv,
}


def read_run_table(folder: str | Path, table: str) -> pa.Table:
    """A table of a run.

    Parameters
    ----------
    folder
        The folder that `zhfacts extract --out` wrote.
    table
        The name of the table. Where it is there in several formats, the file that was written last is read.

    Raises
    ------
    ZhfactsError
        E080 where the folder does not hold the table, E081 where the file cannot be read as it.
    """
    folder = Path(folder)
    found = [path for name in READERS if (path := folder / f"{table}.{name}").is_file()]
    if not found:
        why = "there is no such folder" if not folder.is_dir() else f"there is no {table}.csv, .jsonl or .parquet"
        raise ZhfactsError("E080", path=folder, table=table, reason=why)
    path = max(found, key=lambda file: file.stat().st_mtime_ns)
    schema = load_schema(table).arrow
    try:
        rows = READERS[path.suffix[1:]](path, schema)
    except json.JSONDecodeError as error:
        raise ZhfactsError("E081", path=path, table=table, reason=f"a line is not JSON ({error})") from None
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError) as error:
        raise ZhfactsError("E081", path=path, table=table, reason=f"{error}") from None
    for field, column in zip(schema, rows.columns, strict=True):
        if column.null_count and not field.nullable:
            raise ZhfactsError("E081", path=path, table=table, reason=f"a row has no {field.name}")
    return rows
