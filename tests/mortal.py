"""Work for worker processes that some articles kill. A module of its own, since the processes import it."""

import os
from collections.abc import Sequence

import pyarrow as pa
from zhfacts.batch import Item, Tables
from zhfacts.records import Failure


def work(items: Sequence[Item]) -> Tables:
    """The ids of the articles, and why they failed; the text "kill" ends the process."""
    if any(not isinstance(item, Failure) and item.text == "kill" for item in items):
        os._exit(1)
    errors = [item.message[:6] if isinstance(item, Failure) else None for item in items]
    return {"documents": pa.table({"doc_id": [item.id for item in items], "error": pa.array(errors, pa.string())})}
