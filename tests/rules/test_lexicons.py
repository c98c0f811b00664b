"""Every lexicon is well-formed, and somebody reads it."""

import pytest
from zhfacts.pipeline import extract_article
from zhfacts.records import Article
from zhfacts.rulebook import Rulebook, load_rulebook


@pytest.mark.parametrize("name", load_rulebook().lexicon_names)
def test_lexicon_holds_rows(name: str) -> None:
    assert load_rulebook().lexicon(name)


def test_each_lexicon_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = set()
    lexicon = Rulebook.lexicon

    def note(self: Rulebook, name: str) -> tuple[dict[str, str], ...]:
        read.add(name)
        return lexicon(self, name)

    monkeypatch.setattr(Rulebook, "lexicon", note)
    extract_article(
        Article(id="any", text="信达生物托莱西单抗是国内首个自主研发的PCSK9抑制剂，2023年7月获批，售价3万元。"),
        Rulebook(),
    )
    assert read == set(load_rulebook().lexicon_names)
