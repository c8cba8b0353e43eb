"""The public site: plain files that lead to each other, hold what is published, and nothing else."""

import os
import re
import shutil
import stat
import xml.etree.ElementTree as ET
from datetime import datetime
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import pytest

from inspection.snapshots import Publication, PublicSite, Refused, Text, public_key, template, verify, write_site
from inspection.snapshots.series import compare, history
from inspection.snapshots.site import file_of, site_files
from inspection.warehouse import settings
from tests.snapshots.conftest import published
from tests.snapshots.county import SMALL, mart, standard

AT = datetime(2025, 10, 20, 9)


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    """A data home with one corrected, one valid, one withdrawn snapshot and a draft, and its site."""
    home = tmp_path_factory.mktemp("several")
    more = SMALL | {"G": ("township", 2, 40), "H": ("township", 2, 40), "I": ("township", 2, 40)}
    publication, first = published(home, day=8, counties=more)
    better = more | {"C": ("township", 39, 40), "F": ("county", 9, 9)}
    better.pop("E")
    second = publication.correct(
        first.id, mart(better), standard(), version=2, reason=Text("有误", "wrong"), by="a", at=AT
    )
    publication.approve(second.id, by="b", at=AT)
    publication.publish(second.id, by="a", at=AT)
    _, third = published(home, "bands", day=21)
    publication.withdraw(third.id, reason=Text("误发", "mistake"), by="a", at=datetime(2025, 10, 22))
    publication.draft(mart(SMALL), standard(), template("monthly"), version=1, by="a", at=AT)
    return publication, site_files(publication, "某县", "0000-000", "https://example.gov.cn/xc")


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("href", "src")]


def test_every_link_of_every_page_leads_to_a_file_of_the_site(several):
    _, files = several
    for path, held in files.items():
        if path.endswith(".html"):
            links = Links()
            links.feed(held.decode())
            inside = [link for link in links.found if not link.startswith(("#", "data:"))]
            lost = [link for link in inside if normpath(join(dirname(path), link)) not in files]
            assert not lost, (path, lost)


def test_the_latest_is_the_last_that_is_valid(several):
    publication, files = several
    second = publication.entry("d0002")
    assert files["latest/index.html"] == files[f"{second.folder}/index.html"]
    assert files["latest/manifest.sig"] == files[f"{second.folder}/manifest.sig"]


def test_the_archive_says_what_was_corrected_and_withdrawn(several):
    page = several[1]["index.html"].decode()
    assert [page.count(f">{word}<") for word in ("已更正", "已撤回")] == [1, 1]


def test_of_a_withdrawn_one_only_that_it_was_withdrawn_is_left(several):
    publication, files = several
    entry = publication.entry("d0003")
    there = {path.split("/")[1] for path in files if path.startswith(entry.folder)}
    assert there == {"index.html", "manifest.json", "manifest.sig"}
    assert "本期已撤回" in files[f"{entry.folder}/index.html"].decode()


def test_no_draft_and_no_name_of_an_account_is_in_the_site(several):
    _, files = several
    assert not [path for path in files if "d0004" in path or "draft" in path or "register" in path]
    assert not [path for path, held in files.items() if "起草人".encode() in held]


def test_feed_and_sitemap_are_well_formed_and_carry_the_address(several):
    feed = ET.fromstring(several[1]["feed.xml"])
    atom = "{http://www.w3.org/2005/Atom}"
    assert len(feed.findall(f"{atom}entry")) == 3
    assert all(
        e.find(f"{atom}link").get("href").startswith("https://example.gov.cn/xc/2025")
        for e in feed.iter(f"{atom}entry")
    )
    places = [
        e.text
        for e in ET.fromstring(several[1]["sitemap.xml"]).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert all(place.removeprefix("https://example.gov.cn/xc/") in several[1] for place in places)
    assert b"https://example.gov.cn/xc/sitemap.xml" in several[1]["robots.txt"]


def test_the_headers_let_nothing_load_but_the_styles_in_the_pages(several):
    headers = several[1]["_headers"].decode()
    assert re.search(
        r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'; img-src 'self' data:; base-uri 'none'", headers
    )
    assert "unsafe" not in headers and "script-src" not in headers
    assert several[1]["nginx.conf"].decode().count("add_header") == headers.count(": ")


def test_a_site_is_written_whole_and_what_is_gone_goes(several, tmp_path):
    publication, files = several
    target = tmp_path / "site"
    count = write_site(publication, target, county="某县")
    assert count == len([path for path in files if not path.endswith(".svg")]), "codes need an address"
    (target / "2024-old").mkdir()
    (target / "2024-old" / "index.html").write_text("old")
    before = (target / "index.html").stat().st_mtime_ns
    write_site(publication, target, county="某县")
    assert not (target / "2024-old").exists()
    assert (target / "index.html").stat().st_mtime_ns == before
    key = public_key((target / "snapshot.pub.pem").read_bytes())
    assert verify(target / "latest", key).faults == ()


@pytest.mark.skipif(os.name == "nt", reason="POSIX rights")
def test_a_site_can_be_served_by_another_user_whatever_the_umask(several, tmp_path):
    publication = several[0]
    old = os.umask(0o077)
    try:
        site = PublicSite(publication.home, settings(publication.home))
        site.write(site.files(publication))
    finally:
        os.umask(old)
    site = publication.home / "public"
    held = {stat.S_IMODE(path.stat().st_mode) for path in (site, *site.rglob("*"))}
    assert held == {0o755, 0o644}


def test_a_folder_that_is_no_site_is_left_alone(several, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Refused) as refused:
        write_site(several[0], tmp_path, county="某县")
    assert refused.value.code == "not_a_site" and [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_before_anything_is_published_the_site_says_so(tmp_path):
    files = site_files(Publication(tmp_path), "某县")
    assert "尚未公布" in files["index.html"].decode()


def test_two_snapshots_compared_say_who_entered_left_moved_and_was_corrected(several):
    publication, _ = several
    before, after = (publication.contents(publication.entry(id)) for id in ("d0001", "d0002"))
    kinds = {change.org_id: change.kind for change in compare(before, after, correcting=True)}
    assert kinds == dict.fromkeys("ADGHI", "same") | {"B": "moved", "C": "corrected", "F": "entered", "E": "left"}
    assert {c.org_id: c.kind for c in compare(before, after)}["C"] == "moved"


def test_an_organisation_is_followed_through_all_snapshots(several):
    publication, files = several
    contents = [c for _, c in publication.published()]
    told = [line and (line.completion.done, line.completion.whole) for _, line in history(contents, "C")]
    assert told == [(4, 40), (39, 40), (4, 40)]
    page = files[f"organisations/{file_of('C')}"].decode()
    assert "39 / 40" in page and "4 / 40" in page and "已更正" in page


def test_losing_the_folder_of_the_site_loses_nothing(several, tmp_path):
    write_site(several[0], tmp_path / "s", county="某县")
    first = {p.relative_to(tmp_path / "s"): p.read_bytes() for p in (tmp_path / "s").rglob("*") if p.is_file()}
    shutil.rmtree(tmp_path / "s")
    write_site(several[0], tmp_path / "s", county="某县")
    assert first == {p.relative_to(tmp_path / "s"): p.read_bytes() for p in (tmp_path / "s").rglob("*") if p.is_file()}
