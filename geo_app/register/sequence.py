"""Whether a hotspot's events, in the order in which they became true, obey the rules.

The whole sequence is looked at, not the last event: what is recorded late, corrected or taken
back has events behind it which must still make sense.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from geo_app.errors import InvalidError
from geo_app.i18n import show_partial_date
from geo_app.register.models import Event
from geo_app.register.rules import agencies_missing
from geo_app.register.transitions import allowed_after, may_follow
from geo_app.register.vocabulary import CLEARANCE_NAMES


class RuleError(InvalidError):
    """A rule of the register forbids it; says which, what may be done, and what is in the way."""

    status = HTTPStatus.CONFLICT
    title = lazy_gettext("The rules of the register do not allow this")

    def __init__(
        self,
        rule: str,
        detail: Any,
        *,
        field: str = "",
        allowed: Iterable[str] = (),
        collides_with: int | None = None,
    ) -> None:
        self.rule, self.allowed, self.collides_with = rule, tuple(allowed), collides_with
        more = {"rule": rule, "allowed": list(self.allowed), "collides_with": collides_with}
        super().__init__(detail, errors={field: detail} if field else {}, more=more)


class ReasonMissingError(RuleError):
    """The rules allow it only with a sentence that says why."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class AgenciesMissingError(RuleError):
    """A clearance becomes “handed over”, and nothing says between whom."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self) -> None:
        detail = _("A handover names the agency that hands over and the one that takes over.")
        super().__init__("handover_needs_agencies", detail)
        self.errors = agencies_missing({})


@dataclass(frozen=True)
class Step:
    """An event in force, as the rules see it; `number` None is the one to be recorded."""

    number: int | None
    placed_on: date
    position: int
    effective_from: date
    precision: str
    level: str | None
    clearance: str | None
    # Whether it says in words why it is so.
    reasoned: bool
    # Whether it names the agencies of a handover.
    agencies: bool = False

    @property
    def when(self) -> str:
        return show_partial_date(self.effective_from, self.precision)


def step_of(event: Event) -> Step:
    return Step(
        number=event.entry_number,
        placed_on=event.placed_on,
        position=event.position,
        effective_from=event.effective_from,
        precision=event.effective_precision,
        level=event.level,
        clearance=event.clearance,
        reasoned=bool(event.note or event.reason),
        agencies=bool(event.handed_over_by and event.handed_over_to),
    )


def in_order(steps: Iterable[Step]) -> list[Step]:
    return sorted(steps, key=lambda step: (step.placed_on, step.position))


def check(before: Iterable[Step], after: Iterable[Step], *, reasoned: bool) -> None:
    """Refuse a change that breaks a rule; what was broken before it is not its fault.

    `reasoned` says whether the change itself gives a reason.
    """
    was, becomes = in_order(before), in_order(after)
    known = {pair_of(*found) for found in broken_transitions(was)}
    for earlier, step in broken_transitions(becomes):
        if pair_of(earlier, step) not in known:
            raise refused_transition(earlier, step)
    if any(step.number is None for step in unnamed_handovers(becomes)):
        raise AgenciesMissingError
    if reasoned:
        return
    excused = {step.number for step in unreasoned(was)}
    for step in unreasoned(becomes):
        if step.number not in excused:
            raise ReasonMissingError(
                "inactive_needs_reason",
                _("Inactive although not cleared: say in the note why there is no activity."),
                field="note",
                collides_with=step.number,
            )


def pair_of(earlier: Step | None, step: Step) -> tuple[int | None, ...]:
    # -1 is the beginning: None is the event to be recorded.
    return (earlier.number if earlier else -1, step.number)


def broken_transitions(steps: list[Step]) -> Iterator[tuple[Step | None, Step]]:
    """Each clearance that may not follow the one before it, with that one."""
    earlier: Step | None = None
    for step in steps:
        if step.clearance is None:
            continue
        if not may_follow(step.clearance, earlier.clearance if earlier else None):
            yield earlier, step
        earlier = step


def unnamed_handovers(steps: list[Step]) -> Iterator[Step]:
    """Handovers without agencies; stating again that it was handed over is none."""
    earlier = None
    for step in steps:
        if step.clearance is None:
            continue
        if step.clearance == "handed_over" != earlier and not step.agencies:
            yield step
        earlier = step.clearance


def unreasoned(steps: list[Step]) -> Iterator[Step]:
    """Events after which a hotspot is inactive without being cleared, and nobody says why."""
    level, clearance = None, "not_cleared"
    for step in steps:
        level, clearance = step.level or level, step.clearance or clearance
        if (level, clearance) == ("inactive", "not_cleared") and not step.reasoned:
            yield step


def refused_transition(earlier: Step | None, step: Step) -> RuleError:
    if step.number is not None:
        return collision(earlier, step)
    allowed = allowed_after(earlier.clearance if earlier else None)
    names = names_of(allowed)
    wanted = CLEARANCE_NAMES[step.clearance or ""]
    if earlier is None:
        return RuleError(
            "recurrence_needs_clearance",
            _(
                "Nothing is recorded before it: only what was cleared can recur. "
                "Allowed now: %(allowed)s.",
                allowed=names,
            ),
            field="clearance",
            allowed=allowed,
        )
    detail = _(
        "“%(wanted)s” cannot follow “%(stands)s” (%(when)s). Allowed now: %(allowed)s.",
        wanted=wanted,
        stands=CLEARANCE_NAMES[earlier.clearance or ""],
        when=earlier.when,
        allowed=names,
    )
    rule = "recurrence_needs_clearance" if step.clearance == "recurred" else "transition"
    return RuleError(rule, detail, field="clearance", allowed=allowed, collides_with=earlier.number)


def collision(earlier: Step | None, step: Step) -> RuleError:
    """The change is fine by itself, but an event that comes after it no longer is."""
    before = CLEARANCE_NAMES[earlier.clearance or ""] if earlier else _("nothing recorded")
    return RuleError(
        "collision",
        _(
            "It collides with an event that is recorded already: “%(later)s” (%(when)s) would "
            "then follow “%(before)s”. Correct that event first, or choose another date.",
            later=CLEARANCE_NAMES[step.clearance or ""],
            when=step.when,
            before=before,
        ),
        field="effective_on",
        allowed=allowed_after(earlier.clearance if earlier else None),
        collides_with=step.number,
    )


def names_of(clearances: Iterable[str]) -> str:
    return ", ".join(str(CLEARANCE_NAMES[each]) for each in clearances)
