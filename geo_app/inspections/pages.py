"""What the pages show of the inspections at one hotspot."""

from dataclasses import dataclass

from flask_babel import gettext as _

from geo_app.db import session
from geo_app.i18n import show_partial_date
from geo_app.inspections import queries
from geo_app.inspections.models import Inspection
from geo_app.register.models import Hotspot
from geo_app.register.progress import CLEAR
from geo_app.register.reading import Reading
from geo_app.register.transitions import may_follow
from geo_app.register.vocabulary import CLEARANCE_NAMES


@dataclass(frozen=True)
class Entry:
    """One inspection, with the later row that corrected it or took it back."""

    inspection: Inspection
    replaced_by: Inspection | None

    @property
    def on(self) -> str:
        return show_on(self.inspection)


def found_clearances(stands: str, *, correcting: bool) -> list[tuple[str, str]]:
    """What a team may have found of the clearance: first that it is unchanged.

    To clear a place and to hand it over are acts, which no team finds. A correction chooses from
    all: the clearance that stands may be what the inspection itself found.
    """
    if correcting:
        return [(code, str(name)) for code, name in CLEARANCE_NAMES.items()]
    name = CLEARANCE_NAMES[stands]
    still = _("Still so: %(clearance)s", clearance=name)
    if stands in CLEAR:
        still = _("Still kept: %(clearance)s", clearance=name)
    found = [(stands, still)]
    if may_follow("recurred", stands) and stands != "recurred":
        found.append(("recurred", str(CLEARANCE_NAMES["recurred"])))
    return found


def show_on(inspection: Inspection) -> str:
    return show_partial_date(inspection.effective_from, inspection.effective_precision)


def entries_of(hotspot: Hotspot, reading: Reading) -> list[Entry]:
    """The inspections of a hotspot as a reading knows them, the latest first."""
    found = queries.history(session(), hotspot, reading)
    later = {each.supersedes_id: each for each in found}
    return [Entry(each, later.get(each.id)) for each in found if each.kind == "inspection"]
