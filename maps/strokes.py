"""The polygons and polylines that symbols are made of, in unit squares with y upwards."""

import math
from collections.abc import Mapping

Points = tuple[tuple[float, float], ...]


def _arc(
    centre: tuple[float, float], radius: float, start_deg: float, end_deg: float, steps: int
) -> Points:
    angles = (math.radians(start_deg + (end_deg - start_deg) * i / steps) for i in range(steps + 1))
    return tuple(
        (round(centre[0] + radius * math.cos(a), 4), round(centre[1] + radius * math.sin(a), 4))
        for a in angles
    )


SHAPES: Mapping[str, Points] = {
    "establishment": (
        (-0.88, -0.9),
        (0.88, -0.9),
        (0.88, 0.25),
        (0.0, 1.0),
        (-0.88, 0.25),
        (-0.88, -0.9),
    ),
    "public_place": _arc((0.0, 0.0), 1.0, 0, 360, 48),
}

GLYPHS: Mapping[str, tuple[Points, ...]] = {
    "not_cleared": (((0.0, 0.52), (0.0, -0.1)), ((0.0, -0.5), (0.0, -0.52))),
    "cleared": (((-0.44, 0.0), (-0.12, -0.36), (0.46, 0.36)),),
    "handed_over": (((-0.5, 0.0), (0.48, 0.0)), ((0.1, 0.4), (0.5, 0.0), (0.1, -0.4))),
    "recurred": (
        _arc((0.0, -0.02), 0.44, 80, 350, 24),
        ((0.02, 0.72), (0.3, 0.42), (-0.04, 0.14)),
    ),
}

BADGES: Mapping[str, tuple[Points, ...]] = {
    "complex": (
        ((-0.52, -0.5), (-0.52, -0.22)),
        ((0.0, -0.5), (0.0, 0.14)),
        ((0.52, -0.5), (0.52, 0.5)),
    ),
    "active": (((-0.52, -0.5), (-0.52, -0.22)), ((0.0, -0.5), (0.0, 0.14))),
    "low_activity": (((-0.52, -0.5), (-0.52, -0.22)),),
    "inactive": (((-0.46, 0.0), (0.46, 0.0)),),
    "unverified": (
        (*_arc((0.0, 0.22), 0.36, 170, -40, 12), (0.0, -0.12), (0.0, -0.2)),
        ((0.0, -0.6), (0.0, -0.62)),
    ),
}
