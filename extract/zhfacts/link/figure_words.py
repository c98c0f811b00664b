"""What each word of a sentence is to the figures in it: one letter per word, so that a sentence is read as a string."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress

from zhfacts.find.candidates import Candidate
from zhfacts.find.organizations import place_kinds
from zhfacts.rulebook import load_rulebook
from zhfacts.segment import is_word, word_tag

NOUN, VERB, ATTRIBUTE, OF, AND, LEAD, MEASURED, BEFALLS = "n", "v", "a", "e", "c", "l", "m", "k"
PREPOSITION, CLAUSE, MARK, OTHER, SPACE, END = "p", ".", "w", "x", " ", "$"
PLACE, COLLECTIVE, GENERIC, ORGANIZATION, DATE, FIGURE = "P", "C", "G", "O", "D", "#"

NOUN_TAGS = frozenset(["n", "nz", "vn", "an", "j", "ng", "nt", "eng", "nr", "nrt", "nrfg", "ns", "k"])
ATTRIBUTE_TAGS = frozenset(["a", "b", "z", "i", "l", "ad", "ag", "f"])
# What leads to a number and is not what it measures.
LEADING = re.compile(
    r"(?:达到|实现|突破|超过|超出|增长|成长|下降|提升|提高|增加|减少|上涨|下跌|回升|回落|扩大|缩小|缩短|减轻|[增升降跌涨扩减]至|占到|高达|接近|不足|不到|保持|维持"
    r"|约为|约合|可达|降低|上升|下滑|新增|力争|出现|完成|成为|获得|取得|拥有|共有|具有|预计|累计|合计|[总共]计|总共|分别|同比|环比|平均|稳定|大增|大约"
    r"|左右|以上|[去上]年同期|同期|水平|大关|关卡|人民币|新台币|美元|基础|情况|条件|维度|使用|需要|能够|可以|已经|达|按年|按月|仅有|最高|最大|最低|最多|单季"
    r"|调[涨降高低升]|长达|名义|逆势|已有|还有|设有|配有|建成|共同|首次|急[升跌]|去年|今年|全年|当年|上半年|下半年|目前|方面"
    r"|计划|预期|[年月季][增减]|报收|收[在报于]|惠及|独得|拿下|不[应得宜]|改善|收窄|扩展|收[盘市]|[开早午尾]盘|盘中)+"
)
LEAD_FIRST = frozenset("不已可将降升增减就才也更又则约近超仅逾")
LEAD_SECOND = frozenset("达有约近是为超到过及足仅可能将在于少断")
ENDINGS = frozenset("约达为近")
# Words of statistics that jieba takes for verbs or does not know.
STATISTIC = re.compile(
    r"(?!大幅|小幅|同比|环比|相比|对比|可比|[增减涨跌升降]幅|增速|全额|足额|大量|单价).+[率额量值价速幅比费数]|营收|产能|净利|装机|净利润|占地|全长|通车里程|毛利|纯益|盈余|预算|带宽|得分|积分|绩效|表现|分行|税收|保费|票房|股息"
)
# A verb of this kind is itself what is measured: 授信360亿元, 下潜10909米.
MEASURED_VERB = re.compile(
    r"授信|捐[款赠]|[投融出筹合斥]资|募集|筹集|计提|贷款|支出|收入|亏损|[盈获]利|赔偿|罚款|补[贴助]|资助|拨款|采购|销售|[出进]口|发放|投入|下[钻潜]"
    r"|持股|[减增]持|回购|套现|成交|[卖买][出入]|节约|减排|排放|种植|养殖|生产|[发用]电|降雨|中标|签约|交易|[纳缴]税|分红|派发|冻结|涉案|占地"
)
BEFALLING = re.compile(r"死亡|罹难|遇难|受伤|轻?重伤|轻伤|失踪|失联|受灾|伤亡|丧生|身亡|溺亡|遇害|感染|获救|死伤")
PREPOSITIONS = frozenset("比较与跟同向对给被由在从至到于为占自距往将把")
COLLECTIVES = frozenset(
    [
        "我国",
        "全国",
        "国内",
        "全省",
        "全市",
        "全县",
        "全区",
        "全州",
        "全台",
        "我省",
        "我市",
        "该市",
        "该省",
        "该县",
        "该区",
        "本港",
        "本市",
        "本省",
        "全港",
        "大陆",
    ]
)
GENERICS = frozenset(
    [
        "公司",
        "园区",
        "集团",
        "该行",
        "该所",
        "该院",
        "该校",
        "该厂",
        "该公司",
        "酒店",
        "学校",
        "医院",
        "企业",
        "银行",
        "工厂",
        "幼儿园",
        "基金会",
        "母港",
    ]
)
WORLD = frozenset(["全球", "世界", "全世界", "国际上"])
# Single characters that name a thing and that jieba tags otherwise where they stand alone.
THINGS = frozenset("站店馆所厂库桥车船机药书电股率量额点盒株塔楼板井")
# What a number behind it measures, whatever stands before.
DIMENSIONS = frozenset(
    [
        "长",
        "宽",
        "厚",
        "全长",
        "总长",
        "售价",
        "净利润",
        "净利",
        "股价",
        "距离",
        "占比",
        "震源",
        "市值",
        "营收",
        "毛利率",
        "票面利率",
    ]
)
MOST_WORDS = 65536
HEAD, REST = 80, 20  # characters that are read before the first figure and behind the last one
MENTIONS = frozenset([ORGANIZATION, DATE, FIGURE])
CLAUSE_MARKS = frozenset("，。；！？：,;!?:\n")


@lru_cache(maxsize=1)
def places() -> dict[str, str]:
    """Names of places and the kind of each."""
    return place_kinds(load_rulebook())


class _Classes(dict[str, str]):
    """The letters of the words that were asked for; a plain dictionary is far quicker than a cache of functools."""

    def __missing__(self, word: str) -> str:
        if len(self) > MOST_WORDS:
            self.clear()
        self[word] = letter = _word_class(word)
        return letter


def _word_class(word: str) -> str:
    """The letter of a word."""
    first = word[0]
    if not first.isalnum():
        return (
            SPACE
            if first.isspace() and first != "\n"
            else CLAUSE
            if first in CLAUSE_MARKS
            else AND
            if first == "、"
            else MARK
        )
    if word in COLLECTIVES:
        return COLLECTIVE
    if word in GENERICS:
        return GENERIC
    if word in THINGS or word in DIMENSIONS:
        return NOUN
    if word in ("相关", "有关"):
        return ATTRIBUTE
    if word in WORLD:
        return OTHER
    if word in places():
        return PLACE
    if word in PREPOSITIONS:
        return PREPOSITION
    if word in ("的", "之"):
        return OF
    if word in ("和", "及", "以及"):
        return AND
    if BEFALLING.fullmatch(word):
        return BEFALLS
    if STATISTIC.fullmatch(word):
        return NOUN
    tag = word_tag(word)
    if LEADING.fullmatch(word) or (
        first in LEAD_FIRST and tag not in NOUN_TAGS and (len(word) == 1 or word[1] in LEAD_SECOND)
    ):
        return LEAD
    if word[-1] in ENDINGS and len(word) > 1:  # 全长约, 率为
        stem = word[:-1]
        if stem in DIMENSIONS or stem in THINGS or STATISTIC.fullmatch(stem):
            return NOUN
        if not is_word(word):
            return LEAD
    if tag == "l" and len(word) > 3 and first != "每" and word_tag(word[-2:]) in ("n", "nz"):  # 从业人员, 运载火箭
        return NOUN
    if MEASURED_VERB.fullmatch(word):
        return MEASURED if tag == "v" else NOUN
    if first.isdigit():
        return NOUN if re.search(r"[A-Za-z]", word) else OTHER
    if tag in NOUN_TAGS or (tag == "x" and len(word) > 1):
        return NOUN
    if tag in ATTRIBUTE_TAGS:
        return ATTRIBUTE
    return VERB if tag[0] == "v" else OTHER


word_classes = _Classes()
"""The letter of a word: `word_classes["粮食"]` is NOUN."""


class Sentence:
    """A sentence that holds a figure, cut into words; an organization, a date or a figure is one word.

    Parameters
    ----------
    text
        The normalized text with full-width marks.
    start, end
        Half-open span of the sentence, or of the part of it that matters; tokens begin there.
    tokens
        The tokens between.
    marks
        A 1 for each character from `start` to `end` where one begins.
    organizations, dates, figures
        The mentions that begin in it.
    """

    __slots__ = ("classes", "dated", "end", "mentions", "name", "owners", "start", "starts", "subject", "text", "words")

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        tokens: list[str],
        marks: bytes,
        organizations: Sequence[Candidate],
        dates: Sequence[Candidate],
        figures: Sequence[Candidate],
    ) -> None:
        self.text, self.start, self.end, self.words = text, start, end, tokens
        self.dated = bool(dates)
        self.starts = starts = list(compress(range(start, end + 1), marks))
        letters = list(map(word_classes.__getitem__, tokens))
        mentions: dict[int, Candidate] = {}
        for letter, candidates in ((ORGANIZATION, organizations), (DATE, dates), (FIGURE, figures)):
            for c in candidates:
                first, last = c.start, c.end
                mentions[first] = c
                i = bisect_left(starts, first)
                j = bisect_left(starts, last, i)
                if last > end or starts[i] != first or starts[j] != last:
                    self._merge(letter, c, i, letters)
                else:
                    letters[i] = letter
                    if j > i + 1:
                        tokens[i:j] = (text[first:last],)
                        del letters[i + 1 : j], starts[i + 1 : j]
        self.mentions = mentions
        letters.append(END)
        self.classes = joined = "".join(letters)
        self.owners = (
            joined.replace(PLACE, ORGANIZATION).replace(COLLECTIVE, ORGANIZATION).replace(GENERIC, ORGANIZATION)
        )
        """An O for each word that names somebody a figure may belong to."""
        self.name = -1
        self.subject: str | None = None
        """The last of these words that was asked for, and whose the figures are behind it."""

    def _merge(self, letter: str, mention: Candidate, i: int, letters: list[str]) -> None:
        """Make one word of the tokens of a mention, the first of which is `i` unless the mention begins within one."""
        text, starts, words = self.text, self.starts, self.words
        start, end = mention.start, min(mention.end, self.end)
        if starts[i] != start:
            whole = starts[i]
            words[i - 1 : i] = text[starts[i - 1] : start], text[start:whole]
            starts.insert(i, start)
            letters.insert(i, letter)
            if letters[i - 1] not in MENTIONS:
                letters[i - 1] = word_classes[words[i - 1]]
        j = bisect_left(starts, end, i)
        if starts[j] == end:
            words[i:j] = (text[start:end],)
            letters[i:j] = letter
            del starts[i + 1 : j]
        else:
            rest = text[end : starts[j]]
            words[i:j] = text[start:end], rest
            letters[i:j] = letter, word_classes[rest]
            starts[i + 1 : j] = (end,)

    def index(self, position: int) -> int:
        """The index of the word that begins at a position."""
        return bisect_left(self.starts, position)

    def mention(self, index: int) -> Candidate:
        """The organization or date that a word is."""
        return self.mentions[self.starts[index]]
