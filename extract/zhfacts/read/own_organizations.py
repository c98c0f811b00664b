"""A user's own list of organizations: a CSV file with the columns name, type and aliases."""

import csv
import io
from pathlib import Path

from zhfacts.errors import ZhfactsError
from zhfacts.normalize.normalize import normalize
from zhfacts.tables import load_schema

COLUMNS = ("name", "type")
ALIASES = "aliases"


def read_own_organizations(path: str | Path) -> tuple[dict[str, str], ...]:
    """The rows of a list, as a lexicon of organizations has them; one more for each alias.

    The list is UTF-8 with a header; `aliases` may be left out, several stand apart by `|`. A name of the list goes
    before one of the lexicons.

    Raises
    ------
    ZhfactsError
        E001 where the file cannot be read, E004 where it is not UTF-8, E050 where a line is wrong.
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ZhfactsError("E001", path=path, reason=error.strerror or error) from None
    except UnicodeDecodeError as error:
        raise ZhfactsError("E004", reason=f"{path}: {error.reason} at byte {error.start}") from None
    lines = csv.DictReader(io.StringIO(text, newline=""))
    if missing := [column for column in COLUMNS if column not in (lines.fieldnames or ())]:
        raise ZhfactsError("E050", path=path, line=1, reason=f"there is no column {missing[0]!r}")
    types = next(c for c in load_schema("organizations").columns if c.name == "org_type").allowed
    rows: dict[str, dict[str, str]] = {}
    for line in lines:
        name, org_type = (_simplified(line[column]) for column in COLUMNS)
        aliases = [_simplified(alias) for alias in (line.get(ALIASES) or "").split("|")]
        if len(name) < 2:
            raise ZhfactsError("E050", path=path, line=lines.line_num, reason="the name has less than two characters")
        if org_type not in types:
            reason = f"the type {org_type!r} is none of {', '.join(types)}"
            raise ZhfactsError("E050", path=path, line=lines.line_num, reason=reason)
        for text in (name, *aliases):
            if len(text) > 1:
                full = name if text != name else ""
                rows.setdefault(
                    text, {"name": text, "org_type": org_type, "full_name": full, "region": "", "ambiguous": ""}
                )
    return tuple(rows.values())


def _simplified(cell: str | None) -> str:
    """A cell the way that the finders see names."""
    return normalize((cell or "").strip()).text
