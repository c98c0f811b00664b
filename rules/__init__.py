"""Rule data: what a linguist edits. Loaded by :mod:`zhfacts.rulebook` only."""
