"""Readers of date atoms: what the groups of a rule's match say in calendar fields.

A rule of `rules/dates.toml` names its reader under `resolve`. A reader gets the groups that matched, without the
digits that tell alternatives apart (`year2` is `year`), and declines with None.
"""

from collections.abc import Callable, Mapping

from zhfacts.find.calendar import (
    WEEKEND,
    Aside,
    Decade,
    Decades,
    Duration,
    Durations,
    Form,
    Point,
    Range,
    Repeat,
    SamePeriod,
    Shift,
    is_day,
)
from zhfacts.find.numerals import parse_numeral

Groups = Mapping[str, str]
Words = Mapping[str, tuple[str, Shift]]
Reader = Callable[[Groups], Form | None]

ERAS = {
    **{"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019},
    **{"洪武": 1368, "永乐": 1403, "宣德": 1426, "成化": 1465, "弘治": 1488, "正德": 1506, "嘉靖": 1522},
    **{"隆庆": 1567, "万历": 1573, "崇祯": 1628},
    **{"贞观": 627, "永徽": 650, "显庆": 656, "开元": 713, "天宝": 742, "元和": 806, "会昌": 841},
    **{"景德": 1004, "庆历": 1041, "嘉祐": 1056, "熙宁": 1068, "元丰": 1078, "元祐": 1086, "绍圣": 1094},
    **{"崇宁": 1102, "政和": 1111, "宣和": 1119, "靖康": 1126, "建炎": 1127, "绍兴": 1131, "淳熙": 1174},
    **{"庆元": 1195, "嘉定": 1208, "至元": 1264, "至正": 1341},
    **{"顺治": 1644, "康熙": 1662, "雍正": 1723, "乾隆": 1736, "嘉庆": 1796, "道光": 1821, "咸丰": 1851},
    **{"同治": 1862, "光绪": 1875, "宣统": 1909},
}
"""The first year of an era."""

WEEKDAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
SEASONS = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}
UNITS = {
    **{"年": "Y", "周年": "Y", "载": "Y", "月": "M", "周": "W", "星期": "W", "礼拜": "W"},
    **{"天": "D", "日": "D", "昼夜": "D", "工作日": "D", "交易日": "D"},
    **{"小时": "h", "钟头": "h", "分钟": "m", "分": "m", "分半": "m", "秒钟": "s", "秒": "s"},
}
SCALED_UNITS: dict[str, tuple[float, str]] = {
    "世纪": (100, "Y"),
    "季度": (3, "M"),
    "季": (3, "M"),
    "刻钟": (15, "m"),
    "毫秒": (1e-3, "s"),
    "微秒": (1e-6, "s"),
    "纳秒": (1e-9, "s"),
    "皮秒": (1e-12, "s"),
    "飞秒": (1e-15, "s"),
    "阿秒": (1e-18, "s"),
}
VAGUE = {"几", "数", "上", "好几"}

READERS: dict[str, Reader] = {}
"""By the name that stands under `resolve` in a rule; `word` is made from its lexicon by `word_reader`."""


def reader(function: Reader) -> Reader:
    """Enter a function `read_name` under `name`."""
    READERS[function.__name__.removeprefix("read_")] = function
    return function


_CHINESE_DIGITS = str.maketrans("O0123456789", "零零一二三四五六七八九")


def integer(text: str) -> int:
    """A whole number in digits or Chinese: `07`, `二〇〇九`, `二00九`, `廿二`, `元`; ValueError for anything else."""
    if text.isascii():
        return int(text)
    if text == "元":
        return 1
    numeral = parse_numeral(text.translate(_CHINESE_DIGITS))
    if numeral is None or not isinstance(numeral.value, int) or numeral.value_max is not None:
        raise ValueError(text)
    return numeral.value


def amount(text: str) -> int | float | None:
    """What an amount of time is at least: 三五 → 3, 数十 → 10; None for vague 几, 数."""
    if text in VAGUE or (text.startswith("0") and "." not in text and text != "0"):
        return None
    numeral = parse_numeral(text)
    return None if numeral is None else numeral.value


@reader
def read_number(g: Groups) -> Form | None:
    """Numbers of a year, month, day and clock time."""
    year = None
    if "year" in g:
        year = integer(g["year"]) * (-1 if "bc" in g else 1)
    elif "short" in g:
        year = full_year(integer(g["short"]))
    elif "roc" in g:
        year = integer(g["roc"]) + 1911
    elif "bracketed" in g:
        year = integer(g["bracketed"])
        year += 1911 if year < 200 else 0
    month = integer(g["month"]) if "month" in g else None
    day = integer(g["day"]) if "day" in g else None
    if year == 0 or (day is not None and not is_day(year, month, day)) or (month is not None and not 1 <= month <= 12):
        return None
    hour, minute, second = (integer(g[name]) if name in g else None for name in ("hour", "minute", "second"))
    return Point(year=year, month=month, day=day, hour=hour, minute=minute, second=second)


