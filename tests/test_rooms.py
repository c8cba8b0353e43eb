"""Who may import whom (docs/architecture.md): arrows point down only."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_LOWEST = ("warehouse", "statistics", "text")
ROOMS = {
    "text": set(),
    "statistics": set(),
    "warehouse": set(),
    "formats": {"warehouse", "text"},
    "demonstration": {"warehouse"},
    "access": {"warehouse", "text"},
    "indicators": {"warehouse", "statistics", "text"},
    "reading": {"indicators", "warehouse", "statistics", "text"},
    "charts": {"reading", "indicators", "warehouse", "statistics", "text"},
    "intake": {"formats", "indicators", "warehouse", "text"},
    "snapshots": {"formats", "indicators", "warehouse", "statistics", "text"},
    "papers": {*("snapshots", "reading", "formats", "indicators"), *_LOWEST},
    "ui": {*("access", "charts", "demonstration", "formats", "intake", "reading", "indicators", "snapshots", "papers"), *_LOWEST},
    "cli": {*("access", "api", "demonstration", "formats", "intake", "reading", "indicators", "snapshots", "papers"), *_LOWEST},
    "api": {*("access", "formats", "intake", "reading", "indicators", "snapshots", "papers"), *_LOWEST},
    "__main__": {"cli"},
}
ONLY_IN = {
    "streamlit": {"ui", "app", "pages"},
    "duckdb": {"warehouse"},
    "sqlglot": {"warehouse"},
    "chdb": {"warehouse"},
    "pyspark": {"warehouse"},
    "plotly": {"charts"},
    "python_calamine": {"formats"},
    "xlrd": {"formats"},
    "xlsxwriter": {"formats"},
    "openpyxl": {"formats"},
    "docx": {"formats"},
    "docxtpl": {"formats"},
    "pptx": {"formats"},
    "typst": {"formats"},
    "segno": {"formats"},
    "lxml": {"formats"},
    "jinja2": {"snapshots", "formats"},
    "PIL": {"snapshots"},
    "cryptography": {"snapshots"},
    "pyrage": {"access"},
    "argon2": {"access"},
}


def _files():
    yield ROOT / "app.py", "app"
    for path in (ROOT / "pages").rglob("*.py"):
        yield path, "pages"
    for path in (ROOT / "inspection").rglob("*.py"):
        parts = path.relative_to(ROOT / "inspection").parts
        yield path, Path(parts[0]).stem


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides which room it reaches into"
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "inspection"}
    return found


FILES = list(_files())


def test_a_file_imports_only_rooms_below_its_own():
    wrong = []
    for path, room in FILES:
        allowed = {"ui", "charts", "reading", "text"} if room in ("app", "pages") else ROOMS.get(room, set()) | {room}
        reached = {name.split(".")[1] for name in _imports(path) if name.startswith("inspection.")}
        if above := sorted(reached - allowed):
            wrong.append(f"{path.relative_to(ROOT)}: {room} must not import {above}")
    assert FILES and not wrong, "\n".join(wrong)


def test_a_library_is_imported_only_in_its_room():
    wrong = [
        f"{path.relative_to(ROOT)}: {name} is imported in {room}"
        for path, room in FILES
        for name in _imports(path)
        if room not in ONLY_IN.get(name.split(".")[0], {room})
    ]
    assert not wrong, "\n".join(wrong)


def test_what_is_claimed_of_a_figure_is_said_in_the_room_of_readings():
    wrong = []
    for path, room in FILES:
        if room in ("charts", "ui", "cli", "pages", "app"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            texts = [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            claims = [text for text in texts if re.fullmatch(r"[a-z]+\.([a-z_]+_)?finding(_[a-z]+)?", text)]
            if claims:
                wrong.append(f"{path.relative_to(ROOT)} claims {claims}: a function of inspection/reading/ says it")
    assert not wrong, "\n".join(wrong)


PARTS_OF_UI = {"pieces": set(), "screens": {"pieces"}, "serving": {"pieces"}}


@pytest.mark.parametrize("path", sorted((ROOT / "inspection" / "ui").rglob("*.py")), ids=lambda p: p.name)
def test_the_toolkit_knows_no_screen_and_no_screen_knows_the_server(path):
    part = path.relative_to(ROOT / "inspection" / "ui").parts[0]
    if part in PARTS_OF_UI:
        reached = {name.split(".")[2] for name in _imports(path) if name.startswith("inspection.ui.")}
        assert reached <= PARTS_OF_UI[part] | {part}


def test_no_page_lies_directly_in_pages_where_it_would_run_without_app():
    assert not list((ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("path", sorted((ROOT / "pages").rglob("*.py")), ids=lambda p: p.name)
def test_a_page_is_short_and_defines_nothing(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    tree = ast.parse(text)
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    assert "select " not in text.lower()


def test_every_room_of_the_package_is_on_the_map():
    there = {Path(p.name).stem for p in (ROOT / "inspection").iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert there - {"__init__"} == set(ROOMS)
