"""What needs the whole document: reference date, aliases, claim frames."""
