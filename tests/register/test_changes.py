"""What differs between two readings, and which entries made it so, on both databases."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from geo_app.db import Database
from geo_app.register.changes import Changes, changes, difference
from geo_app.register.changes_in_words import sentences
from geo_app.register.models import Event
from geo_app.register.queries import Filters, Standing
from geo_app.register.reading import Reading
from tests.factories import make_event, make_hotspot

pytestmark = pytest.mark.both_databases

DECEMBER = date(2024, 12, 31)
IN_MARCH, IN_DECEMBER = Reading(date(2024, 3, 31)), Reading(DECEMBER)


@pytest.fixture
def database(app: Flask) -> Iterator[Database]:
    with app.test_request_context():
        yield app.extensions["database"]


def compared(
    database: Database,
    *,
    before: Reading = IN_MARCH,
    after: Reading = IN_DECEMBER,
    **asked: Any,
) -> Changes:
    scope, filters = asked.get("scope"), asked.get("filters", Filters())
    return changes(database.session(), scope=scope, filters=filters, before=before, after=after)


def told(found: Changes, scope: frozenset[str] | None = None) -> dict[str, list[str]]:
    """The sentences by the code of their hotspot."""
    entries = [*found.changed, *found.added, *found.gone]
    return {each.standing.hotspot.code: sentences(each, scope) for each in entries}


def learned(day: date, event: Event) -> tuple[Reading, Reading]:
    """A day as it was known when an event was recorded, and as it is known now."""
    return Reading(day, event.recorded_at), Reading(day)


def standing(id_: int, level: str, clearance: str) -> Standing:
    made: Any = SimpleNamespace(hotspot=SimpleNamespace(id=id_), level=level, clearance=clearance)
    return made


def test_two_lists_are_set_against_each_other_by_hotspot():
    same, raised, cleared = (standing(id_, "active", "not_cleared") for id_ in (1, 2, 3))
    gone, added = standing(4, "active", "cleared"), standing(5, "active", "cleared")
    later = [standing(2, "complex", "not_cleared"), standing(3, "active", "cleared")]
    found = difference([same, raised, cleared, gone], [same, *later, added])
    assert found.changed == [(raised, later[0]), (cleared, later[1])]
    assert (found.added, found.gone, found.unchanged) == ([added], [gone], 1)


def test_a_register_is_the_same_as_itself(database: Database):
    found = compared(database, before=IN_DECEMBER)
    assert (found.count, found.unchanged) == (0, 11)


def test_a_clearance_is_told_with_its_day_and_document(app: Flask, database: Database):
    make_event(
        app,
        "PL2-I-1",
        on=date(2024, 5, 1),
        effective_to=date(2024, 5, 31),
        effective_precision="month",
        level=None,
        clearance="cleared",
        basis="BB 12/BB-CA",
    )
    found = compared(database)
    assert told(found) == {
        "PL2-I-1": [
            "tình trạng triệt xóa từ Chưa triệt xóa thành Đã triệt xóa (tháng 5/2024, BB 12/BB-CA)"
        ]
    }
    assert (found.count, found.unchanged) == (1, 10)
    assert (len(found.progress_before.cleared), len(found.progress_after.cleared)) == (0, 1)


def test_each_axis_has_a_sentence_of_its_own_with_the_entry_that_decides_it(
    app: Flask, database: Database
):
    make_event(app, "PL2-I-1", on=date(2024, 4, 2), clearance="cleared", level="low_activity")
    make_event(app, "PL2-I-1", on=date(2024, 8, 9), clearance=None, level="inactive", basis="BB 9")
    clearance, level = told(compared(database))["PL2-I-1"]
    assert clearance.endswith("(02/4/2024, BB 1/BB-CA)")
    assert level == "mức độ phức tạp từ Chưa xác minh thành Không hoạt động (09/8/2024, BB 9)"


def test_what_ends_where_it_began_has_not_changed(app: Flask, database: Database):
    make_event(app, "PL3-I-4", on=date(2024, 5, 2), level=None, clearance="recurred")
    make_event(app, "PL3-I-4", on=date(2024, 6, 2), level=None, clearance="cleared")
    make_event(app, "PL3-I-4", on=date(2024, 7, 2), level=None, clearance="handed_over")
    assert compared(database).count == 0


def test_a_new_hotspot_is_told_with_its_first_entry(app: Flask, database: Database):
    new = make_hotspot(app)
    make_event(app, new, on=date(2024, 6, 5), basis="BB 5/BB-CA")
    make_event(app, new, on=date(2024, 7, 5), level="complex", basis="BB 7/BB-CA")
    found = compared(database)
    assert [each.standing.hotspot.code for each in found.added] == [new.code]
    assert told(found)[new.code] == [
        "điểm mới phát sinh: Chưa triệt xóa, Phức tạp (05/6/2024, BB 5/BB-CA)"
    ]
    assert len(found.progress_after.new) == 1


def test_before_the_plan_there_was_less(database: Database):
    found = compared(database, before=Reading(date(2021, 12, 31)))
    assert all("được đưa vào sổ" in each for (each,) in told(found).values())
    back = compared(database, before=IN_DECEMBER, after=Reading(date(2021, 12, 31)))
    assert {each.standing.hotspot.code for each in back.gone} == set(told(found))
    assert all("chưa có trong sổ" in each for (each,) in told(back).values())


def test_a_day_reads_otherwise_after_what_was_learned_since(app: Flask, database: Database):
    seen = make_event(app, "PL2-I-1", on=date(2024, 5, 1), level=None, clearance="cleared")
    make_event(app, "PL2-I-2", on=date(2024, 5, 2), level="complex", clearance=None, basis="BB 3")
    before, after = learned(DECEMBER, seen)
    assert told(compared(database, before=before, after=after)) == {
        "PL2-I-2": ["mức độ phức tạp từ Chưa xác minh thành Phức tạp (02/5/2024, BB 3)"]
    }


def test_a_correction_is_called_one_and_says_why(app: Flask, database: Database):
    wrong = make_event(app, "PL2-I-1", on=date(2024, 5, 1), level=None, clearance="cleared")
    make_event(
        app,
        "PL2-I-1",
        on=date(2025, 1, 9),
        level=None,
        clearance="cleared",
        supersedes_id=wrong.id,
        reason="Ghi nhầm ngày",
        basis=None,
    )
    before, after = learned(DECEMBER, wrong)
    # What is corrected to a later day no longer decides the day that is read.
    (said,) = told(compared(database, before=before, after=after))["PL2-I-1"]
    assert said.startswith("tình trạng triệt xóa từ Đã triệt xóa thành Chưa triệt xóa ")
    assert said.endswith(" (09/01/2025, đính chính, Ghi nhầm ngày)")


def test_what_was_taken_back_is_told_by_who_took_it_back(app: Flask, database: Database):
    wrong = make_event(app, "PL2-I-1", on=date(2024, 5, 1), level=None, clearance="cleared")
    make_event(
        app,
        "PL2-I-1",
        kind="retraction",
        on=date(2024, 5, 1),
        level=None,
        clearance=None,
        supersedes_id=wrong.id,
        reason="Nhầm điểm",
        basis=None,
    )
    before, after = learned(DECEMBER, wrong)
    (sentence,) = told(compared(database, before=before, after=after))["PL2-I-1"]
    assert sentence.startswith("tình trạng triệt xóa từ Đã triệt xóa thành Chưa triệt xóa (")
    assert "Nhầm điểm" in sentence


def end(app: Flask, code: str, kind: str, **given: Any) -> Event:
    given = {"level": None, "clearance": None, "basis": None, **given}
    return make_event(app, code, kind=kind, **given)


def test_a_withdrawn_hotspot_is_told_once_it_is_known(app: Flask, database: Database):
    seen = make_event(app, "PL2-I-2", on=date(2024, 1, 1), level=None, clearance="not_cleared")
    end(app, "PL2-I-1", "withdrawal", reason="Nhập nhầm")
    assert compared(database).count == 0, "as known now it stands on neither day"
    before, after = learned(DECEMBER, seen)
    found = compared(database, before=before, after=after)
    assert told(found) == {"PL2-I-1": ["đã hủy vì nhập nhầm (Nhập nhầm)"]}
    assert found.unchanged == 10


def test_a_merged_hotspot_names_the_one_that_stays_unless_that_is_out_of_sight(
    app: Flask, database: Database
):
    other = make_hotspot(app, district_code="002", name="Điểm ở lại")
    seen = make_event(app, other, on=date(2024, 1, 1))
    end(app, "PL2-I-1", "merge", merged_into_id=other.id, reason="Trùng nhau")
    before, after = learned(DECEMBER, seen)
    found = compared(database, before=before, after=after)
    assert told(found)["PL2-I-1"] == [f"đã gộp vào Điểm ở lại ({other.code}) (Trùng nhau)"]
    scope = frozenset({"020"})
    confined = told(compared(database, before=before, after=after, scope=scope), scope)
    assert confined == {"PL2-I-1": ["đã gộp vào điểm khác (Trùng nhau)"]}


def test_a_hotspot_that_was_brought_back_stands_again(app: Flask, database: Database):
    ended = end(app, "PL2-I-1", "withdrawal", reason="Nhập nhầm")
    end(app, "PL2-I-1", "retraction", supersedes_id=ended.id, reason="Vẫn là điểm phức tạp")
    before, after = learned(DECEMBER, ended)
    (sentence,) = told(compared(database, before=before, after=after))["PL2-I-1"]
    assert sentence.startswith("có lại trong sổ theo dõi: Chưa triệt xóa, Chưa xác minh (")
    assert "Vẫn là điểm phức tạp" in sentence


def test_scope_and_district_confine_what_is_compared(app: Flask, database: Database):
    make_event(app, "PL2-I-1", on=date(2024, 5, 1), level=None, clearance="cleared")
    make_event(app, "PL3-I-4", on=date(2024, 5, 1), level=None, clearance="recurred")
    assert set(told(compared(database))) == {"PL2-I-1", "PL3-I-4"}
    confined = compared(database, scope=frozenset({"020"}))
    assert (set(told(confined)), confined.unchanged) == ({"PL2-I-1"}, 2)
    narrowed = compared(database, filters=Filters(district="020"))
    assert (set(told(narrowed)), narrowed.unchanged) == ({"PL2-I-1"}, 2)
    assert len(narrowed.progress_after.to_keep) == 1
