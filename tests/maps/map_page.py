"""What a test reads off a page with the map."""

from collections.abc import Callable
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

Open = Callable[..., Any]


def events(page: Any, name: str) -> list[Any]:
    return [detail for each, detail in page.evaluate("window.seen") if each == name]


def count_to(page: Any, selector: str, count: int) -> None:
    """Wait without wait_for_function, whose polling the content policy refuses."""
    sync_api.expect(page.locator(selector)).to_have_count(count)


def select(page: Any, code: str) -> None:
    assert page.evaluate("(code) => HotspotsMap.get().select(code, {open: true})", code)


def boxes(page: Any, selector: str) -> list[list[float]]:
    """Left, top, right and bottom of each in pixels."""
    found = page.locator(selector).evaluate_all(
        "(all) => all.map((e) => e.getBoundingClientRect())"
        ".map((b) => [b.left, b.top, b.right, b.bottom])"
    )
    return [[float(edge) for edge in box] for box in found]


def apart(one: list[float], other: list[float], slack: float = 0) -> bool:
    beside = one[2] - slack <= other[0] or other[2] - slack <= one[0]
    return beside or one[3] - slack <= other[1] or other[3] - slack <= one[1]
