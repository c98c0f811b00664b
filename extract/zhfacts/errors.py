"""Errors that a user can cause, with a code each.

The code stands in the `error` column of `documents` and in messages of the command line; the text says what to do next.
"""

from typing import Any

MESSAGES = {
    "E001": "cannot read {path}: {reason}. Check the path and its permissions.",
    "E002": "the article is empty.",
    "E003": "this is not text ({reason}). Give a text or JSONL file.",
    "E004": "cannot decode the bytes as text: {reason}. Convert the file to UTF-8.",
    "E005": "{where} is not a JSON object: {reason}. Put one article on each line.",
    "E006": "{where} has no column {column!r} (it has {columns}). Name the column with --{role}-column.",
    "E007": "there is no Chinese in the text ({reason}). Only Chinese articles are processed.",
    "E008": "column {column!r} of {where} is {reason}. Give {wanted}.",
    "E009": "processing stopped: {reason}. Please report this article.",
    "E010": "there is no {path}. Check the path.",
    "E011": "{path} has a type that is not read. Give .txt or .jsonl files, a folder, or - for standard input.",
    "E012": "{path} holds no .txt or .jsonl file. Give another folder.",
    "E013": "cannot write to {path}: {reason}. Give another folder.",
    "E014": "column {column!r} of {where} is no date ({value}); the article was read without it. Write it as 2024-03-07.",
    "E015": "{where} is larger than {limit}. Split it into articles.",
    "E016": "the id {id!r} came before; this article is {new}. Give each article an id of its own.",
    "E017": "the rows do not keep to the schema: {violations}.",
    "E018": "worker processes do not start ({reason}). Use one worker, or call from `if __name__ == '__main__':`.",
    "E019": "standard input (-) is given twice. Give it once.",
    "E020": "rules: {file}: {where}: {reason}",
    "E040": "line {line} of {path}: {reason}. Give a CSV file with the columns name, type and aliases (a|b).",
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
