"""Two maps that move together, in a real browser: by mouse, keys, fingers and by themselves."""

from typing import Any

import pytest

from tests.maps.map_page import Open
from tests.maps.map_pair import AFTER, APART, BEFORE, SIDE_BY_SIDE, STACKED, settled

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = pytest.mark.browser

# The most of it in any frame of a while after a movement began, and whether the maps moved at all.
WATCH = """() => new Promise((resolve) => {
  const apart = APART;
  const began = performance.now();
  const [centre, zoom] = [map_before_0.getCenter(), map_before_0.getZoom()];
  let [far, zooms, moved] = [0, 0, false];
  const look = () => {
    const [away, difference] = apart();
    far = Math.max(far, away);
    zooms = Math.max(zooms, difference);
    moved ||= map_before_0.getZoom() !== zoom || !map_before_0.getCenter().equals(centre);
    if (performance.now() - began < 900) requestAnimationFrame(look);
    else resolve({ far, zooms, moved });
  };
  MOVEMENT;
  look();
})""".replace("APART", APART)


def middle(page: Any, map_of: str) -> tuple[float, float]:
    box = page.locator(map_of).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize(
    ("hand", "layout"),
    [(BEFORE, SIDE_BY_SIDE), (AFTER, STACKED)],
    ids=["side by side", "stacked"],
)
def test_mouse_and_keys_on_one_move_both(
    open_pair: Open, hand: str, layout: dict[str, Any]
) -> None:
    page = open_pair(**layout)
    centre, zoom = settled(page)
    x, y = middle(page, hand)

    page.mouse.move(x, y + 60)
    page.mouse.down()
    page.mouse.move(x + 70, y + 20, steps=5)
    away, _zooms = page.evaluate(APART)
    assert away < 1  # while the button is still down
    page.mouse.up()
    dragged, _zoom = settled(page)
    assert dragged[0] < centre[0]
    assert dragged[1] < centre[1]

    page.mouse.wheel(0, -240)
    _centre, nearer = settled(page)
    assert nearer > zoom

    page.locator(f"{hand} .leaflet-container").focus()
    page.keyboard.press("ArrowRight")
    pushed, _zoom = settled(page)
    assert pushed[0] > _centre[0]
    page.keyboard.press("-")
    _centre, farther = settled(page)
    assert farther < nearer
    page.locator(f"{hand} .hotspots-home").click()
    home, home_zoom = settled(page)
    assert home == pytest.approx(centre, abs=0.01)
    assert home_zoom == zoom


def test_two_fingers_on_one_move_both(open_pair: Open) -> None:
    page = open_pair(**STACKED, has_touch=True)
    _centre, zoom = settled(page)
    x, y = middle(page, AFTER)
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, spread: float | None = None) -> None:
        points = [] if spread is None else [(x - spread, y), (x + spread, y + 10)]
        fingers.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": px, "y": py} for px, py in points]},
        )

    touch("touchStart", 30)
    for spread in range(35, 95, 5):
        touch("touchMove", spread)
        page.wait_for_timeout(20)
    away, zooms = page.evaluate(APART)
    assert away < 1
    assert zooms == 0
    assert page.evaluate("map_before_0.getZoom()") > zoom + 0.5
    touch("touchEnd")
    _centre, nearer = settled(page)
    assert nearer > zoom + 0.5


@pytest.mark.parametrize(
    "movement",
    [
        "map_after_0.flyTo([21.03, 105.85], 14, { duration: 0.6 })",
        "map_before_0.setZoom(map_before_0.getZoom() + 1)",
        "map_after_0.panBy([150, -80], { duration: 0.4 })",
    ],
)
def test_they_are_in_step_at_each_moment_of_a_movement(open_pair: Open, movement: str) -> None:
    page = open_pair(reduced_motion="no-preference")
    settled(page)
    seen = page.evaluate(WATCH.replace("MOVEMENT", movement))
    assert seen["moved"]
    assert seen["far"] < 1.5
    assert seen["zooms"] == 0
    settled(page)


def test_a_hand_on_one_ends_the_flight_of_the_other(open_pair: Open) -> None:
    page = open_pair(reduced_motion="no-preference")
    settled(page)
    page.evaluate("void map_before_0.flyTo([21.2, 105.5], 13, { duration: 3 })")
    page.wait_for_timeout(200)
    page.evaluate("void map_after_0.setView([20.95, 105.8], 12, { animate: false })")
    centre, zoom = settled(page)
    assert centre == pytest.approx([105.8, 20.95], abs=0.001)
    assert zoom == 12


@pytest.mark.parametrize(("hand", "other"), [("before", "after"), ("after", "before")])
def test_the_other_map_draws_what_came_into_view(open_pair: Open, hand: str, other: str) -> None:
    page = open_pair()
    names = page.locator(f"#hotspots-map-{other} .hotspots-label-district")
    assert "Gia Lâm" not in names.all_inner_texts()
    page.evaluate(f"void map_{hand}_0.panBy([300, 0], {{ animate: false }})")
    sync_api.expect(names.filter(has_text="Gia Lâm")).to_have_count(1)
    page.evaluate(f"void map_{hand}_0.flyTo([21.02, 105.85], 14, {{ duration: 0.3 }})")
    page.locator(f"#hotspots-map-{other} .hotspots-label-commune span").first.wait_for()
