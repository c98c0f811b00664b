"""Text made to keep one of the steps busy takes no more time a character when there is more of it."""

import pytest
from zhfacts.normalize import normalize
from zhfacts.normalize.chinese import VARIANTS
from zhfacts.patterns import grows

PIECES = [
    "上 ", "上 海 ", "在上 海", "2 0 ", "一 二 ", "苏 州 工 业 园 区 ",
    "产\n", "苏州工业园区已集聚各类生物医药及大健康企业，\n", "一、\n",
    "，，", "，。", "“，，”",
    "æ–°", "æ–°é—»", "æ", "鏂", "鏂伴椈", "锟斤拷", "銆€",
    "产ㄔㄢˇ", "ㄔ", "产chǎn", "ǎ", "(", "（a", "产(chǎn", "?", "?qū)游鼋橘|",
    "<", "<!--", "&#", "&amp;", "<b>", "\u200b", "\r", "１，０００", "３：", "⽣", "\ufffd",
    "軟體", "乾", "乾县", "智慧芽", "網際網路", "沈思",
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _everything_is_loaded() -> None:
    normalize("乾县的軟體：æ–°é—»、鏂伴椈，產(chǎn)業", "tw")


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_normalization_stays_linear(piece: str) -> None:
    assert not grows(normalize, piece, limit=2e-5)


@pytest.mark.parametrize("piece", ["軟體", "網際網路的", "智慧芽和智慧型手機"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_variants_stay_linear(piece: str, variant: str) -> None:
    assert not grows(lambda text: normalize(text, variant), piece, limit=2e-4)  # type: ignore[arg-type]
