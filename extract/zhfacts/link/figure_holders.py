"""The organization or place that a figure belongs to."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress

from zhfacts.find.candidates import Candidate
from zhfacts.link.figure_words import (
    CLAUSE,
    COLLECTIVE,
    OF,
    ORGANIZATION,
    PLACE,
    PREPOSITION,
    Sentence,
    places,
)
from zhfacts.segment import Document

SOURCE = re.compile(
    r"[^，。；]{0,12}?(?:发布|公布|数据|统计|报道|消息|介绍|获悉|显示|表示|称|指出|说|预计|预测|认为|通报|预估)"
)
# Before a name that is not the one it belongs to. In and on a place it may well be.
OTHER_SIDE = re.compile(
    r"(?:比|较|与|跟|同|向|对|给|被|由|从|至|到|于|为|占|自|携手|经|据|联合|前往|来自|感谢|相当于|包括|例如|[（(])$"
)
PRICE = re.compile("每(?:盎司|桶|吨|公斤|斤|克)")
INSIDE = frozenset(["在", "于"])
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
        self._starts = [c.start for c in organizations]
        self._owning: dict[int, bool] = {}
        self._main: str | None = None
        self._places: list[str] | None = None
        self._topic: str | None = None
        self._topic_end = 0

    def holder(self, sentence: Sentence, index: int, begin: int, thing: bool) -> str | None:
        """Whose the figure at a word of a sentence is, which begins at `begin`; a `thing` is no matter of the article's topic."""
        found = self._subject(sentence, index)
        if found is None and begin < sentence.start:
            found = self._last(begin, sentence.start)
        if (
            found is None
            and not thing
            and not PRICE.search(sentence.text, sentence.starts[max(0, index - 3)], sentence.starts[index])
        ):
            found = self._inherited(sentence)
        if found is not None:
            self._topic, self._topic_end = found, sentence.end
        return found

    def _subject(self, sentence: Sentence, index: int) -> str | None:
        """The nearest name before the figure that can be the one that has it, else a place that it is in."""
        classes = sentence.classes
        weak: str | None = None
        owners = sentence.owners
        for k in range(bisect_left(owners, index) - 1, -1, -1):
            i = owners[k]
            letter = classes[i]
            if letter == ORGANIZATION:
                if self._owns(sentence.organization(i)):
                    return sentence.word(i)
            else:
                before = classes[i - 1] if i else CLAUSE
                if before == PREPOSITION and (letter == COLLECTIVE or sentence.word(i - 1) not in INSIDE):
                    continue
                if letter == PLACE:
                    if before in ".D P":
                        return sentence.word(i)
                    if before not in "cn":
                        weak = weak or sentence.word(i)
                elif letter == COLLECTIVE:
                    found = self._collective(sentence.word(i))
                    if found and (i + 1 == len(classes) or sentence.word(i + 1)[0] not in "首第"):
                        return found
                    weak = weak or found
                elif before in ".D lx" or (i and sentence.word(i - 1) in SELF) or sentence.word(i)[0] == "该":
                    found = self._generic(sentence.word(i), sentence.starts[i])
                    if found:
                        return found
        if weak:
            return weak
        after = index + 1 + (classes[index + 1 : index + 2] == OF)
        if classes[after : after + 2] == "On":
            return sentence.word(after)
        return None

    def _owns(self, organization: Candidate) -> bool:
        """Whether an organization can be the owner: no medium, no source, not the other side of something."""
        known = self._owning.get(organization.start)
        if known is None:
            known = self._owning[organization.start] = self._can_own(organization)
        return known

    def _can_own(self, organization: Candidate) -> bool:
        text = self.doc.plain
        if organization.values.get("org_type") == "media" or SOURCE.match(text, organization.end):
            return False
        return not OTHER_SIDE.search(text[max(0, organization.start - 3) : organization.start].rstrip())

    def _last(self, start: int, end: int) -> str | None:
        """The last organization of a stretch that can be the owner."""
        for c in reversed(self.organizations[bisect_left(self._starts, start) : bisect_left(self._starts, end)]):
            if self._owns(c):
                return self.doc.text[c.start : c.end]
        return None

    def _inherited(self, sentence: Sentence) -> str | None:
        """What the text goes on about."""
        text = self.doc.text
        if self._topic and text.count("\n", self._topic_end - 1, sentence.start) == 0:
            return self._topic
        first = text.rfind("\n", 0, sentence.start) + 1
        for c in self.organizations[bisect_left(self._starts, first) : bisect_left(self._starts, sentence.start)]:
            if self._owns(c):
                return text[c.start : c.end]
        return self.main()

    def main(self) -> str | None:
        """The organization or place that the article speaks of most."""
        if self._main is None:
            text = self.doc.text
            head = self.organizations[: bisect_left(self._starts, LEAD)]
            names = {text[c.start : c.end]: None for c in head if self._owns(c)}
            name = max(names, key=text.count, default="")
            count = text.count(name) if name else 0
            place = next(iter(self.places()), "")
            times = text.count(place) if place else 0
            self._main = name if count >= max(2, times / 2) else place if times >= 2 else ""
        return self._main or None

    def places(self) -> list[str]:
        """The places that the head of the article names, the one that the text has most often first."""
        if self._places is None:
            text, marks = self.doc.text, self.doc.marks[:HEAD_LINES]
            starts = list(compress(range(len(marks)), marks))
            words = map(text.__getitem__, map(slice, starts, starts[1:]))
            self._places = sorted(set(filter(places().__contains__, words)), key=lambda name: (-text.count(name), name))
        return self._places

    def _collective(self, word: str) -> str | None:
        """The place that 我国 or 全市 speaks of."""
        text = self.doc.text
        if word in NATION:
            return "台湾" if "新台币" in text or text.count("台湾") > text.count("中国") else "中国"
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
        for c in reversed(self.organizations[: bisect_left(self._starts, position)]):
            name = text[c.start : c.end]
            if name.endswith(word):
                return name
            if types and not fitting and c.values.get("org_type") in types:
                fitting = name
        return fitting
