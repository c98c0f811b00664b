"""What a date takes from the dates before it, and what stays open."""

import re

import pytest
from zhfacts.find.dates import find_dates
from zhfacts.link.dates import resolve_dates
from zhfacts.link.reference import Reference
from zhfacts.pipeline import extract_text
from zhfacts.rulebook import load_rulebook
from zhfacts.segment import Document

MARK = re.compile(r"⟨([^|⟩]+)\|([^⟩]+)⟩")

UNDATED = """
⟨3月30日|XXXX-03-30⟩投产，⟨今年|XXXX⟩登录，⟨去年11月30日|XXXX-11-30⟩建立，⟨今年十月|XXXX-10⟩发表，⟨年底|XXXX⟩量产。
集团⟨今日|XXXX-XX-XX⟩宣布，⟨昨晚|XXXX-XX-XX⟩，⟨8日|XXXX-XX-08⟩盘中突破，⟨本月15日|XXXX-XX-15⟩，⟨本月|XXXX-XX⟩。
公司⟨今（10）日|XXXX-XX-10⟩开会，⟨昨日|XXXX-XX-09⟩公告，⟨明天|XXXX-XX-11⟩结束。
中心⟨昨(26)日|XXXX-XX-26⟩启用，并在⟨昨日|XXXX-XX-26⟩举行典礼。
⟨12月7日|XXXX-12-07⟩的⟨6小时|PT6H⟩内。⟨7日10时55分|XXXX-12-07T10:55⟩升空。⟨16时52分|XXXX-12-07T16:52⟩，又一枚升空。
⟨今天|XXXX-11-28⟩（⟨11月28日|XXXX-11-28⟩），⟨昨天|XXXX-11-27⟩。
本报南京⟨1月2日|XXXX-01-02⟩电 ⟨今天|XXXX-01-02⟩，从⟨1月10日|XXXX-01-10⟩起施行，⟨昨天|XXXX-01-01⟩闭幕。
（中央社记者台北⟨25日|XXXX-XX-25⟩电）⟨今天|XXXX-XX-25⟩通过。
⟨今年前3季|XXXX-Q1/XXXX-Q3⟩营收，较⟨去年同期|XXXX-Q1/XXXX-Q3⟩减少。⟨第3季|XXXX-Q3⟩每股盈余，优于⟨去年同期|XXXX-Q3⟩。
⟨第3季|XXXX-Q3⟩，⟨第四季|XXXX-Q4⟩营收较⟨上季|XXXX-Q3⟩成长，较⟨去年同期|XXXX-Q4⟩减少。
⟨春节|XXXX-XX-XX⟩期间，⟨国庆节|XXXX-10-01⟩放假，⟨教师节|XXXX-09-10⟩。
⟨上周五|XXXX-XX-XX⟩，⟨本周|XXXX-XX-XX/XXXX-XX-XX⟩，⟨周末|XXXX-XX-XX/XXXX-XX-XX⟩。
⟨23日至27日|XXXX-XX-23/XXXX-XX-27⟩，⟨5月3日至7日|XXXX-05-03/XXXX-05-07⟩，⟨11月至次年3月|XXXX-11/XXXX-03⟩。
⟨90年代初期|199X⟩，⟨上世纪80年代|198X⟩，⟨20世纪末|19XX⟩。
"""

