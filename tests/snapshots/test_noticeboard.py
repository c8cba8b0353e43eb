"""Codes for notice boards, read by a decoder that is not the program's: each leads to the page of its organisation."""

import io
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from inspection.snapshots import Publication, Refused, noticeboard
from inspection.snapshots.series import Listed
from inspection.snapshots.site import by_letter, site_files
from tests.snapshots.conftest import published
from tests.snapshots.county import SMALL

BASE = "https://www.example.gov.cn/xc/"
SHEET = {"county": "某县", "contact": "0000-000", "on": date(2025, 9, 30), "lang": "zh", "demonstration": False}


def read(picture: Image.Image) -> set[str]:
    return {one.text for one in zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)}


def test_every_code_leads_to_the_page_of_its_organisation(one):
    publication, _ = one
    files = site_files(publication, "某县", base=BASE.rstrip("/"))
    every = noticeboard.notices(publication, BASE)
    assert [notice.org_id for notice in every] == ["A", "B", "C", "D", "E"]
    with zipfile.ZipFile(io.BytesIO(noticeboard.pictures(every))) as packed:
        for notice in every:
            path = notice.address.removeprefix(BASE)
            assert f"<h1 lang=\"zh-CN\">{notice.name}</h1>" in files[path].decode()
            stem = path.removeprefix("organisations/").removesuffix(".html")
            assert read(Image.open(io.BytesIO(packed.read(f"{stem}.png")))) == {notice.address}
            assert packed.read(f"{stem}.svg") == files[f"organisations/{stem}.svg"]
            assert f'href="{stem}.svg"' in files[path].decode()


@pytest.mark.parametrize(("per_page", "pages"), [(1, 8), (6, 2)])
def test_what_is_printed_can_be_read(one, per_page, pages, tmp_path):
    every = noticeboard.notices(one[0], BASE)
    odd = ["#set page(1pt) *x* $y$ <b>", "某某县某某镇某某村党支部委员会" * 3, "=1+1"]
    every += tuple(replace(every[0], name=name, address=f"{BASE}{n}") for n, name in enumerate(odd))
    pdf = noticeboard.sheet(every, per_page=per_page, **SHEET)
    assert pdf == noticeboard.sheet(every, per_page=per_page, **SHEET)
    texts = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]
    assert len(texts) == pages
    assert all("".join(notice.name[:8].split()) in "".join(texts) for notice in every)
    assert all("0000-000" in text.replace("\u200b", "") for text in texts)
    pdftoppm = shutil.which("pdftoppm")
    if not pdftoppm and os.environ.get("CI") != "true":
        pytest.skip("no pdftoppm here (package poppler-utils): the printed codes are not read")
    (tmp_path / "n.pdf").write_bytes(pdf)
    subprocess.run([pdftoppm, "-r", "100", "-png", tmp_path / "n.pdf", tmp_path / "n"], check=True)
    drawn = [read(Image.open(path)) for path in sorted(tmp_path.glob("*.png"))]
    assert [len(codes) for codes in drawn] == [1] * pages if per_page == 1 else [6, 2]
    assert set().union(*drawn) == {notice.address for notice in every}


def test_the_address_stays_from_edition_to_edition(tmp_path):
    publication, _ = published(tmp_path)
    before = {one.org_id: one.address for one in noticeboard.notices(publication, BASE)}
    publication, _ = published(tmp_path, "bands", day=21, counties=SMALL | {"F": ("township", 3, 9)})
    after = {one.org_id: one.address for one in noticeboard.notices(publication, BASE)}
    assert before.items() < after.items() and set(after) - set(before) == {"F"}


def test_without_an_address_a_publication_or_a_page_it_says_what_to_do(one, tmp_path):
    for base in ("", "www.example.gov.cn", "javascript:1", "https://a b/", "https://县.cn/", f"https://a/{'b' * 200}", "https://a/?x=1"):
        with pytest.raises(Refused) as refused:
            noticeboard.notices(one[0], base)
        assert refused.value.code == "no_public_url", base
    with pytest.raises(Refused) as refused:
        noticeboard.notices(Publication(tmp_path), BASE)
    assert refused.value.code == "no_pages"
    every = noticeboard.notices(one[0], BASE)
    with pytest.raises(Refused) as refused:
        noticeboard.chosen(every, ["A", "Z"])
    assert refused.value.values == {"value": "Z"}
    assert [n.org_id for n in noticeboard.chosen(every, ["E党组", "A"])] == ["A", "E"]
    assert [n.org_id for n in noticeboard.chosen(every, [], "county")] == ["D", "E"]


def test_an_organisation_is_found_by_the_letter_of_its_pinyin():
    names = {
        "鹤泉镇党委": "H", "县教育局党组": "XJ", "县委办公室": "XW", "安乐村党支部": "A", "黄泥村党支部": "H", "B区党工委": "B",
        "12345热线": "", "重庆路社区": "Z", "《县志》办": "X",
    }  # fmt: skip
    every = [Listed(str(n), "village", name, "鹤泉镇党委") for n, name in enumerate(names)]
    found = {letter: [one["name"] for one in listed] for letter, listed in by_letter(every)}
    assert list(found) == sorted(set("".join(names.values()))) + [""]
    assert found["H"] == ["鹤泉镇党委", "黄泥村党支部"]
    for name, letters in names.items():
        assert {letter for letter, listed in found.items() if name in listed} == (set(letters) or {""}), name
