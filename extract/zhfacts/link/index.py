"""One row per organization over the whole run."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from zhfacts.tables import load_schema, make_table


@dataclass(slots=True)
class _Entry:
    types: Counter[str] = field(default_factory=Counter)
    wordings: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    claims: int = 0


class OrganizationIndex:
    """Counts the organizations of the articles that it is shown; two with one name are one."""

    def __init__(self) -> None:
        self._entries: defaultdict[str, _Entry] = defaultdict(_Entry)

    def add(self, organizations: pa.Table, claims: pa.Table) -> None:
        """Count what was found in some articles, each of which has to be there whole."""
        seen: set[tuple[str, str]] = set()
        names: dict[tuple[str, str], str] = {}
        for doc_id, text, org_type, name in _rows(organizations, "doc_id", "text", "org_type", "name"):
            entry = self._entries[name]
            entry.types[org_type] += 1
            entry.wordings[text] += 1
            if (doc_id, name) not in seen:
                seen.add((doc_id, name))
                entry.documents += 1
            names[doc_id, text] = names[doc_id, name] = name
        for doc_id, org in _rows(claims, "doc_id", "org"):
            if name := names.get((doc_id, org)):
                self._entries[name].claims += 1

    def table(self) -> pa.Table:
        """The table `organization_index`: most documents first, then most mentions, then by name."""
        entries = sorted(self._entries.items(), key=lambda e: (-e[1].documents, -e[1].wordings.total(), e[0]))
        rows = [
            (
                name,
                entry.types.most_common(1)[0][0],
                [text for text, _ in entry.wordings.most_common() if text != name],
                entry.documents,
                entry.wordings.total(),
                entry.claims,
            )
            for name, entry in entries
        ]
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * 6
        names = [c.name for c in load_schema("organization_index").columns]
        return make_table("organization_index", dict(zip(names, columns, strict=True)))


def _rows(table: pa.Table, *columns: str) -> "zip[tuple[Any, ...]]":
    return zip(*(table[name].to_pylist() for name in columns), strict=True)
