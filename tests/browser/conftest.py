"""A real server and a real browser.

`server` is the dashboard as `python run.py` starts it, on a free port, with an empty data home of its own.
`open_page(path, width, theme)` opens one of its pages and waits until it stands still. Whatever page a test opens, the
test also fails when that page asked another host for anything, wrote an error to the console or shows an error box.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.harness import Opener, Screen, Server, serve


@pytest.fixture(scope="session")
def data_home(tmp_path_factory) -> Path:
    """The data home of `server`: empty, so that the dashboard shows the demonstration county."""
    return tmp_path_factory.mktemp("data-home")


@pytest.fixture(scope="session")
def server(data_home, tmp_path_factory) -> Iterator[Server]:
    """The dashboard, started as run.py starts it; one per worker."""
    log_file = tmp_path_factory.mktemp("server") / "server.log"
    yield from serve(["-m", "inspection.ui.serving.server"], data_home, log_file)


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory) -> Path:
    """Where pictures of pages go: INSPECTION_SCREENSHOTS, else a temporary folder."""
    folder = os.environ.get("INSPECTION_SCREENSHOTS")
    if not folder:
        return tmp_path_factory.mktemp("screenshots")
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; a machine without one skips these tests, CI fails."""
    with sync_playwright() as playwright:
        names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
        found = next(filter(None, map(shutil.which, names)), playwright.chromium.executable_path)
        if not Path(found).exists():
            sentence = "no Chromium here: install the package chromium, or run python -m playwright install chromium"
            if os.environ.get("CI"):
                pytest.fail(sentence)
            pytest.skip(sentence)
        started = playwright.chromium.launch(
            executable_path=found,
            args=[
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-domain-reliability",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def profile(browser) -> Iterator[BrowserContext]:
    """The one profile, set to Chinese, whose tabs the pages of a worker are."""
    with browser.new_context(locale="zh-CN", accept_downloads=True) as context:
        yield context


@pytest.fixture
def open_page(server, profile, screenshots) -> Iterator[Callable[..., Screen]]:
    """open_page(path="/", width=1440, theme="light", height=900, picture="") -> Screen

    Opens the page in a tab without a memory and waits until it stands still. `picture` is the name of a
    screenshot to keep. When the test is over, every page it opened has to be without faults.
    """
    with Opener(profile, screenshots, server.url) as opened:
        yield opened
