"""Spaces inside words, line breaks inside sentences, marks written twice: what layout and haste leave in a text."""

import math
import re
from collections.abc import Iterator
from itertools import accumulate

import rjieba

from zhfacts.normalize.alignment import Edit
from zhfacts.normalize.chinese import to_simplified

_HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
_IS_HAN = re.compile(f"[{_HAN}]")

# --- marks ---

MARKS = "，。！？；：、"
# Not where the run is all that is quoted, and not ASCII: a,,b is a table, ???? are lost characters.
_QUOTED = frozenset(("“”", "‘’", "「」", "『』", "《》", "（）", "()", '""'))


def find_repeated_marks(text: str) -> list[Edit]:
    """A mark that is written several times stands once.

    An ellipsis (…… ...), a dash (——) and mixed marks (？！) stay, and so does what is quoted.

    >>> find_repeated_marks("成功了！！！，，真的吗？！“。。。”")
    [(4, 6, ''), (7, 8, '')]
    """
    if not any(mark in text and mark * 2 in text for mark in MARKS):  # the first test is much quicker than the second
        return []
    runs = re.finditer(rf"([{MARKS}])\1+", text)
    return [
        (run.start() + 1, run.end(), "")
        for run in runs
        if text[max(0, run.start() - 1) : run.start()] + text[run.end() : run.end() + 1] not in _QUOTED
    ]


# --- spaces ---

_UNITS = "年月日号时分秒%％万亿元个家名人倍点度"
_DIGITS = re.compile(
    rf"(?<![A-Za-z0-9.,:/-])(?<![A-Za-z0-9] )\d(?:(?: [\d.]){{2,11}}(?= ?[{_UNITS}])| \d(?= ?[月日号时分秒]))(?! [\d.])"
)
_MARK = "，。、；：！？“”（）《》"
_SINGLE = rf"[{_HAN}{_MARK}\dA-Za-z%％.-]"
_SPACED_OUT = re.compile(rf"(?<!\S)(?:{_SINGLE} ){{4,}}{_SINGLE}(?!\S)")
_SPACED_WORD = re.compile(rf"(?<![^\n\d{_MARK},:;()])[{_HAN}](?: [{_HAN}]){{1,3}}(?![^\n\d{_MARK},:;()])")
# The space first: it is found much faster than what stands before it.
_GAP = re.compile(rf" (?<=[{_HAN}\d] )(?=[{_HAN}\d])")
# How much of a text that was spaced out has to be words when the spaces are gone.
_WORDS = 0.6
_NUMERALS = frozenset("〇一二三四五六七八九十甲乙丙丁戊己庚辛壬癸")
_CONTEXT = 6
# How many characters before and behind a space can make a word of up to four.
_REACH = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))


def find_spaces(text: str) -> list[Edit]:
    """Spaces between the letters of a word and the digits of a number go.

    That a space is inside a word the dictionary has to say: it knows the word, and the piece before or behind the space
    is none. Spaces between words, names, sentences and cells stay.

    >>> find_spaces("在上 海举行，2 0 2 3 年，张三 李四")
    [(2, 3, ''), (8, 9, ''), (10, 11, ''), (12, 13, ''), (14, 15, '')]
    """
    spaces: list[int] = []
    done = looked_at = 0
    for match in _GAP.finditer(text):
        gap = match.start()
        if gap < done:
            continue
        if number := _DIGITS.match(text, gap - 1):
            done = number.end() + 1  # the unit may have a space before it
        elif word := _spaced_word(text, gap - 1):
            done = word.end()
        elif gap > looked_at and (line := _SPACED_OUT.match(text, gap - 1)):
            looked_at = line.end()
            done = looked_at if _is_words(line[0].replace(" ", "")) else done
        if gap < done:
            spaces += _spaces(text, gap, done)
        elif _splits_a_word(text, gap):
            spaces.append(gap)
    return [(space, space + 1, "") for space in spaces]


def _spaced_word(text: str, start: int) -> re.Match[str] | None:
    """A word from `start` on in which each character stands alone."""
    word = _SPACED_WORD.match(text, start)
    return word if word and rjieba.has_word(to_simplified(word[0].replace(" ", ""))) else None


def _spaces(text: str, start: int, end: int) -> Iterator[int]:
    position = text.find(" ", start, end)
    while position >= 0:
        yield position
        position = text.find(" ", position + 1, end)


def _is_words(text: str) -> bool:
    """Whether a text is mostly Chinese, and mostly in words of more than one character; no list of numerals."""
    words = rjieba.cut(to_simplified(text), hmm=False)
    chinese = len(_IS_HAN.findall(text))
    in_words = sum(len(word) for word in words if len(word) > 1 and _IS_HAN.match(word))
    return 2 * chinese > len(text) and not set(text) <= _NUMERALS and in_words >= _WORDS * chinese


def _splits_a_word(text: str, gap: int) -> bool:
    """Whether the space or line break at `gap` is inside a word of the dictionary that is in pieces because of it."""
    near, at = to_simplified(text[max(0, gap - 3) : gap] + text[gap + 1 : gap + 4]), min(3, gap)
    if not any(rjieba.has_word(near[max(0, at - back) : at + ahead]) for back, ahead in _REACH):
        return False
    before, behind = _run_before(text, gap), _run_behind(text, gap + 1)
    if len(before) + len(behind) < 3:  # 上 海 alone is for _SPACED_WORD
        return False
    simplified, length = to_simplified(before + behind), len(before)
    joined = rjieba.cut(simplified, hmm=False)
    if length in accumulate(map(len, joined)):
        return False
    if len(joined) == 1 and len(before) > 1 and len(behind) > 1:  # nothing around it: 张三 李四
        return False
    apart, behind_it = rjieba.cut(simplified[:length], hmm=False), rjieba.cut(simplified[length:], hmm=False)
    if len(apart[-1]) > 1 and len(behind_it[0]) > 1:  # between two words: 中国 人民
        return False
    apart += behind_it
    return len(joined) <= len(apart) and _fragments(joined) <= _fragments(apart)


