"""Gives dates their values: what their words leave out comes from the reference date or from the dates before them.

What nothing fixes stays open (`XXXX-03-07`). A word that only points back (当年, 次日, 全年) and finds nothing to point
to is no date and is taken out.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date as Day
from datetime import timedelta
from itertools import zip_longest

from zhfacts.find.calendar import (
    WEEKEND,
    Decade,
    Decades,
    Duration,
    Durations,
    Form,
    Level,
    Point,
    Range,
    Repeat,
    SamePeriod,
    Shift,
    bounds,
    hour_of_day,
    is_day,
    lunar_day,
)
from zhfacts.find.candidates import Candidate
from zhfacts.find.festivals import festival_day, fixed_day, lunar_festival, lunar_month
from zhfacts.link.date_context import BRACKET, IS_FESTIVAL, Context, Known, Origin, Resolved, add_months, known_day
from zhfacts.link.reference import Reference, article_day, known_reference
from zhfacts.segment import Document


def resolve_dates(
    doc: Document, dates: list[Candidate], reference: Reference, boilerplate: Sequence[tuple[int, int]]
) -> None:
    """Replace the forms in the candidates' values by the columns of the table; take out what points to nothing."""
    known = known_reference(reference)
    own = [c for c in dates if not _elsewhere(c, boilerplate)] if boilerplate else dates
    published = reference.source in {"metadata", "byline"}
    article = Context(doc, known, article_day(doc.text, own, reference), published=published)
    other = Context(doc, Known(), Known())
    kept = []
    for candidate, after in zip_longest(list(dates), dates[1:]):
        context = other if boilerplate and _elsewhere(candidate, boilerplate) else article
        context.enter(candidate.start, candidate.end, _explained_by(doc.text, candidate, after))
        resolved = resolve(candidate.values["form"], context)
        if resolved is None:
            continue
        start, end = bounds(resolved.value)
        candidate.values = {
            "date_type": resolved.date_type,
            "value": resolved.value,
            "start_date": start,
            "end_date": end,
            "anchor": resolved.anchor,
        }
        kept.append(candidate)
    dates[:] = kept


def _explained_by(text: str, candidate: Candidate, after: Candidate | None) -> Point | None:
    """What says which day is meant: in brackets behind it (本周五（10/25）), or a festival (17日是中秋节)."""
    if after is None or after.start - candidate.end > 6:
        return None
    form = after.values["form"]
    if not isinstance(form, Point):
        return None
    if form.festival is not None and form.year is None:
        return form if IS_FESTIVAL.fullmatch(text, candidate.end, after.start) else None
    return form if isinstance(form.day, int) and BRACKET.fullmatch(text, candidate.end, after.start) else None


def _elsewhere(candidate: Candidate, boilerplate: Sequence[tuple[int, int]]) -> bool:
    """Whether a date stands in boilerplate behind the article, which may belong to another story."""
    return any(0 < start <= candidate.start < end for start, end in boilerplate)


def resolve(form: Form, context: Context) -> Resolved | None:
    """The value of a form at the place that the context stands at, or None where it points to nothing."""
    if isinstance(form, Duration):
        return Resolved(Known(), Level.YEAR, form.iso, "duration", None)
    if isinstance(form, Durations):
        return Resolved(Known(), Level.YEAR, f"{form.low.iso}/{form.high.iso}", "duration", None)
    if isinstance(form, Repeat):
        return Resolved(Known(), Level.YEAR, f"R/{form.every.iso}", "set", None)
    if isinstance(form, Decade):
        value = _decade(form, context)
        return Resolved(Known(), Level.YEAR, value, "date", _decade_anchor(form, value))
    if isinstance(form, Decades):
        first, last = _decade(form.start, context), _decade(form.end, context)
        return Resolved(Known(), Level.YEAR, f"{first}/{last}", "range", _decade_anchor(form.start, first))
    try:
        resolved = _in_calendar(form, context)
    except (ValueError, OverflowError):  # before the year 1 or after 9999
        return None
    if resolved is not None:
        context.remember(resolved, aside=isinstance(form, SamePeriod))
    return resolved


