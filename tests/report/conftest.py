"""The browser and the reports that the tests of this folder look at."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from newsroom import make_run
from playwright.sync_api import Browser, Page, sync_playwright
from support import ROOT
from zhfacts.report import report

WATCH = "addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective}`));"


@dataclass
class Seen:
    """A page, and what it said, asked for and fetched: nothing, where all is well."""

    page: Page
    messages: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def trouble(self) -> list[str]:
        """All of it, but for the page itself."""
        return self.messages + self.dialogs + self.requests[1:]

    def is_well(self) -> bool:
        """Whether nothing ran, nothing was said, and nothing was fetched."""
        return not self.trouble and self.page.evaluate("window.ran === undefined")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of the machine."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        missing = "there is no Chromium to look at the report with (Debian: apt-get install chromium)"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path)
        yield chromium
        chromium.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Seen]]:
    """A function that opens a report: look(path, "#charts", locale="zh-CN", color_scheme="dark")."""
    contexts = []

    def opened(path: Path, hash_: str = "", **options: Any) -> Seen:
        context = browser.new_context(**{"locale": "en-GB", "viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        context.add_init_script(WATCH)
        seen = Seen(context.new_page())
        seen.page.on("console", lambda message: seen.messages.append(message.text))
        seen.page.on("pageerror", lambda error: seen.messages.append(str(error)))
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        seen.page.goto(path.as_uri() + hash_)
        seen.page.wait_for_selector("html[data-ready]")
        return seen

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def sample_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the sample article."""
    return report(ROOT / "outputs/sample", tmp_path_factory.mktemp("report") / "sample.html")


@pytest.fixture(scope="session")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of 1,000 articles."""
    return _made(1000, tmp_path_factory)


@pytest.fixture(scope="session")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of 30 articles."""
    return _made(30, tmp_path_factory)


def _made(count: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report(make_run(count, tmp_path_factory.mktemp("report") / str(count)))