BEFORE = """
⟨1999年|1999⟩发布手机，成为⟨当年|1999⟩的标志，⟨次年|2000⟩上市。
⟨2008年|2008⟩市场大跌，基金⟨全年|2008⟩下跌3.6%。
⟨2008年|2008⟩以来，棋手们都记得他们当年未分胜负，而⟨昨天|XXXX-XX-XX⟩，九位当年叱咤棋坛的元老重逢。
⟨1964年1月18日|1964-01-18⟩发生地震。灾情集中。⟨当年|1964⟩地震，震后⟨隔年|1965⟩（⟨1965|1965⟩）发布标准。
⟨1993年|1993⟩考入大学。⟨2001年3月|2001-03⟩，调任上海。⟨5月|2001-05⟩，任副总经理；⟨次年8月|2002-08⟩，任总经理。
⟨2019年|2019⟩是丰收年，⟨8月|2019-08⟩收割，⟨10月|2019-10⟩入仓；⟨同年12月|2019-12⟩结算。
⟨2019年10月1日上午10时|2019-10-01T10:00⟩，大会开始；⟨当晚8时|2019-10-01T20:00⟩，联欢；⟨次日|2019-10-02⟩，公园开放。
⟨2020年4月30日|2020-04-30⟩停牌，⟨5月6日|2020-05-06⟩复牌，⟨当日|2020-05-06⟩涨停，⟨前一天|2020-05-05⟩公告。
⟨2020年3月|2020-03⟩开工，⟨当月|2020-03⟩完成一成，⟨次月|2020-04⟩完成三成。
⟨2018年1-3月|2018-01/2018-03⟩、⟨4-6月|2018-04/2018-06⟩，⟨2019年1月|2019-01⟩、⟨2月|2019-02⟩。
⟨2006-2007赛季|2006/2007⟩第3轮，⟨9月24日|2006-09-24⟩开赛，⟨1月5日|2007-01-05⟩休战。
⟨2018年前三季度|2018-Q1/2018-Q3⟩营收1亿元，较⟨2017年同期|2017-Q1/2017-Q3⟩增长。
⟨2016年2月6日23时|2016-02-06T23:00⟩地震，⟨7日8时|2016-02-07T08:00⟩再震。
⟨2015年|2015⟩成立的公司，⟨前三季度|XXXX-Q1/XXXX-Q3⟩盈利。
"""

DATED = """
@2017-11-23
⟨2017年4月20日|2017-04-20⟩，出事。⟨2015年12月4日|2015-12-04⟩，立案。⟨今年10月|2017-10⟩被曝，⟨11月14日上午|2017-11-14⟩道歉。
截止⟨2017年6月30日|2017-06-30⟩，共1108家。⟨22日|2017-11-22⟩，股价下跌，以⟨昨日|2017-11-22⟩收盘价计。
@2019-06-03
⟨2018年5月20日|2018-05-20⟩，公司成立。⟨6月3日|2019-06-03⟩，公司公告。⟨5月28日晚|2019-05-28⟩，股东大会通过。
⟨三季度|2019-Q3⟩有望转正，⟨四季度|2019-Q4⟩回落，⟨3月|2019-03⟩以来回升，预计⟨6月|2019-06⟩继续。
成立于⟨1998年|1998⟩的公司，⟨5月5日|2019-05-05⟩宣布上市。与⟨2012年|2012⟩相比，⟨4月|2019-04⟩增长。
⟨2017年|2017⟩、⟨2018年|2018⟩和⟨2019年一季度|2019-Q1⟩营收增长；⟨上年同期|2018-Q1⟩下降。
@2020-03-01
新华社北京⟨2月29日|2020-02-29⟩电 记者⟨今天|2020-02-29⟩获悉，⟨28日|2020-02-28⟩，疫情平稳，⟨1月|2020-01⟩以来。
@2024-01-05
⟨12月31日晚|2023-12-31⟩，⟨1月1日|2024-01-01⟩⟨元旦|2024-01-01⟩，⟨去年四季度|2023-Q4⟩，⟨2月|2024-02⟩将公布，⟨今冬|2023-WI⟩。
@2008-12-20
⟨4年|P4Y⟩前的⟨10月16日|2004-10-16⟩，⟨同年11月|2004-11⟩。
销量⟨11月|2008-11⟩回升。
"""


def cases(block: str) -> list[object]:
    reference: str | None = None
    found = []
    for line in block.strip().split("\n"):
        if line.startswith("@"):
            reference = line[1:]
        else:
            found.append(pytest.param(line, reference, id=MARK.sub(r"\1", line)[:24]))
    return found


@pytest.mark.parametrize(("marked", "reference"), [c for block in (UNDATED, BEFORE, DATED) for c in cases(block)])
def test_values_in_context(marked: str, reference: str | None) -> None:
    extraction = extract_text("消息\n" + MARK.sub(r"\1", marked), reference)
    assert [(d.raw_text, d.value) for d in extraction.dates] == [(m[1], m[2]) for m in MARK.finditer(marked)]


def test_boilerplate_of_another_story_is_not_resolved_by_the_article() -> None:
    text = "公司今年投产。　金价8日突破关口，去年也是。"
    dates = find_dates(text, load_rulebook())
    resolve_dates(Document(text), dates, Reference("2019-11-20", "metadata"), [(8, len(text))])
    assert [c.values["value"] for c in dates] == ["2019", "XXXX-XX-08", "XXXX"]