def _in_calendar(form: Form, context: Context) -> Resolved | None:
    if isinstance(form, Point):
        return _point(form, context)
    if isinstance(form, Range):
        return _range(form, context)
    return _same_period(form, context) if isinstance(form, SamePeriod) else None


# Decades and centuries


def _decade(form: Decade, context: Context) -> str:
    century = form.century
    if isinstance(century, Shift):
        this = _this_century(context)
        if this is None:
            return "XXXX"
        century = this + century.by
    if century is None:
        century = _century_of_decade(form.decade or 0, context)
    sign, digits = ("-", -century - 1) if century < 0 else ("", century)
    return f"{sign}{digits:02d}{'X' if form.decade is None else form.decade}X"


def _this_century(context: Context) -> int | None:
    """The first two digits of the years that 本世纪 means: of the reference date, else of the latest year in the text."""
    year = context.reference.year
    if year is None:
        year = context.latest_year
    return (year - 1) // 100


def _century_of_decade(decade: int, context: Context) -> int:
    """The century of 90年代: the last one in which that decade has begun."""
    year = context.reference.year
    if year is None:
        return 19 if decade else 20
    return (year - decade * 10) // 100


def _decade_anchor(form: Decade, value: str) -> str | None:
    if value == "XXXX":
        return None
    return "explicit" if isinstance(form.century, int) else "reference"


# Points


def _point(point: Point, context: Context) -> Resolved | None:
    if point.festival is not None:
        return _festival(point, context)
    if point.lunar:
        return _lunar(point, context)
    if point.week is not None or point.weekday is not None:
        if point.day is None:
            return _week(point, context)
        point = point._replace(weekday=None, week=None)
    if point.period is not None:
        return _period(point, context)
    if point.whole:
        return _whole_year(point, context)
    if point.month is None and point.day is None:
        return _year(point, context) if point.year is not None else _clock(point, context)
    return _day(point, context)


def _year_slot(point: Point, context: Context) -> tuple[int | None, str | None, Origin] | None:
    """The year that the words name or point to; None where they point to nothing."""
    slot = point.year
    if isinstance(slot, Shift):
        if slot.base == "reference":
            year = context.reference.year
            return (None, None, Origin.INFERRED) if year is None else (year + slot.by, "reference", Origin.NAMED)
        if slot.base == "told":
            return _told(slot, context)
        before = _year_before(slot, point, context)
        if before is None or before.known.year is None:
            return None
        return before.known.year + slot.by, "context", before.origin
    return (slot, "explicit", Origin.STATED) if slot is not None else (None, None, Origin.INFERRED)


def _told(slot: Shift, context: Context) -> tuple[int | None, str | None, Origin]:
    """上年: before the year that the sentence tells of, where that is compared or is last year; else last year."""
    year = context.reference.year
    memories = ((m.resolved.known.year, m.resolved.origin) for m in context.before(0) if not m.aside)
    told, origin = next(((known, origin) for known, origin in memories if known is not None), (None, Origin.NAMED))
    if told is not None and (context.compared or told + 1 == year):
        return told + slot.by, "context", origin
    return (None, None, Origin.INFERRED) if year is None else (year + slot.by, "reference", Origin.NAMED)


def _year_before(slot: Shift, point: Point, context: Context) -> Resolved | None:
    """The date that 同年, 次年 point to; 当年 alone also means "back then", so it must follow one that states its year."""
    if slot.base == "stated" and point.coarsest is point.finest:
        nearest = next((m.resolved for m in context.before(5)), None)
        return nearest if nearest is not None and nearest.origin is Origin.STATED else None
    return context.last(lambda r: r.known.year is not None, 5)


def _year(point: Point, context: Context) -> Resolved | None:
    found = _year_slot(point, context)
    if found is None:
        return None
    year, anchor, origin = found
    known = Known(year)
    return Resolved(known, Level.YEAR, known.written(Level.YEAR), "date", anchor, origin)


def _whole_year(point: Point, context: Context) -> Resolved | None:
    if point.year is not None:
        return _year(point, context)
    before = context.last(lambda r: r.known.year is not None or r.value.startswith("XXXX"), 3)
    if before is None:
        before = context.last(lambda r: r.level is Level.YEAR and r.known.year is not None, 3, same_paragraph=False)
    if before is None:
        return None
    known = Known(before.known.year)
    return Resolved(known, Level.YEAR, known.written(Level.YEAR), "date", "context", before.origin)


