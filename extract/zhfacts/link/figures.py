"""What a figure measures, whose it is, when, and whether it went up or down."""

import re
from collections.abc import Sequence
from functools import lru_cache

from zhfacts.find.candidates import Candidate
from zhfacts.segment import Document, word_tag

CLAUSE = re.compile(r"[，。；！？、：:,;!?\n（(“”《》)）]")
WINDOW = 24
# Words that say how a figure stands to what it measures; they end with the clause on the left.
INCREASE = r"增长|增加|提升|提高|上升|上涨|增至|升至|涨至|升到|扩大|攀升|新增|大增|激增|回升|上调|调涨|走高|增幅|涨幅|升幅|增速|增|涨|升|翻"
DECREASE = (
    r"下降|减少|降低|下跌|降至|跌至|降到|缩小|下滑|回落|萎缩|缩减|锐减|骤降|下调|走低|降幅|跌幅|减幅|衰退|跌|减|降"
)
CHANGE = re.compile(
    rf"(?:(?P<increase>{INCREASE})|(?P<decrease>{DECREASE}))(?:了|至|到|约|近|超过?|逾|达到?|为|分别|幅度|率|[^，。；、]?(?:约|近|超|达))*$"
)
CHANGE_CHARACTERS = frozenset(word[0] for word in f"{INCREASE}|{DECREASE}".split("|"))
CHANGED = re.compile(f"{INCREASE}|{DECREASE}|高|低|多|少|持平")
YEAR_ON_YEAR = re.compile(r"同比|(?:比|较)(?:上年|去年|前年|[12][0-9]{3}年)?同期|年增|年减|(?:比|较)(?:上年|去年)")
PERIOD_ON_PERIOD = re.compile(r"环比|季增|季减|月增|月减|(?:比|较)上(?:个?月|个?季|周|期)")
COMPARED = re.compile(r"(?:比|较|与|跟|同|相比)$")
BY_OR_TO = frozenset("比较与跟同向对给被由在从至到于为占")
SOURCE = re.compile(
    r"[^，。；]{0,12}?(?:发布|公布|数据|统计|报道|消息|介绍|获悉|显示|表示|称|指出|说|预计|预测|认为|通报)"
)
NOUN_TAGS = frozenset(["n", "nz", "vn", "an", "b", "j", "l", "ng", "nt", "eng"])
# What leads to a number and is not what it measures.
LEADING = re.compile(
    r"达到|实现|突破|超过|超出|增长|下降|提升|提高|增加|减少|上涨|下跌|回升|回落|扩大|缩小|[增升降跌涨]至|占到|高达|接近|不足|不到|保持|维持"
    r"|约为|约合|可达|降低|上升|下滑|新增|力争|出现|完成|成为|获得|取得|拥有|共有|具有|预计|累计|合计|[总共]计|总共|分别|同比|环比|平均"
    r"|左右|以上|同期|[去上]年同期|水平|大关|人民币|新台币|大约|基础|情况|条件|维度|使用|需要|能够|可以|已经|达|[不已可将降升增减就才也更又则约近超].+"
)
# Words of statistics that jieba takes for verbs or does not know.
STATISTIC = re.compile(r"(?!大幅|小幅).+[率额量值价速幅比数费]|营收|产能|净利|装机")
# A verb of this kind is itself what is measured: 授信360亿元, 下潜10909米.
MEASURED = re.compile(
    r"授信|捐[款赠]|[投融出筹合斥]资|募集|筹集|计提|贷款|支出|收入|亏损|[盈获]利|赔偿|罚款|补[贴助]|资助|拨款|采购|销售|[出进]口|发放|投入|下[钻潜]"
    r"|持股|[减增]持|回购|套现|成交|[卖买][出入]|节约|减排|排放|种植|养殖|生产|[发用]电|降雨|中标|签约|交易|[纳缴]税|分红|派发|冻结|涉案|占地"
)
PLACE_TAG = "ns"
OWNERS = frozenset(["公司", "园区", "集团", "银行", "该行", "企业", "工厂", "学校", "医院"])
COLLECTIVE = frozenset(["我国", "全国", "全球", "全省", "全市", "全县", "全区", "全台", "世界"])


