"""One row (a JSON object, a dict) to an article."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from zhfacts.errors import ZhfactsError
from zhfacts.records import Article, Failure

if TYPE_CHECKING:
    from zhfacts.read.source import Source

_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))(?:[T\s].{0,40})?")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns are called that an article is made of.

    `text` has to be there; `id`, `title` and `published` are taken where they are.
    """

    id: str = "id"
    text: str = "text"
    title: str = "title"
    published: str = "published"


_DEFAULT = Columns()


def article_from_row(
    row: Mapping[str, Any],
    *,
    columns: Columns = _DEFAULT,
    where: str = "the row",
    fallback_id: str,
    source: str | None = None,
) -> Article | Failure:
    """The article that a row holds, or why it holds none.

    Parameters
    ----------
    row
        Column names to values; None and NaN are missing values.
    columns
        What the columns are called.
    where
        Names the row in messages.
    fallback_id
        Stands in for an id where the row has none.
    source
        Path or address.

    >>> article_from_row({"id": 7, "text": "园区集聚2000家企业。", "published": "2024年3月7日"}, fallback_id="1").published
    datetime.date(2024, 3, 7)
    >>> article_from_row({"id": 7}, where="line 1", fallback_id="1").message
    "[E006] line 1 has no column 'text' (it has 'id'). Name the column with --text-column."
    """
    id_ = fallback_id
    try:
        id_ = _id(row, columns, where) or fallback_id
        text = _text(row, columns, where)
    except ZhfactsError as error:
        return Failure(id=id_, message=str(error), source=source)
    notes: list[str] = []
    title, published = (
        _optional(row, role, column, where, notes)
        for role, column in (("title", columns.title), ("published", columns.published))
    )
    return Article(
        id=id_,
        text=text,
        title=None if title is None else printable(str(title)),
        published=_day(published, columns.published, where, notes),
        source=source,
        sha256=sha256(text.encode()).hexdigest(),
        note=" ".join(notes) or None,
    )


def check_columns(names: Sequence[str], columns: Columns, where: str = "the table") -> None:
    """See to it that a table has the columns without which none of its rows is an article.

    Raises
    ------
    ZhfactsError
        E006 where it has not.
    """
    if columns.text not in names:
        raise _no_column(dict.fromkeys(names), "text", columns.text, where)
    if columns.id not in names and columns.id != _DEFAULT.id:
        raise _no_column(dict.fromkeys(names), "id", columns.id, where)


def articles_from_table(
    rows: Iterable[list[Any] | ZhfactsError], source: "Source", *, name: str = "", key: str = "", exact: bool = False
) -> Iterator[Article | Failure]:
    """The articles of a table whose first row names the columns; a row that has cells is one, or a failure.

    Parameters
    ----------
    rows
        Their cells, or why a row has none.
    source
        The file.
    name, key
        Of the table within the file, as messages and the ids of rows begin with them.
    exact
        Whether a row has to have as many cells as the first one, not just no more.
    """
    header: list[str] | None = None
    for number, row in enumerate(rows, 1):
        where, fallback_id = f"{name}row {number}", f"{source.id}:{key}{number}"
        if isinstance(row, ZhfactsError):
            yield Failure(id=fallback_id, message=str(_at(row, where)), source=source.source)
        elif not row:
            continue
        elif header is None:
            header = ["" if cell is None else printable(str(cell)).strip() for cell in row]
            try:
                check_columns(header, source.columns, f"{name}row {number}")
            except ZhfactsError as error:
                yield Failure(id=f"{source.id}{':' if key else ''}{key[:-1]}", message=str(error), source=source.source)
                return
        elif len(row) > len(header) or (exact and len(row) < len(header)):
            shape = ZhfactsError("E039", where=where, cells=len(row), columns=len(header))
            yield Failure(id=fallback_id, message=str(shape), source=source.source)
        else:
            yield article_from_row(
                dict(zip(header, row, strict=False)),
                columns=source.columns,
                where=where,
                fallback_id=fallback_id,
                source=source.source,
            )


def printable(text: str) -> str:
    """The text without halves of surrogate pairs (file names that are no UTF-8, broken JSON): they become escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8") if not text.isascii() else text


def json_kind(value: Any) -> str:
    """What a value is, in the words of JSON."""
    names = {
        bool: "true or false",
        str: "a text",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
    }
    return "null" if _missing(value) else names.get(type(value), type(value).__name__)


def _at(error: ZhfactsError, where: str) -> ZhfactsError:
    """The error of a row, with its place."""
    if "what" in error.values:
        return ZhfactsError(error.code, **{**error.values, "what": where})
    return ZhfactsError(error.code, **{**error.values, "reason": f"{where}: {error.values['reason']}"})


def _id(row: Mapping[str, Any], columns: Columns, where: str) -> str | None:
    if columns.id not in row and columns.id != _DEFAULT.id:
        raise _no_column(row, "id", columns.id, where)
    value = row.get(columns.id)
    if _missing(value) or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ZhfactsError("E008", column=columns.id, where=where, wanted="a text or a number", reason=json_kind(value))
    return printable(str(value))


def _text(row: Mapping[str, Any], columns: Columns, where: str) -> str:
    if columns.text not in row:
        raise _no_column(row, "text", columns.text, where)
    value = row[columns.text]
    if not isinstance(value, str):
        raise ZhfactsError("E008", column=columns.text, where=where, wanted="a text", reason=json_kind(value))
    try:
        value.encode()
    except UnicodeEncodeError as error:
        reason = f"no Unicode text (character {error.start} is half of a surrogate pair)"
        raise ZhfactsError("E008", column=columns.text, where=where, wanted="a text", reason=reason) from None
    return value


def _optional(row: Mapping[str, Any], role: str, column: str, where: str, notes: list[str]) -> Any:
    """A value that may be missing; only a column that the user named is missed."""
    if column not in row and column != getattr(_DEFAULT, role):
        notes.append(str(_no_column(row, role, column, where)))
    value = row.get(column)
    return None if _missing(value) or value == "" else value


def _no_column(row: Mapping[str, Any], role: str, column: str, where: str) -> ZhfactsError:
    names = [repr(printable(str(name))[:40]) for name in row]
    has = ", ".join(names[:10]) + (", …" if len(names) > 10 else "")
    return ZhfactsError("E006", where=where, column=column, columns=has or "none", role=role)


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)


def _day(value: Any, column: str, where: str, notes: list[str]) -> Day | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, Day):
        return value
    if isinstance(value, str) and (match := _DAY.fullmatch(value.strip())):
        try:
            return Day(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]))
        except ValueError:
            pass
    shown = printable(repr(value))
    notes.append(str(ZhfactsError("E014", column=column, where=where, value=shown[:40])))
    return None
