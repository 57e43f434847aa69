"""Which streets run along which river; the layers have no rivers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geodata.text import fold


@dataclass(frozen=True, slots=True)
class River:
    """A river and the streets along its banks.

    Parameters
    ----------
    name : str
        The river's name.
    streets : tuple of str
        Streets along it, in the direction of the water.
    source : str
        Where that is written.
    """

    name: str
    streets: tuple[str, ...]
    source: str


RIVERS: Final = (
    # "gặp đoạn sông Tô Lịch ngày nay" at đường Bưởi; "chảy cùng hướng với đường Láng và đường
    # Kim Giang về phía Nam tới sông Nhuệ". Streets of the other bank are not listed there.
    River("Tô Lịch", ("Đường Bưởi", "Đường Láng", "Đường Kim Giang"), "vi.wikipedia: Sông Tô Lịch"),
)


def find_river(name: str) -> River | None:
    """Find a river by name, whatever its diacritics and case.

    Parameters
    ----------
    name
        Without ``sông``.
    """
    return next((river for river in RIVERS if fold(river.name) == fold(name)), None)
