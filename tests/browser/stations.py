"""Every page that people get, in each state that it shows: where the walk over all of them stops.

`tests/browser/test_accessible.py` fails when a template of a page is at no station.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import pyotp
from flask import Flask
from playwright.sync_api import Page

from scripts.browser import wait_until
from tests.accounts.people import user_with_factor
from tests.factories import (
    PASSWORD,
    make_event,
    make_hotspot,
    make_inspection,
    make_token,
    make_user,
    take_back,
    user_named,
)

OFFICER, ADMIN, STRANGER = "can.bo", "quan.tri", ""
HALF_WAY = "hai.buoc"
NEW = "M2024-002-07"
OPEN_ALL = "for (const each of document.querySelectorAll('details')) each.open = true;"
MAP_DRAWN = "!document.querySelector('.folium-map') || window.hotspotsLoaded"


def as_it_is(_page: Page) -> None:
    """The page as it comes."""


def opened(page: Page) -> None:
    """All that unfolds is open: details, the layers of the map, the card of a hotspot."""
    page.evaluate(OPEN_ALL)
    if page.locator(".leaflet-control-layers-toggle").count():
        page.locator(".leaflet-control-layers-toggle").first.focus()
        page.keyboard.press("Enter")
    if page.locator("#choose-PL2-I-1").count():
        page.locator("#choose-PL2-I-1").click()
    page.wait_for_timeout(400)


def sent(page: Page, button: str, **typed: str) -> None:
    """A form is filled in and sent, which mostly shows its errors."""
    for name, text in typed.items():
        page.locator(f"main [name={name}]").fill(text)
    with page.expect_navigation():
        page.locator(button).first.click()


def described(page: Page) -> None:
    """The place of a new hotspot was found, and may be in the register already."""
    page.locator("#new-name").fill("Đường Kim Giang")
    page.locator("#new-category").select_option("establishment")
    page.locator("#new-communes label", has_text="Xã Thanh Liệt").locator("input").check()
    sent(page, "#find-place")


def chosen(page: Page) -> None:
    for code in ("PL2-I-1", "PL2-II-1"):
        page.locator(f"#choose-{code}").check()
    sent(page, "#update-chosen")


def previewed(page: Page) -> None:
    chosen(page)
    page.locator("#event-clearance").select_option("recurred")
    page.locator("#event-day").fill("17")
    page.locator("#event-month").select_option("6")
    page.locator("#event-year").fill("2024")
    page.locator("#event-basis").fill("BB 9/BB-CA")
    sent(page, "#bulk-preview")


def without_district(page: Page) -> None:
    page.locator("#where-districts").check()
    sent(page, "main form .btn-primary")


def half_way(page: Page, code: str = "") -> None:
    """Signing in has come to the second factor."""
    sent(page, "main button", name=HALF_WAY, password=PASSWORD)
    if code:
        sent(page, "main button", code=code)


def with_factor(page: Page) -> None:
    """The second factor was switched on, and its recovery codes are shown."""
    secret = page.locator("#factor-secret").inner_text().replace(" ", "")
    sent(page, "main button", code=pyotp.TOTP(secret).at(time.time()))


@dataclass(frozen=True)
class Station:
    """A page, who asks for it, and what is done there before it is looked at."""

    template: str
    path: str
    act: Callable[..., None] = as_it_is
    who: str = OFFICER

    def __str__(self) -> str:
        act = getattr(self.act, "func", self.act).__name__
        return f"{self.path} ({act}, {self.template})"


HOTSPOT = "register/show.html"
NEW_TOKEN = partial(sent, button="main .fields ~ .btn")
CODE_MADE = partial(sent, button="[action$=code] .btn")
REFUSED = partial(sent, button="main form:not([method=get]) button:not([disabled])")
STATIONS = [
    Station("desk/desk.html", "/"),
    Station("desk/desk.html", "/", opened),
    Station("desk/desk.html", "/?as_of=2024-03-01&district=020&level=none"),
    Station("desk/desk.html", "/?as_of=nonsense"),
    Station("mapping/map.html", "/map"),
    Station("mapping/map.html", "/map", opened),
    Station("attention/index.html", "/attention", opened),
    Station("comparison/index.html", "/compare?before=2024-02-05", opened),
    Station("comparison/index.html", "/compare?before=nonsense"),
    Station("districts/index.html", "/districts"),
    Station("districts/show.html", "/districts/020", opened),
    Station("districts/show.html", "/districts/020?as_of=nonsense"),
    Station("register/index.html", "/hotspots", opened),
    Station(HOTSPOT, "/hotspots/PL2-I-1"),
    Station(HOTSPOT, "/hotspots/PL2-I-1", opened),
    Station(HOTSPOT, "/hotspots/PL2-I-1", partial(sent, button="#event-save")),
    Station(HOTSPOT, "/hotspots/PL2-I-1?as_of=2024-03-01", opened),
    Station(HOTSPOT, "/hotspots/PL2-I-1?as_of=nonsense"),
    Station(HOTSPOT, "/hotspots/PL2-I-1/events/2/correct"),
    Station(HOTSPOT, "/hotspots/PL2-I-1/events/2/correct", partial(sent, button="#event-save")),
    Station(HOTSPOT, "/hotspots/PL2-I-1/events/2/take-back"),
    Station(HOTSPOT, "/hotspots/PL2-I-2", opened),
    Station(HOTSPOT, "/hotspots/PL3-I-5", opened),
    Station("register/absent.html", f"/hotspots/{NEW}?as_of=2024-03-01"),
    Station("register/new.html", "/hotspots/new"),
    Station("register/new.html", "/hotspots/new", partial(sent, button="#new-save")),
    Station("register/new.html", "/hotspots/new?district=020", described),
    Station("register/bulk.html", "/hotspots/bulk"),
    Station("register/bulk.html", "/hotspots/bulk", partial(sent, button="#update-chosen")),
    Station("register/bulk_event.html", "/hotspots/bulk", chosen),
    Station("register/bulk_preview.html", "/hotspots/bulk", previewed),
    Station("inspections/index.html", "/inspections"),
    Station("inspections/form.html", "/hotspots/PL2-I-1/inspections/new"),
    Station("inspections/form.html", "/hotspots/PL2-I-1/inspections/new", REFUSED),
    Station("inspections/form.html", "/hotspots/PL2-I-1/inspections/1/correct"),
    Station("inspections/take_back.html", "/hotspots/PL2-I-1/inspections/1/take-back"),
    Station("inspections/take_back.html", "/hotspots/PL2-I-1/inspections/1/take-back", REFUSED),
    Station("indicators/index.html", "/indicators", opened),
    Station("indicators/show.html", "/indicators/3.1"),
    Station("indicators/show.html", "/indicators/3.1", REFUSED),
    Station("indicators/show.html", "/indicators/8.1", opened),
    Station("error.html", "/hotspots/nowhere"),
    Station("accounts/account.html", "/account"),
    Station("accounts/account.html", "/account", NEW_TOKEN),
    Station("accounts/confirm.html", "/account/confirm"),
    Station("accounts/confirm.html", "/account/confirm", REFUSED),
    Station("accounts/password.html", "/account/password"),
    Station("accounts/password.html", "/account/password", REFUSED),
    Station("accounts/token.html", "/account", partial(NEW_TOKEN, label="báo cáo", days="30")),
    Station("accounts/second_factor.html", "/account/second-factor"),
    Station("accounts/second_factor.html", "/account/second-factor", REFUSED),
    Station("accounts/recovery_codes.html", "/account/second-factor", with_factor),
    Station("desk/desk.html", "/", who=ADMIN),
    Station("accounts/users.html", "/accounts", who=ADMIN),
    Station("accounts/user_new.html", "/accounts/new", who=ADMIN),
    Station("accounts/user_new.html", "/accounts/new", REFUSED, ADMIN),
    Station("accounts/user.html", "/accounts/1", who=ADMIN),
    Station("accounts/user_code.html", "/accounts/1", CODE_MADE, ADMIN),
    Station("accounts/user_rights.html", "/accounts/1/rights", who=ADMIN),
    Station("accounts/user_rights.html", "/accounts/1/rights", without_district, ADMIN),
    Station("audit/index.html", "/audit", opened, ADMIN),
    Station("audit/check.html", "/audit", partial(sent, button="[action$=check] .btn"), ADMIN),
    Station("operator/settings.html", "/settings", who=ADMIN),
    Station("accounts/login.html", "/login", who=STRANGER),
    Station("accounts/login.html", "/login", REFUSED, STRANGER),
    Station("accounts/welcome.html", "/welcome", who=STRANGER),
    Station("accounts/welcome.html", "/welcome", REFUSED, STRANGER),
    Station("accounts/code.html", "/login", half_way, STRANGER),
    Station("accounts/code.html", "/login", partial(half_way, code="000000"), STRANGER),
]


def furnish(app: Flask) -> None:
    """Give the register something to show in every list, and users to look after."""
    author = user_named(app, OFFICER).id
    make_token(app, user_named(app, OFFICER))
    make_user(app, name=ADMIN, role="admin")
    user_with_factor(app, name=HALF_WAY, role="district", scope=("020",))
    first = make_event(
        app, "PL2-I-1", clearance="cleared", level="inactive", note="Đã đóng cửa",
        recorded_by_id=author,
    )  # fmt: skip
    make_event(app, "PL2-I-1", clearance="recurred", on=date(2024, 7, 1), recorded_by_id=author)
    wrong = make_event(app, "PL2-I-1", level="complex", on=date(2024, 8, 1))
    make_event(
        app, "PL2-I-1", on=date(2024, 8, 1), level="active", clearance=None,
        supersedes_id=wrong.id, reason="Ghi nhầm mức độ", recorded_by_id=author,
    )  # fmt: skip
    make_event(app, "PL2-II-1", clearance="cleared", level="inactive")
    for code, kind in (("PL2-I-2", "withdrawal"), ("PL3-I-5", "merge")):
        make_event(
            app, code, kind=kind, level=None, clearance=None, basis=None, reason="Nhập hai lần",
            merged_into_id=first.hotspot_id if kind == "merge" else None, recorded_by_id=author,
        )  # fmt: skip
    new = make_hotspot(app, code=NEW, name="Phố Hàng Bạc")
    make_event(app, new, on=date(2024, 9, 1))
    make_inspection(app, "PL2-I-1", note="Hai cơ sở vi phạm", recorded_by_id=author)
    take_back(app, make_inspection(app, "PL2-I-1", on=date(2024, 6, 1)), recorded_by_id=author)


def enter(page: Page, url: str, station: Station) -> None:
    """Go to a station, and do there what makes it what it is."""
    page.goto(url + station.path)
    wait_until(page, MAP_DRAWN)
    station.act(page)
    wait_until(page, MAP_DRAWN)
