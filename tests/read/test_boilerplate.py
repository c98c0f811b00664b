from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhfacts.normalize import normalize
from zhfacts.read.boilerplate import boilerplate_spans

SAMPLE = (Path(__file__).parents[2] / "corpus" / "sample" / "article.txt").read_text(encoding="utf-8")
PROSE = "某公司被判赔偿五十万元，该公司表示将上诉，并称其行为属于合理使用范围，双方各执一词。" * 20


def marked(text: str) -> list[str]:
    return [text[start:end] for start, end in boilerplate_spans(text)]


def test_the_editor_line_of_the_sample_article() -> None:
    text = normalize(SAMPLE).text
    assert marked(text) == ["(赵艺丹) 编辑:汤心慈 责编:胡苏 肖玲 审核:袁享林 |\n|"]


@pytest.mark.parametrize(
    ("text", "boilerplate"),
    [
        ("原标题：某地发展纪实\n正文。", "原标题：某地发展纪实"),
        ("（原标题：某地发展纪实）\n正文。", "（原标题：某地发展纪实）"),
        ("正文。\n责任编辑：张迪", "责任编辑：张迪"),
        ("正文。（责任编辑：张迪 李曦）", "责任编辑：张迪 李曦"),
        ("正文。\n编辑|禤志杰\n责编|陈梦莹\n来源|羊城晚报", "编辑|禤志杰\n责编|陈梦莹\n来源|羊城晚报"),
        ("正文。\n一审：张三 二审：李四 三审：王五", "一审：张三 二审：李四 三审：王五"),
        ("正文。（王平权张敞国）", "（王平权张敞国）"),
        ("正文。（完）", "（完）"),
        ("正文。\n相关新闻：\n某地发现油田\n油价上涨了吗？\n", "相关新闻：\n某地发现油田\n油价上涨了吗？"),
        ("正文。\n延伸阅读\n某地发现油田\n本文来源：新华社", "延伸阅读\n某地发现油田\n本文来源：新华社"),
        ("正文。扫描下方二维码解锁更多技能\n", "扫描下方二维码解锁更多技能"),
        (
            "正文。\n1、回复【社保】查询记录\n2、回复【入户】查询政策",
            "1、回复【社保】查询记录\n2、回复【入户】查询政策",
        ),
        ("正文。违反上述规定者，本报有权删除留言！请配合。", "违反上述规定者，本报有权删除留言！请配合。"),
        ("正文。版权声明：本文系原创。", "版权声明：本文系原创。"),
        ("正文。未经授权不得转载，违者必究。", "未经授权不得转载，违者必究。"),
        ("正文。\n以上观点仅代表作者本人观点，不代表本站。", "以上观点仅代表作者本人观点，不代表本站。"),
        ("名次 | | 姓名", "| |"),
    ],
)
def test_marks(text: str, boilerplate: str) -> None:
    assert marked(text) == [boilerplate]


@pytest.mark.parametrize(
    "text",
    [
        "基因编辑技术来控制表现，编辑部位于北京。",
        "资金来源：财政拨款1.2亿元",
        "灵感来源于飞跃而起的鲸鱼。",
        "审核：材料齐全的予以受理。\n其余退回。",
        "被告不服。\n一审：有期徒刑十年\n二审：维持原判\n法院认为，理由不能成立。",
        "居民扫描二维码即可登记，公众号也能查询。",
        "正文。\n相关链接\n什么是生命周期基金\n生命周期基金是一种开放式基金，它会自动调整组合。",
        "法院认定，未经许可不得转载其作品。" + PROSE,
        "他说：“很好”（张三）如此。",
        "海通证券(600837.SH)",
        "甲|乙|丙",
        "",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert marked(text) == []


BODY = (
    "养殖场若能做好生物安全管理，降低疾病入侵，改善育成率偏低问题，不仅可增加农民收入，亦可让消费者享用优质国产白虾。"
    "该所配合水产试验所，挑选九家示范场，结合兽医疾病诊断、流行病学、养殖场地规划、成本管理、人事管理及记录等知识辅导。"
    "同时举办现场观摩会，宣导观念，供业者相互观摩与交流学习，拓展成功经验，降低发病机率及传播风险。"
    "自新兴病原出现以来，全球虾类产量受到极大威胁，幼苗可能经由水体、饵料等多种途径感染，造成生长迟缓、周期延长。"
    "主管机关强调，将继续推动辅导措施，协助渔民改善环境，建立追溯制度，让每一尾虾都能安心上桌，并规划出口海外市场。"
)
TEASER = "受国际油价大涨带动，台北股市今天开盘走高，电子与金融类股同步上扬。"


def test_a_teaser_of_another_story_behind_the_article() -> None:
    assert marked(f"{BODY}　{TEASER}") == [TEASER]


def test_headlines_of_other_stories_behind_the_article() -> None:
    headlines = "国际油价大涨带动台北股市走高\n球队客场险胜创五连胜佳绩引热议\n新款手机下周上市售价公布"
    assert marked(f"{BODY}\n{headlines}") == [headlines]


@pytest.mark.parametrize(
    "ending",
    [
        "　养殖白虾最佳方案是预防疾病发生，落实生物安全管理，才能降低发病机率及传播风险。",  # the same story
        TEASER,  # no mark between the two
        "\n一、场地规划\n二、成本管理\n三、人事管理",  # an enumeration
    ],
)
def test_an_ending_of_the_article_itself(ending: str) -> None:
    assert marked(BODY + ending) == []


@given(
    st.lists(
        st.sampled_from(["正文。", "\n", "编辑：张三", " ", "|", "延伸阅读", "（完）", "来源：新华社", "　"]),
        max_size=25,
    )
)
def test_spans_are_sorted_and_separate(parts: list[str]) -> None:
    text = "".join(parts)
    spans = boilerplate_spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert all(0 <= start < end <= len(text) for start, end in spans)
