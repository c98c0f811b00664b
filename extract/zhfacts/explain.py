"""A text with its mentions marked in the terminal, and why each was found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from zhfacts.errors import ZhfactsError
from zhfacts.find.candidates import Candidate
from zhfacts.pipeline import Extraction, extract_article
from zhfacts.read.files import STDIN, Inputs
from zhfacts.read.formats import SUFFIXES
from zhfacts.read.rows import printable
from zhfacts.records import FAMILIES, VALUE_COLUMNS, Article, Failure, Family, Mention
from zhfacts.terminal import add_row, new_table, output_console, visible

STYLES: Mapping[Family, str] = {
    "organizations": "bold cyan",
    "figures": "green",
    "dates": "magenta",
    "claims": "bold underline yellow",
}
# Where there are no colours: O[国家药监局]
LETTERS: Mapping[Family, str] = {"organizations": "O", "figures": "F", "dates": "D", "claims": "C"}


def explain(
    text_or_file: str,
    *,
    reference_date: Day | None = None,
    losers: bool = False,
    claim: bool = False,
    console: Console | None = None,
) -> int:
    """Print the text of some articles with every mention marked, and a table of the mentions.

    Parameters
    ----------
    text_or_file
        A text, the path of a file, or `-` for standard input.
    reference_date
        The day that relative dates are resolved against, instead of what the article states.
    losers
        Whether to show also the candidates that lost to a longer or stronger one.
    claim
        Whether to show of each claim, instead of the whole text, how its frame was filled: each column, and where in
        the article its value stands.
    console
        Where to print; standard output by default.

    Returns
    -------
    failures
        Number of articles that could not be read.

    Raises
    ------
    ZhfactsError
        E010 where the input looks like a path, and there is no such file.
    """
    console = console or output_console()
    failures = 0
    for item in _items(text_or_file):
        if isinstance(item, Failure):
            failures += 1
            console.print(visible(f"{item.id}: {item.message}"), markup=False)
            continue
        published = reference_date or item.published
        extraction = extract_article(replace(item, published=published))
        if claim:
            _show_claims(extraction, console)
        else:
            _show(extraction, console, losers)
    return failures


def _items(text_or_file: str) -> Iterator[Article | Failure]:
    if text_or_file == STDIN or _exists(text_or_file):
        yield from Inputs([text_or_file])
    elif text_or_file.lower().endswith(SUFFIXES) and len(text_or_file.split()) == 1:
        raise ZhfactsError("E010", path=text_or_file)
    else:
        yield Article(id="text", text=printable(text_or_file))


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # a text that is too long for a path, or no path at all
        return False


def _show(extraction: Extraction, console: Console, losers: bool) -> None:
    mentions = [(family, mention) for family in FAMILIES for mention in getattr(extraction, family)]
    mentions.sort(key=lambda m: (m[1].start, -m[1].end))
    _show_head(extraction, console)
    coloured = console.is_terminal and not console.no_color
    console.print(
        _coloured(extraction.text, mentions) if coloured else _bracketed(extraction.text, mentions), soft_wrap=True
    )
    console.print(_legend(coloured))
    console.print(_mention_table(mentions))
    if losers:
        console.print(_loser_table(extraction))


def _show_head(extraction: Extraction, console: Console) -> None:
    reference = extraction.reference
    known = f"reference date {reference.value} ({reference.source})" if reference.value else "no reference date"
    console.rule(Text(visible(f"{extraction.article.id} · {known}")))


def _show_claims(extraction: Extraction, console: Console) -> None:
    """Each claim in its sentence, and its columns with the place in the article that they were taken from."""
    _show_head(extraction, console)
    for claim in extraction.claims:
        start, end = extraction.sentences[claim.sentence]
        sentence = Text(visible(extraction.text[start:end]))
        sentence.stylize(STYLES["claims"], claim.start - start, claim.end - start)
        table = new_table("column", "value", "where it stands", title=f"{claim.text} ({claim.rule})")
        for column in VALUE_COLUMNS["claims"]:
            value = getattr(claim, column)
            if column != "sentence_text" and value not in (None, False):
                add_row(table, column, _value(value), _place(extraction, claim, value))
        console.print(sentence, soft_wrap=True)
        console.print(table)


def _place(extraction: Extraction, claim: Mention, value: object) -> str:
    """Where a value stands in the text: in the claim's sentence, else as near before it as can be."""
    if not isinstance(value, str):
        return ""
    text = extraction.text
    sentence_start, sentence_end = extraction.sentences[claim.sentence]
    at = text.find(value, sentence_start, sentence_end)
    if at < 0:
        at = text.rfind(value, 0, sentence_start)
    if at < 0:
        at = text.find(value, sentence_end)
    if at < 0:
        return ""
    raw_start, raw_end = extraction.normalized.alignment.to_raw(at, at + len(value))
    index = next(i for i, (_, end) in enumerate(extraction.sentences) if at < end)
    where = {0: "in its sentence", -1: "in the sentence before"}.get(index - claim.sentence, f"in sentence {index}")
    return f"{where}, {raw_start}–{raw_end}"


