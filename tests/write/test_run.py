"""The results of a run are complete, or not there; others are replaced or added to only where that is asked for."""

import json
from pathlib import Path
from typing import Any

import pytest
from examples import extraction
from places import KINDS, address
from zhfacts.batch import Summary, extract
from zhfacts.errors import ZhfactsError
from zhfacts.tables import TABLES as ALL
from zhfacts.tables import build_tables
from zhfacts.write import FORMATS, RunFiles
from zhfacts.write.jsonl import JsonlFile

TABLES = ("documents", "dates", "claims")
FILES = [f"{table}.{kind}" for kind in ("csv", "jsonl", "parquet") for table in TABLES]
TEXT = "2024年3月7日，苏州工业园区{}集聚企业2000家，是全国首个开放创新综合试验区。"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def put(files: RunFiles, doc_id: str = "a") -> None:
    """Write the tables of an article."""
    for table, rows in build_tables([extraction(doc_id)]).items():
        if table in TABLES:
            files.write(table, rows)


def made(folder: Path, **articles: str) -> Path:
    """Articles as a file to read."""
    folder.mkdir(exist_ok=True)
    path = folder / "articles.jsonl"
    rows = [json.dumps({"id": id_, "text": text}) for id_, text in articles.items()]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def read(place: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """All tables of a place."""
    (output,) = RunFiles(ALL, **place)._outputs
    return {table: output.read(table).to_pylist() for table in ALL}


def test_files_of_a_run(tmp_path: Path) -> None:
    with RunFiles(TABLES, out=tmp_path / "new/out", formats=list(FORMATS)) as files:
        put(files)
    assert names(tmp_path / "new/out") == sorted([*FILES, "datapackage.json", "zhfacts.xlsx"])


def test_nothing_is_there_before_the_end(tmp_path: Path) -> None:
    with RunFiles(TABLES, out=tmp_path, formats=list(FORMATS), db=tmp_path / "x.sqlite") as files:
        put(files)
        assert not [name for name in names(tmp_path) if not name.startswith(".")]
        files.finish()
        assert not [name for name in names(tmp_path) if not name.startswith(".")]


@pytest.mark.parametrize("how", ["overwrite", "append"])
def test_a_run_that_stops_leaves_what_was_there(how: str, tmp_path: Path) -> None:
    place: dict[str, Any] = {"out": tmp_path, "formats": list(FORMATS), "db": tmp_path / "x.duckdb"}
    with RunFiles(TABLES, **place) as files:
        put(files)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(KeyboardInterrupt), RunFiles(TABLES, **place, **{how: True}) as files:
        put(files, "b")
        raise KeyboardInterrupt
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ZhfactsError, match="E013") as caught, RunFiles(TABLES, out=tmp_path / "file/out"):
        pass
    assert str(tmp_path / "file/out") in str(caught.value)


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(JsonlFile, "write", full)
    with (
        pytest.raises(ZhfactsError, match="No space left on device"),
        RunFiles(TABLES, out=tmp_path, formats=["csv", "jsonl"], db=tmp_path / "x.sqlite") as files,
    ):
        put(files)
    assert names(tmp_path) == []


