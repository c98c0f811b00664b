"""Who claims what: subject, object, organization, date and source of each claim.

The subject is found the way a reader finds it: a name in apposition behind the claim, the noun phrase before
是/成为/作为, what the clause before has just brought out (推出了X，是…), the topic of the sentence, the topic of the
sentence before. Patterns are held against `Document.plain`, where all marks are full width.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zhfacts.find.candidates import Candidate
from zhfacts.find.organizations import place_kinds
from zhfacts.rulebook import Rulebook
from zhfacts.segment import Document, is_word, word_tag

COPULA = re.compile(
    r"(?P<copula>是|成为|作为|属于|为(?!了|打造|建设|推动|实现|加快|创建|构建)|属|系|即|正是|就是|已是|便是|成了|当选为?|被誉为|被称为|称得上)"
    r"(?:[^，。；、的了是为]{0,8}|.{0,6}的)$"
)
MAKE = "推出|发布|研发|研制|开发|首创|打造|建立|建成|打通|上线|完成|创建|建设|生产|设立|成立|制造|诞生|举办|获得|拿到|提出|出版|开设|创办|发射|构建|下线|交付|启用"
MADE = re.compile(rf"(?:{MAKE}|实现|拥有|创下?|刷新|打破|填补|签署|采用|使用|形成)(?:出|了|成功|的)*[^，。；]{{0,6}}$")
BROUGHT_OUT = re.compile(rf"(?:{MAKE})(?:出|了)*(?P<thing>(?!的)(?:(?!{MAKE})[^，。；的了])+(?:的[^，。；的了]+)?)，$")
PREDICATE = re.compile(
    r"在(?!线|建|研|轨)|于|将|已(?!建成的)|可(?!再生|持续|靠|穿戴|移动|控|视|以|编程)|成功|正式|顺利|实现|完成|投产|投入|投用|亮相|开工|落户|落成|落地|诞生|启用|上线|获批|举行|开幕"
    r"|建成|竣工|通车|启动|问世|下线|揭牌|挂牌|获得|通过|突破|也|还|都|就(?!业|医|近|读)|并(?!购|联|网)|是|达到|达成|拥有|具备|从|让|把|使(?!用|命)|近日|日前|今天|首飞|首航|开业|开通|开建|开馆|运营"
    r"|由(?!来)|受到|完工|成立|提供|开始|进入|位于|覆盖|首次|昨|今"
)
MARKS = "，；。：！？"
PHRASE_END = re.compile(r"[，。；！？：、\n　]|——|--|（|$")
CLAUSE_STOP = re.compile(r"[，。；！？：\n　]|$")
SKIP = re.compile(
    r"(?:目前|如今|同时|其中|此外|另外|而且|而|但是?|因此|不过|随后|然而|并且?|据悉|据了解|据介绍|值得一提的是|与此同时|近年来|近日|日前|截至目前|多年来|现在|当前"
    r"|未来|事实上|不仅|其实|直到现在|届时|终于|当时|早在|自|从|以来|起|开始|期间|后的|前的|近|过去|连续|这次|眼下|最终|不久前|这几天|日前|[★▲●■·•\s　“”\"「」『』、，])+"
)
BYLINE = re.compile(r"[^，。；]{0,14}(?:消息|讯|电|报道)(?:（[^）]{0,20}）)?：?")
ADVERBIAL = re.compile(
    r"(?:在|从|随着|为了?|据|根据|对于?|通过|除|由于|作为|按照|围绕|截至|经过|凭借|依托|借助|针对|关于|面对|到|自|经|伴随|与|将|以(?!色列)|不仅|经济|如何|使用|采用|用于|得益)"
)
TRAILING = re.compile(
    r"(?:不仅|目前|已经|已|则|也|便|就|还|将|均|都|更|仍|仅|只|又|再次|再|首次|正式|继续|连续|一直|总体|整体|先后|并|以|在|的|同时|了|今日|昨日|近日|日前|亦|数量?[\d]|迅速|成功|上)+$"
)
PRONOUN = re.compile(
    r"(?:其|它|他们?|她|它们|我们|该(?:[\u4e00-\u9fff]{1,5})|本[\u4e00-\u9fff]{1,3}|此[\u4e00-\u9fff]{0,3}|这(?:[项款个家座台种条所是]?[\u4e00-\u9fff]{0,4})"
    r"|园区|公司|集团|学校|学院|医院|研究所|研究院|中心|企业|酒店|团队|项目)"
)
GENERIC_TYPES: dict[str, tuple[str, ...]] = {
    "园区": ("park",), "该园": ("park",), "该区": ("park",), "公司": ("company",), "集团": ("company",), "企业": ("company",),
    "该行": ("company",), "酒店": ("company",), "校": ("education",), "学院": ("education", "research"), "医院": ("hospital",),
    "该所": ("research",), "研究所": ("research",), "研究院": ("research",), "中心": ("research", "government", "other", "park"),
}  # fmt: skip
INTRODUCED = re.compile(r"一(?:款|种|个|项|台|套|座|条)(?P<thing>[\u4e00-\u9fffA-Za-z0-9\-]{2,16}?)(?=[，。；、的])")
QUOTED = re.compile(r"(?:“(?P<a>[^”]{2,40})”|「(?P<b>[^」]{2,40})」|《(?P<c>[^》]{2,40})》)")
LATIN_TAIL = re.compile(r"(?<=[\u4e00-\u9fff])(?P<name>[A-Za-z][A-Za-z0-9+\-]{2,}(?: ?[A-Za-z0-9+\-]+)*)$")
LATIN_HEAD = re.compile(r"^(?P<name>[A-Za-z][A-Za-z0-9+\-]{4,})(?P<rest>[\u4e00-\u9fff]{2,10})$")
MEASURED = re.compile(
    r"(?:^|[，、；])(?P<metric>[^，。；、\d]{2,14}?)(?:已|就|仅|更)?(?:达到?|超过?|为|突破|约|近|逾|增至|升至|占){1,2}[\d一二三四五六七八九十百千万亿]"
)
TAIWAN = ("台湾", "新台币", "行政院", "立法院", "金管会", "全台", "台股", "陆委会", "经济部")
HONG_KONG = ("特区政府", "港元", "港币", "全港", "立法会", "港铁")
SPEAKER = re.compile(
    r"(?:^|[，。；：”“」])(?P<who>[^，。；：“”「」]{2,40}?)(?:对此|近日|日前|也|还|则)?(?:表示|指出|透露|认为|强调|宣称|声称|坦言|介绍|(?<![号简俗又全名])称|说)"
)
SOURCE = re.compile(
    r"(?:据|根据|按照)(?!了解|悉|介绍)(?P<who>[^，。；]{2,20}?)(?:的?(?:最新)?(?:统计|报道|消息|调查|资料|测算|报告|数据|排名|显示|透露|介绍))"
)
REACH = 160  # characters that a clause is looked at, at most
MEMORY = 50  # claims before, of which one can tell the subject again
# Behind a claim stands one of these.
MAKERS = frozenset(["company", "park", "education", "research", "hospital", "association"])
ATTRIBUTE = re.compile(
    r"(?:量|额|率|值|面积|规模|价格|收入|长度|产能|成本|人数|时间|数量|占比|速度|营收|利润|比例|数据|结果|业内|全长|总长)$"
)
# Who decides or watches is not what is the first; a crowd is not one subject.
CROWD = re.compile(
    r"^(?:董事会|股东会|股东大会|法人|市场|业界|专家|分析师|会议|负责人|发言人|记者)$|等[^，。]{0,10}(?:企业|机构|单位|公司|部门|院校|高校)|^.{31,}$"
)
ABBREVIATED = re.compile(r"[（(](?:以下)?(?:简称|下称)[^）)]*[）)]?")
SAYING = re.compile(r"[^，。；]{0,6}(?:表示|指出|透露|认为|强调|介绍|称|说|显示)[，：]")
RELATIVE = re.compile(r"[出了过]?的")
# These are predicates also where 的 follows further on: 内蒙古有着丰富的资源.
MAIN_VERBS = frozenset(
    ["有", "有着", "拥有", "具有", "是", "为", "成为", "达到", "积极", "持续", "借助", "推动", "利用", "通过", "表示"]
)
PRODUCT = re.compile(r"[\u4e00-\u9fff]{0,4}[A-Za-z0-9+\-]+")
SINGLE_VERBS = frozenset(
    "获称赴达遭推建办设投拟供签购售开发创居占跌涨收报是有在为将已的与和及从向对被把让由于到使以因也都还就又则并且而或不未"
)
NO_NAME = re.compile(
    r"[逾约超近]?[\d一二三四五六七八九十](?!院)|[^（(]*[)）]|初期|现今|多个|许多|不少|一些|什么|如何|可以|这里|那里|记者|我们|他们|大家|人们|预计|标志|意味|力争|希望|要|如果|虽然|尽管"
    r"|.*(?:着|到|了|地|得|给|把|被|很|不|所)$"
)
VERBS = frozenset(
    [
        "获得",
        "成功",
        "采用",
        "位居",
        "推出",
        "发布",
        "实现",
        "完成",
        "突破",
        "打造",
        "成为",
        "表示",
        "装备",
        "支持",
        "建立",
        "集聚",
        "引领",
        "发展",
        "开发",
        "距离",
        "位于",
        "全长",
        "占地",
        "覆盖",
        "领先",
        "达",
        "达到",
        "约",
        "超",
        "超过",
        "有",
        "有着",
        "拥有",
        "大力",
        "布局",
        "奋力",
        "积极",
        "努力",
        "全力",
        "荣获",
        "通过",
        "研发",
        "研制",
        "建设",
        "聚焦",
        "连续",
        "在",
        "的",
        "是",
        "以",
        "被",
        "已",
        "将",
        "不断",
        "持续",
        "共有",
        "共",
        "入选",
        "举办",
        "举行",
        "主打",
        "搭载",
        "携手",
        "和",
    ]
)


def link_claims(
    doc: Document,
    claims: Sequence[Candidate],
    organizations: Sequence[Candidate],
    dates: Sequence[Candidate],
    rulebook: Rulebook,
) -> None:
    """Fill the columns of each claim that need the sentence and the document.

    Parameters
    ----------
    doc
        The normalized text.
    claims, organizations, dates
        The winners of each family, in text order; claims are completed in place.
    rulebook
        For the names of places.
    """
    if not claims:
        return
    home: str | None = None
    linker = _Linker(doc, organizations, dates, place_kinds(rulebook))
    for i, claim in enumerate(claims):
        linker.fill(claim, claims[max(0, i - MEMORY) : i])
        v = claim.values
        if v["scope_place"] == "home":
            v["scope_place"] = home = home or _home(doc.text)
        v["first_in_china"] = (
            (v["kind"] in ("first", "only", "earliest", "gap") or v["rank"] == 1)
            and (v["scope"] == "global" or (v["scope"] == "national" and v["scope_place"] == "中国"))
            and v["status"] in ("asserted", "reported")
        )


def _home(text: str) -> str:
    """The country or place that 国内, 全国 and 我国 speak of in this article."""
    if sum(map(text.count, TAIWAN)) >= 2:
        return "台湾"
    return "香港" if sum(map(text.count, HONG_KONG)) >= 2 else "中国"


class Frame(NamedTuple):
    """Who (subject) is the first, only, greatest what (object)."""

    subject: str | None
    object: str | None


class _Linker:
    """What the steps of one document share."""

    def __init__(
        self,
        doc: Document,
        organizations: Sequence[Candidate],
        dates: Sequence[Candidate],
        places: Mapping[str, str],
    ) -> None:
        self.doc = doc
        self.places = places
        self.text = doc.text
        self.plain = doc.plain
        self.organizations = organizations
        self.org_starts = [c.start for c in organizations]
        self.names: dict[str, str] = {}  # each text that is an organization, and its name
        for c in organizations:
            self.names.setdefault(self.text[c.start : c.end], c.values["name"])
        self.org_at = {c.start: c for c in organizations}
        self.org_ends = {c.end: c for c in organizations}
        self.dates = dates
        self.date_starts = [c.start for c in dates]
        self.date_at = {c.start: c.end for c in dates}
        self.topics: dict[int, str | None] = {}
        self.topics_of_claim: dict[tuple[int, int], str | None] = {}  # by sentence part and limit
        self.told: Candidate | None = None  # the claim before
        counted = Counter(c.values["name"] for c in organizations if c.values["org_type"] in MAKERS)
        common = counted.most_common(1)
        main = common and common[0][1] >= 5 and common[0][1] * 2 >= counted.total()
        self.main_organization: str | None = common[0][0] if main else None

    def fill(self, claim: Candidate, earlier: Sequence[Candidate]) -> None:
        """Complete one claim; `earlier` are the claims before it."""
        start, end = self.doc.sentence_span(claim.start)
        v = claim.values
        part = max(start, self.plain.rfind("；", start, claim.start) + 1)
        frame = self._frame(claim, part)
        v["subject"], v["object"] = frame
        v["sentence_text"] = self.text[start:end].strip()
        if earlier:
            self._inherit(claim, earlier)
        v["org"] = self._organization(claim, v["subject"], part)
        v["date"] = self._date(claim, start)
        self.told = claim
        self.topics_of_claim.clear()
        v["attributed_to"] = self._source(claim, start) if v["status"] == "reported" else None

    def _frame(self, claim: Candidate, part: int) -> Frame:
        kind, rule = claim.values["kind"], claim.rule
        if rule == "claim.earliest.shuaixian":
            return Frame(self._subject(claim, part), self._clause_rest(claim.end))
        if kind == "gap":
            return Frame(self._subject(claim, part), self._gap_object(claim))
        phrase, name = self._object(claim)
        if kind == "rank" and rule != "claim.rank.n_da":
            if rule == "claim.rank.verb" or not phrase:
                metric, subject = self._ranked(claim, part)
                return Frame(subject, metric or phrase)
            if name is None and not COPULA.search(self._before(claim, part)):
                return Frame(self._topic_of_sentence(part, claim.start), phrase)
        if rule == "claim.superlative.lead" and not phrase:
            return Frame(self._subject(claim, part), self._field(claim, part))
        if rule == "claim.superlative.record":
            return Frame(self._topic_of_sentence(part, claim.start), self._record(claim, part))
        subject = name or self._subject(claim, part)
        if rule == "claim.first.shouchuang" and subject is None:
            return Frame(phrase, None)
        return Frame(subject, phrase)

    def _inherit(self, claim: Candidate, earlier: Sequence[Candidate]) -> None:
        """A claim right behind another is about the same thing; one told before keeps its subject."""
        v, last = claim.values, earlier[-1]
        between = self.plain[last.end : claim.start]
        if len(between) <= 24 and "。" not in between and (between.startswith(("、", "，")) or "的" not in between):
            listed = between.startswith("、") or re.search(r"[，、](?:也|并|同时|更|且)", between)
            if v["subject"] is None or (listed and last.values["subject"] and v["kind"] == last.values["kind"]):
                v["subject"] = last.values["subject"] or v["subject"]
            if last.values["object"] is None and between.startswith("、"):
                last.values["object"] = v["object"]
        if v["subject"] is None and v["object"]:
            for other in earlier:
                o = other.values
                if o["object"] == v["object"] and o["kind"] == v["kind"] and o["scope"] == v["scope"] and o["subject"]:
                    v["subject"] = o["subject"]

    def _before(self, claim: Candidate, part: int) -> str:
        """The text of the clause before the claim."""
        return self.plain[self._clause_start(claim.start, part) : claim.start]

    def _find(self, mark: re.Pattern[str], position: int) -> re.Match[str]:
        """The next mark, or the end of what is looked at."""
        return mark.search(self.plain, position, position + REACH)  # type: ignore[return-value]  # it matches the end

    def _clause_start(self, position: int, floor: int) -> int:
        floor = max(floor, position - REACH)
        return max(floor, *(self.plain.rfind(mark, floor, position) + 1 for mark in MARKS))

    # The object

    def _object(self, claim: Candidate) -> tuple[str | None, str | None]:
        """The noun phrase behind the trigger, and a name that stands in apposition to it."""
        text, start = self.text, claim.end
        de = text[start : start + 1] in ("的", "之")
        quoted = QUOTED.match(text, start + de)
        if quoted:
            name = quoted["a"] or quoted["b"] or quoted["c"]
            return (None, name) if claim.rule == "claim.first.shouchuang" else (name, None)
        start += de
        if self.plain[start : start + 1] == "、":
            return self._listed_object(start), None
        if claim.values["kind"] == "only" and text[start : start + 2] in ("一款", "一家", "一个", "一座", "一所"):
            start += 2
        end = self._relative_end(start)
        phrase_end = self._noun_phrase_end(start, end)
        phrase = re.sub(r"(?:之一|的)+$", "", text[start:phrase_end])
        if not re.search("[“「『]", phrase):
            phrase = phrase.rstrip("”」』")
        if self.plain.startswith("——", phrase_end):
            apposed = CLAUSE_STOP.split(self.plain[phrase_end + 2 : phrase_end + 40], maxsplit=1)[0]
            return phrase or None, re.split("的|是", apposed)[0] or None
        behind = self.org_at.get(phrase_end + 1)
        if (
            behind is not None
            and self.plain[phrase_end] == "，"
            and self.plain[behind.end : behind.end + 1] in "（；。"
        ):
            return phrase or None, str(behind.values["name"])
        phrase, name = self._apposition(start, phrase)
        return phrase.strip("“”「」 ") or None, name

    def _relative_end(self, start: int) -> int:
        """The end of the clause; where a relative clause with a comma goes on to its noun, the end of that."""
        m = self._find(PHRASE_END, start)
        end = m.start()
        while self.plain[end : end + 1] == "、" and end - start < REACH and "的" not in self.text[start:end]:
            nxt = self._find(PHRASE_END, end + 1)
            stop = nxt.start()
            if "的" not in self.text[end:stop] and self.plain[stop : stop + 1] != "、":
                return end
            end = stop
        if self.plain[end : end + 1] == "，" and "的" not in self.text[start:end] and self._verbal(start):
            nxt = self._find(CLAUSE_STOP, end + 1)
            stop = nxt.start()
            if re.fullmatch(r"(?:同时|并|且)[^，。；]*的[^，。；的]{2,16}", self.plain[end + 1 : stop]):
                return stop
        return end

    def _verbal(self, start: int) -> bool:
        return start < len(self.text) and word_tag(self.text[start : self.doc.token_at(start)[1]]) == "v"

    def _listed_object(self, start: int) -> str | None:
        """世界截面最大、长度最长的海底电缆: the noun stands behind the last of the row."""
        m = self._find(CLAUSE_STOP, start)
        end = m.start()
        de = self.text.find("的", start, end)
        if de < 0:
            return None
        return self.text[de + 1 : self._noun_phrase_end(de + 1, end)] or None

    def _noun_phrase_end(self, start: int, end: int) -> int:
        """Where the noun phrase ends and the predicate begins."""
        text = self.text
        last_de = text.rfind("的", start, end)
        for m in PREDICATE.finditer(text, start, end):
            at = m.start()
            if at < start + 2:
                continue
            ts, te = self.doc.token_at(at)
            if ts < at and is_word(text[ts:te]):
                continue
            words = [text[max(s, start) : min(e, at)] for s, e in self.doc.tokens(start, at)]
            tag = word_tag(words[-1]) if words else ""
            nominal = tag.startswith("n") or tag in ("vn", "j", "eng", "x", "l")
            if last_de > at and (not nominal or sum(map(len, words)) < 4):
                continue
            return at
        return end

    def _apposition(self, start: int, phrase: str) -> tuple[str, str | None]:
        """运营商沃达丰, 手机ZTE802, GigabitPhone千兆手机: the class and the name."""
        end = start + len(phrase)
        for org in self.organizations[bisect_right(self.org_starts, start) : bisect_left(self.org_starts, end)]:
            head, tail = self.text[start : org.start], self.text[org.end : end]
            if len(head) > 1 and "的" not in tail and self._nominal(org.start - 1):
                product = PRODUCT.match(tail)
                return head, self.text[org.start : org.end] + (product.group() if product else "")
        m = LATIN_TAIL.search(phrase)
        if m and m.start() > 1:
            return phrase[: m.start()], m["name"]
        m = LATIN_HEAD.match(phrase)
        if m:
            return m["rest"], phrase
        quoted = QUOTED.search(phrase)
        if quoted and quoted.start() > 2 and quoted.end() == len(phrase):
            return phrase[: quoted.start()], quoted["a"] or quoted["b"] or quoted["c"]
        ended = self.org_ends.get(end)
        if ended is not None and ended.start >= start:
            return phrase, str(ended.values["name"])
        return phrase, None

    def _nominal(self, position: int) -> bool:
        """Whether the token at `position` is a noun or a name."""
        word = self.text[slice(*self.doc.token_at(position))]
        return word_tag(word)[0] in "nj" or word_tag(word) in ("vn", "eng", "x", "l", "zg")

    def _clause_rest(self, start: int) -> str | None:
        m = self._find(CLAUSE_STOP, start)
        rest = self.text[start : m.start()]
        return re.split(r"并(?![联购网])|[”」]", rest)[0].strip() or None

    def _gap_object(self, claim: Candidate) -> str | None:
        text = self.text[claim.start : claim.end]
        m = re.search(r"填补[了上过]?(?P<what>.*?)的?(?:一次|一项)?(?:历史)?(?:空白|缺口)$", text)
        if m:
            what = re.sub(r"^(?:我国|国内外?|世界|国际|全国|中国|全球|行业|该领域|这一领域|在)+", "", m["what"])
            what = re.sub(r"^没有|的$", "", what)
            return what if len(what) > 2 else None
        if "突破" in text:
            before = self.plain[self._clause_start(claim.start, 0) : claim.start]
            return re.sub(r"^.*(?:实现|取得|完成|达成)了?", "", before).rstrip("的“") or None
        return None

    def _field(self, claim: Candidate, part: int) -> str | None:
        """在通用场景28项任务上做到行业领先: the field in which somebody leads."""
        m = re.search(r"在(?P<field>[^，。；]{2,20}?)(?:上|中|方面|领域|里)", self._before(claim, part))
        return m["field"] if m else None

    def _record(self, claim: Candidate, part: int) -> str | None:
        """What was done for the record: the clause before."""
        clause = self._clause_start(claim.start, part)
        if clause <= part:
            return None
        before = self._clause_start(clause - 1, part)
        return self.text[before : clause - 1].strip() or None

    def _ranked(self, claim: Candidate, part: int) -> tuple[str | None, str | None]:
        """What is ranked (综合竞争力) and who ranks (the topic)."""
        clause = self._clause_start(claim.start, part)
        before = self.text[clause : claim.start]
        if "、" in before:
            clause += before.rfind("、") + 1
            before = self.text[clause : claim.start]
        clause = min(claim.start, self._skip(clause))
        before = TRAILING.sub("", self.text[clause : claim.start])
        if before:
            for end in range(len(before), 1, -1):
                org = self.org_ends.get(clause + end)
                if org is not None and org.start >= clause:
                    return before[end:].lstrip("的") or None, str(org.values["name"])
            metric = before[before.rfind("的") + 1 :]
            lead = self._leading_place(metric)
            if lead:
                return metric[len(lead) :].lstrip("的"), lead
            topic = self._topic(part, clause) if clause > part else None
            return metric or None, topic or self._topic_before(part) or metric
        topic = self._topic(part, claim.start, attributes=True) or self._topic_of_sentence(part, claim.start)
        measured = None
        for m in MEASURED.finditer(self.plain, part, claim.start):
            measured = m["metric"]
        lead = self._leading_place(topic) if topic else ""
        if topic and lead:
            return measured or topic[len(lead) :].lstrip("的"), lead
        return measured, topic

    def _leading_place(self, phrase: str) -> str:
        """The place or country that a longer phrase begins with."""
        for length in range(min(8, len(phrase) - 1), 1, -1):
            if phrase[:length] in self.places or phrase[:length] in ("我国", "全国"):
                return phrase[:length]
        return ""

    # The subject

    def _subject(self, claim: Candidate, part: int) -> str | None:
        clause = self._clause_start(claim.start, part)
        before = self.plain[clause : claim.start]
        copula = COPULA.search(before)
        if before[:1] == "从" and not copula:
            after = self._find(CLAUSE_STOP, claim.end)
            while after.group() == "，" and after.end() < claim.end + REACH:
                phrase = self._noun_phrase(after.end())
                if phrase:
                    return self._resolve(phrase, claim.start)
                after = self._find(CLAUSE_STOP, after.end())
        if copula:
            name = self._phrase_before(clause, clause + copula.start())
            if copula["copula"] == "作为" and not name:
                after = self._find(CLAUSE_STOP, claim.end)
                if after.group() == "，":
                    return self._resolve(self._noun_phrase(after.end()), claim.start)
            if not name and copula["copula"] == "是" and clause > part:
                brought = BROUGHT_OUT.search(self.plain, part, clause)
                if brought:
                    thing = brought["thing"]
                    latin = LATIN_TAIL.search(thing)
                    return latin["name"] if latin else thing
            return name or self._topic_of_sentence(part, clause)
        if claim.values["kind"] in ("earliest", "gap"):
            name = self._phrase_before(clause, claim.start) if claim.rule.endswith("shuaixian") else None
            return name or self._topic_of_sentence(part, claim.start)
        if claim.rule == "claim.superlative.lead" and before and not MADE.search(before):
            brought = BROUGHT_OUT.search(self.plain, part, clause)
            if brought:
                latin = LATIN_TAIL.search(brought["thing"])
                return latin["name"] if latin else brought["thing"]
            return self._topic_of_sentence(part, claim.start)
        if "次" in self.text[claim.start : claim.end]:
            return self._phrase_before(clause, claim.start) or self._topic_of_sentence(part, clause)
        if claim.values["status"] == "planned" and not MADE.search(before):
            return self._topic_of_sentence(part, claim.start)
        made = MADE.search(before)
        if made and not before.endswith("的") and not made.group().startswith(("打造", "采用", "使用", "建设", "建立")):
            topic = self._topic_of_sentence(part, claim.start)
            if topic and any(text in topic for text in self.names):
                return topic
        return None

    def _topic_of_sentence(self, part: int, limit: int) -> str | None:
        if (part, limit) not in self.topics_of_claim:
            self.topics_of_claim[part, limit] = self._find_topic(part, limit)
        return self.topics_of_claim[part, limit]

    def _find_topic(self, part: int, limit: int) -> str | None:
        last = self.told
        if last is not None and part <= last.start and last.end <= limit:
            behind = self._find(CLAUSE_STOP, last.end).end()
            told = last.values["subject"] or last.values["object"]
            return (self._topic(behind, limit) if behind < limit else None) or told
        return self._topic(part, limit) or self._topic_before(part)

    def _phrase_before(self, start: int, end: int) -> str | None:
        """The name or noun phrase that ends at `end`, within its clause."""
        head = TRAILING.sub("", self.text[start:end])
        end = start + len(head)
        org = self.org_ends.get(end)
        if org is not None and org.start >= start:
            return str(org.values["name"])
        at = self._skip(start)
        if at >= end:
            return None
        de = self._skip(self.text.rfind("的", at, end) + 1)
        if de >= end:
            return None
        phrase = self.text[max(at, de) : end]
        if "的" not in self.text[at:end]:
            phrase = self._noun_phrase(start, end) or ""
        phrase = phrase.strip('，, “”"「」')
        if (len(phrase) < 2 and phrase != "其") or NO_NAME.match(phrase):
            return None
        return self._resolve(phrase, start)

    def _topic(self, start: int, limit: int, attributes: bool = False) -> str | None:
        """The subject that is overt nearest before `limit`; adverbial clauses, bylines and attributes are no subjects."""
        byline = BYLINE.match(self.plain, start)
        if byline and byline.group().endswith("：") and byline.end() < limit:
            start = byline.end()
        bounds = [
            start,
            *(m.end() for m in CLAUSE_STOP.finditer(self.plain, max(start, limit - REACH), limit) if m.end() < limit),
        ]
        for position in reversed(bounds):
            at = self._skip(position)
            end = min(limit, self._stop(at, limit))
            if at >= end or ADVERBIAL.match(self.plain, at):
                continue
            phrase = self._noun_phrase(position, end)
            holder = self.org_at.get(at)
            if phrase and holder is not None and ATTRIBUTE.search(phrase):
                return str(holder.values["name"])
            if (
                phrase
                and (attributes or not ATTRIBUTE.search(phrase))
                and not CROWD.search(phrase)
                and not self._bare_verb(at, end)
            ):
                if SAYING.match(self.plain, self.text.find(phrase, at) + len(phrase)) and position < bounds[-1]:
                    continue
                return self._resolve(phrase, start)
        return None

    def _bare_verb(self, at: int, end: int) -> bool:
        """Whether a clause begins with its verb, the subject dropped: 开发出…, 用于…."""
        if at in self.org_at:
            return False
        word = self.text[at : self.doc.token_at(at)[1]]
        verb = (word_tag(word) in ("v", "vd", "d") and is_word(word)) or word in VERBS
        return verb and not self._hangs(at + len(word), end)

    def _topic_before(self, position: int) -> str | None:
        """The topic of the sentence (or the part of it up to ；) before, two back at most."""
        index = self.doc.sentence_index(position)
        sentence = self.doc.sentences[index][0]
        if position > sentence:
            topic = self._topic(sentence, position)
            if topic:
                return topic
        for i in range(index - 1, max(-1, index - 3), -1):
            start, end = self.doc.sentences[i]
            if start not in self.topics:
                self.topics[start] = None  # a circle of pronouns ends here
                self.topics[start] = self._topic(start, end)
            if self.topics[start]:
                return self.topics[start]
        return None

    def _skip(self, position: int) -> int:
        """Past discourse words and dates."""
        while True:
            m = SKIP.match(self.plain, position)
            if m:
                position = m.end()
            elif position in self.date_at:
                position = self.date_at[position]
            else:
                return position

    def _noun_phrase(self, position: int, limit: int | None = None) -> str | None:
        """The noun phrase that begins a clause; of a relative clause, the noun that it hangs on."""
        position = self._skip(position)
        text, plain = self.text, self.plain
        org = self.org_at.get(position)
        end = org.end if org is not None else position
        limit = min(len(text), position + 48) if limit is None else limit
        while end < limit and plain[end] not in MARKS and plain[end] != "\n":
            if plain[end] == "（":
                close = plain.find("）", end, end + 30)
                if close < 0:
                    break
                end = close + 1
                continue
            if end in self.org_at and self.org_at[end].end <= limit and end > position:
                end = self.org_at[end].end
                continue
            if end in self.date_at and end > position:
                break
            if text[end] in "“”「」·、 ":
                end += 1
                continue
            token = self.doc.token_at(end)
            word = text[end : token[1]]
            if (
                org is not None
                and end == org.end
                and len(word) == 1
                and word not in SINGLE_VERBS
                and "\u4e00" <= word <= "\u9fff"
            ):
                end = token[1]  # 信达生物托|莱西单抗: a product's name that jieba cannot know
                continue
            if word in VERBS or (word_tag(word) in ("v", "vd", "d", "p", "r", "c", "ad", "ul") and is_word(word)):
                begins = end == position and (word[0] in "该这此本其它" or (org is None and len(word) == 2))
                if not (word == "的" or begins):
                    direct = org is None or RELATIVE.match(text, token[1]) is not None
                    if not direct or word in MAIN_VERBS or not self._hangs(token[1], limit):
                        break
                end = token[1]
                continue
            end = token[1]
        phrase = TRAILING.sub("", text[position:end])
        phrase = ABBREVIATED.sub("", phrase[phrase.rfind("的") + 1 :]).strip('“”"「」、 ')
        ended = self.org_ends.get(position + len(TRAILING.sub("", text[position:end])))
        if ended is not None and ended.start >= position and len(phrase) > ended.end - ended.start:
            return str(ended.values["name"])
        return phrase if (len(phrase) >= 2 and not NO_NAME.match(phrase)) or phrase == "其" else None

    def _stop(self, position: int, limit: int) -> int:
        m = self._find(CLAUSE_STOP, position)
        return min(limit, m.start())

    def _hangs(self, position: int, limit: int) -> bool:
        """Whether a verb stands in a relative clause: 润迈德研发的…系统."""
        de = self.text.find("的", position, self._stop(position, limit))
        return 0 <= de - position <= 12

    def _resolve(self, phrase: str | None, position: int) -> str | None:
        """A pronoun or generic noun to the name that it stands for."""
        if phrase is None or not PRONOUN.fullmatch(phrase):
            return phrase
        last = bisect_left(self.org_starts, position)
        before = self.organizations[max(0, last - 4 * MEMORY) : last]
        for generic, types in GENERIC_TYPES.items():
            if phrase.endswith(generic):
                same = [o for o in before if o.values["org_type"] in types]
                ending = [o for o in same if self.text[o.start : o.end].endswith(generic)]
                found = ending or same
                return str(found[-1].values["name"]) if found else phrase
        if phrase.startswith(("这", "该")):
            thing = re.sub(r"^(?:这|该)[项款个家座台种条所]?", "", phrase)
            for m in reversed(list(INTRODUCED.finditer(self.plain, max(0, position - 200), position + 120))):
                return m["thing"]
            if len(thing) >= 2:
                return phrase
        return self._topic_before(position)

    # Organization, date, source

    def _organization(self, claim: Candidate, subject: str | None, part: int) -> str | None:
        """The organization behind the claim: in the subject, in the sentence, in those before, of the whole article."""
        if subject:
            for text, name in self.names.items():
                if len(name) >= 2 and (name in subject or text in subject):
                    return name
        if claim.values["object"] is None and subject is None:
            return None  # a catch-word (有不少“全国首例”)
        topic = self._topic_of_sentence(part, claim.start)
        if topic in self.names and any(
            o.values["org_type"] in MAKERS for o in self.organizations if o.values["name"] == topic
        ):
            return topic
        sentence = self.doc.sentence_index(claim.start)
        for i, start in ((sentence, part), (sentence, None), (sentence - 1, None), (sentence - 2, None)):
            if i < 0:
                break
            begin, end = self.doc.sentences[i]
            if "\n" in self.text[begin : claim.start]:
                break  # another paragraph
            first = bisect_left(self.org_starts, begin if start is None else start)
            for org in self.organizations[first : bisect_left(self.org_starts, min(end, claim.end + 30))]:
                if org.values["org_type"] in MAKERS:
                    return str(org.values["name"])
        return self.main_organization

    def _date(self, claim: Candidate, sentence: int) -> str | None:
        """The value of the last date of the sentence before the claim."""
        i = bisect_left(self.date_starts, claim.start) - 1
        while i >= 0 and self.dates[i].start >= sentence:
            if self.dates[i].values["date_type"] in ("date", "time", "range"):
                return str(self.dates[i].values["value"])
            i -= 1
        return None

    def _source(self, claim: Candidate, sentence: int) -> str | None:
        """Who says so."""
        lead = self.plain[sentence : claim.start]
        m = SOURCE.search(lead) or SPEAKER.search(lead)
        return SKIP.sub("", m["who"], count=1).strip('“”" 　') or None if m else None
