"""The only place that reads ``geodata/data/``.

Each file is compared with the sha256 in ``MANIFEST.json`` before it is used, so that a damaged
or half-copied file is a sentence about that file and not a wrong map.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from geodata.errors import DataFileError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

MANIFEST_NAME = "MANIFEST.json"


def data_directory() -> Traversable:
    """Return the directory of the packaged data."""
    return files("geodata").joinpath("data")


def _read_raw(file_name: str) -> bytes:
    try:
        return data_directory().joinpath(file_name).read_bytes()
    except FileNotFoundError:
        raise DataFileError(file_name, "is missing") from None
    except OSError as error:
        raise DataFileError(file_name, f"cannot be read ({error.strerror})") from error


@cache
def manifest() -> dict[str, Any]:
    """Return what is known about the packaged files, keyed by file name.

    Returns
    -------
    dict
        For each file: title, source, licence, date, rows, sha256 and what was done to it.

    Raises
    ------
    DataFileError
        If the manifest is missing or is not what the build step writes.
    """
    try:
        entries: dict[str, Any] = json.loads(_read_raw(MANIFEST_NAME))["files"]
    except (ValueError, KeyError, TypeError):
        raise DataFileError(MANIFEST_NAME, "is damaged") from None
    return entries


def read(file_name: str) -> bytes:
    """Return the content of a packaged file, unpacked when its name ends in ``.gz``.

    Parameters
    ----------
    file_name : str
        Name inside ``geodata/data/``.

    Raises
    ------
    DataFileError
        If the file is missing, damaged or not in the manifest.
    """
    raw = _read_raw(file_name)
    entry = manifest().get(file_name)
    if entry is None:
        raise DataFileError(file_name, f"is not listed in {MANIFEST_NAME}")
    if hashlib.sha256(raw).hexdigest() != entry.get("sha256"):
        raise DataFileError(file_name, f"is damaged (its sha256 is not the one in {MANIFEST_NAME})")
    if not file_name.endswith(".gz"):
        return raw
    try:
        return gzip.decompress(raw)
    except (OSError, EOFError, zlib.error):
        raise DataFileError(file_name, "is damaged (it cannot be unpacked)") from None
