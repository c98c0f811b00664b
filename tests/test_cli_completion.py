"""zhfacts completion, in the shells themselves."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from zhfacts import cli

ZHFACTS = Path(sys.executable).with_name("zhfacts")


def in_shell(shell: str, script: str, folder: Path) -> str:
    """What a shell prints that has the completion of zhfacts."""
    if not (program := shutil.which(shell)):
        pytest.skip(f"{shell} is not installed")
    for name in (f"_zhfacts.{shell}", "zfunc/_zhfacts"):
        (folder / name).parent.mkdir(exist_ok=True)
        with (folder / name).open("w", encoding="utf-8") as file:
            subprocess.run([ZHFACTS, "completion", shell], stdout=file, check=True)
    options = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    environment = {**os.environ, "HOME": str(folder)}
    result = subprocess.run(
        [program, *options, "-c", script], cwd=folder, env=environment, capture_output=True, text=True, timeout=60
    )
    assert result.stderr == ""
    return result.stdout


BASH = """\
source _zhfacts.bash
complete_line() {
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
    $(complete -p zhfacts | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
    echo "${COMPREPLY[*]}"
}
"""
ZSH = """\
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1=; fpath+=$PWD/zfunc; autoload -Uz compinit; compinit -u -D; zstyle ':completion:*' insert-tab false; LISTMAX=0; stty rows 200 cols 200; print re'ady'"
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
        ("zhfacts claims zf", ["zfunc"]),
    ],
)
class TestWords:
    def test_bash(self, words: str, completed: list[str], tmp_path: Path) -> None:
        assert in_shell("bash", f"{BASH}complete_line {words}", tmp_path).split() == completed

    def test_fish(self, words: str, completed: list[str], tmp_path: Path) -> None:
        shown = in_shell("fish", f"source _zhfacts.fish; complete -C '{words}'", tmp_path)
        assert sorted(line.split("\t")[0].rstrip("/") for line in shown.splitlines()) == sorted(completed)

    def test_zsh(self, words: str, completed: list[str], tmp_path: Path) -> None:
        """zsh writes what all that fits has in common."""
        shown = in_shell("zsh", ZSH.replace("LINE", words), tmp_path)
        assert words.rpartition(" ")[0] + " " + os.path.commonprefix(completed) in shown  # noqa: RUF071 - these are words


def test_install_lines_of_the_help_are_those_of_the_shells(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["completion", "--help"])
    shown = capsys.readouterr().out
    for shell in cli.SHELLS:
        assert f"zhfacts completion {shell}" in shown


def test_what_is_completed_is_printed_alone(capsys: pytest.CaptureFixture[str]) -> None:
    for shell in cli.SHELLS:
        assert cli.main(["completion", shell]) == cli.OK
        captured = capsys.readouterr()
        assert "organization_index" in captured.out
        assert captured.err == ""
