"""The line of history of some hotspots: what the ledger says of them, as bands and marks."""

from datetime import date, timedelta
from itertools import pairwise

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geo_app.i18n import show_date
from geo_app.register import queries
from geo_app.register.models import Event
from geo_app.register.reading import Reading
from geo_app.register.vocabulary import CLEARANCE_NAMES, LEVEL_NAMES
from geodata.plan import PLAN
from maps.history import ClearanceMark, History, HistoryRow, HistoryTexts, LevelSpan

# A reading from before the plan, or from its first days, still has a line to be drawn.
SHORTEST = timedelta(days=365)


def history_of(
    session: Session, standings: list[queries.Standing], reading: Reading
) -> History | None:
    """The lines of these hotspots from the plan's beginning to the day read; None for none."""
    if not standings:
        return None
    start, end = period(reading.as_of)
    ids = [each.hotspot.id for each in standings]
    events = queries.histories_in_force(session, ids, reading)
    rows = tuple(
        HistoryRow(
            number=each.number,
            name=each.hotspot.name,
            levels=spans(events[each.hotspot.id], end),
            marks=marks(events[each.hotspot.id]),
        )
        for each in standings
    )
    return History(rows, history_texts(start, reading.as_of), start, end)


def period(as_of: date) -> tuple[date, date]:
    """The days from the plan's beginning to the one after the day read."""
    end = as_of + timedelta(days=1)
    return min(PLAN.signed_on, end - SHORTEST), end


def spans(events: list[Event], end: date) -> tuple[LevelSpan, ...]:
    """The stretches of one level, joined where an event only states it again."""
    changes: list[tuple[str, date]] = []
    for event in events:
        if event.level is None or (changes and changes[-1][0] == event.level):
            continue
        if changes and changes[-1][1] == event.placed_on:
            changes.pop()
        changes.append((event.level, event.placed_on))
    ends = [*changes, ("", end)]
    return tuple(LevelSpan(level, on, until) for (level, on), (_next, until) in pairwise(ends))


def marks(events: list[Event]) -> tuple[ClearanceMark, ...]:
    """The changes of clearance, each over the days on which it may have happened."""
    found: list[ClearanceMark] = []
    for event in events:
        if event.clearance and (not found or found[-1].clearance != event.clearance):
            found.append(ClearanceMark(event.clearance, event.effective_from, event.placed_on))
    return tuple(found)


def history_texts(start: date, as_of: date) -> HistoryTexts:
    return HistoryTexts(
        title=_(
            "Line of history, %(start)s to %(end)s", start=show_date(start), end=show_date(as_of)
        ),
        level_title=_("Level:"),
        levels=tuple((code, str(name)) for code, name in LEVEL_NAMES.items()),
        clearance_title=_("Clearance:"),
        clearances=tuple((code, str(name)) for code, name in CLEARANCE_NAMES.items()),
        uncertain=_("Day not known: within the dashes"),
        before=_("Last one before"),
        empty=_("No hotspot is registered in this period."),
        more=_("… and {count} more hotspots"),
        overleaf=_("The lines of history are on the next page"),
        no_room=_("No room for the lines of history; see the PDF"),
        months=tuple(str(month) for month in range(1, 13)),
        day_tick="{day}/{month}",
        month_tick="{month}/{year}",
        year_tick="{year}",
    )
