"""When a festival, solar term or month of the Chinese calendar falls."""

import re
from datetime import date as Day
from datetime import timedelta
from functools import lru_cache

from zhfacts.find.calendar import easter, lunar_day, nth_weekday, orthodox_easter, solar_term
from zhfacts.rulebook import Rule, Rulebook, load_rulebook

SURNAMES = "李王张刘陈赵杨吴孙胡徐朱马罗何郭韩曹董梁宋郑谢唐冯袁邓许傅沈曾彭吕苏蒋丁程魏潘"
"""Before a festival or solar term they make a name: 李立春."""


def festival_rule(rulebook: Rulebook) -> Rule:
    """The rule that finds the festivals of the lexicon by name; those with `guarded` have rules of their own."""
    names = [row["name"] for row in rulebook.lexicon("festivals") if not row["guarded"]]
    names.sort(key=len, reverse=True)
    return Rule(
        id="date.lexicon.festivals",
        pattern=f"(?<![{SURNAMES}])(?P<name>{'|'.join(map(re.escape, names))})(?!联欢|晚会|序曲|目|奏|能)",
        why="festivals by name",
        resolve="festival",
    )


@lru_cache(maxsize=4096)
def festival_day(name: str, year: int) -> Day | None:
    """The day of a festival of `lexicons/festivals.csv` in a Gregorian year.

    >>> festival_day("春节", 2023), festival_day("母亲节", 2021)
    (datetime.date(2023, 1, 22), datetime.date(2021, 5, 9))
    """
    if not 1 < year < 9999:
        return None
    row = _rows()[name]
    calendar, month, day = row["calendar"], row["month"], row["day"]
    if calendar == "solar":
        return Day(year, int(month), int(day))
    if calendar == "lunar":
        return lunar_festival(year, int(month), int(day))
    if calendar == "term":
        return solar_term(year, day)
    if calendar == "weekday":
        count, weekday = day.split("/")
        return nth_weekday(year, int(month), int(count), int(weekday))
    if calendar == "orthodox":
        return orthodox_easter(year) + timedelta(days=int(day)) if 1900 <= year < 2100 else None
    return easter(year) + timedelta(days=int(day))


def is_festival(name: str) -> bool:
    """Whether the lexicon has a festival of this name."""
    return name in _rows()


def fixed_day(name: str) -> tuple[int, int] | None:
    """Month and day of a festival that has the same day each year."""
    row = _rows()[name]
    return (int(row["month"]), int(row["day"])) if row["calendar"] == "solar" else None


def lunar_festival(year: int, month: int, day: int) -> Day | None:
    """The day of the Chinese calendar that people mean in a Gregorian year: 腊月 of 2023 begins in December 2022.

    The last day of the year (除夕) is day -1.
    """
    if day < 0:
        first = lunar_day(year, 1, 1)
        return None if first is None else first - timedelta(days=1)
    candidates = (lunar_day(year - 1, month, day), lunar_day(year, month, day))
    return next((d for d in candidates if d is not None and d.year == year), None)


def lunar_month(year: int, month: int) -> tuple[Day, Day] | None:
    """First and last day of a month of a year of the Chinese calendar."""
    first = lunar_day(year, month, 1)
    if first is None:
        return None
    last = lunar_day(year, month, 30) or first + timedelta(days=28)
    return first, last


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in load_rulebook().lexicon("festivals")}
