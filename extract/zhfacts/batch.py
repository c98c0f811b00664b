"""Many articles: chunks, workers, failures."""

import pickle
import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from datetime import date as Day
from functools import partial
from hashlib import sha256
from importlib import metadata
from itertools import count, filterfalse, islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import SpooledTemporaryFile, gettempdir
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from zhfacts.errors import ZhfactsError
from zhfacts.link.conflicts import ClaimConflicts
from zhfacts.link.index import OrganizationIndex
from zhfacts.link.run_names import Names, RunNames, stands_bare
from zhfacts.manifest import codes, libraries, rules_hash
from zhfacts.normalize import Variant
from zhfacts.pipeline import Extraction, extract_article
from zhfacts.process import start_worker
from zhfacts.read.files import Inputs
from zhfacts.read.rows import Columns, article_from_row, printable
from zhfacts.records import Article, Failure
from zhfacts.rulebook import Rulebook, load_rulebook, load_rulebook_with
from zhfacts.seen import Seen
from zhfacts.tables import TABLES, SchemaError, build_tables, empty_table
from zhfacts.write import RunFiles
from zhfacts.write.folder import is_remote

if TYPE_CHECKING:
    from spacy.language import Language

Item = Article | Failure
Tables = dict[str, pa.Table]

# A chunk is what a worker gets at once: so many articles, or so many characters.
CHUNK_ARTICLES = 64
CHUNK_CHARACTERS = 250_000
HELD_IN_MEMORY = 16_000_000
"""Bytes of articles and tables that wait for the second pass; more go to a temporary file."""

_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]")
_KANA_OR_HANGUL = re.compile(r"[ぁ-ゖァ-ヺ가-힣]")
_SCRIPT_SAMPLE = 2000
SHOWN_FAILURES = 10
SHOWN_FOUND = 5
SHOWN_TABLES = ("first_in_china", "organization_index")


