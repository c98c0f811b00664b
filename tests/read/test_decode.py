"""Bytes to text, without loss or not at all."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zhfacts.errors import ZhfactsError
from zhfacts.read.decode import BOMS, decode

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
    ],
)
def test_encoding_is_recognized(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(("mark", "encoding"), BOMS, ids=[encoding for _, encoding in BOMS])
def test_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + TRADITIONAL.encode(encoding)) == (TRADITIONAL, encoding)


@pytest.mark.parametrize(
    ("payload", "code", "why"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "E003", "byte 8 is zero"),
        (SIMPLIFIED.encode("utf-16-le"), "E003", "is zero"),
        ("Müller, Straße, déjà vu".encode("latin-1"), "E004", "neither GB18030 nor Big5"),
        (SIMPLIFIED.encode()[:-1], "E004", "not UTF-8 at byte"),
        (SIMPLIFIED.encode() + b"\xff\xff", "E004", "not UTF-8 at byte"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x41", "E004", "marked as utf-16-le, but byte 0"),
        (b"\xef\xbb\xbf\xff", "E004", "marked as utf-8, but byte 0"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_what_no_encoding_fits_is_refused(payload: bytes, code: str, why: str) -> None:
    with pytest.raises(ZhfactsError, match=why) as caught:
        decode(payload)
    assert caught.value.code == code


@settings(deadline=None)  # the machine may be busy
@given(st.binary(max_size=60))
def test_nothing_is_lost(payload: bytes) -> None:
    try:
        text, encoding = decode(payload)
    except ZhfactsError:
        return
    mark = next((mark for mark, _ in BOMS if payload.startswith(mark)), b"")
    assert mark + text.encode(encoding) == payload
