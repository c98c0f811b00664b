"""The tables of a run as one HTML file that opens from disk.

The page holds an index (documents, claims, what the charts show) and the articles in chunks, each as JSON, deflated and
in base64: none of the characters of an article can end a script block, and a chunk is unpacked when one of its articles
is opened. What the page does with it is in the `.js` files beside this one, in the order of `SCRIPTS`.
"""

import base64
import hashlib
import json
import math
import os
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import metadata, resources
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from zhfacts.errors import ZhfactsError
from zhfacts.read.rows import printable
from zhfacts.records import FAMILIES, VALUE_COLUMNS
from zhfacts.run import read_run
from zhfacts.tables import TABLES

SCRIPTS = ("words", "page", "data", "ledger", "reader", "charts", "overview", "main")
DOCUMENT_COLUMNS = (
    "doc_id",
    "source",
    "title",
    "published",
    "reference_date",
    "reference_from",
    "publisher",
    "author",
    "script",
    "encoding",
    "raw_chars",
    "repairs",
    "repaired_share",
    "status",
    "error",
)
CLAIM_COLUMNS = (
    "text",
    "start",
    "raw_start",
    "boilerplate",
    "kind",
    "scope",
    "scope_place",
    "rank",
    "status",
    "partial",
    "subject",
    "object",
    "org",
    "date",
    "attributed_to",
    "sentence_text",
    "first_in_china",
)
CONFLICT_COLUMNS = ("group", "relation", "raw_start", "subject", "object", "scope", "date", "why")
SPAN_COLUMNS = ("start", "end", "raw_start", "raw_end", "rule", "boilerplate")
NOT_OF_ARTICLES = ("sentence_text", "first_in_china")
# What an article comes with, by table; the sentence of a claim stands in the index.
ARTICLE_COLUMNS: Mapping[str, Sequence[str]] = {
    **{
        family: (*SPAN_COLUMNS, *(name for name in VALUE_COLUMNS[family] if name not in NOT_OF_ARTICLES))
        for family in FAMILIES
    },
    "repairs": ("raw_start", "raw_end", "kind", "text"),
}
SHOWN_ORGANIZATIONS = 25
SHOWN_REPAIRS = 6
CHUNK_ARTICLES = 20
# The page holds articles with so many characters together; it keeps all claims, and says which articles it leaves out.
MAX_CHARACTERS = 40_000_000

Columns = dict[str, list[Any]]


def report(folder: str | Path, output: str | Path | None = None) -> Path:
    """Make the HTML report of a run: what `zhfacts report` does. The same tables give the same bytes.

    Parameters
    ----------
    folder
        What `zhfacts extract` wrote, in any format.
    output
        Where the page goes; without it, `report.html` in the folder.

    Returns
    -------
    path
        Of the page.

    Raises
    ------
    ZhfactsError
        E070 to E073 where the folder is no run, E013 where the page cannot be written.
    """
    path = Path(output) if output else Path(folder) / "report.html"
    tables = read_run(folder, [table for table in TABLES if table != "first_in_china"])
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_page(tables, name=printable(Path(folder).resolve().name)))
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise ZhfactsError("E013", path=path, reason=error.strerror or error) from None
    return path


def _page(tables: Mapping[str, pa.Table], name: str) -> Iterator[str]:
    """The page in pieces: what is seen first, the index, the scripts, the articles."""
    style = _file("report.css")
    script = "\n".join(_file(f"{part}.js") for part in SCRIPTS)
    documents = tables["documents"]["doc_id"].to_pylist()
    held = _articles_that_fit(tables["documents"]["raw_chars"].to_pylist())
    index = {
        "name": name,
        "version": metadata.version("zhfacts"),
        "held": held,
        "chunk_articles": CHUNK_ARTICLES,
        **_index(tables, documents),
    }
    values = {
        "policy": f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        "style": style,
        "index": _packed(index),
        "script": script,
    }
    head, tail = _file("template.html").split("{{chunks}}")
    yield re.sub(r"\{\{(\w+)\}\}", lambda match: values[match[1]], head)
    for number, chunk in enumerate(_chunks(tables, documents[:held])):
        yield f'<script type="text/plain" id="articles-{number}">{chunk}</script>\n'
    yield tail


