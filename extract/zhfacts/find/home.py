"""Where an article is at home: in the mainland, Taiwan or Hong Kong."""

TAIWAN = (
    "台湾",
    "新台币",
    "行政院",
    "立法院",
    "金管会",
    "全台",
    "台股",
    "陆委会",
    "经济部",
    "公尺",
    "航太",
    "县府",
    "纯网银",
    "立委",
    "金控",
)
HONG_KONG = ("特区政府", "港元", "港币", "全港", "立法会", "港铁")


def home_of(text: str) -> str:
    """The country or place that 国内, 全国 and 我国 speak of in an article, by words that are said there only.

    >>> home_of("立法院昨三讀，全台適用。立委說明。".replace("讀", "读"))
    '台湾'
    """
    if sum(map(text.count, TAIWAN)) >= 2:
        return "台湾"
    return "香港" if sum(map(text.count, HONG_KONG)) >= 2 else "中国"
