"""Folders and files that nobody but the service's own account reads, from the moment they exist.

A mode that is set afterwards leaves a moment in which others may open the file; and what they
opened they go on reading.
"""

import os
from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def make_folder(path: Path) -> None:
    """Make a folder where there is none; one that is there keeps the mode its owner gave it."""
    path.mkdir(mode=FOLDER, parents=True, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file and its folder where there is none, for others to write into.

    SQLite takes an empty file for a new database, and gives its journal the same mode.
    """
    make_folder(path.parent)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, FILE))


def make_and_write(path: Path, text: str) -> None:
    """Write a file that must not be there yet."""
    make_folder(path.parent)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)


def append(path: Path, line: str) -> None:
    """Add a line in one write, which processes that append at once do not mix."""
    make_folder(path.parent)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, FILE)
    try:
        os.write(handle, f"{line}\n".encode("ascii"))
    finally:
        os.close(handle)