def _period(point: Point, context: Context) -> Resolved | None:
    found = _year_slot(point, context)
    if found is None:
        return None
    year, anchor, origin = found
    period = point.period
    if isinstance(period, Shift):
        shifted = _shifted_quarter(period, context)
        if shifted is None:
            return None
        year, quarter = shifted
        anchor = "context" if period.base == "context" else "reference" if quarter is not None else None
        period = "QX" if quarter is None else f"Q{quarter}"
    elif point.year is None:
        year, anchor, origin = _year_of_period(str(period), context)
    elif period == "WI" and point.year == Shift(0) and year is not None and (context.reference.month or 12) < 4:
        year -= 1
    last = context.memories[-1] if context.memories else None
    if period == "SP" and last is not None and last.end == context.start and last.resolved.value.endswith("-WI"):
        year = None if last.resolved.known.year is None else last.resolved.known.year + 1  # 今冬明春
    value = f"{Known(year).written(Level.YEAR)}-{period}"
    return Resolved(Known(year), Level.PERIOD, value, "date", anchor, origin)


def _shifted_quarter(shift: Shift, context: Context) -> tuple[int | None, int | None] | None:
    """上季, 下季度: seen from the article, or in a comparison (较上季) from the quarter before in the text.

    前一季 is always seen from the one before, and nothing where there is none.
    """
    if shift.base == "context":
        base = context.last(_is_quarter, 3)
        if base is None:
            return None
    else:
        base = _compared_base(context, "Q")
    if base is not None:
        year, month = base.known.year, 3 * int(base.value[-1])
    elif context.reference.month is not None:
        year, month = context.reference.year, context.reference.month
    else:
        return context.reference.year, None
    year, month = add_months(year, month, 3 * shift.by)
    return year, (month + 2) // 3


def _is_quarter(resolved: Resolved) -> bool:
    return resolved.level is Level.PERIOD and resolved.value[-2] == "Q" and resolved.known.year is not None


def _compared_base(context: Context, mark: str) -> Resolved | None:
    """What 较上季, 较上月 is compared to: the quarter or month before in the text."""
    if not context.compared:
        return None
    memory = next((m for m in context.before(1) if not m.aside), None)
    if (
        memory is None
        or memory.resolved.level is not Level.PERIOD
        or (mark == "Q") != (memory.resolved.value[-2] == "Q")
    ):
        return None
    return memory.resolved


FIRST_MONTH = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7}


def _year_of_period(period: str, context: Context) -> tuple[int | None, str | None, Origin]:
    """The year of a quarter or half-year that stands without one."""
    month = FIRST_MONTH.get(period, 1)
    memory = next(
        (m for m in context.before(context.reach - 1) if not m.aside and _has_year(m.resolved, context)), None
    )
    if memory is not None:
        known, before = memory.resolved.known, memory.resolved.value[-2:]
        if before in FIRST_MONTH:
            follows = month >= FIRST_MONTH[before] and before != period
        else:
            follows = known.month is None or month <= known.month
        if follows:
            return known.year, None if known.year is None else "context", memory.resolved.origin
    reference = context.reference
    if reference.year is None:
        return None, None, Origin.INFERRED
    begun = reference.month is None or month <= reference.month
    year = (
        reference.year
        if begun or context.in_future or reference.month is None or reference.month > 3
        else reference.year - 1
    )
    return year, "reference", Origin.INFERRED


def _has_year(resolved: Resolved, context: Context) -> bool:
    """Whether a date has a year, known or not, that is more than a guess from the reference date."""
    if resolved.known.year is None:
        return resolved.value.startswith("XXXX")
    return resolved.origin is not Origin.INFERRED or context.reference.year is None


