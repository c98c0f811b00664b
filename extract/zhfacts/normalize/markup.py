"""HTML that was left in the text: entities, tags, comments."""

import re
from html import unescape
from html.entities import html5

from zhfacts.normalize.alignment import Edit

BLOCK = (
    "address article aside blockquote body br center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 head "
    "header hr html li main nav ol p pre section table tbody td tfoot th thead title tr ul"
).split()
INLINE = (
    "a abbr audio b big button canvas cite code del em embed font i iframe img input ins label link mark meta noscript "
    "object param s small source span strike strong sub sup svg tt u video wbr"
).split()
CELL = {"td", "th"}

_MARKUP = re.compile(
    r"[<&](?:"
    r"(?<=<)(?:"
    r"!--(?s:.{0,5000}?)-->"
    r"|(?P<hidden>script|style)\b[^<>]{0,1000}>(?s:.{0,20000}?)</(?P=hidden)\s{0,5}>"
    rf"|/?(?P<tag>{'|'.join(sorted(BLOCK + INLINE, key=len, reverse=True))})(?P<attributes>\s[^<>]{{0,2000}})?/?>"
    r")"
    r"|(?<=&)(?:amp;){0,3}(?P<entity>\#\d{2,7};|\#x[0-9a-f]{2,6};|(?:nbsp|quot|amp|lt|gt)\b;?|[a-z]{2,31}\d{0,2};)"
    r")",
    re.IGNORECASE,
)


def find_markup(text: str) -> list[Edit]:
    """Entities become their character, block tags a line break, table cells a space; other tags go.

    Only what is surely markup is touched: a known tag in complete angle brackets, a known entity. A one-letter tag
    without attributes counts only where its closing tag stands in the text too.

    >>> find_markup("A&amp;B<br/>x<b<c")
    [(1, 6, '&'), (7, 12, '\\n')]
    """
    if "<" not in text and "&" not in text:
        return []
    edits = []
    for match in _MARKUP.finditer(text):
        if entity := match["entity"]:
            character = unescape(f"&{entity}" if entity.endswith(";") else f"&{entity};")
            if entity[0] == "#" or entity.rstrip(";") in {"nbsp", "quot", "amp", "lt", "gt"} or entity in html5:
                edits.append((match.start(), match.end(), character))
            continue
        tag = (match["tag"] or "").lower()
        if len(tag) == 1 and tag != "p" and match["attributes"] is None and f"</{tag}>" not in text.lower():
            continue
        new = " " if tag in CELL else "\n" if tag in BLOCK else ""
        edits.append((match.start(), match.end(), new))
    return edits
