"""Names of backups in a folder, which of them are ours, and which are kept."""

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from geo_app.clock import now

NAME = re.compile(r"hotspots-\d{8}T\d{6}Z\.zip")
PART = ".hotspots-*.part"
# No backup takes longer; what lies there since was left by one that was killed.
STALE = timedelta(days=1)


def new_name() -> str:
    return f"hotspots-{now():%Y%m%dT%H%M%SZ}.zip"


@dataclass(frozen=True)
class Rotated:
    kept: int
    removed: int


def rotate(folder: Path, keep: int) -> Rotated:
    """Keep the newest backups of a folder; their names sort by when they were made."""
    found = sorted(each for each in folder.iterdir() if NAME.fullmatch(each.name))
    old = found[:-keep]
    for each in old:
        each.unlink()
    remove_stale(folder)
    return Rotated(len(found) - len(old), len(old))


def remove_stale(folder: Path) -> None:
    limit = (now() - STALE).timestamp()
    for each in folder.glob(PART):
        if each.stat().st_mtime < limit:
            each.unlink(missing_ok=True)
