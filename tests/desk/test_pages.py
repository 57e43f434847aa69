"""What holds of every page: no inline code, headings in order, every input labelled."""

from collections.abc import Callable

import pytest
from flask import Flask

from geo_app.accounts.permissions import ROLES
from tests.desk.page import Page, faults, inline_code
from tests.factories import make_event, make_hotspot

PAGES = (
    "/",
    "/?level=complex",
    "/?level=nothing",
    "/map",
    "/attention",
    "/hotspots",
    "/hotspots?part=new",
    "/hotspots/PL2-I-1",
    "/hotspots/PL3-II-1",
    "/hotspots/nowhere",
    "/districts",
    "/districts/020",
    "/districts/002",
    "/districts/nowhere",
    "/indicators",
    "/nowhere",
)
HOSTILE = (
    "{{ 7*7 }} {% raw %} ${alert(1)} `x` \\ </script><script>alert(1)</script>"
    "<img src=x onerror=alert(1)> \"' onmouseover=alert(1)"
)


@pytest.mark.parametrize("role", ["viewer", "dolisa"])
def test_every_page_is_clean(signed_in: Callable, role: str):
    client = signed_in(role)
    found = {path: faults(Page.of(client.get(path))) for path in PAGES}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_every_link_leads_somewhere(signed_in: Callable):
    client = signed_in("dolisa")
    seen = set()
    for path in PAGES[:13]:
        for link in Page.of(client.get(path)).all("a"):
            target = link["href"].split("#")[0]
            if target and "snapshot" not in target:
                seen.add(target)
    broken = {target: client.get(target).status_code for target in sorted(seen)}
    assert {target: status for target, status in broken.items() if status != 200} == {}


def test_names_notes_and_bases_are_text_and_nothing_else(signed_in: Callable, app: Flask):
    hotspot = make_hotspot(app, code="BAD-1", name=HOSTILE, source_note=HOSTILE, communes=[HOSTILE])
    make_event(app, hotspot, basis=HOSTILE, note=HOSTILE, level="unverified")
    client = signed_in("dolisa")
    for path in ("/", "/hotspots", "/hotspots/BAD-1", "/districts/002", "/attention"):
        page = Page.of(client.get(path))
        assert "".join(HOSTILE.split()) in "".join(page.text.split()), path
        assert inline_code(page) == [], path


@pytest.mark.parametrize("role", ROLES)
def test_the_frame_says_who_is_signed_in_and_lets_them_leave(signed_in: Callable, role: str):
    page = Page.of(signed_in(role, name=f"ai.do.{role}").get("/"))
    assert f"ai.do.{role}" in page.one("header", class_="page-head").text
    assert page.all("form", action="/logout", method="post")


def test_the_language_can_be_switched_and_stays(signed_in: Callable):
    client = signed_in("viewer")
    assert Page.of(client.get("/")).one("html")["lang"] == "vi"
    answer = client.post_form("/language", {"language": "en", "next": "/districts"}, page="/")
    assert answer.headers["Location"] == "/districts"
    page = Page.of(client.get("/districts"))
    assert page.one("html")["lang"] == "en"
    assert page.one("h1").text == "Districts"


def test_an_unknown_page_says_where_to_go_on(signed_in: Callable):
    page = Page.of(signed_in("viewer").get("/nowhere"))
    assert page.status == 404
    assert any(link["href"] == "/" for link in page.all("a"))


def test_the_error_page_stands_when_the_database_does_not(signed_in: Callable, app: Flask):
    client = signed_in("viewer")
    client.post_form("/language", {"language": "en"}, page="/")
    app.extensions["database"].engine.dispose()
    app.extensions["database"].__init__("sqlite:////nonexistent/register.sqlite")
    page = Page.of(client.get("/"))
    assert page.status == 503
    assert "HOTSPOTS_DATABASE_URL" in page.text
    assert faults(page) == []


@pytest.mark.parametrize(
    ("form", "sent_to"),
    [
        ("/hotspots/PL2-I-1/inspections/new", "/hotspots/PL2-I-1/inspections"),
        ("/hotspots/PL2-I-1", "/hotspots/PL2-I-1/events"),
        ("/indicators/8.1?period=2024", "/indicators/8.1/results"),
        ("/hotspots/bulk?district=020", "/hotspots/bulk?district=020"),
    ],
)
def test_a_refused_form_is_switched_on_the_page_where_it_stood(
    signed_in: Callable, form: str, sent_to: str
):
    client = signed_in("dolisa")
    token = client.csrf_token("/")
    data = {"csrf_token": token, "basis": "BB 1"}
    refused = client.post(sent_to, data=data, headers={"Referer": f"http://localhost{form}"})
    page = Page.of(refused)
    assert page.status >= 400
    assert page.one("input", name="next")["value"] == form
    assert page.one("body")["data-opened-at"] == form