def full_year(year: int) -> int:
    """The year that two digits mean in a newspaper of 1950 to 2049."""
    return year + (1900 if year >= 50 else 2000)


@reader
def read_era(g: Groups) -> Form | None:
    """光绪二十四年."""
    return Point(year=ERAS[g["era"]] + integer(g["count"]) - 1)


@reader
def read_aside(_: Groups) -> Form | None:
    """A repetition in brackets."""
    return Aside()


@reader
def read_this_year(_: Groups) -> Form | None:
    """年底."""
    return Point(year=Shift(0))


@reader
def read_this_month(_: Groups) -> Form | None:
    """月底."""
    return Point(month=Shift(0))


@reader
def read_whole_year(_: Groups) -> Form | None:
    """全年."""
    return Point(whole=True)


@reader
def read_period(g: Groups) -> Form | None:
    """Quarters and half-years, with a year where they are written 3Q19."""
    year = integer(g["year"]) if "year" in g else None
    if year is not None and year < 100:
        year += 2000
    if "half" in g:
        return Point(year=year, period="H1" if g["half"] in "上前" else "H2")
    if "h" in g:
        return Point(year=year, period=f"H{g['h']}")
    return Point(year=year, period="Q1" if g["q"] == "首" else f"Q{integer(g['q'])}")


@reader
def read_season(g: Groups) -> Form | None:
    """2018年春, 今夏; the year is in the word or before it."""
    year = {"今": 0, "去": -1, "昨": -1, "明": 1, "来": 1, "当": 0}
    word = g.get("word")
    shift = Shift(year[word], "context" if word == "当" else "reference") if word else None
    return Point(year=shift, period=SEASONS[g["season"]])


@reader
def read_lunar(g: Groups) -> Form | None:
    """Months and days of the Chinese calendar."""
    if "eve" in g:
        return Point(festival="除夕")
    month = {"正": 1, "冬": 11, "腊": 12}.get(g.get("month", "正")) or integer(g["month"])
    year = integer(g["year"]) if "year" in g else None
    day = integer(g["day"]) if "day" in g else None
    if day is not None and day > 30:
        return None
    return Point(year=year, month=-month if "leap" in g else month, day=day, lunar=True)


@reader
def read_bracketed_day(g: Groups) -> Form | None:
    """今（19）日: the day of the month is written, and the word says how far it is from the reference date."""
    part = g.get("unit")
    beside = Shift({"今": 0, "昨": -1, "明": 1, "前": -2}[g["word"]])
    return Point(day=integer(g["day"]), beside=beside, part=part if part in {"晚", "早", "晨", "夜"} else None)


@reader
def read_weekday(g: Groups) -> Form | None:
    """本周五, 星期三."""
    return Point(week=week_shift(g.get("rel")), weekday=WEEKDAYS[g["weekday"]])


@reader
def read_weekend(g: Groups) -> Form | None:
    """上周末."""
    return Point(week=week_shift(g.get("rel")), weekday=WEEKEND)


@reader
def read_week(g: Groups) -> Form | None:
    """上周, 下个星期."""
    return Point(week=week_shift(g["word"]))


def week_shift(word: str | None) -> Shift | None:
    """How many weeks 上, 上上, 本, 下 are away."""
    if not word:
        return None
    return Shift(word.count("下") - word.count("上"))


@reader
def read_part(g: Groups) -> Form | None:
    """上午, 晚."""
    return Point(part=g["part"])


@reader
def read_clock(g: Groups) -> Form | None:
    """16时52分, 9点半, 10:30."""
    hour = integer(g["hour"])
    minute = integer(g["minute"].lstrip("零〇") or "0") if "minute" in g else None
    if "fraction" in g:
        minute = {"半": 30, "一刻": 15, "三刻": 45, "整": 0}.get(g["fraction"])
    if "meridiem" in g:
        hour = hour % 12 + (12 if g["meridiem"][0] in "pP" else 0)
    second = integer(g["second"]) if "second" in g else None
    if hour > 24 or (minute or 0) > 59 or (second or 0) > 59 or (hour == 24 and minute):
        return None
    return Point(hour=hour, minute=minute, second=second)


