"""What a date expression says: calendar fields, some of them relative, some of them open.

A form is what stands in the words, before anything is resolved: `去年10月` is a year one before that of the reference
date and the month 10. `zhfacts.link.dates` gives forms their values in an article, `zhfacts.find.parse_date` those
that somebody who speaks now means.
"""

from datetime import date as Day
from datetime import timedelta
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from typing import Literal, NamedTuple

Base = Literal["reference", "context", "stated", "told"]
"""What a shift counts from: the reference date, the date before in the text, one before that states its year, or the
year that the sentence tells of (2023年营收较上年增长)."""


class Shift(NamedTuple):
    """So many units after (before, where negative) its base."""

    by: int
    base: Base = "reference"


Slot = int | Shift | None


class Level(IntEnum):
    """How fine a point of the calendar is."""

    YEAR = 0
    PERIOD = 1
    DAY = 2
    PART = 3
    CLOCK = 4


WEEKEND = 8
"""In `Point.weekday`: Saturday and Sunday."""


class Point(NamedTuple):
    """A place in the calendar; what the words leave out is None.

    Parameters
    ----------
    year, month, week, day
        A number, or a shift. `year` is negative before our era.
    whole
        全年: the year is meant as a whole.
    period
        `Q1`…`Q4`, `H1`, `H2`, `SP`, `SU`, `FA`, `WI`, or a shift in quarters.
    weekday
        1 (Monday) to 7, or `WEEKEND`.
    beside
        今（19）日: how far the day, whose number is written, is from the reference date.
    festival
        The name of a festival or solar term.
    lunar
        Month and day are those of the Chinese calendar; a leap month is negative.
    part
        The part of the day.
    hour, minute, second
        A clock time as written; `part` decides between morning and evening.
    """

    year: Slot = None
    whole: bool | None = None
    period: str | Shift | None = None
    month: Slot = None
    week: Shift | None = None
    weekday: int | None = None
    day: Slot = None
    beside: Shift | None = None
    festival: str | None = None
    lunar: bool | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None

    @property
    def coarsest(self) -> Level | None:
        """The level at which the words begin."""
        if self.year is not None:
            return Level.YEAR
        if self.period is not None or self.month is not None or self.week is not None or self.whole:
            return Level.PERIOD
        if self.day is not None or self.weekday is not None or self.festival is not None:
            return Level.DAY
        if self.part is not None:
            return Level.PART
        return Level.CLOCK if self.hour is not None else None

    @property
    def finest(self) -> Level | None:
        """The level at which the words end."""
        if self.hour is not None:
            return Level.CLOCK
        if self.part is not None:
            return Level.PART
        if self.day is not None or self.weekday is not None or self.festival is not None:
            return Level.DAY
        if self.period is not None or self.month is not None or self.week is not None or self.whole:
            return Level.PERIOD
        return Level.YEAR if self.year is not None else None

    def joined(self, finer: "Point") -> "Point":
        """This point with the fields that `finer` adds."""
        return _joined(self, finer)


@lru_cache(maxsize=4096)
def _joined(point: Point, finer: Point) -> Point:
    return Point._make([new if new is not None else old for old, new in zip(point, finer, strict=True)])


class Range(NamedTuple):
    """From one point to another, both included."""

    start: Point
    end: Point


class Decade(NamedTuple):
    """A century or decade: `century` is the year's first two digits (19 for 19XX), a shift, or open."""

    century: int | Shift | None
    decade: int | None = None


class Decades(NamedTuple):
    """From one decade or century to another."""

    start: Decade
    end: Decade


class Duration(NamedTuple):
    """An amount of time: numbers with units (Y, M, W, D, h, m, s), from coarse to fine."""

    parts: tuple[tuple[int | float, str], ...]

    @property
    def seconds(self) -> float:
        """Its length, with 365 days for a year and 30 for a month."""
        return sum(number * SECONDS[unit] for number, unit in self.parts)

    @property
    def iso(self) -> str:
        """As ISO 8601 writes it.

        >>> Duration(((4.5, "M"),)).iso, Duration(((3, "h"), (20, "m"))).iso, Duration(((0.0042, "s"),)).iso
        ('P4.5M', 'PT3H20M', 'PT0.0042S')
        """
        return _iso(self.parts)


@lru_cache(maxsize=1024)
def _iso(parts: tuple[tuple[int | float, str], ...]) -> str:
    days = "".join(f"{decimal(number)}{unit}" for number, unit in parts if unit.isupper())
    time = "".join(f"{decimal(number)}{unit.upper()}" for number, unit in parts if unit.islower())
    return f"P{days}T{time}" if time else f"P{days}"


class Durations(NamedTuple):
    """An amount of time between two others: 3至5年."""

    low: Duration
    high: Duration


class Repeat(NamedTuple):
    """A recurring time: `every` is the period; `at` the moments, as far as they are named."""

    every: Duration
    at: Point | Range | None = None


class SamePeriod(NamedTuple):
    """去年同期: the period that the text spoke of before, in another year."""

    year: Slot = None


class Aside(NamedTuple):
    """A repetition in brackets inside an expression: 1941年（昭和16年）12月."""


Form = Point | Range | Decade | Decades | Duration | Durations | Repeat | SamePeriod | Aside

SECONDS = {"Y": 365 * 86400, "M": 30 * 86400, "W": 7 * 86400, "D": 86400, "h": 3600, "m": 60, "s": 1}


def decimal(number: int | float) -> str:
    """A number without an exponent, and without a point where it is whole.

    >>> decimal(0.0042), decimal(3.5e-13), decimal(10000000.0), decimal(5)
    ('0.0042', '0.00000000000035', '10000000', '5')
    """
    return f"{Decimal(f'{number:.12g}'):f}" if number != int(number) else str(int(number))


