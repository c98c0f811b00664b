"""Names of organizations: lexicons, suffix grammar, and context.

One automaton pass over the text finds lexicon names and suffixes; Python looks at the hits only.
"""

import gc
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from typing import NamedTuple

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from zhfacts.find.candidates import Candidate
from zhfacts.find.dispatch import load_dispatcher
from zhfacts.find.home import home_of
from zhfacts.rulebook import Rule, Rulebook
from zhfacts.segment import Document, is_word, word_tag

MAX_NAME = 32
MOST_WORDS = 65536
"""Whose roles are kept in memory."""
ACADEMIES = frozenset(
    ["中国科学院", "中科院", "中国社会科学院", "中国社科院", "中国农业科学院", "中国农科院", "中国医学科学院"]
)
MADE = re.compile("(?:发布|推出|研[发制]|生产|打造|自研|自产|出品|开发)的$")
FUNCTIONAL = frozenset("人市县区省镇村队家者方里中内外上下前后近年月日")
NEW_FIELDS = re.compile("材料?|能源|媒体?|零售|动力|技术|型|农")
# Measure words; others that jieba takes for such are mostly parts of names (泓, 钧).
MEASURES = frozenset(
    "个家名位条项款台套种座只批件次场届期间所起份支艘架辆枚颗部首篇道处片块张本册排组队群对双副把根棵株头匹尾口门户层栋幢站节段句幅笔宗桩元角分吨斤克米里亩升度年月日天周时秒岁倍成折"
)
NONE: Mapping[str, str] = {}
AT_HOME = frozenset(["台湾", "香港"])
STEPS = ("lexicon", "grammar", "context", "document")
# Parts of speech (jieba's tag set) that end a walk to the left: prepositions, particles, pronouns, adverbs, time words,
# classifiers, conjunctions, numerals.
STOP_TAGS = frozenset(["p", "r", "d", "y", "e", "o", "t", "c", "u", "ud", "ug", "uj", "ul", "uv", "uz", "q", "m", "mq"])
# Roles: of what ends a walk, the same as it is known right before a name, of what a name can begin with, and of what it cannot.
ENDS = frozenset(["stop", "head", "join"])
DOUBTS = frozenset(["stop", "glued", "unclear"])
ANCHORS = frozenset(["place", "org", "brand", "determiner"])
NO_BEGINNING = frozenset(["join", "adjective", "verb", "weak"])
BRAND_TAGS = frozenset(["nz", "nr", "nrt", "nrfg"])
# A piece that jieba's dictionary does not hold and that has one of these in it is a cut gone wrong, not a brand.
FUNCTION_CHARS = re.compile(
    r"[是的在了将把被对从由于为与向该这那其称至到及或所使让给并但而也又都已等更说因此每各某个们任非最受，]|^[一二三四五六七八九十两\d]|^[^\w]"
)
NO_NAME_BEFORE = frozenset(["", *"，。、；：！？“‘’「」『』（(《》,;:!? \n　的了在及该此这那被把"])
# What the HMM glues to a name that it does not know: 由洮水|彩陶, 以鑫|沐, 另据|中国, 设备商|拓澜, 药企|诺澜.
GLUED = re.compile(r".*[由以为与据对从将把被向是让给另赴某共均有]|[厂商企前](?=[\u4e00-\u9fff]{2})")
# The character behind the last one of a name that makes another word of the two: 农业部门 holds no 农业部.
UNDOING = {
    "报": "告道价酬名",
    "部": "门队分位署落",
    "会": "议场员谈见",
    "局": "面势限",
    "行": "业为动情程",
    "厂": "家房商",
    "社": "会区",
    "队": "伍员",
}
ASCII = frozenset(map(chr, range(128)))
WARY_END = ASCII | UNDOING.keys()
JOINING = frozenset("和与及")
# A state body also where it bears the name of a park: 包头稀土高新区党工委.
STATE_BODY = re.compile(r".*(?:工委|管委会|管理委员会|局|法院|检察院|政府|派出所|海关)")
NUMBERED_SCHOOLS = frozenset(f"{n}中" for n in "一二三四五六七八九十")
HEAD_OF_UNIT = re.compile(r"[厂司处系科所局店队]长|系主任")
SURPASSES = ("力压", "力克", "力挫", "力拼", "力推", "力邀", "力挺")
TITLE_TAIL = re.compile(r"长|代表|委员|会议|主任|书记|主席|副|院长|教授|学生|校长|干部|职工|官员|官兵")
# What follows a name that is an ordinary word otherwise: 苹果公司, 小米发布.
AMBIGUOUS_RIGHT = re.compile(
    r"(?:(?:昨|今)[天日晚]|近日|日前|周[一二三四五六日]|[本上][周月]|[今去]年)(?:宣布|发布|推出|公告|公布|表示|回应|披露|上线|上市)|数据显示|控制权|大股东|研[制发]|中标|递交|自研|量产|承建|获批"
    r"|(?:今日|昨日|早盘|午后|尾盘|盘中)?(?:[涨跌]停|[涨跌][超逾近]|大[涨跌]|[高低]开|[领收][涨跌])|(?:开发|研发|出品|制作|运营|代理)的|公司|集团|股份|科技|汽车|手机|总裁|首席|CEO|董事长|创始人|总经理|官方|官网|旗下|宣布|发布|推出|公告|股价|市值|财报|定制|"
    r"[（(][A-Z0-9]|基金|\d{4}|投资|联合|副总裁|研究院|产品|供应链|生态|品牌|酒店|门店|员工|方面|回应|表示"
)
AMBIGUOUS_LEFT = re.compile(r"(?:旗下|收购|起诉|供应商|子公司|母公司|切入|合作伙伴|巨头|厂商|厂|为|包括|品牌)$")
# The same for clubs that are called by a plain word or by their town: 击败火箭, 利物浦主场.
CLUB_RIGHT = re.compile(
    r"[主客]场|主帅|教练|助教|球[员迷星]|前锋|中场|后卫|门将|射手|中锋|控卫|新秀|外援|俱乐部|[以在]?\d{1,3}[比：:\-]\d|以[\u4e00-\u9fff]{0,3}\d{1,3}"
    r"|在?(?:主场|客场|[金银铜]牌|加时|终场|末节|补时|季后赛|常规赛|联赛|总决赛|半决赛|决赛)|(?:昨[天晚]|今[天晚])?[主客]?场?(?:大胜|小胜|险胜|完胜|击败|战胜|逆转|轻取|力克|力擒|不敌|负于|迎战|对阵|横扫|淘汰|战平|逼平|输给|连胜|连败|夺冠|晋级|出局|签下|获胜|[取赢夺]得|拿下|击退|终结|终止)"
)
CLUB_LEFT = re.compile(
    r"(?:击败|战胜|力克|力擒|轻取|逆转|不敌|负于|迎战|对阵|对战|险胜|大胜|小胜|完胜|惜败|淘汰|横扫|输给|落败|挫|战平|逼平|击退|效力于?|效力的|交易到|转会|客场挑战|做客|[比：:\-]\d{1,3}(?:[战力]?[胜克取]|击败|负|平|不敌)?)$"
)
MATCH_WORDS = re.compile(
    "[总半]决赛|季后赛|常规赛|联赛|[主客]场|赛季|胜投|先发|球队|德比|[三四五六七八九]连[胜败]|转会|战队|主教练"
)
# What follows an ambiguous name of one kind only: 求是杂志社, 中大校长, 民建中央.
KIND_RIGHT = {
    "government": re.compile(
        r"[局署处]长|副[局署处]长|人员|中央(?!政府)|副?主席|党魁|党首|籍|党员|会员|成员|召集人|发言人|法官|裁定|判决|原讼|上诉庭|聆讯|开庭|审理|改?发出|预[测料]|科学主任"
    ),
    "other": re.compile(r"方丈|住持|副?馆长|副?主席|党魁|党首|领袖|总书记|发言人|候选人|籍|党员|议员"),
    "association": re.compile(r"副?主席|副?会长|秘书长|理事长|副?总干事|发言人|执委"),
    "media": re.compile(r"记者|报道|报导|社论|总编|主编|总主笔|专栏|评论员|杂志|讯"),
    "education": re.compile(
        r"副?校长|副?教授|讲师|学生|同学|学者|师生|校园|校友|校方|校区|医学院|法学院|商学院|毕业|博士|硕士|研究生|附属|研究团队|党委|系主任"
    ),
    "research": re.compile(r"副?所长|研究员|副研究员|课题组|院士|科研人员|研究人员"),
}
PAPER_RIGHT = re.compile(
    "(?:杂志|报|网站|记者|专栏)|(?:昨[天日]|今[天日]|[前近]日|\\d{1,2}日|周[一二三四五六日])?(?:报道|报导|称|说|刊|发表|披露|援引|引述|评论|撰文|指出|透露|消息|社论)"
)
FIRM_LEFT = re.compile("(?:创办|创立|入股|控股|并购|跳槽到?|任职于|供职于|做空|增持|减持|状告)$")
SCHOOL_LEFT = re.compile("(?:毕业于|就读于?|任教于?|考入|考上|考取|保送|录取到|来到|走进)$")
NO_CLUB = frozenset("小大老新女个名位像")
CLUB_NEXT = frozenset(["", *"，。、；和与在的以对将也则仍后连"])
MODEL = re.compile(r" ?(?:[A-Z][A-Za-z]{2,}|[a-z][A-Z])")  # 联想|ThinkPad, 苹果|iPhone
HEARD = re.compile("处?(?:获悉|了解到)")
CONTINUES_BRAND = re.compile(
    r"产线|生产线|识别|产业|行业|企业|技术|领域|系统|平台|产品|市场|市值|设备|材料|工程|工艺|园|城|馆|化|业|型|类|级|性|学|员|课|专业|人才|大会|论坛|展|街|路"
)


