"""What a page is said to ask for, from its code, is what it asks for when it is opened."""

import dis
import os

import pytest

from inspection.indicators import figures
from inspection.papers.asked import ROOT, _steps, asked_by
from inspection.reading import keeping
from tests.ui.dashboard import fault, opened

PAGES = sorted(str(path.relative_to(ROOT / "pages").with_suffix("")) for path in (ROOT / "pages").rglob("*.py"))
OPENED = PAGES if os.environ.get("INSPECTION_LONG") else ["review/coverage", "review/clues", "papers/summary"]
BY_ALL = {"terms", "data_freshness", "round_overview"}
"""What the frame around every page asks for: the terms and rounds to choose from, and since when the data stand."""


@pytest.mark.long
@pytest.mark.parametrize("page", OPENED)
def test_what_a_page_asks_for_when_it_is_opened_is_what_its_code_is_said_to_ask_for(demo, monkeypatch, page):
    seen: set[str] = set()

    def noting(look_up):
        def noted(id):
            seen.add(id)
            return look_up(id)

        return noted

    monkeypatch.setattr(figures, "indicator", noting(figures.indicator))
    monkeypatch.setattr(figures, "table_definition", noting(figures.table_definition))
    keeping.SHELF.clear()  # what was kept would not be asked for
    assert not fault(opened(page))
    told = asked_by(f"pages/{page}.py")
    free = told.anything and not page.startswith("review/")
    assert free or seen - BY_ALL <= told.ids, sorted(seen - BY_ALL - told.ids)
    print(f"{page}: {len(told.ids)} said, {len(told.ids - seen)} of them not asked for at once")


def test_a_page_is_not_said_to_ask_for_what_only_other_pages_show():
    ids = asked_by("pages/review/coverage.py").ids
    assert {"coverage_rate", "coverage_pace", "coverage_each", "reinspection_rate"} <= ids
    assert not ids & {"clue_funnel", "talent_flow", "recovered_wan"}


TOLD = ("IMPORT_NAME", "IMPORT_FROM", "STORE_NAME", "LOAD_NAME", "LOAD_ATTR", "LOAD_METHOD", "LOAD_CONST", "POP_TOP")
LONG = "\n".join(f"name_{n} = other_{n}.part_{n}('value {n}')" for n in range(300))
"""More names and values than one byte can number."""


def test_the_steps_of_a_module_are_those_that_python_itself_tells():
    frame = (ROOT / "inspection" / "ui" / "frame.py").read_text(encoding="utf-8")
    for text in (frame, "import a.b as c\nfrom d import e, f\ndel c\n'x'.y\nclass G(e): pass", LONG):
        code = compile(text, "module", "exec")
        told = [step for step in dis.get_instructions(code) if step.opname in TOLD]
        assert list(_steps(code)) == [(s.opname, None if s.opname == "POP_TOP" else s.argval) for s in told]
