"""The pages of inspections: what they take, what they refuse, what they show to whom."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from geo_app.i18n import today
from geo_app.inspections.models import Inspection
from geo_app.inspections.views import PAGE_LENGTH
from geo_app.register.dates import partial_date
from tests.desk.page import Page, faults
from tests.factories import make_inspection, take_back

HOTSPOT = "/hotspots/PL2-I-1"
NEW = f"{HOTSPOT}/inspections/new"
HOSTILE = "{{ 7*7 }} ${1} `x` </script><img src=x onerror=alert(1)> {% raw %}"
TYPED = {
    "effective_on": "17/5/2024",
    "team": "district",
    "establishments_checked": "5",
    "establishments_violating": "2",
    "people_informed": "14",
    "basis": "BB 15/BB-ĐKT178",
    "note": "Kiểm tra đột xuất.\r\nCác cơ sở đã ký cam kết.",
}


@pytest.fixture
def client_of(signed_in):
    """A client that reads English, of a new user of a role and with a scope."""

    def made(role="police", scope=()):
        client = signed_in(role, scope=scope)
        client.post_form("/language", {"language": "en"}, page="/")
        return client

    return made


def send(client, page=NEW, **changes):
    path = f"{HOTSPOT}/inspections" if page == NEW else page
    return client.post_form(path, {**TYPED, **changes}, page=page)


def page_of(client, path):
    return Page.of(client.get(path))


def kept(app):
    with app.extensions["database"].engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Inspection))


def section(page):
    """What the page of a hotspot says of its inspections."""
    title = page.one("h2", id="inspections")
    return " ".join(title.parents[-1].text.split())


def test_what_is_saved_stands_on_the_page_of_the_hotspot_and_in_the_list(app, client_of):
    client = client_of()
    answer = send(client, people_informed="1,014", level="active")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{HOTSPOT}#messages"
    page = page_of(client, HOTSPOT)
    said = section(page)
    for piece in ("17 May 2024", "Checked: 5", "In violation: 2", "Informed: 1,014", "Active"):
        assert piece in said
    assert "BB 15/BB-ĐKT178" in said
    assert "Active since 17 May 2024" in page.text
    listed = page_of(client, "/inspections").text
    assert "17 May 2024" in listed
    assert "Total of 1 inspection" in listed
    assert kept(app) == 1


def test_pages_have_no_faults(app, client_of):
    made = make_inspection(app, "PL2-I-1", note=HOSTILE, basis=HOSTILE)
    client = client_of("dolisa")
    own = f"{HOTSPOT}/inspections/{made.id}"
    paths = (HOTSPOT, NEW, f"{own}/correct", f"{own}/take-back", "/inspections", "/indicators/9.1")
    for path in paths:
        page = page_of(client, path)
        assert page.status == 200
        assert faults(page) == [], path
    assert HOSTILE in page_of(client, "/inspections").text
    assert HOSTILE in section(page_of(client, HOTSPOT))


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(app, client_of):
    answer = send(client_of(), establishments_violating="6", team="", note="gọi 0912 345 678")
    assert answer.status_code == 422
    page = Page.of(answer)
    for name in ("establishments_violating", "team", "note"):
        error = page.one("p", id=f"inspection-{name}-error")
        field = next(each for each in page.elements if each["id"] == f"inspection-{name}")
        assert error["id"] in field["aria-describedby"].split()
        assert field["aria-invalid"] == "true"
    assert page.value("establishments_checked") == "5"
    assert page.value("basis") == TYPED["basis"]
    assert kept(app) == 0


def test_a_day_to_come_and_the_same_once_more_are_refused(app, client_of):
    client = client_of()
    tomorrow = today() + timedelta(days=1)
    soon = str(partial_date(tomorrow.year, tomorrow.month, tomorrow.day))
    assert "future" in Page.of(send(client, effective_on=soon)).text
    assert send(client, people_informed="3").status_code == 302
    again = send(client, people_informed="3")
    assert again.status_code == 409
    assert "recorded already" in Page.of(again).text
    assert kept(app) == 1


def test_a_correction_begins_with_what_stands_and_strikes_it_through(app, client_of):
    client = client_of()
    month = {"effective_from": date(2024, 5, 1), "effective_to": date(2024, 5, 31)}
    made = make_inspection(app, "PL2-I-1", effective_precision="month", **month)
    path = f"{HOTSPOT}/inspections/{made.id}/correct"
    form = page_of(client, path)
    names = ("effective_on", "team", "establishments_checked", "people_informed")
    assert [form.value(name) for name in names] == ["5/2024", "district", "5", "14"]
    assert Page.of(send(client, path, people_informed="15")).one("p", id="inspection-reason-error")
    answer = send(client, path, people_informed="15", reason="Đếm thiếu")
    assert answer.status_code == 302
    page = page_of(client, HOTSPOT)
    assert "14" in "".join(each.text for each in page.all("del"))
    assert "Đếm thiếu" in section(page)
    assert client.get(path).status_code == 404


def test_taking_back_asks_why_and_leaves_the_entry_visible(app, client_of):
    client = client_of()
    made = make_inspection(app, "PL2-I-1")
    path = f"{HOTSPOT}/inspections/{made.id}/take-back"
    assert client.post_form(path, {"reason": " "}).status_code == 422
    assert client.post_form(path, {"reason": "Nhầm điểm"}).status_code == 302
    said = section(page_of(client, HOTSPOT))
    assert "taken back" in said
    assert "Nhầm điểm" in said
    assert "No inspection has been recorded" in page_of(client, "/inspections").text


def test_an_inspection_is_voided_under_one_name(app, signed_in):
    """Not as an event: by the link, the page, its button, what is told after and the audit."""
    made = make_inspection(app, "PL2-I-1")
    path = f"{HOTSPOT}/inspections/{made.id}/take-back"
    client = signed_in("police")
    (link,) = page_of(client, HOTSPOT).all("a", href=path)
    page = page_of(client, path)
    assert link.text.startswith("Hủy đợt kiểm tra: ")
    assert page.one("h1").text.startswith("Hủy đợt kiểm tra ")
    assert page.one("button", id="inspection-save").text == "Hủy đợt kiểm tra"
    client.post_form(path, {"reason": "Nhầm điểm"})
    told = page_of(client, HOTSPOT)
    assert "Đã hủy đợt kiểm tra" in told.text
    assert "(đã hủy)" in section(told)
    assert "Hủy đợt kiểm tra" in page_of(signed_in("admin"), "/audit").text


def test_who_only_reads_is_offered_nothing_and_refused(app, client_of):
    made = make_inspection(app, "PL2-I-1")
    client = client_of("viewer")
    links = {each["href"] for each in page_of(client, HOTSPOT).all("a")}
    assert not any("/inspections/" in link for link in links)
    for path in (NEW, f"{HOTSPOT}/inspections/{made.id}/correct"):
        assert client.get(path).status_code == 403
    answer = client.post_form(f"{HOTSPOT}/inspections", TYPED, page="/inspections")
    assert answer.status_code == 403
    assert kept(app) == 1


def test_a_district_sees_nothing_of_another(app, client_of):
    make_inspection(app, "PL2-I-1", establishments_checked=11)
    there = make_inspection(app, "PL3-I-2", establishments_checked=700)
    client = client_of("district", scope=("020",))
    page = page_of(client, "/inspections")
    assert "Total of 1 inspection" in page.text
    assert "700" not in page.text
    assert "711" not in page.text
    assert "Hà Đông" not in page.text
    away = f"/hotspots/PL3-I-2/inspections/{there.id}/take-back"
    for path in (
        away,
        "/hotspots/PL3-I-2/inspections/new",
        f"{HOTSPOT}/inspections/{there.id}/correct",
    ):
        assert client.get(path).status_code == 404
    sent = client.post_form(away, {"reason": "Không phải của tôi"}, page="/inspections")
    assert sent.status_code == 404
    assert kept(app) == 2


def test_the_list_is_narrowed_and_says_what_it_set_aside(app, client_of):
    make_inspection(app, "PL2-I-1", on=date(2024, 7, 2), team_level="commune")
    make_inspection(app, "PL3-I-2", on=date(2024, 5, 17), team_level="city")
    client = client_of()
    counts = {
        "": 2,
        "?period=2024-H1": 1,
        "?district=268": 1,
        "?team=local": 1,
        "?category=public_place": 0,
        "?as_of=2024-06-30": 1,
    }
    for query, count in counts.items():
        page = page_of(client, f"/inspections{query}")
        rows = [each for each in page.all("tr") if each.parents[-1].tag == "tbody"]
        assert len(rows) == count, query
    assert "No inspection matches" in page_of(client, "/inspections?category=public_place").text
    odd = page_of(client, "/inspections?team=178&period=1999").text
    assert "178" in odd
    assert "Total of 2 inspections" in odd


def test_the_page_of_a_hotspot_reads_as_of_a_day(app, client_of):
    made = make_inspection(app, "PL2-I-1", on=date(2024, 7, 2))
    take_back(app, made)
    client = client_of()
    assert "No inspection" in section(page_of(client, f"{HOTSPOT}?as_of=2024-07-01"))
    known = made.recorded_at.isoformat().replace("+00:00", "Z")
    then = section(page_of(client, f"{HOTSPOT}?known_on={known}"))
    assert "2 July 2024" in then
    assert "taken back" not in then
    # What stood then cannot be changed from there.
    assert "Take back the inspection" not in then


def test_a_long_list_has_pages_and_the_sums_of_all(app, client_of):
    for number in range(PAGE_LENGTH + 1):
        make_inspection(app, "PL2-I-1", note=str(number), establishments_checked=10)
    client = client_of()
    first = page_of(client, "/inspections?period=2024")
    assert f"Total of {PAGE_LENGTH + 1} inspections" in first.text
    assert "510" in first.text
    onward = next(each for each in first.all("a") if each["rel"] == "next")
    second = page_of(client, onward["href"])
    assert "Page 2 of 2" in second.text
    assert "510" in second.text
    assert f"{PAGE_LENGTH - 4} earlier inspections" in section(page_of(client, HOTSPOT))
