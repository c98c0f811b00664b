"""Which characters of the raw text a normalized span stands for, and back."""

from bisect import bisect_left, bisect_right
from itertools import accumulate
from operator import itemgetter

# (start, end, new text): half-open offsets in the text that is being edited.
Edit = tuple[int, int, str]


class Alignment:
    """A monotone map between a normalized text and its raw text, in pieces.

    Every normalized character lies in one piece. In a 1:1 piece, character k stands for raw character k; the
    characters of a rewritten piece (n characters from m ≠ n) stand for its raw span as a whole. Pieces share no raw
    character. Raw text between two pieces is noise: it belongs to no character.

    Parameters
    ----------
    length
        Of the raw text. The new alignment is the identity; `edited` derives others from it.

    >>> alignment = Alignment(10).edited([(2, 7, "")])  # "会议(huì)厅室" becomes "会议厅室"
    >>> alignment.to_raw(0, 2), alignment.to_raw(1, 3), alignment.to_normalized(2, 9)
    ((0, 2), (1, 8), (2, 4))
    """

    __slots__ = ("_pieces", "_rewritten", "_starts", "length", "raw_length")

    def __init__(self, length: int) -> None:
        self.length = length
        self.raw_length = length
        # Where each piece starts in the normalized text, and for each its raw start, raw end, and whether it is 1:1.
        self._starts = [0] if length else []
        self._pieces = [(0, length, True)] if length else []
        self._rewritten: list[int] = []  # the pieces that are not 1:1

    @property
    def identity(self) -> bool:
        """Whether each character stands for the raw character at the same place."""
        return self._pieces == [(0, self.raw_length, True)]

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a normalized span: with the noise inside it, without the noise around it."""
        if start >= end:
            position = self._raw_span(start)[0] if start < self.length else self.raw_length
            return position, position
        starts = self._starts
        first = bisect_right(starts, start) - 1
        raw_start, raw_end, one_to_one = self._pieces[first]
        if one_to_one:
            raw_start += start - starts[first]
        if first + 1 == len(starts) or end <= starts[first + 1]:  # mostly: a mention without noise inside
            return raw_start, raw_start + end - start if one_to_one else raw_end
        return raw_start, self._raw_span(end - 1)[1]

    def to_normalized(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """The span of all normalized characters that stand for something in a raw span; empty where it is all noise."""
        first = bisect_right(self._pieces, raw_start, key=itemgetter(1))
        if first == len(self._pieces):
            return self.length, self.length
        piece_start, _, one_to_one = self._pieces[first]
        start = self._starts[first] + (max(0, raw_start - piece_start) if one_to_one else 0)
        last = bisect_left(self._pieces, raw_end, key=itemgetter(0)) - 1
        if last < first:
            return start, start
        _, piece_end, one_to_one = self._pieces[last]
        end = self._end(last) - (max(0, piece_end - raw_end) if one_to_one else 0)
        return start, max(start, end)

    def whole_pieces(self, edits: list[Edit], text: str) -> list[Edit]:
        """The same edits, widened to the whole of each rewritten piece that they touch.

        What stands for a raw span as a whole can only be replaced as a whole: half a piece has no raw span.

        Parameters
        ----------
        edits
            Of the normalized text, sorted, not overlapping.
        text
            The normalized text.
        """
        if not any(self._touches(edits, piece) for piece in self._rewritten):
            return edits
        widened: list[Edit] = []
        for start, end, new in edits:
            first, last = bisect_right(self._starts, start) - 1, bisect_left(self._starts, end) - 1
            from_, to = start, end
            if not self._pieces[first][2]:
                from_ = self._starts[first]
            if not self._pieces[last][2]:
                to = self._end(last)
            if widened and from_ < widened[-1][1]:  # the edit before took part of the same piece
                before_start, before_end, before = widened.pop()
                # What that edit kept of the piece behind itself begins where this one does.
                kept = before_end - start
                widened.append((before_start, to, before[: len(before) - kept] + new + text[end:to]))
            else:
                widened.append((from_, to, text[from_:start] + new + text[end:to]))
        return [edit for edit in widened if text[edit[0] : edit[1]] != edit[2]]

    def edited(self, edits: list[Edit]) -> "Alignment":
        """The alignment after edits of the normalized text, which are sorted, do not overlap, and touch whole pieces.

        An edit that keeps the length changes nothing here.
        """
        return self.traced(edits)[0]

    def traced(self, edits: list[Edit]) -> tuple["Alignment", list[tuple[int, int]]]:
        """What `edited` gives, and the raw span of what each edit replaces."""
        if self.identity and not any(new for _, _, new in edits):
            return self._without([edit[:2] for edit in edits])
        result = Alignment(0)
        result.raw_length = self.raw_length
        spans: list[tuple[int, int]] = []
        position = 0
        for start, end, new in edits:
            spans.append(self.to_raw(start, end))
            if len(new) == end - start:
                continue
            result._copy(self, position, start)
            if new:
                result._append(len(new), *spans[-1], False)
            position = end
        result._copy(self, position, self.length)
        return result, spans

    def _without(self, spans: list[tuple[int, int]]) -> tuple["Alignment", list[tuple[int, int]]]:
        """`traced` for removals from a text that was not edited before: there can be hundreds, of readings."""
        starts, ends = zip(*spans, strict=True) if spans else ((), ())
        result = Alignment(0)
        result.raw_length = self.raw_length
        kept = zip((0, *ends), (*starts, self.raw_length), strict=True)
        result._pieces = [(start, end, True) for start, end in kept if start < end]
        *result._starts, result.length = accumulate([end - start for start, end, _ in result._pieces], initial=0)
        return result, spans

    def _append(self, length: int, raw_start: int, raw_end: int, one_to_one: bool) -> None:
        if not one_to_one:
            self._rewritten.append(len(self._pieces))
        self._starts.append(self.length)
        self._pieces.append((raw_start, raw_end, one_to_one))
        self.length += length

    def _copy(self, other: "Alignment", start: int, end: int) -> None:
        """Append what the pieces of another alignment say about a span of its normalized text."""
        if start >= end:
            return
        piece = bisect_right(other._starts, start) - 1
        last = bisect_left(other._starts, end, piece) - 1
        if last - piece > 1:  # many pieces at once
            self._copy(other, start, other._starts[piece + 1])
            shift = self.length - other._starts[piece + 1]
            before = len(self._pieces) - piece - 1
            self._starts += [at + shift for at in other._starts[piece + 1 : last]]
            self._pieces += other._pieces[piece + 1 : last]
            self._rewritten += [p + before for p in other._rewritten if piece < p < last]
            self.length = other._starts[last] + shift
            piece, start = last, other._starts[last]
        while start < end:
            stop = min(end, other._end(piece))
            raw_start, raw_end, one_to_one = other._pieces[piece]
            if one_to_one:
                raw_start += start - other._starts[piece]
                raw_end = raw_start + stop - start
            self._append(stop - start, raw_start, raw_end, one_to_one)
            start = stop
            piece += 1

    def _touches(self, edits: list[Edit], piece: int) -> bool:
        """Whether any edit takes characters of a piece."""
        start, end = self._starts[piece], self._end(piece)
        after = bisect_right(edits, start, key=itemgetter(1))
        return after < len(edits) and edits[after][0] < end

    def _end(self, piece: int) -> int:
        return self._starts[piece + 1] if piece + 1 < len(self._starts) else self.length

    def _raw_span(self, position: int) -> tuple[int, int]:
        """The raw span of one normalized character."""
        piece = bisect_right(self._starts, position) - 1
        raw_start, raw_end, one_to_one = self._pieces[piece]
        if one_to_one:
            raw_start += position - self._starts[piece]
            return raw_start, raw_start + 1
        return raw_start, raw_end
