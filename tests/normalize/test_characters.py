from collections.abc import Callable

import pytest
from zhfacts.normalize.alignment import Edit
from zhfacts.normalize.characters import find_compatibility, find_invisible, find_ratios, find_wide
from zhfacts.normalize.normalize import apply_edits

Step = Callable[[str], list[Edit]]


@pytest.mark.parametrize(
    ("step", "text", "expected"),
    [
        (find_invisible, "\ufeff苏州\u200b工业\xad园区\x08\x06", "苏州工业园区"),
        (find_invisible, "第一行\r\n第二行\r第三行\u2028第四行", "第一行\n第二行\n第三行\n第四行"),
        (find_invisible, "161.96\xa0亿元", "161.96 亿元"),
        (find_invisible, "公司\r\r\n成立", "公司\n\n成立"),
        pytest.param(find_invisible, "坏\ud800字", "坏字", id="lone surrogate"),
        (find_wide, "总奖金为２５０万美元", "总奖金为250万美元"),
        (find_wide, "Ｘ大奖，占１２．５％", "X大奖，占12.5%"),
        (find_wide, "上午１０：３０开始", "上午10:30开始"),
        (find_wide, "以3：1获胜", "以3:1获胜"),
        (find_wide, "共１，２００，０００人", "共1,200,000人"),
        (find_wide, "和德二号A／B卫星、DFM－2", "和德二号A/B卫星、DFM-2"),
        (find_compatibility, "⽣物医药，⻢上⾦融", "生物医药，马上金融"),
        (find_compatibility, "樂\uf914園", "樂樂園"),
        (find_compatibility, "\ue5e5\ue5e5苏州\ue78d上海\ue78e", "　　苏州，上海。"),
        (find_compatibility, "\uf06c重点\uf0b7说明", "●重点•说明"),
        (find_compatibility, "𝟐𝟎𝟐𝟑年的ﬁrst", "2023年的first"),
        (find_ratios, "以3：1获胜，10：30开始", "以3:1获胜，10:30开始"),
        (find_compatibility, "時間﹕上午﹐地點︰台北", "時間：上午，地點：台北"),
    ],
)
def test_changes(step: Step, text: str, expected: str) -> None:
    assert apply_edits(text, step(text)) == expected


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (find_invisible, "　　段首空两格\n\t表格"),
        (find_wide, "（一）标题：正文，共三项；完。"),
        (find_wide, "教会／学校，后里－大安，创．未来"),
        (find_wide, "NYSE：RYB"),
        (find_ratios, "：3，比分：3，3："),
        (find_compatibility, "H₂O、CO₂、10³、½、\ue000\uf8ff"),
        (find_compatibility, "℃㎡①Ⅱ…—"),
    ],
)
def test_leaves_alone(step: Step, text: str) -> None:
    assert step(text) == []


def test_a_comma_between_numbers_is_no_thousands_mark() -> None:
    text = "第１，２０人"
    assert apply_edits(text, find_wide(text)) == "第1，20人"


def test_a_run_is_one_edit() -> None:
    assert find_wide("２００４年１０：３０") == [(0, 4, "2004"), (5, 10, "10:30")]
