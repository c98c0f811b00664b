"""Who claims what: subject, object, organization, date and source of each claim.

The subject is found the way a reader finds it: an apposition behind the claim, the noun phrase before 是/成为/作为,
the topic of the sentence, the topic of the sentence before.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from zhfacts.find.candidates import Candidate
from zhfacts.segment import Document, is_word, word_tag

COPULA = re.compile(
    r"(?P<copula>是|成为|作为|属于|为|属|系|即|正是|就是|已是|便是|成了|当选为?|被誉为|被称为|称得上)"
    r"(?P<between>(?:目前|至今|迄今|当时|如今|一家|一座|一个|截至目前|现今|当前|当今|目前为止|唯一|一种|一项|一款|一个|我国|世界上|[\d年月以来]){0,3}|[^，。；、的了是为]{0,8})$"
)
MADE = re.compile(
    r"(?:推出|发布|研发|研制|开发|首创|打造|建立|建成|打通|上线|完成|创建|建设|生产|设立|成立|制造|诞生|举办|获得|拿到|实现|拥有|出版|签署|开设|创办|发射|构建|采用|使用|形成|创下?|刷新|打破)"
    r"(?:出|了|成功|的)*[^，。；]{0,6}$"
)
PREDICATE = re.compile(
    r"在(?!线|建|研|轨)|于|将|已(?!建成的)|可(?!再生|持续|靠|穿戴|移动|控|视|以|编程)|成功|正式|顺利|实现|完成|投产|投入|投用|亮相|开工|落户|落成|落地|诞生|启用|上线|获批|举行|开幕"
    r"|建成|竣工|通车|启动|问世|下线|揭牌|挂牌|获得|通过|突破|也|还|都|就(?!业|医|近|读)|并(?!购|联|网)|是|达到|达成|拥有|具备|从|让|把|使(?!用|命)|近日|日前|今天|首飞|首航|开业|开通|开建|开馆|运营|来|由(?!来)|受到|完工|成立"
)
OBJECT_END = re.compile(r"[，。；！？：\n　]|——|--|（|\(|$")
SKIP = re.compile(
    r"(?:目前|如今|同时|其中|此外|另外|而且|而|但是?|因此|不过|随后|然而|并且?|据悉|据了解|据介绍|值得一提的是|与此同时|近年来|近日|日前|截至目前|多年来|现在|当前|这次|如今|"
    r"未来|事实上|不仅|其实|直到现在|届时|终于|当时|经过.{0,10}?|到|早在|自|从|以来|起|开始|期间|[★▲●■·•\s　“”\"「」『』]|[，,、])+"
)
ADVERBIAL = re.compile(r"(?:在|从|随着|为了?|据|根据|对于?|通过|除|由于|作为|按照|围绕|截至|经过|凭借|依托|借助|针对|关于|面对|到|自|经|伴随|与|将)")
TRAILING = re.compile(r"(?:不仅|目前|已经|已|则|也|便|就|还|将|均|都|更|仍|仅|只|又|再次|再|首次|正式|继续|连续|一直|总体|整体|先后|并|以|在|的|同时|了)+$")
PRONOUN = re.compile(
    r"(?:其|它|他们|它们|该[\u4e00-\u9fff]{1,4}|本[\u4e00-\u9fff]{1,3}|此[\u4e00-\u9fff]{0,3}|这[项款个家座台种条所是]?[\u4e00-\u9fff]{0,4}|园区|公司|集团|学校|学院|医院|研究所|研究院|中心|企业|酒店|我们|团队|项目|目前)"
)
GENERIC_TYPES = {
    "园区": ("park",), "该园": ("park",), "该区": ("park",), "公司": ("company",), "集团": ("company",), "企业": ("company",),
    "该行": ("company",), "酒店": ("company",), "校": ("education",), "学院": ("education", "research"), "医院": ("hospital",), "该所": ("research",),
    "研究所": ("research",), "研究院": ("research",), "中心": ("research", "government", "other", "park"),
}  # fmt: skip
INTRODUCED = re.compile(r"一(?:款|种|个|项|台|套|座|条)(?P<thing>[\u4e00-\u9fffA-Za-z0-9\-]{2,16}?)(?=[，。；、]|的)")
QUOTED = re.compile(r"^(?:的)?(?:“(?P<a>[^”]{2,40})”|「(?P<b>[^」]{2,40})」|《(?P<c>[^》]{2,40})》)")
LATIN_TAIL = re.compile(r"(?<=[\u4e00-\u9fff])(?P<name>[A-Za-z][A-Za-z0-9+\-]{2,}(?: ?[A-Za-z0-9+\-]+)*)$")
LATIN_HEAD = re.compile(r"^(?P<name>[A-Za-z][A-Za-z0-9+\-]{4,})(?P<rest>[\u4e00-\u9fff]{2,10})$")
METRIC_TAIL = re.compile(r"(?P<metric>[\u4e00-\u9fffA-Za-z]{2,16}?)(?:继续|连续|一直|[\d一二三四五六七八九十]+年|已|均|都|也|亦|再次|多年|常年|稳定|双双|总体|整体)*$")
ACTING = frozenset(["company", "park", "education", "research", "hospital", "association", "media", "other", "sports", "international", "government", "military"])
TAIWAN = re.compile(r"台湾|新台币|行政院|立法院|金管会|全台|台股|陆委会|经济部")
HONG_KONG = re.compile(r"特区政府|港元|港币|全港|立法会|港铁")
SPEAKER = re.compile(
    r"(?:^|[，。；：”“」])(?P<who>[^，。；：“”「」]{2,30}?)(?:[^，。；：“”「」]{0,6})(?:表示|指出|透露|认为|强调|宣称|声称|坦言|介绍|称|说)"
)
SOURCE = re.compile(r"(?:据|根据|按照)(?!了解|悉|介绍)(?P<who>[^，。；]{2,20}?)(?:的?(?:最新)?(?:统计|报道|消息|调查|资料|测算|报告|数据|排名|显示|透露|介绍))")


def link_claims(
    doc: Document,
    claims: Sequence[Candidate],
    organizations: Sequence[Candidate],
    dates: Sequence[Candidate],
) -> None:
    """Fill the columns of each claim that need the sentence and the document.

    Parameters
    ----------
    doc
        The normalized text.
    claims, organizations, dates
        The winners of each family, in text order; claims are completed in place.
    """
    if not claims:
        return
    home = _home(doc.text)
    linker = _Linker(doc, organizations, dates)
    before: Candidate | None = None
    for claim in claims:
        linker.fill(claim, before)
        v = claim.values
        if v["scope_place"] == "home":
            v["scope_place"] = home
        v["first_in_china"] = (
            (v["kind"] in ("first", "only", "earliest", "gap") or v["rank"] == 1)
            and (v["scope"] == "global" or (v["scope"] == "national" and v["scope_place"] == "中国"))
            and v["status"] in ("asserted", "reported")
        )
        before = claim


def _home(text: str) -> str:
    """The country or place that 国内, 全国 and 我国 speak of in this article."""
    if len(TAIWAN.findall(text)) >= 2:
        return "台湾"
    return "香港" if len(HONG_KONG.findall(text)) >= 2 else "中国"


class _Linker:
    def __init__(self, doc: Document, organizations: Sequence[Candidate], dates: Sequence[Candidate]) -> None:
        self.doc = doc
        self.text = doc.text
        self.organizations = organizations
        self.org_starts = [c.start for c in organizations]
        self.org_at = {c.start: c for c in organizations}
        self.org_ends = {c.end: c for c in organizations}
        self.dates = dates
        self.date_starts = [c.start for c in dates]
        self.date_at = {c.start: c.end for c in dates}
        self.topics: dict[int, str | None] = {}

    def fill(self, claim: Candidate, before: Candidate | None) -> None:
        text = self.text
        start, end = self.doc.sentence_span(claim.start)
        v = claim.values
        kind: str = v["kind"]
        np, appositive = self._object(claim)
        subject = appositive
        if kind == "rank" and claim.rule == "claim.rank.verb":
            metric, subject = self._ranked(claim, start)
            obj = metric or np
        elif kind == "rank" and claim.rule == "claim.rank.ordinal" and not np:
            metric, subject = self._ranked(claim, start)
            obj = metric
        elif kind == "gap":
            obj = self._gap_object(claim)
            subject = self._subject(claim, start)
        else:
            obj = np
            subject = subject or self._subject(claim, start)
        if kind == "first" and claim.rule == "claim.first.shouchuang" and subject is None:
            subject, obj = obj, None
        v["subject"] = subject
        v["object"] = obj
        v["org"] = self._organization(claim, subject, start)
        v["date"] = self._date(claim, start)
        v["attributed_to"] = self._source(claim, start) if v["status"] == "reported" else None
        v["sentence_text"] = text[start:end].strip()
        if before is not None and before.values["sentence_text"] == v["sentence_text"]:
            self._inherit(claim, before)

    def _inherit(self, claim: Candidate, before: Candidate) -> None:
        """A second claim right behind the first is about the same thing: 截面最大、长度最长."""
        between = self.text[before.end : claim.start]
        v, b = claim.values, before.values
        if v["subject"] is None and len(between) <= 24 and ("、" in between or "并" in between or "也" in between):
            v["subject"] = b["subject"]
        if v["org"] is None:
            v["org"] = b["org"]

    # The object

    def _object(self, claim: Candidate) -> tuple[str | None, str | None]:
        """The noun phrase behind the trigger, and a name that stands in apposition to it."""
        text = self.text
        start = claim.end
        quoted = QUOTED.match(text, start)
        if quoted:
            return quoted["a"] or quoted["b"] or quoted["c"], None
        if text[start : start + 1] in ("的", "之"):
            start += 1
            quoted = QUOTED.match(text, start)
            if quoted:
                return None, quoted["a"] or quoted["b"] or quoted["c"]
        m = OBJECT_END.search(text, start)
        end = m.start() if m else len(text)
        if claim.rule == "claim.earliest.shuaixian":
            return text[start:end].strip("”」 ") or None, None
        tail = text[end : end + 2]
        end = self._noun_phrase_end(start, end)
        phrase = text[start:end]
        phrase = re.sub(r"(?:之一|[”」]|的)+$", "", phrase)
        if tail == "——" and start + len(phrase) == m.start() if m else False:
            named = OBJECT_END.search(text, end + 2)
            apposed = text[end + 2 : named.start() if named else len(text)]
            cut = re.search(r"的|是", apposed)
            return phrase or None, (apposed[: cut.start()] if cut else apposed) or None
        phrase, apposed_name = self._apposition(start, phrase)
        return phrase or None, apposed_name

    def _noun_phrase_end(self, start: int, end: int) -> int:
        """Where the noun phrase ends and the predicate begins."""
        text = self.text
        last_de = text.rfind("的", start, end)
        for m in PREDICATE.finditer(text, start, end):
            at = m.start()
            if at < start + 2:
                continue
            if last_de > at:
                words = [text[s:e] for s, e in self.doc.tokens(at) if s >= start and e <= at]
                tag = word_tag(words[-1]) if words else ""
                if not tag.startswith("n") and tag not in ("vn", "j", "eng", "x", "l"):
                    continue
                if sum(len(w) for w in words) < 4:
                    continue
            if any(s < at < e and is_word(text[s:e]) for s, e in self.doc.tokens(at)):
                continue
            return at
        return end

    def _apposition(self, start: int, phrase: str) -> tuple[str, str | None]:
        """运营商沃达丰, 手机ZTE802, GigabitPhone千兆手机: the class and the name."""
        end = start + len(phrase)
        i = bisect_left(self.org_starts, start)
        while i < len(self.organizations) and self.organizations[i].start < end:
            org = self.organizations[i]
            if org.start > start + 1 and org.start > start:
                head = self.text[start : org.start]
                if org.end >= end or "的" not in self.text[org.start : end]:
                    if org.end >= end or re.fullmatch(r"[\u4e00-\u9fff]{0,6}[A-Za-z0-9+\-]*", self.text[org.end : end]):
                        if not head.endswith("的"):
                            return head, self.text[org.start : max(end, org.end)]
            i += 1
        m = LATIN_TAIL.search(phrase)
        if m and m.start():
            return phrase[: m.start()], m["name"]
        m = LATIN_HEAD.match(phrase)
        if m:
            return m["rest"], phrase
        return phrase, None

    def _gap_object(self, claim: Candidate) -> str | None:
        text = self.text[claim.start : claim.end]
        m = re.match(r"填补[了上过]?(?P<what>.*?)(?:的)?(?:一次|一项)?(?:历史)?(?:空白|缺口)$", text)
        if m:
            what = re.sub(r"^(?:我国|国内|世界|国际|全国|中国|全球|行业|该领域|这一领域)", "", m["what"])
            what = re.sub(r"(?:市场|领域|技术)?的?$", "", what) if len(what) <= 3 else what
            return re.sub(r"^(?:在|没有)|的$", "", what) or None
        if "突破" in text:
            clause = self.doc.clause(claim.start - 1)[0] if claim.start else 0
            before = self.text[clause : claim.start]
            before = re.sub(r"^.*(?:实现|取得|完成|达成)了?", "", before)
            return before.rstrip("的") or None
        return None

    def _ranked(self, claim: Candidate, sentence: int) -> tuple[str | None, str | None]:
        """What is ranked (综合竞争力) and who ranks (the topic)."""
        text = self.text
        clause = max(sentence, *(text.rfind(mark, sentence, claim.start) + 1 for mark in "，；。、：,"))
        before = TRAILING.sub("", text[clause : claim.start])
        if before:
            for end in range(len(before), 0, -1):
                org = self.org_ends.get(clause + end)
                if org is not None and org.start >= clause:
                    rest = before[end:].lstrip("的")
                    return rest or None, org.values["name"]
            m = re.match(r"(?:.*的)?(?P<metric>[^的]{2,20})$", before)
            metric = m["metric"] if m else before
            metric = SKIP.sub("", metric, count=1) if SKIP.match(metric) else metric
            place = self._leading_place(metric)
            if place:
                return metric[len(place) :] or None, place
            topic = self._topic(sentence, clause) if clause > sentence else None
            return metric, topic or self._topic_before(sentence) or metric
        topic = self._topic(sentence, claim.start)
        return None, topic or self._topic_before(sentence)

    def _leading_place(self, phrase: str) -> str:
        tokens = re.match(r"(?:我国|中国|[\u4e00-\u9fff]{2,4}?(?:省|市|县|区))", phrase)
        if tokens and len(tokens.group()) < len(phrase):
            return tokens.group()
        for length in (4, 3, 2):
            if len(phrase) > length and word_tag(phrase[:length]) == "ns":
                return phrase[:length]
        return ""

    # The subject

    def _subject(self, claim: Candidate, sentence: int) -> str | None:
        text = self.text
        clause = max(sentence, *(text.rfind(mark, sentence, claim.start) + 1 for mark in "，；。：,"))
        before = text[clause : claim.start]
        copula = COPULA.search(before)
        if copula:
            head = before[: copula.start()]
            name = self._phrase_before(clause, clause + len(head))
            if copula["copula"] == "作为" and not name:
                after = OBJECT_END.search(text, claim.end)
                if after and after.group() in ("，", ","):
                    return self._resolve(self._noun_phrase(after.end()), claim.start)
            return name or self._topic_of_sentence(sentence, clause)
        if claim.values["kind"] == "earliest" or claim.values["kind"] == "gap" or claim.rule.endswith("record"):
            name = self._phrase_before(clause, claim.start) if claim.rule.endswith("shuaixian") else None
            return name or self._topic_of_sentence(sentence, claim.start)
        if MADE.search(before) or (not before and clause > sentence):
            topic = self._topic_of_sentence(sentence, claim.start)
            if topic and any(o.values["name"] == topic or self.text[o.start : o.end] in topic for o in self.organizations):
                return topic
            return None
        if before and claim.values["kind"] in ("first", "superlative") and "次" in text[claim.start : claim.end]:
            return self._phrase_before(clause, claim.start) or self._topic_of_sentence(sentence, clause)
        return None

    def _topic_of_sentence(self, sentence: int, limit: int) -> str | None:
        return self._topic(sentence, limit) or self._topic_before(sentence)

    def _phrase_before(self, start: int, end: int) -> str | None:
        """The name or noun phrase that ends at `end`, within its clause."""
        text = self.text
        head = TRAILING.sub("", text[start:end])
        end = start + len(head)
        if not head:
            return None
        org = self.org_ends.get(end)
        if org is not None and org.start >= start:
            return str(org.values["name"])
        cut = max(head.rfind("的"), head.rfind("、") if "、" in head and len(head) > 16 else -1)
        phrase = head[cut + 1 :]
        at = start + cut + 1
        skipped = SKIP.match(phrase)
        if skipped:
            at += skipped.end()
            phrase = phrase[skipped.end() :]
        while at in self.date_at and self.date_at[at] <= end:
            phrase = phrase[self.date_at[at] - at :]
            at = self.date_at[at]
        phrase = phrase.strip("，, “”\"「」")
        if len(phrase) < 2 and phrase != "其":
            return None
        return self._resolve(phrase, start)

    def _topic(self, sentence: int, limit: int) -> str | None:
        """The first noun phrase of a sentence, adverbial clauses skipped."""
        position = sentence
        while position < limit:
            clause_end = min((i for i in (self.text.find(m, position) for m in "，；。：,!！？") if i >= 0), default=limit)
            if clause_end > position and not ADVERBIAL.match(self.text, self._skip(position)):
                phrase = self._noun_phrase(position)
                if phrase:
                    return self._resolve(phrase, sentence)
            position = clause_end + 1
        return None

    def _topic_before(self, sentence: int) -> str | None:
        """The topic of the sentence before, two back at most."""
        index = self.doc.sentence_index(sentence)
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
            m = SKIP.match(self.text, position)
            if m and m.end() > position:
                position = m.end()
            elif position in self.date_at:
                position = self.date_at[position]
            else:
                return position

    def _noun_phrase(self, position: int) -> str | None:
        """The noun phrase that begins a clause."""
        position = self._skip(position)
        text = self.text
        org = self.org_at.get(position)
        end = org.end if org is not None else position
        depth_end = min(len(text), position + 40)
        while end < depth_end and text[end] not in "，。；！？：,\n":
            if text[end] in "（(":
                close = text.find("）" if text[end] == "（" else ")", end)
                if close < 0 or close - end > 24:
                    break
                end = close + 1
                continue
            token = next(((s, e) for s, e in self.doc.tokens(end) if s <= end < e), None)
            if token is None:
                if text[end] in "“”「」·、 ":
                    end += 1
                    continue
                break
            word = text[end : token[1]]
            tag = word_tag(word)
            if word in ("的", "和", "与", "及"):
                if word == "的" and not org:
                    end = token[1]
                    continue
                if org:
                    break
                end = token[1]
                continue
            if (tag in ("v", "d", "p", "vd", "r", "c", "ad", "uj", "ul") or word in VERBS) and is_word(word) and end > position:
                break
            if tag in ("p", "d", "c") and end == position:
                break
            end = token[1]
        phrase = TRAILING.sub("", text[position:end]).strip("“”\"「」、 ")
        if "的" in phrase:
            phrase = phrase[phrase.rfind("的") + 1 :]
        return phrase if len(phrase) >= 2 or phrase == "其" else None

    def _resolve(self, phrase: str | None, position: int) -> str | None:
        """A pronoun or generic noun to the name that it stands for."""
        if phrase is None:
            return None
        if not PRONOUN.fullmatch(phrase):
            return phrase
        for generic, types in GENERIC_TYPES.items():
            if phrase.endswith(generic):
                i = bisect_right(self.org_starts, position) - 1
                while i >= 0:
                    if self.organizations[i].values["org_type"] in types:
                        return str(self.organizations[i].values["name"])
                    i -= 1
                return phrase
        if phrase.startswith(("这", "该")) and phrase[1:]:
            introduced = None
            for m in INTRODUCED.finditer(self.text, max(0, position - 200), position + 120):
                introduced = m["thing"]
            return introduced or phrase
        return self._topic_before(position)

    # Organization, date, source

    def _organization(self, claim: Candidate, subject: str | None, sentence: int) -> str | None:
        """The organization behind the claim."""
        if subject:
            for org in self.organizations:
                name: str = org.values["name"]
                if name == subject or (len(name) >= 2 and (self.text[org.start : org.end] in subject or name in subject)):
                    return name
        i = bisect_left(self.org_starts, sentence)
        while i < len(self.organizations) and self.organizations[i].start < claim.start:
            org = self.organizations[i]
            if org.values["org_type"] in ("company", "park", "education", "research", "hospital", "association"):
                return str(org.values["name"])
            i += 1
        return None

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
        lead = self.text[sentence : claim.start]
        m = SOURCE.search(lead) or SPEAKER.search(lead)
        if m is None:
            return None
        return SKIP.sub("", m["who"], count=1).strip("“”\" 　") or None


VERBS = frozenset("获得 成功 采用 位居 推出 发布 实现 完成 突破 打造 成为 表示 装备 支持 建立 集聚 引领 发展 开发".split())
