"""Puts noise into clean articles, and says which part of the tables stays the same.

usage: python tests/noise.py [--seeds N]      a table of the shares, by kind of noise

A text is a list of cells, one for each clean character: what stands for it in the noisy text. So it is known where each
row has to lie in the source.
"""

import argparse
import random
import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Any

import msgspec
import rjieba
from opencc import OpenCC
from pypinyin import Style
from pypinyin.constants import PINYIN_DICT
from pypinyin.style import convert as to_style
from support import ROOT, read_jsonl
from zhfacts import Extraction, extract_text
from zhfacts.normalize import normalize
from zhfacts.read.decode import decode
from zhfacts.records import FAMILIES

SETTINGS = tomllib.loads((ROOT / "corpus/noise.toml").read_text(encoding="utf-8"))
Cells = list[str]
Noise = Callable[[Cells, random.Random, float], None]
NOISES: dict[str, Noise] = {}
HAN = re.compile("[\u4e00-\u9fff]")
CLAUSE = re.compile("[^，。；：！？,;:\n]+[，。；：！？,;:\n]?")
TO_TRADITIONAL = OpenCC("s2t")


def noise(function: Noise) -> Noise:
    """Enter a kind of noise under the name of its function."""
    NOISES[function.__name__] = function
    return function


def untouched(cells: Cells) -> Iterator[int]:
    """Where a Chinese character stands as it is."""
    return (i for i, cell in enumerate(cells) if len(cell) == 1 and HAN.match(cell))


def reading(character: str) -> str:
    """The first reading of a character, with its tone; "" where it has none."""
    return PINYIN_DICT.get(ord(character), "").split(",")[0]


def zhuyin_of(character: str) -> str:
    zhuyin = str(to_style(reading(character), Style.BOPOMOFO, strict=True)) if reading(character) else ""
    return zhuyin if re.fullmatch("[\u3105-\u3129]{1,3}[ˊˇˋ˙]?", zhuyin) else ""


def annotate(cells: Cells, rng: random.Random, share: float, annotation: Callable[[str], str]) -> None:
    for i in untouched(cells):
        if rng.random() < share:
            cells[i] += annotation(cells[i])


@noise
def pinyin(cells: Cells, rng: random.Random, share: float) -> None:
    annotate(cells, rng, share, lambda c: f"({reading(c)})" if reading(c) else "")


@noise
def bare_pinyin(cells: Cells, rng: random.Random, share: float) -> None:
    for i in untouched(cells):
        toned = reading(cells[i])
        behind = "".join(cells[i + 1 : i + 2])
        if rng.random() < share and re.search("[àáèéìíòóùúāēěīōūǎǐǒǔǖǘǚǜ]", toned) and not re.match("[A-Za-z]", behind):
            cells[i] += toned


@noise
def zhuyin(cells: Cells, rng: random.Random, share: float) -> None:
    annotate(cells, rng, share, lambda c: f"({zhuyin_of(c)})" if zhuyin_of(c) else "")


@noise
def bare_zhuyin(cells: Cells, rng: random.Random, share: float) -> None:
    annotate(cells, rng, share, zhuyin_of)


@noise
def full_width(cells: Cells, rng: random.Random, share: float) -> None:
    for run in re.finditer("[0-9A-Za-z%]+", "".join(cell if len(cell) == 1 else "\n" for cell in cells)):
        if rng.random() < share:
            for i in range(*run.span()):
                cells[i] = chr(ord(cells[i]) + 0xFEE0)


@noise
def entities(cells: Cells, rng: random.Random, share: float) -> None:
    for i, cell in enumerate(cells):
        if len(cell) == 1 and not cell.isascii() and rng.random() < share:
            cells[i] = rng.choice((f"&#x{ord(cell):x};", f"&#{ord(cell)};", f"&amp;#{ord(cell)};"))


@noise
def tags(cells: Cells, rng: random.Random, share: float) -> None:
    for i in untouched(cells):
        if rng.random() < share:
            before, behind = rng.choice((("<b>", "</b>"), ('<a href="/c?id=1">', "</a>"), ("<!-- ad -->", "")))
            cells[i] = f"{before}{cells[i]}{behind}"


