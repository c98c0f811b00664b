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
    # 在 … and all behind it is one predicate
    ("这套髋臼杯⟨在国内属首款⟩，售价三万元。", ["first national - asserted"]),
    ("新列车加装储能电池，⟨在全港属首批⟩。", ["first regional - asserted"]),
    ("屋顶用竹材搭成，这⟨在亚洲尚属首例⟩。", ["first regional - asserted"]),
    ("这种工艺⟨在国内属首创⟩，成本降低三成。", ["first national - asserted"]),
    ("该做法⟨在西南地区属首创⟩。", ["first regional - asserted"]),
    ("这一壁画的保存状况⟨在世界上绝无仅有⟩。", ["only global - asserted"]),
    ("样本之大⟨在国际同类研究中无出其右⟩，为后人提供依据。", ["superlative global - asserted"]),
    ("青岚机械的专利数量⟨在全国同类企业中遥遥领先⟩。", ["superlative national - asserted"]),
    ("货轮载重⟨在全球首屈一指⟩！", ["superlative global - asserted"]),
    (
        "学校坐落在⟨我国首个⟩盐湖旁，工厂建在⟨全国最大⟩的产业园。",
        ["first national - asserted", "superlative national - asserted"],
    ),
    # what is to come stands before the plan
    ("⟨全国首座⟩氢能码头有望年内投用。", ["first national - planned"]),
    ("⟨国内首条⟩磁浮货运线预计明年通车。", ["first national - planned"]),
    ("⟨世界最大⟩的海上浮标即将下线。", ["superlative global - planned"]),
    ("⟨亚洲最大⟩的污水处理厂将在2027年建成。", ["superlative regional - planned"]),
    ("工程师透露，⟨全球首台⟩万米钻机可望在沈阳下线。", ["first global - planned"]),
    ("⟨全国最大⟩的炼油厂预计今年加工原油两千万吨。", ["superlative national - asserted"]),
    ("⟨国内首款⟩疫苗的研发企业有望明年投产新线。", ["first national - asserted"]),
    ("⟨全国首座⟩换电站投用了，第二座即将投用。", ["first national - asserted"]),
    # a first lot of what a claim before speaks of
    ("学校共建⟨全国首家⟩盐湖学院，首批60名学生入学。", ["first national - asserted"]),
    ("⟨国内首个⟩脑库上线，首批接入医院40家。", ["first national - asserted"]),
    ("县里办起⟨全省首所⟩茶艺学校，首批学员80人。", ["first regional - asserted"]),
    ("⟨亚洲首只⟩氢能基金成立，首批投资三家企业。", ["first regional - asserted"]),
    ("⟨全球首个⟩深海牧场启用，首批鱼苗下海。", ["first global - asserted"]),
    ("该市入选⟨全国首个⟩、⟨首批⟩试点。", ["first national - asserted"] * 2),
    # 将 as 把
    ("法院将训练好的图像模型认定为作品，系⟨全国首例⟩。", ["first national - asserted"]),
    ("海关将查扣的象牙用于教学，属⟨国内首次⟩。", ["first national - asserted"]),
    ("医院将患者的脂肪用作填料，是⟨亚洲首例⟩。", ["first regional - asserted"]),
    ("该市将退休的教师纳入补贴，系⟨全省首个⟩。", ["first regional - asserted"]),
    ("景区将废弃的矿坑列为遗产，是⟨全国首例⟩。", ["first national - asserted"]),
    ("公司将建成⟨全国首个⟩零碳码头。", ["first national - planned"]),
    # firms are what is counted
    ("江城是⟨全国上市公司最多⟩的县级市。", ["superlative national - asserted"]),
    ("苏南是⟨长三角外资企业最密集⟩的地区。", ["superlative regional - asserted"]),
    ("海城是⟨西部机器人企业最集中⟩的城市。", ["superlative regional - asserted"]),
    ("宁川是⟨全省民营企业最多⟩的县。", ["superlative regional - asserted"]),
    ("南港是⟨国内航运企业最密集⟩的港口。", ["superlative national - asserted"]),
    # nobody has told of it
    ("在活体上完成这种手术，⟨国际上未见报道⟩。", ["first global - asserted"]),
    ("此类纠纷⟨国内尚无先例⟩。", ["first national - asserted"]),
    ("用蚕丝修补气管，⟨国内未见同类报道⟩。", ["first national - asserted"]),
    ("院方称，单孔切除此类肿瘤⟨在国际上未见报道⟩。", ["first global - reported"]),
    ("以碳汇抵债，⟨全省尚无先例⟩。", ["first regional - asserted"]),
    # who leads
    ("我们从来不是⟨全球领先⟩者。", ["superlative global - negated"]),
    ("公司是⟨国内领先⟩者。", ["superlative national - asserted"]),
    ("青岚机械已成为⟨行业领先⟩者。", ["superlative industry - asserted"]),
    ("该所堪称⟨世界领先⟩者。", ["superlative global - asserted"]),
    ("作为⟨亚洲领先⟩者，它并不满足。", ["superlative regional - asserted"]),
    # rankings named before
    ("海关公布亚洲港口排名，江城港力压海城港⟨夺魁⟩。", ["rank regional 1 asserted"]),
    ("协会发布全国百货业排名，青岚百货⟨独占鳌头⟩。", ["rank national 1 asserted"]),
    ("机构发布全球商学院排名，江城商学院⟨拔得头筹⟩。", ["rank global 1 asserted"]),
    ("赛迪发布的中国光刻胶企业营收排行中，恒川⟨升至第三⟩。", ["rank national 3 asserted"]),
    ("杂志公布的全球机场排行中，江城机场⟨位列第九⟩。", ["rank global 9 asserted"]),
    ("《泰晤士》公布亚洲大学排名，江城大学由第9位⟨升至第5位⟩。", ["rank regional 5 asserted"]),
    ("该厂份额放到⟨全行业则排第四⟩。", ["rank industry 4 asserted"]),
    # whose gap it was, what continent, which agency
    ("卫星⟨填补了台湾在这一领域的空白⟩。", ["gap regional - asserted"]),
    ("新航线⟨填补了四川的空白⟩。", ["gap regional - asserted"]),
    ("⟨非洲大陆最大⟩的炼油厂开工。", ["superlative regional - asserted"]),
    ("那是⟨欧洲大陆眼下最大⟩的电池项目。", ["superlative regional - asserted"]),
    ("据法新社巴黎电，这款电池是⟨世界上独一份⟩的产品。", ["only global - reported"]),
    ("据中央社台北电，该馆为⟨全台唯一⟩。", ["only regional - reported"]),
]

NONE = [
    "青岚大学由第9位升至第5位，选手从第3名跌出榜单。",
    "国货追赶全球领先者，与国际领先者仍有差距。",
    "她在全国锦标赛跳高决赛中夺魁，中国队夺魁。",
    "该药的不良反应未见报道，国内尚无相关标准。",
    "此案尚无先例，市场上多家公司最多各买一件。",
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