class Piece(msgspec.Struct, gc=False):
    """A token, or the part of one before a suffix."""

    start: int
    end: int
    word: str
    role: str


class Ending(NamedTuple):
    """What a rule says of a suffix."""

    rule: str
    need: str
    org_type: str


class _Words(dict[str, str]):
    """What a function says of words; each is looked up once, as long as there is room."""

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_WORDS:
            self.clear()
        said = self[word] = self._read(word)
        return said


class _Automaton:
    """Lexicon names and suffixes in one Aho-Corasick automaton."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.homes: dict[str, str] = {}  # of ambiguous names that are no words: where they need no context
        # Name, type, None or of an ambiguous name its full one, rule, and whether the characters beside it matter.
        rows: dict[str, tuple[str, str, str | None, str, bool]] = {}
        for lexicon in reversed(rulebook.lexicon_names):  # a name of several lexicons counts for the first
            if lexicon.startswith("org_"):
                rule = f"org.lexicon.{lexicon.removeprefix('org_')}"
                header, body = rulebook.cells(lexicon)
                columns = dict(zip(header, zip(*body, strict=True), strict=True))
                known = columns["name"]
                ambiguous = zip(columns["full_name"], columns["ambiguous"], strict=True)
                full_names = [full_name if marked else None for full_name, marked in ambiguous]
                wary = [name[-1] in WARY_END or name[0] in ASCII for name in known]
                made = zip(known, columns["org_type"], full_names, repeat(rule, len(known)), wary, strict=True)
                rows.update(zip(known, made, strict=True))
                for name, region, marked in zip(known, columns["region"], columns["ambiguous"], strict=True):
                    if marked and region in AT_HOME and (not is_word(name) or word_tag(name) == "nt"):
                        self.homes[name] = region
        suffix_rules = rulebook.family("org.suffix")
        endings: dict[str, list[Ending]] = defaultdict(list)
        for suffix_rule in suffix_rules:
            ending = Ending(suffix_rule.id, suffix_rule.set["need"], suffix_rule.set["org_type"])
            for suffix in suffix_rule.pattern.split("|"):
                endings[suffix].append(ending)
        names = [w for s in suffix_rules if s.set["need"] == "name" for w in s.pattern.split("|")]
        self.suffixes = frozenset(names)
        self.tails = frozenset(w[-2:] for w in names if len(w) > 1)
        self.trades = frozenset(w for s in suffix_rules if s.set["need"] == "brand" for w in s.pattern.split("|"))
        header, body = rulebook.cells("places")
        name_and_kind = itemgetter(header.index("name"), header.index("kind"))
        self.places: dict[str, str] = dict(map(name_and_kind, reversed(body)))  # the first kind of a name counts
        both = [suffix for suffix in endings if suffix in rows]
        for suffix in both:  # they go to the end
            rows[suffix] = rows.pop(suffix)
        keys = list(dict.fromkeys([*rows, *endings]))
        self.rows = list(rows.values())
        none: list[Ending] = []
        self.first_suffix = len(rows) - len(both)  # the keys before are names, those from len(rows) on are suffixes
        self.endings = [
            *repeat(none, self.first_suffix),
            *(endings.get(key, none) for key in keys[self.first_suffix :]),
        ]
        self._words = frozenset(keys)
        self._automaton = AhoCorasick(keys, matchkind=MatchKind.Standard)
        words: dict[str, set[str]] = defaultdict(set)
        for row in rulebook.lexicon("grammar_organizations"):
            words[row["role"]].add(row["word"])
        self.generic = frozenset(words["generic"])
        self.loose_suffixes = frozenset(words["loose_suffix"])
        self.generic_bodies = frozenset(words["generic_body"])
        self.wide_determiners = frozenset(words["wide_determiner"])
        self.wide_suffixes = frozenset(words["wide_suffix"])
        self.role = _Words(self._read_role)  # what a word is to a name
        self.role_before = _Words(self._read_role_before)  # the same right before one
        self.brand_part = _Words(self._read_brand_part)  # what it is right before a trade word
        self.roles: dict[str, str] = {}
        for role in ("generic", "stop", "head", "verb", "join", "determiner"):  # the last one that a word has counts
            self.roles.update(dict.fromkeys(words[role], role))

    def __contains__(self, word: str) -> bool:
        return word in self._words or word in self.places or word in self.roles

    def hits(self, text: str) -> list[tuple[int, int, int]]:
        """Key, start and end of the names and suffixes in a text, by their end and the longest first."""
        return self._automaton.find_matches_as_indexes(text, overlapping=True)

    def glued(self, word: str) -> int:
        """How many characters of a word that no dictionary holds belong to what stands before a name."""
        match = GLUED.match(word) if len(word) < 5 and word not in self.places and word not in self.roles else None
        return match.end() if match and not is_word(word) else 0

    def _read_role_before(self, word: str) -> str:
        if self.glued(word):
            return "glued"
        role = self.role[word]
        if role == "join" or word in SOMETIMES or (role in ("stop", "head") and ORDINAL_END.search(word)):
            return "unclear"
        if role == "stop" and len(word) == 1 and word_tag(word) == "v":
            return "unclear"
        return "stop" if role == "head" else role

    def _read_brand_part(self, word: str) -> str:
        """Another trade word, a brand, the second character of one, glued to what stands before, or nothing of these."""
        if word in self.trades or word in INNER_TRADES:
            return "trade"
        role = self.role_before[word]
        named = role in ("brand", "glued") or (role == "noun" and len(word) == 1)
        return role if named and _is_han(word) else ""

    def _read_role(self, word: str) -> str:
        """Place, org, brand, determiner, join, head, stop, verb, weak, adjective, generic or noun."""
        role = self.roles.get(word)
        if word in self.places:
            return "place"
        if role is not None:
            return role
        if FUNCTION_CHARS.search(word) and not (is_word(word) and word_tag(word)[0] in "njl"):
            return "stop"
        if word in self.trades:
            return "noun"
        tag = word_tag(word)
        if (tag == "q" and len(word) == 1 and word not in MEASURES) or (tag in ("m", "mq") and word.endswith("件")):
            return "noun"  # 泓, 零部件
        if tag == "ns" and len(word) > 1:
            return "place"
        if tag == "nt":
            return "org"
        if not is_word(word):
            return "stop" if len(word) == 1 and tag in STOP_TAGS else "brand"
        if tag in BRAND_TAGS and len(word) > 1:
            return "brand"
        if tag in STOP_TAGS or tag in ("vd", "z", "i") or word.isspace() or word.isdigit():
            return "stop"
        if tag == "v":
            return "weak" if len(word) > 1 else "stop"
        return "adjective" if tag in ("a", "ad") else "noun"


@lru_cache(maxsize=4)
def _automaton(rulebook: Rulebook) -> _Automaton:
    collects = gc.isenabled()
    gc.disable()  # that many objects at once make the collector run over and over, and none of them is garbage
    try:
        return _Automaton(rulebook)
    finally:
        if collects:
            gc.enable()


def place_kinds(rulebook: Rulebook) -> dict[str, str]:
    """Names of places, and what kind each is of: country, province, prefecture, county, city, region."""
    return _automaton(rulebook).places


def trade_words(rulebook: Rulebook) -> frozenset[str]:
    """What stands behind the brand in the name of a firm: 科技, 生物, 实业."""
    return _automaton(rulebook).trades


def leading_place(name: str, rulebook: Rulebook) -> str:
    """The place that a name begins with, or ""."""
    places = _automaton(rulebook).places
    for length in range(min(6, len(name) - 2), 1, -1):
        if name[:length] in places:
            return name[:length]
    return ""


def is_known_word(name: str, rulebook: Rulebook) -> bool:
    """Whether the lexicons hold a word: as a name, a place, a suffix, or a word that names are held against."""
    return name in _automaton(rulebook)


def suffix_type(name: str, rulebook: Rulebook) -> str | None:
    """The type that the last word of a name says, if it does."""
    automaton = _automaton(rulebook)
    ends = [
        (end - start, ending.org_type)
        for key, start, end in automaton.hits(name)
        if end == len(name) and start > 0
        for ending in automaton.endings[key]
        if ending.org_type != "parent"
    ]
    return max(ends, default=(0, None))[1]


def find_organizations(
    doc: Document, rulebook: Rulebook, run_names: Mapping[str, str] = NONE, steps: Container[str] = STEPS
) -> list[Candidate]:
    """Candidates for names of organizations.

    Parameters
    ----------
    doc
        The normalized text; its tokens are asked for around suffixes and short names only.
    rulebook
        The rules `org.*`, the lexicons `org_*`, `places` and `grammar_organizations`.
    run_names
        Names that other articles of the run define and that stand in the text, with their types.
    steps
        Those of `STEPS` that are taken; all, but for who wants to see what each of them adds.

    Returns
    -------
    list of Candidate
        With `org_type` and `name` (the text itself until linking) in `values`.
    """
    finder = _Finder(doc, rulebook)
    if "lexicon" in steps:
        finder.lexicon()
    if "grammar" in steps:
        finder.suffixes()
    if "context" in steps:
        finder.context()
    finder.learned(run_names, document="document" in steps)
    return finder.candidates


class _Finder:
    """One run over one document; holds what the steps share."""

    def __init__(self, doc: Document, rulebook: Rulebook) -> None:
        self.doc = doc
        self.text = doc.text
        self.marks = doc.marks  # of the tokens
        self.rulebook = rulebook
        self.automaton = _automaton(rulebook)
        self.rules = load_dispatcher(rulebook)
        self.hits = self.automaton.hits(doc.text)
        self.candidates: list[Candidate] = []
        self.by_end: dict[int, Candidate] = {}  # the longest candidate that ends there
        self.by_start: dict[int, Candidate] = {}
        self.ends = bytearray(len(self.text) + 1)  # 1 where a candidate ends
        self.formed: list[tuple[int, int, str, str]] = []  # start, end, rule and type of names by their suffix
        self.defined: dict[str, str] = {}  # names that a bracket with a Latin name defines

    def add(self, start: int, end: int, rule: str, org_type: str, priority: int = 0) -> None:
        self._enter(Candidate(start, end, rule, priority, False, {"org_type": org_type, "name": self.text[start:end]}))

    def _enter(self, c: Candidate) -> None:
        start, end = c.start, c.end
        self.candidates.append(c)
        self.ends[end] = 1
        if self.by_end.setdefault(end, c).start > start:
            self.by_end[end] = c
        if self.by_start.setdefault(start, c).end < end:
            self.by_start[start] = c

    # Lexicon names

    def lexicon(self) -> None:
        """Names of the lexicons, where the tokens do not speak against them."""
        candidates, ends, by_end, by_start = self.candidates, self.ends, self.by_end, self.by_start
        sure: set[str] = set()
        ambiguous: list[tuple[Candidate, str]] = []  # and the full name, where the lexicon gives it
        text, marks, rows = self.text, self.marks, self.automaton.rows
        count = len(rows)
        for key, start, end in self.hits:
            if key >= count:
                continue
            name, org_type, full, rule, wary = rows[key]
            short = end - start < 5
            if (wary or (short and not (marks[start] and marks[end]))) and not self._stands_free(start, end):
                continue
            if short and text[start - 1] in TITLED and start and PERSON_BEFORE.search(text, max(0, start - 4), start):
                continue  # 局长|戴尔
            if (
                end - start == 2
                and text[start - 1] in SURNAMES
                and PERSON_BEFORE.search(text, max(0, start - 5), start - 1)
            ):
                continue  # 县长饶|庆铃
            c = Candidate(start, end, rule, 2, False, {"org_type": org_type, "name": name})
            if full is not None:
                ambiguous.append((c, full))
                continue
            sure.add(name)
            if name[-1] == "委" and (begin := self._with_party(start, end)) != start:
                self.add(begin, end, rule, org_type, priority=2)
                continue
            if org_type == "research":
                parent = by_end.get(start)
                if parent is not None and (
                    text[parent.start : start] in ACADEMIES
                    or (name[-1] == "所" and parent.values["org_type"] == "education")
                ):
                    self.add(parent.start, end, rule, org_type, priority=2)  # 中国科学院|大连化物所, 清华大学|微电子所
                    continue
            candidates.append(c)
            ends[end] = 1
            by_end.setdefault(end, c)  # those of one end come the longest first
            by_start[start] = c
        for c, full in ambiguous:
            if (full and full in text) or self._ambiguous_counts(c, sure):
                self._enter(c)

    def _ambiguous_counts(self, c: Candidate, sure: set[str]) -> bool:
        text = self.text
        if AMBIGUOUS_RIGHT.match(text, c.end) or AMBIGUOUS_LEFT.search(text, max(0, c.start - 6), c.start):
            return True
        org_type, name = c.values["org_type"], c.values["name"]
        if name in self.automaton.homes and self.automaton.homes[name] == home_of(text):
            return True
        if org_type in ("sports", "company", "park") and (
            CLUB_RIGHT.match(text, c.end) or CLUB_LEFT.search(text, max(0, c.start - 5), c.start)
        ):
            return True
        before, after = text[c.start - 1 : c.start], text[c.end : c.end + 1]
        if (
            org_type == "sports"
            and after in CLUB_NEXT
            and before not in NO_CLUB
            and name not in self.automaton.places
            and MATCH_WORDS.search(text, max(0, c.start - 24), c.end + 24)
        ):
            return True
        if (org_type == "company" and not text[c.end - 1].isascii() and MODEL.match(text, c.end)) or (
            before == "从" and HEARD.match(text, c.end)
        ):
            return True
        kind = KIND_RIGHT.get(org_type)
        if kind and (org_type != "government" or before in NO_NAME_BEFORE) and kind.match(text, c.end):
            return True
        if org_type == "company" and FIRM_LEFT.search(text, max(0, c.start - 4), c.start):
            return True
        if org_type == "media" and before == "《" and after == "》" and PAPER_RIGHT.match(text, c.end + 1):
            return True
        if org_type == "education" and SCHOOL_LEFT.search(text, max(0, c.start - 4), c.start):
            return True
        if before in JOINING and c.start - 1 in self.by_end:
            return True
        joined = self.by_start.get(c.end + 1) if after in JOINING else None
        if joined is not None and joined.values["org_type"] == org_type:
            return True  # 信达|及康弘药业
        if before == "、" and (c.start - 1 in self.by_end or after in "、等"):
            return c.start - 1 in self.by_end
        if after == "、" and c.end + 1 in self.by_start:
            return True
        return any(other.startswith(name) for other in sure)

    def _stands_free(self, start: int, end: int) -> bool:
        """Whether no word of jieba's dictionary runs across one end of a short name (海南科技 holds no 南科)."""
        text, last = self.text, self.text[end - 1]
        if last in ASCII or text[start] in ASCII:
            before, after = text[start - 1 : start] if start else "", text[end : end + 1]
            left = not (before.isascii() and before.isalnum() and text[start].isascii())
            # vivo|Xplay5, ZTE|Blade880
            model = after.isupper() and (last.islower() or (last.isupper() and text[end + 1 : end + 2].islower()))
            right = model or not (after.isascii() and after.isalpha() and last.isascii())
            return left and right
        if last in UNDOING and text[end : end + 1] in UNDOING[last] and not text.startswith("议员", end):
            return False
        if (
            end - start >= 5
            or (end - start == 4 and text.startswith(("记者", "报道"), end))
            or (self.marks[start] and self.marks[end])
        ):
            return True
        if text[start - 1 : start] == "从" and HEARD.match(text, end):
            return True
        for ts, te in self.doc.tokens(start, end):
            if (
                ts == start - 1
                and te == end
                and text[ts] in SURNAMES
                and PERSON_BEFORE.search(text, max(0, ts - 4), ts)
            ):
                return False  # 创始人|何小鹏
            if ts < start - 1 and self.automaton.role[text[ts:te]] == "brand" and not is_word(text[ts:start]):
                return False  # 岫澜|纳微科技有限公司
            if (ts < start < te or ts < end < te) and not (ts <= start and end <= te and end - start >= 3):
                if TITLE_TAIL.match(text, end) and (ts <= start or text[end] == "长"):
                    continue  # 武警|官兵, 民政部|长
                if text.startswith(("局长", "行长"), end) and text[end - 1] == text[end]:
                    continue  # 发展|局局长, 平安|银行行长
                if te == end + 2 and text[end:te] in ("校长", "教授") and text[end - 1] == "学":
                    continue  # 中文|大学校长
                if ts == end - 1 and te == end + 1 and text[end] in ("将会对在与和" if end - start > 2 else "将"):
                    continue  # 工信部|将
                if ts == end - 1 and te == end + 1 and text.startswith(SURPASSES, end):
                    continue  # 港|大力|压
                if ts == start - 1 and text[ts] in "厂商" and te < end:
                    continue  # 封测厂|长电科技
                if ts >= start and text.startswith("股价", end):
                    continue  # 玉山金控|股价
                if is_word(text[ts:te]):
                    return False
        return True

    # Suffix grammar

    def suffixes(self) -> None:
        """Names by their last word, their beginning found by a walk to the left."""
        text, marks, by_end, ends, automaton = self.text, self.marks, self.by_end, self.ends, self.automaton
        endings, first_suffix, brand_part = automaton.endings, automaton.first_suffix, automaton.brand_part
        before = marks.rfind
        done = failed_at = -1
        failed: list[str] = []  # at `failed_at`: where a longer suffix of the rule made no name, a shorter one does not
        for key, start, end in self.hits:
            if key < first_suffix or end == done or text[start - 1] in NO_NAME_BEFORE or not start:
                continue
            if text[end - 1] in POST_ENDS and self._is_post(start, end):
                continue
            for rule, need, org_type in endings[key]:
                if end == failed_at and rule in failed:
                    continue
                if need == "brand":
                    known_before = brand_part[text[before(1, 0, start) : start]] or start in by_end
                    found = self._brand(start, end) if known_before else None
                elif need == "parent" and ends.rfind(1, max(0, start - MAX_NAME), start + 1) < 0:
                    continue  # no organization ends shortly before
                elif end in by_end and (known := self._known_whole(start, end)):
                    found = known.start, known.values["org_type"]
                else:
                    found = self._walk(start, end, need, org_type) if self._suffix_ends(start, end) else None
                if found is not None and end - found[0] <= MAX_NAME:
                    begin = self._with_party(found[0], end)
                    self.formed.append((begin, end, rule, found[1]))
                    if end not in by_end or by_end[end].start != begin:  # else it is known already
                        self.add(begin, end, rule, found[1])
                    done = end  # the longest suffix that makes a name decides
                    break
                if marks[start]:  # 控股|集团有限公司 cut as 控股集团|有限公司: the shorter one may do
                    if end != failed_at:
                        failed_at, failed = end, []
                    failed.append(rule)

    def _with_party(self, start: int, end: int) -> int:
        """Where a committee of the Party begins, with the 中共 before it: 中共|湖南省委."""
        return (
            start - 2 if start > 1 and self.text[end - 1] == "委" and self.text[start - 2 : start] == "中共" else start
        )

    def _is_post(self, start: int, end: int) -> bool:
        """Whether the suffix text[start:end] is part of a title or of another word: 北航|党委书记, 财经大学|会计学."""
        text = self.text
        suffix = text[start:end]
        if suffix in POSTS:
            return (suffix[0] in "董监" and text[start - 1] == "届") or (
                start in self.by_end and POST_TAIL.match(text, end) is not None
            )
        if suffix == "学会":
            return text[start - 1] in "大中小"
        return suffix[-1] == "科" and WARD_TAIL.match(text, end) is not None  # 华西医院|骨科主任

    def _known_whole(self, start: int, end: int) -> Candidate | None:
        """The name known to end there, if the suffix text[start:end] is part of it and nothing before can belong to it."""
        known = self.by_end[end]
        if known.start >= start:
            return None
        text, marks, begin = self.text, self.marks, known.start
        if not begin or text[begin - 1] in NO_NAME_BEFORE:
            return known
        before = text[marks.rfind(1, 0, begin) : begin]
        whole = marks[begin] and begin not in self.by_end and self.automaton.role_before[before] == "stop"
        return known if whole else None

    def _suffix_ends(self, start: int, end: int) -> bool:
        """Whether the word that holds the end of the suffix ends there, too (公司法, 大学生 do not)."""
        text, marks = self.text, self.marks
        before, single = text[start - 1], end - start == 1
        if before in "副母公" and (before != "公" or text[start] == "司"):
            return False
        if single and (
            before == text[start]
            or (text[start] == "所" and not marks[start] and is_word(text[slice(*self.doc.token_at(start))]))
        ):
            return False
        if text[end - 1] == "校" and marks[end - 1] and not marks[end] and text.startswith("长", end):
            return False  # 大学|校长 holds no 学校
        if (
            marks[end]
            or text[start:end] in NUMBERED_SCHOOLS
            or TITLE_TAIL.match(text, end)
            or TITLE_TAIL.match(text, end + 1)
        ):
            return True
        ts, te = self.doc.token_at(end)
        if text.startswith("队史", end - 1):
            return False  # 天津女排|队史
        if single and text[start] == "队":
            return ts == start and te == end + 1 and not is_word(text[ts:te])  # 攀岩|队下|月
        return not single and (not is_word(text[ts:te]) or (te - end > 1 and is_word(text[end:te])))

    def _pieces(self, start: int, limit: int) -> list[Piece]:
        """The tokens before `start`, from right to left, back to `limit`, a known name or a word that belongs to none.

        Where that is not clear of the word, it is the last of them.
        """
        text, by_end, before, automaton = self.text, self.by_end, self.marks.rfind, self.automaton
        role_before = automaton.role_before
        pieces: list[Piece] = []
        cut = not self.marks[start]
        te = start
        while (ts := before(1, limit, te)) >= 0 and te not in by_end:
            word = text[ts:te]
            role = role_before[word]
            if cut:
                cut = False
                if te - ts == 1 and word not in automaton.roles:
                    role = "noun"
            if role in DOUBTS:
                if role == "stop":
                    break
                if role == "glued":
                    return pieces + self._unglued(ts, te)
                if word != "新" or not NEW_FIELDS.match(text, te):
                    pieces.append(Piece(ts, te, word, automaton.role[word]))
                    break
                role = "noun"
            pieces.append(Piece(ts, te, word, role))
            te = ts
        return pieces

    def _unglued(self, start: int, end: int) -> list[Piece]:
        """The pieces of a word of which the first belongs to no name: 另据|中国."""
        cut = start + self.automaton.glued(self.text[start:end])
        word = self.text[cut:end]
        pieces = [Piece(cut, end, word, self.automaton.role[word])] if word else []
        if not word or pieces[0].role not in ENDS:
            pieces.append(Piece(start, cut, self.text[start:cut], "stop"))
        return pieces

    def _walk(self, start: int, end: int, need: str, org_type: str, suffix: str = "") -> tuple[int, str] | None:
        """Where the name begins that ends in the suffix text[start:end], and its type."""
        text = self.text
        limit = max(0, start - MAX_NAME)
        suffix = suffix or text[start:end]
        if suffix == "队" and (begin := self._team(start)) is not None:
            return begin, org_type
        region: list[Piece] = []  # from right to left
        at = start
        while pieces := self._pieces(at, limit):
            region += pieces
            if pieces[-1].role not in ENDS:
                break
            if not self._walks_on(region, end):
                region.pop()
                break
            at = self.marks.rfind(1, 0, region[-1].start + 1)
        known = self.by_end.get(region[-1].start if region else start)
        if known is not None and known.start >= limit and not self._complete(known, org_type, need):
            region.append(Piece(known.start, known.end, text[known.start : known.end], "org"))
            legal = suffix in LEGAL_SUFFIXES
            before = self._place_before(known.start, legal) if org_type != "government" else None
            while before is not None:
                region.append(before)
                before = self._place_before(before.start)
        if not region:
            return self._quoted(start, need, org_type, suffix)
        for i, piece in enumerate(region):
            if piece.word in PARTNERING and i and piece.start in self.by_end:
                region = region[:i]  # 华山医院|联合|上海阶梯医疗科技有限公司
                break
        pieces = region[::-1]
        anchored = verbal = False
        for piece in region:
            if piece.role in ANCHORS:
                anchored = True
            elif piece.role == "weak":
                verbal = True
        anchor = None
        if anchored:
            while region[-1].role in NO_BEGINNING:
                region.pop()
            region.reverse()
            if verbal and suffix not in DEPARTMENTS:
                region = self._without_verbs(region)
            anchor = self._anchor(region, org_type)
        if need == "name" and suffix in LEGAL_SUFFIXES and (anchor is None or region[anchor].role == "brand"):
            begin = self._firm(pieces, region[anchor].start if anchor is not None else end)
            return None if begin is None else (begin, org_type)
        if anchor is None:
            if need == "name" and len(pieces) > 1 and self._defined(pieces, end, org_type):
                self.defined[text[pieces[0].start : end]] = org_type
                return pieces[0].start, org_type
            if suffix == "警方" and (begin := self._unknown_place(pieces, len(pieces))) is not None:
                return begin, org_type
            return None
        first = region[anchor]
        if first.word in DISTRICTS and (begin := self._unknown_place(region, anchor)) is not None:
            return begin, org_type
        rest = region[anchor + 1 :]
        if first.role == "org" and not rest and end - start == 1 and HEAD_OF_UNIT.match(text, start):
            return None  # 某某公司|厂长, 教育部|司长
        if need == "parent":
            return self._unit(first, rest, suffix)
        if suffix == "所":
            research = self._type_of(first) == "research"
            if not ((first.role == "place" or research) and rest and start - first.end <= 4):
                return None
        if suffix == "队":
            sport = SPORT.search(text, max(0, start - 8), start)
            while len(region) > 1 and sport and region[-1].start >= sport.start():
                region.pop()
            last = region[-1]
            team = self._type_of(last) == "sports"
            return (last.start, org_type) if team or last.role == "place" or last.word in NATIONAL else None
        if not self._specific(first, rest, suffix):
            return None
        if first.role == "org" and org_type == "government" and not STATE_BODY.fullmatch(suffix):
            org_type = self._type_of(first) or org_type
        return first.start, org_type

    def _team(self, end: int) -> int | None:
        """Where the name of a team begins, up to its last character: 国家|攀岩, 贵州大学|攀岩, 香港|游泳代表."""
        sport = SPORT.search(self.text, max(0, end - 8), end)
        begin = sport.start() if sport else end
        known = self.by_end.get(begin)
        if known is not None and known.values.get("org_type") == "education":
            return known.start
        if begin == end or self.text[begin:end] == "代表":
            return None
        if self.text[begin - 2 : begin] in NATIONAL:
            return begin - 4 if self.text[max(0, begin - 4) : begin] == "中国国家" else begin - 2
        place = self._place_before(begin)
        return place.start if place else None

    def _quoted(self, start: int, need: str, org_type: str, suffix: str) -> tuple[int, str] | None:
        """A name whose suffix stands behind a quotation or a place in brackets: “阳光”幼儿园."""
        closing = self.text[start - 1]
        if closing not in OPENING:
            return None
        opened = self.text.rfind(OPENING[closing], max(0, start - 10), start)
        inner = self.text[opened + 1 : start - 1]
        if opened >= 0 and closing == "”" and need == "name" and 2 <= len(inner) <= 8:
            return opened, org_type
        if opened > 0 and (inner in self.automaton.places or (inner in GROUPS and org_type == "company")):
            return self._walk(opened, opened, need, org_type, suffix)
        return None

    def _type_of(self, piece: Piece) -> str:
        """The type of a name that is known; "" for other words, also for those that jieba alone takes for names."""
        known = self.by_start.get(piece.start) if piece.role == "org" else None
        return known.values["org_type"] if known is not None else ""

    def _unit(self, first: Piece, rest: list[Piece], suffix: str) -> tuple[int, str] | None:
        """A unit with the name of its parent before it: 日月光|高雄|厂."""
        parent_type = self._type_of(first)
        if not parent_type:
            return None
        if suffix == "店" and not any(self._can_name(p.word) and p.word not in self.automaton.roles for p in rest):
            return None
        if suffix == "局" and parent_type == "sports":
            return None  # 泰国队出|局
        if parent_type == "park" and STATE_BODY.fullmatch(suffix):
            return first.start, "government"
        return first.start, "research" if RESEARCH.fullmatch(suffix) else parent_type

    def _walks_on(self, region: list[Piece], end: int) -> bool:
        """Whether the last piece belongs to the name although such words end a walk."""
        piece = region[-1]
        if piece.word in DOTS and len(region) > 1 and self.text.startswith(("公司", "集团"), end - 2):
            # 大连重工·|起重集团有限公司, 洛克希德-|马丁公司
            ts = self.doc.token_at(piece.start - 1)[0]
            if piece.start in self.by_end or self.automaton.role[self.text[ts : piece.start]] == "brand":
                piece.role = "noun"
            return piece.role == "noun"
        if piece.word == "企业" and self.text[end - 2 : end] in ("协会", "合会", "进会", "究会", "商会", "务局"):
            piece.role = "noun"  # 中国|企业|管理协会, 东湖高新区|企业|服务局
            return True
        if piece.role == "join":
            whole = self.by_end.get(end)  # 西工大与|北京航空航天大学: a name that is known joins none
            return (whole is None or piece.end != whole.start) and self._joins(region[:-1], piece)
        ordinal = ORDINAL.search(self.text, max(0, piece.end - 6), piece.end)
        if ordinal:
            region[-1] = Piece(ordinal.start(), piece.end, ordinal.group(), "noun")
        elif piece.role == "stop" and self._cut_brand(piece):
            piece.role = "noun"
        return region[-1].role == "noun"

    def _cut_brand(self, piece: Piece) -> bool:
        """Whether a verb of one character ends a brand of two that stands behind a place: 东莞市|昶|通."""
        if piece.end - piece.start > 1 or word_tag(piece.word) != "v":
            return False
        before = self.doc.token_at(piece.start - 1) if piece.start else (0, 0)
        if before[1] - before[0] != 1 or before[0] == 0 or self.text[before[0]] in FUNCTIONAL:
            return False
        place = self.text[slice(*self.doc.token_at(before[0] - 1))]
        return self.automaton.role[self.text[before[0]]] == "noun" and place in self.automaton.places

    def _firm(self, region: list[Piece], brand: int) -> int | None:
        """Where a firm by its legal form begins that nobody knows; `brand` is where a word begins that can be its name.

        Its name is what stands behind the last mark or function word, or is cut into pieces: 铂|睿|传感.
        """
        first = next((i for i, p in enumerate(region) if p.start == brand), None)
        if first is None:
            first = next((i for i, p in enumerate(region) if p.role not in ("join", "adjective")), None)
            named = (p for p in region if p.role in ("noun", "brand", "weak"))
            if first is None or not any(self._can_name(p.word) for p in named):
                return None
        while (
            first
            and region[first - 1].role in ("noun", "brand")
            and region[first - 1].end - region[first - 1].start == 1
        ):
            first -= 1
        if region[first].word in self.automaton.trades and region[first].role != "brand":
            return None
        return region[first].start

    def _can_name(self, word: str) -> bool:
        """Whether a word can set one firm apart from others."""
        return word not in self.automaton.trades and word not in self.automaton.generic

    def _unknown_place(self, region: list[Piece], at: int) -> int | None:
        """Where a place begins that nobody knows, and that ends before the piece `at`: 猇|亭|区."""
        begin = end = region[at].start if at < len(region) else region[-1].end if region else 0
        for i in range(at - 1, -1, -1):
            piece = region[i]
            if (
                piece.role not in ("noun", "brand")
                or end - piece.start > 3
                or (len(piece.word) > 1 and is_word(piece.word))
            ):
                break
            begin = piece.start
        return begin if 2 <= end - begin <= 3 else None

    def _without_verbs(self, region: list[Piece]) -> list[Piece]:
        """A verb that names may hold (仿生) stays behind a place or an organization; else the name begins after it."""
        for i in range(len(region) - 1, -1, -1):
            if region[i].role == "weak":
                before = region[i - 1].role if i else ""
                if not any(p.role in ("place", "org") for p in region[:i]) or before in ("place", "org", "weak"):
                    return region[i + 1 :]
        return region

    def _place_before(self, start: int, region: bool = False) -> Piece | None:
        """The province or city (or region) that stands right before a name: 江苏|恒立液压."""
        if not start:
            return None
        ts = self.marks.rfind(1, 0, start)
        word = self.text[ts:start]
        if not self.marks[start] and (
            word not in self.automaton.places or is_word(self.text[ts : self.doc.token_at(ts)[1]])
        ):
            return None  # but 高雄|亚湾, which jieba takes for one word
        kind = self.automaton.places.get(word)
        if not (kind in ("province", "prefecture", "county") or (region and kind == "region")):
            return None
        return Piece(ts, start, word, "place")

    def _complete(self, known: Candidate, org_type: str, need: str) -> bool:
        """Whether a known name before is a neighbour, not a parent: a firm by its legal form stands for itself."""
        if need == "parent":
            return False
        ends_legal = self.text[known.start : known.end].endswith("公司")
        return ends_legal and org_type == "company"

    def _joins(self, region: list[Piece], join: Piece) -> bool:
        """Whether 与, 和 stand inside a name (纳米技术与纳米仿生研究所) and not between two."""
        if not region or any(p.role in ("place", "org", "determiner") for p in region):
            return False
        return self.text[max(0, join.start - 2) : join.start] not in self.automaton.tails

    def _anchor(self, region: list[Piece], org_type: str) -> int | None:
        """The index of the piece that a name can begin with."""
        for i, piece in enumerate(region):
            if piece.role not in ("place", "org", "brand", "determiner"):
                continue
            if piece.role == "place" and org_type not in ("government", "military"):
                foreign = self.automaton.places.get(piece.word) == "country" and piece.word != "中国"
                if foreign and any(p.role in ("place", "brand") for p in region[i + 1 :]):
                    continue
            if piece.role == "brand" and (len(piece.word) == 1 or not self._names(piece.word, org_type)):
                continue
            return i
        return None

    def _defined(self, region: list[Piece], end: int, org_type: str) -> bool:
        """Whether a name of plain nouns is defined here: by a Latin name behind it, or because it is being founded."""
        if LATIN_BRACKET.match(self.text, end):
            return True
        start = region[0].start
        founded = org_type not in ("company", "government") and FOUNDED.search(self.text, max(0, start - 6), start)
        return bool(founded) and end - start >= 7 and any(p.role == "noun" for p in region)

    def _names(self, word: str, org_type: str) -> bool:
        """Whether a brand can begin such a name: 碳黑研发中心 and 技职大学 are no names."""
        if org_type == "military":
            return False
        if org_type == "education":
            return (is_word(word) and word_tag(word) != "nz") or len(word) > 2
        return org_type in ("company", "media") or not (is_word(word) and word_tag(word) == "nz")

    def _specific(self, first: Piece, rest: list[Piece], suffix: str) -> bool:
        """Whether the words before the suffix name one organization."""
        if suffix in ("厂", "工厂") and first.role != "org":
            return False
        if suffix in ("局", "厅") and first.role not in ("place", "determiner"):
            return False
        if first.role not in ("determiner", "place"):
            return True
        named = [p for p in rest if p.word not in self.automaton.generic and p.role != "join"]
        if first.role == "determiner":
            if first.word in ("中国", "中科", "国立", "中共"):
                return bool(named) or suffix not in self.automaton.loose_suffixes
            if first.word in self.automaton.wide_determiners:
                return bool(named) and suffix in self.automaton.wide_suffixes
            if len(first.word) == 1 or first.word == "街道":
                loose = suffix in self.automaton.generic_bodies or suffix in self.automaton.loose_suffixes
                return bool(named) if loose else len(suffix) > 1 or bool(rest)
            return bool(rest)
        if not named:
            kind = self.automaton.places.get(first.word, "")
            if suffix in (
                "公司",
                "厂",
                "工厂",
                "电厂",
                "药厂",
                "学校",
                "酒店",
                "门店",
                "店",
                "集团",
                "中心",
                "基地",
                "分公司",
            ):
                return False
            return suffix not in self.automaton.loose_suffixes or kind not in ("country", "region", "province")
        return True

    def _brand(self, start: int, end: int) -> tuple[int, str] | None:
        """A brand right before one or more trade words, and the place before the brand."""
        text, automaton, before = self.text, self.automaton, self.marks.rfind
        at = start
        while True:
            known = self.by_end.get(at)
            if known is not None and known.values["org_type"] == "company":
                return (known.start, "company") if self._closed(end) else None
            ts = before(1, 0, at)
            word = text[ts:at]
            part = automaton.brand_part[word]
            if part != "trade":
                break
            if not ts:
                return None
            at = ts
        if not part:
            return None
        begin = ts + automaton.glued(word)
        word = text[begin:at]
        if 0 < ts == begin:
            cut = before(1, 0, ts)
            single = text[cut:ts]
            if (
                ts - cut == 1
                and automaton.role[single] in ("noun", "brand")
                and single not in "前原新老大小总副某厂商企行店馆社有藏"
            ):
                begin = cut  # 歌|诗达, 岫|禾: the brand is cut in two
        role = automaton.role[word]
        whole = role == "brand" or (len(word) == 1 and role == "noun" and begin < ts)
        if not whole or (is_word(text[begin:at]) and automaton.role[text[begin:at]] != "brand"):
            return None
        if not 2 <= at - begin <= 4 or self._goes_on(end):
            return None
        preceding = text[begin - 1 : begin]
        if preceding == "的" and MADE.search(text, max(0, begin - 4), begin):
            return None  # 宁德时代发布的|神行电池
        if preceding.isascii() and preceding.isalnum():
            return None  # 4C|超充电池
        if text[at:end] in MATTER and MATERIAL.search(text, begin, at):
            return None  # 钠离子|电池, 铁锂|电池
        maker = self.by_end.get(begin)
        if maker is not None and maker.values["org_type"] == "company":
            return None  # 宁德时代|神行电池
        place = self._place_before(begin)
        return (place.start if place else begin), "company"

    def _closed(self, end: int) -> bool:
        """Whether no noun follows: 华为科技 is a name, 华为智能手机 is not."""
        if not "\u4e00" <= self.text[end : end + 1] <= "\u9fff" or TITLE.match(self.text, end):
            return True
        return self.automaton.role[self.text[slice(*self.doc.token_at(end))]] == "stop"

    def _goes_on(self, end: int) -> bool:
        """Whether the noun phrase goes on behind a trade word: 绿能环保议题, 眼纹生物识别."""
        text = self.text
        if end >= len(text) or not "\u4e00" <= text[end] <= "\u9fff":
            return False
        if CONTINUES_BRAND.match(text, end) or (text[end] == "长" and self.doc.token_at(end)[1] == end + 1):
            return True
        word = text[end : self.doc.token_at(end)[1]]
        if (
            TITLE.match(text, end)
            or word in self.automaton.places
            or self.automaton.role[word] in ("stop", "head", "place")
        ):
            return False
        return word_tag(word) in ("n", "vn", "nz", "j", "l", "b") and is_word(word)

    # Context

    def context(self) -> None:
        """Brackets behind a name, enumerations, titles, bylines, and what is none."""
        readers = {
            "org.context.dateline": self._dateline,
            "org.context.enumeration": self._enumeration,
            "org.context.title": self._title,
            "org.context.bracket": self._bracket,
            "org.context.behind": self._behind,
            "org.context.source": self._between,
            "org.context.partner": self._between,
            "org.context.quoted": self._in_quotes,
            "org.context.brands": self._brands,
            "org.context.supplier": self._between,
            "org.context.paper": self._paper,
            "org.context.latin": self._latin,
        }
        for rule, match in self.rules.matches(self.text, "org"):
            if rule.drop:
                self.candidates.append(Candidate(*match.span(), rule.id, rule.priority, drop=True))
            else:
                readers[rule.id](rule, match)

    def _dateline(self, rule: Rule, match: re.Match[str]) -> None:
        end = match.start() + 1
        start = end
        while start > max(0, end - 9) and "\u4e00" <= self.text[start - 1] <= "\u9fff":
            start -= 1
        opened = start == 0 or self.text[start - 1] in "\n　 （("
        if opened and 3 <= end - start <= 8 and self.text[start] not in "本各我该据":
            self.add(start, end, rule.id, "media")

    def _bracket(self, rule: Rule, match: re.Match[str]) -> None:
        opening = match.start()
        before = self.by_end.get(opening) or self.by_end.get(opening - (self.text[opening - 1 : opening] == " "))
        if before is None:
            return
        start = match.start("name")
        name = match["name"].rstrip()
        if name in GROUPS:
            return
        known = self.by_start.get(start)
        if known is not None and known.end >= start + len(name):
            return
        if name[0].isascii() or SHORT_FORM.search(match.group()[:8]):
            self.defined.setdefault(name, before.values["org_type"])
        elif not self._has_suffix(start + len(name)):
            return
        self.add(start, start + len(name), rule.id, before.values["org_type"])

    def _has_suffix(self, end: int) -> bool:
        """Whether the suffix of an organization ends there."""
        return any(e == end and e - s > 1 and self.automaton.endings[key] for key, s, e in self.hits)

    def _enumeration(self, rule: Rule, match: re.Match[str]) -> None:
        items = list(self._items(match.start()))
        known = [c for s, e in items if (c := self.by_end.get(e)) is not None and c.start <= s + 12]
        org_type, ending = CLASSES.get(match["class"], ("", None))
        if len(items) < 2 or not (known or ending):
            return
        for k, (s, e) in enumerate(items):
            lead = ITEM_LEAD.search(self.text, s, e)
            begin = lead.end() if lead else s
            sure = k < len(items) - 1 or lead is not None or begin == 0 or self.text[begin - 1] in "（(：:“「"
            if e in self.by_end or not sure or not 2 <= e - begin <= 12:
                continue
            if (ending and ending.search(self.text, begin, e)) or (known and self._nominal(begin, e)):
                self.add(begin, e, rule.id, org_type or known[-1].values["org_type"])

    def _items(self, end: int) -> Iterator[tuple[int, int]]:
        """The items before 等, from right to left; the first of the row reaches to the beginning of its clause."""
        while end > 0:
            start = self._clause_start(end)
            if start >= end:
                return
            yield start, end
            if start == 0 or self.text[start - 1] != "、":
                return
            end = start - 1

    def _clause_start(self, end: int) -> int:
        """Behind the last mark before `end`; not further back than two names are long."""
        start = end
        while start > max(0, end - 2 * MAX_NAME) and self.text[start - 1] not in MARKS:
            start -= 1
        return start

    def _nominal(self, start: int, end: int) -> bool:
        """Whether a stretch between two marks can be a name: no verb, particle or generic noun in it."""
        words = [self.text[s:e] for s, e in self.doc.tokens(start, end) if s >= start]
        roles = [self.automaton.role[w] for w in words]
        if any(r in ("stop", "head") for r in roles) and not any(r == "brand" for r in roles):
            return False
        return not all(w in self.automaton.generic or r == "place" for w, r in zip(words, roles, strict=True))

    def _title(self, rule: Rule, match: re.Match[str]) -> None:
        end = match.start()
        start = self._clause_start(end)
        if end in self.by_end:
            return
        if self.text[end - 2 : end] in self.automaton.trades and (classed := self._classed(end)) is not None:
            self._found(classed, end, rule)
            return
        if not start or self.text[start - 1] not in "、，（(：":
            self._behind(rule, match)
            return
        lead = LEADS.match(self.text, start, end)
        start = lead.end() if lead else start
        name = self.text[start:end]
        if 3 <= len(name) <= 8 and _is_han(name) and not FUNCTION_CHARS.search(name) and self._nominal(start, end):
            self.add(start, end, rule.id, "company")

    def _behind(self, rule: Rule, match: re.Match[str]) -> None:
        """What stands before something that only firms have or do: 芯曜微（688591）, 穗香园是一家…企业."""
        end = match.start()
        if end in self.by_end:
            return
        if self.text[end - 1 : end] in ("”", "」"):
            opened = max(self.text.rfind("“", max(0, end - 10), end), self.text.rfind("「", max(0, end - 10), end)) + 1
            if opened and 2 <= end - 1 - opened <= 8:
                self._found(opened, end - 1, rule)
            return
        start = self._unknown(end)
        if start is None and CODE.match(match[0]):  # all that stands in a clause before a stock code
            clause = self._clause_start(end)
            start = clause if 2 < end - clause <= 6 and HAN_ONLY.fullmatch(self.text, clause, end) else None
        if start is None and self.text[end - 2 : end] in self.automaton.trades:
            start = self._classed(end)
        if start is not None:
            lead = LEADS.match(self.text, start, end)
            self._found(lead.end() if lead and lead.end() < end - 1 else start, end, rule)

    def _classed(self, end: int) -> int | None:
        """Where a brand begins that is cut to pieces between a class noun and its trade: 食品企业|椒|望|食品."""
        start = end - 4
        if start < 2 or is_word(self.text[start : end - 2]) or not HAN_ONLY.fullmatch(self.text, start, end):
            return None
        classed = CLASSED.search(self.text, max(0, start - 3), start)
        sure = classed and self.marks[classed.start()] and not is_word(self.text[classed.start() : start + 1])
        return start if sure else None

    def _between(self, rule: Rule, match: re.Match[str]) -> None:
        """A name between two words: 据奥维云网统计."""
        start, end = match.span("name")
        if end not in self.by_end and start not in self.by_start and self._unknown(end) == start:
            self._found(start, end, rule)

    def _in_quotes(self, rule: Rule, match: re.Match[str]) -> None:
        """A name in quotes: 机器人公司“穗野星河”."""
        start, end = match.span("name")
        if end not in self.by_end and not is_word(match["name"]):
            self._found(start, end, rule)

    def _paper(self, rule: Rule, match: re.Match[str]) -> None:
        """The title of a paper that says something: 德国《商报》刊文说."""
        end = match.end("class")
        start = self.text.rfind("《", max(0, end - 9), end) + 1
        name = self.text[start:end]
        if start and end not in self.by_end and _is_han(name) and not name.endswith(REPORTS):
            self.add(start, end, rule.id, "media")

    def _latin(self, rule: Rule, match: re.Match[str]) -> None:
        """A Latin name between Chinese words that ends as firms do: Spark Therapeutics."""
        lead = LATIN_LEAD.search(self.text, max(0, match.start() - 30), match.start())
        if lead and lead[1] not in JOURNALS and match.end() not in self.by_end:
            self.add(lead.start(1), match.end(), rule.id, "company")
            self.defined.setdefault(self.text[lead.start(1) : match.end()], "company")

    def _brands(self, rule: Rule, match: re.Match[str]) -> None:
        """The members of a row behind its class noun: 国货品牌蜂花、半亩花田、蕉内."""
        start, end = match.span("row")
        items = []
        at = start
        for item in self.text[start:end].split("、"):
            items.append((at, at + len(item)))
            at += len(item) + 1
        s, e = items.pop()
        last = self.doc.token_at(s)
        if last[0] == s and last[1] <= e and self.automaton.role[self.text[s : last[1]]] == "brand":
            items.append((s, last[1]))
        known = sum(s in self.by_start for s, _ in items)
        unknown = sum(self._unknown(e) == s for s, e in items)
        if known + unknown == 0 or not all(self._nominal(s, e) for s, e in items):
            return
        for s, e in items:
            if s not in self.by_start and e not in self.by_end:
                self._found(s, e, rule)

    def _found(self, start: int, end: int, rule: Rule) -> None:
        self.add(start, end, rule.id, "company")
        self.defined.setdefault(self.text[start:end], "company")

    def _unknown(self, end: int) -> int | None:
        """Where a name begins that nobody knows and that ends there: the nouns back to a mark or function word.

        One of its words is in no dictionary, and it is no person.
        """
        region = self._pieces(end, max(0, end - 10))
        if region and region[-1].role in ENDS:
            region.pop()
        classed = next((i for i, piece in enumerate(region) if i and piece.word in FIRM_NOUNS), None)
        region = region[:classed]  # 火锅底料企业|椒望食品
        while region and region[-1].role in ("adjective", "weak", "verb", "determiner"):
            region.pop()
        while len(region) > 1 and (region[-1].word in self.automaton.generic or region[-1].word in LEADING):
            region.pop()
        if not region or region[-1].start in self.by_start:
            return None
        start = region[-1].start
        name = self.text[start:end]
        if (
            name.endswith(UNDERTAKINGS)
            or self.text[start - 1 : start].isdigit()
            or (name.isascii() and LATIN_BEFORE.search(self.text, max(0, start - 2), start))
            or (name[0] in TIMES and len(name) == 2)
        ):
            return None
        if not 2 <= len(name) <= 8 or name in self.automaton.places or any(p.role == "weak" for p in region):
            return None
        singles = all(len(p.word) == 1 for p in region) and 2 <= len(name) <= 4
        # jieba's HMM takes many an unknown brand for a place
        new = [p.word for p in region if p.role in ("brand", "place") and len(p.word) > 1]
        if not singles and all(word in self.automaton.places or is_word(word) for word in new):
            return None
        if name[0] in SURNAMES and len(name) <= 3 and not self._closes_trade(name):
            return None
        return start

    def _closes_trade(self, name: str) -> bool:
        return name[-2:] in self.automaton.trades

    # Names learned in this document

    def learned(self, run_names: Mapping[str, str], *, document: bool) -> None:
        """Names that the document or the run defines, and short forms of its full names, where they stand elsewhere."""
        forms = self._forms() if document else {}
        places, roles, suffixes = self.automaton.places, self.automaton.roles, self.automaton.suffixes
        forms = {f: t for f, t in forms.items() if f not in places and f not in roles and f not in suffixes}
        own = len(forms)
        for name, org_type in run_names.items():
            forms.setdefault(name, org_type)
        rules = dict.fromkeys(list(forms)[own:], "org.run.name")
        if not forms:
            return
        for name in sorted(forms, key=len, reverse=True):
            start = self.text.find(name)
            while start >= 0:
                end = start + len(name)
                known = self.by_end.get(end)
                if (
                    (known is None or known.start > start)
                    and not BUILDING.match(self.text, end)
                    and self._stands_free(start, end)
                ):
                    city = self._place_before(start)
                    begin = city.start if city else start
                    rule = rules.get(name, "org.document.short_form")
                    self.add(begin, end, rule, forms[name], priority=-1)
                start = self.text.find(name, end)

    def _forms(self) -> dict[str, str]:
        """What the document defines, its long names, and what clubs and firms are called for short; with their types."""
        forms = dict(self.defined)
        for c in [c for c in self.candidates if c.values.get("org_type") == "sports"]:
            name = self.text[c.start : c.end].removesuffix("队")
            club = name.removeprefix(leading_place(name, self.rulebook))
            if 2 <= len(club) < len(name) and self._club(club):
                forms.setdefault(club, "sports")
        for name, org_type in self.defined.items():
            if org_type == "company" and name[-2:] in self.automaton.trades:
                for short in short_forms(name, "", False):
                    forms.setdefault(short, org_type)
        for start, end, rule, org_type in self.formed:
            name = self.text[start:end]
            brand = rule == "org.suffix.brand"
            if brand or rule == "org.suffix.company":
                for short in short_forms(name, leading_place(name, self.rulebook), not brand):
                    forms.setdefault(short, org_type)
                if brand and len(name) > 3:
                    forms.setdefault(name, org_type)
            elif org_type != "sports" and len(name) > 5:
                forms.setdefault(name, org_type)
        return forms

    def _club(self, word: str) -> bool:
        """Whether a club can be called so without its place: 国安, but not 乒乓球."""
        return word not in self.automaton.suffixes and (not is_word(word) or word_tag(word)[:2] in ("nz", "ns", "nr"))