def _day(point: Point, context: Context) -> Resolved | None:
    """A month, or a day with or without a clock time."""
    found = _year_slot(point, context)
    if found is None:
        return None
    year, anchor, origin = found
    month, day = point.month, point.day
    if isinstance(day, int) and (festival := _explaining_festival(point, context)) is not None:
        return _with_clock(festival.known, Level.DAY, point, festival.anchor, festival.origin)
    if isinstance(month, Shift):
        if month.base == "context":
            before = context.last(lambda r: r.known.month is not None, 4)
            if before is None or before.known.month is None:
                return None
            base, anchor, origin = before.known, "context", before.origin
        else:
            base = context.reference if context.reference.month is not None else context.today
            compared = _compared_base(context, "") if month.by and day is None else None
            base = compared.known if compared is not None and compared.known.month is not None else base
            anchor = "reference" if base.month is not None else None
        if base.month is None:
            year, month = year if year is not None else base.year, None
        else:
            shifted_year, month = add_months(base.year, base.month, month.by)
            year = shifted_year if year is None else year
    elif month is not None and point.year is None:
        year, anchor, origin = context.year_of(month, day if isinstance(day, int) else None)
    if isinstance(day, Shift):
        shifted = _shifted_day(day, context)
        if shifted is None:
            return None
        known, anchor, origin = shifted
        if point.year is not None:
            known = Known(year, known.month, known.day)
        elif (away := context.years_away) and known.year is not None:
            known = Known(known.year + away, known.month, known.day)
    elif day is not None and month is None and point.month is None:
        known, anchor, origin = (
            context.month_of(day) if point.year is None else (Known(year, None, day), anchor, origin)
        )
    else:
        known = Known(year, month, day)
    if known.month is not None and known.day is not None and not is_day(known.year, known.month, known.day):
        if isinstance(point.year, int) or isinstance(point.month, Shift) or not is_day(None, known.month, known.day):
            return None  # there is no 4月31日
        known, anchor, origin = Known(None, known.month, known.day), None, Origin.INFERRED
    level = Level.PERIOD if day is None else Level.DAY
    return _with_clock(known, level, point, anchor, origin)


def _explaining_festival(point: Point, context: Context) -> Resolved | None:
    """The festival that a day without a year is said to be, where it is one: 17日是中秋节."""
    festival = context.explained_by
    if festival is None or festival.festival is None or point.year is not None or isinstance(point.month, Shift):
        return None
    found = _point(festival, context)
    if found is None or found.known.full is None or found.known.day != point.day:
        return None
    return found if point.month in {None, found.known.month} else None


def _shifted_day(day: Shift, context: Context) -> tuple[Known, str | None, Origin] | None:
    if day.base == "reference":
        known = context.today.moved(day.by)
        return known, "reference" if known != Known() else None, Origin.INFERRED
    before = context.day_before()
    if before is None:
        return None
    return before.known.moved(day.by), "context", before.origin


def _clock(point: Point, context: Context) -> Resolved | None:
    """A clock time without a day: that of the day before in the text, else the article's own."""
    before = context.last(lambda r: r.level >= Level.DAY, 2)
    if before is not None:
        return _with_clock(before.known, Level.DAY, point, "context", before.origin)
    known = context.today
    if known.full is None:
        before = context.last(lambda r: r.level >= Level.DAY, 100, same_paragraph=False)
        if before is not None:
            return _with_clock(before.known, Level.DAY, point, "context", before.origin)
    return _with_clock(known, Level.DAY, point, "reference" if known.full else None, Origin.INFERRED)


def _with_clock(known: Known, level: Level, point: Point, anchor: str | None, origin: Origin) -> Resolved:
    if known == Known():
        anchor = None
    if point.hour is None:
        return Resolved(known, level, known.written(level), "date", anchor, origin)
    clock = f"{hour_of_day(point.hour, point.part):02d}:{point.minute or 0:02d}"
    if point.second:  # 09:32:00 says no more than 09:32
        clock += f":{point.second:02d}"
    return Resolved(known, Level.CLOCK, f"{known.written(Level.DAY)}T{clock}", "time", anchor, origin)


# Weeks


