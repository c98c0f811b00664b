"""The reference date of an article: what 今年, 昨日 and 3月7日 are resolved against.

The date of publication where it is known; else what the text itself fixes, which may be a year only. A wrong reference
date makes many wrong values, so clues count only where they leave no choice.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache
from itertools import islice, zip_longest

from zhfacts.find.calendar import Duration, Form, Point, Range, Shift, is_day
from zhfacts.find.candidates import Candidate
from zhfacts.find.numerals import parse_number
from zhfacts.link.date_context import Known
from zhfacts.read.byline import published_in_byline
from zhfacts.records import Article
from zhfacts.rulebook import load_rulebook

CLUES = 10
"""So many clues of a kind are looked at."""

HEAD = 200
"""A date that stands so early, and is the latest of the text, is that of the article."""

SENTENCE_END = re.compile("[。！？!?\n]")
SESSION = re.compile(
    r"(?:第?(?P<congress>[十二]?十[一二三四五六七八九]?|[六七八九])届)?(?:全国人大|全国政协|全国人民代表大会|人大|政协)"
    r"(?:第?(?P<congress2>[十二]?十[一二三四五六七八九]?|[六七八九])届)?(?:全国委员会)?第?(?P<session>[一二三四五])次会议"
)
SENTENCE_END_BEFORE = re.compile("[。！？!?]")
DATELINE = re.compile("[ 　]?(?:专?电|讯)")
DATELINE_REACH = 120
DATELINE_BEGINS = frozenset(" 　专电讯")
NOW = re.compile("日前|近日|昨天|昨日|昨晚|今天|今日|即将|将于|本周|上周|明天")
EVENT_OF_YEAR = re.compile(
    r"(?:公布|发布|揭幕的?|举办|举行|召开|启动|拉开|揭晓|开幕的?|迎来|参加)(?:了)?[“「《]?(?P<year>(?:19|20)\d\d)"
    r"(?:[～~—-]{1,2}(?:\d{2}|\d{4}))?年?(?![度报])[^，。；\n“”「」《》]{0,24}?"
    r"(?:赛|论坛|大会|峰会|年会|展览会|博览会|洽谈会|研讨会|招聘会|音乐会|艺术节|电影节|排名|排行榜|评选)"
)
COUNTED_YEARS = r"(?P<count>[1-9][0-9]{0,2}|[一二三四五六七八九十百]{1,5})周年"
THIS_YEAR = "今年(?:正值|适逢|恰逢|[既又也还]?是|迎来|为|系|逢|值)"
PLAN_YEAR = re.compile(
    THIS_YEAR + "[^，。；\n]{0,12}?[“「]?(?P<plan>十[一二三四五六]五)[”」]?(?:规划|计划|时期)?(?:实施)?的?"
    "(?P<place>开局|起步|第一|收官|最后一|第五|中期|第三)"
)
PLACE_IN_PLAN = {"开局": 0, "起步": 0, "第一": 0, "中期": 2, "第三": 2, "收官": 4, "最后一": 4, "第五": 4}
SPIRIT_YEAR = re.compile(THIS_YEAR + "[^。；\n]{0,6}?贯彻(?:落实)?党的(?P<congress>十[六七八九]|二十)大精神的?开局")
SPIRIT = {"十六": 2003, "十七": 2008, "十八": 2013, "十九": 2018, "二十": 2023}
YEAR_END = re.compile(r"截[至止](?P<year>20\d\d)年(?:年?[底末]|12月31日|12月底)[^。；\n]{0,40}")
STILL_AHEAD = re.compile("将|拟|计划|力争|预计|有望|争取|确保")
BEGUN = re.compile(
    "今年(?:以来|一季度|第一季度|前[两三四五]个?月|首[季月]|1|[一二三]月|春节|开年|初)|开年以来|去年全年"
)
RECURRING = re.compile("奥运|世界杯|亚运|世博|奥林匹克|欧洲杯|全运")


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference date of an article.

    Parameters
    ----------
    value
        An ISO string, possibly partial (`2019`), or None.
    source
        Where it comes from: `metadata`, `byline`, `text`, or None.
    """

    value: str | None = None
    source: str | None = None


