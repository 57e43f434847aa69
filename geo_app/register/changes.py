"""What is different between two readings of the register, and which entries made it so.

Two days show what happened between them. The same day, as it was known on two moments, shows what
was learned of it since.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.accounts.scope import Scope
from geo_app.register.in_force import known, not_superseded, recorded
from geo_app.register.models import Event
from geo_app.register.progress import Progress, progress_of
from geo_app.register.queries import Filters, Standing, histories_in_force, standings
from geo_app.register.reading import Reading
from geo_app.register.vocabulary import ENDING_KINDS

AXES = ("clearance", "level")


@dataclass(frozen=True)
class Turn:
    """Another value on one axis, with the entry that made it so where there is one."""

    axis: str
    before: str
    after: str
    cause: Event | None


@dataclass(frozen=True)
class Changed:
    standing: Standing
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Added:
    """Only in the second reading; `returned` after its withdrawal or merge was taken back."""

    standing: Standing
    cause: Event | None
    returned: bool


@dataclass(frozen=True)
class Gone:
    """Only in the first reading: ended, or of no event yet on the day of the second."""

    standing: Standing
    ending: Event | None


@dataclass(frozen=True)
class Changes:
    changed: list[Changed]
    added: list[Added]
    gone: list[Gone]
    unchanged: int
    progress_before: Progress
    progress_after: Progress

    @property
    def count(self) -> int:
        return len(self.changed) + len(self.added) + len(self.gone)


@dataclass(frozen=True)
class Difference:
    """Two lists of standings set against each other."""

    changed: list[tuple[Standing, Standing]]
    added: list[Standing]
    gone: list[Standing]
    unchanged: int


def difference(before: Iterable[Standing], after: Iterable[Standing]) -> Difference:
    earlier = {each.hotspot.id: each for each in before}
    later = {each.hotspot.id: each for each in after}
    both = [(earlier[id_], each) for id_, each in later.items() if id_ in earlier]
    changed = [(one, other) for one, other in both if state_of(one) != state_of(other)]
    return Difference(
        changed=changed,
        added=[each for id_, each in later.items() if id_ not in earlier],
        gone=[each for id_, each in earlier.items() if id_ not in later],
        unchanged=len(both) - len(changed),
    )


def state_of(standing: Standing) -> tuple[str, ...]:
    return tuple(getattr(standing, axis) for axis in AXES)


def changes(
    session: Session,
    *,
    scope: Scope,
    before: Reading,
    after: Reading,
    filters: Filters,
) -> Changes:
    earlier = standings(session, scope=scope, filters=filters, reading=before)
    later = standings(session, scope=scope, filters=filters, reading=after)
    found = difference(earlier, later)
    return Changes(
        changed=with_causes(session, found.changed, before, after),
        added=with_entries(session, found.added, before, after),
        gone=with_endings(session, found.gone, after),
        unchanged=found.unchanged,
        progress_before=progress_of(earlier),
        progress_after=progress_of(later),
    )


def with_causes(
    session: Session, pairs: list[tuple[Standing, Standing]], before: Reading, after: Reading
) -> list[Changed]:
    ids = [one.hotspot.id for one, _other in pairs]
    counted = histories_in_force(session, ids, before)
    counting = histories_in_force(session, ids, after)
    earlier = [event.id for events in counted.values() for event in events]
    replaced = superseding(session, earlier, after)

    def turn(one: Standing, other: Standing, axis: str) -> Turn:
        id_ = one.hotspot.id
        cause = cause_of(axis, counted[id_], counting[id_], replaced)
        return Turn(axis, getattr(one, axis), getattr(other, axis), cause)

    return [
        Changed(
            other,
            tuple(
                turn(one, other, axis)
                for axis in AXES
                if getattr(one, axis) != getattr(other, axis)
            ),
        )
        for one, other in pairs
    ]


def cause_of(
    axis: str, counted: list[Event], counting: list[Event], replaced: dict[int, Event]
) -> Event | None:
    """The entry that decides the axis now, or the one that took the earlier decision back."""
    decided, decides = last_on(axis, counted), last_on(axis, counting)
    stood = decides is None or decides.id in {event.id for event in counted}
    if stood and decided is not None and decided.id in replaced:
        return replaced[decided.id]
    return decides


def last_on(axis: str, events: list[Event]) -> Event | None:
    said = [event for event in events if getattr(event, axis)]
    return said[-1] if said else None


def with_entries(
    session: Session, found: list[Standing], before: Reading, after: Reading
) -> list[Added]:
    ids = [each.hotspot.id for each in found]
    counting = histories_in_force(session, ids, after)
    ended = endings(session, ids, before)
    taken_back = superseding(session, [event.id for event in ended.values()], after)

    def added(standing: Standing) -> Added:
        id_ = standing.hotspot.id
        if id_ in ended:
            return Added(standing, taken_back.get(ended[id_].id), returned=True)
        return Added(standing, counting[id_][0], returned=False)

    return [added(each) for each in found]


def with_endings(session: Session, found: list[Standing], after: Reading) -> list[Gone]:
    ended = endings(session, [each.hotspot.id for each in found], after)
    return [Gone(each, ended.get(each.hotspot.id)) for each in found]


def endings(session: Session, hotspot_ids: Collection[int], reading: Reading) -> dict[int, Event]:
    """Per hotspot the withdrawal or merge that a reading knows of."""
    at = known(session, reading)
    statement = select(Event).where(
        Event.hotspot_id.in_(hotspot_ids),
        Event.kind.in_(ENDING_KINDS),
        *recorded(Event, at),
        not_superseded(Event, at),
    )
    return {event.hotspot_id: event for event in session.scalars(statement)}


def superseding(session: Session, event_ids: Collection[int], reading: Reading) -> dict[int, Event]:
    """By the event that was corrected or taken back, the one that did so."""
    at = known(session, reading)
    statement = select(Event).where(Event.supersedes_id.in_(event_ids), *recorded(Event, at))
    return {
        event.supersedes_id: event for event in session.scalars(statement) if event.supersedes_id
    }
