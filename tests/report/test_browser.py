"""The report as a reader uses it, in a real browser."""

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from support import ROOT, read_jsonl
from zhfacts.batch import extract
from zhfacts.records import FAMILIES
from zhfacts.report import report

SAMPLE = ROOT / "outputs/sample"
CLAIMS = read_jsonl(SAMPLE / "claims.jsonl")
# The claim of the sample that is opened in most tests.
FIRST = next(number for number, claim in enumerate(CLAIMS) if claim["raw_text"] == "國內(nèi)首個")
CLAIM = CLAIMS[FIRST]
VIEWS = ("claims", "articles", "charts", "conflicts", "run")


@pytest.fixture
def sample_page(look: Callable, sample_report: Path) -> Iterator[Page]:
    """The report of the sample; nothing may go wrong in it, and nothing be fetched."""
    seen = look(sample_report)
    yield seen.page
    assert seen.is_well(), seen.trouble


@pytest.fixture
def many_page(look: Callable, thousand: Path) -> Iterator[Page]:
    """The report of 1,000 articles, likewise."""
    seen = look(thousand)
    yield seen.page
    assert seen.is_well(), seen.trouble


def rows(page: Page, column: int = 1) -> list[str]:
    """What stands in a column of the list of claims."""
    return page.locator(f"#claims-box tbody tr > :nth-child({column})").all_inner_texts()


def found(page: Page, count: int) -> bool:
    """Whether the list comes to hold so many claims."""
    page.wait_for_function("count => claimsTable.rows.length === count", arg=count)
    return page.inner_text("#claims-box .found").startswith(f"{count:,} ")


def open_claim(page: Page, number: int = 0) -> None:
    page.locator("#claims-box tbody tr").nth(number).click()
    page.wait_for_selector("#reader mark.current")


def current(page: Page) -> str:
    """The mention that the reader stands at."""
    return page.inner_text("#reader mark.current")


# The list of claims


def test_it_begins_with_the_claims_and_says_what_they_are(sample_page: Page) -> None:
    assert sample_page.is_visible("#view-claims")
    assert f"{len(CLAIMS)} claims" in sample_page.inner_text("#numbers")
    assert "A claim is" in sample_page.inner_text("#view-claims .lead")
    sample_page.click("#legend summary")
    for word in ("唯一", "全国, 国内", "a source says so"):
        assert word in sample_page.inner_text("#legend-body")
    assert [row.removesuffix(" ★") for row in rows(sample_page)] == [claim["text"] for claim in CLAIMS]
    assert sum(row.endswith(" ★") for row in rows(sample_page)) == sum(claim["first_in_china"] for claim in CLAIMS)


@pytest.mark.parametrize("text", ["PCSK9", "pcsk9 信达", "原发性高胆固醇血症"])
def test_search(text: str, sample_page: Page) -> None:
    sample_page.fill("#search", text)
    assert found(sample_page, 1)
    assert rows(sample_page) == ["国内首个 ★"]


@pytest.mark.parametrize(("column", "value"), [("kind", "only"), ("scope", "global"), ("status", "planned")])
def test_filters(column: str, value: str, sample_page: Page) -> None:
    sample_page.select_option(f"#filter-{column}", value)
    assert found(sample_page, sum(claim[column] == value for claim in CLAIMS))


def test_filters_by_organization_and_first_in_china_work_together(sample_page: Page) -> None:
    wanted = [claim for claim in CLAIMS if "园区" in (claim["org"] or "")]
    sample_page.fill("#filter-org", "园区")
    assert found(sample_page, len(wanted))
    sample_page.check("#filter-china")
    assert found(sample_page, sum(claim["first_in_china"] for claim in wanted))
    sample_page.fill("#search", "没有这样的")
    assert found(sample_page, 0)
    assert "Clear a filter" in sample_page.inner_text("#claims-box")
    sample_page.click("#clear-filters")
    assert found(sample_page, len(CLAIMS))


def test_sort_both_ways_with_missing_values_last(sample_page: Page) -> None:
    kinds = ["First", "Only", "Earliest", "Fills a gap", "Rank", "Superlative"]

    def places() -> list[int]:
        return [next(i for i, kind in enumerate(kinds) if row.startswith(kind)) for row in rows(sample_page, 2)]

    sample_page.click("th[data-key=kind] button")
    assert sample_page.get_attribute("th[data-key=kind]", "aria-sort") == "ascending"
    assert places() == sorted(places())
    sample_page.click("th[data-key=kind] button")
    assert places() == sorted(places(), reverse=True)
    missing = sum(claim["subject"] is None for claim in CLAIMS)
    for _ in range(2):
        sample_page.click("th[data-key=subject] button")
        assert rows(sample_page, 3)[-missing:] == [""] * missing
        assert "" not in rows(sample_page, 3)[:-missing]


