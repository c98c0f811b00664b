"""Names that several articles of a run define, for where they stand bare in its other articles.

思必驰科技股份有限公司（简称“思必驰”） in two articles makes 思必驰 a name in a third one.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import pyarrow as pa
from ahocorasick_rs import AhoCorasick

from zhfacts.find.organizations import is_known_word, leading_place, short_forms
from zhfacts.rulebook import Rulebook
from zhfacts.seen import Seen
from zhfacts.segment import is_word

Names = tuple[tuple[str, str], ...]
"""Names with their types, sorted."""

LEAST_SHORTENED = 3
"""What is only derived from a full name, defined nowhere, has so many characters at least."""


class RunNames:
    """Counts the names that the articles define. Of a name that one article defines it holds 8 bytes.

    Parameters
    ----------
    rulebook
        What its lexicons know is looked up in each article anyway.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._once = Seen()
        self._again: Counter[tuple[str, str]] = Counter()  # by name and type, of the articles behind the first one

    def add(self, organizations: pa.Table) -> None:
        """Count what some articles define, each of which has to be there whole."""
        columns = (organizations[name].to_pylist() for name in ("doc_id", "text", "org_type", "rule"))
        seen: set[tuple[str, str]] = set()
        for doc_id, text, org_type, rule in zip(*columns, strict=True):
            for name in self._defined(text, rule):
                if (doc_id, name) not in seen:
                    seen.add((doc_id, name))
                    if not self._once.add(name):
                        self._again[name, org_type] += 1

    def names(self) -> Names:
        """The names of two articles or more, with the type that most of those behind the first one give."""
        found = []
        for name, of_name in groupby(sorted(self._again.items()), lambda item: item[0][0]):
            types = {org_type: documents for (_, org_type), documents in of_name}
            found.append((name, max(types, key=types.__getitem__)))
        return tuple(found)

    def _defined(self, text: str, rule: str) -> Iterator[str]:
        if rule == "org.context.bracket":
            names: tuple[str, ...] = (text,)
        elif rule == "org.suffix.company":
            forms = short_forms(text, leading_place(text, self._rulebook), True)
            names = tuple(name for name in forms if len(name) >= LEAST_SHORTENED)
        else:
            return
        for name in names:
            bare = name.removeprefix(leading_place(name, self._rulebook))
            words = is_word(name) or is_word(bare)  # 银河, 苏州|发展
            if not name.isascii() and not words and not is_known_word(name, self._rulebook):
                yield name


@lru_cache(maxsize=2)
def _automaton(names: Names) -> AhoCorasick:
    return AhoCorasick([name for name, _ in names])


def stands_bare(names: Names, text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether one of the names stands in a text outside of all `spans`, which are sorted and do not overlap."""
    if not names:
        return False
    i = 0
    for _, start, end in _automaton(names).find_matches_as_indexes(text):
        while i < len(spans) and spans[i][1] <= start:
            i += 1
        if i == len(spans) or spans[i][0] >= end:
            return True
    return False


def run_names_in(names: Names, text: str) -> dict[str, str]:
    """The names that stand in a text, with their types."""
    if not names:
        return {}
    return {names[k][0]: names[k][1] for k, _, _ in _automaton(names).find_matches_as_indexes(text, overlapping=True)}
