"""The promise about what comes out: one schema per table."""
