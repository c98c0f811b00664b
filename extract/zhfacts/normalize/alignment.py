"""Which characters of the raw text a normalized span stands for, and back."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

# (start, end, new text): half-open offsets in the text that is being edited.
Edit = tuple[int, int, str]


class Alignment:
    """A monotone map between a normalized text and its raw text, in pieces.

    Every normalized character lies in one piece. In a 1:1 piece, character k stands for raw character k; the
    characters of a rewritten piece (n characters from m ≠ n) stand for its raw span as a whole. Raw text between two
    pieces is noise: it belongs to no character.

    Parameters
    ----------
    length
        Of the raw text. The new alignment is the identity; `edited` derives others from it.

    >>> alignment = Alignment(10).edited([(2, 7, "")])  # "会议(huì)厅室" becomes "会议厅室"
    >>> alignment.to_raw(0, 2), alignment.to_raw(1, 3), alignment.to_normalized(2, 9)
    ((0, 2), (1, 8), (2, 4))
    """

    __slots__ = ("_one_to_one", "_raw_ends", "_raw_starts", "_starts", "length", "raw_length")

    def __init__(self, length: int) -> None:
        self.raw_length = length
        self.length = 0
        self._starts: list[int] = []
        self._raw_starts: list[int] = []
        self._raw_ends: list[int] = []
        self._one_to_one: list[bool] = []
        if length:
            self._append(length, 0, length, True)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a normalized span: with the noise inside it, without the noise around it."""
        if start >= end:
            position = self._raw_span(start)[0] if start < self.length else self.raw_length
            return position, position
        return self._raw_span(start)[0], self._raw_span(end - 1)[1]

    def to_normalized(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """The span of all normalized characters that stand for something in a raw span; empty where it is all noise."""
        first = bisect_right(self._raw_ends, raw_start)
        if first == len(self._starts):
            return self.length, self.length
        start = self._starts[first]
        if self._one_to_one[first]:
            start += max(0, raw_start - self._raw_starts[first])
        last = bisect_left(self._raw_starts, raw_end) - 1
        if last < first:
            return start, start
        end = self._piece_end(last)
        if self._one_to_one[last]:
            end -= max(0, self._raw_ends[last] - raw_end)
        return start, max(start, end)

    def edited(self, edits: Sequence[Edit]) -> "Alignment":
        """The alignment after edits of the normalized text, which are sorted and do not overlap.

        An edit that keeps the length changes nothing here.
        """
        result = Alignment(0)
        result.raw_length = self.raw_length
        position = 0
        for start, end, new in edits:
            if len(new) == end - start:
                continue
            for piece in self._pieces(position, start):
                result._append(*piece)
            if new:
                result._append(len(new), *self.to_raw(start, end), False)
            position = end
        for piece in self._pieces(position, self.length):
            result._append(*piece)
        return result

    def _append(self, length: int, raw_start: int, raw_end: int, one_to_one: bool) -> None:
        self._starts.append(self.length)
        self._raw_starts.append(raw_start)
        self._raw_ends.append(raw_end)
        self._one_to_one.append(one_to_one)
        self.length += length

    def _piece_end(self, piece: int) -> int:
        return self._starts[piece + 1] if piece + 1 < len(self._starts) else self.length

    def _raw_span(self, position: int) -> tuple[int, int]:
        """The raw span of one normalized character."""
        piece = bisect_right(self._starts, position) - 1
        if self._one_to_one[piece]:
            raw = self._raw_starts[piece] + position - self._starts[piece]
            return raw, raw + 1
        return self._raw_starts[piece], self._raw_ends[piece]

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int, bool]]:
        """(length, raw start, raw end, 1:1) of the parts of the pieces that lie in a normalized span."""
        piece = bisect_right(self._starts, start) - 1
        while start < end:
            stop = min(end, self._piece_end(piece))
            if self._one_to_one[piece]:
                raw = self._raw_starts[piece] - self._starts[piece]
                yield stop - start, raw + start, raw + stop, True
            else:
                yield stop - start, self._raw_starts[piece], self._raw_ends[piece], False
            start = stop
            piece += 1
