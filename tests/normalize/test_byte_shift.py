import pytest
from zhfacts.normalize import normalize
from zhfacts.normalize.byte_shift import find_byte_shifts

# What the program wrote behind characters that GB 2312 lacks.
READINGS = {
    "產": "chǎn", "業": "yè", "發": "fā", "區": "qū", "質": "zhì", "實": "shí", "驗": "yàn", "數": "shù", "動": "dòng",
    "醫": "yī", "準": "zhǔn", "設": "shè", "構": "gòu", "調": "tiáo", "團": "tuán", "隊": "duì", "關": "guān", "術": "shù",
    "學": "xué", "穩": "wěn", "結": "jié", "驅": "qū", "責": "zé", "擁": "yōng", "處": "chǔ", "髮": "fà", "標": "biāo",
    "災": "zāi", "項": "xiàng",
}  # fmt: skip
IN_BYTES = {character.encode("gbk"): f"({reading})".encode("gbk") for character, reading in READINGS.items()}


def annotate(text: str) -> bytes:
    """Put readings behind characters as the program did: on bytes, blind to where a character begins."""
    payload, out, i = text.encode("gbk"), b"", 0
    while i < len(payload):
        pair = payload[i : i + 2]
        step = 2 if pair in IN_BYTES else 1
        out += payload[i : i + step] + IN_BYTES.get(pair, b"")
        i += step
    return out


def decode(payload: bytes) -> str:
    """Decode as the site did: a pair of bytes that is no character becomes one `?`."""
    text, i = "", 0
    while i < len(payload):
        step = 1 if payload[i] < 0x80 else 2
        try:
            text += payload[i : i + step].decode("gbk")
        except UnicodeDecodeError:
            text += "?"
        i += step
    return text


CASES = [
    ("全球第一家可以提供微球層析介質的公司", "全球第一家可以提供微球层析介质的公司"),
    ("當地企業與高校共建實驗室", "当地企业与高校共建实验室"),
    ("項目帶動當地農業發展", "项目带动当地农业发展"),
    ("專家認為當地醫療水準明顯提升", "专家认为当地医疗水准明显提升"),
    ("公司向災區捐款五百萬元", "公司向灾区捐款五百万元"),
    ("設備長期可靠地無故障運行", "设备长期可靠地无故障运行"),
    ("因為產業結構調整", "因为产业结构调整"),
    ("該項目總投資超過十億元", "该项目总投资超过十亿元"),
    ("工程師團隊突破關鍵技術", "工程师团队突破关键技术"),
    ("大學生就業形勢總體穩定", "大学生就业形势总体稳定"),
    ("工程師選定了最優目標並執行", "工程师选定了最优目标并执行"),  # a reading closes the stretch
]


@pytest.mark.parametrize(("written", "expected"), CASES)
def test_damage_is_undone(written: str, expected: str) -> None:
    damaged = decode(annotate(written))
    normalized = normalize(damaged)
    assert "?" in damaged
    assert normalized.text == expected
    assert "byte_shift" in {repair.kind for repair in normalized.repairs}


def test_the_generator_makes_the_damage_of_the_sample_article() -> None:
    assert decode(annotate("微球層析介質的公司")) == "微球?qū)游鼋橘|(zhì)的公司"


def test_the_repair_names_the_raw_stretch() -> None:
    raw = "30微米微球?qū)游鼋橘|(zhì)的公司"
    [repair] = [repair for repair in normalize(raw).repairs if repair.kind == "byte_shift"]
    assert (repair.raw_text, repair.text) == ("?qū)游鼋橘|", "層析介質")
    assert raw[repair.raw_start : repair.raw_end] == repair.raw_text


@pytest.mark.parametrize(
    ("damaged", "expected"),
    [
        ("微球\ufffd(qū)游鼋橘|(zhì)的公司", "微球层析介质的公司"),  # a decoder that keeps the bracket
        ("微球?游鼋橘|(zhì)的公司", "微球层析介质的公司"),  # no reading inside
        ("微球?游鼋橘|的公司", "微球层析介质的公司"),
    ],
)
def test_other_forms_of_the_damage(damaged: str, expected: str) -> None:
    assert normalize(damaged).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "真的吗?我用iPhone打电话",
        "价格是多少?大家都说Mate60很好",
        "为什么?因为A股上涨",
        "请看index.php?id=3&c=ok",
        "这是什么?(shì)我们",
        "微球?qū)的公司",
        "他问：行吗?qū)去吧",
        "????|(zhì)",
        "加大?fà)?r村學校的支持",  # two bytes lost in the middle: nothing proves one reading
        "名次|姓名|成绩?第一|张三",
    ],
)
def test_what_cannot_be_proved_stays(text: str) -> None:
    assert find_byte_shifts(text) == []
