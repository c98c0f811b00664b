"""Finders: normalized text to candidates for mentions."""
