"""Which of Streamlit's scripts a page of figures needs, so that a browser asks for all of them at once.

Streamlit's front end fetches the script of a chart, a table or a filter when the first one comes over the stream: the largest of
all, that of the charts, is asked for last. Named in the head of the index page they come while the page's own script is computed.
"""

import re
from functools import cache

from inspection.ui.serving.packed import FOLDER

EVERYWHERE = (
    *("Button", "Spinner", "ButtonGroup", "Checkbox", "Selectbox", "Multiselect", "DateInput"),
    *("Metric", "Html", "DownloadButton"),
)
"""What nearly every page has, in the order in which it comes: the side bar first."""
GRID = "DataFrame"
WITHOUT_GRID = ("", "overview")
"""The addresses of pages that open without a grid: named there, its scripts would be read for nothing."""
LARGEST = "PlotlyChart"
IMPORTED = re.compile(r'(?:from|import)"\./([^"/]+\.js)"')
HEAD = 16_384
"""Characters: a script names what it imports before all else."""


@cache
def imports(name: str) -> tuple[str, ...]:
    """The scripts that one of Streamlit's imports before it runs, by their names."""
    with (FOLDER / "static" / "js" / name).open(encoding="utf-8") as script:
        return tuple(dict.fromkeys(IMPORTED.findall(script.read(HEAD))))


def _named(component: str, folder: str = "js") -> str:
    """The file of a component: its name and a hash. Raises ValueError where there is not just one."""
    found = sorted(path.name for path in (FOLDER / "static" / folder).glob(f"{component}.*"))
    if len(found) != 1:
        raise ValueError(f"Streamlit has {found} for {component}: another version? See inspection/ui/serving/chunks.py")
    return found[0]


def has_grid(path: str) -> bool:
    """Whether the page of an address opens with a grid."""
    return path.rpartition("/")[2] not in WITHOUT_GRID


def wanted(page: str, grid: bool = True) -> list[str]:
    """The scripts that the index page does not name yet, each before what it imports, the charts' own last."""
    there, found = set(re.findall(r"/static/js/([^\"]+\.js)", page)), []

    def add(name: str) -> None:
        if name not in there:
            there.add(name)
            found.append(name)
            for other in imports(name):
                add(other)

    for component in (*EVERYWHERE, *((GRID,) if grid else ()), LARGEST):
        add(_named(component))
    charts = _named(LARGEST)
    return [*(name for name in found if name != charts), charts]


def links(page: str, grid: bool = True) -> str:
    """The head's links to them. The charts' script, as large as all the others, lets them go first."""
    scripts, charts = wanted(page, grid), _named(LARGEST)
    last = {charts: ' fetchpriority="low"'}
    made = [f'<link rel="modulepreload" crossorigin href="./static/js/{name}"{last.get(name, "")}>' for name in scripts]
    if grid:
        made.append(f'<link rel="preload" as="style" crossorigin href="./static/css/{_named(GRID, "css")}">')
    return "\n".join(made)
