"""Articles in: bytes to Article."""
