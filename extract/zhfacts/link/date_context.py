"""What an article knows when it comes to a date: its reference date, and the dates before."""

import re
from collections.abc import Callable, Iterator
from datetime import date as Day
from datetime import timedelta
from enum import IntEnum
from functools import cached_property, lru_cache

import msgspec

from zhfacts.find.calendar import Level, Point, is_day
from zhfacts.find.numerals import parse_number
from zhfacts.rulebook import load_rulebook
from zhfacts.segment import Document

FUTURE_BEFORE = re.compile(
    "将|拟|预计|预定|计划|定于|有望|力争|争取|届时|即将|最[迟快]|不迟于|截止|等到|可望|料于|[订择]于|将会"
)
BRACKET = re.compile("[ 　]?[（(]")
IS_FESTIVAL = re.compile(
    "[，,]?(?:正?是|即|为|恰逢|适逢|正值|恰是|就是|又是|迎来|（|\\()?(?:今年的?|传统|农历|一年一度的|第[0-9]{1,2}个)?"
)
BEGINS_PARAGRAPH = re.compile("\n[^\n，。；：！？、“”]*$")
LISTED = re.compile("[ 　]?[、和及与,，][ 　]?")
DEADLINE = re.compile("前|之前|以前|起|开始")
FUTURE_AFTER = re.compile(
    "[^，。；\n]{0,4}(?:将|拟)"
    "|(?:举行|举办|召开|开幕|揭幕|登场|开赛|启用|通车|开通|开业|开馆|落成|竣工|完工|投产|上市|上映)的[^，。；\n]{1,14}[将拟]"
    "|(?:[起前]|之前|以前)?[^，。；\n]{0,2}(?:施行|实施|生效|截止|启航|起航|启程|动身|开抢|登场|开跑|揭晓|见分晓)"
)
COMPARED = re.compile(
    "(?:较|比|相较|相比|对比|高于|低于|超过|创下?了?|成立于|创立于|创办于|创建于|始建于|建于|诞生于|生于)$"
)
COMPARED_ENDS = frozenset("较比于过创下了")
YEARS_AWAY = re.compile("(?P<n>[0-9]{1,3}|[一二三四五六七八九十百两]{1,4})年(?P<side>[前后])的?$")
ATTRIBUTE = re.compile(
    "(?:成立|创立|创办|创建|建成|出生|诞生|毕业|出台|颁布|制定|修订|发布)的|以来|以后|版|款|[赛学届]|同期?相比|相比|比较|比，"
)


