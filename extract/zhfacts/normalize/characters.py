"""Characters that stand for others, or for nothing: invisible ones, full-width ones, compatibility look-alikes."""

import re
import unicodedata
from functools import lru_cache

from zhfacts.normalize.alignment import Edit

_INSTEAD = dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n") | dict.fromkeys(
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "
)
# C0 and C1 controls, soft hyphen, no-break and other spaces, zero-width and direction marks, line and paragraph
# separators, variation selectors, byte order mark, object replacement, lone surrogates, tags
INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u1680\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffc\U000e0000-\U000e0fff"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")


def find_invisible(text: str) -> list[Edit]:
    r"""Control and zero-width characters go; odd spaces become a space, odd line breaks a line break.

    The ideographic space stays: it is one character wide and marks paragraphs.

    >>> find_invisible("第一\u200b行\r\n第二\xa0行")
    [(2, 3, ''), (4, 5, ''), (8, 9, ' ')]
    """
    edits = []
    for match in _INVISIBLE.finditer(text):
        start, end = match.span()
        run = match[0][:-1] if match[0].endswith("\r") and text.startswith("\n", end) else match[0]
        edits.append((start, end, "".join(_INSTEAD.get(character, "") for character in run)))
    return edits


_FULL_WIDTH = "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
_HALF_WIDTH = {ord(character): ord(character) - 0xFEE0 for character in _FULL_WIDTH + "％．：／－＋＆＠＿＃，"}
# What to look for; １，０００ is found by its digits, 3：1 by find_ratios.
WIDE = "０-９Ａ-Ｚａ-ｚ％．／－＋＆＠＿＃"
_ALPHANUMERIC = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
# Punctuation is half-width only inside a number or a name: 3：1, Ａ／Ｂ, １，０００.
_WIDE = re.compile(
    "[０-９Ａ-Ｚａ-ｚ％．：／－＋＆＠＿＃，](?:(?<=[０-９Ａ-Ｚａ-ｚ％])"
    f"|(?<=[{_ALPHANUMERIC}％%][．／－＋＆＠＿＃])(?=[{_ALPHANUMERIC}])"
    "|(?<=[0-9０-９]：)(?=[0-9０-９])"
    "|(?<=[０-９]，)(?=[０-９]{3}(?![0-9０-９])))"
)


def find_wide(text: str) -> list[Edit]:
    """Full-width letters, digits and % become half-width, and the punctuation between them.

    Chinese punctuation stays as it is.

    >>> find_wide("奖金２５．５万美元，占％。")
    [(2, 6, '25.5'), (11, 12, '%')]
    """
    runs: list[tuple[int, int]] = []
    for match in _WIDE.finditer(text):
        start, end = match.span()
        if runs and runs[-1][1] == start:
            runs[-1] = runs[-1][0], end
        else:
            runs.append((start, end))
    return [(start, end, text[start:end].translate(_HALF_WIDTH)) for start, end in runs]


def find_ratios(text: str) -> list[Edit]:
    """A full-width colon between two digits becomes half-width.

    >>> find_ratios("比分3：1")
    [(3, 4, ':')]
    """
    edits = []
    position = text.find("：")
    while position >= 0:
        if text[position - 1 : position].isdecimal() and text[position + 1 : position + 2].isdecimal():
            edits.append((position, position + 1, ":"))
        position = text.find("：", position + 1)
    return edits


# Radicals that PDF extraction gives in place of the character; Unicode has no decomposition for them.
_RADICALS = dict(
    zip(
        "⺁⺈⺊⺌⺍⺓⺗⺘⺙⺝⺟⺠⺡⺢⺤⺩⺫⺬⺮⺯⺲⺶⺷⺼⻁⻄⻅⻆⻉⻋⻌⻏⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "厂刀卜小小幺心手攴月母民水水爪王目示竹糸网羊羊肉虎西见角贝车辶邑长门阜雨青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
_FULL_PUNCTUATION = dict(zip(",;:!?()", "，；：！？（）", strict=True))
# Code points without a meaning of their own where older mappings of GB 18030 and the fonts of word processors put
# characters that Unicode has elsewhere.
_PRIVATE_USE = dict(
    zip(
        "\ue5e5\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7\ue7c8"
        "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864\uf06c\uf06e\uf075\uf0a7\uf0b7\uf0d8\uf0fc",
        "\u3000，。、：；！？〖〗…ḿǹ龴龵龶龷龸龹龺龻●■◆▪•➢✓",
        strict=True,
    )
)
# radicals, vertical and small forms, half-width marks, ligatures, compatibility ideographs, private use, letters of
# mathematics
COMPATIBILITY = (
    "\u2e80-\u2fd5\ue5e5\ue78d-\uf0fc\uf900-\ufb06\ufe10-\ufe19\ufe30-\ufe6b\uff61-\uff64"
    "\U0001d400-\U0001d7ff\U0002f800-\U0002fa1d"
)
_COMPATIBILITY = re.compile(f"[{COMPATIBILITY}]")


def find_compatibility(text: str) -> list[Edit]:
    """Radicals, compatibility ideographs, vertical and small punctuation and the like become what they look like.

    What has a meaning of its own stays: ㎡, ①, Ⅱ.

    >>> find_compatibility("⽣物医药，⻢上")
    [(0, 1, '生'), (5, 6, '马')]
    """
    edits = []
    for match in _COMPATIBILITY.finditer(text):
        new = _usual_form(match[0])
        if new != match[0]:
            edits.append((match.start(), match.end(), new))
    return edits


@lru_cache(maxsize=1024)
def _usual_form(character: str) -> str:
    if character in "\ufe30\ufe55":  # vertical two dots and small colon, both used as a colon in Taiwan
        return "："
    form = _RADICALS.get(character) or _PRIVATE_USE.get(character) or unicodedata.normalize("NFKC", character)
    return _FULL_PUNCTUATION.get(form, form if len(form) == 1 or form.isalpha() else character)
