"""What a figure measures, whose it is, when, and whether it went up or down."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from zhfacts.find.candidates import BY_START, Candidate
from zhfacts.link.figure_holders import Holders
from zhfacts.link.figure_words import (
    AND,
    ATTRIBUTE,
    CLAUSE,
    DATE,
    DIMENSIONS,
    END,
    ENDINGS,
    FIGURE,
    GENERIC,
    HEAD,
    LEAD,
    MARK,
    MEASURED,
    NOUN,
    OF,
    ORGANIZATION,
    OTHER,
    PREPOSITION,
    REST,
    STATISTIC,
    THINGS,
    VERB,
    Sentence,
)
from zhfacts.segment import Document, is_word

CLAUSE_END = re.compile(r"[，。；！？、：:,;!?\n（(“”《》)）]")
COLUMNS = ("metric", "holder", "period", "change", "basis")
# Words that say how a figure stands to what it measures; they end with the clause on the left.
INCREASE = r"增长|成长(?<!造成长)|增加|提升|提高|上升|上涨|增至|升至|涨至|升到|扩大|攀升|新增|大增|激增|回升|上调|调[涨升高]|走高|增幅|涨幅|升幅|增速|增持|扩[招容编产展]|延长|加开|跃升|飙升|反弹|上浮|增|涨|升|翻"
DECREASE = r"下降|减少|降低|下跌|降至|跌至|降到|缩小|缩短|下滑|回落|萎缩|缩减|减轻|锐减|骤降|下调|调降|走低|降幅|跌幅|减幅|减持|衰退|收窄|收缩|缩水|下挫|下浮|重挫|压减|裁减|跌|减|降"
TAIL = r"(?:了|至|到|约|近|超过?|逾|达到?|为|分别|幅度|率|[^，。；、]?(?:约|近|超|达))*$"
CHANGE = re.compile(rf"({INCREASE}|{DECREASE}){TAIL}")  # all begin with a character, so that few places are tried
RISE = re.compile(INCREASE)
COMPARATIVE = re.compile(
    r"(?:同比|环比|[比较].{1,12}?)(?:(?P<increase>[多高])|(?P<decrease>[少低]))(?:了|出|约|近|逾|超)*$"
)
CHANGE_MARK = re.compile(f"[{''.join(word[0] for word in f'{INCREASE}|{DECREASE}'.split('|'))}多高少低]")
CHANGE_BEHIND = re.compile(r"(?:以上)?的?(?:(?P<increase>增持?幅|增长|增速|涨幅|升幅)|(?P<decrease>减持?幅|降幅|跌幅))")
BEHIND = frozenset("以的增减涨升降跌")
# A verb whose object stands between it and the number: 减少碳排放140万吨.
CHANGING = {
    **dict.fromkeys(["减少", "降低", "下降", "压减", "削减", "缩减", "减持"], "decrease"),
    **dict.fromkeys(["提升", "提高", "增加", "增持", "增长"], "increase"),
}
CHANGED = re.compile(f"{INCREASE}|{DECREASE}|高|低|多|少|快|慢|长|短|持平|改善|放缓|加快|优|翻")
YEAR_ON_YEAR = re.compile(r"同比|(?:比|较)(?:上年|去年|前年)?同期|(?<![\d每])年[增减]|按年|(?:比|较)(?:上年|去年)")
PERIOD_ON_PERIOD = re.compile(r"环比|季[增减]|(?<![\d每])月[增减]|按[月季]|(?:比|较)上(?:个?月|个?季|周|期)")
COMPARED_BY = ("多", "高", "少", "低")
COMPARED = re.compile(r"(?:比|较|与|跟|同|相比|相较于?)$")
SINCE = re.compile(r"[^，。；]{0,6}?(?:起(?!码)|以来)")
FOUNDED = re.compile(r"(?:成立|创立|创建|始建|建成|上市|诞生|落户|成立时间|自)(?:于|在)?$")
AHEAD = frozenset("比较与跟同于在立建成间市生户自至到")
NOW = re.compile(r"目前|迄今|现有|截至目前|近日|当前")
GOES_ON = re.compile(r"其中|其|同期|同年|另外?|此外|该|年度|当时")
DAYS = frozenset(["date", "range", "time"])
TIMELESS = frozenset(["比例", "数量", "人数", "总数", "规模", "总规模", "金额", "总额", "价格", "面积", "总量", "速度"])
PEOPLE = frozenset("人名位")
PERSON = re.compile(r"[人员生者兵师手民客工孩子士老友官警家长友童戚属迷]$")
EVENTS = frozenset("次起场项轮宗笔")
PREDICATES = frozenset(
    ["发生", "举行", "发放", "招收", "进行", "召开", "开展", "获得", "包含", "造成", "导致", "推出", "设立", "签署"]
)
SPAN = frozenset("年月日季总")
AREAS = frozenset("园区市县镇乡州")
SHARES = frozenset(["percent", "multiple", "ratio"])
COMPARES = re.compile("[epC][l]?$")
SHARE_VERBS = frozenset(["占", "是", "相当于", "约为", "为"])
ENDED, MEASURES = frozenset("长高宽深量率额值价费积重"), ("占地",)
LISTED = frozenset(["、", "和", "及", "与", "以及"])
# The measures of a thing belong to the thing; only the sentence itself can say whose that is.
OF_THINGS = frozenset(["length", "speed", "data", "data_rate", "frequency", "other"])
COUNTABLE = frozenset(["企业", "幼儿园", "学校", "医院", "银行", "工厂", "酒店"])
REACH = 14  # words
VALUE = re.compile(r"(?:面积|容量|金额|[长高宽深厚速]度|奖金|功率|投资|规模|比例|市值|[率额量值])$")
AROUND = frozenset(["以上", "以下", "左右", "多", "余", "级", "之多", "不等"])
CLOSING = frozenset("）”」》)")
# By the letters of the words.
LEADING_TO, LEADING_TO_COUNT = "aeclkwx DvG", "aeclkwx D"
MOST_LEADING = 8
VICTIMS = re.compile("[^.#c]{0,5}?k")
NOUNS = re.compile("a?n+")
LEVEL = re.compile("(?:[.][lxD ]*|#p)$")


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
    organization_starts = holders.starts
    date_starts = list(map(BY_START, dates))
    figure_starts = list(map(BY_START, figures))
    text, marks = doc.text, doc.marks
    begin = sentence_end = token = read = 0
    sentence: Sentence | None = None
    previous: Candidate | None = None
    for figure in figures:
        at = figure.start
        if sentence is None or at >= sentence_end:
            begin, sentence_end = doc.sentence_span(at)
            last = bisect_left(figure_starts, sentence_end)
            start = at - HEAD if at - HEAD > begin else begin
            start = marks.rfind(1, 0, start + 1)
            stop = figures[last - 1].end + REST
            stop = marks.find(1, stop if stop < sentence_end else sentence_end)
            token += marks.count(1, read, start)
            read = start
            sentence = Sentence(
                doc.plain,
                start,
                stop,
                doc.words[token : token + marks.count(1, start, stop)],
                marks[start : stop + 1],
                organizations[bisect_left(organization_starts, start) : bisect_left(organization_starts, stop)],
                dates[bisect_left(date_starts, start) : bisect_left(date_starts, stop)],
                figures[bisect_left(figure_starts, start) : last],
            )
            part = text[start:stop]
            paired = "分别" in part
            now = "前" in part or "今" in part or "现有" in part or "近日" in part
        index = bisect_left(sentence.starts, at)
        values = figure.values
        if previous is not None and at - previous.end <= 2 and _goes_on(text, previous, figure):
            for column in COLUMNS:
                values[column] = previous.values[column]
        else:
            change = _change(sentence, index, figure)
            values["metric"] = _metric(sentence, index, figure, previous, change)
            values["holder"] = holders.holder(sentence, index, begin, values["dimension"] in OF_THINGS)
            values["period"] = _period(sentence, index, previous, text, now)
            values["change"] = change
            values["basis"] = _basis(text[max(sentence.start, at - 24) : at]) if change else None
        if paired:
            _pair(sentence, index, values)
        previous = figure


def _goes_on(text: str, previous: Candidate, figure: Candidate) -> bool:
    """Whether a figure stands in one list with the one before: 分别增长8.94%、79.35%."""
    return (
        figure.values["unit"] == previous.values["unit"]
        and figure.values["dimension"] != "count"
        and text[previous.end : figure.start] in LISTED
    )


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
            values[column] = sentence.mention(item).values.get("value") if letter == DATE else sentence.words[item]


def _change(sentence: Sentence, index: int, figure: Candidate) -> str | None:
    if figure.rule == "figure.multiple.doubled":
        return "increase"
    text, classes, start, end = sentence.text, sentence.classes, sentence.start, figure.start
    if index > 1 and classes[index - 1] == OF and classes[index - 2] == DATE:
        end = sentence.starts[index - 2]
        if text[end - 1] not in "至到":
            end = start
    near = end - 10 if end - 10 > start else start
    if CHANGE_MARK.search(text, near, end):
        tail = text[near:end].rstrip()
        if match := CHANGE.search(tail):
            return "increase" if RISE.fullmatch(match[1]) else "decrease"
        if tail.rstrip("了出约近逾超").endswith(COMPARED_BY) and (
            match := COMPARATIVE.search(text[max(start, end - 24) : end].rstrip())
        ):
            return match.lastgroup
    if text[figure.end : figure.end + 1] in BEHIND and (match := CHANGE_BEHIND.match(text, figure.end)):
        return match.lastgroup
    return _verb_of_change(sentence, index) if index and classes[index - 1] in "lnma" else None


def _verb_of_change(sentence: Sentence, index: int) -> str | None:
    """What the verb says whose object stands between it and the number: 减少碳排放140万吨."""
    classes, words = sentence.classes, sentence.words
    i = index
    while i and classes[i - 1] == LEAD and words[i - 1] not in CHANGING:
        i -= 1
    last = i
    while i and classes[i - 1] in "nma":
        i -= 1
        if classes[i] == MEASURED and (change := CHANGING.get(words[i])):
            return change
    return CHANGING.get(words[i - 1]) if 0 < i < last and classes[i - 1] == LEAD else None


def _basis(before: str) -> str | None:
    clause = CLAUSE_END.split(before)[-1]
    if YEAR_ON_YEAR.search(clause):
        return "yoy"
    return "qoq" if PERIOD_ON_PERIOD.search(clause) else None


def _period(sentence: Sentence, index: int, previous: Candidate | None, text: str, now: bool) -> str | None:
    """The last date of the sentence before the figure that is no start and not what the figure is compared with.

    `now` says that there may be a word for the present in the sentence.
    """
    classes, position = sentence.classes, sentence.starts[index]
    i = classes.rfind(DATE, 0, index) if sentence.dated else -1
    while i >= 0:
        date = sentence.mention(i)
        start, end, value, kind = date.start, date.end, date.values.get("value"), date.values.get("date_type")
        if now and NOW.search(text, end, position):
            return None
        if kind in DAYS and (start == sentence.start or text[start - 1] not in AHEAD):
            return value
        before = text[start - 4 if start - 4 > sentence.start else sentence.start : start]
        if kind == "duration":
            if text.startswith(("来", "里", "内"), end) or before.endswith(("近", "过去", "的")):
                within = classes[i - 2 : i] == "De" and text.startswith("内", end)
                if not within and not (text.startswith("来", end) and classes.find(CLAUSE, i, index) >= 0):
                    return value
        elif kind == "set" or kind in DAYS:
            if before.endswith("自") and SINCE.match(text, end):
                return None
            reach = position + text.startswith("翻", position)
            if not (
                (
                    before[-1:] in AHEAD
                    and (FOUNDED.search(before) or (COMPARED.search(before) and CHANGED.search(text, end, reach)))
                )
                or (before[-1:] in "比较与至到" and text.startswith("同期", end - 2))
                or (kind == "set" and classes.find(CLAUSE, i, index) >= 0)
            ):
                return value
        i = classes.rfind(DATE, 0, i)
    earlier: str | None = previous.values["period"] if previous is not None else None
    if previous is None or earlier is None or (now and NOW.search(text, sentence.start, position)):
        return None
    if earlier.startswith("R/") and CLAUSE_END.search(text, previous.end, position):
        return None
    if previous.start >= sentence.start:
        return earlier
    if "\n" in text[previous.end : sentence.start]:
        return None
    return earlier if GOES_ON.match(text, sentence.start) or sentence.start - previous.end < 40 else None


def _metric(
    sentence: Sentence, index: int, figure: Candidate, previous: Candidate | None, change: str | None
) -> str | None:
    """What is counted stands behind the measure word, what is measured before the verb; growth is that of the clause before."""
    classes = sentence.classes
    dimension = figure.values["dimension"]
    counted = dimension == "count"
    if counted and (noun := _behind(sentence, index, figure, counted)):
        return noun
    if dimension == "length" and _clause_has(sentence, index, "距离"):
        return "距离"
    if previous is not None and previous.start < sentence.start:
        previous = None
    found = _before(sentence, index, counted)
    if dimension in SHARES and (verb := _share_verb(sentence, index)):
        if sentence.words[verb] != "占" or not found:
            found = _before(sentence, verb, False)
        if not found and previous is not None:
            found = previous.values["metric"]
        if found:
            return found
    if change and previous is not None and _clause_has(sentence, index, "计算"):  # 按可比价格计算
        found = None
    if (
        not counted
        and not change
        and classes[index + 1] in "enalcvx #"
        and not (found and (found in DIMENSIONS or VALUE.search(found)))
    ):
        found = _behind(sentence, index, figure, counted) or found
    if found:
        return found
    if previous is not None:
        same = previous.values["dimension"] == dimension
        if counted and not change:
            same = same or previous.values["change"]
            return previous.values["metric"] if same and LEVEL.search(classes, 0, index) else None
        if change or same or dimension == "percent" or LEVEL.search(classes, 0, index):
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
    phrase = sentence.text[sentence.starts[match.start()] : sentence.starts[match.end()]] if match else ""
    return phrase if len(phrase) > 1 else None


def _behind(sentence: Sentence, index: int, figure: Candidate, counted: bool) -> str | None:
    """The noun phrase right behind a figure: 500多家|纳米技术企业, 三间风格各异的|餐厅."""
    classes, words = sentence.classes, sentence.words
    i = index + 1
    letter = classes[i]
    if letter in ".D$":
        return None
    unit = sentence.text[figure.end - 1]
    people = counted and unit in PEOPLE
    if people and (match := VICTIMS.match(classes, i)):
        return words[match.end() - 1]
    if letter == VERB and counted:
        if unit in EVENTS and len(words[i]) > 1 and (classes[i + 1] in ".lD$" or words[i + 1] == "是"):
            return words[i]
        if index and classes[index - 1] == NOUN:  # 团队76家|获准进驻
            return None
    elif letter in "#c":
        if letter == FIGURE:  # 一万片|十二吋|晶圆
            i += 1
        while classes.startswith("c#", i) and (counted or sentence.text[sentence.starts[i + 2] - 1] == unit):
            i += 2
    while (letter := classes[i]) in "w " or (letter != END and words[i] in AROUND):
        if letter == MARK and words[i] in CLOSING:
            return None
        i += 1
    of = letter == OF
    if of:
        i += 1
        while classes[i] == MARK:
            i += 1
        letter = classes[i]
    if letter == PREPOSITION:
        i = classes.find(OF, i) + 1 or len(words)
    return _phrase(sentence, i, index + REACH, counted, people, of)


def _phrase(sentence: Sentence, i: int, limit: int, counted: bool, people: bool, of: bool) -> str | None:
    """The noun phrase that begins with a word behind a figure; `of` says that 的 stands between."""
    classes, words = sentence.classes, sentence.words
    first, last = i, 0
    kept = (0, 0)
    while i < limit:
        letter = classes[i]
        if letter in "nG":
            if counted and not last and classes[i + 1] == LEAD and VALUE.search(words[i]):
                return None
            last = i + 1
            if people and PERSON.search(words[i]) and not (classes[last] == NOUN and PERSON.search(words[last])):
                break
        elif last:
            if letter == OF:
                if counted or not VALUE.search(words[i - 1]):
                    break
                kept, first, last = (first, last), i + 1, 0
            elif (
                letter not in "avm"
                or classes[i + 1] not in "neG"
                or not (letter == ATTRIBUTE or ((of or people) and len(words[i]) > 1))
            ):
                break
            elif letter != ATTRIBUTE and not counted and not of:
                return None
        elif letter == OF:
            kept, first = (first, 0), i + 1
        elif letter in "POC":
            if letter == ORGANIZATION and kept[1]:
                break
            first = i + 1
        elif letter in "avm":
            if counted:
                if letter == VERB and not is_word(words[i]):  # 晶圆
                    last = i + 1
            elif letter != ATTRIBUTE and not of and not (classes[i + 1] == NOUN and VALUE.search(words[i + 1])):
                return None
        elif letter == END or not (
            (letter == OTHER and counted and (len(words[i]) > 1 or words[i] == "非")) or (of and words[i] in SPAN)
        ):
            break
        i += 1
    if not last:
        first, last = kept
    if last <= first:
        return None
    phrase = sentence.text[sentence.starts[first] : sentence.starts[last]]
    return phrase if len(phrase) > 1 or counted or phrase in THINGS else None


def _before(sentence: Sentence, index: int, counted: bool) -> str | None:
    """The nouns before the words that lead to a number: 产业产值|达1523亿元; none begins before the clause."""
    classes, words, starts = sentence.classes, sentence.words, sentence.starts
    leading = LEADING_TO_COUNT if counted else LEADING_TO
    far = index - MOST_LEADING
    i = index
    while True:
        i = len(classes[:i].rstrip(leading)) - 1
        if i < 0 or (i < far and i + classes.count(DATE, i, index) < far):
            return None
        letter = classes[i]
        if letter == NOUN or (letter == GENERIC and words[i] in COUNTABLE):
            if i and words[i - 1] == "每":
                far -= 2
                i -= 1
                continue
            if (word := words[i].rstrip("约达为近")) in DIMENSIONS:
                return word
            first, last = i, i + 1
            break
        if letter == MEASURED or (letter == VERB and i and classes[i - 1] in "vl" and starts[i + 1] - starts[i] > 1):
            first = i - (letter == MEASURED and i > 0 and classes[i - 1] == NOUN)
            return sentence.text[starts[first] : starts[i + 1]]
        if letter == PREPOSITION and i and words[i] == "比" and words[i - 1] == "占":
            first, last = i - 1, i + 1
            break
        if letter in ".#OPC":
            return None
    first = _begin(sentence, first, last)
    while last - first > 1 and classes[first] == VERB:
        first += 1
    end = starts[last]
    if first and end - starts[first] - (last - first == 1 and sentence.text[end - 1] in ENDINGS) == 1:
        if classes[first - 1] in "vm":
            first -= 1
        elif STATISTIC.fullmatch(sentence.text, starts[first], end + 1):  # 营|收达
            end += 1
    phrase = sentence.text[starts[first] : end].strip()
    if phrase[-1:] in ENDINGS and (phrase[-2:-1] in ENDED or phrase[:-1].endswith(MEASURES)):
        phrase = phrase[:-1]
    return phrase if len(phrase) > 1 else None


def _begin(sentence: Sentence, first: int, last: int) -> int:
    """Where the noun phrase begins that ends with these words."""
    classes, words = sentence.classes, sentence.words
    i = first
    while i:
        i -= 1
        letter = classes[i]
        if letter == NOUN:
            if words[i][-1] in AREAS:  # 产业园|入驻企业
                break
        elif letter not in "amvxle":
            break
        elif letter == VERB:
            if not (i and classes[i - 1] == NOUN and len(words[i]) > 1 and words[i] not in PREDICATES):
                break
        elif letter == LEAD:
            if words[i] != "可":
                break
        elif letter == OTHER:
            if not (i and classes[i - 1] in "nO" and words[i].isdigit()):  # 标普500指数
                break
            i -= 1
        elif letter == OF:
            if not (i and last - first == 1 and classes[i - 1] == NOUN and words[first] in TIMELESS):
                break
            i -= 1
            first = i
            if words[i][-1] in AREAS:
                break
        first = i
    return first


def _clause_has(sentence: Sentence, index: int, word: str) -> bool:
    """Whether a word stands in the clause before a figure."""
    position = sentence.starts[index]
    at = sentence.text.rfind(word, max(sentence.start, position - 24), position)
    return at >= 0 and sentence.classes.find(CLAUSE, sentence.index(at), index) < 0


def _share_verb(sentence: Sentence, index: int) -> int:
    """The verb between what is compared or has the share and a figure, else 0: 光纤产量|占|全国的一半, 产量|是|前年的两倍."""
    compared = COMPARES.search(sentence.classes, 0, index)
    for i in range(compared.start(), 0, -1) if compared else ():
        if sentence.classes[i] == CLAUSE:
            break
        if sentence.words[i] in SHARE_VERBS:
            return i
    return 0
