"""Errors that a user can cause, with a code each.

The code stands in the `error` column of `documents` and in messages of the command line; the text says what to do next.
"""

MESSAGES = {
    "E001": "cannot read {path}: {reason}. Check the path and its permissions.",
    "E002": "the article is empty.",
    "E003": "this is not text (a binary file). Give a text or JSONL file.",
    "E004": "cannot decode the bytes as text: {reason}. Convert the file to UTF-8.",
    "E005": "line {line} is not a JSON object: {reason}.",
    "E006": "line {line} has no column {column!r} (it has {columns}). Name it with {option}.",
    "E007": "there is no Chinese in the text.",
    "E008": "column {column!r} of line {line} is {reason}.",
    "E009": "processing stopped: {reason}. Please report this article.",
    "E010": "no such input: {path}",
    "E011": "{path} has a type that is not read. Give .txt or .jsonl files, a folder, or - for standard input.",
    "E012": "{path} holds no .txt or .jsonl file.",
    "E013": "cannot write to {path}: {reason}.",
    "E020": "rules: {file}: {where}: {reason}",
}


class ZhfactsError(Exception):
    """An error with a code and a text for the user.

    Parameters
    ----------
    code
        A key of `MESSAGES`.
    **values
        What the message names.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        super().__init__(f"[{code}] {MESSAGES[code].format(**values)}")
