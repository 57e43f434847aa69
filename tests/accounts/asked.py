"""What a request to each route holds, good enough to be taken from whoever may send it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import update

from geo_app.accounts import welcome
from geo_app.accounts.models import User
from geo_app.accounts.queries import tokens_of
from geo_app.db import now, session
from tests.accounts.actors import FACTOR_SECRET, OWN, Actor
from tests.accounts.people import code_now
from tests.factories import PASSWORD, database_of, make_inspection, make_token, make_user

CODE = "PL2-I-1"
EVENT = {"effective_on": "2024-06", "level": "active", "basis": "BB 12/BB-CA", "note": "Xác minh"}
FIGURES = {
    "effective_on": "2024-06-17",
    "team": "district",
    "establishments_checked": 3,
    "establishments_violating": 1,
    "people_informed": 9,
    "basis": "BB 15/BB-ĐKT178",
}
PLACE = {
    "name": "Đường Quang Lai",
    "category": "public_place",
    "district": OWN,
    "communes": ["Xã Ngũ Hiệp"],
    "place": "Xã Ngũ Hiệp",
}
# What was looked for when the place was shown, as the form holds it.
SEEN = f"{OWN}|00667|Xã Ngũ Hiệp"
NEW_PASSWORD = "một mật khẩu khác hẳn"  # of the tests alone
NEWCOMER = "newcomer"
SEEN_OF_NEWCOMER = "viewer active"


@dataclass
class World:
    """The numbers and codes that only a database knows."""

    app: Flask
    event: int = 1
    inspection: int = 0
    code: str = ""
    # Somebody whom administrators look after, and a token of his.
    user: int = 0
    token: int = 0


def world(app: Flask) -> World:
    """What the requests are about: the plan's PL2-I-1, an inspection there, a new user."""
    inspection = make_inspection(app, CODE)
    user = make_user(app, name=NEWCOMER, role="viewer")
    make_token(app, user)
    with app.test_request_context():
        code = welcome.code_for(database_of(app), NEWCOMER)
        token = tokens_of(session(), user)[0].id
    return World(app, inspection=inspection.id, code=code, user=user.id, token=token)


@dataclass(frozen=True)
class Asked:
    """The variables of an address, its query, and what is sent; in part known only when asked."""

    values: Callable[[World, Actor], dict[str, Any]] = lambda _world, _actor: {}
    query: dict[str, str] = field(default_factory=dict)
    form: Callable[[World, Actor], dict[str, Any]] | None = None
    json: dict[str, Any] | None = None
    # What has to be true of who asks.
    before: Callable[[World, Actor], None] | None = None

    def sent(self, world: World, actor: Actor) -> dict[str, Any]:
        if self.json is not None:
            return {"json": self.json}
        return {"data": self.form(world, actor)} if self.form else {}


def event_number(world: World, _actor: Actor) -> dict[str, Any]:
    return {"number": world.event}


def inspection_number(world: World, _actor: Actor) -> dict[str, Any]:
    return {"number": world.inspection}


def user_number(world: World, _actor: Actor) -> dict[str, Any]:
    return {"number": world.user, "token": world.token}


def plain(**values: Any) -> Callable[[World, Actor], dict[str, Any]]:
    return lambda _world, _actor: values


def with_factor(world: World, actor: Actor) -> None:
    """Give the one who asks a second factor."""
    enrolled = update(User).where(User.name == actor.name).values(factor_since=now())
    with database_of(world.app).engine.begin() as connection:
        connection.execute(enrolled)


