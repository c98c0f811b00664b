"""The typed rows of the tables.

Columns are described in `outputs/*.toml`. A row is made once, at the end of the pipeline, and never changed. The rows
that an article has by the hundred are msgspec structs, which are made five times as fast as frozen dataclasses.
`start`/`end` are half-open code-point offsets into the normalized text, `raw_start`/`raw_end` into the source text.
"""

from dataclasses import dataclass
from datetime import date as Day
from typing import Literal

import msgspec

Family = Literal["organizations", "figures", "dates", "claims"]
FAMILIES: tuple[Family, ...] = ("organizations", "figures", "dates", "claims")


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a reader hands it over.

    Parameters
    ----------
    id
        Key into the `documents` table.
    text
        The source: decoded file, or the text field of a row. All raw offsets are into it.
    title, published, publisher, author, editor
        Metadata, None where the source does not state them. A title is never extracted from.
    source
        Path or address, as the user gave it.
    encoding
        The encoding that the bytes were decoded with, None where there were no bytes.
    sha256
        Of the source bytes of this article.
    note
        Something a reader has to say about an article that it could read (a repeated id), for the `error` column.
    encoding_confidence
        How sure the encoding is, from 0 to 1; None where it is certain.
    """

    id: str
    text: str
    title: str | None = None
    published: Day | None = None
    publisher: str | None = None
    author: str | None = None
    editor: str | None = None
    source: str | None = None
    encoding: str | None = None
    sha256: str | None = None
    note: str | None = None
    encoding_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read or processed: it costs one row of `documents` and nothing else."""

    id: str
    message: str
    source: str | None = None
    sha256: str | None = None
    status: Literal["failed", "empty"] = "failed"


class Mention(msgspec.Struct, frozen=True):
    """What every mention table has."""

    text: str
    start: int
    end: int
    raw_text: str
    raw_start: int
    raw_end: int
    sentence: int
    rule: str
    boilerplate: bool


class Organization(Mention, frozen=True):
    """A row says: here stands the name of one specific organization."""

    org_type: str
    name: str
    alias_of: str | None = None


class Figure(Mention, frozen=True):
    """A row says: here stands a number that states a quantity."""

    value: float | None
    value_max: float | None
    unit: str
    modifier: str
    dimension: str
    base_value: float | None = None
    base_unit: str | None = None
    metric: str | None = None
    holder: str | None = None
    period: str | None = None
    change: str | None = None
    basis: str | None = None


class DateExpression(Mention, frozen=True):
    """A row says: here stands a calendar date, clock time, period, duration or recurring time."""

    date_type: str
    value: str
    start_date: Day | None = None
    end_date: Day | None = None
    anchor: str | None = None


class Claim(Mention, frozen=True):
    """A row says: here something is said to be the first, only, earliest, top-ranked or greatest within a scope."""

    kind: str
    scope: str
    scope_text: str | None
    scope_place: str | None
    rank: int | None
    status: str
    partial: bool
    subject: str | None
    object: str | None
    org: str | None
    date: str | None
    attributed_to: str | None
    sentence_text: str
    first_in_china: bool


class Repair(msgspec.Struct, frozen=True):
    """What normalization changed beyond plain traditional to simplified conversion."""

    kind: str
    raw_start: int
    raw_end: int
    raw_text: str
    text: str


ROWS: dict[Family, type[Mention]] = {
    "organizations": Organization,
    "figures": Figure,
    "dates": DateExpression,
    "claims": Claim,
}
MENTION_COLUMNS = Mention.__struct_fields__
VALUE_COLUMNS: dict[Family, tuple[str, ...]] = {
    family: tuple(name for name in row.__struct_fields__ if name not in MENTION_COLUMNS) for family, row in ROWS.items()
}
