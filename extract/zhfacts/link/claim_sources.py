"""Who says what is claimed: the speaker before or behind it, and the source that is named."""

import re
from typing import NamedTuple

from zhfacts.find.candidates import Candidate
from zhfacts.find.claims import FIRST_PERSON
from zhfacts.link.claim_subject import SKIP
from zhfacts.segment import Document

TIME = r"(?:昨[日天晚]?|今[日天早晚]?|上[月周][一二三四五六日]?|周[一二三四五六日]|早前|同日|当[日天]|日前|近日|近期|稍早|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日)(?:晚间?|早间|凌晨|上午|下午|中午)?(?:（[^）]{1,10}）)?"
SAYS = re.compile(
    r"表示|[宣公][布告](?=，)|指(?=，)|[披通][露报](?=，)|提醒(?=，)|质疑|指出|透露|认为|强调|宣称|声称|坦言|说明|补充|介绍|(?<![号简俗又全名])称|说"
)
WHO_SAYS = re.compile(
    rf"(?P<who>[^，。；：“”「」]{{2,40}}?)(?:{TIME})?(?:在[^，。；：]{{2,12}}上)?(?:对此|受访时?|也|还|则)?(?:发表报告|发布公告|公告|发布声明)?"
)
SPEECH_MARKS = "，。；：”“」「"
PUBLISHED = re.compile(
    rf"(?:^|[，。；：])(?P<who>[^，。；：“”]{{2,20}}?)(?:{TIME})?(?:最新)?(?:发布|公布)的?(?:最新)?(?:数据|统计|报告|消息)(?:显示|称)"
)
# “这是世界第一次！”陈老说; 陈祖德在接受采访时给予了高度评价，“这是世界第一次！”
QUOTED_SPEAKER = re.compile(
    r"^(?P<who>[^，。：“]{2,30}?)(?:，|在|对|接受|昨|今|近日|日前)[^“]{0,60}(?:评价|采访|感叹|感慨|笑言|直言|回忆|受访)[^“。]{0,12}[，：]“[^”]*$"
)
SAYS_BEHIND = re.compile(
    r"[^“”]{0,40}[”」](?:在[^，。“”]{2,16}，)?(?P<who>[^，。“]{2,24}?)(?:(?:这样|如此|如是)?(?:回应|评价|解释)|说|表示|(?<!的)称(?!号)|指出|介绍|坦言|直言|笑言|感慨)"
)
SOURCE = re.compile(
    r"(?:据|根据|按照)(?!了解|悉|介绍)(?P<who>[^，。；]{2,20}?)(?:的?(?:最新)?(?:统计|报道|消息|调查|资料|测算|报告|数据|排名|显示|透露|介绍))"
)


class Speaker(NamedTuple):
    """Who speaks, where that begins in the text looked at, where the verb of saying ends, and the verb."""

    who: str
    start: int
    end: int
    verb: str


def find_speaker(lead: str) -> Speaker | None:
    """Who says something first."""
    for verb in SAYS.finditer(lead):
        begin = max(lead.rfind(mark, 0, verb.start()) for mark in SPEECH_MARKS) + 1
        m = WHO_SAYS.fullmatch(lead, begin, verb.start()) if lead[begin - 1 : begin] != "「" else None
        if m:
            return Speaker(m["who"], begin, verb.end(), verb[0])
    return None


def bare_name(who: str) -> str:
    """A name without the words that lead in a clause."""
    m = SKIP.match(who)
    return (who[m.end() :] if m else who).strip('“”" 　')


def source(doc: Document, claim: Candidate, sentence: int) -> str | None:
    """Who says so."""
    lead = doc.plain[sentence : claim.start]
    who = _said_by(doc, lead, claim)
    if who is None and sentence and FIRST_PERSON.search(doc.plain, *doc.sentence_span(claim.start)):
        before, _ = doc.sentence_span(sentence - 1)
        speaker = find_speaker(doc.plain[before:sentence])
        who = speaker and speaker.who
    who = who and bare_name(who)
    return None if who in ("报导", "报道", "报告", "业者", "业内人士") else who or None


def _said_by(doc: Document, lead: str, claim: Candidate) -> str | None:
    m = SOURCE.search(lead) or PUBLISHED.search(lead)
    if m:
        return m["who"]
    speaker = find_speaker(lead)
    if speaker:
        return speaker.who
    m = QUOTED_SPEAKER.search(lead) or SAYS_BEHIND.match(doc.plain, claim.end, claim.end + 60)
    return m and m["who"]