@reader
def read_festival(g: Groups) -> Form | None:
    """A festival by its name."""
    return Point(festival=g["name"])


@reader
def read_first_periods(g: Groups) -> Form | None:
    """前三季度, 前两个月."""
    count = integer(g["n"])
    if "季" in g["unit"]:
        return Range(Point(period="Q1"), Point(period=f"Q{count}")) if 2 <= count <= 4 else None
    return Range(Point(month=1), Point(month=count)) if 2 <= count <= 12 else None


@reader
def read_pair(g: Groups) -> Form | None:
    """今明两年."""
    pairs = {"今明": (0, 1), "去今": (-1, 0), "明后": (1, 2), "今明后": (0, 2), "昨今": (-1, 0), "昨前": (-2, -1)}
    first, last = pairs[g["pair"].rstrip("两三")]
    if g["unit"] == "年":
        return Range(Point(year=Shift(first)), Point(year=Shift(last)))
    return Range(Point(day=Shift(first)), Point(day=Shift(last)))


@reader
def read_years(g: Groups) -> Form | None:
    """2017-2020."""
    first, second = integer(g["first"]), integer(g["second"])
    return Range(Point(year=first), Point(year=second)) if first < second <= 2100 else None


@reader
def read_season_years(g: Groups) -> Form | None:
    """2019-20赛季."""
    first, second = integer(g["first"]), integer(g["second"])
    if first < 100:
        first = full_year(first)
    if second < 100:
        second += first // 100 * 100 + (100 if second < first % 100 else 0)
    return Range(Point(year=first), Point(year=second)) if first < second <= first + 2 else None


@reader
def read_month_range(g: Groups) -> Form | None:
    """1998.09—2001.07."""
    first, last = (Point(year=integer(g[f"{n}_year"]), month=integer(g[n])) for n in ("first", "second"))
    return Range(first, last)


@reader
def read_slash_range(g: Groups) -> Form | None:
    """8/15~8/20."""
    days = [Point(month=int(g[f"{n}_month"]), day=int(g[n])) for n in ("first", "second")]
    return Range(*days) if all(is_day(None, int(g[f"{n}_month"]), int(g[n])) for n in ("first", "second")) else None


@reader
def read_months(g: Groups) -> Form | None:
    """1-9月."""
    return Range(Point(month=integer(g["first"])), Point(month=integer(g["second"])))


@reader
def read_neighbours(g: Groups) -> Form | None:
    """七八月."""
    first, second = (integer(digit) for digit in g["months"])
    return Range(Point(month=first), Point(month=second))


@reader
def read_days(g: Groups) -> Form | None:
    """3—7日."""
    return Range(Point(day=integer(g["first"])), Point(day=integer(g["second"])))


@reader
def read_quarters(g: Groups) -> Form | None:
    """一至三季度."""
    first, second = integer(g["first"]), integer(g["second"])
    return Range(Point(period=f"Q{first}"), Point(period=f"Q{second}")) if first < second else None


@reader
def read_hours(g: Groups) -> Form | None:
    """8—10时."""
    return Range(Point(hour=integer(g["first"])), Point(hour=integer(g["second"])))


@reader
def read_plan(g: Groups) -> Form | None:
    """The n-th five-year plan (since the sixth it begins in 1951 + 5 n), or plan for legal education (1981 + 5 n)."""
    if "ordinal" in g:
        number = integer(g["ordinal"])
    else:
        number = 10 if g["plan"] == "十五" else integer(g["plan"][:-1])
        if "law" in g:
            return _years(1981 + 5 * number, 5)
    if number < 6:
        return _years({1: 1953, 2: 1958, 3: 1966, 4: 1971, 5: 1976}[number], 5)
    return _years(1951 + 5 * number, 5)


def _years(first: int, count: int) -> Range:
    return Range(Point(year=first), Point(year=first + count - 1))


