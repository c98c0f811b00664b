"""Claims of a run that speak of the same: told by several articles, replaced by later ones, or contradicting each other.

Two claims speak of the same where kind, scope, place and dimension (最高, 最长) agree, and their objects consist of the
same words. Verbs, particles and adverbs do not count, numbers are compared by their value, and words for the same thing
(券商, 证券公司) by `lexicons/claim_synonyms.csv`. A noun more makes another object: 国内首款雷达芯片 and
国内首款车规雷达芯片 can both be true.
"""

import pickle
import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Day
from functools import lru_cache
from itertools import combinations
from os import SEEK_END
from tempfile import SpooledTemporaryFile, gettempdir
from types import TracebackType
from typing import Any, Self

import msgspec
import numpy as np
import pyarrow as pa
import rjieba

from zhfacts.errors import ZhfactsError
from zhfacts.find.calendar import bounds
from zhfacts.find.numerals import MAGNITUDES, parse_number
from zhfacts.find.organizations import LEGAL_FORM
from zhfacts.rulebook import Rulebook, load_rulebook
from zhfacts.segment import word_tag
from zhfacts.tables import empty_table, make_table

CLASSES = {"first": "first", "earliest": "first", "only": "only", "gap": "gap", "rank": "top", "superlative": "top"}
"""Kinds that claim the same: 第一高 is 最高."""

DIMENSION = re.compile(r"(?:最|第一)([大高长多快深强宽重远小低新全贵])")
NUMERAL = re.compile(r"(?:[零〇一二三四五六七八九两十百万亿]|千(?![瓦克米帕]))+")
LIGHT_TAGS = frozenset(
    [
        "v",
        "vd",
        "vn",
        "vi",
        "d",
        "p",
        "c",
        "u",
        "uj",
        "ul",
        "uz",
        "ud",
        "ug",
        "uv",
        "r",
        "f",
        "s",
        "y",
        "q",
        "k",
        "x",
        "zg",
    ]
)
"""Parts of speech (jieba's tag set) of words that do not tell objects apart."""

LIGHT_WORDS = frozenset(["领域", "行业", "方面", "级", "全", "全程", "全部", "民间", "自主", "同类", "大型"])
GENERIC = re.compile(
    r"(?:该|这|其|本|此|全|当地|本地).*|[他她它]们?|(?:我国|中国|公司|企业|园区|中心|项目|产品|装置|系统)"
)
"""Holders that are no names."""

POINTED = re.compile(r"(?:同类|该类|这[类一种项个款]|该[项种类款]?|此[类种项])(?P<thing>[\u4e00-\u9fff]{2,6})$")
HOLDER_CLASS = re.compile(r"的(?:高校|企业|公司|机构|城市|地区|省份|国家|单位)$")
"""首家推出…的企业 is who 率先推出…."""

COUNTED = re.compile(r"(?:生产|销售|交付|出口|出货|发运|种植|养殖)了?(?P<name>[\u4e00-\u9fff]{2,8}?)[约达超近逾]?\d")
INDEX = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,10}(?:指数|榜单|排行榜))")

RECORD = re.compile(r"[纪记]录$")
SUFFIX = re.compile(r"(?:地区|省|市)$")

SAME_TIME = 180
"""A title that somebody else holds so many days later has changed hands; before that, one of the two is wrong."""

TOLD_AGAIN = 30
"""So many days after another, a claim that names no holder is taken for the same."""

MOST_COMPARED = 200
"""Of one object; what many articles claim alike is compared with the first of them only."""

RELATIONS = ("conflict", "superseded", "same")

HELD_IN_MEMORY = 8_000_000
"""Bytes of claims; more go to a temporary file."""
ROWS_AT_ONCE = 10_000


