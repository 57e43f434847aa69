"""Many events in one transaction: all of them are recorded, or none."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.orm import Session

from geo_app.accounts import audit
from geo_app.accounts.scope import Scope
from geo_app.db import Database
from geo_app.errors import ServiceError, UnavailableError
from geo_app.register import queries
from geo_app.register.actions import Recorded, Written, audited, write
from geo_app.register.recorded_before import (
    Before,
    RecordedBeforeError,
    refuse_recorded_before,
)
from geo_app.register.rules import NewEvent


@dataclass(frozen=True)
class Planned:
    """One event of many that are recorded together."""

    code: str
    version: int | None
    new: NewEvent


@dataclass(frozen=True)
class Outcome:
    """What became of one of many: recorded, there already, or refused for this reason."""

    planned: Planned
    recorded: Recorded | None = None
    trouble: ServiceError | None = None
    unchanged: bool = False


@dataclass(frozen=True)
class SourceFile:
    """The file that the events come from; the audit names it, and the hash says which text."""

    name: str
    sha256: str


class NotAllRecordedError(Exception):
    """Ends a transaction of many events that must not be kept."""


def record_together(
    database: Database,
    planned: Sequence[Planned],
    *,
    actor: audit.Actor,
    scope: Scope,
    keep: bool,
    source: SourceFile | None = None,
) -> list[Outcome]:
    """Record all of them or none; with `keep` off none, which shows what would become of them.

    A preview goes the whole way and is rolled back, so that it cannot promise what saving refuses.
    What a file tells that is recorded already is left as it is, so that it may be read again.
    """
    outcomes: dict[int, Outcome] = {}
    before = Before() if source else None
    with suppress(NotAllRecordedError), database.transaction() as session:
        for turn in turns(planned):
            outcomes.update(record_turn(session, turn, before, actor=actor, scope=scope))
        if not keep or any(outcome.trouble for outcome in outcomes.values()):
            # What was read stays readable when the transaction has ended.
            session.expunge_all()
            raise NotAllRecordedError
        recorded = sum(outcome.recorded is not None for outcome in outcomes.values())
        if source is not None and recorded:
            held = {"events": recorded, "sha256": source.sha256}
            audit.record(session, actor, "event.import", f"file/{source.name[:100]}", after=held)
    return [outcomes[number] for number in range(len(planned))]


Turn = dict[int, Planned]


def turns(planned: Iterable[Planned]) -> list[Turn]:
    """Events of one hotspot one after the other, those of different ones together.

    The register is read before and after a turn, not an event: its size would tell otherwise.
    """
    found: list[Turn] = []
    taken: Counter[str] = Counter()
    for number, each in enumerate(planned):
        if taken[each.code] == len(found):
            found.append({})
        found[taken[each.code]][number] = each
        taken[each.code] += 1
    return found


def record_turn(
    session: Session, turn: Turn, before: Before | None, *, actor: audit.Actor, scope: Scope
) -> dict[int, Outcome]:
    codes = [each.code for each in turn.values()]
    outcomes: dict[int, Outcome] = {}
    written: dict[int, Written] = {}
    standings = standings_of(session, codes, scope)
    refuse_repeated = before.refuse if before else refuse_recorded_before
    for number, each in turn.items():
        try:
            found = standings.get(each.code) or queries.standing(session, each.code, scope=scope)
            written[number] = write(
                session,
                found,
                each.new,
                actor=actor,
                scope=scope,
                version=each.version,
                refuse_repeated=refuse_repeated,
            )
        except UnavailableError:
            # Nothing can be recorded at all, whichever event it is.
            raise
        except RecordedBeforeError as error:
            unchanged = before is not None
            outcomes[number] = Outcome(
                each, trouble=None if unchanged else error, unchanged=unchanged
            )
        except ServiceError as error:
            outcomes[number] = Outcome(each, trouble=error)
    after = standings_of(session, codes, scope)
    for number, event in written.items():
        planned = turn[number]
        outcomes[number] = Outcome(planned, audited(session, event, after[planned.code], actor))
    return outcomes


def standings_of(
    session: Session, codes: Iterable[str], scope: Scope
) -> dict[str, queries.Standing]:
    """By code, withdrawn and merged ones included; what the scope does not hold is absent."""
    found = queries.standings(session, scope=scope, codes=codes, ended=True)
    return {each.hotspot.code: each for each in found}
