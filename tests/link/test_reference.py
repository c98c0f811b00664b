"""Where the reference date comes from, and where the text leaves it open."""

from datetime import date as Day

import pytest
from zhfacts.link.reference import Reference
from zhfacts.pipeline import extract_article, extract_text
from zhfacts.records import Article


def reference_of(text: str) -> Reference:
    return extract_text(text).reference


def test_the_date_of_publication_comes_first() -> None:
    article = Article(id="a", text="2009-02-13\n昨日，火灾扑灭。", published=Day(2009, 2, 14))
    assert extract_article(article).reference == Reference("2009-02-14", "metadata")


@pytest.mark.parametrize(
    "text",
    [
        "2009-02-13\n据消防部门消息，昨日发生火灾。",
        "2008-5-13\n中新社北京五月十三日电 今天发生地震。",
        "沙县发生火灾\n2009年02月13日 10:23 来源：东南网\n昨日发生火灾。",
    ],
)
def test_a_byline_gives_the_date(text: str) -> None:
    assert reference_of(text).source == "byline"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2019年2月27日下午，调研组一行到访。今年将扩建。", "2019-02-27"),
        ("3月7日，十四届全国人大二次会议江苏代表团举行会议。", "2024-03-07"),
        ("3月5日，十三届全国人大一次会议开幕。", "2018-03-05"),
        ("3月3日下午，全国政协十二届五次会议开幕。", "2017-03-03"),
        ("第九届全国人民代表大会第一次会议3月5日在北京开幕。", "1998-03-05"),
        ("10月16日，党的二十大开幕。", "2022-10-16"),
        ("北京时间7月9日，德国世界杯决赛。", "2006-07-09"),
        ("4月19日晚，基金公布2009年一季度报告。与2008年四季度不同。", "2009-04-19"),
        ("9月26日，公司回应。2018年亏损，2019年上半年盈利。", "2019-09-26"),
        ("昨天，他对即将揭幕的2006年三国围棋元老赛表示期待。", "2006"),
        ("中心日前公布2019～2020年全球高校排名，40所大学入榜。", "2019"),
        ("本周五（10/25）举办「2019创金融未来论坛」。", "2019-10-25"),
        ("1999年921大地震震撼全台。今年适逢921地震20周年。", "2019"),
        ("1月8日是他逝世25周年纪念日。1976年1月8日9时57分，他在北京逝世。", "2001-01-08"),
        ("12月31日，国家主席发表1998年新年讲话。", "1998-01-01"),
        ("1998年新年来临之际，致以祝贺。今年是改革开放二十周年。", "1998"),
        ("今年是新中国成立75周年。3月5日，大会开幕。", "2024"),
        ("今年正值中国共产党成立一百周年，全市开展活动。", "2021"),
        ("今年适逢澳門回歸祖國二十周年，特首發表講話。", "2019"),
        ("今年是“十四五”规划的收官之年，各地加快项目建设。", "2025"),
        ("今年是“十五五”开局之年，园区将新建厂房。", "2026"),
        ("今年是全面贯彻党的二十大精神的开局之年，做好经济工作意义重大。", "2023"),
        ("截至2023年底，园区企业达2000家。今年以来，又新增50家。", "2024"),
    ],
)
def test_the_text_fixes_it(text: str, value: str) -> None:
    assert reference_of(text) == Reference(value, "text")


@pytest.mark.parametrize(
    "text",
    [
        "3月30日，产品投产。今年前景看好。",
        "截至2023年底，园区企业达2000家。今年将新增50家。",
        "截至2025年底，企业将达3000家。今年以来，已新增50家。",
        "截至2019年底，企业达3000家，2022年又增百家。今年以来，已新增50家。",
        "公司今年迎来成立20周年，“十四五”规划顺利收官。",
        "公司于2015年10月成立，2017年10月扩建，今年预计上市。",
        "飞船于2004年飞入亚轨道。5月5日，会议召开。",
        "从5月到12月，去年通过的十三届全国人大一次会议决议得到落实。",
        "昨天，北京奥组委宣布2008年奥运会火炬接力路线。",
        "1998年新年来临之际，致以祝贺。今年是学校成立二十周年。",
        "本报南京1月2日电 从1月10日起施行。",
        "公司今（19）日挂牌，预计2022年完工。",
        "公司今天公布截至2008年12月31日的业绩。",
        "黄金价格8日突破关口，创2011年11月以来新高。",
        "",
    ],
)
def test_the_text_leaves_it_open(text: str) -> None:
    assert reference_of(text) == Reference(None, None)


def test_a_day_in_the_text_is_not_yet_today() -> None:
    dates = extract_text("3月7日，十四届全国人大二次会议举行会议。今天，他说，去年增长。").dates
    assert [d.value for d in dates] == ["2024-03-07", "2024-XX-XX", "2023"]
