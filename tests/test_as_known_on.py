"""What the map that was handed in looked like: one exact answer for ever, on both databases."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from pypdf import PdfReader
from sqlalchemy.orm import Session

from geo_app.accounts.audit import Actor
from geo_app.exports.sheets import state_sentence
from geo_app.ledger.clock import last_number
from geo_app.register import actions, queries
from geo_app.register.models import Event
from geo_app.register.reading import Reading, moment_in, written
from geo_app.register.rules import new_event
from tests.factories import make_event, make_hotspot

pytestmark = pytest.mark.both_databases

AS_OF = datetime(2024, 6, 17, tzinfo=UTC).date()
OFFICER = Actor("an officer")
CODE, DISTRICT = "PL2-I-1", "020"
PLACES = (
    "/map/hotspots.geojson",
    "/api/v1/hotspots",
    f"/api/v1/hotspots/{CODE}",
    f"/api/v1/hotspots/{CODE}/events",
    f"/districts/{DISTRICT}/snapshot.svg",
    f"/districts/{DISTRICT}/snapshot.png",
    f"/districts/{DISTRICT}/snapshot.pdf",
)


def record(app: Flask, code: str, **values: Any) -> Event:
    with app.test_request_context():
        new = new_event({"basis": "BB 1/BB-CA", **values}, today=datetime.now(UTC).date())
        return actions.record_event(
            app.extensions["database"], code, new, actor=OFFICER, scope=None, version=None
        )


def state_event(app: Flask, code: str, on: str, **axes: str) -> Event:
    return record(app, code, effective_on=on, **axes)


@pytest.fixture
def cleared(app: Flask) -> Event:
    """What was known when the map was handed in: a hotspot cleared, another found active."""
    state_event(app, "PL2-I-2", "2024-04", level="active")
    state_event(app, CODE, "2024-05-02", level="complex")
    return state_event(app, CODE, "2024-06-10", clearance="cleared")


@pytest.fixture
def handed_in(app: Flask, cleared: Event) -> str:  # noqa: ARG001 (what was known by then)
    """The moment that the file of the sheet of that day holds."""
    with Session(app.extensions["database"].engine) as session:
        moment = queries.known_until(session, Reading(AS_OF), scope=None)
    assert moment is not None
    return written(moment)


def change_everything(app: Flask, cleared: Event) -> None:
    """What is recorded afterwards of days before: later, corrected, taken back, ended, new."""
    state_event(app, "PL2-I-2", "2024-05-20", level="low_activity", clearance="cleared")
    record(
        app,
        CODE,
        effective_on="2024-06-30",
        clearance="cleared",
        supersedes=cleared.entry_number,
        reason="x",
    )
    taken_back = state_event(app, "PL3-I-5", "2024-03", level="inactive")
    record(
        app, "PL3-I-5", kind="retraction", supersedes=taken_back.entry_number, reason="Nhầm điểm"
    )
    record(app, "PL2-I-2", kind="withdrawal", reason="Nhập hai lần")
    record(app, "PL3-I-4", kind="merge", merged_into="PL3-I-1", reason="Cùng một nơi")
    new = make_hotspot(app, district_code=DISTRICT)
    make_event(app, new)
    with app.test_request_context():
        actions.confirm_place(
            app.extensions["database"], CODE, actor=OFFICER, scope=None, version=None
        )


def got(client: FlaskClient, path: str, **query: str) -> bytes:
    answer = client.get(path, query_string=query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return bytes(answer.data)


def test_what_was_handed_in_is_drawn_again_to_the_byte(
    app: Flask, signed_in: Callable[..., FlaskClient], cleared: Event, handed_in: str
) -> None:
    client = signed_in("viewer")
    asked = {"as_of": AS_OF.isoformat(), "known_on": handed_in}
    before = {path: got(client, path, **asked) for path in PLACES}
    now_before = {path: got(client, path, as_of=asked["as_of"]) for path in PLACES}
    change_everything(app, cleared)
    for path in PLACES:
        assert got(client, path, **asked) == before[path], path
        assert got(client, path, as_of=asked["as_of"]) != now_before[path], path


@pytest.mark.parametrize("format_name", ["svg", "png", "pdf"])
def test_the_sheet_of_that_day_is_drawn_again_from_what_it_says(
    app: Flask,
    signed_in: Callable[..., FlaskClient],
    cleared: Event,
    handed_in: str,
    format_name: str,
) -> None:
    """The first was drawn without a moment; the second has the one that is in its file."""
    client = signed_in("viewer")
    path = f"/districts/{DISTRICT}/snapshot.{format_name}"
    first = got(client, path, as_of=AS_OF.isoformat())
    said = dict(parse_qsl(about(first, format_name)))
    assert len(said.pop("mark")) == 16
    assert said == {"as_of": AS_OF.isoformat(), "known_on": handed_in}
    change_everything(app, cleared)
    assert got(client, path, **said) == first


def about(sheet: bytes, format_name: str) -> str:
    """What a file says of itself, beside its title."""
    if format_name == "png":
        return str(Image.open(io.BytesIO(sheet)).info["Description"])
    if format_name == "pdf":
        return str(PdfReader(io.BytesIO(sheet)).metadata["/Subject"])
    found = re.search(r"<dc:description>(.*?)</dc:description>", sheet.decode())
    assert found
    return unescape(found[1])


def test_the_map_of_that_day_differs_in_nothing_but_the_version_to_build_on(
    app: Flask, signed_in: Callable[..., FlaskClient], cleared: Event, handed_in: str
) -> None:
    client = signed_in("viewer")
    path, query = "/map/hotspots.geojson", {"as_of": AS_OF.isoformat()}
    first = client.get(path, query_string=query).get_json(force=True)
    change_everything(app, cleared)
    query["known_on"] = handed_in
    again = client.get(path, query_string=query).get_json(force=True)
    assert {each["properties"].pop("version") for each in again["features"]} == {None}
    assert min(each["properties"].pop("version") for each in first["features"]) >= 1
    for each in again["features"]:
        # What leads on from the map keeps the moment it was read at.
        path, kept = each["properties"].pop("url").split("?")
        assert f"known_on={handed_in[:10]}" in kept
        each["properties"]["url"] = f"{path}?as_of={AS_OF.isoformat()}"
    assert again == first


def test_before_anything_was_known_the_register_was_empty(
    signed_in: Callable[..., FlaskClient],
) -> None:
    client = signed_in("viewer")
    answer = client.get("/api/v1/hotspots", query_string={"known_on": "2020-01-01"})
    assert answer.json["features"] == []
    assert client.get(f"/api/v1/hotspots/{CODE}?known_on=2020-01-01").status_code == 404


def test_a_program_reads_what_was_known_when_an_event_was_recorded(
    app: Flask, api_client: Callable[..., FlaskClient], cleared: Event
) -> None:
    """The moment in the answer is the very one: read at it, the event is known."""
    client = api_client("viewer")
    change_everything(app, cleared)
    path = f"/api/v1/hotspots/{CODE}/events"
    told = client.get(path).json["events"]
    moment = next(each["recorded_at"] for each in told if each["id"] == cleared.entry_number)
    query = {"as_of": AS_OF.isoformat(), "known_on": moment}
    found = client.get(f"/api/v1/hotspots/{CODE}", query_string=query).json["properties"]
    assert (found["clearance"], found["version"]) == ("cleared", None)
    events = client.get(path, query_string=query).json
    assert events["events"][0]["id"] == cleared.entry_number
    assert not any(each["superseded"] for each in events["events"])


def test_what_was_corrected_to_a_later_day_is_struck_through_on_the_day_before(
    app: Flask, api_client: Callable[..., FlaskClient], cleared: Event
) -> None:
    """The correction is true of a day to come; that it corrects is known all the same."""
    change_everything(app, cleared)
    client = api_client("viewer")
    query = {"as_of": AS_OF.isoformat()}
    events = client.get(f"/api/v1/hotspots/{CODE}/events", query_string=query).json["events"]
    assert {each["id"]: each["superseded"] for each in events}[cleared.entry_number]
    found = client.get(f"/api/v1/hotspots/{CODE}", query_string=query).json["properties"]
    assert found["clearance"] == "not_cleared"


YEAR = datetime(2030, 1, 1, 1, tzinfo=UTC)
MOMENTS = [
    YEAR + timedelta(microseconds=each)
    for each in (300_000, 600_000, 1_000_000, 4_200_000, 9_999_999, 3_600_000_000)
]


@pytest.fixture
def far_ahead(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Events that were recorded close to one another, seen a year later."""
    monkeypatch.setattr("geo_app.clock.read", lambda: YEAR + timedelta(days=365))
    for moment in MOMENTS:
        make_event(app, CODE, recorded_at=moment)
    return Session(app.extensions["database"].engine)


