"""What somebody with the database in hands may do, and what finds it (see docs/security.md).

Each kind is done on a register with something in every table, and the whole check says what it
finds. Two kinds are found by nothing inside the database: the anchors outside it find them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from geo_app.accounts import user_actions, welcome
from geo_app.accounts.audit import SYSTEM, Actor
from geo_app.accounts.credentials import OneTimeCode, Token
from geo_app.accounts.models import AuditEntry, User
from geo_app.chain import ChainHead
from geo_app.indicators.models import Indicator, IndicatorResult
from geo_app.inspections.models import Inspection
from geo_app.ledger import anchors
from geo_app.ledger.verification import Report, check
from geo_app.register import actions
from geo_app.register.models import Event, Hotspot
from geo_app.register.rules import new_event
from tests.factories import make_inspection, make_token, make_user, saved
from tests.ledger.deeds import (
    Deed,
    added,
    all_rewritten,
    appended,
    cut,
    edited,
    emptied,
    event_removed,
    event_with_its_journal,
    guards_dropped,
    guards_emptied,
    guards_switched_off,
    index_dropped,
    journal_cut,
    scope_widened,
    swapped,
    where,
)
from tests.tampering import ANOTHER_HASH, guards_lifted

pytestmark = pytest.mark.both_databases
OFFICER = Actor("an officer")


@pytest.fixture
def ledger(app: Flask) -> Flask:
    """A register with rows in every table that carries a figure or a right."""
    database = app.extensions["database"]
    officer = make_user(app, name="hoa", role="police", scope=("020",))
    with app.test_request_context():
        user_actions.change_rights(
            database, officer.id, role="police", scope=("020", "268"), seen=None, actor=SYSTEM
        )
        welcome.code_for(database, "hoa")
        actions.confirm_place(database, "PL2-I-1", actor=OFFICER, scope=None, version=None)
        for month in (3, 4, 5):
            values = {"effective_on": f"2024-0{month}", "level": "active", "note": f"Lần {month}"}
            new = new_event(values, today=datetime.now(UTC).date())
            actions.record_event(database, "PL2-I-1", new, actor=OFFICER, scope=None, version=None)
    make_token(app, officer, revoked_at=datetime(2026, 1, 1, tzinfo=UTC))
    make_inspection(app, "PL2-I-1")
    saved(app, result("3.6"))
    return app


def result(code: str, **values: Any) -> IndicatorResult:
    given = {"period": "2024-H1", "actual_value": Decimal("12.5"), "state": "submitted", **values}
    return IndicatorResult(indicator_code=code, unit_code="city", **given)


@pytest.fixture
def tampering(ledger: Flask) -> Iterator[sa.Connection]:
    """The register with its guards lifted, in a transaction that is never kept."""
    with ledger.extensions["database"].engine.connect() as connection, connection.begin() as all_:
        yield connection
        all_.rollback()


def checked(connection: sa.Connection, noted: list[anchors.Anchor]) -> Report:
    with Session(connection) as session:
        return check(session, noted)


def finders(report: Report) -> set[str]:
    """What has found something: `chain` with its table, `journal`, `audit`, `guards`, `anchors`."""
    kinds = {each.kind for each in report.comparison.differences}
    return {
        *({"chain"} if any(each.trouble for each in report.chains) else set()),
        *({"journal"} if kinds & {"added", "changed", "removed"} else set()),
        *({"audit"} if kinds & {"unaudited", "missing"} else set()),
        *({"guards"} if report.missing_guards else set()),
        *({"anchors"} if report.strangers else set()),
    }


@dataclass(frozen=True)
class Kind:
    name: str
    do: Deed
    found_by: frozenset[str]
    lift: bool = True


def kind(name: str, do: Deed, *found_by: str, lift: bool = True) -> Kind:
    return Kind(name, do, frozenset(found_by), lift)


MOMENT = datetime(2026, 1, 2, tzinfo=UTC)
HOA = User.name == "hoa"
KINDS = (
    kind("an event is edited", edited(Event, level="inactive"), "chain"),
    kind("an event is removed", event_removed, "chain", "journal"),
    kind("two events change places", swapped, "chain"),
    kind("the last event is cut off with its head", cut(Event), "journal", "audit"),
    kind("all events and their head are removed", emptied(Event), "journal", "audit"),
    kind("an event is added, hashed", appended(Event, supersedes_id=None), "journal"),
    kind("the same with an entry of the journal", event_with_its_journal, "audit"),
    kind("a hotspot gets another name", edited(Hotspot, name="Quán khác"), "chain"),
    kind("a hotspot gets another version", edited(Hotspot, version=99), "journal"),
    kind("a place is confirmed", edited(Hotspot, place_confirmed_at=MOMENT), "journal"),
    kind("an inspection is removed with its head", emptied(Inspection), "journal"),
    kind("an inspection is added", appended(Inspection, supersedes_id=None), "journal"),
    kind("a confirmed result is added", appended(IndicatorResult, state="confirmed"), "journal"),
    kind("a result is edited", edited(IndicatorResult, actual_value=Decimal(99)), "chain"),
    kind("results are removed with their head", emptied(IndicatorResult), "journal"),
    kind(
        "a target is changed", where(Indicator, Indicator.code == "3.6", target_value=1), "journal"
    ),
    kind("a role is made admin", where(User, HOA, role="admin"), "journal"),
    kind("districts are taken off an account", scope_widened, "journal"),
    kind("a password is replaced", where(User, HOA, password_hash="x" * 60), "journal"),
    kind(
        "an account is added",
        added(User, name="ma", password_hash="x", role="admin", active=True, created_at=MOMENT),
        "journal",
    ),
    kind("a token is given back", where(Token, Token.id > 0, revoked_at=None), "journal"),
    kind(
        "a token is added",
        added(
            Token, user_id=1, name="x", secret_hash=ANOTHER_HASH, created_at=MOMENT, may_write=True
        ),
        "journal",
    ),
    kind(
        "a one-time code is added",
        added(OneTimeCode, user_id=1, code_hash=ANOTHER_HASH, created_at=MOMENT, expires_at=MOMENT),
        "journal",
    ),
    kind("an audit entry is edited", edited(AuditEntry, actor_name="ai đó"), "chain"),
    kind("the last audit entry is cut off with its head", cut(AuditEntry), "journal"),
    kind(
        "the head of a chain is changed",
        where(ChainHead, ChainHead.name == "event", length=3),
        "chain",
    ),
    kind("a guard is dropped", guards_dropped, "guards", lift=False),
    kind("a guard does nothing any more", guards_emptied, "guards", lift=False),
    kind("a guard is switched off", guards_switched_off, "guards", lift=False),
    kind("a unique index is dropped", index_dropped, "guards", lift=False),
    kind("the last transaction is gone, as in an old copy", journal_cut, "anchors"),
    kind("everything is hashed anew", all_rewritten, "anchors"),
)


def noted(app: Flask) -> list[anchors.Anchor]:
    path = app.extensions["database"].anchors
    return list(anchors.read(path))


def test_what_nobody_touched_is_whole(ledger: Flask, tampering: sa.Connection) -> None:
    report = checked(tampering, noted(ledger))
    assert finders(report) == set()
    assert report.whole
    assert report.anchors >= 8


@pytest.mark.parametrize("what", KINDS, ids=lambda each: each.name)
def test_each_kind_is_found(ledger: Flask, tampering: sa.Connection, what: Kind) -> None:
    if what.lift:
        with guards_lifted(tampering):
            what.do(tampering)
    else:
        what.do(tampering)
    report = checked(tampering, noted(ledger))
    assert not report.whole
    assert finders(report) == what.found_by
