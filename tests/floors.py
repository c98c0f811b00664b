"""Raises the quality floors of corpus/floors.toml to what is reached now; lowering one needs to be asked for.

usage: make floors
       make floors FLAGS='--lower dev.figures.full --reason "…"'     (--lower all: every floor that is not reached)
       make floors FLAGS='--new-gold --reason "…"'                   after a change of the gold rows
"""

import argparse
import hashlib
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from scorer import score
from support import ROOT, read_jsonl

FLOORS = ROOT / "corpus/floors.toml"
GOLD = {
    "sample": ROOT / "corpus/sample/gold.jsonl",
    "mainland": ROOT / "corpus/held_out/mainland.jsonl",
    "other": ROOT / "corpus/held_out/other.jsonl",
    "fresh": ROOT / "corpus/held_out/fresh.jsonl",
    "blind": ROOT / "corpus/held_out/blind.jsonl",
    "dev": ROOT.parent / "shared/gold/dev.jsonl",
}
HEAD = """\
# The least F1 that each table has to reach on each gold set (tests/test_quality.py), and the hash of the gold file.
# Written by `make floors`: raising is all it does by itself. `dev` is measured where ../shared is present.
"""

Floors = dict[str, Any]


def gold_hash(path: Path) -> str:
    """The SHA-256 of a gold file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def renew(
    old: Floors, name: str, gold: str, reached: dict[str, float], lower: str | None, reason: str | None
) -> Floors:
    """The floors with those of one gold set renewed.

    Parameters
    ----------
    old
        What stands in the file.
    name
        The gold set, a key of `GOLD`.
    gold
        The hash of its file.
    reached
        F1 by `table.measure`.
    lower
        Which floor may be lowered (`dev.figures.full`), `all`, `gold` (all, since the gold is another), or None.
    reason
        Why; it is kept in the file.

    Raises
    ------
    SystemExit
        Where a floor would sink, or the gold has changed, and nobody has asked for that.
    """
    before = old.get(name, {"gold": gold})
    if before["gold"] != gold and lower != "gold":
        raise SystemExit(f"the gold of {name} has changed: look at it, then --new-gold --reason …")
    floors = before.get("f1", {})
    sunk = {key: (floors[key], f1) for key, f1 in reached.items() if f1 < floors.get(key, 0)}
    allowed = {key for key in sunk if lower in ("all", "gold", f"{name}.{key}")}
    if refused := [f"{name}.{key}: {now} < {floor}" for key, (floor, now) in sunk.items() if key not in allowed]:
        raise SystemExit("\n".join(["below the floor:", *refused, "to lower one: --lower NAME --reason …"]))
    if allowed and not reason:
        raise SystemExit("lowering needs a --reason")
    f1 = {key: now if key in allowed else max(now, floors.get(key, 0)) for key, now in reached.items()}
    records = [
        {"floor": f"{name}.{key}", "from": sunk[key][0], "to": sunk[key][1], "why": reason} for key in sorted(allowed)
    ]
    return {**old, name: {"gold": gold, "f1": f1}, "lowered": [*old.get("lowered", []), *records]}


def to_toml(floors: Floors) -> str:
    """The content of the file."""
    lines = [HEAD]
    for name in GOLD:
        if name in floors:
            lines += [f"[{name}]", f'gold = "{floors[name]["gold"]}"', f"[{name}.f1]"]
            lines += [f'"{key}" = {f1}' for key, f1 in floors[name]["f1"].items()]
            lines.append("")
    for record in floors.get("lowered", []):
        lines += [
            "[[lowered]]",
            *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in record.items()),
            "",
        ]
    return "\n".join(lines)


def read_floors() -> Floors:
    """The floors as they stand."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lower", metavar="FLOOR", help="the floor that may sink, like dev.figures.full, or all")
    parser.add_argument("--new-gold", dest="lower", action="store_const", const="gold", help="the gold was changed")
    parser.add_argument("--reason", help="why a floor sinks; kept in the file")
    args = parser.parse_args()
    if args.lower and not args.reason:
        parser.error("--lower and --new-gold need a --reason")
    floors = read_floors()
    for name, path in GOLD.items():
        if not path.is_file():
            print(f"{name}: {path} is not there, its floors stay", file=sys.stderr)
            continue
        before = floors.get(name, {}).get("f1", {})
        floors = renew(floors, name, gold_hash(path), score(read_jsonl(path)), args.lower, args.reason)
        for key, f1 in floors[name]["f1"].items():
            print(f"{name + '.' + key:32s} {before.get(key, 0):.4f} → {f1:.4f}")
    FLOORS.write_text(to_toml(floors), encoding="utf-8")


if __name__ == "__main__":
    main()
