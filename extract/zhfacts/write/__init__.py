"""Arrow tables to files and databases."""

from zhfacts.write.files import FORMATS
from zhfacts.write.run import RunFiles

__all__ = ["FORMATS", "RunFiles"]
