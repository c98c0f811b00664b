"""The tables of the sample article, as the command line writes them, against those in outputs/sample.

usage: make update-outputs      rewrites outputs/sample and prints the difference by rule
"""

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from support import ROOT, read_jsonl

EXPECTED = ROOT / "outputs/sample"
FORMATS = ("csv", "jsonl")


@dataclass(frozen=True, order=True)
class Difference:
    """A row that came (+), went (-), or kept its span and changed otherwise (~); without a rule, the table stands for it."""

    rule: str
    table: str
    sign: str
    what: str


def write_tables(out: Path) -> None:
    """Run `zhfacts extract` on the sample article; its manifest, which has times, is left out."""
    formats = [option for name in FORMATS for option in ("--format", name)]
    command = [
        Path(sys.executable).with_name("zhfacts"),
        "extract",
        "corpus/sample/article.txt",
        "--out",
        out,
        *formats,
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (out / "run.json").unlink()


def differences(old: Path, new: Path) -> list[Difference]:
    """What differs between the JSONL tables of two folders."""
    found = []
    for file in sorted({path.name for folder in (old, new) for path in folder.glob("*.jsonl")}):
        table = file.removesuffix(".jsonl")
        before, after = _rows(old / file), _rows(new / file)
        for key in before.keys() | after.keys():
            row, was = after.get(key), before.get(key)
            if row == was:
                continue
            shown = row or was or {}
            place = f" ({shown['raw_start']})" if "raw_start" in shown else ""
            what = _short(str(shown.get("raw_text" if place else "name") or shown.get("doc_id"))) + place
            if row and was:
                columns = [c for c in {**was, **row} if was.get(c) != row.get(c)]
                what += "".join(f"  {c}: {_short(repr(was.get(c)))} → {_short(repr(row.get(c)))}" for c in columns)
            sign = "~" if row and was else "+" if row else "-"
            found.append(Difference(shown.get("rule") or table, table, sign, what))
    return sorted(found)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _rows(path: Path) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The rows by what tells them apart: span, document, or name."""
    rows = read_jsonl(path) if path.is_file() else []
    keys = (("doc_id", "raw_start", "raw_end") if "raw_start" in row else ("doc_id", "name") for row in rows)
    return {tuple(row.get(c) for c in columns): row for columns, row in zip(keys, rows, strict=True)}


def report(found: list[Difference]) -> str:
    """The differences by rule, for people."""
    lines = []
    for rule, group in groupby(found, key=lambda d: d.rule):
        rows = list(group)
        signs = Counter(d.sign for d in rows)
        lines.append(f"{rule}  {' '.join(f'{sign}{count}' for sign, count in sorted(signs.items()))}")
        lines += [f"    {d.table} {d.sign} {d.what}" for d in rows]
    return "\n".join(lines) or "no row differs"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder) / "sample"
        write_tables(new)
        print(report(differences(EXPECTED, new)))
        shutil.rmtree(EXPECTED, ignore_errors=True)
        shutil.copytree(new, EXPECTED)


if __name__ == "__main__":
    main()
