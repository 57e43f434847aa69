"""What the register must answer, written a second time: plain Python, from the rules as stated.

It shares nothing with the code under test. A `Ledger` is the list of all events ever recorded;
whatever is asked is worked out from that list alone, slowly and in the order of the sentences of
the issue.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

# not_cleared → cleared → handed_over → recurred → cleared …; a recurrence needs an earlier
# clearance; the plan itself hands over what it first names.
MAY_BECOME = {
    None: {"not_cleared", "cleared", "handed_over"},
    "not_cleared": {"cleared"},
    "cleared": {"handed_over", "recurred"},
    "handed_over": {"recurred"},
    "recurred": {"cleared"},
}
ENDINGS = {"withdrawal", "merge"}
OUT_OF_ORDER = {"transition", "recurrence_needs_clearance", "collision"}


@dataclass(frozen=True)
class Proposal:
    """What somebody wants to record: of a day, a month or a year, from `start` to `end`."""

    hotspot: str
    start: date
    end: date
    kind: str = "state"
    level: str | None = None
    clearance: str | None = None
    # Whether a note or a reason says why.
    explained: bool = False
    corrects: int | None = None
    into: str | None = None
    # Whether it names the document that all of them name; what the plan says does not.
    based: bool = True


@dataclass(frozen=True)
class Recorded:
    """An event with its number, its moment, and where it stands: on a day, and in turn there."""

    number: int
    moment: datetime
    day: date
    turn: int
    what: Proposal


@dataclass
class Ledger:
    events: list[Recorded] = field(default_factory=list)

    # Reading.

    def known(self, moment: datetime | None) -> list[Recorded]:
        return [each for each in self.events if moment is None or each.moment <= moment]

    def counting(self, hotspot: str, moment: datetime | None = None) -> list[Recorded]:
        """What nothing known takes back or corrects, in the order in which it became true."""
        known = self.known(moment)
        replaced = {each.what.corrects for each in known}
        found = [
            each
            for each in known
            if each.what.hotspot == hotspot
            and each.number not in replaced
            and each.what.kind != "retraction"
        ]
        return sorted(found, key=lambda each: (each.day, each.turn))

    def ending(self, hotspot: str, moment: datetime | None = None) -> Recorded | None:
        ends = [each for each in self.counting(hotspot, moment) if each.what.kind in ENDINGS]
        return ends[0] if ends else None

    def state(
        self, hotspot: str, day: date, moment: datetime | None = None
    ) -> tuple[str, str] | None:
        """Level and clearance on a day as known on a moment; None where it did not stand yet."""
        said = [
            each.what
            for each in self.counting(hotspot, moment)
            if each.what.kind == "state" and each.day <= day
        ]
        if not said:
            return None
        levels = [each.level for each in said if each.level]
        clearances = [each.clearance for each in said if each.clearance]
        return (
            levels[-1] if levels else "unverified",
            clearances[-1] if clearances else "not_cleared",
        )

    def changed(self, hotspot: str, day: date, moment: datetime | None = None) -> date | None:
        """From when it was last otherwise than before, or its first event where it never was."""
        stands, since = ("unverified", "not_cleared"), None
        for each in self.counting(hotspot, moment):
            if each.what.kind != "state" or each.day > day:
                continue
            now = (each.what.level or stands[0], each.what.clearance or stands[1])
            if since is None or now != stands:
                since = each.what.start
            stands = now
        return since

    def register(
        self, day: date, moment: datetime | None = None, *, ended: bool = False
    ) -> dict[str, tuple[str, str, date | None]]:
        found = {}
        for hotspot in sorted({each.what.hotspot for each in self.events}):
            state = self.state(hotspot, day, moment)
            if state is not None and (ended or self.ending(hotspot, moment) is None):
                found[hotspot] = (*state, self.changed(hotspot, day, moment))
        return found

    # Recording.

    def add(self, what: Proposal, moment: datetime, today: date) -> Recorded:
        """Record it, at a moment that lies behind all others, on a day by the clock."""
        number = len(self.events) + 1
        day, turn = self.place(what, today, number)
        made = Recorded(number, moment, day, turn, what)
        self.events.append(made)
        return made

    def place(self, what: Proposal, today: date, number: int) -> tuple[date, int]:
        """On the first day on which it was certainly true, behind what was recorded before.

        A correction of the same date stands where the corrected event stood.
        """
        old = next((each for each in self.events if each.number == what.corrects), None)
        if old and (old.what.start, old.what.end) == (what.start, what.end):
            return old.day, old.turn
        certain = min(what.end, today)
        if old and old.day == certain:
            return old.day, old.turn
        return certain, number

    def broken_rules(self, what: Proposal, today: date) -> set[str]:
        """Every rule that recording it would break; none means that it is allowed."""
        if what.kind == "state" and what.start > today:
            return {"future"}
        if self.state(what.hotspot, today) is None:
            return {"not_found"}
        return set(self._broken_references(what)) | set(self._broken_by_kind(what, today))

    def _broken_references(self, what: Proposal) -> Iterator[str]:
        ending = self.ending(what.hotspot)
        old = self._corrected(what)
        if what.corrects is not None and old is None:
            yield "not_in_force"
        if ending and ending is not old:
            yield "withdrawn" if ending.what.kind == "withdrawal" else "merged"
        if old and old.what.kind in ENDINGS and what.kind == "state":
            yield "only_retraction"

    def _corrected(self, what: Proposal) -> Recorded | None:
        found = [each for each in self.counting(what.hotspot) if each.number == what.corrects]
        return found[0] if found else None

    def _broken_by_kind(self, what: Proposal, today: date) -> Iterator[str]:
        if what.kind == "withdrawal" and self._merged_into(what.hotspot):
            yield "others_merged_into_it"
        if what.kind == "merge":
            there = self.register(today)
            if what.into not in there or what.into == what.hotspot:
                yield "merge_target"
        if what.kind == "state" and what.corrects is None and self._says_again(what, today):
            yield "recorded_before"
        if what.kind in {"state", "retraction"}:
            yield from self._broken_sequence(what, today)

    def _says_again(self, what: Proposal, today: date) -> bool:
        """Whether it says what the event says behind which it would stand."""
        day, _turn = self.place(what, today, len(self.events) + 1)
        before = [
            each.what
            for each in self.counting(what.hotspot)
            if each.what.kind == "state" and each.day <= day
        ]
        return before != [] and fields_of(before[-1]) == fields_of(what)

    def _merged_into(self, hotspot: str) -> bool:
        others = {each.what.hotspot for each in self.events}
        return any(each.what.into == hotspot for other in others for each in self.counting(other))

    def _broken_sequence(self, what: Proposal, today: date) -> Iterator[str]:
        old = self._corrected(what)
        if old and old.what.kind in ENDINGS:
            return
        before = [each for each in self.counting(what.hotspot) if each.what.kind == "state"]
        after = [each for each in before if each is not old]
        if what.kind == "retraction" and not after:
            yield "last_event"
        if what.kind == "retraction" and all(each.day > today for each in after):
            # A clock that was set back has not reached the day of what is left.
            yield "not_found"
        if what.kind == "state":
            number = len(self.events) + 1
            day, turn = self.place(what, today, number)
            made = Recorded(number, self.events[-1].moment, day, turn, what)
            after = sorted([*after, made], key=lambda each: (each.day, each.turn))
        if not is_allowed([each.what.clearance for each in after]):
            yield from OUT_OF_ORDER
        if not what.explained and unexplained(after) - unexplained(before):
            yield "inactive_needs_reason"


def fields_of(what: Proposal) -> tuple[object, ...]:
    return (what.start, what.end, what.level, what.clearance, what.explained, what.based)


def is_allowed(clearances: list[str | None]) -> bool:
    """Walk along a history: each step must be stated again, or be one that may come next."""
    stands: str | None = None
    for clearance in clearances:
        if clearance is None or clearance == stands:
            continue
        if clearance not in MAY_BECOME[stands]:
            return False
        stands = clearance
    return True


def unexplained(events: list[Recorded]) -> set[int]:
    """Events after which it is inactive although not cleared, and which do not say why."""
    found = set()
    for end, event in enumerate(events, start=1):
        so_far = [each.what for each in events[:end]]
        levels = [each.level for each in so_far if each.level] or ["unverified"]
        clearances = [each.clearance for each in so_far if each.clearance] or ["not_cleared"]
        stands = (levels[-1], clearances[-1])
        if stands == ("inactive", "not_cleared") and not event.what.explained:
            found.add(event.number)
    return found