@dataclass(frozen=True, slots=True)
class Options:
    """What a worker has to know.

    Parameters
    ----------
    texts
        Whether the table `texts` is wanted.
    reference_date
        The reference date of articles that have no publication date of their own.
    organizations
        The path of a user's own list of organizations.
    variant
        Where the articles were written, where that is to count: `tw` or `hk`, see `zhfacts.normalize.normalize`.
    run_pass
        Whether names that several articles define are looked for in the others, too.
    run_names
        Those names, in the second pass.
    ner_model
        The name or path of a spaCy pipeline whose organizations are taken where none of ours stands.
    """

    texts: bool = True
    reference_date: Day | None = None
    organizations: Path | None = None
    variant: Variant | None = None
    run_pass: bool = True
    run_names: Names = ()
    ner_model: str | None = None

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook to use, loaded once in each process."""
        return load_rulebook() if self.organizations is None else load_rulebook_with(self.organizations)

    @property
    def ner(self) -> "Language | None":
        """The pipeline to use, loaded once in each process."""
        if self.ner_model is None:
            return None
        from zhfacts.find.ner import load_ner

        return load_ner(self.ner_model)


def extract_articles(
    articles: Iterable[Article | Mapping[str, Any] | tuple[str, str]],
    *,
    workers: int = 1,
    reference_date: Day | str | None = None,
    organizations: str | Path | None = None,
    variant: Variant | None = None,
    run_pass: bool = True,
    ner_model: str | None = None,
) -> Tables:
    """Extract from many articles.

    Parameters
    ----------
    articles
        `Article`s, mappings with the key text and, where they are known, id, title and published, or pairs of id and text.
    workers
        Number of processes. With more than one, a script needs the guard `if __name__ == "__main__":`.
    reference_date
        The date (or ISO string) that relative dates are resolved against in articles without a publication date.
    organizations
        The path of a list of your own organizations: a CSV file with the columns name, type and aliases (`a|b`).
    variant
        Where the articles were written, where that is to count: "tw" makes 軟體 软件, "hk" knows the forms of Hong Kong.
    run_pass
        Whether names that several articles define (思必驰科技股份有限公司, 简称“思必驰”) are looked for in the others, too.

    Returns
    -------
    tables
        All tables of a run by name, as Arrow tables. An article that fails costs a row of `documents`, no exception.

    >>> tables = extract_articles([("a", "园区集聚2000家企业。"), ("b", "")])
    >>> tables["documents"].select(["doc_id", "status"]).to_pylist()
    [{'doc_id': 'a', 'status': 'ok'}, {'doc_id': 'b', 'status': 'empty'}]
    """
    if isinstance(reference_date, str):
        reference_date = Day.fromisoformat(reference_date)
    parts: dict[str, list[pa.Table]] = {table: [empty_table(table)] for table in TABLES}
    own = Path(organizations) if organizations else None
    options = Options(
        reference_date=reference_date, organizations=own, variant=variant, run_pass=run_pass, ner_model=ner_model
    )
    for tables in extract_chunks(map(_item, articles, count(1)), workers=workers, options=options):
        for name, table in tables.items():
            parts[name].append(table)
    return {name: pa.concat_tables(tables) for name, tables in parts.items()}


@dataclass(slots=True)
class Summary:
    """What became of a run.

    Parameters
    ----------
    out
        Where the results are.
    statuses
        Number of articles by status: ok, empty, failed.
    rows
        Number of rows by table.
    articles
        Number of articles that a table has rows of.
    failures
        (doc_id, error) of articles that are not ok, the first `SHOWN_FAILURES` of them.
    codes
        Number of articles that are not ok, by the code of their error.
    failed_last
        (doc_id, status, error) of the articles of the last chunk that are not ok.
    found
        The first `SHOWN_FOUND` rows of each of `SHOWN_TABLES`; those of `organization_index` are the most named.
    passed_over
        Number of files in the folders that are of another type.
    unchanged, replaced
        Number of articles that were there already and are the same, and of those that are not, where results are added
        to; the first are not extracted from again.
    """

    out: str
    statuses: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)
    failed_last: list[tuple[str, str, str]] = field(default_factory=list)
    found: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    passed_over: int = 0
    unchanged: int = 0
    replaced: int = 0

    def add(self, tables: Tables) -> None:
        """Count the tables of a chunk."""
        for name, table in tables.items():
            self.rows[name] += table.num_rows
            if "doc_id" in table.column_names:
                self.articles[name] += pc.count_distinct(table["doc_id"]).as_py()
            if name in SHOWN_TABLES:
                first = self.found.setdefault(name, [])
                first += table.slice(0, SHOWN_FOUND - len(first)).to_pylist()
        self.failed_last = []
        if documents := tables.get("documents"):
            rows = list(zip(*(documents[name].to_pylist() for name in ("doc_id", "status", "error")), strict=True))
            self.statuses.update(status for _, status, _ in rows)
            self.failed_last = [row for row in rows if row[1] != "ok"]
            self.codes += codes(error for _, _, error in self.failed_last)
            self.failures += [(doc_id, error) for doc_id, _, error in self.failed_last]
            del self.failures[SHOWN_FAILURES:]


def extract(
    inputs: Sequence[str | Path],
    out: str | Path | None = None,
    *,
    formats: Sequence[str] = ("csv",),
    db: str | Path | None = None,
    overwrite: bool = False,
    append: bool = False,
    workers: int = 1,
    texts: bool = True,
    columns: Columns | None = None,
    stdin_format: str = "txt",
    encoding: str | None = None,
    reference_date: Day | None = None,
    organizations: Path | None = None,
    variant: Variant | None = None,
    run_pass: bool = True,
    ner_model: str | None = None,
    progress: Callable[[int, int, Summary], None] | None = None,
) -> Summary:
    """Extract from files and folders into a folder or database: what `zhfacts extract` does.

    Parameters
    ----------
    inputs
        Paths of files and folders, or `-` for standard input; docs/inputs.md names the types.
    out
        The folder of the results, or its address (`s3://bucket/tables`).
    formats
        Of the files there: csv, jsonl, parquet, xlsx.
    db
        A database: a path that ends in .duckdb or .sqlite, or `postgresql://user@host/name`.
    overwrite
        Whether results that are there are replaced.
    append
        Whether they are added to: an article that is there already is replaced, or passed over where it is the same.
    workers
        Number of processes; the results do not depend on it.
    texts
        Whether the table `texts` is written.
    columns
        What the columns of table-like files are called.
    stdin_format
        What comes by standard input: txt, jsonl, csv, …
    encoding
        The encoding of all files, where it is not to be found out.
    reference_date
        The reference date of articles that have no publication date of their own.
    organizations
        The path of a user's own list of organizations.
    variant
        Where the articles were written, where that is to count: `tw` or `hk`.
    run_pass
        Whether names that several articles define are looked for in the others, too.
    ner_model
        The name or path of a spaCy pipeline whose entities ORG are taken where no organization of ours stands.
    progress
        Called after each chunk with the bytes read, all bytes, and what was found so far.

    Raises
    ------
    ZhfactsError
        E013 and E060 to E063 where the results cannot be written, E018 where worker processes do not start, E030 where
        there is no such encoding, E034 where a library is missing, E050 where a list of organizations is wrong, E051
        where there is no such pipeline.
    """
    started, clock = datetime.now(UTC), perf_counter()
    exclude = None if out is None or is_remote(out) else Path(out)
    read = Inputs(inputs, columns=columns, stdin_format=stdin_format, encoding=encoding, exclude=exclude)
    wanted = [table for table in TABLES if texts or table != "texts"]
    options = Options(texts, reference_date, organizations, variant, run_pass, ner_model=ner_model)
    files = RunFiles(
        wanted, out=out, formats=formats, db=db, overwrite=overwrite, append=append, run_tables=_run_tables
    )
    summary = Summary(", ".join(files.places))

    def unchanged(item: Item) -> bool:
        there = files.known.get(item.id)
        if there is None or isinstance(item, Failure) or item.sha256 is None:
            return False
        same = there == (item.sha256, item.title, item.published or there.published)
        summary.unchanged += same
        return same

    with files:
        for tables in extract_chunks(read, workers=workers, options=options, passed_over=unchanged):
            for name, table in tables.items():
                files.write(name, table)
            summary.add(tables)
            if progress:
                progress(read.read_bytes, read.total_bytes, summary)
        files.finish()
        summary.passed_over, summary.replaced = read.passed_over, files.replaced
        files.describe(
            {
                "zhfacts": metadata.version("zhfacts"),
                "rules": rules_hash(),
                "started": started.isoformat(timespec="seconds"),
                "seconds": {"all": round(perf_counter() - clock, 3), "writing": round(files.seconds, 3)},
                "options": {
                    "places": files.places,
                    "formats": list(formats),
                    "overwrite": overwrite,
                    "append": append,
                    "workers": workers,
                    "texts": texts,
                    "columns": asdict(read.columns),
                    "stdin_format": stdin_format,
                    "encoding": encoding,
                    "reference_date": reference_date and reference_date.isoformat(),
                    "organizations": organizations and str(organizations),
                    "organizations_sha256": organizations and sha256(organizations.read_bytes()).hexdigest(),
                    "variant": variant,
                    "run_pass": run_pass,
                    "ner_model": ner_model,
                },
                "inputs": [asdict(given) for given in read.given],
                "documents": dict(summary.statuses),
                "unchanged": summary.unchanged,
                "replaced": summary.replaced,
                "failures": dict(sorted(summary.codes.items())),
                "passed_over": summary.passed_over,
                "rows": dict(summary.rows),
                "libraries": libraries(),
            }
        )
    return summary


def _run_tables(of_documents: Mapping[str, pa.Table]) -> Tables:
    """The tables about a whole run, of those about its documents."""
    documents, organizations, claims = (of_documents[name] for name in ("documents", "organizations", "claims"))
    with OrganizationIndex() as index, ClaimConflicts() as conflicts:
        index.add(organizations, claims)
        conflicts.add(claims, organizations, documents)
        return {"organization_index": index.table(), "claim_conflicts": conflicts.table()}


def extract_chunks(
    items: Iterable[Item],
    *,
    workers: int = 1,
    options: Options | None = None,
    passed_over: Callable[[Item], bool] | None = None,
) -> Iterator[Tables]:
    """The tables of one chunk of articles after the other, in order; at last those about the whole run.

    Parameters
    ----------
    items
        Articles, and failures of those that could not be read. They are asked for as they are needed.
    workers
        Number of processes; the tables do not depend on it.
    options
        See `Options`.
    passed_over
        Which articles are left out.
    """
    options = options or Options()
    options.rulebook, options.ner  # noqa: B018 - what is wrong with them is said before any article is read
    chunks = _chunks(filterfalse(passed_over, _with_own_ids(items)) if passed_over else _with_own_ids(items))
    with OrganizationIndex() as index, ClaimConflicts() as conflicts:
        for tables in (_in_two_passes if options.run_pass else _in_one_pass)(chunks, workers, options):
            if tables:
                index.add(tables["organizations"], tables["claims"])
                conflicts.add(tables["claims"], tables["organizations"], tables["documents"])
            yield tables
        yield {"organization_index": index.table(), "claim_conflicts": conflicts.table()}


def _in_one_pass(chunks: Iterator[list[Item]], workers: int, options: Options) -> Iterator[Tables]:
    work = partial(extract_chunk, options=options)
    return map(work, chunks) if workers <= 1 else _in_processes(work, chunks, workers)


def _in_two_passes(chunks: Iterator[list[Item]], workers: int, options: Options) -> Iterator[Tables]:
    """All articles, and those again in which names stand bare that several others define.

    The articles and the tables of the first pass wait in a temporary file. Which names count is known when all have
    been read, so the tables depend neither on the workers nor on the chunks. In the first pass, empty tables are
    yielded, for whoever shows how far it is.
    """
    names = RunNames(options.rulebook)
    with SpooledTemporaryFile(HELD_IN_MEMORY) as file:
        waiting: deque[Any] = deque()

        def noted() -> Iterator[list[Item]]:
            for chunk in chunks:
                waiting.append(chunk)
                yield chunk

        written = 0
        for tables in _in_one_pass(noted(), workers, replace(options, texts=True)):
            names.add(tables["organizations"])
            try:
                pickle.dump((waiting.popleft(), tables), file, pickle.HIGHEST_PROTOCOL)
            except OSError as error:
                raise ZhfactsError("E013", path=gettempdir(), reason=error.strerror or error) from None
            written += 1
            yield {}
        file.seek(0)
        found = names.names()

        def again() -> Iterator[list[Item]]:
            for _ in range(written):
                chunk, tables = pickle.load(file)
                waiting.append(tables)
                yield _with_bare_names(chunk, tables, found)

        for changed in _in_one_pass(again(), workers if found else 1, replace(options, texts=True, run_names=found)):
            tables = _replaced(waiting.popleft(), changed)
            if not options.texts:
                del tables["texts"]
            yield tables


def _with_bare_names(chunk: Sequence[Item], tables: Tables, names: Names) -> list[Item]:
    """The articles of a chunk in which one of the names stands where no organization was found."""
    if not names:
        return []
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = (tables["organizations"][column].to_pylist() for column in ("doc_id", "start", "end"))
    for doc_id, start, end in zip(*columns, strict=True):
        spans[doc_id].append((start, end))
    texts = tables["texts"]
    bare = {
        doc_id
        for doc_id, text in zip(texts["doc_id"].to_pylist(), texts["text"].to_pylist(), strict=True)
        if stands_bare(names, text, spans[doc_id])
    }
    return [item for item in chunk if item.id in bare]


def _replaced(tables: Tables, changed: Tables) -> Tables:
    """The tables of a chunk with the rows of some of its articles replaced."""
    if not changed["documents"].num_rows:
        return tables
    order, done = tables["documents"]["doc_id"], changed["documents"]["doc_id"]
    result = {}
    for name, table in tables.items():
        kept = table.filter(pc.invert(pc.is_in(table["doc_id"], done)))
        both = pa.concat_tables([kept, changed[name]])
        result[name] = both.take(pc.sort_indices(pc.index_in(both["doc_id"], order)))
    return result


def extract_chunk(items: Sequence[Item], options: Options) -> Tables:
    """The tables of some articles. What goes wrong in one of them becomes its row of `documents`."""
    results = [item if isinstance(item, Failure) else _extract(item, options) for item in items]
    try:
        return build_tables(results, texts=options.texts)
    except SchemaError:
        return build_tables([_kept_to_schema(result) for result in results], texts=options.texts)


def _extract(article: Article, options: Options) -> Extraction | Failure:
    try:
        if failure := _unfit(article):
            return failure
        extract = partial(
            extract_article,
            variant=options.variant,
            run_names=options.run_names,
            ner=options.ner,
        )
        if article.published is None and options.reference_date is not None:
            return replace(
                extract(replace(article, published=options.reference_date), options.rulebook), article=article
            )
        return extract(article, options.rulebook)
    except ZhfactsError:
        raise  # rules that are wrong stop the run: they would cost every article
    except Exception as error:  # a mistake of ours costs the article, never the run
        return _stopped(article, f"{type(error).__name__}: {error}")


def _unfit(article: Article) -> Failure | None:
    """Why there is nothing to extract from an article, if so."""
    if not article.text.strip():
        return _failure(article, ZhfactsError("E002"), "empty")
    if not _HAN.search(article.text):
        return _failure(article, ZhfactsError("E007", reason="no Chinese character"))
    sample = article.text[:_SCRIPT_SAMPLE]
    others = len(_KANA_OR_HANGUL.findall(sample))
    if others and 2 * others > len(_HAN.findall(sample)):
        return _failure(article, ZhfactsError("E007", reason="it is Japanese or Korean"))
    return None


def _kept_to_schema(result: Extraction | Failure) -> Extraction | Failure:
    if isinstance(result, Failure):
        return result
    try:
        build_tables([result])
    except SchemaError as error:
        return _stopped(result.article, str(error))
    return result


def _stopped(item: Item, reason: str) -> Failure:
    return _failure(item, ZhfactsError("E009", reason=reason))


def _failure(item: Item, error: ZhfactsError, status: Literal["failed", "empty"] = "failed") -> Failure:
    note = f" {item.note}" if isinstance(item, Article) and item.note else ""
    id_, message = printable(str(item.id)), printable(f"{error}{note}")
    return Failure(id=id_, message=message, source=item.source, sha256=item.sha256, status=status)


def _item(article: Article | Mapping[str, Any] | tuple[str, str], number: int) -> Item:
    """What the caller of `extract_articles` gave, as an article or why it is none."""
    if isinstance(article, tuple):
        article = dict(zip(("id", "text"), article, strict=True))
    elif isinstance(article, Article):
        own = {"id": article.id, "text": article.text}
        checked = article_from_row(own, where=f"article {number}", fallback_id=str(number), source=article.source)
        return checked if isinstance(checked, Failure) else article
    if not isinstance(article, Mapping):
        raise TypeError(f"article {number} is a {type(article).__name__}, not an Article, a mapping or (id, text)")
    return article_from_row(article, where=f"article {number}", fallback_id=str(number))


def _with_own_ids(items: Iterable[Item]) -> Iterator[Item]:
    """Give an id that came before a number: a, a#2, a#3."""
    seen = Seen()
    repeated: dict[str, int] = {}
    for item in items:
        if seen.add(item.id):
            yield item
            continue
        number = repeated.get(item.id, 1) + 1
        while not seen.add(f"{item.id}#{number}"):
            number += 1
        repeated[item.id] = number
        id_ = f"{item.id}#{number}"
        remark = str(ZhfactsError("E016", id=item.id, new=id_))
        if isinstance(item, Failure):
            yield replace(item, id=id_, message=f"{item.message} {remark}")
        else:
            yield replace(item, id=id_, note=" ".join(filter(None, (item.note, remark))))


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    characters = 0
    for item in items:
        chunk.append(item)
        characters += len(item.text) if isinstance(item, Article) else 0
        if len(chunk) >= CHUNK_ARTICLES or characters >= CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


