"""The browsers that offices still have: Chromium 109, the last one for Windows 7, and 92, which cannot run the pages.

They come from npm; about 60 MB each, kept in the temporary folder of the machine. An old browser does not always end when it is
told to: so each is driven by a process of its own, and both are ended together.
What is looked at is asked of the page itself: the tool that drives has functions in it that an older browser lacks.

    python -m tests.browser.older PROGRAM ADDRESS [PATH=SECTION=TITLE …]     prints what was seen, as json
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.harness import EXPECTED_404, PROJECT, idle

PACKAGE = "@sparticuz/chromium"
UNPACK = """
const zlib = require("zlib"), fs = require("fs");
fs.writeFileSync("new", zlib.brotliDecompressSync(fs.readFileSync("packed")));
"""
OPTIONS = ("--no-sandbox", "--headless", "--disable-gpu", "--disable-dev-shm-usage")


def chromium(version: str) -> Path:
    """The program of a version of the package. Without npm and node the test is skipped, under CI it fails."""
    if not (shutil.which("npm") and shutil.which("node")):
        sentence = "no npm or node here to fetch an older browser: install the packages nodejs and npm"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    kept = Path(tempfile.gettempdir()) / f"inspection-chromium-{version}"
    if not (kept / "chromium").exists():
        with tempfile.TemporaryDirectory(prefix="inspection-chromium-") as made:
            folder = Path(made)
            fetching = ["npm", "pack", "--silent", f"{PACKAGE}@{version}"]
            fetched = subprocess.run(fetching, cwd=folder, capture_output=True, encoding="utf-8", timeout=300)
            assert fetched.returncode == 0, fetched.stderr
            with tarfile.open(folder / fetched.stdout.split()[-1]) as packed:
                (folder / "packed").write_bytes(packed.extractfile("package/bin/chromium.br").read())
            subprocess.run(["node", "-e", UNPACK], cwd=folder, check=True, timeout=120)
            (folder / "new").chmod(0o755)
            kept.mkdir(exist_ok=True)
            shutil.move(folder / "new", kept / f"chromium-{os.getpid()}")
            os.replace(kept / f"chromium-{os.getpid()}", kept / "chromium")
    return kept / "chromium"


def seen(version: str, address: str, pages: dict[str, tuple[str, str]], within: int) -> dict:
    """What that version shows at an address: `text`; and of each of `pages` (path -> section of the menu, title) how many
    `lines` it has; all `errors`. Fails where it takes more than so many seconds."""
    command = [sys.executable, "-m", "tests.browser.older", str(chromium(version)), address]
    command += ["=".join((path, *words)) for path, words in pages.items()]
    driven = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, start_new_session=True)
    try:
        told, _ = driven.communicate(timeout=within)
    finally:
        with suppress(ProcessLookupError):  # the browser lives on when its driver has gone
            os.killpg(driven.pid, signal.SIGKILL)
    return json.loads(told)


def look(program: str, address: str, pages: list[str]) -> dict:
    """The same, in the process that drives the browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS, timeout=60_000)
        page, errors, lines = browser.new_page(viewport={"width": 1440, "height": 900}), [], {}
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if _wrong(said) else None)
        page.goto(address)
        if not pages:
            page.wait_for_function("() => document.getElementById('older-browser')", timeout=60_000)
        else:
            idle(page)
        for path, section, title in (one.split("=", 2) for one in pages):
            page.evaluate(CLICK, [path, section])
            page.wait_for_function(TITLED, arg=title, timeout=60_000)
            idle(page)
            lines[path] = page.evaluate(LINES)
        found = {"text": page.evaluate("document.body.innerText"), "lines": lines, "errors": errors}
        print(json.dumps(found), flush=True)
        os._exit(0)


CLICK = """async ([path, section]) => {
  const link = () => [...document.querySelectorAll('[data-testid=stTopNavDropdownLink]')]
    .find(one => new URL(one.href).pathname === path);
  const named = () => [...document.querySelectorAll('[data-testid=stTopNavSection]')]
    .find(one => one.innerText.trim() === section);
  for (let tried = 0; tried < 5 && !link(); tried += 1) {
    named().click();
    for (let waited = 0; waited < 40 && !link(); waited += 1) await new Promise(done => setTimeout(done, 50));
  }
  if (!link()) throw new Error('no way to ' + path);
  link().click();
}"""
TITLED = "title => document.querySelector('h1') && document.querySelector('h1').innerText.startsWith(title)"
LINES = """document.querySelectorAll('[data-testid=stException]').length ? -1
  : document.querySelector('[data-testid=stMain]').innerText.split('\\n').length"""


def _wrong(said) -> bool:
    return said.type == "error" and not EXPECTED_404.search(said.location.get("url", ""))


if __name__ == "__main__":
    look(sys.argv[1], sys.argv[2], sys.argv[3:])
