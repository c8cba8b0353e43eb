"""The documentation is true: commands, settings, files and ids it names exist, and what exists is documented."""

import re
import runpy
from pathlib import Path

import pytest

import inspection
from inspection.cli import main
from inspection.indicators import indicators, tables
from inspection.text import LANGUAGES, say
from inspection.ui.pieces.settings_table import CODES
from inspection.warehouse import dictionary, settings

ROOT = Path(__file__).resolve().parents[1]
MANUALS = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md")
DOCS = (*MANUALS, "deploy/README.md", *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").rglob("*.md"))))
OF_RUN = ("test", "help", "bundle")  # commands of run.py itself
OF_AN_OFFICE = ("data/settings.toml", "engine/", "data/snapshots/", "views.json", "sequences.json", "boards.json", "aliases.csv")
OF_AN_OFFICE += ("versions/", "mappings/", "snapshots/", "snapshots/templates/", "public/", "keys/", "demo/", "access/")
OF_AN_OFFICE += ("access/access.toml", "access/secrets.toml", "forms/", "schedule.toml", "outbox/", "certified/")
OF_SIGNING_IN = {"auth", "proxy", "single_sign_on"}  # sections of access/access.toml and access/secrets.toml


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def helped(capsys, *words: str) -> str:
    """The help of a command, as the shell prints it."""
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    said = capsys.readouterr()
    assert ended.value.code == 0, said.err
    return said.out


def documented(name: str) -> list[list[str]]:
    """The command lines of a manual: what stands after run.py, up to a comment."""
    lines = re.findall(r"^(?:python )?run\.py (?!-)(.+)$|`(?:python run\.py )(?!-)([^`]+)`", text(name), re.MULTILINE)
    words = [re.split(r"\s+#|\s{3,}", "".join(found))[0].split() for found in lines]
    return [found for found in words if found and re.match("[a-z]", found[0])]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_every_command_that_is_documented_exists_with_its_options(name, capsys):
    lines = [words for words in documented(name) if words[0] not in OF_RUN]
    assert lines or name == "CONTRIBUTING.md"
    for words in lines:
        path = words[: 2 if words[0] in ("snapshot", "user", "audit", "forms", "summary") else 1]
        options = helped(capsys, *path)
        assert all(word.strip("[]") in options for word in words if word.strip("[").startswith("--")), words


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_command_is_documented(name, capsys):
    there = set(re.search(r"\{([a-z,-]+)\}", helped(capsys))[1].split(","))
    assert set(re.findall(r"run\.py ([\w-]+)", text(name))) >= there
    steps = set(re.search(r"\{([a-z,]+)\}", helped(capsys, "snapshot"))[1].split(","))
    assert set(re.findall(r"snapshot (\w+)", text(name))) >= steps


@pytest.mark.parametrize("name", DOCS)
def test_every_file_that_is_named_exists(name):
    found = re.findall(r"`([\w./<>*-]+/[\w./<>*-]*|[\w-]+\.(?:md|py|toml|txt|lock|csv|json|svg|cfg|ini))`", text(name))
    named = [path for path in found if "<" not in path and path[0] != "/" and path not in OF_AN_OFFICE]
    inside = ("", "inspection/ui", "inspection/intake/mapping", "queries", "data/reference", "tests")
    places = ((ROOT / name).parent, *(ROOT / folder for folder in inside))
    missing = [path for path in named if not any((place / path).exists() for place in places)]
    assert not missing or name.startswith("docs/decisions/"), missing  # a decision speaks of its own day


@pytest.mark.parametrize("name", DOCS)
def test_every_link_leads_somewhere(name):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text(name))
    assert not [link for link in links if not ((ROOT / name).parent / link).exists()]


def test_every_decision_is_in_the_index_once_under_its_day_and_title():
    folder = ROOT / "docs" / "decisions"
    rows = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| \[(.+)\]\((.+\.md)\) \|$", text("docs/decisions/README.md"), re.MULTILINE)
    there = {
        (path.name[:10], path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# "), path.name)
        for path in folder.glob("*.md")
        if path.name != "README.md"
    }
    assert sorted(rows) == sorted(there)
    assert [day for day, _, _ in rows] == sorted((day for day, _, _ in rows), reverse=True)


def test_every_setting_that_a_manual_names_exists():
    known = {(section, key) for section, key, _ in settings().entries}
    for name in DOCS:
        if not name.startswith("docs/decisions/"):
            assert set(re.findall(r"`\[(\w+)\] (\w+)`", text(name))) <= known, name
            assert set(re.findall(r"`\[(\w+)\]`", text(name))) <= set(settings().sections) | {"rests_on"} | OF_SIGNING_IN, name


@pytest.mark.parametrize("section, key", [pytest.param(s, k, id=f"{s}.{k}") for s, k, _ in settings().entries])
def test_every_setting_is_explained_where_it_stands_and_on_the_page(section, key):
    file = text("data/reference/settings.toml")
    body = re.search(rf"^\[{section}\]\n(.*?)(?=^\[|\Z)", file, re.MULTILINE | re.DOTALL)[1]
    line = re.search(rf"^{key} = (.+)$", body, re.MULTILINE)[1]
    if section in CODES:
        assert dictionary().label(CODES[section], key, "zh") and dictionary().label(CODES[section], key, "en")
        return
    labels = {lang: say(f"definitions.setting_{section}_{key}", lang) for lang in LANGUAGES}
    assert all(labels.values()) and all(say(f"definitions.settings_{section}", lang) for lang in LANGUAGES)
    assert re.search(r"# .+ · .+", line), f"{section}.{key} says not in both languages what it is"


def test_every_id_of_the_glossary_exists():
    ledgers, codes = dictionary().ledgers, dictionary().codes
    ids = set(re.findall(r"`([^`]+)`", text("docs/glossary.md").split("## The work")[1].split("## Words of the figures")[0]))
    for id in ids:
        if match := re.fullmatch(r"(\w+): (\S+)", id):
            assert match[2] in {code.code for code in codes[match[1]]}, id
        elif match := re.fullmatch(r"(\w+)\.(\w+)", id):
            assert match[2] in {column.name for column in ledgers[match[1]].columns}, id
        elif not id.startswith("["):
            assert id in ledgers or id in indicators() or id in tables(), id
    assert len(ids) > 60


def test_the_picture_of_the_rooms_is_the_one_the_imports_draw():
    drawing = runpy.run_path(str(ROOT / "docs" / "draw_rooms.py"))
    said = "run python docs/draw_rooms.py"
    assert text("docs/rooms.svg") == drawing["drawn"](), said
    told = re.findall(r"^\| `(?:inspection/)?(\w+)/", text("docs/architecture.md"), re.MULTILINE)
    assert {room for room, _ in drawing["files"]()} - {"app.py"} <= set(told)


def test_the_changelog_begins_with_the_program_s_version():
    assert re.search(r"^## (\S+) — \d{4}-\d\d-\d\d$", text("CHANGELOG.md"), re.MULTILINE)[1] == inspection.__version__


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_user_s_manual_is_short(name):
    assert len(text(name).splitlines()) <= 140