def test_the_moment_that_is_said_repeats_the_reading(far_ahead: Session) -> None:
    steps = [*range(-100_000, 2_000_000, 50_000), *range(4_000_000, 12_000_000, 490_000)]
    asked = [None, *(YEAR + timedelta(microseconds=each) for each in steps), *MOMENTS]
    with far_ahead as session:
        for known_on in asked:
            said = queries.known_until(session, Reading(AS_OF, known_on), scope=None)
            assert said is not None
            again = Reading(AS_OF, said)
            knew = last_number(session, Event, known_on or YEAR + timedelta(days=365))
            assert last_number(session, Event, said) == knew
            assert queries.known_until(session, again, scope=None) == said


@pytest.mark.parametrize(
    ("microseconds", "said"),
    [
        (400_000, 300_000),  # another event may yet be known in the same second
        (999_999, 600_000),
        (1_000_000, 1_000_000),
        (4_300_000, 4_200_000),
        (5_000_000, 5_000_000),
        (60_000_000, 10_000_000),
    ],
)
def test_a_full_second_is_said_where_all_of_it_is_known(
    far_ahead: Session, microseconds: int, said: int
) -> None:
    reading = Reading(AS_OF, YEAR + timedelta(microseconds=microseconds))
    with far_ahead as session:
        assert queries.known_until(session, reading, scope=None) == YEAR + timedelta(
            microseconds=said
        )


def test_a_second_that_is_not_over_is_not_said(app: Flask, cleared: Event) -> None:
    """Whoever draws a sheet at once after saving may be followed in the same second."""
    with Session(app.extensions["database"].engine) as session:
        assert queries.known_until(session, Reading(AS_OF), scope=None) == cleared.recorded_at


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ("08:00:00", "08:00 ngày 20/6/2024"),
        ("08:00:00.000001", "08:01 ngày 20/6/2024"),
        ("08:00:59.999999", "08:01 ngày 20/6/2024"),
        ("23:59:30", "00:00 ngày 21/6/2024"),
    ],
)
def test_a_sheet_prints_the_full_minute_that_includes_what_was_known(
    bare_app: Flask, clock: str, said: str
) -> None:
    moment = moment_in(f"2024-06-20T{clock}")
    with bare_app.test_request_context():
        assert state_sentence(AS_OF, moment).endswith(f" {said})")
