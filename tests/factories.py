"""One factory per model: a valid one by default, with what the test cares about said by name."""

import itertools
from datetime import date
from typing import Any

from flask import Flask
from shapely.geometry import Point
from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.accounts import audit, passwords, tokens
from geo_app.accounts.credentials import Token
from geo_app.accounts.models import User, UserScope
from geo_app.db import Database
from geo_app.inspections.models import Inspection
from geo_app.register.models import Event, Hotspot

PASSWORD = "một mật khẩu để thử"
HOAN_KIEM_LON, HOAN_KIEM_LAT = 105.8522, 21.0287

_numbers = itertools.count(1)


def database_of(app: Flask | Database) -> Database:
    """The database of an application, or the one given."""
    found: Database = app if isinstance(app, Database) else app.extensions["database"]
    return found


def saved(app: Flask | Database, made: Any) -> Any:
    """Store what was made, in a transaction of its own."""
    database = database_of(app)
    if isinstance(app, Flask):
        with app.app_context(), database.transaction() as session:
            _add(session, made)
    else:
        with Flask("factories").app_context(), database.transaction() as session:
            _add(session, made)
    return made


def _add(session: Any, made: Any) -> None:
    session.add(made)
    session.flush()
    audit.record(session, audit.SYSTEM, "test.made", type(made).__name__)


def make_user(
    app: Flask | Database,
    *,
    name: str | None = None,
    role: str = "dolisa",
    scope: tuple[str, ...] = (),
    password: str = PASSWORD,
    active: bool = True,
) -> User:
    user = User(
        name=name or f"{role}.{next(_numbers)}",
        password_hash=passwords.hash_password(password),
        role=role,
        active=active,
        scopes=[UserScope(district_code=code) for code in scope],
    )
    saved(app, user)
    return user


def user_named(app: Flask | Database, name: str) -> User:
    with Session(database_of(app).engine) as session:
        return session.scalars(select(User).where(User.name == name)).one()


def make_token(app: Flask | Database, user: User, **given: Any) -> str:
    """Store a token of the user and return its secret."""
    secret = tokens.new_secret()
    values = {"user_id": user.id, "name": "a program", **given}
    saved(app, Token(secret_hash=tokens.hash_secret(secret), **values))
    return secret


def make_hotspot(app: Flask | Database, **given: Any) -> Hotspot:
    number = next(_numbers)
    values = {
        "code": f"TEST-{number}",
        "name": f"Điểm thử số {number}",
        "category": "establishment",
        "district_code": "002",
        "communes": ["Hàng Bạc"],
        "service_types": ["Karaoke"],
        "geometry": Point(HOAN_KIEM_LON, HOAN_KIEM_LAT),
        "place_precision": "street",
        "place_score": 1.0,
        "place_error_m": 50.0,
        "place_verdict": "agrees",
        "place_share_inside": 1.0,
        "place_steps": [],
        **given,
    }
    hotspot: Hotspot = saved(app, Hotspot(**values))
    return hotspot


def make_event(app: Flask | Database, hotspot: Hotspot | str, **given: Any) -> Event:
    """An event on one day; `on` is that day, the other columns go by their names."""
    on = given.pop("on", date(2024, 5, 17))
    values = {
        "hotspot_id": hotspot_id(app, hotspot),
        "effective_from": on,
        "effective_to": on,
        "effective_precision": "day",
        "placed_on": given.get("effective_to", on),
        "level": "active",
        "clearance": "not_cleared",
        "basis": "BB 1/BB-CA",
        **given,
    }
    event: Event = saved(app, Event(**values))
    return event


def make_inspection(app: Flask | Database, hotspot: Hotspot | str, **given: Any) -> Inspection:
    """An inspection on one day; `on` is that day, the other columns go by their names."""
    on = given.pop("on", date(2024, 5, 17))
    values = {
        "hotspot_id": hotspot_id(app, hotspot),
        "effective_from": on,
        "effective_to": on,
        "effective_precision": "day",
        "placed_on": given.get("effective_to", on),
        "team_level": "district",
        "establishments_checked": 5,
        "establishments_violating": 2,
        "people_informed": 14,
        "basis": "BB 15/BB-ĐKT178",
        **given,
    }
    inspection: Inspection = saved(app, Inspection(**values))
    return inspection


def entry_number(app: Flask | Database, made: Event | Inspection) -> int:
    """What an event or an inspection is called outside: its number at its hotspot."""
    kind = type(made)
    with database_of(app).engine.connect() as connection:
        return int(connection.scalar(select(kind.entry_number).where(kind.id == made.id)) or 0)


def take_back(app: Flask | Database, inspection: Inspection, **given: Any) -> Inspection:
    """The row that takes an inspection back."""
    values = {
        "hotspot_id": inspection.hotspot_id,
        "kind": "retraction",
        "effective_from": inspection.effective_from,
        "effective_to": inspection.effective_to,
        "effective_precision": inspection.effective_precision,
        "placed_on": inspection.placed_on,
        "supersedes_id": inspection.id,
        "reason": "Ghi nhầm điểm",
        **given,
    }
    retraction: Inspection = saved(app, Inspection(**values))
    return retraction


def hotspot_id(app: Flask | Database, hotspot: Hotspot | str) -> int:
    if isinstance(hotspot, Hotspot):
        return hotspot.id
    with database_of(app).engine.connect() as connection:
        return int(connection.scalar(select(Hotspot.id).where(Hotspot.code == hotspot)) or 0)
