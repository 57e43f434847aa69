"""Names that try to run: they stand literally wherever they are shown, and run nowhere."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scripts.browser import wait_for_map
from scripts.instance import Instance
from tests.browser.conftest import Visit

HOSTILE = (
    "{{ 7*7 }}{% raw %}${window.ran=1}`'\"\\ </script><script>window.ran=1</script>"
    "<img src=x onerror=window.ran=1>"
)
PAGES = (
    "/",
    "/map",
    "/hotspots",
    "/hotspots/PL2-I-1",
    "/districts/020",
    "/districts",
    "/attention",
)


@pytest.fixture
def poisoned(instance: Instance, execute: Callable[..., None]) -> Instance:
    execute("UPDATE hotspot SET name = ?, source_note = ? WHERE code = 'PL2-I-1'", HOSTILE, HOSTILE)
    execute(
        "INSERT INTO event (hotspot_id, effective_from, effective_to, effective_precision,"
        " placed_on, recorded_at, level, clearance, basis, note)"
        " SELECT id, '2024-05-01', '2024-05-01', 'day', '2024-05-01', '2024-05-02 00:00:00',"
        " 'active', 'cleared', ?, ? FROM hotspot WHERE code = 'PL2-I-1'",
        HOSTILE,
        HOSTILE,
    )
    return instance


def has_run(page: Page) -> bool:
    return bool(page.evaluate("'ran' in window"))


def test_hostile_text_stands_literally_on_every_page(visit: Visit, poisoned: Instance) -> None:
    page = visit()
    for path in PAGES:
        page.goto(f"{poisoned.url}{path}")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
        assert not has_run(page), path
        assert page.locator("img[src='x']").count() == 0, path
    page.goto(f"{poisoned.url}/hotspots/PL2-I-1")
    expect(page.locator("h1")).to_contain_text(HOSTILE)
    # Title, basis and note of the event, the plan's note, and twice whether this hotspot is meant.
    expect(page.get_by_text(HOSTILE)).to_have_count(6)


def test_hostile_text_stands_literally_on_the_map(visit: Visit, poisoned: Instance) -> None:
    page = visit()
    page.goto(poisoned.url)
    wait_for_map(page)
    page.locator("#choose-PL2-I-1").click()
    card = page.locator(".hotspots-card")
    expect(card).to_contain_text(HOSTILE)
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    page.evaluate("HotspotsMap.get().fitAll({ animate: false })")
    page.wait_for_timeout(500)
    page.locator("#hotspots-map .hotspots-symbol[alt*='7*7']").hover()
    expect(page.locator(".hotspots-tooltip")).to_contain_text(HOSTILE)
    assert not has_run(page)


def test_hostile_text_stands_literally_on_the_sheet(visit: Visit, poisoned: Instance) -> None:
    page = visit()
    answer = page.context.request.get(f"{poisoned.url}/districts/020/snapshot.svg")
    assert answer.ok
    assert "<script" not in answer.text()
    assert "onerror=" not in answer.text() or "&lt;img" in answer.text()
    page.goto(f"{poisoned.url}/districts/020/snapshot.svg")
    assert not has_run(page)
