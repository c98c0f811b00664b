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

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhfacts.errors import ZhfactsError
from zhfacts.read.rows import printable
from zhfacts.read.run import read_run_table
from zhfacts.records import FAMILIES, VALUE_COLUMNS
from zhfacts.tables import TABLES, empty_table

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
    "doc",
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
CONFLICT_COLUMNS = ("doc", "group", "relation", "raw_start", "subject", "object", "scope", "date", "why")
SPAN_COLUMNS = ("start", "end", "raw_start", "raw_end", "rule", "boilerplate")
NOT_OF_ARTICLES = ("sentence_text", "first_in_china")
# What an article comes with, by table; the sentence of a claim stands in the index.
ARTICLE_COLUMNS: Mapping[str, Sequence[str]] = {
    **{
        family: (*SPAN_COLUMNS, *(name for name in VALUE_COLUMNS[family] if name not in NOT_OF_ARTICLES))
        for family in FAMILIES
    },
    "repairs": ("raw_start", "raw_end", "kind", "text"),
    "texts": ("raw_text", "text"),
}
SHOWN_ORGANIZATIONS = 25
SHOWN_REPAIRS = 6
CHUNK_ARTICLES = 20
ROWS_AT_ONCE = 10_000
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
        E080 where the folder is no run, E081 where a file is no table of this version, E070 where the tables are of
        different runs, E013 where the page cannot be written.
    """
    path = Path(output) if output else Path(folder) / "report.html"
    tables = {table: _read(folder, table) for table in TABLES if table != "first_in_china"}
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_page(tables, Path(folder).resolve()))
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise ZhfactsError("E013", path=path, reason=error.strerror or error) from None
    return path


def _read(folder: str | Path, table: str) -> pa.Table:
    """A table of the run; it may have been made without texts."""
    try:
        return read_run_table(folder, table)
    except ZhfactsError as error:
        if table == "texts" and error.code == "E080":
            return empty_table(table)
        raise


def _page(tables: Mapping[str, pa.Table], folder: Path) -> Iterator[str]:
    """The page in pieces: what is seen first, the index, the scripts, the articles."""
    tables = _numbered(tables, folder)
    style = _file("report.css")
    script = "\n".join(_file(f"{part}.js") for part in SCRIPTS)
    held = _articles_that_fit(tables["documents"]["raw_chars"].to_pylist())
    index = {
        "name": printable(folder.name),
        "version": metadata.version("zhfacts"),
        "run": _run(folder),
        "held": held,
        "chunk_articles": CHUNK_ARTICLES,
        **_index(tables),
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
    for number, chunk in enumerate(_chunks(tables, held)):
        yield f'<script type="text/plain" id="articles-{number}">{chunk}</script>\n'
    yield tail


def _run(folder: Path) -> dict[str, str] | None:
    """When and by which rules the tables were made, where the run left word of it."""
    try:
        run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        return {"started": str(run["started"]), "rules": str(run["rules"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _numbered(tables: Mapping[str, pa.Table], folder: Path) -> dict[str, pa.Table]:
    """The tables with a column `doc`: which row of `documents` the article is."""
    ids = tables["documents"]["doc_id"].combine_chunks()
    numbered = {}
    for name, table in tables.items():
        if "doc_id" in table.column_names:
            doc = pc.index_in(table["doc_id"], value_set=ids)
            if doc.null_count:
                raise ZhfactsError("E070", path=folder, doc_id=table["doc_id"].filter(pc.is_null(doc))[0].as_py())
            table = table.append_column("doc", doc)
        numbered[name] = table
    return numbered


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


def _index(tables: Mapping[str, pa.Table]) -> dict[str, object]:
    columns = _columns(tables["documents"], DOCUMENT_COLUMNS)
    for family in FAMILIES:
        counts = np.bincount(tables[family]["doc"], minlength=tables["documents"].num_rows)
        columns[f"n_{family}"] = counts.tolist()
    return {
        "documents": columns,
        "claims": _columns(tables["claims"], CLAIM_COLUMNS),
        "conflicts": _columns(tables["claim_conflicts"], CONFLICT_COLUMNS),
        "organizations": tables["organization_index"].slice(0, SHOWN_ORGANIZATIONS).to_pylist(),
        "charts": _charts(tables["figures"], tables["dates"]),
        "repairs": _repairs(tables["repairs"]),
        "columns": ARTICLE_COLUMNS,
    }


def _charts(figures: pa.Table, dates: pa.Table) -> dict[str, Mapping[Any, int]]:
    """What the charts count. Boilerplate does not count: its dates are those of other articles."""
    proper = figures.filter(pc.invert(figures["boilerplate"]))
    money = (value for value, unit in _rows(proper, ("base_value", "base_unit")) if unit == "元")
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


def _repairs(repairs: pa.Table) -> list[dict[str, object]]:
    """Of each kind, how often it was done, in how many articles, and some examples that differ."""
    counts: Counter[str] = Counter()
    articles = defaultdict(set)
    examples: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for doc, kind, raw_text, text in _rows(repairs, ("doc", "kind", "raw_text", "text")):
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


def _chunks(tables: Mapping[str, pa.Table], held: int) -> Iterator[str]:
    """The articles, each with its texts, mentions and repairs; `CHUNK_ARTICLES` in a chunk."""
    ordered = {name: _by_document(tables[name]) for name in ARTICLE_COLUMNS}
    for first in range(0, held, CHUNK_ARTICLES):
        count = min(CHUNK_ARTICLES, held - first)
        articles: list[dict[str, list[object]]] = [{name: [] for name in ARTICLE_COLUMNS} for _ in range(count)]
        for name, columns in ARTICLE_COLUMNS.items():
            start, end = np.searchsorted(ordered[name]["doc"], (first, first + count))
            for doc, *row in _rows(ordered[name].slice(start, end - start), ("doc", *columns)):
                articles[doc - first][name].append(row)
        yield _packed(articles)


def _by_document(table: pa.Table) -> pa.Table:
    """The rows in the order of the documents, as runs write them."""
    in_order = bool((np.diff(table["doc"]) >= 0).all())
    return table if in_order else table.sort_by("doc")


def _rows(table: pa.Table, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns, some at a time: a run may have millions of them."""
    for batch in table.select(names).to_batches(max_chunksize=ROWS_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
