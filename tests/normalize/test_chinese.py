import pytest
from zhfacts.normalize import chinese
from zhfacts.normalize.chinese import detect_script, find_phrases, to_simplified
from zhfacts.normalize.normalize import apply_edits


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("批覆和瞭解", "批复和了解"),
        ("深沈", "深沉"),
        ("衞生署", "卫生署"),
        ("设备被打坏了", "设备被打坏了"),  # OpenCC makes 打坯 of it
        ("沈思说这项发明", "沈思说这项发明"),
        ("覆盖全国的瞭望", "覆盖全国的瞭望"),
        ("陕西乾县、吉林乾安縣的饼乾", "陕西乾县、吉林乾安县的饼干"),
        ("乾照光電與昇兴股份昇級", "乾照光电与昇兴股份升级"),
        ("江西余干县", "江西余干县"),
    ],
)
def test_words_and_names(text: str, expected: str) -> None:
    assert to_simplified(text) == expected


def test_the_lexicon_does_not_overrule_what_stands_there() -> None:
    assert to_simplified("干县產業") == "干县产业"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("開發軟體，用印表機列印", "开发软件，用打印机打印"),
        ("智慧芽和智慧型手機", "智慧芽和智能型手机"),  # a company of the lexicon
        ("輝達在寮國設廠", "英伟达在老挝设厂"),  # other names of the lexicons
        ("歐巴馬訪問巴馬", "奥巴马访问巴马"),
        ("計程車，網際網路；資料庫。", "出租车，互联网；数据库。"),
        ("PN接面與BMW集團", "PN结与宝马集团"),
    ],
)
def test_words_of_taiwan(text: str, expected: str) -> None:
    simplified = to_simplified(text, "tw")
    edits = find_phrases(text, simplified, "tw")
    assert apply_edits(simplified, edits) == expected
    assert all(simplified[start:end] != new for start, end, new in edits)


def test_a_clause_that_does_not_add_up_keeps_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    clause = "公司向全國各地的用戶免費開放了這個資料庫的所有內容和全部功能"
    monkeypatch.setattr(chinese, "_converter", lambda _config: lambda text: text[::-1])
    assert find_phrases(clause, clause, "tw") == []


def test_hong_kong_has_characters_of_its_own() -> None:
    assert to_simplified("讚歎沙河涌洶湧的波浪", "hk") == "赞叹沙河涌汹涌的波浪"
    assert find_phrases("軟件", "软件", "hk") == []


class Expanding:
    """A converter that makes two characters of one, as the phrases of tw2sp do."""

    def convert(self, text: str) -> str:
        return text.replace("軟體", "软件包").replace("體", "体").replace("軟", "软软")


def test_a_dictionary_that_changes_the_length_falls_back_to_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    to_simplified("軟體")  # what is convertible, OpenCC itself says
    monkeypatch.setattr(chinese, "_converter", lambda _config: Expanding().convert)
    assert to_simplified("軟體") == "軟体"