Work = Callable[[Sequence[Item]], Tables]


def _in_processes(work: Work, chunks: Iterator[list[Item]], workers: int) -> Iterator[Tables]:
    """Chunks to tables in worker processes, in order.

    When a process dies (out of memory, a crash in a library), all that its pool was doing is lost. The chunk that is
    next is then done alone, and the others again in a new pool.
    """
    waiting: deque[list[Item]] = deque()
    futures: deque[Future[Tables]] = deque()
    pool = _start(workers)
    try:
        while True:
            while len(waiting) < 2 * workers and (chunk := next(chunks, None)):
                waiting.append(chunk)
            if not waiting:
                return
            try:
                futures.extend(pool.submit(work, chunk) for chunk in islice(waiting, len(futures), None))
                tables = futures.popleft().result()
            except BrokenProcessPool:
                tables = _alone(work, waiting[0])
                futures.clear()
                pool = _start(workers)
            waiting.popleft()
            yield tables
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(work: Work, chunk: list[Item]) -> Tables:
    """A chunk in a process of its own; if that dies too, each of its articles in one."""
    pool = _start(1)
    try:
        return pool.submit(work, chunk).result()
    except BrokenProcessPool:
        if len(chunk) == 1:
            return work([_stopped(chunk[0], "the process died (out of memory, or a crash in a library)")])
    finally:
        pool.shutdown(wait=False)
    parts = [_alone(work, [item]) for item in chunk]
    return {name: pa.concat_tables(part[name] for part in parts) for name in parts[0]}


def _start(workers: int) -> ProcessPoolExecutor:
    """Worker processes, once one of them has answered."""
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=start_worker)
    try:
        pool.submit(_answer).result()
    except BrokenProcessPool as error:
        raise ZhfactsError("E018", reason=str(error)) from None
    return pool


def _answer() -> None:
    """Answer that this process works."""
    load_rulebook()
