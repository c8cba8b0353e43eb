"""What keeps somebody from reading or using a page, as far as a machine can tell: WCAG 2.2 AA by axe, and charts."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FOREIGN = """() => [...document.querySelectorAll('[aria-label], [placeholder], [title]')].flatMap((e) =>
  ['aria-label', 'placeholder', 'title'].map((name) => e.getAttribute(name)).filter((words) => /[A-Za-z]{3}/.test(words || ''))
)"""
KNOWN = re.compile(r"Ctrl|xlsx|csv|CSV|PNG|English|DuckDB|parquet")
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
STREAMLITS_OWN = {
    "list": "the menu's list holds its items in divisions",
    "listitem": "the same",
    "aria-allowed-attr": "the date field says that it is required",
    "presentation-role-conflict": "the place to drop files on",
}
"""Rules that the front end we build on breaks wherever it is used, and what it is; nothing of ours is excused."""


def barriers(page: Page) -> list[str]:
    """A sentence per fault of the page as it stands: axe's rules, charts without words for them, words hard to read."""
    rules = {rule: {"enabled": False} for rule in STREAMLITS_OWN}
    found = []
    for fault in Axe().run(page, options={"rules": rules}).response["violations"]:
        for node in fault["nodes"]:
            found.append(f"{fault['id']}: {node['html'][:200]} {node.get('failureSummary', '')}")
    found += [f"contrast in a chart: {words}" for words in page.evaluate(CONTRAST)]
    if page.evaluate("document.documentElement.lang") != "en":
        foreign = {words for words in page.evaluate(FOREIGN) if re.search("[A-Za-z]{3}", KNOWN.sub("", words))}
        found += [f"an English name on a Chinese page: {words}" for words in sorted(foreign)]
    charts = page.locator("[data-testid=stPlotlyChart]")
    for at in range(charts.count()):
        if not charts.nth(at).evaluate("c => c.matches('[aria-label]') || !!c.querySelector('[role=img][aria-label]')"):
            found.append(f"chart {at + 1} says nothing to who cannot see it")
    return found