def _week(point: Point, context: Context) -> Resolved | None:
    if point.week is None and point.weekday != WEEKEND and (named := context.explained) is not None:
        return _with_clock(named.known, Level.DAY, point, named.anchor, named.origin)
    if context.explained_by is not None and point.weekday not in {None, WEEKEND}:
        named = _point(context.explained_by, context)
        if named is not None:
            return _with_clock(named.known, Level.DAY, point, named.anchor, named.origin)
    today = context.today.full or context.reference.full
    if today is None:
        if point.hour is not None:
            return _with_clock(Known(), Level.DAY, point, None, Origin.INFERRED)
        unknown = "XXXX-XX-XX"
        if point.weekday is None or point.weekday == WEEKEND:
            return Resolved(Known(), Level.DAY, f"{unknown}/{unknown}", "range", None)
        return Resolved(Known(), Level.DAY, unknown, "date", None)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=point.week.by if point.week else 0)
    if point.weekday is None:
        return _days(monday, monday + timedelta(days=6))
    if point.weekday == WEEKEND:
        saturday = monday + timedelta(days=5)
        if point.week is None and saturday > today and not context.in_future:
            saturday -= timedelta(weeks=1) if today.weekday() < 3 else timedelta()
        return _days(saturday, saturday + timedelta(days=1))
    day = monday + timedelta(days=point.weekday - 1)
    if point.week is None:
        ahead = context.in_future or context.goes_on_ahead
        if day > today and not ahead:
            day -= timedelta(weeks=1)
        elif day < today and ahead:
            day += timedelta(weeks=1)
    return _with_clock(known_day(day), Level.DAY, point, "reference", Origin.INFERRED)


def _days(first: Day, last: Day) -> Resolved:
    return Resolved(known_day(last), Level.DAY, f"{first.isoformat()}/{last.isoformat()}", "range", "reference")


# Festivals and the Chinese calendar


def _festival(point: Point, context: Context) -> Resolved | None:
    name = str(point.festival)
    found = _year_slot(point, context)
    if found is None:
        return None
    year, anchor, origin = found
    fixed = fixed_day(name)
    beside = next((m for m in context.before(0) if context.start - m.end <= (fixed is not None)), None)
    same = (
        beside is not None
        and beside.resolved.level >= Level.DAY
        and (fixed is None or fixed == (beside.resolved.known.month, beside.resolved.known.day))
    )
    if beside is not None and same and point.year is None:
        return _with_clock(beside.resolved.known, Level.DAY, point, beside.resolved.anchor, beside.resolved.origin)
    if point.year is None:
        return _nearest(lambda y: festival_day(name, y), fixed, point, context)
    if year is None:
        return _with_clock(Known(None, *(fixed or (None, None))), Level.DAY, point, None, Origin.INFERRED)
    day = festival_day(name, year)
    return None if day is None else _with_clock(known_day(day), Level.DAY, point, anchor, origin)


def _nearest(
    day_in: Callable[[int], Day | None], fixed: tuple[int, int] | None, point: Point, context: Context
) -> Resolved | None:
    """A day that comes once a year: of the year that the sentence names, else the one nearest to the reference date."""
    before = next((m.resolved for m in context.before(0) if not m.aside), None)
    if before is not None and before.level is Level.YEAR and before.known.year is not None:
        day = day_in(before.known.year)
        if day is not None:
            return _with_clock(known_day(day), Level.DAY, point, "context", before.origin)
    reference = context.reference
    if reference.year is None:
        return _with_clock(Known(None, *(fixed or (None, None))), Level.DAY, point, None, Origin.INFERRED)
    today = reference.full
    if today is None:
        day = day_in(reference.year)
    else:
        days = [day for year in (-1, 0, 1) if (day := day_in(reference.year + year)) is not None]
        day = min(days, key=lambda d: abs((d - today).days), default=None)
    return None if day is None else _with_clock(known_day(day), Level.DAY, point, "reference", Origin.INFERRED)


def _lunar(point: Point, context: Context) -> Resolved | None:
    """A day or month of the Chinese calendar."""
    month, day = point.month, point.day
    if not isinstance(month, int):
        return None
    found = _year_slot(point, context)
    if found is None:
        return None
    year, anchor, origin = found
    if isinstance(day, int):
        if point.year is None:
            return _nearest(lambda y: lunar_festival(y, month, day), None, point, context)
        if year is None:
            return _with_clock(Known(), Level.DAY, point, None, Origin.INFERRED)
        date = lunar_day(year, month, day)
        return None if date is None else _with_clock(known_day(date), Level.DAY, point, anchor, origin)
    if year is None:
        year = context.reference.year
        anchor = None if year is None else "reference"
    if year is None:
        return Resolved(Known(), Level.PERIOD, "XXXX", "date", None)
    days = lunar_month(year, month)
    if days is None:
        return None
    value = f"{days[0].isoformat()}/{days[1].isoformat()}"
    return Resolved(known_day(days[1]), Level.PERIOD, value, "range", anchor, origin)


