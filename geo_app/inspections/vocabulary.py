"""The closed lists of inspections, and their names."""

from typing import Any

from flask_babel import lazy_gettext

from geo_app.register.vocabulary import LEVEL_NAMES

# The inter-agency inspection teams 178 and whose they are.
TEAM_LEVELS = ("city", "district", "commune")
# A row records an inspection, or takes an earlier row back.
KINDS = ("inspection", "retraction")
# What a team can have seen; that nobody knows is not found out by an inspection.
FOUND_LEVEL_NAMES = {code: name for code, name in LEVEL_NAMES.items() if code != "unverified"}
FOUND_LEVELS = tuple(FOUND_LEVEL_NAMES)

TEAM_NAMES: dict[str, Any] = {
    "city": lazy_gettext("City's team 178"),
    "district": lazy_gettext("District's team 178"),
    "commune": lazy_gettext("Commune's team 178"),
}
# What a list can be narrowed to: one of the teams, or those that work for a district.
LOCAL = "local"
TEAM_CHOICES: dict[str, Any] = {
    **TEAM_NAMES,
    LOCAL: lazy_gettext("Teams of the district and its communes"),
}
