"""Reporting a figure: who, for whom, in which words, and what the pages show afterwards."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from geo_app.accounts.models import AuditEntry
from geo_app.db import Database
from geo_app.indicators.models import IndicatorResult
from geo_app.register.rules import NOTE_LENGTH

HOSTILE = "{{ 7*7 }} ${1} </script><img src=x onerror=alert(1)>"
SENT = {
    "unit": "city",
    "period": "2024",
    "value": "1.200",
    "state": "submitted",
    "basis": "BC 5/BC-SLĐTBXH",
}


def send(client, code="3.1", **given):
    page = f"/indicators/{code}"
    fields = {**SENT, **given}
    return client.post_form(f"{page}/results", fields, page=page)


def kept(app, model=IndicatorResult):
    with app.extensions["database"].engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(model))


def test_a_report_is_kept_with_its_audit_and_shown(app, signed_in):
    client = signed_in("dolisa")
    page = "/indicators/3.1"
    token = client.csrf_token(page)
    audited = kept(app, AuditEntry)
    answer = client.post(f"{page}/results", data={**SENT, "csrf_token": token})
    assert answer.status_code == 302
    assert kept(app) == 1
    assert kept(app, AuditEntry) == audited + 1
    text = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "1.200" in text
    assert "60%" in text
    assert "BC 5/BC-SLĐTBXH" in text
    assert "1.200" in client.get("/indicators").get_data(as_text=True)


@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("3.1", {"value": "1200"}, "Số liệu đã ghi: 1.200."),
        ("6", {"value": "12,5", "total": "1 000"}, "Số liệu đã ghi: 12,5/1.000."),
    ],
)
def test_what_was_understood_is_shown(signed_in, code, typed, said):
    client = signed_in("dolisa")
    answer = send(client, code, **typed)
    assert said in client.get(answer.headers["Location"]).get_data(as_text=True)


def test_a_decimal_of_another_language_is_not_thousands(app, signed_in):
    answer = send(signed_in("dolisa"), value="0.125")
    assert answer.status_code == 422
    assert kept(app) == 0


def test_a_later_report_leaves_the_earlier_one_in_the_history(app, signed_in):
    client = signed_in("dolisa")
    send(client, value="1.200")
    send(client, value="1.300", state="confirmed")
    text = client.get("/indicators/3.1").get_data(as_text=True)
    assert "1.200" in text
    assert "1.300" in text
    assert kept(app) == 2


@pytest.mark.parametrize(
    ("code", "given", "field"),
    [
        ("3.1", {"value": ""}, "value"),
        ("3.1", {"value": "-5"}, "value"),
        ("3.1", {"value": "62,5"}, "value"),
        ("3.1", {"value": "abc"}, "value"),
        ("3.1", {"value": "2.000.000.000"}, "value"),
        ("3.1", {"unit": "999"}, "unit"),
        ("3.1", {"unit": ""}, "unit"),
        ("10.1", {"unit": "282"}, "unit"),
        ("2", {"unit": "001", "note": "Tốt"}, "unit"),
        ("3.1", {"period": "2023"}, "period"),
        ("3.1", {"state": "final"}, "state"),
        ("3.1", {"basis": ""}, "basis"),
        ("3.1", {"basis": "x" * 201}, "basis"),
        ("3.1", {"note": "gọi 0912 345 678"}, "note"),
        ("3.1", {"basis": "ai.do@example.vn"}, "basis"),
        ("3.1", {"note": "x" * (NOTE_LENGTH + 1)}, "note"),
        ("3.1", {"note": "a\x00b"}, "note"),
        ("6", {"value": "5", "total": ""}, "total"),
        ("6", {"value": "0", "total": "0"}, "total"),
        ("6", {"value": "11", "total": "10"}, "value"),
        ("2", {"note": ""}, "note"),
    ],
)
def test_what_breaks_a_rule_is_marked_and_nothing_typed_is_lost(signed_in, code, given, field):
    client = signed_in("dolisa")
    answer = send(client, code, **{"basis": "BC số 77", **given})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="report-{field}-error"' in text
    assert text.count('class="field-error"') == 1
    if field != "basis":
        assert "BC số 77" in text
    history = client.get(f"/indicators/{code}").get_data(as_text=True)
    assert "BC số 77" not in history


@pytest.mark.parametrize("code", ["8.1", "8.2", "8.3", "3"])
def test_what_is_counted_or_a_heading_takes_no_report(app, signed_in, code):
    client = signed_in("dolisa")
    assert send(client, code).status_code == 422
    assert kept(app) == 0
    page = client.get(f"/indicators/{code}").get_data(as_text=True)
    assert "report-value" not in page


def test_a_computed_figure_leads_to_its_hotspots(signed_in):
    page = signed_in("viewer").get("/indicators/8.1").get_data(as_text=True)
    for code in ("PL2-I-1", "PL2-I-2", "PL2-II-1"):
        assert f"/hotspots/{code}" in page
    assert "part=to_clear" in page


def test_a_district_reports_for_itself_only(app, signed_in):
    client = signed_in("district", scope=("020",))
    assert send(client, unit="020").status_code == 302
    for unit in ("city", "001"):
        assert send(client, unit=unit).status_code == 422
    assert send(client, unit="020", state="confirmed").status_code == 422
    assert kept(app) == 1


def test_a_district_without_bounds_does_not_speak_for_the_city(signed_in):
    client = signed_in("district")
    assert send(client, unit="city").status_code == 422
    assert send(client, unit="001").status_code == 302


@pytest.mark.parametrize("role", ["viewer", "police", "admin"])
def test_others_read_and_do_not_report(app, signed_in, role):
    client = signed_in(role)
    page = client.get("/indicators/3.1").get_data(as_text=True)
    assert "report-value" not in page
    token = client.csrf_token("/indicators/3.1")
    answer = client.post("/indicators/3.1/results", data={**SENT, "csrf_token": token})
    assert answer.status_code == 403
    assert kept(app) == 0


def test_strangers_are_asked_to_sign_in(client):
    for path in ("/indicators", "/indicators/3.1"):
        assert client.get(path).status_code == 302


def test_a_report_needs_the_token_of_its_form(app, signed_in):
    assert signed_in("dolisa").post("/indicators/3.1/results", data=SENT).status_code == 400
    assert kept(app) == 0


def test_a_draft_is_seen_by_those_who_report_and_counts_for_nobody(signed_in):
    dolisa = signed_in("dolisa")
    assert send(dolisa, value="1.777", state="draft", basis="").status_code == 302
    assert "1.777" in dolisa.get("/indicators/3.1").get_data(as_text=True)
    viewer = signed_in("viewer")
    assert "1.777" not in viewer.get("/indicators/3.1").get_data(as_text=True)
    assert "1.777" not in viewer.get("/indicators").get_data(as_text=True)


def test_a_district_does_not_see_the_reports_of_another(report, signed_in):
    report("3.1", 1234, unit="001", note="chỉ Ba Đình")
    page = signed_in("district", scope=("020",)).get("/indicators/3.1").get_data(as_text=True)
    assert "chỉ Ba Đình" not in page
    assert "1.234" not in page


def test_hostile_words_stand_there_as_words(signed_in):
    client = signed_in("dolisa")
    assert send(client, "2", note=HOSTILE, basis=HOSTILE).status_code == 302
    for path in ("/indicators/2", "/indicators", "/"):
        page = client.get(path).get_data(as_text=True)
        assert "<img src=x" not in page
        assert "{{ 7*7 }}" in page


@pytest.mark.parametrize("odd", ["12", "3.9", "abc", "x" * 300, "3.1%00"])
def test_an_unknown_indicator_is_answered_with_a_sentence(signed_in, odd):
    assert signed_in("viewer").get(f"/indicators/{odd}").status_code == 404


def test_a_wide_digit_is_read_as_what_it_looks_like(signed_in):
    assert signed_in("viewer").get("/indicators/３").status_code == 200


def test_a_busy_database_loses_nothing_typed(app, signed_in, monkeypatch):
    def busy(_database):
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    client = signed_in("dolisa")
    monkeypatch.setattr(Database, "transaction", busy)
    answer = send(client, basis="BC số 77")
    assert answer.status_code == 503
    assert "BC số 77" in answer.get_data(as_text=True)
    assert kept(app) == 0


def test_an_unknown_period_is_answered_with_a_sentence(signed_in):
    for path in ("/indicators", "/indicators/3.1"):
        assert signed_in("viewer").get(f"{path}?period=2031").status_code == 422


def test_the_table_can_be_narrowed_to_a_lead_agency(signed_in):
    client = signed_in("viewer")
    page = client.get("/indicators", query_string={"lead": "Công an Thành phố"})
    text = page.get_data(as_text=True)
    assert "/indicators/7.1?" in text
    assert "/indicators/7?" in text
    assert "/indicators/3.1?" not in text
    unknown = client.get("/indicators", query_string={"lead": "<b>ai</b>"}).get_data(as_text=True)
    assert "/indicators/3.1?" in unknown
    assert "<b>ai" not in unknown