@noise
def invisible(cells: Cells, rng: random.Random, share: float) -> None:
    for i in untouched(cells):
        if rng.random() < share:
            cells[i] += rng.choice("\u200b\u200d\ufeff\xad\x08\u2060")


@noise
def radicals(cells: Cells, rng: random.Random, share: float) -> None:
    looks = dict(
        zip(
            "一人入八力口土大女子小山工木水火生用白石米行西见门非音风食马",
            "⼀⼈⼊⼋⼒⼝⼟⼤⼥⼦⼩⼭⼯⽊⽔⽕⽣⽤⽩⽯⽶⾏⻄⻅⻔⾮⾳⻛⻝⻢",
            strict=True,
        )
    )
    for i in untouched(cells):
        if rng.random() < share:
            cells[i] = looks.get(cells[i], cells[i])


@noise
def spaces(cells: Cells, rng: random.Random, share: float) -> None:
    """In words, but not between two words that a word is made of: 人工 智能 could be meant."""
    position = 0
    for word in rjieba.cut("".join(cell if len(cell) == 1 else "\n" for cell in cells), hmm=False):
        if len(word) > 1 and re.fullmatch("[\u4e00-\u9fff]+", word) and rng.random() < share:
            cut = rng.randrange(1, len(word))
            if min(cut, len(word) - cut) == 1 or not (rjieba.has_word(word[:cut]) and rjieba.has_word(word[cut:])):
                cells[position + cut - 1] += " "
        position += len(word)


@noise
def spaced_numbers(cells: Cells, rng: random.Random, share: float) -> None:
    for run in re.finditer(
        r"(?<![\d.\-,A-Za-z])\d{4}(?=年)", "".join(cell if len(cell) == 1 else "\n" for cell in cells)
    ):
        if rng.random() < share:
            for i in range(run.start(), run.end() - 1):
                cells[i] += " "


@noise
def repeated_marks(cells: Cells, rng: random.Random, share: float) -> None:
    for i, cell in enumerate(cells):
        if cell in ("，", "。", "！", "；") and "".join(cells[i + 1 : i + 2]) != cell and rng.random() < share:
            cells[i] *= rng.randint(2, 4)


@noise
def hard_wrapped(cells: Cells, _rng: random.Random, _share: float) -> None:
    """Lines of 30 characters; a number or a word is not broken, and no line begins with a mark."""
    column = 0
    for piece in re.finditer(r"[A-Za-z0-9.,%-]+|[\u4e00-\u9fff]|[^\u4e00-\u9fff]", "".join(cells)):
        start, end = piece.span()
        if piece[0] == "\n":
            column = 0
            continue
        if column and column + end - start > 30 and re.match(r"[\w“‘（《]", piece[0]):
            cells[start - 1] = cells[start - 1].rstrip(" ") + "\n"
            column = 0
        column += end - start


def clauses(cells: Cells, rng: random.Random, share: float) -> Iterator[tuple[int, int]]:
    """Spans of some clauses that nothing was put into."""
    for match in CLAUSE.finditer("".join(cell if len(cell) == 1 else "\n" for cell in cells)):
        if rng.random() < share:
            yield match.span()


@noise
def traditional(cells: Cells, rng: random.Random, share: float) -> None:
    for start, end in clauses(cells, rng, share):
        cells[start:end] = TO_TRADITIONAL.convert("".join(cells[start:end]))


@noise
def all_traditional(cells: Cells, _rng: random.Random, _share: float) -> None:
    """To be put in first."""
    assert all(len(cell) == 1 for cell in cells)
    cells[:] = TO_TRADITIONAL.convert("".join(cells))


@noise
def gb18030(cells: Cells, _rng: random.Random, _share: float) -> None:
    cells[:] = [cell.replace("\n", "\r\n") for cell in cells]
    decoded = decode("".join(cells).encode("gb18030"))
    assert decoded.encoding == "gb18030" and decoded.text == "".join(cells)


