"""Articles in: bytes to Article."""

from zhfacts.read.decode import decode
from zhfacts.read.files import Inputs
from zhfacts.read.rows import Columns, article_from_row

__all__ = ["Columns", "Inputs", "article_from_row", "decode"]
