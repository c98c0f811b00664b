"""What a document speaks of: the topics of its sentences, and what pronouns and generic nouns stand for."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache

from zhfacts.find.candidates import Candidate
from zhfacts.find.organizations import place_kinds
from zhfacts.link.claim_sources import bare_name, find_speaker
from zhfacts.link.claim_subject import CLAUSE_STOP, PRONOUNS, REACH, Phrase, Subjects
from zhfacts.link.persons import is_person
from zhfacts.rulebook import Rulebook
from zhfacts.segment import Document, is_word, word_tag

COPULA = re.compile(
    r"(?P<copula>是|成为|作为|属于|为(?!了|打造|建设|推动|实现|加快|创建|构建)|(?<![附隶所下直])属|(?<![关联体料学机程理])系(?![统列团教学主副所师友])|即|正是|就是|已是|便是|(?<![完达养建形组做造])成了|当选为?|被誉为|被称[为作]|称得上|[并合号]称|身为|并非|不是|远非|绝非|[要想]做)"
    r"(?:[^，。；、的了是为]{0,8}|[^，。；]{0,14}的)$"
)
# 也是台湾有史以来单一建筑物倒塌罹难人数|最多: however long what stands between.
COPULAR = re.compile(
    r"(?:[也亦还更仍正就又均都既]|目前|如今|同时|不仅)*(?P<copula>是|为(?!了|打造|建设|推动|实现|加快|创建|构建))"
)
# 发布芯片“启明一号”。这是…
SHOWN = re.compile(
    r"(?:推出|发布|研发|研制|开发|打造|建成|打通|上线|完成|创建|设立|制造|提出|创办|发射|签发|发出|办起|公布|发现|培育|发行|开出|开通|开设|启用)(?:出|了|的|成功)*(?:一[款种个项台套座条家只枚艘])?(?P<thing>[^，。；的了在]{2,24})(?=[，。；！])"
)
CLASSES = frozenset(["项目", "工程", "产品", "系统", "平台", "设备", "装置", "设施", "作品"])
MARKS = "，；。：！？"
# 让|中国成为全球首个…: who becomes it is named behind.
PIVOT = re.compile(r"(?<![转出割退])让(?!步|利|位|渡)|使(?!用|命|馆|者|节|役)得?|助力|助推|带动")
PRONOUN = re.compile(
    r"(?:其|它|他们?|她|它们|我们|产品|球队|全[省市县区镇乡]|该(?:[\u4e00-\u9fff]{1,5})|本(?:公司|集团|项目|中心|园区|平台|产品|基金|机构|单位|企业|[校院厂县市省区行所馆港店村镇司企])|此[\u4e00-\u9fff]{0,3}|这(?:[项款个家座台种条所是]?[\u4e00-\u9fff]{0,4})"
    r"|[省市县区镇乡村]里|园区|公司|集团|学校|学院|医院|研究所|研究院|中心|企业|酒店|团队|项目)"
)
# Who speaks for a firm or a house of their own.
OFFICER = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}(?:企业|品牌|供应商|业者|厂商|备商|应商|大厂|龙头|新创))?(?P<firm>[^，。的]{2,20}?)(?:集团)?(?:联合|共同|副|执行|首席)*(?:董事长|董事|总经理|经理|执行长|总裁|创始人|创办人|CEO|执行官|财务长|技术长|营运长|馆长|校长|院长|厂长|总工程师|发言人)"
)
OWN_NAMES = re.compile(r"[“「]([^”」]{2,12})[”」]|([A-Z][A-Za-z]{0,8}-?\d{1,4}(?![\d.%亿万年月]))")
OWN_BODY = re.compile(r"[该本][校院所馆厂行司].{1,6}(?:[院系队所部]|中心|团队)")  # 该校工学院
GENERIC_TYPES: dict[str, tuple[str, ...]] = {
    "球队": ("sports",), "该队": ("sports",),
    "园区": ("park",), "该园": ("park",), "该区": ("park",), "公司": ("company",), "集团": ("company",), "企业": ("company",),
    "该行": ("company",), "酒店": ("company",), "校": ("education",), "学院": ("education", "research"), "医院": ("hospital",),
    "该所": ("research",), "研究所": ("research",), "研究院": ("research",), "中心": ("research", "government", "other", "park"),
}  # fmt: skip
ABSTRACT = re.compile(r"(?:技术|成果|做法|项目|模式|产品|方案|作品|研究|工作|活动|补助|标准|数据|举措|机制|制度|记录)")
EVENT = re.compile(
    r"(?:获批|下水|首航|交付|建成|量产|投产|出版|上市|发布|问世|启用|投用|落成|开通|通车|成立|诞生|投运|首飞|开业)"
)
INTRODUCED = re.compile(r"一(?:款|种|个|项|台|套|座|条)(?P<thing>[\u4e00-\u9fffA-Za-z0-9\-]{2,16}?)(?=[，。；、的])")
QUOTED = re.compile(r"(?:“(?P<a>[^”]{2,40})”|「(?P<b>[^」]{2,40})」|《(?P<c>[^》]{2,40})》)")
OWN_NAME = re.compile(r"[”」]|号|[A-Za-z\d]")
OPENING = 120  # characters in which an article says whom it is about
SHORT_LINE = 24  # characters of a line that is no sentence of its own
UNIVERSITY = re.compile(r"[^（(]*?大学(?!生|城)")  # 学校 is the university, not its school
SUBSIDIARY = ("子公司", "旗下", "旗下的")
MEMORY = 200  # organizations before that a generic noun (该公司) can stand for, at most
COUNTRY = frozenset(["我国", "我省", "本省", "本港", "本岛", "全国", "国家"])
# Behind a claim stands one of these.
MAKERS = frozenset(["company", "park", "education", "research", "hospital", "association"])


@lru_cache(maxsize=4)
def place_heads(rulebook: Rulebook) -> frozenset[str]:
    return frozenset(name[:2] for name in place_kinds(rulebook))


def find_copula(before: str) -> re.Match[str] | None:
    return COPULA.search(before) or COPULAR.match(before)


class Topics:
    """A document and what it speaks of: the topic of a sentence, and what pronouns and generic nouns stand for."""

    def __init__(
        self,
        doc: Document,
        organizations: Sequence[Candidate],
        dates: Sequence[Candidate],
        rulebook: Rulebook,
    ) -> None:
        self.doc = doc
        self.places = place_kinds(rulebook)
        self.text = doc.text
        self.plain = doc.plain
        self.organizations = organizations
        self.org_starts = [c.start for c in organizations]
        self.names: dict[str, str] = {}  # each text that is an organization, and its name
        self.types: dict[str, str] = {}  # by name
        for c in organizations:
            name = c.values["name"]
            self.names.setdefault(self.text[c.start : c.end], name)
            self.types.setdefault(name, c.values["org_type"])
        self.has_makers = not MAKERS.isdisjoint(self.types.values())
        self.makers_of: dict[str, str] = {}  # by subject of the claims before
        self.dates = dates
        self.date_starts = [c.start for c in dates]
        self.subjects = Subjects(doc, organizations, dates, self.places, place_heads(rulebook))
        self.org_at = self.subjects.org_at
        self.org_ends = self.subjects.org_ends
        self.topics: dict[int, str | None] = {}  # by sentence
        self.topics_of_claim: dict[tuple[int, int], str | None] = {}  # by sentence part and limit
        self.clauses: dict[tuple[int, int], int] = {}  # where the clause of a position begins, by that and a floor
        self.told: Candidate | None = None  # the claim before
        self.thing: str | None = None  # the last subject that is no organization and no place
        self.subject_of: dict[
            tuple[str | None, str, str, str], str
        ] = {}  # by object, kind, scope and trigger of the claims before

    @cached_property
    def main_organization(self) -> str | None:
        """The maker that is named most often, if at least as often as all others together."""
        counted = Counter(
            c.values["name"] for c in self.organizations if c.values["org_type"] in MAKERS - {"association"}
        )
        common = counted.most_common(1)
        return common[0][0] if common and common[0][1] >= 5 and common[0][1] * 2 >= counted.total() else None

    @cached_property
    def leading_organization(self) -> str | None:
        """The maker that the article begins with and names most often, more than once."""
        makers = [o for o in self.organizations if o.values["org_type"] in MAKERS - {"association"}]
        counted = Counter(o.values["name"] for o in makers).most_common(2)
        if not counted or counted[0][0] != makers[0].values["name"] or makers[0].start > OPENING:
            return None
        alone = len(counted) == 1 or counted[0][1] > counted[1][1]
        return str(counted[0][0]) if alone and counted[0][1] > 1 else None

    def _find(self, mark: re.Pattern[str], position: int) -> re.Match[str]:
        """The next mark, or the end of what is looked at."""
        return mark.search(self.plain, position, position + REACH)  # type: ignore[return-value]  # it matches the end

    def _clause_start(self, position: int, floor: int) -> int:
        found = self.clauses.get((position, floor))
        if found is None:
            found = max(floor, position - REACH)
            for mark in MARKS:
                found = max(found, self.plain.rfind(mark, found, position) + 1)
            pivot = PIVOT.search(self.plain, found, position)
            if pivot and self.subjects.read(pivot.end(), position, True):
                found = pivot.end()
            self.clauses[position, floor] = found
        return found

    def _name(self, phrase: Phrase | None) -> str | None:
        """The name of a phrase; of what became of a thing (该合金的量产), the thing."""
        if phrase is None:
            return None
        if phrase.head > phrase.start and EVENT.fullmatch(self.text, phrase.head, phrase.end):
            return self.text[phrase.start : phrase.head - 1].strip("“”《》") or None
        return self.subjects.who(phrase)

    def _phrase_before(self, start: int, end: int) -> str | None:
        """The subject of a clause whose predicate begins at `end`."""
        return self._resolve(self._name(self.subjects.read(start, end, True)), start)

    def _topic(self, start: int, limit: int) -> str | None:
        return self._resolve(self._name(self.subjects.topic(start, limit)), start)

    def _topic_before(self, position: int) -> str | None:
        """The topic of the sentence (or the part of it up to ；) before, two back at most."""
        index = self.doc.sentence_index(position)
        sentence = self.doc.sentences[index][0]
        if position > sentence:
            topic = self._topic(sentence, position)
            if topic:
                return topic
        back = 0
        for i in range(index - 1, max(-1, index - 5), -1):
            start, end = self.doc.sentences[i]
            back += end - start > SHORT_LINE or self.text[end - 1] != "\n"
            if back > 2:
                break
            if start not in self.topics:
                self.topics[start] = None  # a circle of pronouns ends here
                self.topics[start] = self._topic(start, end)
            if self.topics[start]:
                return self.topics[start]
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
            new = self.subjects.topic(behind, limit) if behind < limit else None
            if new is not None and told and not self.subjects.is_proper(new):
                return str(told)  # 中兴是全球四大之一，5G技术积累雄厚，打通了…
            return self._resolve(self._name(new), behind) or told
        return self._topic(part, limit) or self._topic_before(part)

    def _next_subject(self, claim: Candidate) -> str | None:
        """The subject of a clause behind: 作为国内首家…的企业，阳光电源…."""
        end = min(len(self.text), claim.end + REACH)
        position = self._find(CLAUSE_STOP, claim.end)
        while position.group() == "，" and position.end() < end:
            start = position.end()
            position = self._find(CLAUSE_STOP, start)
            phrase = self.subjects.read(start, position.start(), False)
            if phrase is not None and not self.subjects.is_measure(phrase):
                return self._resolve(self.subjects.who(phrase), claim.start)
            if phrase is not None:
                holder, _ = self.subjects.holder(phrase)
                if holder:
                    return self._resolve(holder, claim.start)
        return None

    def _last_of_kind(self, kind: str, position: int) -> str | None:
        """The last organization before of the type that a generic noun has: 作为国内最早的|园区，这里…."""
        types = next((types for generic, types in GENERIC_TYPES.items() if kind.endswith(generic)), ())
        before = self.organizations[: bisect_left(self.org_starts, position)]
        return next((str(o.values["name"]) for o in reversed(before) if o.values["org_type"] in types), None)

    def _resolve(self, phrase: str | None, position: int) -> str | None:
        """A pronoun or generic noun to the name that it stands for."""
        if phrase is None or phrase in self.names or phrase in COUNTRY:
            return phrase
        if phrase in ("前者", "后者"):
            return self._of_two(phrase, position)
        if not PRONOUN.fullmatch(phrase) or OWN_BODY.fullmatch(phrase):
            return self._full(phrase, position)
        last = bisect_left(self.org_starts, position)
        before = self.organizations[max(0, last - MEMORY) : last]
        for generic, types in GENERIC_TYPES.items():
            if phrase.endswith(generic):
                if generic == "公司" and (teller := self._teller(position)):
                    return teller
                same = [o for o in before if o.values["org_type"] in types]
                if generic == "公司":  # no subsidiary that was spoken of in passing
                    same = [o for o in same if not self.text[o.start - 4 : o.start].endswith(SUBSIDIARY)] or same
                ending = [o for o in same if self.text[o.start : o.end].endswith(generic) and generic != "公司"]
                found = ending or same
                if not found:
                    return phrase
                name = str(found[-1].values["name"])
                if generic == "公司":
                    name = self._most_named(found) or name
                university = UNIVERSITY.match(name) if generic == "校" else None
                return university.group() if university else name
        if phrase == "产品":
            topic = self.thing or self._topic_before(position)
            return topic if topic and not self._is_of_firms(topic) else phrase
        if phrase == "全区":
            parks = [o for o in before if o.values["org_type"] == "park"]
            return str(parks[-1].values["name"]) if parks else self._place_before("区", position) or phrase
        if (phrase in PRONOUNS and phrase.endswith("里")) or (
            phrase[0] in "该本全" and phrase[1:] in tuple("省市县区镇乡村")
        ):
            return self._place_before(phrase.rstrip("里")[-1], position) or phrase
        if phrase.startswith("该") and len(phrase) == 2:  # 该馆, 该厂
            named = [str(o.values["name"]) for o in before if o.values["name"].endswith(phrase[1])]
            return max(reversed(named), key=named.count) if named else self._own_name_before(position) or phrase
        if phrase.startswith(("这", "该")):
            thing = re.sub(r"^(?:这|该)(?:[项款个家座台套种条所件只枚](?![目例具庭园风位子]))?", "", phrase)
            if ABSTRACT.fullmatch(thing):
                told = self._told_before(thing, position) if thing in CLASSES else None
                if told and len(told) > len(thing) + 2:
                    return told
                return (phrase[0] == "该" and self._thing_before(thing, position)) or phrase
            if len(thing) >= 2:
                for m in reversed(list(INTRODUCED.finditer(self.plain, max(0, position - 200), position))):
                    if m["thing"].endswith(thing):
                        return m["thing"]
                return self._told_before(thing, position) or self._thing_before(thing, position) or phrase
            if thing:
                return phrase  # 这种蛙
        return self._topic_before(position)

    @staticmethod
    def _most_named(found: Sequence[Candidate]) -> str | None:
        """The name that stands there more often than each other, more than once."""
        counted = Counter(str(o.values["name"]) for o in found).most_common(2)
        alone = len(counted) == 1 or counted[0][1] > counted[1][1]
        return counted[0][0] if alone and counted[0][1] > 1 else None

    def _is_of_firms(self, name: str) -> bool:
        """Whether a subject is an organization, or several."""
        return any(text in name for text in self.names)

    def _of_two(self, phrase: str, position: int) -> str | None:
        """前者, 后者: the last two organizations of the sentence."""
        start, _ = self.doc.sentence_span(position)
        of_sentence = self.organizations[bisect_left(self.org_starts, start) : bisect_left(self.org_starts, position)]
        names = list(dict.fromkeys(str(o.values["name"]) for o in of_sentence))
        if len(names) > 1:
            return names[-1 if phrase == "后者" else -2]
        return names[0] if phrase == "后者" and names and of_sentence[-1].end > position - 2 else None

    def _teller(self, position: int) -> str | None:
        """Who announces something in this sentence; 公司 in what is told is that firm."""
        speaker = find_speaker(self.plain[self.doc.sentence_span(position)[0] : position])
        if speaker is None:
            return None
        if officer := OFFICER.match(bare_name(speaker.who)):  # 东方海事总经理指出，公司…
            firm = next((name for text, name in self.names.items() if text in officer["firm"]), officer["firm"])
            return firm if self._may_be_firm(firm) else None
        if speaker.verb not in ("公告", "宣布", "披露"):
            return None
        who = bare_name(speaker.who)
        return who if not PRONOUN.fullmatch(who) and self._may_be_firm(who) else None

    def _may_be_firm(self, name: str) -> bool:
        known = name in self.places or name in COUNTRY or PRONOUN.fullmatch(name)
        return not known and "·" not in name and not is_person(name)

    def _full(self, phrase: str, position: int) -> str:
        """A bare noun that begins a sentence (火箭高四十米) is what was named in full before (“谷神星二号”火箭)."""
        if len(phrase) != 2 or not is_word(phrase) or word_tag(phrase) != "n":
            return phrase
        told = self._told_before(phrase, position)
        return told if told and OWN_NAME.search(told) else phrase

    def _place_before(self, kind: str, position: int) -> str | None:
        """The last place of a kind before: 县里, 临洮|县."""
        begin = max(0, position - 400)
        at = self.text.rfind(kind, begin, position)
        while at > 0:
            for start in range(max(begin, at - 5), at - 1):
                if self.subjects.place_at(start) == at + 1 - start:
                    return self.text[start : at + 1]
            at = self.text.rfind(kind, begin, at)
        return None

    def _own_name_before(self, position: int) -> str | None:
        """The last name of a thing in quotes or of letters and a number, shortly before: HR-1022上市，该药…."""
        found = [*OWN_NAMES.finditer(self.plain, max(0, position - 80), position)]
        return next((g for g in found[-1].groups() if g), None) if found else None

    def _thing_before(self, thing: str, position: int) -> str | None:
        """What the sentences before speak of: 该隧道, a name that ends so; 该项目, whatever is no organization."""
        start, _ = self.doc.sentence_span(position)
        shown = self._shown(start, start)
        if shown:
            return shown
        topic = self._topic_before(position)
        if topic is None or PRONOUN.fullmatch(topic) or self.types.get(topic, "other") not in ("park", "other"):
            return None
        return topic if topic.endswith(thing) or thing in CLASSES else None

    def _told_before(self, thing: str, position: int) -> str | None:
        """The longer name for a thing a few sentences before: 该码头, “智慧零碳”码头."""
        at = self.text.rfind(thing, max(0, position - 240), max(0, position - 1))
        while at > 0:
            end = at + len(thing)
            start = at
            while start > 0:
                if self.text[start - 1] in "”」":
                    opened = max(self.text.rfind("“", 0, start), self.text.rfind("「", 0, start))
                    return self.text[opened:end] if opened >= 0 else None
                s, e = self.doc.token_at(start - 1)
                if e != start or word_tag(self.text[s:e])[0] not in "nxbj" or self.text[s] in "的、，。；：！？ \n":
                    break
                start = s
            if end - start > len(thing):
                return self.text[start:end]
            at = self.text.rfind(thing, max(0, position - 240), at)
        return None

    def _shown(self, part: int, clause: int) -> str | None:
        """What the clauses before, or the sentence before, brought out: 发布了芯片“启明一号”。这是…."""
        begin = part
        if clause == part or self.plain[clause - 1] != "，":
            begin = self.doc.sentences[max(0, self.doc.sentence_index(part) - 1)][0]
        found = [m for m in SHOWN.finditer(self.plain, begin, clause) if word_tag(m["thing"])[0] != "v"]
        if not found:
            return None
        thing = found[-1]["thing"]
        quoted = QUOTED.search(thing)
        if quoted and quoted.end() == len(thing):
            return next(g for g in quoted.groups() if g)
        return None if any(word in thing for word in ("仪式", "会议", "活动", "公告", "报告")) else thing