@noise
def big5(cells: Cells, rng: random.Random, share: float) -> None:
    all_traditional(cells, rng, share)
    kept = [cell if _encodable(cell, "cp950") else f"&#{ord(cell)};" for cell in cells]
    decoded = decode("".join(kept).encode("cp950"))
    assert decoded.text == "".join(kept)
    cells[:] = kept


@noise
def read_as_latin(cells: Cells, _rng: random.Random, _share: float) -> None:
    cells[:] = [cell.encode("utf-8").decode("latin-1") for cell in cells]


@noise
def read_as_gbk(cells: Cells, rng: random.Random, share: float) -> None:
    """Where a clause comes out with whole characters, as many cells as it had; the first holds all of it."""
    for start, end in clauses(cells, rng, share):
        payload = "".join(cells[start:end]).encode("utf-8")
        if end - start > 3 and len(payload) % 2 == 0 and _decodable(payload, "gbk"):
            cells[start:end] = [payload.decode("gbk"), *[""] * (end - start - 1)]


def _encodable(text: str, encoding: str) -> bool:
    return text.encode(encoding, "ignore") != b""


def _decodable(payload: bytes, encoding: str) -> bool:
    return "\ufffd" not in payload.decode(encoding, "replace")


def rows(extraction: Extraction, cells: Cells, noisy: Cells) -> list[tuple[Any, ...]]:
    """All mentions, each with the cells of its raw span in place of the spans that it has.

    Parameters
    ----------
    cells
        Of the text that was extracted from.
    noisy
        The cells with noise: where one of them stands for several characters, empty ones follow it.
    """
    cell_ends = list(accumulate(map(len, cells)))
    found = []
    for family in FAMILIES:
        for mention in getattr(extraction, family):
            row = msgspec.structs.asdict(mention)
            start, end = bisect_right(cell_ends, row.pop("raw_start")), bisect_left(cell_ends, row.pop("raw_end")) + 1
            while not noisy[start]:
                start -= 1
            while end < len(noisy) and not noisy[end]:
                end += 1
            # The sentence is left out: its number depends on how many there are before it.
            found.append((family, *(row | {"start": start, "end": end, "raw_text": None, "sentence": None}).values()))
    return found


def same_rows(text: str, kinds: list[str], seed: int) -> tuple[int, int, list[Any]]:
    """How many rows of a clean text come out the same, in their place, when noise is put in, of how many.

    Rows that the noise adds count as rows that do not come out. Also what differs.
    """
    cells, rng = list(text), random.Random(seed)
    for kind in kinds:
        NOISES[kind](cells, rng, SETTINGS["kinds"][kind])
    clean = rows(extract_text(text), list(text), cells)
    noisy = rows(extract_text("".join(cells)), cells, cells)
    lost, added = [row for row in clean if row not in noisy], [row for row in noisy if row not in clean]
    return len(clean) - max(len(lost), len(added)), len(clean), [*lost, *added]


def clean_texts() -> list[str]:
    """The sample article without its noise, and the simplified articles of the dev set where it is present."""
    (sample,) = read_jsonl(ROOT / "corpus/sample/gold.jsonl")
    dev = ROOT.parent / "shared/gold/dev.jsonl"
    others = [article["text"] for article in read_jsonl(dev)] if dev.is_file() else []
    texts = [normalize(sample["text"]).text, *others]
    return [text for text in texts if normalize(text).text == text]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="how often to put in each noise (1)")
    parser.add_argument("--show", metavar="KIND", help="show the rows that differ for a kind of noise")
    args = parser.parse_args()
    texts = clean_texts()
    for name, kinds in {**{kind: [kind] for kind in NOISES}, **SETTINGS["together"]}.items():
        if args.show not in (None, name):
            continue
        found = [same_rows(text, kinds, SETTINGS["seed"] + n) for text in texts for n in range(args.seeds)]
        same, of = sum(f[0] for f in found), sum(f[1] for f in found)
        print(f"{name:16} {same:6} of {of:6}  {same / of:.4f}")
        if args.show:
            print(*(row for f in found for row in f[2]), sep="\n")


if __name__ == "__main__":
    main()
