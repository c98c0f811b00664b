"""Arrow tables to files."""
