"""Sentences and jieba tokens of the normalized text."""

import re
from bisect import bisect_right

import rjieba

SENTENCE_END = re.compile(r"[。！？!?…]+[”’」』）)》]*|\n+|　{2,}|；(?=[^；]{12})")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences; together they cover the text.

    >>> split_sentences("产值达1523亿元。园区集聚2000家企业！")
    [(0, 11), (11, 21)]
    """
    spans = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        if text[start : match.end()].strip():
            spans.append((start, match.end()))
            start = match.end()
    if start < len(text):
        if spans and not text[start:].strip():
            spans[-1] = (spans[-1][0], len(text))
        else:
            spans.append((start, len(text)))
    return spans


class Document:
    """A normalized text with what several finders look at: sentences, and tokens where somebody asks.

    Parameters
    ----------
    text
        The normalized text.
    """

    __slots__ = ("_starts", "_tokens", "sentences", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences = split_sentences(text)
        self._starts = [start for start, _ in self.sentences]
        self._tokens: dict[int, list[tuple[int, int, str]]] = {}

    def sentence_index(self, position: int) -> int:
        """The index of the sentence that holds the character at `position`."""
        return max(0, bisect_right(self._starts, position) - 1)

    def tokens(self, sentence: int) -> list[tuple[int, int, str]]:
        """(start, end, part-of-speech tag) of the jieba tokens of a sentence, in offsets of the text.

        Tokens are evidence for a boundary; character offsets are the truth. A sentence is cut when it is first
        asked for: most sentences never are, and cutting is the dearest step of all.
        """
        if sentence not in self._tokens:
            start, end = self.sentences[sentence]
            tokens = []
            for word, tag in rjieba.tag(self.text[start:end]):
                tokens.append((start, start + len(word), tag))
                start += len(word)
            self._tokens[sentence] = tokens
        return self._tokens[sentence]
