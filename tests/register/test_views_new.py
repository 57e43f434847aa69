"""The page for a new hotspot: described, looked at, saved; without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from geo_app.register.models import PreparedEntry
from tests.desk.page import Page, faults
from tests.factories import database_of, make_event, make_hotspot

PATH = "/hotspots/new"
GOOD = {
    "name": "Phố Hàng Bạc",
    "category": "establishment",
    "district": "002",
    "communes": ["Hàng Bạc"],
    "place": "",
    "effective_on": "15/3/2024",
    "level": "active",
    "clearance": "not_cleared",
    "basis": "BB 3/BB-CA",
    "note": "Kiểm tra lần đầu.",
}


class Writer:
    """Somebody with the page before them; what it holds goes with what they type."""

    def __init__(self, client: Any) -> None:
        self.client = client
        client.post_form("/language", {"language": "en"}, page="/")
        self.page = Page.of(client.get(PATH))

    def send(self, step: str, **changes: Any) -> Page:
        fields = MultiDict({**GOOD, "step": step, "seen": self.page.value("seen"), **changes})
        fields["csrf_token"] = self.client.csrf_token(PATH)
        answer = self.client.post(PATH, data=fields)
        self.location = answer.headers.get("Location", "")
        self.page = Page.of(self.client.get(self.location) if self.location else answer)
        return self.page


@pytest.fixture
def writer(signed_in: Callable) -> Writer:
    return Writer(signed_in("police", name="ca.mot"))


def new_codes(client: Any) -> list[str]:
    features = client.get("/api/v1/hotspots").json["features"]
    return [each["id"] for each in features if each["id"].startswith("M")]


def error_at(page: Page, field: str) -> str:
    found = page.one("p", id=f"{field}-error")
    described = [each for each in page.elements if found["id"] in each["aria-describedby"].split()]
    assert described[0]["aria-invalid"] == "true"
    return found.text


def test_the_register_and_the_list_of_new_ones_lead_here(signed_in: Callable):
    client = signed_in("police")
    for path in ("/hotspots", "/hotspots?part=new"):
        assert Page.of(client.get(path)).one("a", id="new-hotspot")["href"] == PATH
    assert Page.of(signed_in("viewer").get("/hotspots")).all("a", id="new-hotspot") == []


def test_described_looked_at_and_saved(writer: Writer):
    page = writer.send("find")
    assert page.status == 200
    found = page.one("section", class_="block new-found").text
    assert "Phố Hàng Bạc" in found
    assert "Whole street" in found
    assert "20 m" in found
    assert "It lies in the chosen district." in found
    assert "is a street of the street layer" in found
    assert new_codes(writer.client) == []

    page = writer.send("save")
    assert page.status == 200
    assert writer.location == "/hotspots/M2024-002-01"
    assert "Saved as M2024-002-01" in page.text
    assert "BB 3/BB-CA" in page.text
    assert "It lies in the chosen district." in page.text
    assert "phường Hàng Bạc" in page.text
    desk = Page.of(writer.client.get("/"))
    assert desk.one("a", id="count-new").text.split()[0] == "1"
    assert "Phố Hàng Bạc" in Page.of(writer.client.get("/hotspots?part=new")).text


def test_the_map_shows_the_place_among_those_of_the_district(writer: Writer):
    pane = writer.send("find").one("div", id="map-pane")
    assert pane["data-select"] == "new"
    collection = writer.client.get(f"/map/hotspots.geojson?{pane['data-query']}").get_json(
        force=True
    )
    *others, preview = collection["features"]
    assert {each["properties"]["district_code"] for each in others} <= {"002"}
    assert preview["id"] == "new"
    assert preview["geometry"]["type"] in {"LineString", "MultiLineString"}
    assert preview["properties"]["name"] == "Phố Hàng Bạc"
    assert "url" not in preview["properties"]


def test_an_address_that_describes_no_place_previews_none(writer: Writer):
    for query in (
        "preview=",
        "preview=x&district=999",
        "preview=???&district=002&commune=Hàng+Bạc",
    ):
        found = writer.client.get(f"/map/hotspots.geojson?{query}").get_json(force=True)
        assert all(each["id"] != "new" for each in found["features"])


def test_a_place_nobody_has_looked_at_is_not_saved(writer: Writer):
    page = writer.send("save")
    assert page.status == 409
    assert "Nothing was saved yet" in page.text
    writer.send("find")
    page = writer.send("save", place="phố Hàng Buồm")
    assert page.status == 409
    assert page.value("place") == "phố Hàng Buồm"
    assert new_codes(writer.client) == []
    assert writer.send("save", place="phố Hàng Buồm").status == 200
    assert new_codes(writer.client) == ["M2024-002-01"]


def test_what_is_not_found_is_said_with_what_it_may_mean(writer: Writer):
    page = writer.send("find", name="Quán số bảy", place="Quán số bảy, phố Hàng Bạc")
    found = page.one("section", class_="block new-found").text
    assert "The place itself was not found." in found
    assert "Phường Hàng Bạc stands for it" in " ".join(found.split())
    (suggestion,) = page.all("button", name="suggestion")
    page = writer.send("find", name="Quán số bảy", suggestion=suggestion["value"])
    assert page.value("place") == "phố Hàng Bạc"
    assert "The place itself was not found." not in page.text
    assert "Whole street" in page.text


def test_the_area_of_the_commune_can_be_saved(writer: Writer):
    described = {"name": "Quán số bảy", "place": ""}
    writer.send("find", **described)
    page = writer.send("save", **described)
    assert page.status == 200
    assert "Commune only" in page.text


def test_a_likely_duplicate_is_shown_and_has_to_be_answered(writer: Writer, app: Flask):
    hotspot = make_hotspot(app, name="Hàng Bạc (đoạn cuối phố)", geometry=None)
    make_event(app, hotspot)
    page = writer.send("find")
    box = page.one("div", id="likely")
    assert "similar name" in box.text
    assert any(each["href"] == f"/hotspots/{hotspot.code}" for each in page.inside(box))

    page = writer.send("save")
    assert page.status == 409
    assert "Nothing was saved yet" in page.one("div", id="new-messages").text
    page = writer.send("save", different_from=[hotspot.code])
    assert page.status == 200
    assert new_codes(writer.client) == ["M2024-002-01"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "new-name"),
        ({"name": "Chị A 0912 345 678"}, "new-name"),
        ({"category": ""}, "new-category"),
        ({"district": ""}, "new-district"),
        ({"communes": []}, "new-communes"),
        ({"place": "!!"}, "new-place"),
        ({"effective_on": "31/2/2024"}, "event-effective_on"),
        ({"basis": "", "note": ""}, "event-basis"),
        ({"clearance": "handed_over"}, "event-handed_over_by"),
        ({"clearance": "recurred"}, "event-clearance"),
        ({"level": "inactive", "note": ""}, "event-note"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_all_that_was_typed_is_kept(
    writer: Writer, changes: dict[str, Any], field: str
):
    writer.send("find")
    page = writer.send("save", **changes)
    assert page.status in {409, 422}
    assert error_at(page, field)
    for name, value in {**GOOD, **changes}.items():
        if isinstance(value, str):
            assert page.value(name) == value
    assert new_codes(writer.client) == []


def test_without_scripts_the_communes_of_the_district_are_shown(writer: Writer):
    page = writer.send("communes", district="020", communes=[])
    assert "Xã Thanh Liệt" in page.one("fieldset", id="new-communes").text
    assert page.value("basis") == GOOD["basis"]


def test_whoever_looks_after_some_districts_sees_only_those(signed_in: Callable):
    page = Page.of(signed_in("district", scope=("020", "009")).get(PATH))
    options = [each["value"] for each in page.inside(page.one("select", id="new-district"))]
    assert options == ["", "009", "020"]
    page = Page.of(signed_in("district", scope=("020",)).get(PATH))
    assert page.value("district") == "020"
    assert "Xã Thanh Liệt" in page.one("fieldset", id="new-communes").text


def test_outside_the_scope_nothing_is_added(signed_in: Callable):
    writer = Writer(signed_in("district", scope=("020",)))
    assert error_at(writer.send("save"), "new-district")


def test_a_viewer_can_neither_open_nor_send_it(signed_in: Callable):
    client = signed_in("viewer")
    assert client.get(PATH).status_code == 403
    assert client.post_form(PATH, {"step": "find"}, page="/").status_code == 403


def test_hostile_text_is_shown_as_text(writer: Writer):
    hostile = "{{ 7*7 }}${1}`\"'</script><script>x</script><img src=x onerror=alert(1)>"
    page = writer.send("find", name=hostile, place=f"{hostile}, phố Hàng Bạc")
    assert page.value("name") == hostile
    assert faults(page) == []
    query = page.one("div", id="map-pane")["data-query"]
    feature = writer.client.get(f"/map/hotspots.geojson?{query}").get_json(force=True)["features"][
        -1
    ]
    assert feature["properties"]["name"] == hostile


def test_the_pages_hold_what_policy_and_screen_readers_ask_for(writer: Writer):
    assert faults(writer.page) == []
    assert faults(writer.send("find")) == []
    assert faults(writer.send("save", name="", basis="", note="")) == []


def test_the_found_place_has_a_page_that_can_be_opened_anew(writer: Writer, signed_in: Callable):
    page = writer.send("find")
    found, address = page.one("section", class_="block new-found").text, writer.location
    assert address.startswith(f"{PATH}?prepared=")
    again = Page.of(writer.client.get(address))
    assert again.one("section", class_="block new-found").text == found
    assert {name: again.value(name) for name in GOOD if name != "communes"} == {
        name: value for name, value in GOOD.items() if name != "communes"
    }
    assert signed_in("police", name="ca.hai").get(address).status_code == 404
    writer.send("save", basis="BB 4/BB-CA")
    gone = Page.of(writer.client.get(address))
    assert gone.status == 404
    assert "kept no longer" in gone.one("div", id="new-messages").text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"note": "Gặp ông Nguyễn Văn An, 0912 345 678"}, "event-note"),
        ({"effective_on": "0912 345 678"}, "event-effective_on"),
        ({"basis": "x" * 3000}, "event-basis"),
    ],
)
def test_what_may_not_be_kept_is_marked_beside_the_place(
    writer: Writer, app: Flask, changes: dict[str, str], field: str
):
    page = writer.send("find", **changes)
    assert page.status == 422
    assert error_at(page, field)
    assert "Whole street" in page.one("section", class_="block new-found").text
    writer.send("communes", **changes)
    with database_of(app).engine.connect() as connection:
        assert list(connection.execute(select(PreparedEntry.key))) == []
