"""Whoever works in Thanh Tri cannot tell whether there is anything in Ha Dong, on any page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from geo_app.db import now
from geodata.plan import plan_hotspots
from maps.sheet import SheetContent
from tests.accounts.actors import ANOTHER, OWN, bearer, session_of
from tests.accounts.planted import (
    CODE,
    COUNT,
    MARK,
    MARKS,
    MERGED_AWAY,
    MERGED_HERE,
    OURS,
    empty,
    plant,
)
from tests.accounts.walk import Told, Walk, watch
from tests.factories import make_token, make_user
from tests.kept_rows import kept_rows

UNKNOWN = "999"
DAY = "2024-06-17"
DISTRICTS = [OWN, ANOTHER, UNKNOWN]


@pytest.fixture
def app(make_app: Callable[..., Flask], database_url: str) -> Flask:
    """Without limits on how often: one address asks more here than anybody does in a minute."""
    return make_app(database_url, RATE_LIMITS="0")


@pytest.fixture(autouse=True)
def _in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets and pictures as the words and places in them, which a picture would hide."""

    def sheet(content: SheetContent, kind: str) -> bytes:
        return repr((kind, content.texts, content.hotspots, content.history)).encode()

    def line(*said: Any, **more: Any) -> bytes:
        return repr((said, more)).encode()

    monkeypatch.setattr("geo_app.exports.sheets.draw_sheet", sheet)
    monkeypatch.setattr("geo_app.exports.views.draw_history", line)


@pytest.fixture(autouse=True)
def _a_year_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment that has just passed is told by its fraction of a second, an earlier one whole."""
    monkeypatch.setattr("geo_app.register.queries.now", lambda: now() + timedelta(days=365))


@pytest.fixture
def readers(app: Flask) -> dict[str, dict[str, str]]:
    """A session of somebody of one district, and the token of somebody else narrowed to it."""
    watch(app)
    user = make_user(app, role="dolisa", scope=(OWN,))
    city = make_user(app, role="dolisa")
    return {
        "session": session_of(app, user.name),
        "token": bearer(make_token(app, city, districts=[OWN])),
    }


def values(numbers: dict[str, int]) -> dict[str, list[str]]:
    """What the variables of addresses and their parameters can stand for."""
    return {
        "code": [OURS, MERGED_AWAY, MERGED_HERE, f"{CODE}-1", f"{CODE}-gone"],
        "number": [str(number) for number in (1, *numbers.values())],
        "name": ["districts-2024"],
        "format_name": ["svg", "png", "pdf"],
        "district": DISTRICTS,
        "unit": DISTRICTS,
        "category": ["establishment"],
        "level": ["complex"],
        "clearance": ["cleared"],
        "as_of": [DAY],
        "known_on": ["2024-06-20"],
        "before": ["2024-04-01"],
        "after": [DAY],
        "known_before": ["2024-06-20"],
        "known_after": ["2024-06-20"],
        "swap": ["1"],
        "part": ["to_clear", "cleared", "left", "to_keep", "kept", "lost", "new"],
        "page": ["2"],
        "period": ["2024-H1"],
        "lead": ["x"],
        "team": ["city", "local"],
        "width": ["narrow"],
        "download": ["1"],
        "map": ["before"],
        "all": [""],
        "q": [f"{MARK} Đường Kim Giang"],
        "preview": [f"{MARK} Đường Kim Giang"],
        "preview_name": [MARK],
        "preview_category": ["establishment"],
        "commune": ["00646"],
        "prepared": ["0" * 32],
        "step": ["preview"],
    }


PAGES = (
    "/",
    "/attention",
    "/compare",
    "/districts/268",
    "/districts/268/snapshot.pdf",
    "/history.svg",
    "/hotspots",
    "/indicators/3.1",
    "/inspections",
    "/map/hotspots.geojson",
    "/api/v1/inspections",
)
DISTRICT_PAGES = {"code": DISTRICTS}
INDICATORS = {"code": ["3.1", "3.6", "6", "8.1", "8.2", "8.3", "9.1", "9.2"]}
BY_ROUTE = {
    "/districts/<code>": DISTRICT_PAGES,
    "/districts/<code>/snapshot.<format_name>": DISTRICT_PAGES,
    "/api/v1/districts/<code>": DISTRICT_PAGES,
    "/indicators/<code>": INDICATORS,
}


def test_nothing_of_another_district_is_found_by_any_page(
    app: Flask, readers: dict[str, dict[str, str]], figure: Callable[..., None]
) -> None:
    asked = values(plant(app))

    def walked() -> dict[str, Told]:
        return {
            f"{reader} {address}": told
            for reader, headers in readers.items()
            for address, told in Walk(app, headers, asked, BY_ROUTE).go().items()
        }

    with kept_rows(app) as kept:
        there = walked()
        empty(app)
        gone = walked()
        kept.put_back()
    figure("scope: answers compared with those of an empty district", len(there))
    assert [name for name, told in there.items() if told.status >= 500] == []
    assert [name for name, told in there.items() if is_marked(name, told)] == []
    assert [name for name in there if there[name] != gone[name]] == []
    assert [name for name in there if reads_unlike_unknown(name, there)] == []


def is_marked(address: str, told: Told) -> bool:
    """Whether an answer holds what nobody has asked for in the address."""
    return any(told.holds(mark) for mark in MARKS if mark not in address)


def reads_unlike_unknown(address: str, found: dict[str, Told]) -> bool:
    """Whether a district outside the scope is answered unlike a code that no district has."""
    unknown = found.get(address.replace(ANOTHER, UNKNOWN))
    if unknown is None:
        return False
    return found[address].as_if(ANOTHER, UNKNOWN) != unknown.as_if(ANOTHER, UNKNOWN)


def test_the_marks_are_seen_by_who_may_see_them(app: Flask) -> None:
    """Or the test above would find nothing whatever the pages say."""
    numbers = plant(app)
    headers = bearer(make_token(app, make_user(app, scope=(ANOTHER,))))
    found = Walk(app, headers, values(numbers), BY_ROUTE).go()
    marked = [address for address, told in found.items() if is_marked(address, told)]
    for path in (
        "/",
        "/hotspots",
        "/inspections",
        "/compare",
        "/attention",
        "/map/hotspots.geojson",
    ):
        assert path in marked
    assert found["/indicators/3.1"].holds(f"{COUNT:,}".replace(",", "."))


def test_a_token_without_a_district_in_common_finds_nothing_at_all(app: Flask) -> None:
    numbers = plant(app)
    user = make_user(app, role="dolisa", scope=(OWN,))
    narrowed = bearer(make_token(app, user, districts=[ANOTHER]))
    walk = Walk(app, narrowed, values(numbers), BY_ROUTE)
    for path in (*PAGES, f"/hotspots/{OURS}", f"/api/v1/hotspots/{OURS}", "/api/v1/districts"):
        walk.note(path, {})
    codes = (*MARKS, *(each.code for each in plan_hotspots()))
    shown = [
        (path, code) for path, told in walk.found.items() for code in codes if told.holds(code)
    ]
    # What was asked for stands in the refusal.
    assert shown == [(f"/hotspots/{OURS}", OURS), (f"/api/v1/hotspots/{OURS}", OURS)]
