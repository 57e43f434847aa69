"""The clock: the one place that asks the machine for the time, so that a test can set it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def of_the_machine() -> datetime:
    return datetime.now(UTC)


read: Callable[[], datetime] = of_the_machine


def now() -> datetime:
    return read()


def today() -> date:
    """Today in Hanoi."""
    return read().astimezone(HANOI).date()
