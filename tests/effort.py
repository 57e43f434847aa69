"""How much the tests try: `HOTSPOTS_TEST_EFFORT` is `quick`, the default, or `full`.

Quick tries fewer examples of the same kind, and asks pages of one database. Nothing is asserted
less; CONTRIBUTING.md says what quick leaves out.
"""

import os
from typing import TypeVar

EFFORTS = ("quick", "full")
CHOSEN = os.environ.get("HOTSPOTS_TEST_EFFORT", "quick")
if CHOSEN not in EFFORTS:
    raise ValueError(f"HOTSPOTS_TEST_EFFORT is {' or '.join(EFFORTS)}, not {CHOSEN!r}")
FULL = CHOSEN == "full"

T = TypeVar("T")


def by_effort(*, quick: T, full: T) -> T:
    return full if FULL else quick
