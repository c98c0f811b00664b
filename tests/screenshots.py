"""The pictures of the report in docs/images: one of the sample article, one of 1,000 articles.

usage: make screenshots      needs Chromium and a Chinese font (Debian: chromium, fonts-noto-cjk)
"""

import shutil
import tempfile
from pathlib import Path

from newsroom import make_run
from playwright.sync_api import Browser, sync_playwright
from support import ROOT
from zhfacts.report import report

IMAGES = ROOT / "docs/images"
MAX_BYTES = 200_000


def main() -> None:
    path = shutil.which("chromium")
    if path is None:
        raise SystemExit("There is no Chromium. Install it (Debian: apt-get install chromium fonts-noto-cjk).")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        thousand = make_run(1000, Path(folder) / "news")
        take(
            browser,
            report(ROOT / "outputs/sample", Path(folder) / "sample.html"),
            "#claim/2",
            "report-claims",
            "en-GB",
            "light",
        )
        take(browser, report(thousand), "#charts", "report-charts", "zh-CN", "dark")


def take(browser: Browser, page: Path, hash_: str, name: str, locale: str, scheme: str) -> None:
    """A picture of a view."""
    context = browser.new_context(locale=locale, color_scheme=scheme, viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.goto(page.as_uri() + hash_)
    opened.wait_for_selector("#reader mark.current" if "claim/" in hash_ else "#charts-box svg")
    picture = opened.screenshot(type="jpeg", quality=85)
    if len(picture) > MAX_BYTES:
        raise SystemExit(f"{name}.jpg has {len(picture):,} bytes, more than {MAX_BYTES:,}.")
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / f"{name}.jpg").write_bytes(picture)


if __name__ == "__main__":
    main()
