"""The published pages in a real browser: from a memory stick, on a telephone, on paper, in both languages."""

import dataclasses
import re
import shutil
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path

import pytest

from inspection.demonstration.publish import publish as publish_demonstration
from inspection.snapshots import Publication, Text, template, write_site
from inspection.warehouse import Reader, demonstration_store

pytestmark = pytest.mark.long

CHECKS = (Path(__file__).parent / "published.js").read_text(encoding="utf-8")
WIDTHS = (390, 1080, 1440)
AT = datetime(2025, 10, 8, 9)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A site of two snapshots of the demonstration county, the second a correction, and a withdrawn one."""
    home = tmp_path_factory.mktemp("aired")
    publish_demonstration(home, AT)
    reader = Reader(home)
    publication = Publication(demonstration_store(home).home)
    totals = ("coverage_rate", "organisations_inspected", "rules_made", "clues")
    wanted = dataclasses.replace(template("monthly"), totals=totals, by_year=True, classes=("township", "county"))

    def publish(entry):
        publication.approve(entry.id, by="b", at=AT)
        return publication.publish(entry.id, by="a", at=AT)

    first = publish(publication.draft(reader.mart(), reader.settings(), wanted, version=1, by="a", at=AT))
    publish(publication.draft(reader.mart(), reader.settings(), wanted, version=1, by="a", at=AT))
    reason = Text("一个单位的数字有误", "One figure was wrong")
    last = publish(
        publication.correct(first.id, reader.mart(), reader.settings(), version=1, reason=reason, by="a", at=AT)
    )
    gone = publish(publication.draft(reader.mart(), reader.settings(), template("bands"), version=1, by="a", at=AT))
    publication.withdraw(gone.id, reason=Text("误发", "By mistake"), by="a", at=AT)
    write_site(publication, home / "site", county="青禾县", contact="0000-000", base="https://www.example.gov.cn/xc/")
    shutil.copytree(home / "site" / gone.folder, home / "site" / "gone")
    shutil.copytree(home / "site" / last.folder, home / "site" / "correction")
    return home / "site"


@pytest.fixture(scope="module")
def stick(browser, site):
    """stick("latest/index.html#en", width) -> the page as it opens from a folder; any
    request but for the file itself, and any message of the console, fails the test."""
    opened, asked = [], []

    def open_page(path: str, width: int = 1080):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
        page = context.new_page()
        opened.append(context)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: asked.append(message.text))
        before = len(asked)
        address = f"{site.as_uri()}/{path}"
        page.goto(address)
        beyond = [url for url in asked[before:] if url.split("#")[0] != address.split("#")[0]]
        assert not beyond, beyond
        return page

    yield open_page
    for context in opened:
        context.close()


PAGES = ("index.html", "latest/index.html", "correction/index.html", "gone/index.html", "organisations/index.html")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_for_nothing_and_stumbles_nobody_at_any_width(path, language, stick, screenshots):
    page = stick(f"{path}#{language}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(CHECKS) == [], width
        page.screenshot(path=screenshots / f"published-{path.split('/')[0]}-{language}-{width}.png")


def test_at_night_everything_can_be_read_too(stick, screenshots):
    for path in PAGES:
        page = stick(path, 390)
        page.emulate_media(color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
        assert page.evaluate(CHECKS) == [], path


def test_the_page_of_an_organisation_stumbles_nobody_either(stick, site):
    one = next(p for p in sorted((site / "organisations").glob("*.html")) if p.name != "index.html")
    assert stick(f"organisations/{one.name}", 390).evaluate(CHECKS) == []


def test_on_a_telephone_any_answer_is_within_six_screens_and_no_table_is_cut_without_a_sign(stick, site):
    one = next(p for p in sorted((site / "organisations").glob("*.html")) if p.name != "index.html")
    heights = """() => ['', ...document.querySelectorAll('details')].map((one) => {
      if (one) { one.dataset.was = one.open; one.open = true; }
      const height = document.documentElement.scrollHeight;
      if (one) one.open = one.dataset.was === 'true';
      return height;
    })"""
    for path in ("index.html", "organisations/index.html", f"organisations/{one.name}"):
        page = stick(path, 390)
        assert max(page.evaluate(heights)) <= 6 * 844, path
        signs = """() => [...document.querySelectorAll('.scroll')].map(
          (e) => getComputedStyle(e).backgroundImage.match(/gradient/g).length)"""
        assert set(page.evaluate(signs)) <= {4}, path
    unfolded = """() => [...document.querySelectorAll('details')].map((one) => {
      one.open = true; // one after the other, as a reader does who closes nothing
      one.parentElement.closest('details')?.setAttribute('open', '');
      return document.documentElement.scrollHeight;
    })"""
    for language in ("zh", "en"):
        page = stick(f"latest/index.html#{language}", 390)
        seen = page.evaluate(unfolded)
        assert len(seen) > 6 and max(seen) <= 6 * 844, (language, seen)


def test_an_organisation_is_found_by_its_letter_without_a_script(browser, site):
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    page.get_by_text("按单位查").click()
    page.locator("summary:has(b:text-is(\"J\"))").click()
    page.get_by_role("link", name="县教育体育局党组").first.click()
    assert page.inner_text("h1") == "县教育体育局党组" and "核实销号" in page.inner_text("main")
    context.close()


def test_one_language_is_shown_and_the_other_is_a_click_away(stick):
    page = stick("latest/index.html")
    assert "核实销号" in page.inner_text("main") and "Verified" not in page.inner_text("main")
    page.click("text=English")
    assert "Verified" in page.inner_text("main") and "核实销号" not in page.inner_text("main")
    page.click("text=中文")
    assert "核实销号" in page.inner_text("main")


def test_on_paper_it_is_a4_with_the_bars_in_the_language_chosen(stick, tmp_path):
    page = stick("latest/index.html#en")
    held = page.pdf(prefer_css_page_size=True, print_background=False)
    boxes = {tuple(round(float(n)) for n in box.split()) for box in re.findall(rb"/MediaBox \[([\d. ]+)\]", held)}
    assert boxes == {(0, 0, 595, 842)}
    assert 3 <= len(re.findall(rb"/Type /Page\b", held)) <= 8
    page.emulate_media(media="print")
    assert "Verified" in page.inner_text("main") and "核实销号" not in page.inner_text("main")
    assert not page.is_visible(".language") and page.is_visible(".bar >> nth=0")


def test_on_paper_names_stand_in_one_row_and_the_boards_have_their_columns_below_each_other(browser, tmp_path):
    publish_demonstration(tmp_path, AT)
    reader, publication = Reader(tmp_path), Publication(demonstration_store(tmp_path).home)
    drafted = publication.draft(reader.mart(), reader.settings(), template("monthly"), version=1, by="a", at=AT)
    publication.approve(drafted.id, by="b", at=AT)
    publication.publish(drafted.id, by="a", at=AT)
    (aired,) = demonstration_store(tmp_path).home.glob("snapshots/*/index.html")
    page = browser.new_page(viewport={"width": 794, "height": 1123})
    page.goto(aired.as_uri())
    page.emulate_media(media="print")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    page.evaluate("document.querySelector('main').style.width = '182mm'")  # an A4 less its margins
    begins, rows = page.evaluate(
        """() => {
          const of = (words) => [...document.querySelectorAll(words)].filter((one) => one.getClientRects().length);
          const lines = (name) => {
            const words = document.createRange();
            words.selectNodeContents(name);
            return new Set([...words.getClientRects()].map((box) => Math.round(box.top))).size;
          };
          const left = (board) => board.querySelector('td.completion').getBoundingClientRect().left;
          return [of('.board').map(left), of('.board .name').map(lines)];
        }"""
    )
    page.close()
    assert len(begins) > 10 and max(begins) - min(begins) < 12, begins
    assert len(rows) > 190 and set(rows) == {1}


def test_without_its_styles_everything_can_still_be_read(stick):
    page = stick("latest/index.html")
    page.evaluate("document.querySelector('style').remove()")
    words = page.inner_text("main")
    assert "核实销号" in words and "Verified" in words


def test_the_dashboard_answers_below_public_without_a_session(server):
    """Whatever is published there or not: strict headers, no cookie, no page of the dashboard."""
    request = urllib.request.Request(f"{server.url}/public/nothing.html", headers={"Accept": "text/html"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    headers = refused.value.headers
    assert refused.value.code == 404 and refused.value.read() == b"404"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Set-Cookie"] is None
