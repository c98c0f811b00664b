"""Persons: the titles before a name, and the forms of address behind it."""

import re

from zhfacts.segment import is_word, word_tag

# A name stands behind one of these (味全龙投手|徐若熙).
ROLES = frozenset(
    re.findall(
        "..",
        "攻手投手捕手选手棋手车手骑手泳手射手歌手国手好手野手打者球员教练队长门将前锋后卫老将小将名将健将新秀"
        "球星影星导演演员作家画家院士博士医生医师",
    )
)
# Behind these it may (村民|李大山), or else what they do (村民|自发).
COMMON_ROLES = frozenset(
    re.findall("..", "姑娘小伙选手村民市民居民农民果农菜农茶农棉农瓜农渔民牧民工人司机护士民警主播")
)
OFFICES = frozenset(["记者", "专家", "经理", "主任", "总裁", "书记", "主席"])
OFFICE_ENDS = frozenset("员长官师警授士")  # 柜员, 校长, 教官, 技师, 法警, 教授, 骑士
TITLE_ENDS = OFFICE_ENDS | {role[-1] for role in ROLES | COMMON_ROLES}


def _any(words: frozenset[str]) -> str:
    return f"(?:{'|'.join(sorted(words))})"


HONORIFIC = re.compile("(?:先生|女士|老师|教授|院士|同志)$")
TITLE = re.compile(rf"{_any(OFFICE_ENDS | OFFICES | ROLES | COMMON_ROLES)}(?=[\u4e00-\u9fff]{{2,4}}$)")
TITLED = re.compile(
    rf"[\u4e00-\u9fff]{{2,10}}{_any(ROLES)}(?P<name>[\u4e00-\u9fff]{{2,3}})"
    rf"|[\u4e00-\u9fff]{{0,8}}{_any(COMMON_ROLES)}(?P<person>[\u4e00-\u9fff]{{2,3}})"
)


def is_person(name: str) -> bool:
    """Whether a name ends with that of a person behind a title (柜员李燕)."""
    name = HONORIFIC.sub("", name)
    m = TITLE.search(name)
    return m is not None and any(word_tag(name[m.end() : m.end() + n])[:2] == "nr" for n in (2, 3))


def without_title(name: str) -> str:
    """The name of a person without the title before it; any other name as it is."""
    if len(name) < 6 or (name[-3] not in TITLE_ENDS and name[-4] not in TITLE_ENDS):
        return name
    titled = TITLED.fullmatch(name)
    if titled and titled["name"]:
        known = is_word(titled["name"]) and word_tag(titled["name"])[:2] != "nr"
        return name if known else titled["name"]  # 院士|团队
    return titled["person"] if titled and word_tag(titled["person"])[:2] == "nr" else name