def _coloured(text: str, mentions: Sequence[tuple[Family, Mention]]) -> Text:
    shown = Text(visible(text))
    for family, mention in mentions:
        shown.stylize(STYLES[family], mention.start, mention.end)
    return shown


def _bracketed(text: str, mentions: Sequence[tuple[Family, Mention]]) -> Text:
    """The text with marks like O[国家药监局]; mentions of two families may cross."""
    marks = [(m.end, 0, -m.start, "]") for _, m in mentions]
    marks += [(m.start, 1, -m.end, LETTERS[family] + "[") for family, m in mentions]
    parts: list[str] = []
    position = 0
    for place, _, _, mark in sorted(marks):
        parts += (visible(text[position:place]), mark)
        position = place
    return Text("".join((*parts, visible(text[position:]))))


def _legend(coloured: bool) -> Text:
    shown = Text()
    for family in FAMILIES:
        shown.append(family if coloured else f"{LETTERS[family]}[{family}]", STYLES[family] if coloured else "").append(
            "  "
        )
    return shown


def _mention_table(mentions: Sequence[tuple[Family, Mention]]) -> Table:
    table = new_table("mention", "family", "values", "rule", "raw span")
    for family, mention in mentions:
        span = f"{mention.raw_start}–{mention.raw_end}"
        raw = "" if mention.raw_text == mention.text else f" {mention.raw_text}"
        values = _values(family, mention)
        add_row(table, Text(visible(mention.text), STYLES[family]), family, values, mention.rule, span + raw)
    return table


def _values(family: Family, mention: Mention) -> str:
    """The columns that say something, but for what stands in the text itself."""
    values = {name: getattr(mention, name) for name in VALUE_COLUMNS[family] if name != "sentence_text"}
    return "  ".join(
        f"{name}={_value(value)}"
        for name, value in {**values, "boilerplate": mention.boilerplate}.items()
        if value not in (None, False, "") and not (name == "name" and value == mention.text)
    )


def _value(value: object) -> str:
    if value is True:
        return "yes"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _loser_table(extraction: Extraction) -> Table:
    table = new_table("lost", "family", "rule", "to", title="lost by overlap, or dropped")
    for family, candidates in extraction.losers.items():
        winners: Sequence[Mention] = getattr(extraction, family)
        for lost in sorted(candidates, key=lambda c: (c.start, c.end)):
            text = Text(visible(extraction.text[lost.start : lost.end]), STYLES[family])
            add_row(table, text, family, lost.rule, _why_lost(lost, winners, candidates, extraction.text))
    return table


def _why_lost(lost: Candidate, winners: Sequence[Mention], losers: Sequence[Candidate], text: str) -> str:
    for winner in winners:
        if winner.start < lost.end and lost.start < winner.end:
            return f"{winner.text} ({winner.rule})"
    if lost.drop:
        return "looks like a mention and is none"
    for other in losers:
        if other.drop and other.start < lost.end and lost.start < other.end:
            return f"{text[other.start : other.end]} ({other.rule}), which is none"
    return ""
