import pytest
from zhfacts.normalize.normalize import apply_edits
from zhfacts.normalize.pinyin import _dictionary, find_bare_readings, is_reading
from zhfacts.normalize.zhuyin import _pinyin, find_zhuyin_annotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("產(ㄔㄢˇ)業(ㄧㄝˋ)園區(ㄑㄩ)", "產業園區"),
        ("產ㄔㄢˇ業ㄧㄝˋ發ㄈㄚ展ㄓㄢˇ", "產業發展"),
        ("重（ㄔㄨㄥˊ）慶【ㄑㄧㄥˋ】", "重慶"),
        ("電 ( ㄉㄧㄢˋ )力", "電力"),
        ("的˙ㄉㄜ了(˙ㄌㄜ)", "的了"),
        ("綠ㄌㄩˋ能(ㄋㄥˊ)", "綠能"),
        ("垃ㄌㄜˋ圾ㄙㄜˋ和ㄏㄢˋ", "垃圾和"),  # as Taiwan reads them
        ("四ㄙˋ師ㄕ兒ㄦˊ", "四師兒"),
    ],
)
def test_readings_go(text: str, expected: str) -> None:
    assert apply_edits(text, find_zhuyin_annotations(text)) == expected


@pytest.mark.parametrize(
    "text", ["注音符號ㄅㄆㄇ", "教注音(ㄅㄆㄇ)", "好ㄉ", "京(ㄕㄤˋ)", "ㄔㄢˇ在前", "哈哈ㄎㄎㄎ", "北京(ㄅㄟˇㄐㄧㄥ)"]
)
def test_other_zhuyin_stays(text: str) -> None:
    assert find_zhuyin_annotations(text) == []


def test_every_syllable_of_pinyin_has_its_zhuyin() -> None:
    """Against pypinyin's own conversion, but for interjections: 嗯, 唔 …"""
    from pypinyin import Style
    from pypinyin.style import convert

    wrong = set()
    for code, readings in _dictionary().items():
        for reading in readings.split(","):
            zhuyin = str(convert(reading, Style.BOPOMOFO, strict=True))
            if zhuyin and not zhuyin.isascii() and not is_reading(chr(int(code)), _pinyin(zhuyin)):
                wrong.add(reading.strip())
    assert {reading for reading in wrong if any(vowel in reading for vowel in "aeiuāáǎàēéěèīíǐìūúǔùǖǘǚǜ")} == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("產chǎn業yè發fā展zhǎn", "產業發展"),
        ("綠lǜ色sè園yuán區qū", "綠色園區"),
        ("北京Běijīng是shì", "北京Běijīng是"),
        ("阿ā姨", "阿姨"),
    ],
)
def test_bare_pinyin_goes(text: str, expected: str) -> None:
    assert apply_edits(text, find_bare_readings(text)) == expected


@pytest.mark.parametrize(
    "text", ["喝café", "產chan業ye", "的débutant", "有限公司José", "chǎn在前", "國guó2", "德Döner"]
)
def test_other_letters_stay(text: str) -> None:
    assert apply_edits(text, find_bare_readings(text)) == text.replace("guó", "")
