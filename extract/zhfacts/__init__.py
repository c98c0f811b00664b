"""Chinese news in, tables out."""

from zhfacts.pipeline import extract_text