def _file(name: str) -> str:
    return (resources.files("zhfacts.report") / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _packed(data: object) -> str:
    """JSON, deflated, in base64."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str)
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def _columns(table: pa.Table, names: Sequence[str]) -> Columns:
    return {name: table[name].to_pylist() for name in names}


def _index(tables: Mapping[str, pa.Table], documents: Sequence[str]) -> dict[str, object]:
    number = {doc_id: index for index, doc_id in enumerate(documents)}
    columns = _columns(tables["documents"], DOCUMENT_COLUMNS)
    for family in FAMILIES:
        counts = Counter(tables[family]["doc_id"].to_pylist())
        columns[f"n_{family}"] = [counts[doc_id] for doc_id in documents]
    claims, conflicts = tables["claims"], tables["claim_conflicts"]
    return {
        "documents": columns,
        "claims": {"doc": _numbers(claims, number), **_columns(claims, CLAIM_COLUMNS)},
        "conflicts": {"doc": _numbers(conflicts, number), **_columns(conflicts, CONFLICT_COLUMNS)},
        "organizations": tables["organization_index"].slice(0, SHOWN_ORGANIZATIONS).to_pylist(),
        "charts": _charts(tables["figures"], tables["dates"]),
        "repairs": _repairs(tables["repairs"], number),
        "columns": ARTICLE_COLUMNS,
    }


def _numbers(table: pa.Table, number: Mapping[str, int]) -> list[int]:
    """The articles of rows as row numbers of `documents`."""
    try:
        return [number[doc_id] for doc_id in table["doc_id"].to_pylist()]
    except KeyError as error:
        raise ZhfactsError("E073", doc_id=error.args[0]) from None


def _charts(figures: pa.Table, dates: pa.Table) -> dict[str, Mapping[Any, int]]:
    """What the charts count. Boilerplate does not count: its dates are those of other articles."""
    proper = figures.filter(pc.invert(figures["boilerplate"]))
    money = (v for v, unit in zip(*_columns(proper, ("base_value", "base_unit")).values(), strict=True) if unit == "元")
    days = dates.filter(pc.invert(dates["boilerplate"]))["start_date"].to_pylist()
    periods = (period[:4] for period in proper["period"].to_pylist() if period)
    return {
        "dimensions": _counts(proper["dimension"].to_pylist()),
        "yuan": _counts(math.floor(math.log10(value)) for value in money if value and value >= 1),
        "date_years": _counts(day.year for day in days if day),
        "figure_years": _counts(int(year) for year in periods if year.isdecimal()),
    }


def _counts(values: Iterable[Any]) -> dict[Any, int]:
    """How often each value occurs, most frequent first, then by value."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _repairs(repairs: pa.Table, number: Mapping[str, int]) -> list[dict[str, object]]:
    """Of each kind, how often it was done, in how many articles, and some examples that differ."""
    names = ("kind", "raw_text", "text")
    counts: Counter[str] = Counter()
    articles = defaultdict(set)
    examples: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for doc, kind, raw_text, text in zip(_numbers(repairs, number), *_columns(repairs, names).values(), strict=True):
        counts[kind] += 1
        articles[kind].add(doc)
        if len(examples[kind]) < SHOWN_REPAIRS and len(raw_text) <= 40:
            examples[kind][raw_text, text] = None
    return [
        {"kind": kind, "count": count, "articles": len(articles[kind]), "examples": list(examples[kind])}
        for kind, count in _counts(counts.elements()).items()
    ]


def _articles_that_fit(raw_chars: Iterable[int | None]) -> int:
    """How many articles, from the first, the page holds."""
    total = accumulate(count or 0 for count in raw_chars)
    return sum(characters <= MAX_CHARACTERS for characters in total)


def _chunks(tables: Mapping[str, pa.Table], documents: Sequence[str]) -> Iterator[str]:
    """The articles, each with its texts, mentions and repairs; `CHUNK_ARTICLES` in a chunk."""
    rows = {table: _rows(tables[table], columns) for table, columns in ARTICLE_COLUMNS.items()}
    texts = _rows(tables["texts"], ("raw_text", "text"))
    for first in range(0, len(documents), CHUNK_ARTICLES):
        yield _packed(
            [
                {"texts": texts[doc_id][0] if doc_id in texts else None}
                | {name: found.get(doc_id, []) for name, found in rows.items()}
                for doc_id in documents[first : first + CHUNK_ARTICLES]
            ]
        )


def _rows(table: pa.Table, names: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each document."""
    found = defaultdict(list)
    for doc_id, *row in zip(table["doc_id"].to_pylist(), *_columns(table, names).values(), strict=True):
        found[doc_id].append(tuple(row))
    return found