def _fragments(words: list[str]) -> int:
    return sum(len(word) == 1 for word in words)


def _run_before(text: str, end: int) -> str:
    start = end
    while start > max(0, end - _CONTEXT) and text[start - 1].isalnum():
        start -= 1
    return text[start:end]


def _run_behind(text: str, start: int) -> str:
    end = start
    while end < min(len(text), start + _CONTEXT) and text[end].isalnum():
        end += 1
    return text[start:end]


# --- line breaks ---

# Half-width columns: a line that is broken because it is full is no shorter; verse and headings are.
_NARROWEST = 36
# Lines can differ by that: marks that may not begin a line, or end it.
_SLACK = 4
_MARKER = re.compile(
    r"[一二三四五六七八九十百]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十百\d]{1,4}[章节条编部]"
    r"|\d{1,3}[、.．)）](?!\d)|[-*·•●○◆◇■□▪▲△※→>＞【\[#①-⑳]"
)
_CELLS = re.compile(rf"\t|\||｜| {{2}}|[{_HAN}] [{_HAN}]+ [{_HAN}]")
# As with _GAP, what is rare comes first. No sentence ends before it, with 。 or 。”.
_OPEN_BREAK = re.compile(r"\n(?<![\s。！？!?….]\n)(?<![。！？!?…][”’」』）)》]\n)(?=[^\s])")
_FIRST = re.compile(r"[A-Za-z0-9.,%/+-]+|.")
_INSIDE = re.compile("[，。；,]")
_LATIN = re.compile("[A-Za-z]")
_LATIN_END = re.compile("[A-Za-z0-9,:)%]")


def find_soft_breaks(text: str) -> list[Edit]:
    r"""Line breaks inside a sentence go, in a paragraph whose lines are broken because they are full.

    A paragraph (blank lines and indented lines begin a new one) shows it by two such breaks: lines of at least 18
    characters, as long as the longest one, that end in the middle of a sentence. Headings, lists, tables and verse
    have none. A break between two Latin letters becomes a space.

    >>> find_soft_breaks("园区集聚了生物医药、人工智能和纳米技术等企\n业，产值超过一千亿元，同比增长一成多，新增\n专利两千多件。")
    [(21, 22, ''), (43, 44, '')]
    """
    if len(_OPEN_BREAK.findall(text)) < 2:
        return []
    edits: list[Edit] = []
    for lines in _paragraphs(text):
        breaks = [(start, end) for start, end in lines[:-1] if _is_open(text, start, end)]
        if len(breaks) < 2:
            continue
        columns = _full([_width(text[start:end]) for start, end in lines], _SLACK)
        characters = _full([end - start for start, end in lines], _SLACK // 2)
        soft = []
        for start, end in breaks:
            # The line had no room for what the next one begins with.
            line, first = text[start:end], _FIRST.match(text, end + 1)
            word = first[0] if first else ""
            if _width(line) + _width(word) >= columns or len(line) + len(word) >= characters:
                soft.append(end)
        proving = sum(text[end - 1] != "；" for end in soft)  # that could end an item of a list
        if min(columns, 2 * characters) < _NARROWEST - _SLACK or proving < 2 or 3 * len(soft) < 2 * len(breaks):
            continue
        # Headlines below each other can be as long as each other, but have few marks and end with a word.
        prose = sum(bool(_INSIDE.search(text, start, end)) for start, end in lines)
        if 2 * prose > len(lines) or any(_splits_a_word(text, end) for end in soft):
            edits += [(end, end + 1, " " if _is_latin(text, end) else "") for end in soft]
    return edits


def _paragraphs(text: str) -> Iterator[list[tuple[int, int]]]:
    """The lines of each paragraph that has more than two."""
    lines: list[tuple[int, int]] = []
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        indented = text.startswith((" ", "\u3000", "\t"), start)
        if lines and (indented or start == end):
            if len(lines) > 2:
                yield lines
            lines = []
        if start < end:
            lines.append((start, end))
        start = end + 1
    if len(lines) > 2:
        yield lines


def _is_open(text: str, start: int, end: int) -> bool:
    """Whether a line may end in the middle of a sentence that the next line goes on with."""
    return bool(
        _OPEN_BREAK.match(text, end) and not _MARKER.match(text, end + 1) and not _CELLS.search(text, start, end)
    )


def _full(lengths: list[int], slack: int) -> float:
    """How long a full line is at least; infinite where some lines are so long that none was broken for that."""
    usual = sorted(lengths)[3 * len(lengths) // 4]
    return usual - slack if max(lengths) <= usual + 2 * slack else math.inf


def _is_latin(text: str, position: int) -> bool:
    """Whether a space was where the line is broken."""
    return bool(_LATIN_END.match(text, position - 1) and _LATIN.match(text, position + 1))


def _width(line: str) -> int:
    """In half-width columns: in UTF-8, a full-width character takes three bytes, a half-width one takes one."""
    return (len(line.encode("utf-8", "replace")) + len(line)) // 2