AFTERNOON = {"下午", "午后", "傍晚", "晚上", "晚间", "夜晚", "晚", "夜", "夜间", "夜里", "深夜", "半夜", "午夜"}
NIGHT = {"夜", "夜间", "夜里", "深夜", "半夜", "午夜", "凌晨"}


def hour_of_day(hour: int, part: str | None) -> int:
    """The hour from 0 to 24 that a part of the day makes of a written hour.

    >>> hour_of_day(8, "晚间"), hour_of_day(1, "深夜"), hour_of_day(12, "凌晨"), hour_of_day(1, "中午")
    (20, 1, 0, 13)
    """
    if part is None or hour > 12:
        return hour
    if part in NIGHT and (hour == 12 or part == "凌晨"):
        return 0 if part == "凌晨" and hour == 12 else (24 if hour == 12 else hour)
    if part in NIGHT and hour < 6:
        return hour
    if part in AFTERNOON and (hour < 12 or part.startswith("晚")):
        return hour + 12
    if part in {"中午", "午间", "正午", "午"} and hour < 4:
        return hour + 12
    return hour


def days_in_month(year: int, month: int) -> int:
    """How many days a month has."""
    first_of_next = Day(year + month // 12, month % 12 + 1, 1)
    return (first_of_next - Day(year, month, 1)).days


def is_day(year: int | None, month: int | None, day: int) -> bool:
    """Whether there is such a day in the calendar; an unknown year may be a leap year."""
    if month is None:
        return 1 <= day <= 31
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year if year and 0 < year < 9999 else 2000, month)


SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@lru_cache(maxsize=4096)
def bounds(value: str) -> tuple[Day | None, Day | None]:
    """The first and the last day that a value covers, both included; None where the year is open or there is none.

    >>> bounds("2023-Q3"), bounds("199X"), bounds("XXXX-03"), bounds("2021/2025")[1]
    ((datetime.date(2023, 7, 1), datetime.date(2023, 9, 30)), (datetime.date(1990, 1, 1), datetime.date(1999, 12, 31)), (None, None), datetime.date(2025, 12, 31))
    """
    if value.startswith(("P", "R")):
        return None, None
    if "/" in value:
        start, _, end = value.partition("/")
        return bounds(start)[0], bounds(end)[1]
    year, _, rest = value.partition("-") if not value.startswith("-") else ("X", "", "")
    try:
        return _bounds(year, rest.partition("T")[0])
    except ValueError:
        return None, None


def _bounds(year: str, rest: str) -> tuple[Day, Day]:
    if year.endswith("X"):
        if rest:
            raise ValueError(year)
        return Day(int(year.replace("X", "0")), 1, 1), Day(int(year.replace("X", "9")), 12, 31)
    number = int(year)
    if not rest:
        return Day(number, 1, 1), Day(number, 12, 31)
    if rest[0] == "Q":
        return _months(number, 3 * int(rest[1]) - 2, 3)
    if rest[0] == "H":
        return _months(number, 6 * int(rest[1]) - 5, 6)
    if rest in SEASON_MONTHS:
        return _months(number, SEASON_MONTHS[rest], 3)
    month, _, day = rest.partition("-")
    if not day:
        return _months(number, int(month), 1)
    return Day(number, int(month), int(day)), Day(number, int(month), int(day))


def _months(year: int, month: int, count: int) -> tuple[Day, Day]:
    end = month + count
    first_after = Day(year + (end - 1) // 12, (end - 1) % 12 + 1, 1)
    return Day(year, month, 1), first_after - timedelta(days=1)


def lunar_day(year: int, month: int, day: int) -> Day | None:
    """The Gregorian day of a day of the Chinese calendar; a leap month is negative.

    >>> lunar_day(2023, 8, 15)
    datetime.date(2023, 9, 29)
    """
    from lunar_python import Lunar  # type: ignore[import-untyped]  # it has no types

    try:
        solar = Lunar.fromYmd(year, month, day).getSolar()
        return Day(solar.getYear(), solar.getMonth(), solar.getDay())
    except Exception:  # the library raises bare exceptions for days that a month does not have
        return None


def solar_term(year: int, term: str) -> Day | None:
    """The Gregorian day of a solar term.

    >>> solar_term(2023, "清明")
    datetime.date(2023, 4, 5)
    """
    from lunar_python import Lunar

    # The table of a lunar year begins with the 冬至 of the year before; its own stands under another key.
    solar = Lunar.fromYmd(year, 6, 1).getJieQiTable().get("DONG_ZHI" if term == "冬至" else term)
    if solar is None:
        return None
    return Day(solar.getYear(), solar.getMonth(), solar.getDay())


def nth_weekday(year: int, month: int, count: int, weekday: int) -> Day:
    """The day of the second Sunday (`count` 2, `weekday` 7) of a month; the last one where `count` is -1.

    >>> nth_weekday(2021, 5, 2, 7)
    datetime.date(2021, 5, 9)
    """
    if count < 0:
        last = Day(year, month, days_in_month(year, month))
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = Day(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))


def easter(year: int) -> Day:
    """Easter Sunday of the Gregorian calendar (the anonymous computus).

    >>> easter(2013)
    datetime.date(2013, 3, 31)
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return Day(year, month, day + 1)


def orthodox_easter(year: int) -> Day:
    """Easter Sunday of the Orthodox churches, by the Julian calendar (Meeus), from 1900 to 2099.

    >>> orthodox_easter(2013), orthodox_easter(2024)
    (datetime.date(2013, 5, 5), datetime.date(2024, 5, 5))
    """
    if not 1900 <= year < 2100:
        raise ValueError(year)
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return Day(year, month, day + 1) + timedelta(days=13)
