"""What is not in a list is refused in the words in which a page shows the list."""

import re
from typing import Any

import pytest

from tests.desk.page import Element, Page

HOTSPOT = "/hotspots/PL2-I-1"
INSPECTION = f"{HOTSPOT}/inspections"
EVENTS = f"{HOTSPOT}/events"
REPORT = "/indicators/3.1/results"

# Page of the form, address it is sent to, what is typed, field that is wrong.
FORMS = [
    (HOTSPOT, EVENTS, {"level": "complex2"}, "event-level"),
    (HOTSPOT, EVENTS, {"clearance": "Đã triệt xóa"}, "event-clearance"),
    ("/hotspots/new", "/hotspots/new", {}, "new-category"),
    ("/hotspots/new", "/hotspots/new", {"category": "place"}, "new-category"),
    ("/hotspots/new", "/hotspots/new", {"step": "save", "level": "x"}, "event-level"),
    (f"{INSPECTION}/new", INSPECTION, {"team": "178"}, "inspection-team"),
    (f"{INSPECTION}/new", INSPECTION, {"level": "unverified"}, "inspection-level"),
    (f"{INSPECTION}/new", INSPECTION, {"clearance": "x"}, "inspection-clearance"),
    ("/indicators/3.1", REPORT, {"period": "", "state": "draft"}, "report-period"),
    ("/indicators/3.1", REPORT, {"period": "2031", "state": "draft"}, "report-period"),
    ("/indicators/3.1", REPORT, {"period": "2024", "state": ""}, "report-state"),
    ("/indicators/3.1", REPORT, {"period": "2024", "state": "final"}, "report-state"),
]


def options_of(page: Page, field: str) -> dict[str, str]:
    """What can be chosen, as the page shows it, by its code."""
    (group,) = [each for each in page.elements if each["id"] == field]
    options = [each for each in page.inside(group) if each.tag == "option"]
    radios = [each for each in page.inside(group) if each["type"] == "radio"]
    words = {each["value"]: each.text for each in options}
    words |= {each["value"]: label_of(page, each).text for each in radios}
    return {code: word_alone(text) for code, text in words.items() if code}


def word_alone(text: str) -> str:
    """Without what the select says of it: that it is so still, or cannot be now."""
    return re.sub(r"^.*: | \(.*\)$", "", " ".join(text.split()))


def label_of(page: Page, field: Element) -> Element:
    wrapping = [each for each in field.parents if each.tag == "label"]
    return wrapping[0] if wrapping else page.one("label", for_=field["id"])


def sentence_at(page: Page, field: str) -> str:
    (marked,) = [each for each in page.elements if each["id"] == field]
    described = marked["aria-describedby"].split()
    (said,) = [
        each for each in page.elements if each["id"] in described and "error" in each["class"]
    ]
    return " ".join(said.text.split())


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("case", FORMS, ids=lambda case: f"{case[3]}-{case[2]}")
def test_a_page_names_the_words_of_the_list(
    signed_in: Any, language: str, case: tuple[str, str, dict[str, str], str]
) -> None:
    page, path, typed, field = case
    client = signed_in("district", ("007",)) if "indicators" in path else signed_in("police")
    with client.session_transaction() as session:
        session["language"] = language
    refused = Page.of(client.post_form(path, typed, page=page))
    assert refused.status == 422
    words = options_of(Page.of(client.get(page)), field)
    assert words
    listed = sentence_at(refused, field).partition(": ")[2].rstrip(".").split(", ")
    assert set(words.values()) <= set(listed)
    assert not words.keys() & set(listed)


def test_a_program_is_told_the_code_and_the_word(api_client: Any) -> None:
    api = api_client("police")
    event = {"effective_on": "2024-05", "level": "gone", "basis": "BB 12/BB-CA"}
    answer = api.post("/api/v1/hotspots/PL2-I-1/events", json=event)
    assert "low_activity (Ít hoạt động), " in answer.get_json()["errors"]["level"]
    answer = api.post("/api/v1/hotspots/PL2-I-1/inspections", json={"team": "178"})
    assert "district (Đội 178 " in answer.get_json()["errors"]["team"]
    answer = api.post("/api/v1/hotspots", json={"name": "Ngõ 5"})
    assert answer.get_json()["errors"]["category"].startswith("Hãy chọn")
    assert "establishment (" in answer.get_json()["errors"]["category"]


@pytest.mark.parametrize(
    ("path", "field", "told"),
    [
        ("hotspots?category=x", "category", "public_place ("),
        ("hotspots?clearance=x", "clearance", "handed_over ("),
        ("inspections?team=x", "team", "local ("),
        ("inspections?period=x", "period", "2024-H1 ("),
        ("indicators?period=x", "period", "2024-H1 ("),
    ],
)
def test_a_filter_of_a_program_is_told_both(
    api_client: Any, path: str, field: str, told: str
) -> None:
    answer = api_client("viewer").get(f"/api/v1/{path}")
    assert told in answer.get_json()["errors"][field]


def test_a_kind_has_no_words_but_its_codes(api_client: Any) -> None:
    answer = api_client("police").post("/api/v1/hotspots/PL2-I-1/events", json={"kind": "x"})
    assert answer.get_json()["errors"]["kind"].endswith("state, retraction, withdrawal, merge.")


@pytest.mark.parametrize(
    ("page", "path", "wrong", "said"),
    [
        ("/accounts/new", "/accounts/new", ("role", "boss"), "Hãy chọn vai trò."),
        ("/account", "/account/tokens", ("days", "x"), "Nhập số ngày"),
    ],
)
def test_the_forms_of_accounts_refuse_in_the_language_of_the_page(
    signed_in: Any, page: str, path: str, wrong: tuple[str, str], said: str
) -> None:
    refused = Page.of(signed_in("admin").post_form(path, dict([wrong]), page=page))
    assert sentence_at(refused, wrong[0]).startswith(said)
