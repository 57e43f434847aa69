"""A service around the map, and a browser that writes down everything which should not happen."""

from collections.abc import Iterator
from typing import Any

import pytest

from maps.document import build_map
from tests.maps.map_page import Open, count_to
from tests.maps.map_pair import SIDE_BY_SIDE, lay_out
from tests.maps.map_samples import LABELS, SOURCES, twelve_hotspots
from tests.maps.map_server import MapService, serving
from tests.troubles import Troubles


@pytest.fixture
def service() -> Iterator[MapService]:
    with serving(MapService(build_map(SOURCES, LABELS), twelve_hotspots())) as running:
        yield running


@pytest.fixture
def troubles() -> Troubles:
    return Troubles()


@pytest.fixture
def open_map(browser: Any, service: MapService, troubles: Troubles) -> Iterator[Open]:
    contexts = []

    def open_page(
        width: int = 1000,
        height: int = 800,
        *,
        symbols: int = 11,
        path: str = "/",
        reduced_motion: str = "reduce",
        has_touch: bool = False,
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            reduced_motion=reduced_motion,
            has_touch=has_touch,
        )
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(
            "window.seen = [];"
            "for (const name of ['hotspots:select', 'hotspots:loaded'])"
            " document.addEventListener(name, (e) => window.seen.push([name, e.detail]));"
            "document.addEventListener('securitypolicyviolation',"
            " (e) => console.error('policy: ' + e.violatedDirective));"
        )
        page.on("console", lambda said: troubles.note(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: troubles.note(str(error)))
        page.on("request", lambda request: outside(request.url))
        page.goto(service.address + path)
        count_to(page, ".hotspots-symbol", symbols)
        page.wait_for_load_state("networkidle")
        return page

    def outside(url: str) -> None:
        if not url.startswith((service.address, "data:")):
            troubles.note(f"request to {url}")

    yield open_page
    for context in contexts:
        context.close()
    assert troubles.unexpected() == []


@pytest.fixture
def open_pair(open_map: Open, service: MapService) -> Open:
    """`open_pair(width, height)`: the page with two maps, once both show their hotspots."""
    lay_out(service)
    return lambda **page: open_map(**{**SIDE_BY_SIDE, "symbols": 19, "path": "/pair", **page})
