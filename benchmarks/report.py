"""How large the report is, and how soon Chromium shows it.

usage: python benchmarks/report.py [ARTICLES …]      default: 1000 10000
"""

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from newsroom import make_run
from zhfacts.report import report

RUNS = 5
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for count in [int(argument) for argument in sys.argv[1:]] or [1000, 10_000]:
            measure(count, Path(folder) / str(count), browser)


def measure(count: int, folder: Path, browser: Browser) -> None:
    """Print the figures for so many articles."""
    make_run(count, folder)
    started = perf_counter()
    path = report(folder)
    made = perf_counter() - started
    seen = [look(path, browser) for _ in range(RUNS)]
    names = ("first paint", "list ready", "search", "article opened")
    times = ", ".join(
        f"{name} {median(values):.2f} s" for name, values in zip(names, zip(*seen, strict=True), strict=True)
    )
    print(f"{count:,} articles: made in {made:.1f} s, {path.stat().st_size / 1e6:.1f} MB; {times}")


def look(path: Path, browser: Browser) -> tuple[float, float, float, float]:
    """Seconds to the first paint, until the list of claims is there, until it is searched, until an article is open."""
    page = browser.new_page()
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_selector("html[data-ready]")
    ready = page.evaluate("performance.now()") / 1000
    paint = page.evaluate(PAINT) / 1000
    search = page.evaluate(
        "() => { const started = performance.now(); get('search').value = '国内首款'; showClaims(); return performance.now() - started; }"
    )
    started = perf_counter()
    page.evaluate("go('#article/' + (documents.length - 2))")
    page.wait_for_selector("#reader article")
    opened = perf_counter() - started
    page.close()
    return paint, ready, search / 1000, opened


if __name__ == "__main__":
    main()
