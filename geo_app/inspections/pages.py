"""What the pages show of the inspections at one hotspot."""

from dataclasses import dataclass

from geo_app.db import session
from geo_app.i18n import show_partial_date
from geo_app.inspections import queries
from geo_app.inspections.models import Inspection
from geo_app.register.models import Hotspot
from geo_app.register.reading import Reading


@dataclass(frozen=True)
class Entry:
    """One inspection, with the later row that corrected it or took it back."""

    inspection: Inspection
    replaced_by: Inspection | None

    @property
    def on(self) -> str:
        return show_on(self.inspection)


def show_on(inspection: Inspection) -> str:
    return show_partial_date(inspection.effective_from, inspection.effective_precision)


def entries_of(hotspot: Hotspot, reading: Reading) -> list[Entry]:
    """The inspections of a hotspot as a reading knows them, the latest first."""
    found = queries.history(session(), hotspot, reading)
    later = {each.supersedes_id: each for each in found}
    return [Entry(each, later.get(each.id)) for each in found if each.kind == "inspection"]
