"""Raw text to normalized text, with an alignment between the two."""

from zhfacts.normalize.alignment import Alignment
from zhfacts.normalize.chinese import VARIANTS, Variant
from zhfacts.normalize.normalize import Normalized, normalize

__all__ = ["VARIANTS", "Alignment", "Normalized", "Variant", "normalize"]
