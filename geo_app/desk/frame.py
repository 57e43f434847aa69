"""What the frame around every page knows: who is signed in, and where one can go."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import lazy_gettext
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from geo_app.accounts.paths import opened_at
from geo_app.accounts.permissions import MANAGE_ACCOUNTS, READ_AUDIT, ROLE_NAMES, Action, allows
from geo_app.clock import now
from geo_app.i18n import vietnamese
from geo_app.mapping.features import district_name
from geo_app.register.vocabulary import (
    CATEGORY_NAMES,
    CLEARANCE_NAMES,
    KIND_NAMES,
    LEVEL_NAMES,
    PLACE_PRECISION_NAMES,
)

ROOMS: tuple[tuple[str, str, Any], ...] = (
    ("desk", "desk.index", lazy_gettext("Desk")),
    ("attention", "attention.index", lazy_gettext("Needs attention")),
    ("register", "register.index", lazy_gettext("Hotspots")),
    ("indicators", "indicators.index", lazy_gettext("Indicators")),
    ("districts", "districts.index", lazy_gettext("By district")),
)
# Shown to whoever has the permission.
CLOSED_ROOMS: tuple[tuple[str, str, Any, Action], ...] = (
    ("user_accounts", "user_accounts.index", lazy_gettext("Accounts"), MANAGE_ACCOUNTS),
    ("audit", "audit.index", lazy_gettext("Audit"), READ_AUDIT),
)


@dataclass(frozen=True)
class Viewer:
    name: str
    role: str
    role_name: Any


def viewer() -> Viewer | None:
    """Who looks at the page. The error page must stand even where the database does not."""
    try:
        if not current_user.is_authenticated:
            return None
        role = current_user.role
        return Viewer(current_user.name, role, ROLE_NAMES.get(role, role))
    except SQLAlchemyError:
        # The request that has met this trouble logs it.
        return None


def rooms_of(someone: Viewer | None) -> list[tuple[str, str, Any]]:
    role = someone.role if someone else ""
    return [*ROOMS, *(room[:3] for room in CLOSED_ROOMS if allows(role, room[3]))]


def frame() -> dict[str, Any]:
    someone = viewer()
    return {
        "viewer": someone,
        "rooms": rooms_of(someone),
        "room": request.blueprint,
        "opened_at": opened_at,
        "now": now,
        "CATEGORY_NAMES": CATEGORY_NAMES,
        "LEVEL_NAMES": LEVEL_NAMES,
        "CLEARANCE_NAMES": CLEARANCE_NAMES,
        "KIND_NAMES": KIND_NAMES,
        "PLACE_PRECISION_NAMES": PLACE_PRECISION_NAMES,
        "district_name": lambda code: vietnamese(district_name(code)),
    }
