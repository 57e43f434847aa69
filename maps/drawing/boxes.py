"""Upright rectangles on the page."""

from dataclasses import dataclass

import shapely

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle.

    Parameters
    ----------
    left, bottom, right, top
        In millimetres on the page unless said otherwise.
    """

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Extent from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent from bottom to top."""
        return self.top - self.bottom

    @property
    def centre(self) -> Point:
        """Middle of the box."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    @property
    def shape(self) -> shapely.Polygon:
        """The box as a polygon."""
        return shapely.box(self.left, self.bottom, self.right, self.top)

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def contains(self, other: "Box") -> bool:
        """Tell whether the other lies wholly inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.bottom <= other.bottom
            and other.top <= self.top
        )

    def shrunk(self, margin: float) -> "Box":
        """Return the box with a margin taken off each side; a negative one is added."""
        return Box(self.left + margin, self.bottom + margin, self.right - margin, self.top - margin)


def around(centre: Point, width: float, height: float) -> Box:
    """Return the box of a given size about its middle."""
    x, y = centre
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
