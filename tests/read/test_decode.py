"""Bytes to text, without loss or not at all."""

import codecs
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC
from support import ROOT
from zhfacts.errors import ZhfactsError
from zhfacts.read.decode import BOMS, Decoded, decode, meant_by

SIMPLIFIED = "国家药监局批准了国内首款新药，投资360亿元。"
TRADITIONAL = "國家藥監局批准了國內首款新藥，投資360億元。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (TRADITIONAL, "utf-8"),
        ("", "utf-8"),
        ("plain ASCII", "utf-8"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "cp950"),
        (TRADITIONAL + "㗎", "big5hkscs"),
        ("韓國首爾的記者會。", "cp950"),
        ("第一，深圳。", "gb18030"),
        ("中国", "gb18030"),
        ("联通", "gb18030"),  # all but valid UTF-8
        ("一些", "gb18030"),  # its first character is valid UTF-8
        ("GDP增长5.2%", "gb18030"),
        ("经济", "gb18030"),
        ("經濟", "cp950"),
        ("臺灣", "cp950"),
        (SIMPLIFIED, "utf-16-le"),
        (TRADITIONAL, "utf-16-be"),
        ("纯中文", "utf-16-le"),  # without a byte that is zero
        (SIMPLIFIED * 2, "utf-32-le"),
        ("Привет, мир", "utf-8"),
        ("你好".encode().decode() + "é", "utf-8"),
    ],
)
def test_encoding_is_recognized(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(("mark", "encoding"), BOMS, ids=[encoding for _, encoding in BOMS])
def test_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + TRADITIONAL.encode(encoding)) == Decoded(TRADITIONAL, encoding)


