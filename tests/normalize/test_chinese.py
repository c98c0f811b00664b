import pytest
from zhfacts.normalize import chinese
from zhfacts.normalize.chinese import detect_script, to_simplified


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("蘇州工業園區是江蘇省生物醫藥產業的主陣地", "traditional"),
        ("台灣里長、干貝和云林", "traditional"),
        ("苏州工业园区是生物医药产业的主阵地", "simplified"),
        ("乾隆年间的瞭望台在长江边，于右任写过这里的著作", "simplified"),
        ("苏州工业园区說明，產業发展很快，這裡有许多公司", "mixed"),
        ("GDP 3.5%", "none"),
        ("", "none"),
    ],
)
def test_script(text: str, script: str) -> None:
    assert detect_script(text, to_simplified(text)) == script


@pytest.mark.parametrize(
    ("text", "expected"),
    [("乾隆皇帝", "乾隆皇帝"), ("乾燥", "干燥"), ("著名的著作", "著名的著作"), ("皇后之後", "皇后之后")],
)
def test_simplified_by_phrase(text: str, expected: str) -> None:
    assert to_simplified(text) == expected


class Expanding:
    """A converter that makes two characters of one, as the phrases of tw2sp do."""

    def convert(self, text: str) -> str:
        return text.replace("軟體", "软件包").replace("體", "体").replace("軟", "软软")


def test_a_dictionary_that_changes_the_length_falls_back_to_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    to_simplified("軟體")  # what is convertible, OpenCC itself says
    monkeypatch.setattr(chinese, "_converter", lambda _config: Expanding().convert)
    assert to_simplified("軟體") == "軟体"