# Ranges


def _range(form: Range, context: Context) -> Resolved | None:
    first, last = form
    if first.year is None and last.year is not None and first.month is not None and isinstance(last.year, int):
        first = first._replace(year=last.year)
    start = _point(first, context)
    if start is None:
        return None
    end = _end(first, last, start, context)
    if end is None:
        return None
    value = f"{start.value.partition('/')[0]}/{end.value.rpartition('/')[2]}"
    return Resolved(end.known, max(start.level, end.level), value, "range", start.anchor, start.origin, start.known)


def _end(first: Point, last: Point, start: Resolved, context: Context) -> Resolved | None:
    """The end of a range: it takes from its start what it leaves out, and lies after it."""
    if last.festival or last.lunar or last.week or isinstance(last.day, Shift) or isinstance(last.month, Shift):
        return _point(last, context)
    if last.year is not None and not (isinstance(last.year, Shift) and last.year.base == "context"):
        return _point(last, context)
    known = start.known
    year = known.year
    if isinstance(last.year, Shift) and year is not None:
        year += last.year.by
    if last.period is not None:
        value = f"{Known(year).written(Level.YEAR)}-{last.period}"
        return Resolved(Known(year), Level.PERIOD, value, "date", start.anchor, start.origin)
    if last.weekday is not None and last.day is None:
        return _weekday_after(last, start, context)
    month = last.month if isinstance(last.month, int) else known.month
    day = last.day if isinstance(last.day, int) else (known.day if last.hour is not None else None)
    if last.month is None and last.day is not None and known.day is not None and day is not None and day < known.day:
        if month is not None:
            year, month = add_months(year, month, 1)
    elif month is not None and known.month is not None and month < known.month and last.year is None:
        year = None if year is None else year + 1
    if last.hour is not None and last.part is None and first.hour is not None and first.part is not None:
        in_part = hour_of_day(last.hour, first.part)
        if last.hour < 12 and in_part >= hour_of_day(first.hour, first.part):
            last = last._replace(part=first.part)
    level = Level.DAY if day is not None or last.hour is not None else start.level if month is None else Level.PERIOD
    return _with_clock(Known(year, month, day), level, last, start.anchor, start.origin)


def _weekday_after(last: Point, start: Resolved, context: Context) -> Resolved | None:
    day = start.known.full
    if day is None or last.weekday is None or last.weekday == WEEKEND:
        return _point(last, context)
    day += timedelta(days=(last.weekday - day.isoweekday()) % 7)
    return _with_clock(known_day(day), Level.DAY, last, start.anchor, start.origin)


# 去年同期


def _same_period(form: SamePeriod, context: Context) -> Resolved | None:
    """The period before in the text, in the year that the words name."""
    before = next((m.resolved for m in context.before(3) if not m.aside), None)
    slot = form.year
    origin = Origin.STATED if isinstance(slot, int) else Origin.NAMED
    if before is None:
        by = slot.by if isinstance(slot, Shift) else 0
        year = (
            slot if isinstance(slot, int) else None if context.reference.year is None else context.reference.year + by
        )
        known = Known(year)
        anchor = None if year is None else "explicit" if isinstance(slot, int) else "reference"
        return Resolved(known, Level.YEAR, known.written(Level.YEAR), "date", anchor, origin)
    year = before.known.year
    target = slot if isinstance(slot, int) else None if year is None else year + (slot.by if slot else 0)
    shift = None if target is None or year is None else target - year
    value = re.sub(r"(?<!\d)\d{4}", lambda m: f"{int(m[0]) + (shift or 0):04d}", before.value)
    if year is None and isinstance(slot, int):
        value = value.replace("XXXX", f"{slot:04d}")
    known = Known(target, before.known.month, before.known.day)
    return Resolved(known, before.level, value, before.date_type, "context", origin)
