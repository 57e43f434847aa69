"""What may happen to hotspots, drawn by Hypothesis: allowed or not, in any order of recording."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from tests.register.reference import MAY_BECOME, Proposal
from tests.register.world import CODES, INSTANT, World

LEVELS = ("complex", "active", "low_activity", "inactive", "unverified")
CLEARANCES = ("not_cleared", "cleared", "handed_over", "recurred")
# How long the officer waits before the next entry; the clock may also be set back, by so little
# that it is overlooked or by so much that nothing is recorded.
PAUSES = tuple(
    timedelta(**each)
    for each in (
        {"minutes": 0},
        {"minutes": 7},
        {"hours": 9},
        {"days": 1},
        {"days": 26},
        {"days": 170},
        {"minutes": -4},
        {"hours": -2},
    )
)


@dataclass(frozen=True)
class Deed:
    """One attempt, said relative to what stands when its turn comes."""

    kind: str
    hotspot: str
    pause: timedelta
    days_back: int
    precision: str
    level: str | None
    # A clearance by name, or the place of one among those that may come next.
    clearance: str | int | None
    explained: bool
    # Which event it corrects or takes back, and which hotspot it is merged into.
    target: int
    # What a correction keeps of the date: all of it, or the month it is in.
    keeps: str = ""

    def done_in(self, world: World) -> Proposal:
        """Let the clock go on, and say what is attempted then."""
        world.clock.moment += self.pause
        return self.proposal(world)

    def proposal(self, world: World) -> Proposal:
        today = world.clock.today()
        start, end = interval(today - timedelta(days=self.days_back), self.precision)
        kind = "state" if self.kind == "correction" else self.kind
        if kind != "state":
            start = end = today
        what = Proposal(self.hotspot, start, end, kind)
        refers = {}
        if self.kind in {"correction", "retraction"}:
            old = refers["corrects"] = self.chosen_event(world)
            if self.keeps and self.kind == "correction" and old <= len(world.ledger.events):
                said = world.ledger.events[old - 1].what
                start, end = interval(said.start, "month")
                if self.keeps == "date":
                    start, end = said.start, said.end
                what = replaced(what, start=start, end=end)
        if kind == "merge":
            refers["into"] = (*CODES, "Z")[self.target % 4]
        if kind != "state":
            return replaced(what, explained=True, **refers)
        clearance = self.clearance
        if isinstance(clearance, int):
            clearance = self.next_clearance(world, end)
        level = self.level if self.level or clearance else "active"
        explained = self.explained or "corrects" in refers
        return replaced(what, level=level, clearance=clearance, explained=explained, **refers)

    def next_clearance(self, world: World, day: date) -> str:
        said = [
            each.what.clearance
            for each in world.ledger.counting(self.hotspot)
            if each.what.clearance and each.day <= day
        ]
        allowed = sorted(MAY_BECOME[said[-1] if said else None])
        return allowed[int(self.clearance or 0) % len(allowed)]

    def chosen_event(self, world: World) -> int:
        """Mostly an event of this hotspot that counts, at times any other or none."""
        counting = [each.number for each in world.ledger.counting(self.hotspot)]
        everything = [each.number for each in world.ledger.events]
        return [*counting * 3, *everything, len(everything) + 1][-1 - self.target :][0]


def replaced(what: Proposal, **changes: object) -> Proposal:
    return Proposal(**{**what.__dict__, **changes})  # type: ignore[arg-type]  # names of its fields


def interval(day: date, precision: str) -> tuple[date, date]:
    if precision == "day":
        return day, day
    if precision == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=1), day.replace(day=last)


DEEDS = st.builds(
    Deed,
    kind=st.sampled_from(
        ["state"] * 6 + ["correction"] * 4 + ["retraction"] * 3 + ["withdrawal", "merge"]
    ),
    hotspot=st.sampled_from(["A", "A", "A", "B", "C"]),
    pause=st.sampled_from(PAUSES),
    days_back=st.sampled_from([0, 0, 1, 2, 20, 45, 200, 500]),
    precision=st.sampled_from(["day", "day", "month", "year"]),
    level=st.sampled_from([None, None, *LEVELS]),
    clearance=st.sampled_from([None, None, 0, 0, 1, *CLEARANCES]),
    explained=st.booleans(),
    target=st.integers(0, 12),
    keeps=st.sampled_from(["", "date", "month"]),
)
STORIES = st.lists(DEEDS, min_size=1, max_size=6)
LONG_STORIES = st.lists(DEEDS, min_size=4, max_size=14)


@dataclass(frozen=True)
class Question:
    """A reading, said relative to what was recorded: just before, at, or just after an event."""

    about: int
    days: int
    known_after: int | None
    instants: int
    ended: bool

    def asked(self, world: World) -> tuple[date, datetime | None]:
        events = world.ledger.events
        day = events[-1 - self.about % len(events)].day + timedelta(days=self.days)
        if self.known_after is None:
            return day, None
        known = events[-1 - self.known_after % len(events)]
        return day, known.moment + self.instants * INSTANT


QUESTIONS = st.lists(
    st.builds(
        Question,
        about=st.integers(0, 9),
        days=st.sampled_from([-1, 0, 1, 30]),
        known_after=st.sampled_from([None, *range(8)]),
        instants=st.sampled_from([-1, 0, 1]),
        ended=st.booleans(),
    ),
    min_size=2,
    max_size=3,
)


LIFE = timedelta(days=720)


@st.composite
def lawful_lives(draw: st.DrawFn) -> list[Deed]:
    """What came after the first event of a hotspot, obeying every rule; told in any order."""
    clearance: str | None = "not_cleared"
    deeds = []
    days_back = LIFE.days
    for _ in range(draw(st.integers(2, 5))):
        clearance = draw(st.sampled_from(sorted(MAY_BECOME[clearance])))
        days_back -= draw(st.sampled_from([1, 30, 120]))
        level = draw(st.sampled_from([None, *LEVELS]))
        deed = Deed("state", "A", PAUSES[1], days_back, "day", level, clearance, True, 0)  # noqa: FBT003  # its fields in order
        deeds.append(deed)
    return draw(st.permutations(deeds))
