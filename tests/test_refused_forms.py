"""A form that was refused names what is wrong in the order of its fields, and leads to each."""

from typing import Any

import pytest

from tests.desk.page import Element, Page, faults
from tests.factories import make_inspection

HOTSPOT = "/hotspots/PL2-I-1"
PERSON = "Ông Nguyễn Văn A"
EVENT = {"effective_on": "31/2/2024", "clearance": "", "level": "", "basis": "", "note": ""}
HANDOVER = {**EVENT, "clearance": "handed_over"}
ENDING = {"reason": "", "merged_into": ""}
TWO_PASSWORDS = {"new": "bốn cái ghế xanh", "again": "năm cái ghế xanh"}

# Role, page of the form, address it is sent to, what is typed, fields that are wrong.
REFUSED = [
    ("police", HOTSPOT, f"{HOTSPOT}/events", EVENT, "event-effective_on event-level event-basis"),
    (
        "police",
        HOTSPOT,
        f"{HOTSPOT}/events",
        HANDOVER,
        "event-effective_on event-handed_over_by event-handed_over_to event-basis",
    ),
    (
        "police",
        HOTSPOT,
        f"{HOTSPOT}/events",
        {**EVENT, "supersedes": "1"},
        "event-effective_on event-level event-basis event-reason",
    ),
    (
        "police",
        HOTSPOT,
        f"{HOTSPOT}/events",
        {"kind": "retraction", "supersedes": "1"},
        "event-reason",
    ),
    (
        "dolisa",
        HOTSPOT,
        f"{HOTSPOT}/events",
        {**ENDING, "kind": "withdrawal"},
        "withdraw-reason withdraw-confirmed",
    ),
    (
        "dolisa",
        HOTSPOT,
        f"{HOTSPOT}/events",
        {**ENDING, "kind": "merge"},
        "merge-merged_into merge-reason merge-confirmed",
    ),
    (
        "police",
        f"{HOTSPOT}/inspections/new",
        f"{HOTSPOT}/inspections",
        {"people_informed": "1"},
        (
            "inspection-effective_on inspection-team inspection-establishments_checked "
            "inspection-establishments_violating inspection-basis"
        ),
    ),
    (
        "police",
        "/hotspots/new",
        "/hotspots/new",
        {"step": "save", **HANDOVER},
        (
            "new-name new-category new-district event-effective_on "
            "event-handed_over_by event-handed_over_to event-basis"
        ),
    ),
    (
        "dolisa",
        "/indicators/6",
        "/indicators/6/results",
        {"unit": "city", "period": "", "state": "submitted", "value": "", "total": ""},
        "report-period report-value report-total report-basis",
    ),
    ("admin", "/accounts/new", "/accounts/new", {"where": "districts"}, "name role districts"),
    ("admin", "/accounts/new", "/accounts/new", {"name": "Hòa"}, "name role where"),
    (
        "admin",
        "/accounts/new",
        "/accounts/new",
        {"name": "Hòa", "role": "district", "where": "city"},
        "name where",
    ),
    (
        "admin",
        "/accounts/new",
        "/accounts/new",
        {"name": "Hòa", "role": "mayor", "where": "districts", "districts": "999"},
        "name role districts",
    ),
    ("viewer", "/account/password", "/account/password", TWO_PASSWORDS, "password again"),
    ("viewer", "/account", "/account/tokens", {"label": PERSON, "days": "0"}, "label days"),
]


def links(page: Page) -> list[Element]:
    refusal = next(each for each in page.elements if each["role"] == "alert")
    return [each for each in page.inside(refusal) if each.tag == "a"]


def labelled(page: Page, field: str) -> str:
    """What a field is called: by its label, the legend of its group or an attribute."""
    (element,) = [each for each in page.elements if each["id"] == field]
    named = page.all("label", for_=field) or [
        each for each in page.inside(element) if each.tag == "legend"
    ]
    wrapping = [each for each in element.parents if each.tag == "label"]
    found = [*named, *wrapping]
    return " ".join((element["aria-label"] or found[0].text).split())


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[2]}-{case[4].split()[0]}")
def test_a_refused_form_leads_to_each_wrong_field_in_its_order(
    signed_in: Any, case: tuple[str, str, str, dict[str, str], str]
) -> None:
    role, page, path, typed, wrong = case
    answer = signed_in(role).post_form(path, typed, page=page)
    assert answer.status_code == 422
    refused = Page.of(answer)
    said = links(refused)
    assert [each["href"] for each in said] == [f"#{field}" for field in wrong.split()]
    marked = [each for each in refused.elements if each["aria-invalid"] == "true"]
    assert [each["id"] for each in marked] == wrong.split()
    for link, field in zip(said, marked, strict=True):
        said_there = next(
            each
            for each in refused.elements
            if each["id"] in field["aria-describedby"].split() and "field-error" in each["class"]
        )
        # What was typed is quoted at its field alone.
        quoted = "".join(
            each.text for each in refused.inside(said_there) if each["class"] == "refused-text"
        )
        sentence = said_there.text.removesuffix(quoted).strip()
        assert link.text == f"{labelled(refused, field['id'])}: {sentence}"
    assert faults(refused) == []


def test_taking_an_inspection_back_without_a_reason_leads_to_it(app: Any, signed_in: Any) -> None:
    make_inspection(app, "PL2-I-1")
    path = f"{HOTSPOT}/inspections/1/take-back"
    page = Page.of(signed_in("police").post_form(path, {"reason": ""}))
    assert [each["href"] for each in links(page)] == ["#inspection-reason"]


def test_a_name_that_is_missing_at_the_sign_in_is_marked_and_led_to(client: Any) -> None:
    page = Page.of(client.post_form("/login", {"name": "", "password": ""}))
    assert [each["href"] for each in links(page)] == ["#name", "#password"]
