"""The text with its mentions marked, and why each was found."""

import io
import json
from datetime import date
from pathlib import Path

import msgspec
import pytest
from examples import CLAIM, FIGURE, TEXT, extraction
from rich.console import Console
from zhfacts import explain as module
from zhfacts.errors import ZhfactsError
from zhfacts.explain import explain
from zhfacts.find.candidates import Candidate
from zhfacts.pipeline import Extraction, extract_text
from zhfacts.records import Article


def shown(text_or_file: str, *, terminal: bool = False, **options: object) -> str:
    file = io.StringIO()
    console = Console(file=file, width=300, force_terminal=terminal, color_system="standard" if terminal else None)
    explain(text_or_file, console=console, **options)  # type: ignore[arg-type]
    return file.getvalue()


@pytest.fixture
def articles(monkeypatch: pytest.MonkeyPatch) -> list[Article]:
    """What the pipeline is asked for; it finds what `examples` holds."""
    asked: list[Article] = []

    def find(article: Article) -> Extraction:
        asked.append(article)
        losers = {
            "organizations": [Candidate(8, 10, "org.short")],
            "figures": [Candidate(0, 4, "figure.none", drop=True), Candidate(2, 4, "figure.year")],
            "dates": [],
            "claims": [],
        }
        return extraction(article=article, losers=losers)

    monkeypatch.setattr(module, "extract_article", find)
    return asked


@pytest.mark.usefixtures("articles")
def test_mentions_are_bracketed_where_there_are_no_colours() -> None:
    assert "D[2023年7月],O[国家药监局]称C[全国首个]新药投资F[360亿元]。" in shown(TEXT)


@pytest.mark.usefixtures("articles")
def test_mentions_are_coloured_in_a_terminal() -> None:
    output = shown(TEXT, terminal=True)
    assert "\x1b[1;36m国家药监局\x1b[0m称\x1b[1;4;33m全国首个\x1b[0m" in output
    assert "O[" not in output


def test_mentions_of_two_families_may_cross(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "extract_article", lambda article: extraction(article=article, claims=(CLAIM, CLAIM)))
    assert "C[C[全国首个]]新药" in shown(TEXT)


@pytest.mark.usefixtures("articles")
def test_each_mention_has_its_values_rule_and_span() -> None:
    (row,) = (line for line in shown(TEXT).splitlines() if "360亿元 " in line)
    assert row.split() == [
        "360亿元",
        "figures",
        "value=36000000000",
        "unit=元",
        "modifier=exact",
        "dimension=money",
        "x",
        "22–27",
    ]


@pytest.mark.usefixtures("articles")
def test_losers_and_what_they_lost_to() -> None:
    losers = shown(TEXT, losers=True).split("lost by overlap")[1]
    assert [line.split() for line in losers.splitlines() if "." in line] == [
        ["国家", "organizations", "org.short", "国家药监局", "(x)"],
        ["2023", "figures", "figure.none", "looks", "like", "a", "mention", "and", "is", "none"],
        ["23", "figures", "figure.year", "2023", "(figure.none),", "which", "is", "none"],
    ]


@pytest.mark.usefixtures("articles")
def test_losers_are_shown_on_demand_only() -> None:
    assert "figure.none" not in shown(TEXT)


def test_the_frame_of_a_claim_is_shown_with_its_places() -> None:
    text = "信达生物成立于苏州。该公司的信必乐获批，是国内首个自主研发的PCSK9抑制剂。"
    output = shown(text, claim=True)
    (claim,) = extract_text(text).claims
    lines = {cells[0]: line for line in output.splitlines() if (cells := line.split())}
    assert claim.rule in output
    assert f"in its sentence, {text.index('自主研发')}–{text.index('抑制剂') + 3}" in lines["object"]
    assert claim.org == "信达生物"
    assert "in the sentence before, 0–4" in lines["org"]
    assert "sentence_text" not in lines


def test_a_text_file_is_read(tmp_path: Path, articles: list[Article]) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode("gb18030"))
    shown(str(tmp_path / "a.txt"))
    assert [a.text for a in articles] == [TEXT]


def test_each_article_of_a_jsonl_file_is_shown(tmp_path: Path, articles: list[Article]) -> None:
    rows = [{"id": "a", "text": TEXT}, {"id": "b"}, {"id": "c", "text": TEXT}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    output = shown(str(tmp_path / "a.jsonl"))
    assert [a.id for a in articles] == ["a", "c"]
    assert "b: [E006] line 2 has no column 'text'" in output


def test_failures_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0")
    assert explain(str(tmp_path / "a.txt"), console=Console(file=io.StringIO())) == 1


def test_a_path_that_is_not_there_is_no_text() -> None:
    with pytest.raises(ZhfactsError, match="E010"):
        shown("corpus/none.txt")


@pytest.mark.parametrize(
    "text", ["园区" * 5000, "园区\0", "见 a.txt", "\ud800园区"], ids=["long", "zero", "name", "surrogate"]
)
def test_what_is_no_path_is_text(text: str, articles: list[Article]) -> None:
    shown(text)
    assert len(articles) == 1


def test_reference_date_takes_the_place_of_the_date_of_the_article(tmp_path: Path, articles: list[Article]) -> None:
    row = {"text": TEXT, "published": "2023-07-03"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    shown(str(tmp_path / "a.jsonl"), reference_date=date(2020, 1, 2))
    shown(str(tmp_path / "a.jsonl"))
    assert [a.published for a in articles] == [date(2020, 1, 2), date(2023, 7, 3)]


def test_no_article_commands_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "\x1b]0;园区\x07[bold red]\u202e"
    figures = (msgspec.structs.replace(FIGURE, metric=hostile),)
    monkeypatch.setattr(module, "extract_article", lambda article: extraction(article=article, figures=figures))
    output = shown(TEXT)
    assert "metric=␛]0;园区␇[bold red]\ufffd" in output
    assert not {"\x1b", "\x07", "\u202e"} & set(output)
