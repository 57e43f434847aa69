"""The four lists, on both databases."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from shapely.geometry import Point

from geo_app.attention.queries import Limits
from geo_app.register.reading import Reading
from geodata.crs import to_metric, to_wgs84
from geodata.units import geometry
from tests.factories import make_event, make_hotspot

pytestmark = pytest.mark.both_databases

# The longest border of Thanh Trì: Hoàng Mai is the district to its north.
THANH_TRI, HOANG_MAI = "020", "008"
PLAN_DAY = date(2024, 2, 5)


def codes(found):
    return [getattr(each, "standing", each).hotspot.code for each in found]


def one(found, hotspot):
    (case,) = [each for each in found if each.standing.hotspot.code == hotspot.code]
    return case


def recorded(day):
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


def hotspot_with(app, *events, **given):
    """A hotspot with these events, each as (day, clearance, level)."""
    hotspot = make_hotspot(app, **given)
    for on, clearance, level in events:
        make_event(app, hotspot, on=on, clearance=clearance, level=level)
    return hotspot


def beside_hoang_mai(metres):
    """A place in Thanh Trì this many metres from Hoàng Mai."""
    own, other = (to_metric(geometry(code, "2024")) for code in (THANH_TRI, HOANG_MAI))
    zone = own.intersection(other.buffer(metres).boundary)
    place = zone.interpolate(0.5, normalized=True)
    assert other.distance(place) == pytest.approx(metres, abs=0.5)
    return to_wgs84(place)


class TestUnverified:
    def test_it_holds_the_whole_plan_until_somebody_confirms_a_level(self, app, lists):
        assert len(lists().unverified) == 11
        make_event(app, "PL2-I-1", on=date(2024, 6, 1), level="active", clearance=None)
        assert "PL2-I-1" not in codes(lists().unverified)
        assert "PL2-I-1" in codes(lists(date(2024, 5, 31)).unverified)

    def test_a_level_that_becomes_doubtful_again_comes_back(self, app, lists):
        make_event(app, "PL2-I-1", on=date(2024, 6, 1), level="active", clearance=None)
        make_event(app, "PL2-I-1", on=date(2024, 7, 1), level="unverified", clearance=None)
        assert "PL2-I-1" in codes(lists().unverified)


class TestRecurred:
    def test_a_recurrence_is_listed_with_its_day_until_it_is_cleared_again(self, app, lists):
        hotspot = hotspot_with(
            app, (date(2024, 3, 1), "cleared", None), (date(2024, 6, 1), "recurred", None)
        )
        case = one(lists().recurred, hotspot)
        assert (str(case.since), case.times) == ("2024-06-01", 1)
        make_event(app, hotspot, on=date(2024, 8, 1), clearance="cleared", level=None)
        assert lists().recurred == []
        assert codes(lists(date(2024, 7, 31)).recurred) == [hotspot.code]

    def test_each_return_counts_once_however_often_it_is_stated(self, app, lists):
        hotspot = hotspot_with(
            app,
            (date(2024, 1, 1), "cleared", None),
            (date(2024, 2, 1), "recurred", None),
            (date(2024, 3, 1), "cleared", None),
            (date(2024, 4, 1), "handed_over", None),
            (date(2024, 5, 1), "recurred", None),
            (date(2024, 6, 1), None, "active"),
            (date(2024, 7, 1), "recurred", None),
        )
        case = one(lists().recurred, hotspot)
        assert (str(case.since), case.times) == ("2024-05-01", 2)

    def test_a_corrected_recurrence_does_not_count(self, app, lists):
        hotspot = hotspot_with(app, (date(2024, 1, 1), "cleared", None))
        wrong = make_event(app, hotspot, on=date(2024, 2, 1), clearance="recurred")
        make_event(app, hotspot, on=date(2024, 3, 1), clearance="recurred", supersedes_id=wrong.id)
        case = one(lists().recurred, hotspot)
        assert (str(case.since), case.times) == ("2024-03-01", 1)

    def test_a_day_known_to_the_month_stays_a_month(self, app, lists):
        hotspot = hotspot_with(app, (date(2024, 1, 1), "cleared", None))
        make_event(
            app,
            hotspot,
            clearance="recurred",
            effective_from=date(2024, 5, 1),
            effective_to=date(2024, 5, 31),
            effective_precision="month",
        )
        assert str(one(lists().recurred, hotspot).since) == "2024-05"

    def test_the_last_to_recur_comes_first(self, app, lists):
        made = [
            hotspot_with(app, (date(2024, 1, 1), "cleared", None), (on, "recurred", None))
            for on in (date(2024, 5, 1), date(2024, 7, 1), date(2024, 6, 1))
        ]
        order = [made[1].code, made[2].code, made[0].code]
        assert codes(lists().recurred) == order


class TestUnchecked:
    def test_a_hotspot_cleared_six_months_ago_is_not_yet_on_the_list(self, app, lists):
        hotspot = hotspot_with(app, (date(2024, 3, 15), "cleared", None))
        assert hotspot.code not in codes(lists(date(2024, 9, 15)).unchecked)
        case = one(lists(date(2024, 9, 16)).unchecked, hotspot)
        assert (str(case.last.stated), case.last.on) == ("2024-03-15", date(2024, 3, 15))

    @pytest.mark.parametrize(
        ("clearance", "level"), [("cleared", None), (None, "inactive"), ("handed_over", "inactive")]
    )
    def test_stating_the_clearance_or_a_level_is_a_check(self, app, lists, clearance, level):
        hotspot = hotspot_with(
            app, (date(2024, 1, 1), "cleared", None), (date(2024, 8, 1), clearance, level)
        )
        assert hotspot.code not in codes(lists().unchecked)

    def test_an_unverified_level_confirms_nothing(self, app, lists):
        """The plan's own rows: handed over in 2021, of unverified level on 5 February 2024."""
        case = next(
            each for each in lists(PLAN_DAY).unchecked if each.standing.hotspot.code == "PL3-I-1"
        )
        assert (str(case.last.stated), case.last.on) == ("2021", date(2021, 12, 31))
        hotspot = hotspot_with(
            app, (date(2024, 1, 1), "cleared", "inactive"), (date(2024, 8, 1), None, "unverified")
        )
        assert hotspot.code in codes(lists().unchecked)

    @pytest.mark.parametrize("clearance", ["not_cleared", "recurred"])
    def test_only_what_is_clear_is_watched(self, app, lists, clearance):
        hotspot = hotspot_with(
            app, (date(2023, 1, 1), "cleared", None), (date(2023, 2, 1), clearance, None)
        )
        assert hotspot.code not in codes(lists().unchecked)

    def test_a_check_that_was_corrected_away_does_not_count(self, app, lists):
        hotspot = hotspot_with(app, (date(2024, 1, 1), "cleared", None))
        wrong = make_event(app, hotspot, on=date(2024, 9, 1), clearance=None, level="inactive")
        assert hotspot.code not in codes(lists().unchecked)
        make_event(
            app,
            hotspot,
            kind="retraction",
            on=date(2024, 9, 1),
            clearance=None,
            level=None,
            supersedes_id=wrong.id,
        )
        assert str(one(lists().unchecked, hotspot).last.stated) == "2024-01-01"

    def test_the_longest_without_a_check_comes_first(self, app, lists):
        for on in (date(2024, 3, 1), date(2012, 3, 1), date(2024, 2, 1)):
            hotspot_with(app, (on, "cleared", None))
        days = [each.last.on for each in lists().unchecked]
        assert days == sorted(days)
        assert days[0] == date(2012, 3, 1)

    def test_the_setting_decides_after_how_many_months(self, app, lists):
        hotspot = hotspot_with(app, (date(2024, 10, 31), "cleared", None))
        one_month, two_months = Limits(1, 300), Limits(2, 300)
        assert hotspot.code in codes(lists(limits=one_month).unchecked)
        assert hotspot.code not in codes(lists(limits=two_months).unchecked)


