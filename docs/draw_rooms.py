"""Draw the rooms and who imports whom, from the imports themselves, as docs/rooms.svg.

    python docs/draw_rooms.py

One box per room, each below all that import it; a line goes down from a room to each room it imports, except where it
reaches that one through another room as well. Standard library only; a test holds the picture to the code.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "rooms.svg"
WIDE, HIGH, GAP, STEP, MARGIN = 150, 40, 26, 100, 24


def files() -> list[tuple[str, Path]]:
    """(room, file) of everything that imports; a room is a folder of inspection/, and app.py and pages/ are two more."""
    found = [("app.py", ROOT / "app.py")]
    found += [("pages", path) for path in sorted((ROOT / "pages").rglob("*.py"))]
    for path in sorted((ROOT / "inspection").rglob("*.py")):
        room = path.relative_to(ROOT / "inspection").parts[0]
        if not room.endswith(".py"):
            found.append((room, path))
    return found


def arrows(found: list[tuple[str, Path]]) -> dict[str, set[str]]:
    """Room -> the other rooms its files import; the frame runs the pages without importing them."""
    rooms = {room for room, _ in found}
    reached: dict[str, set[str]] = {room: set() for room in rooms}
    for room, path in found:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            parts = [name.split(".") for name in names if name.startswith("inspection.")]
            reached[room] |= {part[1] for part in parts if part[1] in rooms} - {room}
    return reached


def below(room: str, reached: dict[str, set[str]]) -> set[str]:
    """All rooms under a room, through others as well."""
    return reached[room].union(*(below(other, reached) for other in reached[room])) if reached[room] else set()


def direct(reached: dict[str, set[str]]) -> list[tuple[str, str]]:
    """The lines to draw: without those that another way down makes plain."""
    lines = []
    for room, others in reached.items():
        through = set().union(*(below(other, reached) for other in others)) if others else set()
        lines += [(room, other) for other in others - through]
    return sorted(lines)


def storeys(reached: dict[str, set[str]]) -> list[list[str]]:
    """The rooms from top to bottom, each just below the lowest of those that import it; side by side as these stand."""

    def depth(room: str) -> int:
        return 1 + max((depth(other) for other in reached if room in reached[other]), default=-1)

    place: dict[str, float] = {}
    levels = []
    for level in range(1 + max(map(depth, reached))):
        above = {room: [place[other] for other in place if room in reached[other]] for room in reached}
        middle = {room: sum(above[room]) / len(above[room]) if above[room] else 0 for room in reached}
        rooms = sorted((room for room in reached if depth(room) == level), key=lambda room: (middle[room], room))
        place |= {room: at - (len(rooms) - 1) / 2 for at, room in enumerate(rooms)}
        levels.append(rooms)
    return levels


def drawn() -> str:
    """The picture as SVG text, the same for the same imports."""
    reached = arrows(files())
    levels = storeys(reached)
    width = 2 * MARGIN + max(len(level) for level in levels) * (WIDE + GAP) - GAP
    place = {}
    for row, level in enumerate(levels):
        left = (width - len(level) * (WIDE + GAP) + GAP) / 2
        for at, room in enumerate(level):
            place[room] = (left + at * (WIDE + GAP), MARGIN + row * STEP)
    lines = []
    for upper, lower in direct(reached):
        (x1, y1), (x2, y2) = place[upper], place[lower]
        start, end, bend = (x1 + WIDE / 2, y1 + HIGH), (x2 + WIDE / 2, y2 - 7), STEP * 0.45
        lines.append(
            f'<path d="M{start[0]:g} {start[1]:g} C{start[0]:g} {start[1] + bend:g} {end[0]:g} {end[1] - bend:g} '
            f'{end[0]:g} {end[1]:g}"><title>{upper} imports {lower}</title></path>'
        )
    boxes = []
    for room, (x, y) in sorted(place.items()):
        label = room if room == "app.py" else f"{room}/"
        boxes.append(
            f'<g><rect x="{x:g}" y="{y:g}" width="{WIDE}" height="{HIGH}" rx="4"/>'
            f'<text x="{x + WIDE / 2:g}" y="{y + 25:g}">{label}</text></g>'
        )
    height = 2 * MARGIN + (len(levels) - 1) * STEP + HIGH
    style = (
        "rect{fill:#fff;stroke:#1f3a5f}text{font:14px sans-serif;fill:#1a1a1a;text-anchor:middle}"
        "path{fill:none;stroke:#8a97a8;stroke-width:1.2;marker-end:url(#end)}"
    )
    marker = (
        '<marker id="end" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<polygon points="0 0 8 4 0 8" fill="#8a97a8"/></marker>'
    )
    body = "\n".join([*lines, *boxes])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="The rooms and who imports whom"><style>{style}</style><defs>{marker}</defs>\n'
        f'<rect width="{width}" height="{height}" style="stroke:none"/>\n{body}\n</svg>\n'
    )


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
