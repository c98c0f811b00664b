"""Raw text to normalized text, with an alignment between the two."""

from zhfacts.normalize.alignment import Alignment
from zhfacts.normalize.normalize import Normalized, normalize

__all__ = ["Alignment", "Normalized", "normalize"]
