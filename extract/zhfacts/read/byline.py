"""Who published and wrote an article, and when, as its first and last lines state it."""

import re
from dataclasses import dataclass
from datetime import date as Day

from zhfacts.find.numerals import parse_number

EDITOR = (
    r"(?:责任|执行|值班|实习|见习|本期|文字|图片|视频|网络|微信|新媒体|本文|栏目)?(?:编辑|主编)"
    r"|责编|美编|编审|校对|审核|审校|审读"
    r"|一审(?=[^。]{0,40}三审)|二审(?=[^。]{0,20}三审)|三审"  # courts know no 三审
)
AUTHOR = "(?:本文)?作者|撰文|文"
SOURCE = "(?:本文|文章|稿件|新闻|信息)?来源|稿源"
COLON = "[ 　]?[:：|｜丨/][ 　]?"

_LABEL = rf"(?:{EDITOR}|{AUTHOR}|{SOURCE}|监制|统筹|策划|摄影|图片|图|排版|签发){COLON}"
# A name; 张　迪 is set wide, 李曦_NN2587 carries a staff number.
_NAME = (
    rf"(?!{_LABEL})"
    r"(?:[\u4e00-\u9fff][ 　]{1,2}[\u4e00-\u9fff](?![\u4e00-\u9fff])"
    r"|[\u4e00-\u9fff]{2,12}(?:·[\u4e00-\u9fff]{1,8}){0,3}|[A-Za-z][A-Za-z.]{1,20})"
)
_NAMES = rf"{_NAME}(?:[ 　、，,/]{{1,2}}{_NAME}){{0,7}}"
_BEFORE = r"(?:^|(?<=[\s（(\[【。！？”|]))"

_EDITORS = re.compile(rf"{_BEFORE}(?:{EDITOR}){COLON}(?P<names>{_NAMES})")
_AUTHORS = re.compile(rf"{_BEFORE}(?:{AUTHOR}){COLON}(?P<names>{_NAMES})")
_SOURCES = re.compile(rf"{_BEFORE}(?:{SOURCE}){COLON}(?P<names>[^\s|（(）)\[\]【】，。；]{{2,40}})")

# 新华社北京3月7日电, 新京报讯（记者 …）, 央视网消息（新闻联播）：
_OUTLET = (
    r"(?!本|据)[\u4e00-\u9fffA-Za-z]{1,10}?"
    r"(?:社|网|日报|晚报|晨报|早报|时报|商报|周报|青年报|报|周刊|新闻|电视台|在线)(?![网社报])"
)
_DAY = r"(?:[\d〇一二三四五六七八九十]{1,4}年)?(?:[\d一二三四五六七八九十]{1,3}月)?[\d一二三四五六七八九十]{1,3}日"
_DATELINE = re.compile(
    rf"[ 　]{{0,4}}(?P<bracket>[（(【\[])?(?P<names>{_OUTLET})(?:"
    rf"[\u4e00-\u9fff]{{0,12}}?{_DAY}[ 　]?(?:电|讯|消息)"
    r"|(?:综合)?(?:电|讯|消息|报道)(?=[ 　（(【】\]：:“\n]|记者)"
    r"|(?(bracket)(?=记者)|(?!))"
    r")"
)
_REPORTER = re.compile(
    rf"(?:^|(?<=[\s（(\[【〔。！？”电讯社网报台]))(?:本[报网台刊]|特约|见习|实习)?记者[ 　:：]{{0,2}}(?P<names>{_NAMES})"
    r"(?=[ 　]?(?:[）)\]】〕／/\n]|报道|报导|摄|文|$))"
)
_SIGN_OFF = re.compile(rf"[。！？”…][ 　\n]{{0,3}}[（(](?P<names>{_NAMES})[）)]")
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦马苗方俞任袁柳鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅卞齐康伍余元顾孟平黄穆萧尹姚邵汪祁毛禹狄米贝明臧计成戴宋庞熊纪舒屈项祝董梁杜阮"
    "蓝闵席季麻强贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房解应宗丁宣邓郁单洪包诸左石崔吉龚程邢裴陆荣翁荀甄家"
    "封储靳段焦谷车侯全仰秋仲宫宁仇甘厉祖武符刘景龙叶司黎薄白蒲邰从卓池乔胥闻党翟谭劳姬申冉桑尚温柴瞿阎连习艾容向古易廖耿匡"
    "文广欧沃利师巩聂勾敖冷辛阚简饶曾沙丰关相查游权盖桓公肖付代闫涂佟覃"
)

