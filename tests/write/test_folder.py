"""Results at addresses that fsspec knows: of a real server for S3, of this machine, in memory."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pytest
from examples import extraction
from moto.server import ThreadedMotoServer
from pyarrow.fs import S3FileSystem
from zhfacts.batch import extract
from zhfacts.errors import ZhfactsError
from zhfacts.read import source
from zhfacts.tables import build_tables, load_schema
from zhfacts.write import FORMATS, RunFiles
from zhfacts.write.files import FileOutput
from zhfacts.write.folder import RemoteFolder, open_folder

TABLES = ("documents", "claims")


@pytest.fixture(scope="module")
def s3() -> Iterator[None]:
    """A server that speaks S3, with a bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        S3FileSystem(endpoint_override=f"http://{host}:{port}", allow_bucket_creation=True).create_dir("bucket")
        yield
    server.stop()


@pytest.fixture(params=["s3", "file", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "s3":
        request.getfixturevalue("s3")
    root = {"s3": "s3://bucket", "file": tmp_path.as_uri(), "memory": "memory://"}[request.param]
    return f"{root}/{uuid4().hex}/tables"


def names(place: str) -> list[str]:
    folder = RemoteFolder(place)
    folder._system.invalidate_cache()
    found = [path.rpartition("/")[2] for path in folder._system.find(folder._path)]
    folder.clean()
    return sorted(found)


def read(place: str, kind: str, table: str) -> pa.Table:
    output = FileOutput(open_folder(place), FORMATS[kind], {name: load_schema(name) for name in TABLES})
    rows = output.read(table)
    output.discard()
    return rows


def test_results_are_there_and_nothing_else(place: str) -> None:
    tables = build_tables([extraction("a")])
    for again in (False, True):
        with RunFiles(TABLES, out=place, formats=list(FORMATS), overwrite=again) as files:
            for name in TABLES:
                files.write(name, tables[name])
    files_of_formats = [name for form in FORMATS.values() for name in form.names(TABLES)]
    assert names(place) == sorted(files_of_formats)
    for kind in FORMATS:
        assert read(place, kind, "claims").equals(tables["claims"])


def test_a_run_that_stops_leaves_nothing(place: str) -> None:
    with pytest.raises(KeyboardInterrupt), RunFiles(TABLES, out=place) as files:
        files.finish()
        raise KeyboardInterrupt
    assert names(place) == []


def test_a_copy_that_fails_leaves_what_was_there(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with RunFiles(TABLES, out=place):
        pass
    system = type(RemoteFolder(place)._system)
    put = system.put_file

    def fail(self: object, local: str, there: str, **options: object) -> None:
        if "documents.csv" in there:
            raise OSError("the line is cut")
        put(self, local, there, **options)

    monkeypatch.setattr(system, "put_file", fail)
    with (
        pytest.raises(ZhfactsError, match=r"E013.*the line is cut"),
        RunFiles(TABLES, out=place, overwrite=True) as files,
    ):
        files.write("claims", build_tables([extraction("a")])["claims"])
    assert names(place) == ["claims.csv", "datapackage.json", "documents.csv"]
    assert read(place, "csv", "claims").num_rows == 0


def test_a_run_and_one_that_adds_to_it(place: str, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("苏州工业园区集聚企业2000家。", encoding="utf-8")
    extract([article], place, db=f"{place}/facts.duckdb")
    with pytest.raises(ZhfactsError, match="E060"):
        extract([article], place)
    summary = extract([article], place, db=f"{place}/facts.duckdb", append=True)
    assert summary.unchanged == 1
    assert {"run.json", "facts.duckdb", "figures.csv"} <= set(names(place))


def test_an_address_that_nobody_knows() -> None:
    with pytest.raises(ZhfactsError, match=r"E013.*nothing://here.*not known"):
        RunFiles(TABLES, out="nothing://here")


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(source, "import_module", missing)
    for place, extra in (({"out": "s3://bucket/x"}, "remote"), ({"db": "postgresql://host/x"}, "postgresql")):
        with pytest.raises(ZhfactsError, match=rf"E034.*pip install 'zhfacts\[{extra}\]'"):
            RunFiles(TABLES, **place)  # type: ignore[arg-type]
    with pytest.raises(ZhfactsError, match=r"E034.*pip install 'zhfacts\[duckdb\]'"), RunFiles(TABLES, db="x.duckdb"):
        pass
