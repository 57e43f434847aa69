"""Adding hotspots: what is answered, what is asked back, what is refused."""

import pytest
from shapely import GeometryCollection, LineString, Polygon, box, is_valid
from shapely.geometry import shape
from sqlalchemy.orm import Session

from geo_app.chain_check import verify
from geo_app.register.models import Hotspot
from tests.factories import make_event, make_hotspot

PATH = "/api/v1/hotspots"


@pytest.fixture
def hotspot(event):
    """A hotspot that can be added, with what the test cares about; None leaves a field out."""

    def made(**given):
        values = {
            "name": "Phố Hàng Bạc",
            "category": "public_place",
            "district": "002",
            "communes": ["Hàng Bạc"],
            **event(),
            **given,
        }
        return {name: value for name, value in values.items() if value is not None}

    return made


def test_a_new_hotspot_is_answered_with_itself_and_its_first_event(api_client, hotspot):
    client = api_client("police")
    answer = client.post(PATH, json=hotspot())
    assert answer.status_code == 201
    assert answer.headers["ETag"] == '"v1"'
    assert answer.headers["Location"] == f"{PATH}/M2024-002-01"
    feature = client.get(answer.headers["Location"]).json
    assert feature == answer.json["hotspot"]
    assert feature["properties"]["precision"] == "street"
    assert feature["properties"]["clearance"] == "cleared"
    assert client.get(answer.json["event"]["url"]).json == answer.json["event"]


def test_it_counts_as_indicator_8_2(api_client, hotspot):
    client = api_client("police")
    client.post(PATH, json=hotspot())
    for day, figure in (("2024-04-30", 0), ("2024-06-17", 1)):
        rows = client.get(f"/api/v1/indicators?as_of={day}").json["indicators"]
        assert next(row for row in rows if row["code"] == "8.2")["actual"] == figure


def test_the_tag_lets_the_next_event_be_recorded(api_client, hotspot, event):
    client = api_client("police")
    added = client.post(PATH, json=hotspot())
    events = f"{added.headers['Location']}/events"
    headers = {"If-Match": added.headers["ETag"]}
    next_one = event(clearance="recurred", effective_on="2024-06")
    assert client.post(events, json=next_one, headers=headers).status_code == 201


def test_a_commune_as_the_place_is_an_area_and_nothing_else(api_client, hotspot):
    """Cutting its area leaves lines beside the polygon, which no map can draw."""
    given = hotspot(name="Quán nhỏ", district="007", communes=["phường Vĩnh Tuy"])
    answer = api_client("police").post(PATH, json=given)
    assert answer.status_code == 201
    assert answer.json["hotspot"]["geometry"]["type"] == "Polygon"
    assert is_valid(shape(answer.json["hotspot"]["geometry"]))


MIXED = GeometryCollection(
    [box(105.8, 21, 105.81, 21.01), LineString([(105.9, 21), (105.9, 21.1)])]
)
CROSSED = Polygon([(105.8, 21), (105.81, 21.01), (105.81, 21), (105.8, 21.01)])


@pytest.mark.parametrize("kept", [MIXED, CROSSED], ids=["mixed", "crossed"])
def test_what_an_earlier_release_has_kept_is_served_sound_and_stays_as_it_is(
    app, signed_in, api_client, kept
):
    hotspot = make_hotspot(app, geometry=kept)
    make_event(app, hotspot, clearance="not_cleared")
    pages = signed_in("police")
    on_the_map = pages.get("/map/hotspots.geojson").json["features"]
    for feature in (
        api_client("police").get(f"{PATH}/{hotspot.code}").json,
        next(each for each in on_the_map if each["id"] == hotspot.code),
    ):
        assert feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}
        assert is_valid(shape(feature["geometry"]))
    for page in (f"/hotspots/{hotspot.code}", "/attention", "/districts/002/snapshot.svg"):
        assert pages.get(page).status_code == 200
    with Session(app.extensions["database"].engine) as session:
        assert not verify(session, Hotspot).trouble


def test_what_is_known_only_roughly_says_so(api_client, hotspot):
    answer = api_client("police").post(PATH, json=hotspot(name="Quán số bảy"))
    assert answer.status_code == 201
    assert answer.json["hotspot"]["properties"]["precision"] == "commune"


def test_a_likely_duplicate_is_asked_about_and_can_be_told_apart(api_client, hotspot):
    client = api_client("police")
    first = client.post(PATH, json=hotspot()).json["hotspot"]["id"]
    refused = client.post(PATH, json=hotspot())
    assert refused.status_code == 409
    assert refused.json["rule"] == "likely_duplicate"
    assert refused.json["duplicates"] == [first]
    assert client.post(PATH, json=hotspot(different_from=["M1"])).status_code == 409
    assert client.post(PATH, json=hotspot(different_from=[first])).status_code == 201


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": None}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"category": ["bar"]}, "category"),
        ({"district": "Hoàn Kiếm"}, "district"),
        ({"communes": [1]}, "communes"),
        ({"communes": ["Không Đâu"]}, "communes"),
        ({"place": {"lon": 105}}, "place"),
        ({"different_from": "M1"}, "different_from"),
        ({"effective_on": "2024-13"}, "effective_on"),
        ({"basis": "  "}, "basis"),
        ({"reason": "vì"}, "reason"),
        ({"geometry": None, "lon": 105.8}, "lon"),
    ],
)
def test_what_breaks_a_rule_is_named_and_not_saved(api_client, hotspot, given, field):
    client = api_client("police")
    answer = client.post(PATH, json=hotspot(**given))
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]
    assert len(client.get(PATH).json["features"]) == 11


def test_a_first_event_follows_the_table_of_transitions(api_client, hotspot):
    answer = api_client("police").post(PATH, json=hotspot(clearance="recurred"))
    assert answer.status_code == 409
    assert answer.json["rule"] == "recurrence_needs_clearance"
    assert answer.json["allowed"] == ["not_cleared", "cleared", "handed_over"]


def test_outside_the_districts_of_the_account_nothing_is_added(api_client, hotspot):
    answer = api_client("district", ("020",)).post(PATH, json=hotspot())
    assert list(answer.json["errors"]) == ["district"]


@pytest.mark.parametrize("role", ["viewer", "admin"])
def test_who_does_no_field_work_adds_none(api_client, hotspot, role):
    assert api_client(role).post(PATH, json=hotspot()).status_code == 403