class TestBorder:
    def test_the_neighbour_to_coordinate_with_is_named_with_its_distance(self, app, lists):
        hotspot = hotspot_with(
            app,
            (PLAN_DAY, "not_cleared", None),
            district_code=THANH_TRI,
            geometry=beside_hoang_mai(120),
        )
        case = one(lists().border, hotspot)
        assert case.neighbours[0].unit.name == "Quận Hoàng Mai"
        assert case.neighbours[0].distance_m == pytest.approx(120, abs=1)

    @pytest.mark.parametrize(("metres", "listed"), [(297, True), (303, False)])
    def test_the_zone_is_as_wide_as_the_setting_says(self, app, lists, metres, listed):
        hotspot = hotspot_with(
            app,
            (PLAN_DAY, "not_cleared", None),
            district_code=THANH_TRI,
            geometry=beside_hoang_mai(metres),
        )
        assert (hotspot.code in codes(lists().border)) == listed
        assert hotspot.code in codes(lists(limits=Limits(6, 400)).border)

    def test_what_is_clear_is_only_to_be_known(self, app, lists):
        hotspot = hotspot_with(
            app,
            (PLAN_DAY, "not_cleared", None),
            (date(2024, 6, 1), "cleared", None),
            (date(2024, 8, 1), "recurred", None),
            district_code=THANH_TRI,
            geometry=beside_hoang_mai(50),
        )
        for day, open_, clear in (
            (date(2024, 5, 31), True, False),
            (date(2024, 6, 1), False, True),
            (date(2024, 8, 1), True, False),
        ):
            found = lists(day)
            assert (hotspot.code in codes(found.border)) == open_
            assert (hotspot.code in codes(found.border_clear)) == clear

    def test_the_nearest_to_another_district_comes_first(self, app, lists):
        for metres in (200, 30):
            hotspot_with(
                app,
                (PLAN_DAY, "not_cleared", None),
                district_code=THANH_TRI,
                geometry=beside_hoang_mai(metres),
            )
        distances = [each.neighbours[0].distance_m for each in lists().border]
        assert distances == sorted(distances)
        assert len(distances) == 3

    @pytest.mark.parametrize("nowhere", [None, Point()])
    def test_a_hotspot_without_a_place_is_said_not_to_be_measured(self, app, lists, nowhere):
        hotspot = hotspot_with(app, (PLAN_DAY, "not_cleared", "active"), geometry=nowhere)
        found = lists()
        assert codes(found.placeless) == [hotspot.code]
        assert hotspot.code not in codes(found.border)


