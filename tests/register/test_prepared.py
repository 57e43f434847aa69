"""What is entered in steps: each has a page, which is opened anew and come back to."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from geo_app.db import now
from geo_app.register.models import PreparedEntry
from tests.desk.page import Page
from tests.factories import database_of
from tests.register.surveyor import CLEARED, HANDED_OVER, PATH, TO_CLEAR, Surveyor


@pytest.fixture
def surveyor(signed_in: Callable) -> Surveyor:
    return Surveyor(signed_in("police", name="ca.mot"))


def test_each_step_leads_to_a_page_that_can_be_opened_anew(surveyor: Surveyor):
    surveyor.look("?district=020")
    chosen = [surveyor.boxes["PL2-I-1"], surveyor.boxes["PL2-I-2"]]
    found = surveyor.send("fill", chosen, query="?district=020")
    fill = surveyor.location
    assert fill.startswith(f"{PATH}?district=020&prepared=")
    seen = surveyor.send("preview", chosen, query="?district=020", **CLEARED)
    assert surveyor.location == f"{fill}&step=preview"
    for page in (found, seen):
        assert page.status == 200
    again = Page.of(surveyor.client.get(f"{fill}&step=preview"))
    assert [row.text for row in again.all("tr")] == [row.text for row in seen.all("tr")]
    # Who goes back finds what was typed and what was chosen.
    back = Page.of(surveyor.client.get(fill))
    assert [each["value"] for each in back.all("input", name="hotspot")] == chosen
    assert {name: back.value(name) for name in CLEARED} == CLEARED
    surveyor.send("change", chosen, query="?district=020", **CLEARED)
    assert surveyor.location == fill

    surveyor.send("save", chosen, **CLEARED)
    gone = Page.of(surveyor.client.get(fill))
    assert gone.status == 404
    assert "kept no longer" in gone.one("p", id="trouble").text
    assert gone.all("input", name="hotspot")


def test_what_is_left_out_stays_out_when_the_page_is_opened_anew(surveyor: Surveyor):
    surveyor.preview(*TO_CLEAR, HANDED_OVER)
    surveyor.go_on("leave_out")
    assert "Đường Kim Giang" not in Page.of(surveyor.client.get(surveyor.location)).text


def test_what_somebody_has_prepared_is_theirs(surveyor: Surveyor, signed_in: Callable):
    surveyor.preview(*TO_CLEAR)
    assert signed_in("police", name="ca.hai").get(surveyor.location).status_code == 404


def test_what_was_prepared_long_ago_is_forgotten(
    surveyor: Surveyor, monkeypatch: pytest.MonkeyPatch
):
    surveyor.preview(*TO_CLEAR)
    monkeypatch.setattr("geo_app.register.prepared.now", lambda: now() + timedelta(days=8))
    assert surveyor.client.get(surveyor.location).status_code == 404


def test_no_text_about_a_person_is_prepared(surveyor: Surveyor, app: Flask):
    assert surveyor.preview(*TO_CLEAR, note="gọi 0912 345 678").status == 422
    assert surveyor.send("fill", ["Nguyễn Văn An@1"]).status == 422
    assert prepared_rows(app) == []


def prepared_rows(app: Flask) -> list[Any]:
    with database_of(app).engine.connect() as connection:
        return list(connection.execute(select(PreparedEntry.content)))
