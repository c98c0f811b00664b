"""Errors that a user can cause, with a code each.

The code stands in the `error` column of `documents` and in messages of the command line; the text says what to do next.
"""

from typing import Any

MESSAGES = {
    "E001": "cannot read {path}: {reason}. Check the path and its permissions.",
    "E002": "the article is empty.",
    "E003": "this is not text ({reason}). Give a file of the type that its name says.",
    "E004": "cannot decode the bytes as text: {reason}. Name the encoding with --encoding, or convert the file to UTF-8.",
    "E005": "{where} is not a JSON object: {reason}. Put one article on each line.",
    "E006": "{where} has no column {column!r} (it has {columns}). Name the column with --{role}-column.",
    "E007": "there is no Chinese in the text ({reason}). Only Chinese articles are processed.",
    "E008": "column {column!r} of {where} is {reason}. Give {wanted}.",
    "E009": "processing stopped: {reason}. Please report this article.",
    "E010": "there is no {path}. Check the path.",
    "E011": "{path} has a type that is not read. Give a folder, - for standard input, or a file of a type that docs/inputs.md names.",
    "E012": "{path} holds no file of a type that is read (docs/inputs.md names them). Give another one.",
    "E013": "cannot write to {path}: {reason}. Give another place.",
    "E014": "column {column!r} of {where} is no date ({value}); the article was read without it. Write it as 2024-03-07.",
    "E015": "{where} is larger than {limit}. Split it into articles.",
    "E016": "the id {id!r} came before; this article is {new}. Give each article an id of its own.",
    "E017": "the rows do not keep to the schema: {violations}.",
    "E018": "worker processes do not start ({reason}). Use one worker, or call from `if __name__ == '__main__':`.",
    "E019": "standard input (-) is given twice. Give it once.",
    "E020": "rules: {file}: {where}: {reason}",
    "E030": "there is no encoding {encoding!r}. Give a name like utf-8, gb18030, big5, big5hkscs or utf-16.",
    "E031": "{what} is damaged, or no {form}: {reason}. Get it anew; what stands before the damage was read.",
    "E032": "{path} is {kind}, which {suffix} does not say. Rename or convert the file.",
    "E033": "the text has {count} replacement characters (U+FFFD), the first at {place}: something was lost before it came here.",
    "E034": "{suffix} needs {library}. Install it: pip install 'zhfacts[{extra}]'.",
    "E035": "{what} unpacks to more than {ratio} times its size. Unpack it yourself if you trust it.",
    "E036": "{what} is protected by a password. Remove the protection.",
    "E037": "{what} holds no text ({reason}). {advice}",
    "E038": "{what} holds no article. Look into the file.",
    "E039": "{where} has {cells} cells, the first row {columns}. Check its quotation marks and delimiters.",
    "E040": "an archive within an archive is not read. Unpack the outer one.",
    "E050": "line {line} of {path}: {reason}. Give a CSV file with the columns name, type and aliases (a|b).",
    "E051": "cannot use the spaCy pipeline {name!r}: {reason}. Give the name of an installed one that finds ORG, or its path.",
    "E060": "{place} holds {name} already. Replace the results with --overwrite, add to them with --append, or give another place.",
    "E061": "cannot append to {place}: {reason}. Give the tables and formats that it was written with, or start anew with --overwrite.",
    "E062": "{address} is no database that is written to. Give a path that ends in .duckdb or .sqlite, or postgresql://user@host/name.",
    "E063": "there is no place for the results. Give a folder with --out, or a database with --db.",
    "E070": "{path} holds tables of different runs: documents has no {doc_id!r}. Extract again.",
    "E080": "{path} holds no table {table}: {reason}. Give the folder that zhfacts extract --out wrote as csv, jsonl or parquet.",
    "E081": "{path} cannot be read as the table {table}: {reason}. Extract again.",
    "E082": "cannot read the settings in {path}: {reason}. zhfacts config shows how such a file looks.",
    "E083": "the output is in {encoding}, which has no {character}. Set PYTHONIOENCODING=utf-8.",
}


class ZhfactsError(Exception):
    """An error with a code and a text for the user, which is one line.

    Parameters
    ----------
    code
        A key of `MESSAGES`.
    **values
        What the message names.

    >>> raise ZhfactsError("E010", path="articles")
    Traceback (most recent call last):
    zhfacts.errors.ZhfactsError: [E010] there is no articles. Check the path.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        message = " ".join(MESSAGES[code].format(**values).splitlines())
        super().__init__(f"[{code}] {message}")

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors travel from worker processes."""
        return _restore, (type(self), self.code, self.values)


def _restore(kind: type[ZhfactsError], code: str, values: dict[str, object]) -> ZhfactsError:
    return kind(code, **values)
