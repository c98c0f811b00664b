"""Names of organizations: where they begin and end, and what is none."""

import re
from pathlib import Path

import pytest
from zhfacts.pipeline import extract_text

SENTENCES = Path(__file__).with_name("organization_sentences.txt").read_text(encoding="utf-8").splitlines()
NAME = re.compile(r"⟦(\w+)\|([^⟧]+)⟧")
FLOOR = 0.95  # F1 over the exact spans of the sentences

MARKED = [
    # the left boundary: verbs, prepositions, titles, 的
    "位于苏州的⟨江苏恒立液压股份有限公司⟩宣布扩产。",
    "该校与⟨浙江大学医学院附属第一医院⟩签署协议。",
    "由⟨山东省农业科学院⟩牵头，联合多家单位攻关。",
    "知名高校⟨西安电子科技大学⟩也派员出席。",
    "记者从⟨广州市生态环境局⟩获悉，空气质量改善。",
    "他曾任⟨湖北省高级人民法院⟩院长。",
    "据⟨陕西省统计局⟩介绍，经济平稳运行。",
    "近日，⟨成都市公安局交警支队⟩发布通告。",
    "会议由⟨中共江苏省委宣传部⟩主办。",
    "项目落户⟨合肥高新区⟩，总投资10亿元。",
    # two names in a row, joined
    "⟨北京大学⟩和⟨清华大学⟩联合发布报告。",
    "⟨深圳市税务局⟩、⟨深圳市财政局⟩联合发文。",
    "⟨复旦大学附属中山医院⟩与⟨上海交通大学医学院⟩合作。",
    # units with their parent
    "⟨南京大学计算机学院⟩教授周某获奖。",
    "⟨中国农业科学院作物科学研究所⟩选育出新品种。",
    "⟨国家税务总局稽查局⟩通报案件。",
    # schools, banks, papers, teams
    "⟨杭州第二中学⟩学生夺得金牌。",
    "⟨成都农商银行⟩推出新产品。",
    "⟨长沙晚报⟩记者现场报道。",
    "⟨中国女排⟩3比0战胜⟨日本女排⟩。",
    # plain words that only look like it
    "该公司表示，多家上市公司参与其中，当地政府高度重视。",
    "他大学毕业后在一家银行工作，后来去了医院。",
    "各级法院、检察院要依法办案，行业协会要加强自律。",
    "市委、市政府召开会议，省领导出席。",
    "专家学者、企业代表和高校师生参加论坛。",
    "企业要建设研发中心，研究机构要走进企业。",
    "新能源汽车产业快速发展，人工智能和生物医药成为增长点。",
    "全国重点实验室、国家级开发区数量增加。",
    "小区物业公司与业主委员会协商。",
    "他在高中和初中都是班长，报考了医学院。",
]


def _spans(marked: str) -> tuple[str, list[str]]:
    parts = marked.replace("⟩", "⟨").split("⟨")
    return "".join(parts), parts[1::2]


@pytest.mark.parametrize("marked", MARKED)
def test_names_and_nothing_else(marked: str) -> None:
    text, names = _spans(marked)
    assert [o.text for o in extract_text(text).organizations] == names


@pytest.mark.parametrize(
    ("text", "name", "org_type"),
    [
        ("江苏恒立液压股份有限公司宣布扩产。", "江苏恒立液压股份有限公司", "company"),
        ("西安电子科技大学成立新学院。", "西安电子科技大学", "education"),
        ("山东省农业科学院发布成果。", "山东省农业科学院", "research"),
        ("绵阳市中心医院收治伤员。", "绵阳市中心医院", "hospital"),
        ("武汉东湖新技术开发区招商。", "武汉东湖新技术开发区", "park"),
        ("广东省应急管理厅部署防汛。", "广东省应急管理厅", "government"),
        ("中国钢铁工业协会发布数据。", "中国钢铁工业协会", "association"),
        ("山东广播电视台播出节目。", "山东广播电视台", "media"),
        ("南京军区出动官兵。", "南京军区", "military"),
        ("湖南省博物馆开馆。", "湖南省博物馆", "other"),
    ],
)
def test_type(text: str, name: str, org_type: str) -> None:
    found = [(o.text, o.org_type) for o in extract_text(text).organizations]
    assert found == [(name, org_type)]


def test_bracket_names_the_same_organization() -> None:
    text = "国家药品监督管理局(NMPA)批准，NMPA官网已公布。"
    found = [(o.text, o.org_type, o.alias_of) for o in extract_text(text).organizations]
    full = "国家药品监督管理局"
    assert found == [(full, "government", None), ("NMPA", "government", full), ("NMPA", "government", full)]


