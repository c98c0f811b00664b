"""Date expressions that only somebody who speaks now uses: 两天前, 近三年, 上月最后五天, 十月的第一个星期一."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import NamedTuple

from zhfacts.find.calendar import Duration, Level, Point, nth_weekday
from zhfacts.find.date_atoms import SEASONS, UNITS, WEEKDAYS, full_year, integer
from zhfacts.find.festivals import is_festival
from zhfacts.find.moments import PARTS, Interval, add_months, interval, midnight, of_days, of_months, of_years
from zhfacts.find.numerals import parse_numeral

ReadDate = Callable[[str, datetime], Interval | None]
ReadDuration = Callable[[str], Duration | None]


class Speaker(NamedTuple):
    """When somebody speaks, and how the parts of what he says are read."""

    now: datetime
    read: ReadDate
    duration: ReadDuration


Reader = Callable[[re.Match[str], Speaker], Interval | None]

_DIGIT = "一二三四五六七八九"
_COUNT = rf"(?:[0-9]{{1,4}}|[{_DIGIT}十百两]{{1,5}})"
_WEEKDAY = "(?:星期|礼拜|周)[一二三四五六日天]"
_YEAR = re.compile("(?:19|20)[0-9]{2}年")
_FILLER = re.compile(r"(?:左右|前后|期间|的时候|许|春秋|时间|之久)$")
_SHORT_YEAR = re.compile(rf"^([0-9]{{2}}|[〇零{_DIGIT}]{{2}})年(?![前后内以之来多半间零又]|[0-9{_DIGIT}两十]+个月$)")
_MONTH_OF_YEAR = re.compile("^(今年|去年|前年|明年)的?本月")
_REWRITES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[0-9一二三四五六七八九十])号", "日"),
        (r"([时点][零〇]?[0-9一二三四五六七八九十]{1,3})$", r"\1分"),  # 三点十五
        (r"(?<=月)([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?=$|[至到])(?<!八月十五)", r"\1日"),  # 1月3至2月10
        (r"(?<=:[0-9]{2})时", ""),  # 11:00时
        (r"^([0-9]{2})([0-9]{2})([到至])([0-9]{2})年", r"\1\2年\3\1\4年"),  # 1985到89年
        (r"^([0-9]{3})年$", r"公元\1年"),
        (r"^这一?年", "今年"),
        (r"^下年", "明年"),
        (r"^([上下])周(?=周|星期|礼拜)", r"\1"),
    )
)
"""Spellings that only a speaker uses, and what the rules know instead."""

_READERS: list[tuple[re.Pattern[str], Reader]] = []


def rewritten(text: str, now: datetime) -> str:
    """The text with spellings that the rules know.

    >>> rewritten("07年八月二十九号", datetime(2017, 10, 30))
    '2007年八月二十九日'
    """
    text = _FILLER.sub("", text)
    for pattern, replacement in _REWRITES:
        text = pattern.sub(replacement, text)
    text = _MONTH_OF_YEAR.sub(rf"\g<1>{now.month}月", text)
    return _SHORT_YEAR.sub(lambda match: f"{full_year(integer(match[1]))}年", text)


def read_spoken(text: str, now: datetime, read: ReadDate, duration: ReadDuration) -> Interval | None:
    """What the text means now, where it is one of these expressions."""
    speaker = Speaker(now, read, duration)
    for pattern, reader in _READERS:
        if (match := pattern.fullmatch(text)) and (found := reader(match, speaker)):
            return found
    return None


def _spoken(pattern: str) -> Callable[[Reader], Reader]:
    """Enter a reader for the expressions of a pattern; the first that reads one wins."""

    def enter(reader: Reader) -> Reader:
        _READERS.append((re.compile(pattern), reader))
        return reader

    return enter


# Now, and the parts of today


@_spoken("现在|此时|此刻|而家|这一刻|目前|当前")
def _now(_: re.Match[str], speaker: Speaker) -> Interval:
    return Interval(speaker.now, speaker.now + timedelta(seconds=1), Level.CLOCK)


@_spoken("|".join(PARTS))
def _part_of_today(match: re.Match[str], speaker: Speaker) -> Interval | None:
    return interval(Point(part=match[0]), speaker.now)


@_spoken("(?P<far>大*)(?P<side>[前后])[天日]")
def _days_away(match: re.Match[str], speaker: Speaker) -> Interval:
    """大大后天."""
    away = 2 + len(match["far"])
    day = (speaker.now + timedelta(days=away if match["side"] == "后" else -away)).date()
    return of_days(day, day)


@_spoken("(?P<half>[上下])半周")
def _half_week(match: re.Match[str], speaker: Speaker) -> Interval:
    monday = (speaker.now - timedelta(days=speaker.now.weekday())).date()
    first, last = (0, 2) if match["half"] == "上" else (3, 6)
    return of_days(monday + timedelta(days=first), monday + timedelta(days=last))


# So long ago, so long from now


def _moved(moment: datetime, duration: Duration, sign: int) -> datetime:
    """The moment so much later, by the calendar for years and months."""
    for number, unit in duration.parts:
        if unit in "YM":
            months = number * (12 if unit == "Y" else 1)
            moment = add_months(moment, sign * int(months)) + sign * timedelta(days=30 * (months - int(months)))
        else:
            moment += sign * timedelta(seconds=Duration(((number, unit),)).seconds)
    return moment


def _up_to(moment: datetime) -> datetime:
    """The end of what reaches to a moment: its second is included, and midnight stands for its day."""
    return moment if moment.time() == time() else moment + timedelta(seconds=1)


def _up_to_now(now: datetime) -> datetime:
    """The end of what reaches to now: the second, minute or hour that the reference is exact to is included."""
    if now.second or now.time() == time():
        return _up_to(now)
    return now + (timedelta(minutes=1) if now.minute else timedelta(hours=1))


def _exact_to(duration: Duration) -> str:
    """The unit that an amount is exact to: 一年半 to the month."""
    number, unit = duration.parts[-1]
    return "M" if unit == "Y" and number != int(number) else unit


def _has_half_month(duration: Duration) -> bool:
    """Whether an amount is exact to half a month: 两个半月."""
    number, unit = duration.parts[-1]
    return unit == "M" and number != int(number)


@_spoken(
    rf"(?P<number>[{_DIGIT}两几数十百千]{{2,4}})个?(?P<unit>年|月|天|周|星期|礼拜|小时|分钟)多?(?:[之以])?(?P<side>[前后])"
)
def _vaguely_ago(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """二十几年前, 几十年后, 两三天前: from the least to the most that the number can mean."""
    number = parse_numeral(match["number"])
    if number is None or not isinstance(number.value, int):
        return None
    least, most = number.value, number.value_max
    if match["number"][0] in "几数":
        least, most = 2 * number.value, 10 * number.value
    elif match["number"].endswith("几"):
        most = number.value + 10
    if most is None:
        return None
    unit = UNITS[match["unit"]]
    sign = -1 if match["side"] == "前" else 1
    near, far = (_moved(speaker.now, Duration(((count, unit),)), sign) for count in (least, most))
    begin, last = sorted((near, far))
    begin, last = _beginning(begin, unit), _beginning(last, unit)
    return Interval(begin, _moved(last, Duration(((1, unit),)), 1), Level.PERIOD)


@_spoken("(?P<amount>.{1,10}?)(?:[之以])?(?P<side>[前后])")
def _ago(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """5天前, 一年半后: the day, month or year that far away. 2000年以前 is before a year."""
    duration = speaker.duration(match["amount"])
    if duration is None or _YEAR.fullmatch(match["amount"]):
        return None
    moment = _moved(speaker.now, duration, -1 if match["side"] == "前" else 1)
    exact = _exact_to(duration)
    if exact == "Y":
        return of_years(moment.year)
    if exact == "M":
        if _has_half_month(duration):
            if duration.parts[-1][0] < 1:
                return of_days(moment.date(), moment.date())
            return Interval(midnight(moment.date()), add_months(midnight(moment.date()), 1), Level.PERIOD)
        return of_months(moment.year, moment.month)
    if exact in "WD":
        return of_days(moment.date(), moment.date() + timedelta(days=6 if exact == "W" else 0))
    length = 900 if match["amount"].endswith("刻钟") else {"h": 3600, "m": 60, "s": 1}[exact]
    return Interval(moment, moment + timedelta(seconds=length + 1), Level.CLOCK)


@_spoken("(?P<amount>.{1,10}?)[之以]?内")
def _within(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """60日内: from now on."""
    duration = speaker.duration(match["amount"])
    if duration is None:
        return None
    end, exact = _moved(speaker.now, duration, 1), _exact_to(duration)
    if exact in "YM" and not _has_half_month(duration):
        end = of_months(end.year, end.month).end
    elif exact in "YMWD":
        end = midnight(end.date()) + timedelta(days=1)
    else:
        end += timedelta(seconds=1)
    return Interval(speaker.now, end, Level.PERIOD)


@_spoken("(?:还剩|剩下|还有)(?P<amount>.{1,10})")
def _left(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """还剩5分钟."""
    duration = speaker.duration(match["amount"])
    return None if duration is None else Interval(speaker.now, _moved(speaker.now, duration, 1), Level.PERIOD)


@_spoken("(?:最近|近|过去|过往)的?(?P<amount>.{1,8})|(?P<since>.{1,8})以来")
def _last(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """近三年, 过去的一周: up to now."""
    duration = speaker.duration(_counted(match["amount"] or match["since"]))
    if duration is None:
        return None
    start = _moved(speaker.now, duration, -1)
    if duration.parts[-1][1] in "YM":
        start = midnight(start.date())
    return Interval(start, _up_to_now(speaker.now), Level.PERIOD)


@_spoken("(?:未来|今后|往后|接下来)的?(?P<amount>.{1,8})")
def _next(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """未来两天: from now, or from tomorrow where only the day of now is known."""
    duration = speaker.duration(_counted(match["amount"]))
    if duration is None:
        return None
    start = speaker.now
    if start.time() == time() and duration.parts[-1][1] in "WD":
        start += timedelta(days=1)
    return Interval(start, _up_to(_moved(start, duration, 1)), Level.PERIOD)


def _counted(text: str) -> str:
    """两月, 仨月 with the measure word that the rules want."""
    return re.sub(rf"^([{_DIGIT}两仨十0-9]+)月$", r"\1个月", text)


@_spoken(rf"(?P<side>[上前下后])(?P<n>{_COUNT})个?(?P<unit>年|月|周|星期|礼拜|天|日|小时|分钟|秒钟?)")
def _neighbours(match: re.Match[str], speaker: Speaker) -> Interval:
    """上两个月, 后三小时: whole units before or after the one that is now; 前1周, 后1年 count from today."""
    count, unit = integer(match["n"]), UNITS[match["unit"]]
    length = Duration(((count, unit),))
    back = match["side"] in "上前"
    if match["side"] in "前后" and (unit == "W" or (unit == "Y" and count == 1)):
        begins, next_begins = midnight(speaker.now.date()), midnight(speaker.now.date()) + timedelta(days=1)
    else:
        begins = _beginning(speaker.now, unit)
        next_begins = _moved(begins, Duration(((1, unit),)), 1)
    if back:
        return Interval(_moved(begins, length, -1), begins, Level.PERIOD)
    return Interval(next_begins, _moved(next_begins, length, 1), Level.PERIOD)


def _beginning(now: datetime, unit: str) -> datetime:
    """When the present year, month, week, day, hour, minute or second began."""
    if unit in "hms":
        kept = "hms".index(unit)
        return now.replace(minute=now.minute if kept > 0 else 0, second=now.second if kept > 1 else 0, microsecond=0)
    day = midnight(now.date())
    if unit == "W":
        return day - timedelta(days=day.weekday())
    return day if unit == "D" else day.replace(day=1) if unit == "M" else day.replace(month=1, day=1)


# Parts of a longer period


@_spoken(
    r"(?P<whole>.{2,10}?)的?(?P<side>前|头|最后|后)(?P<n>[0-9一二三四五六七八九十两]{1,3})个?(?P<unit>天|日|周|星期|月|季度)"
)
def _part_of(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """上月最后五天, 今年的前2周: so many units at the beginning or end of a period; weeks as they begin in it."""
    whole = speaker.read(match["whole"], speaker.now)
    if whole is None:
        return None
    count = integer(match["n"])
    unit = "M" if match["unit"] == "季度" else UNITS[match["unit"]]
    length = Duration(((3 * count if match["unit"] == "季度" else count, unit),))
    begins, ends = whole.start, whole.end
    if unit == "W":
        begins += timedelta(days=-begins.weekday() % 7)
        ends -= timedelta(days=ends.weekday())
    if match["side"] in {"前", "头"}:
        return Interval(begins, _moved(begins, length, 1), Level.PERIOD)
    return Interval(_moved(ends, length, -1), ends, Level.PERIOD)


@_spoken(rf"(?P<whole>.{{2,10}}?)的?第(?P<n>{_COUNT})个?(?P<weekday>{_WEEKDAY})")
def _nth_weekday(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """十月的第一个星期一."""
    whole = speaker.read(match["whole"], speaker.now)
    if whole is None:
        return None
    day = nth_weekday(whole.start.year, whole.start.month, integer(match["n"]), WEEKDAYS[match["weekday"][-1]])
    return of_days(day, day)


@_spoken(rf"(?P<whole>.{{2,10}}?)的?第(?P<n>{_COUNT})个?(?P<unit>天|周|星期|月)(?P<rest>.{{0,8}})")
def _nth(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """2025年第一天早上8点半, 五月第一周: a week belongs to the month in which it begins."""
    whole = speaker.read(match["whole"], speaker.now)
    if whole is None or (match["rest"] and match["unit"] != "天"):
        return None
    count = integer(match["n"])
    if match["unit"] == "天":
        day = whole.start + timedelta(days=count - 1)
        return speaker.read(f"{day.year}年{day.month}月{day.day}日{match['rest']}", speaker.now)
    if match["unit"] == "月":
        return of_months(whole.start.year, count) if count <= 12 else None
    monday = whole.start + timedelta(days=-whole.start.weekday() % 7, weeks=count - 1)
    return Interval(monday, monday + timedelta(weeks=1), Level.PERIOD)


@_spoken("第(?P<n>[0-9一二三四五六七八九十]{1,3})年")
def _nth_year(match: re.Match[str], speaker: Speaker) -> Interval:
    """第七年, counted from this one."""
    return of_years(speaker.now.year + integer(match["n"]) - 1)


@_spoken("(?P<month>.{1,8}月)(?P<third>[上中下])旬")
def _third(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """6月上旬: the first ten days, the second, and the others."""
    month = speaker.read(match["month"], speaker.now)
    if month is None:
        return None
    begins = month.start + timedelta(days=10 * "上中下".index(match["third"]))
    return Interval(begins, month.end if match["third"] == "下" else begins + timedelta(days=10), Level.PERIOD)


_PARTS_OF_YEAR = {"伊始": (1, 1), "初": (1, 1), "底": (12, 1), "末": (12, 1), "暑假": (7, 2)}
"""First month, and how many."""


@_spoken("(?P<year>.{0,6}年)?年?(?P<part>伊始|暑假|[初底末])")
def _part_of_year(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """二零二二年伊始, 去年暑假, 2018年底, 年初: the first month, the summer, the last month."""
    word = (match["year"] or "").rstrip("年")
    if not word and match["year"] is None and match["part"] != "暑假":
        return None
    year = speaker.read(f"{word}年", speaker.now) if word else speaker.read("今年", speaker.now)
    if year is None or year.level is not Level.YEAR:
        return None
    return of_months(year.start.year, *_PARTS_OF_YEAR[match["part"]])


@_spoken("(?P<period>.{1,8}季度)[初底末]")
def _edge_of_quarter(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """上季度末: the quarter."""
    return speaker.read(match["period"], speaker.now)


@_spoken(rf"(?P<n>{_COUNT})年[之以]?(?P<side>[前后])的?(?P<day>今天|今日|.{{2,8}})")
def _years_ago(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """两年前的今天, 三年前的5月."""
    year = speaker.now.year + integer(match["n"]) * (-1 if match["side"] == "前" else 1)
    day = f"{speaker.now.month}月{speaker.now.day}日" if match["day"] in {"今天", "今日"} else match["day"]
    return speaker.read(f"{year}年{day}", speaker.now)


@_spoken("(?P<season>[春夏秋冬])[季天]")
def _season(match: re.Match[str], speaker: Speaker) -> Interval | None:
    return interval(Point(period=SEASONS[match["season"]]), speaker.now)


@_spoken("(?:农历)?(?P<name>.{2,12})")
def _festival(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """五一, 十一: short names that the rules want a context for."""
    return interval(Point(festival=match["name"]), speaker.now) if is_festival(match["name"]) else None


@_spoken("(?P<side>[上下])(?:一个|个|一)(?P<name>.{2,12})")
def _next_festival(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """下一个中秋节: the first from now on; 上一个: the last that is over."""
    if not is_festival(match["name"]):
        return None
    years = range(speaker.now.year - 1, speaker.now.year + 2)
    days = [interval(Point(year=year, festival=match["name"]), speaker.now) for year in years]
    if match["side"] == "下":
        return next((day for day in days if day and day.start > speaker.now), None)
    return next((day for day in reversed(days) if day and day.end <= speaker.now), None)


# From one to another


@_spoken("(?P<weekday>" + _WEEKDAY + ")[，,]?(?P<date>.{2,8}日)|(?P<date2>.{2,8}日)[，,](?P<weekday2>" + _WEEKDAY + ")")
def _dated_weekday(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """礼拜天, 二月十号: the weekday says which year is meant."""
    found = speaker.read(match["date"] or match["date2"], speaker.now)
    if found is None:
        return None
    weekday = WEEKDAYS[(match["weekday"] or match["weekday2"])[-1]]
    point = Point(month=found.start.month, day=found.start.day, weekday=weekday)
    return interval(point, speaker.now)


@_spoken("(?:从|自)?(?P<date>.{2,16}?)(?:起|开始|以来|至今)")
def _since(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """从去年9月起."""
    found = speaker.read(match["date"], speaker.now)
    return None if found is None else Interval(found.start, _up_to_now(speaker.now), Level.PERIOD)


@_spoken("(?P<date>.{2,16}?)[之以]前")
def _until(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """明年6月之前."""
    found = speaker.read(match["date"], speaker.now)
    return None if found is None else Interval(speaker.now, found.end, Level.PERIOD)


@_spoken("在?(?P<first>.{2,16})[和与](?P<second>.{2,16})之间")
def _between(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """在2007年与2009年之间: up to where the second begins."""
    first, second = speaker.read(match["first"], speaker.now), speaker.read(match["second"], speaker.now)
    if first is None or second is None or first.start >= second.start:
        return None
    return Interval(first.start, second.start, Level.PERIOD)


@_spoken("(?P<first>.{2,10}?日)[、，,](?:.{1,4}?日[、，,]){0,6}(?P<last>.{1,4}?日)")
def _listed(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """9月10号，11号，12号，13号."""
    return speaker.read(f"{match['first']}至{match['last']}", speaker.now)


@_spoken("(?P<first>.{0,8}?(?:1[0-2]|[1-9]))、(?P<last>1[0-2]|[1-9])月份?")
def _listed_months(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """去年6、7月."""
    return speaker.read(f"{match['first']}至{match['last']}月", speaker.now)


@_spoken("[从自](?P<date>.{2,40})")
def _without_preposition(match: re.Match[str], speaker: Speaker) -> Interval | None:
    """从2015年1月至12月."""
    return speaker.read(match["date"].removesuffix("止"), speaker.now)


_CONNECTORS = (re.compile("起?(?:至|到)"), re.compile("[-—~～]"))


def read_range(text: str, now: datetime, read: ReadDate) -> Interval | None:
    """2014年11月到下个月9号: a range of two dates that the rules do not join."""
    for connector in _CONNECTORS:
        for match in connector.finditer(text):
            head, tail = text[: match.start()], text[match.end() :].removesuffix("止")
            if len(head) < 2 or len(tail) < 2:
                continue
            first, second = read(head, now), read(tail, now)
            if first is not None and second is not None and first.start < second.end:
                return Interval(first.start, second.end, first.level)
    return None
