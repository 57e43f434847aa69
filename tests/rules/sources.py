"""What may stand in a tracked file, how long a module may be, how migrations are numbered."""

import ast
import io
import re
import subprocess
import tokenize
from pathlib import Path

from tests.rules.imports import imported, modules

LINES_ALLOWED = 300
BYTES_ALLOWED = 1024 * 1024
MIGRATION_NAME = re.compile(r"(\d{4})_[a-z0-9_]+")

# Written in pieces, or this file would be the first to break its own rule.
REGISTRY_HOSTS = tuple(
    ".".join(pieces)
    for pieces in (
        ("files", "pythonhosted", "org"),
        ("pypi", "org"),
        ("registry", "npmjs", "org"),
        ("deb", "debian", "org"),
        ("conda", "anaconda", "org"),
    )
)
DOWNLOAD_ADDRESS = re.compile(r"https?://[^\s\"'<>]+\.(?:whl|tgz|tar\.gz|tar\.xz|zip|deb)\b")
HOME_PATH = re.compile(r"(?<![\w.:/-])/(?:home|Users|root|work)/\w" + r"|\b[A-Za-z]:\\+Users\\+\w")
EXCEPTION_MARK = re.compile(
    r"#\s*(?:(?:ruff:\s*|flake8:\s*)?noqa(?::\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)?"
    r"|type:\s*ignore(?:\[[^\]]*\])?)"
)


def tracked_files(root: Path) -> list[Path]:
    """What git tracks below root; where root is not a checkout, every file that is not hidden."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False
    )
    if listing.returncode == 0 and listing.stdout:
        found = (root / name for name in listing.stdout.split("\0") if name)
    else:
        found = (
            path
            for path in root.rglob("*")
            if not any(part.startswith(".") for part in path.relative_to(root).parts)
        )
    return sorted(path for path in found if path.is_file())


def long_modules(root: Path, files: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(root)} has {lines} lines"
        for path in files
        if path.suffix == ".py"
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES_ALLOWED
    ]


def large_files(root: Path, files: list[Path], listed: frozenset[str]) -> list[str]:
    return [
        f"{path.relative_to(root)} has {path.stat().st_size} bytes"
        for path in files
        if path.stat().st_size > BYTES_ALLOWED and path.relative_to(root).as_posix() not in listed
    ]


def download_addresses(root: Path, files: list[Path]) -> list[str]:
    return _lines_that(root, files, _names_a_download)


def home_paths(root: Path, files: list[Path]) -> list[str]:
    return _lines_that(root, files, lambda line: HOME_PATH.search(line) is not None)


def exceptions_without_reason(root: Path, files: list[Path]) -> list[str]:
    """Comments that silence a tool and do not say why."""
    wrong = []
    for path in files:
        if path.suffix != ".py":
            continue
        source = path.read_text(encoding="utf-8")
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type != tokenize.COMMENT or not EXCEPTION_MARK.search(token.string):
                continue
            reason = EXCEPTION_MARK.sub(" ", token.string)
            if len(re.findall(r"[^\W\d_]{2,}", reason)) < 2:
                wrong.append(f"{path.relative_to(root)}:{token.start[0]} {token.string}")
    return wrong


def migration_faults(folder: Path) -> list[str]:
    """Migrations not named 0001_…, with a gap, or not in one line."""
    scripts = {path: _revisions(path) for path in modules(folder)}
    scripts = {path: found for path, found in scripts.items() if "revision" in found}
    wrong = []
    before = None
    for number, path in enumerate(sorted(scripts), start=1):
        name = MIGRATION_NAME.fullmatch(path.stem)
        if name is None or int(name[1]) != number:
            wrong.append(f"{path.name} should be named {number:04d}_…")
        if scripts[path].get("down_revision") != before:
            wrong.append(f"{path.name} follows {scripts[path].get('down_revision')}, not {before}")
        before = scripts[path]["revision"]
    return wrong


def _revisions(path: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.AnnAssign):
            targets: list[ast.expr] = [node.target]
        elif isinstance(node, ast.Assign):
            targets = node.targets
        else:
            continue
        for target in targets:
            if (
                isinstance(target, ast.Name)
                and target.id in {"revision", "down_revision"}
                and isinstance(node.value, ast.Constant)
            ):
                found[target.id] = node.value.value
    return found


def _names_a_download(line: str) -> bool:
    return DOWNLOAD_ADDRESS.search(line) is not None or any(host in line for host in REGISTRY_HOSTS)


def _lines_that(root: Path, files: list[Path], wrong) -> list[str]:
    found = []
    for path in files:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture or packed data
        found += [
            f"{path.relative_to(root)}:{number} {line.strip()[:120]}"
            for number, line in enumerate(lines, start=1)
            if wrong(line)
        ]
    return found


def migrations_taking_from_the_application(root: Path) -> list[str]:
    """Imports of what may move or change; a migration must do in ten years what it does now."""
    folder = root / "geo_app" / "migrations"
    return [
        f"{path.relative_to(root)}:{line} imports {name}"
        for path in (*folder.glob("frozen*.py"), *(folder / "versions").glob("*.py"))
        for line, name in imported(path, root)
        if name.startswith("geo_app") and not name.startswith("geo_app.migrations.frozen")
    ]