_DATE = r"(?P<year>(?:19|20)\d\d|民国\d{2,3})[年/.-](?P<month>\d{1,2})[月/.-](?P<day>\d{1,2})(?!\d)日?"
_CLOCK = r"[ 　T]{0,3}\d{1,2}[:：时]\d\d(?:[:：分](?:\d\d秒?)?)?"
_PUBLISHED = re.compile(
    r"[ 　（(\[【]{0,4}(?:(?:发布|发表|更新|刊发|出版|发稿)(?:时间|日期|于)[:：]?[ 　]{0,2})?"
    rf"{_DATE}(?P<clock>{_CLOCK})?[）)\]】]?[ 　]{{0,4}}(?P<rest>[^\n]{{0,80}})"
)
# Glued to the headline: 全台停班停課2024/10/31 07:15 記者…; behind the clock goes on no sentence.
_BEHIND_HEADLINE = re.compile(
    rf"[^\n。，；]{{0,80}}?(?<![\d于在至到从自为是])[ 　]{{0,2}}{_DATE}{_CLOCK}(?=[ 　|｜【（(\[]|记者|来源|作者|$)"
)
# 新华网南宁2006年10月30日电, 中新社酒泉二00八年九月二十五日电
_YEAR_OF_DATELINE = re.compile(
    rf"[ 　]{{0,4}}[（(【\[]?{_OUTLET}[\u4e00-\u9fff]{{0,12}}?(?P<year>(?:19|20)\d\d|[一二][〇○零0一二三四五六七八九]{{3}})年"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日[ 　]?(?:电|讯|专电)"
)
_METADATA_LINE = re.compile(rf"[ 　（(\[【]{{0,4}}(?:{_LABEL})[^\n。]{{0,60}}?{_DATE}")
# 首页 > 园区动态 发布时间:2024-09-12 …, all on one line
_LABELLED = re.compile(rf"[^\n。]{{0,120}}?(?:发布|发表|更新|刊发)(?:时间|日期)[:：] ?{_DATE}")
_METADATA = re.compile(rf"$|(?:星期|周)[一二三四五六日天]|{_LABEL}|[|｜丨]")

