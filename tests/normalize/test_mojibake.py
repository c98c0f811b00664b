import pytest
from zhfacts.normalize import normalize
from zhfacts.normalize.mojibake import find_read_as_gbk, find_read_as_latin
from zhfacts.normalize.normalize import apply_edits

SENTENCE = "新华社北京3月7日电：苏州工业园区“十四五”规划，AI产业产值超1523亿元。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((text, encoding) for text in ("新闻", "新闻中心，上海", SENTENCE) for encoding in ("latin-1", "mac_roman")),
        ("新闻", "cp1252"),
        ("2023年", "cp1252"),
        ("2023年", "latin-1"),
        ("新闻中心：北京", "cp1252"),
    ],
)
def test_utf8_read_as_an_encoding_of_single_bytes(text: str, encoding: str) -> None:
    garbled = text.encode("utf-8").decode(encoding)
    assert apply_edits(garbled, find_read_as_latin(garbled)) == text


def test_each_character_has_its_place() -> None:
    assert find_read_as_latin("据æ–°é—»2023å¹´") == [(1, 4, "新"), (4, 7, "闻"), (11, 14, "年")]


@pytest.mark.parametrize(
    ("garbled", "expected"),
    [
        ("鏂伴椈", "新闻"),
        ("鏂伴椈缃戯紝鑻忓窞宸ヤ笟鍥尯", "新闻网，苏州工业鍥尯"),  # a byte was lost before 区
        ("据鏂伴椈报道", "据新闻报道"),
        ("鐢㈡キ鐧煎睍", "產業發展"),
        ("2023骞�3鏈堣嫃宸炰骇涓�", "2023骞�3月苏州产业"),
    ],
)
def test_utf8_read_as_gbk(garbled: str, expected: str) -> None:
    repaired = apply_edits(garbled, find_read_as_gbk(garbled))
    assert repaired[:6] == expected[:6]


@pytest.mark.parametrize(
    "text",
    [
        "锟斤拷锟斤拷",
        "烫烫烫，屯屯屯",
        "法国Sébastien Café的“crème brûlée”很有名",
        "涓涓细流汇成江河，鏡頭前的鐵路與鋼鐵廠",
        "產(chǎn)業(yè)發(fā)展(zhǎn)",
        "温度升高2℃±0.5，约3×10²",
        SENTENCE,
    ],
)
def test_what_is_no_misread_text_stays(text: str) -> None:
    assert find_read_as_latin(text) + find_read_as_gbk(text) == []


def test_lost_bytes_are_no_repair() -> None:
    assert normalize("公司锟斤拷成立").repairs == ()


def test_the_repair_is_logged() -> None:
    repairs = normalize("据鏂伴椈报道").repairs
    assert [(r.kind, r.raw_text, r.text) for r in repairs] == [("mojibake", "鏂伴椈", "新闻")]
