"""Puts a new hotspot with its first event into the register, within somebody else's transaction."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.accounts.scope import Scope
from geo_app.register.duplicates import LikelyDuplicateError, likely_duplicates
from geo_app.register.models import Event, Hotspot
from geo_app.register.new_hotspots import NewHotspot
from geo_app.register.recording import add_event
from geodata.geocoding import Located


def add_with_first_event(
    session: Session, new: NewHotspot, place: Located, *, actor_id: int | None, scope: Scope
) -> tuple[Hotspot, Event]:
    """The hotspot, unless it may be there already or its event breaks a rule."""
    refuse_likely_duplicate(session, new, place, scope)
    code = next_code(session, new.described.district_code, new.first.effective.start.year)
    hotspot = hotspot_at(new, place, code)
    session.add(hotspot)
    session.flush()
    event = add_event(session, hotspot, new.first, [], actor_id=actor_id, scope=scope)
    return hotspot, event


def refuse_likely_duplicate(
    session: Session, new: NewHotspot, place: Located, scope: Scope
) -> None:
    likely = likely_duplicates(session, new.described, place, scope=scope)
    if {each.standing.hotspot.code for each in likely} <= new.different_from:
        return
    # What was read must stay readable when the transaction has ended.
    session.expunge_all()
    raise LikelyDuplicateError(likely)


def next_code(session: Session, district: str, year: int) -> str:
    """`M` (mới), the year of the first event, the district and a running number: M2026-020-01.

    The number runs within the district, so that it tells nobody how many there are elsewhere. One
    transaction writes at a time, so nobody else can take it. A number is never used again,
    whatever becomes of the hotspot.
    """
    beginning = f"M{year}-{district}-"
    taken = session.scalars(select(Hotspot.code).where(Hotspot.code.startswith(beginning)))
    numbers = [code.removeprefix(beginning) for code in taken]
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return f"{beginning}{last + 1:02}"


def hotspot_at(new: NewHotspot, place: Located, code: str) -> Hotspot:
    described = new.described
    return Hotspot(
        code=code,
        name=described.name,
        category=described.category,
        district_code=described.district_code,
        communes=described.commune_names,
        service_types=[],
        geometry=place.geometry,
        place_precision=place.precision,
        place_score=place.score,
        place_error_m=place.error_m,
        place_verdict=place.verdict.kind,
        place_share_inside=place.verdict.share_inside,
        place_steps=[{"code": step.code, "values": dict(step.values)} for step in place.steps],
    )
