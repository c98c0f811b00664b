"""Which strings came before, of very many."""

from hashlib import blake2b

import numpy as np

REMEMBERED_APART = 100_000
"""So many are held apart before they are sorted among the others."""


class Seen:
    """The strings that came before, in 8 bytes each: a run may have millions."""

    def __init__(self) -> None:
        self._old = np.empty(0, np.uint64)
        self._new: set[int] = set()

    def add(self, text: str) -> bool:
        """Whether a string is new; two that are not the same are taken for it once in 10¹⁹ times."""
        digest = int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())
        key = np.uint64(digest)
        at = np.searchsorted(self._old, key)
        if digest in self._new or (at < len(self._old) and self._old[at] == key):
            return False
        self._new.add(digest)
        if len(self._new) > REMEMBERED_APART:
            new = np.fromiter(self._new, np.uint64, len(self._new))
            self._old = np.sort(np.concatenate((self._old, new)))
            self._new.clear()
        return True
