"""Which module may import which: read from the source, never by importing it."""

import ast
from collections.abc import Iterator
from pathlib import Path

OUTSIDE_GEODATA = (
    *("flask", "apiflask", "sqlalchemy", "alembic", "folium", "branca"),
    *("matplotlib", "babel", "geo_app", "maps"),
)
FORBIDDEN = {
    "geodata": OUTSIDE_GEODATA,
    "maps": ("flask", "apiflask", "sqlalchemy", "alembic", "geo_app"),
    "geo_app": ("folium", "branca", "matplotlib", "matplotlib_scalebar"),
}
QUERY_METHODS = {"execute", "scalar", "scalars"}


def arrows_running_back(root: Path) -> list[str]:
    """Imports that leave a room by a door it does not have."""
    return [
        f"{path.relative_to(root)}:{line} imports {name}"
        for room, forbidden in FORBIDDEN.items()
        for path in modules(root / room)
        for line, name in imported(path, root)
        if any(_belongs_to(name, package) for package in forbidden)
    ]


def models_importing_views(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}:{line} imports {name}"
        for path in modules(root / "geo_app")
        if _is(path, "models")
        for line, name in imported(path, root)
        if any(part == "views" or part.startswith("views_") for part in name.split("."))
    ]


def sql_in_views(root: Path) -> list[str]:
    """Views that import SQLAlchemy, or run a statement themselves."""
    wrong = []
    for path in modules(root / "geo_app"):
        if not _is(path, "views"):
            continue
        place = path.relative_to(root)
        wrong += [
            f"{place}:{line} imports {name}"
            for line, name in imported(path, root)
            if _belongs_to(name, "sqlalchemy")
        ]
        wrong += [
            f"{place}:{node.lineno} calls .{node.func.attr}()"
            for node in ast.walk(_tree(path))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in QUERY_METHODS
        ]
    return wrong


def modules(folder: Path) -> list[Path]:
    """Every module below a folder, or none where the folder is not there yet."""
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def imported(path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a module imports, relative names made whole."""
    package = path.relative_to(root).with_suffix("").parts[:-1]
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            origin = ".".join((*base, *([node.module] if node.module else [])))
            for alias in node.names:
                yield node.lineno, f"{origin}.{alias.name}"


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _is(path: Path, kind: str) -> bool:
    """A module of that kind: models.py, models_events.py, or one in a folder models/."""
    return path.stem == kind or path.stem.startswith(f"{kind}_") or kind in path.parent.parts[-1:]


def _belongs_to(name: str, package: str) -> bool:
    """Flask's extensions count as Flask: flask_login is as much of a web service as flask."""
    top = name.split(".", maxsplit=1)[0]
    return top == package or (package == "flask" and top.startswith("flask_"))
