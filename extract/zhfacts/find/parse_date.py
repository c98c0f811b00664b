"""Reads one date expression as somebody who says it now means it.

The extraction of an article keeps open what the article leaves open; a speaker looks ahead (礼拜五 is the next Friday)
and around himself (两天前, 近三年, 下个月). The expressions themselves are read by the rules of `rules/dates.toml`; what
only a speaker says is in `zhfacts.find.spoken`.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from zhfacts.find.calendar import Duration, Durations, Level, Point, Repeat
from zhfacts.find.date_atoms import amount, full_year, integer
from zhfacts.find.dates import read_date
from zhfacts.find.moments import Interval, interval
from zhfacts.find.spoken import read_range, read_spoken, rewritten
from zhfacts.normalize import normalize
from zhfacts.rulebook import load_rulebook

LONGEST = 60
"""Longer than any one date expression."""

ANY_TWO_MOMENTS = (datetime(2001, 5, 15, 7, 30), datetime(2012, 11, 4, 20, 10))


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """What a date expression means.

    Parameters
    ----------
    start, end
        A half-open interval; None for an amount of time that is no date.
    seconds
        The length of an amount of time, with 365 days for a year and 30 for a month. `24年` and `5日` are read both
        as a date and as an amount.
    value
        As in the tables: `2013-02`, `2013-02-15T15:00`, `P2W`; two of them for other intervals.
    date_type
        date, time, range, duration or set.
    """

    start: datetime | None
    end: datetime | None
    seconds: float | None
    value: str
    date_type: str


def parse_date(text: str, reference: datetime | None = None) -> ParsedDate | None:
    """The meaning of a text that is one date expression and nothing else, or None.

    Parameters
    ----------
    text
        The expression, simplified or traditional.
    reference
        When it is said; without it, only full dates and amounts of time are read.

    >>> now = datetime(2013, 2, 12, 4, 30)
    >>> parse_date("下个月二十号", now).value, parse_date("禮拜五", now).value, parse_date("兩小時十分").seconds
    ('2013-03-20', '2013-02-15', 7800)
    """
    if len(text) > LONGEST:
        return None
    clean = normalize(text).text.strip(" 　=,，。")
    compact = re.sub(r"[\s　]+", "", clean)
    found = _when(clean, compact, reference)
    duration = _duration(_AROUND.sub("", compact))
    seconds = None if duration is None else duration.seconds
    if found is not None:
        value, date_type = _written(found)
        return ParsedDate(found.start, found.end, seconds, value, date_type)
    if duration is not None:
        return ParsedDate(None, None, seconds, duration.iso, "duration")
    form = read_date(compact, load_rulebook())
    return ParsedDate(None, None, None, f"R/{form.every.iso}", "set") if isinstance(form, Repeat) else None


def _when(clean: str, compact: str, reference: datetime | None) -> Interval | None:
    """The interval that the text means; without a reference only what is the same at any time."""
    if reference is None:
        found, other = (_when(clean, compact, moment) for moment in ANY_TWO_MOMENTS)
        return found if found == other else None
    try:
        found = _read_figures(clean, reference) or _read_words(compact, reference)
    except (ValueError, OverflowError):  # out of the calendar
        return None
    return found if found is not None and found.start < found.end else None


def _written(found: Interval) -> tuple[str, str]:
    """Value and type of an interval."""
    start, end = found.start, found.end
    if found.level is Level.CLOCK and end - start <= timedelta(hours=1):
        return start.isoformat(timespec="seconds" if start.second else "minutes"), "time"
    if start.time() != time() or end.time() != time():
        return f"{start.isoformat()}/{end.isoformat()}", "date" if found.level is Level.PART else "range"
    last = end - timedelta(days=1)
    if (start.month, start.day, last.month, last.day) == (1, 1, 12, 31):
        first_value, last_value = f"{start.year:04d}", f"{last.year:04d}"
    elif start.day == 1 and end.day == 1:
        first_value, last_value = f"{start:%Y-%m}", f"{last:%Y-%m}"
    else:
        first_value, last_value = start.date().isoformat(), last.date().isoformat()
    return (first_value, "date") if first_value == last_value else (f"{first_value}/{last_value}", "range")


# Amounts of time

_UNITS = {"年": "Y", "日": "D", "周": "W", "钟": "h", "个钟": "h", "小时": "h", "分": "m", "分钟": "m"}
_AMOUNT = re.compile(
    r"(?P<n>[^个半点]{0,6})(?:点(?P<tenth>[一二三四五六七八九]))?(?P<mid>个半)?(?P<unit>年|日|周|个?钟|小时|分钟?)(?P<tail>半)?"
)
_FIXED = {"半日": (12, "h"), "半个钟": (30, "m"), "半钟头": (30, "m")}
_AROUND = re.compile(r"^(?:大约|大概|约)|(?:春秋|左右|上下|之久|的?时间)$")
_CANTONESE_FIVE_MINUTES = re.compile("(?P<n>[一二两三四五六七八九十]{1,2})个字")


def _duration(text: str) -> Duration | None:
    """An amount of time, also where the text may be a date too: 5日, 24年."""
    form = read_date(text, load_rulebook())
    if isinstance(form, Durations):
        return form.low
    if isinstance(form, Duration):
        return form
    if text in _FIXED:
        return Duration((_FIXED[text],))
    if match := _CANTONESE_FIVE_MINUTES.fullmatch(text):
        return Duration(((5 * integer(match["n"]), "m"),))
    if match := _AMOUNT.fullmatch(text):
        number = amount(match["n"]) if match["n"] else 1 if match["mid"] else None
        if number is not None:
            number += integer(match["tenth"]) / 10 if match["tenth"] else 0
            number += 0.5 if match["mid"] or match["tail"] else 0
            return Duration(((number, _UNITS[match["unit"]]),))
    return _sum(text)


def _sum(text: str) -> Duration | None:
    """Two amounts one after the other, whatever their order: 两天又一个月, 五个星期3小时."""
    for i in range(2, len(text) - 1):
        first = read_date(text[:i].rstrip("又零"), load_rulebook())
        if isinstance(first, Duration):
            second = _duration(text[i:].lstrip("又零"))
            if second is not None:
                return Duration(first.parts + second.parts)
    return None


# Dates written in figures

_YEAR, _MONTH, _DAY = r"(?P<year>\d{4})", r"(?P<month>1[0-2]|0?[1-9])", r"(?P<day>3[01]|[12]\d|0?[1-9])"
_SHORT_YEAR = r"(?P<year>\d{4}|\d{2})"
_CLOCK = r"(?P<hour>2[0-4]|[01]?\d)[:：](?P<minute>[0-5]\d)(?:[:：](?P<second>[0-5]\d))?"
_FIGURES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])",
        rf"{_YEAR}[-/. ]{_MONTH}[-/. ]{_DAY}(?:[ T-]?{_CLOCK})?",
        rf"{_YEAR}[-/.]{_MONTH}",
        rf"{_MONTH}/{_DAY}/{_SHORT_YEAR}",
        rf"{_DAY}[.]{_MONTH}[.]{_SHORT_YEAR}",
        r"(?P<year>\d{2})([-/.])" + rf"{_MONTH}\2{_DAY}",
        rf"{_MONTH}[-/·.]{_DAY}(?: {_CLOCK})?",
        _YEAR,
        rf"{_CLOCK} ?(?P<meridiem>[aApP])\.?[mM]?\.?",
        r"(?P<hour>1[0-2]|0?[1-9]) ?(?P<meridiem>[aApP])\.?[mM]\.?",
        _CLOCK,
    )
)
_BETWEEN = re.compile(r"(?P<first>.{4,20}?\d) ?(?:-|—|~|～|至|到) ?(?P<second>\d.{3,20})")


def _read_figures(text: str, now: datetime) -> Interval | None:
    """A date in figures only, or a range of two."""
    for pattern in _FIGURES:
        if match := pattern.fullmatch(text):
            found = interval(_figures_form({k: v for k, v in match.groupdict().items() if v is not None}), now)
            if found is not None:
                return found
    if match := _BETWEEN.fullmatch(text):
        first, second = _read_figures(match["first"], now), _read_figures(match["second"], now)
        if first is not None and second is not None and first.start < second.end:
            return Interval(first.start, second.end, first.level)
    return None


def _figures_form(groups: dict[str, str]) -> Point:
    number = {name: int(value) for name, value in groups.items() if value.isdigit()}
    year, hour, minute = number.get("year"), number.get("hour"), number.get("minute")
    if year is not None and len(groups["year"]) == 2:
        year = full_year(year)
    part = None
    if hour is not None and "meridiem" in groups:
        hour, minute = hour % 12 + (12 if groups["meridiem"] in "pP" else 0), minute or 0
        part = "凌晨" if hour < 12 else None  # keeps the clock from moving on to the afternoon
    return Point(
        year=year,
        month=number.get("month"),
        day=number.get("day"),
        part=part,
        hour=hour,
        minute=minute,
        second=number.get("second"),
    )


# Dates in words


def _read_words(text: str, now: datetime) -> Interval | None:
    """A date in words: by what only a speaker says, else by the rules."""
    text = rewritten(text, now)
    found = read_spoken(text, now, _read_any, _duration)
    if found is not None:
        return found
    form = read_date(text, load_rulebook())
    found = None if form is None else interval(form, now)
    return found or read_range(text, now, _read_any)


def _read_any(text: str, now: datetime) -> Interval | None:
    """A part of a longer expression."""
    return _read_figures(text, now) or _read_words(text, now)