@pytest.mark.parametrize(
    ("payload", "code", "why"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "E003", "byte 8 is zero"),
        (b"\0" + SIMPLIFIED.encode(), "E003", "byte 0 is zero"),
        ("Müller, Straße, déjà vu".encode("latin-1"), "E004", "neither GB18030 nor Big5"),
        (SIMPLIFIED.encode()[:-1], "E004", "not UTF-8 at byte"),
        ("于园区。".encode()[:-1], "E004", "not UTF-8 at byte 9, though the rest is"),
        (SIMPLIFIED.encode()[1:], "E004", "not UTF-8 at byte 0, though the rest is"),
        (SIMPLIFIED.encode() + b"\xff\xff", "E004", "not UTF-8 at byte"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x41", "E004", "utf-16-le is what the byte order mark says, but byte 0"),
        (b"\xef\xbb\xbf\xff", "E004", "utf-8 is what the byte order mark says, but byte 0"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_what_no_encoding_fits_is_refused(payload: bytes, code: str, why: str) -> None:
    with pytest.raises(ZhfactsError, match=why) as caught:
        decode(payload)
    assert caught.value.code == code


@given(st.binary(max_size=60))
def test_nothing_is_lost(payload: bytes) -> None:
    try:
        decoded = decode(payload)
    except ZhfactsError:
        return
    mark = next((mark for mark, _ in BOMS if payload.startswith(mark)), b"")
    assert mark + decoded.text.encode(decoded.encoding) == payload


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "recorded"),
    [
        (SIMPLIFIED, "gb18030", "gb2312", "gb18030"),
        ("蜜", "gb18030", "GBK", "gb18030"),  # too short to be told from Big5
        (TRADITIONAL + "㗎", "big5hkscs", "big5", "big5hkscs"),
        (TRADITIONAL, "cp950", "Big5", "cp950"),
        (SIMPLIFIED, "utf-8", "gb2312", "utf-8"),  # wrong declarations
        (SIMPLIFIED, "gb18030", "iso-8859-1", "gb18030"),
        (SIMPLIFIED, "gb18030", "utf-8", "gb18030"),
        (SIMPLIFIED, "gb18030", "x-unknown", "gb18030"),
        (TRADITIONAL, "cp950", "gb2312", "cp950"),
        ("これは日本語のテキストです。", "shift_jis", "shift_jis", "shift_jis"),  # nothing else fits
    ],
)
def test_declaration_counts_where_it_makes_chinese(text: str, encoding: str, declared: str, recorded: str) -> None:
    decoded = decode(text.encode(encoding), declared=declared)
    assert (decoded.text, decoded.encoding) == (text, recorded)


def test_forced_encoding_is_the_only_one() -> None:
    assert decode(SIMPLIFIED.encode("gb18030"), forced="gbk") == Decoded(SIMPLIFIED, "gb18030")
    assert decode("é".encode("latin-1"), forced="latin-1").text == "é"
    with pytest.raises(ZhfactsError, match="gb18030 is forced, but byte"):
        decode(SIMPLIFIED.encode(), forced="gb18030")


@pytest.mark.parametrize("name", ["utf-9", "hex", "rot13", "", "\0", "国标"])
def test_encoding_that_there_is_not(name: str) -> None:
    with pytest.raises(ZhfactsError, match="E030"):
        meant_by(name)


@pytest.mark.parametrize(
    ("payload", "sure"),
    [
        (SIMPLIFIED.encode(), None),
        (codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le"), None),
        (SIMPLIFIED.encode("gb18030"), 1.0),
        ((SIMPLIFIED * 2).encode("utf_32_le"), 1.0),
    ],
    ids=["utf-8", "mark", "gb18030", "charset-normalizer"],
)
def test_confidence_is_none_where_the_encoding_is_certain(payload: bytes, sure: float | None) -> None:
    assert decode(payload).confidence == sure


def test_what_is_too_short_to_tell_is_refused() -> None:
    with pytest.raises(ZhfactsError, match=r"it can be \S+ \(.+\) and \S+ \(.+\)\. Name the encoding with --encoding"):
        decode("高".encode("cp950"))


def pieces(size: int) -> list[str]:
    """Thousands of short pieces of Chinese: of the examples of the rules, of sentences, of the sample article."""
    rules = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "rules").glob("*.toml")))
    sentences = (ROOT / "tests/find/figure_sentences.txt").read_text(encoding="utf-8")
    text = "\n".join(re.findall(r'^text = "(.+)"$', rules, re.MULTILINE))
    text += re.sub(r"\{([^|]*)\|[^}]*\}", r"\1", sentences) + (ROOT / "corpus/sample/article.txt").read_text(
        encoding="utf-8"
    )
    text = re.sub("[a-z ]+|<[^>]*>|\n", "", text)
    found = {text[at : at + size] for at in range(0, len(text) - size, size)}
    return sorted(piece for piece in found if len(re.findall("[\u4e00-\u9fff]", piece)) >= 3)


SYMBOLS = set("∼／¥")  # Windows and Hong Kong do not agree on their bytes


@pytest.mark.parametrize("size", [4, 6, 12, 30])
@pytest.mark.parametrize(
    ("encoding", "script"),
    [("gb18030", "t2s"), ("gb18030", "s2t"), ("cp950", "s2tw"), ("big5hkscs", "s2hk")],
    ids=lambda value: value,
)
def test_short_texts_come_out_right(encoding: str, script: str, size: int) -> None:
    """One in a hundred may be refused, and of those of four characters one in a thousand come out wrong."""
    convert = OpenCC(script).convert
    texts = [convert(piece) for piece in pieces(size)]
    texts = [text for text in texts if text.encode(encoding, "ignore").decode(encoding) == text]
    texts = [text for text in texts if not set(text) & SYMBOLS]
    assert len(texts) * size > 10_000
    wrong, refused = [], 0
    for text in texts:
        try:
            decoded = decode(text.encode(encoding))
        except ZhfactsError:
            refused += 1
        else:
            if decoded.text != text:
                wrong.append((text, decoded))
    assert len(wrong) <= 0.001 * len(texts) * (size < 12), wrong
    assert refused <= 0.01 * len(texts)
