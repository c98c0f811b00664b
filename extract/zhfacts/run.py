"""The folder that a run wrote, read back."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from zhfacts.errors import ZhfactsError
from zhfacts.tables import TABLES, empty_table, load_schema
from zhfacts.write.csv import read_csv
from zhfacts.write.jsonl import read_jsonl
from zhfacts.write.parquet import read_parquet

# The quickest first: of a table that was written in several formats, one file is read.
READERS: Mapping[str, Callable[[Path, pa.Schema], pa.Table]] = {
    "parquet": read_parquet,
    "jsonl": read_jsonl,
    "csv": read_csv,
}


def read_run(folder: str | Path, tables: Sequence[str] = TABLES) -> dict[str, pa.Table]:
    """Some tables of a folder that `zhfacts extract` wrote, from whichever of its files are there.

    Parameters
    ----------
    folder
        What `--out` named.
    tables
        Names of tables. `texts` is empty where the run did not write it.

    Raises
    ------
    ZhfactsError
        E070 where the folder holds no tables, E071 where one is missing, E072 where one cannot be read.
    """
    folder = Path(folder)
    files = {table: _file(folder, table) for table in TABLES}
    if not any(files.values()):
        raise ZhfactsError("E070", path=folder)
    return {table: _read(folder, table, files[table]) for table in tables}


def _file(folder: Path, table: str) -> Path | None:
    paths = (folder / f"{table}.{kind}" for kind in READERS)
    return next((path for path in paths if path.is_file()), None)


def _read(folder: Path, table: str, path: Path | None) -> pa.Table:
    if path is None:
        if table == "texts":
            return empty_table(table)
        raise ZhfactsError("E071", path=folder, table=table)
    schema = load_schema(table).arrow
    try:
        rows = READERS[path.suffix[1:]](path, schema)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, pa.ArrowException) as error:
        raise ZhfactsError("E072", path=path, reason=error) from None
    # What a file does not have comes as null: then it is the table of another version, or no table of ours.
    missing = [field.name for field in schema if not field.nullable and rows[field.name].null_count]
    if missing:
        raise ZhfactsError("E072", path=path, reason=f"{', '.join(missing)} has no value in some rows")
    return rows
