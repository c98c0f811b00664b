"""From when to when a date form lasts for somebody who says it now.

A speaker looks ahead: 星期五 is the next Friday, 3月8日 the next one, 三点 the next time a clock shows three.
Intervals are half-open. A reference at midnight stands for its day.
"""

from collections.abc import Callable
from datetime import date as Day
from datetime import datetime, time, timedelta
from typing import NamedTuple

from zhfacts.find.calendar import (
    WEEKEND,
    Decade,
    Decades,
    Form,
    Level,
    Point,
    Range,
    Shift,
    days_in_month,
    hour_of_day,
    is_day,
    lunar_day,
    solar_term,
)
from zhfacts.find.festivals import festival_day, lunar_festival, lunar_month

PARTS = {
    **dict.fromkeys(("凌晨",), (0, 5)),
    **dict.fromkeys(("黎明", "拂晓"), (4, 7)),
    **dict.fromkeys(("清晨", "早上", "早晨", "清早", "一早"), (4, 12)),
    **dict.fromkeys(("早间", "早", "晨", "上午"), (8, 12)),
    **dict.fromkeys(("中午", "午间", "正午", "午"), (11, 13)),
    **dict.fromkeys(("下午", "午后"), (12, 18)),
    **dict.fromkeys(("傍晚",), (17, 19)),
    **dict.fromkeys(("晚上", "晚间", "夜晚", "晚", "夜", "夜间", "夜里"), (18, 24)),
    **dict.fromkeys(("深夜", "半夜", "午夜"), (22, 24)),
    **dict.fromkeys(("白天",), (6, 19)),
    **dict.fromkeys(("全天",), (0, 24)),
}
"""The hours of the parts of the day; sources differ, these are the most common bounds."""

SEASON_TERMS = {"SP": ("立春", "立夏"), "SU": ("立夏", "立秋"), "FA": ("立秋", "立冬"), "WI": ("立冬", "立春")}
"""The seasons of the Chinese calendar begin and end with solar terms."""


class Interval(NamedTuple):
    """A half-open interval, and how fine the words are."""

    start: datetime
    end: datetime
    level: Level


def interval(form: Form, now: datetime) -> Interval | None:
    """The interval that a form means now, or None where it has none."""
    try:
        if isinstance(form, Point):
            return _point(form, now)
        if isinstance(form, Range):
            return _range(form, now)
        if isinstance(form, Decade):
            return _decade(form, now)
        if isinstance(form, Decades):
            first, last = _decade(form.start, now), _decade(form.end, now)
            return Interval(first.start, last.end, Level.YEAR)
    except (ValueError, OverflowError):
        return None
    return None


def of_days(first: Day, last: Day, level: Level = Level.DAY) -> Interval:
    """From the beginning of one day to the end of another."""
    return Interval(midnight(first), midnight(last) + timedelta(days=1), level)


def midnight(day: Day) -> datetime:
    """The beginning of a day."""
    return datetime.combine(day, time())


def of_months(year: int, month: int, count: int = 1) -> Interval:
    """So many months from one on."""
    start = datetime(year, month, 1)
    return Interval(start, add_months(start, count), Level.PERIOD)


def of_years(year: int, count: int = 1) -> Interval:
    """So many years from one on."""
    return Interval(datetime(year, 1, 1), datetime(year + count, 1, 1), Level.YEAR)


def add_months(moment: datetime, count: int) -> datetime:
    """The same day so many months later, or the last one of a shorter month."""
    index = moment.year * 12 + moment.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, days_in_month(year, month)))


def _slot(slot: int | Shift | None, base: int) -> int | None:
    return base + slot.by if isinstance(slot, Shift) else slot


