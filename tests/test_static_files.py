"""A browser keeps scripts, styles and pictures, until an upgrade brings others."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo_app.static_files import version_of

STATIC = re.compile(r'(?:src|href)="(/(?:static|bootstrap)[^"]+)"')


@pytest.mark.parametrize("page", ["/", "/hotspots/PL2-I-1", "/hotspots/new", "/compare", "/map"])
def test_what_a_page_names_is_kept_for_a_year(signed_in: Callable[..., Any], page: str) -> None:
    client = signed_in("police")
    found = STATIC.findall(client.get(page).get_data(as_text=True))
    assert found
    for address in found:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", address


@pytest.mark.parametrize("version", ["", "?v=", "?v=000000000000"])
def test_what_has_no_version_or_another_is_asked_for_every_time(
    signed_in: Callable[..., Any], version: str
) -> None:
    for file in ("js/map.js", "vendor/leaflet/leaflet.js"):
        answer = signed_in("viewer").get(f"/static/{file}{version}")
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"


def test_what_is_missing_is_kept_by_nobody(signed_in: Callable[..., Any]) -> None:
    client = signed_in("viewer")
    [version] = set(re.findall(r"\?v=(\w+)", client.get("/").get_data(as_text=True)))
    for file in ("js/none.js", "vendor/leaflet/none.js", "vendor/none/a.js"):
        answer = client.get(f"/static/{file}?v={version}")
        assert answer.status_code == 404
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_version_is_that_of_names_and_contents(tmp_path: Path) -> None:
    def version(files: dict[str, str], name: str) -> str:
        folder = tmp_path / name
        for file, text in files.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, encoding="utf-8")
            os.utime(folder / file, (len(name), len(name)))
        return version_of((folder,))

    first = version({"a.js": "1", "b/c.css": "2"}, "first")
    assert version({"b/c.css": "2", "a.js": "1"}, "copied later") == first
    others = [
        version({"a.js": "1", "b/c.css": "3"}, "changed"),
        version({"a.js": "1", "b/d.css": "2"}, "renamed"),
        version({"a.js": "1"}, "fewer"),
    ]
    assert len({first, *others}) == 4
