"""Fifty programs write to twenty hotspots at once: nothing is lost, and each loser is told."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from geo_app.accounts.models import AuditEntry
from geo_app.chain import chained_models
from geo_app.chain_check import Verdict, verify
from geo_app.cli_verify import snapshot
from geo_app.register.models import Event, Hotspot
from tests.effort import by_effort
from tests.factories import make_event, make_hotspot, make_token, make_user
from tests.register.reference import is_allowed

pytestmark = pytest.mark.both_databases

WRITERS, HOTSPOTS, WRITES = 50, 20, by_effort(quick=2, full=6)
SEED = 178
FIRST_DAY = date(2024, 2, 5)
CLEARANCES = (None, None, "cleared", "handed_over", "recurred", "not_cleared")


@dataclass(frozen=True)
class Answer:
    code: str
    # The version that was sent along, if any.
    expected: str | None
    status: int
    tag: str | None
    body: dict[str, Any]


@pytest.fixture
def codes(app: Flask) -> list[str]:
    made = []
    for _ in range(HOTSPOTS):
        hotspot = make_hotspot(app)
        make_event(app, hotspot, on=FIRST_DAY)
        made.append(hotspot.code)
    return made


def event_of(chance: random.Random) -> dict[str, Any]:
    clearance = chance.choice(CLEARANCES)
    handover = {"handed_over_by": "Công an quận", "handed_over_to": "UBND phường"}
    return {
        "effective_on": f"2024-{chance.randint(3, 12):02}",
        "level": chance.choice(("complex", "active", "low_activity")),
        "basis": f"BB {chance.randint(1, 999)}/BB-CA",
        **({"clearance": clearance} if clearance else {}),
        **(handover if clearance == "handed_over" else {}),
    }


def write(app: Flask, token: str, codes: list[str], number: int) -> list[Answer]:
    """One program: every second event is based on the version that it has read."""
    chance = random.Random(SEED * 1000 + number)  # noqa: S311  # not for secrets
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    answers = []
    for turn in range(WRITES):
        code = chance.choice(codes)
        headers = {}
        if (number + turn) % 2:
            headers["If-Match"] = client.get(f"/api/v1/hotspots/{code}").headers["ETag"]
        sent = client.post(
            f"/api/v1/hotspots/{code}/events", json=event_of(chance), headers=headers
        )
        expected, tag = headers.get("If-Match"), sent.headers.get("ETag")
        answers.append(Answer(code, expected, sent.status_code, tag, sent.json))
    return answers


def check_until(app: Flask, done: threading.Event) -> list[Verdict]:
    """Check the chains again and again while others write; what was broken."""
    broken: list[Verdict] = []
    while not done.is_set():
        with snapshot(app.extensions["database"]) as session:
            found = [verify(session, model) for model in chained_models()]
        broken += [each for each in found if not each.whole]
        done.wait(0.05)
    return broken


def rows(app: Flask, *columns: Any) -> list[Any]:
    with app.extensions["database"].engine.connect() as connection:
        return list(connection.execute(sa.select(*columns)))


def entries_of(app: Flask) -> set[tuple[str, int]]:
    """Every event as it is called outside: the code of its hotspot, and its number there."""
    statement = sa.select(Hotspot.code, Event.entry_number).join(
        Event, Event.hotspot_id == Hotspot.id
    )
    with app.extensions["database"].engine.connect() as connection:
        return {(code, number) for code, number in connection.execute(statement)}


def counted(app: Flask) -> tuple[int, int, int]:
    return (
        rows(app, sa.func.count(Event.id))[0][0],
        rows(app, sa.func.count(AuditEntry.id))[0][0],
        rows(app, sa.func.sum(Hotspot.version))[0][0],
    )


def test_fifty_writers_lose_nothing_and_each_loser_is_told(
    app: Flask,
    codes: list[str],
    figure: Callable[[str, int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # How fast the machine is must not decide.
    monkeypatch.setattr("geo_app.db.TURN_SECONDS", 600)
    token = make_token(app, make_user(app, role="police"))
    before = counted(app)
    done = threading.Event()
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        checking = pool.submit(check_until, app, done)
        try:
            writing = pool.map(lambda number: write(app, token, codes, number), range(WRITERS))
            answers = [answer for each in writing for answer in each]
        finally:
            done.set()
    statuses = Counter(answer.status for answer in answers)
    figure("events sent by fifty writers at once", len(answers))

    assert set(statuses) == {201, 409, 412}, statuses
    assert checking.result() == []
    with snapshot(app.extensions["database"]) as session:
        assert all(verify(session, model).whole for model in chained_models())

    won = statuses[201]
    assert counted(app) == tuple(number + won for number in before)
    acknowledged = {
        (answer.code, answer.body["event"]["id"]) for answer in answers if answer.status == 201
    }
    assert len(acknowledged) == won
    assert acknowledged <= entries_of(app)

    for answer in answers:
        told = answer.body["hotspot" if answer.status == 201 else "current"]
        assert told["id"] == answer.code
        if answer.status == 412:
            assert answer.tag == f'"v{told["properties"]["version"]}"' != answer.expected
            assert answer.body["recorded_since"]
        if answer.status == 409:
            assert answer.body["rule"] in {"transition", "recurrence_needs_clearance", "collision"}
    for code in codes:
        assert is_allowed(walk(app, code)), code


def walk(app: Flask, code: str) -> list[str | None]:
    statement = (
        sa.select(Event.clearance)
        .join(Hotspot, Event.hotspot_id == Hotspot.id)
        .where(Hotspot.code == code)
        .order_by(Event.placed_on, Event.position)
    )
    with app.extensions["database"].engine.connect() as connection:
        return list(connection.scalars(statement))
