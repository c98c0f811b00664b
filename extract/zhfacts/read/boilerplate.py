"""What stands in the text of an article and is none of it: editor lines, related headlines, comment rules, debris.

Only what is surely boilerplate is marked: a wrong mark hides a fact.
"""

import re
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick

from zhfacts.read.byline import COLON, EDITOR, SOURCE

Span = tuple[int, int]

_CREDIT = rf"(?:{EDITOR}|{SOURCE}|图片来源|资料来源|(?:本文)?作者|撰文|撰稿|摄影|供稿|监制|统筹|策划|排版|签发){COLON}"
_RELATED = (
    "延伸阅读|拓展阅读|推荐阅读|相关(?:新闻|链接|阅读|报道|推荐|文章|专题)|新闻链接|精彩推荐|热门(?:推荐|文章|新闻)"
    "|更多(?:新闻|阅读|报道|精彩)|往期(?:回顾|推荐|精彩)|猜你喜欢|大家都在看|阅读排行|点击排行"
)
# Whole lines.
_LINE = re.compile(
    r"[ 　]{0,8}(?:"
    r"(?P<title>[（(【]?(?:本文)?原(?:文|始)?标题[:：][^\n]{1,120})"
    rf"|(?P<credit>[（(\[【]?(?:{_CREDIT})[^\n。！？；]{{1,80}})"
    rf"|(?P<related>[【\[▼■◆]?(?:{_RELATED})[】\]]?[:：]?)"
    r"|(?P<reply>\d{0,2}[、.．]?[ 　]?回复[【“「\"][^\n]{1,60})"
    r")[ 　]{0,8}(?=\n|$)"
)
# Within a line, near the end of the text: a credit ends at the next one, at a bracket, a bar, or with the line.
_INLINE_CREDIT = re.compile(
    rf"(?<=[。！？”」』（(）)\[\]】 　])(?:{_CREDIT})[^\n。！？；|]{{1,40}}?"
    rf"(?=[ 　]{{1,4}}(?:{_CREDIT})|[ 　]{{0,4}}[）)\]】]?[ 　]{{0,4}}(?:[|\n]|$))"
)
_SIGN_OFF = re.compile(
    r"(?<=[。！？”」』…）])[ 　\n]{0,4}([（(](?:[\u4e00-\u9fff]{1,8}(?:[ 　、，,/][\u4e00-\u9fff]{2,4}){0,6}|[A-Z]{2,8})[）)])"
    r"[ 　\n|]{0,20}$"
)
_DEBRIS = re.compile(r"\|(?:\s{0,4}\|)+")
# Sentences, each with a string that must stand in the text before it is searched.
_SENTENCES = {
    cue: re.compile(pattern)
    for cue, pattern in (
        (
            "二维码",
            r"(?:扫描?|扫一扫|长按|识别)(?:识别|扫描)?(?:下方|上方|下图|上图|图中|文末|以下|底部)[^\n。]{0,12}二维码",
        ),
        ("公众号", r"(?:欢迎|请|长按|搜索|赶快|快来)[^\n。，]{0,12}关注[^\n。]{0,24}公众号"),
        ("阅读原文", r"点击[^\n。，]{0,8}阅读原文"),
        ("菜单栏", r"点击[^\n。，]{0,6}菜单栏"),
        ("违反上述规定", r"违反上述规定者[^\n]{0,200}"),
        ("发言前", r"请[^\n。，]{0,6}发言前"),
        ("仅供网友", r"(?:评论|留言|跟帖)仅供网友表达个人看法"),
        ("仅代表作者", r"仅代表作者(?:本人|个人)?(?:的)?(?:观点|看法|立场)"),
        ("版权", r"版权(?:声明|所有)[ 　]?[:：©]|版权归[^\n。，]{1,20}所有"),
        ("免责声明", r"免责声明[ 　]?[:：][^\n]{0,300}"),
        (
            "转载",
            r"未经[^\n。]{0,16}(?:不得|禁止|严禁|谢绝)[^\n。]{0,8}转载|转载[^\n。，]{0,4}(?:注明|联系)|(?:禁止|谢绝)转载",
        ),
        ("凡本网", r"凡本网注明[^\n]{0,300}"),
    )
}
_CUES = AhoCorasick(list(_SENTENCES))
_SENTENCE_END = re.compile(r"[。！？]|(?=\n)|\Z")
_ANY_LINE = re.compile(r"[^\n]+")
_TEASER = re.compile(r"[。！？]　([^\n　]{30,200})\Z")
_IDEOGRAPHIC_SPACE = re.compile(r"(?<=[。！？])　")
_HEADLINES = re.compile(r"\n((?:(?!\d{1,3}[、.．)）])[^\n。|]{12,40}\n){2,20}[^\n。|]{12,40})\s*\Z")
_BIGRAM = re.compile("(?=([\u4e00-\u9fff]{2}))")
_BETWEEN = " 　\n|"
# These are also what news is about; in an article proper they do not stand in its last lines.
_NEAR_THE_END = {"版权", "转载", "仅代表作者"}
_TAIL = 600
_REACH = 120  # how far a sentence is marked around its cue
_HEADLINE = 60
# Characters that an article must have, and what share of its bigrams another story may have in common with it: the last
# sentence of an article shares 0.12 and more with the rest, a teaser 0.07 and less.
_ENOUGH, _SHARED = 150, 0.08


