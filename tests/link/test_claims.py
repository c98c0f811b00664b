"""The frame of a claim: who (subject), what (object), the organization behind it, when, and who says so."""

import pytest
from zhfacts.pipeline import extract_text

FRAMES = [
    # text, claim, subject, object
    ("青岛港是全球首个实现全自动化的集装箱码头。", "全球首个", "青岛港", "实现全自动化的集装箱码头"),
    ("比亚迪发布了全球首款量产钠离子电池车型ET9。", "全球首款", "ET9", "量产钠离子电池车型"),
    ("作为国内最早布局光伏的企业之一，阳光电源去年营收增长两成。", "国内最早", "阳光电源", "布局光伏的企业"),
    (
        "中国商飞研制的C919大型客机是我国首款按照国际标准研制的喷气式干线客机。",
        "我国首款",
        "C919大型客机",
        "按照国际标准研制的喷气式干线客机",
    ),
    ("贵州数据中心集聚度位居全国第一。", "位居全国第一", "贵州", "数据中心集聚度"),
    ("全球最大运营商中国移动宣布涨价。", "全球最大", "中国移动", "运营商"),
    ("清华大学推出了国内首个气象大模型“风清”。", "国内首个", "风清", "气象大模型"),
    ("苏州工业园区率先探索政策先行先试。", "率先", "苏州工业园区", "探索政策先行先试"),
    ("西湖大学团队开发出一款芯片，是世界首创。", "世界首创", "一款芯片", None),
    ("比亚迪今年销量大增，成为全球最大的新能源汽车厂商。", "全球最大", "比亚迪", "新能源汽车厂商"),
    ("全国首个零碳园区在鄂尔多斯投产。", "全国首个", None, "零碳园区"),
    ("我国首条直达高铁正式开通运营。", "我国首条", None, "直达高铁"),
    ("这项技术填补了国内高端传感器领域空白。", None, "这项技术", "高端传感器领域"),
    ("蓝海科技成立于2015年，总部位于苏州，是国内首家量产芯片的企业。", "国内首家", "蓝海科技", "量产芯片的企业"),
    ("由两所大学共同研制的光量子芯片，填补了国内空白。", "填补了国内空白", "光量子芯片", None),
    ("宁波舟山港吞吐量连续三年位居全球第三。", "位居全球第三", "宁波舟山港", "吞吐量"),
    ("西安的地铁客流强度全国第一。", "全国第一", "西安", "地铁客流强度"),
    ("深圳入选全国首批试点城市。", "全国首批", "深圳", "试点城市"),
    ("专家指出，这是全球首次实现室温超导。", "全球首次", None, "实现室温超导"),
    ("我国首座深水平台“海基一号”平台投产。", "我国首座", "“海基一号”平台", "深水平台"),
    ("全国首个深海养殖平台国信1号在青岛交付。", "全国首个", "国信1号", "深海养殖平台"),
    ("世界第一！中国造船订单再创佳绩。", "世界第一", "中国", "造船订单"),
    ("这一做法开全国农村改革先河。", "开全国农村改革先河", "这一做法", "农村改革"),
]


@pytest.mark.parametrize(("text", "mention", "subject", "object_"), FRAMES)
def test_frame(text: str, mention: str | None, subject: str | None, object_: str | None) -> None:
    claim = next(c for c in extract_text(text).claims if mention is None or c.text == mention)
    assert (claim.subject, claim.object) == (subject, object_)


def test_pronoun_leads_to_the_name() -> None:
    text = "苏州工业园区成立于1994年。园区是中国首个开展创新综合实验的区域。"
    claim = extract_text(text).claims[-1]
    assert (claim.subject, claim.org) == ("苏州工业园区", "苏州工业园区")


def test_listed_claims_share_their_object() -> None:
    claims = extract_text("世界截面最大、长度最长的海底电缆投产。").claims
    assert [(c.text, c.object) for c in claims] == [("世界截面最大", "海底电缆"), ("最长", "海底电缆")]


def test_attribution_names_the_source() -> None:
    claim = extract_text("据中国汽车工业协会统计，我国汽车出口量跃居全球第一。").claims[0]
    assert (claim.status, claim.attributed_to) == ("reported", "中国汽车工业协会")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("国家统计局今天（1月17日）发布数据显示，我国快递业务量连续十年保持世界第一。", "国家统计局"),
        ("中国汽车工业协会日前公布的最新数据显示，我国汽车出口量居全球第一。", "中国汽车工业协会"),
        ("海岳证券19日晚间公告称，公司将成为国内首家持有信托牌照的券商。", "海岳证券"),
        ("青岚科技5月20日公告，公司自主研发的芯片为国内首款。", "青岚科技"),
        ("城巴上月宣布，旗下氢能巴士是全港首部载客的氢能巴士。", "城巴"),
        ("围棋协会主席陈祖明先生，昨天接受采访时给予高度评价，“这是世界第一次！”", "围棋协会主席陈祖明先生"),
        ("演出结束时观众起立鼓掌。“这是国内首次用昆曲演绎科幻。”导演李岚说。", "导演李岚"),
        ("“它是全国最大的湿地书屋。”馆长马骁介绍。", "馆长马骁"),
        ("李爱玲指出，两档债券以专业投资人为对象。我国绿色能源产业居于亚太地区领先地位，感谢团队协助。", "李爱玲"),
        (
            "校长王远致词表示，学校走过十年。这座实验室是全国首座教学用反应堆，感谢各位校友，本校将继续开放。",
            "校长王远致词",
        ),
        ("环保局长林清说明，焚化厂改建后发电效率居全台之冠。", "环保局长林清"),
        ("据了解，这是全国首座零碳车站。", None),
        ("德勤发表报告指，香港新股集资额位列全球第五。", None),
        ("据美国某公司的年度报告，香港连续12年位居全球房价最难负担城市榜首。", None),
    ],
)
def test_who_says_so(text: str, source: str | None) -> None:
    claim = extract_text(text).claims[-1]
    assert claim.attributed_to == source
    assert (claim.status != "asserted") is (source is not None)


def test_date_of_the_sentence() -> None:
    claim = extract_text("2021年，公司成为全国首家上市的民营医院集团。").claims[0]
    assert claim.date == "2021"


@pytest.mark.parametrize(
    ("text", "place", "first"),
    [
        ("该产品为国内首款。", "中国", True),
        ("金管会核准后，国内首档基金在台湾挂牌，募集新台币10亿元。", "台湾", False),
        ("这是全球首个示范工程。", None, True),
        ("公司力争成为全国首家示范企业。", "中国", False),
        ("这是江苏省首个示范工程。", "江苏省", False),
    ],
)
def test_first_in_china(text: str, place: str | None, first: bool) -> None:
    claim = extract_text(text).claims[0]
    assert (claim.scope_place, claim.first_in_china) == (place, first)