def _decade(form: Decade, now: datetime) -> Interval:
    century = _slot(form.century, (now.year - 1) // 100)
    if form.decade is None:
        return of_years((century or 0) * 100, 100)
    if century is None:
        century = (now.year - form.decade * 10) // 100
    return of_years(century * 100 + form.decade * 10, 10)


def _point(point: Point, now: datetime) -> Interval | None:
    whole = _calendar(point, now)
    if whole is None or (point.part is None and point.hour is None):
        return whole
    day = whole.start
    if point.hour is None:
        begins, ends = PARTS[point.part or "全天"]
        return Interval(day + timedelta(hours=begins), day + timedelta(hours=ends), Level.PART)
    return _clock(point, day, now)


def _clock(point: Point, day: datetime, now: datetime) -> Interval:
    hour = hour_of_day(point.hour or 0, point.part)
    moment = day + timedelta(hours=hour, minutes=point.minute or 0, seconds=point.second or 0)
    undated = point == Point(hour=point.hour, minute=point.minute, second=point.second)
    if undated and moment <= now and 0 < hour < 12:
        moment += timedelta(hours=12)
    if point.second is not None:
        length = timedelta(seconds=1)
    else:
        length = timedelta(minutes=1) if point.minute is not None else timedelta(hours=1)
    return Interval(moment, moment + length, Level.CLOCK)


def _calendar(point: Point, now: datetime) -> Interval | None:
    """The day, month or year of a point."""
    year = _slot(point.year, now.year)
    if point.festival is not None:
        name = point.festival
        return _yearly(lambda y: festival_day(name, y), year, now)
    if point.lunar:
        return _lunar(point, year, now)
    if point.week is not None or (point.weekday is not None and point.day is None):
        return _week(point, now)
    if point.period is not None:
        return _period(point.period, year, now)
    if point.whole or (point.month is None and point.day is None and year is not None):
        return of_years(now.year if year is None else year)
    if point.month is None and point.day is None:
        return of_days(now.date(), now.date())
    if isinstance(point.day, Shift):
        shifted = now.date() + timedelta(days=point.day.by)
        if year is not None:  # 去年今日
            shifted = add_months(midnight(shifted), 12 * (year - now.year)).date()
        return of_days(shifted, shifted)
    if isinstance(point.month, Shift):
        first = add_months(datetime(now.year if year is None else year, now.month, 1), point.month.by)
        return _in_month(first.year, first.month, point.day)
    if point.month is None:
        return _day_alone(point.day or 1, now)
    if point.day is None:
        return of_months(now.year if year is None else year, point.month)
    if year is None:
        month, day = point.month, point.day
        return _yearly(lambda y: Day(y, month, day) if is_day(y, month, day) else None, None, now, point.weekday)
    return _in_month(year, point.month, point.day)


def _in_month(year: int, month: int, day: int | None) -> Interval:
    if day is None:
        return of_months(year, month)
    return of_days(Day(year, month, day), Day(year, month, day))


def _day_alone(day: int, now: datetime) -> Interval:
    """A day of this month, or of the next that has it."""
    first = now.replace(day=1)
    for count in range(12):
        month = add_months(first, count)
        if is_day(month.year, month.month, day):
            return _in_month(month.year, month.month, day)
    raise ValueError(day)


def _yearly(
    day_in: Callable[[int], Day | None], year: int | None, now: datetime, weekday: int | None = None
) -> Interval | None:
    """What comes once a year: in the year named, else the next; a weekday beside it may say that it is past."""
    if year is not None:
        day = day_in(year)
        return None if day is None else of_days(day, day)
    days = [day for y in range(now.year - 1, now.year + 9) if (day := day_in(y)) is not None]
    if weekday is not None:
        fitting = [day for day in days if day.isoweekday() == weekday and abs((day - now.date()).days) < 366]
        days = sorted(fitting, key=lambda day: abs((day - now.date()).days)) or days
        return of_days(days[0], days[0])
    upcoming = next((day for day in days if day >= now.date()), None)
    return None if upcoming is None else of_days(upcoming, upcoming)


def _lunar(point: Point, year: int | None, now: datetime) -> Interval | None:
    month = point.month
    if not isinstance(month, int):
        return None
    if isinstance(point.day, int):
        day = point.day
        if year is not None:
            found = lunar_day(year, month, day)
            return None if found is None else of_days(found, found)
        return _yearly(lambda y: lunar_festival(y, month, day), None, now)
    years = range(now.year, now.year + 40) if year is None else (year,)
    days = next((span for y in years if (span := lunar_month(y, month)) is not None), None)
    return None if days is None else of_days(*days, Level.PERIOD)


def _week(point: Point, now: datetime) -> Interval:
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    if point.weekday == WEEKEND:
        saturday = monday + timedelta(days=5, weeks=point.week.by if point.week else 0)
        return of_days(saturday, saturday + timedelta(days=1))
    if point.week is not None:
        monday += timedelta(weeks=point.week.by)
        if point.weekday is None:
            return of_days(monday, monday + timedelta(days=6), Level.PERIOD)
        day = monday + timedelta(days=point.weekday - 1)
        return of_days(day, day)
    ahead = ((point.weekday or 1) - today.isoweekday()) % 7 or 7
    day = today + timedelta(days=ahead)
    return of_days(day, day)


def _period(period: str | Shift, year: int | None, now: datetime) -> Interval | None:
    if isinstance(period, Shift):
        shifted = add_months(datetime(now.year, (now.month - 1) // 3 * 3 + 1, 1), 3 * period.by)
        return of_months(shifted.year, shifted.month, 3)
    year = now.year if year is None else year
    if period in SEASON_TERMS:
        begins, ends = SEASON_TERMS[period]
        first, after = solar_term(year, begins), solar_term(year + (period == "WI"), ends)
        return None if first is None or after is None else Interval(midnight(first), midnight(after), Level.PERIOD)
    number = int(period[1])
    return of_months(year, 3 * number - 2, 3) if period[0] == "Q" else of_months(year, 6 * number - 5, 6)


def _range(form: Range, now: datetime) -> Interval | None:
    first, last = form
    if isinstance(last.year, int) and first.year is None and first.month is not None:
        first = first._replace(year=last.year)
    if first.year is None and first.month is not None and first.day is not None and not first.lunar:
        first = first._replace(year=now.year)
    start = _point(first, now)
    if start is None:
        return None
    if first.hour is None and first.part in {"中午", "正午"}:
        start = start._replace(start=start.start.replace(hour=12))  # noon as a bound is twelve o'clock
    end = _point(_filled(first, last, start), now)
    if end is None:
        return None
    if last.hour is not None and last.minute is None:
        end = end._replace(end=end.start + timedelta(seconds=1))  # 到3点 reaches to that moment
    if last.weekday is not None and last.week is None and last.day is None:
        weeks = timedelta(weeks=max(0, -(-(start.start - end.start).days // 7)))
        end = Interval(end.start + weeks, end.end + weeks, end.level)
    elif end.end < start.start and last.year is None:
        end = Interval(add_months(end.start, 12), add_months(end.end, 12), end.level)
    return Interval(start.start, end.end, max(start.level, end.level))


def _filled(first: Point, last: Point, start: Interval) -> Point:
    """The end of a range with what it takes from its start."""
    if last.festival or last.lunar or last.week or isinstance(last.day, Shift) or isinstance(last.month, Shift):
        year = start.start.year if last.year is None and last.festival else last.year
        return last._replace(year=year)
    if last.part is None and last.hour is not None and first.hour is not None:
        in_part = hour_of_day(last.hour, first.part)
        if last.hour < 12 and in_part >= hour_of_day(first.hour, first.part):
            last = last._replace(part=first.part)
    if last.year is not None or last.weekday is not None:
        return last
    day = start.start
    filled = last._replace(year=day.year)
    if filled.month is None and filled.period is None and (filled.day is not None or filled.hour is not None):
        filled = filled._replace(month=day.month)
    if filled.day is None and filled.hour is not None:
        filled = filled._replace(day=day.day)
    return filled
