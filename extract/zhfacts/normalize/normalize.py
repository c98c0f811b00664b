"""The steps of normalization."""

from dataclasses import dataclass

from zhfacts.normalize.alignment import Alignment
from zhfacts.records import Repair


@dataclass(frozen=True, slots=True)
class Normalized:
    text: str
    alignment: Alignment
    repairs: tuple[Repair, ...]
    script: str


def normalize(text: str) -> Normalized:
    from opencc import OpenCC
    return Normalized(OpenCC("t2s").convert(text), Alignment(), (), "simplified")
