"""What is installed is what stands in the folders."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest
import zhfacts
from support import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CODE = ROOT / "extract/zhfacts"
DATA = {"zhfacts.rules": ROOT / "rules", "zhfacts.outputs": ROOT / "outputs"}

ON_WHEEL = pytest.mark.skipif(
    "ZHFACTS_WHEEL" not in os.environ, reason="for the suite on the built wheel: make wheel-test"
)


def files(folder: Traversable, *suffixes: str) -> set[str]:
    """The files below a folder that end like that, with paths relative to it."""
    names = {entry.name for entry in folder.iterdir() if entry.name.endswith(suffixes)}
    below = (entry for entry in folder.iterdir() if entry.is_dir() and entry.name != "sample")
    return names | {f"{entry.name}/{name}" for entry in below for name in files(entry, *suffixes)}


def test_each_package_is_listed() -> None:
    folders = {path.parent.relative_to(CODE.parent) for path in CODE.rglob("*.py")}
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == {".".join(path.parts) for path in folders} | set(DATA)


def test_each_package_is_there_with_all_its_modules() -> None:
    assert files(resources.files("zhfacts"), ".py") >= files(CODE, ".py")


@pytest.mark.parametrize(("package", "folder"), DATA.items())
def test_data_files_are_installed(package: str, folder: Path) -> None:
    suffixes = (".toml", ".csv")
    assert files(resources.files(package), *suffixes) == files(folder, *suffixes) != set()


def test_the_page_of_the_report_is_installed() -> None:
    suffixes = (".html", ".css", ".js")
    assert files(resources.files("zhfacts.report"), *suffixes) == files(CODE / "report", *suffixes) != set()


def test_what_is_imported_is_a_dependency() -> None:
    trees = [ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in CODE.rglob("*.py")]
    imports = [node for tree in trees for node in tree if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) or alias.name for node in imports for alias in node.names}
    outside = {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"zhfacts"}
    owners = metadata.packages_distributions()
    extras = PROJECT["project"]["optional-dependencies"]
    requirements = [*PROJECT["project"]["dependencies"], *(r for name in extras if name != "dev" for r in extras[name])]
    declared = {normalized(requirement) for requirement in requirements}
    assert {name for name in outside if not {normalized(owner) for owner in owners[name]} & declared} == set()


def normalized(requirement: str) -> str:
    """The name of a distribution as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement)[0]).lower()


def test_types_are_announced() -> None:
    assert (resources.files("zhfacts") / "py.typed").is_file()


@pytest.mark.parametrize("folder", DATA.values(), ids=lambda folder: folder.name)
def test_data_package_holds_a_docstring_only(folder: Path) -> None:
    lines = (folder / "__init__.py").read_text(encoding="utf-8").strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith('"""')


def test_version_is_the_one_of_the_changelog() -> None:
    version = PROJECT["project"]["version"]
    assert metadata.version("zhfacts") == version
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_license_is_distributed() -> None:
    assert metadata.metadata("zhfacts")["License-Expression"] == "Apache-2.0"


def test_command_is_installed() -> None:
    command = Path(sys.executable).with_name("zhfacts")
    shown = subprocess.run([command, "--help"], capture_output=True, text=True, check=True).stdout
    assert "extract" in shown
    assert "explain" in shown


@ON_WHEEL
def test_suite_runs_on_the_wheel() -> None:
    assert Path(zhfacts.__file__).is_relative_to(sys.prefix)


@ON_WHEEL
def test_wheel_installs_one_top_level_name() -> None:
    installed = metadata.distribution("zhfacts").files or []
    assert {path.parts[0] for path in installed if path.suffix == ".py"} == {"zhfacts"}
