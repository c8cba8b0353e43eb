"""What the index page tells a browser to fetch, and what its style sheets ask of a page that grows."""

import asyncio
import gc
import re
import sys

import pytest

from inspection.ui.serving import chunks
from inspection.ui.serving.look import JOINED, STATIC
from inspection.ui.serving.packed import FOLDER, names, packed, small
from inspection.ui.serving.server import index_page, lifespan

HTML = (FOLDER / "index.html").read_bytes()
JS = "/static/js/"


def linked(path: str = "/clues") -> list[str]:
    """The scripts the page names, in its order."""
    page, _ = index_page(HTML, "zh", chunks.has_grid(path))
    return re.findall(r'(?:src|href)="\./static/js/([^"]+\.js)"', page.decode("utf-8"))


def needed(name: str) -> set[str]:
    """A script and all that it imports before it runs, read from the whole of each file."""
    found, left = set(), {name}
    while left:
        one = left.pop()
        found.add(one)
        whole = names().get(JS + one) or FOLDER / "static" / "js" / one
        left |= set(re.findall(r'\bfrom ?"\./([^"]+)"', whole.read_text("utf-8"))) - found
    return found


def test_the_page_names_each_script_of_a_page_of_figures_once_and_the_charts_last():
    scripts = linked()
    assert len(scripts) == len(set(scripts))
    for component in (*chunks.EVERYWHERE, chunks.GRID, chunks.LARGEST):
        own = [name for name in scripts if name.startswith(f"{component}.")]
        assert len(own) == 1 and needed(own[0]) <= set(scripts), component
    assert scripts[-1].startswith(chunks.LARGEST)
    assert all((FOLDER / "static" / "js" / name).is_file() for name in scripts)


def test_the_page_names_no_script_that_only_other_pages_need():
    assert not [name for name in linked() if name.startswith(("DeckGl", "EChartsChart", "elk", "GraphViz", "katex", "embed."))]


def test_the_overview_names_the_same_scripts_but_those_of_grids():
    for path in ("/", "/overview", "/office/overview"):
        left_out = {name for name in linked() if name not in linked(path)}
        assert any(name.startswith(f"{chunks.GRID}.") for name in left_out), path
        assert not [name for name in left_out if name in set().union(*map(needed, linked(path)))], path
    assert "DataFrame" not in index_page(HTML, "zh", False)[0].decode("utf-8")


def test_the_page_asks_for_no_typeface_that_nothing_on_it_is_set_in():
    page, _ = index_page(HTML, "zh")
    assert b'as="font"' in HTML and b'as="font"' not in page


def test_another_streamlit_whose_scripts_are_named_otherwise_is_told(monkeypatch):
    monkeypatch.setattr(chunks, "LARGEST", "NoSuchChart")
    with pytest.raises(ValueError, match="NoSuchChart"):
        chunks.links(HTML.decode("utf-8"))


def test_no_style_sheet_in_force_asks_the_whole_page_what_is_in_it():
    """With body:has(x) in force every thing that comes has the whole page looked at again: a quarter of a first visit."""
    head = (STATIC / "head.html").read_text("utf-8")
    in_force = [s for s, rest in re.findall(r"stylesheet\" href=\"{{(.+?)}}\"(.*?)/>", head) if "not all" not in rest]
    in_force = [part for sheet in in_force for part in JOINED.get(sheet, (sheet,))]
    assert "screen.css" in in_force and "projector.css" not in in_force
    for sheet in in_force:
        rules = (STATIC / sheet).read_text("utf-8")
        assert not re.search(r"(?<![\w-])(html|body|:root)(\[[^\]]*\])*:has\(", rules), sheet


def test_what_a_first_visit_asks_for_is_packed_when_the_server_is_up_and_the_collector_works(monkeypatch, tmp_path):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    packed.cache_clear()
    script = tmp_path / "script.py"
    script.write_text("import json\nfrom xml import dom, sax\n", encoding="utf-8")
    for name in [one for one in sys.modules if one.startswith("xml.sax")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("xml.sax", raising=False)

    async def started() -> bool:
        gc.disable()  # as the server's module does before it imports
        async with lifespan(None, script):
            working = gc.isenabled()
            while packed.cache_info().currsize < len(ready):
                await asyncio.sleep(0.05)
        return working

    ready = [names()[JS + name] for name in linked() if JS + name in names()]
    try:
        assert asyncio.run(asyncio.wait_for(started(), 120))
    finally:
        gc.enable()
    before = packed.cache_info().misses
    assert all(packed(path, "" if small(path) else "br") for path in ready) and packed.cache_info().misses == before
    assert "xml.sax" in sys.modules, "the script's own imports are there too"
