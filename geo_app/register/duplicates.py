"""Hotspots that a new one may be, under another name or entered a second time."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from rapidfuzz import fuzz
from sqlalchemy.orm import Session

import geodata
from geo_app.accounts.scope import Scope
from geo_app.register.finding import ROUGH
from geo_app.register.new_hotspots import EDITION, Described
from geo_app.register.queries import Standing, standings
from geo_app.register.sequence import RuleError
from geo_app.visible_text import in_latin
from geodata.crs import distance_m
from geodata.geocoding import Located
from geodata.text import street_key

NEAR_M = 200.0
# Of 100; "Đường Kim Giang" and "Đường Kim Giang (đoạn từ Cầu Tó …)" have 100.
SIMILAR_FROM = 85.0


@dataclass(frozen=True)
class Likely:
    """A hotspot that looks like the new one, and why."""

    standing: Standing
    is_similar: bool
    # Where it is nearer than `NEAR_M`.
    distance_m: float | None


class LikelyDuplicateError(RuleError):
    """Nobody has said yet that these are other places."""

    def __init__(self, likely: Iterable[Likely]) -> None:
        self.likely = list(likely)
        hotspots = [each.standing.hotspot for each in self.likely]
        super().__init__(
            "likely_duplicate",
            _(
                "It may be in the register already: %(names)s. If it is another place, say so "
                "and save again.",
                names=", ".join(f"{each.name} ({each.code})" for each in hotspots),
            ),
        )
        self.more["duplicates"] = [each.code for each in hotspots]


def likely_duplicates(
    session: Session, described: Described, place: Located, *, scope: Scope
) -> list[Likely]:
    """Those of a similar name in the district, and those near the place in it and around it.

    An area that stands for a place not found says nothing of nearness: it is left out.
    """
    district = described.district_code
    around = {district, *geodata.neighbours(district, EDITION)}
    found = []
    for standing in standings(session, scope=scope):
        if standing.hotspot.district_code not in around:
            continue
        same_district = standing.hotspot.district_code == district
        similar = same_district and is_similar(described.name, standing.hotspot.name)
        distance = distance_between(place, standing)
        if similar or distance is not None:
            found.append(Likely(standing, similar, distance))
    return found


def is_similar(one: str, other: str) -> bool:
    """Whether two names are nearly spelled alike, as their readers see them."""
    keys = (street_key(in_latin(each)) for each in (one, other))
    return fuzz.token_set_ratio(*keys) >= SIMILAR_FROM


def distance_between(place: Located, standing: Standing) -> float | None:
    """In metres; None from `NEAR_M` on, and where one of them is known only roughly."""
    other = standing.hotspot.place
    if other is None or {place.precision, standing.hotspot.place_precision} & ROUGH:
        return None
    distance = distance_m(place.geometry, other)
    return distance if distance < NEAR_M else None
