import pytest
from zhfacts.normalize.markup import find_markup
from zhfacts.normalize.normalize import apply_edits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A&amp;B公司", "A&B公司"),
        ("苏州&nbsp;工业&ldquo;园区&rdquo;&#19968;&#x4e8c;", "苏州\xa0工业“园区”一二"),
        ("&amp;nbsp;园区", "\xa0园区"),
        ("园区&nbsp园区", "园区\xa0园区"),
        ("<p>第一段</p><p class='x'>第二段<br/>第三行", "\n第一段\n\n第二段\n第三行"),
        ('<strong>华为</strong>发布<a href="http://x.cn">手机</a>', "华为发布手机"),
        ("<b>华为</b>", "华为"),
        ("10m<sup>2</sup>", "10m2"),
        ("<td>营收</td><td>3亿元</td>", " 营收  3亿元 "),
        ("前<!-- 广告 -->后<script>var a = 1 < 2;</script>完", "前后完"),
        ("<o:p></o:p>正文", "正文"),
    ],
)
def test_markup_goes(text: str, expected: str) -> None:
    assert apply_edits(text, find_markup(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "研发(R&D)投入",
        "AT&T;",
        "a<b且c>d",
        "<标题>正文",
        "x<b>y",
        "p<0.05，n>30",
        "http://x.cn/?a=1&copy=2&lt=3",
        "&unknownentity;",
    ],
)
def test_what_is_not_surely_markup_stays(text: str) -> None:
    assert find_markup(text) == []
