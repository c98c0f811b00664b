from datetime import date as Day
from pathlib import Path

import pytest
from zhfacts.normalize import normalize
from zhfacts.read.byline import Byline, read_byline

SAMPLE = (Path(__file__).parents[2] / "corpus" / "sample" / "article.txt").read_text(encoding="utf-8")


def test_the_sample_article() -> None:
    assert read_byline(normalize(SAMPLE).text) == Byline(author="赵艺丹", editor="汤心慈、胡苏、肖玲、袁享林")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("2009-02-13\n据省森林防火指挥部消息，昨日", Day(2009, 2, 13)),
        ("2008-5-13\n中新社北京五月十三日电", Day(2008, 5, 13)),
        ("标题\n发布时间：2023-05-22 10:00\n正文", Day(2023, 5, 22)),
        ("首页 > 园区动态 发布时间:2024-09-12 园区规划面积396平方公里。", Day(2024, 9, 12)),
        ("标题\n2019年11月25日 10:20 新浪新闻综合\n正文", Day(2019, 11, 25)),
        ("来源：中国新闻网 2020-02-29 21:50\n正文", Day(2020, 2, 29)),
        ("2024/03/07 来源：新华网\n正文", Day(2024, 3, 7)),
        ("2024年3月7日 星期四\n第01版", Day(2024, 3, 7)),
        ("民国113年3月7日\n正文", Day(2024, 3, 7)),
        ("台风逼近停班停课2024/10/31 07:15 记者刘亭萱/综合报导强烈台风", Day(2024, 10, 31)),
        ("手机出货居国内第二2003-08-14 09:32:00 来源:深圳商报 作者:赵宇　　本报讯 昨日", Day(2003, 8, 14)),
        ("查获假币逾500万2004年12月03日08:17　华商报　　本报讯（记者 宁军）昨日", Day(2004, 12, 3)),
        ("港队夺8金2018年09月02日 18:35　【now新闻台】雅加达亚运会今日闭幕", Day(2018, 9, 2)),
        ("新华网南宁2006年10月30日电(记者 李斌) 峰会30日举行", Day(2006, 10, 30)),
        ("中新社酒泉二00八年九月二十五日电 (记者 孙自法)北京时间", Day(2008, 9, 25)),
        ("中央社台北二〇一〇年一月三日电", Day(2010, 1, 3)),
        ("列车于2024年10月31日 07:15 驶出车站，开往北京", None),
        ("展会2024-05-01 09:00开幕，观众涌入", None),
        ("2020年10月30日电影上映", None),
        ("2019年2月27日下午，某局长到访", None),
        ("2008年5月12日 14:28，四川发生地震", None),
        ("时间：2024年3月7日\n地点：北京", None),
        ("新华社北京3月7日电", None),
        ("2020.13.45\n正文", None),
        ("正文第一行。\n" * 9 + "2009-02-13\n", None),
    ],
)
def test_published(text: str, published: Day | None) -> None:
    assert read_byline(text).published == published


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("新华社北京3月7日电 国家统计局今天发布", "新华社"),
        ("中新社北京五月十三日电综合消息", "中新社"),
        ("新华社电 美国宇航局官员近日说", "新华社"),
        ("新京报讯（记者 郭铁）公司公告称", "新京报"),
        ("央视网消息（新闻联播）：今年以来", "央视网"),
        ("中国日报网3月7日电", "中国日报网"),
        ("【环球时报综合报道】美国", "环球时报"),
        ("（中央社记者陈大明／台北7日电）行政院", "中央社"),
        ("新华社北京3月7日电 正文。\n来源：人民网", "人民网"),
        ("正文。\n来源|广州参考、羊城晚报\n", "广州参考、羊城晚报"),
        ("本报讯 日前，全国", None),
        ("据新华社电，地震", None),
        ("互联网电商平台近日", None),
        ("美联社报道称，美国", None),
        ("资金来源：财政拨款", None),
    ],
)
def test_publisher(text: str, publisher: str | None) -> None:
    assert read_byline(text).publisher == publisher


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("新京报讯（记者 郭铁）公司公告称", "郭铁"),
        ("人民网北京3月7日电 （记者张三、李四）记者从", "张三、李四"),
        ("本报南京1月2日电记者顾兆农报道：日前", "顾兆农"),
        ("本报记者 张三 李四\n正文", "张三、李四"),
        ("【记者陈大明／台北报导】行政院", "陈大明"),
        ("作者：王德峰 来源：光明日报\n", "王德峰"),
        ("文/王小明\n正文", "王小明"),
        ("正文。（新华社记者 王五 摄）", "王五"),
        ("正文。(赵艺丹)", "赵艺丹"),
        ("记者从国家统计局获悉", None),
        ("新京报记者独家报道，某公司", None),
        ("正文。（视觉中国）", None),
        ("正文。（完）", None),
    ],
)
def test_author(text: str, author: str | None) -> None:
    assert read_byline(text).author == author


@pytest.mark.parametrize(
    ("text", "editor"),
    [
        ("正文。\n责任编辑：李曦_NN2587", "李曦"),
        ("正文。\n责任编辑：张　迪", "张迪"),
        ("正文。\n编辑/记者 张迪", "张迪"),
        ("正文。（责任编辑：王一 李二）", "王一、李二"),
        ("正文。 编辑:汤心慈 责编:胡苏 肖玲 审核:袁享林", "汤心慈、胡苏、肖玲、袁享林"),
        ("正文。\n编辑|禤志杰\n责编|陈梦莹\n校对|禤志杰", "禤志杰、陈梦莹"),
        ("正文。\n一审：张三 二审：李四 三审：王五", "张三、李四、王五"),
        ("基因编辑：新技术获批", None),
        ("判决如下。\n一审：有罪\n二审：维持", None),
    ],
)
def test_editor(text: str, editor: str | None) -> None:
    assert read_byline(text).editor == editor
