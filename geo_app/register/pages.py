"""What the page of one hotspot shows, made from the hotspot and its events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from geo_app.accounts.scope import Scope
from geo_app.i18n import show_partial_date
from geo_app.register.finding import VERDICTS as CHOSEN_VERDICTS
from geo_app.register.models import Event, Hotspot
from geo_app.register.queries import target_of
from geo_app.register.transitions import allowed_after
from geo_app.register.vocabulary import CLEARANCE_NAMES
from geodata.crs import length_m

VERDICTS: dict[str, Any] = {
    "agrees": lazy_gettext("It lies in the district that the plan names."),
    "straddles": lazy_gettext("It lies partly outside the district that the plan names."),
    "differs": lazy_gettext("It lies in another district than the plan names: check it."),
    "unplanned": lazy_gettext("The plan names no district to compare with."),
}


def verdicts_of(hotspot: Hotspot) -> dict[str, Any]:
    """How its place compares with the district: the plan's, or the one chosen for a new hotspot."""
    return VERDICTS if hotspot.source_appendix else CHOSEN_VERDICTS


@dataclass(frozen=True)
class Entry:
    """One event in the timeline, with the one that corrects it or takes it back."""

    event: Event
    superseded_by: Event | None = None
    # Into which hotspot a merge led, where the reader may see that one.
    into: Hotspot | None = None

    @property
    def on(self) -> str:
        return when(self.event)

    @property
    def in_force(self) -> bool:
        return self.superseded_by is None


def when(event: Event) -> str:
    return show_partial_date(event.effective_from, event.effective_precision)


def timeline(
    events: Iterable[Event], superseding: Mapping[int, Event], scope: Scope
) -> list[Entry]:
    """The entries, the latest first; what takes one back is told in it and is none of its own."""
    return [
        Entry(event, superseding.get(event.id), target_of(event, scope))
        for event in events
        if event.kind != "retraction"
    ]


def in_force(entries: list[Entry]) -> list[Event]:
    """What counts towards the standing, in its order."""
    found = [entry.event for entry in entries if entry.in_force and entry.event.kind == "state"]
    return found[::-1]


def stated(entries: list[Entry], axis: str) -> str | None:
    """The level or clearance that the last event in force states; None where none does."""
    said = (getattr(event, axis) for event in reversed(in_force(entries)))
    return next((value for value in said if value), None)


def possible_after(clearance: str | None) -> str:
    """What may be recorded next, in words: first that nothing has changed."""
    names = [str(CLEARANCE_NAMES[each]) for each in allowed_after(clearance)]
    if clearance:
        names.insert(0, _("%(name)s (unchanged)", name=CLEARANCE_NAMES[clearance]))
    return ", ".join(names)


def since(entries: list[Entry], axis: str) -> str:
    """Since when the present level or clearance stands unbroken; "" where no event says so.

    Stating it again, as an inspection that found no change does, begins nothing anew.
    """
    said = [event for event in reversed(in_force(entries)) if getattr(event, axis)]
    present = stated(entries, axis)
    unbroken = list(takewhile(lambda event: getattr(event, axis) == present, said))
    return when(unbroken[-1]) if unbroken else ""


def line_length_m(hotspot: Hotspot) -> float | None:
    """The length of a road section; None for a place that has none."""
    place = hotspot.place
    if place is None or "LineString" not in place.geom_type:
        return None
    return length_m(place)


def last_event(events: list[Event]) -> int:
    return max((event.entry_number for event in events), default=0)
