"""What a figure measures, whose it is, when, and whether it went up or down."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from zhfacts.find.candidates import Candidate
from zhfacts.link.figure_holders import Holders
from zhfacts.link.figure_words import (
    AND,
    DATE,
    DIMENSIONS,
    FIGURE,
    GENERIC,
    HEAD,
    LEAD,
    MEASURED,
    NOUN,
    OF,
    ORGANIZATION,
    REST,
    Sentence,
)
from zhfacts.segment import Document

CLAUSE_END = re.compile(r"[，。；！？、：:,;!?\n（(“”《》)）]")
COLUMNS = ("metric", "holder", "period", "change", "basis")
# Words that say how a figure stands to what it measures; they end with the clause on the left.
INCREASE = r"增长|成长|增加|提升|提高|上升|上涨|增至|升至|涨至|升到|扩大|攀升|新增|大增|激增|回升|上调|调[涨升高]|走高|增幅|涨幅|升幅|增速|增持|增|涨|升|翻"
DECREASE = r"下降|减少|降低|下跌|降至|跌至|降到|缩小|缩短|下滑|回落|萎缩|缩减|减轻|锐减|骤降|下调|调降|走低|降幅|跌幅|减幅|减持|衰退|跌|减|降"
TAIL = r"(?:了|至|到|约|近|超过?|逾|达到?|为|分别|幅度|率|[^，。；、]?(?:约|近|超|达))*$"
CHANGE = re.compile(rf"(?:(?P<increase>{INCREASE})|(?P<decrease>{DECREASE})){TAIL}")
COMPARATIVE = re.compile(
    r"(?:同比|环比|[比较].{1,12}?)(?:(?P<increase>[多高])|(?P<decrease>[少低]))(?:了|出|约|近|逾|超)*$"
)
CHANGE_CHARACTERS = frozenset([*(word[0] for word in f"{INCREASE}|{DECREASE}".split("|")), *"多高少低"])
CHANGE_BEHIND = re.compile(r"(?:以上)?的?(?:(?P<increase>增持?幅|增长|增速|涨幅|升幅)|(?P<decrease>减持?幅|降幅|跌幅))")
BEHIND = frozenset("以的增减涨升降跌")
# A verb whose object stands between it and the number: 减少碳排放140万吨.
CHANGING = {"减少": "decrease", "降低": "decrease", "提升": "increase", "提高": "increase", "增加": "increase"}
CHANGED = re.compile(f"{INCREASE}|{DECREASE}|高|低|多|少|持平|翻")
YEAR_ON_YEAR = re.compile(r"同比|(?:比|较)(?:上年|去年|前年)?同期|(?<![\d每])年[增减]|按年|(?:比|较)(?:上年|去年)")
PERIOD_ON_PERIOD = re.compile(r"环比|季[增减]|(?<![\d每])月[增减]|按[月季]|(?:比|较)上(?:个?月|个?季|周|期)")
COMPARED = re.compile(r"(?:比|较|与|跟|同|相比|相较于?)$")
SINCE = re.compile(r"[^，。；]{0,6}?(?:起(?!码)|以来)")
FOUNDED = re.compile(r"(?:成立|创立|创建|始建|建成|上市|诞生|落户|成立时间|自)(?:于|在)?$")
AHEAD = frozenset("比较与跟同于在立建成间市生户自")
NOW = re.compile(r"目前|迄今|现有|截至目前|近日|当前")
GOES_ON = re.compile(r"其中|其|同期|同年|另外?|此外|该|年度|当时")
PERIODS = frozenset(["date", "range", "time", "set"])
TIMELESS = frozenset(["比例", "数量", "人数", "总数", "规模", "总规模", "金额", "总额", "价格", "面积", "总量", "速度"])
PEOPLE = frozenset("人名位")
LISTED = frozenset(["、", "和", "及", "与", "以及"])
# The measures of a thing belong to the thing; only the sentence itself can say whose that is.
OF_THINGS = frozenset(["length", "speed", "data", "data_rate", "frequency", "other"])
COUNTABLE = frozenset(["企业", "幼儿园", "学校", "医院", "银行", "工厂", "酒店"])
REACH = 14  # words
VALUE = re.compile(r"(?:面积|容量|金额|[长高宽深厚速]度|奖金|功率|投资|规模|比例|市值|[率额量值])$")
AROUND = frozenset(["以上", "以下", "左右", "多", "余", "级", "之多", "不等"])
CLOSING = frozenset("）”」》)")
# By the letters of the words.
VICTIMS = re.compile("[^.#c]{0,5}?k")
NOUNS = re.compile("a?n+")
LEVEL = re.compile("[.][lxD ]*$")


def link_figures(
    doc: Document, figures: Sequence[Candidate], dates: Sequence[Candidate], organizations: Sequence[Candidate]
) -> None:
    """Fill `metric`, `holder`, `period`, `change` and `basis`; null where the text does not make it plain.

    Parameters
    ----------
    doc
        The normalized text.
    figures
        The winners in text order; completed in place.
    dates
        The dates of the text, resolved.
    organizations
        The organizations of the text.
    """
    if not figures:
        return
    holders = Holders(doc, organizations)
    date_starts = [c.start for c in dates]
    organization_starts = [c.start for c in organizations]
    figure_starts = [c.start for c in figures]
    sentence: Sentence | None = None
    begin = sentence_end = 0
    paired = False
    previous: Candidate | None = None
    for figure in figures:
        if sentence is None or figure.start >= sentence_end:
            start, end = doc.sentence_span(figure.start)
            first = bisect_left(figure_starts, start)
            last = bisect_left(figure_starts, end)
            begin = start
            start = max(start, figure_starts[first] - HEAD)
            stop = min(end, max(figures[last - 1].end + REST, figure.end))
            sentence = Sentence(
                doc,
                start,
                stop,
                organizations[bisect_left(organization_starts, start) : bisect_left(organization_starts, stop)],
                dates[bisect_left(date_starts, start) : bisect_left(date_starts, stop)],
                figures[bisect_left(figure_starts, start) : last],
            )
            sentence_end = end
            paired = doc.text.find("分别", start, stop) >= 0
        values = figure.values
        if previous is not None and _goes_on(doc.text, previous, figure):
            for column in COLUMNS:
                values[column] = previous.values[column]
            if paired:
                _pair(sentence, sentence.index(figure.start), values)
            previous = figure
            continue
        index = sentence.index(figure.start)
        before = doc.text[max(sentence.start, figure.start - 24) : figure.start].rstrip()
        change = _change(sentence, index, figure, before)
        values["metric"] = _metric(sentence, index, figure, previous, change)
        values["holder"] = holders.holder(sentence, index, begin, values["dimension"] in OF_THINGS)
        values["period"] = _period(sentence, index, previous, doc.text)
        values["change"] = change
        values["basis"] = _basis(before) if change else None
        if paired:
            _pair(sentence, index, values)
        previous = figure


def _goes_on(text: str, previous: Candidate, figure: Candidate) -> bool:
    """Whether a figure stands in one list with the one before: 分别增长8.94%、79.35%."""
    if figure.start - previous.end > 2 or figure.values["unit"] != previous.values["unit"]:
        return False
    return figure.values["dimension"] != "count" and text[previous.end : figure.start] in LISTED


def _pair(sentence: Sentence, index: int, values: dict[str, object]) -> None:
    """Dates and organizations in a list that ends with 分别 go with the figures behind it in their order."""
    at = sentence.text.rfind("分别", sentence.start, sentence.starts[index])
    if at < 0:
        return
    middle, classes = sentence.index(at), sentence.classes
    order = classes.count(FIGURE, middle, index)
    for letter, column in ((DATE, "period"), (ORGANIZATION, "holder")):
        last = classes.rfind(letter, 0, middle)
        listed: list[int] = []
        i = last
        while i >= 0 and classes[i] == letter:
            listed.insert(0, i)
            if i < 2 or classes[i - 1] != AND:
                break
            i -= 2
        if len(listed) > 1 and order < len(listed):
            item = listed[order]
            values[column] = sentence.date(item).values.get("value") if letter == DATE else sentence.word(item)


def _change(sentence: Sentence, index: int, figure: Candidate, before: str) -> str | None:
    if figure.rule == "figure.multiple.doubled":
        return "increase"
    tail = before[-10:]
    if index > 1 and sentence.classes[index - 1] == OF and sentence.classes[index - 2] == DATE:
        tail = sentence.text[max(sentence.start, sentence.starts[index - 2] - 10) : sentence.starts[index - 2]]
        tail = tail if tail.endswith(("至", "到")) else ""
    if not CHANGE_CHARACTERS.isdisjoint(tail) and (
        match := CHANGE.search(tail) or (COMPARATIVE.search(before) if tail[-2:].strip("了出约近逾超") else None)
    ):
        return match.lastgroup
    if sentence.text[figure.end : figure.end + 1] in BEHIND and (
        match := CHANGE_BEHIND.match(sentence.text, figure.end)
    ):
        return match.lastgroup
    classes, i = sentence.classes, index
    while i and classes[i - 1] in (NOUN, MEASURED):
        i -= 1
    if i and i < index and classes[i - 1] == LEAD:
        return CHANGING.get(sentence.word(i - 1))
    return None


def _basis(before: str) -> str | None:
    clause = before[_clause_start(before) :]
    if YEAR_ON_YEAR.search(clause):
        return "yoy"
    return "qoq" if PERIOD_ON_PERIOD.search(clause) else None


def _clause_start(text: str) -> int:
    """Where the last clause of a text begins."""
    last = 0
    for match in CLAUSE_END.finditer(text):
        last = match.end()
    return last


def _period(sentence: Sentence, index: int, previous: Candidate | None, text: str) -> str | None:
    """The last date of the sentence before the figure that is no start and not what the figure is compared with."""
    position = sentence.starts[index]
    i = sentence.classes.rfind(DATE, 0, index)
    while i >= 0:
        date = sentence.date(i)
        kind = date.values.get("date_type")
        before = text[max(sentence.start, date.start - 4) : date.start]
        if NOW.search(text, date.end, position):
            return None
        if kind in PERIODS:
            if before.endswith("自") and SINCE.match(text, date.end):
                return None
            if before[-1:] in AHEAD and (
                FOUNDED.search(before) or (COMPARED.search(before) and CHANGED.search(text, date.end, position))
            ):
                i = sentence.classes.rfind(DATE, 0, i)
                continue
            value: str | None = date.values.get("value")
            return value
        if kind == "duration" and (
            text.startswith(("来", "里", "内"), date.end) or before.endswith(("近", "过去", "的"))
        ):
            return date.values.get("value")
        i = sentence.classes.rfind(DATE, 0, i)
    if previous is None or previous.values["period"] is None or NOW.search(text, sentence.start, position):
        return None
    if previous.start >= sentence.start or "\n" in text[previous.end : sentence.start]:
        return None if previous.start < sentence.start else previous.values["period"]
    if GOES_ON.match(text, sentence.start) or sentence.start - previous.end < 40:
        inherited: str | None = previous.values["period"]
        return inherited
    return None


def _metric(
    sentence: Sentence, index: int, figure: Candidate, previous: Candidate | None, change: str | None
) -> str | None:
    """What is counted stands behind the measure word, what is measured before the verb; growth is that of the clause before."""
    classes = sentence.classes
    counted = figure.values["dimension"] == "count"
    following = classes[index + 1 : index + 2]
    if counted and (noun := _behind(sentence, index, figure, counted)):
        return noun
    found = _before(sentence, index, counted)
    if not counted and not change and following and following in "enalcvx" and not (found and VALUE.search(found)):
        found = _behind(sentence, index, figure, counted) or found
    if found:
        return found
    if previous is not None and previous.start >= sentence.start:
        same = previous.values["dimension"] == figure.values["dimension"] and not counted
        if change or same or figure.values["dimension"] == "percent" or LEVEL.search(classes, 0, index):
            carried: str | None = previous.values["metric"]
            return carried
    elif change or LEVEL.search(classes, 0, index):
        return _first(sentence, index)
    return None


def _first(sentence: Sentence, index: int) -> str | None:
    """The noun that the clause before begins with: 基金净值没有受到影响，全年仅下跌3.6%."""
    stop = sentence.classes.rfind(".", 0, index)
    if stop < 1:
        return None
    start = sentence.classes.rfind(".", 0, stop) + 1
    match = NOUNS.search(sentence.classes, start, stop)
    return sentence.text[sentence.starts[match.start()] : sentence.starts[match.end()]] if match else None


def _behind(sentence: Sentence, index: int, figure: Candidate, counted: bool) -> str | None:
    """The noun phrase right behind a figure: 500多家|纳米技术企业, 三间风格各异的|餐厅."""
    classes, length = sentence.classes, len(sentence.classes)
    i = index + 1
    if i == length or classes[i] in ".D":
        return None
    if counted and sentence.text[figure.end - 1] in PEOPLE and (match := VICTIMS.match(classes, i)):
        return sentence.word(match.end() - 1)
    while classes.startswith("c#", i):
        i += 2
    while i < length and (classes[i] in "w " or sentence.word(i) in AROUND):
        if sentence.word(i) in CLOSING:
            return None
        i += 1
    of = i < length and classes[i] == OF
    if of:
        i += 1
        while i < length and classes[i] == "w":
            i += 1
    if i < length and classes[i] == "p":
        i = classes.find(OF, i) + 1 or length
    first, last = i, 0
    while i < length and i < index + REACH:
        letter = classes[i]
        following = classes[i + 1 : i + 2]
        if letter in "nG":
            if counted and not last and VALUE.search(sentence.word(i)) and following == LEAD:
                return None
            last = i + 1
        elif letter == OF:
            if last and (counted or not VALUE.search(sentence.word(i - 1))):
                break
            first, last = i + 1, 0
        elif letter in "POC":
            if last:
                break
            first = i + 1
        elif letter in "avm":
            if last and (letter != "a" or following not in ("n", "e", "G")):
                break
            if letter != "a" and not counted and not (of or (following == NOUN and VALUE.search(sentence.word(i + 1)))):
                return None
        elif not (letter == "x" and not last and counted and len(sentence.word(i)) > 1):
            break
        i += 1
    if not last or last <= first:
        return None
    phrase = sentence.text[sentence.starts[first] : sentence.starts[last]]
    return phrase if len(phrase) > 1 or counted else None


def _before(sentence: Sentence, index: int, counted: bool) -> str | None:
    """The nouns before the words that lead to a number: 产业产值|达1523亿元; none begins before the clause."""
    classes = sentence.classes
    first = last = skipped = 0
    i = index - 1
    while i >= 0 and skipped <= 7:
        letter = classes[i]
        if letter == NOUN or (letter == GENERIC and counted and not last and sentence.word(i) in COUNTABLE):
            if not last and i and sentence.word(i - 1) == "每":
                i -= 2
                continue
            if not last and sentence.word(i) in DIMENSIONS:
                return sentence.word(i)
            first, last = i, last or i + 1
        elif last:
            if letter in "am" or (
                letter == "v" and i and classes[i - 1] == NOUN and sentence.starts[i + 1] - sentence.starts[i] > 1
            ):
                first = i
            elif (
                letter == OF and last - first == 1 and i and classes[i - 1] == NOUN and sentence.word(first) in TIMELESS
            ):
                i -= 1
                first = i
                continue
            else:
                break
        elif letter == MEASURED or (
            counted
            and letter == "v"
            and i
            and classes[i - 1] in "vl"
            and sentence.starts[i + 1] - sentence.starts[i] > 1
        ):
            return sentence.word(i)
        elif letter in ".#OPC":
            break
        elif letter != DATE:
            skipped += 1
        i -= 1
    if not last:
        return None
    while last - first > 1 and classes[first] == "v":
        first += 1
    starts = sentence.starts
    if starts[last] - starts[first] == 1 and first and classes[first - 1] in "vm":
        first -= 1
    phrase = sentence.text[starts[first] : starts[last]].strip()
    return phrase if len(phrase) > 1 else None
