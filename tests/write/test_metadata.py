"""What other programs are told about the tables."""

import csv
import json
from pathlib import Path

from examples import extraction
from zhfacts.tables import TABLES, build_tables, load_schema
from zhfacts.write import RunFiles


def test_datapackage_describes_the_csv_files(tmp_path: Path) -> None:
    with RunFiles(TABLES, out=tmp_path) as files:
        for name, rows in build_tables([extraction()]).items():
            files.write(name, rows)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        columns = load_schema(resource["name"]).columns
        fields = resource["schema"]["fields"]
        with (tmp_path / resource["path"]).open(encoding="utf-8-sig") as file:
            assert next(csv.reader(file)) == [field["name"] for field in fields]
        assert [field["description"] for field in fields] == [column.meaning for column in columns]
        allowed = [tuple(field.get("constraints", {}).get("enum", ())) for field in fields]
        assert allowed == [column.allowed for column in columns]
    claims = package["resources"][TABLES.index("claims")]["schema"]
    assert claims["foreignKeys"] == [{"fields": "doc_id", "reference": {"resource": "documents", "fields": "doc_id"}}]
    types = {field["name"]: field["type"] for field in claims["fields"]}
    assert (types["rank"], types["partial"], types["kind"]) == ("integer", "boolean", "string")


def test_a_text_that_may_be_empty_is_not_required(tmp_path: Path) -> None:
    """Frictionless takes "" for a missing value, and of figures without a unit, the unit is ""."""
    with RunFiles(TABLES, out=tmp_path):
        pass
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    figures = {f["name"]: f for f in package["resources"][TABLES.index("figures")]["schema"]["fields"]}
    assert "constraints" not in figures["unit"]
    assert figures["doc_id"]["constraints"] == {"required": True}


def test_datasette_is_told_what_tables_and_columns_mean(tmp_path: Path) -> None:
    with RunFiles(TABLES, db=tmp_path / "facts.sqlite"):
        pass
    tables = json.loads((tmp_path / "facts.metadata.json").read_text(encoding="utf-8"))["databases"]["facts"]["tables"]
    for name in TABLES:
        schema = load_schema(name)
        assert schema.row in tables[name]["description"]
        assert tables[name]["columns"] == {column.name: column.meaning for column in schema.columns}