def test_pages_of_a_long_list(many_page: Page) -> None:
    total = many_page.evaluate("claims.length")
    assert total > 1000
    assert found(many_page, total)
    first = rows(many_page, 4)
    assert len(first) == 50
    many_page.click("text=Next page")
    assert "Page 2 of" in many_page.inner_text(".pager")
    assert rows(many_page, 4) != first
    many_page.select_option("#filter-kind", "gap")
    many_page.wait_for_function("count => claimsTable.rows.length < count", arg=total)
    assert "Page 1 of" in many_page.inner_text(".pager")
    assert set(rows(many_page, 2)) == {"Fills a gap"}


# The article


def test_a_click_opens_the_sentence_in_its_article(sample_page: Page) -> None:
    open_claim(sample_page, FIRST)
    assert current(sample_page) == CLAIM["raw_text"]
    sentence = "".join(sample_page.locator("#reader .sentence").all_text_contents())
    assert sentence.startswith("信達(dá)生物托萊西單抗注射液")
    assert sentence.endswith("PCSK9抑制劑。")
    card = sample_page.inner_text("#card")
    span = f"{CLAIM['raw_start']}–{CLAIM['raw_end']}"
    for part in (CLAIM["subject"], CLAIM["object"], CLAIM["rule"], span, "Country (中国)"):
        assert part in card
    assert sample_page.locator("#reader mark.current").is_visible()


@pytest.mark.parametrize(("form", "column"), [("raw", "raw_text"), ("normalized", "text")])
def test_every_mention_is_marked_at_its_place(form: str, column: str, sample_page: Page) -> None:
    open_claim(sample_page)
    sample_page.check(f"#reader input[value={form}]")
    marked = sample_page.evaluate(
        """() => reader.shown.map((mention, at) => [mention.family, [...document.querySelectorAll("#reader mark")]
             .filter((mark) => mark.dataset.mentions.split(" ").includes(String(at))).map((mark) => mark.textContent).join("")])"""
    )
    expected = [[family, row[column]] for family in FAMILIES for row in read_jsonl(SAMPLE / f"{family}.jsonl")]
    assert sorted(marked) == sorted(expected)
    (texts,) = read_jsonl(SAMPLE / "texts.jsonl")
    shown = sample_page.evaluate(
        "[...document.querySelectorAll('#reader article > :not(.remark)')].map((e) => e.textContent).join('')"
    )
    whole = texts["raw_text" if form == "raw" else "text"]
    assert "".join(shown.split()) == "".join(whole.split())


