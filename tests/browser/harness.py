"""A server that runs for a test, and a page in a browser that is watched while it is open."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebSocket

PROJECT = Path(__file__).resolve().parents[2]
START_WITHIN = 120  # seconds; a busy CI machine, the demonstration county made first
IDLE_WITHIN = 90_000  # milliseconds; the first page of a server also loads the front end
# A first request to a deep link looks for the server below the page's own address too and is told there is none.
EXPECTED_404 = re.compile(r"/_stcore/(health|host-config)$")

IDLE = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
    && !document.querySelector('[data-testid=stSkeleton]')
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every((chart) => chart.querySelector('.main-svg'));
}"""


@dataclass(frozen=True)
class Server:
    """A running dashboard: its address without a slash at the end, its data home, and the file of all it printed."""

    url: str
    data_home: Path
    log_file: Path

    def log(self) -> str:
        """All that the server printed so far."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")


@dataclass
class Screen:
    """A page that stands still, and what it should not have done."""

    page: Page
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """Requests to other hosts, errors in the console, error boxes."""
        boxes = [box.inner_text() for box in self.page.locator("[data-testid=stException]").all()]
        return [f"request to {url}" for url in self.outside] + self.errors + [f"error box: {text}" for text in boxes]


def idle(page: Page) -> None:
    """Wait until the script has ended, the browser has drawn it, and no chart is missing."""
    page.wait_for_function(IDLE, timeout=IDLE_WITHIN)
    page.wait_for_timeout(150)  # what the script's end set off (address, translated words) is drawn
    page.wait_for_function(IDLE, timeout=IDLE_WITHIN)


def by_menu(page: Page, section: str, name: str) -> None:
    """Go to a page by the menu on top."""
    page.get_by_test_id("stTopNav").get_by_text(section, exact=True).click()
    page.get_by_test_id("stTopNavDropdownLink").get_by_text(name, exact=True).click()


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def serve(command: list[str], data_home: Path, log_file: Path) -> Iterator[Server]:
    """Run `command --port N` until the test is over, from the moment it answers."""
    port = free_port()
    environment = os.environ | {"INSPECTION_DATA": str(data_home), "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    with open(log_file, "wb") as log:
        running = subprocess.Popen(
            [sys.executable, *command, "--port", str(port)],
            cwd=data_home,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", data_home, log_file)
    try:
        until = time.monotonic() + START_WITHIN
        while not answers(server):
            if running.poll() is not None or time.monotonic() > until:
                pytest.fail(f"the server did not start:\n{server.log()}")
            time.sleep(0.2)
        yield server
    finally:
        running.terminate()
        try:
            running.wait(15)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def answers(server: Server) -> bool:
    """Whether the server is up."""
    try:
        with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


class Opener:
    """Opens pages, and at the end closes them, forgets what they kept, and fails when one had a fault.

    All pages of a worker are tabs of one browser profile, so the front end (7 MB of scripts) is loaded and compiled once.
    """

    def __init__(self, profile: BrowserContext, screenshots: Path, url: str) -> None:
        self.profile = profile
        self.screenshots = screenshots
        self.url = url
        self.opened: list[Screen] = []

    def __enter__(self) -> Callable[..., Screen]:
        self.profile.on("request", self.on_request)
        return self.open

    def __exit__(self, kind: type | None, *_: object) -> None:
        faults = [fault for screen in self.opened for fault in screen.faults()]
        self.profile.remove_listener("request", self.on_request)
        for screen in self.opened:
            screen.page.evaluate("localStorage.clear()")
        for page in self.profile.pages:
            page.close()
        self.profile.clear_cookies()
        if kind is None:
            assert not faults, "\n".join(faults)

    def on_request(self, request: Request | WebSocket) -> None:
        if not request.url.startswith((self.url, self.url.replace("http", "ws", 1), "data:", "blob:")):
            self.opened[-1].outside.append(request.url)

    def open(
        self, path: str = "/", width: int = 1440, theme: str = "light", height: int = 900, picture: str = ""
    ) -> Screen:
        """Open a page, wait until it stands still, keep a picture of it when `picture` names one."""
        screen = Screen(self.profile.new_page())
        screen.page.set_viewport_size({"width": width, "height": height})
        screen.page.emulate_media(color_scheme=theme)
        self.opened.append(screen)

        def on_console(message: ConsoleMessage) -> None:
            expected = EXPECTED_404.search(message.location.get("url", ""))
            if message.type == "error" and not expected:
                screen.errors.append(f"console: {message.text} ({message.location.get('url')})")

        screen.page.on("websocket", self.on_request)
        screen.page.on("console", on_console)
        screen.page.on("pageerror", lambda error: screen.errors.append(f"script: {error}"))
        screen.page.goto(self.url + path)
        idle(screen.page)
        if picture:
            screen.page.screenshot(path=self.screenshots / f"{picture}.png")
        return screen