def test_what_cannot_be_published_leaves_the_rest_unpublished(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").mkdir()
    with (
        pytest.raises(ZhfactsError, match="E013"),
        RunFiles(TABLES, out=tmp_path / "out", db=tmp_path / "x.sqlite", overwrite=True) as files,
    ):
        put(files)
    assert names(tmp_path / "out") == []


@pytest.mark.parametrize("kind", KINDS)
def test_results_are_replaced_only_if_that_is_asked_for(kind: str, tmp_path: Path) -> None:
    place = address(kind, tmp_path / "out")
    extract([made(tmp_path / "1", a=TEXT)], **place, overwrite=True)  # type: ignore[arg-type]
    with pytest.raises(ZhfactsError, match=r"E060.* already. Replace the results with --overwrite"):
        extract([tmp_path / "1"], **place)  # type: ignore[arg-type]
    extract([made(tmp_path / "2", b=TEXT)], **place, overwrite=True)  # type: ignore[arg-type]
    assert [row["doc_id"] for row in read(place)["documents"]] == ["b"]


def test_a_folder_holds_the_results_of_one_run(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("mine")
    article = made(tmp_path / "in", a=TEXT)
    extract([article], tmp_path)
    with pytest.raises(ZhfactsError, match="E060"):
        extract([article], tmp_path, formats=["parquet"])
    extract([article], tmp_path, formats=["parquet"], texts=False, overwrite=True)
    tables = [f"{table}.parquet" for table in ALL if table != "texts"]
    assert names(tmp_path) == sorted([*tables, "in", "notes.csv", "run.json"])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_added_gives_the_same_as_one_run(kind: str, tmp_path: Path) -> None:
    texts = {name: TEXT.format(name) for name in ("甲", "乙", "丙", "丁")}
    place = address(kind, tmp_path / "out")
    extract([made(tmp_path / "all", **texts)], **place, overwrite=True)  # type: ignore[arg-type]
    at_once = read(place)
    assert at_once["claim_conflicts"]
    first, second = dict(list(texts.items())[:2]), dict(list(texts.items())[2:])
    if kind == "postgresql":
        extract([made(tmp_path / "1", **first)], **place, overwrite=True)  # type: ignore[arg-type]
    else:
        place = address(kind, tmp_path / "added")
        extract([made(tmp_path / "1", **first)], **place, append=True)  # type: ignore[arg-type]
    summary = extract([made(tmp_path / "2", **second)], **place, append=True)  # type: ignore[arg-type]
    assert (summary.unchanged, summary.replaced) == (0, 0)
    added = read(place)
    for rows in (*at_once.values(), *added.values()):
        for row in rows:
            row.pop("source", None)
    assert added == at_once


@pytest.mark.parametrize("kind", KINDS)
def test_documents_that_are_there_are_passed_over_or_replaced(kind: str, tmp_path: Path) -> None:
    place = address(kind, tmp_path / "out")

    def run(**options: Any) -> Summary:
        return extract([tmp_path / "in/articles.jsonl"], **place, **options)

    made(tmp_path / "in", a=TEXT.format("甲"), b=TEXT.format("乙"), c="", d="no Chinese")
    run(overwrite=True)
    made(tmp_path / "in", a=TEXT.format("甲"), b="苏州大学有3所医院。", c="", d="no Chinese")
    summary = run(append=True)
    assert (summary.unchanged, summary.replaced) == (2, 2)
    tables = read(place)
    assert sorted(row["doc_id"] for row in tables["documents"]) == ["a", "b", "c", "d"]
    assert [row["text"] for row in tables["figures"] if row["doc_id"] == "b"] == ["3所"]
    assert [row["doc_id"] for row in tables["claims"]] == ["a"]
    assert tables["claim_conflicts"] == []
    assert "苏州大学" in {row["name"] for row in tables["organization_index"]}
    before = tables
    summary = run(append=True)
    assert (summary.unchanged, summary.replaced) == (3, 1)
    after = read(place)
    assert all(len(after[table]) == len(before[table]) for table in ALL)


@pytest.mark.parametrize(
    "options", [{"formats": ["csv", "jsonl"]}, {"formats": ["jsonl"]}, {"texts": False}], ids=["more", "other", "fewer"]
)
def test_only_the_same_tables_and_formats_are_added_to(options: dict[str, Any], tmp_path: Path) -> None:
    article = made(tmp_path / "in", a=TEXT)
    extract([article], tmp_path / "out")
    with pytest.raises(ZhfactsError, match=r"E061.* has other files"):
        extract([article], tmp_path / "out", append=True, **options)


@pytest.mark.parametrize("name", ["documents.csv", "claims.csv", "facts.sqlite", "facts.duckdb", "facts"])
def test_what_is_damaged_is_not_added_to(name: str, tmp_path: Path) -> None:
    place: dict[str, Any] = {"out": tmp_path / "out"} if name.endswith(".csv") else {"db": tmp_path / "out" / name}
    extract([made(tmp_path / "in", a=TEXT)], **place)
    broken = tmp_path / "out" / name
    broken.write_text("something else")
    before = names(tmp_path / "out")
    with pytest.raises(ZhfactsError, match="E061"):
        extract([made(tmp_path / "in", b=TEXT)], **place, append=True)
    assert broken.read_text() == "something else"
    assert names(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("row", "unchanged"), [({}, 1), ({"published": "2024-03-08"}, 0), ({"title": "题"}, 0), ({"text": TEXT + "。"}, 0)]
)
def test_the_same_is_the_same_text_title_and_day(row: dict[str, str], unchanged: int, tmp_path: Path) -> None:
    for given in ({}, row):
        article = {"id": "a", "text": TEXT, "title": "標題", "published": "2024-03-07", **given}
        (tmp_path / "a.jsonl").write_text(json.dumps(article), encoding="utf-8")
        summary = extract([tmp_path / "a.jsonl"], tmp_path / "out", append=True)
    assert (summary.unchanged, summary.replaced) == (unchanged, 1 - unchanged)


def test_a_place_that_is_new_gets_all_documents(tmp_path: Path) -> None:
    article = made(tmp_path / "in", a=TEXT)
    extract([article], tmp_path / "out")
    summary = extract([article], tmp_path / "out", db=tmp_path / "x.sqlite", append=True)
    assert (summary.unchanged, summary.replaced) == (0, 1)
    assert len(read({"out": tmp_path / "out"})["documents"]) == 1
    assert len(read({"db": tmp_path / "x.sqlite"})["documents"]) == 1


@pytest.mark.parametrize("db", ["mysql://user@host/name", "facts.xml"])
def test_what_is_no_database(db: str) -> None:
    with pytest.raises(ZhfactsError, match="E062"):
        RunFiles(TABLES, db=db)


@pytest.mark.parametrize("place", [{}, {"out": "tables", "formats": []}], ids=str)
def test_no_place(place: dict[str, Any]) -> None:
    with pytest.raises(ZhfactsError, match="E063"):
        RunFiles(TABLES, **place)