UNDERTAKINGS = ("工程", "项目", "计划", "系统", "专项")
TIMES = frozenset("年月日时晚早午今昨明")
FIRM_NOUNS = frozenset(
    [
        "企业",
        "公司",
        "厂商",
        "厂",
        "大厂",
        "品牌",
        "龙头",
        "独角兽",
        "券商",
        "车企",
        "药企",
        "供应商",
        "制造商",
        "开发商",
        "运营商",
        "赞助商",
        "承包商",
        "代工厂",
    ]
)
CLASSED = re.compile(f"(?:{'|'.join(sorted(FIRM_NOUNS))})$")
LEADING = frozenset(
    ["旗舰", "平台", "网站", "电商", "老字号", "中介", "车型", "轿车", "资料", "媒体", "博主", "作者", "来源", "图源"]
)
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷曲盛冉蓝路游辛靳管柴蒙鲍华喻祁房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇释桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
POSTS = frozenset(["党委", "党组", "团委", "纪委", "书记处", "党支部", "董事会", "监事会"])
POST_ENDS = frozenset("委组部会处科")
POST_TAIL = re.compile("副?(?:书记|主席)")
WARD_TAIL = re.compile("副?主任|护士长|专家")
CODE = re.compile("[（(][^）)]*[0-9]")
HAN_ONLY = re.compile("[\u4e00-\u9fff]+")
PARTNERING = frozenset(["联合", "携手", "会同"])
TITLED = frozenset("长任授席员士练裁理相人丈O")
PERSON_BEFORE = re.compile(
    r"(?:[局院部州市所会县区乡镇村校厂处科队团]长|主任|教授|主席|议员|博士|教练|总裁|经理|总理|首相|研究员|创[始办]人|负责人|发言人|主持人|方丈|CEO)$"
)
# Only firms end in these, so what stands before them is a name.
INNER_TRADES = frozenset(["金融", "数据", "环境", "制造", "农业", "信息"])
DOTS = frozenset("·-－")
SOMETIMES = frozenset(["新", "企业", *DOTS])  # they end most names, not all
# What a product is made of, not who makes it.
MATTER = frozenset(["电池", "材料", "新材料", "半导体", "动力电池", "储能", "储能电池"])
MATERIAL = re.compile(
    r"(?:离子|[锂钠钾镁铝锌铁铜镍钴锰钒硅硫磷氢氧氮碳钛镓锗锑铟铋]|烯|酸|[钛锰]矿|聚合物|半固态|全固态)$"
)
GROUPS = frozenset(["集团", "控股"])
LEGAL_SUFFIXES = frozenset(
    [
        "股份有限公司",
        "有限责任公司",
        "集团有限公司",
        "控股有限公司",
        "有限公司",
        "株式会社",
        "集团总公司",
        "合伙企业",
        "律师事务所",
        "会计师事务所",
    ]
)
SPORT = re.compile(
    r"(?:男子|女子|青年|少年)*(?:[棒垒足篮排冰网]球|橄榄球|乒乓球|羽毛球|龙舟|皮划艇|帆船|射箭|摔跤|柔道|拳击|跆拳道|马术|冰壶|滑雪|速滑|曲棍球|手球|水球|游泳|跳水|田径|体操|举重|射击|击剑|赛艇|自行车|攀岩|滑板|冲浪|轮滑|藤球|门球|台球|铁人三项|霹雳舞|电竞"
    r"|短道速滑|花样滑冰|花样游泳|艺术体操|电子竞技|象棋|围棋|桥牌)?(?:代表)?$"
)
NATIONAL = frozenset(["国家", "中国"])
DEPARTMENTS = frozenset(["分会", "专委会", "专业委员会", "事业部"])
RESEARCH = re.compile(r".*(?:研究[院所]|研究中心|实验室)")
DISTRICTS = frozenset("区县市镇乡州旗")
ORDINAL_END = re.compile(r"[一二三四五六七八九十〇零\d届批]$")
ORDINAL = re.compile(r"第[一二三四五六七八九十〇零\d]{1,4}[届批]?$")
_is_han = re.compile("[\u4e00-\u9fff]+").fullmatch
FOUNDED = re.compile(r"(?:成立|组建|共建|创办|设立|揭牌)了?$")
# Titles that end as papers do and are none.
REPORTS = (
    "公报",
    "年报",
    "月报",
    "季报",
    "简报",
    "通报",
    "海报",
    "情报",
    "预报",
    "财报",
    "汇报",
    "申报",
    "研报",
    "战报",
    "回报",
    "学报",
)
# The words before the last one of a Latin name, back to a word or mark that is Chinese.
LATIN_LEAD = re.compile(
    r"(?:^|[^\x00-\x7f]|[(:;,]) ?((?:(?:[A-Z][A-Za-z0-9.&'-]*|[a-z]+[A-Z][A-Za-z]*)(?: & )?(?: (?!$))?){1,3})$"
)
LATIN_BEFORE = re.compile("[A-Za-z] $")
JOURNALS = frozenset(["Nature", "Science", "Cell", "Advanced", "IEEE", "Applied"])
BUILDING = re.compile("[\u4e00-\u9fff]{0,2}(?:大楼|大厦|花园|嘉园|公寓|小区|豪庭|名苑)")  # 维冠|金龙大楼
MARKS = frozenset("，。、；：！？…“”‘’「」『』（）()《》〈〉【】[],;:!?|/\n　— ")
OPENING = {"）": "（", ")": "(", "”": "“"}
LATIN_BRACKET = re.compile(r" ?[（(][A-Z][A-Za-z&. 　]{3,30}[）)]")
# The class noun of an enumeration: the type of its members, and how a member ends that nobody knows.
CLASSES: dict[str, tuple[str, re.Pattern[str] | None]] = {
    "高校": ("education", re.compile(r"(?:大学|学院|大)$")),
    "院校": ("education", re.compile(r"(?:大学|学院|大)$")),
    "大学": ("education", re.compile(r"(?:大学|学院)$")),
    "院所": ("research", re.compile(r"[所院]$")),
    "研究所": ("research", re.compile(r"所$")),
    "医院": ("hospital", re.compile(r"医院$")),
    "媒体": ("media", re.compile(r"[报社网台]$")),
}
ITEM_LEAD = re.compile(r"旗下|所属|下属|包括|[了有为如被与和对]|以及")
SHORT_FORM = re.compile(r"称|原名|名为")
LEADS = re.compile(
    r"以及|包括|和|与|及|有|[\u4e00-\u9fff]{0,6}?(?:设备商|供应商|开发商|制造商|代工厂|业者|大厂|新创公司|初创公司|新创企业|初创企业)"
)
TITLE = re.compile(
    r"(?:原|前|副|总|执行|首席)?(?:董事|经理|总裁|总监|主任|院长|所长|股东|创始|创办|负责人|发言人|资讯长|技术长|法务长|执行长|运营长|营运长|财务长|主席|代表|集团|股票|股价|工程师|分析师|首席|高级|研究员|科学家|记者|官网|官方|方面|公告|年报|季报|旗下)"
)
LEGAL_FORM = re.compile(r"(?:股份|控股|集团)?(?:有限责任|有限|总)?公司$|集团$|(?:有限)?合伙企业$|(?:控股)?株式会社$")
LONGEST_LEGAL_FORM = 8
LEGAL_ENDS = ("公司", "集团", "合伙企业", "株式会社")
TRADE_WORDS = re.compile(
    r"(?:科技|生物|微电子|新材料?|海工|造船|医疗|食品|机器人|光电|激光|动力|航天|环境|新能源|医药|药业|制药|智能|资讯|存储|通讯|通信|电子|半导体|能源|证券|基金|投顾|金控|影视|乳业|地产|汽车|股份|信托|保险|资本"
    r"|传媒|文化|网络|软件|集团|教育|控股|酒店|投资|管理|技术|信息|材料|建设|产业|发展|实业|工业|开发|儿童|在线|机构"
    r"|精密|智造|智行|光学|光子|纳米|基因|制造|电气|电器|装备|环保|物流|锂业|种业|重工|化工|储能|电池|氢能|光伏|量子|健康|诊断|器械){1,4}$"
)


