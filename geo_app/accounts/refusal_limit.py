"""How many refusals of one user are recorded: a row is for good, and a program asks all day."""

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

EACH_MINUTE = 60


@dataclass(frozen=True)
class Share:
    """How many of some refusals are recorded, and whether the last of them ends the minute's."""

    recorded: int
    is_last: bool


class RefusalLimit:
    """Counts each user's refusals of the present minute, in the memory of the process."""

    def __init__(self) -> None:
        self.changing = threading.Lock()
        self.minute: datetime | None = None
        self.counts: Counter[int | None] = Counter()

    def take(self, user_id: int | None, wanted: int, moment: datetime) -> Share:
        minute = minute_of(moment)
        with self.changing:
            if minute != self.minute:
                self.minute, self.counts = minute, Counter()
            left = max(0, EACH_MINUTE - self.counts[user_id])
            self.counts[user_id] += wanted
        recorded = min(wanted, left)
        return Share(recorded, is_last=recorded > 0 and recorded == left)


def minute_of(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def end_of_minute(moment: datetime) -> datetime:
    return minute_of(moment) + timedelta(minutes=1)
