"""HTML that was left in the text: entities, tags, comments."""

import re
from html import unescape
from html.entities import html5

from zhfacts.normalize.alignment import Edit

_TAG = (
    "(?P<block>address|article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|head"
    "|header|hr|html|li|main|nav|ol|p|pre|section|table|tbody|tfoot|thead|title|tr|ul)"
    "|(?P<cell>td|th)"
    "|(?P<inline>abbr|audio|big|button|canvas|cite|code|del|em|embed|font|iframe|img|input|ins|label|link|mark|meta"
    "|noscript|object|param|r[btp]|ruby|small|source|span|strike|strong|sub|sup|svg|tt|video|wbr|[ovw]:[a-z]{1,20})"
    "|(?P<letter>[abisu])"
)
_MARKUP = re.compile(
    r"[<&](?:"
    r"(?<=<)(?:"
    r"!--(?:[^<-]|<(?!!--)|-(?!->)){0,5000}+-->"
    r"|!doctype[^<>]{0,500}>"
    r"|(?P<hidden>script|style)\b[^<>]{0,1000}>(?:[^<]|<(?!/?(?P=hidden))){0,20000}+</(?P=hidden)\s{0,9}>"
    rf"|(?P<slash>/)?(?:{_TAG})(?P<attributes>\s[^<>]{{0,2000}})?/?>"
    r")"
    r"|(?<=&)(?:amp;){0,3}(?P<entity>\#\d{2,7};|\#x[0-9a-f]{2,6};|nbsp;?|[a-z]{2,31}\d{0,2};)"
    r")",
    re.IGNORECASE,
)


def find_markup(text: str) -> list[Edit]:
    """Entities become their character, block tags a line break, table cells a space; other tags and comments go.

    Only what is surely markup is touched: a known tag in complete angle brackets, a known entity. A bare one-letter
    tag counts only where its closing tag stands in the text too.

    >>> find_markup("A&amp;B<br/>x<b<c")
    [(1, 6, '&'), (7, 12, '\\n')]
    """
    if "<" not in text and "&" not in text:
        return []
    closed = {tag[2].lower() for tag in re.findall("</[abisu]>", text, re.IGNORECASE)}
    edits = []
    for match in _MARKUP.finditer(text):
        new = ""
        if entity := match["entity"]:
            if not entity.startswith("#") and entity.rstrip(";") + ";" not in html5:
                continue
            new = unescape(f"&{entity}")
        elif (letter := match["letter"]) and not (match["slash"] or match["attributes"] or letter.lower() in closed):
            continue
        elif match["block"]:
            new = "\n"
        elif match["cell"]:
            new = " "
        edits.append((match.start(), match.end(), new))
    return edits