_ZEROS = str.maketrans("0○零", "〇〇〇")
_WIDE_NAME = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ 　]{1,2}([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_TITLES = {"记者", "通讯员", "编辑"}
_HEAD, _TAIL = 400, 400


@dataclass(frozen=True, slots=True)
class Byline:
    """What the head and tail of a text state about it; None where they do not.

    Parameters
    ----------
    published
        A full date that stands alone on one of the first lines. A dateline (新华社北京3月7日电) has no year.
    publisher
        The source line, else the outlet of the dateline.
    author, editor
        Names without their title; several are joined by 、.
    """

    published: Day | None = None
    publisher: str | None = None
    author: str | None = None
    editor: str | None = None


def read_byline(text: str) -> Byline:
    """Read the byline of a normalized text.

    >>> read_byline("2024-03-07\\n新华社苏州3月7日电（记者 郭铁）……\\n责任编辑：张迪 校对：肖玲")
    Byline(published=datetime.date(2024, 3, 7), publisher='新华社', author='郭铁', editor='张迪、肖玲')
    """
    head = text[:_HEAD]
    tail = text[max(_HEAD, len(text) - _TAIL) :]
    lines = _first_lines(text)
    sources = _labelled(_SOURCES, ("来源", "稿源"), head, tail) or [m for line in lines if (m := _DATELINE.match(line))]
    authors = _labelled(_AUTHORS, ("作者", "文"), head, tail)
    editors = _labelled(_EDITORS, ("编", "校", "审"), head, tail)
    return Byline(
        published=_published(lines),
        publisher=sources[0]["names"] if sources else None,
        author=_joined([authors[0]["names"]]) if authors else _reporter(head, tail),
        editor=_joined([match["names"] for match in editors]),
    )


def published_in_byline(text: str) -> Day | None:
    """The date of publication of `read_byline` alone."""
    return _published(_first_lines(text))


def _first_lines(text: str) -> list[str]:
    return text[:_HEAD].split("\n")[:8]


_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:(?P<mark>[-_.]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|年(?P<month2>\d{1,2})月(?P<day2>\d{1,2})日)"
)


def published_in_name(path: str) -> Day | None:
    """The day that the name of a file states, None where it states none or several; folders do not count.

    >>> published_in_name("news/20240307_苏州工业园区.txt"), published_in_name("2024-03-07.html")
    (datetime.date(2024, 3, 7), datetime.date(2024, 3, 7))
    >>> published_in_name("20240307/12345678.txt") is None
    True
    """
    days = set[Day]()
    for match in _IN_NAME.finditer(path.rpartition("/")[2]):
        try:
            days.add(
                Day(int(match["year"]), int(match["month"] or match["month2"]), int(match["day"] or match["day2"]))
            )
        except ValueError:
            continue
    return days.pop() if len(days) == 1 else None


def _labelled(pattern: re.Pattern[str], cues: tuple[str, ...], *parts: str) -> list[re.Match[str]]:
    """All matches in the parts of the text that have one of the cues, without which the pattern cannot match."""
    return [match for part in parts if any(cue in part for cue in cues) for match in pattern.finditer(part)]


def _published(lines: list[str]) -> Day | None:
    """The first date that stands alone on a line, but for a clock time and other metadata, or behind the headline."""
    for line in lines:
        match = _PUBLISHED.match(line)
        if match:
            prose = re.search("[，。；]", match["rest"])
            if not (_METADATA.match(match["rest"]) or (match["clock"] and not prose)):
                match = None
        match = match or _METADATA_LINE.match(line) or _YEAR_OF_DATELINE.match(line) or _BEHIND_HEADLINE.match(line)
        match = match or _LABELLED.match(line)
        if match is None:
            continue
        year = match["year"]
        try:
            number = int(year[2:]) + 1911 if year.startswith("民国") else _integer(year)
            return Day(number, _integer(match["month"]), _integer(match["day"]))
        except ValueError:
            continue
    return None


def _integer(number: str) -> int:
    """A number in digits of either kind, also mixed (二00八); ValueError where it is none."""
    value = int(number) if number.isascii() else parse_number(number.translate(_ZEROS))
    if not isinstance(value, int):
        raise ValueError(number)
    return value


def _reporter(head: str, tail: str) -> str | None:
    """The names behind 记者, or in brackets behind the last sentence; only what looks like a Chinese name."""
    signed = list(_SIGN_OFF.finditer(tail or head))[-1:]
    for match in (*_labelled(_REPORTER, ("记者",), head, tail), *signed):
        joined = _joined([match["names"]]) or ""
        if all("·" in name or (len(name) <= 4 and name[0] in _SURNAMES) for name in joined.split("、")):
            return joined
    return None


def _joined(parts: list[str]) -> str | None:
    """Names joined by 、, each once, without their titles and the spaces that set a short name wide."""
    names: list[str] = []
    for part in parts:
        names += re.split("[ 　、，,/]+", _WIDE_NAME.sub(r"\1\2", part))
    return "、".join(dict.fromkeys(name for name in names if name and name not in _TITLES)) or None
