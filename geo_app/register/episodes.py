"""Episodes of a hotspot: each runs from its opening, or a recurrence, to the next recurrence.

A date may be known to the month or the year only. What lies between two of them is then a range,
and the range is told: a single figure would claim to know more than was recorded.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from geo_app.register.dates import PartialDate
from geo_app.register.models import Event

MONTHS_PER_YEAR = 12
CLEAR = ("cleared", "handed_over")


@dataclass(frozen=True)
class Months:
    """Whole months that passed; `most` is None where only the least is known."""

    least: int
    most: int | None


@dataclass(frozen=True)
class Happening:
    """Something that became true on a day of the interval `since` to `until`."""

    on: PartialDate
    since: date
    until: date


@dataclass(frozen=True)
class Episode:
    number: int
    # None where the register does not say: what stood cleared when it was first recorded.
    opened: Happening | None = None
    cleared: Happening | None = None
    handed_over: Happening | None = None
    # The clearance that did not hold, for an episode which a recurrence opened.
    follows: "Episode | None" = None

    @property
    def months_to_clear(self) -> Months | None:
        return months_between(self.opened, self.cleared)

    @property
    def months_since_clearance(self) -> Months | None:
        """From the clearance of the episode before to the recurrence that opened this one."""
        if self.follows is None or self.opened is None:
            return None
        if self.follows.cleared:
            return months_between(self.follows.cleared, self.opened)
        # It was cleared by the day of its handover; how long before is not recorded.
        since_handover = months_between(self.follows.handed_over, self.opened)
        return since_handover and replace(since_handover, most=None)


def episodes(events: Iterable[Event]) -> list[Episode]:
    """The episodes told by a hotspot's events in force, which come in their order."""
    found: list[Episode] = []
    stands: str | None = None
    for event in events:
        if not found:
            found.append(first_episode(event))
        last = found[-1]
        if event.clearance == "recurred" and stands in CLEAR:
            found.append(Episode(last.number + 1, opened=happening(event), follows=last))
        elif event.clearance == "cleared" and last.cleared is None:
            found[-1] = replace(last, cleared=happening(event))
        elif event.clearance == "handed_over" and last.handed_over is None:
            found[-1] = replace(last, handed_over=happening(event))
        stands = event.clearance or stands
    return found


def first_episode(event: Event) -> Episode:
    return Episode(1, opened=None if event.clearance in CLEAR else happening(event))


def happening(event: Event) -> Happening:
    on = PartialDate(event.effective_from, event.effective_to, event.effective_precision)
    return Happening(on, since=event.effective_from, until=event.placed_on)


def months_between(earlier: Happening | None, later: Happening | None) -> Months | None:
    """The least and the most that may have passed from one to the other, which came after it."""
    if earlier is None or later is None:
        return None
    return Months(
        least=whole_months(earlier.until, later.since) if earlier.until < later.since else 0,
        most=whole_months(earlier.since, later.until),
    )


def whole_months(start: date, end: date) -> int:
    """Full months from one day to a later one; from 31 January one is full at February's end."""
    months = (end.year - start.year) * MONTHS_PER_YEAR + end.month - start.month
    last_day = calendar.monthrange(end.year, end.month)[1]
    return months if end.day >= min(start.day, last_day) else months - 1