def find_reference(
    article: Article, text: str, dates: Sequence[Candidate], boilerplate: Sequence[tuple[int, int]]
) -> Reference:
    """The date of publication, else that of the byline, else what the text fixes.

    Parameters
    ----------
    dates
        The dates that were found in the text; their values hold unresolved forms.
    boilerplate
        Spans of the text that are no part of the article proper.
    """
    if article.published is not None:
        return Reference(article.published.isoformat(), "metadata")
    own = dates
    if boilerplate:
        own = [c for c in dates if not any(start <= c.start < end for start, end in boilerplate)]
    head = text[:DATELINE_REACH]
    dateline = "年" in head and ("电" in head or ":" in head)
    if dateline or any(c.start < 2 * HEAD and _full(c) for c in dates):
        published = published_in_byline(text)
        if published is not None:
            return Reference(published.isoformat(), "byline")
    for clue in (
        _date_at_head,
        _session,
        _known_event,
        _event_of_year,
        _reported_period,
        _anniversary,
        _anniversary_day,
        _new_year,
        _jubilee,
        _year_of_plan,
        _year_after_its_end,
    ):
        known = clue(text, own)
        if known is not None and known.year is not None and not _contradicted(known, own):
            full = known.full
            return Reference(full.isoformat() if full else f"{known.year:04d}", "text")
    return Reference()


def known_reference(reference: Reference) -> Known:
    """Year, month and day of a reference date, as far as it has them."""
    return Known(*(int(part) for part in (reference.value or "").split("-") if part))


def article_day(text: str, dates: Sequence[Candidate], reference: Reference) -> Known:
    """What is known of the day that 今天 means.

    The date of publication; of the day before or two, where a dateline says so; without one what 今（19）日,
    今天（11月28日） or a dateline without a year gives.
    """
    known = known_reference(reference)
    published = known.full if reference.source in {"metadata", "byline"} else None
    for candidate, after in zip_longest(dates, dates[1:]):
        form = candidate.values["form"]
        if not isinstance(form, Point):
            continue
        if form.beside is not None and isinstance(form.day, int) and published is None:
            month = None if known.full is None else known.month
            return Known(known.year, month, form.day).moved(-form.beside.by)
        if (
            text[candidate.end : candidate.end + 1] in DATELINE_BEGINS
            and DATELINE.match(text, candidate.end)
            and isinstance(form.day, int)
            and not isinstance(form.month, Shift)
        ):
            dated = Known(known.year, form.month or known.month, form.day)
            if published is None:
                return dated
            day = dated.full
            return dated if day is not None and 0 <= (published - day).days <= 3 else known
        if (
            published is None
            and after is not None
            and isinstance(form.day, Shift)
            and form.day.base == "reference"
            and text[candidate.end : after.start] in {"（", "("}
        ):
            named = after.values["form"]
            if isinstance(named, Point) and isinstance(named.day, int) and not isinstance(named.month, Shift):
                return Known(known.year, named.month, named.day).moved(-form.day.by)
    return known if published is not None else Known(known.year)


def _full(candidate: Candidate) -> Day | None:
    """The day of a date that names its year, month and day."""
    form = candidate.values["form"]
    if not isinstance(form, Point):
        return None
    year, month, day = form.year, form.month, form.day
    if not (isinstance(year, int) and isinstance(month, int) and isinstance(day, int)):
        return None
    return Known(year, month, day).full


def _sentence(text: str, position: int) -> tuple[int, int]:
    start = max(
        (m.end() for m in SENTENCE_END.finditer(text, max(0, position - 300), position)), default=max(0, position - 300)
    )
    end = SENTENCE_END.search(text, position, position + 300)
    return start, end.start() if end else min(len(text), position + 300)


