"""Nothing of an article runs in the report."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from injections import HOSTILE, hostile_tables
from newsroom import write_run
from playwright.sync_api import Browser
from zhfacts.report import report

# Elements of a page that nobody but its template makes, and attributes that run something.
MADE_BY_TEMPLATE = (
    "script, style, meta, link, base, iframe, object, embed, img, video, audio, template, body, head > title"
)
RUNS = """[...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]).filter(({ name, value }) =>
  /^(on|srcdoc)/i.test(name) || (/href|src|action|data$/i.test(name) && /^\\s*(javascript|data):/i.test(value)))"""
HOVER_ALL = "for (const mark of document.querySelectorAll('#reader mark')) { mark.dispatchEvent(new MouseEvent('mouseenter')); mark.focus(); }"


@pytest.fixture(scope="module")
def hostile_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a run whose every free text is hostile, in a folder with such a name."""
    folder = tmp_path_factory.mktemp("report") / "<img src=x onerror=window.ran=1>"
    return report(write_run(hostile_tables(), folder))


def test_there_are_a_hundred_strings() -> None:
    assert len(set(HOSTILE)) == 100


def test_such_strings_do_run_where_a_page_lets_them(browser: Browser, tmp_path: Path) -> None:
    ran = 0
    page = browser.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    for number, text in enumerate(HOSTILE[:50]):
        path = tmp_path / f"{number}.html"
        path.write_text(f"<!doctype html><meta charset=utf-8><p>{text}", encoding="utf-8")
        page.goto(path.as_uri())
        page.wait_for_timeout(20)
        ran += page.evaluate("window.ran === 1")
    page.close()
    assert ran > 15


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_none_runs(locale: str, look: Callable, hostile_report: Path) -> None:
    seen = look(hostile_report, locale=locale)
    page = seen.page
    elements = page.evaluate(f"document.querySelectorAll('{MADE_BY_TEMPLATE}').length")
    for view in ("claims", "articles", "charts", "conflicts", "run"):
        page.evaluate(f"go('#{view}')")
        page.wait_for_selector(f"#view-{view}:not([hidden])")
        assert page.evaluate(f"{RUNS}.length") == 0
    for number, text in enumerate(HOSTILE):
        page.evaluate(f"go('#{'claim' if number % 2 else 'article'}/{number}')")
        page.wait_for_function("number => reader.doc === number && reader.article", arg=number)
        assert page.inner_text("#reader-title") == " ".join(text.split())
        assert "".join(page.locator("#reader .article-text mark").all_text_contents()) == text
        page.evaluate(HOVER_ALL)
        assert text in (page.text_content("#card") or "")
        assert page.evaluate(f"{RUNS}.length") == 0
    assert page.evaluate(f"document.querySelectorAll('{MADE_BY_TEMPLATE}').length") == elements
    assert page.title().startswith("<img src=x onerror=window.ran=1>")
    assert seen.is_well(), seen.trouble


def test_search_and_filters_take_them_as_text(look: Callable, hostile_report: Path) -> None:
    seen = look(hostile_report)
    for text in HOSTILE[:20]:
        seen.page.fill("#search", text)
        seen.page.fill("#filter-org", text)
        seen.page.wait_for_function("n => claimsTable.rows.length < n", arg=len(HOSTILE))
        assert seen.page.locator("#claims-box tbody tr").count() >= 1
    assert seen.is_well(), seen.trouble


def test_names_of_files_and_rows_of_a_real_run(look: Callable, tmp_path: Path) -> None:
    names = [text for text in HOSTILE if "/" not in text][:30]
    (tmp_path / "in").mkdir()
    for name in names:
        text = f"{name}公司发布国内首款芯片{name}，授信超360亿元。"
        (tmp_path / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    command = Path(sys.executable).with_name("zhfacts")
    subprocess.run([command, "extract", "in", "--out", "out"], cwd=tmp_path, check=True, capture_output=True)
    seen = look(report(tmp_path / "out"))
    for number in range(len(names)):
        seen.page.evaluate(f"go('#article/{number}')")
        seen.page.wait_for_function("number => reader.doc === number && reader.article", arg=number)
        assert "国内首款" in seen.page.inner_text("#reader .article-text mark.claims")
    titles = seen.page.evaluate("documents.map((article) => article.doc_id)")
    assert sorted(titles) == sorted(f"{name}.txt" for name in names)
    assert seen.is_well(), seen.trouble


@pytest.mark.parametrize(
    ("attempt", "refused"),
    [
        ("document.body.append(Object.assign(document.createElement('p'), {innerHTML: '<b>x</b>'}))", "TrustedHTML"),
        (
            "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))",
            "TrustedScript",
        ),
        ("new Image().src = 'https://x.example/x.png'", "img-src"),
        (
            "document.body.append(Object.assign(document.createElement('iframe'), {src: 'https://x.example'}))",
            "frame-src",
        ),
        ("document.body.setAttribute('style', 'color: red')", "style-src"),
        ("fetch('https://x.example').catch(() => 0)", "connect-src"),
    ],
)
def test_what_came_in_all_the_same_could_do_nothing(
    attempt: str, refused: str, look: Callable, sample_report: Path
) -> None:
    seen = look(sample_report)
    error = seen.page.evaluate(f"() => {{ try {{ {attempt}; }} catch (error) {{ return String(error); }} return ''; }}")
    seen.page.wait_for_timeout(100)
    assert refused in error + "".join(seen.messages)
    assert seen.page.evaluate("window.ran") is None
