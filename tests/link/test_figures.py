from typing import Any

import pytest
from zhfacts.find.candidates import Candidate, resolve_overlaps
from zhfacts.find.figures import find_figures
from zhfacts.link.figures import link_figures
from zhfacts.segment import Document


def linked(text: str, dates: dict[str, str] | None = None, organizations: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The values of the figures of a text; dates by their text, with their values."""
    doc = Document(text)
    figures, _ = resolve_overlaps(find_figures(text))

    def candidates(names: list[str], **values: str) -> list[Candidate]:
        return [
            Candidate(text.index(name), text.index(name) + len(name), "test", values=dict(values)) for name in names
        ]

    found = [
        Candidate(c.start, c.end, "test", values={"date_type": "date", "value": value})
        for name, value in (dates or {}).items()
        for c in candidates([name])
    ]
    link_figures(
        doc, figures, sorted(found, key=lambda c: c.start), candidates(list(organizations), org_type="company")
    )
    return [figure.values for figure in figures]


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("园区产业产值达1523亿元。", "产业产值"),
        ("全年净利润为3.2亿元。", "净利润"),
        ("共有500多家企业入驻。", "企业"),
        ("引入了10个院士团队。", "院士团队"),
        ("银行累计授信360亿元。", "授信"),
        ("公司毛利率提升至35%。", "毛利率"),
        ("全社会用电量达到5亿千瓦时，同比增长5.0%。", "全社会用电量"),
        ("基金净值没有受到影响，全年仅下跌3.6%。", "基金净值"),
        ("酒店有三间风格各异的餐厅。", "餐厅"),
        ("这里有1200平方米的冷库。", "冷库"),
        ("总面积达2900平方米的会议场所。", "总面积"),
        ("地震造成17人罹难。", "罹难"),
        ("目前已建成加氢站41座。", "加氢站"),
        ("下降3%。", None),
    ],
)
def test_metric(text: str, metric: str | None) -> None:
    assert linked(text)[0]["metric"] == metric


@pytest.mark.parametrize(
    ("text", "change", "basis"),
    [
        ("营收同比增长12%。", "increase", "yoy"),
        ("净利润较上年同期下降约3成。", "decrease", "yoy"),
        ("出货量环比减少5%。", "decrease", "qoq"),
        ("毛利率季增1.2个百分点。", "increase", "qoq"),
        ("股价跌幅达3.8%。", "decrease", None),
        ("产值翻了一番。", "increase", None),
        ("占比达到52%。", None, None),
        ("总投资约300亿元。", None, None),
        ("客运量按年升20%。", "increase", "yoy"),
        ("观众较2019年减少15%。", "decrease", None),
        ("客流同比多90万人次。", "increase", "yoy"),
        ("每年减少碳排放140万吨。", "decrease", None),
    ],
)
def test_change_and_what_it_is_held_against(text: str, change: str | None, basis: str | None) -> None:
    values = linked(text)[0]
    assert (values["change"], values["basis"]) == (change, basis)


def test_a_list_shares_what_stands_before_it() -> None:
    first, second = linked("两项业务营收分别增长8.94%、79.35%。")[1:]
    assert second["metric"] == first["metric"]
    assert second["change"] == "increase"


@pytest.mark.parametrize(
    ("text", "dates", "period"),
    [
        ("2023年该公司营收达30亿元。", {"2023年": "2023"}, "2023"),
        ("2023年该公司营收30亿元，较去年增长5%。", {"2023年": "2023", "去年": "2022"}, "2023"),
        ("2023年营收30亿元，较去年的28亿元有所增长。", {"2023年": "2023", "去年": "2022"}, "2022"),
        ("2022年投产。产能为3万吨。", {"2022年": "2022"}, None),
        ("自2007年起，全市修建400座公园。", {"2007年": "2007"}, None),
        ("2022年建厂，目前有3家企业。", {"2022年": "2022"}, None),
        ("到2030年，保有量较2025年增长5%。", {"2030年": "2030", "2025年": "2025"}, "2030"),
    ],
)
def test_period_is_the_date_of_the_sentence(text: str, dates: dict[str, str], period: str | None) -> None:
    assert linked(text, dates)[-1]["period"] == period


@pytest.mark.parametrize(
    ("text", "organizations", "holder"),
    [
        ("晨光公司实现净利润3亿元。", ("晨光公司",), "晨光公司"),
        ("晨光公司向远山公司支付3亿元。", ("晨光公司", "远山公司"), "晨光公司"),
        ("统计局公布的数据显示，我国粮食产量达7亿吨。", ("统计局",), "中国"),
        ("产值达3亿元。", (), None),
        ("晨光公司成立十年。该公司营收达3亿元。", ("晨光公司",), "晨光公司"),
        ("晨光公司公布年报。营收达3亿元。", ("晨光公司",), "晨光公司"),
        ("晨光公司公布一份行业报告。营收达3亿元。", ("晨光公司",), None),
        ("晨光公司扩大生产。营收达3亿元。", ("晨光公司",), "晨光公司"),
        ("金价升至每盎司1800元。", ("晨光公司",)[1:], None),
        ("四川汶川县有3家企业。", (), "汶川县"),
    ],
)
def test_holder(text: str, organizations: tuple[str, ...], holder: str | None) -> None:
    assert linked(text, organizations=organizations)[-1]["holder"] == holder


def test_a_list_before_分别_goes_with_the_figures_in_order() -> None:
    values = linked("2014年、2015年营收分别为65亿元、82亿元。", {"2014年": "2014", "2015年": "2015"})
    assert [v["period"] for v in values] == ["2014", "2015"]