def test_offsets_count_characters_beyond_the_basic_plane(look: Callable, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("𠮷𠮷科技🚀发布国内首款芯片，授信超360亿元。", encoding="utf-8")
    extract([tmp_path / "a.txt"], tmp_path / "out")
    page = look(report(tmp_path / "out")).page
    open_claim(page)
    assert current(page) == "国内首款"
    assert page.inner_text("#reader mark.figures") == "360亿元"


def test_headings_of_a_text_without_line_breaks(sample_page: Page) -> None:
    open_claim(sample_page)
    sample_page.check("#reader input[value=normalized]")
    headings = [text.strip() for text in sample_page.locator("#reader article h3").all_inner_texts()]
    assert headings == ["生物医药高质量发展主阵地", "千亿级纳米产业集聚区", "人工智能创新发展试验区"]


def test_what_was_repaired_is_struck_through(sample_page: Page) -> None:
    open_claim(sample_page)
    assert sample_page.locator("#reader article del", has_text="(guó)").count() == 0
    assert sample_page.locator("#reader article del", has_text="(nèi)").count() >= 1
    sample_page.check("#reader input[value=normalized]")
    assert sample_page.locator("#reader article del").count() == 0


def test_families_can_be_left_out(sample_page: Page) -> None:
    open_claim(sample_page)
    for family in ("organizations", "figures", "dates"):
        sample_page.uncheck(f"#reader input[data-family={family}]")
        assert sample_page.locator(f"#reader mark.{family}").count() == 0
    assert sample_page.inner_text("#stop").endswith(f"of {len(CLAIMS)}")
    assert current(sample_page) == CLAIMS[0]["raw_text"]


def test_a_mention_shows_value_and_rule_on_hover_and_focus(sample_page: Page) -> None:
    open_claim(sample_page)
    figure = sample_page.locator("#reader mark.figures", has_text="360億元")
    figure.hover()
    for part in ("36,000,000,000 元 (36B)", "more than", "授信", "figure.number.plain"):
        assert part in sample_page.inner_text("#card")
    sample_page.locator("#card").hover()  # it stays while it is read
    sample_page.wait_for_timeout(300)
    assert sample_page.is_visible("#card")
    sample_page.mouse.move(0, 0)
    sample_page.wait_for_selector("#card", state="hidden")
    figure.focus()
    assert "36,000,000,000 元" in sample_page.inner_text("#card")
    assert figure.get_attribute("aria-describedby") == "card"


def test_articles_are_unpacked_as_they_are_opened(many_page: Page) -> None:
    assert many_page.evaluate("chunks.size") == 0
    many_page.click("#views a[href='#articles']")
    many_page.fill("#search-articles", "news/00777")
    many_page.wait_for_function("() => articlesTable.rows.length === 1")
    many_page.locator("#articles-box tbody tr").click()
    many_page.wait_for_selector("#reader article")
    assert many_page.evaluate("chunks.size") == 1
    published = many_page.evaluate("documents[777].published")
    assert published in many_page.inner_text("#reader .details")
    link = many_page.locator("#reader .details a")
    assert link.get_attribute("href") == f"https://news.example/{published[:4]}/00777.html"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_an_address_opens_a_claim_and_back_leaves_it(look: Callable, sample_report: Path) -> None:
    page = look(sample_report, f"#claim/{FIRST}").page
    page.wait_for_selector("#reader mark.current")
    assert current(page) == CLAIM["raw_text"]
    page.locator("#claims-box tbody tr").nth(FIRST + 1).click()
    page.wait_for_function("number => location.hash === `#claim/${number}`", arg=FIRST + 1)
    page.go_back()
    page.wait_for_function("number => reader.claim === number", arg=FIRST)


def test_a_run_without_texts_shows_the_sentences(look: Callable, tmp_path: Path) -> None:
    for path in SAMPLE.glob("*.jsonl"):
        if path.stem != "texts":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    page = look(report(tmp_path), f"#claim/{FIRST}").page
    page.wait_for_selector("#reader .article-text")
    assert "--no-texts" in page.inner_text("#reader")
    assert "自主研发的PCSK9抑制剂" in page.inner_text("#reader")


def test_an_article_that_the_page_does_not_hold(
    look: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhfacts.report.assemble.MAX_CHARACTERS", 10)
    page = look(report(SAMPLE, tmp_path / "report.html"), "#claim/2").page
    page.wait_for_selector("#reader .article-text")
    for place in ("#notice", "#reader"):
        assert "holds the texts of the first 0 articles only" in page.inner_text(place)


# The keyboard


def test_all_by_keyboard(sample_page: Page) -> None:
    press = sample_page.keyboard.press
    press("/")
    assert sample_page.evaluate("document.activeElement.id") == "search"
    sample_page.keyboard.type("jkn园区")  # letters in a field are letters
    assert sample_page.input_value("#search") == "jkn园区"
    sample_page.fill("#search", "")
    assert found(sample_page, len(CLAIMS))
    sample_page.locator("th[data-key=claim] button").focus()
    press("j")
    sample_page.wait_for_function("() => reader.claim === 0")
    press("j")
    sample_page.wait_for_function("() => reader.claim === 1 && document.activeElement.matches('mark.current')")
    assert current(sample_page) == CLAIMS[1]["raw_text"]
    press("n")
    after = current(sample_page)
    assert after != CLAIMS[1]["raw_text"]
    press("ArrowRight")
    assert current(sample_page) != after
    press("p")
    press("ArrowLeft")
    assert current(sample_page) == CLAIMS[1]["raw_text"]
    press("o")
    assert current(sample_page) == CLAIMS[1]["text"]
    press("k")
    sample_page.wait_for_function("() => reader.claim === 0")
    press("Escape")
    sample_page.wait_for_selector("#reader", state="hidden")
    assert sample_page.evaluate("document.activeElement.closest('tr').dataset.row") == "0"
    press("Enter")
    sample_page.wait_for_selector("#reader mark.current")
    press("?")
    assert sample_page.is_visible("#keys")
    press("Escape")
    assert sample_page.is_visible("#reader")
    for number, view in enumerate(VIEWS, 1):
        press(str(number))
        sample_page.wait_for_selector(f"#view-{view}:not([hidden])")


def test_a_key_pressed_while_an_article_loads_takes_the_focus_along(sample_page: Page) -> None:
    sample_page.evaluate("""() => {
        const load = loadArticle;
        const held = new Promise((resolve) => (window.release = resolve));
        loadArticle = async (doc) => {
            const article = await load(doc);
            window.loaded = true;
            await held;
            return article;
        };
    }""")
    sample_page.locator("th[data-key=claim] button").focus()
    sample_page.keyboard.press("j")
    sample_page.wait_for_function("() => window.loaded")
    # The first claim is shown after the key that asks for the second, and before the address has changed.
    sample_page.evaluate("() => { openNeighbour(1); release(); }")
    sample_page.wait_for_function("() => reader.claim === 1 && document.activeElement.matches('mark.current')")
    assert current(sample_page) == CLAIMS[1]["raw_text"]


def test_one_mention_is_in_the_tab_order(sample_page: Page) -> None:
    open_claim(sample_page, FIRST)
    assert sample_page.locator("#reader mark[tabindex='0']").all_inner_texts() == [CLAIM["raw_text"]]


# Language, colours, paper, accessibility


def test_the_language_is_that_of_the_browser_and_can_be_changed(look: Callable, sample_report: Path) -> None:
    page = look(sample_report, locale="zh-TW").page
    assert page.get_attribute("html", "lang") == "zh-CN"
    assert page.inner_text("#clear-filters") == "清除筛选"
    open_claim(page, FIRST)
    assert "全国 (中国)" in page.inner_text("#card")
    page.click("#language-button")
    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text("#clear-filters") == "Clear filters"
    assert page.inner_text("#reader .close") == "Close"
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.get_attribute("html", "lang") == "en"


def test_both_languages_have_the_same_words(sample_page: Page) -> None:
    shape = """(language) => Object.entries(WORDS[language]).map(([key, value]) =>
        [key, typeof value, typeof value === "object" ? Object.keys(value).sort() : null]).sort()"""
    english, chinese = sample_page.evaluate(shape, "en"), sample_page.evaluate(shape, "zh")
    # English has two forms of some words, one for a single thing.
    assert [[key, keys] for key, _, keys in english] == [[key, keys] for key, _, keys in chinese]


def test_every_word_of_the_tables_has_one_for_the_reader(sample_page: Page) -> None:
    words = sample_page.evaluate(
        "Object.fromEntries(Object.entries(WORDS.zh).map(([key, value]) => [key, Object.keys(value)]))"
    )
    groups = {"documents.status": "document_status", "claim_conflicts.relation": "relation_name"}
    for path in sorted((ROOT / "outputs").glob("*.toml")):
        for column in tomllib.loads(path.read_text(encoding="utf-8")).get("column", []):
            if "allowed" in column:
                group = groups.get(f"{path.stem}.{column['name']}", column["name"])
                assert set(column["allowed"]) <= set(words[group])
            if path.stem in ("claims", "figures", "dates", "organizations") and column["name"] != "sentence_text":
                assert f"field_{column['name']}" in words


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_those_of_the_system_and_can_be_changed(scheme: str, look: Callable, sample_report: Path) -> None:
    page = look(sample_report, color_scheme=scheme).page
    other = {"light": "dark", "dark": "light"}[scheme]
    assert page.get_attribute("html", "data-theme") == scheme
    background = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(background)
    page.click("#theme-button")
    assert page.get_attribute("html", "data-theme") == other
    assert page.evaluate(background) != before
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.get_attribute("html", "data-theme") == other


@pytest.mark.parametrize("view", [*VIEWS, "claim/2", "article/1"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(view: str, scheme: str, look: Callable, thirty: Path) -> None:
    page = look(thirty, f"#{view}", color_scheme=scheme).page
    if "/" in view:
        page.wait_for_selector("#reader article")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert [
        (v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"]) for v in found.response["violations"]
    ] == []


@pytest.mark.parametrize("view", [*VIEWS, "claim/2"])
def test_a_narrow_screen_needs_no_sideways_scrolling(view: str, look: Callable, thirty: Path) -> None:
    page = look(thirty, f"#{view}", viewport={"width": 360, "height": 740}).page
    if "/" in view:
        page.wait_for_selector("#reader mark.current")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("get('reader').scrollWidth") <= 360


@pytest.mark.parametrize("width", [1160, 1280])
def test_the_list_fits_beside_an_article(width: int, look: Callable, thirty: Path) -> None:
    page = look(thirty, "#claim/2", viewport={"width": width, "height": 800}).page
    page.wait_for_selector("#reader mark.current")
    for part in ("list", "reader"):
        assert page.evaluate("id => get(id).scrollWidth - get(id).clientWidth", part) <= 0


def test_print_holds_all_claims_and_no_controls(sample_page: Page, tmp_path: Path) -> None:
    assert printed(sample_page, tmp_path).count("Asserted") == sum(claim["status"] == "asserted" for claim in CLAIMS)
    sample_page.emulate_media(media="print")
    for control in ("#filters", "#views", ".tools"):
        assert not sample_page.is_visible(control)


def test_print_of_a_long_list_says_where_it_ends(many_page: Page) -> None:
    many_page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(rows(many_page)) == 1000
    assert "the first 1,000 rows" in many_page.inner_text("#claims-box")
    many_page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(rows(many_page)) == 50


def test_print_of_an_article(sample_page: Page, tmp_path: Path) -> None:
    open_claim(sample_page, FIRST)
    text = printed(sample_page, tmp_path)
    assert "PCSK9" in text
    assert "DialogZoo" in text
    assert "Asserted" not in text  # the list stays away


def printed(page: Page, folder: Path) -> str:
    """The text of the page on paper."""
    page.pdf(path=folder / "page.pdf")
    with pdfium.PdfDocument(folder / "page.pdf") as document:
        return "".join(sheet.get_textpage().get_text_range() for sheet in document)


# Charts, conflicts, failures


def test_charts_have_their_numbers_as_tables_and_lead_to_the_claims(many_page: Page) -> None:
    many_page.click("#views a[href='#charts']")
    many_page.wait_for_selector("#charts-box svg")
    assert many_page.locator("#charts-box svg").count() == 8
    scopes = many_page.evaluate("SCOPES.map((scope) => claims.filter((claim) => claim.scope === scope).length)")
    figure = many_page.locator("#charts-box figure", has_text="Claims by scope")
    figure.locator("summary").click()
    cells = [row.split("\t") for row in figure.locator("tbody tr").all_inner_texts()]
    assert [int(a.replace(",", "")) + int(b.replace(",", "")) for _, a, b in cells] == scopes
    figure.locator("g.bar").first.press("Enter")
    many_page.wait_for_selector("#view-claims")
    assert many_page.input_value("#filter-scope") == "global"
    assert found(many_page, scopes[0])


@pytest.mark.parametrize("width", [360, 1440])
def test_bars_fit_into_their_charts(width: int, look: Callable, thirty: Path) -> None:
    page = look(thirty, "#charts", viewport={"width": width, "height": 800}).page
    beyond = """[...document.querySelectorAll("#charts-box svg")].filter((svg) => [...svg.querySelectorAll("rect, text")].some((part) => {
        const box = part.getBoundingClientRect(), whole = svg.getBoundingClientRect();
        return box.left < whole.left - 1 || box.right > whole.right + 1 || box.top < whole.top - 1 || box.bottom > whole.bottom + 1;
    })).map((svg) => svg.getAttribute("aria-label"))"""
    assert page.evaluate(beyond) == []


def test_conflicts_stand_side_by_side_and_lead_to_the_articles(many_page: Page) -> None:
    many_page.click("#views a[href='#conflicts']")
    many_page.select_option("#filter-relation", "conflict")
    group = many_page.locator(".group").first
    assert "they cannot all be true" in group.inner_text()
    sides = group.locator(".side")
    left, right = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    sentence = sides.nth(0).locator("blockquote").inner_text()
    sides.nth(0).locator("a").click()
    many_page.wait_for_selector("#reader mark.current")
    assert "".join(many_page.locator("#reader .sentence").all_text_contents()).strip() == sentence.strip()


def test_failures_and_repairs(many_page: Page) -> None:
    many_page.click("#views a[href='#run']")
    text = many_page.inner_text("#run-box")
    for part in ("news/00096", "[E002]", "[E007]", "pinyin readings", "(yè)"):
        assert part in text
    assert "5 failed" in many_page.inner_text("#numbers")


def test_when_and_by_which_rules_the_tables_were_made(look: Callable, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("公司发布国内首款芯片。", encoding="utf-8")
    extract([tmp_path / "a.txt"], tmp_path / "out")
    run = json.loads((tmp_path / "out/run.json").read_text(encoding="utf-8"))
    page = look(report(tmp_path / "out"), "#run").page
    assert f"Run started {run['started']}, rules {run['rules'][:16]}" in page.inner_text("#run-box")


def test_a_damaged_page_says_so(browser: Browser, sample_report: Path, tmp_path: Path) -> None:
    page = sample_report.read_text(encoding="utf-8")
    place = page.index('id="index">') + len('id="index">')
    (tmp_path / "cut.html").write_text(page[:place] + "AAAA" + page[place + 4 :], encoding="utf-8")
    opened = browser.new_page()
    opened.goto((tmp_path / "cut.html").as_uri())
    opened.wait_for_selector("#notice:not([hidden])")
    assert "damaged" in opened.inner_text("#notice")
    opened.close()
