"""The steps of normalization, in order."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from zhfacts.normalize import mojibake, pinyin, zhuyin
from zhfacts.normalize.alignment import Alignment, Edit
from zhfacts.normalize.byte_shift import find_byte_shifts
from zhfacts.normalize.characters import (
    COMPATIBILITY,
    INVISIBLE,
    WIDE,
    find_compatibility,
    find_invisible,
    find_ratios,
    find_wide,
)
from zhfacts.normalize.chinese import VARIANTS, Variant, detect_script, find_phrases, to_simplified
from zhfacts.normalize.markup import find_markup
from zhfacts.normalize.mojibake import find_read_as_gbk, find_read_as_latin
from zhfacts.normalize.pinyin import find_bare_readings, find_pinyin_annotations
from zhfacts.normalize.spacing import find_repeated_marks, find_soft_breaks, find_spaces
from zhfacts.normalize.zhuyin import find_zhuyin_annotations
from zhfacts.records import Repair


class Step(NamedTuple):
    """One kind of repair.

    Parameters
    ----------
    kind
        Its name in the `repairs` table.
    find
        Gives the edits of a text.
    characters
        The inside of a character class: where the text holds none of them, there is nothing to find. "" for a step that
        tells by itself, at once, whether there is anything to find.
    brings
        Whether its edits can bring such characters into the text.
    """

    kind: str
    find: Callable[[str], list[Edit]]
    characters: str = ""
    brings: bool = False


# Each step sees the text as the steps before it left it.
STEPS = (
    Step("mojibake", find_read_as_latin, mojibake.LATIN, brings=True),
    Step("mojibake", find_read_as_gbk, mojibake.GBK, brings=True),
    Step("html", find_markup, brings=True),
    Step("control", find_invisible, INVISIBLE),
    Step("pinyin_annotation", find_pinyin_annotations),
    Step("byte_shift", find_byte_shifts),
    Step("pinyin_annotation", find_pinyin_annotations),  # behind what was shifted
    Step("pinyin_annotation", find_bare_readings, pinyin.TONED),
    Step("zhuyin_annotation", find_zhuyin_annotations, zhuyin.LETTERS),
    Step("compatibility", find_compatibility, COMPATIBILITY),
    Step("width", find_wide, WIDE),
    Step("width", find_ratios),
    Step("space", find_spaces),
    Step("repeated_mark", find_repeated_marks),
    Step("line_break", find_soft_breaks),  # behind what makes lines longer
)
# One pass over the text says which steps have anything to look at; on clean text that is most of the work.
_NOISE = re.compile("[" + "".join(step.characters for step in STEPS) + "]")
_TRIGGERS = tuple((step, re.compile(f"[{step.characters}]") if step.characters else None) for step in STEPS)


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


def normalize(text: str, variant: Variant | None = None) -> Normalized:
    """Take the noise out of a text and make it simplified Chinese, character for character where that is possible.

    Parameters
    ----------
    variant
        Where the text was written: "tw" replaces the words of Taiwan by those of the mainland (軟體 becomes 软件), "hk"
        knows the character forms of Hong Kong. None converts characters alone.

    >>> normalized = normalize("蘇州工業(yè)園區(qū)產(chǎn)業(yè)")
    >>> normalized.text, normalized.alignment.to_raw(0, 6), normalized.script
    ('苏州工业园区产业', (0, 10), 'traditional')
    >>> normalize("軟體產業", variant="tw").text
    '软件产业'
    """
    if variant is not None and variant not in VARIANTS:
        raise ValueError(f"variant: {variant!r} is none of {', '.join(map(repr, VARIANTS))}")
    raw, alignment = text, Alignment(len(text))
    repairs: list[Repair] = []

    def repair(kind: str, text: str, edits: list[Edit]) -> str:
        nonlocal alignment
        edits = alignment.whole_pieces(edits, text)
        alignment, spans = alignment.traced(edits)
        repairs.extend([Repair(kind, s, e, raw[s:e], new) for (s, e), (_, _, new) in zip(spans, edits, strict=True)])
        return apply_edits(text, edits)

    noise = _noise(text)
    for step, trigger in _TRIGGERS:
        if (trigger is None or (noise and trigger.search(noise))) and (edits := step.find(text)):
            text = repair(step.kind, text, edits)
            if step.brings:
                noise = _noise(text)
    simplified = to_simplified(text, variant)
    script = detect_script(text, simplified)
    if variant and (edits := find_phrases(text, simplified, variant)):
        simplified = repair("phrase", simplified, edits)
    repairs.sort(key=attrgetter("raw_start", "raw_end"))
    return Normalized(simplified, alignment, tuple(repairs), script)


def _noise(text: str) -> str:
    """The characters of a text that a step looks for, each once."""
    return "".join(set(_NOISE.findall(text)))


def apply_edits(text: str, edits: list[Edit]) -> str:
    """The text with its edits, which are sorted and do not overlap."""
    parts: list[str] = []
    position = 0
    for start, end, new in edits:
        parts += (text[position:start], new)
        position = end
    parts.append(text[position:])
    return "".join(parts)
