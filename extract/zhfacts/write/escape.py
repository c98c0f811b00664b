"""Characters that a format cannot hold, written as Office Open XML writes them: U+0000 is `_x0000_`.

So that nothing is lost, the underscore of a text that looks like that already is escaped too: `_x0000_` is `_x005F_x0000_`.
"""

import re

LOOKS_ESCAPED = "_(?=x[0-9A-Fa-f]{4}_)"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def escape(text: str, illegal: re.Pattern[str]) -> str:
    """The text with what matches escaped; the pattern has to have `LOOKS_ESCAPED` as an alternative.

    >>> escape("a\\0b_x0000_", re.compile(f"\\0|{LOOKS_ESCAPED}"))
    'a_x0000_b_x005F_x0000_'
    """
    return illegal.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape(text: str) -> str:
    """What was escaped.

    >>> unescape("a_x0000_b_x005F_x0000_")
    'a\\x00b_x0000_'
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
