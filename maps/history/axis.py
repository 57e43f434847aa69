"""The time axis: where a day stands, and which days are labelled."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from maps.drawing.typography import clean, text_width
from maps.history.content import HistoryTexts

Label = Callable[[date], str]

# A label stands right of its tick and leaves at least this free before the next, in millimetres.
LABEL_OFFSET = 0.6
_LABEL_GAP = 1.6
_MONTH_STEPS = (1, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 50)


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days along a horizontal stretch.

    Parameters
    ----------
    start, end
        Days at the two ends.
    left, right
        Where the ends stand, in millimetres.
    """

    start: date
    end: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where a day begins, in millimetres; a day outside stands at the nearer end."""
        inside = min(max(day, self.start), self.end)
        share = (inside - self.start).days / (self.end - self.start).days
        return self.left + share * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Tick:
    """A day marked on the axis.

    Parameters
    ----------
    x
        In millimetres.
    label
        Empty where there is no room for one.
    """

    x: float
    label: str


def ticks(axis: TimeAxis, texts: HistoryTexts, size: float) -> tuple[Tick, ...]:
    """Return the days to mark: as many as have room for their labels.

    Parameters
    ----------
    axis
        Where days stand.
    texts
        Forms of the labels.
    size
        Of the labels, in points.

    Returns
    -------
    tuple of Tick
        In order of time. The first is the start of the axis, labelled as the day, month or year
        that it lies in.
    """
    steps = tuple(_steps(axis, texts))
    days, label = next((step for step in steps if _labels_fit(axis, *step, size)), steps[-1])
    labelled = [(axis.x(day), clean(label(day))) for day in [axis.start, *days]]
    ends = [*(x for x, _ in labelled[1:]), axis.right]
    return tuple(
        Tick(x, text if _needed(text, size) <= end - x else "")
        for (x, text), end in zip(labelled, ends, strict=True)
    )


def _needed(text: str, size: float) -> float:
    return LABEL_OFFSET + text_width(text, size) + _LABEL_GAP


def _labels_fit(axis: TimeAxis, days: list[date], label: Label, size: float) -> bool:
    return all(
        _needed(clean(label(day)), size) <= axis.x(next_day) - axis.x(day)
        for day, next_day in pairwise(days)
    )


def _steps(axis: TimeAxis, texts: HistoryTexts) -> Iterator[tuple[list[date], Label]]:
    """Yield the days inside the axis that might be marked, most often first."""

    def labels(template: str) -> Label:
        return lambda day: (
            template.replace("{day}", str(day.day))
            .replace("{month}", texts.months[day.month - 1])
            .replace("{year}", str(day.year))
        )

    length = (axis.end - axis.start).days
    inside = [axis.start + timedelta(number) for number in range(1, length)]
    yield inside, labels(texts.day_tick)
    yield [day for day in inside if day.weekday() == 0], labels(texts.day_tick)
    firsts = [day for day in inside if day.day == 1]
    for step in _MONTH_STEPS:
        chosen = [day for day in firsts if (day.month - 1) % step == 0]
        yield chosen, labels(texts.month_tick)
    years = [day for day in firsts if day.month == 1]
    for step in _YEAR_STEPS:
        yield [day for day in years if day.year % step == 0], labels(texts.year_tick)
