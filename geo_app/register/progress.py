"""Indicator 8 of the plan as a reading of the register: cleared, new, kept."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from geo_app.accounts.scope import Scope
from geo_app.register.queries import Standing, standings
from geo_app.register.reading import Reading

CLEAR = frozenset({"cleared", "handed_over"})


@dataclass(frozen=True)
class Progress:
    """The hotspots behind each number of indicator 8."""

    to_clear: list[Standing]
    cleared: list[Standing]
    # Due but not cleared by that day.
    left: list[Standing]
    to_keep: list[Standing]
    kept: list[Standing]
    # Due to stay cleared but no longer so.
    lost: list[Standing]
    new: list[Standing]


def progress(session: Session, *, scope: Scope, reading: Reading | None = None) -> Progress:
    return progress_of(standings(session, scope=scope, reading=reading))


def progress_of(everything: list[Standing]) -> Progress:
    to_clear = [each for each in everything if each.hotspot.source_appendix == "II"]
    to_keep = [each for each in everything if each.hotspot.source_appendix == "III"]
    return Progress(
        to_clear=to_clear,
        cleared=[each for each in to_clear if each.clearance in CLEAR],
        left=[each for each in to_clear if each.clearance not in CLEAR],
        to_keep=to_keep,
        kept=[each for each in to_keep if each.clearance in CLEAR],
        lost=[each for each in to_keep if each.clearance not in CLEAR],
        new=[each for each in everything if each.hotspot.source_appendix is None],
    )
