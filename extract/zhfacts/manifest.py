"""What the manifest of a run, `run.json`, says of rules, errors and libraries."""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from importlib import metadata, resources
from importlib.resources.abc import Traversable

_CODE = re.compile(r"\[(E\d{3})\]")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def codes(errors: Iterable[str | None]) -> Counter[str]:
    """How often each code stands first in some errors.

    >>> codes(["[E003] this is not text.", None, "[E003] … [E016] …"])
    Counter({'E003': 2})
    """
    return Counter(match[1] for error in errors if error and (match := _CODE.search(error)))


@lru_cache(maxsize=1)
def rules_hash() -> str:
    """The SHA-256 of all rules and lexicons, as `sha256sum` of their listing by `sha256sum` would give it."""
    return listing_hash(_files(resources.files("zhfacts.rules"), ""))


def listing_hash(files: Iterable[tuple[str, str]]) -> str:
    """The SHA-256 of what `sha256sum` prints for some files, given by name and hash.

    >>> listing_hash([("a.txt", sha256(b"").hexdigest())])[:16]
    'b3f89478e108059a'
    """
    return sha256("".join(f"{digest}  {name}\n" for name, digest in files).encode()).hexdigest()


def libraries() -> dict[str, str]:
    """The versions of Python and of what zhfacts needs or makes use of, as far as it is installed."""
    found = {"python": sys.version.split()[0]}
    for requirement in sorted(metadata.requires("zhfacts") or []):
        name = _NAME.match(requirement)
        if name and name[0] != "zhfacts" and "'dev'" not in requirement.replace('"', "'"):
            with suppress(metadata.PackageNotFoundError):
                found[name[0]] = metadata.version(name[0])
    return found


def _files(folder: Traversable, prefix: str) -> Iterable[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".toml", ".csv")):
            yield f"{prefix}{entry.name}", sha256(entry.read_bytes()).hexdigest()
