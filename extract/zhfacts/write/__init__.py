"""Arrow tables to files."""

from zhfacts.write.files import FORMATS, RunFiles

__all__ = ["FORMATS", "RunFiles"]
