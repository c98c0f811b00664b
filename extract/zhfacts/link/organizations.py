"""Short forms of organizations to the fullest name that the document gives."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import rjieba

from zhfacts.find.candidates import Candidate
from zhfacts.find.organizations import (
    LEGAL_FORM,
    TRADE_WORDS,
    leading_place,
    place_kinds,
    trade_words,
    without_legal_form,
)
from zhfacts.rulebook import Rulebook
from zhfacts.segment import Document, is_word

BRACKET = re.compile(r" ?[（(](?:以下|下文)?(?:统称|简称|下称|英文简称|英文名|又称|原名)?(?:为|是)?[：:“\"「]?$")
TAIL = re.compile(r"(?:(?:足球|篮球|排球|棒球|乒乓球)?(?:俱乐部|队)|棒球队|部队|社)$")
"""What a club, a newspaper or a firm of Japan may go without."""
UNSAID = frozenset(["商业", "股份", "国家", "研究", "管理", "监督", "委员", "办公"])
"""Words that any short form may leave out: 玉山银行, 苏州纳米所. So it may those of one character: 长沙博物馆."""
UNSAID_END = frozenset(["会", "室", "大学"])
PARENT = re.compile(r"(?:科学院|行政院|委员会|大学|总局|[部局院]|集团|公司)$")
HEADS = frozenset(["中国", "国家", "国立", "中央", "国际", "世界", "全国", "中共", "中华", "国营"])


@lru_cache(maxsize=4)
def _full_names(rulebook: Rulebook) -> dict[str, str]:
    """Short form to full name, as the lexicons know it."""
    found: dict[str, str] = {}
    for lexicon in rulebook.lexicon_names:
        if lexicon.startswith("org_"):
            header, body = rulebook.cells(lexicon)
            name, full_name = header.index("name"), header.index("full_name")
            found.update((row[name], row[full_name]) for row in body if row[full_name])
    return found


def link_organizations(doc: Document, organizations: Sequence[Candidate], rulebook: Rulebook) -> None:
    """Fill `name` and `alias_of`.

    Parameters
    ----------
    doc
        The normalized text.
    organizations
        The winners in text order; completed in place. A short form is linked to a full name that occurs in the same
        document and nowhere else: 国家药监局 to 国家药品监督管理局 where both stand, else it keeps its own text.
    rulebook
        For the full names that the lexicons give, and the places that names begin with.
    """
    types: dict[str, str] = {}
    for c in organizations:
        types.setdefault(c.values["name"], c.values["org_type"])
    fuller = _bracketed(doc.text, organizations)
    full_names = _full_names(rulebook)
    for short, full in _known(types, full_names).items():
        if fuller.get(full) != short:  # the text has it the other way round
            fuller.setdefault(short, full)
    of_type: defaultdict[str, list[str]] = defaultdict(list)
    for text, org_type in types.items():
        of_type[org_type].append(text)
    for org_type, names in of_type.items():
        characters = "".join(names)
        for text in names:
            first = text[0]
            # A name that shortens another begins with one of its characters.
            if text in fuller or characters.count(first) == 1:
                continue
            # 科大, which the lexicons know as another one, is not read as a form of 澳门科技大学 that leaves out the place.
            known = org_type == "education" and len(text) == 2 and text in full_names
            others = [n for n in names if n.startswith(first)] if known else names
            longer = [n for n in others if first in n and len(n) > len(text) and _shortens(text, n, rulebook)]
            # The longest, if all the others are forms of it, too; else it is open which one is meant.
            longest = max(longer, key=len, default=None)
            if longest and all(
                n == longest or fuller.get(n) == longest or _shortens(n, longest, rulebook) for n in longer
            ):
                fuller[text] = longest
    for c in organizations:
        values = c.values
        values["alias_of"] = None
        text = values["name"]
        if text in fuller:
            full = fuller[text]
            for _ in range(len(fuller) - 1):
                if full not in fuller:
                    break
                full = fuller[full]
            values["name"] = full
            values["alias_of"] = full if full != text else None


def _bracketed(text: str, organizations: Sequence[Candidate]) -> dict[str, str]:
    """Names in a bracket right behind a name: 国家药品监督管理局(NMPA)."""
    found: dict[str, str] = {}
    for a, b in pairwise(organizations):
        if (
            b.start - a.end <= 9
            and BRACKET.fullmatch(text, a.end, b.start)
            and text[b.end : b.end + 2].strip('”」" ')[:1] in ("）", ")")
        ):
            name, short = text[a.start : a.end], text[b.start : b.end]
            if name.isascii() and not short.isascii():
                found.setdefault(name, short)  # 美国FDA（…管理局): the Chinese name is the full one
            elif short != name and (short.isascii() or len(short) < len(name)):
                found.setdefault(short, name)
    return found


def _known(types: dict[str, str], full_names: dict[str, str]) -> dict[str, str]:
    """Names that the lexicons hold to be one organization, each to the fullest of them in the document.

    The full name of the lexicon need not stand there (ZTE and 中兴通讯), nor with the same legal form.
    """
    found: dict[str, str] = {}
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for text, org_type in types.items():
        full = full_names.get(text, text)
        if full != text and full in types:
            found[text] = full
            continue
        whole = full_names.get(full, full)
        core = without_legal_form(whole.removeprefix("中华人民共和国").removeprefix("国立"))
        groups[core, org_type].append(text)
    for (core, _), names in groups.items():
        if len(names) > 1 and len(core) > 1:
            fullest = max(names, key=lambda name: (not name.isascii(), len(name)))
            found.update((name, fullest) for name in names if name != fullest)
    return found


@lru_cache(maxsize=65536)
def _shortens(short: str, name: str, rulebook: Rulebook) -> bool:
    """Whether a string is a short form of a name, going by its characters and the words of the name.

    >>> from zhfacts.rulebook import load_rulebook
    >>> rulebook = load_rulebook()
    >>> _shortens("苏州纳米所", "中国科学院苏州纳米技术与纳米仿生研究所", rulebook)
    True
    >>> _shortens("沃旭能源", "沃旭能源公司", rulebook), _shortens("海南省国资委", "海南省国有资产监督管理委员会", rulebook)
    (True, True)
    >>> _shortens("红黄蓝幼儿园", "北京红黄蓝幼儿园新天地分园", rulebook), _shortens("南大", "南京航空航天大学", rulebook)
    (False, False)
    """
    for whole in (name, name.removeprefix(leading_place(name, rulebook))):
        if whole != short and whole.startswith(short):
            return _is_tail(whole[len(short) :], rulebook)
    if name.endswith(short):
        head = name[: -len(short)]
        return len(short) >= 3 and (len(head) <= 3 or _is_head(head, False, rulebook))
    core = TAIL.sub("", without_legal_form(name))
    bare = without_legal_form(short) if core != name else short
    if len(bare) < 2:
        return False
    if core.endswith(bare):
        head = core[: -len(bare)]
        return len(head) <= 4 or _is_head(head, True, rulebook)
    return short not in core and _ordered(bare, core) and _abbreviates(bare, core, rulebook)


def _is_tail(rest: str, rulebook: Rulebook) -> bool:
    """Whether what follows a short form says only what kind of organization it is: a trade, a legal form."""
    if LEGAL_FORM.fullmatch(rest) or TAIL.fullmatch(rest):
        return True
    rest = without_legal_form(rest)
    trades = trade_words(rulebook) - {"投控"}
    return bool(TRADE_WORDS.fullmatch(rest)) or (rest != "" and all(word in trades for word in rjieba.cut(rest)))


def _is_head(head: str, legal: bool, rulebook: Rulebook) -> bool:
    """Whether a beginning is a place or words like 国家; more than one place only before a firm by its legal form."""
    places = place_kinds(rulebook)
    words = rjieba.cut(head)
    return all(word in places or word in HEADS for word in words) and (
        legal or sum(word in places for word in words) < 2
    )


def _ordered(short: str, name: str) -> bool:
    """Whether the characters of `short` stand in `name` in this order."""
    rest = iter(name)
    return all(c in rest for c in short)


def _abbreviates(short: str, core: str, rulebook: Rulebook) -> bool:
    """Whether a short form takes its characters from the words of a name as short forms do.

    Each is the first of a word or follows the one before, the last one is of the last word. Places at the beginning
    may be left out, other words only where the last word is shortened, too: 南京大学 is no 南京航空航天大学.
    """
    words = [piece for word in rjieba.cut(core) for piece in _split(word)]
    places = place_kinds(rulebook)
    before = ""
    led = True
    for first, word in enumerate(words):
        if (led or PARENT.search(before)) and short[0] in word:
            left_out = _left_out(short, words[first:])
            if left_out is not None and not any(word in places for word in left_out):
                said = [word for word in left_out if len(word) > 1 and word not in UNSAID]
                return len(said) <= (0 if short[-2:] == core[-2:] else len(short) - 2)
        before += word
        led = led and (word in places or word in HEADS or len(word) == 1)
    return False


def _split(word: str) -> list[str]:
    """The words of two characters that a long one consists of: 北京|航空|航天|大学, 卫生|福利|部."""
    if len(word) > 2 and is_word(word[:2]) and word not in UNSAID:
        return [word[:2], *_split(word[2:])]
    return [word]


def _left_out(short: str, words: list[str]) -> list[str] | None:
    """The words of which a short form has no character; None where it does not fit them."""
    if not short:
        return [] if all(word in UNSAID_END for word in words) else None
    if not words:
        return None
    word = words[0]
    fits = [k for k in range(len(word), 0, -1) if short.startswith(word[:k])]
    if short[0] == word[-1]:
        goes_on = len(words) > 1 and short[1:2] == words[1][0]
        if len(words) == 1 or goes_on or word[0] == "第" or word[-1] in "省市县区":
            fits.append(1)
    for taken in fits:
        rest = _left_out(short[taken:], words[1:])
        if rest is not None:
            return rest
    rest = _left_out(short, words[1:])
    return None if rest is None else [word, *rest]
