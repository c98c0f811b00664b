"""Every conversion from another calendar, 1950 to 2049, against the library that the project uses for it.

Where the library can be asked the other way round (which lunar day, festival or solar term a Gregorian day is), it is.
"""

from datetime import date as Day
from datetime import datetime, timedelta

import pytest
from lunar_python import Lunar, LunarYear, Solar
from zhfacts.find.calendar import lunar_day, solar_term
from zhfacts.find.festivals import festival_day, lunar_month
from zhfacts.find.parse_date import parse_date
from zhfacts.pipeline import extract_text
from zhfacts.rulebook import load_rulebook

YEARS = range(1950, 2050)
FESTIVALS = load_rulebook().lexicon("festivals")
OF_CALENDAR = {
    calendar: list({(r["month"], r["day"]): r for r in FESTIVALS if r["calendar"] == calendar}.values())
    for calendar in ("lunar", "term", "weekday")
}
"""One festival for each day."""
TERMS = sorted({row["day"] for row in OF_CALENDAR["term"]})


def in_the_library(day: Day) -> Lunar:
    """What the library says of a Gregorian day."""
    return Solar.fromYmd(day.year, day.month, day.day).getLunar()


def value_of(text: str) -> str:
    """The value of the only date of a sentence that begins with it."""
    (date,) = extract_text(f"{text}，开市。").dates
    return str(date.value)


@pytest.mark.parametrize("year", YEARS)
def test_each_day_of_the_lunar_year(year: int) -> None:
    for month in LunarYear.fromYear(year).getMonthsInYear():
        solar = Solar.fromJulianDay(month.getFirstJulianDay())
        first = Day(solar.getYear(), solar.getMonth(), solar.getDay())
        for offset in range(month.getDayCount()):
            assert lunar_day(year, month.getMonth(), offset + 1) == first + timedelta(days=offset)
        assert lunar_month(year, month.getMonth()) == (first, first + timedelta(days=month.getDayCount() - 1))
        leap = "闰" if month.getMonth() < 0 else ""
        assert value_of(f"{year}年农历{leap}{abs(month.getMonth())}月初一") == first.isoformat()


@pytest.mark.parametrize("year", YEARS)
def test_each_festival_of_the_lunar_calendar(year: int) -> None:
    for row in OF_CALENDAR["lunar"]:
        day = festival_day(row["name"], year)
        if day is None:  # 腊八 and 小年 fall into a Gregorian year twice, once or not at all
            assert int(row["month"]) == 12
            continue
        there = in_the_library(day)
        if int(row["day"]) < 0:
            assert "除夕" in there.getFestivals()
        else:
            assert (there.getMonth(), there.getDay()) == (int(row["month"]), int(row["day"]))
        assert day.year == year
        if not row["guarded"]:
            assert value_of(f"{year}年{row['name']}") == day.isoformat()


@pytest.mark.parametrize("year", YEARS)
def test_each_solar_term(year: int) -> None:
    for row in OF_CALENDAR["term"]:
        day = solar_term(year, row["day"])
        assert day is not None
        assert day.year == year
        assert in_the_library(day).getJieQi() == row["day"]
        if not row["guarded"]:
            assert value_of(f"{year}年{row['name']}") == day.isoformat()


@pytest.mark.parametrize("name", [row["name"] for row in FESTIVALS if not row["guarded"] and row["name"][0] != "“"])
def test_each_festival_is_found_by_its_name(name: str) -> None:
    assert value_of(f"2024年{name}") == str(festival_day(name, 2024))


@pytest.mark.parametrize("year", YEARS)
def test_each_festival_on_a_weekday(year: int) -> None:
    for row in OF_CALENDAR["weekday"]:
        day = festival_day(row["name"], year)
        assert day is not None
        count, weekday = map(int, row["day"].split("/"))
        assert (day.year, day.month, day.isoweekday()) == (year, int(row["month"]), weekday)
        assert (day.day - 1) // 7 + 1 == count


@pytest.mark.parametrize("year", YEARS)
def test_each_year_of_the_republic(year: int) -> None:
    for text in (f"民国{year - 1911}年", f"中華民國{year - 1911}年"):
        parsed = parse_date(text, datetime(2020, 1, 1))
        assert parsed is not None
        assert parsed.value == value_of(text) == str(year)
    assert value_of(f"民国{year - 1911}年3月5日") == f"{year}-03-05"


def test_the_terms_are_all_but_those_that_are_other_words() -> None:
    there = {term for term in Lunar.fromYmd(2023, 6, 1).getJieQiTable() if "_" not in term}
    assert there - set(TERMS) <= {"大雪", "小雪", "大寒", "小寒", "雨水"}
    assert set(TERMS) <= there