def boilerplate_spans(text: str) -> list[Span]:
    """Sorted, separate spans of a normalized text that are surely not the article proper.

    >>> text = "产值达1523亿元。(赵艺丹) 编辑:汤心慈 审核:袁享林 |"
    >>> [text[start:end] for start, end in boilerplate_spans(text)]
    ['(赵艺丹) 编辑:汤心慈 审核:袁享林 |']
    """
    spans = _merged(text, [*_lines(text), *_inline(text)])
    ending = len(text)
    if spans and not text[spans[-1][1] :].strip(_BETWEEN):
        ending = spans[-1][0]
        spans[-1] = ending, len(text.rstrip())
    if sign_off := _SIGN_OFF.search(text, max(0, ending - 80), ending):
        ending = sign_off.start(1)
        spans = _merged(text, [*spans, sign_off.span(1)])
    if start := _other_story(text, ending):
        spans = _merged(text, [*spans, (start, ending)])
    return spans


def _lines(text: str) -> Iterator[Span]:
    """Lines that are boilerplate as a whole, and lists of headlines under 延伸阅读 and the like."""
    lines = [(match.start(), match.end()) for match in _ANY_LINE.finditer(text)]
    kinds = [_LINE.match(text, start) for start, _ in lines]
    for number, ((start, end), match) in enumerate(zip(lines, kinds, strict=True)):
        if match is None:
            continue
        if match["related"]:
            following = number + 1
            while following < len(lines) and not kinds[following] and _is_headline(text[slice(*lines[following])]):
                following += 1
            # Headlines run on to the end or to other boilerplate; before a paragraph stands no such list.
            if following > number + 1 and (following == len(lines) or kinds[following]):
                yield start, lines[following - 1][1]
        elif not match["credit"] or start < _TAIL / 2 or start > len(text) - _TAIL:
            yield start, end


def _is_headline(line: str) -> bool:
    return len(line) <= _HEADLINE and "。" not in line


def _inline(text: str) -> Iterator[Span]:
    """Boilerplate that need not have a line of its own."""
    if "|" in text:
        yield from (match.span() for match in _DEBRIS.finditer(text))
    for match in _INLINE_CREDIT.finditer(text, max(0, len(text) - _TAIL)):
        yield match.span()
    cues = {key for key, _, _ in _CUES.find_matches_as_indexes(text)}
    for number, (cue, pattern) in enumerate(_SENTENCES.items()):
        if number not in cues:
            continue
        for match in pattern.finditer(text, len(text) - _TAIL if cue in _NEAR_THE_END and len(text) > _TAIL else 0):
            start, end = match.span()
            before = max(text.rfind(mark, max(0, start - _REACH), start) for mark in "。！？\n")
            behind = _SENTENCE_END.search(text, end - 1 if text[end - 1] in "。！？" else end, end + _REACH)
            yield before + 1 if before >= 0 or start < _REACH else start, behind.end() if behind else end


def _other_story(text: str, ending: int) -> int | None:
    """Where the last words of the page begin, if they are of another story: they share next to nothing with the rest.

    A teaser is one sentence behind the only ideographic space of the text; headlines are three lines or more.
    """
    teaser = _TEASER.search(text, max(0, ending - 210), ending)
    if teaser and len(_IDEOGRAPHIC_SPACE.findall(text)) == 1:
        start = teaser.start(1)
    else:
        last_line = text[max(0, ending - 600) : ending].rstrip().rpartition("\n")[2]
        headlines = None
        if 12 <= len(last_line) <= 40 and "。" not in last_line:
            headlines = _HEADLINES.search(text, max(0, ending - 600), ending)
        if not headlines:
            return None
        start = headlines.start(1)
    rest = text[:start]
    if len(rest) < _ENOUGH:
        return None
    other = set(_BIGRAM.findall(text, start, ending))
    if sum(pair in rest for pair in other) > _SHARED * len(other):
        return None
    return start


def _merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """Sorted spans, those joined that overlap or have only spaces and bars between them."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and not text[merged[-1][1] : start].strip(_BETWEEN):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
