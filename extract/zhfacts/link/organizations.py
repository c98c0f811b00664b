"""Short forms of organizations to the fullest name that the document gives."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from zhfacts.find.candidates import Candidate
from zhfacts.find.organizations import LEGAL_FORM, TRADE_WORDS
from zhfacts.rulebook import Rulebook
from zhfacts.segment import Document

BRACKET = re.compile(r" ?[（(](?:以下)?(?:简称|下称|英文简称|又称|原名)?[：:“\"「]?$")


@lru_cache(maxsize=4)
def _full_names(rulebook: Rulebook) -> dict[str, str]:
    """Short form to full name, as the lexicons know it."""
    return {
        row["name"]: row["full_name"]
        for lexicon in rulebook.lexicon_names
        if lexicon.startswith("org_")
        for row in rulebook.lexicon(lexicon)
        if row["full_name"]
    }


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
        For the full names that the lexicons give.
    """
    types: dict[str, str] = {}
    for c in organizations:
        types.setdefault(doc.text[c.start : c.end], c.values["org_type"])
    fuller = _bracketed(doc.text, organizations)
    known = _full_names(rulebook)
    for text, org_type in types.items():
        if text in fuller:
            continue
        if known.get(text) in types:
            fuller[text] = known[text]
            continue
        longer = [n for n, t in types.items() if t == org_type and len(n) > len(text) and _shortens(text, n)]
        # The longest, if all the others are forms of it, too; else it is open which one is meant.
        longest = max(longer, key=len, default=None)
        if longest and all(n == longest or _shortens(n, longest) for n in longer):
            fuller[text] = longest
    for c in organizations:
        text = doc.text[c.start : c.end]
        full = text
        for _ in range(len(fuller)):
            if full not in fuller:
                break
            full = fuller[full]
        c.values["name"] = full
        c.values["alias_of"] = full if full != text else None


def _bracketed(text: str, organizations: Sequence[Candidate]) -> dict[str, str]:
    """Names in a bracket right behind a name: 国家药品监督管理局(NMPA)."""
    found: dict[str, str] = {}
    for a, b in pairwise(organizations):
        if (
            b.start - a.end <= 8
            and BRACKET.fullmatch(text, a.end, b.start)
            and text[b.end : b.end + 2].strip('”」" ')[:1] in ("）", ")")
        ):
            name, short = text[a.start : a.end], text[b.start : b.end]
            if short != name and (short.isascii() or len(short) < len(name)):
                found.setdefault(short, name)
    return found


@lru_cache(maxsize=65536)
def _shortens(short: str, name: str) -> bool:
    """Whether a string is a short form of a name, going by its characters alone.

    >>> _shortens("苏州纳米所", "中国科学院苏州纳米技术与纳米仿生研究所")
    True
    >>> _shortens("沃旭能源", "沃旭能源公司")
    True
    >>> _shortens("红黄蓝幼儿园", "北京红黄蓝幼儿园新天地分园")
    False
    """
    if name.startswith(short):
        rest = name[len(short) :]
        return bool(LEGAL_FORM.fullmatch(rest) or TRADE_WORDS.fullmatch(LEGAL_FORM.sub("", rest)))
    if name.endswith(short):
        return len(name) - len(short) <= 3 and len(short) >= 3
    if short in name:
        core = LEGAL_FORM.sub("", name)
        return core.endswith(short) and len(core) - len(short) <= 3
    if len(short) < 3 or short[-1] != name[-1] or short[-3:] == name[-3:] or not _ordered(short, name):
        return False
    return short[0] == name[0] or short[:2] in name


def _ordered(short: str, name: str) -> bool:
    """Whether the characters of `short` stand in `name` in this order."""
    rest = iter(name)
    return all(c in rest for c in short)
