"""One row per organization over the whole run.

Within an article, short forms are linked already. Over the run, two names are one organization where they differ in
their legal form only (纳微科技, 纳微科技股份有限公司), or where some article says what a short form stands for and no
other article says otherwise.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from zhfacts.find.organizations import LEGAL_FORM
from zhfacts.tables import load_schema, make_table

MOST_LINKS = 3
"""From a short form over a longer one to the full name."""


@dataclass(slots=True)
class _Entry:
    types: Counter[str] = field(default_factory=Counter)
    wordings: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    claims: int = 0


class OrganizationIndex:
    """Counts the organizations of the articles that it is shown."""

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
        merged = self._merged()
        entries = sorted(merged.items(), key=lambda e: (-e[1].documents, -e[1].wordings.total(), e[0]))
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

    def _merged(self) -> dict[str, _Entry]:
        """The entries by the fullest name that the run gives each organization."""
        stands_for: defaultdict[str, set[str]] = defaultdict(set)  # a short form, and the names that it had
        for name, entry in self._entries.items():
            for text in entry.wordings:
                if text != name:
                    stands_for[text].add(name)
            core = LEGAL_FORM.sub("", name)
            if core != name and core in self._entries and entry.types.keys() & self._entries[core].types.keys():
                stands_for[core].add(name)
        merged: dict[str, _Entry] = {}
        for name, entry in self._entries.items():
            full = name
            for _ in range(MOST_LINKS):
                names = stands_for.get(full, set())
                if len(names) != 1:
                    break
                (full,) = names
            whole = merged.setdefault(full, _Entry())
            whole.types += entry.types
            whole.wordings += entry.wordings
            whole.documents += entry.documents
            whole.claims += entry.claims
        return merged


def _rows(table: pa.Table, *columns: str) -> "zip[tuple[Any, ...]]":
    return zip(*(table[name].to_pylist() for name in columns), strict=True)
