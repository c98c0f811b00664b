"""The organization or place that a figure belongs to."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from zhfacts.find.candidates import BY_START, Candidate
from zhfacts.link.figure_words import (
    AND,
    CLAUSE,
    COLLECTIVE,
    FIGURE,
    NOUN,
    OF,
    ORGANIZATION,
    PLACE,
    PREPOSITION,
    Sentence,
    places,
)
from zhfacts.segment import Document

SOURCE = re.compile("发布|公布|数据|统计|报道|消息|介绍|获悉|显示|表示|称|指出|说|预计|预测|认为|通报|预估")
# A company speaks of itself where others only report.
REPORT = re.compile(
    "数据|统计|报道|消息|介绍|获悉|显示|认为|通报|预估|指出|预测|发布.{0,8}?(?:报告|指数|榜单?|名单)|公布.{0,8}?(?:报告|指数|榜单?|名单)"
)
SAYS = 12  # characters between a source and what it does
ANALYSTS = ("证券", "银行", "高盛", "摩根", "咨询", "评级", "基金", "机构")
# Before a name that is not the one it belongs to. In and on a place it may well be.
OTHER_SIDE = (
    *"比较与跟同向对给被由从至到于为占自经据（(",
    *["战胜", "击败", "不敌", "打造", "打造了", "创办", "收购", "控股", "参股", "入股", "携手", "联合", "前往", "感谢"],
    *["包括", "例如"],
)
NO_SIDE = ("位于", "落户于", "由于")
CLAUSE_MARK = re.compile("[，。；]")
PRICE = re.compile("每(?:盎司|桶|吨|公斤|斤|克)")
INSIDE = frozenset(["在", "于"])
SITED, SITE_END = ("位于", "落户于"), frozenset("，。；")
AWAY = frozenset(["前往", "来自", "飞往", "运往", "发往", "赴", "抵达", "包括", "例如", "如", "访", "驻"])
HELD_AGAINST = frozenset(["是", "相当于", "高于", "低于", "超过"])
NAMED_AFTER = re.compile("[naG]{1,4}")
FACILITIES = (
    "港",
    "机场",
    "车站",
    "空间站",
    "电站",
    "口岸",
    "码头",
    "博园",
    "业园",
    "技园",
    "物园",
    "园区",
    "景区",
    "博物馆",
    "图书馆",
    "体育馆",
    "油田",
    "水库",
    "基地",
)
FACILITY = re.compile(rf"[\u4e00-\u9fff]{{0,8}}?(?:{'|'.join(FACILITIES)})")
WHOLE = frozenset(["全国", "全省", "全市", "全县", "全区"])
SELF = frozenset(["该", "本", "此", "这家", "新"])
NATION = frozenset(["我国", "全国", "国内"])
# What the place is that a collective word speaks of.
KINDS = {
    "省": frozenset(["province"]),
    "市": frozenset(["prefecture", "city", "province"]),
    "县": frozenset(["county"]),
    "区": frozenset(["county", "region"]),
    "州": frozenset(["prefecture"]),
}
TYPES = {
    "园区": frozenset(["park"]),
    "集团": frozenset(["company"]),
    "公司": frozenset(["company"]),
    "企业": frozenset(["company"]),
    "行": frozenset(["company"]),
    "学校": frozenset(["education"]),
    "校": frozenset(["education"]),
    "幼儿园": frozenset(["education"]),
    "医院": frozenset(["hospital"]),
    "院": frozenset(["hospital", "research", "education"]),
    "所": frozenset(["research", "government"]),
    "基金会": frozenset(["association", "other"]),
}
FACILITY_TIMES = 3  # mentions that make a facility the topic
LEAD, HEAD_LINES = 400, 200  # characters that name what the article is about, and where


class Holders:
    """The owners of one article.

    Parameters
    ----------
    doc
        The normalized text.
    organizations
        The organizations of the text.
    """

    def __init__(self, doc: Document, organizations: Sequence[Candidate]) -> None:
        self.doc = doc
        self.organizations = organizations
        self.starts = list(map(BY_START, organizations))
        self._owning: dict[int, bool] = {}
        self._main: str | None = None
        self._places: list[str] | None = None
        self._topic: str | None = None
        self._topic_end = 0

    def holder(self, sentence: Sentence, index: int, begin: int, thing: bool) -> str | None:
        """Whose the figure at a word of a sentence is, which begins at `begin`; a `thing` is no matter of the article's topic."""
        name = sentence.owners.rfind(ORGANIZATION, 0, index)
        if name != sentence.name:  # the names before the figure are not those before the last one
            sentence.name, sentence.subject = name, self._subject(sentence, name)
        found = sentence.subject
        if found is None:
            after = index + 1 + (sentence.classes[index + 1] == OF)
            if sentence.classes[after] == ORGANIZATION and sentence.classes[after + 1] == NOUN:
                found = sentence.words[after]
        if found is None and begin < sentence.start:
            found = self._last(begin, sentence.start)
        if (
            found is None
            and not thing
            and not PRICE.search(sentence.text, sentence.starts[index - 3 if index > 3 else 0], sentence.starts[index])
        ):
            found = self._inherited(sentence)
        if found is not None:
            self._topic, self._topic_end = found, sentence.end
        return found

    def _subject(self, sentence: Sentence, i: int) -> str | None:
        """The nearest name, from the word `i` back, that can be the one that has it, else a place that it is in."""
        classes, words = sentence.classes, sentence.words
        weak: str | None = None
        first: str | None = None  # 我国首个: the scope of a claim
        before_it = sentence.owners.rfind
        i += 1
        while (i := before_it(ORGANIZATION, 0, i)) >= 0:
            letter = classes[i]
            before = classes[i - 1] if i else CLAUSE
            if before == AND and letter in "OP" and i > 1 and classes[i - 2] in "OP":  # the first of a list has it
                continue
            if letter == ORGANIZATION:
                if self._owns(sentence.mention(i)):
                    return words[i]
                continue
            if before == FIGURE and letter in "PC":  # 47家国内新创
                continue
            if before in "vx" and (words[i - 1] in AWAY or (words[i - 1] in HELD_AGAINST and words[i] in WHOLE)):
                continue
            if before == PREPOSITION and (letter == COLLECTIVE or words[i - 1] not in INSIDE):
                continue
            if letter == PLACE:
                if before in ".D P" or (before == "a" and classes[i - 2 : i - 1] == PLACE):
                    return self._compound(sentence, i)
                if before not in "cn":
                    weak = weak or self._compound(sentence, i)
            elif letter == COLLECTIVE:
                found = self._collective(words[i])
                if found and (i + 1 == len(words) or words[i + 1][0] not in "首第"):
                    return found
                first = first or found
            elif before in ".D lx" or (i and words[i - 1] in SELF) or words[i][0] == "该":
                found = self._generic(words[i], sentence.starts[i])
                if found:
                    return found
        return weak or first

    def _compound(self, sentence: Sentence, i: int) -> str:
        """The place, or the facility that is named after it: 舟山, 宁波舟山港, 南沙国际邮轮母港."""
        match = NAMED_AFTER.match(sentence.classes, i + 1)
        for last in range(match.end(), i + 1, -1) if match else ():
            if sentence.text.endswith(FACILITIES, sentence.starts[last - 1], sentence.starts[last]):
                first = i
                while first and sentence.classes[first - 1] == PLACE:
                    first -= 1
                return sentence.text[sentence.starts[first] : sentence.starts[last]]
        return sentence.words[i]

    def _owns(self, organization: Candidate) -> bool:
        """Whether an organization can be the owner: no medium, no source, not the other side of something."""
        known = self._owning.get(organization.start)
        if known is None:
            known = self._owning[organization.start] = self._can_own(organization)
        return known

    def _can_own(self, organization: Candidate) -> bool:
        kind = organization.values.get("org_type")
        if kind == "media":
            return False
        text, start, end = self.doc.plain, organization.start, organization.end
        speaks = kind == "company" and not text.endswith(ANALYSTS, start, end)
        said = (REPORT if speaks else SOURCE).search(text, end, end + SAYS + 16)
        if said and said.start() <= end + SAYS and not CLAUSE_MARK.search(text, end, said.end()):
            return False
        before = text[start - 3 if start > 3 else 0 : start].rstrip()
        if not before.endswith(OTHER_SIDE):
            return True
        return before.endswith(NO_SIDE) and (not before.endswith(SITED) or text[end : end + 1] in SITE_END)

    def _last(self, start: int, end: int) -> str | None:
        """The last organization of a stretch that can be the owner."""
        for c in reversed(self.organizations[bisect_left(self.starts, start) : bisect_left(self.starts, end)]):
            if self._owns(c):
                return self.doc.text[c.start : c.end]
        return None

    def _inherited(self, sentence: Sentence) -> str | None:
        """What the text goes on about."""
        text = self.doc.text
        if self._topic and text.find("\n", self._topic_end - 1, sentence.start) < 0:
            return self._topic
        first = text.rfind("\n", 0, sentence.start) + 1
        for c in self.organizations[bisect_left(self.starts, first) : bisect_left(self.starts, sentence.start)]:
            if self._owns(c):
                return text[c.start : c.end]
        return self.main()

    def main(self) -> str | None:
        """The organization or place that the article speaks of most."""
        if self._main is None:
            text = self.doc.text
            head = self.organizations[: bisect_left(self.starts, LEAD)]
            names = {text[c.start : c.end]: None for c in head if self._owns(c)}
            name = max(names, key=text.count, default="")
            count = text.count(name) if name else 0
            place = next(iter(self.places()), "")
            times = text.count(place) if place else 0
            self._main = name if count >= max(2, times / 2) else self._facility(place) if times >= 2 else ""
        return self._main or None

    def _facility(self, place: str) -> str:
        """The facility named after a place that the article goes on about, else the place."""
        text, size = self.doc.text, len(place)
        names: dict[str, None] = {}
        at = text.find(place)
        while at >= 0:
            if match := FACILITY.match(text, at + size):
                names[text[at : match.end()]] = None
            at = text.find(place, at + size)
        name = max(names, key=text.count, default=place)
        return name if text.count(name) >= FACILITY_TIMES else place

    def places(self) -> list[str]:
        """The places that the head of the article names, the one that the text has most often first."""
        if self._places is None:
            text, doc = self.doc.text, self.doc
            words = doc.words[: doc.marks.count(1, 0, HEAD_LINES)]
            self._places = sorted(places().keys() & words, key=lambda name: (-text.count(name), name))
        return self._places

    @cached_property
    def nation(self) -> str:
        """What 我国 is in this article."""
        text = self.doc.text
        return "台湾" if "新台币" in text or text.count("台湾") > text.count("中国") else "中国"

    def _collective(self, word: str) -> str | None:
        """The place that 我国 or 全市 speaks of."""
        if word in NATION:
            return self.nation
        if word == "全台":
            return "台湾"
        if word in ("本港", "全港"):
            return "香港"
        if word == "大陆":
            return word
        kinds = KINDS.get(word[-1])
        if kinds:
            known = places()
            for place in self.places():
                if known[place] in kinds:
                    return place
        return None

    def _generic(self, word: str, position: int) -> str | None:
        """The organization that 该公司 or 园区 speaks of: the last one before that bears the word, else one of its kind."""
        types = TYPES.get(word.removeprefix("该"))
        text = self.doc.text
        fitting: str | None = None
        for c in reversed(self.organizations[: bisect_left(self.starts, position)]):
            name = text[c.start : c.end]
            if name.endswith(word):
                return name
            if types and not fitting and c.values.get("org_type") in types:
                fitting = name
        return fitting
