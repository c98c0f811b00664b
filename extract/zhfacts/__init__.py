"""Chinese news in, tables out: organizations, figures, dates and first-in-China claims.

The names are loaded when they are first used, so that `import zhfacts` is quick.
"""

from typing import TYPE_CHECKING

from zhfacts.errors import ZhfactsError

if TYPE_CHECKING:
    from zhfacts.batch import extract_articles
    from zhfacts.find.figures import parse_quantity
    from zhfacts.find.numerals import parse_number
    from zhfacts.find.parse_date import parse_date
    from zhfacts.pipeline import Extraction, extract_text
    from zhfacts.records import Article

    __version__: str

__all__ = [
    "Article",
    "Extraction",
    "ZhfactsError",
    "__version__",
    "extract_articles",
    "extract_text",
    "parse_date",
    "parse_number",
    "parse_quantity",
]

_PLACES = {
    "Article": "zhfacts.records",
    "Extraction": "zhfacts.pipeline",
    "extract_articles": "zhfacts.batch",
    "extract_text": "zhfacts.pipeline",
    "parse_date": "zhfacts.find.parse_date",
    "parse_number": "zhfacts.find.numerals",
    "parse_quantity": "zhfacts.find.figures",
}


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("zhfacts")
    if name not in _PLACES:
        raise AttributeError(f"module 'zhfacts' has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(_PLACES[name]), name)
    return value


def __dir__() -> list[str]:
    return __all__
