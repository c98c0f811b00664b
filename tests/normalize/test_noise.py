"""Noise that is put into clean articles changes next to no row of their tables, and no row's place."""

import random

import pytest
from noise import NOISES, SETTINGS, clean_texts, same_rows

TOGETHER = {**{kind: [kind] for kind in NOISES}, **SETTINGS["together"]}


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return clean_texts()


@pytest.mark.parametrize("name", TOGETHER)
def test_tables_stay_the_same(texts: list[str], name: str) -> None:
    found = [same_rows(text, TOGETHER[name], SETTINGS["seed"]) for text in texts]
    same, of = sum(f[0] for f in found), sum(f[1] for f in found)
    assert of >= 80
    assert same >= SETTINGS["floor"] * of, [row for f in found for row in f[2]]


def test_settings_are_those_of_the_generator() -> None:
    assert SETTINGS["kinds"].keys() == NOISES.keys()


@pytest.mark.parametrize("kind", NOISES)
def test_noise_is_noise(texts: list[str], kind: str) -> None:
    """Each kind changes the text, or how it is written in bytes."""
    cells = list(texts[0])
    NOISES[kind](cells, random.Random(SETTINGS["seed"]), SETTINGS["kinds"][kind])
    assert len(cells) == len(texts[0])
    assert kind == "gb18030" or "".join(cells) != texts[0]
