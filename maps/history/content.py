"""What a line of history shows: plain values, all text ready to print.

Nothing here knows a language; the caller hands over every word.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class LevelSpan:
    """A stretch of time at one level.

    Parameters
    ----------
    level
        One of `maps.symbology.LEVELS`.
    start
        First day at the level.
    end
        First day no longer at it. What lies outside the period is not drawn.

    Raises
    ------
    ValueError
        If it ends before it starts.
    """

    level: str
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a span ends before it starts: {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class ClearanceMark:
    """A change of clearance: known to the day, or somewhere between two days.

    Parameters
    ----------
    clearance
        What it became, one of `maps.symbology.CLEARANCES`.
    earliest
        First day on which it may have happened; `on` itself if the day is known.
    on
        Last day on which it may have happened, where the mark stands: 31 December 2021 for a
        change known to have been in 2021.

    Raises
    ------
    ValueError
        If `earliest` lies after `on`.
    """

    clearance: str
    earliest: date
    on: date

    def __post_init__(self) -> None:
        if self.on < self.earliest:
            raise ValueError(f"a mark's last day {self.on} lies before its first {self.earliest}")


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """What became of one hotspot.

    Parameters
    ----------
    number
        As on the map and in tables.
    name
        Shortened if there is no room for it.
    levels
        In order of time, without overlap; days between them are left blank.
    marks
        In any order. Those that cannot have happened before the period's end are not drawn.

    Raises
    ------
    ValueError
        If spans overlap or are out of order.
    """

    number: int
    name: str
    levels: tuple[LevelSpan, ...]
    marks: tuple[ClearanceMark, ...]

    def __post_init__(self) -> None:
        for one, next_one in pairwise(self.levels):
            if next_one.start < one.end:
                raise ValueError(f"spans of row {self.number} overlap or are out of order")


@dataclass(frozen=True, slots=True)
class HistoryTexts:
    """Every word of a line of history that does not belong to a place.

    Parameters
    ----------
    title
        What is shown, and the period.
    level_title, clearance_title
        Before the samples of the legend.
    levels, clearances
        Pairs of (code, label), in the order of the legend.
    uncertain
        Label of the sample of a mark whose day is not known.
    before
        Label of the sample of a mark that lies before the period.
    empty
        Sentence in place of the rows when there is none.
    more
        Under rows that are too many for a sheet; ``{count}`` becomes the number left out.
    overleaf
        Said on a sheet whose rows of history stand on the next page.
    no_room
        Said on a sheet of one page that has no room for them.
    months
        Twelve names or numbers, January first.
    day_tick, month_tick, year_tick
        Labels of the time axis, by the length of the period; ``{day}``, ``{month}`` and
        ``{year}`` are replaced.
    """

    title: str
    level_title: str
    levels: tuple[tuple[str, str], ...]
    clearance_title: str
    clearances: tuple[tuple[str, str], ...]
    uncertain: str
    before: str
    empty: str
    more: str
    overleaf: str
    no_room: str
    months: tuple[str, ...]
    day_tick: str
    month_tick: str
    year_tick: str


@dataclass(frozen=True, slots=True)
class History:
    """Rows over a common period.

    Parameters
    ----------
    rows
        One per hotspot, top first.
    texts
        Words.
    start, end
        First and last day of the time axis.

    Raises
    ------
    ValueError
        If the period is empty.
    """

    rows: tuple[HistoryRow, ...]
    texts: HistoryTexts
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"an empty period: {self.start} to {self.end}")
