"""A new hotspot: what must be said of it, what it may be already, and that it counts."""

import threading
from datetime import date

import pytest
from shapely.geometry import Point
from sqlalchemy import select

from geo_app.accounts.audit import Actor
from geo_app.accounts.models import AuditEntry
from geo_app.chain_check import verify
from geo_app.errors import InvalidError
from geo_app.register import actions, queries
from geo_app.register.duplicates import LikelyDuplicateError
from geo_app.register.models import Event, Hotspot
from geo_app.register.new_hotspots import new_hotspot
from geo_app.register.progress import progress
from geo_app.register.reading import Reading
from geo_app.register.rules import new_event
from geo_app.register.sequence import ReasonMissingError, RuleError
from tests.factories import make_event, make_hotspot

pytestmark = pytest.mark.both_databases

TODAY = date(2024, 12, 31)
OFFICER = Actor("an officer")
HANG_BAC = {
    "name": "Phố Hàng Bạc",
    "category": "establishment",
    "district": "002",
    "communes": ["Phường Hàng Bạc"],
    "effective_on": "2024-03-15",
    "level": "active",
    "clearance": "not_cleared",
    "basis": "BB 3/BB-CA",
}
HANG_DAO = {**HANG_BAC, "name": "Phố Hàng Đào", "communes": ["Phường Hàng Đào"]}


@pytest.fixture
def database(app):
    with app.test_request_context():
        yield app.extensions["database"]


def add(database, scope=None, **changes):
    new = new_hotspot({**HANG_BAC, **changes}, today=TODAY, scope=scope)
    return actions.add_hotspot(database, new, actor=OFFICER, scope=scope)


def count(database, table):
    return len(database.session().scalars(select(table.id)).all())


def test_it_stands_in_the_register_where_its_description_leads(database):
    hotspot, event = add(database)
    found = queries.standing(database.session(), hotspot.code, scope=None)
    assert (found.level, found.clearance) == ("active", "not_cleared")
    assert found.hotspot.communes == ["phường Hàng Bạc"]
    assert found.hotspot.place_precision == "street"
    assert found.hotspot.geometry.distance(Point(105.852, 21.034)) < 0.005
    assert found.hotspot.source_appendix is None
    assert found.hotspot.version == 1
    assert [each.id for each in queries.history(database.session(), hotspot)] == [event.id]


def test_the_place_is_found_by_its_description_and_keeps_its_name(database):
    hotspot, _event = add(database, name="Khu vực cuối phố", place="phố Hàng Bạc")
    assert hotspot.name == "Khu vực cuối phố"
    assert hotspot.place_precision == "street"


def test_codes_run_on_within_the_district_and_the_year_of_the_first_event(database):
    first, _ = add(database)
    second, _ = add(database, **{**HANG_DAO, "different_from": [first.code]})
    older, _ = add(
        database, name="Phố Tạ Hiện", effective_on="2023", different_from=[first.code, second.code]
    )
    assert [first.code, second.code, older.code] == ["M2024-002-01", "M2024-002-02", "M2023-002-01"]
    elsewhere, _ = add(
        database, name="Đường Quang Lai", district="020", communes=["Xã Ngũ Hiệp"], place=None
    )
    assert elsewhere.code == "M2024-020-01"


def test_the_code_of_a_withdrawn_hotspot_is_not_used_again(database):
    first, _event = add(database)
    withdrawal = new_event({"kind": "withdrawal", "reason": "nhập nhầm"}, today=TODAY)
    actions.record_event(database, first.code, withdrawal, actor=OFFICER, scope=None, version=1)
    # What was withdrawn is no hotspot that the new one could be.
    again, _ = add(database)
    assert again.code == "M2024-002-02"


def test_hotspot_and_event_are_audited_and_chained(database):
    hotspot, event = add(database)
    session = database.session()
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.subject == f"hotspot/{hotspot.code}")
    ).all()
    assert [(each.actor_name, each.action) for each in entries] == [
        ("an officer", "hotspot.add"),
        ("an officer", "event.record"),
    ]
    assert entries[0].after["name"] == "Phố Hàng Bạc"
    assert entries[1].after["event"] == event.id
    assert verify(session, Hotspot).whole
    assert verify(session, Event).whole