# Which hotspot, district or number a variable stands for, unless a route says otherwise.
VALUES: dict[str, Any] = {
    "code": CODE,
    "name": "districts-2024",
    "category": "establishment",
    "level": "active",
    "clearance": "cleared",
    "format_name": "png",
    "filename": "app.css",
    "package": "leaflet",
    "file": "leaflet.js",
}
DISTRICT = Asked(plain(code=OWN))
OTHER_USER = Asked(user_number, form=plain(seen=SEEN_OF_NEWCOMER))
INDICATOR = Asked(plain(code="3.1"))
ASKED: dict[str, Asked] = {
    "GET /history.svg": Asked(query={"code": CODE}),
    "GET /districts/<code>": DISTRICT,
    "GET /districts/<code>/snapshot.<format_name>": DISTRICT,
    "GET /bootstrap/static/<path:filename>": Asked(plain(filename="css/bootstrap.min.css")),
    "POST /hotspots/<code>/events": Asked(form=plain(version="1", **EVENT)),
    "GET /hotspots/<code>/events/<int:number>/correct": Asked(event_number),
    "GET /hotspots/<code>/events/<int:number>/take-back": Asked(event_number),
    "POST /hotspots/<code>/place/confirm": Asked(form=plain(version="1")),
    "POST /hotspots/new": Asked(form=plain(step="save", seen=SEEN, **PLACE, **EVENT)),
    "POST /hotspots/bulk": Asked(form=plain(step="save", hotspot=f"{CODE}@1", **EVENT)),
    "POST /hotspots/<code>/inspections": Asked(form=plain(**FIGURES)),
    "GET /hotspots/<code>/inspections/<int:number>/correct": Asked(inspection_number),
    "POST /hotspots/<code>/inspections/<int:number>/correct": Asked(
        inspection_number, form=plain(**FIGURES, reason="Ghi nhầm")
    ),
    "GET /hotspots/<code>/inspections/<int:number>/take-back": Asked(inspection_number),
    "POST /hotspots/<code>/inspections/<int:number>/take-back": Asked(
        inspection_number, form=plain(reason="Ghi nhầm điểm")
    ),
    "GET /indicators/<code>": INDICATOR,
    "POST /indicators/<code>/results": Asked(
        INDICATOR.values,
        form=plain(unit=OWN, period="2024", value="5", state="submitted", basis="BC 5"),
    ),
    "POST /api/v1/hotspots": Asked(json={**PLACE, **EVENT}),
    "POST /api/v1/hotspots/<code>/events": Asked(json=EVENT),
    "GET /api/v1/hotspots/<code>/events/<int:number>": Asked(event_number),
    "POST /api/v1/hotspots/<code>/inspections": Asked(json=FIGURES),
    "GET /api/v1/districts/<code>": DISTRICT,
    "GET /api/v1/geocode": Asked(query={"q": "Phố Huế"}),
    "POST /accounts/new": Asked(form=plain(name="can.bo.moi", role="viewer", where="city")),
    "POST /accounts/<int:number>/rights": Asked(
        user_number, form=plain(role="police", where="city", seen=SEEN_OF_NEWCOMER)
    ),
    "POST /accounts/<int:number>/deactivate": OTHER_USER,
    "POST /accounts/<int:number>/activate": OTHER_USER,
    **dict.fromkeys(
        (
            "GET /accounts/<int:number>",
            "GET /accounts/<int:number>/rights",
            "GET /accounts/<int:number>/code",
            "POST /accounts/<int:number>/code",
            "POST /accounts/<int:number>/second-factor/end",
            "POST /accounts/<int:number>/sessions/end",
            "POST /accounts/<int:number>/tokens/<int:token>/revoke",
            "POST /accounts/<int:number>/unlock",
        ),
        Asked(user_number),
    ),
    "POST /account/confirm": Asked(form=plain(password=PASSWORD)),
    "POST /account/password": Asked(
        form=plain(password=PASSWORD, new=NEW_PASSWORD, again=NEW_PASSWORD)
    ),
    "POST /account/second-factor": Asked(
        form=lambda _world, _actor: {"code": code_now(FACTOR_SECRET)}
    ),
    "POST /account/second-factor/end": Asked(before=with_factor),
    "POST /account/recovery-codes": Asked(before=with_factor),
    "POST /account/sessions/<int:number>/end": Asked(
        lambda _world, actor: {"number": actor.session}
    ),
    "POST /account/tokens": Asked(form=plain(label="báo cáo", days="30")),
    "POST /account/tokens/<int:number>/revoke": Asked(
        lambda _world, actor: {"number": actor.token}
    ),
    "POST /login": Asked(
        form=lambda _world, actor: {"name": actor.name or NEWCOMER, "password": PASSWORD}
    ),
    "POST /welcome": Asked(
        form=lambda world, _actor: {
            "name": NEWCOMER,
            "code": world.code,
            "new": NEW_PASSWORD,
            "again": NEW_PASSWORD,
        }
    ),
    "POST /language": Asked(form=plain(language="en")),
}
NOTHING = Asked()
