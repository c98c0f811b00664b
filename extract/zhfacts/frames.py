"""Arrow tables to pandas DataFrames."""

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa


def to_frames(tables: Mapping[str, pa.Table]) -> dict[str, pd.DataFrame]:
    """The tables as DataFrames.

    Whole numbers are `Int64`, so that a missing rank is `<NA>` and the others stay whole; days are `datetime.date`.
    """
    whole = {pa.int64(): pd.Int64Dtype()}
    return {name: table.to_pandas(types_mapper=whole.get) for name, table in tables.items()}