def test_it_counts_against_indicator_8_2_from_its_first_day_on(database):
    add(database)
    session = database.session()
    known = progress(session, scope=None, reading=Reading(date(2024, 3, 15)))
    before = progress(session, scope=None, reading=Reading(date(2024, 3, 14)))
    assert [each.hotspot.code for each in known.new] == ["M2024-002-01"]
    assert before.new == []


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": ""}, {"name"}),
        ({"name": "x" * 201}, {"name"}),
        ({"name": "Quán của chị A, 0912 345 678"}, {"name"}),
        ({"name": 5}, {"name"}),
        ({"place": "CCCD 001190001234"}, {"place"}),
        ({"place": "???"}, {"place"}),
        ({"place": "x" * 301}, {"place"}),
        ({"name": "...", "place": ""}, {"name"}),
        ({"category": "bar"}, {"category"}),
        ({"district": "999"}, {"district"}),
        ({"district": None}, {"district"}),
        ({"communes": []}, {"communes"}),
        ({"communes": "Hàng Bạc"}, {"communes"}),
        ({"communes": ["1." * 5000]}, {"communes"}),
        ({"communes": ["Trung Hòa"]}, {"communes"}),
        # A xã and a thị trấn of one district bear this name.
        ({"district": "018", "communes": ["Yên Viên"]}, {"communes"}),
        ({"effective_on": "2024-02-31"}, {"effective_on"}),
        ({"level": "bad", "basis": None}, {"level", "basis"}),
        ({"name": "", "category": "", "communes": [], "note": "gọi 0912 345 678"},
         {"name", "category", "communes", "note"}),
        ({"different_from": "M2024-002-01"}, {"different_from"}),
    ],
)  # fmt: skip
def test_every_wrong_field_is_named_and_nothing_is_saved(database, changes, fields):
    before = count(database, Hotspot)
    with pytest.raises(InvalidError) as caught:
        add(database, **changes)
    assert set(caught.value.errors) == fields
    assert count(database, Hotspot) == before


def test_outside_the_scope_nothing_can_be_added(database):
    with pytest.raises(InvalidError) as caught:
        add(database, scope=frozenset({"020"}))
    assert set(caught.value.errors) == {"district"}


def test_the_first_event_obeys_the_rules_or_nothing_is_saved(database):
    hotspots, events = count(database, Hotspot), count(database, Event)
    with pytest.raises(RuleError) as caught:
        add(database, clearance="recurred")
    assert caught.value.allowed == ("not_cleared", "cleared", "handed_over")
    with pytest.raises(ReasonMissingError):
        add(database, level="inactive")
    assert (count(database, Hotspot), count(database, Event)) == (hotspots, events)


@pytest.mark.parametrize(
    "name",
    [
        *("Phố Hàng Bạc", "pho hang bac", "Hàng Bạc (đoạn cuối phố)", "Phố Hàng Bac"),
        # With a character of no width, with Cyrillic letters, full-width.
        *("Phố Hà\u200bng Bạc", "Рhố Нàng Вạс", "Ｐｈố Ｈàng Ｂạc"),
    ],
)
def test_a_similar_name_in_the_district_is_asked_about(database, name):
    first, _ = add(database)
    with pytest.raises(LikelyDuplicateError) as caught:
        add(database, name=name, place="Phường Hàng Bạc")
    (likely,) = caught.value.likely
    assert likely.is_similar
    assert likely.standing.hotspot.code == first.code
    assert caught.value.more["duplicates"] == [first.code]
    assert add(database, name=name, different_from=[first.code])


def test_the_same_name_in_another_district_is_another_place(database, app):
    make_event(app, make_hotspot(app, name="Phố Hàng Bạc", district_code="268", geometry=None))
    assert add(database)


def test_what_lies_near_is_asked_about_whatever_its_name(database, app):
    near = make_hotspot(app, name="Vườn hoa nhỏ", geometry=Point(105.8535, 21.0338))
    far = make_hotspot(app, name="Bến xe", geometry=Point(105.87, 21.0338))
    for hotspot in (near, far):
        make_event(app, hotspot)
    with pytest.raises(LikelyDuplicateError) as caught:
        add(database)
    (likely,) = caught.value.likely
    assert likely.standing.hotspot.code == near.code
    assert not likely.is_similar
    assert likely.distance_m < 200


def test_the_area_of_a_commune_is_near_nothing(database, app):
    make_event(app, make_hotspot(app, name="Vườn hoa nhỏ", geometry=Point(105.8535, 21.0338)))
    hotspot, _event = add(database, name="Quán số bảy", place="Phường Hàng Bạc")
    assert hotspot.place_precision == "commune"


def test_of_two_who_add_the_same_at_once_one_is_asked(app, database):
    outcomes = []
    start = threading.Barrier(2)

    def write():
        with app.test_request_context():
            start.wait()
            try:
                outcomes.append(add(database)[0].code)
            except LikelyDuplicateError:
                outcomes.append("asked")

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["M2024-002-01", "asked"]
