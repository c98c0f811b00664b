"""Organizations that an installed spaCy pipeline finds, where the user asks for one."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import spacy
from spacy.language import Language

from zhfacts.errors import ZhfactsError
from zhfacts.find.candidates import Candidate
from zhfacts.find.organizations import suffix_type
from zhfacts.process import let_pandas_in
from zhfacts.rulebook import Rulebook
from zhfacts.segment import Document

LABEL = "ORG"
LONGEST = 50_000
"""Characters that a pipeline is given at once; its memory grows with them."""


@lru_cache(maxsize=2)
def load_ner(name: str) -> Language:
    """A spaCy pipeline by the name of its package or its path, loaded once in each process.

    Raises
    ------
    ZhfactsError
        E051 where there is none, or it finds no organizations.
    """
    let_pandas_in()
    try:
        nlp = spacy.load(name)
    except Exception as error:  # a pipeline may fail in any way: a file, a library, a version that is not there
        raise ZhfactsError("E051", name=name, reason=error) from None
    if not any(LABEL in labels for labels in nlp.pipe_labels.values()):
        raise ZhfactsError("E051", name=name, reason=f"it has no label {LABEL}")
    return nlp


def add_ner(doc: Document, organizations: Sequence[Candidate], nlp: Language, rulebook: Rulebook) -> list[Candidate]:
    """The organizations of a document with those of a pipeline between them, in text order.

    What overlaps one of ours is left out. The type is the one that the last word of the name says, else `other`; the
    rule is `org.ner.` and the name of the pipeline, as its own meta data give it.
    """
    rule = f"org.ner.{nlp.meta['lang']}_{nlp.meta['name']}"
    taken = bytearray(len(doc.text))
    for c in organizations:
        taken[c.start : c.end] = b"\1" * (c.end - c.start)
    added = []
    for start, end in _entities(doc, nlp):
        text = doc.text[start:end]
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            values = {"org_type": suffix_type(text, rulebook) or "other", "name": text}
            added.append(Candidate(start, end, rule, values=values))
    return sorted([*organizations, *added], key=lambda c: c.start)


def _entities(doc: Document, nlp: Language) -> Iterator[tuple[int, int]]:
    """The half-open spans of the organizations that the pipeline finds, without space around them."""
    for begin, piece in _pieces(doc.text, doc.sentences):
        for entity in nlp(piece).ents:
            if entity.label_ == LABEL:
                text = entity.text
                start = begin + entity.start_char + len(text) - len(text.lstrip())
                yield start, start + len(text.strip())


def _pieces(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Stretches of whole sentences, not much longer than `LONGEST`, and where they begin."""
    begin = 0
    for _, end in sentences:
        if end - begin >= LONGEST:
            yield begin, text[begin:end]
            begin = end
    if begin < len(text):
        yield begin, text[begin:]