def link_figures(
    doc: Document, figures: Sequence[Candidate], dates: Sequence[Candidate], organizations: Sequence[Candidate]
) -> None:
    """Fill `metric`, `holder`, `period`, `change` and `basis`; null where the sentence does not make it plain.

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
    next_date = next_organization = 0
    previous: Candidate | None = None
    for figure in figures:
        position = figure.start
        next_date = _passed(dates, next_date, position)
        next_organization = _passed(organizations, next_organization, position)
        if previous is not None and _goes_on(doc.text, previous, figure):
            for column in ("metric", "holder", "period", "change", "basis"):
                figure.values[column] = previous.values[column]
            previous = figure
            continue
        sentence, _ = doc.sentence_span(position)
        start = max(sentence, position - WINDOW)
        before = doc.text[start:position]
        tokens = doc.tokens(start, position)
        if tokens and tokens[-1][1] > position:
            tokens[-1] = tokens[-1][0], position
        floor = start
        if previous is not None and previous.end > floor:
            floor = previous.end
        if next_organization and organizations[next_organization - 1].end > floor:
            floor = organizations[next_organization - 1].end
        values = figure.values
        values["metric"] = _metric(doc, figure, tokens, floor)
        values["holder"] = _holder(doc, organizations, next_organization, sentence, tokens)
        values["period"] = _period(doc.text, dates, next_date, sentence, position)
        values["change"] = change = _change(figure, before)
        values["basis"] = _basis(before[_clause_start(before) :]) if change else None
        previous = figure


def _goes_on(text: str, previous: Candidate, figure: Candidate) -> bool:
    """Whether a figure stands in one list with the one before: 分别增长8.94%、79.35%."""
    if figure.start - previous.end > 2 or figure.values["unit"] != previous.values["unit"]:
        return False
    return figure.values["dimension"] != "count" and text[previous.end : figure.start] in {
        "、",
        "和",
        "及",
        "与",
        "以及",
    }


def _passed(candidates: Sequence[Candidate], index: int, position: int) -> int:
    """How many candidates end at or before a position."""
    while index < len(candidates) and candidates[index].end <= position:
        index += 1
    return index


def _clause_start(text: str) -> int:
    """Where the last clause of a text begins."""
    last = 0
    for match in CLAUSE.finditer(text):
        last = match.end()
    return last


def _change(figure: Candidate, before: str) -> str | None:
    if figure.rule == "figure.multiple.doubled":
        return "increase"
    tail = before[-10:]
    if CHANGE_CHARACTERS.isdisjoint(tail):
        return None
    match = CHANGE.search(tail)
    return match.lastgroup if match else None


def _basis(clause: str) -> str | None:
    if YEAR_ON_YEAR.search(clause):
        return "yoy"
    return "qoq" if PERIOD_ON_PERIOD.search(clause) else None


def _period(text: str, dates: Sequence[Candidate], index: int, sentence: int, position: int) -> str | None:
    """The last date of the sentence before the figure, unless the figure is what changed since then."""
    for date in reversed(dates[max(0, index - 3) : index]):
        if date.start < sentence:
            return None
        if date.values.get("date_type") not in {"date", "range"}:
            continue
        compared = COMPARED.search(text[max(0, date.start - 2) : date.start])
        if not compared or not CHANGED.search(text, date.end, position):
            value: str | None = date.values.get("value")
            return value
    return None


def _holder(
    doc: Document, organizations: Sequence[Candidate], index: int, sentence: int, tokens: Sequence[tuple[int, int]]
) -> str | None:
    """The nearest organization of the sentence before the figure, else the nearest place, that is not an adjunct."""
    text = doc.text
    for organization in reversed(organizations[max(0, index - 3) : index]):
        if organization.start < sentence:
            break
        if organization.values.get("org_type") == "media" or SOURCE.match(text, organization.end):
            continue
        if organization.start == sentence or text[organization.start - 1] not in BY_OR_TO:
            return text[organization.start : organization.end]
    for start, end in reversed(tokens):
        word = text[start:end]
        if _is_place(word) and (start <= sentence or text[start - 1] not in BY_OR_TO):
            return word
    return None


def _metric(doc: Document, figure: Candidate, tokens: Sequence[tuple[int, int]], start: int) -> str | None:
    """What is counted stands behind the measure word, what is measured before the verb."""
    if figure.values["dimension"] == "count" and (noun := _noun_behind(doc, figure.end)):
        return noun
    return _noun_before(doc.text, tokens, start)


@lru_cache(maxsize=65536)
def _is_place(word: str) -> bool:
    return word in COLLECTIVE or (word_tag(word) == PLACE_TAG and not LEADING.fullmatch(word))


@lru_cache(maxsize=65536)
def _is_noun(word: str) -> bool:
    """Whether a token can be a part of what is measured; what jieba does not know as one word is taken for a noun."""
    if LEADING.fullmatch(word) or word in COLLECTIVE or not word[0].isalpha():
        return False
    tag = word_tag(word)
    return tag in NOUN_TAGS or (tag == "x" and len(word) > 1) or bool(STATISTIC.fullmatch(word))


def _noun_behind(doc: Document, position: int) -> str | None:
    """The nouns right behind a position: 500多家|纳米技术企业."""
    text, find = doc.text, doc.marks.find
    if not doc.marks[position]:
        return None
    end = position
    while end < min(len(text), position + 16):
        stop = find(1, end + 1)
        if not _is_noun(text[end:stop]):
            break
        end = stop
    return text[position:end] if end - position > 1 else None


def _noun_before(text: str, tokens: Sequence[tuple[int, int]], start: int) -> str | None:
    """The nouns before the words that lead to a number: 产业产值|达1523亿元; none of them begins before `start`."""
    first = last = 0  # of the nouns
    skipped = 0
    for begin, end in reversed(tokens):
        word = text[begin:end]
        if begin < start or skipped > 6 or (last and word in OWNERS) or CLAUSE.match(word):
            break
        if _is_noun(word):
            first, last = begin, last or end
        elif last:
            break
        elif MEASURED.fullmatch(word):
            return word
        else:
            skipped += 1
    return text[first:last] if last - first > 1 else None