def all_codes(found):
    return {
        code
        for each in (found.recurred, found.border, found.unchecked, found.unverified)
        for code in codes(each)
    } | set(codes(found.border_clear))


def test_a_scope_hides_other_districts_and_still_names_them_as_neighbours(lists):
    found = lists(scope=frozenset({THANH_TRI}))
    assert all_codes(found) == {"PL2-I-1", "PL2-I-2", "PL3-I-5"}
    (case,) = found.border
    assert [near.unit.name for near in case.neighbours] == ["Quận Hà Đông"]


def test_what_is_withdrawn_or_merged_is_on_no_list(app, lists):
    assert {"PL2-I-2", "PL3-I-1"} <= all_codes(lists())
    other = make_hotspot(app)
    make_event(app, other, on=PLAN_DAY)
    gone = {"level": None, "clearance": None, "basis": None, "reason": "Nhập nhầm"}
    make_event(app, "PL2-I-2", kind="withdrawal", **gone)
    make_event(app, "PL3-I-1", kind="merge", merged_into_id=other.id, **gone)
    assert not {"PL2-I-2", "PL3-I-1"} & all_codes(lists())


def test_what_was_recorded_late_was_not_known_before(app, lists, monkeypatch):
    hotspot = hotspot_with(app, (date(2024, 1, 1), "cleared", "inactive"))
    for on, clearance, recorded_on in (
        (date(2024, 9, 1), "cleared", date(2090, 1, 10)),
        (date(2024, 10, 1), "recurred", date(2090, 1, 20)),
    ):
        with monkeypatch.context() as patch:
            patch.setattr("geo_app.clock.read", partial(recorded, recorded_on))
            make_event(
                app,
                hotspot,
                on=on,
                clearance=clearance,
                level=None,
                recorded_at=recorded(recorded_on),
            )

    def on_the_last_day_of_the_year(known_on):
        found = lists(reading=Reading(date(2024, 12, 31), recorded(known_on)))
        return hotspot.code in codes(found.unchecked), hotspot.code in codes(found.recurred)

    assert on_the_last_day_of_the_year(date(2090, 1, 9)) == (True, False)
    assert on_the_last_day_of_the_year(date(2090, 1, 11)) == (False, False)
    assert on_the_last_day_of_the_year(date(2090, 1, 21)) == (False, True)
