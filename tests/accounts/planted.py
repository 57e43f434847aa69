"""Fills one district with things that are easily known again, and empties it behind the back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from flask import Flask
from shapely.affinity import translate

from geo_app.chain import ChainHead
from geo_app.db import now
from geo_app.indicators.models import IndicatorResult
from geo_app.inspections.models import Inspection
from geo_app.register.models import Event, Hotspot
from tests.accounts.actors import ANOTHER, OWN
from tests.factories import (
    database_of,
    make_event,
    make_hotspot,
    make_inspection,
    make_user,
    saved,
    take_back,
)
from tests.tampering import behind_the_back

MARK = "DAUHIEU"
CODE = "ZQX-268"
COUNT = 98765431
# As the pages write it, too.
MARKS = (MARK, CODE, f"{COUNT}", f"{COUNT:,}", f"{COUNT:,}".replace(",", "."))
NOBODYS = "PL2-II-1"
OURS, MERGED_AWAY, MERGED_HERE = "PL2-I-1", "PL3-I-5", "PL2-I-2"
LEDGER_NUMBERS = {
    Event: (Event.id, Event.supersedes_id),
    Inspection: (Inspection.id, Inspection.supersedes_id, Inspection.event_id),
}
FAR = 1_000_000
REPORTED = ("3.1", "3.6", "6", "9.1", "9.2")


def plant(app: Flask) -> dict[str, int]:
    """Both districts, the other one before and after ours; numbers of what is in the other."""
    recorder = make_user(app, name=f"{MARK}.ca", scope=(ANOTHER,)).id
    said = {"basis": f"{MARK} 7", "note": f"{MARK} ghi chú", "recorded_by_id": recorder}
    numbers = plant_theirs(app, said)
    plant_ours(app)
    numbers |= plant_ends(app, said)
    for code in REPORTED:
        report(app, code, ANOTHER, COUNT, basis=f"{MARK} BC", recorded_by_id=recorder)
        report(app, code, "city", COUNT, note=f"{MARK} toàn thành phố")
    return numbers


def plant_theirs(app: Flask, said: dict[str, Any]) -> dict[str, int]:
    """Hotspots of every kind on both sides of the border with ours and right beside ours."""
    near = place_of(app, OURS)
    for number, appendix in enumerate(("II", "III", None, "II", "III", None)):
        theirs = make_hotspot(
            app,
            code=f"{CODE}-{number}",
            name=f"{MARK} Đường Kim Giang {number}",
            district_code=ANOTHER,
            geometry=translate(near, 0.0002 * number, 0.0002),
            category="establishment" if number % 2 else "public_place",
            source_appendix=appendix,
        )
        make_event(app, theirs, clearance=None, level="complex", on=date(2024, 2, 1), **said)
        make_event(app, theirs, clearance="cleared", level=None, on=date(2024, 3, 1), **said)
        if number in {1, 2}:
            make_event(app, theirs, clearance="recurred", level=None, on=date(2024, 5, 1), **said)
        figures = {"people_informed": COUNT, "establishments_checked": COUNT}
        team = "city" if number == 3 else "district"
        make_inspection(app, theirs, team_level=team, **figures, **said)
    gone = make_hotspot(app, code=f"{CODE}-gone", name=MARK, district_code=ANOTHER)
    first = make_event(app, gone, **said)
    corrected = make_event(app, gone, supersedes_id=first.id, reason=MARK, **said)
    ended = make_event(app, gone, kind="withdrawal", level=None, clearance=None, reason=MARK)
    merged = make_hotspot(app, code=f"{CODE}-here", name=MARK, district_code=ANOTHER)
    make_event(app, merged, **said)
    inspected = make_inspection(app, merged, people_informed=COUNT, **said)
    back = make_inspection(app, f"{CODE}-1", people_informed=COUNT, on=date(2024, 4, 4))
    take_back(app, back, reason=MARK)
    return {"event": corrected.id, "withdrawal": ended.id, "inspection": inspected.id}


def plant_ours(app: Flask) -> None:
    make_event(app, OURS, clearance="cleared", level="low_activity", on=date(2024, 5, 2))
    make_inspection(app, OURS)
    for code in ("3.1", "3.6"):
        report(app, code, OWN, 7)


def plant_ends(app: Flask, said: dict[str, Any]) -> dict[str, int]:
    """Merges across the border in both directions; what was recorded last is theirs."""
    no_state = {"level": None, "clearance": None, "kind": "merge"}
    make_event(app, MERGED_AWAY, merged_into_id=id_of(app, f"{CODE}-0"), reason="Trùng", **no_state)
    into = id_of(app, MERGED_HERE)
    make_event(app, f"{CODE}-here", merged_into_id=into, reason=MARK, **no_state)
    later = now() + timedelta(minutes=4)
    last = make_event(app, f"{CODE}-5", on=date(2024, 6, 1), recorded_at=later, **said)
    return {"last": last.id}


def report(app: Flask, code: str, unit: str, value: int, **given: Any) -> None:
    values = {
        "indicator_code": code,
        "unit_code": unit,
        "period": "2024",
        "actual_value": Decimal(value),
        "total_value": Decimal(value),
        "state": "submitted",
        "basis": "BC 5",
        **given,
    }
    saved(app, IndicatorResult(**values))


def row_of(app: Flask, code: str) -> Any:
    table = Hotspot.__table__
    with database_of(app).engine.connect() as connection:
        return connection.execute(sa.select(table).where(table.c.code == code)).one()


def id_of(app: Flask, code: str) -> int:
    return int(row_of(app, code).id)


def place_of(app: Flask, code: str) -> Any:
    return row_of(app, code).geometry


def empty(app: Flask, *, chain: bool = True) -> None:
    """Take away everything of the other district, as if it never had anything.

    What was merged into one of its hotspots is merged into one of a third district instead, which
    is no nearer to whoever sees only ours. The ledger's own numbers become others, as they were if
    the other district had never taken any.
    """
    nobodys = id_of(app, NOBODYS)
    theirs = sa.select(Hotspot.id).where(Hotspot.district_code == ANOTHER)
    url = database_of(app).engine.url.render_as_string(hide_password=False)
    with behind_the_back(url) as connection:
        for model in (Inspection, Event):
            gone = connection.execute(sa.delete(model).where(model.hotspot_id.in_(theirs)))
            if chain:
                head = sa.update(ChainHead).where(ChainHead.name == model.__tablename__)
                connection.execute(head.values(length=ChainHead.length - gone.rowcount))
        moved = sa.update(Event).where(Event.merged_into_id.in_(theirs))
        connection.execute(moved.values(merged_into_id=nobodys))
        connection.execute(sa.delete(Hotspot).where(Hotspot.district_code == ANOTHER))
        connection.execute(sa.delete(IndicatorResult).where(IndicatorResult.unit_code == ANOTHER))
        for model, columns in LEDGER_NUMBERS.items():
            connection.execute(sa.update(model).values({each: each + FAR for each in columns}))
