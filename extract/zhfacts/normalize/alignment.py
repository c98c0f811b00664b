"""Which characters of the raw text a normalized span stands for, and back."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
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

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a normalized span: with the noise inside it, without the noise around it."""
        if start >= end:
            position = self._raw_span(start)[0] if start < self.length else self.raw_length
            return position, position
        first = bisect_right(self._starts, start) - 1
        raw_start, raw_end, one_to_one = self._pieces[first]
        if end <= self._end(first):  # mostly: a mention without noise inside
            if not one_to_one:
                return raw_start, raw_end
            raw_start += start - self._starts[first]
            return raw_start, raw_start + end - start
        return raw_start + (start - self._starts[first] if one_to_one else 0), self._raw_span(end - 1)[1]

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

    def edited(self, edits: Iterable[Edit]) -> "Alignment":
        """The alignment after edits of the normalized text, which are sorted, do not overlap, and touch whole pieces.

        An edit that keeps the length changes nothing here.
        """
        return self.traced(edits)[0]

    def traced(self, edits: Iterable[Edit]) -> tuple["Alignment", list[tuple[int, int]]]:
        """What `edited` gives, and the raw span of what each edit replaces."""
        result = Alignment(0)
        result.raw_length = self.raw_length
        starts, pieces = result._starts, result._pieces
        spans: list[tuple[int, int]] = []
        length = position = 0
        ends = [*self._starts, self.length][1:]
        piece = -1
        piece_start = piece_end = raw_start = raw_end = 0
        one_to_one = True
        # A last edit behind the text makes the loop copy the rest.
        for start, end, new in (*edits, (self.length, self.length, "")):
            while piece_end <= start:
                if position < piece_end:
                    skipped = position - piece_start
                    starts.append(length)
                    pieces.append((raw_start + skipped, raw_end, True) if one_to_one else (raw_start, raw_end, False))
                    if not one_to_one:
                        result._rewritten.append(len(pieces) - 1)
                    length += piece_end - position
                    position = piece_end
                piece += 1
                if piece == len(ends):
                    break
                piece_start, piece_end = piece_end, ends[piece]
                raw_start, raw_end, one_to_one = self._pieces[piece]
            if start == self.length:
                break
            shift = raw_start - piece_start
            inside = one_to_one and end <= piece_end
            spans.append((start + shift, end + shift) if inside else self.to_raw(start, end))
            if len(new) == end - start:
                continue
            if position < start:  # in this piece, which is 1:1: edits touch whole pieces
                starts.append(length)
                pieces.append((position + shift, start + shift, True))
                length += start - position
            if new:
                result._rewritten.append(len(pieces))
                starts.append(length)
                pieces.append((*spans[-1], False))
                length += len(new)
            position = end
        result.length = length
        return result, spans

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
