"""`run.json` says what went in, by which rules, and what came out."""

import json
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from zhfacts.batch import extract
from zhfacts.manifest import rules_hash

TEXT = "2024年3月7日，苏州工业园区集聚企业2000家。"


def manifest(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return found


def test_what_a_manifest_says(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    contents = {"a.txt": TEXT.encode(), "b.txt": b"\0", "c.txt": b"", "d.txt": b"\0\0"}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    (folder / "e.doc").write_bytes(b"")
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    own = tmp_path / "own.csv"
    own.write_text("name,type,aliases\n某某研究院,research,\n", encoding="utf-8")
    out = tmp_path / "out"
    extract([folder, tmp_path / "one.txt", "none.txt"], out, formats=["jsonl"], organizations=own, texts=False)
    said = manifest(out)
    listing = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in contents.items())
    assert said["inputs"] == [
        {
            "input": str(folder),
            "files": 4,
            "bytes": sum(map(len, contents.values())),
            "sha256": sha256(listing.encode()).hexdigest(),
        },
        {
            "input": str(tmp_path / "one.txt"),
            "files": 1,
            "bytes": len(TEXT.encode()),
            "sha256": sha256(TEXT.encode()).hexdigest(),
        },
        {"input": "none.txt", "files": 0, "bytes": 0, "sha256": None},
    ]
    assert said["zhfacts"] == metadata.version("zhfacts")
    assert said["rules"] == rules_hash()
    assert said["documents"] == {"ok": 2, "failed": 3, "empty": 1}
    assert said["failures"] == {"E002": 1, "E003": 2, "E010": 1}
    assert said["passed_over"] == 1
    assert said["rows"]["documents"] == 6
    assert said["rows"]["figures"] == 2
    assert said["options"]["formats"] == ["jsonl"]
    assert said["options"]["texts"] is False
    assert said["options"]["organizations_sha256"] == sha256(own.read_bytes()).hexdigest()
    assert 0 < said["seconds"]["writing"] < said["seconds"]["all"]
    assert said["libraries"]["pyarrow"] == metadata.version("pyarrow")
    assert "pytest" not in said["libraries"]
    assert said["earlier"] == []


def test_a_run_that_adds_keeps_the_manifests_before(tmp_path: Path) -> None:
    for number in range(3):
        article = tmp_path / f"{number}.txt"
        article.write_text(TEXT, encoding="utf-8")
        extract([article], tmp_path / "out", append=number > 0)
    said = manifest(tmp_path / "out")
    inputs = [run["inputs"][0]["input"] for run in (*said["earlier"], said)]
    assert inputs == [str(tmp_path / f"{number}.txt") for number in range(3)]
    assert "earlier" not in said["earlier"][0]
