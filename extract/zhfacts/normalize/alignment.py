"""Normalized span to raw span and back."""


class Alignment:
    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        return start, end
