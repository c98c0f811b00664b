"""Claims in natural variety: trigger, scope, status; and what only looks like one."""

import pytest
from zhfacts.pipeline import extract_text

# sentence with the claims marked, and per claim: kind, scope, rank, status
FOUND = [
    ("由该公司承建的⟨亚洲最大⟩垃圾焚烧发电厂昨日点火。", ["superlative regional - asserted"]),
    ("小米汽车成为⟨全球首家⟩自研芯片的车企。", ["first global - asserted"]),
    ("合肥建成⟨国内首个⟩量子城域网。", ["first national - asserted"]),
    ("浙江⟨在全国率先⟩实现县县通高铁。", ["earliest national - asserted"]),
    ("广东进出口总值连续多年⟨位居全国第一⟩。", ["rank national 1 asserted"]),
    ("宁德时代动力电池装机量⟨稳居全球首位⟩。", ["rank global 1 asserted"]),
    ("这座大桥是⟨世界最长⟩的跨海大桥。", ["superlative global - asserted"]),
    ("该药是⟨全球唯一⟩获批的同类药物。", ["only global - asserted"]),
    ("产品⟨打破国外垄断⟩，⟨填补了国内空白⟩。", ["gap - - asserted", "gap national - asserted"]),
    ("山东港口集装箱吞吐量⟨跃居世界第三⟩。", ["rank global 3 asserted"]),
    ("公司力争成为⟨国内领先⟩的机器人企业。", ["superlative national - planned"]),
    ("上海将建成⟨全国首个⟩氢能示范区。", ["first national - planned"]),
    ("该项目并非⟨国内首个⟩。", ["first national - negated"]),
    ("据中国汽车工业协会统计，我国汽车出口量⟨跃居全球第一⟩。", ["rank global 1 reported"]),
    ("王强表示，这是⟨我国首次⟩在海上回收火箭。", ["first national - reported"]),
    ("杭州入选⟨全国首批⟩试点城市。", ["first national - asserted"]),
    ("他们研制出⟨国内第一台⟩光刻机样机。", ["first national - asserted"]),
    ("⟨全台首座⟩海上风电运维中心启用。", ["first regional - asserted"]),
    ("该指数编制方法属⟨国内首创⟩。", ["first national - asserted"]),
    ("企业技术水平⟨行业领先⟩。", ["superlative industry - asserted"]),
    ("它是⟨全球三大⟩芯片代工厂之一。", ["rank global 3 asserted"]),
    ("安徽新能源汽车产量⟨居全国第二位⟩。", ["rank national 2 asserted"]),
    ("这项成果实现了国产高端轴承⟨零的突破⟩。", ["gap national - asserted"]),
    ("青岛造⟨国内最大⟩智能化养殖工船交付。", ["superlative national - asserted"]),
    ("该校是⟨西部地区唯一⟩的财经类双一流高校。", ["only regional - asserted"]),
    ("公司⟨率先⟩在行业内推出液冷方案。", ["earliest industry - asserted"]),
    ("新馆是目前⟨亚洲最大⟩的天文馆。", ["superlative regional - asserted"]),
    ("她成为⟨中国首位⟩进入空间站的女航天员。", ["first national - asserted"]),
    ("这是⟨世界上首次⟩发现该化石。", ["first global - asserted"]),
    ("中车时代⟨打破国外技术垄断⟩。", ["gap - - asserted"]),
    ("深圳⟨率先⟩投入使用氢能公交，团队⟨率先⟩攻克难题。", ["earliest - - asserted"] * 2),
    ("⟨宁夏首趟⟩旅游专列发车，⟨中国第一高⟩楼迎客。", ["first regional - asserted", "rank national 1 asserted"]),
    ("小米⟨重回全球第三⟩，市占率⟨全台之冠⟩。", ["rank global 3 asserted", "rank regional 1 asserted"]),
]

NONE = [
    "国内首都机场客流上升，全国首届博览会开幕。",
    "他首次来到北京，双方首次见面。",
    "这是公司第一次召开年会。",
    "最大的困难是资金，最高人民法院发布意见。",
    "全国第一产业增加值增长3%，全国第三届技能大赛开幕。",
    "他在小组赛中排名第二，率先破门得分。",
    "首先，要坚持首付款比例；首席执行官辞职。",
    "她唯一的愿望是回家，价格并非唯一标准。",
    "全国最近几年变化很大，世界最终会走向和平。",
    "北京首钢队客场取胜，首尔迎来游客。",
    "公司引进世界上最先进的生产线。",
    "创历史新高，十年来首次亏损。",
    "首都经贸大学举行毕业典礼。",
    "第一财经报道，第一时间赶到现场。",
    "全国首席技师评选启动。",
    "中国第一季度经济增长5.3%。",
    "这是他职业生涯第一个冠军。",
    "人民群众的首创精神。",
    "双方展开独家专访。",
    "恒指率先跌破年线，广东队率先打入一球。",
    "北京市第一中学举行校庆，河北省第二人民医院开诊。",
    "芜湖市第十七届人民代表大会闭幕，中国海军第46批护航编队返航。",
    "全省最高气温38度，全国最低气温零下40度。",
    "用上全球最先进的盾构机。",
]


def _marked(text: str) -> tuple[str, list[str]]:
    parts = text.replace("⟩", "⟨").split("⟨")
    return "".join(parts), parts[1::2]


@pytest.mark.parametrize(("marked", "values"), FOUND)
def test_claim_is_found(marked: str, values: list[str]) -> None:
    text, spans = _marked(marked)
    claims = extract_text(text).claims
    assert [c.text for c in claims] == spans
    got = [f"{c.kind} {c.scope if c.scope != 'none' else '-'} {c.rank or '-'} {c.status}" for c in claims]
    assert got == values


@pytest.mark.parametrize("text", NONE)
def test_no_claim(text: str) -> None:
    assert [c.text for c in extract_text(text).claims] == []