class Told(msgspec.Struct, frozen=True):
    """A claim of the run, as far as it is compared."""

    about: tuple[str, str, str | None, tuple[str, ...]]
    """Kind, place, dimension and words of the object: what two claims have in common that speak of the same."""
    number: int
    """The how-manieth of the run."""
    doc_id: str
    raw_start: int
    subject: str | None
    object: str | None
    org: str | None
    scope: str
    rank: int | None
    date: str | None
    published: Day | None
    top: bool
    names: tuple[str, ...]
    """Of the holder, in one wording."""
    named: tuple[str, ...]
    """The organizations of the article, where the claim names no holder: it may be one of them."""


class ClaimConflicts:
    """Compares the claims of the articles that it is shown.

    They wait in a temporary file; 16 bytes of each are held in memory. To be used as a context manager.

    Parameters
    ----------
    rulebook
        For the synonyms; by default the one that is installed with the package.
    """

    def __init__(self, rulebook: Rulebook | None = None) -> None:
        self._rulebook = rulebook or load_rulebook()
        self._file = SpooledTemporaryFile(HELD_IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        self._places = array("q")  # in the file, of each claim
        self._abouts = array("q")  # hashes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, claims: pa.Table, organizations: pa.Table, documents: pa.Table) -> None:
        """Take in the claims of some articles, each of which has to be there whole.

        Raises
        ------
        ZhfactsError
            E013 where the temporary file cannot be written.
        """
        names: defaultdict[str, set[str]] = defaultdict(set)
        for doc_id, name in zip(organizations["doc_id"].to_pylist(), organizations["name"].to_pylist(), strict=True):
            names[doc_id].add(name)
        published = dict(zip(documents["doc_id"].to_pylist(), documents["published"].to_pylist(), strict=True))
        for row in claims.to_pylist():
            if row["partial"] or row["boilerplate"] or row["status"] not in ("asserted", "reported"):
                continue
            kind = CLASSES[row["kind"]]
            before = row["sentence_text"].partition(row["text"])[0]
            words = object_words(_full_object(row["object"], before, kind), row["subject"], self._rulebook, before)
            if not words or row["scope"] == "none":
                continue
            if RECORD.search(row["text"]):
                words = frozenset(word for word in words if not word[0].isdigit())
            place = row["scope_place"] or (row["scope_text"] if row["scope"] in ("regional", "industry") else None)
            dimension = DIMENSION.search(row["text"]) if kind == "top" else None
            holder = _names(row, self._rulebook)
            self._put(
                Told(
                    (
                        kind,
                        SUFFIX.sub("", place) if place else row["scope"],
                        dimension[1] if dimension else None,
                        tuple(sorted(words)),
                    ),
                    len(self._places),
                    row["doc_id"],
                    row["raw_start"],
                    row["subject"],
                    row["object"],
                    row["org"],
                    row["scope"],
                    row["rank"] or (1 if kind == "top" else None),
                    row["date"],
                    published.get(row["doc_id"]),
                    kind == "top",
                    holder,
                    () if holder else tuple(sorted(names[row["doc_id"]])),
                )
            )

    def table(self) -> pa.Table:
        """The table `claim_conflicts`: contradictions first, then titles that changed hands, then claims told twice."""
        groups = [
            (relation, why, array("q", [c.number for c in claims]))
            for told in self._about_the_same()
            for relation, why, claims in _groups(told)
        ]
        groups.sort(key=lambda group: RELATIONS.index(group[0]))
        parts = [empty_table("claim_conflicts")]
        rows: list[Sequence[Any]] = []
        for number, (relation, why, claims) in enumerate(groups, 1):
            for c in map(self._get, claims):
                rows.append((number, relation, c.doc_id, c.raw_start, c.subject, c.object, c.scope, c.date, why))
            if len(rows) >= ROWS_AT_ONCE or number == len(groups):
                columns = zip(parts[0].column_names, zip(*rows, strict=True), strict=True)
                parts.append(make_table("claim_conflicts", dict(columns)))
                rows = []
        return pa.concat_tables(parts)

    def _put(self, claim: Told) -> None:
        self._file.seek(0, SEEK_END)
        self._places.append(self._file.tell())
        self._abouts.append(hash(claim.about))
        try:
            pickle.dump(claim, self._file, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            raise ZhfactsError("E013", path=gettempdir(), reason=error.strerror or error) from None

    def _get(self, number: int) -> Told:
        self._file.seek(self._places[number])
        claim: Told = pickle.load(self._file)
        return claim

    def _about_the_same(self) -> Iterator[list[Told]]:
        """The first claims of each object that is told of more than once, in the order of the first of them."""
        _, first, which = np.unique(np.array(self._abouts), return_index=True, return_inverse=True)
        order = np.argsort(first[which], kind="stable")  # alike ones together
        starts = np.flatnonzero(np.diff(first[which][order], prepend=-1))
        for alike in np.split(order, starts[1:]):
            if len(alike) > 1:
                of_hash: defaultdict[Any, list[Told]] = defaultdict(list)
                for claim in map(self._get, alike[:MOST_COMPARED].tolist()):
                    of_hash[claim.about].append(claim)
                yield from of_hash.values()


Group = tuple[str, str, list[Told]]


def _groups(told: Sequence[Told]) -> list[Group]:
    """The claims of one object that stand in one relation, each in the strongest that it has."""
    if len({c.doc_id for c in told}) < 2:
        return []
    found: dict[str, dict[Told, None]] = {relation: {} for relation in RELATIONS}
    for a, b in combinations(told, 2):
        if a.doc_id != b.doc_id and (related := relation(a, b)):
            found[related] |= {a: None, b: None}
    groups: list[Group] = []
    taken: set[Told] = set()
    for related, claims in found.items():
        group = [c for c in claims if c not in taken]
        if len({c.doc_id for c in group}) > 1:
            taken.update(group)
            groups.append((related, _why(related, group), group))
    return groups


def _why(relation: str, claims: Sequence[Told]) -> str:
    holders = "、".join(dict.fromkeys(c.subject or c.org or "?" for c in claims))
    alike = " ".join(claims[0].about[-1])
    told = f"the same object ({alike}) in the same scope"
    if relation == "conflict":
        return f"{told}, claimed for different holders at the same time: {holders}"
    if relation == "superseded":
        return f"{told}, claimed at different times: {holders}"
    return f"{told}, told by several articles: {holders}"


def relation(a: Told, b: Told) -> str | None:
    """What two claims about the same have to do with each other: same, superseded, conflict; None where nothing."""
    alike = _same_holder(a, b)
    apart = _days_apart(a, b)
    if a.rank != b.rank:
        return "superseded" if alike and apart is not None and apart > SAME_TIME else None
    if alike is None:  # one of them names no holder
        return "same" if apart is not None and apart <= TOLD_AGAIN else None
    if alike:
        return "same" if apart is None or apart <= SAME_TIME or not a.top else None
    if a.top and (apart is None or apart > SAME_TIME):
        return "superseded" if apart is not None else None
    return "conflict"


def _same_holder(a: Told, b: Told) -> bool | None:
    """Whether two claims have one holder; where one names none, its article may name that of the other."""
    if a.names and b.names:
        return any(x in y or y in x or _shortened(x, y) or _shortened(y, x) for x in a.names for y in b.names)
    other, named = (a.names, b.named) if a.names else (b.names, a.named)
    return True if any(x in y or y in x for x in other for y in named) else None


def _shortened(short: str, name: str) -> bool:
    """Whether a name is made of characters of another, in order, from the first on: 沙绿高铁, 沙洲至绿洲高速铁路."""
    if not 3 <= len(short) < len(name) or short[0] != name[0]:
        return False
    rest = iter(name)
    return all(character in rest for character in short)


def _names(row: Mapping[str, Any], rulebook: Rulebook) -> tuple[str, ...]:
    synonyms, pattern = _synonyms(rulebook)
    found = (re.sub('[“”「」《》"]|（.*?）', "", name) for name in (row["subject"], row["org"]) if name)
    cores = (pattern.sub(lambda m: synonyms[m[0]], LEGAL_FORM.sub("", name)) for name in found)
    return tuple(core for core in cores if len(core) > 1 and not GENERIC.fullmatch(core) and core != row["object"])


def _days_apart(a: Told, b: Told) -> int | None:
    """Days between the times that two claims speak of: their dates, else the days of publication."""
    first, second = (_time(c) for c in (a, b))
    return None if first is None or second is None else abs((first - second).days)


def _time(claim: Told) -> Day | None:
    start, end = bounds(claim.date) if claim.date else (None, None)
    return (start if start == end or start is None else end) or claim.published


def _full_object(phrase: str | None, before: str, kind: str) -> str | None:
    """The object with what the clauses before say of it: 生产新能源汽车98万辆，产量; 全球创新指数…排名第14位."""
    if phrase is None and kind == "top":
        index = INDEX.search(before)
        return re.split("[的期版届]", index["name"])[-1] if index else None
    if phrase and kind == "top" and len(phrase) <= 4:
        longer = re.search(rf"(?P<name>[\u4e00-\u9fff]{{2,10}}{re.escape(phrase)})[约达为超近逾\d]", before)
        if longer:
            return longer["name"].lstrip("全年月")
        counted = COUNTED.search(before)
        if counted and phrase in ("产量", "销量", "出货量", "交付量", "出口量", "销售量", "装机量"):
            return counted["name"] + phrase
    return phrase


def object_words(phrase: str | None, subject: str | None, rulebook: Rulebook, before: str = "") -> frozenset[str]:
    """The words that tell an object apart, in one wording.

    Parameters
    ----------
    phrase, subject
        The columns of the claim.
    rulebook
        For the synonyms.
    before
        The sentence up to the claim, which tells what 这一专业 means.

    >>> from zhfacts.rulebook import load_rulebook
    >>> sorted(object_words("穿越沙漠的三百五十公里高速铁路", None, load_rulebook()))
    ['350', '沙漠', '高铁']
    """
    if not phrase:
        return frozenset()
    text = re.sub('[“”「」《》"（）]', "", phrase)
    text = HOLDER_CLASS.sub("", text)
    pointed = POINTED.search(text)
    if pointed:
        text = text[: pointed.start()] + (_pointed_at(pointed["thing"], subject, before) or pointed["thing"])
    if subject and subject != text:
        text = text.removeprefix(subject)
    synonyms, pattern = _synonyms(rulebook)
    text = pattern.sub(lambda m: synonyms[m[0]], text)
    text = NUMERAL.sub(lambda m: _number(m[0]), text)
    words = frozenset(word for word in rjieba.cut(text) if _tells_apart(word))
    return words or frozenset([text])


def _pointed_at(thing: str, subject: str | None, before: str) -> str | None:
    """What 同类疫苗, 这一专业 stands for: the subject, or the longer name in the sentence."""
    if subject and subject.endswith(thing):
        return subject
    words = rjieba.cut(before)
    for last in range(len(words) - 1, 0, -1):
        if words[last].endswith(thing):
            first = last
            while first and _tells_apart(words[first - 1]):
                first -= 1
            if first < last:
                return "".join(words[first : last + 1])
    return None


def _number(numeral: str) -> str:
    value = parse_number(numeral) if len(numeral) > 1 or numeral in MAGNITUDES else None
    return numeral if value is None else f" {value} "


@lru_cache(maxsize=65536)
def _tells_apart(word: str) -> bool:
    if not word[0].isalnum():
        return False
    return word not in LIGHT_WORDS and (word[0].isascii() or word_tag(word) not in LIGHT_TAGS)


@lru_cache(maxsize=4)
def _synonyms(rulebook: Rulebook) -> tuple[dict[str, str], re.Pattern[str]]:
    words = {row["word"]: row["standard"] for row in rulebook.lexicon("claim_synonyms")}
    return words, re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
