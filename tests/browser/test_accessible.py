"""axe on every page: both languages, three widths, what unfolds and errors that are shown."""

from itertools import product
from pathlib import Path

import pytest
from flask import template_rendered
from jinja2 import Template
from playwright.sync_api import Page, expect

import geo_app
from geo_app.i18n import LANGUAGES
from scripts.browser import sign_in
from scripts.instance import Instance
from tests.browser.accessible import unmarked, violations
from tests.browser.conftest import Visit
from tests.browser.serving import ServedHere
from tests.browser.stations import STATIONS, STRANGER, enter, furnish
from tests.effort import by_effort
from tests.factories import PASSWORD
from tests.troubles import Troubles

WIDTHS = (390, 820, 1440)
COMBINATIONS = list(product(LANGUAGES, WIDTHS))


def test_every_template_of_a_page_is_walked_to() -> None:
    folder = Path(geo_app.__file__).parent / "templates"
    pages = {path.relative_to(folder).as_posix() for path in folder.glob("**/[!_]*.html")}
    assert {each.template for each in STATIONS} == pages - {"base.html"}


def test_axe_sees_what_is_wrong(visit: Visit, instance: Instance) -> None:
    page = visit(signed_in=False)
    page.goto(f"{instance.url}/login")
    assert violations(page) == []
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    page.evaluate("document.querySelector('main').append(document.createElement('h4'))")
    page.evaluate("document.querySelector('h4').append('x')")
    rules = {each.partition(":")[0] for each in violations(page)}
    assert rules == {"heading-order", "image-alt"}


def test_vietnamese_without_its_mark_is_seen(visit: Visit, instance: Instance) -> None:
    page = visit()
    page.goto(instance.url)
    page.locator("button[name=language][value=en]").click()
    page.goto(f"{instance.url}/districts/020")
    expect(page.locator("h1 > [lang=vi]")).to_have_text("Huyện Thanh Trì")
    assert unmarked(page) == []
    page.evaluate("document.querySelector('h1 > [lang=vi]').removeAttribute('lang')")
    assert unmarked(page) == ["span.: Huyện Thanh Trì"]


@pytest.mark.parametrize(("language", "width"), COMBINATIONS)
def test_axe_finds_nothing_on_any_page(
    visit: Visit, instance: ServedHere, troubles: Troubles, *, language: str, width: int
) -> None:
    number = COMBINATIONS.index((language, width))
    walk = by_effort(quick=STATIONS[number :: len(COMBINATIONS)], full=STATIONS)
    furnish(instance.app)
    pages: dict[str, Page] = {}
    found = []
    drawn: list[str | None] = []

    def note(_sender: object, template: Template, **_more: object) -> None:
        drawn.append(template.name)

    template_rendered.connect(note, instance.app)
    for station in walk:
        if station.who not in pages or station.who == STRANGER:
            page = visit(width, 900, signed_in=False)
            if station.who:
                sign_in(page, instance, station.who, PASSWORD)
            else:
                page.goto(f"{instance.url}/login")
            if language != "vi":
                page.locator(f"button[name=language][value={language}]").click()
            expect(page.locator("html")).to_have_attribute("lang", language)
            pages[station.who] = page
        page = pages[station.who]
        enter(page, instance.url, station)
        if drawn[-1] != station.template:
            found.append(f"{station} came to {drawn[-1]}")
        found += [f"{station} {each}" for each in violations(page)]
        if language != "vi":
            found += [f"{station} not marked: {each}" for each in unmarked(page)]
    troubles.expect("status of 4")
    assert not found, "\n".join(found)