def without_legal_form(name: str) -> str:
    """A name without 股份有限公司 or the like at its end."""
    if not name.endswith(LEGAL_ENDS):
        return name
    match = LEGAL_FORM.search(name, max(0, len(name) - LONGEST_LEGAL_FORM))
    return name[: match.start()] if match else name


@lru_cache(maxsize=8192)
def short_forms(name: str, place: str, legal: bool) -> tuple[str, ...]:
    """What a firm is called for short: without its legal form, without its place, by its brand.

    Parameters
    ----------
    name
        The full name.
    place
        The place that it begins with, or "".
    legal
        Whether it has a legal form; only then the brand alone is a short form.

    >>> short_forms("苏州纳微科技股份有限公司", "苏州", True)
    ('苏州纳微科技', '纳微科技', '纳微', '苏州纳微')
    """
    core = without_legal_form(name)
    bare = core.removeprefix(place)
    brand = TRADE_WORDS.sub("", bare)
    forms = []
    if len(bare) > 1 and core != name:
        forms.append(core)
    if len(bare) >= 4 and brand and bare != core:
        forms.append(bare)
    if 2 <= len(brand) <= 4 and brand != bare and not is_word(brand) and _is_han(brand):
        forms.append(brand)
    if legal and place and 2 <= len(brand) <= 4 and place + brand != core:
        forms.append(place + brand)
    return tuple(forms)
