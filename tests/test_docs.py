"""What is written for people is true: doctests, the README's commands, its Python, and the files that it names."""

import doctest
import importlib
import os
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import zhfacts
from support import ROOT

MODULES = [m.name for m in pkgutil.walk_packages(zhfacts.__path__, "zhfacts.") if not m.name.endswith("__main__")]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PLACE = re.compile(r"(?<![\w/.])(?:(?:extract|corpus|rules|outputs|tests|benchmarks|docs|\.ci)/[\w./-]*\w|[A-Z]+\.md)")


def blocks(*languages: str) -> list[object]:
    """The code blocks of the pages in one of the languages."""
    return [
        pytest.param(match[2], id=f"{page.name}:{page.read_text(encoding='utf-8')[: match.start()].count(chr(10)) + 1}")
        for page in PAGES
        for match in BLOCK.finditer(page.read_text(encoding="utf-8"))
        if match[1] in languages
    ]


def commands(program: str) -> list[str]:
    """The lines of the pages' shell blocks that call a program."""
    shell = [block.values[0] for block in blocks("sh", "bash", "console", "shell")]  # type: ignore[attr-defined]
    lines = [line.removeprefix("$ ").split("  #")[0].strip() for block in shell for line in block.splitlines()]
    return [line for line in lines if line.split()[:1] == [program]]


@pytest.mark.parametrize("name", MODULES)
def test_doctests_of_the_module(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert not failed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_of_the_page(page: Path) -> None:
    """The blocks of a page one after the other; what one defines the next can use."""
    names: dict[str, object] = {}
    shown: list[str] = []
    for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if match[1] not in {"python", "pycon"}:
            continue
        if ">>>" not in match[2]:
            exec(compile(match[2], page.name, "exec"), names)
            continue
        test = doctest.DocTestParser().get_doctest(match[2], {}, page.name, None, None)
        test.globs = names
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
        runner.run(test, out=shown.append, clear_globs=False)
    assert not shown, "".join(shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_places_that_the_page_names_exist(page: Path) -> None:
    named = set(PLACE.findall(page.read_text(encoding="utf-8")))
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


@pytest.mark.parametrize("line", commands("make"))
def test_target_that_the_pages_name_exists(line: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert shlex.split(line)[1] in targets


@pytest.mark.parametrize("line", commands("zhfacts"))
def test_command_of_the_pages_works(line: str, tmp_path: Path) -> None:
    """In a folder with the corpus, articles of one's own (`articles/`, `articles.jsonl`, `article.txt`), and `tables`."""
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    (tmp_path / "articles").mkdir()
    for place in ("article.txt", "articles/article.txt"):
        shutil.copy(ROOT / "corpus/sample/article.txt", tmp_path / place)
    (tmp_path / "articles.jsonl").write_text('{"id": "1", "text": "园区集聚2000家企业。"}\n', encoding="utf-8")
    if "--out" not in line:
        shutil.copytree(ROOT / "outputs/sample", tmp_path / "tables")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    result = subprocess.run(line, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_the_readme_begins_with_two_commands() -> None:
    assert {"make sample", "make test"} <= set(commands("make"))
