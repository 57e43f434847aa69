"""What somebody must act on, as a reading of the register: four lists of hotspots."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.attention.checks import Check, is_overdue, last_checks
from geo_app.register.dates import PartialDate
from geo_app.register.in_force import in_force, known
from geo_app.register.models import Event
from geo_app.register.progress import CLEAR
from geo_app.register.queries import Standing
from geo_app.register.reading import Reading
from geodata.borders import BorderNeighbour, border_neighbours

# A clearance, and when it became true.
Stated = tuple[str | None, PartialDate]


@dataclass(frozen=True)
class Limits:
    """When a check is too long ago, and how wide a border zone is."""

    check_months: int
    border_metres: int

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "Limits":
        return cls(config["CHECK_MONTHS"], config["BORDER_METRES"])


@dataclass(frozen=True)
class Recurred:
    """A hotspot that is active again after it was cleared."""

    standing: Standing
    since: PartialDate
    # How often that has happened, this time included.
    times: int


@dataclass(frozen=True)
class Unchecked:
    """A cleared hotspot whose last check, if there was any, is too long ago."""

    standing: Standing
    last: Check | None


@dataclass(frozen=True)
class InBorderZone:
    """A hotspot close to other districts, the nearest first."""

    standing: Standing
    neighbours: tuple[BorderNeighbour, ...]


@dataclass(frozen=True)
class Attention:
    """The lists, each with what is most urgent first.

    Only hotspots that are not clear count as border zones to act in: there two districts plan one
    operation. Where a place is clear its neighbour can but keep an eye on it, and a list that is
    never empty is soon not read.
    """

    recurred: list[Recurred]
    border: list[InBorderZone]
    unchecked: list[Unchecked]
    unverified: list[Standing]
    border_clear: list[InBorderZone]
    # Not known where: whether they lie in a border zone cannot be said.
    placeless: list[Standing]


def attention(
    session: Session, standings: Sequence[Standing], *, reading: Reading, limits: Limits
) -> Attention:
    """What needs attention among hotspots that were read with this same reading."""
    border = in_border_zone(standings, limits)
    return Attention(
        recurred=recurred(session, standings, reading),
        border=[each for each in border if each.standing.clearance not in CLEAR],
        unchecked=unchecked(session, standings, reading, limits),
        unverified=[each for each in standings if each.level == "unverified"],
        border_clear=[each for each in border if each.standing.clearance in CLEAR],
        placeless=[each for each in standings if each.hotspot.place is None],
    )


def recurred(session: Session, standings: Sequence[Standing], reading: Reading) -> list[Recurred]:
    """The last to recur first."""
    active = {each.hotspot.id: each for each in standings if each.clearance == "recurred"}
    found = []
    for hotspot_id, stated in clearances(session, active, reading).items():
        started = beginnings(stated, "recurred")
        found.append(Recurred(active[hotspot_id], started[-1], len(started)))
    return sorted(found, key=lambda each: each.since.end, reverse=True)


def clearances(
    session: Session, hotspot_ids: Collection[int], reading: Reading
) -> dict[int, list[Stated]]:
    """What a reading knows of the clearance of these hotspots, in the order of time."""
    statement = (
        select(
            Event.hotspot_id,
            Event.clearance,
            Event.effective_from,
            Event.effective_to,
            Event.effective_precision,
        )
        .where(
            Event.hotspot_id.in_(hotspot_ids),
            Event.clearance.is_not(None),
            *in_force(Event, known(session, reading)),
        )
        .order_by(Event.hotspot_id, Event.placed_on, Event.position)
    )
    found: dict[int, list[Stated]] = {}
    for hotspot_id, clearance, start, end, precision in session.execute(statement):
        stated = (clearance, PartialDate(start, end, precision))
        found.setdefault(hotspot_id, []).append(stated)
    return found


def beginnings(stated: Sequence[Stated], clearance: str) -> list[PartialDate]:
    """When a clearance was brought about, without what only states it again."""
    before = [None, *(each for each, _when in stated)]
    return [
        when
        for earlier, (now, when) in zip(before, stated, strict=False)
        if now == clearance != earlier
    ]


def unchecked(
    session: Session, standings: Sequence[Standing], reading: Reading, limits: Limits
) -> list[Unchecked]:
    """The longest without a check first, before them those that never had any."""
    clear = {each.hotspot.id: each for each in standings if each.clearance in CLEAR}
    checks = last_checks(session, clear, reading)
    found = []
    for hotspot_id, standing in clear.items():
        last = checks.get(hotspot_id)
        if is_overdue(last.on if last else None, reading.as_of, limits.check_months):
            found.append(Unchecked(standing, last))
    return sorted(found, key=lambda each: each.last.on if each.last else date.min)


def in_border_zone(standings: Sequence[Standing], limits: Limits) -> list[InBorderZone]:
    """The closest to another district first."""
    found = []
    for each in standings:
        place, district = each.hotspot.place, each.hotspot.district_code
        near = border_neighbours(place, district, within_m=limits.border_metres) if place else ()
        if near:
            found.append(InBorderZone(each, near))
    return sorted(found, key=lambda each: each.neighbours[0].distance_m)
