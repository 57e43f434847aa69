"""The same event twice: a form sent again, a table imported again, a program that tried again."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from geo_app.db import now
from geo_app.i18n import HANOI
from geo_app.register.models import Event
from geo_app.register.recording import place_of
from geo_app.register.rules import NewEvent
from geo_app.register.sequence import RuleError

Content = tuple[Any, ...]
# Raises where an event may not be recorded beside those that are in force.
RefuseRepeated = Callable[[list[Event], NewEvent], None]


class RecordedBeforeError(RuleError):
    """The event says in every field what the one behind which it would stand says already."""

    def __init__(self, earlier: Event) -> None:
        detail = _(
            "This event is recorded already: nothing in it differs from event %(number)s. If it is "
            "another one, say in the note what sets it apart.",
            number=earlier.entry_number,
        )
        super().__init__(
            "recorded_before", detail, field="note", collides_with=earlier.entry_number
        )


def content_of(event: Event) -> Content:
    """What an event says; the reason of a correction is not of the event, but of its change."""
    return (
        event.effective_from,
        event.effective_to,
        event.level,
        event.clearance,
        event.basis,
        event.note,
        event.handed_over_by,
        event.handed_over_to,
        None if event.supersedes_id else event.reason,
    )


def content_said(new: NewEvent) -> Content:
    return (
        new.effective.start,
        new.effective.end,
        new.level,
        new.clearance,
        new.basis,
        new.note,
        new.handed_over_by,
        new.handed_over_to,
        new.reason,
    )


def is_plain(new: NewEvent) -> bool:
    """Whether it stands for itself; what corrects, takes back or ends cannot be done twice."""
    return new.kind == "state" and new.supersedes is None


def refuse_recorded_before(valid: list[Event], new: NewEvent) -> None:
    """Refuse an event equal to the last one in force by the time it speaks of.

    Something else in between makes it another event: cleared, recurred and cleared on one day.
    """
    if not is_plain(new):
        return
    day = place_of(new, None, now().astimezone(HANOI).date()).placed_on
    earlier = [each for each in valid if each.kind == "state" and each.placed_on <= day]
    last = max(earlier, key=lambda each: (each.placed_on, each.position), default=None)
    if last is not None and content_of(last) == content_said(new):
        raise RecordedBeforeError(last)


class Before:
    """What was in force before a table was read; each event answers for one of its rows.

    A table that was imported already changes nothing, however many of its rows tell of one day.
    """

    def __init__(self) -> None:
        self.read: set[int] = set()
        self.left: defaultdict[tuple[int, Content], list[Event]] = defaultdict(list)

    def refuse(self, valid: list[Event], new: NewEvent) -> None:
        """As `refuse_recorded_before`, wherever in the history the equal event stands."""
        if not valid or not is_plain(new):
            return
        hotspot_id = valid[0].hotspot_id
        if hotspot_id not in self.read:
            self.read.add(hotspot_id)
            for each in valid:
                self.left[hotspot_id, content_of(each)].append(each)
        equal = self.left[hotspot_id, content_said(new)]
        if equal:
            raise RecordedBeforeError(equal.pop())
        refuse_recorded_before(valid, new)