class Known(msgspec.Struct, frozen=True, gc=False):
    """What is known of a day."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def full(self) -> Day | None:
        """The day, where all of it is known."""
        if self.year is None or self.month is None or self.day is None or not 0 < self.year < 9999:
            return None
        return Day(self.year, self.month, self.day) if is_day(self.year, self.month, self.day) else None

    def moved(self, days: int) -> "Known":
        """The day so many days later, as far as it is known."""
        if (full := self.full) is not None:
            full += timedelta(days=days)
            return Known(full.year, full.month, full.day)
        if self.day is not None and 1 <= self.day + days <= 28:
            return Known(self.year, self.month, self.day + days)
        return self if days == 0 else Known(self.year)

    def written(self, level: Level) -> str:
        """The value at a level, with X for what is not known.

        >>> Known(2006).written(Level.DAY), Known(month=3).written(Level.PERIOD), Known().written(Level.YEAR)
        ('2006-XX-XX', 'XXXX-03', 'XXXX')
        """
        year = "XXXX" if self.year is None else f"{self.year:04d}" if self.year > 0 else f"-{-self.year:04d}"
        if level is Level.YEAR:
            return year
        month = "XX" if self.month is None else f"{self.month:02d}"
        if level is Level.PERIOD:
            return f"{year}-{month}"
        return f"{year}-{month}-{'XX' if self.day is None else f'{self.day:02d}'}"


def known_day(day: Day) -> Known:
    """A day that is wholly known."""
    return Known(day.year, day.month, day.day)


class Origin(IntEnum):
    """Where the year of a date comes from, or that of the date to which it points."""

    INFERRED = 0
    """From the reference date, as the nearest."""
    NAMED = 1
    """From words like 去年."""
    STATED = 2
    """From a number in the text."""


class Resolved(msgspec.Struct, frozen=True):
    """A date with its value.

    Parameters
    ----------
    known
        Year, month and day as far as they are known; of a range those of its end.
    level
        How fine it is.
    value, date_type, anchor
        The columns of the table.
    origin
        Where its year comes from.
    begins
        Of a range its start.
    """

    known: Known
    level: Level
    value: str
    date_type: str
    anchor: str | None
    origin: Origin = Origin.INFERRED
    begins: Known | None = None


class Memory(msgspec.Struct, frozen=True):
    """A date that came before in the text, where it stands, and whether it is only what something is compared to."""

    resolved: Resolved
    start: int
    end: int
    sentence: int
    aside: bool


class Context:
    """The reference date and the dates before the one that is being resolved.

    Parameters
    ----------
    doc
        The document.
    reference
        As much as is known of the date of the article.
    today
        As much as is known of the day that 今天 means in it.
    published
        Whether the reference date is that of publication: nothing that the article reports comes after it.
    """

    def __init__(self, doc: Document, reference: Known, today: Known, *, published: bool = False) -> None:
        self.doc = doc
        self.reference = reference
        self.published = published
        self.today = today
        self.memories: list[Memory] = []
        self.start = self.end = self.sentence = 0
        self.explained_by: Point | None = None

    def enter(self, start: int, end: int, explained_by: Point | None = None) -> None:
        """Go on to the date between these offsets, with the day that stands in brackets behind it."""
        self.start, self.end, self.explained_by = start, end, explained_by
        self.sentence = self.doc.sentence_index(start)

    @property
    def compared(self) -> bool:
        """Whether the date is what something else is compared to, or the birth of something."""
        text, start = self.doc.text, self.start
        return text[start - 1 : start] in COMPARED_ENDS and COMPARED.search(text, max(0, start - 4), start) is not None

    @cached_property
    def latest_year(self) -> int:
        """The latest year that the text names, else one of this century."""
        return max(map(int, re.findall(r"(?<!\d)(?:19|20)\d\d(?=年(?!代))", self.doc.text)), default=2001)

    @property
    def years_away(self) -> int:
        """How far 10年前的 before the date moves it; 0 where nothing does."""
        match = YEARS_AWAY.search(self.doc.text, max(0, self.start - 12), self.start)
        number = None if match is None else parse_number(match["n"])
        if match is None or not isinstance(number, int):
            return 0
        return number if match["side"] == "后" else -number

    def remember(self, resolved: Resolved, *, aside: bool = False) -> None:
        """Keep the date at the present place for those that come."""
        aside = aside or self.compared
        if not aside and resolved.level is Level.YEAR:
            aside = ATTRIBUTE.match(self.doc.text[self.end : self.end + 6]) is not None
        self.memories.append(Memory(resolved, self.start, self.end, self.sentence, aside))

    @property
    def in_future(self) -> bool:
        """Whether the words around the date speak of what is to come."""
        sentence_start = self.doc.sentences[self.sentence][0]
        before = self.doc.text[max(sentence_start, self.start - 12) : self.start]
        clause = re.split("[，,：:；;]", before)[-1]
        return (
            FUTURE_BEFORE.search(clause) is not None
            or FUTURE_AFTER.match(self.doc.text[self.end : self.end + 20]) is not None
        )

    @property
    def explained(self) -> Resolved | None:
        """The day before, where this date stands in brackets behind it: 3月1日（周五）."""
        memory = self.memories[-1] if self.memories else None
        if memory is None or memory.resolved.level < Level.DAY:
            return None
        return memory.resolved if BRACKET.fullmatch(self.doc.text, memory.end, self.start) else None

    @property
    def reach(self) -> int:
        """From how many sentences back a year is taken: from more where no reference date gives one."""
        return 1 if self.reference.year is not None else 4

    @property
    def has_deadline(self) -> bool:
        """Whether something is to happen before the date or from it on."""
        return DEADLINE.match(self.doc.text, self.end) is not None

    @property
    def goes_on_ahead(self) -> bool:
        """Whether the date before in the sentence is one of the next days: 明日最接近，周四後遠離."""
        memory = self.memories[-1] if self.memories else None
        if memory is None or memory.sentence != self.sentence or not self.published:
            return False
        day, reference = memory.resolved.known.full, self.reference.full
        return day is not None and reference is not None and 0 < (day - reference).days < 7

    def before(self, sentences: int, *, same_paragraph: bool = True) -> Iterator[Memory]:
        """The dates before, the nearest first, from so many sentences back."""
        near = self.memories[-NEAR:]
        paragraph = self.doc.text.rfind("\n", near[0].start, self.start) if near else 0
        for memory in reversed(near):
            if self.sentence - memory.sentence > sentences or (same_paragraph and memory.start < paragraph):
                return
            yield memory

    def last(self, has: Callable[[Resolved], bool], sentences: int, *, same_paragraph: bool = True) -> Resolved | None:
        """The nearest date before that has what is looked for."""
        found = (m.resolved for m in self.before(sentences, same_paragraph=same_paragraph) if has(m.resolved))
        return next(found, None)

    def day_before(self) -> Resolved | None:
        """The day that 当天, 次日 point to: the nearest before in the paragraph, or in those before where they begin one.

        A day that somebody who is quoted speaks of does not count outside of the quotation.
        """
        begins = BEGINS_PARAGRAPH.search(self.doc.text, max(0, self.start - 20), self.start) is not None
        quoted = self._is_quoted(self.start)
        for memory in self.before(6 if begins else 4, same_paragraph=not begins):
            if memory.resolved.level >= Level.DAY and (quoted or not self._is_quoted(memory.start)):
                return memory.resolved
        return None

    def _is_quoted(self, position: int) -> bool:
        """Whether a quotation is open, as far as can be seen from near by."""
        start = max(0, position - 200)
        return self.doc.text.rfind("“", start, position) > self.doc.text.rfind("”", start, position)

    # Which year, which month: the nearest date that the words go on from, else the reference date.

    def year_of(self, month: int, day: int | None) -> tuple[int | None, str | None, Origin]:
        """The year of a month, or of a day of a month; where it comes from, and who says so."""
        if (away := self.years_away) and self.reference.year is not None:
            return self.reference.year + away, "reference", Origin.INFERRED
        if (year := self._year_of_event(month)) is not None:
            return year, "context", Origin.INFERRED
        by_reference = self._year_by_reference(month, day)
        recent = by_reference is not None and day is not None and self._just_before(Known(by_reference, month, day))
        for memory in self.before(self.reach):
            known = memory.resolved.known
            if known.year is None or memory.aside or memory.resolved.origin is Origin.INFERRED:
                continue
            year = self._year_after(memory, month, day)
            if year is None or (recent and year != by_reference and not self._in_clause(memory.end)):
                continue
            if self.published and self.in_future and by_reference is not None and year < by_reference:
                continue
            return year, "context", memory.resolved.origin
        for memory in reversed(self.memories[-FAR:]):
            known = memory.resolved.known
            if (
                memory.aside
                or known.year is None
                or known.month != month
                or (day is not None and known.day not in {day, None})
            ):
                continue
            if self.published and self.in_future and by_reference is not None and known.year < by_reference:
                continue
            return known.year, "context", memory.resolved.origin
        return by_reference, None if by_reference is None else "reference", Origin.INFERRED

    def _in_clause(self, position: int) -> bool:
        """Whether no mark stands between a place before and here."""
        return CLAUSE_MARK.search(self.doc.text, position, self.start) is None

    def _year_of_event(self, month: int) -> int | None:
        """The year of an event that the clause names, where it took place in this month: 北京冬奥会2月4日开幕."""
        pattern, ends, events = known_events()
        near = self.doc.text[max(0, self.start - EVENT_REACH) : self.start]
        named = pattern.findall(CLAUSE_MARK.split(near)[-1]) if not ends.isdisjoint(near) else ()
        year, months = events[named[-1]] if named else (None, ())
        return year if month in months else None

    def _year_after(self, memory: Memory, month: int, day: int | None) -> int | None:
        """The year that a date before hands on to a month that follows it, or None where it does not."""
        known, level = memory.resolved.known, memory.resolved.level
        assert known.year is not None
        same_sentence = memory.sentence == self.sentence
        if known.month is None:
            begins = memory.resolved.begins
            if not same_sentence or level > Level.PERIOD:
                return None
            inside = month in PERIOD_MONTHS.get(memory.resolved.value[-2:], ())
            if level is Level.PERIOD and not inside and self.reference.year is not None:
                return None
            if begins is None or begins.year is None:
                return known.year
            # A season that runs over two years begins in summer; a longer range hands on no year.
            return None if known.year - begins.year > 1 else begins.year if month >= 7 else known.year
        if same_sentence:
            later = known.year + 1
            wraps = known.month - month >= 6 and not self._is_after_reference(Known(later, month, day or 1))
            return later if wraps else known.year
        goes_on = (month, day or 31) >= (known.month, known.day or 0)
        late = self._is_after_reference(Known(known.year, month, day or 1))
        return known.year if memory.resolved.origin is Origin.STATED and goes_on and not late else None

    def _year_by_reference(self, month: int, day: int | None) -> int | None:
        """The year in which a month or day lies that is spoken of at the reference date."""
        year = self.reference.year
        if year is None or self.reference.month is None:
            return year
        distance = _distance(self.reference, Known(year, month, day))
        if distance > 0 and not self.in_future:
            return year - 1 if distance > HALF_A_YEAR else year
        if distance < -HALF_A_YEAR and self.in_future:
            return year + 1
        return year

    def month_of(self, day: int) -> tuple[Known, str | None, Origin]:
        """Year and month of a day of the month that stands alone."""
        by_reference = self._month_by_reference(day)
        if self.reference.full is not None:
            recent = by_reference is not None and self._just_before(by_reference)
            dated = (m for m in self.before(1) if m.resolved.known.month is not None and not m.aside)
            memory = next((m for m in dated if m.resolved.level >= Level.PERIOD), None)
            if memory is not None:
                known = memory.resolved.known
                begins = (memory.resolved.begins or known).day
                found = Known(known.year, known.month, day)
                listed = LISTED.fullmatch(self.doc.text, memory.end, self.start) is not None
                ahead = self.in_future or self.has_deadline
                if memory.sentence == self.sentence:
                    # 6月7日至9日举行，25日公布: one of the month before would be named.
                    named = day > (known.day or 31) and self.doc.text.find("月", memory.start, memory.end) > 0
                    ahead = ahead or named or self._is_after_reference(known)
                late = self._is_after_reference(found) and not ahead
                elsewhere = recent and memory.sentence != self.sentence
                goes_on = begins is None or day >= begins
                if found.full is not None and (listed or (goes_on and not late and not elsewhere)):
                    return found, "context", memory.resolved.origin
            if by_reference is not None:
                return by_reference, "reference", Origin.INFERRED
        for memory in reversed(self.memories[-FAR:]):
            known = memory.resolved.known
            if known.month is None or memory.aside or memory.resolved.level < Level.DAY:
                continue
            begins = (memory.resolved.begins or known).day
            near = self.sentence - memory.sentence <= 1
            if begins is None or day >= begins or near:
                return Known(known.year, known.month, day), "context", memory.resolved.origin
            break
        if by_reference is not None and (by_reference.year is not None or by_reference.month is not None):
            return by_reference, "reference", Origin.INFERRED
        return Known(day=day), None, Origin.INFERRED

    def _month_by_reference(self, day: int) -> Known | None:
        """The day of the month nearest to the reference date, in the past where nothing speaks of the future."""
        known = self.reference if self.reference.month is not None else self.today
        if known.month is None:
            return Known(self.reference.year, None, day) if self.reference.year is not None else None
        year, month = known.year, known.month
        if known.day is not None and day > known.day and not (self.in_future or self.has_deadline):
            # A day of next week is nearer than the one of last month.
            if not self.published or day - known.day > 7:
                year, month = add_months(year, month, -1)
        elif known.day is not None and known.day - day > 20 and self.in_future:
            year, month = add_months(year, month, 1)
        return Known(year, month, day) if is_day(year, month, day) else Known(known.year, known.month, day)

    def _just_before(self, known: Known) -> bool:
        """Whether a day is one of the last ones before the reference date."""
        day, reference = known.full, self.reference.full
        return day is not None and reference is not None and 0 <= (reference - day).days <= 10

    def _is_after_reference(self, known: Known) -> bool:
        day, reference = known.full, self.reference.full if self.published else None
        return day is not None and reference is not None and day > reference


@lru_cache(maxsize=1)
def known_events() -> tuple[re.Pattern[str], frozenset[str], dict[str, tuple[int, range]]]:
    """The events of `lexicons/events.csv` without what says that they are going on: pattern, last characters, dates."""
    events = {
        ONGOING.sub("", row["name"]): (int(row["year"]), range(int(row["first_month"]), int(row["last_month"]) + 1))
        for row in load_rulebook().lexicon("events")
    }
    pattern = re.compile("|".join(map(re.escape, sorted(events, key=len, reverse=True))))
    return pattern, frozenset(name[-1] for name in events), events


EVENT_REACH = 24
ONGOING = re.compile("(?:在京|开幕|闭幕)$")
CLAUSE_MARK = re.compile("[，。；：！？,;\n]")
HALF_A_YEAR = 183
PERIOD_MONTHS = {f"Q{n}": range(3 * n - 2, 3 * n + 1) for n in range(1, 5)} | {"H1": range(1, 7), "H2": range(7, 13)}
NEAR, FAR = 20, 100
"""So many dates back a date may point; a bound for texts that consist of dates."""


def _distance(reference: Known, known: Known) -> int:
    """Days from the reference date to a day, or to the nearest day of a month."""
    year, month = known.year or 0, known.month or 1
    if known.day is None or reference.day is None:
        months = (year - (reference.year or 0)) * 12 + month - (reference.month or 1)
        return months * 30
    days = (month - (reference.month or 1)) * 30 + known.day - reference.day
    return (year - (reference.year or 0)) * 365 + days


def add_months(year: int | None, month: int, by: int) -> tuple[int | None, int]:
    """The month so many months later; the year stays open where it is."""
    index = month - 1 + by
    return None if year is None else year + index // 12, index % 12 + 1
