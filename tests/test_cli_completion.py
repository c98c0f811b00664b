"""zhfacts completion, set up as its help says, in the shells themselves."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from zhfacts import cli
from zhfacts.cli.arguments import COMPLETION, SHELLS

BIN = Path(sys.executable).parent


def run(program: list[str], folder: Path) -> str:
    environment = {**os.environ, "HOME": str(folder), "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    result = subprocess.run(program, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
    assert result.stderr == ""
    return result.stdout


def in_shell(shell: str, script: str, folder: Path) -> str:
    """What a shell prints that was set up for completion."""
    if not (program := shutil.which(shell)):
        pytest.skip(f"{shell} is not installed")
    (folder / "unusual").mkdir()
    run(["sh", "-c", "\n".join(lines(shell, "once"))], folder)
    options = {"bash": ["--norc"], "zsh": ["-f"], "fish": []}[shell]
    return run([program, *options, "-c", script.replace("RC", "; ".join(lines(shell, "in")))], folder)


def lines(shell: str, when: str) -> list[str]:
    """The lines of the help that set a shell up, once or in its own file."""
    part = re.split(r"^(?=\w+ )", COMPLETION, flags=re.MULTILINE)
    (said,) = (text for text in part if text.startswith(f"{shell} "))
    found = re.findall(rf"{when}\b[^:]*: +(.*(?:\n {{20,}}.*)*)", said)
    return [line.strip() for block in found for line in block.splitlines()]


BASH = """\
RC
complete_line() {
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
    $(complete -p zhfacts | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
    echo "${COMPREPLY[*]}"
}
"""
ZSH = """\
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "RC -u -D; PS1=; zstyle ':completion:*' insert-tab false; stty cols 200; print re'ady'"
zpty -r shell line '*ready*2004h*' # the line editor has begun
zpty -w -n shell $'LINE\\t\\C-u'
zpty -w shell "print do'ne'"
zpty -r shell line '*done*'
print -r -- $line
zpty -d shell
"""


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("zhfacts exp", ["explain"]),
        ("zhfacts claims --ki", ["--kind"]),
        ("zhfacts claims --kind su", ["superlative"]),
        ("zhfacts schema cl", ["claims", "claim_conflicts"]),
        ("zhfacts claims unu", ["unusual"]),
    ],
)
class TestWords:
    def test_bash(self, words: str, completed: list[str], tmp_path: Path) -> None:
        assert in_shell("bash", f"{BASH}complete_line {words}", tmp_path).split() == completed

    def test_fish(self, words: str, completed: list[str], tmp_path: Path) -> None:
        shown = in_shell("fish", f"complete -C '{words}'", tmp_path)
        assert sorted(line.split("\t")[0].rstrip("/") for line in shown.splitlines()) == sorted(completed)

    def test_zsh(self, words: str, completed: list[str], tmp_path: Path) -> None:
        """zsh writes what all that fits has in common."""
        shown = in_shell("zsh", ZSH.replace("LINE", words), tmp_path)
        assert words.rpartition(" ")[0] + " " + os.path.commonprefix(completed) in shown  # noqa: RUF071 - these are words


def test_what_is_completed_is_printed_alone(capsys: pytest.CaptureFixture[str]) -> None:
    for shell in SHELLS:
        assert cli.main(["completion", shell]) == cli.OK
        captured = capsys.readouterr()
        assert "organization_index" in captured.out
        assert captured.err == ""
