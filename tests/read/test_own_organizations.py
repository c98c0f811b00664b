"""A user's own list of organizations."""

from pathlib import Path

import pytest
from zhfacts.batch import extract_articles
from zhfacts.cli import main
from zhfacts.errors import ZhfactsError
from zhfacts.read.own_organizations import read_own_organizations


def written(folder: Path, text: str) -> Path:
    path = folder / "own.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_names_and_aliases_are_rows(tmp_path: Path) -> None:
    rows = read_own_organizations(
        written(tmp_path, "\ufeffname,type,aliases\n藍鯨之心,company,鲸心|BWH\n白石社,media,\n")
    )
    assert [(row["name"], row["org_type"], row["full_name"]) for row in rows] == [
        ("蓝鲸之心", "company", ""),
        ("鲸心", "company", "蓝鲸之心"),
        ("BWH", "company", "蓝鲸之心"),
        ("白石社", "media", ""),
    ]


def test_names_of_the_list_are_found_and_linked(tmp_path: Path) -> None:
    path = written(tmp_path, "name,type,aliases\n蓝鲸之心,hospital,鲸心\n")
    articles = [{"id": "a", "text": "昨天蓝鲸之心开门迎客，鲸心的门前排起长队。"}]
    rows = extract_articles(articles, organizations=path)["organizations"].to_pylist()
    assert [(row["text"], row["org_type"], row["name"], row["rule"]) for row in rows] == [
        ("蓝鲸之心", "hospital", "蓝鲸之心", "org.lexicon.own"),
        ("鲸心", "hospital", "蓝鲸之心", "org.lexicon.own"),
    ]
    assert extract_articles(articles)["organizations"].num_rows == 0


def test_a_name_of_the_list_goes_before_one_of_the_lexicons(tmp_path: Path) -> None:
    path = written(tmp_path, "name,type\n国家统计局,research\n")
    (row,) = extract_articles([("a", "国家统计局今天发布数据。")], organizations=path)["organizations"].to_pylist()
    assert row["org_type"] == "research"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,aliases\n甲公司,\n", "line 1 .* there is no column 'type'"),
        ("name,type\n甲乙公司,firm\n", "line 2 .* the type 'firm' is none of company"),
        ("name,type\n甲,company\n", "line 2 .* the name has less than two characters"),
        ("", "there is no column 'name'"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ZhfactsError, match=message):
        read_own_organizations(written(tmp_path, text))


def test_a_missing_list_stops_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "a.txt"
    article.write_text("园区集聚2000家企业。", encoding="utf-8")
    arguments = ["extract", str(article), "--out", str(tmp_path / "out"), "--organizations", str(tmp_path / "none.csv")]
    assert main(arguments) == 2
    assert "[E001]" in capsys.readouterr().err