def test_a_bracket_goes_before_the_lexicon() -> None:
    """Else each of the two would stand for the other."""
    found = extract_text("星科金朋（STATS ChipPAC Pte. Ltd.）成立于新加坡。").organizations
    assert [(o.text, o.name) for o in found] == [("星科金朋", "星科金朋"), ("STATS ChipPAC Pte. Ltd.", "星科金朋")]


def test_a_word_that_jieba_alone_takes_for_a_name_is_no_team() -> None:
    found = extract_text("派出了武装部队，新华社报道。").organizations
    assert [o.text for o in found] == ["新华社"]


def test_enumeration_with_known_members_teaches_the_unknown() -> None:
    text = "园区集聚了华为、甲骨纹、科大讯飞等头部企业。"
    assert [o.text for o in extract_text(text).organizations] == ["华为", "甲骨纹", "科大讯飞"]


def test_enumeration_of_things_teaches_nothing() -> None:
    assert extract_text("发展水稻、玉米、大豆等企业。").organizations == ()


def test_short_form_of_a_full_name_is_found_elsewhere() -> None:
    text = "苏州纳微科技股份有限公司今日公告。纳微科技表示，订单增长。"
    found = extract_text(text).organizations
    assert [(o.text, o.name) for o in found] == [
        ("苏州纳微科技股份有限公司", "苏州纳微科技股份有限公司"),
        ("纳微科技", "苏州纳微科技股份有限公司"),
    ]


def test_a_name_inside_other_words_is_none() -> None:
    """海南科技 holds no 南科."""
    assert [o.text for o in extract_text("在海南科技工作者会议上，代表发言。").organizations] == []


def _marked(sentence: str) -> tuple[str, set[tuple[int, int]]]:
    """The sentence without its marks, and the spans of its names."""
    text, done, spans = "", 0, set()
    for match in NAME.finditer(sentence):
        text += sentence[done : match.start()]
        spans.add((len(text), len(text) + len(match[2])))
        text += match[2]
        done = match.end()
    return text + sentence[done:], spans


def test_sentences_of_many_domains_reach_the_floor() -> None:
    right = wanted = found = 0
    for sentence in SENTENCES:
        if sentence and not sentence.startswith("#"):
            text, spans = _marked(sentence)
            rows = {(o.start, o.end) for o in extract_text(text).organizations}
            right, wanted, found = right + len(rows & spans), wanted + len(spans), found + len(rows)
    assert wanted > 90
    assert 2 * right / (wanted + found) >= FLOOR


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("赵某等人以鑫沐商务咨询有限公司为幌子。", ["鑫沐商务咨询有限公司"]),
        ("铂睿传感科技有限公司签约。", ["铂睿传感科技有限公司"]),
        ("另据中国驻哈萨克斯坦大使馆消息。", ["中国驻哈萨克斯坦大使馆"]),
        ("企业被猇亭区应急管理局罚款，猇亭警方介入。", ["猇亭区应急管理局", "猇亭警方"]),
        ("伤者被送往三峡大学附属仁和医院救治。", ["三峡大学附属仁和医院"]),
        ("芜湖市发展改革委主任出席。", ["芜湖市发展改革委"]),
        ("中国海军第47批护航编队起航。", ["中国海军第47批护航编队"]),
        ("江淮理工大学（以下简称“江淮理工”）扩招。江淮理工撤销了两个专业。", ["江淮理工大学", "江淮理工", "江淮理工"]),
        ("芯曜微（688591）公布业绩，芯曜微表示满意。", ["芯曜微", "芯曜微"]),
        ("副局长戴尔在会上发言。", []),
        ("县长饶庆铃说，基地占地3公顷。", []),
        (
            "浙江大学医学院附属第一医院骨科联合杭州阶澜医疗科技有限公司完成手术。",
            ["浙江大学医学院附属第一医院骨科", "杭州阶澜医疗科技有限公司"],
        ),
        ("车企“穗野星河”宣布量产，穗野星河同日发布新车。", ["穗野星河", "穗野星河"]),
        ("湘澜锂能（301588.SZ）披露年报。", ["湘澜锂能"]),
        ("青田县供销合作总社收购杨梅。", ["青田县供销合作总社"]),
        ("绍兴市文化广电和旅游局编制条例。", ["绍兴市文化广电和旅游局"]),
        ("广东女子龙舟队夺冠。", ["广东女子龙舟队"]),
        ("乘高铁去连云港看海。", []),
        ("该车搭载宁德时代神行电池。", ["宁德时代"]),
    ],
)
def test_names_that_nobody_knows(text: str, names: list[str]) -> None:
    assert [o.text for o in extract_text(text).organizations] == names
