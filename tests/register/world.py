"""Three hotspots in a real database and in the reference, told the same things at the same time.

Everything happens in one transaction of the database that is never kept: each example begins with
the same rows, thousands of them in the time that a new database would take. The actions run as
they are, in savepoints of it.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from geo_app import schema
from geo_app.accounts import audit
from geo_app.chain import CLOCK_TOLERANCE
from geo_app.db import Database
from geo_app.errors import ClockError, InvalidError, NotFoundError, ServiceError
from geo_app.i18n import HANOI
from geo_app.register import actions, queries
from geo_app.register.models import Event
from geo_app.register.reading import Reading
from geo_app.register.rules import new_event
from geo_app.register.sequence import RuleError
from tests.factories import make_hotspot
from tests.register.reference import Ledger, Proposal, Recorded

OFFICER = audit.Actor("an officer")
BEGAN = datetime(2024, 2, 5, 3, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
COUNTS = sa.text(
    "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM audit_entry), "
    "(SELECT sum(version) FROM hotspot), (SELECT max(id) FROM event)"
)
# As the plan names them: one to be cleared in a year that is not over, one handed over in a year
# before, and one of which nothing but the level is known.
FIRST_EVENTS = (
    Proposal(
        "A",
        date(2024, 1, 1),
        date(2024, 12, 31),
        level="active",
        clearance="not_cleared",
        based=False,
    ),
    Proposal("B", date(2021, 1, 1), date(2021, 12, 31), clearance="handed_over", based=False),
    Proposal("C", date(2023, 11, 17), date(2023, 11, 17), level="unverified", based=False),
)
CODES = tuple(each.hotspot for each in FIRST_EVENTS)


class OneTransaction(Database):
    """A database whose transactions are savepoints of one that is open already."""

    def __init__(self, connection: sa.Connection) -> None:
        self.turn = threading.Lock()
        self.engine = connection  # type: ignore[assignment]  # it is used as an engine would be


@dataclass
class Clock:
    """The clock of the machine, which a test sets."""

    moment: datetime = BEGAN

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.astimezone(HANOI).date()


class World:
    """What happened, in the database and in the reference."""

    def __init__(self, connection: sa.Connection, clock: Clock) -> None:
        self.connection, self.clock = connection, clock
        self.database = OneTransaction(connection)
        self.ledger = Ledger()
        for first in FIRST_EVENTS:
            self.enter(first)
        self.counts = self.counted()

    def enter(self, first: Proposal) -> None:
        """A hotspot with its first event."""
        hotspot = make_hotspot(self.database, code=first.hotspot)
        made = self.ledger.add(first, self.next_moment(), self.clock.today())
        with self.database.transaction() as session:
            event = Event(
                hotspot_id=hotspot.id,
                effective_from=first.start,
                effective_to=first.end,
                effective_precision=precision_of(first),
                placed_on=made.day,
                recorded_at=made.moment,
                level=first.level,
                clearance=first.clearance,
            )
            session.add(event)
            session.flush()
            audit.record(session, OFFICER, "test.made", first.hotspot)

    def next_moment(self) -> datetime:
        """The clock may be set back, what is recorded never goes back with it."""
        last = self.ledger.events[-1].moment if self.ledger.events else None
        return self.clock.moment if last is None else max(self.clock.moment, last + INSTANT)

    def counted(self) -> tuple[int, ...]:
        return tuple(self.connection.execute(COUNTS).one())

    def attempt(self, what: Proposal) -> Recorded | None:
        """Record it here and there; refused, it must have changed nothing, and rightly so."""
        if self.clock.moment < self.ledger.events[-1].moment - CLOCK_TOLERANCE:
            self.refuse_while_clock_is_behind(what)
        broken = self.ledger.broken_rules(what, self.clock.today())
        try:
            event = self.record(what)
        except (InvalidError, NotFoundError) as refusal:
            rule = rule_of(refusal)
            assert rule in broken, (rule, broken, what)
            assert self.counted() == self.counts, "what was refused left a trace"
            return None
        assert not broken, f"{what} was recorded against {broken}"
        made = self.ledger.add(what, self.next_moment(), self.clock.today())
        assert event.entry_number == self.entry_number(what.hotspot, made.number)
        assert (event.placed_on, event.recorded_at) == (made.day, made.moment)
        assert (event.number, event.position) == (made.number, made.turn)
        events, entries, versions, _last = self.counts
        self.counts = (events + 1, entries + 1, versions + 1, event.id)
        return made

    def record(self, what: Proposal) -> Event:
        return actions.record_event(
            self.database,
            what.hotspot,
            new_event(self.as_sent(what), today=self.clock.today()),
            actor=OFFICER,
            scope=None,
            version=None,
        )

    def refuse_while_clock_is_behind(self, what: Proposal) -> None:
        """Nothing is recorded; the operator then sets the clock right."""
        with pytest.raises((ClockError, InvalidError, NotFoundError)):
            self.record(what)
        assert self.counted() == self.counts, "what was refused left a trace"
        self.clock.moment = self.ledger.events[-1].moment

    def write(self, attempts: Iterable[Proposal]) -> None:
        """Put what is allowed into the table at once, without the actions."""
        rows = []
        for what in attempts:
            if self.ledger.broken_rules(what, self.clock.today()):
                continue
            made = self.ledger.add(what, self.next_moment(), self.clock.today())
            rows.append(row_of(made))
        if rows:
            self.connection.execute(sa.insert(Event), rows)

    def entry_number(self, hotspot: str, number: int | None) -> int | None:
        """What that event is called at this hotspot; 0, as none is, where it is not there."""
        if number is None:
            return None
        there = [each.number for each in self.ledger.events if each.what.hotspot == hotspot]
        return there.index(number) + 1 if number in there else 0

    def as_sent(self, what: Proposal) -> dict[str, Any]:
        """The event as a program sends it."""
        words = {"basis": "BB 1/BB-CA"}
        if what.explained:
            words["note"] = "Chủ cơ sở đã nghỉ kinh doanh"
        if what.corrects is not None or what.kind != "state":
            words["reason"] = "Nhập nhầm"
        if what.clearance == "handed_over":
            words |= {"handed_over_by": "Công an quận", "handed_over_to": "UBND phường"}
        number = self.entry_number(what.hotspot, what.corrects)
        corrects = {} if number is None else {"supersedes": number}
        return {
            **words,
            **corrects,
            "kind": what.kind,
            "effective_on": written(what) if what.kind == "state" else None,
            "level": what.level,
            "clearance": what.clearance,
            "merged_into": what.into,
        }

    def read(
        self, day: date, moment: datetime | None = None, *, ended: bool = False
    ) -> dict[str, tuple[str, str, date]]:
        """The register as the queries answer it."""
        with Session(self.connection) as session:
            found = queries.standings(
                session, scope=None, reading=Reading(day, moment), ended=ended
            )
            return {
                each.hotspot.code: (each.level, each.clearance, each.changed_from) for each in found
            }


def row_of(made: Recorded) -> dict[str, Any]:
    """A row of the table as an action would have left it, but for the hashes."""
    what = made.what
    return {
        "id": made.number,
        "number": made.number,
        "previous_hash": f"after {made.number - 1}",
        "row_hash": f"{made.number}",
        "hotspot_id": 1 + CODES.index(what.hotspot),
        "kind": what.kind,
        "effective_from": what.start,
        "effective_to": what.end,
        "effective_precision": precision_of(what),
        "placed_on": made.day,
        "position": made.turn,
        "recorded_at": made.moment,
        "level": what.level,
        "clearance": what.clearance,
        "supersedes_id": what.corrects,
        "merged_into_id": what.into and 1 + CODES.index(what.into),
    }


def rule_of(refusal: ServiceError) -> str:
    """The rule that was broken, as the reference names it."""
    if isinstance(refusal, RuleError):
        return refusal.rule
    if isinstance(refusal, NotFoundError):
        return "not_found"
    # A clock that was set back has not reached the day of what is corrected.
    assert set(refusal.errors) == {"effective_on"}, refusal.errors
    return "future"


def precision_of(what: Proposal) -> str:
    return {0: "day"}.get((what.end - what.start).days) or (
        "month" if what.start.month == what.end.month else "year"
    )


def written(what: Proposal) -> str:
    return what.start.isoformat()[: {"year": 4, "month": 7, "day": 10}[precision_of(what)]]


@contextmanager
def open_world(url: str) -> Iterator[World]:
    """A world in an empty database."""
    database, clock = Database(url), Clock()
    schema.upgrade(database)
    try:
        with (
            pytest.MonkeyPatch.context() as patch,
            database.engine.connect() as connection,
            connection.begin() as everything,
        ):
            patch.setattr("geo_app.clock.read", clock.now)
            yield World(connection, clock)
            everything.rollback()
    finally:
        database.engine.dispose()


@contextmanager
def example_of(world: World) -> Iterator[World]:
    """The world as it began; what happens inside is forgotten afterwards."""
    events, counts = list(world.ledger.events), world.counts
    savepoint = world.connection.begin_nested()
    world.clock.moment = BEGAN
    try:
        yield world
    finally:
        savepoint.rollback()
        world.ledger.events[:] = events
        world.counts = counts
