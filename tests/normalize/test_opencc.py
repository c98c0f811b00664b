"""Conversion is OpenCC's, entry by entry and case by case, but for the names of the lexicons; and every word keeps its place."""

import json
import os
import re
import subprocess
import tarfile
from functools import lru_cache
from pathlib import Path

import opencc
import pytest
from zhfacts.normalize import normalize
from zhfacts.normalize.chinese import (
    IN_PHRASES,
    IN_TRADITIONAL_PHRASES,
    KEPT_IN_NAMES,
    _names,
    _traditional,
    find_phrases,
    to_simplified,
)
from zhfacts.normalize.normalize import apply_edits

PACKAGE = Path(opencc.__file__).parent / "clib"
CONFIGS = {"t2s": None, "tw2s": "tw", "tw2sp": "tw", "hk2s": "hk"}
DICTIONARIES = [
    ("t2s", "TSCharacters"),
    ("t2s", "TSPhrases"),
    ("tw2s", "TWVariantsRev"),
    ("tw2s", "TWVariantsRevPhrases"),
    ("tw2sp", "TWPhrasesRev"),
    ("hk2s", "HKVariantsRev"),
    ("hk2s", "HKVariantsRevPhrases"),
]


@lru_cache(maxsize=1)
def dumped(folder: Path, name: str) -> dict[str, str]:
    """The entries of a dictionary of the installed OpenCC, by the tool that comes with it."""
    tools = [*(PACKAGE / "bin").glob("opencc_dict*")]
    source = PACKAGE / "share/opencc" / f"{name}.ocd2"
    if not tools or not source.is_file():
        pytest.skip(f"this OpenCC comes without its tools or without {name}")
    target = folder / f"{name}.txt"
    subprocess.run([tools[0], "-i", source, "-o", target, "-f", "ocd2", "-t", "text"], check=True, capture_output=True)
    lines = target.read_text(encoding="utf-8").splitlines()
    return {key: values.split(" ")[0] for key, values in (line.split("\t") for line in lines)}


def converted(text: str, config: str) -> str:
    """What zhfacts makes of a text that has no noise."""
    variant = CONFIGS[config]
    simplified = to_simplified(text, variant)  # type: ignore[arg-type]
    if config == "tw2sp":
        simplified = apply_edits(simplified, find_phrases(text, simplified, "tw"))
    return simplified


def is_kept(word: str) -> bool:
    """Whether it is a name that the lexicons spell otherwise than OpenCC does, or holds one."""
    return any(name in to_simplified(word, "tw") for name in _names())


@pytest.mark.parametrize(("config", "name"), DICTIONARIES)
def test_every_entry_is_converted_as_opencc_does(tmp_path: Path, config: str, name: str) -> None:
    entries = dumped(tmp_path, name)
    convert = opencc.OpenCC(config).convert
    wrong = [word for word in entries if converted(word, config) != convert(word)]
    assert [word for word in wrong if not is_kept(word)] == []
    assert len(wrong) <= len(entries) / 100


def test_every_phrase_becomes_its_value(tmp_path: Path) -> None:
    wrong = [word for word, value in dumped(tmp_path, "TSPhrases").items() if to_simplified(word) != value]
    assert [word for word in wrong if not is_kept(word)] == []


def test_what_opencc_changes_holds_a_character_that_is_looked_for(tmp_path: Path) -> None:
    changed = {word: value for word, value in dumped(tmp_path, "TSPhrases").items() if word != value}
    others = {word: value for word, value in changed.items() if not _traditional().search(word)}
    pairs = [pair for word, value in others.items() for pair in zip(word, value, strict=True)]
    assert {old for old, new in pairs if old != new} <= {*IN_PHRASES, *IN_TRADITIONAL_PHRASES}


@pytest.mark.parametrize(("config", "name"), DICTIONARIES)
def test_every_word_keeps_its_place_in_a_text(tmp_path: Path, config: str, name: str) -> None:
    words = [word for word in dumped(tmp_path, name) if re.fullmatch("[\u4e00-\u9fff]+", word)]
    raw = "，".join(words)
    variant = CONFIGS[config]
    normalized = normalize(raw, variant)  # type: ignore[arg-type]
    clean = normalized.text.split("，")
    assert len(clean) == len(words)
    position = 0
    for word, new in zip(words, clean, strict=True):
        raw_start, raw_end = normalized.alignment.to_raw(position, position + len(new))
        assert raw[raw_start:raw_end] == word
        assert new == normalize(word, variant).text  # type: ignore[arg-type]
        position += len(new) + 1


@pytest.mark.parametrize("config", CONFIGS)
def test_cases_of_opencc(config: str) -> None:
    """They come with its source distribution, not with what is installed: ZHFACTS_OPENCC_SDIST is a path to it."""
    sdist = os.environ.get("ZHFACTS_OPENCC_SDIST")
    if not sdist:
        pytest.skip("needs the source distribution of OpenCC: ZHFACTS_OPENCC_SDIST=opencc-….tar.gz")
    with tarfile.open(sdist) as archive:
        [name] = [name for name in archive.getnames() if name.endswith("test/testcases/testcases.json")]
        file = archive.extractfile(name)
        assert file is not None
        text = file.read().decode("utf-8")
    # JSON with comments and trailing commas
    text = re.sub(r",(\s*[}\]])", r"\1", re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
    cases = [case for case in json.loads(text)["cases"] if config in case["expected"]]
    assert cases
    wrong = [
        (c["input"], converted(c["input"], config))
        for c in cases
        if converted(c["input"], config) != c["expected"][config]
    ]
    assert wrong == []


def test_kept_characters_are_those_of_the_names() -> None:
    convert = opencc.OpenCC("t2s").convert
    changed = {old for name in _names() for old, new in zip(name, convert(name), strict=True) if old != new}
    assert changed == set(KEPT_IN_NAMES)
