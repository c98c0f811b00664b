"""One row per organization over the whole run.

Within an article, short forms are linked already. Over the run, two names are one organization where they differ in
their legal form only (纳微科技, 纳微科技股份有限公司), or where some article says what a short form stands for and no
other article says otherwise.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from operator import itemgetter
from tempfile import gettempdir
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from zhfacts.errors import ZhfactsError
from zhfacts.find.organizations import LEGAL_FORM
from zhfacts.tables import empty_table, make_table

MOST_LINKS = 3
"""From a short form over a longer one to the full name."""

ROWS_AT_ONCE = 10_000

_TABLES = """
CREATE TABLE names (name TEXT PRIMARY KEY, documents INTEGER, claims INTEGER);
CREATE TABLE mentions (name TEXT, text TEXT, org_type TEXT, number INTEGER, PRIMARY KEY (name, text, org_type));
CREATE TABLE merged (name TEXT PRIMARY KEY, into_name TEXT);
"""
_COUNT_NAME = """
INSERT INTO names VALUES (?, ?, ?)
ON CONFLICT DO UPDATE SET documents = documents + excluded.documents, claims = claims + excluded.claims
"""
_COUNT_MENTION = """
INSERT INTO mentions VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET number = number + excluded.number
"""
_SHORT_FORMS = "SELECT text, name FROM mentions WHERE text <> name AND text IN (SELECT name FROM names) ORDER BY rowid"
_SHARED_TYPE = "SELECT 1 FROM mentions a JOIN mentions b USING (org_type) WHERE a.name = ? AND b.name = ?"
_ENTRIES = """
WITH
    known AS (SELECT coalesce(into_name, name) AS name, documents, claims FROM names LEFT JOIN merged USING (name)),
    entries AS (SELECT name, sum(documents) AS documents, sum(claims) AS claims FROM known GROUP BY name),
    wordings AS (
        SELECT mentions.rowid AS place, coalesce(into_name, name) AS name, text, org_type, number
        FROM mentions LEFT JOIN merged USING (name)
    ),
    totals AS (SELECT name, sum(number) AS mentions FROM wordings GROUP BY name)
SELECT name, documents, mentions, claims, text, org_type, number
FROM entries JOIN totals USING (name) JOIN wordings USING (name)
ORDER BY documents DESC, mentions DESC, name, place
"""


class OrganizationIndex:
    """Counts the organizations of the articles that it is shown.

    The counts are in a temporary SQLite database: a run may have a million names. To be used as a context manager.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", check_same_thread=False)
        self._database.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def add(self, organizations: pa.Table, claims: pa.Table) -> None:
        """Count what was found in some articles, each of which has to be there whole.

        Raises
        ------
        ZhfactsError
            E013 where there is no space for the temporary database.
        """
        mentions: Counter[tuple[str, str, str]] = Counter()
        names: dict[tuple[str, str], str] = {}  # by article and wording
        in_documents: set[tuple[str, str]] = set()
        for doc_id, text, org_type, name in _rows(organizations, "doc_id", "text", "org_type", "name"):
            mentions[name, text, org_type] += 1
            names[doc_id, text] = names[doc_id, name] = name
            in_documents.add((doc_id, name))
        documents = Counter(name for _, name in in_documents)
        claimed = Counter(names.get((doc_id, org)) for doc_id, org in _rows(claims, "doc_id", "org"))
        with _space(), self._database as database:
            database.executemany(_COUNT_NAME, ((name, documents[name], claimed[name]) for name in documents))
            database.executemany(_COUNT_MENTION, ((*key, number) for key, number in mentions.items()))

    def table(self) -> pa.Table:
        """The table `organization_index`: most documents first, then most mentions, then by name."""
        parts = [empty_table("organization_index")]
        with _space():
            self._merge()
            entries = self._entries()
            while rows := list(islice(entries, ROWS_AT_ONCE)):
                columns = zip(parts[0].column_names, zip(*rows, strict=True), strict=True)
                parts.append(make_table("organization_index", dict(columns)))
        return pa.concat_tables(parts)

    def _entries(self) -> Iterator[tuple[Any, ...]]:
        rows = self._database.execute(_ENTRIES)
        for (name, documents, mentions, claims), of_name in groupby(rows, itemgetter(0, 1, 2, 3)):
            types: Counter[str] = Counter()
            wordings: Counter[str] = Counter()
            for *_, text, org_type, number in of_name:
                types[org_type] += number
                wordings[text] += number
            aliases = [text for text, _ in wordings.most_common() if text != name]
            yield name, types.most_common(1)[0][0], aliases, documents, mentions, claims

    def _merge(self) -> None:
        """Note the fullest name that the run gives each organization, where it is another."""
        stands_for: defaultdict[str, set[str]] = defaultdict(set)  # a short form, and the names that it had
        for text, name in self._database.execute(_SHORT_FORMS):
            stands_for[text].add(name)
        for (name,) in self._database.execute("SELECT name FROM names"):
            core = LEGAL_FORM.sub("", name)
            if core != name and self._database.execute(_SHARED_TYPE, (name, core)).fetchone():
                stands_for[core].add(name)
        merged = ((name, _full(name, stands_for)) for name in stands_for)
        with self._database as database:
            database.execute("DELETE FROM merged")
            database.executemany("INSERT INTO merged VALUES (?, ?)", merged)


@contextmanager
def _space() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise ZhfactsError("E013", path=gettempdir(), reason=error) from None


def _full(name: str, stands_for: defaultdict[str, set[str]]) -> str:
    for _ in range(MOST_LINKS):
        names = stands_for.get(name, set())
        if len(names) != 1:
            break
        (name,) = names
    return name


def _rows(table: pa.Table, *columns: str) -> "zip[tuple[Any, ...]]":
    return zip(*(table[name].to_pylist() for name in columns), strict=True)