def _month_days(dates: Sequence[Candidate], start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Month and day of the dates between two offsets that name both and no year; of ranges their start."""
    for candidate in dates:
        if candidate.start < start or (end is not None and candidate.start >= end):
            continue
        form = candidate.values["form"]
        if isinstance(form, Range):
            form = form.start
        if (
            isinstance(form, Point)
            and form.year is None
            and isinstance(form.month, int)
            and isinstance(form.day, int)
            and not form.lunar
        ):
            yield form.month, form.day


def _years(form: Form) -> list[int]:
    points = form if isinstance(form, Range) else [form] if isinstance(form, Point) else []
    return [p.year for p in points if isinstance(p.year, int)]


def _contradicted(known: Known, dates: Sequence[Candidate]) -> bool:
    """Whether the text names a full date after the reference date."""
    days = [day for c in dates if (day := _full(c)) is not None]
    return any(day.year > (known.year or 0) for day in days)


def _date_at_head(text: str, dates: Sequence[Candidate]) -> Known | None:
    """A full date with which the first sentence begins, and than which the text names no later year."""
    first = dates[0] if dates else None
    day = None if first is None else _full(first)
    if first is None or day is None or first.start > HEAD or SENTENCE_END_BEFORE.search(text, 0, first.start):
        return None
    if first.start and text[first.start - 1] not in "\n 　，（(“：":
        return None
    later = any(year > day.year for c in dates for year in _years(c.values["form"]))
    return None if later else Known(day.year, day.month, day.day)


def _session(text: str, dates: Sequence[Candidate]) -> Known | None:
    """A day in the sentence that names a session of the national congress, which meets in March.

    The 9th began in 1998; each lasts five years and meets once a year.
    """
    if "次会议" not in text:
        return None
    for match in islice(SESSION.finditer(text), CLUES):
        congress = parse_number(match["congress"] or match["congress2"] or "")
        session = parse_number(match["session"])
        if not isinstance(congress, int) or not isinstance(session, int):
            continue
        year = 1998 + 5 * (congress - 9) + session - 1
        months = {2, 3, 5} if year == 2020 else {2, 3}
        days = [md for md in _month_days(dates, *_sentence(text, match.start())) if md[0] in months]
        if days:
            return Known(year, *max(days))
    return None


def _known_event(text: str, dates: Sequence[Candidate]) -> Known | None:
    """A day in the sentence that names an event of `lexicons/events.csv`, in a month in which that took place."""
    if next(_month_days(dates), None) is None:
        return None
    events, names = _events()
    for match in islice(names.finditer(text), CLUES):
        row = events[match[0]]
        months = range(int(row["first_month"]), int(row["last_month"]) + 1)
        days = [md for md in _month_days(dates, *_sentence(text, match.start())) if md[0] in months]
        if days:
            return Known(int(row["year"]), *max(days))
    return None


@lru_cache(maxsize=1)
def _events() -> tuple[dict[str, dict[str, str]], re.Pattern[str]]:
    """The rows of the lexicon by the names of the events, and a pattern for the names."""
    events = {row["name"]: row for row in load_rulebook().lexicon("events")}
    return events, re.compile("|".join(re.escape(name) for name in sorted(events, key=len, reverse=True)))


def _event_of_year(text: str, dates: Sequence[Candidate]) -> Known | None:
    """What is being held or published now carries its year: 即将揭幕的2006年围棋元老赛."""
    for match in islice(EVENT_OF_YEAR.finditer(text), CLUES):
        start, end = _sentence(text, match.start())
        sentence = text[start:end]
        days = list(_month_days(dates, start, end))
        if RECURRING.search(match[0]) or not (NOW.search(sentence) or days):
            continue
        year = int(match["year"])
        weekdays = [
            c.values["form"].weekday
            for c in dates
            if start <= c.start < end and isinstance(c.values["form"], Point) and c.values["form"].weekday
        ]
        for month, day in days:
            if is_day(year, month, day) and Day(year, month, day).isoweekday() in weekdays:
                return Known(year, month, day)
        return Known(year)
    return None


PERIOD_ENDS = {"Q1": 3, "H1": 6, "Q2": 6, "Q3": 9}


def _reported_period(_: str, dates: Sequence[Candidate]) -> Known | None:
    """A day in the months after the latest quarter or half-year that is reported on: 2009年一季度 … 4月19日."""
    ends = []
    for candidate in dates:
        form = candidate.values["form"]
        last = form.end if isinstance(form, Range) else form
        if isinstance(last, Point) and isinstance(last.year, int) and str(last.period) in PERIOD_ENDS:
            ends.append((last.year, PERIOD_ENDS[str(last.period)]))
    if not ends:
        return None
    year, month = max(ends)
    if any(y > year for c in dates for y in _years(c.values["form"])):
        return None
    days = [md for md in _month_days(dates) if md[0] > month - 3]
    if not days or any(not month < m <= month + 4 for m, _ in days):
        return None
    return Known(year, *max(days))


def _anniversary(text: str, dates: Sequence[Candidate]) -> Known | None:
    """今年 with the anniversary of an event that the text dates: 1999年921地震。今年，适逢921地震20周年."""
    if "周年" not in text:
        return None
    this_year = (c for c in dates if isinstance(c.values["form"], Point) and c.values["form"].year == Shift(0))
    for candidate in islice(this_year, CLUES):
        start, end = _sentence(text, candidate.start)
        near = [c for c in dates if start - 80 <= c.start < end]
        for count in near:
            amount = count.values["form"]
            if (
                count.start < candidate.end
                or not isinstance(amount, Duration)
                or text[count.end - 2 : count.end] != "周年"
            ):
                continue
            name = text[max(candidate.end, count.start - 6) : count.start]
            pairs = {name[i : i + 2] for i in range(len(name) - 1)}
            for event in near:
                years = _years(event.values["form"])
                after = text[event.end : event.end + 10]
                if event.start < candidate.start and years and any(pair in after for pair in pairs):
                    return Known(years[0] + int(amount.parts[0][0]))
    return None


def _anniversary_day(text: str, dates: Sequence[Candidate]) -> Known | None:
    """The anniversary of a day that the text dates: 1月8日是逝世25周年纪念日。1976年1月8日……"""
    if "周年" not in text:
        return None
    days = {day.month * 100 + day.day: day for c in dates if (day := _full(c)) is not None}
    counts = (c for c in dates if isinstance(c.values["form"], Duration) and text[c.end - 2 : c.end] == "周年")
    for count in islice(counts, CLUES):
        start, _ = _sentence(text, count.start)
        for month, number in _month_days(dates, start, count.start):
            event = days.get(month * 100 + number)
            if event is not None:
                return Known(event.year + int(count.values["form"].parts[0][0]), month, number)
    return None


NEW_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?:(?:新年|元旦)(?:讲话|贺词|献词|茶话会|音乐会|前夕|钟声|来临|到来|即将|将至)"
    r"|(?:即将|就要)?(?:来临|到来)之际)"
)


def _new_year(text: str, dates: Sequence[Candidate]) -> Known | None:
    """A new year that is about to begin, at the turn of the year: 12月31日，发表1998年新年讲话."""
    days = set(_month_days(dates))
    match = NEW_YEAR.search(text, 0, 4 * HEAD) if days else None
    if match is None or not days <= {(12, d) for d in range(25, 32)} | {(1, d) for d in range(1, 8)}:
        return None
    return Known(int(match["year"]), 1, 1)


@lru_cache(maxsize=4)
def _jubilees(names: tuple[str, ...]) -> re.Pattern[str]:
    events = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(f"{THIS_YEAR}[^，。；\n]{{0,8}}?(?P<event>{events})[^，。；\n]{{0,4}}?{COUNTED_YEARS}")


def _jubilee(text: str, _dates: Sequence[Candidate]) -> Known | None:
    """今年是新中国成立75周年: the year of an event of `lexicons/jubilees.csv`, and so many more."""
    if "周年" not in text:
        return None
    years = {row["name"]: int(row["year"]) for row in load_rulebook().lexicon("jubilees")}
    match = _jubilees(tuple(years)).search(text)
    count = parse_number(match["count"]) if match else None
    return Known(years[match["event"]] + int(count)) if match and count else None


def _year_of_plan(text: str, _dates: Sequence[Candidate]) -> Known | None:
    """今年是“十四五”规划的收官之年, 今年是贯彻党的二十大精神的开局之年."""
    if "今年" not in text:
        return None
    if match := PLAN_YEAR.search(text):
        return Known(1951 + 5 * int(parse_number(match["plan"][:2]) or 0) + PLACE_IN_PLAN[match["place"]])
    match = SPIRIT_YEAR.search(text)
    return Known(SPIRIT[match["congress"]]) if match else None


def _year_after_its_end(text: str, dates: Sequence[Candidate]) -> Known | None:
    """截至2023年底 is told of what is over, and 今年以来, 今年一季度 are told by somebody to whom it is the last year.

    Alone, 截至2023年底 fixes nothing: it may be written years later.
    """
    if "截" not in text or not BEGUN.search(text):
        return None
    ends = [int(m["year"]) for m in YEAR_END.finditer(text) if not STILL_AHEAD.search(m[0])]
    if not ends or max(ends) < max((year for c in dates for year in _years(c.values["form"])), default=0):
        return None
    return Known(max(ends) + 1)
