import subprocess
import sys

import pytest
from zhfacts.normalize.normalize import apply_edits
from zhfacts.normalize.pinyin import find_pinyin_annotations, is_reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("產(chǎn)業(yè)園區(qū)", "產業園區"),
        ("烟(yan)台市(shi)科学技术宣傳(chuan)馆", "烟台市科学技术宣傳馆"),
        ("锦(jin)瑟无端", "锦瑟无端"),
        ("重（zhòng）慶（qìng）", "重慶"),
        ("重(chong)庆", "重庆"),
        ("綠(lǜ)色、女(nv)兒(er)、旅(lü)客", "綠色、女兒、旅客"),
        ("發(fā1)展(zhan3)", "發展"),
        ("電( diàn )力 (lì)", "電力"),
        ("動(dònɡ)漫(mɑn)", "動漫"),
        ("會(hui\u0300)議", "會議"),
        ("產(ch?n)業(y\ufffd)", "產業"),
    ],
)
def test_readings_go(text: str, expected: str) -> None:
    assert apply_edits(text, find_pinyin_annotations(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "国家药品监督管理局(NMPA)批准",
        "测量系统(caiMR)成功",
        "提出Dialogue Foundation Model(DFM)模型",
        "注射液(信樂)获得",
        "行动计划(2017-2020)",
        "首都北京(Beijing)",
        "首都北京(beijing)",
        "阿里巴巴(alibaba)集团",
        "股份公司(company)",
        "真恶(?)",
        "长度为五米(m)",
        "(shi)开头",
        "应用商店(app)",
    ],
)
def test_other_brackets_stay(text: str) -> None:
    assert find_pinyin_annotations(text) == []


@pytest.mark.parametrize("pinyin", ["xíng", "háng", "hang", "xing"])
def test_every_reading_of_a_character_counts(pinyin: str) -> None:
    assert is_reading("行", pinyin)


@pytest.mark.parametrize(("character", "pinyin"), [("京", "jin"), ("a", "a"), ("的", ""), ("安", "\u0300")])
def test_what_is_no_reading(character: str, pinyin: str) -> None:
    assert not is_reading(character, pinyin)


def test_clean_text_pays_for_no_dictionary() -> None:
    code = (
        "import sys; from zhfacts.normalize import normalize, pinyin; normalize('苏州工业园区(SIP)成立。');"
        "sys.exit('pypinyin' in sys.modules or pinyin._dictionary.cache_info().misses)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
