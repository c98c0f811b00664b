import pytest
from zhfacts.normalize import normalize
from zhfacts.normalize.normalize import apply_edits
from zhfacts.normalize.spacing import find_repeated_marks, find_soft_breaks, find_spaces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议在上 海举行", "会议在上海举行"),
        ("苏州工 业园区的企 业", "苏州工业园区的企业"),
        ("編 輯：張三", "編輯：張三"),
        ("上 海\n3月7日", "上海\n3月7日"),
        ("2 0 2 3 年3月", "2023年3月"),
        ("达到1 5 2 3 亿元，占1 2 . 5 %", "达到1523亿元，占12.5%"),
        ("1 2 月", "12月"),
        ("苏 州 工 业 园 区 产 业 发 展", "苏州工业园区产业发展"),
        ("苏 州 工 业 园 区 2 0 2 3 年 产 值 超 过 千 亿 元 。", "苏州工业园区2023年产值超过千亿元。"),
        ("苏 州 工 业 园 区 概况 说明", "苏州工业园区 概况 说明"),
        ("走过20年历 程。", "走过20年历程。"),
        ("约3亿 元", "约3亿元"),
    ],
)
def test_spaces_inside_words_go(text: str, expected: str) -> None:
    assert apply_edits(text, find_spaces(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "张三 李四 王五",
        "记者 王伟 通讯员 李明",
        "北京 上海 广州 深圳",
        "姓名 性别 年龄\n张三 男 25",
        "产业高质量发展主阵地 苏州工业园区是江苏省的",
        "主席 团结合作",
        "中国 人民 大学",
        "第一 第二 第三",
        "比分 3 2，排名 1 2 3",
        "1 2 3 4 5 6",
        "一 二 三 四 五 六",
        "华为 Mate 60 手机",
        "2023 年 3 月 7 日",
        "公司 成立 三 年",
        "春眠不觉晓 处处闻啼鸟",
    ],
)
def test_other_spaces_stay(text: str) -> None:
    assert find_spaces(text) == []


PROSE = (
    "苏州工业园区是江苏省生物医药产业高质量发展的主阵地。多年来，园区一直把生物医药作为重点培育的战略性新兴产业，"
    "制定了一系列政策，从顶层助推产业发展，并不断迭代金融服务助力企业成长。2023年园区集聚企业超2000家，产值达1523亿元。"
)


def wrapped(text: str, width: int) -> str:
    """Lines of so many characters; no line begins with a mark."""
    lines, line = [], ""
    for character in text:
        if len(line) >= width and character not in "，。、；：！？”）":
            lines.append(line)
            line = ""
        line += character
    return "\n".join([*lines, line])


def without_soft_breaks(text: str) -> str:
    return apply_edits(text, find_soft_breaks(text))


@pytest.mark.parametrize("width", [18, 20, 25, 30, 40, 47])
def test_a_wrapped_paragraph_is_joined(width: int) -> None:
    joined = without_soft_breaks(wrapped(PROSE, width))
    # Where a sentence ends, the end of the line may be meant.
    assert joined.replace("。\n", "。") == PROSE


def test_paragraphs_stay_apart() -> None:
    text = f"园区发布新政策\n\n{wrapped(PROSE, 30)}\n　　{wrapped(PROSE, 28)}\n\n编辑：张三"
    assert without_soft_breaks(text).split("\n") == ["园区发布新政策", "", PROSE, f"　　{PROSE}", "", "编辑：张三"]


def test_latin_words_keep_a_space() -> None:
    text = "思必驰在对话式语言基础大模型领域技术积累丰厚，其率先提出了Dialogue\nFoundation Model模型，实现集理解、生成、表征三大能力为一体的\n目标，又发布了公开对话研究数据集合平台，在通用场景多项任务上做到\n行业领先。"
    assert without_soft_breaks(text).count("\n") == 0
    assert "Dialogue Foundation Model" in without_soft_breaks(text)


@pytest.mark.parametrize(
    "text",
    [
        "春眠不觉晓，\n处处闻啼鸟。\n夜来风雨声，\n花落知多少。",
        "大江东去，浪淘尽，千古风流人物\n故垒西边，人道是，三国周郎赤壁\n乱石穿空，惊涛拍岸，卷起千堆雪",
        "苏州工业园区发布人工智能产业发展行动计划\n上海浦东新区出台集成电路产业扶持政策措施\n深圳南山区公布生物医药产业用地保障新方案",
        "一、苏州工业园区集聚各类生物医药企业，超过两千家\n二、苏州工业园区集聚各类纳米技术企业，超过五百家\n三、苏州工业园区集聚各类人工智能企业，超过一千家",
        "公司 营收 利润 员工数量 产值 税收 研发 投入 占比\n纳微 三亿 一亿 五百 三亿 一亿 五百 三亿 一亿\n信达 三亿 一亿 五百 三亿 一亿 五百 三亿 一亿",
        "公司|营收|利润|员工数量|产值|税收|研发|投入|占比\n纳微|三亿|一亿|五百|三亿|一亿|五百|三亿|一亿\n信达|三亿|一亿|五百|三亿|一亿|五百|三亿|一亿",
        "园区发布新政策\n苏州工业园区今天发布了新的产业政策，支持企业研发。\n政策还包括对人才的补贴，每人最高一百万元。",
        "标题\n副标题\n正文。",
    ],
)
def test_other_line_breaks_stay(text: str) -> None:
    assert find_soft_breaks(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("成功了！！！", "成功了！"),
        ("产值，，增长。。。。", "产值，增长。"),
        ("苏州、、上海；；北京：：", "苏州、上海；北京："),
        ("什么？？？", "什么？"),
    ],
)
def test_a_mark_stands_once(text: str, expected: str) -> None:
    assert apply_edits(text, find_repeated_marks(text)) == expected


@pytest.mark.parametrize(
    "text",
    ["省略……", "省略…………", "破折——号", "真的吗？！", "他说“！！！”", "题目是《？？？》", "a,,b", "????", "wait..."],
)
def test_other_marks_stay(text: str) -> None:
    assert find_repeated_marks(text) == []


def test_the_steps_work_together() -> None:
    raw = "２ ０ ２ ３ 年，在上&nbsp;海举行！！！"
    normalized = normalize(raw)
    assert normalized.text == "2023年，在上海举行！"
    assert {repair.kind for repair in normalized.repairs} == {"html", "control", "width", "space", "repeated_mark"}
    start = normalized.text.index("上海")
    assert raw[slice(*normalized.alignment.to_raw(start, start + 2))] == "上&nbsp;海"
