"""The files of a run are complete, or not there."""

from pathlib import Path

import pytest
from examples import extraction
from zhfacts.errors import ZhfactsError
from zhfacts.tables import build_tables
from zhfacts.write import FORMATS, RunFiles

TABLES = ("dates", "claims")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_file_per_table_and_format(tmp_path: Path) -> None:
    with RunFiles(tmp_path / "new/out", TABLES, list(FORMATS)) as files:
        for table in TABLES:
            files.write(table, build_tables([extraction()])[table])
    assert names(tmp_path / "new/out") == sorted(f"{table}.{kind}" for table in TABLES for kind in FORMATS)


def test_nothing_is_there_before_the_end(tmp_path: Path) -> None:
    with RunFiles(tmp_path, TABLES, ["csv"]) as files:
        files.write("dates", build_tables([extraction()])["dates"])
        assert not [name for name in names(tmp_path) if not name.startswith(".")]


def test_a_run_that_stops_leaves_the_old_files(tmp_path: Path) -> None:
    (tmp_path / "dates.csv").write_text("old")
    with pytest.raises(KeyboardInterrupt), RunFiles(tmp_path, TABLES, list(FORMATS)) as files:
        files.write("dates", build_tables([extraction()])["dates"])
        raise KeyboardInterrupt
    assert names(tmp_path) == ["dates.csv"]
    assert (tmp_path / "dates.csv").read_text() == "old"


def test_a_new_run_replaces_the_old_files(tmp_path: Path) -> None:
    (tmp_path / "dates.csv").write_text("old")
    with RunFiles(tmp_path, ["dates"], ["csv"]):
        pass
    assert "doc_id" in (tmp_path / "dates.csv").read_text()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ZhfactsError, match="E013") as caught, RunFiles(tmp_path / "file/out", TABLES, ["csv"]):
        pass
    assert str(tmp_path / "file/out") in str(caught.value)


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FORMATS["jsonl"], "write", full)
    with (
        pytest.raises(ZhfactsError, match="No space left on device"),
        RunFiles(tmp_path, TABLES, ["csv", "jsonl"]) as files,
    ):
        files.write("dates", build_tables([extraction()])["dates"])
    assert names(tmp_path) == []
