"""The steps of normalization, in order."""

from collections.abc import Callable
from dataclasses import dataclass

from zhfacts.normalize.alignment import Alignment, Edit
from zhfacts.normalize.byte_shift import find_byte_shifts
from zhfacts.normalize.characters import find_compatibility, find_invisible, find_wide
from zhfacts.normalize.chinese import detect_script, to_simplified
from zhfacts.normalize.markup import find_markup
from zhfacts.normalize.pinyin import find_pinyin_annotations
from zhfacts.records import Repair

# Each step sees the text as the steps before it left it, and gives edits of that text.
STEPS: tuple[tuple[str, Callable[[str], list[Edit]]], ...] = (
    ("html", find_markup),
    ("control", find_invisible),
    ("byte_shift", find_byte_shifts),
    ("pinyin_annotation", find_pinyin_annotations),
    ("compatibility", find_compatibility),
    ("width", find_wide),
)


@dataclass(frozen=True, slots=True)
class Normalized:
    """A normalized text and where it came from.

    Parameters
    ----------
    text
        Simplified Chinese, noise removed: what the finders see.
    alignment
        From spans of `text` to spans of the raw text, and back.
    repairs
        What was changed beyond plain traditional to simplified conversion, in raw order.
    script
        What the raw text is written in: simplified, traditional, mixed, or none (no Chinese).
    """

    text: str
    alignment: Alignment
    repairs: tuple[Repair, ...]
    script: str


def normalize(text: str) -> Normalized:
    """Take the noise out of a text and make it simplified Chinese, character for character where that is possible.

    >>> normalized = normalize("蘇州工業(yè)園區(qū)產(chǎn)業(yè)")
    >>> normalized.text, normalized.alignment.to_raw(0, 6), normalized.script
    ('苏州工业园区产业', (0, 10), 'traditional')
    """
    raw, alignment = text, Alignment(len(text))
    repairs: list[Repair] = []
    for kind, find_edits in STEPS:
        edits = find_edits(text)
        if not edits:
            continue
        for start, end, new in edits:
            raw_start, raw_end = alignment.to_raw(start, end)
            repairs.append(Repair(kind, raw_start, raw_end, raw[raw_start:raw_end], new))
        text, alignment = apply_edits(text, edits), alignment.edited(edits)
    repairs.sort(key=lambda repair: (repair.raw_start, repair.raw_end))
    simplified = to_simplified(text)
    return Normalized(simplified, alignment, tuple(repairs), detect_script(text, simplified))


def apply_edits(text: str, edits: list[Edit]) -> str:
    """The text with its edits, which are sorted and do not overlap."""
    parts: list[str] = []
    position = 0
    for start, end, new in edits:
        parts += (text[position:start], new)
        position = end
    parts.append(text[position:])
    return "".join(parts)
