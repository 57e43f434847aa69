"""The closed lists of the domain, in the order in which people read them, and their names."""

from typing import Any

from flask_babel import lazy_gettext

CATEGORIES = ("establishment", "public_place")
LEVELS = ("complex", "active", "low_activity", "inactive", "unverified")
CLEARANCES = ("not_cleared", "cleared", "handed_over", "recurred")
# What a hotspot counts as where no event says it.
UNSAID = {"level": "unverified", "clearance": "not_cleared"}
PRECISIONS = ("day", "month", "year")
# What an event does: it says something of the standing, takes an earlier one back, or ends the
# entry itself, as a mistake or as another name for a hotspot that is there already.
KINDS = ("state", "retraction", "withdrawal", "merge")
ENDING_KINDS = ("withdrawal", "merge")
PLACE_PRECISIONS = ("section", "junction", "street", "landmark", "commune", "district")

CATEGORY_NAMES: dict[str, Any] = {
    "establishment": lazy_gettext("Service establishments"),
    "public_place": lazy_gettext("Public place"),
}
LEVEL_NAMES: dict[str, Any] = {
    "complex": lazy_gettext("Complex"),
    "active": lazy_gettext("Active"),
    "low_activity": lazy_gettext("Low activity"),
    "inactive": lazy_gettext("Inactive"),
    "unverified": lazy_gettext("Unverified"),
}
CLEARANCE_NAMES: dict[str, Any] = {
    "not_cleared": lazy_gettext("Not cleared"),
    "cleared": lazy_gettext("Cleared"),
    "handed_over": lazy_gettext("Handed over"),
    "recurred": lazy_gettext("Recurred"),
}
PLACE_PRECISION_NAMES: dict[str, Any] = {
    "section": lazy_gettext("Section of a road"),
    "junction": lazy_gettext("Junction"),
    "street": lazy_gettext("Whole street"),
    "landmark": lazy_gettext("Landmark"),
    "commune": lazy_gettext("Commune only"),
    "district": lazy_gettext("District only"),
}
# What became of an entry, or of the hotspot itself, as the event that did it is called.
KIND_NAMES: dict[str, Any] = {
    "state": lazy_gettext("Corrected"),
    "retraction": lazy_gettext("Taken back"),
    "withdrawal": lazy_gettext("Withdrawn"),
    "merge": lazy_gettext("Merged into another hotspot"),
}
