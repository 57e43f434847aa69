"""What each role may do. What is not in the table is refused."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext


class Action(StrEnum):
    VIEW = "view"
    RECORD_EVENT = "record_event"
    ADD_HOTSPOT = "add_hotspot"
    END_HOTSPOT = "end_hotspot"
    RECORD_INSPECTION = "record_inspection"
    CONFIRM_PLACE = "confirm_place"
    RECORD_RESULT = "record_result"
    RECORD_CITY_RESULT = "record_city_result"
    CONFIRM_RESULT = "confirm_result"
    OWN_ACCOUNT = "own_account"
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_AUDIT = "read_audit"


VIEW = Action.VIEW
RECORD_EVENT = Action.RECORD_EVENT
ADD_HOTSPOT = Action.ADD_HOTSPOT
END_HOTSPOT = Action.END_HOTSPOT
RECORD_INSPECTION = Action.RECORD_INSPECTION
CONFIRM_PLACE = Action.CONFIRM_PLACE
RECORD_RESULT = Action.RECORD_RESULT
RECORD_CITY_RESULT = Action.RECORD_CITY_RESULT
CONFIRM_RESULT = Action.CONFIRM_RESULT
OWN_ACCOUNT = Action.OWN_ACCOUNT
MANAGE_ACCOUNTS = Action.MANAGE_ACCOUNTS
READ_AUDIT = Action.READ_AUDIT

EVERYBODY = frozenset({VIEW, OWN_ACCOUNT})
# What whoever looks after places on the ground does.
FIELD_WORK = EVERYBODY | frozenset({RECORD_EVENT, ADD_HOTSPOT, RECORD_INSPECTION, CONFIRM_PLACE})
PERMISSIONS: dict[str, frozenset[Action]] = {
    "viewer": EVERYBODY,
    "police": FIELD_WORK,
    "district": FIELD_WORK | {RECORD_RESULT},
    # Keeps the register true, and so also ends entries that should not be there; reports for the
    # whole city, and confirms what others report.
    "dolisa": FIELD_WORK | {RECORD_RESULT, RECORD_CITY_RESULT, CONFIRM_RESULT, END_HOTSPOT},
    # Whoever hands out accounts does not write to the register.
    "admin": EVERYBODY | {MANAGE_ACCOUNTS, READ_AUDIT},
}
ROLES = tuple(PERMISSIONS)
# Roles of a body that has districts and never the whole city.
OF_DISTRICTS = frozenset({"district"})
ROLE_NAMES: dict[str, Any] = {
    "viewer": lazy_gettext("Viewer"),
    "police": lazy_gettext("Police"),
    "district": lazy_gettext("District committee"),
    "dolisa": lazy_gettext("DOLISA"),
    "admin": lazy_gettext("Administrator"),
}


def allows(role: str, action: Action) -> bool:
    return action in PERMISSIONS.get(role, frozenset())
