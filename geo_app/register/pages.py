"""What the page of one hotspot shows, made from the hotspot and its events."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext

from geo_app.i18n import show_partial_date
from geo_app.register.models import Event, Hotspot
from geodata.crs import length_m

VERDICTS: dict[str, Any] = {
    "agrees": lazy_gettext("It lies in the district that the plan names."),
    "straddles": lazy_gettext("It lies partly outside the district that the plan names."),
    "differs": lazy_gettext("It lies in another district than the plan names: check it."),
    "unplanned": lazy_gettext("The plan names no district to compare with."),
}


@dataclass(frozen=True)
class Entry:
    """One event in the timeline."""

    event: Event
    superseded: bool

    @property
    def on(self) -> str:
        return show_partial_date(self.event.effective_from, self.event.effective_precision)


def timeline(events: list[Event], superseded: frozenset[int]) -> list[Entry]:
    return [Entry(event, event.id in superseded) for event in events]


def since(entries: list[Entry], axis: str) -> str:
    """Since when the present level or clearance stands; "" where no event says so."""
    for entry in entries:
        if not entry.superseded and getattr(entry.event, axis):
            return entry.on
    return ""


def line_length_m(hotspot: Hotspot) -> float | None:
    """The length of a road section; None for a place that has none."""
    if hotspot.geometry is None or "LineString" not in hotspot.geometry.geom_type:
        return None
    return float(length_m(hotspot.geometry))


def last_event(events: list[Event]) -> int:
    return max((event.id for event in events), default=0)