@reader
def read_decade(g: Groups) -> Form | None:
    """90年代, 20世纪80年代, 1990年代."""
    decade = {"零零": 0, "〇〇": 0, "00": 0, "一零": 1, "一〇": 1, "二零": 2, "二〇": 2}.get(g["decade"])
    return Decade(_century(g), integer(g["decade"]) // 10 if decade is None else decade)


@reader
def read_decades(g: Groups) -> Form | None:
    """六七十年代."""
    first, second = integer(g["first"]), integer(g["second"])
    return Decades(Decade(_century(g), first), Decade(_century(g), second)) if first < second else None


@reader
def read_century(g: Groups) -> Form | None:
    """二十世纪, 上世纪."""
    century = _century(g)
    if "bc" in g:
        return Decade(-century - 1) if isinstance(century, int) else None
    return Decade(century)


def _century(g: Groups) -> int | Shift | None:
    if "hundreds" in g:
        return integer(g["hundreds"])
    word = g.get("century") or g.get("relative")
    if word is None:
        return None
    word = word.removesuffix("世纪").strip()
    if word[0] in "上本下":
        return Shift({"上": -1, "本": 0, "下": 1}[word[0]])
    return integer(word) - 1


@reader
def read_same_period(g: Groups) -> Form | None:
    """去年同期; the year may stand before it."""
    word = g.get("word")
    return SamePeriod(None if word is None else Shift(-2 if word == "前年" else -1))


@reader
def read_every(g: Groups) -> Form | None:
    """每年, 每两年, 每周五."""
    if "weekly" in g:
        return Repeat(Duration(((1, "W"),)))
    if "n" in g:
        number = amount(g["n"])
        return None if number is None else Repeat(_duration(number, g["unit"]))
    plain = g["plain"]
    every = {
        "小": (1, "h"),
        "钟": (1, "h"),
        "分": (1, "m"),
        "半": (30, "m"),
        "季": (3, "M"),
        "学": (6, "M"),
        "世": (100, "Y"),
        "赛": (1, "Y"),
        "年": (1, "Y"),
        "月": (1, "M"),
    }
    return Repeat(Duration((every.get(plain[0], (1, "W" if plain[0] in "周星礼" else "D")),)))


@reader
def read_yearly(_: Groups) -> Form | None:
    """每逢, before a festival or a day of the year."""
    return Repeat(Duration(((1, "Y"),)))


@reader
def read_duration(g: Groups) -> Form | None:
    """30多年, 五个半月, 4.2毫秒."""
    if "quarter" in g:
        return Duration((({"一": 25, "三": 75}[g["quarter"][-1]], "Y"),))
    number = amount(g["n"])
    if number is None or number == 0:
        return None
    unit = g["unit"]
    half = g.get("mid") == "半" or g.get("tail") == "半" or unit == "分半"
    return _duration(number + 0.5 if half else number, unit)


def _duration(number: int | float, unit: str) -> Duration:
    if unit in SCALED_UNITS:
        scale, unit = SCALED_UNITS[unit]
        scaled = number * scale
        return Duration(((float(f"{scaled:.12g}") if isinstance(scaled, float) else scaled, unit),))
    return Duration(((number, UNITS[unit]),))


@reader
def read_duration_range(g: Groups) -> Form | None:
    """3至5年."""
    low, high = amount(g["first"]), amount(g["second"])
    if low is None or high is None or not 0 < low < high:
        return None
    return Durations(_duration(low, g["unit"]), _duration(high + 0.5 if "half" in g else high, g["unit"]))


@reader
def read_nights(g: Groups) -> Form | None:
    """4晚5天: the days count."""
    return Duration(((integer(g["n"]), "D"),))


@reader
def read_minutes_seconds(g: Groups) -> Form | None:
    """2分30秒, 9秒58."""
    seconds: int | float = amount(g.get("seconds") or g["n"]) or 0
    if "hundredths" in g:
        digits = str(integer(g["hundredths"])).zfill(len(g["hundredths"]))
        seconds = round(seconds + int(digits) / 10 ** len(digits), 3)
    minutes = integer(g["minutes"]) if "minutes" in g else 0
    return Duration(((minutes, "m"), (seconds, "s")) if minutes else ((seconds, "s"),))


@reader
def read_half(g: Groups) -> Form | None:
    """半年, 半个世纪."""
    halves: dict[str, tuple[int | float, str]] = {
        "年": (6, "M"),
        "月": (0.5, "M"),
        "小时": (30, "m"),
        "钟头": (30, "m"),
        "世纪": (50, "Y"),
    }
    return Duration((halves.get(g["unit"], (0.5, "D")),))


def word_reader(words: Words) -> Reader:
    """The reader of relative words (今年, 次日, 当晚) that stand in a lexicon with slot and shift."""

    def read_word(g: Groups) -> Form | None:
        slot, shift = words[g["word"]]
        part = g.get("part")
        month = integer(g["month"]) if "month" in g else None
        if slot == "year":
            return Point(year=shift, month=month)
        if slot == "month":
            return Point(month=shift)
        if slot == "period":
            return Point(period=shift)
        return Point(day=shift, part=part)

    return read_word
